//! What readers wrote into a file: their comments and the changes they propose.

use serde::{Deserialize, Serialize};

/// A comment or a proposed change, with its author; the text it belongs to is the one before any proposed change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remark {
    /// Who wrote it, as the file says; nothing when the name was taken out.
    pub author: Option<String>,
    /// When, as the file says.
    pub written: Option<String>,
    /// What it asks for.
    pub ask: Ask,
    /// Whether the words are to move: away from here, or hither.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_move: bool,
    /// Whether somebody marked it as done.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_done: bool,
    /// Where it belongs, block by block; nothing when its place is not known.
    pub passages: Vec<Place>,
    /// What others said to it, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub replies: Vec<Reply>,
}

/// What a remark asks for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ask {
    /// It says something.
    Words(String),
    /// Its passage is to read so.
    Reword(String),
    /// Its passage is to go.
    Remove,
    /// The block of its passage and the next are to be one.
    Join,
}

/// Letters of a block, counted within it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// The block, counted from 0.
    pub block: usize,
    /// Its first letter.
    pub start: u32,
    /// One past its last letter.
    pub end: u32,
}

/// What somebody said to a comment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reply {
    /// Who.
    pub author: Option<String>,
    /// The words.
    pub text: String,
}
