//! The room `session`: the live meetings of a cycle, their agenda and their calendar.
//!
//! The record of what was said is the room `transcript`'s.

mod event;
mod place;
mod store;

use plenary_kit::migrate::Migration;

pub use event::SessionEvent;
pub use place::{Heard, SessionId};

/// The room's tables.
pub const MIGRATIONS: &[Migration] = &[];
/// The room's messages.
pub const ENGLISH: &str = include_str!("en.ftl");
/// The room's statements, for the check on every engine.
pub const QUERIES: &[(&str, &str)] = store::ALL;
