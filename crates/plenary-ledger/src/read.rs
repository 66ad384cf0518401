//! What can be found out about a row of lines by itself; most of the work of a verification, and done beside other rows.

use crate::line::Spelled;
use crate::rows::Entry;
use crate::scan::Found;
use crate::tree::{Hash, leaf_hash};

/// A row of lines that was read and hashed, ready for [`Verifier::row`](crate::Verifier::row).
#[derive(Debug)]
pub struct ReadRow {
    pub(crate) leaf: Hash,
    pub(crate) told: Told,
}

#[derive(Debug)]
pub(crate) enum Told {
    Withheld,
    Line(ReadLine),
    Bad(String),
}

/// A line that is spelled as it must be.
#[derive(Debug)]
pub(crate) struct ReadLine {
    pub seq: u64,
    pub at: i64,
    pub found: Found,
}

impl ReadRow {
    /// Reads a line, or the hash of one that is withheld.
    pub fn of(entry: Entry) -> ReadRow {
        match entry {
            Entry::Withheld(leaf) => ReadRow {
                leaf,
                told: Told::Withheld,
            },
            Entry::Line(text) => ReadRow {
                leaf: leaf_hash(text.as_bytes()),
                told: read(text).map_or_else(Told::Bad, Told::Line),
            },
        }
    }

    /// Reads a row as it stands in a store or an export; one that is neither a line nor withheld is a problem.
    pub fn of_text(row: &str) -> ReadRow {
        match Entry::read(row) {
            Ok(entry) => ReadRow::of(entry),
            Err(bad) => ReadRow {
                leaf: leaf_hash(row.as_bytes()),
                told: Told::Bad(bad.to_string()),
            },
        }
    }
}

fn read(text: &str) -> Result<ReadLine, String> {
    let line = Spelled::read(text).map_err(|bad| bad.to_string())?;
    let found = line.check().map_err(|bad| bad.to_string())?;
    Ok(ReadLine {
        seq: line.seq,
        at: line.at,
        found,
    })
}
