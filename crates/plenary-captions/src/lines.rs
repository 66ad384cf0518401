//! The lines of a text: where turns open inside them, cue timings, clock times in front.

use std::collections::HashMap;

use crate::opening::{self, Shape};
use crate::words::folded;
use crate::{lexicon, names};

/// A line with words, or the part of a line from an opening inside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line {
    /// Number in the source, from 1.
    pub number: u32,
    /// First byte.
    pub start: usize,
    /// Byte after the last, line end left out.
    pub end: usize,
    /// Whether an empty line stands before.
    pub blank_before: bool,
    /// Whether it was cut out of a longer line.
    pub cut: bool,
}

/// Lines and what was seen while cutting them.
#[derive(Debug, Default)]
pub struct Lines {
    /// Lines with words, in order.
    pub all: Vec<Line>,
    /// Times of a cue file: byte offset and milliseconds from the start.
    pub times: Vec<(usize, u64)>,
    /// Whether there were more lines than are kept apart.
    pub joined: bool,
    /// When the last cue ends, in milliseconds.
    pub end: u64,
    /// How many lines were cue timings or numbers.
    pub cue_lines: u32,
    /// Lines with arrows inside that were left alone.
    pub doubtful_arrows: Vec<u32>,
}

/// Above this mean length, in bytes, a file has no lines worth the name.
const ONE_LINE: usize = 700;

/// More lines than any session has; what follows is joined to the last one, so noise stays bounded.
const LINES: usize = 2_000_000;

/// Cuts a text into lines; empty ones are remembered only by the line after them.
pub fn read(text: &str) -> Lines {
    let mut lines = Lines::default();
    let cues =
        text.trim_start().starts_with("WEBVTT") || text.matches(" --> ").take(3).count() >= 2;
    let inner = inner_labels(text);
    let dense = is_dense(text);
    let numbered = is_numbered(text);
    let mut blank = false;
    for (number, (start, end)) in (1u32..).zip(physical(text)) {
        let start = start
            + if numbered {
                margin(&text[start..end]).unwrap_or(0)
            } else {
                0
            };
        let content = &text[start..end];
        if content.trim().is_empty() {
            blank = true;
            continue;
        }
        if cues && cue_line(content, end, &mut lines) {
            continue;
        }
        if lines.all.len() >= LINES
            && let Some(last) = lines.all.last_mut()
        {
            last.end = end;
            lines.joined = true;
            continue;
        }
        let line = Line {
            number,
            start,
            end,
            blank_before: blank && !cues,
            cut: false,
        };
        cut(text, line, dense, &inner, &mut lines);
        blank = false;
    }
    if !lines.times.is_empty() {
        lines.times.push((text.len(), lines.end));
    }
    lines
}

/// The byte ranges of all lines, ends by line feed, carriage return or both.
fn physical(text: &str) -> impl Iterator<Item = (usize, usize)> + '_ {
    let bytes = text.as_bytes();
    let mut start = 0;
    std::iter::from_fn(move || {
        if start >= bytes.len() {
            return None;
        }
        let end = bytes[start..]
            .iter()
            .position(|byte| matches!(byte, b'\n' | b'\r'))
            .map_or(bytes.len(), |at| start + at);
        let pair = bytes[end..].starts_with(b"\r\n");
        let line = (start, end);
        start = end + 1 + usize::from(pair);
        Some(line)
    })
}

/// Whether most lines have their number in the margin, as court reporters print them.
fn is_numbered(text: &str) -> bool {
    let lines = || {
        physical(text)
            .take(400)
            .map(|(from, to)| &text[from..to])
            .filter(|line| !line.trim().is_empty())
    };
    let all = lines().count();
    let numbered = lines().filter(|line| margin(line).is_some()).count();
    all >= 6 && numbered * 10 >= all * 8
}

/// The bytes of a line number of one or two digits and the blanks after it; a lone number counts.
fn margin(line: &str) -> Option<usize> {
    let rest = line.trim_start_matches(' ');
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let after = &rest[digits..];
    let blanks = after.len() - after.trim_start_matches([' ', '\t']).len();
    let fits = (1..=2).contains(&digits) && (blanks >= 2 || after.trim().is_empty());
    fits.then(|| line.len() - rest.len() + digits)
}

/// Steps over the lines a cue file puts between the words; their times are kept.
fn cue_line(content: &str, end: usize, lines: &mut Lines) -> bool {
    let content = content.trim();
    let timing = content
        .split_once("-->")
        .and_then(|(from, to)| Some((clock(from.trim())?, clock(to.split_whitespace().next()?)?)));
    if let Some((from, to)) = timing {
        lines.times.push((end, from));
        lines.end = to;
    }
    let number = content.len() <= 8 && content.bytes().all(|byte| byte.is_ascii_digit());
    let head = content.starts_with("WEBVTT")
        || content.starts_with("NOTE ")
        || content.starts_with("Kind:")
        || content.starts_with("Language:");
    let is_cue = timing.is_some() || number || head;
    lines.cue_lines += u32::from(is_cue);
    is_cue
}

/// Milliseconds of `01:02:03.004`, `02:03,004` or `1:02:03`.
pub fn clock(text: &str) -> Option<u64> {
    let (whole, fraction) = text.split_once(['.', ',']).unwrap_or((text, "0"));
    let parts: Vec<u64> = whole
        .split(':')
        .map(|part| part.parse().ok().filter(|_| part.len() <= 4))
        .collect::<Option<_>>()?;
    let seconds = match parts[..] {
        [minutes, seconds] => minutes * 60 + seconds,
        [hours, minutes, seconds] => hours * 3_600 + minutes * 60 + seconds,
        _ => return None,
    };
    let milliseconds: u64 = format!("{fraction:0<3}").get(..3)?.parse().ok()?;
    Some(seconds * 1_000 + milliseconds)
}

/// A clock time at the front of a line, in brackets or not; gives the byte after it and the blanks.
pub fn leading_time(line: &str) -> Option<(&str, usize)> {
    let trimmed = line.trim_start();
    let offset = line.len() - trimmed.len();
    let open = trimmed.starts_with(['[', '(']);
    let body = &trimmed[usize::from(open)..];
    let length = body
        .bytes()
        .take(13)
        .take_while(|byte| byte.is_ascii_digit() || matches!(byte, b':' | b'.' | b','))
        .count();
    let bare = body[..length].trim_end_matches(['.', ',']);
    clock(bare)?;
    let after = &body[bare.len()..];
    let closed = after.starts_with([']', ')']);
    if open != closed
        || (!open && (bare.matches(':').count() < 2 || !after.starts_with([' ', '\t'])))
    {
        return None;
    }
    let end = offset + usize::from(open) + bare.len() + usize::from(closed);
    let rest = &line[end..];
    let words = end + (rest.len() - rest.trim_start_matches([' ', '\t', '-']).len());
    Some((&line[offset..end], words))
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

/// Labels of a file without lines: phrases before a colon after the end of a sentence that come back.
fn inner_labels(text: &str) -> HashMap<String, u32> {
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
    word.chars().count() == 1 || lexicon::is_title(&folded(word))
}

/// Cuts a line before each turn that opens inside it.
fn cut(text: &str, line: Line, dense: bool, inner: &HashMap<String, u32>, lines: &mut Lines) {
    let content = &text[line.start..line.end];
    let mut places = arrow_places(content, dense, line.number, lines);
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

#[cfg(test)]
mod tests {
    use super::*;

    fn cuts(text: &str) -> Vec<(u32, &str)> {
        read(text)
            .all
            .iter()
            .map(|line| (line.number, text[line.start..line.end].trim()))
            .collect()
    }

    #[test]
    fn a_one_line_file_is_cut_at_its_arrows() {
        let text = ">> ANA: One. >> BEN: Two >> three. >> Yes. >> CARA: Four.";
        assert_eq!(
            cuts(text),
            [
                (1, ">> ANA: One."),
                (1, ">> BEN: Two >> three."),
                (1, ">> Yes."),
                (1, ">> CARA: Four.")
            ]
        );
    }

    #[test]
    fn arrows_in_speech_are_left_and_told() {
        let text = ">> ANA: It went >> up.\n>> BEN: Yes.\n>> ANA: Good.";
        assert_eq!(cuts(text).len(), 3);
        assert_eq!(read(text).doubtful_arrows, [1]);
    }

    #[test]
    fn more_lines_than_any_session_has_are_one() {
        let text = "a\n".repeat(LINES + 5);
        let lines = read(&text);
        assert_eq!((lines.all.len(), lines.joined), (LINES, true));
        assert_eq!(lines.all[LINES - 1].end, text.len() - 1);
    }

    #[test]
    fn recurring_labels_cut_a_file_without_lines() {
        let filler = "word ".repeat(200);
        let text = format!(
            "ANA: One {filler}. BEN RAO: Two {filler}. ANA: Three. BEN RAO: Four. So: five."
        );
        assert_eq!(cuts(&text).len(), 4);
    }

    #[test]
    fn cue_timings_become_times() {
        let text = "WEBVTT\r\n\r\n1\r\n00:00:01.500 --> 00:00:04.000\r\n>> ANA: Hello\r\n\r\n2\r\n00:01:04.000 --> 00:01:06.000\r\nall.\r\n";
        let lines = read(text);
        assert_eq!(lines.all.len(), 2);
        assert_eq!(
            lines.times.iter().map(|(_, at)| *at).collect::<Vec<_>>(),
            [1_500, 64_000, 66_000]
        );
        assert_eq!(leading_time("[00:01:02] ANA: x"), Some(("[00:01:02]", 11)));
        assert_eq!(leading_time("10:30 works"), None);
    }
}
