//! The word-level mark-up of one block: what was kept, deleted, inserted, moved in and moved out.
use crate::backbone::{heaviest_chain, weigh};
use crate::carry::Reading;
use crate::compare::DiffRun;
use crate::pair::{BIT, NONE, Run};
use crate::span::Span;

/// A kept stretch between two changes that carries less than this is written as changed too: it reads better.
const TOO_SMALL_TO_KEEP: u32 = 8 * BIT;

/// Marks up a new block against the old blocks it came from, given in the order of the old text.
pub(crate) fn mark_up(reading: &Reading, new: usize, sources: &[usize]) -> Vec<DiffRun> {
    let block = reading.new.blocks()[new].span;
    let writer = Writer {
        reading,
        new,
        runs: Vec::new(),
        new_at: block.start,
    };
    let same = |old: &usize| {
        reading.old.slice(reading.old.blocks()[*old].span) == reading.new.slice(block)
    };
    match sources {
        [] => vec![DiffRun::Inserted { new: block }],
        [old] if same(old) => vec![DiffRun::Kept {
            old: reading.old.blocks()[*old].span,
            new: block,
        }],
        _ => writer.write(sources, block),
    }
}

struct Writer<'r, 'a> {
    reading: &'r Reading<'a>,
    new: usize,
    runs: Vec<DiffRun>,
    /// First letter of the new block not yet written.
    new_at: u32,
}

impl Writer<'_, '_> {
    fn write(mut self, sources: &[usize], block: Span) -> Vec<DiffRun> {
        for (at, source) in sources.iter().enumerate() {
            let rest = self.source(*source);
            if at + 1 < sources.len() {
                self.end_of_source(rest, block.end);
            } else {
                self.gap(rest, Span::new(self.new_at, block.end));
            }
        }
        self.runs
    }

    /// The runs of words that came from one old block to here in order, without accidental crumbs.
    fn kept(&self, source: usize) -> Vec<Run> {
        let Reading { pair, links, .. } = self.reading;
        let words = pair.old.touched(self.reading.old.blocks()[source].span);
        let mut runs: Vec<Run> = Vec::new();
        for old in words.filter(|old| links.to[*old] != NONE) {
            let new = links.to[old] as usize;
            if pair.new.block_of[new] as usize != self.new || pair.new.list[new].start < self.new_at
            {
                continue;
            }
            match runs.last_mut() {
                Some(run) if run.old_end() == old && run.new_end() == new => run.words += 1,
                _ => runs.push(Run { old, new, words: 1 }),
            }
        }
        let weighed = weigh(pair, runs);
        let chain = heaviest_chain(&weighed);
        let only = chain.len() == 1;
        chain
            .into_iter()
            .map(|at| weighed[at])
            .filter(|run| only || run.worth >= TOO_SMALL_TO_KEEP || self.is_tight(run.run))
            .map(|run| run.run)
            .collect()
    }

    /// Whether a run closes directly to linked neighbours on at least one side, so that keeping it reads well.
    fn is_tight(&self, run: Run) -> bool {
        let links = &self.reading.links.to;
        let before = run
            .old
            .checked_sub(2)
            .is_some_and(|word| links[word] as usize + 2 == run.new);
        let after = links
            .get(run.old_end() + 1)
            .is_some_and(|to| *to as usize == run.new_end() + 1);
        before && after
    }

    /// Writes the kept runs of a source and what stands before them; gives the part of the source that is left.
    fn source(&mut self, source: usize) -> Span {
        let kept = self.kept(source);
        let block = self.reading.old.blocks()[source].span;
        let words = self.reading.pair.old.touched(block);
        let mut old_at = self.head(
            words.start,
            kept.first().map_or(words.end, |run| run.old),
            block.start,
        );
        for run in &kept {
            self.kept_run(*run, old_at);
            old_at = self.reading.pair.old.list[run.old_end() - 1].end;
        }
        let end = self.tail(
            kept.last().map_or(words.start, Run::old_end),
            words.end,
            block.end,
        );
        Span::new(old_at, end.max(old_at))
    }

    /// Where the part of the source that is shown here begins: what went elsewhere before it is shown there.
    fn head(&self, from: usize, to: usize, start: u32) -> u32 {
        let away = (from..to).rev().find(|word| self.is_away(*word));
        away.map_or(start, |_| {
            self.reading
                .pair
                .old
                .list
                .get(to)
                .map_or(start, |word| word.start)
        })
    }

    /// Where it ends: before the first word that went to another block.
    fn tail(&self, from: usize, to: usize, end: u32) -> u32 {
        let away = (from..to).find(|word| self.is_away(*word));
        away.map_or(end, |word| self.reading.pair.old.list[word].start)
    }

    fn is_away(&self, old: usize) -> bool {
        let to = self.reading.links.to[old];
        to != NONE && self.reading.pair.new.block_of[to as usize] as usize != self.new
    }

    /// Writes what stands between the last kept run and this one, then the run.
    fn kept_run(&mut self, run: Run, old_at: u32) {
        let (old, new) = (&self.reading.pair.old.list, &self.reading.pair.new.list);
        let (old_run, new_run) = (
            Span::new(old[run.old].start, old[run.old_end() - 1].end),
            Span::new(new[run.new].start, new[run.new_end() - 1].end),
        );
        let (old_gap, new_gap) = (
            Span::new(old_at, old_run.start.max(old_at)),
            Span::new(self.new_at, new_run.start),
        );
        self.gap(old_gap, new_gap);
        self.keep_words(old_run, new_run, run);
        self.new_at = new_run.end;
    }

    /// Between two kept runs: equal letters at its edges are kept, the rest is deleted and inserted.
    fn gap(&mut self, old: Span, new: Span) {
        let (was, is) = (self.reading.old.slice(old), self.reading.new.slice(new));
        let blank = |(a, b): &(char, char)| a == b && !a.is_alphanumeric();
        let head = was.chars().zip(is.chars()).take_while(blank).count() as u32;
        let room = old.letters().min(new.letters()) - head;
        let tail = (was
            .chars()
            .rev()
            .zip(is.chars().rev())
            .take_while(blank)
            .count() as u32)
            .min(room);
        self.keep(
            Span::new(old.start, old.start + head),
            Span::new(new.start, new.start + head),
        );
        self.old_text(Span::new(old.start + head, old.end - tail));
        self.new_at = new.start + head;
        self.new_text(new.end - tail);
        self.keep(
            Span::new(old.end - tail, old.end),
            Span::new(new.end - tail, new.end),
        );
        self.new_at = new.end;
    }

    /// A kept run whose punctuation changed is kept word by word.
    fn keep_words(&mut self, old_run: Span, new_run: Span, run: Run) {
        if old_run.letters() == new_run.letters()
            && self.reading.old.slice(old_run) == self.reading.new.slice(new_run)
        {
            return self.keep(old_run, new_run);
        }
        let (old, new) = (&self.reading.pair.old.list, &self.reading.pair.new.list);
        for step in 0..run.words {
            let (a, b) = (old[run.old + step], new[run.new + step]);
            if step > 0 {
                self.gap(
                    Span::new(old[run.old + step - 1].end, a.start),
                    Span::new(new[run.new + step - 1].end, b.start),
                );
            }
            self.keep(Span::new(a.start, a.end), Span::new(b.start, b.end));
            self.new_at = b.end;
        }
    }

    fn keep(&mut self, old: Span, new: Span) {
        match self.runs.last_mut() {
            _ if new.is_empty() => {}
            Some(DiffRun::Kept {
                old: old_before,
                new: new_before,
            }) if old_before.end == old.start && new_before.end == new.start => {
                (old_before.end, new_before.end) = (old.end, new.end);
            }
            _ => self.runs.push(DiffRun::Kept { old, new }),
        }
    }

    /// Old letters that are not kept: deleted, or moved to another block.
    fn old_text(&mut self, span: Span) {
        let Reading {
            pair, links, new, ..
        } = self.reading;
        let mut at = span.start;
        let away: Vec<usize> = pair
            .old
            .touched(span)
            .filter(|word| self.is_away(*word))
            .collect();
        for word in away {
            let here = pair.old.list[word];
            let to = new.blocks()[pair.new.block_of[links.to[word] as usize] as usize].id;
            match self.runs.last_mut() {
                Some(DiffRun::MovedOut { old, to: before })
                    if *before == to
                        && pair.old.touched(Span::new(old.end, here.start)).is_empty() =>
                {
                    old.end = here.end
                }
                _ => {
                    self.delete(Span::new(at, here.start));
                    self.runs.push(DiffRun::MovedOut {
                        old: Span::new(here.start, here.end),
                        to,
                    });
                }
            }
            at = here.end;
        }
        self.delete(Span::new(at, span.end));
    }

    /// What is left of a source when another follows: the punctuation that still stands there is kept.
    fn end_of_source(&mut self, rest: Span, end: u32) {
        let (was, is) = (
            self.reading.old.slice(rest),
            self.reading.new.slice(Span::new(self.new_at, end)),
        );
        let same = |(a, b): &(char, char)| a == b && !a.is_alphanumeric();
        let head = was.chars().zip(is.chars()).take_while(same).count() as u32;
        let new = Span::new(self.new_at, self.new_at + head);
        self.keep(Span::new(rest.start, rest.start + head), new);
        self.new_at = new.end;
        self.old_text(Span::new(rest.start + head, rest.end));
    }

    /// White space alone is not worth a mark.
    fn delete(&mut self, old: Span) {
        if !self.reading.old.slice(old).trim().is_empty() {
            self.runs.push(DiffRun::Deleted { old });
        }
    }

    /// New letters up to `end` that are not kept: inserted, or moved here from a block far away.
    fn new_text(&mut self, end: u32) {
        let span = Span::new(self.new_at, end.max(self.new_at));
        self.new_at = span.end;
        if span.is_empty() {
            return;
        }
        let Reading {
            pair, links, old, ..
        } = self.reading;
        let words = pair.new.touched(span);
        let from = words
            .clone()
            .next()
            .map(|word| links.from[word])
            .filter(|from| *from != NONE);
        let whole = words.clone().all(|word| {
            links.from[word] != NONE
                && from.is_some_and(|first| {
                    pair.old.block_of[first as usize]
                        == pair.old.block_of[links.from[word] as usize]
                })
        });
        match from.filter(|_| whole) {
            Some(word) => self.runs.push(DiffRun::MovedIn {
                new: span,
                from: old.blocks()[pair.old.block_of[word as usize] as usize].id,
            }),
            None => self.runs.push(DiffRun::Inserted { new: span }),
        }
    }
}
