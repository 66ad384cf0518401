//! Letters of picture fonts as the signs they look like.

/// The sign that a letter of a picture font stands for; nothing when it is not known.
pub(crate) fn sign(font: &str, code: u32) -> Option<char> {
    // Such letters are kept in a private area that begins at F000.
    let low = code & 0xff;
    let font = font.to_ascii_lowercase();
    if font.starts_with("wingdings") {
        return wingding(&font, low);
    }
    if font == "symbol" {
        return greek(low).or_else(|| mathematical(low));
    }
    let is_private = (0xe000..0xf900).contains(&code);
    char::from_u32(code).filter(|_| !is_private)
}

fn wingding(font: &str, low: u32) -> Option<char> {
    Some(match (font, low) {
        ("wingdings 2", 0x50) | ("wingdings", 0xfc) => '✓',
        ("wingdings 2", 0x4f) | ("wingdings", 0xfb) => '✗',
        ("wingdings 2", 0xa3) | ("wingdings", 0x6f | 0xa8) => '☐',
        ("wingdings 2", 0x52) | ("wingdings", 0xfe) => '☑',
        ("wingdings 2", 0x54) | ("wingdings", 0xfd) => '☒',
        ("wingdings", 0x28) => '☎',
        ("wingdings", 0x2a) => '✉',
        ("wingdings", 0x4a) => '☺',
        ("wingdings", 0x6c | 0x9f) => '●',
        ("wingdings", 0x6e) => '■',
        ("wingdings", 0xa7) => '▪',
        ("wingdings", 0xd8) => '➢',
        ("wingdings", 0xdf) => '←',
        ("wingdings", 0xe0 | 0xe8) => '→',
        ("wingdings", 0xe1) => '↑',
        ("wingdings", 0xe2) => '↓',
        ("wingdings", 0xf0) => '⇨',
        _ => return None,
    })
}

fn greek(low: u32) -> Option<char> {
    const LATIN: &str = "ABGDEZHQIKLMNXOPRSTUFCYWabgdezhqiklmnxoprstufcyw";
    const GREEK: &str = "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩαβγδεζηθικλμνξοπρστυφχψω";
    let letter = char::from_u32(low)?;
    let at = LATIN.chars().position(|each| each == letter)?;
    GREEK.chars().nth(at)
}

fn mathematical(low: u32) -> Option<char> {
    Some(match low {
        0x20..=0x39 => char::from_u32(low)?,
        0xa3 => '≤',
        0xb3 => '≥',
        0xb9 => '≠',
        0xba => '≡',
        0xbb => '≈',
        0xb1 => '±',
        0xb4 => '×',
        0xb8 => '÷',
        0xb0 => '°',
        0xb7 => '•',
        0xa5 => '∞',
        0xac => '←',
        0xad => '↑',
        0xae => '→',
        0xaf => '↓',
        0xdb => '⇔',
        0xde => '⇒',
        0xa7 => '♣',
        0xa8 => '♦',
        0xa9 => '♥',
        0xaa => '♠',
        _ => return None,
    })
}
