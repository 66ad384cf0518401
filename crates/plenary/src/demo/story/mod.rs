//! The content of the demo forum as plain data: who takes part, what they wrote and what became of it.
//!
//! Everything hangs on [`FORUM`]. People, organisations and groups are named by key, items by their
//! number within a cycle, passages by the first words of their block. Instants are days before the
//! moment at which the demo is created, so that the demo is always in the middle of its review.
//! Absent on purpose: any logic; the loading code walks this and acts, as a person would.

pub mod calls;
pub mod campaign_2026;
pub mod contributions_2025;
pub mod contributions_2026;
pub mod cycles;
pub mod documents;
pub mod forum;
pub mod hearing;
pub mod item;
pub mod items_2025;
pub mod late_2026;
pub mod more_contributions_2026;
pub mod open_2026;
pub mod people;
pub mod review_2026;
pub mod sessions;
pub mod shape;
#[cfg(test)]
mod tests;

pub use forum::FORUM;
pub use item::*;
pub use shape::*;
