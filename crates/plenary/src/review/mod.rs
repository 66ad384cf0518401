//! The room `review`: where documents, comments and answers meet - reading, comparing, confirming places, going on.
//!
//! It keeps nothing of its own: what it shows is told by the rooms above it, and its acts are theirs.

mod asked;
mod bases;
mod compare;
mod counts;
mod coverage;
mod fared;
mod figure;
mod grounds;
mod letters;
mod mine;
mod missing;
pub mod pages;
mod places;
mod outcome;
mod reading;
mod said;
mod state;
mod tray;
mod versions;
mod voices;
#[cfg(test)]
mod tests;

pub use letters::OrphanMail;
pub use missing::{Obstacle, obstacles};

pub use tray::{select_path, select_script};

/// The room's messages.
pub const ENGLISH: &str = include_str!("en.ftl");
