//! The room `comment`: comments on passages, where they stand in each version, and who stands behind them.
//!
//! A comment is an item of the docket that concerns a document. Where its passages stand in a later version is read off the
//! stored maps when somebody asks; only what a person says of it is recorded, and that outranks the map.

mod acts;
mod alike;
mod beside;
mod cluster;
mod cluster_page;
mod brought;
mod diff;
mod editing;
mod event;
mod form;
mod keeping;
mod landing;
mod pages;
mod placing;
pub mod rules;
mod spots;
pub mod store;
#[cfg(test)]
mod tests;

use plenary_kit::migrate::Migration;

pub use acts::{endorse_form, place_form, take_back_form};
pub use alike::alike_beside;
pub use beside::{beside, standing_in_words};
pub use brought::edit_form;
pub use cluster::{cluster_of, clustered, confirm_cluster};
pub use cluster_page::{clusters_form, clusters_page};
pub use diff::pieces;
pub use editing::{words_form, words_page};
pub use event::CommentEvent;
pub use keeping::{Kept, kept};
pub use landing::{CommentMail, sent_page};
pub use pages::{comment_page, reply_page, send_comment, send_reply};
pub use placing::{Placed, Stands, placed, places_of};
pub use rules::CommentRefusal;
pub use spots::Spot;

/// The room's tables.
pub const MIGRATIONS: &[Migration] = &[
    Migration {
        number: 80,
        name: "comment",
        sql: include_str!("0080_comment.sql"),
    },
    Migration {
        number: 81,
        name: "comment_cluster",
        sql: include_str!("0081_comment_cluster.sql"),
    },
    Migration {
        number: 82,
        name: "comment_apart",
        sql: include_str!("0082_comment_apart.sql"),
    },
];
/// The room's messages.
pub const ENGLISH: &str = include_str!("en.ftl");
