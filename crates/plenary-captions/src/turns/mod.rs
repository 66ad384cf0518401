//! Lines to turns, paragraphs and blocks.

mod section;
mod times;

use crate::front;
use crate::html;
use crate::labels;
use crate::layout::{self, Layout};
use crate::lines::{self, Line, Lines};
use crate::marks::{self, Mark, MarkKind};
use crate::opening::{self, Opening, Shape};
use crate::record::{Block, BlockKind, Paragraph, Record, Skipped, Turn};
use times::{close_times, span};

/// More turns, blocks and paragraphs than any session has; noise beyond is joined to the last one.
const PIECES: usize = 320_000;
/// Remarks kept about what was passed over; the rest is counted.
const REMARKS: usize = 1_000;

/// Lines that belong together: a paragraph, a heading, a mark.
#[derive(Debug)]
struct Group {
    first: u32,
    last: u32,
    start: usize,
    text: String,
    label: Option<Option<String>>,
    clock: Option<Mark>,
    /// Marks in the label.
    marks: Vec<Mark>,
}

struct Builder<'a> {
    text: &'a str,
    layout: Layout,
    times: Vec<(usize, u64)>,
    cues: bool,
    is_long: bool,
    record: Record,
    group: Option<Group>,
    paragraphs: u32,
    ended: bool,
    fresh: bool,
    more: u32,
    /// The line up to which the site speaks that shows the document.
    shown: u32,
}

/// Reads decoded text; `times` are those of a feed, by byte offset.
pub fn read(text: &str, times: &[(usize, u64)]) -> Record {
    let lines = lines::read(text);
    let layout = layout::survey(text, &lines);
    let times = if times.is_empty() {
        lines.times.clone()
    } else {
        times.to_vec()
    };
    let mut builder = Builder {
        text,
        layout,
        times,
        cues: !lines.times.is_empty(),
        is_long: false,
        record: Record::default(),
        group: None,
        paragraphs: 0,
        ended: false,
        fresh: true,
        more: 0,
        shown: front::first_words(text, &lines.all),
    };
    builder.remark_lines(&lines);
    let mut before: Option<&Line> = None;
    for (at, line) in lines.all.iter().enumerate() {
        if builder.is_section(&lines.all[at..]) {
            builder.section(line);
        } else {
            builder.line(line, before);
        }
        before = Some(line);
    }
    builder.finish()
}

impl Builder<'_> {
    fn remark_lines(&mut self, lines: &Lines) {
        self.is_long = lines.joined;
        if lines.cue_lines > 0 {
            let last = lines.all.last().map_or(1, |line| line.number);
            self.remark(
                [1, last],
                format!(
                    "{} lines of cue timings were read as times",
                    lines.cue_lines
                ),
            );
        }
        for number in &lines.doubtful_arrows {
            self.remark(
                [*number, *number],
                "arrows inside speech were left as they are; a turn may begin there".into(),
            );
        }
    }

    fn remark(&mut self, lines: [u32; 2], reason: String) {
        if self.record.skipped.len() < REMARKS {
            self.record.skipped.push(Skipped { lines, reason });
        } else {
            self.more += 1;
        }
    }

    fn line(&mut self, line: &Line, before: Option<&Line>) {
        let whole = &self.text[line.start..line.end];
        let content = layout::content(self.text, line);
        if !self.record.turns.is_empty() && self.layout.is_running_head(content) {
            return self.page(line, content);
        }
        if self.is_full() {
            self.is_long = true;
            return self.go_on(line, content);
        }
        let cut = line.opens.then(|| opening::labelled(content)).flatten();
        let opening = cut
            .or_else(|| self.layout.opening(content))
            .filter(|opening| !self.is_heading(opening, content))
            .filter(|_| line.number > self.shown && !front::is_furniture(content))
            .filter(|opening| opening.arrows > 0 || marks::standalone(content).is_none());
        if let Some(body) = opening.and_then(|opening| self.goes_on(&opening)) {
            return self.continue_cue(line, content[body..].trim());
        }
        if opening.is_some() || self.breaks(line, before, content) {
            self.flush();
            let clock = (content.len() < whole.len()).then(|| Mark {
                kind: MarkKind::Time,
                text: whole[..whole.len() - content.len()]
                    .trim_end_matches([' ', '-', '\t'])
                    .trim()
                    .to_owned(),
            });
            self.start(line, content, opening, clock);
        } else {
            self.go_on(line, content);
        }
    }

    /// Before anybody spoke, `Moderator: Ana Li` is a heading; so is a label without arrows in a file of arrows.
    fn is_heading(&self, opening: &Opening, content: &str) -> bool {
        let spoken = !self.record.turns.is_empty()
            || self
                .group
                .as_ref()
                .is_some_and(|group| group.label.is_some());
        let body = &content[opening.body..];
        opening.arrows == 0
            && !spoken
            && !self.cues
            && (front::is_list_of_names(body)
                || opening.shape == Some(Shape::Role) && front::is_one_name(body)
                || self.layout.arrows >= 3 && !body.trim().is_empty() && !front::is_speech(body))
    }

    /// A running head between two lines of speech does not part them.
    fn page(&mut self, line: &Line, content: &str) {
        self.record.blocks.push(Block {
            kind: BlockKind::Page,
            lines: [line.number, line.last],
            text: content.trim().to_owned(),
            marks: Vec::new(),
        });
    }

    fn go_on(&mut self, line: &Line, content: &str) {
        if let Some(group) = &mut self.group {
            group.last = line.number;
            if !group.text.is_empty() {
                group.text.push(' ');
            }
            group.text.push_str(content.trim());
        }
    }

    fn is_full(&self) -> bool {
        let pieces = self.record.turns.len() + self.record.blocks.len() + self.paragraphs as usize;
        pieces >= PIECES && self.group.is_some()
    }

    /// In a cue file every cue repeats the label of who goes on speaking; gives where the words begin.
    fn goes_on(&self, opening: &Opening) -> Option<usize> {
        let label = opening.label.filter(|_| self.cues)?;
        let current = match &self.group {
            Some(Group {
                label: Some(label), ..
            }) => label.as_deref(),
            _ => self
                .record
                .turns
                .last()
                .and_then(|turn| turn.label.as_deref()),
        };
        (current == Some(label)).then_some(opening.body)
    }

    fn continue_cue(&mut self, line: &Line, words: &str) {
        let full = self
            .group
            .as_ref()
            .is_none_or(|group| group.text.len() > 400 && group.text.ends_with(['.', '?', '!']));
        if full {
            self.flush();
            self.group = Some(Group {
                first: line.number,
                last: line.number,
                start: line.start,
                text: String::new(),
                label: None,
                clock: None,
                marks: Vec::new(),
            });
        }
        if let Some(group) = &mut self.group {
            group.last = line.number;
            if !group.text.is_empty() {
                group.text.push(' ');
            }
            group.text.push_str(words);
        }
    }

    fn start(&mut self, line: &Line, content: &str, opening: Option<Opening>, clock: Option<Mark>) {
        let body = opening.map_or(content, |opening| &content[opening.body..]);
        let label = opening.map(|opening| opening.label.map(|label| self.printed(label)));
        if let Some(Opening {
            colon: false,
            label: Some(label),
            ..
        }) = opening
        {
            self.remark(
                [line.number, line.number],
                format!("no colon after the label “{label}”"),
            );
        }
        self.group = Some(Group {
            first: line.number,
            last: line.last,
            start: line.start,
            text: body.trim().to_owned(),
            label,
            clock,
            marks: opening
                .map(|opening| marks::find(&content[..opening.body]))
                .unwrap_or_default(),
        });
    }

    /// A label as printed; one that was broken by hand is on one line again.
    fn printed(&self, label: &str) -> String {
        let label = if self.layout.escaped {
            html::unescape(label).into_owned()
        } else {
            label.to_owned()
        };
        if label.contains(['\n', '\r']) {
            return label.split_whitespace().collect::<Vec<_>>().join(" ");
        }
        label
    }

    /// Whether a line without opening begins a paragraph of its own.
    fn breaks(&self, line: &Line, before: Option<&Line>, content: &str) -> bool {
        let (Some(group), Some(before)) = (&self.group, before) else {
            return true;
        };
        // A label that stands alone on its line is followed by its words.
        if group.label.is_some() && group.text.is_empty() {
            return marks::standalone(content) == Some(MarkKind::EndOfSession);
        }
        if self.layout.wrapped && !line.blank_before && is_open_mark(group) {
            return false;
        }
        if !self.layout.wrapped || line.blank_before || marks::standalone(content).is_some() {
            return true;
        }
        if group.label.is_none() && marks::standalone(&group.text).is_some() {
            return true;
        }
        if let Some(kind) = front::kind(content, false) {
            // A wrapped disclaimer has its signs on more lines than one.
            return !self.is_front(group, kind);
        }
        if self.is_front(group, BlockKind::Disclaimer) {
            return false;
        }
        let previous = &self.text[before.start..before.end];
        let ended = previous
            .trim_end()
            .ends_with(['.', '?', '!', '"', '”', ')', ']']);
        let indented = content.starts_with([' ', '\t']) && !previous.starts_with([' ', '\t']);
        let short = previous.trim().chars().count() * 4 < self.layout.width * 3;
        ended && (indented || short && !self.cues || self.cues && group.text.len() > 400)
    }

    /// Whether a group before the first turn is of a kind already.
    fn is_front(&self, group: &Group, kind: BlockKind) -> bool {
        group.label.is_none()
            && self.record.turns.is_empty()
            && group.text.len() < 2_000
            && front::kind(&group.text, true) == Some(kind)
    }

    fn flush(&mut self) {
        let Some(mut group) = self.group.take() else {
            return;
        };
        if self.layout.escaped {
            group.text = html::unescape(&group.text).into_owned();
        }
        if self.cues && group.text.contains("</v>") {
            group.text = group.text.replace("</v>", "");
        }
        match group.label.take() {
            Some(label) => self.open_turn(label, group),
            None => self.without_label(group),
        }
    }

    fn open_turn(&mut self, label: Option<String>, mut group: Group) {
        // A microphone test before the session opens is no speech of it.
        let test = if label.is_some() {
            front::is_test_turn(&group.text)
        } else {
            front::is_warm_up(&group.text)
        };
        if self.fresh && test {
            return self.block(BlockKind::WarmUp, &group, label.as_deref());
        }
        // Whoever says more than a greeting has begun.
        self.fresh = self.fresh
            && !front::opens_session(&group.text)
            && group.text.split_whitespace().count() < 6;
        self.ended = false;
        let parts = label.as_deref().map(labels::read).unwrap_or_default();
        let label_marks = std::mem::take(&mut group.marks);
        let number = count(self.record.turns.len()) + 1;
        self.record.turns.push(Turn {
            number,
            lines: [group.first, group.last],
            role: parts.role.map(str::to_owned),
            organisation: parts.organisation,
            country: parts.country,
            label,
            ..Turn::default()
        });
        if !group.text.is_empty() {
            self.paragraph(group, label_marks);
        }
    }

    fn without_label(&mut self, group: Group) {
        let before = self.record.turns.is_empty();
        if let Some(mark) = marks::standalone(&group.text) {
            if before && mark == MarkKind::Time {
                return self.block(BlockKind::Header, &group, None);
            }
            self.ended |= mark == MarkKind::EndOfSession;
            let kind = if self.ended {
                BlockKind::End
            } else {
                BlockKind::Mark
            };
            return self.block(kind, &group, None);
        }
        if before && group.last <= self.shown || front::is_furniture(&group.text) {
            return self.block(BlockKind::Header, &group, None);
        }
        let after_firm = self.record.blocks.last().is_some_and(|block| {
            block.kind == BlockKind::Vendor && block.lines[1] + 1 == group.first
        });
        if let Some(kind) = front::kind(&group.text, before || self.ended || after_firm) {
            if kind == BlockKind::Noise {
                self.remark([group.first, group.last], "no text".into());
            }
            return self.block(kind, &group, None);
        }
        if self.ended {
            self.remark(
                [group.first, group.last],
                "text after the end of the session".into(),
            );
            return self.block(BlockKind::End, &group, None);
        }
        if before && !front::is_speech(&group.text) {
            return self.block(BlockKind::Header, &group, None);
        }
        if before {
            self.remark(
                [group.first, group.last],
                "speech without any label before the first one".into(),
            );
            return self.open_turn(None, group);
        }
        self.fresh = false;
        self.paragraph(group, Vec::new());
    }

    fn block(&mut self, kind: BlockKind, group: &Group, label: Option<&str>) {
        let text = label.map_or_else(
            || group.text.clone(),
            |label| format!("{label}: {}", group.text),
        );
        let marks = marks::find(&text);
        let marks = if marks.is_empty() {
            marks::standalone(&text)
                .map(|kind| Mark {
                    kind,
                    text: text.clone(),
                })
                .into_iter()
                .collect()
        } else {
            marks
        };
        self.record.blocks.push(Block {
            kind,
            lines: [group.first, group.last],
            text,
            marks,
        });
    }

    fn paragraph(&mut self, group: Group, label_marks: Vec<Mark>) {
        self.paragraphs += 1;
        let mut marks = marks::find(&group.text);
        marks.splice(0..0, group.clock.into_iter().chain(label_marks));
        let milliseconds = span(&self.times, group.start);
        let paragraph = Paragraph {
            number: self.paragraphs,
            lines: [group.first, group.last],
            text: group.text,
            marks,
            milliseconds,
            packets: Vec::new(),
        };
        if let Some(turn) = self.record.turns.last_mut() {
            turn.lines[1] = group.last;
            turn.paragraphs.push(paragraph);
        }
    }

    fn finish(mut self) -> Record {
        self.flush();
        if self.more > 0 {
            let last = self
                .record
                .skipped
                .last()
                .map_or([1, 1], |skipped| skipped.lines);
            self.record.skipped.push(Skipped {
                lines: last,
                reason: format!("and {} more remarks", self.more),
            });
        }
        if self.is_long {
            self.record.skipped.push(Skipped {
                lines: [1, 1],
                reason: "more lines than any session has; the rest was joined".into(),
            });
        }
        close_times(&mut self.record, &self.times);
        self.record
    }
}

/// `(Whereupon, at 8:12 p.m.,`: a remark between brackets that goes on in the next line.
fn is_open_mark(group: &Group) -> bool {
    let text = group.text.trim_start();
    let open = text.starts_with('(') && !text.contains(')')
        || text.starts_with('[') && !text.contains(']');
    group.label.is_none() && open && text.len() < 300
}

fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}
