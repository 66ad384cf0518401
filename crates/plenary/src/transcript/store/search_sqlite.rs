//! The full-text index of transcripts in SQLite's own tongue (FTS5); another engine brings a file of its own beside this one.

use plenary_kit::db::{Db, Tx};
use plenary_kit::fault::Fault;
use plenary_kit::search::Query;
use plenary_kit::words::WordsKey;
use plenary_kit::{given, queries};

use crate::session::SessionId;

queries! {
    TAKE_OUT = "DELETE FROM search_transcript WHERE rowid = ?1";
    EMPTY = "DELETE FROM search_transcript";
    PUT_IN = "INSERT INTO search_transcript (rowid, place, words) VALUES (?1, ?2, ?3)";
    FIND = "SELECT p.session, p.number FROM search_transcript JOIN transcript_paragraph p ON p.heard = search_transcript.rowid \
            WHERE search_transcript MATCH ?1 ORDER BY p.session, p.number LIMIT ?2";
}

/// Empties the index, so that its follower fills it anew.
pub(in crate::transcript) fn forget_all(tx: &Tx<'_>) -> Result<(), Fault> {
    tx.run(EMPTY, given![]).map(|_| ())
}

/// Puts a paragraph's tokens into the index in place of those that were there; none take it out.
pub(in crate::transcript) fn index(
    tx: &Tx<'_>,
    key: WordsKey,
    session: &SessionId,
    words: &str,
) -> Result<(), Fault> {
    tx.run(TAKE_OUT, given![key])?;
    if !words.is_empty() {
        tx.run(PUT_IN, given![key, token(session), words])?;
    }
    Ok(())
}

fn token(session: &SessionId) -> String {
    format!("session{}", session.as_str().replace('-', ""))
}

/// The paragraphs of these sessions that hold every word, by session and number: the caller gives only sessions that its
/// reader may see.
pub fn find(
    db: &Db<'_>,
    sessions: &[SessionId],
    query: &Query,
    limit: usize,
) -> Result<Vec<(SessionId, u32)>, Fault> {
    if sessions.is_empty() || query.is_empty() {
        return Ok(Vec::new());
    }
    let places: Vec<String> = sessions.iter().map(token).collect();
    let wanted = format!(
        "place : ({}) AND words : ({})",
        places.join(" OR "),
        query.for_fts5()
    );
    db.all(FIND, given![wanted, limit], |row| {
        Ok((row.get(0)?, row.get(1)?))
    })
}
