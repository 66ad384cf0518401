//! What others ask of a version: printed numbers of its blocks, the words of an anchor, the way to a later version.

use std::sync::Arc;

use plenary_kit::db::Db;
use plenary_kit::fault::Fault;
use plenary_passage::{Block, BlockId, BlockKind, Landing, Reading, Span, Version, carry_through};

use super::anchor::{Anchor, DocumentId, VersionNumber};
use super::store;

/// The address of a block in the reading of a version. A long text is read in parts, and a browser keeps what stands behind
/// the `#` to itself, so the block is named before it too.
pub fn address_of(slug: &str, version: VersionNumber, block: BlockId) -> String {
    format!("/documents/{slug}/{version}?at={block}#b{block}")
}

/// How many letters before and after a passage its context shows.
pub const CONTEXT_LETTERS: u32 = 60;

/// The number printed beside each block of a version, in order: the headings' own numbering and, within a section, a
/// count of what is not a heading: "2", "2.1", "2.1 ¶3". Cells of a table share the number of the table.
pub fn labels(version: &Version) -> Vec<String> {
    let mut numbering = Numbering::default();
    version
        .blocks()
        .iter()
        .map(|block| numbering.next(block))
        .collect()
}

#[derive(Default)]
struct Numbering {
    /// How many headings of each level came since the last one above it; the title is not counted.
    counts: Vec<u32>,
    /// Blocks since the last heading.
    within: u32,
}

impl Numbering {
    fn next(&mut self, block: &Block) -> String {
        match &block.kind {
            BlockKind::Heading { level: 1 } if block.span.start == 0 => "0".to_owned(),
            BlockKind::Heading { level } => {
                let depth = usize::from(level.saturating_sub(2));
                self.counts.truncate(depth + 1);
                self.counts.resize(depth + 1, 0);
                self.counts[depth] += 1;
                self.within = 0;
                self.section()
            }
            kind => {
                let goes_on = matches!(kind, BlockKind::TableCell { row, column } if (*row, *column) != (0, 0));
                self.within += u32::from(!goes_on || self.within == 0);
                match self.section() {
                    section if section.is_empty() => format!("¶{}", self.within),
                    section => format!("{section} ¶{}", self.within),
                }
            }
        }
    }

    fn section(&self) -> String {
        let counts = self.counts.iter().skip_while(|count| **count == 0);
        counts.map(u32::to_string).collect::<Vec<_>>().join(".")
    }
}

/// The printed number of one block.
pub fn label_of(version: &Version, block: plenary_passage::BlockId) -> Option<String> {
    let at = version.blocks().iter().position(|each| each.id == block)?;
    labels(version).into_iter().nth(at)
}

/// The words of an anchor with what stands around them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quote {
    /// The letters before, from the same block.
    pub before: String,
    /// The words themselves.
    pub exact: String,
    /// The letters after, from the block in which it ends.
    pub after: String,
    /// The printed number of the block in which it begins.
    pub label: String,
}

impl Quote {
    /// What stands before, for people: begun at a word where it does not begin with the block.
    pub fn lead_in(&self) -> String {
        match is_cut(&self.before).then(|| self.before.split_once(' ')) {
            None => self.before.clone(),
            Some(words) => format!("… {}", words.map_or(&*self.before, |(_, rest)| rest)),
        }
    }

    /// What stands after, for people: ended at a word where it does not end with the block.
    pub fn lead_out(&self) -> String {
        match is_cut(&self.after).then(|| self.after.rsplit_once(' ')) {
            None => self.after.clone(),
            Some(words) => format!("{} …", words.map_or(&*self.after, |(rest, _)| rest)),
        }
    }
}

/// Whether so much stands around a passage that there may be more.
fn is_cut(around: &str) -> bool {
    around.chars().count() >= CONTEXT_LETTERS as usize
}

/// The words of an anchor; nothing when its version is not there.
pub fn quote(db: &Db<'_>, anchor: &Anchor) -> Result<Option<Quote>, Fault> {
    let version = store::version(db, &anchor.document, anchor.version)?;
    Ok(version.map(|version| quote_in(&version, anchor.span)))
}

/// The words of a passage with what stands around them.
pub fn quote_in(version: &Version, span: Span) -> Quote {
    let first = version.block_at(span.start);
    let last = version.block_at(span.end.saturating_sub(1));
    let from = first.map_or(0, |block| block.span.start);
    let to = last.map_or(version.letters(), |block| block.span.end);
    let before = Span::new(
        from.max(span.start.saturating_sub(CONTEXT_LETTERS)),
        span.start,
    );
    let after = Span::new(span.end, to.min(span.end.saturating_add(CONTEXT_LETTERS)));
    Quote {
        before: version.slice(before).to_owned(),
        exact: version.slice(span).to_owned(),
        after: version.slice(after).to_owned(),
        label: first
            .and_then(|block| label_of(version, block.id))
            .unwrap_or_default(),
    }
}

/// The way from one version of a document to a later one: every version on it, and the stored maps between neighbours.
pub struct Way {
    versions: Vec<Arc<Version>>,
    maps: Vec<plenary_passage::VersionMap>,
}

impl Way {
    /// The way between two versions; nothing when one on it is not there.
    pub fn between(
        db: &Db<'_>,
        document: &DocumentId,
        from: VersionNumber,
        to: VersionNumber,
    ) -> Result<Option<Way>, Fault> {
        let mut way = Way {
            versions: Vec::new(),
            maps: Vec::new(),
        };
        for number in from.0..=to.0 {
            let number = VersionNumber(number);
            let Some(version) = store::version(db, document, number)? else {
                return Ok(None);
            };
            way.versions.push(version);
            if number > from {
                let Some(map) = store::map_to(db, document, number)? else {
                    return Ok(None);
                };
                way.maps.push(map);
            }
        }
        Ok((!way.versions.is_empty()).then_some(way))
    }

    /// The maps opened beside their versions, oldest first.
    pub fn readings(&self) -> Vec<Reading<'_>> {
        let pairs = self.versions.windows(2).zip(&self.maps);
        pairs
            .map(|(pair, map)| Reading::of(&pair[0], &pair[1], map.clone()))
            .collect()
    }

    /// Where passages of the first version stand in the last.
    pub fn carry(&self, passages: impl IntoIterator<Item = Span>) -> Vec<Landing> {
        let readings = self.readings();
        passages
            .into_iter()
            .map(|passage| carry_through(&readings, passage))
            .collect()
    }

    /// The version it begins at.
    pub fn first(&self) -> &Arc<Version> {
        &self.versions[0]
    }

    /// The version it leads to.
    pub fn last(&self) -> &Arc<Version> {
        &self.versions[self.versions.len() - 1]
    }
}
