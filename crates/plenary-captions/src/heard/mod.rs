//! What a turn says about who speaks: names given, thanked, called and bound to a role.

mod affiliation;
mod sentence;
mod signs;

use crate::cues::Found;
use crate::record::{Paragraph, Turn};
use crate::words::{self, Words};
use sentence::Sentence;
use signs::{SIGNS, Sign};

/// Where words stand that speak for a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Index of the paragraph in its turn.
    pub paragraph: usize,
    /// First byte in the paragraph.
    pub start: usize,
    /// Byte after the last.
    pub end: usize,
}

/// How somebody said who they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Manner {
    /// "My name is".
    MyNameIs,
    /// "I'm", "this is", "speaking", or the name and affiliation in front.
    IAm,
    /// A name and an organisation as the whole first sentence.
    Heading,
}

/// A name heard.
#[derive(Debug, Clone, PartialEq)]
pub struct Heard {
    /// As it was said.
    pub name: String,
    /// Where.
    pub place: Place,
}

/// All that bears on names in one turn.
#[derive(Debug, Clone, Default)]
pub struct Hearing {
    /// The name the speaker gave.
    pub own: Option<(Heard, Manner)>,
    /// The organisation the speaker gave.
    pub affiliation: Option<Heard>,
    /// The country the speaker gave.
    pub country: Option<String>,
    /// The role the speaker gave.
    pub role: Option<&'static str>,
    /// The role the speaker holds in this session, not elsewhere.
    pub leads: Option<&'static str>,
    /// Who is called at the end; the flag is whether it was said in so many words.
    pub called: Vec<(Heard, bool)>,
    /// Who is thanked at the beginning, in order.
    pub thanked: Vec<Heard>,
    /// Roles bound to names.
    pub bound: Vec<(&'static str, Heard)>,
    /// Affiliations stated of others.
    pub introduced: Vec<(String, Heard)>,
}

/// Introductions count in the first sentences only; three, as thanks and greetings come before.
pub const FIRST: usize = 4;
/// Calls count in the last sentences only.
const LAST: usize = 2;

/// Whoever stands behind a role may say so late in the first words under it.
pub const FIRST_OF_ROLE: usize = 16;

/// Reads a turn; introductions count in its first sentences only.
pub fn hear(turn: &Turn, first: usize) -> Hearing {
    let mut hearing = Hearing::default();
    let mut words = Words::default();
    let mut seen = 0;
    let mut said = 0;
    let mut quoted = false;
    for (index, paragraph) in turn.paragraphs.iter().enumerate() {
        let sentences = words::sentences(&paragraph.text);
        let last_paragraph = index + 1 == turn.paragraphs.len();
        for (place, (start, end)) in sentences.iter().enumerate() {
            words.read(&paragraph.text, *start, *end);
            let sentence = Sentence {
                text: &paragraph.text,
                words: &words,
                paragraph: index,
                end: *end,
            };
            let signs: Vec<Found<Sign>> = SIGNS.find(&words).collect();
            if seen < first {
                quoted = quoted || signs.iter().any(|found| sentence.is_quoted(found));
                sentence.beginning(&signs, quoted, (seen, said), &mut hearing);
            }
            if last_paragraph && place + LAST >= sentences.len() {
                sentence.ending(&signs, place + 1 == sentences.len(), &mut hearing);
            }
            sentence.anywhere(&signs, &mut hearing);
            seen += 1;
            said += words.len();
        }
    }
    heading(turn, &mut hearing);
    hearing
}

/// How many words the role at a place has.
fn role_length(words: &Words, at: usize) -> usize {
    SIGNS.at(words, at).map_or(1, |found| found.after - at)
}

fn is_for_the_record(words: &Words, at: usize) -> bool {
    at + 3 == words.len()
        && words.low(at) == "for"
        && matches!(words.low(at + 2), "record" | "transcript")
}

/// Labels under which somebody from the room speaks, who is rarely called by name.
fn is_of_the_room(turn: &Turn) -> bool {
    const ROOM: &str =
        "audience|speaker|participant|remote participant|unidentified|caller|guest|student|youth";
    let role = turn.role.as_deref().unwrap_or("");
    ROOM.split('|').any(|known| known == role)
}

/// A first sentence that begins with name and organisation: "Ana Li, Registry of Letters."
fn heading(turn: &Turn, hearing: &mut Hearing) {
    if hearing.own.is_some() {
        return;
    }
    let Some(Paragraph { text, .. }) = turn.paragraphs.first() else {
        return;
    };
    let mut words = Words::default();
    let total = turn.words().take(40).count();
    let room = is_of_the_room(turn);
    if total <= if room { 5 } else { 9 } {
        return;
    }
    for (start, end) in words::sentences(text).into_iter().take(2) {
        words.read(text, start, end);
        let sentence = Sentence {
            text,
            words: &words,
            paragraph: 0,
            end,
        };
        if sentence.heading(room, hearing) {
            return;
        }
    }
}
