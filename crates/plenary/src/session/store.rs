//! The room's only SQL.

use plenary_kit::db::{Db, Row, Tx};
use plenary_kit::event::Meta;
use plenary_kit::fault::Fault;
use plenary_kit::id::{CycleId, ParticipantId};
use plenary_kit::{given, queries};

use super::event::ToldSession;
use super::place::SessionId;
use super::rules::{Billing, Session, Speaker};
use crate::document::DocumentId;
use crate::participant;

queries! {
    OPEN = "INSERT INTO session (id, cycle, slug, body, starts, seconds, zone, languages, mark, attribution, audience, \
            created, told, revision, changed) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?12, 0, ?13)";
    CHANGE = "UPDATE session SET body = ?2, starts = ?3, seconds = ?4, zone = ?5, languages = ?6, mark = ?7, attribution = ?8, \
              audience = ?9, told = ?10, revision = revision + 1, changed = ?11 WHERE id = ?1";
    CALL_OFF = "UPDATE session SET called_off = ?2, told = ?2, revision = revision + 1, changed = ?3 WHERE id = ?1";
    NO_SPEAKERS = "DELETE FROM session_speaker WHERE session = ?1";
    ADD_SPEAKER = "INSERT INTO session_speaker (session, place, participant, name) VALUES (?1, ?2, ?3, ?4)";
    SPEAKERS = "SELECT s.participant, w.body FROM session_speaker s LEFT JOIN words w ON w.id = s.name \
                WHERE s.session = ?1 ORDER BY s.place";
    NO_DOCUMENTS = "DELETE FROM session_document WHERE session = ?1";
    ADD_DOCUMENT = "INSERT INTO session_document (session, place, document) VALUES (?1, ?2, ?3)";
    DOCUMENTS = "SELECT document FROM session_document WHERE session = ?1 ORDER BY place";
    NO_READERS = "DELETE FROM session_reader WHERE list = ?1";
    ADD_READER = "INSERT INTO session_reader (list, participant) VALUES (?1, ?2) ON CONFLICT (list, participant) DO NOTHING";
    LISTS = "SELECT list FROM session_reader WHERE participant = ?1 ORDER BY list";
    READERS = "SELECT participant FROM session_reader WHERE list = ?1 ORDER BY participant";
    SESSION = "SELECT s.id, s.cycle, s.slug, w.body, s.starts, s.seconds, s.zone, s.languages, s.mark, s.attribution, s.audience, \
               s.told, s.revision, s.called_off, s.changed FROM session s LEFT JOIN words w ON w.id = s.body WHERE s.id = ?1";
    BY_SLUG = "SELECT s.id, s.cycle, s.slug, w.body, s.starts, s.seconds, s.zone, s.languages, s.mark, s.attribution, s.audience, \
               s.told, s.revision, s.called_off, s.changed FROM session s LEFT JOIN words w ON w.id = s.body WHERE s.slug = ?1";
    OF_CYCLE = "SELECT s.id, s.cycle, s.slug, w.body, s.starts, s.seconds, s.zone, s.languages, s.mark, s.attribution, s.audience, \
                s.told, s.revision, s.called_off, s.changed FROM session s LEFT JOIN words w ON w.id = s.body \
                WHERE s.cycle = ?1 ORDER BY s.starts, s.id LIMIT ?2";
}

/// The most sessions of a cycle that a list shows.
pub const SESSIONS: usize = 500;

pub(super) fn open(tx: &Tx<'_>, told: &ToldSession, meta: &Meta) -> Result<(), Fault> {
    tx.run(
        OPEN,
        given![
            told.id,
            told.cycle,
            told.slug,
            told.body.key(meta),
            told.starts,
            told.seconds,
            told.zone,
            told.languages.join(" "),
            told.mark,
            told.attribution,
            told.audience,
            meta.at,
            meta.seq
        ],
    )?;
    keep_lists(tx, told, meta)
}

pub(super) fn change(tx: &Tx<'_>, told: &ToldSession, meta: &Meta) -> Result<(), Fault> {
    tx.run(
        CHANGE,
        given![
            told.id,
            told.body.key(meta),
            told.starts,
            told.seconds,
            told.zone,
            told.languages.join(" "),
            told.mark,
            told.attribution,
            told.audience,
            meta.at,
            meta.seq
        ],
    )?;
    keep_lists(tx, told, meta)
}

fn keep_lists(tx: &Tx<'_>, told: &ToldSession, meta: &Meta) -> Result<(), Fault> {
    tx.run(NO_SPEAKERS, given![told.id])?;
    for (place, speaker) in told.speakers.iter().enumerate() {
        let name = speaker.name.as_ref().map(|name| name.key(meta));
        tx.run(
            ADD_SPEAKER,
            given![told.id, place, speaker.participant, name],
        )?;
    }
    tx.run(NO_DOCUMENTS, given![told.id])?;
    for (place, document) in told.documents.iter().enumerate() {
        tx.run(ADD_DOCUMENT, given![told.id, place, document])?;
    }
    let list = super::rules::list_of(&told.id);
    tx.run(NO_READERS, given![list])?;
    for reader in &told.readers {
        tx.run(ADD_READER, given![list, reader])?;
    }
    Ok(())
}

pub(super) fn call_off(tx: &Tx<'_>, id: &SessionId, meta: &Meta) -> Result<(), Fault> {
    tx.run(CALL_OFF, given![id, meta.at, meta.seq]).map(|_| ())
}

/// A session by its id.
pub fn session(db: &Db<'_>, id: &SessionId) -> Result<Option<Session>, Fault> {
    db.one(SESSION, given![id], read)?
        .map(|session| whole(db, session))
        .transpose()
}

/// A session by its word in addresses.
pub fn by_slug(db: &Db<'_>, slug: &str) -> Result<Option<Session>, Fault> {
    db.one(BY_SLUG, given![slug], read)?
        .map(|session| whole(db, session))
        .transpose()
}

/// The sessions of a cycle in the order in which they are held, whoever may see them: the caller asks the policy.
pub fn sessions_of(db: &Db<'_>, cycle: &CycleId) -> Result<Vec<Session>, Fault> {
    let all = db.all(OF_CYCLE, given![cycle, SESSIONS], read)?;
    all.into_iter().map(|session| whole(db, session)).collect()
}

/// The lists of named readers that a person is on.
pub fn lists_of(db: &Db<'_>, person: &ParticipantId) -> Result<Vec<String>, Fault> {
    db.all(LISTS, given![person], |row| row.get(0))
}

/// The people on a list.
pub fn readers(db: &Db<'_>, list: &str) -> Result<Vec<ParticipantId>, Fault> {
    db.all(READERS, given![list], |row| row.get(0))
}

fn read(row: &Row<'_>) -> Result<Session, Fault> {
    let body: Option<String> = row.get(3)?;
    let languages: String = row.get(7)?;
    Ok(Session {
        id: row.get(0)?,
        cycle: row.get(1)?,
        slug: row.get(2)?,
        billing: body
            .map(|body| serde_json::from_str::<Billing>(&body))
            .transpose()?
            .unwrap_or_default(),
        starts: row.get(4)?,
        seconds: row.get(5)?,
        zone: row.get(6)?,
        languages: languages.split_whitespace().map(str::to_owned).collect(),
        speakers: Vec::new(),
        documents: Vec::new(),
        mark: row.get(8)?,
        attribution: row.get(9)?,
        audience: row.get(10)?,
        told: row.get(11)?,
        revision: row.get(12)?,
        called_off: row.get(13)?,
        changed: row.get(14)?,
    })
}

fn whole(db: &Db<'_>, mut session: Session) -> Result<Session, Fault> {
    session.speakers = db.all(SPEAKERS, given![session.id], |row| {
        Ok(Speaker {
            participant: row.get(0)?,
            name: row.get(1)?,
        })
    })?;
    for speaker in &mut session.speakers {
        if let Some(id) = &speaker.participant {
            speaker.name = participant::person(db, id)?.and_then(|person| person.name);
        }
    }
    session.documents = db.all(DOCUMENTS, given![session.id], |row| {
        row.get::<DocumentId>(0)
    })?;
    Ok(session)
}
