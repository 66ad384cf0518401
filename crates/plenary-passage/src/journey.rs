//! The end of a passage's way: its words gathered in the last version, and how much of it is believed.
use crate::carry::Reading;
use crate::edges::agreement;
use crate::landing::{CARRIED_ABOVE, GONE_BELOW, Landing, calibrated};
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

/// Half of the words of a passage are enough, even if the common half, when they are worth this share of it and two of
/// the `CLOSE` nearest words on each side are within `CLOSE_BY` words of it.
const HALF_LEAST: f64 = 0.36;
const CLOSE: usize = 6;
const CLOSE_BY: u32 = 12;

/// Share of its evidence that a stretch gives up at each edge, at most, to words that lie apart.
const EDGE: f64 = 0.2;

/// Letters between two words of one stretch, at most, however short the passage.
const WIDEST: u32 = 100;

/// How many words lie between a stretch and the words apart from it, at least.
const NARROW: usize = 3;

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

impl Stretch {
    /// The places of its first and last word.
    fn ends(&self) -> (u32, u32) {
        (self.words[0].1, self.words[self.words.len() - 1].1)
    }
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
        if self.is_half_in_place(best, share) {
            return GONE_BELOW;
        }
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

    /// Whether half of the words, rare or common, arrived between the neighbours of both sides.
    fn is_half_in_place(&self, best: &Stretch, share: f64) -> bool {
        if !(HALF_LEAST..GONE_BELOW).contains(&share) || best.words.len() * 2 < self.words.len() {
            return false;
        }
        let (before, after) = self.beside(best, CLOSE, CLOSE_BY);
        before >= 2.min(self.left.len()) && after >= 2.min(self.right.len())
    }

    /// Whether the blocks that the first words stand in, then and now, say nearly the same.
    fn is_in_like_blocks(&self, best: &Stretch) -> bool {
        let (word, place) = best.words[0];
        std::ptr::eq(self.first, self.last)
            && joins_like_blocks(&self.first.pair, self.words.start + word, place as usize)
    }

    /// Whether hardly any of the words from beside the passage landed beside it again.
    fn left_its_neighbours(&self, best: &Stretch) -> bool {
        let (low, high) = best.ends();
        let (before, after) = self.beside(best, usize::MAX, NEAR);
        let edge = (self.left.is_empty() && low == 0)
            || (self.right.is_empty() && high as usize + 1 == self.last.links.from.len());
        !edge && before.max(after) < 2.min(self.left.len().max(self.right.len()))
    }

    /// How many of the nearest words on each side of the passage landed within reach of it, on their side.
    fn beside(&self, best: &Stretch, nearest: usize, reach: u32) -> (usize, usize) {
        let (low, high) = best.ends();
        let is_before = |place: &&u32| (low.saturating_sub(reach)..low).contains(*place);
        let is_after = |place: &&u32| (high + 1..=high.saturating_add(reach)).contains(*place);
        let before = self.left.iter().rev().take(nearest).filter(is_before);
        let after = self.right.iter().take(nearest).filter(is_after);
        (before.count(), after.count())
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

    /// The words of a stretch but for a few at an edge that lie apart from the rest: the number of a list item that
    /// stayed while what it numbered went on, or a heading left behind.
    fn close_together<'s>(&self, stretch: &'s Stretch) -> &'s [(usize, u32)] {
        let words = &stretch.words[..];
        let (low, high) = stretch.ends();
        let block_of = &self.last.pair.new.block_of;
        if block_of[low as usize] == block_of[high as usize] {
            return words;
        }
        let is_few = |part: &[(usize, u32)]| {
            let worth = part
                .iter()
                .map(|(word, _)| self.first.pair.worth(self.words.start + word));
            f64::from(worth.sum::<u32>()) <= EDGE * f64::from(stretch.worth)
        };
        let start = (1..words.len())
            .take_while(|cut| is_few(&words[..*cut]))
            .filter(|cut| self.is_apart(words[cut - 1], words[*cut], words.len() - cut))
            .last()
            .unwrap_or(0);
        let end = (start + 1..words.len())
            .rev()
            .take_while(|cut| is_few(&words[*cut..]))
            .filter(|cut| self.is_apart(words[cut - 1], words[*cut], cut - start))
            .last()
            .unwrap_or(words.len());
        &words[start..end]
    }

    /// Whether two arrived words that stand in different blocks now are too far from each other for a side of `rest`
    /// words: they came from one block, or the words between them are as many as that side.
    fn is_apart(&self, before: (usize, u32), after: (usize, u32), rest: usize) -> bool {
        let hole = (after.1 - before.1 - 1) as usize;
        let (old, new) = (&self.first.pair.old.block_of, &self.last.pair.new.block_of);
        let was_one =
            old[self.words.start + before.0] == old[self.words.start + after.0] && hole >= NARROW;
        new[before.1 as usize] != new[after.1 as usize] && (was_one || hole >= rest.max(NARROW))
    }

    fn joined(&self, before: u32, place: u32) -> bool {
        let hole = before as usize + 1..place as usize;
        let foreign = |hole: Range<usize>| {
            self.last.links.from[hole]
                .iter()
                .filter(|from| **from != NONE)
                .count()
        };
        let list = &self.last.pair.new.list;
        let letters = list[place as usize].start - list[before as usize].end;
        letters <= (2 * self.passage.letters()).max(WIDEST)
            && hole.len() <= 2 * self.words.len() + 8
            && foreign(hole) <= self.words.len() / 2 + 2
    }

    /// The letters of a stretch: its words, the words that replaced lost ones at its edges, and the same punctuation.
    fn letters(&self, stretch: &Stretch) -> Span {
        let words = self.close_together(stretch);
        let (mut low, mut high) = (words[0], words[words.len() - 1]);
        low.0 = words.iter().map(|(word, _)| *word).min().unwrap_or(low.0);
        high.0 = words.iter().map(|(word, _)| *word).max().unwrap_or(high.0);
        crate::edges::letters(self, low, high)
    }
}
