//! A document's blocks: headings, paragraphs, entries, cells, notes.

use plenary_passage::{BlockKind, BlockSource, Style};

use super::changes::{self, Change, Hand};
use super::comments::{self, Mark};
use super::line::{Edge, Laid, Line};
use super::notes::Notes;
use super::numbering::Numbering;
use super::package::{Around, Package};
use super::paragraph::{Field, Tracked, is_contents};
use super::styles::Styles;
use super::xml::{Node, Puller, Vocabulary};
use crate::found::{Dropped, Found};
use crate::refusal::Refusal;

/// Reads a DOCX file: its text before any proposed change, and the changes and comments as remarks.
pub fn read(bytes: &[u8]) -> Result<Found, Refusal> {
    let mut package = Package::open(bytes)?;
    let around = package.around_main()?;
    let part = |package: &mut Package<'_>, kind: &str| match around.part(kind) {
        Some(name) => package.tree(name),
        None => Ok(None),
    };
    let styles = Styles::of(part(&mut package, "styles")?);
    let numbering = Numbering::of(part(&mut package, "numbering")?);
    let notes = Notes::read(&mut package, &around)?;
    let main = package.main.clone();
    let text = package.part(&main)?.ok_or(Refusal::NoDocument)?;
    let mut reader = Reader::new(&around, &styles, &numbering, notes);
    let mut puller = Puller::new(&text);
    if !puller.enter("document")? || !puller.enter("body")? {
        return Err(Refusal::NoDocument);
    }
    while let Some(node) = puller.next()? {
        reader.block(&node);
    }
    reader.close(BlockKind::Paragraph);
    reader.read_notes();
    reader.finish_waiting();
    let remarks = comments::read(&mut package, &around, &reader.marks, &reader.lengths)?;
    reader.found.remarks.extend(remarks);
    for kind in ["header", "footer"] {
        (0..around.count(kind)).for_each(|_| reader.found.drop_one(Dropped::HeaderFooter));
    }
    Ok(reader.finish())
}

/// Where blocks stand.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Inside {
    Text,
    Cell,
    Note(String),
}

/// Reads block after block.
pub(super) struct Reader<'a> {
    around: &'a Around,
    pub(super) styles: &'a Styles,
    numbering: &'a Numbering,
    pub(super) notes: Notes,
    pub(super) found: Found,
    pub(super) line: Line,
    /// Letters of each block that was found.
    lengths: Vec<u32>,
    marks: Vec<Mark>,
    inside: Inside,
    /// The part that is read, for its links.
    part: &'static str,
    pub(super) tracked: Tracked,
    pub(super) fields: Vec<Field>,
    pub(super) links: Vec<String>,
    pub(super) looks: Vec<Style>,
    /// Whether the words that come are no words of the text.
    pub(super) is_muted: bool,
    /// Whether the paragraph before belonged to a table of contents.
    is_after_contents: bool,
    /// Additions in front of the first words.
    waiting: Vec<Change>,
    /// Whether the block before was code, and nothing stood between.
    is_after_code: bool,
    /// Whether a paragraph had the style of a title.
    has_title: bool,
}

impl<'a> Reader<'a> {
    fn new(
        around: &'a Around,
        styles: &'a Styles,
        numbering: &'a Numbering,
        notes: Notes,
    ) -> Reader<'a> {
        Reader {
            around,
            styles,
            numbering,
            notes,
            found: Found::default(),
            line: Line::default(),
            lengths: Vec::new(),
            marks: Vec::new(),
            inside: Inside::Text,
            part: "",
            tracked: Tracked::Nothing,
            fields: Vec::new(),
            links: Vec::new(),
            looks: Vec::new(),
            is_muted: false,
            is_after_contents: false,
            waiting: Vec::new(),
            is_after_code: false,
            has_title: false,
        }
    }

    /// Whether the words that come belong to a table of contents.
    pub(super) fn is_in_contents(&self) -> bool {
        self.is_muted || self.fields.iter().any(Field::is_contents)
    }

    /// Whether it is the text of a note whose words have not begun.
    pub(super) fn is_at_note_start(&self) -> bool {
        matches!(self.inside, Inside::Note(_)) && self.line.is_blank()
    }

    /// Where a link leads by its id.
    pub(super) fn link(&self, id: &str) -> Option<&str> {
        let key = (self.part.to_owned(), id.to_owned());
        self.around.links.get(&key).map(String::as_str)
    }

    fn block(&mut self, node: &Node) {
        if node.name() == (Vocabulary::Compatibility, "AlternateContent") {
            return self.alternative(node, Reader::block);
        }
        match node.word() {
            "p" => self.paragraph(node),
            "tbl" => self.table(node),
            "sdt" if is_contents(node) => self.found.drop_one(Dropped::Contents),
            "sdt" | "sdtContent" | "customXml" => self.blocks(node),
            "ins" | "del" | "moveFrom" | "moveTo" => self.tracked(node, Reader::blocks),
            "commentRangeStart" => self.set_mark(node, Edge::Start),
            "commentRangeEnd" => self.set_mark(node, Edge::End),
            "altChunk" => self.found.drop_one(Dropped::Embedded),
            _ => {}
        }
    }

    fn blocks(&mut self, node: &Node) {
        node.children.iter().for_each(|child| self.block(child));
    }

    fn paragraph(&mut self, node: &Node) {
        let properties = node.child("pPr");
        let style = properties.and_then(|all| all.value("pStyle"));
        let is_contents = self.styles.is_contents(style);
        if self.inside == Inside::Cell && !self.line.is_blank() {
            self.line.keep("\n", &[]);
        }
        let was_in_contents = self.is_in_contents();
        self.is_muted = is_contents;
        self.inline_all(node);
        self.is_muted = false;
        let is_contents = is_contents || was_in_contents || self.is_in_contents();
        if is_contents && !std::mem::replace(&mut self.is_after_contents, is_contents) {
            self.found.drop_one(Dropped::Contents);
        }
        self.is_after_contents = is_contents;
        if properties.is_some_and(|all| all.child("pPrChange").is_some()) {
            self.found.drop_one(Dropped::LooksChange);
        }
        let mark = properties.and_then(|all| all.child("rPr"));
        let change = |name: &str| mark.and_then(|mark| mark.child(name)).map(Hand::of);
        if let Some(hand) = change("ins") {
            // A proposed paragraph: before it, its words and the next ones' stand in one.
            return self.line.insert("\n\n", &hand);
        }
        self.line.joins = change("del");
        if self.inside != Inside::Cell {
            let kind = self.kind_of(properties, style);
            self.close(kind);
        }
    }

    fn kind_of(&mut self, properties: Option<&Node>, style: Option<&str>) -> BlockKind {
        if let Inside::Note(label) = &self.inside {
            return BlockKind::Footnote {
                label: label.clone(),
            };
        }
        let own = properties.and_then(|all| all.value("outlineLvl")?.parse::<u8>().ok());
        let by_style = self.styles.heading(style);
        // Level 9 is "body text", whatever the style says.
        let level = match own {
            Some(9..) => None,
            own => by_style.or(own.map(|level| level + 1)),
        };
        if let Some(level) = level {
            self.has_title |= level == 0 && !self.line.is_blank();
            return BlockKind::Heading { level };
        }
        if self.styles.is_code(style) {
            BlockKind::Code
        } else if let Some(entry) = self.entry(properties, style) {
            entry
        } else if self.styles.is_quote(style) {
            BlockKind::Quote
        } else {
            BlockKind::Paragraph
        }
    }

    fn entry(&self, properties: Option<&Node>, style: Option<&str>) -> Option<BlockKind> {
        let own = properties.and_then(|all| all.child("numPr"));
        let by_style = self.styles.numbering(style);
        let list = own.and_then(|own| own.value("numId"));
        let list = list.or_else(|| by_style.and_then(|(list, _)| list))?;
        let own_level = own.and_then(|own| own.value("ilvl")?.parse::<u8>().ok());
        let of_style = || self.numbering.level_of_style(list, style?);
        let level = own_level
            .or_else(|| by_style.and_then(|(_, level)| level))
            .or_else(of_style)
            .unwrap_or(0);
        let ordered = self.numbering.is_ordered(list, level)?;
        Some(BlockKind::ListItem {
            depth: level,
            ordered,
        })
    }

    fn table(&mut self, table: &Node) {
        if self.inside == Inside::Cell {
            self.found.drop_one(Dropped::NestedTable);
            return super::tables::each_cell(table, |cell| self.blocks(cell));
        }
        self.close(BlockKind::Paragraph);
        let (mut row, mut is_first) = (0, true);
        for line in super::tables::rows(table) {
            if super::tables::is_proposed(line) {
                self.found.drop_one(Dropped::RowChange);
                continue;
            }
            let outside = std::mem::replace(&mut self.inside, Inside::Cell);
            for (column, cell) in super::tables::cells(line) {
                self.blocks(cell);
                let is_empty = self.line.is_blank();
                // The first cell is kept even when it is empty: the table begins there.
                if is_first && is_empty {
                    self.line.keep("–", &[]);
                }
                let column = if is_first { 0 } else { column };
                is_first = false;
                self.close(BlockKind::TableCell { row, column });
            }
            self.inside = outside;
            row += u32::from(!is_first);
        }
    }

    fn read_notes(&mut self) {
        let mut at = 0;
        while let Some((kind, label, node)) = self.notes.take(at) {
            self.part = kind.part();
            self.inside = Inside::Note(label.clone());
            self.blocks(&node);
            self.close(BlockKind::Footnote { label });
            at += 1;
        }
    }

    /// Ends the block that is read.
    fn close(&mut self, kind: BlockKind) {
        let line = std::mem::take(&mut self.line);
        let was_after_code = std::mem::replace(&mut self.is_after_code, kind == BlockKind::Code);
        let laid = Laid::of(&line.raw, kind == BlockKind::Code);
        let block = self.found.blocks.len();
        let places = line.marks.iter().map(|(id, edge, at)| {
            let letter = match edge {
                Edge::Start => laid.start(*at),
                Edge::End | Edge::Sign => laid.end(*at),
            };
            (id.clone(), *edge, block, letter)
        });
        self.marks.extend(places);
        if laid.letters == 0 {
            self.is_after_code = false;
            return self.waiting.extend(line.changes);
        }
        self.settle_waiting();
        if kind == BlockKind::Code && was_after_code && line.changes.is_empty() {
            return self.go_on(line, laid.letters);
        }
        let proposals = changes::proposals(&line, &laid, block);
        self.found.remarks.extend(proposals);
        self.lengths.push(laid.letters);
        self.found.blocks.push(BlockSource {
            kind,
            pieces: line.pieces,
        });
    }

    /// A further line of code.
    fn go_on(&mut self, line: Line, letters: u32) {
        if let (Some(last), Some(length)) = (self.found.blocks.last_mut(), self.lengths.last_mut())
        {
            last.pieces.push(plenary_passage::Piece {
                text: "\n".to_owned(),
                styles: Vec::new(),
            });
            last.pieces.extend(line.pieces);
            *length += 1 + letters;
        }
    }

    /// What was put in where no words stand goes to the end of the block before.
    fn settle_waiting(&mut self) {
        let Some(last) = self.found.blocks.len().checked_sub(1) else {
            return;
        };
        if self.waiting.is_empty() {
            return;
        }
        let words: String = self.found.blocks[last]
            .pieces
            .iter()
            .map(|piece| piece.text.as_str())
            .collect();
        let words = changes::tidy(&words);
        for change in std::mem::take(&mut self.waiting) {
            let remark = changes::addition(&change, Some((last, &words)));
            self.found.remarks.extend(remark);
        }
    }

    fn finish_waiting(&mut self) {
        self.settle_waiting();
        for change in std::mem::take(&mut self.waiting) {
            let remark = changes::addition(&change, None);
            self.found.remarks.extend(remark);
        }
    }

    /// Levels of headings from 1, and the title.
    fn finish(mut self) -> Found {
        let shift = u8::from(self.has_title);
        for block in &mut self.found.blocks {
            if let BlockKind::Heading { level } = &mut block.kind {
                *level = (*level + shift).clamp(1, 6);
            }
        }
        self.found.settle_lists();
        self.found.title = self.found.first_title();
        self.found
    }
}
