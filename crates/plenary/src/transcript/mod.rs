//! The room `transcript`: the record of a session, its corrections, and what was found in it.
//!
//! A record has three layers, none ever overwritten: the bytes as they came, what the engine read in them with the
//! evidence for it, and what people said of it since. A paragraph's number is given once. Every word stands once,
//! sealed, so that it can be erased: what was found and what speaks for a name are kept by their places, never quoted.
//! Its policy is the session's. Absent: what becomes of what was said, which is the room `proceedings`'.

pub mod acts;
mod event;
mod followers;
mod live;
mod made;
pub mod pages;
mod refusal;
mod routes;
pub mod rules;
pub mod store;
#[cfg(test)]
mod tests;
mod view;

use plenary_kit::migrate::Migration;

pub use event::{
    CorrectionId, CorrectionKind, Nature, TranscriptEvent, TranscriptId, Verdict, Voice,
};
pub use followers::{TranscriptErasure, TranscriptMail, TranscriptSearch};
pub use live::{Live, Supports};
pub use made::CaptionFile;
pub use refusal::TranscriptRefusal;
pub use routes::routes;
pub use view::{Certainty, Claim, Paragraph, Shown, Told, Transcript, Turn};

/// The room's tables.
pub const MIGRATIONS: &[Migration] = &[
    Migration {
        number: 90,
        name: "transcript",
        sql: include_str!("0090_transcript.sql"),
    },
    Migration {
        number: 91,
        name: "transcript_search_sqlite",
        sql: include_str!("0091_transcript_search_sqlite.sql"),
    },
    Migration {
        number: 92,
        name: "transcript_packets",
        sql: include_str!("0092_transcript_packets.sql"),
    },
];
/// The room's messages.
pub const ENGLISH: &str = include_str!("en.ftl");
