//! Tracked changes as proposals: which words, and how they would read.

use super::line::{Laid, Line};
use super::xml::Node;
use crate::remark::{Ask, Place, Remark};

/// The most letters that a passage grows by at either side to hold whole words.
const REACH: usize = 40;

/// Who changed something, and when.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Hand {
    pub author: Option<String>,
    pub written: Option<String>,
    pub is_move: bool,
}

impl Hand {
    /// Reads the author and date of a tracked change or a comment.
    pub fn of(node: &Node) -> Hand {
        let known = |name: &str| {
            let value = node.attribute(name)?.trim();
            (!value.is_empty()).then(|| value.chars().take(200).collect::<String>())
        };
        Hand {
            // What Word writes when it takes the names out of a file.
            author: known("author").filter(|name| name != "Author"),
            written: known("date"),
            is_move: matches!(node.word(), "moveFrom" | "moveTo"),
        }
    }

    pub fn asks(&self, ask: Ask, passages: Vec<Place>) -> Remark {
        Remark {
            author: self.author.clone(),
            written: self.written.clone(),
            ask,
            is_move: self.is_move,
            is_done: false,
            passages,
            replies: Vec::new(),
        }
    }
}

/// A change within a line: letters that would go, words that would come in their place.
pub(crate) struct Change {
    pub hand: Hand,
    pub start: usize,
    pub end: usize,
    pub inserted: String,
}

/// The proposals of a line that became block number `block`.
pub(crate) fn proposals(line: &Line, laid: &Laid, block: usize) -> Vec<Remark> {
    let mut all: Vec<Remark> = line
        .changes
        .iter()
        .filter_map(|change| proposal(change, line, laid, block))
        .collect();
    let all_goes = all.iter().any(|remark| remark.ask == Ask::Remove);
    if let Some(hand) = line.joins.as_ref().filter(|_| !all_goes) {
        let end = line.raw.len();
        let start = word_before(&line.raw, end);
        let place = Place {
            block,
            start: laid.start(start),
            end: laid.end(end),
        };
        all.push(hand.asks(Ask::Join, vec![place]));
    }
    all
}

fn proposal(change: &Change, line: &Line, laid: &Laid, block: usize) -> Option<Remark> {
    let raw = &line.raw;
    let (start, end) = whole_words(raw, change);
    let place = Place {
        block,
        start: laid.start(start),
        end: laid.end(end),
    };
    let wording = wording(raw, change, start, end);
    let old: String = raw[start..end].iter().collect();
    if tidy(&old) == wording || place.end <= place.start {
        return None;
    }
    let ask = match wording.is_empty() {
        true => Ask::Remove,
        false => Ask::Reword(wording),
    };
    Some(change.hand.asks(ask, vec![place]))
}

/// The passage of a change: whole words, and at least one that stands before and after.
fn whole_words(raw: &[char], change: &Change) -> (usize, usize) {
    let (mut start, mut end) = (change.start, change.end);
    let is_word = |at: usize| raw.get(at).is_some_and(|letter| letter.is_alphanumeric());
    let inserted = (
        change.inserted.chars().next(),
        change.inserted.chars().last(),
    );
    let touches = |letter: Option<char>| letter.is_none_or(char::is_alphanumeric);
    while start > 0
        && change.start - start < REACH
        && is_word(start - 1)
        && (is_word(start) || touches(inserted.0))
    {
        start -= 1;
    }
    while end < raw.len()
        && end - change.end < REACH
        && is_word(end)
        && (end > 0 && is_word(end - 1) || touches(inserted.1))
    {
        end += 1;
    }
    let is_blank =
        |start: usize, end: usize| raw[start..end].iter().all(|letter| letter.is_whitespace());
    if is_blank(start, end) || wording(raw, change, start, end).is_empty() {
        let before = word_before(raw, start);
        match is_blank(before, start) {
            false => start = before,
            true => end = word_after(raw, end),
        }
    }
    (start, end)
}

/// Where the last word before a place begins.
fn word_before(raw: &[char], at: usize) -> usize {
    let gap = raw[..at]
        .iter()
        .rev()
        .take(REACH)
        .take_while(|l| l.is_whitespace());
    let last = at - gap.count();
    let word = raw[..last]
        .iter()
        .rev()
        .take(REACH)
        .take_while(|l| !l.is_whitespace());
    last - word.count()
}

/// Where the first word after a place ends.
fn word_after(raw: &[char], at: usize) -> usize {
    let gap = raw[at..]
        .iter()
        .take(REACH)
        .take_while(|l| l.is_whitespace());
    let first = at + gap.count();
    let word = raw[first..]
        .iter()
        .take(REACH)
        .take_while(|l| !l.is_whitespace());
    first + word.count()
}

/// How the letters from `start` to `end` would read.
fn wording(raw: &[char], change: &Change, start: usize, end: usize) -> String {
    let before = raw[start..change.start].iter();
    let after = raw[change.end.min(end)..end].iter();
    let words: String = before
        .copied()
        .chain(change.inserted.chars())
        .chain(after.copied())
        .collect();
    tidy(&words)
}

/// White space as a text keeps it: one space, a line end, or an empty line between paragraphs.
pub(crate) fn tidy(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let (mut spaces, mut breaks) = (0, 0);
    for letter in text.chars() {
        if letter.is_whitespace() {
            spaces += 1;
            breaks += usize::from(letter == '\n');
            continue;
        }
        if spaces > 0 && !out.is_empty() {
            out.push_str(match breaks {
                0 => " ",
                1 => "\n",
                _ => "\n\n",
            });
        }
        (spaces, breaks) = (0, 0);
        if !letter.is_control() {
            out.push(letter);
        }
    }
    out
}

/// What was put in where no words stand: proposed at the end of the block before.
pub(crate) fn addition(change: &Change, before: Option<(usize, &str)>) -> Option<Remark> {
    let inserted = tidy(&change.inserted);
    if inserted.is_empty() {
        return None;
    }
    let Some((block, words)) = before else {
        return Some(change.hand.asks(Ask::Reword(inserted), Vec::new()));
    };
    let letters: Vec<char> = words.chars().collect();
    let start = word_before(&letters, letters.len());
    let place = Place {
        block,
        start: start as u32,
        end: letters.len() as u32,
    };
    let last: String = letters[start..].iter().collect();
    let wording = format!("{last}\n\n{inserted}");
    Some(change.hand.asks(Ask::Reword(wording), vec![place]))
}
