//! The room `review`: where documents, comments and answers meet - reading, comparing, confirming places, going on.
//!
//! It keeps nothing of its own: what it shows is told by the rooms above it, and its acts are theirs.

mod compare;
mod counts;
mod obstacles;
pub mod pages;
mod places;
mod reading;
mod state;
mod tray;
#[cfg(test)]
mod tests;

/// The room's messages.
pub const ENGLISH: &str = include_str!("en.ftl");
