//! The room `docket`: the numbered list of every input, whatever door it came in by.
//!
//! Other rooms file through [`rules::file_item`], say where an item stands through [`store::stand`], and read items
//! through [`store`]. Absent: answering (the room `answer`), and who may still change a filed item (the room `comment`,
//! which knows what stands on it; [`rules::revise_item`] does it).

mod erasure;
mod event;
mod excerpt;
mod letters;
pub mod filing;
mod filing_form;
pub mod number;
pub mod pages;
mod refusal;
pub mod rules;
pub mod search;
pub mod standing;
pub mod store;
pub mod tally;
#[cfg(test)]
mod tests;

use plenary_kit::migrate::Migration;

pub use erasure::ErasureFollower;
pub use event::{Concerns, DocketEvent, Filed, FiledFile, FiledText, Revised};
pub use excerpt::title_for;
pub use letters::MailFollower;
pub use number::ItemNumber;
pub use rules::{DocketRefusal, Door, FileItem, Format, Item, Kind, Nature};
pub use search::SearchFollower;
pub use standing::{Standing, Turn, WorkState};
pub use store::concern::Concerned;

/// The room's tables.
pub const MIGRATIONS: &[Migration] = &[
    Migration {
        number: 30,
        name: "docket",
        sql: include_str!("0030_docket.sql"),
    },
    Migration {
        number: 31,
        name: "docket_search_sqlite",
        sql: include_str!("0031_docket_search_sqlite.sql"),
    },
    Migration {
        number: 32,
        name: "docket_concern",
        sql: include_str!("0032_docket_concern.sql"),
    },
    Migration {
        number: 33,
        name: "docket_trait",
        sql: include_str!("0033_docket_trait.sql"),
    },
    Migration {
        number: 34,
        name: "docket_earlier",
        sql: include_str!("0034_docket_earlier.sql"),
    },
    Migration {
        number: 35,
        name: "docket_flow",
        sql: include_str!("0035_docket_flow.sql"),
    },
    Migration {
        number: 36,
        name: "docket_concern_changed",
        sql: include_str!("0036_docket_concern_changed.sql"),
    },
];
/// The indices of lists and search: an act finds its items by number.
pub const INDICES_FOR_READING: &[&str] = &[
    "docket_item_seq",
    "docket_item_shelf",
    "docket_item_state",
    "docket_item_grp",
    "docket_item_kind",
    "docket_item_turn",
    "docket_item_lang",
    "docket_item_door",
    "docket_item_owed",
    "docket_item_author",
    "docket_item_about",
    "docket_concern_changed",
];
/// The room's messages.
pub const ENGLISH: &str = include_str!("en.ftl");
/// The room's statements that every engine takes, store by store. Lists are built from a filter, and full text is an
/// engine's own: `store/list.rs` and `store/search_sqlite.rs` have tests of theirs.
pub const QUERIES: [&[(&str, &str)]; 6] = [
    store::ALL,
    store::concern::ALL,
    store::counts::ALL,
    store::earlier::ALL,
    store::list::ALL,
    store::shelf::ALL,
];
/// The statements that only SQLite takes: its full text.
#[cfg(test)]
pub(crate) const QUERIES_SQLITE: &[(&str, &str)] = store::search_sqlite::ALL;
