# Messages of the room forum.
