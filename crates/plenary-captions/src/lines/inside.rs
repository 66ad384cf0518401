//! Turns that open inside lines, labels that lines break.

use super::running::{self, Running};
use super::{LINES, Line, Lines, physical};
use crate::marks::{self, MarkKind};
use crate::opening;

/// How a file puts turns inside lines.
pub(super) struct Habits {
    /// Whether turns open inside lines more often than at their start.
    dense: bool,
    /// Whether it is written in small letters throughout, as on television.
    small: bool,
    /// Labels without arrows inside lines.
    running: Running,
}

/// Reads the habits of a file.
pub(super) fn habits(text: &str) -> Habits {
    Habits {
        dense: is_dense(text),
        small: crate::layout::is_small(text),
        running: running::read(text),
    }
}

/// Whether turns open inside lines more often than at their start.
fn is_dense(text: &str) -> bool {
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

/// Cuts a line before each turn that opens inside it, and around a notice.
pub(super) fn cut(text: &str, line: Line, habits: &Habits, lines: &mut Lines) {
    let content = &text[line.start..line.end];
    let running = &habits.running;
    let mut places: Vec<(usize, bool)> = arrow_places(content, habits, line.number, lines)
        .into_iter()
        .map(|place| (place, false))
        .collect();
    if habits.dense || running.has_labels() {
        places.extend(closing_place(content).map(|place| (place, false)));
    }
    places.extend(
        running
            .turns(content)
            .into_iter()
            .map(|place| (place, true)),
    );
    places.extend(running.page(content).map(|place| (place, false)));
    if let Some((start, end, turn)) = running.notice(content, line.number) {
        places.retain(|(place, _)| !(start..end).contains(place));
        places.extend([(start, false), (turn.unwrap_or(end), turn.is_some())]);
    }
    places.extend(
        running
            .front(content, line.number)
            .map(|place| (place, true)),
    );
    // A place of both kinds opens a turn.
    places.sort_unstable_by_key(|(place, opens)| (*place, !opens));
    places.dedup_by(|later, earlier| {
        later.0 - earlier.0 < 60
            && content[earlier.0..later.0]
                .trim_matches(['>', ' '])
                .is_empty()
    });
    let mut part = line;
    for (place, opens) in places {
        let at = line.start + place;
        if text[part.start..at].trim().is_empty() {
            part.opens |= opens;
        } else if lines.all.len() < LINES {
            lines.all.push(Line { end: at, ..part });
            part = Line {
                start: at,
                blank_before: false,
                cut: true,
                opens,
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
fn arrow_places(content: &str, habits: &Habits, number: u32, lines: &mut Lines) -> Vec<usize> {
    let dense = habits.dense;
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
        let (begins, ended) = (begins || habits.small, ended || habits.small);
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
