//! Base64 as the formats demand it: one spelling for each value, everything else refused.

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};

/// Bytes as standard base64 with padding (RFC 4648 section 4).
pub(crate) fn standard(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}

/// The bytes of standard base64, or nothing when it is not spelled canonically.
pub(crate) fn from_standard(text: &str) -> Option<Vec<u8>> {
    STANDARD.decode(text).ok()
}

/// The 32 bytes of 44 letters of standard base64.
pub(crate) fn hash_from_standard(text: &str) -> Option<[u8; 32]> {
    exactly::<32>(&STANDARD, text)
}

/// Bytes as base64url without padding (RFC 4648 section 5).
pub(crate) fn url(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

/// Exactly `N` bytes (48 at most) of base64url without padding.
pub(crate) fn exactly_from_url<const N: usize>(text: &str) -> Option<[u8; N]> {
    exactly::<N>(&URL_SAFE_NO_PAD, text)
}

fn exactly<const N: usize>(engine: &impl Engine, text: &str) -> Option<[u8; N]> {
    let mut room = [0u8; 48]; // more than 32 bytes, as the decoder asks for its estimate
    if text.len() > 44 {
        return None;
    }
    let length = engine.decode_slice(text, &mut room).ok()?;
    room[..length].try_into().ok()
}
