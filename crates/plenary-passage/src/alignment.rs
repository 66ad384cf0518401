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

    /// Adds an old word: what matching it with each new word is worth, 0 where they differ.
    pub fn row(&mut self, worths: impl Iterator<Item = i32>) {
        let (mut diagonal, mut diagonal_match) = (0, NEVER);
        for (at, worth) in worths.enumerate() {
            let follows = diagonal_match + TOGETHER > diagonal;
            let value = if worth == 0 {
                NEVER
            } else {
                worth + diagonal.max(diagonal_match + TOGETHER)
            };
            let (above, left) = (self.best[at + 1], self.best[at]);
            (diagonal, diagonal_match) = (above, self.matched[at + 1]);
            let from = if value >= above && value >= left {
                FROM_MATCH
            } else if above >= left {
                FROM_ABOVE
            } else {
                FROM_LEFT
            };
            self.best[at + 1] = value.max(above).max(left);
            self.matched[at + 1] = value;
            self.traces.push(from | if follows { FOLLOWS } else { 0 });
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
        old.chars().for_each(|letter| {
            table.row(
                new.iter()
                    .map(|other| if *other == letter { 64 } else { 0 }),
            )
        });
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
