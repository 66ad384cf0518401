//! What happens to a call.

use plenary_kit::db::Tx;
use plenary_kit::event::{Event, Meta};
use plenary_kit::fault::Fault;
use plenary_kit::id::CycleId;
use serde::{Deserialize, Serialize};

use super::rules::Question;
use super::store;

/// An event of this room. A call is the forum's own text, so nothing is sealed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum CallEvent {
    /// This is the cycle's call from now on; contributions keep the questions they answered.
    Published {
        /// The cycle.
        cycle: CycleId,
        /// Its title.
        title: String,
        /// Its text, in Markdown.
        text: String,
        /// Its questions.
        questions: Vec<Question>,
    },
}

impl Event for CallEvent {
    const ROOM: &'static str = "call";

    fn apply(&self, tx: &Tx<'_>, meta: &Meta) -> Result<(), Fault> {
        let CallEvent::Published {
            cycle,
            title,
            text,
            questions,
        } = self;
        store::publish(tx, cycle, title, text, questions, meta)
    }
}
