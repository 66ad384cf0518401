//! The room's only SQL.

use plenary_kit::db::{Db, Tx};
use plenary_kit::event::Meta;
use plenary_kit::fault::Fault;
use plenary_kit::id::{OrganisationId, ParticipantId};
use plenary_kit::time::Instant;
use plenary_kit::words::WordsKey;
use plenary_kit::{given, queries};
use plenary_passage::Span;

use crate::docket::{ItemNumber, store as docket};
use crate::document::{DocumentId, VersionNumber};

queries! {
    ENDORSE = "INSERT INTO comment_endorsement (number, person, grp, organisation, reason, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
    TAKE_BACK = "DELETE FROM comment_endorsement WHERE number = ?1 AND person = ?2";
    ENDORSEMENTS = "SELECT e.person, e.grp, e.organisation, e.at, w.body FROM comment_endorsement e \
                    LEFT JOIN words w ON w.id = e.reason WHERE e.number = ?1 ORDER BY e.at, e.person LIMIT ?2";
    IS_ENDORSED = "SELECT COUNT(*) FROM comment_endorsement WHERE number = ?1 AND person = ?2";
    COUNT = "SELECT COUNT(*) FROM comment_endorsement WHERE number = ?1";
    REASONS_BY = "SELECT reason FROM comment_endorsement WHERE person = ?1 AND reason IS NOT NULL ORDER BY number LIMIT ?2";
    PLACE = "INSERT INTO comment_place (number, place, version, spans, seq) VALUES (?1, ?2, ?3, ?4, ?5) \
             ON CONFLICT (number, place, version) DO UPDATE SET spans = excluded.spans, seq = excluded.seq";
    CHOICES = "SELECT p.number, p.place, p.version, p.spans FROM docket_concern c JOIN comment_place p ON p.number = c.number \
               WHERE c.document = ?1 AND p.version <= ?2 AND c.changed > ?3 ORDER BY p.number, p.place, p.version LIMIT ?4";
    CLUSTER = "INSERT INTO comment_cluster (number, cluster) VALUES (?1, ?2)";
    JOIN = "INSERT INTO comment_cluster (number, cluster) SELECT CAST(?1 AS BIGINT), cluster FROM comment_cluster WHERE number = ?2";
    APART = "INSERT INTO comment_apart (number) VALUES (?1) ON CONFLICT (number) DO NOTHING";
    TOGETHER = "DELETE FROM comment_apart WHERE number = ?1";
    ARE_APART = "SELECT a.number FROM docket_concern c JOIN comment_apart a ON a.number = c.number \
                 WHERE c.document = ?1 ORDER BY a.number LIMIT ?2";
    LEAVE = "DELETE FROM comment_cluster WHERE number = ?1";
    CLUSTERED = "SELECT k.number, k.cluster FROM docket_concern c JOIN comment_cluster k ON k.number = c.number \
                 WHERE c.document = ?1 ORDER BY k.cluster, k.number LIMIT ?2";
    CLUSTER_OF = "SELECT o.number FROM comment_cluster k JOIN comment_cluster o ON o.cluster = k.cluster \
                  WHERE k.number = ?1 ORDER BY o.number LIMIT ?2";
}

/// The most endorsements of an item that a page shows.
pub const ENDORSEMENTS_SHOWN: usize = 200;
/// The most items of one cluster that are read.
const CLUSTER_ITEMS: usize = super::cluster::CLUSTER;
/// The most reasons of a person that are found at once.
const REASONS: usize = 10_000;

/// Somebody who stands behind an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Endorsement {
    /// Who.
    pub person: ParticipantId,
    /// Their group that day.
    pub group: Option<String>,
    /// The organisation they spoke for.
    pub organisation: Option<OrganisationId>,
    /// When.
    pub at: Instant,
    /// Why; none when nothing was said or the words were erased.
    pub reason: Option<String>,
}

/// Where a person says that a passage stands; no spans when it is gone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// Which item.
    pub number: ItemNumber,
    /// Which of its passages.
    pub place: u32,
    /// In which version.
    pub version: VersionNumber,
    /// Where.
    pub spans: Vec<Span>,
}

pub(super) fn endorse(
    tx: &Tx<'_>,
    number: ItemNumber,
    group: Option<&str>,
    organisation: Option<&OrganisationId>,
    reason: Option<WordsKey>,
    meta: &Meta,
) -> Result<(), Fault> {
    let (group, organisation) = (group.map(str::to_owned), organisation.cloned());
    tx.run(
        ENDORSE,
        given![number, meta.by, group, organisation, reason, meta.at],
    )?;
    docket::touch(tx, number, meta)
}

pub(super) fn take_back(tx: &Tx<'_>, number: ItemNumber, meta: &Meta) -> Result<(), Fault> {
    tx.run(TAKE_BACK, given![number, meta.by])?;
    docket::touch(tx, number, meta)
}

pub(super) fn place(
    tx: &Tx<'_>,
    number: ItemNumber,
    place: u32,
    version: VersionNumber,
    spans: &[Span],
    meta: &Meta,
) -> Result<(), Fault> {
    let spans = match spans {
        [] => None,
        some => Some(serde_json::to_string(some)?),
    };
    tx.run(PLACE, given![number, place, version, spans, meta.seq])?;
    docket::touch(tx, number, meta)
}

pub(super) fn cluster(tx: &Tx<'_>, numbers: &[ItemNumber], meta: &Meta) -> Result<(), Fault> {
    for number in numbers {
        tx.run(CLUSTER, given![*number, meta.seq])?;
        tx.run(TOGETHER, given![*number])?;
        docket::touch(tx, *number, meta)?;
    }
    Ok(())
}

/// Puts items into the cluster that another is in.
pub(super) fn join(
    tx: &Tx<'_>,
    numbers: &[ItemNumber],
    with: ItemNumber,
    meta: &Meta,
) -> Result<(), Fault> {
    for number in numbers {
        tx.run(JOIN, given![*number, with])?;
        tx.run(TOGETHER, given![*number])?;
        docket::touch(tx, *number, meta)?;
    }
    Ok(())
}

/// Takes an item out of its cluster, for good; what remains alone is no cluster any more.
pub(super) fn leave(tx: &Tx<'_>, number: ItemNumber, meta: &Meta) -> Result<(), Fault> {
    let mut others = cluster_of(tx, number)?;
    others.retain(|other| *other != number);
    tx.run(LEAVE, given![number])?;
    tx.run(APART, given![number])?;
    docket::touch(tx, number, meta)?;
    if let [last] = others[..] {
        tx.run(LEAVE, given![last])?;
        docket::touch(tx, last, meta)?;
    }
    Ok(())
}

/// The items of the cluster that an item is in, itself among them; none when it is in no cluster.
pub(super) fn cluster_of(db: &Db<'_>, number: ItemNumber) -> Result<Vec<ItemNumber>, Fault> {
    db.all(CLUSTER_OF, given![number, CLUSTER_ITEMS], |row| row.get(0))
}

/// The items of a document that are in clusters, each with the ledger line that confirmed its cluster.
pub(super) fn clustered(
    db: &Db<'_>,
    document: &DocumentId,
) -> Result<Vec<(ItemNumber, u64)>, Fault> {
    db.all(CLUSTERED, given![document, docket::concern::ITEMS], |row| {
        Ok((row.get(0)?, row.get(1)?))
    })
}

/// The items of a document that somebody took out of a cluster.
pub(super) fn apart(db: &Db<'_>, document: &DocumentId) -> Result<Vec<ItemNumber>, Fault> {
    db.all(ARE_APART, given![document, docket::concern::ITEMS], |row| {
        row.get(0)
    })
}

/// Those who stand behind an item, in the order they came.
pub fn endorsements(db: &Db<'_>, number: ItemNumber) -> Result<Vec<Endorsement>, Fault> {
    db.all(ENDORSEMENTS, given![number, ENDORSEMENTS_SHOWN], |row| {
        Ok(Endorsement {
            person: row.get(0)?,
            group: row.get(1)?,
            organisation: row.get(2)?,
            at: row.get(3)?,
            reason: row.get(4)?,
        })
    })
}

/// Whether a person stands behind an item.
pub fn is_endorsed(db: &Db<'_>, number: ItemNumber, person: &ParticipantId) -> Result<bool, Fault> {
    Ok(db.number(IS_ENDORSED, given![number, person])? > 0)
}

/// How many stand behind an item.
pub fn count(db: &Db<'_>, number: ItemNumber) -> Result<i64, Fault> {
    db.number(COUNT, given![number])
}

/// The reasons a person gave, for the erasure of their data.
pub fn words_by(db: &Db<'_>, person: &ParticipantId) -> Result<Vec<WordsKey>, Fault> {
    db.all(REASONS_BY, given![person, REASONS], |row| row.get(0))
}

/// What people said of the places of a document's comments, up to a version; only of comments that were changed after a
/// line of the ledger.
pub(super) fn choices(
    db: &Db<'_>,
    document: &DocumentId,
    version: VersionNumber,
    after: u64,
) -> Result<Vec<Choice>, Fault> {
    db.all(
        CHOICES,
        given![document, version, after, docket::concern::ITEMS],
        |row| {
            let spans: Option<String> = row.get(3)?;
            let spans = spans.map(|text| serde_json::from_str(&text)).transpose()?;
            Ok(Choice {
                number: row.get(0)?,
                place: row.get(1)?,
                version: row.get(2)?,
                spans: spans.unwrap_or_default(),
            })
        },
    )
}
