//! People the header lists: `Moderator: Ana Li, City Library`.

use super::{Evidence, EvidenceKind};
use crate::lexicon;
use crate::names;
use crate::record::{BlockKind, LineRange, Record};
use crate::words::folded;

/// No header is longer, in lines.
const LINES: u32 = 400;
/// No header lists more.
const LISTED: usize = 200;

/// A person of the header.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Listed {
    /// The name.
    pub name: String,
    /// The role, when the list says one.
    pub role: Option<&'static str>,
    /// The organisation after the name.
    pub organisation: Option<String>,
    /// The country between brackets.
    pub country: Option<String>,
    /// The line of the source.
    pub line: u32,
    /// The words.
    pub text: String,
}

impl Listed {
    /// The line of the header as evidence.
    pub fn evidence(&self) -> Evidence {
        Evidence {
            kind: EvidenceKind::CrossReference,
            turn: 0,
            line: self.line,
            letters: None,
            text: self.text.clone(),
        }
    }
}

/// Reads the people out of the lines before the speech.
pub(super) fn read(record: &Record) -> Vec<Listed> {
    let lines = lines(record);
    let mut found = Vec::new();
    let mut listing = false;
    for (line, text) in lines {
        let text = without_margin(text).trim();
        if text.len() > 600 || found.len() >= LISTED {
            continue;
        }
        match text.split_once(':') {
            Some((head, "")) => listing = group(head).is_some() || is_presence(head),
            // `later: Ms. Li (Kenya) (President)`.
            Some((head, rest)) if folded(head.trim()) == "later" => {
                if let Some(office) = office(rest) {
                    people(rest, Some(office), true, (line, text), &mut found);
                }
            }
            Some((head, rest))
                if role(head).is_some() || group(head).is_some() || is_presence(head) =>
            {
                let one = role(head).filter(|_| group(head).is_none());
                people(
                    rest,
                    office(rest).or(one).or(group(head).flatten()),
                    one.is_some(),
                    (line, text),
                    &mut found,
                );
            }
            None if is_list(text) => listing = true,
            None if listing => people(text, None, true, (line, text), &mut found),
            _ => listing = false,
        }
    }
    found
}

/// The lines before the speech with their numbers.
fn lines(record: &Record) -> Vec<(u32, &str)> {
    let headers = record
        .blocks
        .iter()
        .filter(|block| block.kind == BlockKind::Header);
    // A block may hold several lines of the source; a web page has no lines of its own.
    if record.is_page() {
        headers
            .map(|block| (block.lines[0], block.text.as_str()))
            .collect()
    } else {
        let ranges: Vec<LineRange> = headers.map(|block| block.lines).collect();
        let within = |line: u32| {
            ranges
                .iter()
                .any(|[first, last]| (*first..=*last).contains(&line))
        };
        let last = ranges
            .iter()
            .map(|[_, last]| *last)
            .max()
            .unwrap_or(0)
            .min(LINES);
        let text = record.source.source.text.split('\n').take(last as usize);
        (1u32..)
            .zip(text)
            .filter(|(line, _)| within(*line))
            .collect()
    }
}

/// `9    ANA LI, Chair`: the number of the line in the margin of a court reporter's page.
fn without_margin(line: &str) -> &str {
    let rest = line
        .trim_start()
        .trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = line.trim_start().len() - rest.len();
    if (1..=2).contains(&digits) && rest.starts_with("  ") {
        rest
    } else {
        line
    }
}

/// `Mr. Li (Kenya) (Temporary President)`: the office between the last brackets.
fn office(rest: &str) -> Option<&'static str> {
    let (before, last) = rest.trim_end().strip_suffix(')')?.rsplit_once('(')?;
    before.contains('(').then(|| role(last)).flatten()
}

fn role(head: &str) -> Option<&'static str> {
    lexicon::role(folded(head.trim()).as_str())
}

/// `Chairs`, `Panelists`: several people; those who sit on a panel hold no role of the session.
fn group(head: &str) -> Option<Option<&'static str>> {
    const SEATS: [&str; 9] = [
        "panelists",
        "panellists",
        "panel",
        "speakers",
        "discussants",
        "participants",
        "presenters",
        "witnesses",
        "experts",
    ];
    let low = folded(head.trim());
    if SEATS.contains(&low.as_str()) {
        return Some(None);
    }
    let one = low.strip_suffix('s').filter(|_| low != "us")?;
    let known = lexicon::role(one)?;
    (known != "several").then_some(Some(known))
}

/// `CORPORATE PARTICIPANTS`: names follow on lines of their own.
fn is_list(text: &str) -> bool {
    let low = folded(text);
    let last = low.rsplit(' ').next().unwrap_or("");
    low.split(' ').count() <= 3
        && matches!(
            last,
            "participants" | "panelists" | "panellists" | "speakers" | "presenters"
        )
}

fn is_presence(head: &str) -> bool {
    matches!(
        folded(head.trim()).as_str(),
        "present" | "attendees" | "attending" | "in attendance" | "scribes"
    )
}

/// Names parted by semicolons, or by commas where no organisations stand between them.
fn people(
    rest: &str,
    role: Option<&'static str>,
    one: bool,
    (line, whole): (u32, &str),
    found: &mut Vec<Listed>,
) {
    let parts: Vec<&str> = if one || rest.contains(';') {
        rest.split(';').collect()
    } else {
        rest.split(',').collect()
    };
    for part in parts {
        let dash = [" - ", " – ", " — "]
            .iter()
            .find_map(|dash| part.split_once(dash));
        let (printed, behind) = dash
            .or_else(|| part.split_once([',', '(']))
            .unwrap_or((part, ""));
        let mut behind = behind.trim_end_matches(')');
        // `Ana Li - Letters Ltd - Chair`: what she is stands last.
        let mut role = role;
        if let Some((body, post)) = dash.and_then(|_| {
            [" - ", " – ", " — "]
                .iter()
                .find_map(|dash| behind.split_once(dash))
        }) {
            behind = body;
            role = role.or(lexicon::role(&folded(post.trim())));
        }
        role = role.or(lexicon::role(&folded(behind.trim())));
        // `Nigeria) (Temporary President`: where it was bracketed twice.
        behind = behind.split(')').next().unwrap_or(behind);
        let words = untitled(printed);
        let name = words.join(" ");
        // A surname is enough behind a title and in an office.
        let titled = words.len() < printed.split_whitespace().count() && role.is_some();
        let least = if titled { 1 } else { 2 };
        if !is_full(&words, least) || found.len() >= LISTED {
            continue;
        }
        let behind = behind.trim();
        let country = lexicon::is_country(&folded(behind)).then(|| behind.to_owned());
        // `ANA LI, Mariners United`: capitals for people only.
        let parted = !printed.contains(char::is_lowercase) && behind.contains(char::is_lowercase);
        let organisation = employer(behind, parted);
        found.push(Listed {
            name: names::cased(&name),
            role,
            organisation,
            country,
            line,
            text: whole.to_owned(),
        });
    }
}

/// Whether words are the name of a person.
fn is_full(words: &[&str], least: usize) -> bool {
    let name = words.join(" ");
    let capital =
        |word: &&str| word.starts_with(char::is_uppercase) || lexicon::is_particle(&folded(word));
    (least..=5).contains(&words.len())
        && words.iter().all(capital)
        && !words.iter().any(|word| lexicon::is_no_name(&folded(word)))
        && !name.contains(|c: char| c.is_ascii_digit())
        && names::is_person(&name)
}

fn untitled(printed: &str) -> Vec<&str> {
    let words = printed.split_whitespace();
    words
        .skip_while(|word| lexicon::is_title(&folded(word)))
        .collect()
}

/// What stands behind a name, unless it is another person's: `Ana Li, Ben Oak`.
fn employer(behind: &str, parted: bool) -> Option<String> {
    let low = folded(behind);
    let other = !parted
        && (2..=3).contains(&behind.split(' ').count())
        && names::is_person(behind)
        && behind
            .split(' ')
            .all(|word| word.starts_with(char::is_uppercase));
    let body =
        !behind.is_empty() && !other && lexicon::role(&low).is_none() && !lexicon::is_place(&low);
    body.then(|| behind.to_owned())
}
