//! What happens to a session.

use plenary_kit::db::Tx;
use plenary_kit::event::{Event, Meta};
use plenary_kit::fault::Fault;
use plenary_kit::id::{CycleId, ParticipantId};
use plenary_kit::policy::{Attribution, Mark};
use plenary_kit::time::Instant;
use plenary_kit::words::Words;
use serde::{Deserialize, Serialize};

use super::place::SessionId;
use super::store;
use crate::document::DocumentId;

/// Somebody invited to speak: a participant, or a name that belongs to none yet.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Invited {
    /// The participant, when the forum knows the person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub participant: Option<ParticipantId>,
    /// Otherwise the name as it was written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<Words>,
}

/// A session as one line of the ledger tells it, whole each time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ToldSession {
    /// Its id.
    pub id: SessionId,
    /// The cycle it belongs to.
    pub cycle: CycleId,
    /// Its word in addresses; it does not change.
    pub slug: String,
    /// Title, text, place, link and agenda: a [`super::rules::Billing`] in JSON.
    pub body: Words,
    /// Its first instant.
    pub starts: Instant,
    /// Its length.
    pub seconds: u32,
    /// The IANA zone of the place where it is held.
    pub zone: String,
    /// The languages spoken (BCP 47).
    pub languages: Vec<String>,
    /// Who is invited to speak, in order.
    pub speakers: Vec<Invited>,
    /// The documents under discussion.
    pub documents: Vec<DocumentId>,
    /// How far what is said may travel.
    pub mark: Mark,
    /// Whether speakers are named.
    pub attribution: Attribution,
    /// The key of its audience.
    pub audience: String,
    /// The named readers, when the audience is a list.
    pub readers: Vec<ParticipantId>,
}

/// An event of this room.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum SessionEvent {
    /// There will be a session.
    Opened(Box<ToldSession>),
    /// It is told anew.
    Changed(Box<ToldSession>),
    /// It does not take place.
    CalledOff {
        /// Which.
        id: SessionId,
    },
}

impl Event for SessionEvent {
    const ROOM: &'static str = "session";

    fn apply(&self, tx: &Tx<'_>, meta: &Meta) -> Result<(), Fault> {
        match self {
            SessionEvent::Opened(told) => store::open(tx, told, meta),
            SessionEvent::Changed(told) => store::change(tx, told, meta),
            SessionEvent::CalledOff { id } => store::call_off(tx, id, meta),
        }
    }
}
