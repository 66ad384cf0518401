//! Texts that run on: labels without arrows, notices and page numbers inside lines that hold many turns.

use std::collections::HashMap;

use super::{ONE_LINE, clock, physical};
use crate::opening::{self, Shape};
use crate::words::folded;
use crate::{front, lexicon, names};

/// No more different labels are counted; noise has more.
const LABELS: usize = 10_000;
/// How far behind a notice the first label may stand, in bytes.
const BEHIND_NOTICE: usize = 500;
/// Lines at the beginning of a file that are looked through for a notice.
const NOTICE_LINES: u32 = 200;

/// Lines at the beginning of a file that a title may stand on with the first words.
const FRONT_LINES: u32 = 20;

/// A phrase before a colon that may be a label.
#[derive(Debug, Clone, Copy)]
struct Candidate {
    /// Where the turn begins: the label or the clock time before it.
    start: usize,
    /// First byte of the label.
    label: usize,
    /// The colon.
    colon: usize,
    /// Whether a sentence or a clock time ends before it.
    parted: bool,
    /// Whether a clock time stands before it.
    timed: bool,
}

/// Labels of a file that runs on, and whether it does.
#[derive(Debug, Default)]
pub(super) struct Running {
    /// Labels that open turns, folded.
    labels: HashMap<String, u32>,
    /// Whether most of the text stands in long lines.
    long: bool,
}

/// Reads what the lines of a text run on with.
pub(super) fn read(text: &str) -> Running {
    let mut running = Running {
        long: runs_on(text),
        ..Running::default()
    };
    if !running.long {
        return running;
    }
    let mut timed = 0u32;
    for (from, to) in physical(text) {
        let line = &text[from..to];
        for found in candidates(line).into_iter().filter(|found| found.parted) {
            timed += u32::from(found.timed);
            if running.labels.len() < LABELS {
                let label = folded(&line[found.label..found.colon]);
                *running.labels.entry(label).or_insert(0) += 1;
            }
        }
    }
    for (from, to) in physical(text) {
        let line = &text[from..to];
        for found in candidates(line).into_iter().filter(|found| !found.parted) {
            let label = folded(&line[found.label..found.colon]);
            if let Some(count) = running.labels.get_mut(&label) {
                *count += 1;
            }
        }
    }
    let people = running.labels.keys().filter(|label| label.contains(' '));
    let company = timed >= 3
        || people.take(3).count() == 3
        || running.labels.values().any(|count| *count > 1);
    running.labels.retain(|label, count| {
        let role = lexicon::role(label).is_some() && !lexicon::is_everyday_role(label);
        let named = label.contains(' ') || lexicon::is_country(label);
        *count > 1 || role || company && named
    });
    running
}

/// Whether a text has no lines worth the name: they are long on the average, or most of it stands in long
/// ones that do not open with a turn each.
fn runs_on(text: &str) -> bool {
    let (mut lines, mut all, mut long, mut opened) = (0usize, 0usize, 0usize, 0usize);
    for (from, to) in physical(text).filter(|(from, to)| from < to) {
        lines += 1;
        all += to - from;
        long += if to - from >= ONE_LINE { to - from } else { 0 };
        opened += usize::from(opening::arrows(&text[from..to]).0 > 1);
    }
    all >= ONE_LINE && (all >= lines * ONE_LINE || long * 10 >= all * 6 && opened <= 2)
}

/// The phrases of a long line that may be labels: before a colon and a blank, after a sentence or words in small letters.
fn candidates(line: &str) -> Vec<Candidate> {
    let mut found = Vec::new();
    for (colon, _) in line.match_indices(": ") {
        found.extend(parted(line, colon).or_else(|| run_before(line, colon)));
    }
    found
}

/// A label after the end of a sentence or a clock time.
fn parted(line: &str, colon: usize) -> Option<Candidate> {
    let window = line.floor_char_boundary(colon.saturating_sub(50));
    let before = &line[window..colon];
    let sentence = before
        .rmatch_indices(['.', '?', '!', ')', ']', '"', '”'])
        .find_map(|(at, sign)| {
            let gap = &before[at + sign.len()..];
            (gap.starts_with(' ') && !is_initial(&before[..at])).then_some(window + at + sign.len())
        });
    let start = sentence.or((window == 0).then_some(0))?;
    let label = line[start..colon].trim_start();
    let start = colon - label.len();
    // `00:03 Ana Li: Yes`.
    let after = |label: &str| {
        let (time, rest) = label.split_once(' ')?;
        clock(time).filter(|_| time.contains(':'))?;
        Some(label.len() - rest.trim_start().len())
    };
    let time = after(label);
    // `2 ANA LI: Yes` at the top of a page.
    let page = (start == 0).then(|| label.trim_start_matches(|c: char| c.is_ascii_digit()));
    let page = page.filter(|rest| rest.starts_with(' ') && rest.len() < label.len());
    let page = page.map_or(0, |rest| label.len() - rest.trim_start().len());
    let (start, label) = (start + page, start + time.unwrap_or(page));
    is_label(&line[label..colon]).then_some(Candidate {
        start,
        label,
        colon,
        parted: true,
        timed: time.is_some(),
    })
}

/// A label that nothing parts from the words before it: `the wiki page Ana Li: Hi`, `pm ANA LI: Hi`.
fn run_before(line: &str, colon: usize) -> Option<Candidate> {
    if !line[colon + 2..].starts_with(|c: char| c.is_uppercase() || matches!(c, '(' | '[' | '"')) {
        return None;
    }
    let window = line.floor_char_boundary(colon.saturating_sub(60));
    let capitals = |word: &str| {
        word.chars().filter(|c| c.is_alphabetic()).count() > 1 && !word.contains(char::is_lowercase)
    };
    let mut words: Vec<(usize, &str)> = Vec::new();
    let mut end = colon;
    let mut timed = None;
    while end > window && words.len() < 6 {
        let at = line[window..end]
            .rfind(' ')
            .map_or(window, |at| window + at + 1);
        let word = &line[at..end];
        let number =
            words.is_empty() && !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit());
        let fits = (number || word.starts_with(char::is_uppercase))
            && !word.ends_with([',', ';', ':'])
            && words
                .first()
                .is_none_or(|(_, last)| !capitals(last) || capitals(word));
        if !fits {
            timed = clock(word).filter(|_| word.contains(':')).map(|_| at);
            break;
        }
        words.insert(0, (at, word));
        end = at.saturating_sub(1);
    }
    // `Ana Li Ana Li:`, where the list of those present ends and she speaks.
    let mut twice = false;
    if let [.., (_, a), (_, b), (c, d), (_, e)] = words[..]
        && (a, b) == (d, e)
    {
        words.retain(|(at, _)| *at >= c);
        twice = true;
    }
    let label = words.first()?.0;
    if colon - label < 3 {
        return None;
    }
    is_label(&line[label..colon]).then_some(Candidate {
        start: timed.unwrap_or(label),
        label,
        colon,
        parted: timed.is_some() || twice,
        timed: timed.is_some(),
    })
}

fn is_label(label: &str) -> bool {
    let common = |word: &str| {
        let low = folded(word);
        lexicon::is_no_name(&low) && !lexicon::is_title(&low) && !opening::is_given_name(&low)
    };
    let person = label.contains(' ')
        && names::is_person(label)
        && label.split(' ').count() <= 4
        && !label.split(' ').any(common);
    match opening::shape(label) {
        Some(Shape::Capitals | Shape::Role) => true,
        Some(Shape::Title) => person,
        _ => false,
    }
}

fn is_initial(before: &str) -> bool {
    let word = before.rsplit([' ', '.']).next().unwrap_or("");
    let low = folded(word);
    word.chars().count() == 1 || lexicon::is_title(&low) || matches!(low.as_str(), "st" | "ste")
}

impl Running {
    /// Whether labels without arrows open turns inside lines.
    pub(super) fn has_labels(&self) -> bool {
        !self.labels.is_empty()
    }

    /// Where turns without arrows begin in a line.
    pub(super) fn turns(&self, content: &str) -> Vec<usize> {
        if self.labels.is_empty() {
            return Vec::new();
        }
        let known = |found: &Candidate| {
            self.labels
                .contains_key(&folded(&content[found.label..found.colon]))
        };
        let found = candidates(content).into_iter().filter(known);
        found.map(|found| found.start).collect()
    }

    /// Where a notice inside a line begins and ends, and where the first turn behind it does; the notice
    /// takes with it what is said of where the file lies.
    pub(super) fn notice(
        &self,
        content: &str,
        number: u32,
    ) -> Option<(usize, usize, Option<usize>)> {
        if !self.long || number > NOTICE_LINES {
            return None;
        }
        let (start, end) = front::notice(content)?;
        let behind = &content[end..content.floor_char_boundary(end + BEHIND_NOTICE)];
        let turn = candidates(behind)
            .first()
            .filter(|found| front::is_whereabouts(&behind[..found.start]))
            .map(|found| end + found.start);
        Some((start, turn.unwrap_or(end), turn))
    }

    /// Where the first label of a text begins behind a title on the same line: `1 COUNCIL Monday, 3 May 2010 ANA LI: Welcome`.
    pub(super) fn front(&self, content: &str, number: u32) -> Option<usize> {
        if !self.long || number > FRONT_LINES || content.len() < BEHIND_NOTICE {
            return None;
        }
        let head = &content[..content.floor_char_boundary(BEHIND_NOTICE)];
        let first = candidates(head).into_iter().find(|found| {
            let words = &head[found.colon + 1..];
            let words = &words[..words.floor_char_boundary(150)];
            // `Presenter: Ana Li ____ ANA LI: Good morning`: a heading before the first label.
            let listed = words
                .find(": ")
                .is_some_and(|at| !words[..at].contains(['.', '?', '!', ',']));
            if listed {
                return false;
            }
            front::opens_session(words) || !front::is_whereabouts(words)
        })?;
        let titled = first.start > 0 && front::is_whereabouts(&head[..first.start]);
        titled.then_some(first.start)
    }

    /// The end of `2 Page 2 ` at the front of a line.
    pub(super) fn page(&self, content: &str) -> Option<usize> {
        let rest = content.strip_prefix(|c: char| c.is_ascii_digit())?;
        let rest = rest.trim_start_matches(|c: char| c.is_ascii_digit());
        let number = &content[..content.len() - rest.len()];
        let after = rest.strip_prefix(" Page ")?.strip_prefix(number)?;
        (self.long && after.starts_with(' ')).then(|| content.len() - after.len())
    }
}
