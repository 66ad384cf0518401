//! The letters this room writes: a link to sign in with, and a link to join with.

/// What a letter to somebody who is not a participant is about: it goes when data kept under the address goes.
pub fn about(folded_address: &str) -> String {
    format!("address:{folded_address}")
}
