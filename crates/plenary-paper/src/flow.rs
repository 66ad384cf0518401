//! Blocks out of a stream of beginnings, words and ends: what Markdown and web pages have in common.

use plenary_passage::{BlockKind, BlockSource, Piece, Style};
use pulldown_cmark::{Event, Tag, TagEnd};

use crate::found::{Dropped, Found};

fn rank(style: &Style) -> u8 {
    match style {
        Style::Link { .. } => 0,
        Style::Strong => 1,
        Style::Emphasis => 2,
        Style::Struck => 3,
        Style::Code => 4,
        Style::FootnoteReference { .. } => 5,
    }
}

/// Blocks as they come: what is open, and what was found.
#[derive(Default)]
pub(crate) struct Flow {
    pub found: Found,
    /// Whether each open list is numbered, outermost first.
    lists: Vec<bool>,
    /// Whether the open entry has had its first words.
    has_entry: bool,
    quotes: u32,
    footnote: Option<String>,
    cell: (u32, u32),
    pub styles: Vec<Style>,
    kind: Option<BlockKind>,
    pieces: Vec<Piece>,
}

impl Flow {
    /// Takes the next event.
    pub fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => self.add(&text),
            Event::Code(text) => {
                self.styles.push(Style::Code);
                self.add(&text);
                self.styles.pop();
            }
            Event::SoftBreak => self.add(" "),
            Event::HardBreak => self.add("\n"),
            Event::FootnoteReference(label) => {
                let label = label.into_string();
                self.styles.push(Style::FootnoteReference {
                    label: label.clone(),
                });
                self.add(&label);
                self.styles.pop();
            }
            Event::Html(_) | Event::InlineHtml(_) => self.found.drop_one(Dropped::Html),
            Event::Rule => self.found.drop_one(Dropped::Rule),
            Event::InlineMath(text) | Event::DisplayMath(text) => self.add(&text),
            Event::TaskListMarker(_) => {}
        }
    }

    /// Something begins.
    pub fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Heading { level, .. } => self.open(BlockKind::Heading { level: level as u8 }),
            Tag::Paragraph => self.open(self.running()),
            Tag::CodeBlock(_) => self.open(BlockKind::Code),
            Tag::BlockQuote(_) => {
                self.close();
                self.quotes += 1;
            }
            Tag::List(first) => {
                self.close();
                self.lists.push(first.is_some());
            }
            Tag::Item => {
                self.has_entry = false;
                self.open(self.entry());
            }
            Tag::FootnoteDefinition(label) => {
                self.close();
                self.footnote = Some(label.into_string());
            }
            Tag::Table(_) => {
                self.close();
                self.cell = (0, 0);
            }
            Tag::TableCell => self.open(BlockKind::TableCell {
                row: self.cell.0,
                column: self.cell.1,
            }),
            Tag::Strong => self.styles.push(Style::Strong),
            Tag::Emphasis => self.styles.push(Style::Emphasis),
            Tag::Strikethrough => self.styles.push(Style::Struck),
            Tag::Link { dest_url, .. } => self.styles.push(Style::Link {
                target: dest_url.into_string(),
            }),
            Tag::Image { .. } => self.found.drop_one(Dropped::Picture),
            _ => {}
        }
    }

    /// Something ends.
    pub fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(_) | TagEnd::Paragraph | TagEnd::CodeBlock | TagEnd::Item => {
                self.close();
            }
            TagEnd::BlockQuote(_) => {
                self.close();
                self.quotes = self.quotes.saturating_sub(1);
            }
            TagEnd::List(_) => {
                self.close();
                self.lists.pop();
                self.has_entry = true;
            }
            TagEnd::FootnoteDefinition => {
                self.close();
                self.footnote = None;
            }
            TagEnd::TableCell => {
                self.close_cell();
                self.cell.1 += 1;
            }
            TagEnd::TableHead | TagEnd::TableRow => self.cell = (self.cell.0 + 1, 0),
            TagEnd::Strong | TagEnd::Emphasis | TagEnd::Strikethrough | TagEnd::Link => {
                self.styles.pop();
            }
            _ => {}
        }
    }

    /// Whether the open block has words yet.
    pub fn has_words(&self) -> bool {
        self.pieces
            .iter()
            .any(|piece| !piece.text.trim().is_empty())
    }

    /// What running text is where it stands.
    fn running(&self) -> BlockKind {
        if let Some(label) = &self.footnote {
            BlockKind::Footnote {
                label: label.clone(),
            }
        } else if !self.lists.is_empty() && !self.has_entry {
            self.entry()
        } else if self.quotes > 0 {
            BlockKind::Quote
        } else {
            BlockKind::Paragraph
        }
    }

    fn entry(&self) -> BlockKind {
        let depth = u8::try_from(self.lists.len().saturating_sub(1)).unwrap_or(u8::MAX);
        BlockKind::ListItem {
            depth,
            ordered: self.lists.last().copied().unwrap_or(false),
        }
    }

    fn open(&mut self, kind: BlockKind) {
        // The first paragraph of an entry goes on with the entry itself.
        if self.kind.as_ref() != Some(&kind) || !self.pieces.is_empty() {
            self.close();
        }
        self.kind = Some(kind);
    }

    /// Words come.
    pub fn add(&mut self, text: &str) {
        if self.kind.is_none() {
            self.kind = Some(self.running());
        }
        // In one order, so that the same looks are the same whichever mark stood outside.
        let mut styles = self.styles.clone();
        styles.sort_by_key(rank);
        styles.dedup();
        match self.pieces.last_mut() {
            Some(last) if last.styles == styles => last.text.push_str(text),
            _ => self.pieces.push(Piece {
                text: text.to_owned(),
                styles,
            }),
        }
    }

    /// Ends the open block, if it has words.
    pub fn close(&mut self) {
        let pieces = std::mem::take(&mut self.pieces);
        let Some(kind) = self.kind.take() else { return };
        if pieces.iter().all(|piece| piece.text.trim().is_empty()) {
            return;
        }
        self.has_entry |= matches!(kind, BlockKind::ListItem { .. });
        self.found.blocks.push(BlockSource { kind, pieces });
    }

    /// The first cell of a table is kept even when it is empty: the table begins there.
    fn close_cell(&mut self) {
        let is_first = self.cell == (0, 0);
        if is_first && self.pieces.iter().all(|piece| piece.text.trim().is_empty()) {
            self.pieces = vec![Piece {
                text: "–".to_owned(),
                styles: Vec::new(),
            }];
        }
        self.close();
    }
}
