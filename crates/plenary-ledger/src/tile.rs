//! Any node of the tree from what a store keeps: all leaf hashes and one node for each full tile.

use crate::proof::Nodes;
use crate::tree::{Hash, TILE_LEVELS, node_hash};

/// What a store offers: hashes of levels 0 (leaves), 8, 16, 24 and so on.
pub trait Tiles {
    /// `count` hashes (256 at most) of this level from index `start`; fewer or none if not there.
    fn hashes(&self, level: u8, start: u64, count: usize) -> Vec<Hash>;
}

/// Computes the nodes between the kept levels; an inclusion proof reads less than 256 hashes of a tile.
pub struct TileNodes<'a, T>(pub &'a T);

impl<T: Tiles> Nodes for TileNodes<'_, T> {
    fn node(&self, level: u8, index: u64) -> Option<Hash> {
        let above = level % TILE_LEVELS;
        let count = 1usize << above;
        let start = index.checked_mul(count as u64)?;
        let hashes = self.0.hashes(level - above, start, count);
        (hashes.len() == count).then(|| fold(hashes))?
    }
}

/// The root of a power of two of hashes.
fn fold(mut hashes: Vec<Hash>) -> Option<Hash> {
    while hashes.len() > 1 {
        hashes = hashes
            .chunks_exact(2)
            .map(|pair| node_hash(&pair[0], &pair[1]))
            .collect();
    }
    hashes.pop()
}
