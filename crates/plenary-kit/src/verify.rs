//! Verifying a forum's own store: every line, every word, every checkpoint, with the crate an outsider would use.

use std::path::Path;

use plenary_ledger::{Entry, Report, Salt, Seal, SigningKey, Verifier, VerifyingKey};

use crate::app::{Settings, read_connection};
use crate::db::Db;
use crate::fault::Fault;
use crate::{given, queries};

queries! {
    CHECKPOINTS = "SELECT size, note FROM follow_checkpoint ORDER BY size";
    LINES = "SELECT line FROM ledger ORDER BY seq";
    WORDS = "SELECT seal, salt, body FROM words ORDER BY id";
}

/// Verifies all that the store holds; lines newer than the last checkpoint are noted, not faulted.
///
/// `tell` hears how many lines are done, every ten thousand.
pub fn verify_store(
    db: &Db<'_>,
    key: VerifyingKey,
    tell: impl FnMut(u64),
) -> Result<Report, Fault> {
    let mut keys = crate::tree::keys(db)?;
    if !keys.contains(&key) {
        keys.push(key);
    }
    verify_with(db, Verifier::new(keys), tell)
}

/// Verifies the store of a data directory or a backup, which may be in use, and changes nothing in it.
///
/// Without `given` keys it takes those that stand in the directory; the report then asks to compare them.
pub fn verify_dir(
    settings: &Settings,
    given: Vec<VerifyingKey>,
    tell: impl FnMut(u64),
) -> Result<Report, Fault> {
    let conn = read_connection(settings)?;
    conn.execute_batch("BEGIN").map_err(crate::db::storage)?;
    let db = Db::over(&conn);
    let verifier = match given.is_empty() {
        false => Verifier::new(given),
        true => Verifier::with_keys_found(keys_found(&db, &settings.dir)?),
    };
    verify_with(&db, verifier, tell)
}

fn keys_found(db: &Db<'_>, dir: &Path) -> Result<Vec<VerifyingKey>, Fault> {
    let mut keys = crate::tree::keys(db)?;
    if let Ok(text) = std::fs::read_to_string(dir.join("ledger.key")) {
        let own = SigningKey::read_secret(text.trim()).map_err(Fault::broken)?;
        if !keys.contains(&own.verifying_key()) {
            keys.push(own.verifying_key());
        }
    }
    Ok(keys)
}

fn verify_with(
    db: &Db<'_>,
    verifier: Verifier,
    mut tell: impl FnMut(u64),
) -> Result<Report, Fault> {
    let mut verifier = verifier.tail_may_be_unsigned();
    db.each(CHECKPOINTS, given![], |row| {
        verifier.checkpoint_named(&row.get::<i64>(0)?.to_string(), &row.get::<String>(1)?);
        Ok(())
    })?;
    let mut lines = 0;
    db.each(LINES, given![], |row| {
        let line: String = row.get(0)?;
        match Entry::read(&line) {
            Ok(entry) => verifier.line(entry),
            Err(bad) => verifier.unreadable(line.as_bytes(), &bad.to_string()),
        }
        lines += 1;
        if lines % 10_000 == 0 {
            tell(lines);
        }
        Ok(())
    })?;
    db.each(WORDS, given![], |row| {
        let seal: Result<Seal, _> = row.get::<String>(0)?.parse();
        let salt: Result<[u8; 16], _> = row.get::<Vec<u8>>(1)?.try_into();
        match (seal, salt) {
            (Ok(seal), Ok(salt)) => {
                verifier.words(seal, &Salt(salt), &row.get::<Vec<u8>>(2)?);
            }
            _ => verifier.bad_words("a row of words has no readable seal or salt"),
        }
        Ok(())
    })?;
    Ok(verifier.finish())
}
