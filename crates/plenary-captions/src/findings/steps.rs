//! Steps announced: something that will happen, by a day or to a text of the work.

use super::Sentence;
use super::cues::Sign;
use crate::words::is_one_of;

/// How likely a sentence announces a step; nothing if it does not.
pub(super) fn ahead(sentence: &Sentence) -> Option<f64> {
    if assigned(sentence) {
        return Some(0.7);
    }
    let verb = future(sentence)?;
    if sentence.has(Sign::Ahead) {
        return Some(0.65);
    }
    dated(sentence, verb).then_some(0.6)
}

/// The place of a word that speaks of what is to come.
fn future(sentence: &Sentence) -> Option<usize> {
    let low = |at: usize| sentence.words.low(at);
    (0..sentence.words.len()).find(|at| {
        let word = low(*at);
        let past = at.checked_sub(1).map_or("", |at| sentence.words.low(at));
        word == "will"
            || word == "shall"
            || word.ends_with("'ll")
            || word == "due" && matches!(past, "is" | "are")
            || word == "intend" && low(at + 1) == "to"
            || word == "going" && low(at + 1) == "to" && !matches!(past, "was" | "were" | "not")
            || word == "should" && matches!(low(at + 1), "reach" | "be" | "send" | "arrive")
            || matches!(word, "has" | "have") && low(at + 1) == "to" && low(at + 2) == "be"
            || word == "let" && low(at + 1) == "us"
            || word == "please"
            || matches!(
                word,
                "goes" | "meets" | "opens" | "closes" | "ends" | "votes" | "starts" | "begins"
            )
    })
}

/// "by Friday", "before 1 November", "in the spring", "on 6 May".
fn dated(sentence: &Sentence, verb: usize) -> bool {
    let low = |at: usize| sentence.words.low(at);
    let (from, until) = (
        verb.saturating_sub(8),
        (verb + 10).min(sentence.words.len()),
    );
    (from..until).any(|at| match low(at) {
        "tomorrow" => true,
        "next" | "this" => matches!(
            low(at + 1),
            "week" | "month" | "autumn" | "spring" | "summer" | "winter" | "friday" | "monday"
        ),
        "by" | "before" | "until" | "on" | "in" | "than" | "of" | "at" | "for" => {
            let step = usize::from(matches!(
                low(at + 1),
                "the" | "early" | "late" | "mid" | "noon"
            ));
            (at + 1 + step..at + 5 + step).take(4).any(|at| {
                is_day(low(at))
                    || low(at) == "may" && (is_number(low(at + 1)) || is_number(low(at - 1)))
            })
        }
        _ => false,
    })
}

fn is_number(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit())
}

fn is_day(word: &str) -> bool {
    const DAYS: &str = "monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|march|april|june|july|\
        august|september|october|november|december|jan|feb|apr|jun|jul|aug|sept|sep|oct|nov|dec|christmas|easter|tomorrow|\
        summer|autumn|winter|spring";
    DAYS.split('|').any(|day| day == word)
}

/// "Ana to publish the draft by May": somebody, `to`, and what is to be done.
fn assigned(sentence: &Sentence) -> bool {
    let low = |at: usize| sentence.words.low(at);
    let begins = usize::from(matches!(low(0), "action" | "todo"));
    let verb = |word: &str| {
        is_one_of(
            word,
            "publish|request|start|write|send|draft|circulate|report|prepare|check|ask|update|submit|\
                contact|follow|organise|organize|schedule|share|review|post|propose|bring|revise|finalise|\
                finalize|upload|collect|open",
        )
    };
    let named = |at: usize| {
        let (before, word) = (sentence.words.all[at - 1], sentence.words.all[at]);
        sentence.paragraph[before.end..word.start].trim().is_empty()
    };
    (begins + 1..(begins + 4).min(sentence.words.len()))
        .any(|at| low(at) == "to" && verb(low(at + 1)) && named(at))
        && !(0..begins + 3).any(|at| {
            is_one_of(low(at), "i|we|you|it|is|want|wanted|like|how|have|need|going|try|trying|us|them|and|ask|now|so|then|\
                just|order|not|what|where|able|time|right|way|up|free|here|there|also|question")
        })
}
