//! From words back to letters: where exactly a landed passage begins and ends.
use crate::alignment::Alignment;
use crate::carry::Reading;
use crate::journey::Journey;
use crate::pair::{BIT, NONE};
use crate::span::Span;
use crate::words::{Word, segment};

/// The letters from word `low` to word `high` (each: index in the passage, place in the new version), with the words
/// that replaced lost ones at the edges and the punctuation that the passage began and ended with.
pub(crate) fn letters(journey: &Journey, low: (usize, u32), high: (usize, u32)) -> Span {
    let list = &journey.last.pair.new.list;
    let old = &journey.first.pair.old.list;
    let (first, last) = (journey.words.start, journey.words.end - 1);
    let (low_word, high_word) = (list[low.1 as usize], list[high.1 as usize]);
    let start = match low.0 {
        0 => head(journey, &old[first], &low_word),
        lost => list[low.1 as usize - replaced_before(journey, lost, low.1 as usize)].start,
    };
    let end = match journey.words.len() - 1 - high.0 {
        0 => tail(journey, &old[last], &high_word),
        lost => list[high.1 as usize + replaced_after(journey, lost, high.1 as usize)].end,
    };
    Span::new(start, end.max(start + 1))
}

/// How many free new words before `place` stand where the `lost` first words of the passage stood.
fn replaced_before(journey: &Journey, lost: usize, place: usize) -> usize {
    let from = &journey.last.links.from;
    let free = (0..place)
        .rev()
        .take_while(|at| from[*at] == NONE)
        .take(2 * lost + 2)
        .count();
    let neighbour = journey
        .words
        .start
        .checked_sub(1)
        .map(|word| journey.first.links.to[word]);
    let closes = if is_one_hop(journey) {
        neighbour.is_none_or(|to| to != NONE && to as usize + free + 1 == place)
    } else {
        false
    };
    if closes && free <= 2 * lost + 1 {
        free
    } else {
        0
    }
}

fn replaced_after(journey: &Journey, lost: usize, place: usize) -> usize {
    let from = &journey.last.links.from;
    let free = (place + 1..from.len())
        .take_while(|at| from[*at] == NONE)
        .take(2 * lost + 2)
        .count();
    let neighbour = journey.first.links.to.get(journey.words.end);
    let closes = is_one_hop(journey)
        && neighbour.is_none_or(|to| *to != NONE && *to as usize == place + free + 1);
    if closes && free <= 2 * lost + 1 {
        free
    } else {
        0
    }
}

fn is_one_hop(journey: &Journey) -> bool {
    std::ptr::eq(journey.first, journey.last)
}

/// Where the passage begins when its first word is still there: within the word, or at the same punctuation before it.
fn head(journey: &Journey, old: &Word, new: &Word) -> u32 {
    let passage = journey.passage;
    if passage.start >= old.start {
        let inside = passage.start - old.start;
        return if inside < new.end - new.start {
            new.start + inside
        } else {
            new.start
        };
    }
    let (old_text, new_text) = (journey.first.old.text(), journey.last.new.text());
    let old_back = old_text[..old.byte as usize]
        .chars()
        .rev()
        .take((old.start - passage.start) as usize);
    let same = old_back
        .zip(new_text[..new.byte as usize].chars().rev())
        .take_while(|(old, new)| old == new)
        .count();
    new.start - same as u32
}

/// Where the passage ends when its last word is still there.
fn tail(journey: &Journey, old: &Word, new: &Word) -> u32 {
    let passage = journey.passage;
    if passage.end <= old.end {
        let cut = old.end - passage.end;
        return if cut < new.end - new.start {
            new.end - cut
        } else {
            new.end
        };
    }
    let (old_text, new_text) = (journey.first.old.text(), journey.last.new.text());
    let after = |text: &'_ str, word: &Word| {
        text[word.byte as usize..]
            .char_indices()
            .nth((word.end - word.start) as usize)
            .map_or(text.len(), |(at, _)| word.byte as usize + at)
    };
    let old_on = old_text[after(old_text, old)..]
        .chars()
        .take((passage.end - old.end) as usize);
    let same = old_on
        .zip(new_text[after(new_text, new)..].chars())
        .take_while(|(old, new)| old == new)
        .count();
    new.end + same as u32
}

/// Most words that are compared to check the end of a chain; a longer passage is checked by its first ones.
const MOST_WORDS: usize = 1000;

/// Share of the words of `was` that stand in `is`, in order.
pub(crate) fn agreement(was: &str, is: &str) -> f64 {
    let hashes = |text: &str| {
        segment(text)
            .into_iter()
            .take(MOST_WORDS)
            .map(|word| word.hash)
            .collect::<Vec<u64>>()
    };
    let (was, is) = (hashes(was), hashes(is));
    let mut table = Alignment::new(is.len());
    was.iter().for_each(|hash| table.row(hash, BIT as i32, &is));
    table.trace().len() as f64 / was.len().max(1) as f64
}

impl Reading<'_> {
    /// The letters from one new word to another.
    pub(crate) fn new_span(&self, words: std::ops::Range<usize>) -> Span {
        let list = &self.pair.new.list;
        Span::new(list[words.start].start, list[words.end - 1].end)
    }
}
