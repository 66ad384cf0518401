//! What the storage engine is and how it is set, for the operator.

use serde::Serialize;

use crate::app::{Settings, write_connection};
use crate::db::storage;
use crate::fault::Fault;

/// The first version without the race in resetting the write-ahead log (sqlite.org/wal.html#walresetbug).
pub const OLDEST_ENGINE: (i32, &str) = (3_051_003, "3.51.3");

/// What the engine says of itself.
#[derive(Clone, Debug, Serialize, PartialEq, Eq)]
pub struct Engine {
    /// Its version.
    pub version: String,
    /// Whether it is one that can be trusted with the log.
    pub is_recent: bool,
    /// `wal` in a forum that was ever opened.
    pub journal_mode: String,
    /// 2 waits for the disk at each commit.
    pub synchronous: i64,
    /// 1 overwrites what is deleted.
    pub secure_delete: i64,
    /// How many bytes of the database file hold nothing.
    pub free_bytes: i64,
}

/// Asks the engine about a forum's database.
pub fn engine(settings: &Settings) -> Result<Engine, Fault> {
    let conn = write_connection(settings)?;
    let number = |sql: &str| -> Result<i64, Fault> {
        conn.query_row(sql, [], |row| row.get(0)).map_err(storage)
    };
    Ok(Engine {
        version: rusqlite::version().to_owned(),
        is_recent: rusqlite::version_number() >= OLDEST_ENGINE.0,
        journal_mode: conn
            .query_row("PRAGMA journal_mode", [], |row| row.get(0))
            .map_err(storage)?,
        synchronous: number("PRAGMA synchronous")?,
        secure_delete: number("PRAGMA secure_delete")?,
        free_bytes: number("PRAGMA freelist_count")? * number("PRAGMA page_size")?,
    })
}
