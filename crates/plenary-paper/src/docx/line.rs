//! One block while it is read: its words before any proposed change, the changes, and marks between the letters.

use plenary_passage::{Piece, Style};

use super::changes::{Change, Hand};

/// Which end of a comment's passage a mark is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Edge {
    Start,
    End,
    /// Where the sign of the comment stands.
    Sign,
}

/// The words of a block as they come.
#[derive(Default)]
pub(crate) struct Line {
    /// Every letter before white space is tidied.
    pub raw: Vec<char>,
    pub pieces: Vec<Piece>,
    pub changes: Vec<Change>,
    /// Comment, end of its passage, letter.
    pub marks: Vec<(String, Edge, usize)>,
    /// Who proposes to join this block and the next.
    pub joins: Option<Hand>,
    /// Whether a change may still grow: nothing unchanged came since.
    is_open: bool,
}

impl Line {
    /// Words that nobody proposes to change.
    pub fn keep(&mut self, text: &str, styles: &[Style]) {
        if !text.is_empty() {
            self.is_open = false;
            self.write(text, styles);
        }
    }

    /// Words that somebody proposes to take out.
    pub fn delete(&mut self, text: &str, styles: &[Style], hand: &Hand) {
        if !text.is_empty() {
            self.change(hand);
            self.write(text, styles);
            let end = self.raw.len();
            if let Some(change) = self.changes.last_mut() {
                change.end = end;
            }
        }
    }

    /// Words that somebody proposes to put in.
    pub fn insert(&mut self, text: &str, hand: &Hand) {
        if !text.is_empty() {
            self.change(hand);
            if let Some(change) = self.changes.last_mut() {
                change.inserted.push_str(text);
            }
        }
    }

    fn change(&mut self, hand: &Hand) {
        let goes_on = self.is_open
            && self.changes.last().is_some_and(|last| {
                last.hand.author == hand.author && last.hand.is_move == hand.is_move
            });
        if !goes_on {
            self.changes.push(Change {
                hand: hand.clone(),
                start: self.raw.len(),
                end: self.raw.len(),
                inserted: String::new(),
            });
        }
        self.is_open = true;
    }

    fn write(&mut self, text: &str, styles: &[Style]) {
        self.raw.extend(text.chars());
        let is_reference = |style: &Style| matches!(style, Style::FootnoteReference { .. });
        match self.pieces.last_mut() {
            Some(last) if last.styles == styles && !styles.iter().any(is_reference) => {
                last.text.push_str(text);
            }
            _ => self.pieces.push(Piece {
                text: text.to_owned(),
                styles: styles.to_vec(),
            }),
        }
    }

    /// Sets a mark where the words stand now.
    pub fn mark(&mut self, comment: &str, edge: Edge) {
        self.marks.push((comment.to_owned(), edge, self.raw.len()));
    }

    /// Whether there is neither a word nor a change in it.
    pub fn is_blank(&self) -> bool {
        self.raw.iter().all(|letter| letter.is_whitespace())
    }
}

/// Where the letters of a line stand once its white space is tidied, as a version does it.
pub(crate) struct Laid {
    /// For each place between letters: the first letter at or after it.
    starts: Vec<u32>,
    /// For each place between letters: one past the last letter before it.
    ends: Vec<u32>,
    /// How many letters there are.
    pub letters: u32,
}

impl Laid {
    pub fn of(raw: &[char], keeps_space: bool) -> Laid {
        let is_stray = |letter: char| {
            (letter.is_control() && letter != '\n' && letter != '\t') || letter == '\u{feff}'
        };
        let (mut letters, mut is_owed) = (0_u32, false);
        let mut places: Vec<Option<u32>> = Vec::with_capacity(raw.len());
        let mut ends = Vec::with_capacity(raw.len() + 1);
        for letter in raw {
            ends.push(letters);
            if is_stray(*letter) {
                places.push(None);
            } else if letter.is_whitespace() && !keeps_space {
                is_owed = letters > 0;
                places.push(None);
            } else {
                letters += u32::from(is_owed);
                is_owed = false;
                places.push(Some(letters));
                letters += 1;
            }
        }
        if keeps_space {
            let spaces = raw.iter().rev().filter(|letter| !is_stray(**letter));
            let trail = spaces.take_while(|letter| matches!(letter, '\n' | ' '));
            letters -= (trail.count() as u32).min(letters);
        }
        ends.push(letters);
        let mut next = letters;
        let mut starts = vec![letters; raw.len() + 1];
        for (at, place) in places.iter().enumerate().rev() {
            next = place.unwrap_or(next);
            starts[at] = next.min(letters);
        }
        ends.iter_mut().for_each(|end| *end = (*end).min(letters));
        Laid {
            starts,
            ends,
            letters,
        }
    }

    /// The first letter at or after a place.
    pub fn start(&self, at: usize) -> u32 {
        self.starts.get(at).copied().unwrap_or(self.letters)
    }

    /// One past the last letter before a place.
    pub fn end(&self, at: usize) -> u32 {
        self.ends.get(at).copied().unwrap_or(self.letters)
    }
}
