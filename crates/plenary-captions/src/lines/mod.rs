//! The lines of a text: where turns open inside them, cue timings, clock times in front.

mod inside;
mod running;

use inside::{cut, habits, join_labels};

/// A line with words, or the part of a line from an opening inside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line {
    /// Number in the source, from 1.
    pub number: u32,
    /// Number of its last line; another one only where a label was broken by hand.
    pub last: u32,
    /// First byte.
    pub start: usize,
    /// Byte after the last, line end left out.
    pub end: usize,
    /// Whether an empty line stands before.
    pub blank_before: bool,
    /// Whether it was cut out of a longer line.
    pub cut: bool,
    /// Whether it was cut before a label without arrows.
    pub opens: bool,
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
const LINES: usize = 1_000_000;

/// Cuts a text into lines; empty ones are remembered only by the line after them.
pub fn read(text: &str) -> Lines {
    let mut lines = Lines::default();
    let cues = text.trim_start().starts_with("WEBVTT")
        || text.matches(" --> ").take(3).count() >= 2
        || is_sub_viewer(text);
    let habits = habits(text);
    let numbered = numbers(text);
    let mut blank = false;
    let mut rest = (1u32..).zip(physical(text)).peekable();
    while let Some((number, (start, end))) = rest.next() {
        let timed = |(_, (from, to)): &(u32, (usize, usize))| text[*from..*to].contains("-->");
        if cues && (blank || number == 1) && start < end && rest.peek().is_some_and(timed) {
            // The name of a cue.
            lines.cue_lines += 1;
            continue;
        }
        let start = start
            + match numbered {
                Some(Margin::Wide) => margin(&text[start..end]).unwrap_or(0),
                Some(Margin::Narrow) => {
                    margin(&text[start..end]).unwrap_or_else(|| number_before(&text[start..end]))
                }
                None => 0,
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
            last: number,
            start,
            end,
            blank_before: blank && !cues,
            cut: false,
            opens: false,
        };
        cut(text, line, &habits, &mut lines);
        blank = false;
    }
    if !lines.times.is_empty() {
        lines.times.push((text.len(), lines.end));
    }
    if !cues {
        join_labels(text, &mut lines.all);
    }
    lines
}

/// Whether times stand as `0:00:00.599,0:00:04.160` on lines of their own.
fn is_sub_viewer(text: &str) -> bool {
    let timing = |line: &str| {
        line.trim().split_once(',').is_some_and(|(from, to)| {
            from.contains('.') && clock(from).is_some() && clock(to).is_some()
        })
    };
    physical(text)
        .take(12)
        .filter(|(from, to)| timing(&text[*from..*to]))
        .count()
        >= 2
}

/// The byte ranges of all lines, ends by line feed, carriage return or both.
fn physical(text: &str) -> impl Iterator<Item = (usize, usize)> + '_ {
    physical_bytes(text.as_bytes())
}

/// First byte of each line and the byte after its last, in the order of their numbers.
pub(crate) fn physical_bytes(bytes: &[u8]) -> impl Iterator<Item = (usize, usize)> + '_ {
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

/// How the number of a line is set off from its words.
#[derive(Debug, Clone, Copy)]
enum Margin {
    Wide,
    Narrow,
}

/// Whether most lines have their number in the margin, as court reporters print them.
fn numbers(text: &str) -> Option<Margin> {
    let lines = || {
        physical(text)
            .take(400)
            .map(|(from, to)| &text[from..to])
            .filter(|line| !line.trim().is_empty())
    };
    let all = lines().count();
    let numbered = lines().filter(|line| margin(line).is_some()).count();
    if all >= 6 && numbered * 10 >= all * 8 {
        return Some(Margin::Wide);
    }
    counts(lines()).then_some(Margin::Narrow)
}

/// Whether nearly all lines begin with a number that is one more than the one before, or 1 again.
fn counts<'a>(lines: impl Iterator<Item = &'a str>) -> bool {
    let (mut all, mut next, mut fits) = (0usize, 1u32, 0usize);
    for line in lines {
        let digits = line.trim_start().split(' ').next().unwrap_or("");
        let number = digits.parse::<u32>().ok().filter(|_| digits.len() <= 2);
        all += 1;
        fits += usize::from(number.is_some_and(|number| number == next || number == 1));
        next = number.map_or(next, |number| number + 1);
    }
    all >= 12 && fits * 10 >= all * 8
}

/// The bytes of a number of one or two digits and a single blank.
fn number_before(line: &str) -> usize {
    let rest = line.trim_start_matches(' ');
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let fits = (1..=2).contains(&digits) && rest[digits..].starts_with(' ');
    if fits {
        line.len() - rest.len() + digits + 1
    } else {
        0
    }
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
        .or_else(|| {
            content
                .split_once(',')
                .filter(|(from, _)| from.contains('.'))
        })
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
