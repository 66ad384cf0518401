//! The backbone of a map: the heaviest set of runs that keep their order; and which runs are too weak to be believed.
use crate::moves::joins_like_blocks;
use crate::pair::{BIT, Links, Pair, Run, log2};

/// Evidence demanded beyond what chance would give, in sixteenths of a bit. Words of a phrase come together, so their
/// bits are not independent; tuned on synthetic edits and two public documents.
const MARGIN: u32 = 3 * BIT;

/// The same for a run that left its neighbours.
const MOVE_MARGIN: u32 = 10 * BIT;

/// A run with its weight.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Weighed {
    pub run: Run,
    pub worth: u32,
}

pub(crate) fn weigh(pair: &Pair, runs: Vec<Run>) -> Vec<Weighed> {
    runs.into_iter()
        .map(|run| Weighed {
            run,
            worth: pair.worth_of_run(run.old, run.words),
        })
        .collect()
}

/// Of runs sorted by their old place, the indices of the heaviest chain that also rises in the new text.
pub(crate) fn heaviest_chain(runs: &[Weighed]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..runs.len()).collect();
    order.sort_unstable_by_key(|at| runs[*at].run.new);
    let mut rank = vec![0; runs.len()];
    order
        .iter()
        .enumerate()
        .for_each(|(place, at)| rank[*at] = place);
    let mut best = Prefix::new(runs.len());
    let mut before = vec![None; runs.len()];
    for at in 0..runs.len() {
        let (weight, previous) = best.up_to(rank[at]);
        before[at] = previous;
        best.put(rank[at], weight + u64::from(runs[at].worth), at);
    }
    let mut chain = Vec::new();
    let mut at = best.up_to(runs.len()).1;
    while let Some(run) = at {
        chain.push(run);
        at = before[run];
    }
    chain.reverse();
    chain
}

/// A Fenwick tree that answers: the heaviest chain among the first so many places.
struct Prefix {
    best: Vec<(u64, Option<usize>)>,
}

impl Prefix {
    fn new(places: usize) -> Prefix {
        Prefix {
            best: vec![(0, None); places + 1],
        }
    }

    fn up_to(&self, places: usize) -> (u64, Option<usize>) {
        let mut found = (0, None);
        let mut at = places;
        while at > 0 {
            if self.best[at].0 > found.0 {
                found = self.best[at];
            }
            at &= at - 1;
        }
        found
    }

    fn put(&mut self, place: usize, weight: u64, run: usize) {
        let mut at = place + 1;
        while at < self.best.len() {
            if weight > self.best[at].0 {
                self.best[at] = (weight, Some(run));
            }
            at += at & at.wrapping_neg();
        }
    }
}

/// How many words without partner stand before each place.
pub(crate) struct Free {
    before: Vec<u32>,
}

impl Free {
    pub fn of(partners: &[u32]) -> Free {
        let mut count = 0;
        let mut before = vec![0];
        before.extend(partners.iter().map(|partner| {
            count += u32::from(*partner == crate::pair::NONE);
            count
        }));
        Free { before }
    }

    pub fn between(&self, start: usize, end: usize) -> u64 {
        u64::from(self.before[end.max(start)] - self.before[start])
    }
}

/// Unlinks the backbone runs that chance alone could have put there, weakest first; returns the backbone that is left.
pub(crate) fn drop_weak_on_backbone(
    pair: &Pair,
    links: &mut Links,
    mut chain: Vec<Weighed>,
) -> Vec<Weighed> {
    loop {
        let (old_free, new_free) = (Free::of(&links.to), Free::of(&links.from));
        let lacks: Vec<u32> = (0..chain.len())
            .map(|at| lack(pair, &chain, at, &old_free, &new_free))
            .collect();
        let falls = |at: usize| {
            let beside = [at.checked_sub(1), Some(at + 1)];
            lacks[at] > 0
                && beside
                    .into_iter()
                    .flatten()
                    .all(|side| side >= chain.len() || (lacks[side], side) < (lacks[at], at))
        };
        let (gone, kept): (Vec<usize>, Vec<usize>) = (0..chain.len()).partition(|at| falls(*at));
        if gone.is_empty() {
            return chain;
        }
        gone.iter().for_each(|at| links.part(chain[*at].run));
        chain = kept.into_iter().map(|at| chain[at]).collect();
    }
}

/// How much evidence a run of the backbone lacks for the hole it stands in.
fn lack(pair: &Pair, chain: &[Weighed], at: usize, old_free: &Free, new_free: &Free) -> u32 {
    let Weighed { run, worth } = chain[at];
    let (old_start, new_start) = at.checked_sub(1).map_or((0, 0), |before| {
        (chain[before].run.old_end(), chain[before].run.new_end())
    });
    let (old_end, new_end) = chain
        .get(at + 1)
        .map_or((pair.old_ids.len(), pair.new_ids.len()), |after| {
            (after.run.old, after.run.new)
        });
    let left = (
        old_free.between(old_start, run.old),
        new_free.between(new_start, run.new),
    );
    let right = (
        old_free.between(run.old_end(), old_end),
        new_free.between(run.new_end(), new_end),
    );
    needed(left, right, run.words as u64).saturating_sub(worth)
}

/// Evidence needed for a run of so many words between two holes (free old and new words on its left and right): the
/// choice that chance had, and a margin. A run that closes the gap to a neighbour needs none.
pub(crate) fn needed(left: (u64, u64), right: (u64, u64), words: u64) -> u32 {
    if left == (0, 0) || right == (0, 0) {
        return 0;
    }
    log2(left.0 + words + right.0) + log2(left.1 + words + right.1) + MARGIN
}

/// Unlinks the runs off the backbone that are too weak for how far they would have moved.
pub(crate) fn drop_weak_moves(pair: &Pair, links: &mut Links, runs: &[Weighed], chain: &[usize]) {
    let on_chain: Vec<Weighed> = chain.iter().map(|at| runs[*at]).collect();
    let mut is_on = vec![false; runs.len()];
    chain.iter().for_each(|at| is_on[*at] = true);
    for moved in runs
        .iter()
        .enumerate()
        .filter(|(at, _)| !is_on[*at])
        .map(|(_, moved)| moved)
    {
        if moved.worth < distance_bits(pair, &on_chain, moved.run) + MOVE_MARGIN
            && !is_whole_blocks(pair, moved.run)
            && !joins_like_blocks(pair, moved.run.old, moved.run.new)
        {
            links.part(moved.run);
        }
    }
}

/// Whether a run is one or more whole blocks on both sides: then its edges are evidence too.
fn is_whole_blocks(pair: &Pair, run: Run) -> bool {
    let opens = |block_of: &[u32], at: usize| {
        at == 0 || at == block_of.len() || block_of[at - 1] != block_of[at]
    };
    opens(&pair.old.block_of, run.old)
        && opens(&pair.old.block_of, run.old_end())
        && opens(&pair.new.block_of, run.new)
        && opens(&pair.new.block_of, run.new_end())
}

/// The choice chance had: pairs of places within the distance moved.
fn distance_bits(pair: &Pair, chain: &[Weighed], run: Run) -> u32 {
    let next = chain.partition_point(|kept| kept.run.old < run.old);
    let low = next
        .checked_sub(1)
        .map_or(0, |before| chain[before].run.new_end());
    let high = chain
        .get(next)
        .map_or(pair.new_ids.len(), |after| after.run.new);
    let distance = low
        .saturating_sub(run.new_end())
        .max(run.new.saturating_sub(high))
        + run.words;
    2 * log2(distance as u64)
}
