//! The room `basis`: what each block of a document stands on.

mod event;
mod store;

use plenary_kit::migrate::Migration;

pub use event::BasisEvent;

/// The room's tables.
pub const MIGRATIONS: &[Migration] = &[];
/// The room's messages.
pub const ENGLISH: &str = include_str!("en.ftl");
/// The room's statements, for the check on every engine.
pub const QUERIES: &[(&str, &str)] = store::ALL;
