//! The room `session`: the live meetings of a cycle, their agenda and their calendar.
//!
//! Whether a session is to come, held or over is told by its dates and the clock, never stored. Its mark and attribution
//! hold for all that is said in it. The record of what was said is the room `transcript`'s.

mod calendar;
mod event;
mod form;
mod ics;
mod page;
pub mod pages;
mod place;
pub mod rules;
pub mod store;
#[cfg(test)]
mod tests;

use plenary_kit::migrate::Migration;

pub use event::{Invited, SessionEvent, ToldSession};
pub use ics::{cycle_calendar, session_calendar};
pub use page::{SessionPart, clock};
pub use place::{Heard, SessionId};
pub use rules::{AgendaItem, Billing, Session, SessionRefusal, Speaker, Standing, TellSession};

/// The room's tables.
pub const MIGRATIONS: &[Migration] = &[Migration {
    number: 70,
    name: "session",
    sql: include_str!("0070_session.sql"),
}];
/// The room's messages.
pub const ENGLISH: &str = include_str!("en.ftl");
