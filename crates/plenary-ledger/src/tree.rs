//! The Merkle tree of RFC 6962 section 2.1: hashes of leaves and nodes, and the growing edge.

use crate::encoding;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::{fmt, str::FromStr};

/// A tree is stored in tiles this many levels high, 256 hashes wide (c2sp.org/tlog-tiles).
pub const TILE_LEVELS: u8 = 8;

/// No ledger grows to this many lines; a stored size beyond it is a mistake.
const LARGEST: u64 = 1 << 62;

/// A hash of the tree, written as 44 letters of standard base64.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, std::hash::Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Hash(pub [u8; 32]);

/// A text that is not a hash.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a hash is 44 letters of base64")]
pub struct BadHash;

/// The hash of a leaf: SHA-256 over a zero byte and the line's exact bytes.
pub fn leaf_hash(line: &[u8]) -> Hash {
    Hash(
        Sha256::new_with_prefix([0])
            .chain_update(line)
            .finalize()
            .into(),
    )
}

/// The hash of an inner node: SHA-256 over a one byte and both children.
pub fn node_hash(left: &Hash, right: &Hash) -> Hash {
    let mut bytes = [1u8; 65];
    bytes[1..33].copy_from_slice(&left.0);
    bytes[33..].copy_from_slice(&right.0);
    Hash(Sha256::digest(bytes).into())
}

impl Hash {
    /// The root of the empty tree: SHA-256 over nothing.
    pub fn empty() -> Hash {
        Hash(Sha256::digest([]).into())
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(&encoding::standard(&self.0))
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "Hash({self})")
    }
}

impl FromStr for Hash {
    type Err = BadHash;
    fn from_str(text: &str) -> Result<Hash, BadHash> {
        encoding::hash_from_standard(text).map(Hash).ok_or(BadHash)
    }
}

impl TryFrom<String> for Hash {
    type Error = BadHash;
    fn try_from(text: String) -> Result<Hash, BadHash> {
        text.parse()
    }
}

impl From<Hash> for String {
    fn from(hash: Hash) -> String {
        hash.to_string()
    }
}

/// The right edge of a growing tree: one hash for each complete subtree, the largest first.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Peaks", into = "Peaks")]
pub struct Frontier {
    size: u64,
    peaks: Vec<Hash>,
}

/// How a frontier is stored; its number of peaks must be the number of ones in its size.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Peaks {
    size: u64,
    peaks: Vec<Hash>,
}

/// A stored frontier whose number of peaks does not go with its size.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a frontier has one peak for each one in the binary size of its tree")]
pub struct BadFrontier;

impl Frontier {
    /// The frontier of the empty tree.
    pub fn new() -> Frontier {
        Frontier::default()
    }

    /// A frontier from its stored parts, the largest subtree first.
    pub fn from_parts(size: u64, peaks: Vec<Hash>) -> Result<Frontier, BadFrontier> {
        match size < LARGEST && size.count_ones() as usize == peaks.len() {
            true => Ok(Frontier { size, peaks }),
            false => Err(BadFrontier),
        }
    }

    /// How many leaves the tree has.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// The hashes of the complete subtrees, the largest first.
    pub fn peaks(&self) -> &[Hash] {
        &self.peaks
    }

    /// Adds a leaf by its hash.
    pub fn push(&mut self, leaf: Hash) {
        self.push_keeping(leaf, |_, _, _| ());
    }

    /// Adds a leaf and names each node (level, index, hash) at a tile's top that it completed;
    /// these, levels 8, 16, 24 and so on, are what a store keeps for [`crate::TileNodes`].
    pub fn push_keeping(&mut self, leaf: Hash, mut keep: impl FnMut(u8, u64, Hash)) {
        let mut node = leaf;
        for level in 1..=self.size.trailing_ones() as u8 {
            let Some(left) = self.peaks.pop() else { break };
            node = node_hash(&left, &node);
            if level.is_multiple_of(TILE_LEVELS) {
                keep(level, self.size >> level, node);
            }
        }
        self.peaks.push(node);
        self.size += 1;
    }

    /// The root of the tree as it is now.
    pub fn root(&self) -> Hash {
        let mut peaks = self.peaks.iter().rev();
        match peaks.next() {
            None => Hash::empty(),
            Some(last) => peaks.fold(*last, |right, left| node_hash(left, &right)),
        }
    }
}

impl TryFrom<Peaks> for Frontier {
    type Error = BadFrontier;
    fn try_from(stored: Peaks) -> Result<Frontier, BadFrontier> {
        Frontier::from_parts(stored.size, stored.peaks)
    }
}

impl From<Frontier> for Peaks {
    fn from(frontier: Frontier) -> Peaks {
        Peaks {
            size: frontier.size,
            peaks: frontier.peaks,
        }
    }
}
