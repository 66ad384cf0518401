//! The room `front`: the pages where people arrive - the forum's front page, its cycles, one cycle.
//!
//! It owns nothing and only puts together what the rooms above it know.

mod contributions;
mod course;
mod cycle;
mod files;
mod news;
mod open;
mod welcome;
#[cfg(test)]
mod tests;

pub use contributions::contributions;
pub use cycle::{cycle, cycles};
pub use files::{script, style};
pub use welcome::front;

/// The room's messages.
pub const ENGLISH: &str = include_str!("en.ftl");
