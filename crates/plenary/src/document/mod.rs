//! The room `document`: texts under review and their frozen versions.
//!
//! A version is immutable; its blocks keep their identities, and one stored map leads from each version to the next.
//! Comments are items of the docket that carry [`Anchor`]s; where those stand in a later version is the room `comment`'s.

mod anchor;
mod beside;
mod brought;
mod download;
mod edit;
mod event;
mod form;
pub mod next;
pub mod pages;
mod press;
mod reading;
mod render;
pub mod rules;
pub mod store;
mod typesetting;
#[cfg(test)]
mod tests;

use plenary_kit::migrate::Migration;

pub use anchor::{Anchor, DocumentId, VersionNumber};
pub use brought::{Brought, Carried, File};
pub use download::{FORMATS, download};
pub use edit::{arrived, edit, edit_page, edit_path, peek_path, peek_script};
pub use event::{DocumentEvent, SavedVersion};
pub use form::{summary_counts, summary_in_words};
pub use reading::{CONTEXT_LETTERS, Quote, Way, address_of, label_of, labels, quote, quote_in};
pub use render::render_block;
pub use rules::{Document, DocumentRefusal, State, VersionLine, check_anchor};
pub use typesetting::{Typeset, typeset};

/// The room's tables.
pub const MIGRATIONS: &[Migration] = &[
    Migration {
        number: 60,
        name: "document",
        sql: include_str!("0060_document.sql"),
    },
    Migration {
        number: 69,
        name: "document_next",
        sql: include_str!("0069_document_next.sql"),
    },
];
/// The room's messages.
pub const ENGLISH: &str = include_str!("en.ftl");
