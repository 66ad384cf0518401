//! How a turn opens in print: arrows, a label, a colon, in all the shapes captioners use.

mod shape;

use crate::lexicon;
use crate::words::folded;
pub use shape::{Shape, is_given_name, shape};

/// The longest label that is looked for, in bytes.
const LABEL_BYTES: usize = 120;

/// What stands before the words of a turn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Opening<'a> {
    /// How many arrows, 0 to 4.
    pub arrows: u8,
    /// The label as printed, without colon.
    pub label: Option<&'a str>,
    /// How the label is written.
    pub shape: Option<Shape>,
    /// Whether a colon follows the label.
    pub colon: bool,
    /// Where the words begin, in bytes of the line.
    pub body: usize,
}

/// Reads the opening of a line; `known` tells whether a folded phrase is a label seen elsewhere.
pub fn read<'a>(line: &'a str, known: &dyn Fn(&str) -> bool) -> Option<Opening<'a>> {
    let (arrows, at) = arrows(line);
    let rest = &line[at..];
    let bare = |body| Opening {
        arrows,
        label: None,
        shape: None,
        colon: false,
        body,
    };
    if let Some(opening) = voice_tag(rest, at) {
        return Some(Opening { arrows, ..opening });
    }
    let bullet = if arrows == 0 { bullet(rest) } else { 0 };
    let labelled = with_colon(&rest[bullet..]);
    if let Some((label, shape, body)) =
        labelled.filter(|(_, shape, _)| arrows == 0 || *shape != Shape::Nick)
    {
        let at = at + bullet;
        return Some(Opening {
            arrows,
            label: Some(label),
            shape: Some(shape),
            colon: true,
            body: at + body,
        });
    }
    if let Some((label, shape)) = timed(rest).filter(|_| arrows == 0) {
        return Some(Opening {
            arrows,
            label: Some(label),
            shape: Some(shape),
            colon: true,
            body: line.len(),
        });
    }
    if let Some((label, shape, body)) = without_colon(rest, arrows > 0, known) {
        return Some(Opening {
            arrows,
            label: Some(label),
            shape: Some(shape),
            colon: false,
            body: at + body,
        });
    }
    (arrows > 0).then(|| bare(at))
}

/// The opening of a line that was cut before its label.
pub fn labelled(line: &str) -> Option<Opening<'_>> {
    read(line, &|_| false).filter(|found| found.label.is_some() && found.colon)
}

/// `>> ana li: hello` in a file whose labels are in small letters.
pub fn small_name(line: &str) -> Option<Opening<'_>> {
    let (arrows, at) = arrows(line);
    let (colon, width) = find_colon(&line[at..])?;
    let label = line[at..at + colon].trim_end();
    let plain = |word: &str| {
        !word.is_empty()
            && word
                .chars()
                .all(|c| c.is_lowercase() || matches!(c, '-' | '\'' | '’' | '.'))
            && (!lexicon::is_no_name(word) || is_given_name(word) || is_office(word))
    };
    let fits = (2..=4).contains(&label.split(' ').count()) && label.split(' ').all(plain);
    let body = at + colon + width;
    (fits && !lexicon::is_no_label(label)).then(|| Opening {
        arrows,
        label: Some(label),
        shape: Some(Shape::Nick),
        colon: true,
        body: skip_blank(line, body),
    })
}

/// `president`, `commissioner`: a word before a name, in small letters.
fn is_office(word: &str) -> bool {
    word.len() > 3 && lexicon::is_title(word) && lexicon::role(word).is_some()
}

/// `Ana Li, rapporteur. – Madam President,`: the label that assemblies set off by a full stop and a dash.
pub fn dashed(line: &str) -> Option<Opening<'_>> {
    let window = &line[..line.floor_char_boundary(LABEL_BYTES)];
    let signs = [". – ", ". — ", ".– ", ".— ", ". ‑ ", ". - ", ".—", ".–"];
    let (at, sign) = signs
        .iter()
        .filter_map(|sign| window.find(sign).map(|at| (at, sign)))
        .min_by_key(|(at, _)| *at)?;
    let label = line[..at].trim();
    let shape = shape(label)?;
    (!label.contains(':')).then(|| Opening {
        arrows: 0,
        label: Some(label),
        shape: Some(shape),
        colon: true,
        body: skip_blank(line, at + sign.len()),
    })
}

/// The bytes of a dash or dot that sets off a turn: `- ANA LI: Hi`.
fn bullet(rest: &str) -> usize {
    let signs = ["- ", "– ", "— ", "• ", "* "];
    signs
        .iter()
        .find(|sign| rest.starts_with(**sign))
        .map_or(0, |sign| sign.len())
}

/// Counts arrows in front, plain, escaped or typographic, and gives the place after them and the blanks.
pub fn arrows(line: &str) -> (u8, usize) {
    let mut at = skip_blank(line, 0);
    let mut count = 0;
    while let Some(length) = arrow_at(&line[at..]) {
        count += 1;
        at = skip_blank(line, at + length);
        if count == 4 {
            break;
        }
    }
    (count, if count == 0 { skip_blank(line, 0) } else { at })
}

fn arrow_at(rest: &str) -> Option<usize> {
    const ARROWS: [&str; 11] = [
        ">", "&gt;", "»", "＞", "›", "≫", "❯", "&raquo;", "&#62;", "&#187;", "&#x3E;",
    ];
    ARROWS
        .iter()
        .find(|arrow| rest.starts_with(**arrow))
        .map(|arrow| arrow.len())
}

fn skip_blank(line: &str, from: usize) -> usize {
    let rest = &line[from..];
    from + (rest.len()
        - rest
            .trim_start_matches(|c: char| {
                c.is_whitespace() || matches!(c, '\u{FEFF}' | '\u{200B}' | '\u{200E}' | '\u{200F}')
            })
            .len())
}

/// `<v Ana Li>` of WebVTT.
fn voice_tag(rest: &str, at: usize) -> Option<Opening<'_>> {
    let name = rest.strip_prefix("<v ")?;
    let end = name
        .bytes()
        .take(LABEL_BYTES)
        .position(|byte| byte == b'>')?;
    let body = at + 3 + end + 1;
    Some(Opening {
        arrows: 0,
        label: Some(name[..end].trim()),
        shape: Some(Shape::Role),
        colon: true,
        body,
    })
}

fn with_colon(rest: &str) -> Option<(&str, Shape, usize)> {
    let (colon, width) = find_colon(rest)?;
    let after = colon + width;
    let mut body = skip_blank(rest, after);
    let mut printed = rest[..colon].trim_end();
    if let Some(marked) = ["**", "__", "*", "_"]
        .iter()
        .find(|mark| printed.starts_with(**mark))
    {
        printed = printed
            .trim_start_matches(marked)
            .trim_end_matches(marked)
            .trim();
        body = skip_blank(
            rest,
            after
                + if rest[after..].starts_with(marked) {
                    marked.len()
                } else {
                    0
                },
        );
    }
    let printed = without_time(printed);
    Some((printed, shape(printed)?, body))
}

/// `Ana Li (00:03)`: the time is no part of the label.
fn without_time(printed: &str) -> &str {
    let timed = printed
        .strip_suffix([')', ']'])
        .and_then(|rest| rest.rsplit_once(['(', '[']));
    match timed {
        Some((label, time)) if crate::lines::clock(time).is_some() => label.trim_end(),
        _ => printed,
    }
}

/// `Ana Li  0:15`: a label and the time it began, alone on a line.
fn timed(rest: &str) -> Option<(&str, Shape)> {
    let rest = rest.trim_end();
    let (label, time) = rest.rsplit_once(char::is_whitespace)?;
    let time = time.trim_matches(['(', ')', '[', ']']);
    crate::lines::clock(time).filter(|_| rest.len() < LABEL_BYTES)?;
    let label = label.trim_end_matches(['-', ' ', '\t', '|']).trim();
    shape(label).map(|shape| (label, shape))
}

/// The first colon that may end a label: not of a clock time and not of an address.
fn find_colon(rest: &str) -> Option<(usize, usize)> {
    for (at, letter) in rest.char_indices() {
        if at > LABEL_BYTES {
            return None;
        }
        if letter == '：' {
            return Some((at, letter.len_utf8()));
        }
        if letter == ':' {
            let before = rest[..at].chars().next_back();
            let after = rest[at + 1..].chars().next();
            let clock = before.is_some_and(|c| c.is_ascii_digit())
                && after.is_some_and(|c| c.is_ascii_digit());
            if after == Some('/') {
                return None;
            }
            if !clock {
                return Some((at, 1));
            }
        }
    }
    None
}

/// A label whose colon was forgotten.
fn without_colon<'a>(
    rest: &'a str,
    arrows: bool,
    known: &dyn Fn(&str) -> bool,
) -> Option<(&'a str, Shape, usize)> {
    let run = capital_run(rest);
    let (&end, _) = run.split_last()?;
    let alone = rest[end..].trim().is_empty();
    for &end in run.iter().rev() {
        let phrase = folded(&rest[..end]);
        let is_role = arrows
            && lexicon::role(&phrase).is_some()
            && phrase.len() > 3
            && !lexicon::is_everyday_role(&phrase);
        let seen = known(&phrase) && (arrows || run.len() > 1 || alone);
        if seen || is_role {
            let shape = if is_role {
                Shape::Role
            } else {
                Shape::Capitals
            };
            return Some((&rest[..end], shape, after_sign(rest, end)));
        }
    }
    let people = run.len() >= 2
        && run.len() <= 5
        && arrows
        && !lexicon::is_organisation(&folded(&rest[..end]));
    let next = rest[end..].trim_start();
    let signed = next.starts_with([';', '–', '—'])
        || next.starts_with(". ")
        || next.starts_with("- ")
        || next.starts_with("‑‑");
    let begins = next
        .chars()
        .next()
        .is_some_and(|c| c.is_uppercase() || c == '"' || c == '(');
    let plain = !folded(&rest[..end]).split(' ').any(lexicon::is_no_name);
    (people && plain && (signed || begins || alone))
        .then(|| (&rest[..end], Shape::Capitals, after_sign(rest, end)))
}

fn after_sign(rest: &str, end: usize) -> usize {
    let tail = &rest[end..];
    let words = tail
        .trim_start()
        .trim_start_matches([';', '.', '–', '—', ','])
        .trim_start_matches("- ")
        .trim_start();
    end + (tail.len() - words.len())
}

/// The ends of the words in capitals a line begins with, an `I` that opens the speech left out.
fn capital_run(rest: &str) -> Vec<usize> {
    let mut ends = Vec::new();
    let mut at = 0;
    for token in rest.split_inclusive(' ').take(8) {
        let word = token.trim_end();
        let core = word.trim_end_matches([';', '.', ',', '–', '—']);
        let letters = core.chars().filter(|c| c.is_alphabetic()).count();
        let capital = letters > 0 && core.chars().all(|c| c.is_uppercase() || !c.is_alphabetic());
        let counted = !ends.is_empty()
            && core
                .trim_start_matches('#')
                .chars()
                .all(|c| c.is_ascii_digit())
            && !core.is_empty();
        let speech = matches!(core, "I" | "I'M" | "I’M" | "A" | "OK");
        let initial = word.len() == 2 && word.ends_with('.');
        if !(capital || counted) || speech || (letters < 2 && !initial && !counted) {
            break;
        }
        let title = lexicon::is_title(&folded(core)) && core.len() <= 4;
        ends.push(
            at + if initial || title {
                word.len()
            } else {
                core.len()
            },
        );
        at += token.len();
        if core.len() < word.len() && !initial && !title {
            break;
        }
    }
    ends
}

#[cfg(test)]
mod tests {
    use super::*;

    fn label(line: &str) -> Option<(u8, Option<&str>, &str)> {
        read(line, &|_| false).map(|opening| (opening.arrows, opening.label, &line[opening.body..]))
    }

    #[test]
    fn arrows_of_every_kind_open_a_turn() {
        for line in [
            ">> ANA LI: Hi",
            ">>ANA LI: Hi",
            "> ANA LI:   Hi",
            ">>> ANA LI: Hi",
            "  >> ANA LI: Hi",
            "&gt;&gt; ANA LI: Hi",
            "» ANA LI: Hi",
            "> > ANA LI:Hi",
        ] {
            let (arrows, name, words) = label(line).unwrap();
            assert!((1..=3).contains(&arrows), "{line}");
            assert_eq!((name, words), (Some("ANA LI"), "Hi"), "{line}");
        }
        assert_eq!(
            label(">> I have one point: speak up."),
            Some((2, None, "I have one point: speak up."))
        );
    }

    #[test]
    fn labels_carry_dots_brackets_digits_and_accents() {
        for name in [
            "MR. J. P. O'NEIL",
            "CANADA (MR. ROY)",
            "SPEAKER 3",
            "JOSÉ PEÑA",
            "The Chair",
            "Ms. Ana Li (Kenya)",
            "VAN DER BERG",
            "H.E. MR. DIAZ",
            "主席",
            "Audience member",
            "ARTICLE 19",
            "JEAN de VRIES",
        ] {
            let line = format!(">> {name}: words");
            assert_eq!(label(&line), Some((2, Some(name), "words")), "{line}");
        }
    }

    #[test]
    fn a_colon_in_speech_makes_no_label() {
        for line in [
            ">> So the question is: what now",
            ">> Thank you: go on",
            ">> https://example.org is it",
            ">> 10:30 works for me",
            ">> Note: no lunch",
        ] {
            assert_eq!(label(line).unwrap().1, None, "{line}");
        }
    }

    #[test]
    fn a_forgotten_colon_is_seen_after_capitals() {
        assert_eq!(
            label(">> ANA LI Good morning"),
            Some((2, Some("ANA LI"), "Good morning"))
        );
        assert_eq!(
            label(">> MODERATOR I think so"),
            Some((2, Some("MODERATOR"), "I think so"))
        );
        assert_eq!(label(">> UN DESA has a plan").unwrap().1, None);
        assert_eq!(label(">> IGF is open").unwrap().1, None);
    }
}
