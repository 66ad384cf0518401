//! For an orphan: the places of the new version a person would look at first.
use crate::carry::Reading;
use crate::pair::NONE;
use crate::span::Span;
use crate::version::BlockId;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// A place offered for an orphan.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Neighbour {
    /// The block.
    pub block: BlockId,
    /// Its place.
    pub span: Span,
    /// Why it is offered.
    pub why: Why,
    /// Share of the words the block and the passage have in common, weighted by rarity; 0 to 1.
    pub likeness: f64,
}

/// Why a place is offered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// What stood before the passage is here.
    StoodBefore,
    /// What stood after the passage is here.
    StoodAfter,
    /// It says something similar.
    SaysSimilar,
}

/// Below this likeness a block does not say something similar.
const LEAST_LIKENESS: f64 = 0.15;

impl Reading<'_> {
    /// The blocks nearest to where a passage of the old version stood, then at most `limit` that say something
    /// similar, likest first. Linear in the length of the new version.
    pub fn neighbours(&self, passage: Span, limit: usize) -> Vec<Neighbour> {
        let words = self.pair.old.touched(passage.within(self.old.letters()));
        let likeness = self.likenesses(words.clone());
        let offer = |block: usize, why| {
            let found = &self.new.blocks()[block];
            Neighbour {
                block: found.id,
                span: found.span,
                why,
                likeness: likeness.get(&block).copied().unwrap_or(0.0),
            }
        };
        let mut chosen = Vec::new();
        let before = self.links.to[..words.start]
            .iter()
            .rev()
            .find(|to| **to != NONE);
        let after = self.links.to[words.end..].iter().find(|to| **to != NONE);
        for (to, why) in [(before, Why::StoodBefore), (after, Why::StoodAfter)] {
            let block = to.map(|to| self.pair.new.block_of[*to as usize] as usize);
            chosen.extend(
                block
                    .filter(|block| *block < self.new.blocks().len())
                    .map(|block| (block, why)),
            );
        }
        let mut similar: Vec<usize> = likeness
            .iter()
            .filter(|(_, likeness)| **likeness >= LEAST_LIKENESS)
            .map(|(block, _)| *block)
            .collect();
        similar.sort_by(|a, b| likeness[b].total_cmp(&likeness[a]).then(a.cmp(b)));
        similar.retain(|block| chosen.iter().all(|(other, _)| other != block));
        chosen.extend(
            similar
                .into_iter()
                .take(limit)
                .map(|block| (block, Why::SaysSimilar)),
        );
        chosen
            .into_iter()
            .map(|(block, why)| offer(block, why))
            .collect()
    }

    /// For every new block that shares a word with some old words: twice the shared worth over the worth of both.
    fn likenesses(&self, words: std::ops::Range<usize>) -> HashMap<usize, f64> {
        let mut mine: HashMap<u32, u32> = HashMap::new();
        self.pair.old_ids[words.clone()]
            .iter()
            .for_each(|id| *mine.entry(*id).or_default() += 1);
        let all = self.pair.worth_of_run(words.start, words.len());
        let mut found = HashMap::new();
        for range in self.pair.new.blocks() {
            let mut left = HashMap::new();
            let (mut shared, mut worth) = (0, all);
            for id in &self.pair.new_ids[range.clone()] {
                worth += self.pair.worth_of(*id);
                let Some(count) = mine.get(id) else { continue };
                let used = left.entry(*id).or_insert(0u32);
                if *used < *count {
                    *used += 1;
                    shared += 2 * self.pair.worth_of(*id);
                }
            }
            let block = self.pair.new.block_of[range.start] as usize;
            if shared > 0 && block < self.new.blocks().len() {
                found.insert(block, f64::from(shared) / f64::from(worth));
            }
        }
        found
    }
}
