//! Copies of a forum: taken while it runs, all of one moment, and checked before anybody relies on them.
//!
//! A backup is laid out like a data directory, so every command that reads one reads the other.

use std::path::{Path, PathBuf};

use crate::app::{Settings, plain_connection};
use crate::db::{Tx, storage};
use crate::erase;
use crate::fault::Fault;
use crate::{given, queries};

queries! {
    END_SESSIONS = "DELETE FROM live_session";
    END_LINKS = "DELETE FROM live_link";
}

/// The files beside the database that a forum cannot do without. A young forum has not all of them yet.
pub const BESIDE: [&str; 3] = ["secret", "ledger.key", erase::LIST];

/// Copies the forum into an empty directory `target`, whoever writes to it meanwhile.
pub fn backup(settings: &Settings, target: &Path) -> Result<(), Fault> {
    make_empty(target)?;
    // The list goes first: an erasure that comes in between is then missing in the copy's list but not in the forum's.
    for name in BESIDE {
        copy_private(&settings.dir.join(name), &target.join(name))?;
    }
    let copy = Settings::for_dir(target).database();
    let conn = plain_connection(settings)?;
    // Without it the copy's pages keep pieces of words where the engine moved rows, and an erasure does not find them.
    conn.execute_batch("PRAGMA secure_delete = ON")
        .map_err(storage)?;
    conn.execute("VACUUM INTO ?1", [copy.to_string_lossy()])
        .map_err(storage)?;
    private(&copy)?;
    std::fs::File::open(&copy)?.sync_all()?;
    std::fs::File::open(target)?.sync_all()?;
    check_pages(&Settings::for_dir(target))
}

/// Copies a backup into an empty directory. What was of the moment is ended: sessions, links; letters that waited are
/// put in doubt.
pub fn restore(backup: &Path, target: &Settings) -> Result<(), Fault> {
    make_empty(&target.dir)?;
    let names = BESIDE.iter().map(PathBuf::from);
    for name in names.chain([database_name(target)]) {
        copy_private(&backup.join(&name), &target.dir.join(&name))?;
    }
    // A copy of a data directory that was not stopped cleanly has its last acts in the log beside the database.
    let log = |dir: &Path| dir.join(format!("{}-wal", database_name(target).display()));
    copy_private(&log(backup), &log(&target.dir))?;
    check_pages(target)?;
    let conn = crate::app::write_connection(target)?;
    let tx = Tx::over(&conn);
    for sql in [END_SESSIONS, END_LINKS] {
        tx.run(sql, given![])?;
    }
    // A letter that waited then may have gone out since; whether it did is for a person to judge.
    crate::mail::doubt_all(&tx)
}

fn database_name(settings: &Settings) -> PathBuf {
    settings
        .database()
        .file_name()
        .map(PathBuf::from)
        .unwrap_or_default()
}

/// Makes the directory, or takes it when it holds nothing.
pub fn make_empty(dir: &Path) -> Result<(), Fault> {
    std::fs::create_dir_all(dir)?;
    must_be_empty(dir)
}

/// Refuses a directory that holds something; one that is not there is fine.
pub fn must_be_empty(dir: &Path) -> Result<(), Fault> {
    let entry = match std::fs::read_dir(dir) {
        Ok(mut entries) => entries.next(),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => None,
        Err(error) => return Err(Fault::broken(format!("{}: {error}", dir.display()))),
    };
    match entry {
        None => Ok(()),
        Some(_) => Err(Fault::broken(format!(
            "{} is not empty. Give a new or an empty directory; nothing is ever overwritten.",
            dir.display()
        ))),
    }
}

/// Copies a file that only its owner may read; one that is not there is left out.
fn copy_private(from: &Path, to: &Path) -> Result<(), Fault> {
    match std::fs::copy(from, to) {
        Ok(_) => {
            private(to)?;
            Ok(std::fs::File::open(to)?.sync_all()?)
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(Fault::broken(format!("{}: {error}", from.display()))),
    }
}

fn private(path: &Path) -> Result<(), Fault> {
    use std::os::unix::fs::PermissionsExt;
    Ok(std::fs::set_permissions(
        path,
        std::fs::Permissions::from_mode(0o600),
    )?)
}

/// Lets the engine check every page and index of a database file.
pub fn check_pages(settings: &Settings) -> Result<(), Fault> {
    let said: String = plain_connection(settings)?
        .query_row("PRAGMA integrity_check", [], |row| row.get(0))
        .map_err(storage)?;
    match said.as_str() {
        "ok" => Ok(()),
        trouble => Err(Fault::broken(format!(
            "{} is damaged: {trouble}. Restore another backup.",
            settings.database().display()
        ))),
    }
}
