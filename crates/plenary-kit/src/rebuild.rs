//! Rebuild: the ledger replayed into empty tables, compared row by row with the tables in use.
//!
//! Compared are all tables the ledger tells; not `ledger` and `words` themselves, nor what is live or follows. Lines are
//! read on one processor while they are applied on another, and then both sides are read at once.

use rusqlite::Connection;
use serde::Serialize;

use crate::abreast::{Batch, in_order};
use crate::app::{App, Rooms, Settings, read_connection};
use crate::compare::compare;
use crate::db::{Db, Tx, storage};
use crate::event::{self, Entry};
use crate::fault::Fault;
use crate::{given, migrate};

/// What a rebuild found.
#[derive(Clone, Debug, Serialize, PartialEq, Eq)]
pub struct Rebuilt {
    /// Whether every table came out the same.
    pub is_same: bool,
    /// Lines replayed.
    pub lines: u64,
    /// Tables compared.
    pub tables: usize,
    /// Rows compared.
    pub rows: u64,
    /// The first row that differs: table, row as in use, row as replayed.
    pub first_difference: Option<(String, String, String)>,
}

/// Replays the ledger of the forum beside it in a file of its own and compares; the forum may go on meanwhile only
/// in so far as lines written later are not looked at.
///
/// `tell` hears how many lines are done, every ten thousand.
pub fn rebuild(
    settings: &Settings,
    rooms: &Rooms,
    mut tell: impl FnMut(u64),
) -> Result<Rebuilt, Fault> {
    let mut source = read_connection(settings)?;
    source.execute_batch("BEGIN").map_err(storage)?;
    let path = settings
        .dir
        .join(format!("rebuild-{}.sqlite", crate::random::token()));
    let outcome = replay_beside(&mut source, &path, rooms, &mut tell);
    for ending in ["", "-wal", "-shm", "-journal"] {
        // The file is ours and scratch; one that is not there needs no removing.
        let _ = std::fs::remove_file(format!("{}{ending}", path.display()));
    }
    outcome
}

/// As [`rebuild`] for a forum that is open.
pub fn rebuild_app(app: &App) -> Result<Rebuilt, Fault> {
    rebuild(app.settings(), app.rooms(), |_| ())
}

/// Forgets what followers made of the ledger - tree, search - and lets them make it anew; what was signed or mailed
/// stays as it is.
pub async fn regrow(app: &App) -> Result<(), Fault> {
    for follower in app.followers() {
        if let Some(fell) = follower.fell() {
            let name = follower.name();
            app.tend(move |tx| {
                fell(tx)?;
                crate::follow::move_cursor(tx, name, 0)
            })
            .await?;
            crate::follow::catch_up(app, follower).await?;
        }
    }
    Ok(())
}

const LINES_PER_COMMIT: u64 = 50_000;
const LINES_PER_TELLING: u64 = 10_000;

fn replay_beside(
    source: &mut Connection,
    path: &std::path::Path,
    rooms: &Rooms,
    tell: &mut impl FnMut(u64),
) -> Result<Rebuilt, Fault> {
    let mut beside = scratch(path, rooms)?;
    let lines = replay(source, &mut beside, rooms, tell)?;
    compare(source, &beside, lines)
}

/// Empty tables in a file that need not outlive us.
///
/// The words stay where they stand: events speak of them by key, and what `apply` would read of them is not compared.
fn scratch(path: &std::path::Path, rooms: &Rooms) -> Result<Connection, Fault> {
    let conn = Connection::open(path).map_err(storage)?;
    conn.set_prepared_statement_cache_capacity(256);
    conn.execute_batch(
        "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE; \
         PRAGMA cache_size = -128000; PRAGMA temp_store = MEMORY;",
    )
    .map_err(storage)?;
    let tx = Tx::over(&conn);
    migrate::run(&tx, rooms.migrations)?;
    for index in rooms.indices_for_reading {
        tx.script(&format!("DROP INDEX {index}"))?;
    }
    Ok(conn)
}

fn replay(
    source: &Connection,
    beside: &mut Connection,
    rooms: &Rooms,
    tell: &mut impl FnMut(u64),
) -> Result<u64, Fault> {
    let mut read = 0;
    let feed = |push: &mut dyn FnMut(Vec<(u64, String)>) -> Result<(), Fault>| {
        let mut batch = Batch::new();
        Db::over(source).each(
            "SELECT seq, line FROM ledger ORDER BY seq",
            given![],
            |row| {
                let line: String = row.get(1)?;
                let bytes = line.len();
                read += 1;
                if read % LINES_PER_TELLING == 0 {
                    tell(read);
                }
                batch
                    .add((row.get(0)?, line), bytes)
                    .map_or(Ok(()), &mut *push)
            },
        )?;
        push(batch.take())
    };
    let parse = |batch: Vec<(u64, String)>| -> Vec<Result<Entry, Fault>> {
        let rows = batch.into_iter();
        rows.map(|(seq, line)| event::Entry::read(seq, line))
            .collect()
    };
    Tx::over(beside).script("BEGIN")?;
    let mut lines = 0;
    let (to, applied) = (&mut *beside, &mut lines);
    in_order(feed, parse, move |batch| {
        let to = Tx::over(to);
        for entry in batch {
            let entry = entry?;
            if !entry.is_withheld() {
                (rooms.replay)(&entry, &to)?;
            }
            *applied += 1;
            if *applied % LINES_PER_COMMIT == 0 {
                to.script("COMMIT; BEGIN")?;
            }
        }
        Ok(())
    })?;
    Tx::over(beside).script("COMMIT")?;
    Ok(lines)
}
