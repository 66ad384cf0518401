//! Verifying a forum's own store: every line, every word, every checkpoint, with the crate an outsider would use.

use std::path::Path;

use plenary_ledger::{ReadRow, Report, Salt, Seal, SigningKey, Verifier, VerifyingKey};

use crate::abreast::{Batch, in_order};
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
    lines(db, &mut verifier, &mut tell)?;
    words(db, &mut verifier)?;
    Ok(verifier.finish())
}

/// Every line in order, read and hashed on all processors.
fn lines(db: &Db<'_>, verifier: &mut Verifier, tell: &mut impl FnMut(u64)) -> Result<(), Fault> {
    let mut lines = 0;
    let feed = |push: &mut dyn FnMut(Vec<String>) -> Result<(), Fault>| {
        let mut batch = Batch::new();
        db.each(LINES, given![], |row| {
            let line: String = row.get(0)?;
            let bytes = line.len();
            lines += 1;
            if lines % 10_000 == 0 {
                tell(lines);
            }
            batch.add(line, bytes).map_or(Ok(()), &mut *push)
        })?;
        push(batch.take())
    };
    let read = |batch: Vec<String>| -> Vec<ReadRow> {
        batch.iter().map(|line| ReadRow::of_text(line)).collect()
    };
    in_order(feed, read, |batch| {
        batch.into_iter().for_each(|row| verifier.row(row));
        Ok(())
    })
}

/// A row of words as it stands in the store: seal, salt, body.
type Stored = (String, Vec<u8>, Vec<u8>);

/// All words, compared with their seals on all processors.
fn words(db: &Db<'_>, verifier: &mut Verifier) -> Result<(), Fault> {
    let feed = |push: &mut dyn FnMut(Vec<Stored>) -> Result<(), Fault>| {
        let mut batch = Batch::new();
        db.each(WORDS, given![], |row| {
            let stored: Stored = (row.get(0)?, row.get(1)?, row.get(2)?);
            let bytes = stored.2.len();
            batch.add(stored, bytes).map_or(Ok(()), &mut *push)
        })?;
        push(batch.take())
    };
    let compare = |batch: Vec<Stored>| -> Vec<Option<(Seal, bool)>> {
        batch.into_iter().map(compared).collect()
    };
    in_order(feed, compare, |batch| {
        for row in batch {
            match row {
                Some((seal, fits)) => verifier.words_compared(seal, fits),
                None => verifier.bad_words("a row of words has no readable seal or salt"),
            }
        }
        Ok(())
    })
}

/// The seal, and whether it seals these words.
fn compared((seal, salt, body): Stored) -> Option<(Seal, bool)> {
    let (seal, salt): (Seal, [u8; 16]) = (seal.parse().ok()?, salt.try_into().ok()?);
    Some((seal, seal.matches(&Salt(salt), &body)))
}
