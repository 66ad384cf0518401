//! The room's SQL: applying what happened. Reading stands in `store/read.rs`.

pub mod apart;
pub mod read;
pub mod search_sqlite;
pub mod upload;

use plenary_kit::db::Tx;
use plenary_kit::event::Meta;
use plenary_kit::fault::Fault;
use plenary_kit::id::ParticipantId;
use plenary_kit::words::{Words, WordsKey};
use plenary_kit::{erase, given, mail, queries};

use super::event::{
    CorrectionId, CorrectionKind, Proposed, Recorded, RecordedTurn, TranscriptEvent, TranscriptId,
    Verdict, Voice,
};
use crate::participant;
use crate::session::SessionId;

queries! {
    RECORD = "INSERT INTO transcript (id, session, nature, file, source, bytes, recorded, recorder, first_paragraph, last_paragraph, \
              last_turn, changed, began) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)";
    TURN = "INSERT INTO transcript_turn (session, turn, transcript, label, claim, confidence, evidence, from_ms, to_ms) \
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
    PARAGRAPH = "INSERT INTO transcript_paragraph (session, number, turn, heard, stands, first_line, last_line, from_ms, to_ms, \
                 is_supplied, is_corrected, packets) VALUES (?1, ?2, ?3, ?4, ?4, ?5, ?6, ?7, ?8, 0, 0, ?9)";
    WITHDRAW = "UPDATE transcript SET withdrawn = ?2, changed = ?3 WHERE id = ?1";
    DROP_PARAGRAPHS = "DELETE FROM transcript_paragraph WHERE session = ?1 AND turn IN \
                       (SELECT turn FROM transcript_turn WHERE session = ?1 AND transcript = ?2)";
    DROP_TURNS = "DELETE FROM transcript_turn WHERE session = ?1 AND transcript = ?2";
    DROP_BLOCKS = "DELETE FROM transcript_block WHERE session = ?1 AND transcript = ?2";
    DROP_PARTS = "DELETE FROM transcript_part WHERE session = ?1 AND transcript = ?2";
    DROP_FINDINGS = "DELETE FROM transcript_finding WHERE session = ?1 AND transcript = ?2";
    NEXT_LINK = "SELECT CAST(COALESCE(MAX(place) + 1, 1) AS BIGINT) FROM transcript_link WHERE session = ?1";
    VOICE = "INSERT INTO transcript_voice (id, session, turn, participant, name, affiliation, grp, teller, told) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
    SPEAKS = "UPDATE transcript_turn SET voice = ?3 WHERE session = ?1 AND turn = ?2";
    PROPOSE = "INSERT INTO transcript_correction (id, session, seq, kind, number, turns, words, participant, reason, proposer, proposed, \
               state, decider, decided, before) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)";
    DECIDE = "UPDATE transcript_correction SET state = ?2, decider = ?3, decided = ?4, verdict = ?5, before = ?6 WHERE id = ?1";
    MENDING = "SELECT kind, number, turns, words, participant FROM transcript_correction WHERE id = ?1";
    STANDS = "SELECT stands FROM transcript_paragraph WHERE session = ?1 AND number = ?2";
    MEND = "UPDATE transcript_paragraph SET stands = ?3, is_corrected = 1 WHERE session = ?1 AND number = ?2";
    SUPPLY = "UPDATE transcript_paragraph SET stands = ?3, is_supplied = 1 WHERE session = ?1 AND number = ?2";
    ASK = "INSERT INTO transcript_request (session, number, participant, asked) VALUES (?1, ?2, ?3, ?4) \
           ON CONFLICT (session, number) DO NOTHING";
    DECIDE_FINDING = "UPDATE transcript_finding SET kind = ?3, outcome = ?4, state = ?5, item = ?6, decider = ?7, decided = ?8 \
                      WHERE session = ?1 AND place = ?2";
    LINK = "INSERT INTO transcript_link (session, place, first_paragraph, last_paragraph, item, outcome, linked, linker) \
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
    CHANGED = "UPDATE transcript SET changed = ?2 WHERE session = ?1 AND withdrawn IS NULL";
}

/// Changes the tables as an event says.
pub(super) fn apply(tx: &Tx<'_>, event: &TranscriptEvent, meta: &Meta) -> Result<(), Fault> {
    use TranscriptEvent as E;
    match event {
        E::Recorded(recorded) => record(tx, recorded, meta),
        E::TakenBack {
            id,
            session,
            words,
            rule,
            ..
        } => take_back(tx, id, session, words, rule, meta),
        E::VoiceTold {
            session,
            turns,
            voice,
        } => {
            tell(tx, session, turns, voice, meta)?;
            changed(tx, session, meta)
        }
        E::Proposed(proposed) => propose(tx, proposed, meta),
        E::Decided {
            id,
            session,
            is_confirmed,
            reason,
        } => decide(tx, id, session, *is_confirmed, reason.as_ref(), meta),
        E::WordsAsked { session, asked } => ask(tx, session, asked, meta),
        E::FindingDecided { session, .. } => {
            decide_finding(tx, event, meta)?;
            changed(tx, session, meta)
        }
        E::Linked { session, .. } => {
            link(tx, event, meta)?;
            changed(tx, session, meta)
        }
        E::WordsErased {
            session,
            words,
            rule,
            ..
        } => {
            erase::apply(tx, words, meta.at, meta.by.as_ref(), rule)?;
            mail::drop_letters_about(tx, &letters_about(session))?;
            upload::forget_session(tx, session)?;
            changed(tx, session, meta)
        }
    }
}

fn ask(
    tx: &Tx<'_>,
    session: &SessionId,
    asked: &[(ParticipantId, Vec<u32>)],
    meta: &Meta,
) -> Result<(), Fault> {
    for (person, numbers) in asked {
        for number in numbers {
            tx.run(ASK, given![session, number, person, meta.at])?;
        }
    }
    changed(tx, session, meta)
}

fn decide_finding(tx: &Tx<'_>, event: &TranscriptEvent, meta: &Meta) -> Result<(), Fault> {
    let TranscriptEvent::FindingDecided {
        session,
        place,
        kind,
        outcome,
        is_accepted,
        item,
    } = event
    else {
        return Ok(());
    };
    let verdict = if *is_accepted {
        Verdict::Confirmed
    } else {
        Verdict::Declined
    };
    let (kind, outcome) = (word(kind)?, outcome.as_ref().map(word).transpose()?);
    tx.run(
        DECIDE_FINDING,
        given![
            session, place, kind, outcome, verdict, item, meta.by, meta.at
        ],
    )
    .map(|_| ())
}

fn link(tx: &Tx<'_>, event: &TranscriptEvent, meta: &Meta) -> Result<(), Fault> {
    let TranscriptEvent::Linked {
        session,
        first,
        last,
        item,
        outcome,
    } = event
    else {
        return Ok(());
    };
    let place = tx.number(NEXT_LINK, given![session])?;
    let outcome = outcome.as_ref().map(word).transpose()?;
    tx.run(
        LINK,
        given![session, place, first, last, item, outcome, meta.at, meta.by],
    )
    .map(|_| ())
}

/// What letters about a session's record are kept under: they quote it, so they go when its words go.
pub(super) fn letters_about(session: &SessionId) -> String {
    format!("session {session}")
}

fn changed(tx: &Tx<'_>, session: &SessionId, meta: &Meta) -> Result<(), Fault> {
    tx.run(CHANGED, given![session, meta.seq]).map(|_| ())
}

/// The word that a value of the engine has in JSON.
fn word(value: &impl serde::Serialize) -> Result<String, Fault> {
    match serde_json::to_value(value)? {
        serde_json::Value::String(word) => Ok(word),
        other => Err(Fault::broken(format!("{other} is no word"))),
    }
}

fn record(tx: &Tx<'_>, recorded: &Recorded, meta: &Meta) -> Result<(), Fault> {
    let Recorded { id, session, .. } = recorded;
    let paragraphs = recorded.turns.iter().flat_map(|turn| &turn.paragraphs);
    let numbers: Vec<u32> = paragraphs.map(|paragraph| paragraph.number).collect();
    let file = recorded.file.as_ref().map(|file| file.key(meta));
    tx.run(
        RECORD,
        given![
            id,
            session,
            recorded.nature,
            file,
            recorded.source.key(meta),
            recorded.bytes,
            meta.at,
            meta.by,
            numbers.iter().min().copied().unwrap_or(0),
            numbers.iter().max().copied().unwrap_or(0),
            recorded
                .turns
                .iter()
                .map(|turn| turn.number)
                .max()
                .unwrap_or(0),
            meta.seq,
            recorded.began
        ],
    )?;
    for turn in &recorded.turns {
        keep_turn(
            tx,
            (id, session),
            turn,
            (
                name_at(recorded, turn.label, meta),
                name_at(recorded, turn.claim, meta),
            ),
            meta,
        )?;
    }
    apart::keep_blocks(tx, recorded, meta)?;
    apart::keep_found(tx, recorded, meta)
}

fn name_at(recorded: &Recorded, place: Option<u32>, meta: &Meta) -> Option<WordsKey> {
    let words = recorded.names.get(place? as usize)?;
    Some(words.key(meta))
}

fn keep_turn(
    tx: &Tx<'_>,
    (id, session): (&TranscriptId, &SessionId),
    turn: &RecordedTurn,
    (label, claim): (Option<WordsKey>, Option<WordsKey>),
    meta: &Meta,
) -> Result<(), Fault> {
    let evidence = serde_json::to_string(&turn.evidence)?;
    let [from, to] = times(turn.milliseconds);
    tx.run(
        TURN,
        given![
            session,
            turn.number,
            id,
            label,
            claim,
            turn.confidence,
            evidence,
            from,
            to
        ],
    )?;
    for paragraph in &turn.paragraphs {
        let [from, to] = times(paragraph.milliseconds);
        let packets = match paragraph.packets.is_empty() {
            true => None,
            false => Some(serde_json::to_string(&paragraph.packets)?),
        };
        tx.run(
            PARAGRAPH,
            given![
                session,
                paragraph.number,
                turn.number,
                paragraph.words.key(meta),
                paragraph.lines[0],
                paragraph.lines[1],
                from,
                to,
                packets
            ],
        )?;
    }
    Ok(())
}

fn times(milliseconds: Option<[u64; 2]>) -> [Option<u64>; 2] {
    milliseconds.map_or([None, None], |[from, to]| [Some(from), Some(to)])
}

fn take_back(
    tx: &Tx<'_>,
    id: &TranscriptId,
    session: &SessionId,
    words: &[WordsKey],
    rule: &str,
    meta: &Meta,
) -> Result<(), Fault> {
    erase::apply(tx, words, meta.at, meta.by.as_ref(), rule)?;
    for sql in [
        DROP_PARAGRAPHS,
        DROP_TURNS,
        DROP_BLOCKS,
        DROP_PARTS,
        DROP_FINDINGS,
    ] {
        tx.run(sql, given![session, id])?;
    }
    tx.run(WITHDRAW, given![id, meta.at, meta.seq]).map(|_| ())
}

fn tell(
    tx: &Tx<'_>,
    session: &SessionId,
    turns: &[u32],
    voice: &Voice,
    meta: &Meta,
) -> Result<(), Fault> {
    let key = |words: &Option<Words>| words.as_ref().map(|words| words.key(meta));
    for turn in turns {
        tx.run(
            VOICE,
            given![
                meta.seq,
                session,
                turn,
                voice.participant,
                key(&voice.name),
                key(&voice.affiliation),
                voice.group,
                meta.by,
                meta.at
            ],
        )?;
        tx.run(SPEAKS, given![session, turn, meta.seq])?;
    }
    Ok(())
}

fn propose(tx: &Tx<'_>, proposed: &Proposed, meta: &Meta) -> Result<(), Fault> {
    let Proposed {
        id,
        session,
        number,
        ..
    } = proposed;
    let words = proposed.words.as_ref().map(|words| words.key(meta));
    let verdict = if proposed.stands {
        Verdict::Confirmed
    } else {
        Verdict::Open
    };
    let before: Option<WordsKey> = match proposed.stands {
        true => tx.one(STANDS, given![session, number], |row| row.get(0))?,
        false => None,
    };
    let decided = proposed.stands.then_some(meta.at);
    let decider = meta.by.clone().filter(|_| proposed.stands);
    let turns = serde_json::to_string(&proposed.turns)?;
    tx.run(
        PROPOSE,
        given![
            id,
            session,
            meta.seq,
            proposed.kind,
            number,
            turns,
            words,
            proposed.participant,
            proposed.reason.as_ref().map(|reason| reason.key(meta)),
            meta.by,
            meta.at,
            verdict,
            decider,
            decided,
            before
        ],
    )?;
    if proposed.stands {
        mend(tx, session, id, meta)?;
    }
    changed(tx, session, meta)
}

fn decide(
    tx: &Tx<'_>,
    id: &CorrectionId,
    session: &SessionId,
    is_confirmed: bool,
    reason: Option<&Words>,
    meta: &Meta,
) -> Result<(), Fault> {
    let number: Option<u32> = tx.one(MENDING, given![id], |row| row.get(1))?;
    let before: Option<WordsKey> = tx.one(STANDS, given![session, number], |row| row.get(0))?;
    let verdict = if is_confirmed {
        Verdict::Confirmed
    } else {
        Verdict::Declined
    };
    let reason = reason.map(|reason| reason.key(meta));
    tx.run(
        DECIDE,
        given![id, verdict, meta.by, meta.at, reason, before],
    )?;
    if is_confirmed {
        mend(tx, session, id, meta)?;
    }
    changed(tx, session, meta)
}

/// Lets a correction stand: what was is kept where it is.
fn mend(tx: &Tx<'_>, session: &SessionId, id: &CorrectionId, meta: &Meta) -> Result<(), Fault> {
    type Mending = (
        CorrectionKind,
        u32,
        String,
        Option<WordsKey>,
        Option<ParticipantId>,
    );
    let found: Option<Mending> = tx.one(MENDING, given![id], |row| {
        Ok((
            row.get(0)?,
            row.get(1)?,
            row.get(2)?,
            row.get(3)?,
            row.get(4)?,
        ))
    })?;
    let Some((kind, number, turns, words, participant)) = found else {
        return Ok(());
    };
    match kind {
        CorrectionKind::Words => tx.run(MEND, given![session, number, words]).map(|_| ()),
        CorrectionKind::Supplied => tx.run(SUPPLY, given![session, number, words]).map(|_| ()),
        CorrectionKind::Speaker | CorrectionKind::Mine => {
            let turns: Vec<u32> = serde_json::from_str(&turns)?;
            for turn in turns {
                let none: Option<WordsKey> = None;
                // A name that is a participant's is read from the participant.
                let name = words.filter(|_| participant.is_none());
                let group: Option<String> = match &participant {
                    Some(id) => participant::person(tx, id)?.and_then(|person| person.group),
                    None => None,
                };
                tx.run(
                    VOICE,
                    given![
                        meta.seq,
                        session,
                        turn,
                        participant,
                        name,
                        none,
                        group,
                        meta.by,
                        meta.at
                    ],
                )?;
                tx.run(SPEAKS, given![session, turn, meta.seq])?;
            }
            Ok(())
        }
    }
}
