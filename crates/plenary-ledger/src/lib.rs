//! An append-only log anyone can check: sealed words, an RFC 6962 tree, signed checkpoints, receipts.
//!
//! Nothing here reads a clock, a file or chance, but for the module [`folder`], which reads an
//! exported folder. The formats are described in this crate's README, exactly enough for a second
//! implementation. Absent on purpose: witness cosignatures, which a reader may keep in a note but
//! this crate does not judge.

pub mod checkpoint;
mod encoding;
pub mod folder;
pub mod key;
pub mod line;
pub mod note;
pub mod proof;
mod read;
pub mod receipt;
pub mod report;
pub mod rows;
mod scan;
pub mod seal;
pub mod tile;
pub mod tree;
pub mod verifier;

pub use checkpoint::{BadCheckpoint, Checkpoint};
pub use folder::{FolderFault, Trust, verify_folder, verify_folder_trusting};
pub use key::{BadKey, SigningKey, VerifyingKey};
pub use line::{BadLine, Line};
pub use note::BadNote;
pub use proof::{
    BadProof, NoProof, Nodes, consistency_proof, inclusion_proof, verify_consistency,
    verify_inclusion,
};
pub use read::ReadRow;
pub use receipt::{BadReceipt, Carried, Receipt, Witnessed, verify_receipt, verify_receipt_alone};
pub use report::{Head, Place, Problem, Report};
pub use rows::{BadRow, Entry, Kept, WordsRow};
pub use seal::{BadSeal, Salt, Seal};
pub use tile::{TileNodes, Tiles};
pub use tree::{BadFrontier, BadHash, Frontier, Hash, leaf_hash, node_hash};
pub use verifier::Verifier;

/// Runs the example of the README as a test.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
