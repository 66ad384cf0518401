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

/// A key for one sending of a form, 22 letters as [`token`]: 48 bits of the time in milliseconds, then 80 random ones.
///
/// It is no secret: it counts only together with who sends it and to which door.
pub fn key() -> String {
    use base64::Engine;
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    let ms = since.map_or(0, |since| since.as_millis() as u64);
    let mut all = bytes::<16>();
    all[..6].copy_from_slice(&ms.to_be_bytes()[2..]);
    base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(all)
}

/// What stands in a key for the time, in letters that sort as it does; of any other key as much, or nothing.
pub(crate) fn time_of(key: &str) -> String {
    use base64::Engine;
    let decoded = base64::engine::general_purpose::URL_SAFE_NO_PAD.decode(key);
    let bytes = decoded.unwrap_or_default();
    let front = bytes.iter().take(6);
    front.map(|byte| format!("{byte:02x}")).collect()
}

/// Six random digits: a code that a person types.
pub fn six_digits() -> String {
    format!("{:06}", u32::from_le_bytes(bytes::<4>()) % 1_000_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_made_later_do_not_sort_before() {
        let (first, second) = (key(), key());
        assert_ne!(first, second);
        assert_eq!(first.len(), token().len());
        assert!(time_of(&first) <= time_of(&second));
        assert_eq!(time_of(&first).len(), 12);
        assert_eq!(time_of("a key of somebody's own"), "");
    }
}
