//! Rebuild: the ledger replayed into empty tables, compared row by row with the tables in use.
//!
//! Compared are all tables the ledger tells; not `ledger` and `words` themselves, nor what is live or follows.

use rusqlite::Connection;
use serde::Serialize;

use crate::app::{App, Rooms, Settings, read_connection};
use crate::db::{Db, Tx, storage};
use crate::event;
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
    let source = read_connection(settings)?;
    source.execute_batch("BEGIN").map_err(storage)?;
    let path = settings
        .dir
        .join(format!("rebuild-{}.sqlite", crate::random::token()));
    let outcome = replay_beside(&source, &path, rooms, &mut tell);
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

const LINES_PER_COMMIT: u64 = 10_000;

fn replay_beside(
    source: &Connection,
    path: &std::path::Path,
    rooms: &Rooms,
    tell: &mut impl FnMut(u64),
) -> Result<Rebuilt, Fault> {
    let conn = Connection::open(path).map_err(storage)?;
    conn.set_prepared_statement_cache_capacity(256);
    conn.execute_batch(
        "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -64000;",
    )
    .map_err(storage)?;
    let (from, to) = (Db::over(source), Tx::over(&conn));
    migrate::run(&to, rooms.migrations)?;
    copy_words(source, path)?;
    to.script("BEGIN")?;
    let mut lines = 0;
    from.each(
        "SELECT seq, line FROM ledger ORDER BY seq",
        given![],
        |row| {
            let entry = event::Entry::read(row.get(0)?, row.get(1)?)?;
            if !entry.is_withheld() {
                (rooms.replay)(&entry, &to)?;
            }
            lines += 1;
            if lines % LINES_PER_COMMIT == 0 {
                to.script("COMMIT; BEGIN")?;
                tell(lines);
            }
            Ok(())
        },
    )?;
    to.script("COMMIT")?;
    compare(source, &conn, lines)
}

/// Events speak of words by key only; those that look words up while being applied find them where they stand.
fn copy_words(source: &Connection, path: &std::path::Path) -> Result<(), Fault> {
    // The reading connection may attach the scratch file for reading only, so the copy goes the other way round.
    let into = Connection::open(path).map_err(storage)?;
    let main: String = source.path().unwrap_or_default().to_owned();
    into.execute("ATTACH ?1 AS source", [main])
        .map_err(storage)?;
    into.execute_batch(
        "PRAGMA synchronous = OFF; INSERT INTO main.words (id, seal, salt, body) SELECT id, seal, salt, '' FROM source.words;",
    )
    .map_err(storage)
}

fn tables(conn: &Connection) -> Result<Vec<String>, Fault> {
    let db = Db::over(conn);
    let all: Vec<String> = db.all(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name",
        given![],
        |row| row.get(0),
    )?;
    let is_told = |name: &String| {
        !["live_", "follow_", "search_"]
            .iter()
            .any(|start| name.starts_with(start))
            && !["ledger", "words", "migration"].contains(&name.as_str())
    };
    Ok(all.into_iter().filter(is_told).collect())
}

fn compare(used: &Connection, replayed: &Connection, lines: u64) -> Result<Rebuilt, Fault> {
    let mut found = Rebuilt {
        is_same: true,
        lines,
        tables: 0,
        rows: 0,
        first_difference: None,
    };
    for table in tables(used)? {
        found.tables += 1;
        compare_table(used, replayed, &table, &mut found)?;
    }
    found.is_same = found.first_difference.is_none();
    Ok(found)
}

fn compare_table(
    used: &Connection,
    replayed: &Connection,
    table: &str,
    found: &mut Rebuilt,
) -> Result<(), Fault> {
    let columns: Vec<String> = Db::over(used).all(
        "SELECT name FROM pragma_table_info(?1) ORDER BY cid",
        given![table],
        |row| row.get(0),
    )?;
    let list = columns.join(", ");
    let sql = format!("SELECT {list} FROM {table} ORDER BY {list}");
    let mut ours = used.prepare(&sql).map_err(storage)?;
    let mut theirs = replayed.prepare(&sql).map_err(storage)?;
    let (mut ours, mut theirs) = (
        ours.query([]).map_err(storage)?,
        theirs.query([]).map_err(storage)?,
    );
    loop {
        let left = ours
            .next()
            .map_err(storage)?
            .map(|row| spell(row, columns.len()))
            .transpose()?;
        let right = theirs
            .next()
            .map_err(storage)?
            .map(|row| spell(row, columns.len()))
            .transpose()?;
        if left.is_none() && right.is_none() {
            return Ok(());
        }
        found.rows += 1;
        if left != right {
            let gone = || "no such row".to_owned();
            let difference = (
                table.to_owned(),
                left.unwrap_or_else(gone),
                right.unwrap_or_else(gone),
            );
            found.first_difference.get_or_insert(difference);
            return Ok(());
        }
    }
}

fn spell(row: &rusqlite::Row<'_>, columns: usize) -> Result<String, Fault> {
    let mut out = String::new();
    for index in 0..columns {
        let value = row.get_ref(index).map_err(storage)?;
        out.push_str(&format!("{value:?}|"));
    }
    Ok(out)
}
