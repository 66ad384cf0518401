//! What happens to the captions of a session.

use plenary_kit::db::Tx;
use plenary_kit::event::{Event, Meta};
use plenary_kit::fault::Fault;
use plenary_kit::words::Words;
use serde::{Deserialize, Serialize};

use super::rules::{Captioner, Seat};
use super::store;
use crate::session::SessionId;

/// An event of this room.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum CaptionEvent {
    /// A captioner's seat has a new link; an earlier one stops.
    LinkMade {
        /// Which session.
        session: SessionId,
        /// Whose link.
        seat: Seat,
        /// The how-manyeth link of the seat, from 1.
        link: u32,
    },
    /// Words came.
    Sent {
        /// Of which session.
        session: SessionId,
        /// Their place among all that came, from 0.
        place: u64,
        /// From whom.
        captioner: Captioner,
        /// The sender's own number.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        sequence: Option<u64>,
        /// The language the sender told.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        lang: Option<String>,
        /// The bytes as they came.
        bytes: Words,
    },
    /// No more words are taken.
    Closed {
        /// Of which session.
        session: SessionId,
    },
    /// They are taken again: it was closed too early.
    Opened {
        /// Of which session.
        session: SessionId,
    },
}

impl Event for CaptionEvent {
    const ROOM: &'static str = "caption";

    fn apply(&self, tx: &Tx<'_>, meta: &Meta) -> Result<(), Fault> {
        match self {
            CaptionEvent::LinkMade {
                session,
                seat,
                link,
            } => store::make_link(tx, session, *seat, *link),
            CaptionEvent::Sent {
                session,
                place,
                captioner,
                sequence,
                lang,
                bytes,
            } => {
                let packet = store::Row {
                    place: *place,
                    captioner: *captioner,
                    sequence: *sequence,
                    lang: lang.as_deref(),
                    bytes: bytes.key(meta),
                };
                store::keep(tx, session, &packet, meta)
            }
            CaptionEvent::Closed { session } => store::close(tx, session, meta),
            CaptionEvent::Opened { session } => store::open(tx, session),
        }
    }
}
