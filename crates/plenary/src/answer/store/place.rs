//! Where answers say that texts change: in words, or a passage that can be looked up.

use plenary_kit::db::{Db, Row, Tx};
use plenary_kit::event::Meta;
use plenary_kit::fault::Fault;
use plenary_kit::words::WordsKey;
use plenary_kit::{given, queries};
use plenary_passage::{BlockId, Span};

use crate::answer::promise::Promised;
use crate::docket::{ItemNumber, store::concern::ITEMS};
use crate::document::{Anchor, DocumentId};

queries! {
    ADD_PLACE = "INSERT INTO answer_place (seq, number, document, version, block, first_letter, end_letter, is_after) \
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
    PROMISED = "SELECT a.number, a.published_seq, p.document, p.version, p.block, p.first_letter, p.end_letter, p.is_after \
                FROM answer_place p JOIN answer a ON a.draft = p.seq AND a.number = p.number \
                WHERE p.document = ?1 AND a.published_seq IS NOT NULL ORDER BY p.number LIMIT ?2";
}

/// What an answer says changed, with the old words and the new ones.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftChange {
    /// Where.
    pub place: DraftPlace,
    /// The old words.
    pub old: Option<WordsKey>,
    /// The new words.
    pub new: Option<WordsKey>,
}

/// Where an answer says that a text changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DraftPlace {
    /// In words.
    InWords(WordsKey),
    /// A passage.
    Named(NamedPlace),
}

impl DraftPlace {
    /// The passage, where one is named.
    pub fn named(&self) -> Option<&NamedPlace> {
        match self {
            DraftPlace::InWords(_) => None,
            DraftPlace::Named(place) => Some(place),
        }
    }
}

/// A passage that changes, or after which something new comes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedPlace {
    /// The passage.
    pub anchor: Anchor,
    /// Whether new text follows it, instead of the passage itself being other.
    pub is_after: bool,
}

pub(super) fn add_place(
    tx: &Tx<'_>,
    number: ItemNumber,
    anchor: &Anchor,
    is_after: bool,
    meta: &Meta,
) -> Result<(), Fault> {
    let Anchor {
        document,
        version,
        block,
        span,
    } = anchor;
    tx.run(
        ADD_PLACE,
        given![
            meta.seq, number, document, version, block.0, span.start, span.end, is_after
        ],
    )
    .map(|_| ())
}

/// A passage as its columns tell it, from one on.
pub(super) fn named_place(row: &Row<'_>, from: usize) -> Result<Option<NamedPlace>, Fault> {
    let Some(document) = row.get::<Option<DocumentId>>(from)? else {
        return Ok(None);
    };
    Ok(Some(NamedPlace {
        anchor: Anchor {
            document,
            version: row.get(from + 1)?,
            block: BlockId(row.get(from + 2)?),
            span: Span::new(row.get(from + 3)?, row.get(from + 4)?),
        },
        is_after: row.get(from + 5)?,
    }))
}

/// The published answers that say a passage of a document changes, whoever may see their items.
pub fn promised(db: &Db<'_>, document: &DocumentId) -> Result<Vec<Promised>, Fault> {
    let all: Vec<Option<Promised>> = db.all(PROMISED, given![document, ITEMS], |row| {
        let (number, published) = (row.get(0)?, row.get(1)?);
        Ok(named_place(row, 2)?.map(|place| Promised {
            number,
            place,
            published,
        }))
    })?;
    Ok(all.into_iter().flatten().collect())
}
