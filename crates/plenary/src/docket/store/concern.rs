//! What items concern: passages of documents, words said in sessions.

use std::collections::HashMap;

use plenary_kit::db::{Db, Row, Tx, Value};
use plenary_kit::event::Meta;
use plenary_kit::fault::Fault;
use plenary_kit::words::WordsKey;
use plenary_kit::{given, queries};
use plenary_passage::{BlockId, Span};

use super::item_row;
use crate::docket::event::Filed;
use crate::docket::number::ItemNumber;
use crate::docket::rules::{Item, Nature};
use crate::document::{Anchor, DocumentId, VersionNumber};
use crate::session::{Heard, SessionId};

queries! {
    CONCERN = "INSERT INTO docket_concern (number, seq, document, nature, suggestion, session, first_paragraph, last_paragraph, \
               changed) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?2)";
    NOTE_CHANGED = "UPDATE docket_concern SET changed = ?2 WHERE number = ?1";
    LAST_CHANGED = "SELECT changed FROM docket_concern WHERE document = ?1 ORDER BY changed DESC LIMIT 1";
    PASSAGE = "INSERT INTO docket_passage (number, place, version, block, first_letter, end_letter) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
    CONCERN_OF = "SELECT document, nature, suggestion, session, first_paragraph, last_paragraph FROM docket_concern WHERE number = ?1";
    PASSAGES_OF = "SELECT version, block, first_letter, end_letter FROM docket_passage WHERE number = ?1 ORDER BY place";
    ON_DOCUMENT = "SELECT i.number, i.seq, i.cycle, i.kind, i.door, i.author, i.grp, i.on_behalf, i.mark, i.attribution, i.audience, \
                   i.lang, i.title, i.about, i.filed, i.is_shown, i.state, i.turn, i.due, i.answered, i.withdrawn, i.changed, \
                   c.document, c.nature, c.suggestion, c.session, c.first_paragraph, c.last_paragraph \
                   FROM docket_concern c JOIN docket_item i ON i.number = c.number WHERE c.document = ?1 ORDER BY c.seq LIMIT ?2";
    PASSAGES_ON_DOCUMENT = "SELECT p.version, p.block, p.first_letter, p.end_letter, p.number FROM docket_concern c \
                            JOIN docket_passage p ON p.number = c.number WHERE c.document = ?1 ORDER BY c.seq, p.place LIMIT ?2";
    CHANGED_ON_DOCUMENT = "SELECT i.number, i.seq, i.cycle, i.kind, i.door, i.author, i.grp, i.on_behalf, i.mark, i.attribution, \
                           i.audience, i.lang, i.title, i.about, i.filed, i.is_shown, i.state, i.turn, i.due, i.answered, \
                           i.withdrawn, i.changed, c.document, c.nature, c.suggestion, c.session, c.first_paragraph, \
                           c.last_paragraph FROM docket_concern c JOIN docket_item i ON i.number = c.number \
                           WHERE c.document = ?1 AND c.changed > ?2 ORDER BY c.changed, c.number LIMIT ?3";
    PASSAGES_CHANGED = "SELECT p.version, p.block, p.first_letter, p.end_letter, p.number FROM docket_concern c \
                        JOIN docket_passage p ON p.number = c.number WHERE c.document = ?1 AND c.changed > ?2 \
                        ORDER BY c.changed, p.number, p.place LIMIT ?3";
    IN_SESSION = "SELECT i.number, i.seq, i.cycle, i.kind, i.door, i.author, i.grp, i.on_behalf, i.mark, i.attribution, i.audience, \
                  i.lang, i.title, i.about, i.filed, i.is_shown, i.state, i.turn, i.due, i.answered, i.withdrawn, i.changed, \
                  c.document, c.nature, c.suggestion, c.session, c.first_paragraph, c.last_paragraph \
                  FROM docket_concern c JOIN docket_item i ON i.number = c.number WHERE c.session = ?1 ORDER BY c.seq LIMIT ?2";
    ABOUT = "SELECT number, seq, cycle, kind, door, author, grp, on_behalf, mark, attribution, audience, lang, title, about, \
             filed, is_shown, state, turn, due, answered, withdrawn, changed FROM docket_item WHERE about = ?1 ORDER BY seq LIMIT ?2";
}

/// What an item concerns, as it is read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Concerned {
    /// The document.
    pub document: Option<DocumentId>,
    /// The passages, in the order chosen; none for the document as a whole.
    pub passages: Vec<Anchor>,
    /// What sort of comment it is.
    pub nature: Option<Nature>,
    /// Where the suggested wording stands.
    pub suggestion: Option<WordsKey>,
    /// Where in a session it was said.
    pub heard: Option<Heard>,
}

/// The most items of a document or a session that are read at once.
pub const ITEMS: usize = 20_000;
/// The most passages of theirs.
const PASSAGES: usize = ITEMS * crate::docket::rules::PASSAGES;

pub(in crate::docket) fn keep(tx: &Tx<'_>, filed: &Filed, meta: &Meta) -> Result<(), Fault> {
    let concerns = &filed.concerns;
    if concerns.is_nothing() {
        return Ok(());
    }
    let heard = concerns.heard.as_ref();
    tx.run(
        CONCERN,
        given![
            filed.number,
            meta.seq,
            concerns.document,
            concerns.nature,
            concerns.suggestion.as_ref().map(|words| words.key(meta)),
            heard.map(|heard| heard.session.clone()),
            heard.map(|heard| heard.first),
            heard.map(|heard| heard.last)
        ],
    )?;
    for (place, anchor) in concerns.passages.iter().enumerate() {
        let Anchor { version, span, .. } = anchor;
        tx.run(
            PASSAGE,
            given![
                filed.number,
                place,
                version,
                anchor.block.0,
                span.start,
                span.end
            ],
        )?;
    }
    Ok(())
}

/// What an item concerns; nothing for an item of the call.
pub fn concerns(db: &Db<'_>, number: ItemNumber) -> Result<Concerned, Fault> {
    let found = db.one(CONCERN_OF, given![number], |row| concerned(row, 0))?;
    let mut concerned = found.unwrap_or_default();
    if let Some(document) = &concerned.document {
        concerned.passages = db.all(PASSAGES_OF, given![number], |row| anchor(row, document))?;
    }
    Ok(concerned)
}

fn concerned(row: &Row<'_>, from: usize) -> Result<Concerned, Fault> {
    let session: Option<SessionId> = row.get(from + 3)?;
    let paragraphs: Option<(u32, u32)> = match row.get::<Option<u32>>(from + 4)? {
        Some(first) => Some((first, row.get::<Option<u32>>(from + 5)?.unwrap_or(first))),
        None => None,
    };
    let heard = session
        .zip(paragraphs)
        .map(|(session, (first, last))| Heard {
            session,
            first,
            last,
        });
    Ok(Concerned {
        document: row.get(from)?,
        passages: Vec::new(),
        nature: row.get(from + 1)?,
        suggestion: row.get(from + 2)?,
        heard,
    })
}

fn anchor(row: &Row<'_>, document: &DocumentId) -> Result<Anchor, Fault> {
    Ok(Anchor {
        document: document.clone(),
        version: row.get::<VersionNumber>(0)?,
        block: BlockId(row.get(1)?),
        span: Span::new(row.get(2)?, row.get(3)?),
    })
}

/// Notes that a line of the ledger changed the item, if it concerns something.
pub(in crate::docket) fn note_changed(
    tx: &Tx<'_>,
    number: ItemNumber,
    meta: &Meta,
) -> Result<(), Fault> {
    tx.run(NOTE_CHANGED, given![number, meta.seq]).map(|_| ())
}

/// The last line of the ledger that changed an item on a document; 0 when there is none.
pub fn last_changed(db: &Db<'_>, document: &DocumentId) -> Result<u64, Fault> {
    let last = db.one(LAST_CHANGED, given![document], |row| row.get(0))?;
    Ok(last.unwrap_or(0))
}

/// The items on a document in the order they came, whoever may see them: the caller asks the policy.
pub fn on_document(db: &Db<'_>, document: &DocumentId) -> Result<Vec<(Item, Concerned)>, Fault> {
    let anchors = anchors(
        db,
        document,
        PASSAGES_ON_DOCUMENT,
        given![document, PASSAGES],
    )?;
    let items = db.all(ON_DOCUMENT, given![document, ITEMS], on_document_row)?;
    Ok(with_passages(items, anchors))
}

/// The same, but only those that were changed after a line of the ledger.
pub fn changed_on_document(
    db: &Db<'_>,
    document: &DocumentId,
    after: u64,
) -> Result<Vec<(Item, Concerned)>, Fault> {
    let given = given![document, after, PASSAGES];
    let anchors = anchors(db, document, PASSAGES_CHANGED, given)?;
    let given = given![document, after, ITEMS];
    let mut items = db.all(CHANGED_ON_DOCUMENT, given, on_document_row)?;
    items.sort_by_key(|(item, _)| item.seq);
    Ok(with_passages(items, anchors))
}

fn on_document_row(row: &Row<'_>) -> Result<(Item, Concerned), Fault> {
    Ok((item_row(row)?, concerned(row, 22)?))
}

type Anchors = HashMap<ItemNumber, Vec<Anchor>>;

fn anchors(
    db: &Db<'_>,
    document: &DocumentId,
    sql: &str,
    given: &[Value<'_>],
) -> Result<Anchors, Fault> {
    let mut anchors = Anchors::new();
    db.each(sql, given, |row| {
        let number: ItemNumber = row.get(4)?;
        let of_item = anchors.entry(number).or_default();
        of_item.push(anchor(row, document)?);
        Ok(())
    })?;
    Ok(anchors)
}

fn with_passages(
    mut items: Vec<(Item, Concerned)>,
    mut anchors: Anchors,
) -> Vec<(Item, Concerned)> {
    for (item, concerned) in &mut items {
        concerned.passages = anchors.remove(&item.number).unwrap_or_default();
    }
    items
}

/// The items raised from words said in a session, in the order they were filed: the caller asks the policy.
pub fn in_session(db: &Db<'_>, session: &SessionId) -> Result<Vec<(Item, Concerned)>, Fault> {
    db.all(IN_SESSION, given![session, ITEMS], on_document_row)
}

/// The items that speak about another, such as replies, oldest first: the caller asks the policy.
pub fn about(db: &Db<'_>, number: ItemNumber, limit: usize) -> Result<Vec<Item>, Fault> {
    db.all(ABOUT, given![number, limit], item_row)
}
