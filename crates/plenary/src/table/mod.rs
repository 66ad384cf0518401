//! The room `table`: comments that come and go together - the ISO/IEC comment table and W3C Web Annotations.
//!
//! It keeps nothing of its own: every row that is brought becomes an item of the docket, and what goes out is read from the
//! rooms above. Absent: taking over the observations of a table that is brought; answers are written in the forum.

mod annotation;
mod bring;
mod columns;
mod file;
mod filing;
mod find;
mod form;
mod lines;
mod out;
mod refusal;
#[cfg(test)]
mod tests;
mod web_annotation;
mod wording;

pub use bring::{bring_form, bring_page};
pub use out::{dispositions_txt, table_csv, table_docx};
pub use web_annotation::annotations;

use plenary_passage::Selector;
use serde::{Deserialize, Serialize};

/// The room's messages.
pub const ENGLISH: &str = include_str!("en.ftl");

/// The most rows of one table: more are split into several.
const ROWS: usize = 500;
/// The most letters of one cell: some six printed pages.
const CELL_LETTERS: usize = 20_000;
/// The most letters of a whole table.
const TABLE_LETTERS: usize = 1_000_000;
/// What stands before a proposed change in a comment's words, where it is no wording of the passage.
const CHANGE_LEAD: &str = "Proposed change: ";

/// A row as it was brought: of a comment table, or an annotation.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Row {
    /// Whose comment: a national body, an organisation, a person, with the number they gave it.
    body: String,
    /// The number of the line.
    line: String,
    /// The clause or subclause.
    clause: String,
    /// The paragraph, figure or table.
    part: String,
    /// The type: ge, te, ed.
    kind: String,
    /// The comment.
    comment: String,
    /// What is to stand there instead, in words or as an instruction.
    change: String,
    /// The passages of an annotation.
    targets: Vec<Vec<Selector>>,
}

impl Row {
    fn is_blank(&self) -> bool {
        self.comment.is_empty() && self.change.is_empty()
    }
}

/// What a file holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Brought {
    rows: Vec<Row>,
    /// The heads of columns that are not taken over.
    ignored: Vec<String>,
    /// Whether observations stood in it, which are not taken over either.
    has_observations: bool,
}
