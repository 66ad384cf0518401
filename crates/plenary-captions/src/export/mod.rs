//! The record in the formats other tools read.

mod akn;
mod html;
mod jsonl;
mod pieces;
mod report;
mod subtitles;
mod tei;
mod text;
mod xml;

use std::io::{self, Write};

use crate::record::Record;

pub use report::report;

/// A format of export.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// One JSON object, the record itself.
    Json,
    /// The bytes as they came; the text of a web page in house style.
    Text,
    /// House style, built from the record: `>> LABEL: words`, one paragraph a line.
    House,
    /// A fragment-free HTML page with permanent numbers.
    Html,
    /// WebVTT (W3C); cues only where the record has times.
    WebVtt,
    /// SubRip; cues only where the record has times.
    SubRip,
    /// Akoma Ntoso 1.0 (OASIS, schema akomantoso30), a debate.
    AkomaNtoso,
    /// TEI in the manner of ParlaMint 4.
    Tei,
    /// One JSON object a line.
    JsonLines,
}

impl std::str::FromStr for Format {
    type Err = ();

    fn from_str(name: &str) -> Result<Self, ()> {
        Ok(match name {
            "json" => Self::Json,
            "text" | "txt" => Self::Text,
            "house" => Self::House,
            "html" => Self::Html,
            "vtt" => Self::WebVtt,
            "srt" => Self::SubRip,
            "akn" => Self::AkomaNtoso,
            "tei" => Self::Tei,
            "jsonl" => Self::JsonLines,
            _ => return Err(()),
        })
    }
}

impl Format {
    /// Writes the record; the error is the writer's.
    pub fn write(self, record: &Record, out: &mut dyn Write) -> io::Result<()> {
        match self {
            Self::Json => serde_json::to_writer(&mut *out, record)
                .map_err(io::Error::from)
                .and_then(|()| out.write_all(b"\n")),
            Self::Text => out.write_all(&text::source(record)),
            Self::House => text::house(record, out),
            Self::Html => html::write(record, out),
            Self::WebVtt => subtitles::web_vtt(record, out),
            Self::SubRip => subtitles::sub_rip(record, out),
            Self::AkomaNtoso => akn::write(record, out),
            Self::Tei => tei::write(record, out),
            Self::JsonLines => jsonl::write(record, out),
        }
    }

    /// What the export cannot say for want of times; nothing when it says all.
    pub fn caveat(self, record: &Record) -> Option<&'static str> {
        let timed = record.turns.iter().any(|turn| turn.milliseconds.is_some());
        match self {
            Self::WebVtt if !timed => {
                Some("the captions came without times: the words stand in notes, there are no cues")
            }
            Self::SubRip if !timed => Some(
                "the captions came without times: SubRip cannot hold words without them, so it is empty",
            ),
            _ => None,
        }
    }

    /// The record as text in this format; HTML, XML and JSON are UTF-8, `Text` is read as such.
    pub fn to_string(self, record: &Record) -> String {
        let mut bytes = Vec::new();
        // Writing into memory does not fail.
        let _ = self.write(record, &mut bytes);
        String::from_utf8_lossy(&bytes).into_owned()
    }
}
