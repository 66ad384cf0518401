//! Phrases found in one pass over the words of a sentence.

use std::collections::HashMap;

use crate::words::Words;

/// A table of phrases, each with what it is a sign of. A `*` stands for any one word.
pub struct Cues<T> {
    by_first: HashMap<&'static str, Vec<(Vec<&'static str>, T)>>,
}

/// A phrase that was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Found<T> {
    /// The place of its first word.
    pub at: usize,
    /// The place after its last word.
    pub after: usize,
    /// What it is a sign of.
    pub sign: T,
}

impl<T: Copy> Cues<T> {
    /// Builds the table; phrases are lower case with single blanks.
    pub fn new(phrases: &[(&'static str, T)]) -> Self {
        let mut by_first: HashMap<&'static str, Vec<(Vec<&'static str>, T)>> = HashMap::new();
        for (phrase, sign) in phrases {
            let mut words = phrase.split(' ');
            let first = words.next().unwrap_or("");
            by_first
                .entry(first)
                .or_default()
                .push((words.collect(), *sign));
        }
        // The longest phrase first, so that it wins over its own beginning.
        by_first
            .values_mut()
            .for_each(|list| list.sort_by_key(|(rest, _)| std::cmp::Reverse(rest.len())));
        Self { by_first }
    }

    /// Every phrase in the sentence, at most one at each place.
    pub fn find<'a>(&'a self, words: &'a Words) -> impl Iterator<Item = Found<T>> + 'a {
        (0..words.len()).filter_map(|at| self.at(words, at))
    }

    /// The longest phrase that begins at a place.
    pub fn at(&self, words: &Words, at: usize) -> Option<Found<T>> {
        let list = self.by_first.get(words.low(at))?;
        let fits = |rest: &[&str]| {
            rest.iter()
                .enumerate()
                .all(|(step, word)| same(words, at + 1 + step, word))
        };
        let (rest, sign) = list.iter().find(|(rest, _)| fits(rest))?;
        Some(Found {
            at,
            after: at + 1 + rest.len(),
            sign: *sign,
        })
    }
}

fn same(words: &Words, place: usize, word: &str) -> bool {
    place < words.len() && (word == "*" || words.low(place) == word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_phrase_wins() {
        let cues = Cues::new(&[
            ("thank you", 1),
            ("thank you very much", 2),
            ("over to * now", 3),
        ]);
        let mut words = Words::default();
        let text = "Thank you very much, over to Ana now";
        words.read(text, 0, text.len());
        let signs: Vec<i32> = cues.find(&words).map(|found| found.sign).collect();
        assert_eq!(signs, [2, 3]);
    }
}
