//! Questions, and the turn that seems to answer them.

use super::cues::Sign;
use super::{Finding, FindingKind, Sentence};
use crate::record::{Record, Turn};

/// An answer has at least so many words.
const ANSWER_WORDS: usize = 12;
/// An answer is looked for in so many turns after the question.
const ANSWER_TURNS: usize = 4;
/// Who says more than this after a question, in bytes, goes on rather than asks.
const OWN_BYTES: usize = 400;

/// A question in this sentence, if it asks for an answer.
pub fn read(sentence: &Sentence, record: &Record) -> Option<Finding> {
    let marked = sentence.text().ends_with('?')
        || sentence.text().ends_with('？')
        || sentence.text().ends_with('؟');
    let stated = sentence.has(Sign::Asks) && sentence.words.len() >= 8;
    let words = sentence.words.len();
    let trailing = matches!(
        sentence.words.low(words.saturating_sub(1)),
        "right" | "okay" | "yes" | "no" | "correct"
    ) && words > 3;
    if !(marked || stated) || words < 4 || trailing {
        return None;
    }
    let mut confidence: f64 = if marked { 0.6 } else { 0.5 };
    confidence += if stated { 0.25 } else { 0.0 };
    confidence += if interrogative(sentence) { 0.1 } else { 0.0 };
    confidence -= if marked && sentence.has(Sign::Rhetorical) {
        0.3
    } else {
        0.0
    };
    let goes_on = followed_by_own_words(sentence, &record.turns[sentence.turn]) && !stated;
    confidence -= if goes_on { 0.3 } else { 0.0 };
    let answered_by = if goes_on {
        None
    } else {
        answer(sentence, record)
    };
    confidence += if answered_by.is_some() { 0.05 } else { 0.0 };
    let finding = sentence.finding(
        FindingKind::Question,
        record,
        (confidence.clamp(0.1, 0.95) * 100.0).round() / 100.0,
    );
    Some(Finding {
        answered_by,
        ..finding
    })
}

fn interrogative(sentence: &Sentence) -> bool {
    let asks = |word: &str| {
        matches!(
            word,
            "what"
                | "who"
                | "how"
                | "why"
                | "when"
                | "where"
                | "which"
                | "is"
                | "are"
                | "do"
                | "does"
                | "did"
                | "can"
                | "could"
                | "would"
                | "will"
                | "should"
                | "have"
                | "has"
                | "were"
                | "whether"
        )
    };
    (0..3).any(|at| asks(sentence.words.low(at)))
}

/// Somebody who goes on for long after a question mostly answers it themselves.
fn followed_by_own_words(sentence: &Sentence, turn: &Turn) -> bool {
    let rest = sentence.paragraph.len() - sentence.end;
    let later: usize = turn
        .paragraphs
        .iter()
        .skip(sentence.index + 1)
        .map(|paragraph| paragraph.text.len())
        .sum();
    rest + later > OWN_BYTES
}

/// Among the next turns of others, the first that takes up the question's words, else the first long one.
fn answer(sentence: &Sentence, record: &Record) -> Option<u32> {
    let asker = &record.turns[sentence.turn];
    let candidate = |turn: &&Turn| {
        turn.words().take(ANSWER_WORDS).count() == ANSWER_WORDS && !same(turn, asker)
    };
    let after = || {
        record
            .turns
            .iter()
            .skip(sentence.turn + 1)
            .take(ANSWER_TURNS)
            .filter(candidate)
    };
    let taken_up = after()
        .filter(|turn| !is_chair(turn) || is_chair(asker))
        .find(|turn| shares_words(sentence, turn));
    taken_up
        .or_else(|| after().find(|turn| !is_chair(turn)))
        .map(|turn| turn.number)
}

fn same(one: &Turn, other: &Turn) -> bool {
    match (one.name(), other.name()) {
        (Some(one), Some(other)) => one == other,
        _ => false,
    }
}

fn is_chair(turn: &Turn) -> bool {
    matches!(
        turn.role.as_deref(),
        Some("moderator" | "chair" | "co-chair" | "president" | "facilitator" | "host")
    )
}

/// Whether a turn takes up at least two of the question's longer words.
fn shares_words(sentence: &Sentence, turn: &Turn) -> bool {
    let said: Vec<String> = turn.words().take(120).map(crate::words::folded).collect();
    let long = (0..sentence.words.len())
        .map(|at| sentence.words.low(at))
        .filter(|word| word.len() > 5);
    long.filter(|word| {
        said.iter()
            .any(|other| other.trim_matches(|c: char| !c.is_alphanumeric()) == *word)
    })
    .take(2)
    .count()
        == 2
}
