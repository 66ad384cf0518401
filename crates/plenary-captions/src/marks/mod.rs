//! Marks in a transcript: what the captioner wrote about the sound instead of the words.
//!
//! A mark is a mark by its words, not by its brackets: `(IGF)` is none, `[ applause ]` is one.

mod room;

use serde::{Deserialize, Serialize};

use crate::lexicon;
use crate::words::folded;
use room::{ends_session, is_clock, room};

/// What a mark says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MarkKind {
    /// Words that could not be heard.
    Inaudible,
    /// A word or spelling the captioner was not sure of.
    Uncertain,
    /// Somebody spoke away from the microphone.
    OffMicrophone,
    /// The sound failed.
    AudioDifficulty,
    /// Interpretation was missing.
    NoInterpretation,
    /// Speech in another language, or heard through an interpreter.
    ForeignLanguage,
    /// Applause.
    Applause,
    /// Laughter.
    Laughter,
    /// Music.
    Music,
    /// The gavel.
    Gavel,
    /// Several people at once.
    Crosstalk,
    /// A pause or no answer.
    Silence,
    /// A break of the session.
    Break,
    /// A clock time.
    Time,
    /// The end of the session.
    EndOfSession,
    /// Another remark of the captioner.
    Other,
}

/// A mark as printed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// What it says.
    pub kind: MarkKind,
    /// Its text as printed, with brackets.
    pub text: String,
}

/// The longest text between brackets that is looked at, in bytes.
const MARK_BYTES: usize = 160;

/// Every mark in a text with its byte range.
pub fn spans(text: &str) -> Vec<(usize, usize, MarkKind)> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(at) = text[from..]
        .find(['(', '[', '{', '<', '*', '♪'])
        .map(|at| from + at)
    {
        let after = bracketed(&text[at..]).map(|(length, kind)| (at, at + length, kind));
        from = after.map_or_else(
            || at + text[at..].chars().next().map_or(1, char::len_utf8),
            |(_, end, _)| end,
        );
        found.extend(after);
    }
    bare_capitals(text, &mut found);
    found
}

/// Every mark in a text.
pub fn find(text: &str) -> Vec<Mark> {
    spans(text)
        .into_iter()
        .map(|(start, end, kind)| Mark {
            kind,
            text: text[start..end].to_owned(),
        })
        .collect()
}

/// A mark at the start of a text that begins with a bracket; gives its length.
fn bracketed(text: &str) -> Option<(usize, MarkKind)> {
    let open = text.chars().next()?;
    let close = match open {
        '(' => ')',
        '[' => ']',
        '{' => '}',
        '<' => '>',
        other => other,
    };
    let inner = &text[open.len_utf8()..];
    let window = &inner[..inner.floor_char_boundary(MARK_BYTES)];
    let end = window.find([close, '\n', open]);
    match end.map(|end| (end, window[end..].starts_with(close))) {
        Some((end, true)) => classify(&window[..end])
            .or((open == '♪').then_some(MarkKind::Music))
            .map(|kind| (open.len_utf8() + end + close.len_utf8(), kind)),
        Some((_, false)) => None,
        None if open == '♪' => Some((open.len_utf8(), MarkKind::Music)),
        None => unclosed(open, window),
    }
}

/// `(Indiscernible. And then`: the bracket was never closed; only words that are nothing else count.
fn unclosed(open: char, window: &str) -> Option<(usize, MarkKind)> {
    if !matches!(open, '(' | '[') {
        return None;
    }
    let end = window.find(['.', ',', ';', '\n']).unwrap_or(window.len());
    let kind = certain(folded(window[..end].trim()).trim())?;
    Some((open.len_utf8() + end, kind))
}

/// `the INAUDIBLE is`: without brackets, in capitals inside mixed text.
fn bare_capitals(text: &str, found: &mut Vec<(usize, usize, MarkKind)>) {
    for word in ["INAUDIBLE", "INDISCERNIBLE", "UNINTELLIGIBLE"] {
        let places: Vec<usize> = text.match_indices(word).map(|(at, _)| at).collect();
        for at in places {
            let covered = found
                .iter()
                .any(|(start, end, _)| (*start..*end).contains(&at));
            if !covered && text.chars().any(char::is_lowercase) {
                found.push((at, at + word.len(), MarkKind::Inaudible));
            }
        }
    }
    found.sort_by_key(|(start, ..)| *start);
}

/// Whether a whole line is nothing but marks; gives the kind of the first.
pub fn standalone(line: &str) -> Option<MarkKind> {
    let line = line.trim();
    if line.len() > 400 || line.is_empty() {
        return None;
    }
    let found = spans(line);
    let mut rest = String::new();
    let mut from = 0;
    for (start, end, _) in &found {
        rest.push_str(&line[from..*start]);
        from = *end;
    }
    rest.push_str(&line[from..]);
    let nothing_else = !rest.chars().any(char::is_alphanumeric);
    match found.first() {
        Some((_, _, kind)) if nothing_else => Some(*kind),
        Some(_) => None,
        None => unbracketed(line),
    }
}

/// A line that is a mark though nothing encloses it.
fn unbracketed(line: &str) -> Option<MarkKind> {
    let low = folded(line);
    let bare = low.trim_matches(|c: char| !c.is_alphanumeric());
    let clock = bare.contains(':') && is_clock(bare) && bare.len() <= 20;
    let end = bare.split_whitespace().count() <= 9 && ends_session(bare);
    certain(bare)
        .or(clock.then_some(MarkKind::Time))
        .or(end.then_some(MarkKind::EndOfSession))
}

/// Single words and phrases that are a mark wherever they stand alone.
fn certain(low: &str) -> Option<MarkKind> {
    let bare = low.trim_matches(|c: char| !c.is_alphanumeric());
    Some(match bare {
        "inaudible" | "indiscernible" | "unintelligible" => MarkKind::Inaudible,
        "applause" | "standing ovation" | "aplausos" | "applaudissements" | "beifall" => {
            MarkKind::Applause
        }
        "laughter" | "laughing" | "risas" | "rires" => MarkKind::Laughter,
        "crosstalk" | "cross talk" => MarkKind::Crosstalk,
        "speaking off microphone" | "speaking off mic" | "off microphone" | "off mic" => {
            MarkKind::OffMicrophone
        }
        "audio difficulty"
        | "audio difficulties"
        | "audio technical difficulties"
        | "technical difficulties"
        | "no audio"
        | "no sound" => MarkKind::AudioDifficulty,
        "gavel" => MarkKind::Gavel,
        _ => return None,
    })
}

/// What the words between brackets say; nothing if they are speech.
pub fn classify(inner: &str) -> Option<MarkKind> {
    let low = folded(inner.trim());
    let bare = low.trim_matches(|c: char| !(c.is_alphanumeric() || matches!(c, '?' | '♪')));
    let words: Vec<&str> = bare
        .split(|c: char| !(c.is_alphanumeric() || matches!(c, '\'' | '-' | '?' | ':')))
        .filter(|word| !word.is_empty())
        .collect();
    if words.is_empty() || words.len() > 14 {
        return bare.contains('♪').then_some(MarkKind::Music);
    }
    certain(bare)
        .or_else(|| sound(&words))
        .or_else(|| language(&words))
        .or_else(|| room(bare, &words))
        .or_else(|| doubt(bare, &words))
}

/// Whether a word is one of a list parted by strokes.
fn any(words: &[&str], list: &str) -> bool {
    words
        .iter()
        .any(|word| list.split('|').any(|known| known == *word))
}

/// Every word is one of a mark's vocabulary, so `(music industry)` stays speech.
fn only(words: &[&str], list: &str) -> bool {
    const FILLERS: &str = "\
        a|an|the|of|in|for|at|and|minute|minutes|second|seconds|short|brief|long|no|audience|background|\
        general|loud|from|on|is|playing|plays|begins|ends|continues|moment|coffee|tea|lunch|health|\
        group|sound|sounds|session|meeting|with|room|some|scattered";
    words.iter().all(|word| {
        any(&[word], list)
            || any(&[word], FILLERS)
            || word.chars().all(|c| c.is_ascii_digit() || c == ':')
    })
}

/// What failed to be heard.
fn sound(words: &[&str]) -> Option<MarkKind> {
    let microphone = "mic|microphone|mike|mics|microphones|off-mic|off-microphone";
    let carrier = "\
        audio|sound|connection|technical|signal|line|feed|stream|internet|video|microphone|mic|zoom|\
        transmission|voice";
    let failure = "\
        difficulty|difficulties|problem|problems|issue|issues|failure|lost|loss|drop|drops|dropped|\
        dropping|cut|cuts|cutting|breaking|breaks|broken|distorted|distortion|echo|poor|bad|no|feedback|\
        static|interference|out|gap|unstable|garbled|muted|glitch|glitches|fading|faded|fades|\
        interrupted|interruption|disconnected|unavailable|quality|trouble";
    if any(
        words,
        "\
        inaudible|indiscernible|unintelligible|indistinct|indecipherable|inaudibles|unverständlich|\
        ininteligible|inaudível|indiscernable|unhearable",
    ) {
        return Some(MarkKind::Inaudible);
    }
    if any(words, "off-mic|off-microphone")
        || any(words, microphone) && any(words, "off|away|not|without|outside|far|no")
    {
        return Some(MarkKind::OffMicrophone);
    }
    (words.len() <= 8 && any(words, carrier) && any(words, failure)
        || matches!(words, ["technical" | "audio", ..]) && any(words, failure))
    .then_some(MarkKind::AudioDifficulty)
}

/// Languages and interpretation.
fn language(words: &[&str]) -> Option<MarkKind> {
    let interpretation = "\
        interpretation|translation|interpreter|interpreters|interpreting|interpreted|translated|\
        translator|interpretación|interprétation";
    let missing = "no|not|without|awaiting|waiting|lost|missing|unavailable|wait|lack";
    let named = words.iter().any(|word| lexicon::is_language(word));
    if any(words, missing) && (any(words, interpretation) || words == ["no", "english"]) {
        return Some(MarkKind::NoInterpretation);
    }
    let speaking = "speaking|speaks|spoke|spoken|speak|in|language|through|via|from|original|continues|talking|singing";
    let foreign = any(
        words,
        "foreign|non-english|native|local|other|another|different|indigenous",
    ) && any(words, "language|languages|speaking|non-english");
    let heard = any(words, interpretation) && words.len() <= 6;
    (foreign || heard || named && (words.len() == 1 || words.len() <= 9 && any(words, speaking)))
        .then_some(MarkKind::ForeignLanguage)
}

/// A word the captioner was not sure of.
fn doubt(bare: &str, words: &[&str]) -> Option<MarkKind> {
    let sign = matches!(
        bare,
        "?" | "??"
            | "sp"
            | "sp?"
            | "ph"
            | "ph?"
            | "phonetic"
            | "phonetic spelling"
            | "phonetically"
            | "spelling"
            | "spelling?"
            | "name?"
            | "unclear"
            | "uncertain"
            | "guess"
            | "check spelling"
            | "phon"
    );
    let asked = bare.ends_with('?') && words.len() <= 4;
    (sign || asked || bare.starts_with("phonetic")).then_some(MarkKind::Uncertain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_known_by_their_words() {
        let cases = [
            ("Indiscernible", MarkKind::Inaudible),
            ("inaudible 00:12:33", MarkKind::Inaudible),
            ("UNINTELLIGIBLE - away from mic", MarkKind::Inaudible),
            ("Speaking off microphone", MarkKind::OffMicrophone),
            ("Off-mic", MarkKind::OffMicrophone),
            ("no microphone", MarkKind::OffMicrophone),
            ("Audio technical difficulties", MarkKind::AudioDifficulty),
            ("No audio", MarkKind::AudioDifficulty),
            ("Audio cutting out", MarkKind::AudioDifficulty),
            ("no English interpretation", MarkKind::NoInterpretation),
            ("Awaiting translation", MarkKind::NoInterpretation),
            ("Speaking in French", MarkKind::ForeignLanguage),
            ("speaking non-English language", MarkKind::ForeignLanguage),
            ("through interpreter", MarkKind::ForeignLanguage),
            (" Applause ", MarkKind::Applause),
            ("LAUGHTER", MarkKind::Laughter),
            ("♪ music ♪", MarkKind::Music),
            ("Sound of gavel", MarkKind::Gavel),
            ("overlapping speakers", MarkKind::Crosstalk),
            ("Pause", MarkKind::Silence),
            ("no response", MarkKind::Silence),
            ("Coffee break", MarkKind::Break),
            ("Lunch recess", MarkKind::Break),
            ("10:32 a.m.", MarkKind::Time),
            ("09:31", MarkKind::Time),
            ("Concluded at 1037", MarkKind::EndOfSession),
            ("END OF TRANSCRIPT", MarkKind::EndOfSession),
            ("Meeting adjourned at 6:01 p.m.", MarkKind::EndOfSession),
            ("?", MarkKind::Uncertain),
            ("phonetic", MarkKind::Uncertain),
            ("Kuala?", MarkKind::Uncertain),
            ("video playing", MarkKind::Other),
        ];
        for (words, kind) in cases {
            assert_eq!(classify(words), Some(kind), "{words}");
        }
    }

    #[test]
    fn bracketed_speech_is_no_mark() {
        for words in [
            "IGF",
            "the music industry",
            "time permitting",
            "2016",
            "see the break clause",
            "and others",
            "English speakers of the south",
            "a",
            "MAG",
        ] {
            assert_eq!(classify(words), None, "{words}");
        }
    }

    #[test]
    fn marks_are_found_glued_unclosed_and_bare() {
        let kinds = |text: &str| {
            find(text)
                .into_iter()
                .map(|mark| (mark.kind, mark.text))
                .collect::<Vec<_>>()
        };
        assert_eq!(
            kinds("one(Indiscernible)two [ Laughter ]"),
            [
                (MarkKind::Inaudible, "(Indiscernible)".into()),
                (MarkKind::Laughter, "[ Laughter ]".into())
            ]
        );
        assert_eq!(
            kinds("and (inaudible. Then"),
            [(MarkKind::Inaudible, "(inaudible".into())]
        );
        assert_eq!(
            kinds("the INAUDIBLE is"),
            [(MarkKind::Inaudible, "INAUDIBLE".into())]
        );
        assert_eq!(standalone("(Applause)."), Some(MarkKind::Applause));
        assert_eq!(
            standalone("Session concluded at 10:37"),
            Some(MarkKind::EndOfSession)
        );
        assert_eq!(standalone("(Applause) Thank you."), None);
    }
}
