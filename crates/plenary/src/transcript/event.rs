//! What happens in the room `transcript`.

use plenary_kit::db::Tx;
use plenary_kit::event::{Event, Meta};
use plenary_kit::fault::Fault;
use serde::{Deserialize, Serialize};

/// An event of this room.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum TranscriptEvent {}

impl Event for TranscriptEvent {
    const ROOM: &'static str = "transcript";

    fn apply(&self, _: &Tx<'_>, _: &Meta) -> Result<(), Fault> {
        match *self {}
    }
}
