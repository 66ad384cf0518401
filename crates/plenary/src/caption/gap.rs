//! What is read where words were erased: one mark, which later deletions do not reach.

use std::collections::HashMap;

use plenary_captions::DELETE;

use super::rules::Captioner;
use super::store::Packet;

/// What stands where words were erased. It ends its line: whether the words did cannot be known any more, and the label of
/// whoever speaks next is one at the beginning of a line only.
const GAP: &str = " [erased]\n";

/// Reads packets in the order in which they came.
///
/// What a captioner deleted of words that are gone cannot be taken off the mark or off what stood before it, so such
/// deletions do nothing any more.
#[derive(Clone, Debug, Default)]
pub struct Gaps {
    goes_on: bool,
    /// How many letters of a captioner can be deleted since words of theirs were erased.
    since: HashMap<Captioner, usize>,
}

impl Gaps {
    /// Makes a packet readable: one mark for any number of erased ones that follow each other.
    pub fn read(&mut self, packet: &mut Packet) {
        let goes_on = std::mem::replace(&mut self.goes_on, packet.is_erased);
        if packet.is_erased {
            self.since.insert(packet.captioner, 0);
            if !goes_on {
                packet.bytes = GAP.into();
            }
            return;
        }
        if let Some(letters) = self.since.get_mut(&packet.captioner) {
            packet.bytes.retain(|byte| reaches(letters, *byte));
        }
    }
}

/// Counts a letter or a deletion; whether a deletion has a letter to delete.
fn reaches(letters: &mut usize, byte: u8) -> bool {
    let is_kept = byte != DELETE || *letters > 0;
    match byte {
        DELETE => *letters = letters.saturating_sub(1),
        byte if is_letter(byte) => *letters += 1,
        _ => {}
    }
    is_kept
}

/// Whether a letter begins with this byte of UTF-8.
pub fn is_letter(byte: u8) -> bool {
    byte & 0xC0 != 0x80
}

#[cfg(test)]
mod tests {
    use super::*;
    use plenary_kit::time::Instant;

    fn read(came: &[Option<&str>]) -> String {
        let mut gaps = Gaps::default();
        let mut all = String::new();
        for (place, bytes) in came.iter().enumerate() {
            let mut packet = Packet {
                place: place as u64,
                captioner: Captioner(1),
                sequence: None,
                at: Instant(0),
                lang: None,
                bytes: bytes.unwrap_or_default().into(),
                is_erased: bytes.is_none(),
            };
            gaps.read(&mut packet);
            all.push_str(std::str::from_utf8(&packet.bytes).unwrap());
        }
        all
    }

    #[test]
    fn erased_packets_in_a_row_are_one_mark() {
        assert_eq!(
            read(&[Some("One"), None, None, Some("two")]),
            "One [erased]\ntwo"
        );
    }

    #[test]
    fn a_deletion_that_meant_erased_words_leaves_the_mark_and_what_stood_before() {
        assert_eq!(
            read(&[Some("One"), None, Some("\x08\x08\x08twö\x08\x08\x08\x08o")]),
            "One [erased]\ntwö\x08\x08\x08o"
        );
    }
}
