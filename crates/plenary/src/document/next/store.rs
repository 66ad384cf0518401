//! The next version's SQL.

use plenary_kit::db::{Db, Row, Tx};
use plenary_kit::fault::Fault;
use plenary_kit::time::Instant;
use plenary_kit::{given, queries};
use plenary_passage::{BlockId, Span};

use super::{Next, NextChange};
use crate::document::anchor::{Anchor, DocumentId};

queries! {
    KEEP = "INSERT INTO live_document_next (document, based_on, text, revision, changed_by, changed) VALUES (?1, ?2, ?3, ?4, ?5, ?6) \
            ON CONFLICT (document) DO UPDATE SET based_on = excluded.based_on, text = excluded.text, \
            revision = excluded.revision, changed_by = excluded.changed_by, changed = excluded.changed";
    NEXT = "SELECT based_on, text, revision, changed_by FROM live_document_next WHERE document = ?1";
    NOTE = "INSERT INTO live_document_next_change (document, cause, based_on, block, first_letter, end_letter, old, new) \
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT (document, cause) DO UPDATE SET based_on = excluded.based_on, \
            block = excluded.block, first_letter = excluded.first_letter, end_letter = excluded.end_letter, \
            old = excluded.old, new = excluded.new";
    CHANGE_BY = "SELECT cause, based_on, block, first_letter, end_letter, old, new FROM live_document_next_change \
                 WHERE document = ?1 AND cause = ?2";
    CHANGES = "SELECT cause, based_on, block, first_letter, end_letter, old, new FROM live_document_next_change \
               WHERE document = ?1 ORDER BY first_letter, cause LIMIT ?2";
}

/// The most changes of a version that are listed.
const LISTED: usize = 500;

pub(super) fn keep(
    tx: &Tx<'_>,
    document: &DocumentId,
    next: &Next,
    now: Instant,
) -> Result<(), Fault> {
    tx.run(
        KEEP,
        given![
            document,
            next.based_on,
            next.text,
            next.revision,
            next.by,
            now
        ],
    )
    .map(|_| ())
}

pub(super) fn next(db: &Db<'_>, document: &DocumentId) -> Result<Option<Next>, Fault> {
    db.one(NEXT, given![document], |row| {
        Ok(Next {
            based_on: row.get(0)?,
            text: row.get(1)?,
            revision: row.get(2)?,
            by: row.get(3)?,
        })
    })
}

pub(super) fn note(tx: &Tx<'_>, document: &DocumentId, change: &NextChange) -> Result<(), Fault> {
    let Anchor {
        version,
        block,
        span,
        ..
    } = &change.anchor;
    tx.run(
        NOTE,
        given![
            document,
            change.cause,
            version,
            block.0,
            span.start,
            span.end,
            change.old,
            change.new
        ],
    )
    .map(|_| ())
}

/// What was changed because of an item, if anything was.
pub fn change_by(
    db: &Db<'_>,
    document: &DocumentId,
    cause: &str,
) -> Result<Option<NextChange>, Fault> {
    db.one(CHANGE_BY, given![document, cause], |row| {
        read(row, document)
    })
}

/// What was changed because of items, in the order of the text.
pub fn changes(db: &Db<'_>, document: &DocumentId) -> Result<Vec<NextChange>, Fault> {
    db.all(CHANGES, given![document, LISTED], |row| read(row, document))
}

fn read(row: &Row<'_>, document: &DocumentId) -> Result<NextChange, Fault> {
    Ok(NextChange {
        cause: row.get(0)?,
        anchor: Anchor {
            document: document.clone(),
            version: row.get(1)?,
            block: BlockId(row.get(2)?),
            span: Span::new(row.get(3)?, row.get(4)?),
        },
        old: row.get(5)?,
        new: row.get(6)?,
    })
}
