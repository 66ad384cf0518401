//! One file's platter and cache, and what of the cache reaches the platter when the power goes.

use std::collections::BTreeMap;

/// A file: what is safe, what programs see, and the changes between the two.
#[derive(Default)]
pub struct Cached {
    safe: Vec<u8>,
    seen: Vec<u8>,
    waiting: Vec<Change>,
}

/// A change that no sync has covered, with the number of the operation that made it.
struct Change {
    number: u64,
    what: What,
}

enum What {
    Write { at: usize, bytes: Vec<u8> },
    Truncate(usize),
}

impl Cached {
    /// A file that came through a power cut.
    pub fn survived(bytes: Vec<u8>) -> Cached {
        Cached {
            safe: bytes.clone(),
            seen: bytes,
            waiting: Vec::new(),
        }
    }

    /// What programs see.
    pub fn bytes(&self) -> &[u8] {
        &self.seen
    }

    /// The first operation that no sync has covered.
    pub fn first_waiting(&self) -> Option<u64> {
        self.waiting.first().map(|change| change.number)
    }

    /// Writes bytes; a gap before them reads as zeros.
    pub fn write(&mut self, number: u64, at: usize, bytes: &[u8]) {
        put(&mut self.seen, at, bytes);
        self.waiting.push(Change {
            number,
            what: What::Write {
                at,
                bytes: bytes.to_vec(),
            },
        });
    }

    /// Sets the size in bytes.
    pub fn truncate(&mut self, number: u64, size: usize) {
        self.seen.resize(size, 0);
        self.waiting.push(Change {
            number,
            what: What::Truncate(size),
        });
    }

    /// Makes everything safe.
    pub fn sync(&mut self) {
        for change in std::mem::take(&mut self.waiting) {
            match change.what {
                What::Write { at, bytes } => put(&mut self.safe, at, &bytes),
                What::Truncate(size) => self.safe.resize(size, 0),
            }
        }
    }

    /// What the platter holds after a power cut: every sector has seen the writes up to a moment of its own, the size
    /// up to another, and a size that ran ahead of its bytes shows zeros.
    pub fn after_cut(&self, fate: &mut Fate) -> Vec<u8> {
        let (mut bytes, mut size) = (self.safe.clone(), self.safe.len());
        let before = self.first_waiting().unwrap_or_default().saturating_sub(1);
        let size_until = fate.moment(before).until;
        let mut sectors: BTreeMap<usize, Moment> = BTreeMap::new();
        for Change { number, what } in &self.waiting {
            let sized = *number <= size_until;
            match what {
                What::Truncate(to) if sized => {
                    bytes.resize(*to, 0);
                    size = *to;
                }
                What::Truncate(_) => {}
                What::Write { at, bytes: written } => {
                    size = if sized {
                        size.max(at + written.len())
                    } else {
                        size
                    };
                    for (at, piece) in pieces(*at, written, fate.sector) {
                        let moment = sectors
                            .entry(at / fate.sector)
                            .or_insert_with(|| fate.moment(before));
                        let kept = moment.keeps(*number, piece.len());
                        put(&mut bytes, at, &piece[..kept]);
                    }
                }
            }
        }
        bytes.resize(bytes.len().max(size), 0);
        bytes
    }
}

fn put(into: &mut Vec<u8>, at: usize, bytes: &[u8]) {
    let end = at + bytes.len();
    if bytes.is_empty() {
        return;
    }
    if into.len() < end {
        into.resize(end, 0);
    }
    into[at..end].copy_from_slice(bytes);
}

/// A write cut at the borders of sectors.
fn pieces(mut at: usize, mut bytes: &[u8], sector: usize) -> Vec<(usize, &[u8])> {
    let mut pieces = Vec::new();
    while !bytes.is_empty() {
        let (piece, rest) = bytes.split_at(bytes.len().min(sector - at % sector));
        pieces.push((at, piece));
        (at, bytes) = (at + piece.len(), rest);
    }
    pieces
}

/// How a power cut treats what waits; made from its seed.
pub struct Fate {
    kind: Kind,
    sector: usize,
    chance: Chance,
}

/// The ways a cache can lose its power.
enum Kind {
    /// Nothing that waited arrives.
    Nothing,
    /// Everything had just arrived.
    Everything,
    /// What waited arrives in order, up to an operation.
    InOrder(u64),
    /// Each sector arrives up to a moment of its own, at the latest this operation.
    Scattered(u64),
}

/// Up to which operation a sector has seen its writes, and how much of the next one, in 64ths.
struct Moment {
    until: u64,
    torn: usize,
}

impl Moment {
    /// How many bytes of a piece arrive.
    fn keeps(&mut self, number: u64, length: usize) -> usize {
        if number <= self.until {
            length
        } else {
            length * std::mem::take(&mut self.torn) / 64
        }
    }
}

impl Fate {
    /// Draws from a seed what becomes of the operations from `first` to `last`.
    pub fn draw(seed: u64, first: u64, last: u64) -> Fate {
        let mut chance = Chance(seed);
        let before = first.saturating_sub(1);
        let kind = match chance.below(8) {
            0 => Kind::Nothing,
            1 => Kind::Everything,
            2 | 3 => Kind::InOrder(before + chance.below(last.saturating_sub(before) + 1)),
            _ => Kind::Scattered(last),
        };
        let sector = if chance.below(2) == 0 { 512 } else { 4096 };
        Fate {
            kind,
            sector,
            chance,
        }
    }

    /// Whether a file's new entry in the directory, or the lack of its old one, arrives.
    pub fn keeps_entry(&mut self) -> bool {
        match self.kind {
            Kind::Nothing => false,
            Kind::Everything => true,
            Kind::InOrder(_) | Kind::Scattered(_) => self.chance.below(2) == 0,
        }
    }

    /// Draws a moment for something whose changes since `before` wait.
    fn moment(&mut self, before: u64) -> Moment {
        let until = match self.kind {
            Kind::Nothing => return Moment { until: 0, torn: 0 },
            Kind::Everything => u64::MAX,
            Kind::InOrder(until) => until,
            Kind::Scattered(last) => before + self.chance.below(last.saturating_sub(before) + 1),
        };
        let torn = if self.chance.below(8) == 0 {
            self.chance.below(64) as usize
        } else {
            0
        };
        Moment { until, torn }
    }
}

/// A small generator (SplitMix64), so that a seed always means the same cut.
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (mixed ^ (mixed >> 31)) % end.max(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(file: &Cached, seed: u64) -> Vec<u8> {
        file.after_cut(&mut Fate::draw(seed, file.first_waiting().unwrap_or(9), 9))
    }

    /// A file of three sectors, all `a` and safe, then written over with `b` and `c` in turn.
    fn rewritten() -> Cached {
        let mut file = Cached::default();
        file.write(1, 0, &[b'a'; 12_288]);
        file.sync();
        file.write(2, 0, &[b'b'; 12_288]);
        file.write(3, 0, &[b'c'; 12_288]);
        file
    }

    #[test]
    fn what_is_synced_survives_every_cut() {
        let mut file = rewritten();
        file.sync();
        assert!((0..200).all(|seed| cut(&file, seed) == [b'c'; 12_288]));
    }

    #[test]
    fn cuts_drop_keep_reorder_and_tear_what_waits() {
        let file = rewritten();
        let after: Vec<Vec<u8>> = (0..200).map(|seed| cut(&file, seed)).collect();
        let whole = |bytes: &Vec<u8>, letter| bytes.iter().all(|byte| *byte == letter);
        assert!(
            after.iter().any(|bytes| whole(bytes, b'a'))
                && after.iter().any(|bytes| whole(bytes, b'c'))
        );
        assert!(
            after
                .iter()
                .any(|bytes| bytes[0] == b'a' && bytes[12_287] == b'c'),
            "later sectors may arrive first"
        );
        assert!(
            after
                .iter()
                .any(|bytes| bytes[..512].windows(2).any(|pair| pair[0] != pair[1])),
            "a sector may tear"
        );
    }

    #[test]
    fn the_same_seed_cuts_the_same() {
        assert!((0..50).all(|seed| cut(&rewritten(), seed) == cut(&rewritten(), seed)));
    }

    #[test]
    fn a_truncation_that_waits_may_or_may_not_arrive() {
        let mut file = rewritten();
        file.sync();
        file.truncate(4, 100);
        let sizes: std::collections::BTreeSet<usize> =
            (0..50).map(|seed| cut(&file, seed).len()).collect();
        assert_eq!(sizes.into_iter().collect::<Vec<_>>(), [100, 12_288]);
    }

    #[test]
    fn a_size_may_run_ahead_of_its_bytes() {
        let mut file = Cached::default();
        file.write(1, 0, &[b'a'; 1024]);
        assert!((0..200).any(|seed| cut(&file, seed) == [0; 1024]));
    }
}
