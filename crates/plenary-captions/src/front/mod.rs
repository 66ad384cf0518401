//! What is not speech: header, disclaimer, the captioning firm, tests before the session.

mod furniture;
mod notice;
mod phrases;

pub use furniture::{first_words, is_furniture};
pub use notice::{is_whereabouts, notice};

use crate::marks;
use crate::record::BlockKind;
use crate::words::{Words, folded};

/// A test or a greeting is not longer, in bytes; noise is.
const GREETING: usize = 4_000;

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
    let start = folded(&trimmed[..trimmed.floor_char_boundary(60)]);
    let start = start.trim_start_matches(|c: char| !c.is_alphanumeric());
    if before && short && start.starts_with("disclaimer:") {
        return Some(BlockKind::Disclaimer);
    }
    if trimmed.len() < 160 && phrases::FIRM.iter().any(|phrase| start.starts_with(phrase)) {
        return Some(BlockKind::Vendor);
    }
    let low = if short {
        folded(trimmed)
    } else {
        String::new()
    };
    // An address alone makes a line the firm's only if there is little else in it.
    let address = |sign: &str| matches!(sign, "www." | "http://" | "https://" | "@");
    let sparse = trimmed.split_whitespace().count() <= 3;
    let signs = phrases::SIGNS
        .iter()
        .filter(|sign| low.contains(**sign) && (sparse || !address(sign)))
        .count();
    if trimmed.len() < 300 && (before && signs > 0 || signs > 1) {
        return Some(BlockKind::Vendor);
    }
    if before && trimmed.len() < 60 && is_contact(&low) {
        return Some(BlockKind::Vendor);
    }
    (before && trimmed.len() < 400 && is_warm_up(trimmed)).then_some(BlockKind::WarmUp)
}

/// A telephone number, or a town with its American post code.
fn is_contact(low: &str) -> bool {
    let digits = low.bytes().filter(u8::is_ascii_digit).count();
    let telephone = (9..=15).contains(&digits)
        && low
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, '+' | '-' | '.' | ' ' | '(' | ')'));
    let mut last = low.split_whitespace().rev();
    let code = last
        .next()
        .is_some_and(|word| word.len() == 5 && word.bytes().all(|byte| byte.is_ascii_digit()));
    let state = last
        .next()
        .is_some_and(|word| word.len() == 2 && word.bytes().all(|byte| byte.is_ascii_alphabetic()));
    telephone || code && state && low.contains(',')
}

/// Nothing but stars, dashes and the like.
fn is_separator(text: &str) -> bool {
    let bare = text.trim_matches(|c: char| !c.is_alphanumeric());
    text.contains('-') && matches!(bare, "o0o" | "oOo" | "o0O0o" | "ooo" | "oo0oo")
        || text.len() >= 2
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
    let solid = phrases::SOLID
        .iter()
        .filter(|phrase| text.contains(**phrase))
        .count();
    if solid >= 3 {
        return 2;
    }
    let mut words = Words::default();
    words.read(text, 0, text.len());
    phrases::DISCLAIMER
        .find(&words)
        .map(|found| found.sign)
        .sum()
}

/// `Page 3 of 57`, `- 3 -`.
fn is_page(text: &str) -> bool {
    let low = folded(text);
    let bare = low.trim_matches(|c: char| !c.is_alphanumeric());
    let paged = bare
        .trim_start_matches(|c: char| c.is_ascii_digit())
        .trim_start()
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
    if text.len() > GREETING {
        return false;
    }
    // What the captioner says between brackets is a mark, whatever stands around it.
    let plain = marks::without(text);
    let text = plain.as_ref();
    let mut words = Words::default();
    words.read(text, 0, text.len());
    let signs = phrases::WARM_UP
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
    let text = &text[..text.floor_char_boundary(GREETING)];
    let mut words = Words::default();
    words.read(text, 0, text.len());
    phrases::OPENING.find(&words).next().is_some()
}

/// `Ana Li, Letters Institute; Ben Oak`: what stands after `Moderator:` in a heading.
pub fn is_list_of_names(text: &str) -> bool {
    let small = |word: &str| {
        crate::lexicon::is_particle(word)
            || matches!(
                word,
                "of" | "the" | "and" | "for" | "&" | "y" | "et" | "und"
            )
    };
    let capital = |word: &str| {
        word.chars()
            .find(|c| c.is_alphanumeric())
            .is_some_and(|c| c.is_uppercase() || c.is_ascii_digit())
    };
    // `Mr. Li ........ (Kenya)`.
    let dotted = |word: &str| word.len() > 2 && word.chars().all(|c| matches!(c, '.' | '…'));
    let words: Vec<&str> = text
        .split_whitespace()
        .filter(|word| !dotted(word))
        .collect();
    let ends = text.trim_end().ends_with(['.', '?', '!', ':']);
    let first = words
        .first()
        .map(|word| folded(word.trim_end_matches([',', ';'])));
    let greets = first.is_some_and(|first| {
        crate::lexicon::is_no_name(&first) && !crate::lexicon::is_title(&first)
    });
    (2..=40).contains(&words.len())
        && !ends
        && !greets
        && words.iter().all(|word| small(word) || capital(word))
        && text.chars().any(char::is_lowercase)
}

/// `Rie`: the one name that stands after `Scribe:` in a heading.
pub fn is_one_name(text: &str) -> bool {
    let word = text.trim();
    !word.contains(char::is_whitespace)
        && word.ends_with(char::is_lowercase)
        && word.starts_with(char::is_uppercase)
        && !crate::lexicon::is_no_name(&folded(word))
}

/// Whether a group of lines before the first label reads like speech rather than a heading.
pub fn is_speech(text: &str) -> bool {
    let text = &text[..text.floor_char_boundary(2 * GREETING)];
    let count = text.split_whitespace().count();
    // A title in quotation marks, whatever it asks.
    let quoted = text.trim().starts_with(['“', '"', '«', '„'])
        && text.trim().ends_with(['”', '"', '»', '“']);
    if quoted && count < 25 {
        return false;
    }
    let low = format!(" {} ", folded(text));
    let numeral = text
        .match_indices(" I ")
        .all(|(at, _)| !text[at + 3..].starts_with(char::is_lowercase));
    let personal = [
        if numeral { " i'll " } else { " i " },
        " we ",
        " you ",
        " i'm ",
        " our ",
        " my ",
        " us ",
        " let's ",
        " is ",
        " are ",
        " thank ",
    ]
    .iter()
    .filter(|word| low.contains(**word))
    .count();
    let ends = text
        .trim_end()
        .ends_with(['.', '?', '!', '"', '”', ')', ']', ',', '…', '-']);
    count >= 20 && personal >= 2
        || count >= 6 && personal >= 1 && ends
        || is_foreign_speech(text, &low, count)
}

/// The same for other languages: their small words, or a full stop where no blanks part the words.
fn is_foreign_speech(text: &str, low: &str, count: usize) -> bool {
    const SMALL: [&str; 44] = [
        " que ",
        " nous ",
        " vous ",
        " je ",
        " est ",
        " sont ",
        " merci",
        " yo ",
        " nosotros ",
        " ustedes ",
        " es ",
        " son ",
        " gracias",
        " muchas ",
        " eu ",
        " obrigad",
        " você",
        " ich ",
        " wir ",
        " sie ",
        " ist ",
        " sind ",
        " danke",
        " я ",
        " мы ",
        " вы ",
        " что ",
        " это ",
        " спасибо",
        " شكر",
        " أن ",
        " هذا ",
        " التي ",
        " إلى ",
        " نحن ",
        " gostaria ",
        " quisiera ",
        " voudrais ",
        " möchte ",
        " хотел",
        " благодар",
        " أود ",
        " señor",
        " monsieur",
    ];
    let signs = SMALL.iter().filter(|word| low.contains(**word)).count();
    let ends = text.trim_end().ends_with(['.', '?', '!', '…', '؟', '»']);
    let solid = text.trim_end().ends_with(['。', '？', '！']) && text.chars().count() >= 4;
    solid || count >= 4 && signs >= 1 && ends || count >= 20 && signs >= 2
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
