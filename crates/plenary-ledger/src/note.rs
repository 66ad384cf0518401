//! Signed notes (c2sp.org/signed-note): a text, an empty line, and signatures of known keys.

use crate::encoding;
use crate::key::{SigningKey, VerifyingKey, check_name};

/// The longest note read, in bytes; the specification asks for some limit above 16 signatures.
pub const NOTE_BYTES: usize = 1 << 20;
/// The most signatures read in one note; the specification asks for at least 16.
pub const NOTE_SIGNATURES: usize = 100;

/// Why a note cannot be trusted or written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadNote {
    /// It is not built as a signed note.
    #[error("this is not a signed note")]
    Malformed,
    /// No signature is by a key we know.
    #[error("no known key signed this note")]
    NoKnownKey,
    /// A known key did not make the signature that bears its name.
    #[error("the signature of {0} does not fit the text: one of them was changed")]
    Signature(String),
}

/// A note whose known signatures all hold.
#[derive(Debug, PartialEq, Eq)]
pub struct Opened<'a> {
    /// The signed text, with its last line break.
    pub text: &'a str,
    /// The keys whose signatures were found and hold.
    pub signers: Vec<&'a VerifyingKey>,
}

/// Signs a text, which must end with a line break and hold no other control characters.
pub fn sign(text: &str, keys: &[&SigningKey]) -> Result<String, BadNote> {
    if !text.ends_with('\n') || has_controls(text) || keys.is_empty() {
        return Err(BadNote::Malformed);
    }
    let signatures = keys
        .iter()
        .map(|key| format!("— {} {}\n", key.name(), key.sign(text)));
    Ok(format!("{text}\n{}", signatures.collect::<String>()))
}

/// Opens a note: at least one known key signed it, and every signature by a known key holds.
pub fn open<'a>(note: &'a str, keys: &'a [VerifyingKey]) -> Result<Opened<'a>, BadNote> {
    let (text, lines) = split(note)?;
    let mut signers = Vec::new();
    for line in lines.split_terminator('\n') {
        let (name, id, signature) = read_signature(line).ok_or(BadNote::Malformed)?;
        let Some(key) = keys.iter().find(|key| key.name() == name && key.id() == id) else {
            continue; // the specification: signatures of unknown keys must be ignored
        };
        if !key.verifies(text, &signature) {
            return Err(BadNote::Signature(name.to_string()));
        }
        signers.push(key);
    }
    match signers.is_empty() {
        true => Err(BadNote::NoKnownKey),
        false => Ok(Opened { text, signers }),
    }
}

/// Splits a note at its last empty line into the text and the signature lines.
fn split(note: &str) -> Result<(&str, &str), BadNote> {
    if note.len() > NOTE_BYTES || has_controls(note) || !note.ends_with('\n') {
        return Err(BadNote::Malformed);
    }
    let gap = note.rfind("\n\n").ok_or(BadNote::Malformed)?;
    let (text, lines) = (&note[..=gap], &note[gap + 2..]);
    match (1..=NOTE_SIGNATURES).contains(&lines.matches('\n').count()) {
        true => Ok((text, lines)),
        false => Err(BadNote::Malformed),
    }
}

fn read_signature(line: &str) -> Option<(&str, [u8; 4], Vec<u8>)> {
    let (name, bytes) = line.strip_prefix("— ")?.split_once(' ')?;
    check_name(name).ok()?;
    let bytes = encoding::from_standard(bytes)?;
    let (id, signature) = bytes.split_first_chunk::<4>()?;
    (!signature.is_empty()).then(|| (name, *id, signature.to_vec()))
}

fn has_controls(text: &str) -> bool {
    text.bytes().any(|byte| byte < b' ' && byte != b'\n')
}
