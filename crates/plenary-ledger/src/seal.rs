//! Salted commitments: a line holds the seal, the words stand beside it and can be erased.

use crate::encoding;
use serde::de::{Error, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use sha2::{Digest, Sha256};
use std::{fmt, str::FromStr};

/// Separates a seal from every other use of SHA-256 in the ledger; part of the format.
const DOMAIN: &[u8] = b"plenary words v1\n";

/// 16 random bytes, fresh for every text, kept and erased together with the words.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Salt(pub [u8; 16]);

/// SHA-256 over `"plenary words v1\n"`, the 16 bytes of the salt and the bytes of the words.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Seal([u8; 32]);

/// A text that is not a seal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a seal is 43 letters of base64url without padding")]
pub struct BadSeal;

impl Seal {
    /// The seal of these words under this salt.
    pub fn of(salt: &Salt, words: &[u8]) -> Seal {
        let hasher = Sha256::new_with_prefix(DOMAIN).chain_update(salt.0);
        Seal(hasher.chain_update(words).finalize().into())
    }

    /// Whether these words under this salt are the sealed ones.
    pub fn matches(&self, salt: &Salt, words: &[u8]) -> bool {
        *self == Seal::of(salt, words)
    }

    /// A seal from its 32 bytes.
    pub fn from_bytes(bytes: [u8; 32]) -> Seal {
        Seal(bytes)
    }

    /// The 32 bytes of the seal.
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Display for Seal {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(&encoding::url(&self.0))
    }
}

impl fmt::Debug for Seal {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "Seal({self})")
    }
}

/// A salt is as secret as the words it hides, so it never shows in a message.
impl fmt::Debug for Salt {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("Salt(..)")
    }
}

impl Salt {
    /// The salt as 22 letters of base64url without padding.
    pub fn write(&self) -> String {
        encoding::url(&self.0)
    }

    /// A salt from its 22 letters.
    pub fn read(text: &str) -> Option<Salt> {
        encoding::exactly_from_url::<16>(text).map(Salt)
    }
}

impl FromStr for Seal {
    type Err = BadSeal;
    fn from_str(text: &str) -> Result<Seal, BadSeal> {
        encoding::exactly_from_url::<32>(text)
            .map(Seal)
            .ok_or(BadSeal)
    }
}

impl Serialize for Seal {
    fn serialize<S: Serializer>(&self, json: S) -> Result<S::Ok, S::Error> {
        json.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Seal {
    fn deserialize<D: Deserializer<'de>>(json: D) -> Result<Seal, D::Error> {
        json.deserialize_str(SealVisitor)
    }
}

/// Reads a seal without copying its letters: a million of them are read to verify a ledger.
struct SealVisitor;

impl Visitor<'_> for SealVisitor {
    type Value = Seal;
    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a seal, 43 letters of base64url")
    }
    fn visit_str<E: Error>(self, text: &str) -> Result<Seal, E> {
        text.parse().map_err(E::custom)
    }
}
