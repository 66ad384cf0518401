//! Verifies a whole ledger in one pass; memory grows with the seals and checkpoints only.

use crate::checkpoint::Checkpoint;
use crate::key::VerifyingKey;
use crate::read::{ReadLine, ReadRow, Told};
use crate::report::{Head, LISTED, Place, Problem, Report};
use crate::rows::Entry;
use crate::scan::Found;
use crate::seal::{Salt, Seal};
use crate::tree::{Frontier, Hash, leaf_hash};
use std::collections::{BTreeMap, HashMap};

/// Takes checkpoints, then lines in order and words in any order, and reports at the end.
///
/// A checkpoint must be given before the line after its last one, as old roots are not kept.
#[derive(Debug, Default)]
pub struct Verifier {
    keys: Vec<VerifyingKey>,
    keys_given: bool,
    tail_may_be_unsigned: bool,
    frontier: Frontier,
    waiting: BTreeMap<u64, Vec<Waiting>>,
    checkpoints_seen: u64,
    agreed: u64,
    head: Option<Head>,
    broken: Vec<Broken>,
    seals: HashMap<Seal, Sealed>,
    early_words: HashMap<Seal, (u64, Words)>,
    erased: HashMap<Seal, u64>,
    words_rows: u64,
    withheld: u64,
    latest_at: i64,
    backwards: u64,
    problems: Vec<Problem>,
    problem_count: u64,
    notes: Vec<String>,
}

/// A checkpoint whose signature holds, waiting for its last line.
#[derive(Debug)]
struct Waiting {
    name: String,
    checkpoint: Checkpoint,
}

/// A checkpoint whose root is not that of the lines.
#[derive(Debug)]
struct Broken {
    name: String,
    size: u64,
    agreed_before: u64,
}

#[derive(Debug, Clone, Copy)]
struct Sealed {
    line: u64,
    words: Words,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Words {
    Absent,
    Present,
    Withheld,
}

/// More problems than are listed are kept until the end, so that the first in place comes first.
const KEPT_PROBLEMS: usize = 1000;
const ASK: &str = "Ask the forum for an unchanged copy and compare it with an earlier one";

impl Verifier {
    /// A verifier that trusts these keys, which the asker brought.
    pub fn new(keys: Vec<VerifyingKey>) -> Verifier {
        Verifier {
            keys,
            keys_given: true,
            latest_at: i64::MIN,
            ..Verifier::default()
        }
    }

    /// A verifier for keys that came with the ledger; the report asks to compare them.
    pub fn with_keys_found(keys: Vec<VerifyingKey>) -> Verifier {
        Verifier {
            keys_given: false,
            ..Verifier::new(keys)
        }
    }

    /// Lets lines after the last checkpoint pass with a note, as in a forum that is running.
    pub fn tail_may_be_unsigned(mut self) -> Verifier {
        self.tail_may_be_unsigned = true;
        self
    }

    /// Takes a signed checkpoint, older ones too; it is compared when its last line has come.
    pub fn checkpoint(&mut self, note: &str) {
        let name = (self.checkpoints_seen + 1).to_string();
        self.checkpoint_named(&name, note);
    }

    /// Takes a signed checkpoint under a name that says where it came from.
    pub fn checkpoint_named(&mut self, name: &str, note: &str) {
        self.checkpoints_seen += 1;
        let place = || Place::Checkpoint(name.to_string());
        match Checkpoint::open(note, &self.keys) {
            Err(bad) => self.problem(place(), bad.to_string(), ASK),
            Ok(checkpoint) if checkpoint.size < self.frontier.size() => {
                let what = "it was given after its last line and could not be compared".to_string();
                self.problem(place(), what, "Give checkpoints before the lines");
            }
            Ok(checkpoint) => {
                let waiting = self.waiting.entry(checkpoint.size).or_default();
                waiting.push(Waiting {
                    name: name.to_string(),
                    checkpoint,
                });
            }
        }
    }

    /// Takes the next line, or the hash of one that is withheld.
    pub fn line(&mut self, entry: Entry) {
        self.row(ReadRow::of(entry));
    }

    /// Takes the next line after it was read by itself, perhaps beside others.
    pub fn row(&mut self, row: ReadRow) {
        match row.told {
            Told::Withheld => self.withheld += 1,
            Told::Line(line) => {
                if let Err(what) = self.take_line(&line) {
                    self.problem(Place::Line(self.frontier.size()), what, ASK);
                }
            }
            Told::Bad(what) => self.problem(Place::Line(self.frontier.size()), what, ASK),
        }
        self.push(row.leaf);
    }

    /// Takes bytes that stand where a line should and are not even text.
    pub fn unreadable(&mut self, bytes: &[u8], what: &str) {
        self.problem(Place::Line(self.frontier.size()), what.to_string(), ASK);
        self.push(leaf_hash(bytes));
    }

    /// Takes the words of a seal; false if they are not the sealed ones.
    pub fn words(&mut self, seal: Seal, salt: &Salt, words: &[u8]) -> bool {
        let fits = seal.matches(salt, words);
        self.words_compared(seal, fits);
        fits
    }

    /// Takes the words of a seal after [`Seal::matches`] said whether they are the sealed ones.
    pub fn words_compared(&mut self, seal: Seal, fits: bool) {
        match fits {
            true => self.place_words(seal, Words::Present),
            false => self.bad_words("the words are not the ones that were sealed"),
        }
    }

    /// Takes the statement that the words of a seal are kept but not shown to this reader.
    pub fn words_withheld(&mut self, seal: Seal) {
        self.place_words(seal, Words::Withheld);
    }

    /// Counts a row of words that says nothing that could be checked.
    pub fn bad_words(&mut self, what: &str) {
        self.words_rows += 1;
        self.problem(Place::Words(self.words_rows), what.to_string(), ASK);
    }

    /// Records a problem the caller found, such as a file cut short.
    pub fn problem(&mut self, place: Place, what: String, to_do: &str) {
        self.problem_count += 1;
        if self.problems.len() < KEPT_PROBLEMS {
            self.problems.push(Problem {
                place,
                what,
                to_do: to_do.to_string(),
            });
        }
    }

    fn note(&mut self, note: String) {
        if self.notes.len() < LISTED {
            self.notes.push(note);
        }
    }

    fn take_line(&mut self, line: &ReadLine) -> Result<(), String> {
        let seq = self.frontier.size();
        self.check_instant(seq, line.at);
        self.take_seals(seq, &line.found);
        match line.seq == seq {
            true => Ok(()),
            false => Err(format!(
                "it calls itself number {}: lines are missing or moved",
                line.seq
            )),
        }
    }

    fn check_instant(&mut self, seq: u64, at: i64) {
        if at < self.latest_at {
            self.backwards += 1;
            if self.backwards == 1 {
                self.note(format!(
                    "the clock goes backwards at line {seq}, which is allowed"
                ));
            }
        }
        self.latest_at = at.max(self.latest_at);
    }

    fn take_seals(&mut self, seq: u64, found: &Found) {
        for seal in &found.seals {
            let early = match self.early_words.is_empty() {
                true => None,
                false => self.early_words.remove(seal),
            };
            let words = early.map_or(Words::Absent, |(_, words)| words);
            self.seals
                .entry(*seal)
                .or_insert(Sealed { line: seq, words });
        }
        for seal in &found.erases {
            self.take_erasure(seq, *seal);
        }
    }

    fn take_erasure(&mut self, seq: u64, seal: Seal) {
        let sealed_before = self
            .seals
            .get(&seal)
            .is_some_and(|sealed| sealed.line < seq);
        if sealed_before {
            self.erased.entry(seal).or_insert(seq);
        } else if self.withheld > 0 {
            self.note(format!(
                "line {seq} erases {seal}, which may stand in a withheld line"
            ));
        } else {
            let what = format!("it erases {seal}, which no earlier line sealed");
            self.problem(
                Place::Line(seq),
                what,
                "Ask the forum which words were meant",
            );
        }
    }

    fn place_words(&mut self, seal: Seal, words: Words) {
        self.words_rows += 1;
        let row = self.words_rows;
        let twice = match self.seals.get_mut(&seal) {
            Some(sealed) => std::mem::replace(&mut sealed.words, words) != Words::Absent,
            None => self.early_words.insert(seal, (row, words)).is_some(),
        };
        if twice {
            let what = format!("the words of {seal} are given twice");
            self.problem(Place::Words(row), what, "Keep one of the rows");
        }
    }

    fn push(&mut self, leaf: Hash) {
        self.compare(); // a checkpoint of the empty ledger
        self.frontier.push(leaf);
        self.compare();
    }

    /// Compares the checkpoints that speak of exactly the lines so far.
    fn compare(&mut self) {
        let size = self.frontier.size();
        if self
            .waiting
            .first_key_value()
            .is_none_or(|(next, _)| *next != size)
        {
            return;
        }
        let root = self.frontier.root();
        let agreed_before = self.head.as_ref().map_or(0, |head| head.size);
        for Waiting { name, checkpoint } in self.waiting.remove(&size).unwrap_or_default() {
            if checkpoint.root == root {
                self.agreed += 1;
                self.head = Some(Head::from(&checkpoint));
            } else {
                self.broken.push(Broken {
                    name,
                    size,
                    agreed_before,
                });
            }
        }
    }

    /// Ends the verification and says what was found.
    pub fn finish(mut self) -> Report {
        self.compare();
        self.report_broken();
        self.report_cut_off();
        self.report_unsigned();
        self.report_early_words();
        let mut report = self.counted();
        let mut missing: Vec<(u64, Seal)> = self.absent().collect();
        report.missing = missing.len() as u64;
        missing.sort_unstable();
        self.report_missing(&missing);
        self.report_revived();
        self.problems.sort();
        self.problems.truncate(LISTED);
        let mut problems = self.problems.into_iter();
        report.first_problem = problems.next();
        report.further_problems = problems.collect();
        report.problem_count = self.problem_count;
        report.consistent = self.problem_count == 0;
        report.notes = self.notes;
        report
    }

    fn report_broken(&mut self) {
        for Broken {
            name,
            size,
            agreed_before,
        } in std::mem::take(&mut self.broken)
        {
            let agreed = self.head.as_ref().map_or(0, |head| head.size);
            if size <= agreed {
                let what = format!(
                    "it signs another history of the first {size} lines than these lines and a later checkpoint"
                );
                self.problem(
                    Place::Checkpoint(name),
                    what,
                    "Publish it: the forum signed two histories",
                );
            } else {
                let what = format!("at least one is not what checkpoint {name} signed");
                self.problem(Place::Lines(agreed_before, size - 1), what, ASK);
            }
        }
    }

    fn report_cut_off(&mut self) {
        let here = self.frontier.size();
        for Waiting { name, checkpoint } in
            std::mem::take(&mut self.waiting).into_values().flatten()
        {
            let what = format!(
                "it signs {} lines, but only {here} are here",
                checkpoint.size
            );
            self.problem(
                Place::Checkpoint(name),
                what,
                "Ask the forum for the missing lines",
            );
        }
    }

    fn report_unsigned(&mut self) {
        let (signed, size) = (
            self.head.as_ref().map(|head| head.size),
            self.frontier.size(),
        );
        if signed == Some(size) {
            return;
        }
        let first = signed.unwrap_or(0);
        let what = match signed {
            None => "no checkpoint that agrees with the lines vouches for them".to_string(),
            Some(_) => format!("the last {} lines are not signed", size - first),
        };
        if self.tail_may_be_unsigned && (signed.is_some() || self.checkpoints_seen == 0) {
            return self.note(what);
        }
        let place = match size {
            0 => Place::File("checkpoint".into()),
            _ => Place::Lines(first, size - 1),
        };
        self.problem(
            place,
            what,
            "Ask the forum for a checkpoint that covers them",
        );
    }

    fn report_early_words(&mut self) {
        let mut rows: Vec<(u64, Seal)> = Vec::new();
        rows.extend(
            self.early_words
                .iter()
                .map(|(seal, (row, _))| (*row, *seal)),
        );
        rows.sort_unstable();
        for (row, seal) in rows {
            let what = format!("no line seals {seal}");
            self.problem(Place::Words(row), what, "Do not rely on these words");
        }
    }

    /// Seals without words and without a record of erasure.
    fn absent(&self) -> impl Iterator<Item = (u64, Seal)> {
        let gone = self
            .seals
            .iter()
            .filter(|(_, sealed)| sealed.words == Words::Absent);
        let unrecorded = gone.filter(|(seal, _)| !self.erased.contains_key(seal));
        unrecorded.map(|(seal, sealed)| (sealed.line, *seal))
    }

    fn report_missing(&mut self, missing: &[(u64, Seal)]) {
        for (line, seal) in missing {
            let what = format!("its words {seal} are missing and no line records their erasure");
            self.problem(
                Place::Line(*line),
                what,
                "Ask the forum for these words or for the reason",
            );
        }
    }

    /// Words that are here although a line says they were erased.
    fn report_revived(&mut self) {
        let mut revived: Vec<(u64, Seal)> = Vec::new();
        let present = |seal| {
            self.seals
                .get(seal)
                .is_some_and(|sealed| sealed.words == Words::Present)
        };
        revived.extend(
            self.erased
                .iter()
                .filter(|(seal, _)| present(seal))
                .map(|(s, line)| (*line, *s)),
        );
        revived.sort_unstable();
        for (line, seal) in revived {
            let what = format!("it records the erasure of {seal}, but the words are still here");
            self.problem(
                Place::Line(line),
                what,
                "Erase these words and tell the forum",
            );
        }
    }

    /// A report with all that is counted; problems are added by the caller.
    fn counted(&self) -> Report {
        let size = self.frontier.size();
        let count = |words| {
            self.seals
                .values()
                .filter(|sealed| sealed.words == words)
                .count() as u64
        };
        let gone = |seal| {
            self.seals
                .get(seal)
                .is_some_and(|sealed| sealed.words != Words::Present)
        };
        let of_erased = |words| {
            let is = |seal| {
                self.seals
                    .get(seal)
                    .is_some_and(|sealed| sealed.words == words)
            };
            self.erased.keys().filter(|seal| is(*seal)).count() as u64
        };
        Report {
            consistent: false,
            entries: size,
            withheld: self.withheld,
            words_present: count(Words::Present),
            words_withheld: count(Words::Withheld) - of_erased(Words::Withheld),
            erased_with_record: self.erased.keys().filter(|seal| gone(*seal)).count() as u64,
            missing: 0,
            first_problem: None,
            further_problems: Vec::new(),
            problem_count: 0,
            notes: Vec::new(),
            checkpoints_checked: self.agreed,
            unsigned: size - self.head.as_ref().map_or(0, |head| head.size),
            head: self.head.clone(),
            root: self.frontier.root(),
            keys: self.keys.iter().map(|key| key.to_string()).collect(),
            keys_given: self.keys_given,
        }
    }
}
