//! Verbatim twins: the same words elsewhere, so that only the neighbours can tell which of them a passage became.
use crate::carry::Reading;
use crate::landing::Doubt;
use crate::pair::{NONE, Pair, Run};
use crate::reword::likeness;
use crate::span::Span;
use crate::version::Version;
use std::ops::Range;

/// Most places looked at for one passage; beyond them the words are twins without further proof.
const MOST_PLACES: usize = 200;

/// Most twins offered.
const MOST_TWINS: usize = 5;

/// How many words beside a passage are asked for support, and how near to it they must have landed.
const NEIGHBOURS: usize = 4;
const NEAR: usize = 8;

/// How many words on each side of a place are its surroundings, near and far, and how much more alike (in hundredths)
/// those of the right place are than those of its twins.
const SURROUNDINGS: [usize; 2] = [30, 120];
const CLEARLY: u32 = 3;

/// Where every word number stands, on both sides.
pub(crate) struct Twins {
    old: Places,
    new: Places,
}

/// The places of each word number in a text, as one list with a table of starts.
struct Places {
    starts: Vec<u32>,
    places: Vec<u32>,
}

impl Places {
    fn of(ids: &[u32], numbers: usize) -> Places {
        let mut starts = vec![0u32; numbers + 1];
        ids.iter().for_each(|id| starts[*id as usize + 1] += 1);
        (0..numbers).for_each(|id| starts[id + 1] += starts[id]);
        let mut next = starts.clone();
        let mut places = vec![0; ids.len()];
        for (at, id) in ids.iter().enumerate() {
            places[next[*id as usize] as usize] = at as u32;
            next[*id as usize] += 1;
        }
        Places { starts, places }
    }

    fn at(&self, id: u32) -> &[u32] {
        &self.places[self.starts[id as usize] as usize..self.starts[id as usize + 1] as usize]
    }

    /// The places where `words` stands in `ids`, up to a limit; `None` when there are too many to look at.
    fn find(&self, ids: &[u32], words: &[u32]) -> Option<Vec<usize>> {
        let Some((rarest, id)) = words
            .iter()
            .enumerate()
            .min_by_key(|(_, id)| self.at(**id).len())
        else {
            return Some(Vec::new());
        };
        let candidates = self.at(*id);
        if candidates.len() > MOST_PLACES {
            return None;
        }
        let starts = candidates
            .iter()
            .filter_map(|place| (*place as usize).checked_sub(rarest));
        Some(
            starts
                .filter(|start| ids.get(*start..start + words.len()) == Some(words))
                .collect(),
        )
    }
}

impl Twins {
    pub fn of(pair: &Pair) -> Twins {
        let numbers = pair.numbers();
        Twins {
            old: Places::of(&pair.old_ids, numbers),
            new: Places::of(&pair.new_ids, numbers),
        }
    }

    /// For the arrived words of a passage (old and new place): `None` when their place is certain, else the places of
    /// their twins in the new version, none when the only twin stood in the old one.
    pub fn doubts(
        &self,
        reading: &Reading,
        joined: impl Iterator<Item = (usize, usize)>,
    ) -> Option<Doubt> {
        let (run, arrived) = longest_run(joined)?;
        let wide = widened(reading, run);
        if has_support(reading, wide) {
            return None;
        }
        let words = &reading.pair.old_ids[wide.old..wide.old_end()];
        let old = self.old.find(&reading.pair.old_ids, words);
        let new = self.new.find(&reading.pair.new_ids, words);
        match (old, new) {
            (Some(old), Some(new)) if old.len() <= 1 && new.len() <= 1 => None,
            (_, new) => {
                let mut rivals = new.unwrap_or_default();
                rivals.retain(|place| *place != wide.new);
                rivals.truncate(MOST_TWINS);
                Some(Doubt {
                    is_tied: run.words * 4 >= arrived * 3 && is_tied(reading, wide, &rivals),
                    twins: spans(reading, run, wide, &rivals),
                })
            }
        }
    }
}

/// The letters that say the same as `run` in the twins of the run around it.
fn spans(reading: &Reading, run: Run, wide: Run, rivals: &[usize]) -> Vec<Span> {
    rivals
        .iter()
        .map(|place| place + run.old - wide.old)
        .map(|at| reading.new_span(at..at + run.words))
        .collect()
}

/// Whether a twin is as much like the old place as the place itself, by its surroundings and then by its very letters.
fn is_tied(reading: &Reading, wide: Run, rivals: &[usize]) -> bool {
    let pair = &reading.pair;
    let alike = |place: usize, reach: usize| {
        let around = |from: usize, all: usize| {
            let to = from + wide.words;
            (from.saturating_sub(reach)..from).chain(to..(to + reach).min(all))
        };
        likeness(
            pair,
            around(wide.old, pair.old_ids.len()),
            around(place, pair.new_ids.len()),
        )
    };
    let was = letters(reading.old, wide.old..wide.old_end());
    let says_the_same = |place: usize| letters(reading.new, place..place + wide.words) == was;
    let mut rivals = rivals.to_vec();
    if says_the_same(wide.new) {
        rivals.retain(|place| says_the_same(*place));
    }
    for reach in SURROUNDINGS {
        let here = alike(wide.new, reach);
        rivals.retain(|place| alike(*place, reach) + CLEARLY >= here);
    }
    !rivals.is_empty()
}

/// The letters of some words, with the punctuation beside them.
fn letters(version: &Version, words: Range<usize>) -> &str {
    let list = &version.words().list;
    let (first, last) = (list[words.start].start, list[words.end - 1].end);
    version.slice(Span::new(
        first.saturating_sub(PUNCTUATION),
        last + PUNCTUATION,
    ))
}

/// Letters beside the words that tell a heading from a cell or a link.
const PUNCTUATION: u32 = 2;

/// The longest run among arrived words, the first of equals, and how many words arrived.
fn longest_run(joined: impl Iterator<Item = (usize, usize)>) -> Option<(Run, usize)> {
    let mut runs: Vec<Run> = Vec::new();
    for (old, new) in joined {
        match runs.last_mut() {
            Some(run) if run.old_end() == old && run.new_end() == new => run.words += 1,
            _ => runs.push(Run { old, new, words: 1 }),
        }
    }
    let arrived = runs.iter().map(|run| run.words).sum();
    let longest = runs.into_iter().rev().max_by_key(|run| run.words)?;
    Some((longest, arrived))
}

/// The run and the words beside it that went with it, within its block on both sides.
fn widened(reading: &Reading, run: Run) -> Run {
    let (old_blocks, new_blocks) = (&reading.pair.old.block_of, &reading.pair.new.block_of);
    let with = |old: usize, new: usize| {
        reading.links.to.get(old) == Some(&(new as u32)) && new < new_blocks.len()
    };
    let mut wide = run;
    while wide.old > 0
        && wide.new > 0
        && with(wide.old - 1, wide.new - 1)
        && old_blocks[wide.old - 1] == old_blocks[run.old]
        && new_blocks[wide.new - 1] == new_blocks[run.new]
    {
        wide = Run {
            old: wide.old - 1,
            new: wide.new - 1,
            words: wide.words + 1,
        };
    }
    let (old_last, new_last) = (run.old_end() - 1, run.new_end() - 1);
    while with(wide.old_end(), wide.new_end())
        && old_blocks[wide.old_end()] == old_blocks[old_last]
        && new_blocks[wide.new_end()] == new_blocks[new_last]
    {
        wide.words += 1;
    }
    wide
}

/// Whether the neighbours on both sides landed beside it; the edge of the text is a neighbour too.
fn has_support(reading: &Reading, run: Run) -> bool {
    let (old_all, new_all) = (reading.links.to.len(), reading.links.from.len());
    let lands = |old: Range<usize>, new: Range<usize>| {
        old.into_iter().any(|word| {
            reading.links.to[word] != NONE && new.contains(&(reading.links.to[word] as usize))
        })
    };
    let left = (run.old == 0 && run.new == 0)
        || lands(
            run.old.saturating_sub(NEIGHBOURS)..run.old,
            run.new.saturating_sub(NEAR)..run.new,
        );
    let right = (run.old_end() == old_all && run.new_end() == new_all)
        || lands(
            run.old_end()..(run.old_end() + NEIGHBOURS).min(old_all),
            run.new_end()..(run.new_end() + NEAR).min(new_all),
        );
    left && right
}
