//! The room `export`: a whole cycle as a folder of open files, and such a folder as a new forum.
//!
//! The folder holds what the forum shows (JSON lines, texts, attachments) and, under `ledger/`, what proves it, in the
//! format of the crate `plenary-ledger`. Exporting twice gives the same bytes. A full export holds all lines of the
//! forum and its people, because the cycle cannot be replayed without them; of other cycles it holds hashes only. An
//! export for a reader holds what the policy lets that reader see.
//!
//! An imported forum takes the lines over as they are, withheld ones as their hashes, so every proof and every
//! checkpoint of the old forum holds in it under the old forum's key; that key stands first in `ledger/key.txt`. What
//! is added later is signed by the new forum's own key under its own name, and that key stands after it. Both are
//! published at `/ledger/key`. Only a full export can be imported: readers' exports lack what the tables are made of.
//! Item numbers of cycles that stayed behind are not known here, so a new forum may give one of them again.
//!
//! Absent: exporting a single item (its receipt does that), and merging a cycle into a forum that has others.

mod bases;
mod compare;
pub mod erasures;
mod documents;
mod event;
mod folder;
mod import;
mod pages;
mod rows;
mod scope;
mod sessions;
mod store;
mod tar;
#[cfg(test)]
mod tests;
mod transcripts;
mod write;

pub use event::ExportEvent;
pub use import::{Imported, import};
pub use pages::{export_cycle, export_page};
pub use scope::Reader;
pub use write::{Exported, export};

/// The room's statements, for the check on every engine.
pub const QUERIES: &[(&str, &str)] = store::ALL;
/// The room's messages.
pub const ENGLISH: &str = include_str!("en.ftl");
