//! The room's only SQL.

use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use plenary_kit::db::{Db, Row, Tx};
use plenary_kit::event::Meta;
use plenary_kit::fault::Fault;
use plenary_kit::id::CycleId;
use plenary_kit::words::WordsKey;
use plenary_kit::{given, queries, words};
use plenary_ledger::Seal;
use plenary_passage::{BlockId, Version, VersionMap};

use super::anchor::{DocumentId, VersionNumber};
use super::event::SavedVersion;
use super::rules::{Document, State, VersionLine};

queries! {
    OPEN = "INSERT INTO document (id, cycle, slug, title, lang, state, latest, highest, created, changed) \
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, 0, 0, ?7, ?8)";
    SAVE_VERSION = "INSERT INTO document_version (document, number, body, map, note, is_erratum, author, saved, seq) \
                    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
    ADVANCE = "UPDATE document SET latest = ?2, highest = ?3, changed = ?4 WHERE id = ?1";
    SET_STATE = "UPDATE document SET state = ?2, changed = ?3 WHERE id = ?1";
    DOCUMENT = "SELECT id, cycle, slug, title, lang, state, latest, highest, changed FROM document WHERE id = ?1";
    BY_SLUG = "SELECT id, cycle, slug, title, lang, state, latest, highest, changed FROM document WHERE slug = ?1";
    OF_CYCLE = "SELECT id, cycle, slug, title, lang, state, latest, highest, changed FROM document WHERE cycle = ?1 \
                ORDER BY created, id LIMIT ?2";
    VERSIONS = "SELECT number, note, is_erratum, author, saved, seq FROM document_version WHERE document = ?1 ORDER BY number LIMIT ?2";
    VERSION_LINE = "SELECT number, note, is_erratum, author, saved, seq FROM document_version WHERE document = ?1 AND number = ?2";
    BODY_KEY = "SELECT body FROM document_version WHERE document = ?1 AND number = ?2";
    BODY = "SELECT body FROM words WHERE id = ?1";
    MAP = "SELECT map FROM document_version WHERE document = ?1 AND number = ?2";
}

/// The most documents of a cycle that a list shows.
pub const DOCUMENTS: usize = 200;
/// The most versions of a document that a list shows.
pub const VERSIONS_SHOWN: usize = 500;

pub(super) fn open(
    tx: &Tx<'_>,
    id: &DocumentId,
    cycle: &CycleId,
    [slug, title, lang]: [&str; 3],
    state: State,
    meta: &Meta,
) -> Result<(), Fault> {
    tx.run(
        OPEN,
        given![id, cycle, slug, title, lang, state, meta.at, meta.seq],
    )
    .map(|_| ())
}

pub(super) fn save_version(tx: &Tx<'_>, saved: &SavedVersion, meta: &Meta) -> Result<(), Fault> {
    let map = saved.map.as_ref().map(serde_json::to_string).transpose()?;
    tx.run(
        SAVE_VERSION,
        given![
            saved.document,
            saved.number,
            saved.body.key(meta),
            map,
            saved.note,
            saved.is_erratum,
            meta.by,
            meta.at,
            meta.seq
        ],
    )?;
    tx.run(
        ADVANCE,
        given![saved.document, saved.number, saved.highest.0, meta.seq],
    )
    .map(|_| ())
}

pub(super) fn set_state(
    tx: &Tx<'_>,
    id: &DocumentId,
    state: State,
    meta: &Meta,
) -> Result<(), Fault> {
    tx.run(SET_STATE, given![id, state, meta.seq]).map(|_| ())
}

/// A document by its id.
pub fn document(db: &Db<'_>, id: &DocumentId) -> Result<Option<Document>, Fault> {
    db.one(DOCUMENT, given![id], read_document)
}

/// A document by its word in addresses.
pub fn by_slug(db: &Db<'_>, slug: &str) -> Result<Option<Document>, Fault> {
    db.one(BY_SLUG, given![slug], read_document)
}

/// The documents of a cycle, oldest first.
pub fn documents_of(db: &Db<'_>, cycle: &CycleId) -> Result<Vec<Document>, Fault> {
    db.all(OF_CYCLE, given![cycle, DOCUMENTS], read_document)
}

fn read_document(row: &Row<'_>) -> Result<Document, Fault> {
    Ok(Document {
        id: row.get(0)?,
        cycle: row.get(1)?,
        slug: row.get(2)?,
        title: row.get(3)?,
        lang: row.get(4)?,
        state: row.get(5)?,
        latest: row.get(6)?,
        highest: BlockId(row.get(7)?),
        changed: row.get(8)?,
    })
}

/// What is known of a document's versions, oldest first.
pub fn versions(db: &Db<'_>, id: &DocumentId) -> Result<Vec<VersionLine>, Fault> {
    db.all(VERSIONS, given![id, VERSIONS_SHOWN], read_line)
}

/// What is known of one version.
pub fn version_line(
    db: &Db<'_>,
    id: &DocumentId,
    number: VersionNumber,
) -> Result<Option<VersionLine>, Fault> {
    db.one(VERSION_LINE, given![id, number], read_line)
}

fn read_line(row: &Row<'_>) -> Result<VersionLine, Fault> {
    Ok(VersionLine {
        number: row.get(0)?,
        note: row.get(1)?,
        is_erratum: row.get(2)?,
        by: row.get(3)?,
        saved: row.get(4)?,
        seq: row.get(5)?,
    })
}

/// The text and blocks of a version; nothing when there is none, or its words were erased.
pub fn version(
    db: &Db<'_>,
    id: &DocumentId,
    number: VersionNumber,
) -> Result<Option<Arc<Version>>, Fault> {
    let key: Option<WordsKey> = db.one(BODY_KEY, given![id, number], |row| row.get(0))?;
    let Some(key) = key else { return Ok(None) };
    let Some(seal) = words::seal_of(db, key)? else {
        return Ok(None);
    };
    if let Some(version) = Shelf::shared().find(seal) {
        return Ok(Some(version));
    }
    let body: Option<Vec<u8>> = db.one(BODY, given![key], |row| row.get(0))?;
    let Some(body) = body else { return Ok(None) };
    let version: Arc<Version> = Arc::new(serde_json::from_slice(&body)?);
    Shelf::shared().put(seal, version.clone());
    Ok(Some(version))
}

/// The stored map that leads to version `to` from the one before it.
pub fn map_to(
    db: &Db<'_>,
    id: &DocumentId,
    to: VersionNumber,
) -> Result<Option<VersionMap>, Fault> {
    let text: Option<Option<String>> = db.one(MAP, given![id, to], |row| row.get(0))?;
    text.flatten()
        .map(|text| serde_json::from_str(&text).map_err(Fault::broken))
        .transpose()
}

/// How many versions are kept ready: reading one means parsing all its text.
const READY: usize = 24;

/// Versions read lately, by the seal of their words: a version never changes, and one whose words were erased is not
/// asked for any more.
#[derive(Default)]
struct Shelf(Mutex<Vec<(Seal, Arc<Version>)>>);

impl Shelf {
    fn shared() -> &'static Shelf {
        static SHELF: OnceLock<Shelf> = OnceLock::new();
        SHELF.get_or_init(Shelf::default)
    }

    fn find(&self, seal: Seal) -> Option<Arc<Version>> {
        let mut shelf = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let at = shelf.iter().position(|(kept, _)| *kept == seal)?;
        let found = shelf.remove(at);
        let version = found.1.clone();
        shelf.push(found);
        Some(version)
    }

    fn put(&self, seal: Seal, version: Arc<Version>) {
        let mut shelf = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if shelf.len() >= READY {
            shelf.remove(0);
        }
        shelf.push((seal, version));
    }
}
