//! A frozen text cut into blocks: what every anchor of a review points into.
use crate::span::Span;
use crate::wordlist::Words;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::sync::OnceLock;

/// Longest text a version may hold, in bytes; a 2 MB draft is the largest that has been asked for.
pub const MAX_BYTES: usize = 64 << 20;

/// Identity of a block; it lasts across the versions of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct BlockId(pub u64);

impl fmt::Display for BlockId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl BlockId {
    /// Numbers new blocks from the one after `self`, the highest the document ever used.
    pub fn following(self) -> impl FnMut() -> BlockId {
        let mut last = self.0;
        move || {
            last += 1;
            BlockId(last)
        }
    }
}

/// What a block is in the structure of the text.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BlockKind {
    /// A heading; level 1 is the title.
    Heading { level: u8 },
    /// Running text.
    Paragraph,
    /// An entry of a list; depth 0 is the outermost list.
    ListItem { depth: u8, ordered: bool },
    /// A cell of a table, both counted from 0; a table begins where both are 0.
    TableCell { row: u32, column: u32 },
    /// A quotation set apart.
    Quote,
    /// The text of a footnote; its label is what the reference in the text shows.
    Footnote { label: String },
    /// Text whose white space matters.
    Code,
}

/// What a stretch of letters within a block is marked as.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Style {
    /// Bold.
    Strong,
    /// Italic.
    Emphasis,
    /// Struck through.
    Struck,
    /// Words of a machine.
    Code,
    /// A link to an address.
    Link { target: String },
    /// The sign that refers to the footnote with this label.
    FootnoteReference { label: String },
}

/// A stretch of the text with a style.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StyledSpan {
    /// Where, in the canonical text.
    pub span: Span,
    /// What.
    pub style: Style,
}

/// Words an importer found, all of one look.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Piece {
    /// The letters.
    pub text: String,
    /// How they look; may be several at once.
    pub styles: Vec<Style>,
}

/// A block as an importer found it, before it has a place and an identity.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BlockSource {
    /// What it is.
    pub kind: BlockKind,
    /// Its words in order.
    pub pieces: Vec<Piece>,
}

impl BlockSource {
    /// A block of plain words.
    pub fn plain(kind: BlockKind, text: impl Into<String>) -> Self {
        BlockSource {
            kind,
            pieces: vec![Piece {
                text: text.into(),
                styles: Vec::new(),
            }],
        }
    }
}

/// A block of a version: identity, kind, place in the canonical text, looks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Block {
    /// Lasts across versions.
    pub id: BlockId,
    /// What it is.
    pub kind: BlockKind,
    /// Where its letters stand in the canonical text.
    pub span: Span,
    /// Styled stretches, in order of their start.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub styles: Vec<StyledSpan>,
}

/// Why a version cannot be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAVersion {
    /// The text is longer than [`MAX_BYTES`].
    #[error("The text is longer than 64 MB; split it into several documents.")]
    TooLong,
    /// A stored version whose blocks do not fit its text.
    #[error("The blocks do not lie in order within the text.")]
    BlocksOutOfPlace,
    /// Two blocks with one identity.
    #[error("Two blocks have the same identity.")]
    TwinIdentity,
}

/// A frozen text and its blocks. Offsets are Unicode scalar values.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(try_from = "Stored")]
pub struct Version {
    text: String,
    blocks: Vec<Block>,
    #[serde(skip)]
    words: OnceLock<Words>,
}

impl PartialEq for Version {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text && self.blocks == other.blocks
    }
}

impl Version {
    /// Puts blocks together: white space is tidied, empty blocks are left out, blocks are parted by an empty line.
    /// Refuses a text over [`MAX_BYTES`] or two blocks with one identity.
    pub fn from_blocks(
        sources: &[BlockSource],
        mut fresh: impl FnMut() -> BlockId,
    ) -> Result<Version, NotAVersion> {
        let mut maker = Maker::default();
        for source in sources {
            maker.add(source, &mut fresh);
        }
        Version::checked(maker.text, maker.blocks)
    }

    /// Takes a text exactly as it is; its paragraphs (parted by empty lines, or by line ends when it has no empty line) become blocks.
    /// Refuses a text over [`MAX_BYTES`] or two blocks with one identity.
    pub fn from_plain_text(
        text: impl Into<String>,
        mut fresh: impl FnMut() -> BlockId,
    ) -> Result<Version, NotAVersion> {
        let text = text.into();
        if text.len() > MAX_BYTES {
            return Err(NotAVersion::TooLong);
        }
        let blocks = paragraphs(&text)
            .into_iter()
            .map(|span| Block {
                id: fresh(),
                kind: BlockKind::Paragraph,
                span,
                styles: Vec::new(),
            })
            .collect();
        Version::checked(text, blocks)
    }

    fn checked(text: String, blocks: Vec<Block>) -> Result<Version, NotAVersion> {
        Version::try_from(Stored { text, blocks })
    }

    /// The canonical text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The blocks in the order of the text.
    pub fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    /// The block with this identity.
    pub fn block(&self, id: BlockId) -> Option<&Block> {
        self.blocks.iter().find(|block| block.id == id)
    }

    /// The block that holds this letter, or the last that begins before it.
    pub fn block_at(&self, letter: u32) -> Option<&Block> {
        self.blocks[..self
            .blocks
            .partition_point(|block| block.span.start <= letter)]
            .last()
    }

    /// The highest identity in use; new blocks may be numbered from `highest().following()` when it is the highest ever.
    pub fn highest(&self) -> BlockId {
        self.blocks
            .iter()
            .map(|block| block.id)
            .max()
            .unwrap_or(BlockId(0))
    }

    /// Number of letters (Unicode scalar values) of the text.
    pub fn letters(&self) -> u32 {
        self.words().letters
    }

    /// The words of a span; what lies outside the text is left out.
    pub fn slice(&self, span: Span) -> &str {
        let span = span.within(self.letters());
        if span.is_empty() {
            return "";
        }
        &self.text[self.byte_at(span.start)..self.byte_at(span.end)]
    }

    /// The byte at which a letter begins: from the last word before it, a few steps on.
    pub(crate) fn byte_at(&self, letter: u32) -> usize {
        let words = self.words();
        let near = words.list[..words.first_not(letter, |word| word.start <= letter)].last();
        let (from, skip) = near.map_or((0, letter), |word| {
            (word.byte as usize, letter - word.start)
        });
        self.text[from..]
            .char_indices()
            .nth(skip as usize)
            .map_or(self.text.len(), |(at, _)| from + at)
    }

    /// The words, cut once and kept.
    pub(crate) fn words(&self) -> &Words {
        self.words
            .get_or_init(|| Words::of(&self.text, &self.blocks))
    }

    /// Gives the blocks new identities, in order; the text and its words stay.
    pub(crate) fn renamed(mut self, ids: &[BlockId]) -> Result<Version, NotAVersion> {
        for (block, id) in self.blocks.iter_mut().zip(ids) {
            block.id = *id;
        }
        refuse_twin_identities(&self.blocks)?;
        Ok(self)
    }
}

/// What is stored of a version; checked when it is read.
#[derive(Deserialize)]
struct Stored {
    text: String,
    blocks: Vec<Block>,
}

impl TryFrom<Stored> for Version {
    type Error = NotAVersion;

    fn try_from(stored: Stored) -> Result<Version, NotAVersion> {
        let Stored { text, blocks } = stored;
        if text.len() > MAX_BYTES {
            return Err(NotAVersion::TooLong);
        }
        let letters = text.chars().count() as u32;
        let mut end = 0;
        for block in &blocks {
            let inside = |span: Span| {
                block.span.start <= span.start
                    && span.start <= span.end
                    && span.end <= block.span.end
            };
            if block.span.start < end
                || block.span.end > letters
                || !inside(block.span)
                || !block.styles.iter().all(|s| inside(s.span))
            {
                return Err(NotAVersion::BlocksOutOfPlace);
            }
            end = block.span.end;
        }
        refuse_twin_identities(&blocks)?;
        Ok(Version {
            text,
            blocks,
            words: OnceLock::new(),
        })
    }
}

fn refuse_twin_identities(blocks: &[Block]) -> Result<(), NotAVersion> {
    let mut ids: Vec<BlockId> = blocks.iter().map(|block| block.id).collect();
    ids.sort_unstable();
    if ids.windows(2).any(|pair| pair[0] == pair[1]) {
        Err(NotAVersion::TwinIdentity)
    } else {
        Ok(())
    }
}

/// Puts canonical text together, letter by letter.
#[derive(Default)]
struct Maker {
    text: String,
    letters: u32,
    blocks: Vec<Block>,
}

impl Maker {
    fn add(&mut self, source: &BlockSource, fresh: &mut impl FnMut() -> BlockId) {
        let mut writer = BlockWriter {
            keeps_space: source.kind == BlockKind::Code,
            ..BlockWriter::default()
        };
        for piece in &source.pieces {
            writer.piece(piece);
        }
        let (text, letters, styles) = writer.finish();
        if letters == 0 {
            return;
        }
        if !self.blocks.is_empty() {
            self.text.push_str("\n\n");
            self.letters += 2;
        }
        let start = self.letters;
        let styles = styles
            .into_iter()
            .map(|s| StyledSpan {
                span: Span::new(start + s.span.start, start + s.span.end),
                style: s.style,
            })
            .collect();
        self.text.push_str(&text);
        self.letters += letters;
        self.blocks.push(Block {
            id: fresh(),
            kind: source.kind.clone(),
            span: Span::new(start, start + letters),
            styles,
        });
    }
}

/// Writes one block: runs of white space become one space (or one line end), none at the edges; code keeps its own.
#[derive(Default)]
struct BlockWriter {
    text: String,
    letters: u32,
    owed: Option<char>,
    keeps_space: bool,
    styles: Vec<StyledSpan>,
}

impl BlockWriter {
    fn piece(&mut self, piece: &Piece) {
        let mut start = None;
        for letter in piece.text.chars().filter(|letter| !is_stray(*letter)) {
            if letter.is_whitespace() && !self.keeps_space {
                let breaks = letter == '\n' || self.owed == Some('\n');
                self.owed = Some(if breaks { '\n' } else { ' ' });
                continue;
            }
            self.pay();
            start.get_or_insert(self.letters);
            self.write(letter);
        }
        let Some(start) = start else { return };
        let span = Span::new(start, self.letters);
        self.styles
            .extend(piece.styles.iter().map(|style| StyledSpan {
                span,
                style: style.clone(),
            }));
    }

    /// Writes the white space owed, unless the block would begin with it.
    fn pay(&mut self) {
        if let Some(space) = self.owed.take().filter(|_| self.letters > 0) {
            self.write(space);
        }
    }

    fn write(&mut self, letter: char) {
        self.text.push(letter);
        self.letters += 1;
    }

    /// Code loses the line ends after its last line; a block of white space alone is empty.
    fn finish(mut self) -> (String, u32, Vec<StyledSpan>) {
        while self.text.ends_with(['\n', ' ']) {
            self.text.pop();
            self.letters -= 1;
        }
        for styled in &mut self.styles {
            styled.span = styled.span.within(self.letters);
        }
        self.styles.retain(|styled| !styled.span.is_empty());
        (self.text, self.letters, self.styles)
    }
}

/// Letters that no text means to hold: control signs (but line end and tab) and the byte order mark.
fn is_stray(letter: char) -> bool {
    (letter.is_control() && letter != '\n' && letter != '\t') || letter == '\u{feff}'
}

/// What a line of plain text says of the block it stands in, by the marks that people type and Markdown reads.
#[derive(PartialEq)]
enum Mark {
    /// Nothing: it goes on.
    None,
    /// It begins an entry of a list.
    Entry,
    /// It is a block by itself: a heading or a row of a table.
    Line,
}

impl Mark {
    fn of(line: &str) -> Mark {
        if line.starts_with(['#', '|']) {
            return Mark::Line;
        }
        let name = line.split(' ').next().unwrap_or(line);
        let is_bullet = matches!(name, "-" | "*" | "+" | "•");
        let bare = name.strip_prefix('(').unwrap_or(name);
        let number = bare.strip_suffix(['.', ')']).unwrap_or("");
        let is_numbered = (1..=LONGEST_NUMBER).contains(&number.len())
            && (number.bytes().all(|byte| byte.is_ascii_digit()) || number.len() == 1)
            && number.is_ascii();
        if name.len() < line.len() && (is_bullet || is_numbered) {
            Mark::Entry
        } else {
            Mark::None
        }
    }
}

/// Most digits of the number of a list entry.
const LONGEST_NUMBER: usize = 3;

/// The spans of the paragraphs of a plain text, trimmed of white space.
fn paragraphs(text: &str) -> Vec<Span> {
    let by_empty_line = text.lines().any(|line| line.trim().is_empty());
    let mut spans = Vec::new();
    let mut open: Option<Span> = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let letters = line.chars().count() as u32;
        let lead = line
            .chars()
            .take_while(|letter| letter.is_whitespace())
            .count() as u32;
        let mark = Mark::of(line.trim());
        if mark != Mark::None {
            spans.extend(open.take());
        }
        if lead < letters {
            let trail = line
                .chars()
                .rev()
                .take_while(|letter| letter.is_whitespace())
                .count() as u32;
            let here = Span::new(at + lead, at + letters - trail);
            open = Some(open.map_or(here, |paragraph| paragraph.hull(here)));
        }
        if lead == letters || !by_empty_line || mark == Mark::Line {
            spans.extend(open.take());
        }
        at += letters;
    }
    spans.extend(open);
    spans
}
