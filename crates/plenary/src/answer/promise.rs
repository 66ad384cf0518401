//! Whether "accepted" is true: the passage that an answer names, looked up in the versions saved since.
//!
//! Nothing of this is stored. The frozen versions and the maps between them tell it whenever somebody asks.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, HashMap, HashSet};

use plenary_kit::db::Db;
use plenary_kit::fault::Fault;
use plenary_kit::words_enum;
use plenary_passage::{Block, BlockId, BlockKind, Fate, Span, Style, Version};

use super::store::{self, Draft, NamedPlace};
use crate::docket::ItemNumber;
use crate::document::{Document, VersionNumber, Way, store as documents};

words_enum!(
    /// Whether the text did what an answer said.
    Promise {
        /// The named passage changed.
        Kept = "kept",
        /// It has not changed, and no version was saved since the answer was published.
        Due = "due",
        /// A version was saved since, and the passage is as it was.
        Broken = "broken",
        /// A version on the way is not there any more, so nobody can tell.
        Unknown = "unknown",
    }
);

impl Promise {
    /// Whether the text still has to change.
    pub fn is_open(self) -> bool {
        matches!(self, Promise::Due | Promise::Broken)
    }
}

/// A published answer that says a passage of a document changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Promised {
    /// The item that was answered.
    pub number: ItemNumber,
    /// The passage.
    pub place: NamedPlace,
    /// The line of the ledger that published the answer.
    pub published: u64,
}

/// Whether the answer to one item is kept; nothing when it names no passage or is not out.
pub fn promise(
    db: &Db<'_>,
    number: ItemNumber,
    draft: &Draft,
    published: Option<u64>,
) -> Result<Option<Promise>, Fault> {
    let place = draft
        .change
        .as_ref()
        .and_then(|change| change.place.named());
    let (Some(place), Some(published)) = (place, published) else {
        return Ok(None);
    };
    let Some(document) = documents::document(db, &place.anchor.document)? else {
        return Ok(Some(Promise::Unknown));
    };
    let one = Promised {
        number,
        place: place.clone(),
        published,
    };
    Ok(judged(db, &document, vec![one])?
        .pop()
        .map(|(_, promise)| promise))
}

/// Every published answer that names a passage of the document, and whether it is kept; whoever may see the items.
pub fn promises(db: &Db<'_>, document: &Document) -> Result<Vec<(Promised, Promise)>, Fault> {
    let all = store::place::promised(db, &document.id)?;
    judged(db, document, all)
}

fn judged(
    db: &Db<'_>,
    document: &Document,
    all: Vec<Promised>,
) -> Result<Vec<(Promised, Promise)>, Fault> {
    let saved = documents::version_line(db, &document.id, document.latest)?.map(|line| line.seq);
    let mut ways: BTreeMap<VersionNumber, Option<Since>> = BTreeMap::new();
    let mut judged = Vec::with_capacity(all.len());
    for promised in all {
        let from = promised.place.anchor.version;
        let since = match ways.entry(from) {
            Entry::Occupied(found) => found.into_mut(),
            Entry::Vacant(gap) => gap.insert(Since::load(db, document, from)?),
        };
        let did_change = since
            .as_ref()
            .map(|since| since.did_change(&promised.place));
        let is_saved_since = saved.is_some_and(|saved| saved > promised.published);
        let promise = match (did_change, is_saved_since) {
            (None, _) => Promise::Unknown,
            (Some(true), _) => Promise::Kept,
            (Some(false), true) => Promise::Broken,
            (Some(false), false) => Promise::Due,
        };
        judged.push((promised, promise));
    }
    Ok(judged)
}

/// What happened to a text since one of its versions.
struct Since {
    way: Way,
    /// The blocks that went to another place.
    moved: HashSet<BlockId>,
}

impl Since {
    fn load(db: &Db<'_>, document: &Document, from: VersionNumber) -> Result<Option<Since>, Fault> {
        let Some(way) = Way::between(db, &document.id, from, document.latest)? else {
            return Ok(None);
        };
        let readings = way.readings();
        let changes = readings
            .iter()
            .flat_map(|reading| reading.compare().changes);
        let moved = changes
            .filter(|change| change.fate == Fate::Moved)
            .filter_map(|change| change.new);
        let moved = moved.collect();
        Ok(Some(Since { moved, way }))
    }

    fn did_change(&self, place: &NamedPlace) -> bool {
        match place.is_after {
            false => self.is_passage_changed(place.anchor.span, place.anchor.block),
            true => self.is_something_new_after(place.anchor.block),
        }
    }

    /// Other words, other looks, another place, or none any more.
    fn is_passage_changed(&self, span: Span, block: BlockId) -> bool {
        let (old, new) = (self.way.first(), self.way.last());
        let landing = self.way.carry([span]).pop();
        let Some([there]) = landing.as_ref().map(|landing| landing.fragments.as_slice()) else {
            return true;
        };
        old.slice(span) != new.slice(*there)
            || looks(old, span) != looks(new, *there)
            || self.moved.contains(&block)
            || is_added_to((old, span), (new, *there))
    }

    /// Whether a block that was not there follows the block, wherever that stands now.
    fn is_something_new_after(&self, block: BlockId) -> bool {
        let (old, new) = (self.way.first(), self.way.last());
        let Some(block) = old.block(block) else {
            return false;
        };
        let landing = self.way.carry([block.span]).pop();
        let end = landing.and_then(|landing| landing.fragments.iter().map(|part| part.end).max());
        // What stood there is gone, so the place is not as it was.
        let Some(end) = end else { return true };
        let next = new.blocks().iter().find(|next| next.span.start >= end);
        next.is_some_and(|next| old.block(next.id).is_none())
    }
}

/// So many letters beside a passage are looked for to tell what was put in between.
const BESIDE_LETTERS: usize = 24;

/// Whether new words were put in right before or right after a passage, in its paragraph: the passage itself stands as
/// it was, and says more than it did.
pub(super) fn is_added_to((old, span): (&Version, Span), (new, there): (&Version, Span)) -> bool {
    let (Some(was), Some(is)) = (around(old, span), around(new, there)) else {
        return false;
    };
    let added = [put_in_before(was.0, is.0), put_in_after(was.1, is.1)];
    added.into_iter().flatten().any(|words| {
        let words = words.trim();
        // What stood elsewhere and came here, as when two paragraphs are joined, is nothing new.
        words.contains(char::is_alphanumeric) && !old.text().contains(words)
    })
}

/// What stands before and after a passage in its block.
fn around(version: &Version, span: Span) -> Option<(&str, &str)> {
    let first = version.block_at(span.start)?;
    let last = version.block_at(span.end.saturating_sub(1))?;
    let before = version.slice(Span::new(first.span.start, span.start));
    Some((
        before,
        version.slice(Span::new(span.end, last.span.end)).trim_end(),
    ))
}

fn put_in_after<'a>(was: &str, is: &'a str) -> Option<&'a str> {
    let end = was.char_indices().nth(BESIDE_LETTERS).map(|(at, _)| at);
    match &was[..end.unwrap_or(was.len())] {
        "" => Some(is),
        next => is.find(next).map(|at| &is[..at]),
    }
}

fn put_in_before<'a>(was: &str, is: &'a str) -> Option<&'a str> {
    let start = was.char_indices().rev().nth(BESIDE_LETTERS - 1);
    match &was[start.map_or(0, |(at, _)| at)..] {
        "" => Some(is),
        last => is.rfind(last).map(|at| &is[at + last.len()..]),
    }
}

/// What a passage looks like: the kind of its block, and its styles counted from its own first letter.
fn looks(version: &Version, span: Span) -> (Option<BlockKind>, Vec<(u32, u32, Style)>) {
    let block = version.block_at(span.start);
    let kind = block.map(|block| match &block.kind {
        // A row put in above changes no cell.
        BlockKind::TableCell { .. } => BlockKind::TableCell { row: 0, column: 0 },
        other => other.clone(),
    });
    (
        kind,
        block.map_or_else(Vec::new, |block| styles(block, span)),
    )
}

fn styles(block: &Block, span: Span) -> Vec<(u32, u32, Style)> {
    let inside = block.styles.iter().filter_map(|styled| {
        let (start, end) = (
            styled.span.start.max(span.start),
            styled.span.end.min(span.end),
        );
        (start < end).then(|| (start - span.start, end - span.start, styled.style.clone()))
    });
    inside.collect()
}

/// The promises of several documents by item, for lists.
pub fn by_item(db: &Db<'_>, documents: &[Document]) -> Result<HashMap<ItemNumber, Promise>, Fault> {
    let mut found = HashMap::new();
    for document in documents {
        found.extend(
            promises(db, document)?
                .into_iter()
                .map(|(promised, promise)| (promised.number, promise)),
        );
    }
    Ok(found)
}
