//! Two texts that followed the same one, put together block by block.
use crate::version::{Block, BlockKind, Style, Version};
use std::collections::HashMap;
use std::ops::Range;

/// A stretch of the text that both became. Ranges are of blocks; a table is never cut.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// Nobody changed it; blocks of mine.
    Kept(Range<usize>),
    /// Changed by me alone, or by both in the same way; blocks of mine.
    Mine(Range<usize>),
    /// Changed by the other alone; blocks of theirs.
    Theirs(Range<usize>),
    /// Changed by both, each in another way.
    Clash {
        /// What it was; may be nothing.
        base: Range<usize>,
        /// What the other made of it.
        theirs: Range<usize>,
        /// What I made of it.
        mine: Range<usize>,
    },
}

/// Puts together what two people made of `base`: every block of both is in one of the parts, in order.
pub fn merge(base: &Version, theirs: &Version, mine: &Version) -> Vec<Part> {
    let [base, theirs, mine] = [base, theirs, mine].map(Units::of);
    let to_theirs = pairs(&base.keys, &theirs.keys);
    let to_mine: HashMap<usize, usize> = pairs(&base.keys, &mine.keys).into_iter().collect();
    let both = to_theirs
        .into_iter()
        .filter_map(|(at, theirs)| Some((at, theirs, *to_mine.get(&at)?)));
    let end = (base.keys.len(), theirs.keys.len(), mine.keys.len());
    let mut parts = Vec::new();
    let mut from = (0, 0, 0);
    for (b, t, m) in both.chain([end]) {
        let gap = Gap {
            base: from.0..b,
            theirs: from.1..t,
            mine: from.2..m,
        };
        let split = gap.units([&base, &theirs, &mine]);
        parts.extend(
            split
                .iter()
                .filter_map(|gap| gap.part(&base, &theirs, &mine)),
        );
        if m < end.2 {
            match parts.last_mut() {
                Some(Part::Kept(kept)) => kept.end = mine.blocks(&(m..m + 1)).end,
                _ => parts.push(Part::Kept(mine.blocks(&(m..m + 1)))),
            }
        }
        from = (b + 1, t + 1, m + 1);
    }
    parts
}

/// What stands between two places that nobody changed.
struct Gap {
    base: Range<usize>,
    theirs: Range<usize>,
    mine: Range<usize>,
}

impl Gap {
    /// Neighbours are looked at one by one as far as it is sure what each became: where nobody put in or took out, and
    /// from both ends as long as one of the two left a unit alone.
    fn units(mut self, texts: [&Units; 3]) -> Vec<Gap> {
        let (mut head, mut tail) = (Vec::new(), Vec::new());
        while self.is_sure(texts, |range| range.start) {
            head.push(self.take(|range| {
                range.start += 1;
                range.start - 1
            }));
        }
        while self.is_sure(texts, |range| range.end - 1) {
            tail.push(self.take(|range| {
                range.end -= 1;
                range.end
            }));
        }
        head.push(self);
        tail.reverse();
        head.extend(tail);
        head
    }

    /// Whether what stands at one end became what stands there in both texts.
    fn is_sure(&self, texts: [&Units; 3], end: fn(&Range<usize>) -> usize) -> bool {
        let ranges = [&self.base, &self.theirs, &self.mine];
        if ranges.iter().any(|range| range.is_empty()) {
            return false;
        }
        let key = |side: usize| &texts[side].keys[end(ranges[side])];
        let [theirs, mine] = [1, 2].map(|side| ranges[side].len() == ranges[0].len());
        match (theirs, mine) {
            (true, true) => true,
            (true, false) => key(2) == key(0),
            (false, true) => key(1) == key(0),
            (false, false) => false,
        }
    }

    /// Takes one unit off each text.
    fn take(&mut self, off: fn(&mut Range<usize>) -> usize) -> Gap {
        let one = |range: &mut Range<usize>| {
            let at = off(range);
            at..at + 1
        };
        Gap {
            base: one(&mut self.base),
            theirs: one(&mut self.theirs),
            mine: one(&mut self.mine),
        }
    }

    fn part(&self, base: &Units, theirs: &Units, mine: &Units) -> Option<Part> {
        let (was, they, me) = (
            &base.keys[self.base.clone()],
            &theirs.keys[self.theirs.clone()],
            &mine.keys[self.mine.clone()],
        );
        if was.is_empty() && they.is_empty() && me.is_empty() {
            None
        } else if they == was || they == me {
            Some(Part::Mine(mine.blocks(&self.mine)))
        } else if me == was {
            Some(Part::Theirs(theirs.blocks(&self.theirs)))
        } else {
            Some(Part::Clash {
                base: base.blocks(&self.base),
                theirs: theirs.blocks(&self.theirs),
                mine: mine.blocks(&self.mine),
            })
        }
    }
}

/// What a block says and how: where it stands and which identity it has is left out.
type Key = (Vec<(BlockKind, Vec<(u32, u32, Style)>)>, String);

/// A text in stretches that are merged as a whole: blocks, and tables with all their cells.
struct Units {
    keys: Vec<Key>,
    /// Where each begins among the blocks, and where the last one ends.
    starts: Vec<usize>,
}

impl Units {
    fn of(version: &Version) -> Units {
        let blocks = version.blocks();
        let goes_on = |block: &Block| matches!(block.kind, BlockKind::TableCell { row, column } if (row, column) != (0, 0));
        let begins = (0..blocks.len()).filter(|at| !goes_on(&blocks[*at]) || *at == 0);
        let mut starts: Vec<usize> = begins.collect();
        starts.push(blocks.len());
        let keys = starts
            .windows(2)
            .map(|pair| key(version, &blocks[pair[0]..pair[1]]));
        Units {
            keys: keys.collect(),
            starts,
        }
    }

    fn blocks(&self, units: &Range<usize>) -> Range<usize> {
        self.starts[units.start]..self.starts[units.end]
    }
}

fn key(version: &Version, blocks: &[Block]) -> Key {
    let mut words = String::new();
    let mut looks = Vec::new();
    for block in blocks {
        words.push_str(version.slice(block.span));
        words.push('\0');
        let start = block.span.start;
        let styles = block.styles.iter();
        let styles = styles.map(|each| {
            (
                each.span.start - start,
                each.span.end - start,
                each.style.clone(),
            )
        });
        looks.push((block.kind.clone(), styles.collect()));
    }
    (looks, words)
}

/// Equal units of two texts in the same order: what is there once in both, and its equal neighbours.
fn pairs(old: &[Key], new: &[Key]) -> Vec<(usize, usize)> {
    let once = |all: &[Key]| {
        let mut found: HashMap<Key, Option<usize>> = HashMap::new();
        for (at, key) in all.iter().enumerate() {
            found
                .entry(key.clone())
                .and_modify(|place| *place = None)
                .or_insert(Some(at));
        }
        found
    };
    let places = once(new);
    let olds = once(old);
    let alone = |at: usize| {
        olds.get(&old[at])?.as_ref()?;
        Some((at, (*places.get(&old[at])?)?))
    };
    let sure = rising((0..old.len()).filter_map(alone).collect());
    let mut out = Vec::new();
    let mut from = (0, 0);
    for (a, b) in sure.into_iter().chain([(old.len(), new.len())]) {
        let head = alike(&old[from.0..a], &new[from.1..b], |each| each);
        out.extend((0..head).map(|at| (from.0 + at, from.1 + at)));
        let (a_from, b_from) = (from.0 + head, from.1 + head);
        let tail = alike(&old[a_from..a], &new[b_from..b], |each| each.rev());
        out.extend((1..=tail).rev().map(|at| (a - at, b - at)));
        if a < old.len() {
            out.push((a, b));
        }
        from = (a + 1, b + 1);
    }
    out
}

/// How many units are equal from one end on.
fn alike<'a, I: Iterator<Item = &'a Key>>(
    old: &'a [Key],
    new: &'a [Key],
    walk: impl Fn(std::slice::Iter<'a, Key>) -> I,
) -> usize {
    walk(old.iter())
        .zip(walk(new.iter()))
        .take_while(|(a, b)| a == b)
        .count()
}

/// The longest run of pairs whose second numbers rise, as their first ones do.
fn rising(pairs: Vec<(usize, usize)>) -> Vec<(usize, usize)> {
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(pairs.len());
    for (at, (_, new)) in pairs.iter().enumerate() {
        let place = ends.partition_point(|end| pairs[*end].1 < *new);
        before.push(place.checked_sub(1).map(|place| ends[place]));
        match ends.get_mut(place) {
            Some(end) => *end = at,
            None => ends.push(at),
        }
    }
    let mut out = Vec::new();
    let mut at = ends.last().copied();
    while let Some(here) = at {
        out.push(pairs[here]);
        at = before[here];
    }
    out.reverse();
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::version::{BlockId, BlockSource};
    use proptest::prelude::*;

    fn text(words: &[&str]) -> Version {
        let blocks: Vec<BlockSource> = words
            .iter()
            .map(|words| BlockSource::plain(BlockKind::Paragraph, *words))
            .collect();
        Version::from_blocks(&blocks, BlockId(0).following()).unwrap()
    }

    /// The merged words; in a clash theirs stand before mine.
    fn merged(base: &[&str], theirs: &[&str], mine: &[&str]) -> (Vec<String>, usize) {
        let [b, t, m] = [base, theirs, mine].map(text);
        let mut out = Vec::new();
        let mut clashes = 0;
        let mut take = |from: &Version, blocks: Range<usize>| {
            out.extend(
                from.blocks()[blocks]
                    .iter()
                    .map(|block| from.slice(block.span).to_owned()),
            );
        };
        for part in merge(&b, &t, &m) {
            match part {
                Part::Kept(blocks) | Part::Mine(blocks) => take(&m, blocks),
                Part::Theirs(blocks) => take(&t, blocks),
                Part::Clash { theirs, mine, .. } => {
                    clashes += 1;
                    take(&t, theirs);
                    take(&m, mine);
                }
            }
        }
        (out, clashes)
    }

    #[test]
    fn changes_of_different_blocks_are_both_taken() {
        let (words, clashes) = merged(
            &["a", "b", "c", "d"],
            &["a", "b2", "c", "d"],
            &["a", "b", "c", "d", "e"],
        );
        assert_eq!((words.join(" "), clashes), ("a b2 c d e".into(), 0));
        let (words, clashes) = merged(&["a", "b", "c"], &["b", "c"], &["a", "b", "new", "c2"]);
        assert_eq!((words.join(" "), clashes), ("b new c2".into(), 0));
    }

    #[test]
    fn neighbours_that_were_edited_do_not_clash() {
        let (words, clashes) = merged(&["a", "b", "c"], &["a2", "b", "c"], &["a", "b2", "c"]);
        assert_eq!((words.join(" "), clashes), ("a2 b2 c".into(), 0));
        let (words, clashes) = merged(&["a", "b"], &["a2", "b"], &["a", "b2", "new"]);
        assert_eq!((words.join(" "), clashes), ("a2 b2 new".into(), 0));
        let (words, clashes) = merged(
            &["a", "b", "c"],
            &["a", "b", "c2"],
            &["new", "a2", "b2", "c"],
        );
        assert_eq!((words.join(" "), clashes), ("new a2 b2 c2".into(), 0));
    }

    #[test]
    fn changes_of_one_block_clash_unless_they_are_the_same() {
        let (words, clashes) = merged(&["a", "b", "c"], &["a", "b2", "c"], &["a", "b3", "c"]);
        assert_eq!((words.join(" "), clashes), ("a b2 b3 c".into(), 1));
        let (words, clashes) = merged(&["a", "b", "c"], &["a", "b2", "c"], &["a", "b2", "c"]);
        assert_eq!((words.join(" "), clashes), ("a b2 c".into(), 0));
    }

    #[test]
    fn what_one_takes_out_and_the_other_edits_clashes() {
        let (words, clashes) = merged(&["a", "b", "c"], &["a", "c"], &["a", "b2", "c"]);
        assert_eq!((words.join(" "), clashes), ("a b2 c".into(), 1));
    }

    fn texts() -> impl Strategy<Value = Vec<&'static str>> {
        let word = prop::sample::select(vec!["a", "b", "c", "d", "e", "f", "g", "h"]);
        prop::collection::vec(word, 0..9)
    }

    proptest! {
        #[test]
        fn nobody_loses_a_word_that_somebody_wrote(base in texts(), theirs in texts(), mine in texts()) {
            let (words, _) = merged(&base, &theirs, &mine);
            let count = |all: &[&str], word: &str| all.iter().filter(|each| **each == word).count();
            for word in ["a", "b", "c", "d", "e", "f", "g", "h"] {
                let got = words.iter().filter(|each| *each == word).count();
                // What one of the two put in is there, whatever the other took out of what was there before.
                let was = count(&base, word);
                for (own, other) in [(&theirs, &mine), (&mine, &theirs)] {
                    let taken_out = was.saturating_sub(count(other, word));
                    prop_assert!(got + taken_out >= count(own, word), "{word}: {got} in {words:?}");
                }
            }
        }

        #[test]
        fn a_text_that_one_left_alone_becomes_the_other_ones(base in texts(), changed in texts()) {
            prop_assert_eq!(merged(&base, &changed, &base).0, changed.clone());
            prop_assert_eq!(merged(&base, &base, &changed).0, changed);
        }

        #[test]
        fn every_block_of_mine_stands_in_one_part(base in texts(), theirs in texts(), mine in texts()) {
            let [b, t, m] = [&base, &theirs, &mine].map(|words| text(words));
            let mut at = 0;
            for part in merge(&b, &t, &m) {
                if let Part::Kept(mine) | Part::Mine(mine) | Part::Clash { mine, .. } = part {
                    prop_assert!(mine.start >= at);
                    at = mine.end;
                }
            }
            prop_assert!(at <= m.blocks().len());
        }
    }
}
