//! Comments put directly into the tables of the peer isso: through its door 100,000 would take longer than all else measured.

use std::path::Path;

use plenary_kit::fault::Fault;
use rusqlite::{Connection, params};

/// Fills an empty isso with threads of so many comments each.
pub fn fill(database: &Path, threads: u64, comments: u64) -> Result<(), Fault> {
    let run = || -> rusqlite::Result<()> {
        let conn = Connection::open(database)?;
        conn.execute_batch("BEGIN")?;
        for thread in 1..=i64::try_from(threads).unwrap_or(i64::MAX) {
            conn.prepare_cached(
                "INSERT INTO threads (id, uri, title) VALUES (?1, ?2, 'A thread')",
            )?
            .execute(params![thread, format!("/{thread}/")])?;
            let mut comment = conn.prepare_cached(
                "INSERT INTO comments (tid, created, mode, remote_addr, text, author, voters) \
                 VALUES (?1, ?2, 1, '127.0.0.0', ?3, ?4, x'00')",
            )?;
            for at in 0..comments {
                let text = format!("The line was down for {at} hours, and nobody had said so.");
                comment.execute(params![thread, at as f64, text, format!("Person {at}")])?;
            }
        }
        conn.execute_batch("COMMIT")
    };
    run().map_err(Fault::broken)
}
