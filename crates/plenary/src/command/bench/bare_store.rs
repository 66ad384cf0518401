//! The limits: the same engine on the same disk with nothing of ours above it.

use std::fmt::Write;
use std::path::Path;
use std::time::{Duration, Instant};

use plenary_kit::fault::Fault;
use rusqlite::{Connection, params};

use super::meter;

/// About as long as a line of the ledger and the words beside it.
const ROW_BYTES: usize = 1_000;
/// The rows of the bare page: what the design's figure was measured with.
const PAGE_ROWS: i64 = 160;
/// As often as asked, and so many times more: the system tells a thread's time in coarse steps.
const ROUNDS: usize = 4;

fn open(dir: &Path) -> rusqlite::Result<Connection> {
    let conn = Connection::open(dir.join("bare.sqlite"))?;
    conn.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
         CREATE TABLE IF NOT EXISTS bare (id INTEGER PRIMARY KEY, author TEXT NOT NULL, body TEXT NOT NULL);",
    )?;
    Ok(conn)
}

/// Durable inserts per second, so many rows a commit, one table, no index.
pub fn inserts(dir: &Path, lasting: Duration, rows_per_commit: usize) -> Result<f64, Fault> {
    let body = "x".repeat(ROW_BYTES);
    let run = || -> rusqlite::Result<f64> {
        let conn = open(dir)?;
        let mut insert = conn.prepare("INSERT INTO bare (author, body) VALUES (?1, ?2)")?;
        let (began, mut rows) = (Instant::now(), 0);
        while began.elapsed() < lasting {
            conn.execute_batch("BEGIN IMMEDIATE")?;
            for _ in 0..rows_per_commit {
                insert.execute(params!["somebody", body])?;
            }
            conn.execute_batch("COMMIT")?;
            rows += rows_per_commit;
        }
        Ok(rows as f64 / began.elapsed().as_secs_f64())
    };
    run().map_err(Fault::broken)
}

/// How often in a second of processor time 160 rows are read and written as HTML.
pub fn pages(dir: &Path, times: usize) -> Result<f64, Fault> {
    let run = || -> rusqlite::Result<usize> {
        let conn = open(dir)?;
        let text = "Words of somebody who wants something said better than it is. ".repeat(2);
        for at in 0..PAGE_ROWS {
            conn.execute(
                "INSERT INTO bare (author, body) VALUES (?1, ?2)",
                params![format!("Person {at}"), text],
            )?;
        }
        let mut rows =
            conn.prepare("SELECT id, author, body FROM bare ORDER BY id DESC LIMIT ?1")?;
        let mut bytes = 0;
        for _ in 0..times * ROUNDS {
            bytes += page(&mut rows)?.len();
        }
        Ok(bytes)
    };
    let began = meter::own_thread()?;
    std::hint::black_box(run().map_err(Fault::broken)?);
    Ok((times * ROUNDS) as f64 / (meter::own_thread()? - began).as_secs_f64())
}

fn page(rows: &mut rusqlite::Statement<'_>) -> rusqlite::Result<String> {
    let mut out = String::with_capacity(32 * 1_024);
    let mut found = rows.query([PAGE_ROWS])?;
    while let Some(row) = found.next()? {
        let (id, author, body): (i64, String, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
        let escaped = body.replace('&', "&amp;").replace('<', "&lt;");
        // Writing to a string cannot fail.
        let _ = write!(out, "<li id=\"i{id}\"><b>{author}</b><p>{escaped}</p></li>");
    }
    Ok(out)
}
