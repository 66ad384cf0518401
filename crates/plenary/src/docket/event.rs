//! What happens on the docket.

use plenary_kit::db::Tx;
use plenary_kit::event::{Event, Meta};
use plenary_kit::fault::Fault;
use plenary_kit::id::{CycleId, OrganisationId, ParticipantId};
use plenary_kit::policy::{Attribution, Mark};
use plenary_kit::words::{Words, WordsKey};
use serde::{Deserialize, Serialize};

use super::number::ItemNumber;
use super::rules::{Door, Format, Kind, Nature};
use super::store;
use crate::document::{Anchor, DocumentId};
use crate::session::Heard;

/// One text of an item: the answer to a question of the call, or the item's own words.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FiledText {
    /// The question it answers.
    pub question: Option<String>,
    /// The words.
    pub words: Words,
    /// How they are written.
    pub format: Format,
}

/// A file that came with an item.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FiledFile {
    /// Its name.
    pub name: Words,
    /// What it is, as found in its first bytes.
    pub media_type: String,
    /// Its size in bytes.
    pub bytes: u64,
    /// What it holds.
    pub words: Words,
}

/// What an item concerns: passages of a document, words said in a session.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Concerns {
    /// The document it speaks about; without passages, the document as a whole.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document: Option<DocumentId>,
    /// The passages it is about, in the order chosen.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub passages: Vec<Anchor>,
    /// What sort of comment it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nature: Option<Nature>,
    /// The wording it suggests for its first passage.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub suggestion: Option<Words>,
    /// Where in a session it was said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub heard: Option<Heard>,
}

impl Concerns {
    /// Whether there is nothing in it, as for a contribution to the call.
    pub fn is_nothing(&self) -> bool {
        *self == Concerns::default()
    }
}

/// Everything that was filed under one number.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Filed {
    /// Its number.
    pub number: ItemNumber,
    /// The cycle.
    pub cycle: CycleId,
    /// What it is.
    pub kind: Kind,
    /// How it came in.
    pub door: Door,
    /// Whose words they are; nobody when a transcript leaves the speaker open.
    pub author: Option<ParticipantId>,
    /// The stakeholder group it was filed for.
    pub group: Option<String>,
    /// The organisation it speaks for.
    pub on_behalf: Option<OrganisationId>,
    /// How far it may travel.
    pub mark: Mark,
    /// Who is shown as the author.
    pub attribution: Attribution,
    /// The key of its audience: made of the mark when it was filed.
    pub audience: String,
    /// The named recipients, when the audience is a list.
    pub readers: Vec<ParticipantId>,
    /// Its language (BCP 47).
    pub lang: String,
    /// Its title.
    pub title: Option<Words>,
    /// Its texts.
    pub texts: Vec<FiledText>,
    /// Its files.
    pub files: Vec<FiledFile>,
    /// The item it speaks about.
    pub about: Option<ItemNumber>,
    /// What it concerns besides; absent in lines from before there were documents and sessions.
    #[serde(default, skip_serializing_if = "Concerns::is_nothing")]
    pub concerns: Concerns,
    /// Whether it is shown at once; a guest's waits for the address to be confirmed.
    pub is_shown: bool,
    /// Whether it is a row of a table that many came in with: one letter tells of all of them. Absent in lines from before.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_row: bool,
}

/// What the author changed of an item; what it said before stays in the record.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Revised {
    /// Which item.
    pub number: ItemNumber,
    /// Its words from now on.
    pub text: Option<FiledText>,
    /// What sort of comment it is.
    pub nature: Option<Nature>,
    /// The wording it suggests.
    pub suggestion: Option<Words>,
}

/// An event of this room.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum DocketEvent {
    /// An input came in and has its number.
    Filed(Box<Filed>),
    /// The guest's address was confirmed: the item is shown from now on.
    Confirmed {
        /// Which.
        number: ItemNumber,
    },
    /// Its author changed its words.
    Revised(Box<Revised>),
    /// One more named recipient of a closed item.
    ReaderAdded {
        /// Which.
        number: ItemNumber,
        /// Who.
        reader: ParticipantId,
    },
    /// All rows of a table are filed: whoever brought it is told their numbers in one letter.
    TableBrought {
        /// The rows that are on the docket, in the order of the table.
        numbers: Vec<ItemNumber>,
        /// Whose words they are.
        author: ParticipantId,
    },
    /// Words of an item were destroyed.
    WordsErased {
        /// Which.
        number: ItemNumber,
        /// What was destroyed, by seal: the ledger's own record of it.
        erases: Vec<plenary_ledger::Seal>,
        /// The same, by key.
        words: Vec<WordsKey>,
        /// Under which rule.
        rule: String,
    },
}

impl DocketEvent {
    /// A filed item as one of many that came together: a letter tells of all of them.
    pub fn as_row(mut self) -> DocketEvent {
        if let DocketEvent::Filed(filed) = &mut self {
            filed.is_row = true;
        }
        self
    }
}

impl Event for DocketEvent {
    const ROOM: &'static str = "docket";

    fn apply(&self, tx: &Tx<'_>, meta: &Meta) -> Result<(), Fault> {
        match self {
            DocketEvent::Filed(filed) => store::file(tx, filed, meta),
            DocketEvent::Confirmed { number } => store::confirm(tx, *number, meta),
            DocketEvent::Revised(revised) => store::earlier::revise(tx, revised, meta),
            DocketEvent::ReaderAdded { number, reader } => {
                store::add_reader(tx, *number, reader, meta)
            }
            // The items stand by themselves; the letter follows the line.
            DocketEvent::TableBrought { .. } => Ok(()),
            DocketEvent::WordsErased {
                number,
                words,
                rule,
                ..
            } => {
                plenary_kit::erase::apply(tx, words, meta.at, meta.by.as_ref(), rule)?;
                plenary_kit::mail::drop_letters_about(tx, &number.to_string())?;
                store::touch(tx, *number, meta)
            }
        }
    }
}
