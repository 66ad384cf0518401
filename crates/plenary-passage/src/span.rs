//! A stretch of a version's text, counted in Unicode scalar values.
use serde::{Deserialize, Serialize};

/// Letters `start` (included) to `end` (excluded) of a canonical text, in Unicode scalar values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    /// First letter.
    pub start: u32,
    /// One past the last letter.
    pub end: u32,
}

impl Span {
    /// The span from `start` to `end`; nothing is checked.
    pub const fn new(start: u32, end: u32) -> Self {
        Span { start, end }
    }

    /// Number of letters; zero when reversed.
    pub const fn letters(self) -> u32 {
        self.end.saturating_sub(self.start)
    }

    /// Whether it holds no letter (a reversed span holds none).
    pub const fn is_empty(self) -> bool {
        self.end <= self.start
    }

    /// Whether the two share at least one letter.
    pub const fn touches(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The part that lies within a text of `letters` letters.
    pub const fn within(self, letters: u32) -> Span {
        Span {
            start: if self.start < letters {
                self.start
            } else {
                letters
            },
            end: if self.end < letters {
                self.end
            } else {
                letters
            },
        }
    }

    /// The smallest span that holds both.
    pub fn hull(self, other: Span) -> Span {
        Span {
            start: self.start.min(other.start),
            end: self.end.max(other.end),
        }
    }
}
