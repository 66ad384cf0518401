//! The walk through review comments read aloud, and what was announced to become of each.

use super::cues::Sign;
use super::{Finding, FindingKind, Outcome, Sentence};
use crate::names;
use crate::record::{Record, Turn};

/// A comment's words are kept up to this many bytes.
const WORDS: usize = 4_000;
/// An outcome announced so many turns later belongs to something else.
const TURNS: usize = 6;

/// The walk so far.
#[derive(Default)]
pub struct Walk {
    open: Option<Open>,
    found: Vec<Finding>,
}

struct Open {
    finding: Finding,
    turn: usize,
    sentences: u32,
    rank: u8,
}

impl Walk {
    /// Reads one sentence.
    pub fn read(&mut self, sentence: &Sentence, record: &Record) {
        if self
            .open
            .as_ref()
            .is_some_and(|open| sentence.turn > open.turn + TURNS)
        {
            self.close();
        }
        let chair = leads(&record.turns[sentence.turn]);
        if chair && begins(sentence) {
            self.begin(sentence, record);
        } else if let Some(open) = self
            .open
            .as_mut()
            .filter(|open| open.turn == sentence.turn && open.finding.outcome.is_none())
        {
            open.sentences += 1;
            if open.finding.text.len() + sentence.text().len() < WORDS {
                open.finding.text.push(' ');
                open.finding.text.push_str(sentence.text());
                open.finding.lines[1] = sentence.lines[1];
            }
        }
        if chair {
            self.outcome(sentence);
            if self.open.is_some() && ends_walk(sentence) {
                self.close();
            }
        }
    }

    fn begin(&mut self, sentence: &Sentence, record: &Record) {
        self.close();
        let name = submitter(sentence);
        let confidence = if name.is_some() { 0.75 } else { 0.55 };
        let finding = Finding {
            name,
            ..sentence.finding(FindingKind::ReviewComment, record, confidence)
        };
        self.open = Some(Open {
            finding,
            turn: sentence.turn,
            sentences: 1,
            rank: 0,
        });
    }

    /// Keeps the outcome that says most; one said later of equal weight replaces it.
    fn outcome(&mut self, sentence: &Sentence) {
        let Some(open) = &mut self.open else { return };
        for found in sentence.signs {
            let Sign::Outcome(outcome) = found.sign else {
                continue;
            };
            let rank = rank(outcome);
            if rank >= open.rank {
                open.rank = rank;
                open.finding.outcome = Some(outcome);
                open.finding.outcome_text = Some(sentence.text().to_owned());
                open.finding.outcome_line = Some(sentence.lines[0]);
                open.finding.confidence = open.finding.confidence.max(0.7);
            }
        }
    }

    fn close(&mut self) {
        // One sentence that leads to nothing announces comments, it does not read one.
        if let Some(open) = self.open.take().filter(|open| {
            open.finding.outcome.is_some() || open.sentences > 2 && open.finding.name.is_some()
        }) {
            self.found.push(open.finding);
        }
    }

    /// The comments found.
    pub fn finish(mut self) -> Vec<Finding> {
        self.close();
        self.found
    }
}

/// Outcomes that decide outweigh "we can discuss it".
fn rank(outcome: Outcome) -> u8 {
    match outcome {
        Outcome::DebateOnList => 1,
        Outcome::Include | Outcome::AlreadyCovered | Outcome::Defer => 2,
        Outcome::AskSubmitter | Outcome::Decline | Outcome::Duplicate => 3,
    }
}

/// Whoever leads the session reads the comments; a record without roles has nobody who does.
fn leads(turn: &Turn) -> bool {
    let role = turn.role.as_deref().or(turn
        .speaker
        .as_ref()
        .and_then(|speaker| speaker.role.as_deref()));
    role.is_some_and(|role| {
        matches!(
            role,
            "moderator"
                | "chair"
                | "co-chair"
                | "facilitator"
                | "secretariat"
                | "rapporteur"
                | "editor"
                | "president"
                | "host"
        )
    })
}

/// "The next comment is from", "one more submission also from": a comment word and where it is from.
fn begins(sentence: &Sentence) -> bool {
    let repeats = sentence.has(Sign::Outcome(Outcome::Duplicate));
    let low = |at: usize| sentence.words.low(at);
    let from = |at: usize| (at..sentence.words.len()).any(|at| low(at) == "from");
    if repeats && (0..sentence.words.len()).any(|at| low(at) == "next" && from(at)) {
        return true;
    }
    let Some(found) = sentence
        .signs
        .iter()
        .find(|found| found.sign == Sign::Comment)
    else {
        return false;
    };
    let before = found.at.checked_sub(1).map_or("", low);
    let asks =
        sentence.text().ends_with('?') || matches!(before, "any" | "some" | "get" | "every" | "a");
    let next = low(found.at) == "next" || matches!(before, "next" | "first" | "second" | "last");
    !asks && (from(found.at) || next && sentence.words.len() > 4)
}

fn submitter(sentence: &Sentence) -> Option<String> {
    let from = (0..sentence.words.len()).find(|at| sentence.words.low(*at) == "from")?;
    let after = names::run(sentence.paragraph, sentence.words, from + 1)?;
    let name = names::slice(sentence.paragraph, sentence.words, from + 1, after);
    (name.len() > 2).then(|| name.to_owned())
}

/// "We will move on to the speakers": the walk is over.
fn ends_walk(sentence: &Sentence) -> bool {
    let low = crate::words::folded(sentence.text());
    [
        "move onto the speakers",
        "move on to the speakers",
        "move onto the panel",
        "move on to the panel",
        "no more comments",
        "that concludes the comments",
        "last of the comments",
    ]
    .iter()
    .any(|phrase| low.contains(phrase))
}
