//! Links the words between two runs of the backbone: a weighted word alignment that drops accidental matches.
use crate::alignment::Alignment;
use crate::backbone::{Weighed, heaviest_chain, needed};
use crate::pair::{BIT, Links, NONE, Pair, Run, Table};

/// Largest table of an alignment, in cells (two paragraphs of 500 words); a larger gap is first cut at its unique groups.
/// It bounds the work for each word, so that the whole stays linear.
const MOST_CELLS: usize = 250_000;

/// Lengths of the word groups that large gaps are cut at, longest first: a single word that stands once on each side is
/// weak alone, and kept only if its neighbourhood agrees.
const CUTS: [usize; 3] = [3, 2, 1];

/// Fills every gap of a chain of runs that rises on both sides, within `old` and `new` words.
pub(crate) fn fill(
    pair: &Pair,
    links: &mut Links,
    chain: &[Run],
    old: std::ops::Range<usize>,
    new: std::ops::Range<usize>,
) {
    let (mut old_at, mut new_at) = (old.start, new.start);
    let end = Run {
        old: old.end,
        new: new.end,
        words: 0,
    };
    for run in chain.iter().chain([&end]) {
        let gap = Gap {
            old: free(&links.to, old_at..run.old),
            new: free(&links.from, new_at..run.new),
        };
        gap.align(pair, links);
        (old_at, new_at) = (run.old_end(), run.new_end());
    }
}

fn free(partners: &[u32], range: std::ops::Range<usize>) -> Vec<u32> {
    range
        .filter(|at| partners[*at] == NONE)
        .map(|at| at as u32)
        .collect()
}

/// The free words of both sides, by their place in the text.
struct Gap {
    old: Vec<u32>,
    new: Vec<u32>,
}

impl Gap {
    fn align(&self, pair: &Pair, links: &mut Links) {
        if self.old.is_empty() || self.new.is_empty() {
            return;
        }
        let mut runs = self.runs(pair, self.whole(), &CUTS);
        self.drop_accidents(pair, &mut runs);
        for run in runs {
            (0..run.words).for_each(|step| {
                links.join(
                    self.old[run.old + step] as usize,
                    self.new[run.new + step] as usize,
                )
            });
        }
    }

    fn whole(&self) -> Field {
        Field {
            old: 0,
            old_end: self.old.len(),
            new: 0,
            new_end: self.new.len(),
        }
    }

    fn old_id(&self, pair: &Pair, at: usize) -> u32 {
        pair.old_ids[self.old[at] as usize]
    }

    fn new_id(&self, pair: &Pair, at: usize) -> u32 {
        pair.new_ids[self.new[at] as usize]
    }

    /// Runs in places of the gap's own lists; a large field is cut at unique groups of these lengths.
    fn runs(&self, pair: &Pair, field: Field, groups: &[usize]) -> Vec<Run> {
        match (field.old_end - field.old).saturating_mul(field.new_end - field.new) {
            0 => Vec::new(),
            1..=MOST_CELLS => self.best_alignment(pair, field),
            _ => self.cut(pair, field, groups),
        }
    }

    /// Takes the equal words at both ends of a large field, cuts the rest at the word groups unique within it and
    /// aligns the parts.
    fn cut(&self, pair: &Pair, field: Field, groups: &[usize]) -> Vec<Run> {
        let room = (field.old_end - field.old).min(field.new_end - field.new);
        let same = |old: usize, new: usize| self.old_id(pair, old) == self.new_id(pair, new);
        let head = (0..room)
            .take_while(|step| same(field.old + step, field.new + step))
            .count();
        let tail = (0..room - head)
            .take_while(|step| same(field.old_end - 1 - step, field.new_end - 1 - step))
            .count();
        let inner = Field {
            old: field.old + head,
            old_end: field.old_end - tail,
            new: field.new + head,
            new_end: field.new_end - tail,
        };
        let mut runs = vec![Run {
            old: field.old,
            new: field.new,
            words: head,
        }];
        runs.extend(self.cut_at_groups(pair, inner, groups));
        runs.push(Run {
            old: inner.old_end,
            new: inner.new_end,
            words: tail,
        });
        runs.retain(|run| run.words > 0);
        runs
    }

    /// Cuts at the longest groups that are unique; a part that is still large is cut again at shorter ones.
    fn cut_at_groups(&self, pair: &Pair, field: Field, groups: &[usize]) -> Vec<Run> {
        let Some((words, shorter)) = groups.split_first() else {
            return Vec::new();
        };
        let found = self.unique_groups(pair, field, *words);
        let mut runs = Vec::new();
        let mut rest = field;
        for at in heaviest_chain(&found) {
            let run = found[at].run;
            if run.old < rest.old || run.new < rest.new {
                continue;
            }
            let before = Field {
                old_end: run.old,
                new_end: run.new,
                ..rest
            };
            runs.extend(self.runs(pair, before, shorter));
            runs.push(run);
            rest = Field {
                old: run.old_end(),
                new: run.new_end(),
                ..field
            };
        }
        runs.extend(self.runs(pair, rest, shorter));
        runs
    }

    fn unique_groups(&self, pair: &Pair, field: Field, words: usize) -> Vec<Weighed> {
        let key = |ids: [u32; 3]| {
            crate::words::finish(
                (u64::from(ids[0]) << 42) ^ (u64::from(ids[1]) << 21) ^ u64::from(ids[2]),
            )
        };
        let group = |id: &dyn Fn(usize) -> u32, at: usize| {
            key(std::array::from_fn(|step| {
                if step < words { id(at + step) } else { 0 }
            }))
        };
        let (old_id, new_id) = (|at| self.old_id(pair, at), |at| self.new_id(pair, at));
        let mut seen: Table<(u32, u32, usize, usize)> = Table::default();
        for at in field.old..(field.old_end + 1).saturating_sub(words) {
            let entry = seen.entry(group(&old_id, at)).or_default();
            (entry.0, entry.2) = (entry.0 + 1, at);
        }
        for at in field.new..(field.new_end + 1).saturating_sub(words) {
            if let Some(entry) = seen.get_mut(&group(&new_id, at)) {
                (entry.1, entry.3) = (entry.1 + 1, at);
            }
        }
        let once = seen.into_values().filter(|seen| seen.0 == 1 && seen.1 == 1);
        let mut found: Vec<Weighed> = once
            .map(|seen| {
                self.weighed(
                    pair,
                    Run {
                        old: seen.2,
                        new: seen.3,
                        words,
                    },
                )
            })
            .collect();
        found.sort_unstable_by_key(|found| found.run.old);
        found
    }

    fn weighed(&self, pair: &Pair, run: Run) -> Weighed {
        Weighed {
            run,
            worth: (run.old..run.old_end())
                .map(|at| pair.worth_of(self.old_id(pair, at)))
                .sum(),
        }
    }

    /// The alignment of most worth, where words that stay together count more than scattered ones.
    fn best_alignment(&self, pair: &Pair, field: Field) -> Vec<Run> {
        let new_ids: Vec<u32> = (field.new..field.new_end)
            .map(|new| self.new_id(pair, new))
            .collect();
        let mut table = Alignment::new(new_ids.len());
        for old in field.old..field.old_end {
            let id = self.old_id(pair, old);
            table.row(&id, pair.worth_of(id) as i32, &new_ids);
        }
        let joined = table.trace();
        runs_of(
            joined
                .into_iter()
                .map(|(old, new)| (field.old + old, field.new + new)),
        )
    }

    /// Drops, weakest first, runs that chance could have put into the hole between their neighbours. Runs a few words
    /// apart stand and fall together.
    fn drop_accidents(&self, pair: &Pair, runs: &mut Vec<Run>) {
        let mut clumps = clumps(runs);
        loop {
            let lacks: Vec<u32> = (0..clumps.len())
                .map(|at| self.lack(pair, &clumps, at))
                .collect();
            let falls = |at: usize| {
                let beside = [at.checked_sub(1), Some(at + 1)];
                lacks[at] > 0
                    && beside
                        .into_iter()
                        .flatten()
                        .all(|side| side >= lacks.len() || (lacks[side], side) < (lacks[at], at))
            };
            let kept: Vec<Vec<Run>> = (0..clumps.len())
                .filter(|at| !falls(*at))
                .map(|at| clumps[at].clone())
                .collect();
            if kept.len() == clumps.len() {
                break;
            }
            clumps = kept;
        }
        *runs = clumps.concat();
    }

    fn lack(&self, pair: &Pair, clumps: &[Vec<Run>], at: usize) -> u32 {
        let (first, last) = (clumps[at][0], clumps[at][clumps[at].len() - 1]);
        let before = at.checked_sub(1).and_then(|before| clumps[before].last());
        let after = clumps.get(at + 1).map(|after| after[0]);
        let (old_start, new_start) =
            before.map_or((0, 0), |before| (before.old_end(), before.new_end()));
        let (old_end, new_end) = after.map_or((self.old.len(), self.new.len()), |after| {
            (after.old, after.new)
        });
        let left = (
            (first.old - old_start) as u64,
            (first.new - new_start) as u64,
        );
        let right = (
            (old_end - last.old_end()) as u64,
            (new_end - last.new_end()) as u64,
        );
        let words = clumps[at].iter().map(|run| run.words as u64).sum();
        let worth: u32 = clumps[at]
            .iter()
            .map(|run| self.weighed(pair, *run).worth)
            .sum();
        (needed(left, right, words) + JOIN * (clumps[at].len() as u32 - 1)).saturating_sub(worth)
    }
}

/// Runs with at most this many other words between them on either side form a clump.
const APART: usize = 2;

/// Evidence a clump needs for each join within it.
const JOIN: u32 = 3 * BIT;

fn clumps(runs: &[Run]) -> Vec<Vec<Run>> {
    let mut clumps: Vec<Vec<Run>> = Vec::new();
    for run in runs {
        match clumps.last_mut() {
            Some(clump)
                if clump.last().is_some_and(|last| {
                    run.old - last.old_end() <= APART && run.new - last.new_end() <= APART
                }) =>
            {
                clump.push(*run)
            }
            _ => clumps.push(vec![*run]),
        }
    }
    clumps
}

/// Part of a gap.
#[derive(Clone, Copy)]
struct Field {
    old: usize,
    old_end: usize,
    new: usize,
    new_end: usize,
}

fn runs_of(joined: impl Iterator<Item = (usize, usize)>) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for (old, new) in joined {
        match runs.last_mut() {
            Some(run) if run.old_end() == old && run.new_end() == new => run.words += 1,
            _ => runs.push(Run { old, new, words: 1 }),
        }
    }
    runs
}
