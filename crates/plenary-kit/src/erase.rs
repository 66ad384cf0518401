//! Erasing words for good: rows, free pages, the write-ahead log, and in every backup that is ever restored.
//!
//! What was erased is kept as a list of seals in `erasures.jsonl` beside the database: it says nothing about the
//! words, and a restored older backup is cleaned by it before it serves.

use std::io::Write;
use std::path::Path;

use plenary_ledger::Seal;
use rusqlite::Connection;
use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::db::{Db, Tx, storage};
use crate::fault::Fault;
use crate::id::ParticipantId;
use crate::time::Instant;
use crate::words::{self, WordsKey};
use crate::{given, queries};

queries! {
    NOTE = "INSERT INTO erasure (words, at, decided_by, rule) VALUES (?1, ?2, ?3, ?4) ON CONFLICT (words) DO NOTHING";
    GAP = "SELECT at, decided_by, rule FROM erasure WHERE words = ?1";
    BY_SEAL = "SELECT id FROM words WHERE seal = ?1";
}

/// Why something is no longer there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap {
    /// When it was erased.
    pub at: Instant,
    /// Who decided.
    pub decided_by: Option<ParticipantId>,
    /// Under which rule.
    pub rule: String,
}

/// One erasure, as `erasures.jsonl` keeps it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Erasure {
    /// When it was decided.
    pub at: Instant,
    /// Who decided.
    pub decided_by: Option<ParticipantId>,
    /// Under which rule.
    pub rule: String,
    /// What was destroyed.
    pub erases: Vec<Seal>,
}

/// Destroys words and notes the gap; called by `apply`, so doing it again changes nothing.
pub fn apply(
    tx: &Tx<'_>,
    keys: &[WordsKey],
    at: Instant,
    decided_by: Option<&ParticipantId>,
    rule: &str,
) -> Result<(), Fault> {
    for key in keys {
        words::destroy(tx, *key)?;
        tx.run(NOTE, given![*key, at, decided_by, rule])?;
    }
    Ok(())
}

/// The gap where these words stood, if they were erased.
pub fn gap(db: &Db<'_>, key: WordsKey) -> Result<Option<Gap>, Fault> {
    db.one(GAP, given![key], |row| {
        Ok(Gap {
            at: row.get(0)?,
            decided_by: row.get(1)?,
            rule: row.get(2)?,
        })
    })
}

/// The key of the words under a seal, while they are there.
pub fn key_of(db: &Db<'_>, seal: &Seal) -> Result<Option<WordsKey>, Fault> {
    db.one(BY_SEAL, given![seal.to_string()], |row| row.get(0))
}

/// The list beside the database.
pub const LIST: &str = "erasures.jsonl";

/// Adds an erasure to the list, if it does not stand there, and waits for the disk.
pub fn list(dir: &Path, erasure: &Erasure) -> Result<(), Fault> {
    if read_list(&dir.join(LIST))?.contains(erasure) {
        return Ok(());
    }
    let mut file = std::fs::OpenOptions::new()
        .append(true)
        .create(true)
        .open(dir.join(LIST))?;
    file.write_all(format!("{}\n", serde_json::to_string(erasure)?).as_bytes())?;
    file.sync_all()?;
    Ok(())
}

/// The erasures on a list; none when there is no list.
pub fn read_list(path: &Path) -> Result<Vec<Erasure>, Fault> {
    match std::fs::read_to_string(path) {
        Ok(text) => text
            .lines()
            .map(|line| Ok(serde_json::from_str(line)?))
            .collect(),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Vec::new()),
        Err(error) => Err(error.into()),
    }
}

/// Writes the log back and cuts it to nothing, so that no copy of a destroyed page is left in it.
///
/// The engine overwrites what is deleted (`secure_delete`); the log is the only other place a page was written to.
pub fn scrub_log(app: &App) -> Result<(), Fault> {
    let conn = crate::app::write_connection(app.settings())?;
    scrub(&conn)
}

/// As [`scrub_log`], and writes every page anew first: a copy that was made carelessly holds pieces of words where no row
/// stands any more.
pub fn scrub_all(app: &App) -> Result<(), Fault> {
    let conn = crate::app::write_connection(app.settings())?;
    conn.execute_batch("VACUUM").map_err(storage)?;
    scrub(&conn)
}

fn scrub(conn: &Connection) -> Result<(), Fault> {
    let busy: i64 = conn
        .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))
        .map_err(storage)?;
    match busy {
        0 => Ok(()),
        _ => Err(Fault::Storage(
            "the log could not be cut while somebody reads; it is tried again".into(),
        )),
    }
}
