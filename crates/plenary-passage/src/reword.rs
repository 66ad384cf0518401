//! Guesses at sentences that were written anew: left over on both sides between the same neighbours.
use crate::map::Guess;
use crate::pair::{Links, NONE, Pair, Run};
use crate::span::Span;
use std::ops::Range;

/// Most sentences of one gap that are compared with each other; longer gaps are too open for a guess.
const MOST_SENTENCES: usize = 40;

/// A sentence counts as left over when less than this share of its words found a place, in hundredths.
const LEFT_OVER: u32 = 50;

/// Least share of common words of a guess, in hundredths, and how far it must be ahead of the second best.
const LEAST: u32 = 45;
const AHEAD: u32 = 15;

/// Compares the left-over sentences of each gap of the backbone and keeps the pairs that prefer each other clearly.
pub(crate) fn guesses(pair: &Pair, links: &Links, backbone: &[Run]) -> Vec<Guess> {
    let mut found = Vec::new();
    let (mut old_at, mut new_at) = (0, 0);
    let end = Run {
        old: pair.old_ids.len(),
        new: pair.new_ids.len(),
        words: 0,
    };
    for run in backbone.iter().chain([&end]) {
        let old = left_over(&pair.old.list, &links.to, old_at..run.old, |word| {
            pair.worth_of(pair.old_ids[word])
        });
        let new = left_over(&pair.new.list, &links.from, new_at..run.new, |word| {
            pair.worth_of(pair.new_ids[word])
        });
        (old_at, new_at) = (run.old_end(), run.new_end());
        if !old.is_empty()
            && !new.is_empty()
            && old.len() <= MOST_SENTENCES
            && new.len() <= MOST_SENTENCES
        {
            mutual_best(pair, &old, &new, &mut found);
        }
    }
    found
}

/// The sentences that lie in a range of words and lost most of their words.
fn left_over(
    list: &[crate::words::Word],
    partners: &[u32],
    range: Range<usize>,
    worth: impl Fn(usize) -> u32,
) -> Vec<Range<usize>> {
    let mut sentences: Vec<Range<usize>> = Vec::new();
    for at in range {
        match sentences.last_mut() {
            Some(sentence) if list[sentence.start].sentence == list[at].sentence => {
                sentence.end = at + 1
            }
            _ => sentences.push(at..at + 1),
        }
    }
    sentences.retain(|sentence| {
        let all: u32 = sentence.clone().map(&worth).sum();
        let placed: u32 = sentence
            .clone()
            .filter(|at| partners[*at] != NONE)
            .map(&worth)
            .sum();
        sentence.len() > 2 && placed * 100 < all * LEFT_OVER
    });
    sentences
}

fn mutual_best(pair: &Pair, old: &[Range<usize>], new: &[Range<usize>], found: &mut Vec<Guess>) {
    let scores: Vec<Vec<u32>> = old
        .iter()
        .map(|old| {
            let bag = Bag::of(pair, pair.old_ids[old.clone()].iter().copied());
            let like =
                |new: &Range<usize>| bag.likeness(pair, pair.new_ids[new.clone()].iter().copied());
            new.iter().map(like).collect()
        })
        .collect();
    for (row, old) in old.iter().enumerate() {
        let Some(column) =
            (0..new.len()).max_by_key(|column| (scores[row][*column], std::cmp::Reverse(*column)))
        else {
            continue;
        };
        let score = scores[row][column];
        let rival = (0..new.len())
            .filter(|other| *other != column)
            .map(|other| scores[row][other]);
        let rival = rival
            .chain(
                (0..scores.len())
                    .filter(|other| *other != row)
                    .map(|other| scores[other][column]),
            )
            .max()
            .unwrap_or(0);
        if score >= LEAST && score >= rival + AHEAD {
            found.push(Guess {
                old: letters(&pair.old.list, old),
                new: letters(&pair.new.list, &new[column]),
                percent: score.min(100) as u8,
            });
        }
    }
}

fn letters(list: &[crate::words::Word], words: &Range<usize>) -> Span {
    Span::new(list[words.start].start, list[words.end - 1].end)
}

/// Some words with their counts, to be compared with others.
pub(crate) struct Bag {
    /// (number, how often), by number.
    words: Vec<(u32, u32)>,
    worth: u64,
}

impl Bag {
    pub fn of(pair: &Pair, ids: impl Iterator<Item = u32>) -> Bag {
        let mut ids: Vec<u32> = ids.collect();
        ids.sort_unstable();
        let worth = ids.iter().map(|id| u64::from(pair.worth_of(*id))).sum();
        let words = ids
            .chunk_by(|a, b| a == b)
            .map(|same| (same[0], same.len() as u32))
            .collect();
        Bag { words, worth }
    }

    /// Share of the words it has in common with others, weighted by worth, in hundredths.
    pub fn likeness(&self, pair: &Pair, others: impl Iterator<Item = u32>) -> u32 {
        let mut left: Vec<u32> = self.words.iter().map(|(_, count)| *count).collect();
        let (mut all, mut common) = (self.worth, 0);
        for id in others {
            let worth = u64::from(pair.worth_of(id));
            all += worth;
            if let Ok(at) = self.words.binary_search_by_key(&id, |(id, _)| *id)
                && left[at] > 0
            {
                left[at] -= 1;
                common += 2 * worth;
            }
        }
        (common * 100).checked_div(all).unwrap_or(0) as u32
    }
}

/// Share of the words two stretches have in common, weighted by worth, in hundredths.
pub(crate) fn likeness(pair: &Pair, old: Range<usize>, new: Range<usize>) -> u32 {
    Bag::of(pair, pair.old_ids[old].iter().copied())
        .likeness(pair, pair.new_ids[new].iter().copied())
}
