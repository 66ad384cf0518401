//! The end of a passage's way: its words gathered in the last version, and how much of it is believed.
use crate::carry::Reading;
use crate::edges::agreement;
use crate::landing::{CARRIED_ABOVE, Landing, calibrated};
use crate::moves::joins_like_blocks;
use crate::pair::{BIT, NONE};
use crate::span::Span;
use std::ops::Range;

/// Least share of its words for a stretch to count as a fragment of a split passage.
const FRAGMENT: f64 = 0.2;

/// Words that arrived in several parts count this much beside words that arrived together.
const SPLIT_COUNTS: f64 = 0.75;

/// Evidence (in sixteenths of a bit) that a changed passage needs when none of its neighbours came along.
const ALONE_NEEDS: f64 = 120.0 * BIT as f64;

/// Evidence (in sixteenths of a bit) below which even a whole passage that left its neighbours is only probable: a
/// heading of one word may have been typed again elsewhere.
const ALONE_SURE: u32 = 30 * BIT;

/// How near the neighbours of a passage must land to have come along, in words.
const NEAR: u32 = 40;

/// A passage whose words have been followed to the last version.
pub(crate) struct Journey<'r, 'a> {
    pub first: &'r Reading<'a>,
    pub last: &'r Reading<'a>,
    pub passage: Span,
    /// Its words in the first version.
    pub words: Range<usize>,
    /// For each of them its place in the last version, or [`NONE`].
    pub places: Vec<u32>,
    /// Where the words just before and just after the passage went.
    pub left: &'r [u32],
    pub right: &'r [u32],
}

/// Words of a passage that arrived close to each other.
#[derive(Clone, Debug)]
struct Stretch {
    /// (index in the passage, place in the new version), by place.
    words: Vec<(usize, u32)>,
    worth: u32,
}

impl Journey<'_, '_> {
    /// Where the densest part of the words is; `hops` is how many maps were followed.
    pub fn landing(&self, hops: usize) -> Landing {
        let mut stretches = self.stretches();
        stretches.sort_by_key(|stretch| std::cmp::Reverse(stretch.worth));
        let all = f64::from(
            self.first
                .pair
                .worth_of_run(self.words.start, self.words.len())
                .max(1),
        );
        let Some(best) = stretches.first() else {
            return Landing::orphaned(0.0);
        };
        let parts: Vec<&Stretch> = stretches[1..]
            .iter()
            .filter(|stretch| f64::from(stretch.worth) / all >= FRAGMENT)
            .collect();
        let spread: u32 = parts.iter().map(|part| part.worth).sum::<u32>() + best.worth;
        let share = self.believed(best, spread, all);
        let places = std::iter::once(best).chain(parts);
        let fragments: Vec<Span> = places.map(|stretch| self.letters(stretch)).collect();
        let mut confidence = calibrated(share);
        if hops > 1 {
            let (was, is) = (
                self.first.old.slice(self.passage),
                self.last.new.slice(fragments[0]),
            );
            confidence = confidence.max(calibrated(agreement(was, is)));
        }
        Landing {
            confidence,
            fragments,
            ..Landing::orphaned(0.0)
        }
    }

    /// The share of the words that arrived, less where all neighbours were left and little evidence came along.
    fn believed(&self, best: &Stretch, spread: u32, all: f64) -> f64 {
        let share = (f64::from(best.worth) / all).max(f64::from(spread) / all * SPLIT_COUNTS);
        if !self.left_its_neighbours(best) || (share >= CARRIED_ABOVE && best.worth >= ALONE_SURE) {
            return share;
        }
        if share >= CARRIED_ABOVE {
            return CARRIED_ABOVE;
        }
        if self.is_in_like_blocks(best) {
            return share;
        }
        share * (f64::from(spread) / ALONE_NEEDS).min(1.0)
    }

    /// Whether the blocks that the first words stand in, then and now, say nearly the same.
    fn is_in_like_blocks(&self, best: &Stretch) -> bool {
        let (word, place) = best.words[0];
        std::ptr::eq(self.first, self.last)
            && joins_like_blocks(&self.first.pair, self.words.start + word, place as usize)
    }

    /// Whether hardly any of the words from beside the passage landed beside it again.
    fn left_its_neighbours(&self, best: &Stretch) -> bool {
        let (low, high) = (best.words[0].1, best.words[best.words.len() - 1].1);
        let before = self
            .left
            .iter()
            .filter(|place| (low.saturating_sub(NEAR)..low).contains(place))
            .count();
        let after = self
            .right
            .iter()
            .filter(|place| (high + 1..=high.saturating_add(NEAR)).contains(place))
            .count();
        let edge = (self.left.is_empty() && low == 0)
            || (self.right.is_empty() && high as usize + 1 == self.last.links.from.len());
        !edge && before.max(after) < 2.min(self.left.len().max(self.right.len()))
    }

    /// Parts the arrived words where other text stands between them, or too much new text.
    fn stretches(&self) -> Vec<Stretch> {
        let mut arrived: Vec<(usize, u32)> = self
            .places
            .iter()
            .copied()
            .enumerate()
            .filter(|(_, place)| *place != NONE)
            .collect();
        arrived.sort_unstable_by_key(|(_, place)| *place);
        let mut stretches: Vec<Stretch> = Vec::new();
        for (word, place) in arrived {
            let worth = self.first.pair.worth(self.words.start + word);
            match stretches.last_mut() {
                Some(stretch) if self.joined(stretch.words[stretch.words.len() - 1].1, place) => {
                    stretch.words.push((word, place));
                    stretch.worth += worth;
                }
                _ => stretches.push(Stretch {
                    words: vec![(word, place)],
                    worth,
                }),
            }
        }
        stretches
    }

    fn joined(&self, before: u32, place: u32) -> bool {
        let hole = before as usize + 1..place as usize;
        let foreign = |hole: Range<usize>| {
            self.last.links.from[hole]
                .iter()
                .filter(|from| **from != NONE)
                .count()
        };
        hole.len() <= 2 * self.words.len() + 8 && foreign(hole) <= self.words.len() / 2 + 2
    }

    /// The letters of a stretch: its words, the words that replaced lost ones at its edges, and the same punctuation.
    fn letters(&self, stretch: &Stretch) -> Span {
        let (mut low, mut high) = (stretch.words[0], stretch.words[stretch.words.len() - 1]);
        low.0 = stretch
            .words
            .iter()
            .map(|(word, _)| *word)
            .min()
            .unwrap_or(low.0);
        high.0 = stretch
            .words
            .iter()
            .map(|(word, _)| *word)
            .max()
            .unwrap_or(high.0);
        crate::edges::letters(self, low, high)
    }
}
