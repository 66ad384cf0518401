//! The room `front`: the pages where people arrive - the forum's front page, its cycles, one cycle.
//!
//! It owns nothing and only puts together what the rooms above it know.

mod news;
mod pages;
#[cfg(test)]
mod tests;

pub use pages::{contributions, cycle, cycles, front, script, style};

/// The room's messages.
pub const ENGLISH: &str = include_str!("en.ftl");
