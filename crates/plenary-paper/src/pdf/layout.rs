//! Lays the blocks of a version out on pages, each under its tag.

use std::collections::HashSet;
use std::num::NonZeroU16;

use krilla::tagging::{ListNumbering, Tag, TagKind};
use plenary_passage::{Block, BlockKind, Version};

use super::NoPdf;
use super::fonts::{Look, Shelf};
use super::letters::Setter;
use super::lines::cut;
use super::shape::Shaped;
use super::sheet::{COLUMN, Heading, Sheet};
use super::tags::ARTIFACT;
use crate::about::About;
use crate::table::{Part, blocks_or_tables};

/// The size of running text, in points.
pub(super) const BODY: f32 = 10.5;
pub(super) const NOTE: f32 = 9.0;
const SMALL: f32 = 8.0;
/// From one line to the next, in sizes; Arabic and Thai letters reach far up and down.
pub(super) const LEADING: f32 = 1.45;
const INDENT: f32 = 20.0;

/// Where a block's words go.
#[derive(Clone, Copy)]
pub(super) struct Frame {
    pub indent: f32,
    pub width: f32,
    pub size: f32,
}

/// What is laid out, and the open lists of the place where it stands.
pub(super) struct Layout<'a> {
    pub version: &'a Version,
    pub setter: Setter<'a>,
    pub sheet: Sheet,
    pub notes: HashSet<&'a str>,
    lists: Vec<List>,
    /// The level of the heading before, as tagged: none is passed over.
    level: u8,
}

struct List {
    is_ordered: bool,
    twig: usize,
    body: usize,
    count: usize,
}

/// The pages of a version.
pub(super) fn lay_out<'a>(
    version: &'a Version,
    about: &About,
    labels: &[String],
    shelf: &'a Shelf<'a>,
) -> Result<Sheet, NoPdf> {
    let notes = version
        .blocks()
        .iter()
        .filter_map(|block| match &block.kind {
            BlockKind::Footnote { label } => Some(label.as_str()),
            _ => None,
        });
    let mut layout = Layout {
        version,
        setter: Setter::new(shelf, &about.lang),
        sheet: Sheet::new(about.is_rtl()),
        notes: notes.collect(),
        lists: Vec::new(),
        level: 0,
    };
    let edition = [about.edition.as_str(), about.address.as_str()];
    for line in edition.into_iter().filter(|line| !line.is_empty()) {
        layout.plain(line, NOTE, Tag::P)?;
    }
    let is_title = |block: &Block| block.kind == BlockKind::Heading { level: 1 };
    if !version.blocks().iter().any(is_title) {
        layout.heading(1, title(about), None)?;
    }
    let mut labels = labels.iter();
    for part in blocks_or_tables(version.blocks()) {
        let (first, count) = match &part {
            Part::Table(cells) => (&cells[0], cells.len()),
            Part::Block(block) => (*block, 1),
        };
        let label = labels.next().map_or("", String::as_str);
        labels = labels
            .as_slice()
            .get(count - 1..)
            .unwrap_or_default()
            .iter();
        layout.part(part, first, label)?;
    }
    layout.tell_missing()?;
    layout.foot(title(about))?;
    Ok(layout.sheet)
}

/// What the document is called: no file of this kind goes without a title.
pub(super) fn title(about: &About) -> &str {
    let names = [about.title.trim(), about.address.as_str(), "–"];
    names
        .into_iter()
        .find(|name| !name.is_empty())
        .unwrap_or_default()
}

impl<'a> Layout<'a> {
    fn part(&mut self, part: Part<'a>, first: &'a Block, label: &str) -> Result<(), NoPdf> {
        if !matches!(first.kind, BlockKind::ListItem { .. }) && !self.lists.is_empty() {
            self.lists.clear();
            self.sheet.leave(BODY * 0.4);
        }
        match part {
            Part::Table(cells) => self.table(cells, label),
            Part::Block(block) => self.block(block, label),
        }
    }

    fn block(&mut self, block: &'a Block, label: &str) -> Result<(), NoPdf> {
        let frame = Frame {
            indent: 0.0,
            width: COLUMN,
            size: BODY,
        };
        match &block.kind {
            BlockKind::Heading { level } => {
                let words = self.version.slice(block.span).to_owned();
                self.heading(*level, &words, Some((block, label)))
            }
            BlockKind::ListItem { depth, ordered } => {
                self.entry(block, (*depth).min(8).into(), *ordered, label)
            }
            BlockKind::Quote => {
                let quote = self.sheet.tags.grow(None, Tag::BlockQuote);
                let twig = self.sheet.tags.grow(Some(quote), Tag::P);
                let frame = Frame {
                    indent: INDENT,
                    width: COLUMN - 2.0 * INDENT,
                    ..frame
                };
                self.words(block, twig, Look::default(), frame, label)
            }
            BlockKind::Code => {
                let twig = self.sheet.tags.grow(None, Tag::P);
                let code = self.sheet.tags.grow(Some(twig), Tag::Code);
                let look = Look {
                    is_mono: true,
                    ..Look::default()
                };
                self.words(
                    block,
                    code,
                    look,
                    Frame {
                        size: NOTE,
                        ..frame
                    },
                    label,
                )
            }
            BlockKind::Footnote { label: note } => self.note(block, note, label),
            BlockKind::Paragraph | BlockKind::TableCell { .. } => {
                let twig = self.sheet.tags.grow(None, Tag::P);
                self.words(block, twig, Look::default(), frame, label)
            }
        }
    }

    fn heading(
        &mut self,
        level: u8,
        words: &str,
        block: Option<(&'a Block, &str)>,
    ) -> Result<(), NoPdf> {
        let size = match level {
            0 | 1 => 19.0,
            2 => 14.5,
            3 => 12.0,
            _ => BODY,
        };
        self.level = level.clamp(1, 6).min(self.level + 1);
        let tagged = NonZeroU16::MIN.saturating_add(u16::from(self.level) - 1);
        let twig = self
            .sheet
            .tags
            .grow(None, Tag::Hn(tagged, Some(words.to_owned())));
        self.sheet.leave(size);
        self.sheet.need(size * 2.0 + BODY * LEADING * 3.0);
        let (page, y) = (self.sheet.page(), self.sheet.y);
        self.sheet.headings.push(Heading {
            level: self.level,
            words: words.to_owned(),
            page,
            y,
        });
        let look = Look {
            is_bold: true,
            ..Look::default()
        };
        let frame = Frame {
            indent: 0.0,
            width: COLUMN,
            size,
        };
        match block {
            Some((block, label)) => self.words(block, twig, look, frame, label),
            None => {
                let shaped = self.set(words, twig, look, size)?;
                self.pour(&[shaped], frame, "", 0.0)
            }
        }
    }

    fn entry(
        &mut self,
        block: &'a Block,
        depth: usize,
        is_ordered: bool,
        label: &str,
    ) -> Result<(), NoPdf> {
        self.lists.truncate(depth + 1);
        if self
            .lists
            .get(depth)
            .is_some_and(|list| list.is_ordered != is_ordered)
        {
            self.lists.truncate(depth);
        }
        while self.lists.len() <= depth {
            let is_ordered = is_ordered && self.lists.len() == depth;
            let numbering = if is_ordered {
                ListNumbering::Decimal
            } else {
                ListNumbering::Disc
            };
            let below = self.lists.last().map(|list| list.body);
            let twig = self.sheet.tags.grow(below, Tag::L(numbering));
            // An entry that stands deeper than the one before gets an empty one above it.
            let body = if self.lists.len() < depth {
                self.entry_body(twig).1
            } else {
                twig
            };
            self.lists.push(List {
                is_ordered,
                twig,
                body,
                count: 0,
            });
        }
        let twig = self.lists[depth].twig;
        let (lead, body) = self.entry_body(twig);
        let list = &mut self.lists[depth];
        list.count += 1;
        list.body = body;
        let sign = if is_ordered {
            format!("{}.", list.count)
        } else {
            "•".to_owned()
        };
        let indent = INDENT * (depth as f32 + 1.0);
        let lead = self.set(&sign, lead, Look::default(), BODY)?;
        let shaped = self.dressed(block, body, Look::default(), BODY)?;
        let frame = Frame {
            indent,
            width: COLUMN - indent,
            size: BODY,
        };
        self.pour_led(lead, &shaped, frame, label)
    }

    fn entry_body(&mut self, list: usize) -> (usize, usize) {
        let tags = &mut self.sheet.tags;
        let entry = tags.grow(Some(list), Tag::LI);
        (
            tags.grow(Some(entry), Tag::Lbl),
            tags.grow(Some(entry), Tag::LBody),
        )
    }

    fn note(&mut self, block: &'a Block, name: &str, label: &str) -> Result<(), NoPdf> {
        let twig = self.sheet.tags.grow(None, Tag::Note);
        let lead = self.sheet.tags.grow(Some(twig), Tag::Lbl);
        let lead = self.set(name, lead, Look::default(), NOTE)?;
        let shaped = self.dressed(block, twig, Look::default(), NOTE)?;
        self.sheet.need(NOTE * LEADING);
        let place = (self.sheet.page(), self.sheet.y);
        self.sheet.notes.entry(name.to_owned()).or_insert(place);
        let frame = Frame {
            indent: INDENT,
            width: COLUMN - INDENT,
            size: NOTE,
        };
        self.pour_led(lead, &shaped, frame, label)
    }

    fn words(
        &mut self,
        block: &'a Block,
        twig: usize,
        look: Look,
        frame: Frame,
        label: &str,
    ) -> Result<(), NoPdf> {
        let shaped = self.dressed(block, twig, look, frame.size)?;
        self.pour(&shaped, frame, label, BODY * 0.6)
    }

    /// A line that is not the document's own.
    pub fn plain(&mut self, words: &str, size: f32, tag: impl Into<TagKind>) -> Result<(), NoPdf> {
        let twig = self.sheet.tags.grow(None, tag);
        let shaped = self.set(words, twig, Look::default(), size)?;
        self.pour(
            &[shaped],
            Frame {
                indent: 0.0,
                width: COLUMN,
                size,
            },
            "",
            0.0,
        )
    }

    /// A sign where the indent begins, then the words.
    fn pour_led(
        &mut self,
        lead: Shaped,
        shaped: &[Shaped],
        frame: Frame,
        label: &str,
    ) -> Result<(), NoPdf> {
        self.sheet.need(frame.size * LEADING);
        for line in cut(&lead, f32::INFINITY) {
            let left = self.sheet.left(frame.indent - INDENT, INDENT - 4.0);
            let y = self.sheet.y + frame.size;
            // The sign stands where lines of the document begin, whatever its own direction.
            let left = if self.sheet.is_rtl && !lead.is_rtl {
                left + INDENT - 4.0 - line.width
            } else {
                left
            };
            self.sheet.write(&lead, &line, left, INDENT - 4.0, y);
        }
        self.pour(shaped, frame, label, frame.size * 0.35)
    }

    /// Writes lines down the page and goes on to the next where it ends.
    fn pour(
        &mut self,
        shaped: &[Shaped],
        frame: Frame,
        label: &str,
        after: f32,
    ) -> Result<(), NoPdf> {
        let leading = frame.size * LEADING;
        let mut is_first = true;
        for part in shaped {
            let lines = cut(part, frame.width);
            for (at, line) in lines.iter().enumerate() {
                // No first line is left alone at the foot of a page.
                let together = if at == 0 && lines.len() > 1 { 2.0 } else { 1.0 };
                self.sheet.need(leading * together);
                let y = self.sheet.y + frame.size;
                if std::mem::take(&mut is_first) {
                    self.label(label, y)?;
                }
                let left = self.sheet.left(frame.indent, frame.width);
                self.sheet.write(part, line, left, frame.width, y);
                self.sheet.y += leading;
            }
        }
        self.sheet.leave(after);
        Ok(())
    }

    /// The printed number of a block, in the margin.
    pub fn label(&mut self, label: &str, y: f32) -> Result<(), NoPdf> {
        if label.is_empty() {
            return Ok(());
        }
        let shaped = self.set(label, ARTIFACT, Look::default(), SMALL - 1.0)?;
        for line in cut(&shaped, f32::INFINITY) {
            let wide = line.width;
            let left = self.sheet.left(-wide - 14.0, wide);
            self.sheet.write(&shaped, &line, left, wide, y);
        }
        Ok(())
    }

    /// The foot of every page: title and number.
    fn foot(&mut self, title: &str) -> Result<(), NoPdf> {
        let count = self.sheet.pages.len();
        let title: String = title.chars().take(70).collect();
        let title = self.set(&title, ARTIFACT, Look::default(), SMALL)?;
        let y = super::sheet::HEIGHT - 44.0;
        for page in 0..count {
            let number = self.set(
                &format!("{} / {count}", page + 1),
                ARTIFACT,
                Look::default(),
                SMALL,
            )?;
            self.sheet.turn_to(page);
            for (shaped, from_end) in [(&title, false), (&number, true)] {
                for line in cut(shaped, f32::INFINITY).iter().take(1) {
                    let indent = if from_end { COLUMN - line.width } else { 0.0 };
                    let left = self.sheet.left(indent, line.width);
                    self.sheet.write(shaped, line, left, line.width, y);
                }
            }
        }
        Ok(())
    }
}
