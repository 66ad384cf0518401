//! The ledger's tree, checkpoints and receipts: made by a follower from the lines as they were read back.
//!
//! Kept are each line's leaf hash and one node per complete subtree of 256; the head is computed from what stands on
//! the disk, never from what the writer meant to put there, and only then signed.

use std::sync::Arc;

use plenary_ledger::{Checkpoint, Frontier, Hash, Receipt, SigningKey, leaf_hash};

use crate::app::App;
use crate::db::{Db, Tx};
use crate::event::{self, Entry};
use crate::fault::Fault;
use crate::follow::{self, Follower, Write};
use crate::{given, queries};

queries! {
    KEEP_LEAF = "INSERT INTO follow_leaf (seq, hash) VALUES (?1, ?2)";
    LEAVES = "SELECT hash FROM follow_leaf WHERE seq >= ?1 AND seq < ?2 ORDER BY seq";
    KEEP_NODE = "INSERT INTO follow_node (level, place, hash) VALUES (?1, ?2, ?3)";
    NODE = "SELECT hash FROM follow_node WHERE level = ?1 AND place = ?2";
    NODES = "SELECT hash FROM follow_node WHERE level = ?1 AND place >= ?2 AND place < ?3 ORDER BY place";
    KEEP_CHECKPOINT = "INSERT INTO follow_checkpoint (size, note) VALUES (?1, ?2) ON CONFLICT (size) DO NOTHING";
    LAST_CHECKPOINT = "SELECT size, note FROM follow_checkpoint ORDER BY size DESC LIMIT 1";
    CHECKPOINTS = "SELECT size, note FROM follow_checkpoint WHERE size > ?1 ORDER BY size LIMIT ?2";
}

/// The follower's name.
pub const TREE: &str = "tree";
