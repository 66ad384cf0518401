//! Migrations: numbered steps that each room adds to; they run by themselves, each once, in order.

use crate::db::Tx;
use crate::fault::Fault;
use crate::{given, queries};

queries! {
    DONE = "SELECT number FROM migration WHERE number = ?1";
    MARK_DONE = "INSERT INTO migration (number, name) VALUES (?1, ?2)";
}

/// One step: a number that orders it, a name that begins with its room, and its statements.
pub struct Migration {
    /// Its place in the order; never used twice.
    pub number: i64,
    /// `docket_passage` and the like.
    pub name: &'static str,
    /// Statements that both engines accept.
    pub sql: &'static str,
}

/// The table that notes which steps were taken.
pub const FIRST: &str =
    "CREATE TABLE IF NOT EXISTS migration (number BIGINT PRIMARY KEY, name TEXT NOT NULL)";

/// The kit's own tables.
pub const KIT: &[Migration] = &[
    Migration {
        number: 1,
        name: "kit",
        sql: include_str!("0001_kit.sql"),
    },
    Migration {
        number: 2,
        name: "kit_key",
        sql: include_str!("0002_kit_key.sql"),
    },
    Migration {
        number: 3,
        name: "kit_token",
        sql: include_str!("0003_kit_token.sql"),
    },
];

/// In SQLite only `INTEGER PRIMARY KEY` is the row's own number, which is faster and smaller than an index beside it;
/// and small rows with another key are kept in the key's own tree where the script says so in a comment.
fn for_sqlite(sql: &str) -> String {
    sql.replace("BIGINT PRIMARY KEY", "INTEGER PRIMARY KEY")
        .replace("/* WITHOUT ROWID */", "WITHOUT ROWID")
}

/// Runs what has not run yet; gives the names of the steps taken.
pub(crate) fn run(tx: &Tx<'_>, rooms: &[&[Migration]]) -> Result<Vec<&'static str>, Fault> {
    tx.script(&for_sqlite(FIRST))?;
    let mut steps: Vec<&Migration> = KIT.iter().chain(rooms.iter().copied().flatten()).collect();
    steps.sort_by_key(|step| step.number);
    let mut taken = Vec::new();
    for step in steps {
        if tx.one(DONE, given![step.number], |_| Ok(()))?.is_none() {
            tx.script(&for_sqlite(step.sql))?;
            tx.run(MARK_DONE, given![step.number, step.name])?;
            taken.push(step.name);
        }
    }
    Ok(taken)
}

/// Whether steps are waiting to be taken.
pub(crate) fn is_due(tx: &Tx<'_>, rooms: &[&[Migration]]) -> Result<bool, Fault> {
    tx.script(&for_sqlite(FIRST))?;
    for step in KIT.iter().chain(rooms.iter().copied().flatten()) {
        if tx.one(DONE, given![step.number], |_| Ok(()))?.is_none() {
            return Ok(true);
        }
    }
    Ok(false)
}
