//! The room `site`: what lets others trust the forum and its operator run it - checking the record, the outbox, whom
//! to tell of a security problem.
//!
//! It owns no table and no event. Absent: witnesses that sign the forum's checkpoints, which a later issue adds.

mod ledger;
mod outbox;
mod security;
#[cfg(test)]
mod tests;
mod trust;

pub use ledger::{checkpoint, consistency, key};
pub use outbox::{letter, outbox, send_again};
pub use security::security;
pub use trust::trust;

/// The room's messages.
pub const ENGLISH: &str = include_str!("en.ftl");
