//! What happens in the room `review`.

use plenary_kit::db::Tx;
use plenary_kit::event::{Event, Meta};
use plenary_kit::fault::Fault;
use serde::{Deserialize, Serialize};

/// An event of this room.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum ReviewEvent {}

impl Event for ReviewEvent {
    const ROOM: &'static str = "review";

    fn apply(&self, _: &Tx<'_>, _: &Meta) -> Result<(), Fault> {
        match *self {}
    }
}
