//! Marks in a transcript: what the captioner wrote about the sound instead of the words.
//!
//! A mark is a mark by its words, not by its brackets: `(IGF)` is none, `[ applause ]` is one.

mod closing;
mod vocabulary;

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::words::folded;
use closing::{ends_session, is_clock};

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
    while let Some(at) = next_sign(text, from) {
        let after = bracketed(&text[at..])
            .or_else(|| language_code(text, at))
            .map(|(length, kind)| (at, at + length, kind));
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

/// A text without its marks.
pub fn without(text: &str) -> Cow<'_, str> {
    let found = spans(text);
    if found.is_empty() {
        return text.into();
    }
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    for (start, end, _) in found {
        out.push_str(&text[from..start]);
        from = end;
    }
    out.push_str(&text[from..]);
    out.into()
}

/// The next sign a mark may begin with, from a place on.
fn next_sign(text: &str, from: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    (from..bytes.len()).find(|at| match bytes[*at] {
        b'(' | b'[' | b'{' | b'<' | b'*' | b'#' => true,
        b'-' => bytes.get(at + 1) == Some(&b'-'),
        0xE2 | 0xE3 | 0xEF => text[*at..].starts_with(['♪', '（', '【', '〔', '［', '—', '–', '‑']),
        _ => false,
    })
}

/// `(ES) Señora Presidenta`: the language at the beginning of a speech, in the two letters assemblies use.
fn language_code(text: &str, at: usize) -> Option<(usize, MarkKind)> {
    const CODES: &str =
        "BG|CS|DA|DE|EL|ES|ET|FI|FR|GA|HR|HU|IT|LT|LV|MT|NL|PL|PT|RO|SK|SL|SV|RU|AR|ZH|UK|EU|CA|GL";
    let code = text
        .get(at + 1..at + 3)
        .filter(|_| at == 0 && text.starts_with('('))?;
    let closed = text[3..].starts_with(") ");
    (closed && CODES.split('|').any(|known| known == code))
        .then_some((4, MarkKind::ForeignLanguage))
}

/// A mark at the start of a text that begins with a bracket or a sign; gives its length.
fn bracketed(text: &str) -> Option<(usize, MarkKind)> {
    let open = text.chars().next()?;
    let close = match open {
        '(' => ')',
        '[' => ']',
        '{' => '}',
        '<' => '>',
        '（' => '）',
        '【' => '】',
        '〔' => '〕',
        '［' => '］',
        '-' | '—' | '–' | '‑' => return dashed(text),
        other => other,
    };
    let inner = &text[open.len_utf8()..];
    let window = &inner[..inner.floor_char_boundary(MARK_BYTES)];
    let end = window.find([close, '\n', open]);
    let (length, kind) = match end.map(|end| (end, window[end..].starts_with(close))) {
        Some((end, true)) => classify(&window[..end])
            .or((open == '♪').then_some(MarkKind::Music))
            .map(|kind| (open.len_utf8() + end + close.len_utf8(), kind)),
        Some((_, false)) => None,
        None if open == '♪' => Some((open.len_utf8(), MarkKind::Music)),
        None => unclosed(open, window),
    }?;
    (open != '#' || kind == MarkKind::Music).then_some((length, kind))
}

/// `-- applause --`: between dashes only what can be nothing else.
fn dashed(text: &str) -> Option<(usize, MarkKind)> {
    let dash = ["--", "‑‑", "—", "–"]
        .into_iter()
        .find(|dash| text.starts_with(dash))?;
    let inner = &text[dash.len()..];
    let window = &inner[..inner.floor_char_boundary(40)];
    let end = window.find(dash)?;
    let kind = certain(folded(window[..end].trim()).trim())?;
    Some((dash.len() + end + dash.len(), kind))
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

/// `• (1535)`: the clock in the margin of a parliament's evidence.
fn is_margin_clock(line: &str) -> bool {
    let digits = line
        .trim_start_matches(['•', '●', '·', '*', ' '])
        .strip_prefix('(')
        .and_then(|rest| rest.strip_suffix(')'));
    !line.starts_with('(')
        && digits.is_some_and(|digits| {
            digits.len() == 4
                && digits
                    .parse::<u32>()
                    .is_ok_and(|clock| clock < 2_400 && clock % 100 < 60)
        })
}

/// `The meeting was suspended at 4.20 p.m. and resumed at 4.35 p.m.`
fn is_suspension(low: &str) -> bool {
    let who = [
        "the meeting ",
        "meeting ",
        "sitting ",
        "proceedings ",
        "the session ",
        "the sitting ",
        "the hearing ",
        "the proceedings ",
    ];
    let how = [
        "was suspended ",
        "were suspended ",
        "suspended ",
        "was resumed ",
        "resumed ",
        "adjourned for lunch",
    ];
    who.iter()
        .find_map(|start| low.strip_prefix(start))
        .is_some_and(|rest| how.iter().any(|verb| rest.starts_with(verb)))
        && low.contains(|c: char| c.is_ascii_digit())
        && low.split_whitespace().count() <= 18
}

/// A line that is a mark though nothing encloses it.
fn unbracketed(line: &str) -> Option<MarkKind> {
    if is_margin_clock(line) {
        return Some(MarkKind::Time);
    }
    let low = folded(line);
    let bare = low.trim_matches(|c: char| !c.is_alphanumeric());
    // A span of time is part of a heading.
    let span = bare.contains(['-', '–']);
    let clock = bare.contains(':') && !span && is_clock(bare) && bare.len() <= 20;
    let end = bare.split_whitespace().count() <= 16 && ends_session(bare);
    certain(bare)
        .or(is_suspension(bare).then_some(MarkKind::Break))
        .or(clock.then_some(MarkKind::Time))
        .or(end.then_some(MarkKind::EndOfSession))
        .or_else(|| announced(line))
}

/// `Lunch break`, `NO INTERPRETATION`: a short line that is no sentence.
fn announced(line: &str) -> Option<MarkKind> {
    let words = line.split_whitespace().count();
    let short = (2..=4).contains(&words) && line.starts_with(char::is_uppercase);
    let open = short && line.ends_with(char::is_alphanumeric);
    let kinds = [MarkKind::Break, MarkKind::Music, MarkKind::NoInterpretation];
    classify(line).filter(|kind| open && kinds.contains(kind))
}

/// Single words and phrases that are a mark wherever they stand alone.
fn certain(low: &str) -> Option<MarkKind> {
    let bare = low.trim_matches(|c: char| !c.is_alphanumeric());
    let known = [
        (MarkKind::Applause, "standing ovation|掌声|掌聲"),
        (MarkKind::Laughter, "笑声|笑聲"),
        (MarkKind::Crosstalk, "crosstalk|cross talk"),
        (
            MarkKind::OffMicrophone,
            "speaking off microphone|speaking off mic|off microphone|off mic|speaker off microphone",
        ),
        (
            MarkKind::AudioDifficulty,
            "audio difficulty|audio difficulties|audio technical difficulties|technical difficulties|no audio|no sound",
        ),
        (MarkKind::Gavel, "gavel|gavel bangs|sound of gavel"),
    ];
    // Words of the list that people say, too, as "laughing".
    const SAID: &str =
        "laughing|laughs|ovation|palmas|lachen|chuckle|chuckling|giggle|applauding|applauds";
    let is = |list: &str| list.split('|').any(|phrase| phrase == bare);
    let listed = known
        .iter()
        .find(|(_, list)| is(list))
        .map(|(kind, _)| *kind);
    listed.or_else(|| vocabulary::sure(bare).filter(|_| !is(SAID)))
}

/// What the words between brackets say; nothing if they are speech.
pub fn classify(inner: &str) -> Option<MarkKind> {
    let low = folded(inner.trim());
    let bare = low.trim_matches(|c: char| !(c.is_alphanumeric() || matches!(c, '?' | '？' | '♪')));
    let words: Vec<&str> = bare
        .split(|c: char| !(c.is_alphanumeric() || matches!(c, '\'' | '-' | ':' | '.')))
        .map(|word| word.trim_matches(['.', ':', '-', '\'']))
        .filter(|word| !word.is_empty())
        .collect();
    if words.is_empty() && inner.trim().len() >= 2 && inner.trim().bytes().all(|byte| byte == b'_')
    {
        return Some(MarkKind::Inaudible);
    }
    // `(Whereupon, the above-entitled matter went off the record at 10:12 a.m. and resumed at 10:31 a.m.)`
    if words.first() == Some(&"whereupon") && words.len() <= 30 && bare.contains("resumed") {
        return Some(MarkKind::Break);
    }
    if words.is_empty() || words.len() > 16 {
        return match bare {
            "?" | "??" | "???" | "？" => Some(MarkKind::Uncertain),
            _ => bare.contains('♪').then_some(MarkKind::Music),
        };
    }
    // `performance by Ana Li`.
    if matches!(words[..], ["performance" | "song" | "dance", "by", _, ..]) && words.len() <= 6 {
        return Some(MarkKind::Other);
    }
    if let Some(kind) = vocabulary::phrase(&words) {
        return Some(kind);
    }
    if is_clock(bare) {
        return Some(MarkKind::Time);
    }
    if ends_session(bare) {
        return Some(MarkKind::EndOfSession);
    }
    if is_doubt(bare, &words) {
        return Some(MarkKind::Uncertain);
    }
    vocabulary::kind_of(bare, &words).or_else(|| vocabulary::language(inner.trim(), &words))
}

/// A word the captioner was not sure of: asked after, but no question of the speaker.
fn is_doubt(bare: &str, words: &[&str]) -> bool {
    const ASKING: &str = "why|what|which|who|whom|whose|where|when|how|is|isn't|are|aren't|was|were|do|does|did|\
        don't|can|could|will|would|should|may|right|no|yes|not|really|ok|okay|correct|remember|so|eh|huh|please|you|\
        we|i|it|they|he|she|there|this|that|any|anyone|maybe|perhaps|sure|see|hein|non|oui|no|verdad|sí|nicht|oder|true|hello";
    let asked = bare.ends_with(['?', '？'])
        && words.len() <= 4
        && !words
            .iter()
            .any(|word| ASKING.split('|').any(|known| known == *word));
    asked
        || words
            .first()
            .is_some_and(|word| word.starts_with("phonetic"))
            && words.len() <= 4
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
