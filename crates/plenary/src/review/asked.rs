//! A long text is read in parts; an address names one by its place, or by a block in it.

use plenary_passage::{BlockId, Version};

use super::reading::BLOCKS;

/// Which part of a text somebody wants to read.
#[derive(Clone, Copy, Debug)]
pub(super) enum Asked {
    /// By its place, counted from 0.
    Part(usize),
    /// The one that holds a block; the first where the block is in none.
    Holding(BlockId),
}

impl Asked {
    /// The part; nothing behind the last one.
    pub fn part(self, version: &Version) -> Option<usize> {
        let blocks = version.blocks();
        match self {
            Asked::Part(part) => (part * BLOCKS < blocks.len()).then_some(part),
            Asked::Holding(id) => {
                let at = blocks.iter().position(|block| block.id == id);
                Some(at.unwrap_or(0) / BLOCKS)
            }
        }
    }
}
