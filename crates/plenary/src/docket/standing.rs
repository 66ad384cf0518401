//! Where an item stands: its work state, whose move it is, and by when.

use plenary_kit::time::{DAY_MS, Instant};
use plenary_kit::words_enum;
use serde::{Deserialize, Serialize};

words_enum!(
    /// How far the answer has come.
    WorkState {
        /// Filed.
        New = "new",
        /// Looked at: it is for this cycle and readable.
        Screened = "screened",
        /// Somebody will draft the answer.
        Assigned = "assigned",
        /// An answer is drafted.
        Proposed = "proposed",
        /// The answer is agreed and waits for its batch.
        Agreed = "agreed",
        /// The answer is out.
        Published = "published",
    }
);

words_enum!(
    /// Whose move it is.
    Turn {
        /// To confirm their address, or to say whether the answer satisfies them.
        Author = "author",
        /// To screen, to publish.
        Secretariat = "secretariat",
        /// To assign, to agree.
        Facilitator = "facilitator",
        /// To draft the answer.
        Editor = "editor",
        /// Nobody's: it is over.
        Nobody = "nobody",
    }
);

/// Where an item stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    /// How far the answer has come.
    pub state: WorkState,
    /// Whose move it is.
    pub turn: Turn,
    /// By when that move is due.
    pub due: Option<Instant>,
    /// When the answer was published.
    pub answered: Option<Instant>,
}

/// An item has its published answer within this time: the shortest review of the founding cycle lasted five weeks, and
/// an author should hear before it ends.
pub const ANSWER_WITHIN_MS: i64 = 28 * DAY_MS;
/// An author may say whether an answer satisfies within this time.
pub const REPLY_WITHIN_MS: i64 = 14 * DAY_MS;
/// An inquiry after an objection is answered within this time.
pub const INQUIRY_WITHIN_MS: i64 = 14 * DAY_MS;

impl Standing {
    /// A shown item that nobody has looked at yet.
    pub fn filed(at: Instant) -> Standing {
        Standing {
            state: WorkState::New,
            turn: Turn::Secretariat,
            due: Some(at.plus_ms(ANSWER_WITHIN_MS)),
            answered: None,
        }
    }

    /// Whose move it is at that instant: once the time to reply to an answer is over, nobody's.
    pub fn turn_at(&self, now: Instant) -> Turn {
        let is_over = self.answered.is_some() && self.due.is_some_and(|due| due <= now);
        match self.turn {
            Turn::Author if is_over => Turn::Nobody,
            turn => turn,
        }
    }

    /// A guest's item whose address is not confirmed yet.
    pub fn unconfirmed() -> Standing {
        Standing {
            state: WorkState::New,
            turn: Turn::Author,
            due: None,
            answered: None,
        }
    }
}
