//! Taking over a ledger that another forum wrote: its rows and words as they are, then replayed into empty tables.
//!
//! A row is a line or, for a line that stayed with the other forum, its hash: it keeps its place and its leaf, so that
//! every proof and every signed checkpoint holds here too.

use plenary_ledger::{Line, Salt, Seal};

use crate::app::Rooms;
use crate::db::Tx;
use crate::event::{self, Entry};
use crate::fault::Fault;
use crate::follow::Follower;
use crate::words::{self, WordsKey};
use crate::{follow, given, queries};

queries! {
    PLACE = "INSERT INTO ledger (seq, line) VALUES (?1, ?2)";
    ROWS = "SELECT seq, line FROM ledger WHERE seq >= ?1 ORDER BY seq LIMIT ?2";
}

/// Puts a row of another ledger in its place; gives the seals in it with the places of their words.
pub fn place_row(tx: &Tx<'_>, seq: u64, row: &str) -> Result<Vec<(Seal, WordsKey)>, Fault> {
    tx.run(PLACE, given![seq, row])?;
    if Entry::read(seq, row.to_owned())?.is_withheld() {
        return Ok(Vec::new());
    }
    // An event is read in the order of its text, so the n-th seal of a line is the n-th text of its event.
    let seals = Line::read(row)
        .and_then(|line| line.seals())
        .map_err(Fault::broken)?;
    let keyed = seals.into_iter().zip(0u32..);
    keyed
        .map(|(seal, place)| Ok((seal, words::key_at(seq, place)?)))
        .collect()
}

/// Puts words where their line looks for them.
pub fn place_words(
    tx: &Tx<'_>,
    key: WordsKey,
    seal: Seal,
    salt: &Salt,
    bytes: &[u8],
) -> Result<(), Fault> {
    words::put(tx, key, &seal, salt, bytes)
}

/// Replays what was placed; `tell` hears how many lines are done, every ten thousand.
pub fn replay(tx: &Tx<'_>, rooms: &Rooms, mut tell: impl FnMut(u64)) -> Result<u64, Fault> {
    let mut next = 0;
    loop {
        let entries = tx.all(ROWS, given![next, ROWS_AT_ONCE], |row| {
            Entry::read(row.get(0)?, row.get(1)?)
        })?;
        if entries.is_empty() {
            return Ok(next);
        }
        for entry in entries {
            if !entry.is_withheld() {
                (rooms.replay)(&entry, tx)?;
            }
            next = entry.meta.seq + 1;
            if next % 10_000 == 0 {
                tell(next);
            }
        }
    }
}

/// So many rows are held in memory at a time.
const ROWS_AT_ONCE: usize = 1_000;

/// Lets followers that reach people begin after what was taken over: nobody is written to about somebody else's past.
pub fn pass_over(tx: &Tx<'_>, followers: &[std::sync::Arc<dyn Follower>]) -> Result<(), Fault> {
    let length = event::length(tx)?;
    for follower in followers.iter().filter(|one| one.fell().is_none()) {
        follow::move_cursor(tx, follower.name(), length)?;
    }
    Ok(())
}
