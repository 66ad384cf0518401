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
    let marked = is_marked(sentence.text());
    let words = sentence.words.len();
    let stated = sentence.has(Sign::Asks) && words >= 8 && !tells_of(sentence);
    let trailing = matches!(
        sentence.words.low(words.saturating_sub(1)),
        "right" | "okay" | "yes" | "no" | "correct"
    ) && words > 3;
    let short = words < 4
        && !(words > 1
            && (interrogative(sentence) || echoes(sentence))
            && closes(sentence, record));
    if !(marked || stated) || short || trailing || procedural(sentence) {
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

/// Whether a sentence ends with a question mark, closing quotation marks and brackets left out.
pub(super) fn is_marked(text: &str) -> bool {
    text.trim_end_matches(['"', '”', '’', '\'', '»', '“', ')', ']', ' '])
        .ends_with(['?', '？', '؟'])
}

/// "The question is from Ana": who asks, not what.
fn tells_of(sentence: &Sentence) -> bool {
    sentence.words.len() < 14
        && sentence.signs.iter().any(|found| {
            found.sign == Sign::Asks
                && matches!(sentence.words.low(found.after), "from" | "by" | "for")
        })
}

/// Questions about the course of the meeting: "Any comments?", "Ana, can you take that?"
fn procedural(sentence: &Sentence) -> bool {
    let low = |at: usize| sentence.words.low(at);
    let words = sentence.words.len();
    let asks_whom = (0..3).any(|at| {
        matches!(
            (low(at), low(at + 1)),
            ("can" | "could" | "will" | "would" | "do", "you")
        ) && matches!(
            low(at + 2),
            "take"
                | "please"
                | "use"
                | "start"
                | "begin"
                | "put"
                | "speak"
                | "come"
                | "read"
                | "answer"
                | "hear"
                | "see"
                | "repeat"
        )
    });
    // "Is Professor Li here?", "And Ana, are you there?"
    let presence = words == 3 && (low(1), low(2)) == ("you", "have")
        || words <= 6 && matches!(low(words - 1), "here" | "there" | "ready" | "online");
    words <= 14
        && (sentence.has(Sign::Procedure) && !asks_besides(sentence)
            || asks_whom && words <= 9
            || presence)
}

/// "Can I ask, what is a name?": a question of its own after the polite one.
fn asks_besides(sentence: &Sentence) -> bool {
    let after = |found: &crate::cues::Found<Sign>| {
        (found.after..found.after + 3).any(|at| is_asking(sentence.words.low(at)))
    };
    sentence.words.len() > 5
        && sentence
            .signs
            .iter()
            .any(|found| found.sign == Sign::Procedure && after(found))
}

fn is_asking(word: &str) -> bool {
    matches!(
        word,
        "what" | "who" | "how" | "why" | "when" | "where" | "which" | "whether"
    )
}

/// "Two hundred what?"
fn echoes(sentence: &Sentence) -> bool {
    is_asking(sentence.words.low(sentence.words.len().saturating_sub(1)))
}

/// Whether nothing is said after the sentence in its turn.
fn closes(sentence: &Sentence, record: &Record) -> bool {
    let turn = &record.turns[sentence.turn];
    sentence.index + 1 == turn.paragraphs.len()
        && sentence.paragraph[sentence.end..].trim().is_empty()
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
