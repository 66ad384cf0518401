//! Verifying a forum's own store: every line, every word, every checkpoint, with the crate an outsider would use.

use plenary_ledger::{Entry, Report, Salt, Seal, Verifier, VerifyingKey};

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
    mut tell: impl FnMut(u64),
) -> Result<Report, Fault> {
    let mut verifier = Verifier::new(vec![key]).tail_may_be_unsigned();
    db.each(CHECKPOINTS, given![], |row| {
        verifier.checkpoint_named(&row.get::<i64>(0)?.to_string(), &row.get::<String>(1)?);
        Ok(())
    })?;
    let mut lines = 0;
    db.each(LINES, given![], |row| {
        verifier.line(Entry::Line(&row.get::<String>(0)?));
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
