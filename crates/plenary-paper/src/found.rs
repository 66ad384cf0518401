//! What an importer found in a file, and what it had to leave out.

use plenary_passage::{BlockKind, BlockSource};

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
}
