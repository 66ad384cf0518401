//! Verbatim twins: the same words elsewhere, so that only the neighbours can tell which of them a passage became.
use crate::carry::Reading;
use crate::landing::Doubt;
use crate::pair::{BIT, Links, NONE, Pair, Run};
use crate::reword::Bag;
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

/// Evidence that the neighbours on one side must give, unless all of them are beside it again: a single common word
/// lands anywhere.
const SUPPORT: u32 = 10 * BIT;

/// Words around a passage that are looked up elsewhere: if so many words stand twice, the whole block does.
const LONGEST: usize = 1000;

/// Where every word number stands, on both sides.
pub(crate) struct Twins {
    old: Places,
    new: Places,
    /// The runs of the map, cut at the borders of blocks on both sides, in the order of the old text.
    pieces: Vec<Run>,
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
    pub fn of(pair: &Pair, links: &Links) -> Twins {
        let numbers = pair.numbers();
        Twins {
            pieces: pieces(pair, links),
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
        let wide = self.widened(run);
        if has_support(reading, wide) {
            return None;
        }
        let core = core(run, wide);
        let words = &reading.pair.old_ids[core.old..core.old_end()];
        let old = self.old.find(&reading.pair.old_ids, words);
        let new = self.new.find(&reading.pair.new_ids, words);
        match (old, new) {
            (Some(old), Some(new)) if old.len() <= 1 && new.len() <= 1 => None,
            (_, new) => {
                let mut rivals = new.unwrap_or_default();
                rivals.retain(|place| *place != core.new);
                rivals.truncate(MOST_TWINS);
                Some(Doubt {
                    is_tied: run.words * 4 >= arrived * 3 && is_tied(reading, core, &rivals),
                    twins: spans(reading, run, core, &rivals),
                })
            }
        }
    }

    /// The run and the words beside it that went with it, within its block on both sides.
    fn widened(&self, run: Run) -> Run {
        let piece = |word: usize| {
            let next = self.pieces.partition_point(|piece| piece.old <= word);
            next.checked_sub(1).map_or(run, |at| self.pieces[at])
        };
        let (first, last) = (piece(run.old), piece(run.old_end() - 1));
        let before = (run.old - first.old.min(run.old)).min(run.new);
        Run {
            old: run.old - before,
            new: run.new - before,
            words: before + run.words.max(last.old_end().saturating_sub(run.old)),
        }
    }
}

fn pieces(pair: &Pair, links: &Links) -> Vec<Run> {
    let (old_blocks, new_blocks) = (&pair.old.block_of, &pair.new.block_of);
    let mut pieces: Vec<Run> = Vec::new();
    for (old, new) in links.to.iter().enumerate().filter(|(_, new)| **new != NONE) {
        let new = *new as usize;
        match pieces.last_mut() {
            Some(piece)
                if piece.old_end() == old
                    && piece.new_end() == new
                    && old_blocks[old - 1] == old_blocks[old]
                    && new_blocks[new - 1] == new_blocks[new] =>
            {
                piece.words += 1
            }
            _ => pieces.push(Run { old, new, words: 1 }),
        }
    }
    pieces
}

/// The part of a wide run that is looked up: all of it, or the run and some words around it when it is very long.
fn core(run: Run, wide: Run) -> Run {
    if wide.words <= LONGEST {
        return wide;
    }
    let before = (run.old - wide.old).min(LONGEST / 2);
    let old = run.old - before;
    Run {
        old,
        new: run.new - before,
        words: LONGEST.min(wide.old_end() - old),
    }
}

/// The letters that say the same as `run` in the twins of the core around it.
fn spans(reading: &Reading, run: Run, core: Run, rivals: &[usize]) -> Vec<Span> {
    let all = reading.pair.new_ids.len();
    rivals
        .iter()
        .map(|place| place + run.old - core.old)
        .filter(|at| *at < all)
        .map(|at| reading.new_span(at..(at + run.words).min(all)))
        .collect()
}

/// Whether a twin is as much like the old place as the place itself, by its surroundings and then by its very letters.
fn is_tied(reading: &Reading, wide: Run, rivals: &[usize]) -> bool {
    let pair = &reading.pair;
    let around = |from: usize, all: usize, reach: usize| {
        let to = from + wide.words;
        (from.saturating_sub(reach)..from).chain(to..(to + reach).min(all))
    };
    let was = letters(reading.old, wide.old..wide.old_end());
    let says_the_same = |place: usize| letters(reading.new, place..place + wide.words) == was;
    let mut rivals = rivals.to_vec();
    if says_the_same(wide.new) {
        rivals.retain(|place| says_the_same(*place));
    }
    for reach in SURROUNDINGS {
        if rivals.is_empty() {
            break;
        }
        let was = around(wide.old, pair.old_ids.len(), reach).map(|at| pair.old_ids[at]);
        let bag = Bag::of(pair, was);
        let alike = |place| {
            let is = around(place, pair.new_ids.len(), reach).map(|at| pair.new_ids[at]);
            bag.likeness(pair, is)
        };
        let here = alike(wide.new);
        rivals.retain(|place| alike(*place) + CLEARLY >= here);
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

/// Whether the neighbours on both sides landed beside it; the edge of the text is a neighbour too.
fn has_support(reading: &Reading, run: Run) -> bool {
    let (old_all, new_all) = (reading.links.to.len(), reading.links.from.len());
    let to = |word: usize| reading.links.to[word];
    let lands = |old: Range<usize>, new: Range<usize>| {
        let landed = old
            .clone()
            .filter(|word| to(*word) != NONE && new.contains(&(to(*word) as usize)));
        let worth: u32 = landed.map(|word| reading.pair.worth(word)).sum();
        let is_verbatim = || {
            old.clone()
                .all(|word| to(word) as usize + run.old == word + run.new)
        };
        !old.is_empty() && (worth >= SUPPORT || is_verbatim())
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
