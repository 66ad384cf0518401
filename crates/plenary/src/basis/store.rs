//! The room's only SQL.

use plenary_kit::db::{Db, Row, Tx};
use plenary_kit::event::Meta;
use plenary_kit::fault::Fault;
use plenary_kit::words_enum;
use plenary_kit::{given, queries};
use plenary_passage::BlockId;

use super::event::{Ground, Stated};
use crate::docket::ItemNumber;
use crate::document::{DocumentId, VersionNumber};
use crate::session::{Heard, SessionId};

queries! {
    STATE = "INSERT INTO basis_statement (document, version, block, stated_by, stated, seq) VALUES (?1, ?2, ?3, ?4, ?5, ?6) \
             ON CONFLICT (document, version, block) DO UPDATE SET stated_by = excluded.stated_by, stated = excluded.stated, \
             seq = excluded.seq";
    CLEAR = "DELETE FROM basis_ground WHERE document = ?1 AND version = ?2 AND block = ?3";
    GROUND = "INSERT INTO basis_ground (document, version, block, place, kind, number, session, first_paragraph, last_paragraph, \
              other, other_version, other_block) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)";
    STATEMENTS = "SELECT version, block, seq FROM basis_statement WHERE document = ?1 ORDER BY version, block LIMIT ?2";
    GROUNDS = "SELECT kind, number, session, first_paragraph, last_paragraph, other, other_version, other_block, version, block \
               FROM basis_ground WHERE document = ?1 ORDER BY version, block, place LIMIT ?2";
    SUPPORTED = "SELECT DISTINCT document FROM basis_ground WHERE session = ?1 AND first_paragraph <= ?2 AND last_paragraph >= ?2 \
                 ORDER BY document LIMIT ?3";
    NAMING = "SELECT DISTINCT document FROM basis_ground WHERE number = ?1 ORDER BY document LIMIT ?2";
    HEARING = "SELECT DISTINCT document FROM basis_ground WHERE session = ?1 ORDER BY document LIMIT ?2";
}

/// The most statements of a document that are read.
const STATEMENTS_READ: usize = 100_000;
/// The most documents that one item is looked up in.
const DOCUMENTS: usize = 50;

words_enum!(
    /// What sort of ground it is.
    Kind {
        /// An item.
        Item = "item",
        /// Words of a session.
        Heard = "heard",
        /// A block of a text.
        Block = "block",
        /// Its writer's own.
        OwnText = "own-text",
    }
);

/// What was stated of a block of a version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// The version.
    pub version: VersionNumber,
    /// The block.
    pub block: BlockId,
    /// What it stands on; nothing when that was taken back.
    pub grounds: Vec<Ground>,
    /// The line of the ledger that says so.
    pub seq: u64,
}

pub(super) fn state(tx: &Tx<'_>, stated: &Stated, meta: &Meta) -> Result<(), Fault> {
    let (document, version) = (&stated.document, stated.version);
    for block in &stated.blocks {
        tx.run(
            STATE,
            given![document, version, block.0, meta.by, meta.at, meta.seq],
        )?;
        tx.run(CLEAR, given![document, version, block.0])?;
        for (place, ground) in stated.grounds.iter().enumerate() {
            add(tx, stated, *block, place, ground)?;
        }
    }
    Ok(())
}

fn add(
    tx: &Tx<'_>,
    stated: &Stated,
    block: BlockId,
    place: usize,
    ground: &Ground,
) -> Result<(), Fault> {
    let mut row = Columns::default();
    let kind = match ground {
        Ground::Item(number) => {
            row.number = Some(*number);
            Kind::Item
        }
        Ground::Heard(heard) => {
            row.session = Some(heard.session.clone());
            row.paragraphs = (Some(heard.first), Some(heard.last));
            Kind::Heard
        }
        Ground::Block {
            document,
            version,
            block,
        } => {
            row.other = Some(document.clone());
            row.at = (Some(*version), Some(block.0));
            Kind::Block
        }
        Ground::OwnText => Kind::OwnText,
    };
    tx.run(
        GROUND,
        given![
            stated.document,
            stated.version,
            block.0,
            place,
            kind,
            row.number,
            row.session,
            row.paragraphs.0,
            row.paragraphs.1,
            row.other,
            row.at.0,
            row.at.1
        ],
    )
    .map(|_| ())
}

/// The columns that depend on the kind.
#[derive(Default)]
struct Columns {
    number: Option<ItemNumber>,
    session: Option<SessionId>,
    paragraphs: (Option<u32>, Option<u32>),
    other: Option<DocumentId>,
    at: (Option<VersionNumber>, Option<u64>),
}

/// Everything stated of a document, by rising version.
pub fn statements(db: &Db<'_>, document: &DocumentId) -> Result<Vec<Statement>, Fault> {
    let mut all = db.all(STATEMENTS, given![document, STATEMENTS_READ], |row| {
        Ok(Statement {
            version: row.get(0)?,
            block: BlockId(row.get(1)?),
            grounds: Vec::new(),
            seq: row.get(2)?,
        })
    })?;
    if all.is_empty() {
        return Ok(all);
    }
    let limit = STATEMENTS_READ * super::rules::GROUNDS;
    let mut grounds = db
        .all(GROUNDS, given![document, limit], |row| {
            Ok((
                row.get::<VersionNumber>(8)?,
                BlockId(row.get(9)?),
                ground(row)?,
            ))
        })?
        .into_iter()
        .peekable();
    // Both lists are in the same order.
    for statement in &mut all {
        let is_of = |(version, block, _): &(VersionNumber, BlockId, Option<Ground>)| {
            (*version, *block) == (statement.version, statement.block)
        };
        while let Some((_, _, ground)) = grounds.next_if(is_of) {
            statement.grounds.extend(ground);
        }
    }
    Ok(all)
}

fn ground(row: &Row<'_>) -> Result<Option<Ground>, Fault> {
    Ok(match row.get::<Kind>(0)? {
        Kind::OwnText => Some(Ground::OwnText),
        Kind::Item => row.get::<Option<ItemNumber>>(1)?.map(Ground::Item),
        Kind::Heard => {
            let session: Option<SessionId> = row.get(2)?;
            let (first, last) = (row.get(3)?, row.get(4)?);
            session.map(|session| {
                Ground::Heard(Heard {
                    session,
                    first,
                    last,
                })
            })
        }
        Kind::Block => {
            let document: Option<DocumentId> = row.get(5)?;
            let (version, block) = (row.get(6)?, row.get(7)?);
            document.map(|document| Ground::Block {
                document,
                version,
                block: BlockId(block),
            })
        }
    })
}

/// The documents of which some statement names an item.
pub(super) fn naming(db: &Db<'_>, number: ItemNumber) -> Result<Vec<DocumentId>, Fault> {
    db.all(NAMING, given![number, DOCUMENTS], |row| row.get(0))
}

/// The documents of which some statement names words of a session.
pub(super) fn hearing(db: &Db<'_>, session: &SessionId) -> Result<Vec<DocumentId>, Fault> {
    db.all(HEARING, given![session, DOCUMENTS], |row| row.get(0))
}

/// The documents of which some statement names a paragraph of a session.
pub(super) fn supported(
    db: &Db<'_>,
    session: &SessionId,
    number: u32,
) -> Result<Vec<DocumentId>, Fault> {
    db.all(SUPPORTED, given![session, number, DOCUMENTS], |row| {
        row.get(0)
    })
}
