//! What was found in the speech and is offered for a person to confirm.

use serde::{Deserialize, Serialize};

use crate::record::{LineRange, Record};

/// What kind of thing was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FindingKind {
    /// A question and who answered it.
    Question,
}

/// Something found, with its words.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Finding {
    /// What it is.
    pub kind: FindingKind,
    /// The turn it stands in.
    pub turn: u32,
    /// Where it stands in the source.
    pub lines: LineRange,
    /// Its words.
    pub text: String,
    /// From 0 to 1.
    pub confidence: f32,
}

/// Finds everything.
pub fn find(_record: &Record) -> Vec<Finding> {
    Vec::new()
}
