//! A version as a DOCX file that word processors open and [`super::read`] reads back.

use std::collections::HashMap;

use plenary_passage::{Block, BlockKind, Style, Version};

use super::frame::{self, Links};
use crate::about::{About, escape, leads_out, runs_rtl};
use crate::pieces::{Run, runs};
use crate::table::{Grid, Part, blocks_or_tables};

/// A version as a DOCX file.
pub fn to_docx(version: &Version, about: &About) -> Vec<u8> {
    let mut writer = Writer::new(version);
    for part in blocks_or_tables(version.blocks()) {
        match part {
            Part::Table(cells) => writer.table(cells),
            Part::Block(block) => writer.block(block),
        }
    }
    let (notes, note_links) = writer.notes();
    frame::file(frame::Insides {
        about,
        body: &writer.out,
        links: &writer.links,
        lists: writer.lists,
        notes: &notes,
        note_links: &note_links,
        is_landscape: false,
    })
}

/// A document that is a table: a title, some lines, head and rows.
#[derive(Clone, Debug, Default)]
pub struct Sheet {
    /// Title and language.
    pub about: About,
    /// Paragraphs in front of the table.
    pub lines: Vec<String>,
    /// The words over the columns.
    pub head: Vec<String>,
    /// The rows; a line end within a cell stays one.
    pub rows: Vec<Vec<String>>,
    /// The width of each column, as a share of all; equal where it is missing.
    pub widths: Vec<u32>,
}

/// A table as a DOCX file on pages lying on their side, its head repeated on each.
pub fn sheet(sheet: &Sheet) -> Vec<u8> {
    let mut out = paragraph("<w:pStyle w:val=\"Heading1\"/>", &plain(&sheet.about.title));
    for line in &sheet.lines {
        out.push_str(&paragraph(&direction(line), &plain(line)));
    }
    let columns = sheet.rows.iter().map(Vec::len).max().unwrap_or(0);
    let columns = columns.max(sheet.head.len()).max(1);
    let cell = |words: Option<&String>| {
        let words = words.map_or("", |words| words);
        paragraph(&direction(words), &plain(words))
    };
    let mut rows = vec![(0..columns).map(|at| cell(sheet.head.get(at))).collect()];
    rows.extend(
        sheet
            .rows
            .iter()
            .map(|row| (0..columns).map(|at| cell(row.get(at))).collect()),
    );
    table(&mut out, &rows, &sheet.widths, frame::LANDSCAPE_WIDTH);
    frame::file(frame::Insides {
        about: &sheet.about,
        body: &out,
        links: &Links::default(),
        lists: 0,
        notes: "",
        note_links: &Links::default(),
        is_landscape: true,
    })
}

struct Writer<'a> {
    version: &'a Version,
    out: String,
    links: Links,
    /// Numbered lists so far; each counts from 1.
    lists: usize,
    /// The list open at each depth.
    open: Vec<(bool, usize)>,
    /// Blocks of notes by label.
    texts: HashMap<&'a str, Vec<&'a Block>>,
    /// Labels in the order in which the text refers to them.
    used: Vec<&'a str>,
    /// Whether the labels are the numbers that a word processor would give.
    is_counted: bool,
    is_after_code: bool,
}

impl<'a> Writer<'a> {
    fn new(version: &'a Version) -> Writer<'a> {
        let mut texts: HashMap<&str, Vec<&Block>> = HashMap::new();
        for block in version.blocks() {
            if let BlockKind::Footnote { label } = &block.kind {
                texts.entry(label).or_default().push(block);
            }
        }
        let mut used: Vec<&str> = Vec::new();
        for block in version.blocks() {
            for styled in &block.styles {
                if let Style::FootnoteReference { label } = &styled.style
                    && texts.contains_key(label.as_str())
                    && !used.contains(&label.as_str())
                {
                    used.push(label);
                }
            }
        }
        let counts = used.iter().enumerate();
        let is_counted = counts
            .into_iter()
            .all(|(at, label)| *label == (at + 1).to_string());
        Writer {
            version,
            out: String::new(),
            links: Links::default(),
            lists: 0,
            open: Vec::new(),
            texts,
            used,
            is_counted,
            is_after_code: false,
        }
    }

    fn block(&mut self, block: &'a Block) {
        let is_code = block.kind == BlockKind::Code;
        if is_code && std::mem::replace(&mut self.is_after_code, is_code) {
            self.out.push_str("<w:p/>");
        }
        self.is_after_code = is_code;
        if !matches!(block.kind, BlockKind::ListItem { .. }) {
            self.open.clear();
        }
        let style = match &block.kind {
            BlockKind::Heading { level } => {
                format!("<w:pStyle w:val=\"Heading{}\"/>", (*level).clamp(1, 6))
            }
            BlockKind::Quote => "<w:pStyle w:val=\"Quote\"/>".to_owned(),
            BlockKind::Code => "<w:pStyle w:val=\"Code\"/>".to_owned(),
            BlockKind::ListItem { depth, ordered } => self.entry(*depth, *ordered),
            BlockKind::Footnote { label } if self.used.contains(&label.as_str()) => return,
            BlockKind::Footnote { .. } => "<w:pStyle w:val=\"FootnoteText\"/>".to_owned(),
            BlockKind::Paragraph | BlockKind::TableCell { .. } => String::new(),
        };
        let words = self.words(block);
        let paragraph = self.paragraph(&style, block, &words);
        self.out.push_str(&paragraph);
    }

    fn paragraph(&self, style: &str, block: &Block, words: &str) -> String {
        let style = format!("{style}{}", direction(self.version.slice(block.span)));
        paragraph(&style, words)
    }

    fn entry(&mut self, depth: u8, ordered: bool) -> String {
        let depth = depth.min(8);
        self.open.truncate(usize::from(depth) + 1);
        while self.open.len() <= usize::from(depth) {
            let is_last = self.open.len() == usize::from(depth);
            self.open_list(is_last && ordered);
        }
        if self.open[usize::from(depth)].0 != ordered {
            self.open.truncate(usize::from(depth));
            self.open_list(ordered);
        }
        let list = self.open[usize::from(depth)].1;
        format!(
            "<w:pStyle w:val=\"ListParagraph\"/><w:numPr><w:ilvl w:val=\"{depth}\"/><w:numId w:val=\"{list}\"/></w:numPr>"
        )
    }

    /// List 1 has bullets; every numbered one is a list of its own.
    fn open_list(&mut self, ordered: bool) {
        self.lists += usize::from(ordered);
        let id = if ordered { self.lists + 1 } else { 1 };
        self.open.push((ordered, id));
    }

    fn table(&mut self, cells: &'a [Block]) {
        self.open.clear();
        let grid = Grid::of(cells);
        let rows: Vec<Vec<String>> = grid
            .rows()
            .map(|row| row.iter().map(|cell| self.cell(*cell)).collect())
            .collect();
        // Two tables in succession would grow into one.
        if self.out.ends_with("</w:tbl>") {
            self.out.push_str("<w:p/>");
        }
        table(&mut self.out, &rows, &[], frame::PORTRAIT_WIDTH);
    }

    fn cell(&mut self, cell: Option<&'a Block>) -> String {
        match cell {
            Some(block) => {
                let words = self.words(block);
                self.paragraph("", block, &words)
            }
            None => "<w:p/>".to_owned(),
        }
    }

    fn words(&mut self, block: &'a Block) -> String {
        let mut out = String::new();
        for run in runs(self.version, block) {
            self.run(&mut out, &run);
        }
        out
    }

    fn run(&mut self, out: &mut String, run: &Run<'a>) {
        let note = run.styles.iter().find_map(|style| match style {
            Style::FootnoteReference { label } => self.used.iter().position(|each| each == label),
            _ => None,
        });
        if let Some(at) = note {
            return out.push_str(&self.reference(at));
        }
        let target = run.styles.iter().find_map(|style| match style {
            Style::Link { target } if leads_out(target) => Some(target),
            _ => None,
        });
        let words = dressed(run);
        match target {
            Some(target) => {
                let id = self.links.id(target);
                out.push_str(&format!(
                    "<w:hyperlink r:id=\"{id}\" w:history=\"1\">{words}</w:hyperlink>"
                ));
            }
            None => out.push_str(&words),
        }
    }

    /// Ids 0 and 1 belong to the lines above the notes.
    fn reference(&self, at: usize) -> String {
        let id = at + 2;
        let sign = match self.is_counted {
            true => format!("<w:footnoteReference w:id=\"{id}\"/>"),
            false => format!(
                "<w:footnoteReference w:customMarkFollows=\"1\" w:id=\"{id}\"/><w:t>{}</w:t>",
                escape(self.used[at])
            ),
        };
        format!("<w:r><w:rPr><w:rStyle w:val=\"FootnoteReference\"/></w:rPr>{sign}</w:r>")
    }

    /// The texts of the notes, and their links.
    fn notes(&mut self) -> (String, Links) {
        let main = std::mem::take(&mut self.links);
        let mut out = String::new();
        for at in 0..self.used.len() {
            let label = self.used[at];
            let sign = match self.is_counted {
                true => "<w:footnoteRef/>".to_owned(),
                false => format!("<w:t>{}</w:t>", escape(label)),
            };
            let mut lead = format!(
                "<w:r><w:rPr><w:rStyle w:val=\"FootnoteReference\"/></w:rPr>{sign}</w:r><w:r><w:t xml:space=\"preserve\"> </w:t></w:r>"
            );
            out.push_str(&format!("<w:footnote w:id=\"{}\">", at + 2));
            for block in self.texts.get(label).cloned().unwrap_or_default() {
                let words = format!("{}{}", std::mem::take(&mut lead), self.words(block));
                out.push_str(&self.paragraph("<w:pStyle w:val=\"FootnoteText\"/>", block, &words));
            }
            out.push_str("</w:footnote>");
        }
        let links = std::mem::replace(&mut self.links, main);
        (out, links)
    }
}

fn paragraph(properties: &str, words: &str) -> String {
    match properties.is_empty() {
        true => format!("<w:p>{words}</w:p>"),
        false => format!("<w:p><w:pPr>{properties}</w:pPr>{words}</w:p>"),
    }
}

/// A paragraph says its direction when its first word has one: a text may quote another script.
fn direction(words: &str) -> String {
    match runs_rtl(words) {
        Some(true) => "<w:bidi/>".to_owned(),
        Some(false) => "<w:bidi w:val=\"0\"/>".to_owned(),
        None => String::new(),
    }
}

/// Words without looks; a line end becomes a break.
fn plain(words: &str) -> String {
    dressed(&Run {
        text: words,
        styles: Vec::new(),
    })
}

fn dressed(run: &Run<'_>) -> String {
    let mut looks = String::new();
    let has = |style: &Style| run.styles.contains(&style);
    let is_link = run
        .styles
        .iter()
        .any(|style| matches!(style, Style::Link { target } if leads_out(target)));
    if has(&Style::Code) {
        looks.push_str("<w:rStyle w:val=\"CodeWords\"/>");
    } else if is_link {
        looks.push_str("<w:rStyle w:val=\"Hyperlink\"/>");
    }
    let switches = [
        (Style::Strong, "<w:b/><w:bCs/>"),
        (Style::Emphasis, "<w:i/><w:iCs/>"),
        (Style::Struck, "<w:strike/>"),
    ];
    for (style, mark) in switches {
        if has(&style) {
            looks.push_str(mark);
        }
    }
    if runs_rtl(run.text) == Some(true) {
        looks.push_str("<w:rtl/>");
    }
    let mut out = String::from("<w:r>");
    if !looks.is_empty() {
        out.push_str(&format!("<w:rPr>{looks}</w:rPr>"));
    }
    for (at, line) in run.text.split('\n').enumerate() {
        if at > 0 {
            out.push_str("<w:br/>");
        }
        for (at, words) in line.split('\t').enumerate() {
            if at > 0 {
                out.push_str("<w:tab/>");
            }
            if !words.is_empty() {
                out.push_str(&format!(
                    "<w:t xml:space=\"preserve\">{}</w:t>",
                    escape(words)
                ));
            }
        }
    }
    out.push_str("</w:r>");
    out
}

/// A table of paragraphs; the first row is its head.
fn table(out: &mut String, rows: &[Vec<String>], widths: &[u32], whole: u32) {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(1).max(1);
    let share = |at: usize| widths.get(at).copied().unwrap_or(1).max(1);
    let sum: u32 = (0..columns).map(share).sum();
    let width = |at: usize| whole * share(at) / sum.max(1);
    out.push_str("<w:tbl><w:tblPr><w:tblStyle w:val=\"TableGrid\"/><w:tblW w:w=\"5000\" w:type=\"pct\"/><w:tblLook w:val=\"0020\" w:firstRow=\"1\"/></w:tblPr><w:tblGrid>");
    for at in 0..columns {
        out.push_str(&format!("<w:gridCol w:w=\"{}\"/>", width(at)));
    }
    out.push_str("</w:tblGrid>");
    for (row, cells) in rows.iter().enumerate() {
        out.push_str("<w:tr><w:trPr><w:cantSplit/>");
        out.push_str(if row == 0 { "<w:tblHeader/>" } else { "" });
        out.push_str("</w:trPr>");
        for (at, cell) in cells.iter().enumerate() {
            out.push_str(&format!(
                "<w:tc><w:tcPr><w:tcW w:w=\"{}\" w:type=\"dxa\"/></w:tcPr>{cell}</w:tc>",
                width(at)
            ));
        }
        out.push_str("</w:tr>");
    }
    out.push_str("</w:tbl>");
}
