//! The room `forum`: the standing body, its stakeholder groups, its cycles and their phases.
//!
//! Whether a phase is open is told by its dates and the clock, never stored. Absent: closing a cycle - that needs the
//! answers, so the room `answer` decides it and records this room's event.

mod event;
mod local;
pub mod pages;
pub mod rules;
pub mod store;
#[cfg(test)]
mod tests;

use plenary_kit::migrate::Migration;

pub use event::ForumEvent;
pub use local::{read_instant, write_instant};
pub use rules::{Cycle, Forum, Group, Phase, PhaseKind};

/// The room's tables.
pub const MIGRATIONS: &[Migration] = &[Migration {
    number: 10,
    name: "forum",
    sql: include_str!("0010_forum.sql"),
}];
/// The room's messages.
pub const ENGLISH: &str = include_str!("en.ftl");
