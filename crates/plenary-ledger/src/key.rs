//! Ed25519 keys of signed notes, in the texts that the Go checksum database and C2SP use.

use crate::encoding;
use ed25519_dalek::Signer;
use sha2::{Digest, Sha256};
use std::{fmt, str::FromStr};

/// Ed25519, in the list of signature types of c2sp.org/signed-note.
const ED25519: u8 = 1;

/// A key that signs notes under a name; written as `PRIVATE+KEY+name+id+base64`.
#[derive(Clone)]
pub struct SigningKey {
    name: String,
    key: ed25519_dalek::SigningKey,
}

/// The public half, written as `name+id+base64` and published by the forum.
#[derive(Clone, PartialEq, Eq)]
pub struct VerifyingKey {
    name: String,
    id: [u8; 4],
    key: ed25519_dalek::VerifyingKey,
}

/// Why a text is not a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadKey {
    /// The name is empty or holds a space, a plus sign or a control character.
    #[error("the name of a key is not empty and has no spaces and no plus sign")]
    Name,
    /// The text is not built as a key.
    #[error("a key is written name+id+base64, as the forum publishes it")]
    Malformed,
    /// The id in the text is not that of the key.
    #[error("the id in the text does not belong to this key; a letter may have been changed")]
    Id,
    /// Another kind of signature, or no point of the curve.
    #[error("only Ed25519 keys are understood")]
    Algorithm,
}

impl SigningKey {
    /// A key from 32 bytes of good chance.
    pub fn from_seed(name: &str, seed: &[u8; 32]) -> Result<SigningKey, BadKey> {
        check_name(name)?;
        Ok(SigningKey {
            name: name.to_string(),
            key: ed25519_dalek::SigningKey::from_bytes(seed),
        })
    }

    /// The name that stands in its signatures; for a checkpoint this is the origin.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The public half.
    pub fn verifying_key(&self) -> VerifyingKey {
        let key = self.key.verifying_key();
        VerifyingKey {
            id: id_of(&self.name, key.as_bytes()),
            name: self.name.clone(),
            key,
        }
    }

    /// The secret text to be stored; whoever has it can sign for the forum.
    pub fn write_secret(&self) -> String {
        let id = hexadecimal(self.verifying_key().id);
        let key = encoding::standard(&[&[ED25519], self.key.as_bytes().as_slice()].concat());
        format!("PRIVATE+KEY+{}+{id}+{key}", self.name)
    }

    /// Reads the secret text.
    pub fn read_secret(text: &str) -> Result<SigningKey, BadKey> {
        let rest = text.strip_prefix("PRIVATE+KEY+").ok_or(BadKey::Malformed)?;
        let (name, id, seed) = read_parts(rest)?;
        let key = SigningKey::from_seed(name, &seed)?;
        match hexadecimal(key.verifying_key().id) == id {
            true => Ok(key),
            false => Err(BadKey::Id),
        }
    }

    /// The signature of a text, as it stands in a note: key id and 64 bytes in base64.
    pub(crate) fn sign(&self, text: &str) -> String {
        let signature = self.key.sign(text.as_bytes()).to_bytes();
        encoding::standard(&[self.verifying_key().id.as_slice(), &signature].concat())
    }
}

impl VerifyingKey {
    /// The name that stands in its signatures.
    pub fn name(&self) -> &str {
        &self.name
    }

    pub(crate) fn id(&self) -> [u8; 4] {
        self.id
    }

    pub(crate) fn verifies(&self, text: &str, signature: &[u8]) -> bool {
        let signature = ed25519_dalek::Signature::from_slice(signature);
        signature.is_ok_and(|signature| self.key.verify_strict(text.as_bytes(), &signature).is_ok())
    }
}

impl FromStr for VerifyingKey {
    type Err = BadKey;
    fn from_str(text: &str) -> Result<VerifyingKey, BadKey> {
        let (name, id, bytes) = read_parts(text)?;
        check_name(name)?;
        if hexadecimal(id_of(name, &bytes)) != id {
            return Err(BadKey::Id);
        }
        let key = ed25519_dalek::VerifyingKey::from_bytes(&bytes).map_err(|_| BadKey::Algorithm)?;
        Ok(VerifyingKey {
            name: name.to_string(),
            id: id_of(name, &bytes),
            key,
        })
    }
}

impl fmt::Display for VerifyingKey {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let key = encoding::standard(&[&[ED25519], self.key.as_bytes().as_slice()].concat());
        write!(f, "{}+{}+{key}", self.name, hexadecimal(self.id))
    }
}

impl fmt::Debug for VerifyingKey {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "VerifyingKey({self})")
    }
}

/// The secret never shows in a message.
impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "SigningKey({})", self.name)
    }
}

/// Whether a name can stand in a signature line (c2sp.org/signed-note, "Format").
pub(crate) fn check_name(name: &str) -> Result<(), BadKey> {
    let bad = |letter: char| letter.is_whitespace() || letter.is_control() || letter == '+';
    match name.is_empty() || name.contains(bad) {
        true => Err(BadKey::Name),
        false => Ok(()),
    }
}

/// Splits `name+id+base64` and takes the type byte off the key.
fn read_parts(text: &str) -> Result<(&str, &str, [u8; 32]), BadKey> {
    let (name, rest) = text.split_once('+').ok_or(BadKey::Malformed)?;
    let (id, key) = rest.split_once('+').ok_or(BadKey::Malformed)?;
    let key = encoding::from_standard(key).ok_or(BadKey::Malformed)?;
    match key.split_first() {
        Some((&ED25519, bytes)) => Ok((name, id, bytes.try_into().map_err(|_| BadKey::Malformed)?)),
        _ => Err(BadKey::Algorithm),
    }
}

/// SHA-256 over name, line break, type byte and key; the first four bytes.
fn id_of(name: &str, key: &[u8; 32]) -> [u8; 4] {
    let hasher = Sha256::new_with_prefix(name).chain_update([b'\n', ED25519]);
    let hash: [u8; 32] = hasher.chain_update(key).finalize().into();
    [hash[0], hash[1], hash[2], hash[3]]
}

fn hexadecimal(id: [u8; 4]) -> String {
    format!("{:08x}", u32::from_be_bytes(id))
}
