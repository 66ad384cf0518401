//! The SQL of the counts.

use plenary_kit::db::{Db, Tx};
use plenary_kit::fault::Fault;
use plenary_kit::{given, queries};

use crate::docket::rules::{Item, Kind};
use crate::docket::standing::{Turn, WorkState};
use crate::docket::tally::Waited;

queries! {
    ADD_ITEM = "INSERT INTO docket_tally (shelf, grp, kind, state, turn, items) VALUES (?1, ?2, ?3, ?4, ?5, ?6) \
                ON CONFLICT (shelf, grp, kind, state, turn) DO UPDATE SET items = docket_tally.items + excluded.items";
    ADD_TRAITS = "INSERT INTO docket_trait (shelf, lang, door, mark, items) VALUES (?1, ?2, ?3, ?4, 1) \
                  ON CONFLICT (shelf, lang, door, mark) DO UPDATE SET items = docket_trait.items + 1";
    ADD_OPEN = "INSERT INTO docket_open (shelf, hour, items) VALUES (?1, ?2, ?3) \
                ON CONFLICT (shelf, hour) DO UPDATE SET items = docket_open.items + excluded.items";
    ADD_WAIT = "INSERT INTO docket_wait (shelf, hours, items) VALUES (?1, ?2, ?3) \
                ON CONFLICT (shelf, hours) DO UPDATE SET items = docket_wait.items + excluded.items";
    ADD_FLOW = "INSERT INTO docket_flow (shelf, day, came, answered) VALUES (?1, ?2, ?3, ?4) \
                ON CONFLICT (shelf, day) DO UPDATE SET came = docket_flow.came + excluded.came, \
                answered = docket_flow.answered + excluded.answered";
    NO_FLOW = "DELETE FROM docket_flow WHERE shelf = ?1 AND day = ?2 AND came = 0 AND answered = 0";
    FLOW = "SELECT day, came, answered FROM docket_flow WHERE shelf = ?1 ORDER BY day";
    COUNTS = "SELECT grp, kind, state, turn, items FROM docket_tally WHERE shelf = ?1 AND items > 0";
    TRAITS = "SELECT lang, door, mark, items FROM docket_trait WHERE shelf = ?1 AND items > 0";
    OPEN = "SELECT hour, items FROM docket_open WHERE shelf = ?1 AND items > 0";
    WAITS = "SELECT hours, items FROM docket_wait WHERE shelf = ?1 AND items > 0";
    OVERDUE = "SELECT COUNT(*) FROM (SELECT seq FROM docket_item WHERE shelf = ?1 AND owed < ?2 LIMIT ?3) AS late";
    OPEN_ITEMS = "SELECT CAST(COALESCE(SUM(items), 0) AS BIGINT) FROM docket_open WHERE shelf = ?1";
}

/// A number of items that are alike.
pub(in crate::docket) struct Count {
    pub group: String,
    pub kind: Kind,
    pub state: WorkState,
    pub turn: Turn,
    pub items: i64,
}

pub(in crate::docket) fn add_item(
    tx: &Tx<'_>,
    shelf: i64,
    item: &Item,
    group: &str,
    by: i64,
) -> Result<(), Fault> {
    let standing = &item.standing;
    tx.run(
        ADD_ITEM,
        given![shelf, group, item.kind, standing.state, standing.turn, by],
    )
    .map(|_| ())
}

pub(in crate::docket) fn add_traits(tx: &Tx<'_>, shelf: i64, item: &Item) -> Result<(), Fault> {
    tx.run(ADD_TRAITS, given![shelf, item.lang, item.door, item.mark])
        .map(|_| ())
}

pub(in crate::docket) fn add_open(
    tx: &Tx<'_>,
    shelf: i64,
    hour: i64,
    by: i64,
) -> Result<(), Fault> {
    tx.run(ADD_OPEN, given![shelf, hour, by]).map(|_| ())
}

pub(in crate::docket) fn add_wait(
    tx: &Tx<'_>,
    shelf: i64,
    hours: i64,
    by: i64,
) -> Result<(), Fault> {
    tx.run(ADD_WAIT, given![shelf, hours, by]).map(|_| ())
}

/// Adds to what came and what was answered on a day (since 1970, UTC); a day without either has no row.
pub(in crate::docket) fn add_flow(
    tx: &Tx<'_>,
    shelf: i64,
    day: i64,
    [came, answered]: [i64; 2],
) -> Result<(), Fault> {
    tx.run(ADD_FLOW, given![shelf, day, came, answered])?;
    if answered < 0 {
        tx.run(NO_FLOW, given![shelf, day])?;
    }
    Ok(())
}

/// Day, items that came, items that were answered.
pub(in crate::docket) fn flow(db: &Db<'_>, shelf: i64) -> Result<Vec<(i64, [i64; 2])>, Fault> {
    db.all(FLOW, given![shelf], |row| {
        Ok((row.get(0)?, [row.get(1)?, row.get(2)?]))
    })
}

pub(in crate::docket) fn counts(db: &Db<'_>, shelf: i64) -> Result<Vec<Count>, Fault> {
    db.all(COUNTS, given![shelf], |row| {
        Ok(Count {
            group: row.get(0)?,
            kind: row.get(1)?,
            state: row.get(2)?,
            turn: row.get(3)?,
            items: row.get(4)?,
        })
    })
}

/// The traits that never change, by the columns that hold them.
const TRAIT_NAMES: [&str; 3] = ["lang", "door", "mark"];

/// Name of a trait (`lang`, `door`, `mark`), its word, and how many items have it; a word can come more than once.
pub(in crate::docket) fn traits(
    db: &Db<'_>,
    shelf: i64,
) -> Result<Vec<(&'static str, String, i64)>, Fault> {
    let mut all = Vec::new();
    db.each(TRAITS, given![shelf], |row| {
        let items: i64 = row.get(3)?;
        for (column, name) in TRAIT_NAMES.into_iter().enumerate() {
            all.push((name, row.get(column)?, items));
        }
        Ok(())
    })?;
    Ok(all)
}

/// The open items by the hour they were filed in.
pub(in crate::docket) fn open(db: &Db<'_>, shelf: i64) -> Result<Vec<Waited>, Fault> {
    db.all(OPEN, given![shelf], |row| Ok((row.get(0)?, row.get(1)?)))
}

/// The answered items by the hours they waited.
pub(in crate::docket) fn waits(db: &Db<'_>, shelf: i64) -> Result<Vec<Waited>, Fault> {
    db.all(WAITS, given![shelf], |row| Ok((row.get(0)?, row.get(1)?)))
}

/// How many items of the shelf wait for an answer that was due before `now`, counted up to `most`.
pub(in crate::docket) fn overdue(
    db: &Db<'_>,
    shelf: i64,
    now: plenary_kit::time::Instant,
    most: i64,
) -> Result<i64, Fault> {
    db.number(OVERDUE, given![shelf, now, most])
}

/// How many items of the shelf have no published answer.
pub(in crate::docket) fn open_items(db: &Db<'_>, shelf: i64) -> Result<i64, Fault> {
    db.number(OPEN_ITEMS, given![shelf])
}
