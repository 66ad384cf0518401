//! The demo forum: the story of `story/`, acted out through the rooms' own acts with a clock that is moved along.
//!
//! Absent: the sessions of the story; they come with the rooms that keep them.

mod answers;
mod paper;
mod pdf;
mod people;
mod play;
mod same;
mod step;
pub mod story;
#[cfg(test)]
mod tests;

pub use people::{ROLES, link_for};
pub use play::build;
