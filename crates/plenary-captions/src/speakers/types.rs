//! The claim about a speaker and its evidence, as the record holds them.

use serde::{Deserialize, Serialize};

/// A claim about who speaks.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Speaker {
    /// The name.
    pub name: Option<String>,
    /// The title before it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub title: Option<String>,
    /// The organisation, as stated.
    pub affiliation: Option<String>,
    /// The country, as stated.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub country: Option<String>,
    /// The role, in the record's word.
    pub role: Option<String>,
    /// From 0 to 1.
    pub confidence: f64,
    /// What speaks for the name.
    pub evidence: Vec<Evidence>,
}

/// What kind of thing speaks for a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EvidenceKind {
    /// The printed label.
    Label,
    /// A name or alias of the register.
    Register,
    /// A role bound to the name by what was said.
    Role,
    /// The speaker's own words.
    SelfIntroduction,
    /// Called at the end of the turn before.
    HandOver,
    /// Thanked at the start of the turn after.
    Thanks,
    /// Named elsewhere in the record.
    CrossReference,
}

/// One thing that speaks for a name, and where it stands.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Evidence {
    /// What it is.
    pub kind: EvidenceKind,
    /// The turn it stands in.
    pub turn: u32,
    /// The line of the source.
    pub line: u32,
    /// First and last letter in the paragraph (Unicode scalars, the last exclusive); none for a label.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub letters: Option<[usize; 2]>,
    /// The words.
    pub text: String,
}
