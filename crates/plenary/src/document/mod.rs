//! The room `document`: texts under review and their frozen versions.
//!
//! A version is immutable; its blocks keep their identities, and one stored map leads from each version to the next.
//! Comments are items of the docket that carry [`Anchor`]s; where those stand in a later version is the room `comment`'s.

mod anchor;
mod event;
mod store;

use plenary_kit::migrate::Migration;

pub use anchor::{Anchor, DocumentId, VersionNumber};
pub use event::DocumentEvent;

/// The room's tables.
pub const MIGRATIONS: &[Migration] = &[];
/// The room's messages.
pub const ENGLISH: &str = include_str!("en.ftl");
/// The room's statements, for the check on every engine.
pub const QUERIES: &[(&str, &str)] = store::ALL;
