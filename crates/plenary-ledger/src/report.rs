//! What a verification found, as data and in plain words.

use crate::checkpoint::Checkpoint;
use crate::tree::Hash;
use serde::Serialize;
use std::fmt;

/// The most problems and notes a report lists; all are counted.
pub const LISTED: usize = 20;

/// The result of verifying a ledger.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Report {
    /// Whether nothing at all was found wrong.
    pub consistent: bool,
    /// Lines read, the withheld ones included.
    pub entries: u64,
    /// Lines of which only the hash was shown.
    pub withheld: u64,
    /// Sealed words that are here and fit their seals.
    pub words_present: u64,
    /// Sealed words that the forum keeps but did not show here.
    pub words_withheld: u64,
    /// Sealed words that are gone, with a later line that records their erasure.
    pub erased_with_record: u64,
    /// Sealed words that are gone without any record.
    pub missing: u64,
    /// The problem that stands first in the ledger.
    pub first_problem: Option<Problem>,
    /// The next problems, 19 at most.
    pub further_problems: Vec<Problem>,
    /// How many problems in all.
    pub problem_count: u64,
    /// What is unusual but allowed, 20 sentences at most.
    pub notes: Vec<String>,
    /// How many signed checkpoints are good and agree with the lines.
    pub checkpoints_checked: u64,
    /// The lines that stand after the last good checkpoint, which nobody signed.
    pub unsigned: u64,
    /// The largest checkpoint that agrees with the lines.
    pub head: Option<Head>,
    /// The root computed over all lines read.
    pub root: Hash,
    /// The public keys the signatures were checked with.
    pub keys: Vec<String>,
    /// Whether these keys came from the one who asked and not out of the folder itself.
    pub keys_given: bool,
}

/// A signed head of the ledger.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Head {
    /// The ledger's name.
    pub origin: String,
    /// How many lines.
    pub size: u64,
    /// The root over them.
    pub root: Hash,
}

/// Something that is wrong: where, what, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Problem {
    /// Where it is.
    pub place: Place,
    /// What is wrong.
    pub what: String,
    /// What to do.
    pub to_do: String,
}

/// A place in a ledger or its export; lines come first when problems are sorted.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// The line with this number, counted from 0 as in its `seq`.
    Line(u64),
    /// Somewhere among the lines from the first to the second number.
    Lines(u64, u64),
    /// The row of words with this number, counted from 1.
    Words(u64),
    /// The checkpoint of this name.
    Checkpoint(String),
    /// The file of this name.
    File(String),
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Place::Line(number) => write!(f, "line {number}"),
            Place::Lines(first, last) if first == last => write!(f, "line {first}"),
            Place::Lines(first, last) => write!(f, "lines {first} to {last}"),
            Place::Words(row) => write!(f, "row {row} of the words"),
            Place::Checkpoint(name) => write!(f, "checkpoint {name}"),
            Place::File(name) => write!(f, "file {name}"),
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{}: {}. {}.", self.place, self.what, self.to_do)
    }
}

impl From<&Checkpoint> for Head {
    fn from(checkpoint: &Checkpoint) -> Head {
        let (origin, root) = (checkpoint.origin.clone(), checkpoint.root);
        Head {
            origin,
            size: checkpoint.size,
            root,
        }
    }
}

impl Report {
    /// The report as a few plain English sentences, one to a line.
    pub fn in_words(&self) -> String {
        let mut said = vec![self.verdict()];
        said.extend(self.problem_sentences());
        said.push(self.counts());
        said.push(self.signatures());
        said.extend(self.notes.iter().map(|note| format!("Note: {note}.")));
        said.push(self.key_sentence());
        said.join("\n") + "\n"
    }

    fn verdict(&self) -> String {
        match self.problem_count {
            0 => "The ledger is consistent: nothing was altered, left out or reordered.".into(),
            1 => "The ledger is NOT consistent: 1 problem was found.".into(),
            count => format!("The ledger is NOT consistent: {count} problems were found."),
        }
    }

    fn problem_sentences(&self) -> Vec<String> {
        let listed = self.first_problem.iter().chain(&self.further_problems);
        let mut said: Vec<String> = listed.map(|problem| format!("- {problem}")).collect();
        let more = self.problem_count - said.len() as u64;
        if more > 0 {
            said.push(format!("- and {more} more."));
        }
        said
    }

    fn counts(&self) -> String {
        format!(
            "{} lines ({} withheld); sealed words: {} present, {} withheld, {} erased with record, {} missing.",
            self.entries,
            self.withheld,
            self.words_present,
            self.words_withheld,
            self.erased_with_record,
            self.missing
        )
    }

    fn signatures(&self) -> String {
        let Some(head) = &self.head else {
            return "No signed checkpoint agrees with these lines.".into();
        };
        format!(
            "{} signed checkpoints agree; the last is of {} at {} lines with root {}; {} lines after it are not signed.",
            self.checkpoints_checked, head.origin, head.size, head.root, self.unsigned
        )
    }

    fn key_sentence(&self) -> String {
        match (self.keys_given, self.keys.is_empty()) {
            (_, true) => "No key was given, so no signature could be checked.".into(),
            (true, _) => format!("Checked with the key you gave: {}", self.keys.join(", ")),
            (false, _) => format!(
                "The key came with the ledger; compare it with the one the forum publishes: {}",
                self.keys.join(", ")
            ),
        }
    }
}
