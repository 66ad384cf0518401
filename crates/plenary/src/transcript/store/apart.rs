//! The room's SQL: what a record holds apart from speech, and what was found in it.

use plenary_kit::db::Tx;
use plenary_kit::event::Meta;
use plenary_kit::fault::Fault;
use plenary_kit::{given, queries};

use super::{name_at, word};
use crate::transcript::event::{Recorded, Verdict};

queries! {
    BLOCK = "INSERT INTO transcript_block (session, place, transcript, kind, words, first_line, last_line) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
    PART = "INSERT INTO transcript_part (session, place, transcript, title, seconds, number) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
    FINDING = "INSERT INTO transcript_finding (session, place, transcript, kind, first_paragraph, last_paragraph, first_letter, \
               end_letter, name, confidence, answered_by, outcome, outcome_paragraph, state) \
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)";
    NEXT_BLOCK = "SELECT CAST(COALESCE(MAX(place) + 1, 0) AS BIGINT) FROM transcript_block WHERE session = ?1";
    NEXT_PART = "SELECT CAST(COALESCE(MAX(place) + 1, 0) AS BIGINT) FROM transcript_part WHERE session = ?1";
    NEXT_FINDING = "SELECT CAST(COALESCE(MAX(place) + 1, 1) AS BIGINT) FROM transcript_finding WHERE session = ?1";
}

/// Keeps what is not speech, and the parts announced.
pub(super) fn keep_blocks(tx: &Tx<'_>, recorded: &Recorded, meta: &Meta) -> Result<(), Fault> {
    let Recorded { id, session, .. } = recorded;
    let first = tx.number(NEXT_BLOCK, given![session])?;
    for (place, block) in (first..).zip(&recorded.blocks) {
        let (kind, words) = (word(&block.kind)?, block.words.key(meta));
        let [from, to] = block.lines;
        tx.run(BLOCK, given![session, place, id, kind, words, from, to])?;
    }
    let first = tx.number(NEXT_PART, given![session])?;
    for (place, part) in (first..).zip(&recorded.parts) {
        let title = name_at(recorded, Some(part.title), meta);
        tx.run(
            PART,
            given![session, place, id, title, part.seconds, part.number],
        )?;
    }
    Ok(())
}

/// Keeps what was found.
pub(super) fn keep_found(tx: &Tx<'_>, recorded: &Recorded, meta: &Meta) -> Result<(), Fault> {
    let Recorded { id, session, .. } = recorded;
    let first = tx.number(NEXT_FINDING, given![session])?;
    for (place, found) in (first..).zip(&recorded.findings) {
        let (kind, outcome) = (
            word(&found.kind)?,
            found.outcome.as_ref().map(word).transpose()?,
        );
        let [from, to] = found
            .letters
            .map_or([None, None], |[from, to]| [Some(from), Some(to)]);
        tx.run(
            FINDING,
            given![
                session,
                place,
                id,
                kind,
                found.first,
                found.last,
                from,
                to,
                name_at(recorded, found.name, meta),
                found.confidence,
                found.answered_by,
                outcome,
                found.outcome_number,
                Verdict::Open
            ],
        )?;
    }
    Ok(())
}
