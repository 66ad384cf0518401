//! First links between two versions: blocks and word groups that stand once on each side, in whatever order.
use crate::pair::{BIT, Links, NONE, Pair, Run, Table};
use crate::words::finish;

/// Lengths of the word groups looked for, longest first: long ones are safe, short ones fill in.
const GROUPS: [usize; 3] = [8, 5, 4];

/// Links every block and then every word group that is unique on both sides, and lets it grow as far as the words agree.
pub(crate) fn sow(pair: &Pair, links: &mut Links) {
    whole_blocks(pair, links);
    for words in GROUPS {
        word_groups(pair, links, words);
    }
}

/// Where a key was seen: how often on each side, and the last place.
#[derive(Clone, Copy, Default)]
struct Seen {
    old: u32,
    new: u32,
    old_place: u32,
    new_place: u32,
}

/// Links free blocks that say the same but stand more than once, in their order: which became which is anybody's guess,
/// so what lands here is always doubted as a twin.
pub(crate) fn sow_twin_blocks(pair: &Pair, links: &mut Links) {
    let mut waiting: Table<std::collections::VecDeque<std::ops::Range<usize>>> = Table::default();
    for new in block_ranges(&pair.new.block_of)
        .into_iter()
        .filter(|range| links.from[range.clone()].iter().all(|from| *from == NONE))
    {
        waiting
            .entry(hash_of(&pair.new_ids[new.clone()]))
            .or_default()
            .push_back(new);
    }
    for old in block_ranges(&pair.old.block_of)
        .into_iter()
        .filter(|range| pair.worth_of_run(range.start, range.len()) >= TWIN_NEEDS)
    {
        let Some(twins) = waiting.get_mut(&hash_of(&pair.old_ids[old.clone()])) else {
            continue;
        };
        let fits =
            |new: &std::ops::Range<usize>| pair.old_ids[old.clone()] == pair.new_ids[new.clone()];
        if links.to[old.clone()].iter().all(|to| *to == NONE) && twins.front().is_some_and(fits) {
            twins.pop_front().into_iter().for_each(|new| {
                old.clone()
                    .zip(new)
                    .for_each(|(old, new)| links.join(old, new))
            });
        }
    }
}

/// Evidence a block needs to be looked for among its twins: a few words alone are typed twice by chance.
const TWIN_NEEDS: u32 = 30 * BIT;

fn whole_blocks(pair: &Pair, links: &mut Links) {
    let old = block_ranges(&pair.old.block_of);
    let new = block_ranges(&pair.new.block_of);
    let mut seen: Table<Seen> = Table::default();
    for (place, range) in old.iter().enumerate() {
        let entry = seen
            .entry(hash_of(&pair.old_ids[range.clone()]))
            .or_default();
        *entry = Seen {
            old: entry.old + 1,
            old_place: place as u32,
            ..*entry
        };
    }
    for (place, range) in new.iter().enumerate() {
        if let Some(entry) = seen.get_mut(&hash_of(&pair.new_ids[range.clone()])) {
            *entry = Seen {
                new: entry.new + 1,
                new_place: place as u32,
                ..*entry
            };
        }
    }
    let mut found: Vec<Seen> = seen
        .into_values()
        .filter(|seen| seen.old == 1 && seen.new == 1)
        .collect();
    found.sort_unstable_by_key(|seen| seen.old_place);
    for seen in found {
        let (old, new) = (&old[seen.old_place as usize], &new[seen.new_place as usize]);
        if pair.old_ids[old.clone()] == pair.new_ids[new.clone()] {
            old.clone()
                .zip(new.clone())
                .for_each(|(old, new)| links.join(old, new));
        }
    }
}

/// The word range of every block that has words.
pub(crate) fn block_ranges(block_of: &[u32]) -> Vec<std::ops::Range<usize>> {
    let mut ranges: Vec<std::ops::Range<usize>> = Vec::new();
    for (word, block) in block_of.iter().enumerate() {
        match ranges.last_mut() {
            Some(range) if block_of[range.start] == *block => range.end = word + 1,
            _ => ranges.push(word..word + 1),
        }
    }
    ranges
}

fn hash_of(ids: &[u32]) -> u64 {
    finish(ids.iter().fold(ids.len() as u64, |hash, id| {
        hash.wrapping_mul(MULTIPLIER)
            .wrapping_add(u64::from(*id) + 1)
    }))
}

fn word_groups(pair: &Pair, links: &mut Links, words: usize) {
    let mut seen: Table<Seen> =
        Table::with_capacity_and_hasher(links.to.len() / 4, Default::default());
    groups(
        &pair.old_ids,
        &links.to,
        &pair.old.block_of,
        words,
        |hash, place| {
            let entry = seen.entry(hash).or_default();
            *entry = Seen {
                old: entry.old + 1,
                old_place: place as u32,
                ..*entry
            };
        },
    );
    groups(
        &pair.new_ids,
        &links.from,
        &pair.new.block_of,
        words,
        |hash, place| {
            if let Some(entry) = seen.get_mut(&hash) {
                *entry = Seen {
                    new: entry.new + 1,
                    new_place: place as u32,
                    ..*entry
                };
            }
        },
    );
    let mut found: Vec<Seen> = seen
        .into_values()
        .filter(|seen| seen.old == 1 && seen.new == 1)
        .collect();
    found.sort_unstable_by_key(|seen| seen.old_place);
    for seen in found {
        grow(
            pair,
            links,
            Run {
                old: seen.old_place as usize,
                new: seen.new_place as usize,
                words,
            },
        );
    }
}

/// Any odd number with well-spread bits serves a rolling hash; this is the one of Knuth's generator MMIX.
const MULTIPLIER: u64 = 6_364_136_223_846_793_005;

/// Groups up to this length must lie in one block: the end of one and the number of the next make false pairs when
/// blocks are numbered anew.
const WITHIN_BLOCK: usize = 8;

/// Calls `each` with the hash and place of every group of free words.
fn groups(
    ids: &[u32],
    partner: &[u32],
    block_of: &[u32],
    words: usize,
    mut each: impl FnMut(u64, usize),
) {
    let leaving = (0..words).fold(1u64, |power, _| power.wrapping_mul(MULTIPLIER));
    let (mut hash, mut free) = (0u64, 0);
    for (at, id) in ids.iter().enumerate() {
        if words <= WITHIN_BLOCK && at > 0 && block_of[at - 1] != block_of[at] {
            (hash, free) = (0, 0);
        }
        if partner[at] != NONE {
            (hash, free) = (0, 0);
            continue;
        }
        hash = hash
            .wrapping_mul(MULTIPLIER)
            .wrapping_add(u64::from(*id) + 1);
        free += 1;
        if free > words {
            hash = hash.wrapping_sub(leaving.wrapping_mul(u64::from(ids[at - words]) + 1));
        }
        if free >= words {
            each(finish(hash), at + 1 - words);
        }
    }
}

/// Links a group, if it is what its hash says and still free, and the equal free words on both sides of it.
fn grow(pair: &Pair, links: &mut Links, group: Run) {
    let fits =
        |links: &Links, old: usize, new: usize| links.are_free(old, new) && pair.same(old, new);
    if !(0..group.words).all(|step| fits(links, group.old + step, group.new + step)) {
        return;
    }
    (0..group.words).for_each(|step| links.join(group.old + step, group.new + step));
    let (mut old, mut new) = (group.old, group.new);
    while old > 0 && new > 0 && fits(links, old - 1, new - 1) {
        (old, new) = (old - 1, new - 1);
        links.join(old, new);
    }
    let (mut old, mut new) = (group.old_end(), group.new_end());
    while old < links.to.len() && new < links.from.len() && fits(links, old, new) {
        links.join(old, new);
        (old, new) = (old + 1, new + 1);
    }
}
