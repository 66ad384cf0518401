//! The room `feed`: Atom feeds of the docket, of answers, of a document's versions and of sessions.
//!
//! A feed shows its reader what the page of the same things shows them, under the same policy. It keeps nothing of its own.

mod atom;
mod pages;
#[cfg(test)]
mod tests;

pub use pages::{answers, docket, sessions, versions};

/// The room's messages.
pub const ENGLISH: &str = include_str!("en.ftl");

/// What a feed is to a browser.
pub const MEDIA_TYPE: &str = "application/atom+xml";
