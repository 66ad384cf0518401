//! What is not speech: header, disclaimer, the captioning firm, tests before the session.

use std::sync::LazyLock;

use crate::cues::Cues;
use crate::record::BlockKind;
use crate::words::{Words, folded};

/// Phrases of a disclaimer, with their weight; two points make one.
static DISCLAIMER: LazyLock<Cues<u32>> = LazyLock::new(|| {
    Cues::new(&[
        ("real-time captioning", 1),
        ("realtime captioning", 1),
        ("real time captioning", 1),
        ("authoritative record", 2),
        ("largely accurate", 1),
        ("inaudible passages", 1),
        ("transcription errors", 1),
        ("rough draft format", 2),
        ("rough-draft format", 2),
        ("rough draft", 1),
        ("totally verbatim", 2),
        ("verbatim record", 1),
        ("verbatim transcript", 1),
        ("communication access realtime translation", 1),
        ("communication access real-time translation", 1),
        ("communication accessibility", 1),
        ("not a certified", 2),
        ("not a legal", 1),
        ("not be treated as", 1),
        ("aid to understanding", 1),
        ("posted as an aid", 1),
        ("transcribing an audio", 2),
        ("transcribing from an audio", 2),
        ("not a verbatim", 2),
        ("may contain errors", 1),
        ("for accuracy", 1),
        ("machine generated", 1),
        ("automatically generated", 1),
        ("auto-generated", 1),
        ("automated transcription", 1),
        ("not been verified", 1),
        ("not been edited", 1),
        ("unedited", 1),
        ("unofficial", 1),
        ("not an official", 2),
        ("original audio file", 1),
        ("live captions", 1),
        ("subject to correction", 1),
        ("all rights reserved", 2),
        ("not guaranteed", 1),
        ("grammatical corrections", 1),
        ("this transcript", 1),
        ("this text is being provided", 2),
        ("cart captioning", 1),
        ("no responsibility", 1),
        ("should not be relied", 2),
        ("not intended to", 1),
        ("accuracy of the", 1),
        ("copyright", 1),
        ("outputs of the", 1),
        ("output of the", 1),
        ("incomplete or inaccurate", 1),
        ("this file is", 1),
        ("captioning provided", 1),
        ("this document is a", 1),
        ("being provided in", 1),
    ])
});

/// Signs of the firm that made the captions.
const VENDOR: [&str; 26] = [
    "services provided by",
    "captioned by",
    "captioning by",
    "captioning provided by",
    "captions provided by",
    "caption first",
    "captions first",
    "p.o. box",
    "po box",
    "www.",
    "http://",
    "https://",
    "@",
    "tel:",
    "phone:",
    "1-8",
    "inc.",
    ", inc",
    "llc",
    "cart provider",
    "realtime captioner",
    "stenographer",
    "transcribed by",
    "transcription by",
    "realtime file",
    "certified realtime",
];

/// Words of a microphone or caption test; the flag is whether they can be nothing else.
static WARM_UP: LazyLock<Cues<bool>> = LazyLock::new(|| {
    let tests = [
        "testing",
        "test test",
        "test one two",
        "test 1 2",
        "one two three",
        "1 2 3",
        "can you hear me",
        "can you hear us",
        "can everyone hear",
        "do you hear me",
        "hear me okay",
        "mic check",
        "microphone check",
        "sound check",
        "soundcheck",
        "audio check",
        "captioner standing by",
        "captioner is standing by",
        "standing by",
        "please stand by",
        "stand by",
        "captions will begin",
        "captioning will begin",
        "captioning test",
        "caption test",
        "this is a test",
        "just a test",
        "recording in progress",
        "recording started",
        "this meeting is being recorded",
        "are we live",
        "are we on",
        "we are not live",
        "can you see the captions",
        "captions are working",
        "is the captioning working",
        "checking the audio",
        "checking audio",
        "check check",
        "hello hello",
        "is this on",
        "is this mic on",
        "is this working",
        "no audio yet",
        "awaiting audio",
    ];
    let waits = [
        "waiting for the session",
        "session will begin",
        "session will start",
        "meeting will begin",
        "we will start shortly",
        "we'll start shortly",
        "will begin shortly",
        "will start shortly",
        "starting shortly",
        "start in a few minutes",
        "start in a couple of minutes",
        "waiting for",
        "please take your seats",
        "take your seats",
        "going to start in",
        "get started in",
        "still waiting",
    ];
    let all: Vec<(&str, bool)> = tests
        .iter()
        .map(|phrase| (*phrase, true))
        .chain(waits.iter().map(|phrase| (*phrase, false)))
        .collect();
    Cues::new(&all)
});

/// Words that open a session, so that what follows is no test any more.
static OPENING: LazyLock<Cues<()>> = LazyLock::new(|| {
    let phrases = [
        "good morning",
        "good afternoon",
        "good evening",
        "good day",
        "welcome",
        "ladies and gentlemen",
        "my name is",
        "call to order",
        "thank you for joining",
        "thank you all",
        "let us start",
        "let's start",
        "i would like to",
        "excellencies",
        "distinguished",
        "dear colleagues",
        "bonjour",
        "buenos días",
        "we are starting",
        "the meeting is open",
        "call the meeting",
    ];
    Cues::new(&phrases.map(|phrase| (phrase, ())))
});

/// What a group of lines is if it is no speech; `before` is whether no turn has opened yet.
pub fn kind(text: &str, before: bool) -> Option<BlockKind> {
    let trimmed = text.trim();
    if is_separator(trimmed) {
        return Some(BlockKind::Separator);
    }
    if is_noise(trimmed) {
        return Some(BlockKind::Noise);
    }
    let short = trimmed.len() < 2_000;
    if short && disclaimer_points(trimmed) >= 2 {
        return Some(BlockKind::Disclaimer);
    }
    if trimmed.len() < 60 && is_page(trimmed) {
        return Some(BlockKind::Page);
    }
    let firm = [
        "captioning by",
        "captioned by",
        "transcribed by",
        "transcription by",
        "captions by",
        "live captioning by",
        "realtime captioning by",
        "live captions by",
        "services provided by",
        "captioning provided by",
    ];
    let start = folded(trimmed.get(..40).unwrap_or(trimmed));
    if trimmed.len() < 160 && firm.iter().any(|phrase| start.starts_with(phrase)) {
        return Some(BlockKind::Vendor);
    }
    let low = if short {
        folded(trimmed)
    } else {
        String::new()
    };
    let signs = VENDOR.iter().filter(|sign| low.contains(**sign)).count();
    if trimmed.len() < 300 && (before && signs > 0 || signs > 1) {
        return Some(BlockKind::Vendor);
    }
    (before && trimmed.len() < 400 && is_warm_up(trimmed)).then_some(BlockKind::WarmUp)
}

/// Nothing but stars, dashes and the like.
fn is_separator(text: &str) -> bool {
    text.len() >= 2
        && text.len() < 400
        && text.chars().all(|c| {
            !c.is_alphanumeric()
                && !c.is_control()
                && !matches!(c, '(' | '[' | '♪' | '?' | '!' | '>')
        })
}

/// More control and replacement characters than a text has.
fn is_noise(text: &str) -> bool {
    let (mut strange, mut all) = (0usize, 0usize);
    for letter in text.chars().take(4_000) {
        all += 1;
        strange += usize::from(
            (letter.is_control() && letter != '\t') || letter == char::REPLACEMENT_CHARACTER,
        );
    }
    strange * 10 > all
}

fn disclaimer_points(text: &str) -> u32 {
    let mut words = Words::default();
    words.read(text, 0, text.len());
    DISCLAIMER.find(&words).map(|found| found.sign).sum()
}

/// `Page 3 of 57`, `- 3 -`.
fn is_page(text: &str) -> bool {
    let low = folded(text);
    let bare = low.trim_matches(|c: char| !c.is_alphanumeric());
    let paged = bare
        .strip_prefix("page ")
        .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()) && rest.len() < 20);
    paged
        || !bare.is_empty()
            && bare.len() <= 4
            && bare.bytes().all(|byte| byte.is_ascii_digit())
            && !low.contains(':')
            && !text.ends_with('.')
}

/// Whether the words are a test or a wait before the session.
pub fn is_warm_up(text: &str) -> bool {
    is_test(text, false)
}

/// Whether a turn under a label is a test: only words that can be nothing else count, and few of them.
pub fn is_test_turn(text: &str) -> bool {
    is_test(text, true) && text.split_whitespace().count() <= 15
}

fn is_test(text: &str, strict: bool) -> bool {
    let mut words = Words::default();
    words.read(text, 0, text.len());
    let signs = WARM_UP
        .find(&words)
        .filter(|found| found.sign || !strict)
        .count();
    let bare_test = words.len() > 8
        && (0..words.len())
            .filter(|at| words.low(*at) == "testing")
            .count()
            == signs
        && signs < 2;
    signs > 0 && !bare_test && !opens_session(text) && words.len() <= 40
}

/// Whether the words open a session.
pub fn opens_session(text: &str) -> bool {
    let mut words = Words::default();
    words.read(text, 0, text.len());
    OPENING.find(&words).next().is_some()
}

/// Whether a group of lines before the first label reads like speech rather than a heading.
pub fn is_speech(text: &str) -> bool {
    let count = text.split_whitespace().count();
    let low = format!(" {} ", folded(text));
    let personal = [
        " i ", " we ", " you ", " i'm ", " our ", " my ", " us ", " let's ", " is ", " are ",
        " thank ",
    ]
    .iter()
    .filter(|word| low.contains(**word))
    .count();
    let ends = text
        .trim_end()
        .ends_with(['.', '?', '!', '"', '”', ')', ']', ',', '…', '-']);
    count >= 20 && personal >= 2 || count >= 6 && personal >= 1 && ends
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_are_known_by_their_words() {
        let cases = [
            (
                "The following is the output of the real-time captioning taken during the forum. It should not be treated as an authoritative record.",
                Some(BlockKind::Disclaimer),
            ),
            (
                "This is provided in a rough draft format and may not be a totally verbatim record.",
                Some(BlockKind::Disclaimer),
            ),
            ("* * *", Some(BlockKind::Separator)),
            ("-----", Some(BlockKind::Separator)),
            ("Page 3 of 57", Some(BlockKind::Page)),
            (
                "Services provided by: Letters Inc., P.O. Box 12",
                Some(BlockKind::Vendor),
            ),
            ("Testing, testing, one two three.", Some(BlockKind::WarmUp)),
            (
                "We are now testing a new model with the registry here.",
                None,
            ),
            ("Room 3, 14 May 2019", None),
        ];
        for (text, expected) in cases {
            assert_eq!(kind(text, true), expected, "{text}");
        }
        assert_eq!(kind("We are testing this in Kenya.", false), None);
    }
}
