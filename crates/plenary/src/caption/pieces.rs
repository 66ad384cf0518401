//! What came, piece by piece, with what was typed and deleted again: for whoever must have words destroyed.

use std::collections::{BTreeMap, BTreeSet};

use plenary_captions::{DELETE, LiveText, Packet as Heard};
use plenary_kit::time::Instant;

use super::gap::is_letter;
use super::rules::Captioner;
use super::store::Packet;

/// About a line of a page: so much is chosen at once.
const PIECE_BYTES: usize = 120;
/// After such a pause something else is said.
const PAUSE_MS: i64 = 30_000;
/// Pieces on one page.
pub const PART_PIECES: usize = 80;

/// Packets of one captioner that follow each other, about a line of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// The place of the first packet.
    pub first: u64,
    /// The place of the last one.
    pub last: u64,
    /// When the first came.
    pub at: Instant,
    /// Whether its words were destroyed.
    pub is_erased: bool,
    captioner: Captioner,
    until: Instant,
    bytes: Vec<u8>,
}

/// Letters that stand, or that the captioner took back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The letters.
    pub words: String,
    /// Whether they were taken back.
    pub is_deleted: bool,
}

/// All packets as pieces, in the order in which they came.
pub fn pieces(packets: Vec<Packet>) -> Vec<Piece> {
    let mut all: Vec<Piece> = Vec::new();
    for packet in packets {
        match all.last_mut().filter(|piece| piece.goes_on_with(&packet)) {
            Some(piece) => {
                (piece.last, piece.until) = (packet.place, packet.at);
                piece.bytes.extend(packet.bytes);
            }
            None => all.push(Piece {
                first: packet.place,
                last: packet.place,
                at: packet.at,
                is_erased: packet.is_erased,
                captioner: packet.captioner,
                until: packet.at,
                bytes: packet.bytes,
            }),
        }
    }
    all
}

impl Piece {
    fn goes_on_with(&self, packet: &Packet) -> bool {
        // A word that was cut between two packets stays whole where one can wait for its end.
        let is_cut = self.bytes.len() < 2 * PIECE_BYTES
            && self
                .bytes
                .last()
                .is_some_and(|byte| !byte.is_ascii_whitespace())
            && packet
                .bytes
                .first()
                .is_some_and(|byte| !byte.is_ascii_whitespace());
        let is_whole = self.bytes.len() >= PIECE_BYTES && !is_cut || self.bytes.ends_with(b"\n");
        let is_same = (self.captioner, self.is_erased) == (packet.captioner, packet.is_erased);
        is_same && !is_whole && packet.at.ms_since(self.until) < PAUSE_MS
    }

    /// Its letters, those that were taken back apart; and how many letters of earlier pieces it takes back.
    pub fn parts(&self) -> (usize, Vec<Part>) {
        let mut letters: Vec<(char, bool)> = Vec::new();
        let (mut standing, mut before) = (Vec::new(), 0);
        for (turn, run) in self.bytes.split(|byte| *byte == DELETE).enumerate() {
            if turn > 0 {
                match standing.pop() {
                    Some(at) => mark_deleted(&mut letters, at),
                    None => before += 1,
                }
            }
            for letter in decoded(run).chars() {
                standing.push(letters.len());
                letters.push((letter, false));
            }
        }
        let part = |run: &[(char, bool)]| Part {
            words: run.iter().map(|(letter, _)| letter).collect(),
            is_deleted: run[0].1,
        };
        let parts = letters.chunk_by(|one, next| one.1 == next.1).map(part);
        (before, parts.collect())
    }
}

fn mark_deleted(letters: &mut [(char, bool)], at: usize) {
    if let Some(letter) = letters.get_mut(at) {
        letter.1 = true;
    }
}

fn decoded(bytes: &[u8]) -> String {
    let mut text = LiveText::default();
    text.hear(Heard {
        bytes,
        ..Heard::default()
    });
    text.text().to_owned()
}

/// The pieces that hold these words, in any case: among what stands, what was taken back, or across two pieces.
pub fn holding<'a>(all: &'a [Piece], words: &str) -> Vec<&'a Piece> {
    let words = words.trim().to_lowercase();
    let texts: Vec<[String; 2]> = all.iter().map(texts).collect();
    let has = |text: &str| text.to_lowercase().contains(&words);
    let across = |at: usize| match (texts.get(at), texts.get(at + 1)) {
        (Some([one, _]), Some([next, _])) => {
            !has(one) && !has(next) && has(&format!("{one}{next}"))
        }
        _ => false,
    };
    let is_held = |at: usize| {
        texts[at].iter().any(|text| has(text))
            || across(at)
            || at.checked_sub(1).is_some_and(across)
    };
    let found = all.iter().enumerate().filter(|(at, _)| is_held(*at));
    found.map(|(_, piece)| piece).collect()
}

/// What stands of a piece, and all that was typed.
fn texts(piece: &Piece) -> [String; 2] {
    let (_, parts) = piece.parts();
    let stands = parts.iter().filter(|part| !part.is_deleted);
    [
        stands.map(|part| part.words.as_str()).collect(),
        parts.iter().map(|part| part.words.as_str()).collect(),
    ]
}

/// Ranges of places with those packets besides that they take letters back from: destroyed alone, the deletions would go
/// and the letters come back. Of what another packet took back, all goes or nothing.
pub fn with_taken_back(packets: &[Packet], ranges: &[[u32; 2]]) -> Vec<[u32; 2]> {
    let is_told = |place: &u64| {
        let told =
            |[first, last]: &[u32; 2]| (u64::from(*first)..=u64::from(*last)).contains(place);
        ranges.iter().any(told)
    };
    let places = packets.iter().map(|packet| packet.place);
    let mut chosen: BTreeSet<u64> = places.filter(is_told).collect();
    let reached = reached(packets);
    loop {
        let before = chosen.len();
        for (by, from) in &reached {
            if chosen.contains(by) || !from.is_disjoint(&chosen) {
                chosen.extend(from);
            }
        }
        if chosen.len() == before {
            break;
        }
    }
    let narrow = |place: u64| u32::try_from(place).unwrap_or(u32::MAX);
    chosen.into_iter().map(|place| [narrow(place); 2]).collect()
}

/// For each packet the earlier ones whose letters it takes back.
fn reached(packets: &[Packet]) -> BTreeMap<u64, BTreeSet<u64>> {
    let mut captioners: BTreeMap<u32, Vec<&Packet>> = BTreeMap::new();
    for packet in packets {
        captioners
            .entry(packet.captioner.0)
            .or_default()
            .push(packet);
    }
    let mut reached: BTreeMap<u64, BTreeSet<u64>> = BTreeMap::new();
    for mut own in captioners.into_values() {
        // Numbers order them as they were sent; without numbers they stand as they came.
        own.sort_by_key(|packet| (packet.sequence, packet.place));
        let mut letters: Vec<u64> = Vec::new();
        for packet in own {
            for byte in &packet.bytes {
                match *byte {
                    DELETE => {
                        let from = letters.pop().filter(|from| *from != packet.place);
                        reached.entry(packet.place).or_default().extend(from);
                    }
                    byte if is_letter(byte) => letters.push(packet.place),
                    _ => {}
                }
            }
        }
    }
    reached
}

#[cfg(test)]
mod tests {
    use super::*;

    fn came(bytes: &[&str]) -> Vec<Packet> {
        let packet = |(place, bytes): (usize, &&str)| Packet {
            place: place as u64,
            captioner: Captioner(1),
            sequence: None,
            at: Instant(place as i64 * 1_000),
            lang: None,
            bytes: bytes.as_bytes().to_vec(),
            is_erased: bytes.is_empty(),
        };
        bytes.iter().enumerate().map(packet).collect()
    }

    #[test]
    fn a_piece_ends_with_its_line_and_shows_what_was_taken_back() {
        let all = pieces(came(&["Good mro", "\x08\x08orning.\n", "\x08\x08 all"]));
        assert_eq!(all.len(), 2);
        assert_eq!((all[0].first, all[0].last), (0, 1));
        let (before, parts) = all[0].parts();
        let told: Vec<_> = parts
            .iter()
            .map(|part| (part.words.as_str(), part.is_deleted))
            .collect();
        assert_eq!(before, 0);
        assert_eq!(
            told,
            [("Good m", false), ("ro", true), ("orning.\n", false)]
        );
        assert_eq!(all[1].parts().0, 2);
    }

    #[test]
    fn words_are_found_where_they_stand_where_they_were_taken_back_and_across_two_pieces() {
        let line = "x".repeat(2 * PIECE_BYTES);
        let begun = format!("{line} 0712 3");
        let all = pieces(came(&[
            &begun,
            "45 is my number.\n",
            "Sam\x08\x08\x08Ana\n",
        ]));
        let places = |words| {
            let found = holding(&all, words).into_iter();
            found.map(|piece| piece.first).collect::<Vec<_>>()
        };
        assert_eq!(places("0712 345"), [0, 1]);
        assert_eq!(places("my NUMBER"), [1]);
        assert_eq!(places("sam"), [2]);
        assert_eq!(places("ana"), [2]);
    }

    #[test]
    fn what_a_destroyed_piece_took_back_goes_with_it() {
        let packets = came(&[
            "My name ",
            "is Zed.",
            "\x08\x08\x08\x08",
            "\x08secret.",
            "More.",
        ]);
        let goes = |place| with_taken_back(&packets, &[[place, place]]);
        assert_eq!(goes(3), [[1, 1], [3, 3]], "the deletions between them stay");
        assert_eq!(goes(4), [[4, 4]]);
        let packets = came(&["Zed", "of", "\x08\x08\x08\x08here"]);
        assert_eq!(
            with_taken_back(&packets, &[[1, 1]]),
            [[0, 0], [1, 1]],
            "or the end of the first would come back"
        );
    }
}
