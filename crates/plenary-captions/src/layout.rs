//! How a file is laid out: which labels it uses, whether its lines are wrapped by hand.

use std::collections::HashMap;

use crate::front;
use crate::lexicon;
use crate::lines::{Line, Lines, clock, leading_time};
use crate::marks;
use crate::names;
use crate::opening::{self, Opening, Shape};
use crate::words::folded;

/// No more different labels are counted; noise has more.
const LABELS: usize = 20_000;
/// Wrapped lines are not longer than this, in letters; 100 is the widest page, 20 to spare.
const WRAPPED: usize = 120;

/// What was learned by reading the whole file once.
#[derive(Debug, Default)]
pub struct Layout {
    /// Lines with two or more arrows.
    pub arrows: u32,
    /// Lines with a single arrow.
    pub single: u32,
    /// Labels after arrows.
    pub arrow_labels: HashMap<String, u32>,
    /// Labels without arrows.
    pub bare_labels: HashMap<String, u32>,
    /// Lines with a label without arrows, by shape.
    pub bare_shapes: [u32; 5],
    /// Whether the text is in capitals throughout.
    pub capitals: bool,
    /// Whether it is in small letters throughout.
    pub small: bool,
    /// Whether lines were broken by hand.
    pub wrapped: bool,
    /// The length of a full line, in letters, when wrapped.
    pub width: usize,
    /// Heads that come back on every page, their digits left out.
    heads: HashMap<String, u32>,
    /// Whether questions and answers are marked `Q.` and `A.`
    examined: bool,
    /// Whether entities stand in plain text.
    pub escaped: bool,
    /// Lines with words.
    pub lines: u32,
    /// Labels without arrows that have small letters.
    bare_small: u32,
    /// Lines whose label after arrows is a role in small letters.
    small_roles: u32,
    /// Lines whose label is set off by a full stop and a dash.
    dashed: u32,
    /// Lines that are nothing but a label between square brackets.
    bracketed: u32,
    /// Roles that stand alone on a line in running letters: `The President`.
    alone: HashMap<String, u32>,
    /// Lines with a full name and a colon before words that are plainly speech.
    voices: u32,
}

/// Surveys the lines.
pub fn survey(text: &str, lines: &Lines) -> Layout {
    let mut layout = Layout {
        escaped: text.contains("&gt;") || text.contains("&#") || text.contains("&amp;"),
        ..Layout::default()
    };
    layout.capitals = is_capitals(text);
    layout.small = is_small(text);
    let mut examined = [0u32; 2];
    for line in &lines.all {
        let words = content(text, line);
        layout.count(words);
        layout.count_head(words);
        if let Some((letter, _)) = examination(words) {
            examined[usize::from(letter == "A")] += 1;
        }
    }
    layout.examined = examined.iter().all(|count| *count >= 2);
    layout.lines = u32::try_from(lines.all.len()).unwrap_or(u32::MAX);
    measure(text, &lines.all, !lines.times.is_empty(), &mut layout);
    layout
}

/// The words of a line after a clock time in front.
pub fn content<'a>(text: &'a str, line: &Line) -> &'a str {
    let whole = &text[line.start..line.end];
    // `00:03 Ana Li: Yes`, cut out of a longer line.
    let short = || {
        let (time, rest) = whole.split_once(' ').filter(|_| line.opens)?;
        clock(time).filter(|_| time.contains(':'))?;
        Some((time, whole.len() - rest.trim_start().len()))
    };
    // A time alone on its line is a mark.
    leading_time(whole)
        .or_else(short)
        .filter(|(_, after)| !whole[*after..].trim().is_empty())
        .map_or(whole, |(_, after)| &whole[after..])
}

/// Whether a text is in small letters throughout, as captions on television may be.
pub fn is_small(text: &str) -> bool {
    let sample = &text[..text.floor_char_boundary(200_000)];
    let upper = sample.chars().filter(|c| c.is_uppercase()).count();
    let lower = sample.chars().filter(|c| c.is_lowercase()).count();
    lower > 200 && upper * 50 < lower
}

fn is_capitals(text: &str) -> bool {
    let sample = &text[..text.floor_char_boundary(200_000)];
    let upper = sample.chars().filter(|c| c.is_uppercase()).count();
    let lower = sample.chars().filter(|c| c.is_lowercase()).count();
    upper > 2 * lower
}

fn measure(text: &str, lines: &[Line], cues: bool, layout: &mut Layout) {
    let mut lengths: Vec<usize> = lines
        .iter()
        .take(20_000)
        .map(|line| {
            text[line.start..line.end]
                .trim()
                .chars()
                .take(2_000)
                .count()
        })
        .collect();
    lengths.sort_unstable();
    let Some(width) = lengths.get(lengths.len() * 95 / 100).copied() else {
        return;
    };
    let breaks = lines
        .windows(2)
        .take(20_000)
        .filter(|pair| !pair[1].blank_before && !pair[1].cut);
    let (mut open, mut all) = (0, 0);
    for pair in breaks {
        let next = text[pair[1].start..pair[1].end].trim_start();
        if opening::arrows(next).0 > 0 {
            continue;
        }
        all += 1;
        open += usize::from(
            !text[pair[0].start..pair[0].end]
                .trim_end()
                .ends_with(['.', '?', '!', ':', '"', '”', ')', ']', '*', '。']),
        );
    }
    layout.wrapped = cues || lines.len() > 3 && width <= WRAPPED && all > 2 && open * 10 >= all * 3;
    layout.width = width;
}

/// `The Minister for Libraries (Ms. Edith Crane)`: a titled person between brackets.
pub fn bears_person(label: &str) -> bool {
    let inner = label
        .split_once('(')
        .and_then(|(_, rest)| rest.split_once(')'));
    inner.is_some_and(|(inner, _)| {
        let (first, rest) = inner.split_once(' ').unwrap_or(("", inner));
        lexicon::is_address(&folded(first)) && rest.starts_with(char::is_uppercase)
    })
}

/// `[FACILITATOR]` alone on its line: a label in capitals that is no mark.
fn bracketed(line: &str) -> Option<&str> {
    let line = line.trim();
    let inner = line.strip_prefix('[')?.strip_suffix(']')?;
    let plain = inner.len() < 60
        && !inner.contains(['[', ']', ':'])
        && inner.contains(char::is_uppercase)
        && !inner.contains(char::is_lowercase);
    (plain && opening::shape(inner).is_some() && marks::standalone(line).is_none()).then_some(line)
}

/// `Q. Do you read?`, as court reporters write.
fn examination(line: &str) -> Option<(&str, usize)> {
    let rest = line.trim_start();
    let letter = rest
        .get(..1)
        .filter(|letter| matches!(*letter, "Q" | "A"))?;
    let after = &rest[1..];
    let words = after.strip_prefix('.').unwrap_or(after).trim_start();
    let parted = after.starts_with(". ")
        || after.starts_with(".\t")
        || after.starts_with('\t')
        || after.starts_with("   ");
    parted.then_some((letter, line.len() - words.len()))
}

/// A person of two to four words or with a title: `Ana Li`, `MR. LI`.
fn is_full_name(label: &str) -> bool {
    let words: Vec<String> = label.split_whitespace().map(folded).collect();
    let common = |word: &String| {
        lexicon::is_no_name(word) && !lexicon::is_title(word) && !opening::is_given_name(word)
    };
    let person = (2..=4).contains(&words.len())
        && names::is_person(label)
        && !label.contains(['(', '[', ',', '/'])
        && !label.contains(|c: char| c.is_ascii_digit());
    person && !words.iter().any(common)
}

/// `The President` alone on a line: a role that one person holds, in running letters.
fn is_role_alone(line: &str) -> bool {
    let line = line.trim();
    line.len() < 40
        && line.starts_with("The ")
        && line.ends_with(char::is_alphabetic)
        && lexicon::role(&folded(line)).is_some_and(lexicon::is_held)
}

/// Whether the words behind a colon are plainly speech.
fn is_voice(words: &str) -> bool {
    let words = &words[..words.floor_char_boundary(600)];
    front::opens_session(words) || front::is_speech(words)
}

/// A line with its digits left out, if it can be the head of a page.
fn head(line: &str) -> Option<String> {
    let line = line.trim();
    // `Ana Li  1:12`: a label and its time come back, too.
    let timed = line
        .rsplit(char::is_whitespace)
        .next()
        .is_some_and(|last| clock(last).is_some());
    let fits = !timed
        && (8..=100).contains(&line.len())
        && line.ends_with(|c: char| c.is_ascii_digit())
        && line.contains(char::is_alphabetic)
        && !line.contains(['>', '.', '?']);
    fits.then(|| line.chars().filter(|c| !c.is_ascii_digit()).collect())
}

impl Layout {
    fn count_head(&mut self, line: &str) {
        if let Some(head) = head(line).filter(|_| self.heads.len() < LABELS) {
            *self.heads.entry(head).or_insert(0) += 1;
        }
    }

    /// Whether a line stands on page after page with another number.
    pub fn is_running_head(&self, line: &str) -> bool {
        head(line).is_some_and(|head| self.heads.get(&head).is_some_and(|count| *count >= 3))
    }

    fn count(&mut self, line: &str) {
        self.dashed += u32::from(opening::dashed(line).is_some());
        self.bracketed += u32::from(bracketed(line).is_some());
        let Some(found) = opening::read(line, &|_| false) else {
            return self.count_alone(line);
        };
        match found.arrows {
            0 => {}
            1 => self.single += 1,
            _ => self.arrows += 1,
        }
        let (Some(label), Some(shape), true) = (found.label, found.shape, found.colon) else {
            return;
        };
        let labels = if found.arrows > 0 {
            &mut self.arrow_labels
        } else {
            &mut self.bare_labels
        };
        if labels.len() < LABELS {
            *labels.entry(folded(label)).or_insert(0) += 1;
        }
        let small = label.contains(char::is_lowercase);
        if found.arrows == 0 {
            self.bare_shapes[shape as usize] += 1;
            self.bare_small += u32::from(small);
            self.voices += u32::from(is_full_name(label) && is_voice(&line[found.body..]));
        } else if small && !label.contains(char::is_uppercase) {
            self.small_roles += 1;
        }
    }

    /// A label that stands alone on its line, in capitals and without colon.
    fn count_alone(&mut self, line: &str) {
        let line = line.trim();
        if is_role_alone(line) && self.alone.len() < LABELS {
            *self.alone.entry(folded(line)).or_insert(0) += 1;
        }
        let short = line.len() < 60
            && line.chars().any(char::is_uppercase)
            && !line.chars().any(char::is_lowercase);
        if short
            && !line.contains(':')
            && (!line.contains(|c: char| c.is_ascii_digit())
                || lexicon::role(&folded(line)).is_some())
            && opening::shape(line).is_some()
            && marks::standalone(line).is_none()
            && self.bare_labels.len() < LABELS
        {
            *self.bare_labels.entry(folded(line)).or_insert(0) += 1;
        }
    }

    /// The opening of a line, if the file's own habits let it be one.
    pub fn opening<'a>(&self, line: &'a str) -> Option<Opening<'a>> {
        let seen = |phrase: &str| {
            self.arrow_labels.contains_key(phrase)
                || self.bare_labels.get(phrase).is_some_and(|count| *count > 1)
        };
        if let Some(found) = self.set_off(line) {
            return Some(found);
        }
        let found = opening::read(line, &seen)?;
        if found.label.is_none()
            && found.arrows > 0
            && (self.small_roles > 2 || self.small)
            && let Some(small) = opening::small_name(line)
        {
            return Some(small);
        }
        // In a text all of capitals only a label seen with its colon elsewhere can lack it.
        let doubtful = |label: &str| !seen(&folded(label)) || !label.contains(' ');
        if self.capitals && !found.colon && found.label.is_some_and(doubtful) {
            let (arrows, body) = opening::arrows(line);
            return (arrows > 0).then_some(Opening {
                arrows,
                label: None,
                shape: None,
                colon: false,
                body,
            });
        }
        let trusted = match (found.arrows, found.label) {
            (0, Some(label)) => self.trusts_bare(label, &found, line),
            (1, None) => self.arrows == 0 && self.single > 1,
            (1, Some(_)) => found.colon || self.arrows == 0,
            _ => true,
        };
        trusted.then_some(found)
    }

    /// A label set off otherwise than by arrows or a colon: `Q.`, a dash, brackets, a line of its own.
    fn set_off<'a>(&self, line: &'a str) -> Option<Opening<'a>> {
        let whole = |label, shape| Opening {
            arrows: 0,
            label: Some(label),
            shape: Some(shape),
            colon: true,
            body: line.len(),
        };
        if let Some((letter, body)) = examination(line).filter(|_| self.examined) {
            let opening = whole(letter, Shape::Role);
            return Some(Opening { body, ..opening });
        }
        if self.dashed > 2
            && let Some(found) = opening::dashed(line)
        {
            return Some(found);
        }
        if self.bracketed > 2
            && let Some(label) = bracketed(line)
        {
            return Some(whole(label, Shape::Capitals));
        }
        let again = |line: &str| {
            self.alone
                .get(&folded(line))
                .is_some_and(|count| *count > 1)
        };
        (self.arrows == 0 && is_role_alone(line) && again(line.trim()))
            .then(|| whole(line.trim(), Shape::Role))
    }

    /// Whether a label without arrows opens a turn here.
    fn trusts_bare(&self, label: &str, found: &Opening, line: &str) -> bool {
        let low = folded(label);
        if self.arrow_labels.contains_key(&low) {
            return found.colon || line[found.body..].trim().is_empty();
        }
        let count = self.bare_labels.get(&low).copied().unwrap_or(0);
        if !found.colon {
            let words = &line[found.body..];
            let forgotten = !self.capitals
                && label.contains(' ')
                && words.starts_with(char::is_uppercase)
                && words.contains(char::is_lowercase);
            return count > 1 && (forgotten || words.trim().is_empty());
        }
        if line.trim_start().starts_with("<v ") {
            return true;
        }
        let words = label.split_whitespace().count();
        if self.is_voiced(label, found, line) {
            return true;
        }
        let all: u32 = self.bare_shapes.iter().sum();
        // "one nomination for" / "President: Ana Li": a line broken by hand, where labels are in capitals.
        if self.wrapped && label.contains(char::is_lowercase) && self.bare_small * 8 <= all {
            return false;
        }
        if self.arrows >= 3 {
            // A forgotten arrow, in a file that has them: only what is plainly a label.
            return !self.capitals
                && (found.shape == Some(Shape::Role)
                    || found.shape == Some(Shape::Capitals) && words >= 2);
        }
        if label.starts_with(['[', '(']) && label.ends_with([']', ')']) {
            return all > 2;
        }
        match found.shape {
            Some(Shape::Role) => {
                let everyday =
                    lexicon::is_everyday_role(&low) && label.contains(char::is_lowercase);
                count > 1 || all > 2 && !everyday
            }
            Some(Shape::Capitals) if self.capitals => count > 1 && words <= 5,
            Some(Shape::Capitals) => {
                let roles = self.bare_shapes[Shape::Role as usize];
                count > 1 || self.bare_shapes[Shape::Capitals as usize] + roles > 2
            }
            Some(Shape::Title) => bears_person(label) || self.trusts_title(&low, count, words),
            Some(Shape::Caseless) => {
                all > 2 && (count > 1 || u64::from(all) * 10 >= u64::from(self.lines) * 3)
            }
            Some(Shape::Nick) => count > 1 && u64::from(all) * 10 >= u64::from(self.lines) * 4,
            None => false,
        }
    }

    /// A full name before words that are plainly speech, or sentences where others are: once is enough.
    fn is_voiced(&self, label: &str, found: &Opening, line: &str) -> bool {
        let body = &line[found.body..];
        let habit = match found.shape {
            Some(Shape::Capitals) => true,
            Some(Shape::Title) => self.bare_shapes[Shape::Capitals as usize] < 3,
            _ => false,
        };
        let sentence = body.trim_end().ends_with(['.', '?', '!']) && body.contains(' ');
        habit
            && self.arrows == 0
            && !self.capitals
            && is_full_name(label)
            && (is_voice(body) || self.voices > 1 && sentence)
    }

    fn trusts_title(&self, low: &str, count: u32, words: usize) -> bool {
        let titled = low.split(' ').next().is_some_and(lexicon::is_address) && words > 1;
        let all = self.bare_shapes[Shape::Title as usize] + self.bare_shapes[Shape::Role as usize];
        let dense = u64::from(all) * 10 >= u64::from(self.lines) * 3;
        count > 1 && all > 2 || titled && all > 1 || dense && all > 2 && words <= 4
    }
}
