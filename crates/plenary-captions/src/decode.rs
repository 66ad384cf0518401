//! Bytes of unknown encoding to text and back again without loss.
//!
//! Windows-1252 after the table of the WHATWG Encoding Standard, where the five unassigned
//! bytes map to the control of the same number, so that every byte has a way back.

/// How the bytes of a file were read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Encoding {
    /// UTF-8, the common case.
    #[default]
    Utf8,
    /// UTF-8 with lines of Windows-1252 between.
    Mixed,
    /// UTF-16 with the low byte first.
    Utf16Low,
    /// UTF-16 with the high byte first.
    Utf16High,
}

/// Decoded text and what is needed to give the same bytes back.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Source {
    /// The text without a byte order mark, line ends as they came.
    pub text: String,
    /// How it was read.
    pub encoding: Encoding,
    /// Whether a byte order mark stood in front.
    pub byte_order_mark: bool,
    /// Lines (from 0, counted by line feeds) that were not UTF-8.
    pub foreign_lines: Vec<u32>,
}

/// The upper half of Windows-1252 from 0x80 to 0x9F.
const WINDOWS: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8D}', 'Ž', '\u{8F}',
    '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9D}', 'ž', 'Ÿ',
];

/// Reads bytes as UTF-8, UTF-16 with a mark, or line by line as Windows-1252; never fails.
pub fn decode(bytes: &[u8]) -> Source {
    match bytes {
        [0xFF, 0xFE, rest @ ..] => wide(rest, Encoding::Utf16Low),
        [0xFE, 0xFF, rest @ ..] => wide(rest, Encoding::Utf16High),
        [0xEF, 0xBB, 0xBF, rest @ ..] => Source {
            byte_order_mark: true,
            ..narrow(rest)
        },
        _ => narrow(bytes),
    }
}

/// The bytes a source was read from.
pub fn encode(source: &Source) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(source.text.len() + 3);
    match source.encoding {
        Encoding::Utf16Low => encode_wide(&source.text, &mut bytes, u16::to_le_bytes),
        Encoding::Utf16High => encode_wide(&source.text, &mut bytes, u16::to_be_bytes),
        Encoding::Utf8 | Encoding::Mixed => encode_narrow(source, &mut bytes),
    }
    bytes
}

fn wide(bytes: &[u8], encoding: Encoding) -> Source {
    let unit = |pair: &[u8]| match (encoding, pair) {
        (Encoding::Utf16High, [a, b]) => u16::from_be_bytes([*a, *b]),
        (_, [a, b]) => u16::from_le_bytes([*a, *b]),
        _ => 0xFFFD,
    };
    let text = char::decode_utf16(bytes.chunks(2).map(unit))
        .map(|read| read.unwrap_or(char::REPLACEMENT_CHARACTER))
        .collect();
    Source {
        text,
        encoding,
        byte_order_mark: true,
        foreign_lines: Vec::new(),
    }
}

fn narrow(bytes: &[u8]) -> Source {
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Source {
            text: text.to_owned(),
            ..Source::default()
        };
    }
    let mut source = Source {
        encoding: Encoding::Mixed,
        ..Source::default()
    };
    for (number, line) in bytes.split_inclusive(|byte| *byte == b'\n').enumerate() {
        match std::str::from_utf8(line) {
            Ok(line) => source.text.push_str(line),
            Err(_) => {
                source
                    .foreign_lines
                    .push(u32::try_from(number).unwrap_or(u32::MAX));
                source
                    .text
                    .extend(line.iter().map(|byte| from_windows(*byte)));
            }
        }
    }
    source
}

fn from_windows(byte: u8) -> char {
    match byte {
        0x80..=0x9F => WINDOWS[usize::from(byte - 0x80)],
        _ => char::from(byte),
    }
}

fn to_windows(letter: char) -> u8 {
    match WINDOWS.iter().position(|known| *known == letter) {
        Some(place) => 0x80 + u8::try_from(place).unwrap_or(0),
        None => u8::try_from(u32::from(letter)).unwrap_or(b'?'),
    }
}

fn encode_wide(text: &str, bytes: &mut Vec<u8>, order: fn(u16) -> [u8; 2]) {
    bytes.extend(order(0xFEFF));
    bytes.extend(text.encode_utf16().flat_map(order));
}

fn encode_narrow(source: &Source, bytes: &mut Vec<u8>) {
    if source.byte_order_mark {
        bytes.extend([0xEF, 0xBB, 0xBF]);
    }
    let mut foreign = source.foreign_lines.iter().peekable();
    for (number, line) in source.text.split_inclusive('\n').enumerate() {
        if foreign
            .next_if(|next| usize::try_from(**next) == Ok(number))
            .is_some()
        {
            bytes.extend(line.chars().map(to_windows));
        } else {
            bytes.extend(line.as_bytes());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_windows_file_is_read_and_given_back() {
        let bytes = b"plain\r\n>> JOS\xC9: d\x92accord \x81\r\n";
        let source = decode(bytes);
        assert_eq!(source.text, "plain\r\n>> JOSÉ: d’accord \u{81}\r\n");
        assert_eq!(encode(&source), bytes);
    }

    #[test]
    fn a_marked_sixteen_bit_file_is_read_and_given_back() {
        let bytes = [0xFF, 0xFE, b'>', 0, b'>', 0, 0xE9, 0];
        let source = decode(&bytes);
        assert_eq!(source.text, ">>é");
        assert_eq!(encode(&source), bytes);
    }
}
