//! The walk through review comments read aloud, and what was announced to become of each.

use super::cues::Sign;
use super::{Finding, FindingKind, Outcome, Sentence};
use crate::lexicon;
use crate::names;
use crate::record::{Record, Turn};
use crate::words::is_one_of;

/// A comment's words are kept up to this many bytes.
const WORDS: usize = 4_000;
/// An outcome announced so many turns later belongs to something else.
const TURNS: usize = 6;

/// So many turns after comments were announced or the last was read, the walk is over.
const WALK_TURNS: usize = 12;

/// The walk so far.
#[derive(Default)]
pub struct Walk {
    open: Option<Open>,
    found: Vec<Finding>,
    /// The last turn that announced comments or read one, while they are gone through.
    walking: Option<usize>,
    /// The last turn in which anybody who answers for the text spoke of comments received.
    announced: Option<usize>,
    /// The turn in which somebody else was asked to go through the comments.
    handed: Option<usize>,
    /// The turn in which somebody said that they go through the comments; they lead the walk whatever their role.
    walker: Option<usize>,
}

struct Open {
    finding: Finding,
    turn: usize,
    sentences: u32,
    rank: u8,
    walked: bool,
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
        if announces(sentence) && !is_of_the_room(&record.turns[sentence.turn]) {
            self.announced = Some(sentence.turn);
        }
        if self.announced == Some(sentence.turn) && goes_through(sentence) {
            self.walker = Some(sentence.turn);
            self.walking = Some(sentence.turn);
            self.handed = hands_over(sentence).then_some(sentence.turn);
        }
        if self.handed.is_some_and(|turn| sentence.turn == turn + 1) {
            self.walker = Some(sentence.turn);
            self.handed = None;
        }
        let turn = &record.turns[sentence.turn];
        let walker = self
            .walker
            .is_some_and(|walker| same(&record.turns[walker], turn));
        let chair = leads(turn) || walker;
        let walking = self
            .walking
            .is_some_and(|turn| sentence.turn <= turn + WALK_TURNS);
        if chair && (begins(sentence) || walking && goes_on(sentence)) {
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
        if chair && announces(sentence) {
            self.walking = Some(sentence.turn);
        }
        if chair || walking && self.is_answer(sentence, record) {
            self.outcome(sentence);
        }
        if chair && ends_walk(sentence) {
            self.close();
            self.walking = None;
        }
    }

    /// Whether somebody whom the chair asked says what becomes of the comment just read.
    fn is_answer(&self, sentence: &Sentence, record: &Record) -> bool {
        let room = is_of_the_room(&record.turns[sentence.turn]);
        let asked = self
            .open
            .as_ref()
            .is_some_and(|open| sentence.turn > open.turn && sentence.turn <= open.turn + 2);
        asked && !room
    }

    fn begin(&mut self, sentence: &Sentence, record: &Record) {
        self.close();
        // "The first comment is from": others follow, though nobody announced them.
        let first = (0..4).any(|at| sentence.words.low(at) == "first");
        self.walking = self.walking.map(|_| sentence.turn);
        if first {
            self.walking = Some(sentence.turn);
        }
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
            walked: self.walking.is_some(),
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
            open.finding.outcome.is_some()
                || open.sentences > 2 && open.finding.name.is_some()
                || open.walked && open.finding.text.contains(['"', '“', '«'])
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
        Outcome::Include | Outcome::AlreadyCovered => 2,
        Outcome::AskSubmitter | Outcome::Decline | Outcome::Duplicate | Outcome::Defer => 3,
    }
}

/// Whoever leads the session reads the comments; a record without roles has nobody who does.
fn leads(turn: &Turn) -> bool {
    let role = turn.role.as_deref().or(turn
        .speaker
        .as_ref()
        .and_then(|speaker| speaker.role.as_deref()));
    role.is_some_and(|role| {
        is_one_of(
            role,
            "moderator|chair|co-chair|facilitator|secretariat|rapporteur|editor|president|host|\
                secretary|vice-chair|vice-president|coordinator|remote moderator",
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

/// "Ben will take us through the main ones": whoever speaks next reads them.
fn hands_over(sentence: &Sentence) -> bool {
    let said = crate::words::folded(sentence.text());
    let third = ["take us through", "walk us through", "run us through"];
    third.iter().any(|phrase| said.contains(phrase))
        || (1..sentence.words.len()).any(|at| {
            sentence.words.low(at) == "will"
                && matches!(sentence.words.low(at + 1), "go" | "walk" | "run" | "read")
                && !matches!(sentence.words.low(at - 1), "i" | "we")
        })
}

/// Whether a turn is of somebody who does not answer for the text.
fn is_of_the_room(turn: &Turn) -> bool {
    matches!(
        turn.role.as_deref(),
        Some(
            "audience"
                | "participant"
                | "remote participant"
                | "unidentified"
                | "caller"
                | "several"
                | "operator"
        )
    )
}

/// Whether two turns are of one speaker, as far as names and labels tell.
fn same(one: &Turn, other: &Turn) -> bool {
    match (one.name(), other.name()) {
        (Some(one), Some(other)) => one == other,
        (None, None) => one.label.is_some() && one.label == other.label,
        _ => false,
    }
}

/// "I will walk through them", "I'd go through these": the speaker is the one who reads them.
fn goes_through(sentence: &Sentence) -> bool {
    let said = crate::words::folded(sentence.text());
    [
        "one by one",
        "go through",
        "walk through",
        "i'll read",
        "i will read",
        "run through",
        "i have received",
        "one at a time",
        "take us through",
        "walk us through",
        "run us through",
    ]
    .iter()
    .any(|phrase| said.contains(phrase))
}

/// "We received nine comments; I will go through them one by one": what is read from now on are comments.
fn announces(sentence: &Sentence) -> bool {
    let low = |at: usize| sentence.words.low(at);
    let many = (0..sentence.words.len()).any(|at| {
        matches!(
            low(at),
            "comments"
                | "letters"
                | "submissions"
                | "motions"
                | "briefs"
                | "amendments"
                | "objections"
                | "responses"
        )
    });
    let said = crate::words::folded(sentence.text());
    const READ: [&str; 17] = [
        "there were",
        "one by one",
        "go through",
        "walk through",
        "received",
        "came in",
        "i'll read",
        "will read",
        "on notice",
        "take them in",
        "have had",
        "we've had",
        "now the comments",
        "turn to the",
        "the comments that",
        "run through",
        "next the comments",
    ];
    let now = sentence.words.len() <= 5 && matches!(low(0), "now" | "so" | "then" | "the") && many;
    many && (READ.iter().any(|phrase| said.contains(phrase)) || now)
        && !super::questions::is_marked(sentence.text())
}

/// "The second one is from", "Next.", "Then one from", "Motion three", "Another, from Ms. Li,": the next of those announced.
fn goes_on(sentence: &Sentence) -> bool {
    let low = |at: usize| sentence.words.low(at);
    let begin = (0..3)
        .find(|at| {
            !matches!(
                low(*at),
                "so" | "and" | "okay" | "then" | "now" | "good" | "right" | "well"
            )
        })
        .unwrap_or(0);
    let begin = begin + usize::from(matches!(low(begin), "the" | "a"));
    let ordinal = |word: &str| {
        is_one_of(
            word,
            "first|second|third|fourth|fifth|sixth|seventh|next|last|final",
        )
    };
    let count = |word: &str| {
        matches!(
            word,
            "one" | "two" | "three" | "four" | "five" | "six" | "seven" | "eight"
        ) || !word.is_empty() && word.len() < 3 && word.bytes().all(|byte| byte.is_ascii_digit())
    };
    let thing = |word: &str| {
        is_one_of(
            word,
            "one|comment|letter|submission|motion|brief|amendment|is|was|comes|objection|point|response|from|by|asks|says|said|\
             concerns|wants|proposes|suggests|drop|",
        )
    };
    // "The first, about fonts": what it is about follows the comma.
    let parted = sentence
        .words
        .all
        .get(begin)
        .is_some_and(|word| sentence.paragraph[word.end..].starts_with([',', ':']));
    let from =
        (begin..(begin + 6).min(sentence.words.len())).any(|at| matches!(low(at), "from" | "by"));
    let numbered = matches!(
        low(begin),
        "motion" | "comment" | "number" | "amendment" | "objection" | "submission"
    ) && count(low(begin + 1));
    // A question that is read out stands between quotation marks.
    let asks = sentence.text().ends_with('?')
        || (begin..(begin + 6).min(sentence.words.len())).any(|at| {
            is_one_of(
                low(at),
                "livestream|stream|chat|zoom|floor|room|audience|online|twitter|wall",
            )
        })
        || low(begin + 1) == "speaker"
        || low(begin + 1) == "question";
    !asks
        && (ordinal(low(begin)) && (thing(low(begin + 1)) || parted)
            || numbered
            || count(low(begin)) && low(begin + 1) == "and" && count(low(begin + 2))
            || matches!(low(begin), "one" | "another" | "also" | "amendment") && from)
}

fn submitter(sentence: &Sentence) -> Option<String> {
    let from =
        (0..sentence.words.len()).find(|at| matches!(sentence.words.low(*at), "from" | "by"))?;
    let from = from + usize::from(matches!(sentence.words.low(from + 1), "the"));
    let from = from + usize::from(lexicon::is_title(sentence.words.low(from + 1)));
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
        "now your questions",
        "open the floor",
        "take your questions",
        "take questions from",
        "move to questions",
        "questions from the floor",
    ]
    .iter()
    .any(|phrase| low.contains(phrase))
}
