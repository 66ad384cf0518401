//! The room `basis`: what each block of a document stands on.
//!
//! Somebody who writes the text says it of a block of one version; the stored maps carry it to later ones (`carried`). A
//! ground that a reader may not know of is not there for them. Entries of registers are not among the grounds yet, for
//! there are no registers.

mod carried;
mod event;
pub mod rules;
mod seen;
pub mod store;
#[cfg(test)]
mod tests;

use plenary_kit::migrate::Migration;

pub use carried::{Bases, Basis, bases};
pub use event::{BasisEvent, Ground, Stated};
pub use rules::{BasisRefusal, is_founded, needs_basis};
pub use seen::{
    Shown, Used, UsedHeard, heard_used_in, in_words, shown, supports, supports_in_words, used_in,
    used_in_words,
};

/// The room's tables.
pub const MIGRATIONS: &[Migration] = &[Migration {
    number: 100,
    name: "basis",
    sql: include_str!("0100_basis.sql"),
}];
/// The room's messages.
pub const ENGLISH: &str = include_str!("en.ftl");
/// The room's statements, for the check on every engine.
pub const QUERIES: &[(&str, &str)] = store::ALL;
