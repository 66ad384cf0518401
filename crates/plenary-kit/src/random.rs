//! Chance, from the operating system only.

/// `N` random bytes.
///
/// # Panics
/// When the operating system has no randomness to give: nothing safe can be done then.
pub fn bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0u8; N];
    getrandom::fill(&mut bytes).expect("the operating system gives random bytes");
    bytes
}

/// 128 random bits as 22 letters of base64url: for links, keys and cookies.
pub fn token() -> String {
    use base64::Engine;
    base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(bytes::<16>())
}

/// Six random digits: a code that a person types.
pub fn six_digits() -> String {
    format!("{:06}", u32::from_le_bytes(bytes::<4>()) % 1_000_000)
}
