//! What changed between two versions, block by block and word by word, as a careful person would mark it.
use crate::carry::Reading;
use crate::kinship::{Kin, Kinship};
use crate::markup::mark_up;
use crate::span::Span;
use crate::version::BlockId;
use serde::{Deserialize, Serialize};

/// Share of an old block (in hundredths) that makes a new block one of its parts, and of a new block that makes an old
/// one of its sources.
const PART: u64 = 20;

/// Share of the smaller of the two (in hundredths) that must be shared.
const MOSTLY: u64 = 60;

/// What became of a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fate {
    /// The same words at the same place.
    Kept,
    /// The same place, other words.
    Edited,
    /// Another place among its neighbours; perhaps edited too.
    Moved,
    /// One of several blocks that one became.
    Split,
    /// One block that several became.
    Merged,
    /// Not there before.
    New,
    /// No longer there.
    Gone,
}

/// A stretch of a block's mark-up. Kept and inserted stretches together are the new block, letter by letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DiffRun {
    /// In both versions (case and the like may differ; show the new words).
    Kept { old: Span, new: Span },
    /// Only in the old version.
    Deleted { old: Span },
    /// Only in the new version.
    Inserted { new: Span },
    /// Went from here to another block.
    MovedOut { old: Span, to: BlockId },
    /// Came here from another block.
    MovedIn { new: Span, from: BlockId },
}

/// What happened to a block.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BlockChange {
    /// In one word.
    pub fate: Fate,
    /// The old blocks it came from; for a gone block the block itself.
    pub old: Vec<BlockId>,
    /// The new block, unless gone.
    pub new: Option<BlockId>,
    /// For a moved block the block it stood after; `None` when it stood first.
    pub stood_after: Option<BlockId>,
    /// Word by word.
    pub runs: Vec<DiffRun>,
}

/// The numbers of the one-sentence summary.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Summary {
    /// Blocks that say the same at the same place.
    pub kept: usize,
    /// Blocks with other words.
    pub edited: usize,
    /// Blocks at another place.
    pub moved: usize,
    /// Old blocks that became several.
    pub split: usize,
    /// New blocks made of several.
    pub merged: usize,
    /// Blocks that were not there.
    pub new: usize,
    /// Blocks that are no longer there.
    pub gone: usize,
}

/// Everything that changed between two versions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Comparison {
    /// In the order of the new text; a gone block stands after the one it followed.
    pub changes: Vec<BlockChange>,
    /// Counts.
    pub summary: Summary,
}

impl Reading<'_> {
    /// Compares the two versions block by block.
    pub fn compare(&self) -> Comparison {
        Comparer {
            reading: self,
            kinship: Kinship::of(self),
        }
        .compare()
    }
}

struct Comparer<'r, 'a> {
    reading: &'r Reading<'a>,
    kinship: Kinship,
}

impl Comparer<'_, '_> {
    fn compare(&self) -> Comparison {
        let parts = self.parts();
        let mut part_count = vec![0; self.kinship.old_worth.len()];
        parts.iter().for_each(|part| part_count[part.old] += 1);
        let mut gone = self.gone(&parts).into_iter().peekable();
        let mut changes: Vec<BlockChange> =
            std::iter::from_fn(|| gone.next_if(|(after, _)| after.is_none()))
                .map(|(_, change)| change)
                .collect();
        let mut sources: Vec<Vec<usize>> = vec![Vec::new(); self.kinship.new_worth.len()];
        parts
            .iter()
            .for_each(|part| sources[part.new].push(part.old));
        for (new, sources) in sources.into_iter().enumerate() {
            changes.push(self.change(new, sources, &part_count));
            changes.extend(
                std::iter::from_fn(|| gone.next_if(|(after, _)| *after == Some(new)))
                    .map(|(_, change)| change),
            );
        }
        let mut summary = Summary {
            split: part_count.iter().filter(|count| **count > 1).count(),
            ..Summary::default()
        };
        changes.iter().for_each(|change| summary.count(change.fate));
        Comparison { changes, summary }
    }

    /// Pairs where the new block is clearly made of the old one and holds a good part of it.
    fn parts(&self) -> Vec<Kin> {
        let Kinship {
            all,
            old_worth,
            new_worth,
            ..
        } = &self.kinship;
        let is_part = |kin: &&Kin| {
            let smaller = old_worth[kin.old].min(new_worth[kin.new]);
            kin.shared * 100 >= smaller * MOSTLY
                && kin.shared * 100 >= old_worth[kin.old].max(new_worth[kin.new]) * PART
        };
        all.iter().filter(is_part).copied().collect()
    }

    fn change(&self, new: usize, mut sources: Vec<usize>, part_count: &[usize]) -> BlockChange {
        sources.extend(self.kinship.parent[new].filter(|parent| !sources.contains(parent)));
        let is_split = sources.iter().any(|old| part_count[*old] > 1);
        let runs = mark_up(self.reading, new, &sources);
        let fate = match (sources.len(), &self.kinship.parent[new]) {
            (0, _) => Fate::New,
            (2.., _) => Fate::Merged,
            _ if is_split => Fate::Split,
            _ if !self.kinship.in_order[new] => Fate::Moved,
            _ if matches!(runs[..], [DiffRun::Kept { .. }]) => Fate::Kept,
            _ => Fate::Edited,
        };
        let ids = self.reading.old.blocks();
        let stood_after = sources
            .first()
            .filter(|_| fate == Fate::Moved)
            .and_then(|old| old.checked_sub(1))
            .map(|before| ids[before].id);
        BlockChange {
            fate,
            old: sources.iter().map(|old| ids[*old].id).collect(),
            new: Some(self.reading.new.blocks()[new].id),
            stood_after,
            runs,
        }
    }

    /// The gone blocks, each with the new block it is shown after.
    fn gone(&self, parts: &[Kin]) -> Vec<(Option<usize>, BlockChange)> {
        let mut heir = vec![None; self.kinship.old_worth.len()];
        for part in parts {
            heir[part.old].get_or_insert(part.new);
        }
        let in_place = |new: &usize| self.kinship.in_order[*new];
        self.kinship
            .parent
            .iter()
            .enumerate()
            .for_each(|(new, old)| old.iter().for_each(|old| heir[*old] = Some(new)));
        let mut after = None;
        let mut gone = Vec::new();
        for (old, block) in self.reading.old.blocks().iter().enumerate() {
            match heir[old] {
                Some(new) => after = after.max(Some(new).filter(in_place)),
                None => gone.push((
                    after,
                    BlockChange {
                        fate: Fate::Gone,
                        old: vec![block.id],
                        new: None,
                        stood_after: None,
                        runs: vec![DiffRun::Deleted { old: block.span }],
                    },
                )),
            }
        }
        gone
    }
}

impl Summary {
    fn count(&mut self, fate: Fate) {
        match fate {
            Fate::Kept => self.kept += 1,
            Fate::Edited => self.edited += 1,
            Fate::Moved => self.moved += 1,
            Fate::Merged => self.merged += 1,
            Fate::New => self.new += 1,
            Fate::Gone => self.gone += 1,
            Fate::Split => {}
        }
    }
}
