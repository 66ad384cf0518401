//! The alignment of most worth between two short word lists, by a table; words that stay together count more.
use crate::pair::BIT;

/// What it is worth that two matched words follow each other on both sides.
const TOGETHER: i32 = 3 * BIT as i32;

/// Below every real value.
const NEVER: i32 = i32::MIN / 2;

/// Where the best value of a cell came from, in two bits, and whether its match follows the match before it.
const FROM_ABOVE: u8 = 0;
const FROM_LEFT: u8 = 1;
const FROM_MATCH: u8 = 2;
const FOLLOWS: u8 = 4;

/// A table filled row by row, old words down and new words across.
pub(crate) struct Alignment {
    width: usize,
    /// Best value so far, and best value that ends in a match, of the row above; one column more on the left.
    best: Vec<i32>,
    matched: Vec<i32>,
    traces: Vec<u8>,
}

impl Alignment {
    /// An empty table for so many new words.
    pub fn new(width: usize) -> Alignment {
        Alignment {
            width,
            best: vec![0; width + 1],
            matched: vec![NEVER; width + 1],
            traces: Vec::new(),
        }
    }

    /// Adds an old word: what it is worth to match it with each equal one of the new words.
    pub fn row<T: PartialEq>(&mut self, word: &T, worth: i32, words: &[T]) {
        let start = self.traces.len();
        self.traces.resize(start + self.width, FROM_LEFT);
        let (mut left, mut diagonal, mut diagonal_match) = (0, 0, NEVER);
        let cells = words.iter().zip(&mut self.traces[start..]);
        let above = self.best[1..].iter_mut().zip(&mut self.matched[1..]);
        for ((other, trace), (best, matched)) in cells.zip(above) {
            let joined = diagonal_match + TOGETHER;
            let value = if other == word {
                worth + diagonal.max(joined)
            } else {
                NEVER
            };
            let follows = if joined > diagonal { FOLLOWS } else { 0 };
            (diagonal, diagonal_match) = (*best, *matched);
            let (unmatched, from) = if *best >= left {
                (*best, FROM_ABOVE)
            } else {
                (left, FROM_LEFT)
            };
            (left, *trace) = if value >= unmatched {
                (value, FROM_MATCH | follows)
            } else {
                (unmatched, from | follows)
            };
            (*best, *matched) = (left, value);
        }
    }

    /// The matched pairs (old, new), rising.
    pub fn trace(&self) -> Vec<(usize, usize)> {
        let mut pairs = Vec::new();
        if self.width == 0 {
            return pairs;
        }
        let (mut old, mut new) = (self.traces.len() / self.width, self.width);
        let mut must_match = false;
        while old > 0 && new > 0 {
            let cell = self.traces[(old - 1) * self.width + new - 1];
            let from = if must_match { FROM_MATCH } else { cell & 3 };
            must_match = false;
            match from {
                FROM_ABOVE => old -= 1,
                FROM_LEFT => new -= 1,
                _ => {
                    (old, new) = (old - 1, new - 1);
                    pairs.push((old, new));
                    must_match = cell & FOLLOWS != 0;
                }
            }
        }
        pairs.reverse();
        pairs
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn align(old: &str, new: &str) -> Vec<(usize, usize)> {
        let new: Vec<char> = new.chars().collect();
        let mut table = Alignment::new(new.len());
        old.chars().for_each(|letter| table.row(&letter, 64, &new));
        table.trace()
    }

    #[test]
    fn equal_lists_align_in_full() {
        assert_eq!(align("abc", "abc"), [(0, 0), (1, 1), (2, 2)]);
    }

    #[test]
    fn words_that_stay_together_win_over_scattered_ones() {
        assert_eq!(align("ab", "axxxab"), [(0, 4), (1, 5)]);
    }

    #[test]
    fn nothing_aligns_with_nothing() {
        assert_eq!(align("", "abc"), []);
        assert_eq!(align("abc", ""), []);
        assert_eq!(align("abc", "xyz"), []);
    }
}
