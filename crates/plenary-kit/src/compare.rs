//! Comparing two sets of tables row by row, both read at once; rows are compared as bytes and spelled out only where they differ.

use std::sync::mpsc::{SyncSender, sync_channel};

use rusqlite::Connection;
use rusqlite::types::ValueRef;

use crate::db::{Db, storage};
use crate::fault::Fault;
use crate::given;
use crate::rebuild::Rebuilt;

/// Rows that are handed over and compared at once.
const ROWS: usize = 1_000;
/// How many such batches one side may be ahead of the other.
const AHEAD: usize = 4;

/// Compares all tables the ledger tells; each table up to its first difference.
pub(crate) fn compare(
    used: &mut Connection,
    replayed: &Connection,
    lines: u64,
) -> Result<Rebuilt, Fault> {
    let mut found = Rebuilt {
        is_same: true,
        lines,
        tables: 0,
        rows: 0,
        first_difference: None,
    };
    for (table, sql) in tables(used)? {
        found.tables += 1;
        if let Some((ours, theirs)) = compare_table(used, replayed, &sql, &mut found.rows)? {
            let difference = (table, ours, theirs);
            found.first_difference.get_or_insert(difference);
        }
    }
    found.is_same = found.first_difference.is_none();
    Ok(found)
}

/// The first row that differs, as both sides have it; ours are read on a thread of their own.
fn compare_table(
    used: &mut Connection,
    replayed: &Connection,
    sql: &str,
    compared: &mut u64,
) -> Result<Option<(String, String)>, Fault> {
    let (give, take) = sync_channel(AHEAD);
    std::thread::scope(|scope| {
        let reading = scope.spawn(move || batches(used, sql, &give));
        let mut differs = None;
        each_batch(replayed, sql, |theirs| {
            // A side that broke off says why below; until then it has no more rows.
            let ours: Rows = take.recv().unwrap_or_default();
            *compared += ours.ends.len().max(theirs.ends.len()) as u64;
            differs = first_difference(&ours, &theirs);
            differs.is_none()
        })?;
        drop(take);
        match reading.join() {
            Ok(read) => read.map(|()| differs),
            Err(panic) => std::panic::resume_unwind(panic),
        }
    })
}

/// The tables that the ledger tells, each with the statement that reads its rows in the one order.
fn tables(conn: &Connection) -> Result<Vec<(String, String)>, Fault> {
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
    let told = all.into_iter().filter(is_told);
    told.map(|table| {
        let columns: Vec<String> = db.all(
            "SELECT name FROM pragma_table_info(?1) ORDER BY cid",
            given![table],
            |row| row.get(0),
        )?;
        let list = columns.join(", ");
        let sql = format!("SELECT {list} FROM {table} ORDER BY {list}");
        Ok((table, sql))
    })
    .collect()
}

/// Rows one after the other in bytes that are the same exactly when the rows are.
#[derive(Default)]
struct Rows {
    bytes: Vec<u8>,
    ends: Vec<usize>,
}

impl Rows {
    fn add(&mut self, row: &rusqlite::Row<'_>, columns: usize) -> Result<(), Fault> {
        for index in 0..columns {
            let value = row.get_ref(index).map_err(storage)?;
            let (kind, bytes): (u8, &[u8]) = match &value {
                ValueRef::Null => (0, &[]),
                ValueRef::Integer(number) => (1, &number.to_le_bytes()),
                ValueRef::Real(number) => (2, &number.to_le_bytes()),
                ValueRef::Text(text) => (3, text),
                ValueRef::Blob(bytes) => (4, bytes),
            };
            self.bytes.push(kind);
            self.bytes
                .extend_from_slice(&(bytes.len() as u64).to_le_bytes());
            self.bytes.extend_from_slice(bytes);
        }
        self.ends.push(self.bytes.len());
        Ok(())
    }

    fn row(&self, at: usize) -> Option<&[u8]> {
        let end = *self.ends.get(at)?;
        let start = at.checked_sub(1).map_or(0, |before| self.ends[before]);
        Some(&self.bytes[start..end])
    }
}

/// Hands over the rows of a statement; gives up when nobody takes them any more.
fn batches(conn: &Connection, sql: &str, give: &SyncSender<Rows>) -> Result<(), Fault> {
    each_batch(conn, sql, |rows| give.send(rows).is_ok())
}

/// Calls `see` with batch after batch, the last of them short, until it wants no more.
fn each_batch(
    conn: &Connection,
    sql: &str,
    mut see: impl FnMut(Rows) -> bool,
) -> Result<(), Fault> {
    let mut statement = conn.prepare(sql).map_err(storage)?;
    let columns = statement.column_count();
    let mut found = statement.query([]).map_err(storage)?;
    let mut rows = Rows::default();
    while let Some(row) = found.next().map_err(storage)? {
        rows.add(row, columns)?;
        if rows.ends.len() == ROWS && !see(std::mem::take(&mut rows)) {
            return Ok(());
        }
    }
    see(rows);
    Ok(())
}

/// The first row that differs, as both sides have it.
fn first_difference(ours: &Rows, theirs: &Rows) -> Option<(String, String)> {
    if ours.ends == theirs.ends && ours.bytes == theirs.bytes {
        return None;
    }
    let longer = ours.ends.len().max(theirs.ends.len());
    let at = (0..longer).find(|at| ours.row(*at) != theirs.row(*at))?;
    let spelled = |row: Option<&[u8]>| row.map_or_else(|| "no such row".to_owned(), spell);
    Some((spelled(ours.row(at)), spelled(theirs.row(at))))
}

fn spell(mut row: &[u8]) -> String {
    let mut out = String::new();
    while let Some((kind, rest)) = row.split_first() {
        let Some((length, rest)) = rest.split_first_chunk::<8>() else {
            break;
        };
        let length = usize::try_from(u64::from_le_bytes(*length)).unwrap_or(usize::MAX);
        let (value, rest) = rest.split_at(length.min(rest.len()));
        out.push_str(&word(*kind, value));
        out.push('|');
        row = rest;
    }
    out
}

fn word(kind: u8, value: &[u8]) -> String {
    match (kind, <[u8; 8]>::try_from(value)) {
        (0, _) => "null".to_owned(),
        (1, Ok(number)) => i64::from_le_bytes(number).to_string(),
        (2, Ok(number)) => f64::from_le_bytes(number).to_string(),
        (3, _) => format!("{:?}", String::from_utf8_lossy(value)),
        _ => format!("{value:02x?}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(rows: &[(i64, Option<&str>)]) -> Connection {
        let conn = Connection::open_in_memory().unwrap();
        conn.execute_batch(
            "CREATE TABLE note (number INTEGER PRIMARY KEY, words TEXT); CREATE TABLE live_note (number INTEGER);",
        )
        .unwrap();
        for row in rows {
            conn.execute("INSERT INTO note (number, words) VALUES (?1, ?2)", *row)
                .unwrap();
        }
        conn
    }

    fn compared(ours: &[(i64, Option<&str>)], theirs: &[(i64, Option<&str>)]) -> Rebuilt {
        compare(&mut table(ours), &table(theirs), 0).unwrap()
    }

    #[test]
    fn equal_tables_are_the_same_whatever_their_length() {
        for length in [0, 1, 999, 1_000, 1_001, 2_500] {
            let rows: Vec<_> = (0..length).map(|at| (at, Some("words"))).collect();
            let found = compared(&rows, &rows);
            assert!(found.is_same, "{length}: {found:?}");
            assert_eq!((found.tables, found.rows), (1, length as u64));
        }
    }

    #[test]
    fn the_first_row_that_differs_is_told_with_both_sides() {
        let rows: Vec<_> = (0..1_500).map(|at| (at, Some("words"))).collect();
        let mut other = rows.clone();
        other[1_200].1 = None;
        let said = |found: Rebuilt| found.first_difference.unwrap();
        assert_eq!(
            said(compared(&rows, &other)),
            (
                "note".to_owned(),
                "1200|\"words\"|".to_owned(),
                "1200|null|".to_owned()
            )
        );
        assert_eq!(said(compared(&rows, &rows[..1_000])).2, "no such row");
        assert_eq!(said(compared(&rows[..999], &rows)).1, "no such row");
    }
}
