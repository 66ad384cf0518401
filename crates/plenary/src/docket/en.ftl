# Messages of the room docket.
