//! Whether a proposed change is a wording that can stand in the text, or an instruction to its editor.

use std::collections::HashMap;

use plenary_passage::{BlockKind, Span, Version};

use crate::comment::rules::SUGGESTION_LETTERS;

/// A wording and the letters it would stand for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Wording {
    pub span: Span,
    pub words: String,
}

/// So much of two texts has to be alike before one is taken for a new wording of the other.
const ALIKE: f64 = 0.5;

/// The wording that a change proposes for a passage, if it is one: `Replace "X" by "Y"` where the passage says X once, or
/// words much like the passage's own.
pub(super) fn wording(version: &Version, passage: Span, change: &str) -> Option<Wording> {
    let old = version.slice(passage);
    if change.is_empty() || change.chars().count() > SUGGESTION_LETTERS {
        return None;
    }
    if let Some((from, to)) = replacement(change) {
        let mut places = old.match_indices(from);
        let at = places.next().filter(|_| places.next().is_none())?.0;
        let start = passage.start + old[..at].chars().count() as u32;
        let span = Span::new(start, start + from.chars().count() as u32);
        return Some(Wording {
            span,
            words: to.to_owned(),
        });
    }
    let is_heading = version
        .block_at(passage.start)
        .is_some_and(|block| matches!(block.kind, BlockKind::Heading { .. }));
    let words = unquoted(change).unwrap_or(change);
    let is_wording = !is_heading && likeness(old, words) >= ALIKE && words != old;
    is_wording.then(|| Wording {
        span: passage,
        words: words.to_owned(),
    })
}

const OPENING: [char; 6] = ['"', '“', '«', '„', '「', '‘'];
const CLOSING: [char; 7] = ['"', '”', '»', '“', '」', '’', '‟'];

/// The two quoted texts of `Replace "X" by "Y"`, in any language that has something before and between them and no more.
fn replacement(change: &str) -> Option<(&str, &str)> {
    let (lead, rest) = change.split_at(change.find(OPENING)?);
    let (from, rest) = quoted(rest)?;
    let (between, rest) = rest.split_at(rest.find(OPENING)?);
    let (to, after) = quoted(rest)?;
    let is_short = |text: &str| (1..=24).contains(&text.trim().chars().count());
    let ends = after.trim().trim_matches(['.', '。', '۔']).is_empty();
    (is_short(lead) && is_short(between) && ends && !from.is_empty()).then_some((from, to))
}

/// A quoted text and what follows it.
fn quoted(text: &str) -> Option<(&str, &str)> {
    let mut letters = text.char_indices();
    let (_, opening) = letters.next()?;
    let (start, _) = letters.clone().next()?;
    let closes = |letter: char| match opening {
        '"' => letter == '"',
        _ => CLOSING.contains(&letter),
    };
    let (end, closing) = letters.find(|(_, letter)| closes(*letter))?;
    Some((&text[start..end], &text[end + closing.len_utf8()..]))
}

fn unquoted(text: &str) -> Option<&str> {
    let text = text.trim();
    let (inner, after) = quoted(text.starts_with(OPENING).then_some(text)?)?;
    after.trim().is_empty().then_some(inner)
}

/// Twice the shared pairs of letters over all of them (Dice), which needs no words and so holds in any script.
fn likeness(old: &str, new: &str) -> f64 {
    let pairs = |text: &str| {
        let letters: Vec<char> = text
            .chars()
            .filter(|letter| letter.is_alphanumeric())
            .flat_map(char::to_lowercase)
            .collect();
        let mut count: HashMap<[char; 2], i64> = HashMap::new();
        for pair in letters.windows(2) {
            *count.entry([pair[0], pair[1]]).or_default() += 1;
        }
        count
    };
    let (old, new) = (pairs(old), pairs(new));
    let all = old.values().sum::<i64>() + new.values().sum::<i64>();
    let shared: i64 = old
        .iter()
        .map(|(pair, count)| *count.min(new.get(pair).unwrap_or(&0)))
        .sum();
    match all {
        0 => 0.0,
        all => 2.0 * shared as f64 / all as f64,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use plenary_passage::BlockId;

    fn proposed(text: &str, change: &str) -> Option<(String, String)> {
        let version = Version::from_plain_text(text, BlockId(0).following()).unwrap();
        let found = wording(&version, version.blocks()[0].span, change)?;
        Some((version.slice(found.span).to_owned(), found.words))
    }

    #[test]
    fn a_wording_is_taken_and_an_instruction_is_not() {
        let text = "An outage is any time without a line.";
        let all = |new: &str| Some((text.to_owned(), new.to_owned()));
        let new = "An outage is any time without a working line.";
        assert_eq!(proposed(text, new), all(new));
        assert_eq!(proposed(text, &format!("“{new}”")), all(new));
        let part = Some(("a line".to_owned(), "a connection".to_owned()));
        assert_eq!(
            proposed(text, "Replace \"a line\" by \"a connection\"."),
            part
        );
        assert_eq!(proposed(text, "Change “a line” to “a connection”"), part);
        for no in [
            "Delete.",
            "Define the term and move it to clause 3.",
            "",
            text,
            "Replace \"a\" by \"the\"",
            "Add \"x\"",
        ] {
            assert_eq!(proposed(text, no), None, "{no}");
        }
    }

    #[test]
    fn a_wording_is_told_in_scripts_without_spaces_too() {
        let text = "网络安全是保护网络和数据的做法。";
        assert!(proposed(text, "网络安全是保护网络、系统和数据的做法。").is_some());
        assert!(proposed(text, "删除本段。").is_none());
        assert!(
            proposed(
                "الأمن السيبراني هو حماية الشبكات.",
                "الأمن السيبراني هو حماية الشبكات والبيانات."
            )
            .is_some()
        );
    }
}
