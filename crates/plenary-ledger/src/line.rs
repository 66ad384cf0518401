//! One line of the ledger: who did what, when, in which room; its words only as seals.

use crate::scan::{self, Found};
use crate::seal::Seal;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use std::borrow::Cow;

/// One event as it was recorded; its written form is what the tree hashes.
#[derive(Debug, Clone)]
pub struct Line {
    /// Position in the ledger, from 0: the index of the leaf.
    pub seq: u64,
    /// Instant of the act, in milliseconds of UTC since 1970.
    pub at: i64,
    /// Who acted, as the room writes it; nobody for what the forum did itself.
    pub by: Option<String>,
    /// The room whose event this is.
    pub room: String,
    /// The event, a JSON object in its exact spelling.
    pub event: Box<RawValue>,
}

/// Why a text is not a line.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadLine {
    /// It is not the JSON of a line.
    #[error("this is not a line of a ledger: {0}")]
    Malformed(String),
    /// It says what a line says, but is spelled in another way.
    #[error("the line is not in its one spelling: keys in order, no spaces between them")]
    Spelling,
    /// It has no room.
    #[error("the line names no room")]
    NoRoom,
    /// Its event is no object.
    #[error("the event of the line is not a JSON object")]
    NoObject,
}

/// The same line, borrowed from its text.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Spelled<'a> {
    pub seq: u64,
    pub at: i64,
    #[serde(borrow)]
    pub by: Option<Cow<'a, str>>,
    #[serde(borrow)]
    pub room: Cow<'a, str>,
    #[serde(borrow)]
    pub event: &'a RawValue,
}

impl Line {
    /// A line of an event that serialises to a JSON object; its seals and erasures are checked.
    pub fn new(
        seq: u64,
        at: i64,
        by: Option<String>,
        room: &str,
        event: &impl Serialize,
    ) -> Result<Line, BadLine> {
        let event = serde_json::value::to_raw_value(event).map_err(malformed)?;
        let line = Line {
            seq,
            at,
            by,
            room: room.to_string(),
            event,
        };
        line.spelled().check()?;
        Ok(line)
    }

    /// The line as one JSON object without a line break: the bytes the tree hashes.
    pub fn write(&self) -> String {
        self.spelled().write()
    }

    /// Reads the one spelling of a line; unknown, missing and reordered keys are refused.
    pub fn read(text: &str) -> Result<Line, BadLine> {
        let line = Spelled::read(text)?;
        line.check()?;
        Ok(Line {
            seq: line.seq,
            at: line.at,
            by: line.by.map(Cow::into_owned),
            room: line.room.into_owned(),
            event: line.event.to_owned(),
        })
    }

    /// The seals of all words this line speaks of, in order; an error only for a hand-made event.
    pub fn seals(&self) -> Result<Vec<Seal>, BadLine> {
        Ok(self.spelled().check()?.seals)
    }

    /// The seals whose words this line records as erased; an error only for a hand-made event.
    pub fn erases(&self) -> Result<Vec<Seal>, BadLine> {
        Ok(self.spelled().check()?.erases)
    }

    fn spelled(&self) -> Spelled<'_> {
        Spelled {
            seq: self.seq,
            at: self.at,
            by: self.by.as_deref().map(Cow::Borrowed),
            room: Cow::Borrowed(&self.room),
            event: &self.event,
        }
    }
}

impl<'a> Spelled<'a> {
    /// Reads the one spelling of a line.
    pub fn read(text: &'a str) -> Result<Spelled<'a>, BadLine> {
        let line: Spelled = serde_json::from_str(text).map_err(malformed)?;
        match line.write() == text {
            true => Ok(line),
            false => Err(BadLine::Spelling),
        }
    }

    /// Checks what JSON cannot say and finds the seals.
    pub fn check(&self) -> Result<Found, BadLine> {
        if self.room.is_empty() {
            return Err(BadLine::NoRoom);
        }
        if !self.event.get().starts_with('{') {
            return Err(BadLine::NoObject);
        }
        scan::scan(self.event.get()).map_err(malformed)
    }

    fn write(&self) -> String {
        let text = serde_json::to_string(self).unwrap_or_default(); // strings and numbers always serialise
        match text.contains(['\n', '\r']) {
            true => text.replace(['\n', '\r'], " "), // only between tokens of a hand-made event
            false => text,
        }
    }
}

fn malformed(error: serde_json::Error) -> BadLine {
    BadLine::Malformed(error.to_string())
}
