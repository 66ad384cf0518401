//! Inclusion and consistency proofs: made after RFC 6962 section 2.1, checked after RFC 9162 section 2.1.

use crate::tree::{Hash, node_hash};

/// Gives the hash of a complete subtree; level 0 holds the leaves, index counts from the left.
pub trait Nodes {
    /// The node over leaves `index << level` up to `(index + 1) << level`, if it is known.
    fn node(&self, level: u8, index: u64) -> Option<Hash>;
}

/// Why no proof could be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoProof {
    /// The leaf is not in the tree.
    #[error("line {index} is not among the first {size}")]
    Outside { index: u64, size: u64 },
    /// The older tree is larger than the newer one.
    #[error("a tree of {old} lines cannot be an earlier state of one of {new}")]
    Backwards { old: u64, new: u64 },
    /// The store does not have a hash it should have.
    #[error("the node {index} on level {level} of the tree is not stored")]
    NodeMissing { level: u8, index: u64 },
}

/// A proof that does not prove what it should.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadProof {
    /// Sizes and index contradict each other.
    #[error("the proof speaks of a place outside the tree")]
    Outside,
    /// It has too few or too many hashes.
    #[error("the proof has the wrong length")]
    Length,
    /// It leads to another root.
    #[error("the proof leads to another root")]
    Root,
}

/// The proof that leaf `index` is in the tree of the first `size` leaves, from the leaf upwards.
pub fn inclusion_proof(nodes: &impl Nodes, index: u64, size: u64) -> Result<Vec<Hash>, NoProof> {
    if index >= size {
        return Err(NoProof::Outside { index, size });
    }
    let (mut start, mut end) = (0, size);
    let mut proof = Vec::new();
    while end - start > 1 {
        let middle = start + split(end - start);
        if index < middle {
            proof.push(range_hash(nodes, middle, end)?);
            end = middle;
        } else {
            proof.push(range_hash(nodes, start, middle)?);
            start = middle;
        }
    }
    proof.reverse();
    Ok(proof)
}

/// The proof that the tree of `old` leaves is the beginning of the tree of `new` leaves.
///
/// It is empty when both are equal or `old` is 0 (a case RFC 6962 leaves open).
pub fn consistency_proof(nodes: &impl Nodes, old: u64, new: u64) -> Result<Vec<Hash>, NoProof> {
    if old > new {
        return Err(NoProof::Backwards { old, new });
    }
    let mut proof = Vec::new();
    if old == 0 {
        return Ok(proof);
    }
    let (mut start, mut end) = (0, new);
    while old != end {
        let middle = start + split(end - start);
        if old <= middle {
            proof.push(range_hash(nodes, middle, end)?);
            end = middle;
        } else {
            proof.push(range_hash(nodes, start, middle)?);
            start = middle;
        }
    }
    if start > 0 {
        proof.push(range_hash(nodes, start, end)?);
    }
    proof.reverse();
    Ok(proof)
}

/// Checks that the leaf with this hash stands at `index` in the tree with this size and root.
pub fn verify_inclusion(
    leaf: &Hash,
    index: u64,
    size: u64,
    proof: &[Hash],
    root: &Hash,
) -> Result<(), BadProof> {
    if index >= size {
        return Err(BadProof::Outside);
    }
    let (mut position, mut last, mut found) = (index, size - 1, *leaf);
    for hash in proof {
        if last == 0 {
            return Err(BadProof::Length);
        }
        if position & 1 == 1 || position == last {
            found = node_hash(hash, &found);
            climb(&mut position, &mut last);
        } else {
            found = node_hash(&found, hash);
        }
        position >>= 1;
        last >>= 1;
    }
    all_used(last, found == *root)
}

/// Checks that the tree `old` (size and root) is the beginning of the tree `new` (size and root).
pub fn verify_consistency(
    old: (u64, &Hash),
    new: (u64, &Hash),
    proof: &[Hash],
) -> Result<(), BadProof> {
    if old.0 > new.0 {
        return Err(BadProof::Outside);
    }
    if old.0 == 0 || old.0 == new.0 {
        return check_trivial(old, new, proof);
    }
    let (first, rest) = match old.0.is_power_of_two() {
        true => (*old.1, proof),
        false => proof
            .split_first()
            .map(|(first, rest)| (*first, rest))
            .ok_or(BadProof::Length)?,
    };
    check_growth(old, new, first, rest)
}

fn check_trivial(old: (u64, &Hash), new: (u64, &Hash), proof: &[Hash]) -> Result<(), BadProof> {
    let expected = if old.0 == 0 { Hash::empty() } else { *new.1 };
    let new_holds = new.0 > 0 || *new.1 == Hash::empty();
    match (proof.is_empty(), *old.1 == expected && new_holds) {
        (false, _) => Err(BadProof::Length),
        (true, false) => Err(BadProof::Root),
        (true, true) => Ok(()),
    }
}

/// RFC 9162 section 2.1.4.2, steps 4 to 7, for sizes 0 < old < new.
fn check_growth(
    old: (u64, &Hash),
    new: (u64, &Hash),
    first: Hash,
    proof: &[Hash],
) -> Result<(), BadProof> {
    let (mut position, mut last) = (old.0 - 1, new.0 - 1);
    let skipped = position.trailing_ones();
    position >>= skipped;
    last >>= skipped;
    let (mut old_root, mut new_root) = (first, first);
    for hash in proof {
        if last == 0 {
            return Err(BadProof::Length);
        }
        if position & 1 == 1 || position == last {
            old_root = node_hash(hash, &old_root);
            new_root = node_hash(hash, &new_root);
            climb(&mut position, &mut last);
        } else {
            new_root = node_hash(&new_root, hash);
        }
        position >>= 1;
        last >>= 1;
    }
    all_used(last, old_root == *old.1 && new_root == *new.1)
}

/// Skips the levels on which the last node stands alone and is carried up unhashed.
fn climb(position: &mut u64, last: &mut u64) {
    while *position & 1 == 0 && *position != 0 {
        *position >>= 1;
        *last >>= 1;
    }
}

fn all_used(left: u64, roots_agree: bool) -> Result<(), BadProof> {
    match (left, roots_agree) {
        (0, true) => Ok(()),
        (0, false) => Err(BadProof::Root),
        _ => Err(BadProof::Length),
    }
}

/// The hash over leaves `start..end`, where `start` is a multiple of the largest power in it.
fn range_hash(nodes: &impl Nodes, start: u64, end: u64) -> Result<Hash, NoProof> {
    let count = end - start;
    if count.is_power_of_two() {
        let level = count.trailing_zeros() as u8;
        let index = start >> level;
        return nodes
            .node(level, index)
            .ok_or(NoProof::NodeMissing { level, index });
    }
    let middle = start + split(count);
    let left = range_hash(nodes, start, middle)?;
    Ok(node_hash(&left, &range_hash(nodes, middle, end)?))
}

/// The largest power of two below `count`, which is at least 2.
fn split(count: u64) -> u64 {
    1 << (count - 1).ilog2()
}
