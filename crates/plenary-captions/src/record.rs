//! The record of a session: what a caption file says, in the parts that can be cited.

use serde::{Deserialize, Serialize};

use crate::decode::{self, Source};
use crate::findings::Finding;
use crate::marks::Mark;
use crate::register::Register;
use crate::speakers::Speaker;
use crate::{agenda, findings, html, speakers, turns};

/// First and last line of the source, from 1.
pub type LineRange = [u32; 2];

/// A session as its captions tell it.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Record {
    /// What was said, in order.
    pub turns: Vec<Turn>,
    /// What is not speech: header, disclaimer, marks that stand alone, the end.
    pub blocks: Vec<Block>,
    /// Segments of the session that were announced with their minutes.
    pub agenda: Vec<AgendaItem>,
    /// What was found in the speech, offered for a person to confirm.
    pub findings: Vec<Finding>,
    /// What was passed over or doubted.
    pub skipped: Vec<Skipped>,
    /// When the first word came, in milliseconds from the feed's instant; all other times count from it. Not in the JSON.
    #[serde(skip)]
    pub began: Option<u64>,
    /// The text as it came; not part of the JSON.
    #[serde(skip)]
    pub source: SourceText,
}

/// The first layer: the text as it came and how to give its bytes back.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SourceText {
    pub(crate) source: Source,
    pub(crate) is_page: bool,
}

/// One speaker's continuous speech.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Turn {
    /// Number in the record, from 1.
    pub number: u32,
    /// The label as printed, without arrows and colon.
    pub label: Option<String>,
    /// Where it stands in the source.
    pub lines: LineRange,
    /// The role the label names.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub role: Option<String>,
    /// The organisation the label names.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub organisation: Option<String>,
    /// The country the label names.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub country: Option<String>,
    /// Who speaks, as a claim; nothing while it is open.
    pub speaker: Option<Speaker>,
    /// Begin and end in milliseconds, when the feed had times.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub milliseconds: Option<[u64; 2]>,
    /// What was said.
    pub paragraphs: Vec<Paragraph>,
}

/// A paragraph with a number that lasts.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Paragraph {
    /// Number in the record, from 1, counted through all turns.
    pub number: u32,
    /// Where it stands in the source.
    pub lines: LineRange,
    /// Its words, marks included; wrapped lines are joined by a blank.
    pub text: String,
    /// The marks in it.
    pub marks: Vec<Mark>,
    /// Begin and end in milliseconds, when the feed had times.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub milliseconds: Option<[u64; 2]>,
    /// Of a feed: the packets that its words came in, as ranges of their numbers of arrival from 0. Not in the JSON.
    #[serde(skip)]
    pub packets: Vec<[u32; 2]>,
}

/// What a block is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BlockKind {
    /// Title, place and date before the speech.
    Header,
    /// What the text is and is not.
    Disclaimer,
    /// Who made the captions.
    Vendor,
    /// Talk and tests before the session opened.
    WarmUp,
    /// A line of stars or dashes.
    Separator,
    /// A page number or running head.
    Page,
    /// A mark that stands alone.
    Mark,
    /// The end of the session and what follows it.
    End,
    /// Bytes that are no text.
    Noise,
}

/// A piece of the source that is not speech.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Where it stands in the source.
    pub lines: LineRange,
    /// Its words.
    pub text: String,
    /// The marks in it.
    pub marks: Vec<Mark>,
}

/// A part of the session announced with its length.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AgendaItem {
    /// What it is about, in the words of the announcement.
    pub title: String,
    /// Its length in minutes.
    pub minutes: u32,
    /// The line of the source it was announced on.
    pub line: u32,
    /// The turn it was announced in.
    pub turn: u32,
}

/// Something passed over or doubted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Skipped {
    /// Where it stands in the source.
    pub lines: LineRange,
    /// Why.
    pub reason: String,
}

impl Record {
    /// Reads a file; every sequence of bytes has a record.
    pub fn from_bytes(bytes: &[u8]) -> Self {
        Self::read(bytes, &Register::default())
    }

    /// Reads a file with a register of people known from elsewhere.
    pub fn read(bytes: &[u8], people: &Register) -> Self {
        Self::with_times(bytes, people, &[])
    }

    /// Reads a feed's text with its times: byte offset in it and milliseconds, both rising.
    pub(crate) fn with_times(bytes: &[u8], people: &Register, times: &[(usize, u64)]) -> Self {
        let source = decode::decode(bytes);
        let is_page = html::is_page(&source.text);
        let mut record = if is_page {
            turns::read(&html::to_text(&source.text), &[])
        } else {
            turns::read(&source.text, times)
        };
        record.source = SourceText { source, is_page };
        speakers::resolve(&mut record, people);
        record.agenda = agenda::find(&record);
        record.findings = findings::find(&record);
        record
    }

    /// Whether the source was a web page, whose text was taken out of the markup.
    pub fn is_page(&self) -> bool {
        self.source.is_page
    }

    /// The bytes as they came.
    pub fn bytes(&self) -> Vec<u8> {
        decode::encode(&self.source.source)
    }
}

impl Turn {
    /// The words of all paragraphs, one after the other.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        self.paragraphs
            .iter()
            .flat_map(|paragraph| paragraph.text.split_whitespace())
    }

    /// The name of the speaker, if it is not open.
    pub fn name(&self) -> Option<&str> {
        self.speaker.as_ref()?.name.as_deref()
    }
}
