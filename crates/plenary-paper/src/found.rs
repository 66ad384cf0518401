//! What an importer found in a file, and what it had to leave out.

use plenary_passage::{BlockKind, BlockSource};

use crate::remark::Remark;

/// Something that was in the file and is not in the blocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Dropped {
    /// Markup of a web page inside the text; its words are kept.
    Html,
    /// A picture; its description is kept.
    Picture,
    /// A line drawn across the page.
    Rule,
    /// Settings of a site generator in front of the text; a title in them is kept.
    FrontMatter,
    /// A frame of text beside the text.
    TextBox,
    /// What stands at the top or the bottom of every page.
    HeaderFooter,
    /// A formula; its letters are kept.
    Equation,
    /// A file or a sheet within the file.
    Embedded,
    /// A table of contents; the document makes its own.
    Contents,
    /// Words that the file hides from its readers.
    Hidden,
    /// A proposed change of looks only.
    LooksChange,
    /// A proposed new row of a table.
    RowChange,
    /// A table within a table; its words are kept in the outer cell.
    NestedTable,
    /// A sign of a picture font that stands for no letter.
    Symbol,
}

/// How many blocks of each kind were recognised.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Recognised {
    /// Headings.
    pub headings: usize,
    /// Paragraphs.
    pub paragraphs: usize,
    /// Entries of lists.
    pub list_items: usize,
    /// Tables.
    pub tables: usize,
    /// Quotations.
    pub quotes: usize,
    /// Footnotes.
    pub footnotes: usize,
    /// Blocks of code.
    pub code: usize,
}

/// The blocks of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// The words of the first heading, when it is of the highest level.
    pub title: Option<String>,
    /// The blocks, in order; none is empty.
    pub blocks: Vec<BlockSource>,
    /// What was left out, how often.
    pub dropped: Vec<(Dropped, usize)>,
    /// Comments and proposed changes that the file brings along.
    pub remarks: Vec<Remark>,
}

impl Found {
    /// Counts the blocks by kind.
    pub fn recognised(&self) -> Recognised {
        let mut all = Recognised::default();
        for block in &self.blocks {
            let count = match &block.kind {
                BlockKind::Heading { .. } => &mut all.headings,
                BlockKind::Paragraph => &mut all.paragraphs,
                BlockKind::ListItem { .. } => &mut all.list_items,
                BlockKind::TableCell { row: 0, column: 0 } => &mut all.tables,
                BlockKind::TableCell { .. } => continue,
                BlockKind::Quote => &mut all.quotes,
                BlockKind::Footnote { .. } => &mut all.footnotes,
                BlockKind::Code => &mut all.code,
            };
            *count += 1;
        }
        all
    }

    pub(crate) fn drop_one(&mut self, what: Dropped) {
        match self.dropped.iter_mut().find(|(each, _)| *each == what) {
            Some((_, count)) => *count += 1,
            None => self.dropped.push((what, 1)),
        }
    }

    /// The words of the first block, when it is a heading of the highest level.
    pub(crate) fn first_title(&self) -> Option<String> {
        let first = self.blocks.first()?;
        (first.kind == BlockKind::Heading { level: 1 }).then(|| words_of(first))
    }

    /// Lists as every format can say them: none begins deeper than one level below what stands before it.
    pub(crate) fn settle_lists(&mut self) {
        let mut deepest = 0;
        for block in &mut self.blocks {
            if let BlockKind::ListItem { depth, .. } = &mut block.kind {
                *depth = (*depth).min(deepest);
                deepest = *depth + 1;
            } else {
                deepest = 0;
            }
        }
    }
}

/// The words of a block.
pub(crate) fn words_of(block: &BlockSource) -> String {
    let words = block.pieces.iter().map(|piece| piece.text.as_str());
    words.collect()
}
