//! Documents known by their symbol, `A/75/816`, or by a title that the words around it set off.

use super::Sentence;
use crate::lexicon;
use crate::names;

/// Symbols and titles set off in a sentence, each with how sure it is a document.
pub(super) fn read(sentence: &Sentence) -> Vec<(String, f64)> {
    let text = &sentence.paragraph[sentence.start..sentence.end];
    let mut found = Vec::new();
    if text.contains(|c: char| c.is_ascii_digit() || c == '-') {
        let tokens = text.split_whitespace().map(|token| {
            token.trim_matches(|c: char| !c.is_alphanumeric() && c != '/' && c != '-')
        });
        found.extend(
            tokens
                .filter(|token| is_symbol(token))
                .map(|token| (token.to_owned(), 0.8)),
        );
    }
    found.extend(quoted(text));
    found.extend(called(sentence));
    found
}

/// `A/75/816`, `RP-14-03`, `95/46/EC`, `draft-ana-letters`.
fn is_symbol(token: &str) -> bool {
    if token.len() < 5 || token.len() > 60 || token.contains("://") || token.starts_with("www.") {
        return false;
    }
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '-' | '.' | '(' | ')');
    let digits = |part: &&str| !part.is_empty() && part.bytes().any(|byte| byte.is_ascii_digit());
    let capital = token.contains(|c: char| c.is_ascii_uppercase());
    let small = token.chars().filter(char::is_ascii_lowercase).count();
    let strokes = token.split('/').filter(digits).count();
    let dashes: Vec<&str> = token.split('-').collect();
    let stroked = token.contains('/')
        && strokes > 0
        && capital
        && small <= 4
        && token.matches('/').count() + strokes > 2;
    let dashed = dashes.len() > 2
        && dashes[0].len() >= 2
        && dashes[0].bytes().all(|byte| byte.is_ascii_uppercase())
        && dashes[1..]
            .iter()
            .all(|part| part.bytes().all(|byte| byte.is_ascii_digit()) && !part.is_empty());
    let draft = token.starts_with("draft-") && dashes.len() > 3;
    token.chars().all(plain) && (stroked || dashed || draft)
}

/// "my paper “Owning the Rain”": a title in quotation marks after a word for a text.
fn quoted(text: &str) -> Option<(String, f64)> {
    const TEXTS: &str = "paper|book|study|report|article|essay|thesis|dissertation|survey|pamphlet|brief|manifesto|declaration|guide|handbook";
    let (open, sign) = text
        .char_indices()
        .find(|(_, c)| matches!(c, '"' | '“' | '«'))?;
    let close = match sign {
        '“' => '”',
        '«' => '»',
        other => other,
    };
    let from = open + sign.len_utf8();
    let title = text[from..]
        .split(close)
        .next()
        .filter(|title| title.len() < 120)?;
    let word = text[..open]
        .trim_end_matches([' ', ',', ':'])
        .rsplit(' ')
        .next()?
        .to_lowercase();
    let named = TEXTS.split('|').any(|known| known == word)
        || matches!(word.as_str(), "called" | "titled" | "entitled")
            && TEXTS.split('|').any(|known| text[..open].contains(known));
    let title = title.trim_end_matches(['.', ',', '?']);
    (named && title.starts_with(char::is_uppercase) && title.contains(' '))
        .then(|| (title.to_owned(), 0.7))
}

/// "a plan, it is called Plan Cordillera 2020"; "the study by Ms Li, Forgetting by Law,".
fn called(sentence: &Sentence) -> Option<(String, f64)> {
    let low = |at: usize| sentence.words.low(at);
    let text = |word: &str| {
        matches!(
            word,
            "plan"
                | "paper"
                | "study"
                | "book"
                | "report"
                | "strategy"
                | "programme"
                | "program"
                | "law"
                | "guide"
                | "article"
                | "bill"
        )
    };
    let (at, confidence) = (1..sentence.words.len()).find_map(|at| {
        let named = matches!(low(at), "called" | "titled" | "entitled")
            && (at.saturating_sub(8)..at).any(|at| text(low(at)));
        let by = low(at) == "by" && text(low(at - 1));
        if named {
            return Some((at + 1, 0.6));
        }
        by.then(|| after_authors(sentence, at + 1))
            .flatten()
            .map(|at| (at, 0.5))
    })?;
    let after = title_run(sentence, at)?;
    let title = names::slice(sentence.paragraph, sentence.words, at, after);
    (after - at > 1 && (confidence > 0.5 || !lexicon::is_organisation(&title.to_lowercase())))
        .then(|| (title.to_owned(), confidence))
}

/// The place after the names of authors and a comma.
fn after_authors(sentence: &Sentence, from: usize) -> Option<usize> {
    (from..(from + 7).min(sentence.words.len())).find_map(|at| {
        let gap = &sentence.paragraph[sentence.words.all[at].end..];
        let capital =
            sentence.paragraph[sentence.words.all[at].start..].starts_with(char::is_uppercase);
        let small = matches!(sentence.words.low(at), "and" | "by" | "the" | "of");
        if !capital && !small {
            return Some(None);
        }
        gap.starts_with(',').then_some(Some(at + 1))
    })?
}

/// Words with a capital, numbers and small words from a place on.
fn title_run(sentence: &Sentence, from: usize) -> Option<usize> {
    let mut after = from;
    for at in from..(from + 12).min(sentence.words.len()) {
        if at > from && !names::joined(sentence.paragraph, sentence.words, at) {
            break;
        }
        let word = &sentence.paragraph[sentence.words.all[at].start..];
        if word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() && at > from) {
            after = at + 1;
        } else if at == from
            || !matches!(
                sentence.words.low(at),
                "of" | "the" | "for" | "and" | "on" | "in" | "by" | "to" | "a"
            )
        {
            break;
        }
    }
    (after > from).then_some(after)
}
