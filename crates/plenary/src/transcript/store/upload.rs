//! The room's SQL: files between their preview and their record.

use plenary_kit::db::{Db, Tx};
use plenary_kit::fault::Fault;
use plenary_kit::id::ParticipantId;
use plenary_kit::time::{DAY_MS, Instant};
use plenary_kit::{given, queries};

use crate::session::SessionId;
use crate::transcript::made::CaptionFile;

queries! {
    KEEP = "INSERT INTO live_transcript_upload (id, session, participant, name, nature, bytes, kept) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
    FORGET_OLD = "DELETE FROM live_transcript_upload WHERE kept < ?1";
    DROP = "DELETE FROM live_transcript_upload WHERE id = ?1";
    DROP_OF_PERSON = "DELETE FROM live_transcript_upload WHERE participant = ?1";
    DROP_OF_SESSION = "DELETE FROM live_transcript_upload WHERE session = ?1";
    UPLOAD = "SELECT name, nature, bytes FROM live_transcript_upload WHERE id = ?1 AND session = ?2";
}

/// Keeps a file for a day, and forgets older ones.
pub(in crate::transcript) fn keep(
    tx: &Tx<'_>,
    id: &str,
    (session, person): (&SessionId, Option<&ParticipantId>),
    file: &CaptionFile,
    now: Instant,
) -> Result<(), Fault> {
    tx.run(FORGET_OLD, given![now.plus_ms(-DAY_MS)])?;
    let name = file.name.clone().unwrap_or_default();
    tx.run(
        KEEP,
        given![id, session, person, name, file.nature, file.bytes, now],
    )
    .map(|_| ())
}

/// Drops a file that was recorded.
pub(in crate::transcript) fn forget(tx: &Tx<'_>, id: &str) -> Result<(), Fault> {
    tx.run(DROP, given![id]).map(|_| ())
}

/// Drops the files of a session that are still before their record: they may hold words that were destroyed.
pub(in crate::transcript) fn forget_session(tx: &Tx<'_>, session: &SessionId) -> Result<(), Fault> {
    tx.run(DROP_OF_SESSION, given![session]).map(|_| ())
}

/// Drops the files that a person left between preview and record.
pub fn forget_person(tx: &Tx<'_>, person: &ParticipantId) -> Result<(), Fault> {
    tx.run(DROP_OF_PERSON, given![person]).map(|_| ())
}

/// A kept file.
pub(in crate::transcript) fn upload(
    db: &Db<'_>,
    id: &str,
    session: &SessionId,
) -> Result<Option<CaptionFile>, Fault> {
    db.one(UPLOAD, given![id, session], |row| {
        let name: String = row.get(0)?;
        Ok(CaptionFile {
            name: Some(name).filter(|name| !name.is_empty()),
            nature: row.get(1)?,
            bytes: row.get(2)?,
        })
    })
}
