//! The room `caption`: words on their way from a captioner to readers and, when they end, into the record.
//!
//! What came stands in the ledger byte for byte, as words that can be erased; the text that readers see is made of it in
//! memory and can be made again. Absent: what becomes of the words once they are a record; that is the room `transcript`'s.

mod doors;
mod event;
mod gap;
mod hub;
mod kept;
mod names;
mod pages;
mod pieces;
mod raw;
mod reading;
pub mod rules;
pub mod store;
mod stream;
#[cfg(test)]
mod tests;

use plenary_kit::migrate::Migration;

pub use doors::{last_number, post, post_numbered, take};
pub use event::CaptionEvent;
pub use hub::{Hub, Which};
pub use kept::{CaptionErasure, LIVE, fed, words_by};
pub use pages::{
    captioner_page, close_form, erase_form, erase_page, light, light_path, light_script, link_form,
    links_page, live_page, live_path, live_script, open_form, record_form, send_typed, style,
    style_path, type_path, type_script,
};
pub use raw::{RawDoor, listen};
pub use stream::words;

/// The room's tables.
pub const MIGRATIONS: &[Migration] = &[Migration {
    number: 120,
    name: "caption",
    sql: include_str!("0120_caption.sql"),
}];
/// The room's messages.
pub const ENGLISH: &str = include_str!("en.ftl");
