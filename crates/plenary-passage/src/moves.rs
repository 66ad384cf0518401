//! Links the edited words of what moved: between runs that moved together, and in blocks that moved as a whole.
use crate::backbone::{heaviest_chain, weigh};
use crate::gaps::fill;
use crate::pair::{Links, NONE, Pair, Run};
use crate::reword::likeness;
use std::collections::BTreeMap;
use std::ops::Range;

/// Runs that moved together have at most this many words between them, about a page.
const APART: usize = 500;

/// Blocks that have this share of their words in common (in hundredths) are one block, edited; a block longer than this
/// many words needs no such help.
const ALIKE: u32 = 60;
const LONG_BLOCK: usize = 200;

/// Whether each run is off the heaviest chain.
fn moved(runs: &[Run], pair: &Pair) -> Vec<bool> {
    let mut is_moved = vec![true; runs.len()];
    heaviest_chain(&weigh(pair, runs.to_vec()))
        .into_iter()
        .for_each(|at| is_moved[at] = false);
    is_moved
}

/// Fills between moved runs that are neighbours in the old text and, in the same order, in the new one.
pub(crate) fn fill_between(pair: &Pair, links: &mut Links) {
    let runs = links.runs();
    let is_moved = moved(&runs, pair);
    for at in 1..runs.len() {
        let (before, after) = (runs[at - 1], runs[at]);
        if is_moved[at - 1]
            && is_moved[at]
            && before.new_end() <= after.new
            && after.old - before.old_end() <= APART
            && after.new - before.new_end() <= APART
        {
            fill(
                pair,
                links,
                &[],
                before.old_end()..after.old,
                before.new_end()..after.new,
            );
        }
    }
}

/// Pairs of an old and a new block, by index, that moved runs join by a good part of the shorter one.
fn joined_by_moves(pair: &Pair, links: &Links) -> Vec<(usize, usize)> {
    let (old, new) = (&pair.old.ranges, &pair.new.ranges);
    let runs = links.runs();
    let is_moved = moved(&runs, pair);
    let mut joined: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for (run, _) in runs.iter().zip(is_moved).filter(|(_, is_moved)| *is_moved) {
        let mut step = 0;
        while step < run.words {
            let blocks = (
                pair.old.block_of[run.old + step] as usize,
                pair.new.block_of[run.new + step] as usize,
            );
            let end = (old[blocks.0].end - run.old).min(new[blocks.1].end - run.new);
            let words = end.min(run.words) - step;
            *joined.entry(blocks).or_default() += words;
            step += words;
        }
    }
    joined.retain(|(from, to), words| *words * GOOD_PART >= old[*from].len().min(new[*to].len()));
    joined.into_keys().collect()
}

/// A good part of a block is one word in so many.
const GOOD_PART: usize = 8;

/// Fills moved blocks that say nearly the same as before, and then, outward, the blocks beside them that do.
pub(crate) fn fill_like_blocks(pair: &Pair, links: &mut Links) {
    let (old, new) = (&pair.old.ranges, &pair.new.ranges);
    for (old_block, new_block) in joined_by_moves(pair, links) {
        let (from, to) = (&old[old_block], &new[new_block]);
        if !is_linked(links, from, to) {
            if !alike(pair, from, to) {
                continue;
            }
            fill_block(pair, links, from, to);
        }
        for step in [1, -1] {
            let next = |block: usize| block.checked_add_signed(step);
            let mut at = (next(old_block), next(new_block));
            while let (Some(old_at), Some(new_at)) = at {
                let (Some(from), Some(to)) = (old.get(old_at), new.get(new_at)) else {
                    break;
                };
                let is_free = from.clone().all(|word| links.to[word] == NONE);
                if !is_free || !alike(pair, from, to) {
                    break;
                }
                fill_block(pair, links, from, to);
                at = (next(old_at), next(new_at));
            }
        }
    }
}

/// Whether two blocks are the same, word by word.
fn is_linked(links: &Links, old: &Range<usize>, new: &Range<usize>) -> bool {
    old.len() == new.len()
        && (old.clone())
            .zip(new.clone())
            .all(|(old, new)| links.to[old] == new as u32)
}

fn alike(pair: &Pair, old: &Range<usize>, new: &Range<usize>) -> bool {
    let is_short = |block: &Range<usize>| (1..=LONG_BLOCK).contains(&block.len());
    is_short(old) && is_short(new) && likeness(pair, old.clone(), new.clone()) >= ALIKE
}

/// Whether the blocks that two words stand in say nearly the same.
pub(crate) fn joins_like_blocks(pair: &Pair, old: usize, new: usize) -> bool {
    let (from, to) = (pair.old.block_of[old], pair.new.block_of[new]);
    alike(
        pair,
        &pair.old.ranges[from as usize],
        &pair.new.ranges[to as usize],
    )
}

/// Fills blocks that moved as a whole or in good part.
pub(crate) fn fill_blocks(pair: &Pair, links: &mut Links) {
    let (old, new) = (&pair.old.ranges, &pair.new.ranges);
    for (old_block, new_block) in joined_by_moves(pair, links) {
        fill_block(pair, links, &old[old_block], &new[new_block]);
    }
}

fn fill_block(pair: &Pair, links: &mut Links, old: &Range<usize>, new: &Range<usize>) {
    let is_full = |partners: &[u32]| partners.iter().all(|partner| *partner != NONE);
    if is_full(&links.to[old.clone()]) || is_full(&links.from[new.clone()]) {
        return;
    }
    let mut runs: Vec<Run> = Vec::new();
    for at in old
        .clone()
        .filter(|at| new.contains(&(links.to[*at] as usize)))
    {
        let to = links.to[at] as usize;
        match runs.last_mut() {
            Some(run) if run.old_end() == at && run.new_end() == to => run.words += 1,
            _ => runs.push(Run {
                old: at,
                new: to,
                words: 1,
            }),
        }
    }
    let runs = weigh(pair, runs);
    let chain: Vec<Run> = heaviest_chain(&runs)
        .into_iter()
        .map(|at| runs[at].run)
        .collect();
    fill(pair, links, &chain, old.clone(), new.clone());
}
