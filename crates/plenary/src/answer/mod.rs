//! The room `answer`: what becomes of every item - screened, assigned, drafted, agreed, published, replied to, inquired
//! into - and closing a cycle once nothing waits.
//!
//! Drafts are for those who answer for the cycle, but not for the item's own author; nobody answers their own item, and
//! whoever drafted an answer does not agree to it while somebody else could. A published answer never changes: an
//! inquiry may put another beside it. Closing a cycle ends neither the author's time to reply nor an inquiry's clock.
//!
//! An answer that says "accepted" to a comment on a document names the passage that changes; whether it did is read off
//! the stored maps (`promise`). Absent: counting votes for a disposition.

pub mod acts;
mod cluster;
mod event;
pub mod csv;

mod disposition;
mod letters;
pub mod pages;
pub mod promise;
mod queue;
mod refusal;
pub mod rules;
pub mod store;
mod view;
#[cfg(test)]
mod tests;

use plenary_kit::migrate::Migration;

pub use cluster::give_form;
pub use event::{Answer, AnswerEvent, Change, Place, Reply, Target};
pub use letters::AnswerMail;
pub use promise::Promise;
pub use rules::{
    AnswerRefusal, AskedChange, AskedPlace, AskedReply, AskedTarget, Disposition, ProposeAnswer,
    ReplyState,
};
pub use store::{Draft, DraftChange, DraftPlace, NamedPlace, Work, forget_person, words_by};
pub use view::{Shown, shown};

/// The room's tables.
pub const MIGRATIONS: &[Migration] = &[
    Migration {
        number: 50,
        name: "answer",
        sql: include_str!("0050_answer.sql"),
    },
    Migration {
        number: 51,
        name: "answer_place",
        sql: include_str!("0051_answer_place.sql"),
    },
];
/// The room's messages.
pub const ENGLISH: &str = include_str!("en.ftl");
/// The room's statements, for the check on every engine.
pub const QUERIES: &[&[(&str, &str)]] = &[store::ALL, store::list::ALL, store::place::ALL];
