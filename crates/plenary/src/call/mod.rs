//! The room `call`: a cycle's call for contributions, and the contributions that answer it.
//!
//! A contribution is an item of the docket; this room has its form, its drafts and its list. Absent: attachments in a
//! saved draft (browsers do not give a page its files back), and refusing a late contribution while the cycle lives.

mod contribute;
mod drafts;
mod event;
mod form;
mod pages;
mod rules;
mod store;
#[cfg(test)]
mod tests;

use plenary_kit::migrate::Migration;

pub use crate::docket::filing::LANGUAGES;
pub use contribute::{contribute_page, send, sent_page};
pub use drafts::{discard_draft, draft_page};
pub use event::CallEvent;
pub use pages::{call_page, edit_call_page, publish_call_form};
pub use rules::{Call, CallRefusal, PublishCall, Question, publish_call};
pub use store::{DraftLine, call, drafts_of, drop_old_drafts, forget_person};

/// The room's tables.
pub const MIGRATIONS: &[Migration] = &[Migration {
    number: 40,
    name: "call",
    sql: include_str!("0040_call.sql"),
}];
/// The room's messages.
pub const ENGLISH: &str = include_str!("en.ftl");
/// The room's statements, for the check on every engine.
pub const QUERIES: &[(&str, &str)] = store::ALL;
