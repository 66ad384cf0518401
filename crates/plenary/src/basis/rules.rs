//! Who may say what a block stands on, what has to be said, and of what.

use plenary_kit::fault::Refuse;
use plenary_kit::policy::Viewer;
use plenary_passage::{Block, BlockId, BlockKind, Version};

use super::event::{BasisEvent, Ground, Stated};
use crate::document::rules::may_write;
use crate::document::{Document, VersionNumber};
use crate::forum::Cycle;

/// The most grounds of a block: more would be a list that nobody reads.
pub const GROUNDS: usize = 50;
/// The most blocks of which one statement speaks.
pub const BLOCKS: usize = 2_000;

/// Why something cannot be stated.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BasisRefusal {
    /// Not one of those who write.
    #[error(
        "Only the editor, a facilitator or the secretariat of this cycle say what the text stands on, while the cycle lives."
    )]
    NotYours,
    /// The text is out.
    #[error("This text is final, and what it stands on with it.")]
    IsFinal,
    /// No such block.
    #[error("This paragraph is not in that version of the text. Choose one from the list.")]
    NotABlock,
    /// Something that nobody knows.
    #[error(
        "There is no such item, session or paragraph: {0}. Look up its number, or leave it out."
    )]
    Unknown(String),
    /// A block as its own ground.
    #[error("A paragraph cannot stand on itself. Choose another.")]
    Itself,
    /// More than a list holds.
    #[error("A paragraph stands on {GROUNDS} things at most. Choose those that carried it.")]
    TooMany,
}

impl Refuse for BasisRefusal {
    fn key(&self) -> &'static str {
        match self {
            BasisRefusal::NotYours => "basis-not-yours",
            BasisRefusal::IsFinal => "basis-is-final",
            BasisRefusal::NotABlock => "basis-not-a-block",
            BasisRefusal::Unknown(_) => "basis-unknown",
            BasisRefusal::Itself => "basis-itself",
            BasisRefusal::TooMany => "basis-too-many",
        }
    }

    fn status(&self) -> u16 {
        match self {
            BasisRefusal::NotYours => 403,
            BasisRefusal::IsFinal => 409,
            _ => 422,
        }
    }

    fn field(&self) -> Option<&'static str> {
        match self {
            BasisRefusal::Unknown(_) | BasisRefusal::Itself | BasisRefusal::TooMany => {
                Some("numbers")
            }
            _ => None,
        }
    }
}

/// Whether the viewer may say what the text stands on.
pub fn may_state(viewer: &Viewer, cycle: &Cycle, document: &Document) -> Result<(), BasisRefusal> {
    may_write(viewer, cycle).map_err(|_| BasisRefusal::NotYours)?;
    match document.state.is_over() {
        true => Err(BasisRefusal::IsFinal),
        false => Ok(()),
    }
}

/// States what blocks of a version stand on. That the grounds are there for the viewer is the caller's to look up.
pub fn state(
    viewer: &Viewer,
    cycle: &Cycle,
    document: &Document,
    (number, version): (VersionNumber, &Version),
    blocks: Vec<BlockId>,
    grounds: Vec<Ground>,
) -> Result<BasisEvent, BasisRefusal> {
    may_state(viewer, cycle, document)?;
    let is_there = |block: &BlockId| version.block(*block).is_some();
    if blocks.is_empty() || blocks.len() > BLOCKS || !blocks.iter().all(is_there) {
        return Err(BasisRefusal::NotABlock);
    }
    if grounds.len() > GROUNDS {
        return Err(BasisRefusal::TooMany);
    }
    let is_itself = |ground: &Ground| {
        matches!(ground, Ground::Block { document: other, block, .. }
        if *other == document.id && blocks.contains(block))
    };
    if grounds.iter().any(is_itself) {
        return Err(BasisRefusal::Itself);
    }
    let mut once: Vec<Ground> = Vec::with_capacity(grounds.len());
    for ground in grounds {
        if !once.contains(&ground) {
            once.push(ground);
        }
    }
    Ok(BasisEvent::Stated(Stated {
        document: document.id.clone(),
        version: number,
        blocks,
        grounds: once,
    }))
}

/// Whether a block has to say what it stands on: a heading names what is below it, and a table speaks through its first
/// cell.
pub fn needs_basis(block: &Block) -> bool {
    match &block.kind {
        BlockKind::Heading { .. } => false,
        BlockKind::TableCell { row, column } => (*row, *column) == (0, 0),
        _ => true,
    }
}

/// Whether grounds carry a block: at least one of them is there for everyone, so that no reader finds a block without any.
pub fn is_founded(grounds: &[Ground], is_public: impl Fn(&Ground) -> bool) -> bool {
    grounds.iter().any(is_public)
}
