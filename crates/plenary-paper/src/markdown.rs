//! CommonMark with tables, footnotes and strikethrough, into blocks.

use plenary_passage::{BlockKind, BlockSource, Piece, Style};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use crate::found::{Dropped, Found};

/// Reads a text in Markdown; every text is one.
pub fn from_markdown(text: &str) -> Found {
    let options =
        Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH;
    let mut reader = Reader::default();
    let (front, text) = without_front_matter(text);
    if front.is_some() {
        reader.found.drop_one(Dropped::FrontMatter);
    }
    for event in Parser::new_ext(text, options) {
        reader.take(event);
    }
    reader.close();
    reader.found.title = front.and_then(title_in).or(reader.found.first_title());
    reader.found
}

/// Parts a text from the settings that site generators keep in front of it, between two lines of three hyphens.
fn without_front_matter(text: &str) -> (Option<&str>, &str) {
    let text = text.trim_start_matches('\u{feff}');
    let after = text
        .strip_prefix("---\n")
        .or_else(|| text.strip_prefix("---\r\n"));
    let parts = after.and_then(|after| after.split_once("\n---"));
    match parts {
        Some((front, rest)) if rest.is_empty() || rest.starts_with(['\n', '\r']) => {
            (Some(front), rest)
        }
        _ => (None, text),
    }
}

fn title_in(front: &str) -> Option<String> {
    let title = front.lines().find_map(|line| line.strip_prefix("title:"))?;
    let title = title.trim().trim_matches(['"', '\'']);
    (!title.is_empty()).then(|| title.to_owned())
}

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

/// The open list's kind, by depth.
#[derive(Default)]
struct Reader {
    found: Found,
    /// Whether each open list is numbered, outermost first.
    lists: Vec<bool>,
    /// Whether the open entry has had its first words.
    has_entry: bool,
    quotes: u32,
    footnote: Option<String>,
    cell: (u32, u32),
    styles: Vec<Style>,
    kind: Option<BlockKind>,
    pieces: Vec<Piece>,
}

impl Reader {
    fn take(&mut self, event: Event<'_>) {
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

    fn start(&mut self, tag: Tag<'_>) {
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

    fn end(&mut self, tag: TagEnd) {
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

    fn add(&mut self, text: &str) {
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

    fn close(&mut self) {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::found::words_of;

    fn read(text: &str) -> Vec<(BlockKind, String)> {
        let found = from_markdown(text);
        let blocks = found.blocks.iter();
        blocks
            .map(|block| (block.kind.clone(), words_of(block)))
            .collect()
    }

    fn entry(depth: u8, ordered: bool, text: &str) -> (BlockKind, String) {
        (BlockKind::ListItem { depth, ordered }, text.to_owned())
    }

    #[test]
    fn headings_paragraphs_quotes_and_code_are_told_apart() {
        let text = "# The *title*\n\nTwo\nlines.\n\n> Said.\n\n    let it be\n";
        assert_eq!(
            read(text),
            [
                (BlockKind::Heading { level: 1 }, "The title".to_owned()),
                (BlockKind::Paragraph, "Two lines.".to_owned()),
                (BlockKind::Quote, "Said.".to_owned()),
                (BlockKind::Code, "let it be\n".to_owned()),
            ]
        );
        assert_eq!(from_markdown(text).title.as_deref(), Some("The title"));
    }

    #[test]
    fn lists_within_lists_know_their_depth_and_whether_they_count() {
        let text = "- One\n- Two\n  1. First\n  2. Second\n- Three\n\n  More of three.\n";
        assert_eq!(
            read(text),
            [
                entry(0, false, "One"),
                entry(0, false, "Two"),
                entry(1, true, "First"),
                entry(1, true, "Second"),
                entry(0, false, "Three"),
                (BlockKind::Paragraph, "More of three.".to_owned()),
            ]
        );
        assert_eq!(read("1. One\n\n2. Two\n").len(), 2);
    }

    #[test]
    fn cells_know_row_and_column_and_footnotes_their_label() {
        let text = "| A | B |\n|---|---|\n| 1 | |\n\nSee[^n].\n\n[^n]: The note.\n";
        let cell = |row, column| BlockKind::TableCell { row, column };
        assert_eq!(
            read(text),
            [
                (cell(0, 0), "A".to_owned()),
                (cell(0, 1), "B".to_owned()),
                (cell(1, 0), "1".to_owned()),
                (BlockKind::Paragraph, "Seen.".to_owned()),
                (
                    BlockKind::Footnote {
                        label: "n".to_owned()
                    },
                    "The note.".to_owned()
                ),
            ]
        );
    }

    #[test]
    fn settings_in_front_of_a_text_are_no_words_of_it() {
        let found = from_markdown("---\ntitle: 'Our text'\nlayout: page\n---\n\nWords.\n");
        assert_eq!(found.title.as_deref(), Some("Our text"));
        assert_eq!(found.blocks.len(), 1);
        assert_eq!(found.dropped, [(Dropped::FrontMatter, 1)]);
    }

    #[test]
    fn what_is_left_out_is_told() {
        let found = from_markdown("<div>\n\nWords ![a map](map.png)\n\n</div>\n\n***\n");
        assert_eq!(words_of(&found.blocks[0]), "Words a map");
        assert_eq!(
            found.dropped,
            [
                (Dropped::Html, 2),
                (Dropped::Picture, 1),
                (Dropped::Rule, 1)
            ]
        );
    }
}
