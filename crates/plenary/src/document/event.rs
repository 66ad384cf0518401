//! What happens to a document.

use plenary_kit::db::Tx;
use plenary_kit::event::{Event, Meta};
use plenary_kit::fault::Fault;
use plenary_kit::id::CycleId;
use plenary_kit::words::Words;
use plenary_passage::{BlockId, VersionMap};
use serde::{Deserialize, Serialize};

use super::anchor::{DocumentId, VersionNumber};
use super::rules::State;
use super::store;

/// A frozen version as its line tells it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SavedVersion {
    /// The document.
    pub document: DocumentId,
    /// Its number: one more than the version it follows.
    pub number: VersionNumber,
    /// Its text and blocks: a [`plenary_passage::Version`] in JSON.
    pub body: Words,
    /// The map from the version before; none for the first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub map: Option<VersionMap>,
    /// The highest identity that a block of the document ever had.
    pub highest: BlockId,
    /// What is new in it, in a sentence.
    pub note: String,
    /// Whether it only mends a version that was final.
    pub is_erratum: bool,
}

/// An event of this room.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum DocumentEvent {
    /// There is a document from now on; it has no version yet.
    Opened {
        /// Its id.
        id: DocumentId,
        /// The cycle it belongs to.
        cycle: CycleId,
        /// Its word in addresses.
        slug: String,
        /// Its title.
        title: String,
        /// Its language (BCP 47).
        lang: String,
        /// Where it stands.
        state: State,
    },
    /// A version was frozen.
    VersionSaved(Box<SavedVersion>),
    /// It stands elsewhere from now on.
    StateChanged {
        /// Which document.
        id: DocumentId,
        /// Where it stands.
        state: State,
    },
}

impl Event for DocumentEvent {
    const ROOM: &'static str = "document";

    fn apply(&self, tx: &Tx<'_>, meta: &Meta) -> Result<(), Fault> {
        match self {
            DocumentEvent::Opened {
                id,
                cycle,
                slug,
                title,
                lang,
                state,
            } => store::open(tx, id, cycle, [slug, title, lang], *state, meta),
            DocumentEvent::VersionSaved(saved) => store::save_version(tx, saved, meta),
            DocumentEvent::StateChanged { id, state } => store::set_state(tx, id, *state, meta),
        }
    }
}
