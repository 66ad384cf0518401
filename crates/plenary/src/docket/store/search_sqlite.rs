//! The full-text index in SQLite's own tongue (FTS5); another engine brings a file of its own beside this one.

use plenary_kit::db::{Db, Tx};
use plenary_kit::fault::Fault;
use plenary_kit::id::{CycleId, ParticipantId};
use plenary_kit::policy::Reach;
use plenary_kit::search::Query;
use plenary_kit::{given, queries};

use super::shelf;
use crate::docket::rules::Item;
use crate::docket::store::item_row;

queries! {
    TAKE_OUT = "DELETE FROM search_item WHERE rowid = ?1";
    EMPTY = "DELETE FROM search_item";
    PUT_IN = "INSERT INTO search_item (rowid, place, words) VALUES (?1, ?2, ?3)";
    SHELF_OF = "SELECT shelf FROM docket_item WHERE seq = ?1";
}

const FOUND: &str = "SELECT i.number, i.seq, i.cycle, i.kind, i.door, i.author, i.grp, i.on_behalf, i.mark, i.attribution, \
    i.audience, i.lang, i.title, i.about, i.filed, i.is_shown, i.state, i.turn, i.due, i.answered, i.withdrawn, i.changed \
    FROM search_item JOIN docket_item i ON i.seq = search_item.rowid WHERE search_item MATCH ?1 AND i.cycle = ?2";

/// Empties the index, so that its follower fills it anew.
pub(in crate::docket) fn forget_all(tx: &Tx<'_>) -> Result<(), Fault> {
    tx.run(EMPTY, given![]).map(|_| ())
}

/// Puts an item's tokens into the index in place of those that were there; none take it out.
pub(in crate::docket) fn index(
    tx: &Tx<'_>,
    seq: u64,
    place: &str,
    words: &str,
) -> Result<(), Fault> {
    tx.run(TAKE_OUT, given![seq])?;
    if !words.is_empty() {
        tx.run(PUT_IN, given![seq, place, words])?;
    }
    Ok(())
}

/// The tokens of where an item stands: its shelf and its author.
pub(in crate::docket) fn place(db: &Db<'_>, item: &Item) -> Result<String, Fault> {
    let shelf = shelf_token(db.number(SHELF_OF, given![item.seq])?);
    Ok(match &item.author {
        Some(author) => format!("{shelf} {}", author_token(author)),
        None => shelf,
    })
}

fn shelf_token(shelf: i64) -> String {
    format!("shelf{shelf}")
}

fn author_token(author: &ParticipantId) -> String {
    format!("author{}", author.as_str().replace('-', ""))
}

/// A step through the results, by the line of the ledger that filed them.
pub(in crate::docket) struct Step {
    /// Only beyond this line, if any.
    pub beyond: Option<u64>,
    /// Whether to later lines.
    pub upwards: bool,
    /// At most so many.
    pub limit: usize,
}

/// The items in reach that hold every word of the query, in the order of their filing.
pub(in crate::docket) fn find(
    db: &Db<'_>,
    reach: &Reach,
    cycle: &CycleId,
    query: &Query,
    step: &Step,
) -> Result<Vec<Item>, Fault> {
    let shelves = shelf::in_reach(db, cycle, reach)?;
    let mut places: Vec<String> = shelves.iter().map(|shelf| shelf_token(shelf.id)).collect();
    places.extend(reach.own.as_ref().map(author_token));
    if places.is_empty() || query.is_empty() {
        return Ok(Vec::new());
    }
    let wanted = format!(
        "place : ({}) AND words : ({})",
        places.join(" OR "),
        query.for_fts5()
    );
    // The same reach once more against the table itself: the index follows, the table is what is so.
    let ids: Vec<String> = shelves.iter().map(|shelf| shelf.id.to_string()).collect();
    let (sign, down) = if step.upwards {
        (">", "")
    } else {
        ("<", " DESC")
    };
    let sql = format!(
        "{FOUND} AND (i.shelf IN ({}) OR i.author = ?3) AND search_item.rowid {sign} ?4 ORDER BY search_item.rowid{down} LIMIT ?5",
        ids.join(", ")
    );
    let start = if step.upwards { -1 } else { i64::MAX };
    let beyond = step
        .beyond
        .and_then(|seq| i64::try_from(seq).ok())
        .unwrap_or(start);
    db.all(
        &sql,
        given![wanted, cycle, reach.own, beyond, step.limit],
        item_row,
    )
}
