//! What happens in the room `document`.

use plenary_kit::db::Tx;
use plenary_kit::event::{Event, Meta};
use plenary_kit::fault::Fault;
use serde::{Deserialize, Serialize};

/// An event of this room.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum DocumentEvent {}

impl Event for DocumentEvent {
    const ROOM: &'static str = "document";

    fn apply(&self, _: &Tx<'_>, _: &Meta) -> Result<(), Fault> {
        match *self {}
    }
}
