//! What happens in the room `session`.

use plenary_kit::db::Tx;
use plenary_kit::event::{Event, Meta};
use plenary_kit::fault::Fault;
use serde::{Deserialize, Serialize};

/// An event of this room.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum SessionEvent {}

impl Event for SessionEvent {
    const ROOM: &'static str = "session";

    fn apply(&self, _: &Tx<'_>, _: &Meta) -> Result<(), Fault> {
        match *self {}
    }
}
