//! The room `policy`: the one place that decides who may read what and who may enter where.
//!
//! Pages, feeds, search, API, export and mail ask [`may_see`]; lists ask [`reach`], which is the same rule turned round
//! so that the store can apply it to many rows; every route asks [`may_enter`]. What one may not see does not exist.
//! Absent: any list of things - the rooms own those.

mod rules;
#[cfg(test)]
mod tests;

pub use rules::{POLICY, audience_of, intersection, may_enter, may_see, reach};
