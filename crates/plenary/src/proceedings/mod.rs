//! The room `proceedings`: where sessions, transcripts, items and answers meet - a session's page, from speech to docket, what
//! was found, and searching what was said.
//!
//! It keeps nothing of its own: what it shows is told by the rooms above it, and its acts are theirs.

mod acts;
mod chart;
mod findings;
mod page;
mod passage;
mod search;
mod transcript;
#[cfg(test)]
mod tests;

pub use acts::{Settle, Verdict, decide, raise, settle};
pub use findings::{decide_form, findings_page};
pub use page::{session_page, sessions_page};
pub use passage::{passage_form, passage_page};
pub use search::search_page;
pub use transcript::transcript_page;

/// The room's messages.
pub const ENGLISH: &str = include_str!("en.ftl");
