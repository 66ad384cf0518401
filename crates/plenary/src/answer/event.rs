//! What happens to an item on its way to an answer, and after it.

use plenary_kit::db::Tx;
use plenary_kit::event::{Event, Meta};
use plenary_kit::fault::Fault;
use plenary_kit::id::ParticipantId;
use plenary_kit::words::Words;
use serde::{Deserialize, Serialize};

use super::rules::Disposition;
use super::store;
use crate::docket::ItemNumber;
use crate::document::Anchor;

/// Where the text changed or will change.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Place {
    /// In the words of who answers: "section 2.3, second sentence".
    InWords(Words),
    /// This passage: once it is other than it was, the answer is kept.
    Passage(Anchor),
    /// Something new follows the block of this passage.
    After(Anchor),
}

/// What changed because of an item.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Change {
    /// Where.
    pub place: Place,
    /// The old words.
    pub old: Option<Words>,
    /// The new words.
    pub new: Option<Words>,
}

/// What an answer points at.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Target {
    /// Another item.
    Item(ItemNumber),
    /// An address, or where to look, in words.
    Reference(Words),
}

/// An answer as it was written.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    /// What becomes of the item.
    pub disposition: Disposition,
    /// Why, in Markdown.
    pub reason: Words,
    /// What it points at.
    pub target: Option<Target>,
    /// What changed.
    pub change: Option<Change>,
}

/// What the author says to the answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Reply {
    /// It will do.
    Satisfied {
        /// In the author's words.
        words: Option<Words>,
    },
    /// It will not do: an inquiry begins.
    Objects {
        /// Why.
        because: Words,
    },
}

/// An event of this room. Who did it stands in the line beside it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum AnswerEvent {
    /// Somebody looked: it is for this cycle and readable.
    Screened {
        /// Which item.
        number: ItemNumber,
    },
    /// Somebody will draft the answer.
    Assigned {
        /// Which item.
        number: ItemNumber,
        /// Who.
        to: ParticipantId,
    },
    /// An answer was drafted; an earlier draft is replaced.
    Proposed {
        /// Which item.
        number: ItemNumber,
        /// The draft.
        answer: Answer,
    },
    /// The draft goes back to who drafts.
    SentBack {
        /// Which item.
        number: ItemNumber,
        /// Why.
        why: Words,
    },
    /// The draft is agreed and waits for its batch.
    Agreed {
        /// Which item.
        number: ItemNumber,
    },
    /// The agreed answer to an item is the answer to others that say the same; they are agreed too.
    GivenToCluster {
        /// Whose answer.
        number: ItemNumber,
        /// To which others.
        numbers: Vec<ItemNumber>,
    },
    /// These answers are out.
    Published {
        /// Which items.
        numbers: Vec<ItemNumber>,
    },
    /// The author took the item back; that is its answer, out at once.
    Retracted {
        /// Which item.
        number: ItemNumber,
        /// Why.
        reason: Words,
    },
    /// The author replied.
    Replied {
        /// Which item.
        number: ItemNumber,
        /// What.
        reply: Reply,
    },
    /// What the inquiry after an objection found.
    InquiryAnswered {
        /// Which item.
        number: ItemNumber,
        /// In words, in Markdown.
        words: Words,
        /// The answer that stands from now on, if the inquiry led to another.
        changed: Option<Answer>,
    },
}

impl Event for AnswerEvent {
    const ROOM: &'static str = "answer";

    fn apply(&self, tx: &Tx<'_>, meta: &Meta) -> Result<(), Fault> {
        store::apply(tx, self, meta)
    }
}
