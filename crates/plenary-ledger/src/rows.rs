//! The rows of an exported folder: lines shown or withheld, words kept or withheld.

use crate::encoding;
use crate::seal::{Salt, Seal};
use crate::tree::Hash;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// One row of `lines.jsonl`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Entry<'a> {
    /// The exact text of a line.
    Line(&'a str),
    /// A line the reader may not see; its hash keeps the tree whole.
    Withheld(Hash),
}

/// One row of `words.jsonl`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WordsRow {
    /// The seal that stands in a line.
    pub seal: Seal,
    /// What is shown of the words.
    pub kept: Kept,
}

/// What an export shows of sealed words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kept {
    /// A text and its salt.
    Text { salt: Salt, text: String },
    /// Other bytes and their salt.
    Bytes { salt: Salt, bytes: Vec<u8> },
    /// Kept by the forum, but not for this reader.
    Withheld,
}

/// A row that is not spelled as a row.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the row is not spelled as the format demands: {0}")]
pub struct BadRow(String);

const WITHHELD: (&str, &str) = ("{\"withheld\":\"", "\"}");

impl<'a> Entry<'a> {
    /// Reads a row; what is not marked as withheld is taken for a line.
    pub fn read(row: &'a str) -> Result<Entry<'a>, BadRow> {
        let Some(rest) = row.strip_prefix(WITHHELD.0) else {
            return Ok(Entry::Line(row));
        };
        let hash = rest
            .strip_suffix(WITHHELD.1)
            .and_then(|hash| hash.parse().ok());
        hash.map(Entry::Withheld)
            .ok_or_else(|| BadRow("a withheld line needs its hash".into()))
    }

    /// The row, without a line break.
    pub fn write(&self) -> String {
        match self {
            Entry::Line(line) => line.to_string(),
            Entry::Withheld(hash) => format!("{}{hash}{}", WITHHELD.0, WITHHELD.1),
        }
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Spelled<'a> {
    seal: Seal,
    #[serde(skip_serializing_if = "Option::is_none", borrow)]
    salt: Option<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none", borrow)]
    text: Option<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none", borrow)]
    base64: Option<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    withheld: Option<bool>,
}

impl WordsRow {
    /// A text under its salt, with the seal computed.
    pub fn of_text(salt: Salt, text: &str) -> WordsRow {
        let seal = Seal::of(&salt, text.as_bytes());
        WordsRow {
            seal,
            kept: Kept::Text {
                salt,
                text: text.to_string(),
            },
        }
    }

    /// Other bytes under their salt, with the seal computed.
    pub fn of_bytes(salt: Salt, bytes: Vec<u8>) -> WordsRow {
        WordsRow {
            seal: Seal::of(&salt, &bytes),
            kept: Kept::Bytes { salt, bytes },
        }
    }

    /// Salt and bytes of the words, if they are shown.
    pub fn shown(&self) -> Option<(&Salt, &[u8])> {
        match &self.kept {
            Kept::Text { salt, text } => Some((salt, text.as_bytes())),
            Kept::Bytes { salt, bytes } => Some((salt, bytes)),
            Kept::Withheld => None,
        }
    }

    /// The row, without a line break.
    pub fn write(&self) -> String {
        let mut row = Spelled {
            seal: self.seal,
            salt: None,
            text: None,
            base64: None,
            withheld: None,
        };
        row.salt = self.shown().map(|(salt, _)| salt.write().into());
        match &self.kept {
            Kept::Text { text, .. } => row.text = Some(text.into()),
            Kept::Bytes { bytes, .. } => row.base64 = Some(encoding::standard(bytes).into()),
            Kept::Withheld => row.withheld = Some(true),
        }
        serde_json::to_string(&row).unwrap_or_default() // strings always serialise
    }

    /// Reads the one spelling of a row, so that no byte of it can change unnoticed.
    pub fn read(text: &str) -> Result<WordsRow, BadRow> {
        let row: Spelled = serde_json::from_str(text).map_err(|error| BadRow(error.to_string()))?;
        let seal = row.seal;
        let kept = row.into_kept().ok_or_else(|| {
            BadRow("it needs a salt and a text, a salt and base64, or withheld: true".into())
        })?;
        let row = WordsRow { seal, kept };
        match row.write() == text {
            true => Ok(row),
            false => Err(BadRow(
                "keys in order, no spaces, no needless escapes".into(),
            )),
        }
    }
}

impl Spelled<'_> {
    fn into_kept(self) -> Option<Kept> {
        let salt = match &self.salt {
            Some(salt) => Some(Salt::read(salt)?),
            None => None,
        };
        match (salt, self.text, self.base64, self.withheld) {
            (Some(salt), Some(text), None, None) => Some(Kept::Text {
                salt,
                text: text.into(),
            }),
            (Some(salt), None, Some(bytes), None) => Some(Kept::Bytes {
                salt,
                bytes: encoding::from_standard(&bytes)?,
            }),
            (None, None, None, Some(true)) => Some(Kept::Withheld),
            _ => None,
        }
    }
}
