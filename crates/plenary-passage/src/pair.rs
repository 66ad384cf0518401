//! Two versions side by side: their words under common numbers, and what each word is worth as evidence.
use crate::version::Version;
use crate::wordlist::Words;
use std::collections::HashMap;
use std::hash::{BuildHasher, Hasher};

/// A word without partner.
pub(crate) const NONE: u32 = u32::MAX;

/// Evidence is counted in sixteenths of a bit, in whole numbers, so that every machine computes the same.
pub(crate) const BIT: u32 = 16;

/// A shorter text is weighed as one of so many words: a word is not common because the text is short.
const LEAST_TEXT: u64 = 1024;

/// The words of two versions under common numbers.
pub(crate) struct Pair<'a> {
    pub old: &'a Words,
    pub new: &'a Words,
    /// Number of each old word; equal words have equal numbers on both sides.
    pub old_ids: Vec<u32>,
    /// Number of each new word.
    pub new_ids: Vec<u32>,
    /// By number: how surprising the word is, in sixteenths of a bit.
    worth: Vec<u32>,
}

impl<'a> Pair<'a> {
    pub fn of(old: &'a Version, new: &'a Version) -> Pair<'a> {
        let (old, new) = (old.words(), new.words());
        let mut numbers: Table<u32> =
            Table::with_capacity_and_hasher(new.list.len() / 4, Default::default());
        let mut counts = Vec::new();
        let mut number = |hash: u64| {
            let id = *numbers.entry(hash).or_insert_with(|| {
                counts.push(0u32);
                counts.len() as u32 - 1
            });
            counts[id as usize] += 1;
            id
        };
        let old_ids: Vec<u32> = old.list.iter().map(|word| number(word.hash)).collect();
        let new_ids: Vec<u32> = new.list.iter().map(|word| number(word.hash)).collect();
        let all = log2(((old_ids.len() + new_ids.len()) as u64).max(LEAST_TEXT));
        let worth = counts
            .iter()
            .map(|count| (all - log2(u64::from(*count))).max(BIT))
            .collect();
        Pair {
            old,
            new,
            old_ids,
            new_ids,
            worth,
        }
    }

    /// How many different words there are.
    pub fn numbers(&self) -> usize {
        self.worth.len()
    }

    /// Evidence in an old word, in sixteenths of a bit.
    pub fn worth(&self, old: usize) -> u32 {
        self.worth[self.old_ids[old] as usize]
    }

    /// Evidence in a word number.
    pub fn worth_of(&self, id: u32) -> u32 {
        self.worth[id as usize]
    }

    /// Evidence in a run of old words.
    pub fn worth_of_run(&self, old: usize, words: usize) -> u32 {
        (old..old + words).map(|word| self.worth(word)).sum()
    }

    pub fn same(&self, old: usize, new: usize) -> bool {
        self.old_ids[old] == self.new_ids[new]
    }
}

/// Binary logarithm in sixteenths, straight lines between powers of two; 0 for 0.
pub(crate) fn log2(number: u64) -> u32 {
    let Some(whole) = number.checked_ilog2() else {
        return 0;
    };
    let part = ((u128::from(number) << 4) >> whole) as u32 - 16;
    whole * BIT + part
}

/// A hash table whose keys are hashes already.
pub(crate) type Table<V> = HashMap<u64, V, AsTheyAre>;

/// Takes 64-bit keys as their own hashes. Every table of a test spreads them in another way, so that a result which hangs
/// on the order in which a table is walked differs from one run to the next.
#[derive(Clone)]
#[cfg_attr(not(test), derive(Default))]
pub(crate) struct AsTheyAre {
    #[cfg(test)]
    salt: u64,
}

#[cfg(test)]
impl Default for AsTheyAre {
    fn default() -> AsTheyAre {
        use std::sync::atomic::{AtomicU64, Ordering};
        static NEXT: AtomicU64 = AtomicU64::new(1);
        let salt = crate::words::finish(NEXT.fetch_add(1, Ordering::Relaxed));
        AsTheyAre { salt }
    }
}

impl BuildHasher for AsTheyAre {
    type Hasher = AsItIs;

    fn build_hasher(&self) -> AsItIs {
        AsItIs {
            hash: 0,
            #[cfg(test)]
            salt: self.salt,
        }
    }
}

/// Takes a 64-bit key as its own hash.
pub(crate) struct AsItIs {
    hash: u64,
    #[cfg(test)]
    salt: u64,
}

impl Hasher for AsItIs {
    fn finish(&self) -> u64 {
        #[cfg(test)]
        return (self.hash ^ self.salt).wrapping_mul(self.salt | 1);
        #[cfg(not(test))]
        self.hash
    }

    fn write(&mut self, bytes: &[u8]) {
        self.hash = bytes
            .iter()
            .fold(self.hash, |hash, byte| (hash << 8) ^ u64::from(*byte));
    }

    fn write_u64(&mut self, key: u64) {
        self.hash = key;
    }
}

/// Which old word became which new one; each has at most one partner.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Links {
    /// For each old word its new one, or [`NONE`].
    pub to: Vec<u32>,
    /// For each new word its old one, or [`NONE`].
    pub from: Vec<u32>,
}

/// Neighbouring old words that became neighbouring new words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Run {
    pub old: usize,
    pub new: usize,
    pub words: usize,
}

impl Run {
    pub fn old_end(&self) -> usize {
        self.old + self.words
    }

    pub fn new_end(&self) -> usize {
        self.new + self.words
    }
}

impl Links {
    pub fn none(old: usize, new: usize) -> Links {
        Links {
            to: vec![NONE; old],
            from: vec![NONE; new],
        }
    }

    pub fn join(&mut self, old: usize, new: usize) {
        self.to[old] = new as u32;
        self.from[new] = old as u32;
    }

    pub fn part(&mut self, run: Run) {
        self.to[run.old..run.old_end()].fill(NONE);
        self.from[run.new..run.new_end()].fill(NONE);
    }

    pub fn are_free(&self, old: usize, new: usize) -> bool {
        self.to[old] == NONE && self.from[new] == NONE
    }

    /// The links as runs, in the order of the old text.
    pub fn runs(&self) -> Vec<Run> {
        let mut runs: Vec<Run> = Vec::new();
        for (old, new) in self.to.iter().enumerate().filter(|(_, new)| **new != NONE) {
            let new = *new as usize;
            match runs.last_mut() {
                Some(run) if run.old_end() == old && run.new_end() == new => run.words += 1,
                _ => runs.push(Run { old, new, words: 1 }),
            }
        }
        runs
    }
}
