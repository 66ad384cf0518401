//! First links between two versions: blocks and word groups that stand once on each side, in whatever order.
use crate::pair::{BIT, Links, NONE, Pair, Run, Table};
use crate::words::finish;
use std::ops::Range;

/// Lengths of the word groups looked for, longest first: long ones are safe, short ones fill in. Of the longest only
/// every fourth by its hash, the same ones on both sides: what a sample misses by a few words the growing finds.
const GROUPS: [(usize, u64); 3] = [(8, 4), (5, 1), (4, 1)];

/// Links every block and then every word group that is unique on both sides, and lets it grow as far as the words agree.
pub(crate) fn sow(pair: &Pair, links: &mut Links) {
    let forms = forms(pair);
    let (alone, of_many): (Vec<_>, Vec<_>) = unique_blocks(pair)
        .into_iter()
        .partition(|(old, _)| !is_one_of_many(pair, &forms, old));
    alone
        .iter()
        .for_each(|(old, new)| join_blocks(links, old, new));
    for (words, one_in) in GROUPS {
        word_groups(pair, links, words, one_in);
    }
    join_beside(links, &of_many);
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
    for new in pair
        .new
        .blocks()
        .filter(|range| links.from[range.clone()].iter().all(|from| *from == NONE))
    {
        waiting
            .entry(hash_of(&pair.new_ids[new.clone()]))
            .or_default()
            .push_back(new);
    }
    for old in pair
        .old
        .blocks()
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

/// Evidence a block needs to be linked wherever it stands, even if it is like many others.
const ALONE_NEEDS: u32 = 30 * BIT;

/// Evidence a block needs to be looked for among its twins: a few words alone are typed twice by chance.
const TWIN_NEEDS: u32 = 30 * BIT;

/// The blocks that stand once on each side and say the same, in the order of the old text.
fn unique_blocks(pair: &Pair) -> Vec<(Range<usize>, Range<usize>)> {
    let old: Vec<_> = pair.old.blocks().collect();
    let new: Vec<_> = pair.new.blocks().collect();
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
    found
        .into_iter()
        .map(|seen| {
            (
                old[seen.old_place as usize].clone(),
                new[seen.new_place as usize].clone(),
            )
        })
        .filter(|(old, new)| pair.old_ids[old.clone()] == pair.new_ids[new.clone()])
        .collect()
}

fn join_blocks(links: &mut Links, old: &Range<usize>, new: &Range<usize>) {
    let is_free = |partners: &[u32]| partners.iter().all(|partner| *partner == NONE);
    if is_free(&links.to[old.clone()]) && is_free(&links.from[new.clone()]) {
        old.clone()
            .zip(new.clone())
            .for_each(|(old, new)| links.join(old, new));
    }
}

/// How many short blocks of the old text have each form: the words of a block but for one.
fn forms(pair: &Pair) -> Table<u32> {
    let mut forms = Table::default();
    for block in pair.old.blocks().filter(|block| is_short(pair, block)) {
        for form in forms_of(&pair.old_ids[block]) {
            *forms.entry(form).or_default() += 1;
        }
    }
    forms
}

fn forms_of(ids: &[u32]) -> impl Iterator<Item = u64> {
    (0..ids.len()).map(|gap| {
        let masked = |(at, id): (usize, &u32)| if at == gap { NONE } else { *id };
        hash_of(&ids.iter().enumerate().map(masked).collect::<Vec<u32>>())
    })
}

fn is_short(pair: &Pair, block: &Range<usize>) -> bool {
    block.len() > 1 && pair.worth_of_run(block.start, block.len()) < ALONE_NEEDS
}

/// Whether a block is a short one like many others but for one word, as "Article 7" is.
fn is_one_of_many(pair: &Pair, forms: &Table<u32>, block: &Range<usize>) -> bool {
    let is_common = |form: u64| forms.get(&form).is_some_and(|count| *count >= MANY);
    is_short(pair, block) && forms_of(&pair.old_ids[block.clone()]).any(is_common)
}

/// So many short blocks of one form are many.
const MANY: u32 = 3;

/// Links the blocks of a form that follow or precede on both sides what is linked already: with an article put in,
/// "Article 7" is another one, and only what stands beside it tells.
fn join_beside(links: &mut Links, blocks: &[(Range<usize>, Range<usize>)]) {
    let beside = |links: &Links, old: &Range<usize>, new: &Range<usize>| {
        let before =
            old.start > 0 && new.start > 0 && links.to[old.start - 1] as usize == new.start - 1;
        before
            || links
                .to
                .get(old.end)
                .is_some_and(|to| *to as usize == new.end)
    };
    for (old, new) in blocks.iter().chain(blocks.iter().rev()) {
        if beside(links, old, new) {
            join_blocks(links, old, new);
        }
    }
}

/// Links the blocks that say the same, stand once on each side and are still free, however short.
pub(crate) fn sow_lone_blocks(pair: &Pair, links: &mut Links) {
    for (old, new) in unique_blocks(pair) {
        join_blocks(links, &old, &new);
    }
}

fn hash_of(ids: &[u32]) -> u64 {
    finish(ids.iter().fold(ids.len() as u64, |hash, id| {
        hash.wrapping_mul(MULTIPLIER)
            .wrapping_add(u64::from(*id) + 1)
    }))
}

fn word_groups(pair: &Pair, links: &mut Links, words: usize, one_in: u64) {
    let free = links.to.iter().filter(|to| **to == NONE).count();
    let mut seen: Table<Seen> =
        Table::with_capacity_and_hasher(free / one_in as usize, Default::default());
    groups(
        &pair.old_ids,
        &links.to,
        &pair.old.block_of,
        (words, one_in),
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
        (words, one_in),
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

/// Which bits of a hash choose the sample: neither the lowest nor the highest, which choose the place in the table.
const SAMPLED_BY: u32 = 32;

/// Groups up to this length must lie in one block: the end of one and the number of the next make false pairs when
/// blocks are numbered anew.
const WITHIN_BLOCK: usize = 8;

/// Calls `each` with the hash and place of every group of free words.
fn groups(
    ids: &[u32],
    partner: &[u32],
    block_of: &[u32],
    (words, one_in): (usize, u64),
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
        let key = finish(hash);
        if free >= words && (key >> SAMPLED_BY).is_multiple_of(one_in) {
            each(key, at + 1 - words);
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

#[cfg(test)]
mod tests {
    use crate::{BlockId, Reading, Version};
    use proptest::prelude::*;

    /// Old and new text of the same few words: many groups stand once on each side, and many of them overlap.
    fn texts() -> impl Strategy<Value = (String, String)> {
        let phrases = prop::collection::vec(prop::collection::vec(0..24u8, 4..14), 4..12);
        phrases
            .prop_flat_map(|phrases| (Just(phrases.clone()), Just(phrases).prop_shuffle()))
            .prop_map(|(old, new)| (text(&old), text(&new)))
    }

    fn text(phrases: &[Vec<u8>]) -> String {
        let words = phrases.iter().flatten().map(|word| format!("word{word}"));
        words.collect::<Vec<_>>().join(" ")
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(400))]
        #[test]
        fn the_same_input_gives_the_same_bytes_however_tables_are_walked((old, new) in texts()) {
            let version = |text: &str| Version::from_plain_text(text, BlockId(0).following()).unwrap();
            let (old, new) = (version(&old), version(&new));
            let bytes = || {
                let (new, map) = new.clone().succeeding(&old, old.highest().following()).unwrap();
                let comparison = Reading::of(&old, &new, map.clone()).compare();
                serde_json::to_string(&(new, map, comparison)).unwrap()
            };
            let first = bytes();
            for _ in 0..3 {
                prop_assert_eq!(bytes(), first.clone());
            }
        }
    }
}
