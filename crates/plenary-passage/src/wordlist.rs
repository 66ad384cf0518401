//! The words of a version, the blocks they stand in, and which of them a span touches.
use crate::span::Span;
use crate::version::Block;
use crate::words::{Word, segment};
use std::ops::Range;

/// The words of a version and the blocks they stand in.
#[derive(Clone, Debug)]
pub(crate) struct Words {
    pub list: Vec<Word>,
    /// For each word the index of its block.
    pub block_of: Vec<u32>,
    /// For each block the range of its words; empty for a block without words.
    pub ranges: Vec<Range<usize>>,
    /// Number of letters of the text.
    pub letters: u32,
}

impl Words {
    pub fn of(text: &str, blocks: &[Block]) -> Words {
        let mut list = segment(text);
        let mut block_of = Vec::with_capacity(list.len());
        let mut ranges = vec![0..0; blocks.len().max(1)];
        let mut at = 0;
        for (place, word) in list.iter_mut().enumerate() {
            while at + 1 < blocks.len() && blocks[at + 1].span.start <= word.start {
                at += 1;
            }
            word.sentence += at as u32;
            block_of.push(at as u32);
            if ranges[at].is_empty() {
                ranges[at].start = place;
            }
            ranges[at].end = place + 1;
        }
        Words {
            letters: text.chars().count() as u32,
            list,
            block_of,
            ranges,
        }
    }

    /// The word range of every block that has words.
    pub fn blocks(&self) -> impl Iterator<Item = Range<usize>> {
        self.ranges
            .iter()
            .filter(|range| !range.is_empty())
            .cloned()
    }

    /// The words that a span touches, as a range of indices.
    pub fn touched(&self, span: Span) -> Range<usize> {
        let first = self.first_not(span.start, |word| word.end <= span.start);
        let last = self.first_not(span.end, |word| word.start < span.end);
        first..last.max(first)
    }

    /// The first word that is not `before` a letter: searched outward from where it stands if all words are of one
    /// length, which touches less memory than halving the whole list.
    pub fn first_not(&self, letter: u32, before: impl Fn(&Word) -> bool) -> usize {
        let all = self.list.len();
        let guess = (u64::from(letter) * all as u64 / u64::from(self.letters.max(1))) as usize;
        let (mut low, mut high, mut step) = (guess.min(all), guess.min(all), 16);
        while low > 0 && !before(&self.list[low - 1]) {
            (high, low, step) = (low - 1, low.saturating_sub(step), step * 2);
        }
        while high < all && before(&self.list[high]) {
            (low, high, step) = (high + 1, (high + step).min(all), step * 2);
        }
        low + self.list[low..high].partition_point(before)
    }
}
