//! One line alone, as a shell user pipes it: is it a turn, whose, what marks are in it.

use serde::Serialize;

use crate::decode;
use crate::front;
use crate::heard;
use crate::html;
use crate::labels::{self, Label};
use crate::layout;
use crate::lines;
use crate::marks::{self, Mark, MarkKind};
use crate::opening::{self, Opening, Shape};
use crate::record::{BlockKind, Paragraph, Turn};
use crate::{lexicon, names, words};

/// What one line says.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Fragment {
    /// Whether a turn opens here.
    pub turn: bool,
    /// The label as printed.
    pub label: Option<String>,
    /// The person, from the label or the speaker's own words.
    pub name: Option<String>,
    /// The role.
    pub role: Option<String>,
    /// The organisation of the label.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub organisation: Option<String>,
    /// The country of the label.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// `speech`, `blank` or the kind of a block.
    pub kind: String,
    /// The marks in it.
    pub marks: Vec<Mark>,
}

/// Reads one line without knowing the file it is from.
pub fn fragment(line: &[u8]) -> Fragment {
    let source = decode::decode(line);
    let text = html::unescape(source.text.trim());
    let text = if html::is_element(&text) {
        html::to_text(&text)
    } else {
        text.into_owned()
    };
    let text = text.trim();
    let content = lines::leading_time(text).map_or(text, |(_, after)| &text[after..]);
    match opening::read(content, &|_| false)
        .filter(|found| found.arrows > 0 || marks::standalone(content).is_none())
        .filter(|found| trusted(found, content))
    {
        Some(found) => turn(&found, content, text),
        None => Fragment {
            turn: false,
            label: None,
            name: None,
            role: None,
            organisation: None,
            country: None,
            kind: kind(text).into(),
            marks: all_marks(text),
        },
    }
}

/// Without a file to compare with, a label without arrows must look like nothing else.
fn trusted(found: &Opening, content: &str) -> bool {
    let Some(label) = found.label.filter(|_| found.arrows == 0) else {
        return true;
    };
    let low = words::folded(label);
    let body = &content[found.body..];
    let printed_small = label.chars().any(char::is_lowercase);
    found.colon
        && match found.shape {
            Some(Shape::Role) => {
                let small = printed_small && lexicon::is_everyday_role(&low);
                !(small || printed_small && front::is_list_of_names(body))
            }
            Some(Shape::Capitals) => looks_like_nothing_else(label, &low),
            Some(Shape::Title) => {
                !label.chars().any(|c| c.is_ascii_digit()) && looks_like_a_person(label, &low)
            }
            Some(Shape::Caseless) => !body.is_empty(),
            Some(Shape::Nick) | None => false,
        }
}

/// Capitals that are no heading or turn of speech: `NEXT STEPS`, `IN OTHER WORDS`.
fn looks_like_nothing_else(label: &str, low: &str) -> bool {
    let known = lexicon::is_country(low) || lexicon::is_organisation(low);
    let first = low
        .split([' ', ',', '(', '['])
        .find(|word| !word.is_empty());
    let begins = first.is_some_and(|word| {
        lexicon::is_no_name(word) && !lexicon::is_title(word) && !opening::is_given_name(word)
    });
    label.split_whitespace().count() <= 8 && (known || !begins)
}

/// `Ana Li`, `Ms Mora`, `Commissioner Diaz`.
fn looks_like_a_person(label: &str, low: &str) -> bool {
    let core = label.split([',', '(', '[']).next().unwrap_or(label).trim();
    let words: Vec<&str> = low
        .split([',', '(', '['])
        .next()
        .unwrap_or(low)
        .split_whitespace()
        .collect();
    let titles = words
        .iter()
        .take_while(|word| lexicon::is_title(word))
        .count();
    let plain = |words: &[&str]| {
        !words
            .iter()
            .any(|word| lexicon::is_no_name(word) && !opening::is_given_name(word))
    };
    let addressed = words
        .first()
        .is_some_and(|word| lexicon::is_address(word) || *word == "m.");
    words.len() > 1 && addressed
        || titles > 0
            && titles < words.len()
            && words.len() <= 5
            && plain(&words[titles..])
            && words[0] != "the"
        || (2..=4).contains(&words.len()) && names::is_person(core) && plain(&words)
        || label.contains(['(', '[']) && lexicon::is_country(&words.join(" "))
        || layout::bears_person(label)
}

fn turn(found: &Opening, content: &str, text: &str) -> Fragment {
    let Label {
        name,
        role,
        organisation,
        country,
        ..
    } = found.label.map(labels::read).unwrap_or_default();
    let speech = Turn {
        paragraphs: vec![Paragraph {
            text: content[found.body..].to_owned(),
            ..Paragraph::default()
        }],
        ..Turn::default()
    };
    let own = heard::hear(&speech, heard::FIRST)
        .own
        .map(|(own, _)| names::cased(&own.name));
    Fragment {
        turn: true,
        label: found.label.map(str::to_owned),
        name: name.or(own),
        role: role.map(str::to_owned),
        organisation,
        country,
        kind: match marks::standalone(&content[found.body..]) {
            Some(_) if found.label.is_none() => "mark",
            _ => "speech",
        }
        .into(),
        marks: all_marks(text),
    }
}

fn all_marks(text: &str) -> Vec<Mark> {
    let mut found = marks::find(text);
    // A clock time in front needs no brackets.
    let time = lines::leading_time(text).map(|(time, _)| time.trim());
    if let Some(time) = time.filter(|time| time.starts_with(|c: char| c.is_ascii_digit())) {
        found.insert(
            0,
            Mark {
                kind: MarkKind::Time,
                text: time.to_owned(),
            },
        );
    }
    if !found.is_empty() {
        return found;
    }
    marks::standalone(text)
        .map(|kind| Mark {
            kind,
            text: text.to_owned(),
        })
        .into_iter()
        .collect()
}

fn kind(text: &str) -> &'static str {
    if text.is_empty() {
        return "blank";
    }
    if let Some(mark) = marks::standalone(text) {
        return if mark == MarkKind::EndOfSession {
            "end"
        } else {
            "mark"
        };
    }
    match front::kind(text, true) {
        Some(BlockKind::Disclaimer) => "disclaimer",
        Some(BlockKind::Vendor) => "vendor",
        Some(BlockKind::WarmUp) => "warm_up",
        Some(BlockKind::Separator) => "separator",
        Some(BlockKind::Page) => "page",
        Some(BlockKind::Noise) => "noise",
        _ if front::is_speech(text)
            || text.chars().next().is_some_and(char::is_lowercase)
            || text
                .trim_end_matches([')', ']', '"', '”', '»'])
                .ends_with(['.', '?', '!', '。', '？', '！', '؟']) =>
        {
            "speech"
        }
        _ => "header",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_alone_is_read() {
        let found = fragment(b">> MS. ANA LI: Thank you. (Applause)");
        assert_eq!(
            (
                found.turn,
                found.label.as_deref(),
                found.name.as_deref(),
                found.kind.as_str()
            ),
            (true, Some("MS. ANA LI"), Some("Ana Li"), "speech")
        );
        assert_eq!(found.marks.len(), 1);
        let found = fragment(b"&gt;&gt; MODERATOR: And now?");
        assert_eq!(
            (found.name, found.role.as_deref()),
            (None, Some("moderator"))
        );
        assert_eq!(fragment(b"(Applause)").kind, "mark");
        assert_eq!(fragment(b"[End of session]").kind, "end");
        assert_eq!(fragment(b"").kind, "blank");
        assert!(!fragment(b"and so: we went on").turn);
        assert!(fragment(b"JIM OAK: Good morning").turn);
        assert!(!fragment(b"Date: 5 May 2016").turn);
    }
}
