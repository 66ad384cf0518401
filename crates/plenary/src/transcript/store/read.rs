//! The room's SQL: reading a record, its corrections, what was found in it.

use plenary_kit::db::{Db, Row};
use plenary_kit::fault::Fault;
use plenary_kit::id::ParticipantId;
use plenary_kit::words::WordsKey;
use plenary_kit::{given, queries};
use serde::de::DeserializeOwned;

use crate::docket::ItemNumber;
use crate::participant;
use crate::session::SessionId;
use crate::transcript::event::TranscriptId;
use crate::transcript::made::After;
use crate::transcript::rules::{Correction, Offered};
use crate::transcript::view::{Block, Claim, Paragraph, Part, Told, Transcript, Turn};

queries! {
    OF_SESSION = "SELECT t.id, t.session, t.nature, f.body, t.source, t.bytes, t.recorded, t.changed, t.began FROM transcript t \
                  LEFT JOIN words f ON f.id = t.file WHERE t.session = ?1 AND t.withdrawn IS NULL ORDER BY t.recorded DESC LIMIT 1";
    CHANGED = "SELECT changed FROM transcript WHERE session = ?1 AND withdrawn IS NULL";
    LAST = "SELECT CAST(COALESCE(MAX(last_turn), 0) AS BIGINT), CAST(COALESCE(MAX(last_paragraph), 0) AS BIGINT) \
            FROM transcript WHERE session = ?1";
    OF_SIZE = "SELECT t.session, w.body FROM transcript t JOIN words w ON w.id = t.source \
               WHERE t.bytes = ?1 AND t.withdrawn IS NULL ORDER BY t.id LIMIT 50";
    SOURCE = "SELECT body FROM words WHERE id = ?1";
    TURNS = "SELECT t.turn, l.body, c.body, t.confidence, t.evidence, t.from_ms, t.to_ms, t.voice, v.participant, n.body, a.body, v.grp \
             FROM transcript_turn t LEFT JOIN words l ON l.id = t.label LEFT JOIN words c ON c.id = t.claim \
             LEFT JOIN transcript_voice v ON v.session = t.session AND v.turn = t.turn AND v.id = t.voice \
             LEFT JOIN words n ON n.id = v.name LEFT JOIN words a ON a.id = v.affiliation \
             WHERE t.session = ?1 AND t.transcript = ?2 ORDER BY t.turn";
    PARAGRAPHS = "SELECT p.number, p.turn, w.body, p.heard, p.stands, p.first_line, p.last_line, p.from_ms, p.to_ms, p.is_supplied, \
                  p.is_corrected FROM transcript_paragraph p LEFT JOIN words w ON w.id = p.stands WHERE p.session = ?1 ORDER BY p.number";
    BLOCKS = "SELECT b.kind, w.body, b.first_line, b.last_line FROM transcript_block b LEFT JOIN words w ON w.id = b.words \
              WHERE b.session = ?1 AND b.transcript = ?2 ORDER BY b.place";
    PARTS = "SELECT w.body, p.seconds, p.number FROM transcript_part p JOIN words w ON w.id = p.title \
             WHERE p.session = ?1 AND p.transcript = ?2 ORDER BY p.place";
    FINDINGS = "SELECT f.place, f.kind, f.first_paragraph, f.last_paragraph, f.first_letter, f.end_letter, n.body, f.confidence, \
                f.answered_by, f.outcome, f.outcome_paragraph, f.state, f.item FROM transcript_finding f \
                LEFT JOIN words n ON n.id = f.name WHERE f.session = ?1 AND f.transcript = ?2 ORDER BY f.place LIMIT 20000";
    CORRECTIONS = "SELECT c.id, c.kind, c.number, c.turns, w.body, c.participant, r.body, c.proposer, c.proposed, c.state, c.decider, \
                   c.decided, v.body, b.body FROM transcript_correction c LEFT JOIN words w ON w.id = c.words \
                   LEFT JOIN words r ON r.id = c.reason LEFT JOIN words v ON v.id = c.verdict LEFT JOIN words b ON b.id = c.before \
                   WHERE c.session = ?1 ORDER BY c.seq LIMIT 5000";
    REQUESTS = "SELECT number, participant FROM transcript_request WHERE session = ?1 ORDER BY number";
    LINKS = "SELECT first_paragraph, last_paragraph, item, outcome FROM transcript_link WHERE session = ?1 ORDER BY place LIMIT 5000";
    LINKED_TO = "SELECT session, first_paragraph, last_paragraph FROM transcript_link WHERE item = ?1 ORDER BY session, place LIMIT 500";
    KNOWN_NAMES = "SELECT DISTINCT v.participant, l.body FROM transcript_voice v \
                   JOIN transcript_turn t ON t.session = v.session AND t.turn = v.turn AND t.voice = v.id \
                   LEFT JOIN words l ON l.id = t.label WHERE v.participant IS NOT NULL ORDER BY v.participant LIMIT 20000";
    WORDS_OF_PARAGRAPH = "SELECT heard FROM transcript_paragraph WHERE session = ?1 AND number = ?2 \
                          UNION SELECT words FROM transcript_correction WHERE session = ?1 AND number = ?2 AND words IS NOT NULL \
                          AND kind IN ('words', 'supplied')";
    NAMES_IN_PARAGRAPH = "SELECT title FROM transcript_part WHERE session = ?1 AND number = ?2 \
                          UNION SELECT name FROM transcript_finding WHERE session = ?1 AND name IS NOT NULL \
                          AND first_paragraph <= ?2 AND last_paragraph >= ?2";
    WORDS_OF_RECORD = "SELECT p.heard FROM transcript_paragraph p WHERE p.session = ?1 \
                       UNION SELECT label FROM transcript_turn WHERE session = ?1 AND label IS NOT NULL \
                       UNION SELECT claim FROM transcript_turn WHERE session = ?1 AND claim IS NOT NULL \
                       UNION SELECT words FROM transcript_block WHERE session = ?1 \
                       UNION SELECT title FROM transcript_part WHERE session = ?1 \
                       UNION SELECT name FROM transcript_finding WHERE session = ?1 AND name IS NOT NULL \
                       UNION SELECT source FROM transcript WHERE session = ?1 AND withdrawn IS NULL \
                       UNION SELECT file FROM transcript WHERE session = ?1 AND withdrawn IS NULL AND file IS NOT NULL";
    NAMES_OF_PERSON = "SELECT t.label FROM transcript_turn t JOIN transcript_voice v ON v.session = t.session AND v.turn = t.turn \
                       AND v.id = t.voice WHERE v.participant = ?1 AND t.label IS NOT NULL AND NOT EXISTS (SELECT 1 FROM transcript_turn o \
                       LEFT JOIN transcript_voice ov ON ov.session = o.session AND ov.turn = o.turn AND ov.id = o.voice \
                       WHERE o.label = t.label AND o.session = t.session AND (ov.participant IS NULL OR ov.participant <> ?1)) \
                       UNION SELECT t.claim FROM transcript_turn t JOIN transcript_voice v ON v.session = t.session AND v.turn = t.turn \
                       AND v.id = t.voice WHERE v.participant = ?1 AND t.claim IS NOT NULL \
                       UNION SELECT affiliation FROM transcript_voice WHERE participant = ?1 AND affiliation IS NOT NULL \
                       UNION SELECT reason FROM transcript_correction WHERE proposer = ?1 AND reason IS NOT NULL \
                       UNION SELECT verdict FROM transcript_correction WHERE decider = ?1 AND verdict IS NOT NULL \
                       UNION SELECT r.source FROM transcript r JOIN transcript_voice v ON v.session = r.session WHERE v.participant = ?1";
    PACKETS = "SELECT packets FROM transcript_paragraph WHERE session = ?1 AND number = ?2";
    SESSIONS_SPOKEN_IN = "SELECT DISTINCT session FROM transcript_voice WHERE participant = ?1 ORDER BY session LIMIT 200";
}

/// The record of a session, if it has one.
pub fn transcript(db: &Db<'_>, session: &SessionId) -> Result<Option<Transcript>, Fault> {
    let Some(mut transcript) = db.one(OF_SESSION, given![session], head)? else {
        return Ok(None);
    };
    transcript.turns = db.all(TURNS, given![session, transcript.id], turn)?;
    name_participants(db, &mut transcript.turns)?;
    let mut at = 0;
    db.each(PARAGRAPHS, given![session], |row| {
        let found = paragraph(row)?;
        let turns = &mut transcript.turns;
        while turns.get(at).is_some_and(|turn| turn.number < found.turn) {
            at += 1;
        }
        if let Some(turn) = turns.get_mut(at).filter(|turn| turn.number == found.turn) {
            turn.paragraphs.push(found);
        }
        Ok(())
    })?;
    transcript.blocks = db.all(BLOCKS, given![session, transcript.id], |row| {
        Ok(Block {
            kind: from_word(row.get(0)?)?,
            text: row.get(1)?,
            lines: [row.get(2)?, row.get(3)?],
        })
    })?;
    transcript.parts = db.all(PARTS, given![session, transcript.id], |row| {
        Ok(Part {
            title: row.get(0)?,
            seconds: row.get(1)?,
            number: row.get(2)?,
        })
    })?;
    Ok(Some(transcript))
}

/// The line of the ledger that changed a session's record last; nothing without a record.
pub fn changed(db: &Db<'_>, session: &SessionId) -> Result<Option<u64>, Fault> {
    db.one(CHANGED, given![session], |row| row.get(0))
}

fn head(row: &Row<'_>) -> Result<Transcript, Fault> {
    Ok(Transcript {
        id: row.get::<TranscriptId>(0)?,
        session: row.get(1)?,
        nature: row.get(2)?,
        file: row.get(3)?,
        source: row.get(4)?,
        bytes: row.get(5)?,
        recorded: row.get(6)?,
        changed: row.get(7)?,
        began: row.get(8)?,
        turns: Vec::new(),
        blocks: Vec::new(),
        parts: Vec::new(),
    })
}

fn turn(row: &Row<'_>) -> Result<Turn, Fault> {
    let claim: Option<String> = row.get(2)?;
    let evidence: String = row.get(4)?;
    let told: Option<u64> = row.get(7)?;
    let participant: Option<ParticipantId> = row.get(8)?;
    Ok(Turn {
        number: row.get(0)?,
        label: row.get(1)?,
        claim: claim
            .map(|claim| serde_json::from_str::<Claim>(&claim))
            .transpose()?,
        confidence: row.get(3)?,
        evidence: serde_json::from_str(&evidence)?,
        milliseconds: times(row, 5)?,
        told: match told {
            Some(_) => Some(Told {
                participant,
                name: row.get(9)?,
                affiliation: row.get(10)?,
                group: row.get(11)?,
            }),
            None => None,
        },
        paragraphs: Vec::new(),
    })
}

fn times(row: &Row<'_>, from: usize) -> Result<Option<[u64; 2]>, Fault> {
    let (begin, end): (Option<u64>, Option<u64>) = (row.get(from)?, row.get(from + 1)?);
    Ok(begin.zip(end).map(|(begin, end)| [begin, end]))
}

/// A participant's name is read where it stands today: who was erased has none any more.
fn name_participants(db: &Db<'_>, turns: &mut [Turn]) -> Result<(), Fault> {
    let ids: Vec<ParticipantId> = turns
        .iter()
        .filter_map(|turn| turn.participant().cloned())
        .collect();
    let people = participant::people(db, &ids)?;
    for told in turns.iter_mut().filter_map(|turn| turn.told.as_mut()) {
        if let Some(id) = &told.participant {
            told.name = people.get(id).and_then(|person| person.name.clone());
        }
    }
    Ok(())
}

fn paragraph(row: &Row<'_>) -> Result<Paragraph, Fault> {
    Ok(Paragraph {
        number: row.get(0)?,
        turn: row.get(1)?,
        text: row.get(2)?,
        heard: row.get(3)?,
        stands: row.get(4)?,
        lines: [row.get(5)?, row.get(6)?],
        milliseconds: times(row, 7)?,
        is_supplied: row.get(9)?,
        is_corrected: row.get(10)?,
    })
}

fn from_word<T: DeserializeOwned>(word: String) -> Result<T, Fault> {
    serde_json::from_value(serde_json::Value::String(word)).map_err(Fault::broken)
}

fn maybe_from_word<T: DeserializeOwned>(word: Option<String>) -> Result<Option<T>, Fault> {
    word.map(from_word).transpose()
}

/// The last numbers that a session's records have given, those taken back too.
pub fn after(db: &Db<'_>, session: &SessionId) -> Result<After, Fault> {
    let found = db.one(LAST, given![session], |row| {
        Ok(After {
            turn: row.get(0)?,
            paragraph: row.get(1)?,
        })
    })?;
    Ok(found.unwrap_or_default())
}

/// The session whose record came in these very bytes.
pub fn same_file(db: &Db<'_>, bytes: &[u8]) -> Result<Option<SessionId>, Fault> {
    let mut found = None;
    db.each(OF_SIZE, given![bytes.len()], |row| {
        if row.get::<Vec<u8>>(1)? == bytes {
            found = Some(row.get(0)?);
        }
        Ok(())
    })?;
    Ok(found)
}

/// The bytes as they came; nothing when they were erased.
pub fn source(db: &Db<'_>, transcript: &Transcript) -> Result<Option<Vec<u8>>, Fault> {
    db.one(SOURCE, given![transcript.source], |row| row.get(0))
}

/// What was found, in its order.
pub fn findings(db: &Db<'_>, transcript: &Transcript) -> Result<Vec<Offered>, Fault> {
    db.all(FINDINGS, given![transcript.session, transcript.id], |row| {
        let (from, to): (Option<u32>, Option<u32>) = (row.get(4)?, row.get(5)?);
        Ok(Offered {
            place: row.get(0)?,
            kind: from_word(row.get(1)?)?,
            first: row.get(2)?,
            last: row.get(3)?,
            letters: from.zip(to).map(|(from, to)| [from, to]),
            name: row.get(6)?,
            confidence: row.get(7)?,
            answered_by: row.get(8)?,
            outcome: maybe_from_word(row.get(9)?)?,
            outcome_number: row.get(10)?,
            verdict: row.get(11)?,
            item: row.get(12)?,
        })
    })
}

/// The corrections of a session's record, in the order they were proposed.
pub fn corrections(db: &Db<'_>, session: &SessionId) -> Result<Vec<Correction>, Fault> {
    db.all(CORRECTIONS, given![session], |row| {
        let turns: String = row.get(3)?;
        Ok(Correction {
            id: row.get(0)?,
            kind: row.get(1)?,
            number: row.get(2)?,
            turns: serde_json::from_str(&turns)?,
            words: row.get(4)?,
            participant: row.get(5)?,
            reason: row.get(6)?,
            proposer: row.get(7)?,
            proposed: row.get(8)?,
            verdict: row.get(9)?,
            decider: row.get(10)?,
            decided: row.get(11)?,
            because: row.get(12)?,
            before: row.get(13)?,
        })
    })
}

/// Who was asked for the words of which paragraph.
pub fn requests(db: &Db<'_>, session: &SessionId) -> Result<Vec<(u32, ParticipantId)>, Fault> {
    db.all(REQUESTS, given![session], |row| {
        Ok((row.get(0)?, row.get(1)?))
    })
}

/// A passage that speaks about an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Linked {
    /// The first paragraph.
    pub first: u32,
    /// The last paragraph.
    pub last: u32,
    /// The item: the caller asks the policy.
    pub item: ItemNumber,
    /// What was announced.
    pub outcome: Option<plenary_captions::Outcome>,
}

/// The items that passages of a session speak about.
pub fn links(db: &Db<'_>, session: &SessionId) -> Result<Vec<Linked>, Fault> {
    db.all(LINKS, given![session], |row| {
        Ok(Linked {
            first: row.get(0)?,
            last: row.get(1)?,
            item: row.get(2)?,
            outcome: maybe_from_word(row.get(3)?)?,
        })
    })
}

/// The passages that speak about an item: the caller asks the policy about each session.
pub fn linked_to(db: &Db<'_>, item: ItemNumber) -> Result<Vec<(SessionId, u32, u32)>, Fault> {
    db.all(LINKED_TO, given![item], |row| {
        Ok((row.get(0)?, row.get(1)?, row.get(2)?))
    })
}

/// People who spoke in earlier sessions, each with a label they were printed under.
pub fn known_names(db: &Db<'_>) -> Result<Vec<(ParticipantId, Option<String>)>, Fault> {
    db.all(KNOWN_NAMES, given![], |row| Ok((row.get(0)?, row.get(1)?)))
}

/// Where everything stands that was said in a paragraph: its wordings, names taken out of it, the file it came in.
pub fn words_of_paragraph(
    db: &Db<'_>,
    transcript: &Transcript,
    number: u32,
) -> Result<Vec<WordsKey>, Fault> {
    let mut all: Vec<WordsKey> = db.all(
        WORDS_OF_PARAGRAPH,
        given![transcript.session, number],
        |row| row.get(0),
    )?;
    all.extend(db.all(
        NAMES_IN_PARAGRAPH,
        given![transcript.session, number],
        |row| row.get::<WordsKey>(0),
    )?);
    all.push(transcript.source);
    Ok(all)
}

/// The packets of live captions that hold a paragraph's words, by ranges of places; none when they are not known.
pub fn packets_of_paragraph(
    db: &Db<'_>,
    session: &SessionId,
    number: u32,
) -> Result<Vec<[u32; 2]>, Fault> {
    let told: Option<Option<String>> =
        db.one(PACKETS, given![session, number], |row| row.get(0))?;
    match told.flatten() {
        Some(ranges) => Ok(serde_json::from_str(&ranges)?),
        None => Ok(Vec::new()),
    }
}

/// Where all words of a record stand.
pub fn words_of_record(db: &Db<'_>, session: &SessionId) -> Result<Vec<WordsKey>, Fault> {
    db.all(WORDS_OF_RECORD, given![session], |row| row.get(0))
}

/// What of a person stands in records: the labels and claims that name them, affiliations, reasons they gave, and the
/// files that hold their name. What they said stays, without a name.
pub fn words_by(db: &Db<'_>, person: &ParticipantId) -> Result<Vec<WordsKey>, Fault> {
    db.all(NAMES_OF_PERSON, given![person], |row| row.get(0))
}

/// The sessions a person is known to have spoken in.
pub fn spoken_in(db: &Db<'_>, person: &ParticipantId) -> Result<Vec<SessionId>, Fault> {
    db.all(SESSIONS_SPOKEN_IN, given![person], |row| row.get(0))
}
