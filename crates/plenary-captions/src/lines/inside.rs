//! Turns that open inside lines, labels that lines break.

use std::collections::HashMap;

use super::{LINES, Line, Lines, ONE_LINE, physical};
use crate::marks::{self, MarkKind};
use crate::opening::{self, Shape};
use crate::words::folded;
use crate::{lexicon, names};

/// Whether turns open inside lines more often than at their start.
pub(super) fn is_dense(text: &str) -> bool {
    if !text.contains(">>") && !text.contains("&gt;&gt;") {
        return false;
    }
    let (mut starts, mut inside) = (0usize, 0usize);
    for (from, to) in physical(text) {
        let line = &text[from..to];
        let (count, at) = opening::arrows(line);
        starts += usize::from(count > 1);
        inside += line[at..].matches(">>").count() + line[at..].matches("&gt;&gt;").count();
    }
    inside >= 2 && inside > starts
}

/// Labels of a file without lines: phrases before a colon after the end of a sentence that come back.
pub(super) fn inner_labels(text: &str) -> HashMap<String, u32> {
    let mut counts = HashMap::new();
    let (lines, bytes) = physical(text)
        .filter(|(from, to)| from < to)
        .fold((0, 0), |(lines, bytes), (from, to)| {
            (lines + 1, bytes + to - from)
        });
    if bytes < lines * ONE_LINE || bytes < ONE_LINE {
        return counts;
    }
    for (from, to) in physical(text) {
        for (start, end) in inner_candidates(&text[from..to]) {
            if counts.len() < 10_000 {
                *counts
                    .entry(folded(&text[from + start..from + end]))
                    .or_insert(0) += 1;
            }
        }
    }
    counts.retain(|label, count| *count > 1 || lexicon::role(label).is_some());
    counts
}

/// The phrases of a long line that may be labels: after a sentence, before a colon and a blank.
fn inner_candidates(line: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    for (colon, _) in line.match_indices(": ") {
        let window = line.floor_char_boundary(colon.saturating_sub(50));
        let before = &line[window..colon];
        let start = before
            .rmatch_indices(['.', '?', '!', ')', ']', '"', '”'])
            .find_map(|(at, sign)| {
                let gap = &before[at + sign.len()..];
                (gap.starts_with(' ') && !is_initial(&before[..at]))
                    .then_some(window + at + sign.len())
            });
        let Some(start) = start.or((window == 0).then_some(0)) else {
            continue;
        };
        let label = line[start..colon].trim_start();
        let start = colon - label.len();
        let person =
            label.contains(' ') && names::is_person(label) && label.split(' ').count() <= 4;
        match opening::shape(label) {
            Some(Shape::Capitals | Shape::Role) => found.push((start, colon)),
            Some(Shape::Title) if person => found.push((start, colon)),
            _ => {}
        }
    }
    found
}

fn is_initial(before: &str) -> bool {
    let word = before.rsplit([' ', '.']).next().unwrap_or("");
    let low = folded(word);
    word.chars().count() == 1 || lexicon::is_title(&low) || matches!(low.as_str(), "st" | "ste")
}

/// Cuts a line before each turn that opens inside it.
pub(super) fn cut(
    text: &str,
    line: Line,
    dense: bool,
    inner: &HashMap<String, u32>,
    lines: &mut Lines,
) {
    let content = &text[line.start..line.end];
    let mut places = arrow_places(content, dense, line.number, lines);
    if dense || !inner.is_empty() {
        places.extend(closing_place(content));
    }
    if !inner.is_empty() {
        let known =
            |(start, end): &(usize, usize)| inner.contains_key(&folded(&content[*start..*end]));
        places.extend(
            inner_candidates(content)
                .into_iter()
                .filter(known)
                .map(|(start, _)| start)
                .filter(|start| *start > 0),
        );
        places.sort_unstable();
        places.dedup_by(|later, earlier| {
            content[*earlier..*later]
                .trim_matches(['>', ' '])
                .is_empty()
        });
    }
    let mut part = line;
    for place in places {
        let at = line.start + place;
        if lines.all.len() < LINES && !text[part.start..at].trim().is_empty() {
            lines.all.push(Line { end: at, ..part });
            part = Line {
                start: at,
                blank_before: false,
                cut: true,
                ..line
            };
        }
    }
    lines.all.push(part);
}

/// Where a line without line ends says last that the session ended.
fn closing_place(content: &str) -> Option<usize> {
    let from = content.floor_char_boundary(content.len().saturating_sub(200));
    let (start, end, kind) = marks::spans(&content[from..]).pop()?;
    let last = !content[from + end..].contains(char::is_alphanumeric);
    (last && kind == MarkKind::EndOfSession && from + start > 0).then_some(from + start)
}

/// Where arrows inside a line open a turn: a label with colon follows, or the file is written so.
fn arrow_places(content: &str, dense: bool, number: u32, lines: &mut Lines) -> Vec<usize> {
    let mut places = Vec::new();
    let (_, mut from) = opening::arrows(content);
    while let Some(at) = next_arrow(content, from) {
        let rest = &content[at..];
        let (count, body) = opening::arrows(rest);
        let labelled = opening::read(&rest[..rest.floor_char_boundary(200)], &|_| false)
            .is_some_and(|found| found.label.is_some() && found.colon);
        let ended = content[..at]
            .trim_end()
            .ends_with(['.', '?', '!', ')', ']', '"', '”', '-', '‑']);
        let begins = rest[body..]
            .chars()
            .next()
            .is_some_and(|c| c.is_uppercase() || !c.is_alphabetic());
        let sentence = count > 1
            && content[..at].trim_end().ends_with(['.', '?', '!'])
            && rest[body..].starts_with(char::is_uppercase);
        if labelled || sentence || dense && begins && (ended || count > 1 && number <= 2) {
            places.push(at);
        } else if lines.doubtful_arrows.len() < 1_000 {
            lines.doubtful_arrows.push(number);
        }
        from = at + body.max(1);
    }
    places
}

fn next_arrow(content: &str, from: usize) -> Option<usize> {
    let bytes = content.as_bytes();
    if bytes.len() < from + 2 {
        return None;
    }
    let arrow =
        |at: &usize| bytes[*at..].starts_with(b">>") || bytes[*at..].starts_with(b"&gt;&gt;");
    (from..bytes.len()).find(arrow)
}

/// Joins a line that ends inside a label with the line that ends the label.
pub(super) fn join_labels(text: &str, lines: &mut Vec<Line>) {
    let mut joined: Vec<Line> = Vec::new();
    let mut pairs = lines.iter().zip(lines.iter().skip(1)).enumerate();
    while let Some((at, (line, next))) = pairs.next() {
        let adjacent = !next.blank_before && !next.cut && next.number == line.number + 1;
        if adjacent && is_broken_label(&text[line.start..line.end], &text[next.start..next.end]) {
            if joined.is_empty() {
                joined.extend_from_slice(&lines[..at]);
            }
            joined.push(Line {
                end: next.end,
                last: next.number,
                ..*line
            });
            pairs.next();
            if at + 2 == lines.len() - 1 {
                joined.push(lines[at + 2]);
            }
        } else if !joined.is_empty() {
            joined.push(*line);
            if at + 2 == lines.len() {
                joined.push(*next);
            }
        }
    }
    if !joined.is_empty() {
        *lines = joined;
    }
}

/// `>> THE SECRETARY OF THE READING` and `SOCIETY: Thank you`: capitals after arrows, the colon on the next line.
fn is_broken_label(line: &str, next: &str) -> bool {
    let (count, body) = opening::arrows(line);
    let rest = line[body..].trim();
    if count == 0 || rest.len() > 100 || rest.contains(':') || rest.ends_with(['.', '?', '!']) {
        return false;
    }
    let Some((head, words)) = next.split_once(':').filter(|(head, _)| head.len() <= 60) else {
        return false;
    };
    let small = |text: &str| text.chars().any(char::is_lowercase);
    let bracket = rest.contains('(') && !rest.contains(')') && head.ends_with(')');
    let capitals =
        rest.chars().any(char::is_uppercase) && !small(rest) && !small(head) && small(words);
    opening::arrows(next).0 == 0
        && (capitals || bracket)
        && opening::shape(&format!("{rest} {head}")).is_some()
}
