//! What happens in the room `comment`.

use plenary_kit::db::Tx;
use plenary_kit::event::{Event, Meta};
use plenary_kit::fault::Fault;
use serde::{Deserialize, Serialize};

/// An event of this room.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum CommentEvent {}

impl Event for CommentEvent {
    const ROOM: &'static str = "comment";

    fn apply(&self, _: &Tx<'_>, _: &Meta) -> Result<(), Fault> {
        match *self {}
    }
}
