//! What happens when a forum is brought back from a copy.

use plenary_kit::db::Tx;
use plenary_kit::event::{Event, Meta};
use plenary_kit::fault::Fault;
use plenary_kit::words::WordsKey;
use plenary_ledger::Seal;
use serde::{Deserialize, Serialize};

/// An event of this room.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum ExportEvent {
    /// Words that a restored backup brought back and that belong to no person and no item were destroyed again.
    ErasureReplayed {
        /// What was destroyed.
        erases: Vec<Seal>,
        /// Where it stood.
        words: Vec<WordsKey>,
        /// Under which rule, and when that was decided.
        rule: String,
    },
}

impl Event for ExportEvent {
    const ROOM: &'static str = "export";

    fn apply(&self, tx: &Tx<'_>, meta: &Meta) -> Result<(), Fault> {
        let ExportEvent::ErasureReplayed { words, rule, .. } = self;
        plenary_kit::erase::apply(tx, words, meta.at, meta.by.as_ref(), rule)
    }
}
