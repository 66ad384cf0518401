//! The demo forum: the story of `story/`, acted out through the rooms' own acts with a clock that is moved along.

mod answers;
mod hearing;
mod paper;
mod pdf;
mod people;
mod play;
mod same;
mod sessions;
mod together;
mod step;
pub mod story;
#[cfg(test)]
mod tests;

pub use people::{ROLES, link_for};
pub use play::build;
pub use sessions::caption_link;
