//! Which block of one version became which of the next, and how identities are handed on.
use crate::backbone::{Weighed, heaviest_chain};
use crate::carry::Reading;
use crate::map::VersionMap;
use crate::pair::{NONE, Run};
use crate::version::{BlockId, NotAVersion, Version};
use std::collections::BTreeMap;

/// Share of a new block (in hundredths) that must come from an old one, or of the old one that must arrive in it, for
/// the identity to be handed on.
const OF_NEW: u64 = 30;
const OF_OLD: u64 = 50;

/// What two blocks share.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Kin {
    pub old: usize,
    pub new: usize,
    /// Evidence in the words they share.
    pub shared: u64,
}

/// The kinship of the blocks of two versions.
pub(crate) struct Kinship {
    /// All pairs that share words, by old and new block.
    pub all: Vec<Kin>,
    /// For each new block the old one whose identity it bears.
    pub parent: Vec<Option<usize>>,
    /// For each new block whether it kept its place among its kind.
    pub in_order: Vec<bool>,
    /// Evidence in each block as a whole.
    pub old_worth: Vec<u64>,
    pub new_worth: Vec<u64>,
}

impl Kinship {
    pub fn of(reading: &Reading) -> Kinship {
        let mut shared: BTreeMap<(usize, usize), u64> = BTreeMap::new();
        let pair = &reading.pair;
        let (mut old_worth, mut new_worth) = (
            vec![0; reading.old.blocks().len()],
            vec![0; reading.new.blocks().len()],
        );
        for (word, to) in reading.links.to.iter().enumerate() {
            let (block, worth) = (
                pair.old.block_of[word] as usize,
                u64::from(pair.worth(word)),
            );
            if let Some(sum) = old_worth.get_mut(block) {
                *sum += worth;
            }
            if *to != NONE {
                *shared
                    .entry((block, pair.new.block_of[*to as usize] as usize))
                    .or_default() += worth;
            }
        }
        for (word, id) in pair.new_ids.iter().enumerate() {
            if let Some(sum) = new_worth.get_mut(pair.new.block_of[word] as usize) {
                *sum += u64::from(pair.worth_of(*id));
            }
        }
        let all = shared
            .into_iter()
            .map(|((old, new), shared)| Kin { old, new, shared })
            .collect();
        let mut kinship = Kinship {
            all,
            parent: vec![None; new_worth.len()],
            in_order: vec![true; new_worth.len()],
            old_worth,
            new_worth,
        };
        kinship.hand_on(reading);
        kinship.find_order();
        kinship
    }

    /// The closest kin first; every old block has one heir at most.
    fn hand_on(&mut self, reading: &Reading) {
        let mut closest = self.all.clone();
        closest.sort_by_key(|kin| (std::cmp::Reverse(kin.shared), kin.old, kin.new));
        let mut has_heir = vec![false; self.old_worth.len()];
        for kin in closest {
            let enough = kin.shared * 100 >= self.new_worth[kin.new] * OF_NEW
                || kin.shared * 100 >= self.old_worth[kin.old] * OF_OLD;
            self.give(kin.old, kin.new, enough, &mut has_heir);
        }
        for (old, new) in reworded_blocks(reading)
            .into_iter()
            .chain(wordless_blocks(reading))
        {
            self.give(old, new, true, &mut has_heir);
        }
    }

    fn give(&mut self, old: usize, new: usize, enough: bool, has_heir: &mut [bool]) {
        if enough && !has_heir[old] && self.parent[new].is_none() {
            has_heir[old] = true;
            self.parent[new] = Some(old);
        }
    }

    fn find_order(&mut self) {
        let pairs = self
            .parent
            .iter()
            .enumerate()
            .filter_map(|(new, old)| old.map(|old| (old, new)));
        let mut runs: Vec<Weighed> = pairs
            .map(|(old, new)| Weighed {
                run: Run { old, new, words: 1 },
                worth: self.new_worth[new].clamp(1, u64::from(u32::MAX)) as u32,
            })
            .collect();
        runs.sort_unstable_by_key(|weighed| weighed.run.old);
        runs.iter()
            .for_each(|weighed| self.in_order[weighed.run.new] = false);
        heaviest_chain(&runs)
            .into_iter()
            .for_each(|at| self.in_order[runs[at].run.new] = true);
    }
}

/// Blocks whose sentences the map guesses to have been written anew.
fn reworded_blocks(reading: &Reading) -> Vec<(usize, usize)> {
    let index = |version: &Version, letter: u32| {
        version
            .blocks()
            .partition_point(|block| block.span.start <= letter)
            .checked_sub(1)
    };
    let both = |guess: &crate::map::Guess| {
        Some((
            index(reading.old, guess.old.start)?,
            index(reading.new, guess.new.start)?,
        ))
    };
    reading.map().guesses().iter().filter_map(both).collect()
}

/// Blocks without a word (a line of stars) that say the same, in order.
fn wordless_blocks(reading: &Reading) -> Vec<(usize, usize)> {
    let wordless = |version: &Version| -> Vec<(usize, String)> {
        let words = version.words();
        let blocks = version
            .blocks()
            .iter()
            .enumerate()
            .filter(|(_, block)| words.touched(block.span).is_empty());
        blocks
            .map(|(at, block)| (at, version.slice(block.span).to_owned()))
            .collect()
    };
    let mut waiting: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    wordless(reading.old)
        .into_iter()
        .rev()
        .for_each(|(at, text)| waiting.entry(text).or_default().push(at));
    let heir = |(new, text): (usize, String)| {
        waiting
            .get_mut(&text)
            .and_then(Vec::pop)
            .map(|old| (old, new))
    };
    wordless(reading.new).into_iter().filter_map(heir).collect()
}

impl Version {
    /// Makes this version the successor of `old`: blocks take over the identities of those they came from, new blocks
    /// get fresh ones; the map between the two comes with it. Refuses fresh identities that are in use.
    pub fn succeeding(
        self,
        old: &Version,
        mut fresh: impl FnMut() -> BlockId,
    ) -> Result<(Version, VersionMap), NotAVersion> {
        let reading = Reading::between(old, &self);
        let map = reading.map().clone();
        let ids: Vec<BlockId> = Kinship::of(&reading)
            .parent
            .into_iter()
            .map(|parent| parent.map_or_else(&mut fresh, |old_block| old.blocks()[old_block].id))
            .collect();
        drop(reading);
        Ok((self.renamed(&ids)?, map))
    }
}
