//! Sentences that say what a term means.

use super::Sentence;
use super::cues::Sign;
use crate::words::is_one_of;

/// How likely a sentence defines something; nothing if it does not.
pub(super) fn confidence(sentence: &Sentence) -> Option<f64> {
    if sentence.has(Sign::Defines) {
        return Some(0.6);
    }
    if by_which(sentence) || defines_as(sentence) {
        return Some(0.7);
    }
    (means(sentence) || is_kind(sentence)).then_some(0.45)
}

/// "By expired name we mean", "when I say abuse I mean".
fn by_which(sentence: &Sentence) -> bool {
    let low = |at: usize| sentence.words.low(at);
    (0..3).any(|at| {
        (low(at) == "by" || low(at) == "when" && low(at + 2) == "say")
            && (at + 2..at + 9).any(|mean| {
                low(mean) == "mean"
                    && matches!(low(mean - 1), "i" | "we")
                    && !low(mean + 1).is_empty()
            })
    })
}

/// "We define a network as", "a term that the law defines as".
fn defines_as(sentence: &Sentence) -> bool {
    let low = |at: usize| sentence.words.low(at);
    (0..sentence.words.len()).any(|at| {
        matches!(low(at), "define" | "defines" | "defined" | "understand") && {
            let by = (at.saturating_sub(2)..at)
                .any(|at| matches!(low(at), "we" | "i" | "law" | "convention" | "act"));
            by && (at + 1..at + 9).any(|at| low(at) == "as")
        }
    })
}

/// "Practicable means possible at a reasonable cost": a term before the verb, no pronoun.
fn means(sentence: &Sentence) -> bool {
    let low = |at: usize| sentence.words.low(at);
    let Some(at) = (1..7).find(|at| low(*at) == "means") else {
        return false;
    };
    let pronoun = |word: &str| {
        is_one_of(
            word,
            "it|that|this|which|what|who|these|he|she|and|so|but|by|any|other|all|no|the|technical|\
                financial|really|also",
        )
    };
    let before = low(at - 1);
    let after = low(at + 1);
    !pronoun(before)
        && !(0..at).any(|at| is_one_of(low(at), "it|this|which|what|that|we|i|you|they"))
        && (at == 1 && after == "that"
            || !is_one_of(
                after,
                "|of|to|that|we|you|i|more|less|nothing|for|and|are|is",
            ))
}

/// "A green street is a street where": an article, a term, and the kind of thing it is.
fn is_kind(sentence: &Sentence) -> bool {
    let low = |at: usize| sentence.words.low(at);
    let start = lead_in(sentence);
    let article = matches!(low(start), "a" | "an");
    let Some(is) = (start + 1..start + 5)
        .find(|at| matches!(low(*at), "is" | "are" | "was" | "has"))
        .or_else(|| after_aside(sentence, start))
        .filter(|at| low(*at) == "is")
    else {
        return false;
    };
    let pronoun = |word: &str| {
        is_one_of(
            word,
            "this|that|it|there|he|she|what|who|here|my|our|your|one|the|which|these|everything|lot|\
                question|problem|point|comment|good|number|another|next|first|last|reason|thing|way|\
                example|more|most|concern",
        )
    };
    let term = !(start..is.min(start + 4)).any(|at| pronoun(low(at)));
    let whole = matches!(low(is + 1), "any" | "something" | "one");
    let kind = matches!(
        low(is + 1),
        "a" | "an" | "any" | "something" | "what" | "one" | "the"
    );
    let narrows = (is + 2..is + 12).any(|at| {
        is_one_of(
            low(at),
            "that|which|where|whose|who|without|with|through|for|of|about|when|ends",
        )
    });
    let stated = said_to_define(sentence)
        || (low(0), low(1), low(2)) == ("as", "used", "in")
        || (low(0), low(1)) == ("as", "understood");
    term && is > start
        && narrows_or(stated, narrows)
        && (article && kind || whole && is <= start + 3 || stated && article)
}

fn narrows_or(stated: bool, narrows: bool) -> bool {
    stated || narrows
}

/// "that's the definition" in the same sentence.
fn said_to_define(sentence: &Sentence) -> bool {
    (0..sentence.words.len()).any(|at| sentence.words.low(at) == "definition")
}

/// The place after "In this document," or "For us,".
fn lead_in(sentence: &Sentence) -> usize {
    let low = |at: usize| sentence.words.low(at);
    let gap = |at: usize| {
        let (Some(word), Some(next)) = (sentence.words.all.get(at), sentence.words.all.get(at + 1))
        else {
            return "";
        };
        &sentence.paragraph[word.end..next.start]
    };
    // "So I'd say a network is".
    if let Some(said) = (0..5).find(|at| low(*at) == "say") {
        return said + 1 + usize::from(low(said + 1) == "that");
    }
    if !is_one_of(low(0), "in|for|to|so|well|now|and|first|here|as") {
        return 0;
    }
    (0..6).find(|at| gap(*at).contains(',')).map_or(
        usize::from(matches!(low(0), "so" | "well" | "now" | "and")),
        |at| at + 1,
    )
}

/// "A forecast, for the purposes of this talk, is": the verb after an aside between commas.
fn after_aside(sentence: &Sentence, start: usize) -> Option<usize> {
    let ends = |at: usize| {
        sentence
            .words
            .all
            .get(at)
            .is_some_and(|word| sentence.paragraph[word.end..].starts_with(','))
    };
    let opens = (start + 1..start + 4).find(|at| ends(*at))?;
    let closes = (opens + 1..opens + 9).find(|at| ends(*at))?;
    (sentence.words.low(closes + 1) == "is").then_some(closes + 1)
}
