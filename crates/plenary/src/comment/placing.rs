//! Where the passages of comments stand in a version: as written, carried by the maps, or as a person said.

use std::collections::{BTreeMap, HashMap};

use plenary_kit::db::Db;
use plenary_kit::fault::Fault;
use plenary_passage::{Landing, Placement, Span};

use super::store;
use crate::docket::{Concerned, Item, ItemNumber, store as docket};
use crate::document::{Anchor, DocumentId, VersionNumber, Way};

/// Where a passage stands in a version.
#[derive(Clone, Debug, PartialEq)]
pub enum Stands {
    /// In the very version it was written on.
    Written(Span),
    /// Where the maps carried it, surely.
    Carried(Vec<Span>),
    /// Where a person said.
    Confirmed(Vec<Span>),
    /// Probably here; a person has to look. Twins are other places that say the same.
    Doubtful {
        /// The place, all parts of it.
        spans: Vec<Span>,
        /// Other places that might be meant.
        twins: Vec<Span>,
    },
    /// Nowhere any more, or nobody knows; its old words are shown.
    Orphaned,
    /// Nowhere any more, as a person said.
    Gone,
}

impl Stands {
    /// The places, none for what is gone.
    pub fn spans(&self) -> &[Span] {
        match self {
            Stands::Written(span) => std::slice::from_ref(span),
            Stands::Carried(spans) | Stands::Confirmed(spans) | Stands::Doubtful { spans, .. } => {
                spans
            }
            Stands::Orphaned | Stands::Gone => &[],
        }
    }

    /// Whether a person still has to look.
    pub fn is_open(&self) -> bool {
        matches!(self, Stands::Doubtful { .. } | Stands::Orphaned)
    }
}

/// A comment and where its passages stand.
#[derive(Clone, Debug, PartialEq)]
pub struct Placed {
    /// The comment.
    pub item: Item,
    /// What it concerns.
    pub concerned: Concerned,
    /// Each of its passages, in the order chosen; none when it is about the document as a whole.
    pub places: Vec<(Anchor, Stands)>,
}

/// The comments of a document that were written up to a version, and where they stand in it; `may_see` asks the policy.
pub fn placed(
    db: &Db<'_>,
    document: &DocumentId,
    version: VersionNumber,
    may_see: impl Fn(&Item) -> bool,
) -> Result<Vec<Placed>, Fault> {
    let mut all = docket::concern::on_document(db, document)?;
    all.retain(|(item, _)| may_see(item));
    place_all(db, (document, version), all, 0)
}

/// Where these comments stand in a version, but those written on a later one; what people said of places is read of comments
/// that were changed after a line of the ledger.
pub(super) fn place_all(
    db: &Db<'_>,
    (document, version): (&DocumentId, VersionNumber),
    mut all: Vec<(Item, Concerned)>,
    after: u64,
) -> Result<Vec<Placed>, Fault> {
    let is_later = |anchor: &Anchor| anchor.version > version;
    all.retain(|(_, concerned)| !concerned.passages.iter().any(is_later));
    let mut stands = Standings::of(db, (document, version), &all, after)?;
    let placed = all.into_iter().map(|(item, concerned)| {
        let anchors = concerned.passages.iter().cloned().enumerate();
        let places = anchors.map(|(at, anchor)| {
            let found = stands.0.remove(&(item.number, at as u32));
            (anchor, found.unwrap_or(Stands::Orphaned))
        });
        Placed {
            places: places.collect(),
            item,
            concerned,
        }
    });
    Ok(placed.collect())
}

/// One item's passages and where they stand.
pub fn places_of(
    db: &Db<'_>,
    item: &Item,
    version: VersionNumber,
) -> Result<Vec<(Anchor, Stands)>, Fault> {
    let concerned = docket::concern::concerns(db, item.number)?;
    let Some(document) = concerned.document.clone() else {
        return Ok(Vec::new());
    };
    let one = [(item.clone(), concerned)];
    let mut stands = Standings::of(db, (&document, version), &one, 0)?;
    let [(_, concerned)] = one;
    let anchors = concerned.passages.into_iter().enumerate();
    let found = anchors.map(|(at, anchor)| {
        let stands = stands.0.remove(&(item.number, at as u32));
        (anchor, stands.unwrap_or(Stands::Orphaned))
    });
    Ok(found.collect())
}

type Passage = (ItemNumber, u32);

/// Where each passage stands.
struct Standings(HashMap<Passage, Stands>);

impl Standings {
    fn of(
        db: &Db<'_>,
        (document, version): (&DocumentId, VersionNumber),
        items: &[(Item, Concerned)],
        after: u64,
    ) -> Result<Standings, Fault> {
        let mut stands = Standings(HashMap::new());
        let mut leaving: BTreeMap<VersionNumber, Vec<(Passage, Span)>> = BTreeMap::new();
        let choices = latest_choices(db, document, version, after)?;
        for (item, concerned) in items {
            for (at, anchor) in concerned.passages.iter().enumerate() {
                let passage = (item.number, at as u32);
                match choices.get(&passage) {
                    Some(choice) if choice.version == version || choice.spans.is_empty() => {
                        stands.0.insert(passage, chosen(choice));
                    }
                    Some(choice) => {
                        let start = choice.spans.iter().map(|span| (passage, *span)).take(1);
                        leaving.entry(choice.version).or_default().extend(start);
                    }
                    None if anchor.version == version => {
                        stands.0.insert(passage, Stands::Written(anchor.span));
                    }
                    None => leaving
                        .entry(anchor.version)
                        .or_default()
                        .push((passage, anchor.span)),
                }
            }
        }
        for (from, passages) in leaving {
            stands.carry(db, document, (from, version), passages)?;
        }
        Ok(stands)
    }

    fn carry(
        &mut self,
        db: &Db<'_>,
        document: &DocumentId,
        (from, to): (VersionNumber, VersionNumber),
        passages: Vec<(Passage, Span)>,
    ) -> Result<(), Fault> {
        let Some(way) = Way::between(db, document, from, to)? else {
            return Ok(());
        };
        let landings = way.carry(passages.iter().map(|(_, span)| *span));
        let landed = passages.into_iter().zip(landings);
        self.0
            .extend(landed.map(|((passage, _), landing)| (passage, landed_at(landing))));
        Ok(())
    }
}

fn chosen(choice: &store::Choice) -> Stands {
    match choice.spans.as_slice() {
        [] => Stands::Gone,
        some => Stands::Confirmed(some.to_vec()),
    }
}

fn landed_at(landing: Landing) -> Stands {
    match landing.placement {
        Placement::Carried => Stands::Carried(landing.fragments),
        Placement::PleaseCheck => Stands::Doubtful {
            spans: landing.fragments,
            twins: landing.twins,
        },
        Placement::Orphaned => Stands::Orphaned,
    }
}

/// What people said last of each passage, up to a version.
fn latest_choices(
    db: &Db<'_>,
    document: &DocumentId,
    version: VersionNumber,
    after: u64,
) -> Result<HashMap<Passage, store::Choice>, Fault> {
    let all = store::choices(db, document, version, after)?;
    // They come by rising version, so the last one stays.
    let keyed = all
        .into_iter()
        .map(|each| ((each.number, each.place), each));
    Ok(keyed.collect())
}
