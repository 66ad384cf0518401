//! Documents from outside that are cited: links, numbered texts, titles with a word for a document.

use std::collections::HashMap;

use super::cues::Sign;
use super::{Finding, FindingKind, Sentence, symbols};
use crate::lexicon;
use crate::names;
use crate::record::Record;
use crate::words::folded;

/// More documents than any session cites.
const DOCUMENTS: usize = 5_000;

/// Documents found so far, by folded title.
#[derive(Default)]
pub struct Documents {
    places: HashMap<String, usize>,
    found: Vec<Finding>,
}

impl Documents {
    /// Reads one sentence.
    pub fn read(&mut self, sentence: &Sentence, record: &Record) {
        let mut cited: Vec<(String, f64)> = links(sentence).chain(numbered(sentence)).collect();
        let more: Vec<_> = symbols::read(sentence)
            .into_iter()
            .chain(titled(sentence))
            .collect();
        for (title, confidence) in more {
            // `document RP-14-03` holds `RP-14-03`.
            if !cited.iter().any(|(other, _)| other.contains(&title)) {
                cited.push((title, confidence));
            }
        }
        for (title, confidence) in cited {
            if let Some(place) = self.places.get(&folded(&title)) {
                let mentions = &mut self.found[*place].mentions;
                *mentions = mentions.map(|count| count + 1);
            } else if self.found.len() < DOCUMENTS {
                self.places.insert(folded(&title), self.found.len());
                self.found.push(Finding {
                    name: Some(title),
                    mentions: Some(1),
                    ..sentence.finding(FindingKind::Document, record, confidence)
                });
            }
        }
    }

    /// The documents found.
    pub fn finish(self) -> Vec<Finding> {
        self.found
    }
}

/// Addresses of the web, with or without scheme.
fn links<'a>(sentence: &'a Sentence) -> impl Iterator<Item = (String, f64)> + 'a {
    let text = sentence.text();
    // Most sentences have no dot but the last.
    let dotted = text[..text.floor_char_boundary(text.len().saturating_sub(1))].contains('.');
    let words = if dotted { text } else { "" };
    words.split_whitespace().filter_map(|word| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric() && c != '/');
        let address =
            word.starts_with("http://") || word.starts_with("https://") || word.starts_with("www.");
        let bare = word
            .strip_prefix("https://")
            .or_else(|| word.strip_prefix("http://"))
            .unwrap_or(word);
        let (name, end) = bare
            .split('/')
            .next()
            .and_then(|host| host.rsplit_once('.'))?;
        let host = matches!(
            end,
            "org"
                | "com"
                | "net"
                | "int"
                | "gov"
                | "edu"
                | "online"
                | "info"
                | "io"
                | "eu"
                | "uk"
                | "de"
                | "fr"
                | "br"
                | "ke"
                | "ch"
        ) && name.len() > 2;
        (address || host).then(|| (word.to_owned(), 0.85))
    })
}

/// `RFC 2119`, `Resolution 70/125`, `ISO 27001`.
fn numbered<'a>(sentence: &'a Sentence) -> impl Iterator<Item = (String, f64)> + 'a {
    (1..sentence.words.len()).filter_map(|at| {
        let kind = sentence.words.low(at - 1);
        let number = sentence.words.low(at);
        let digits = number.chars().next().is_some_and(|c| c.is_ascii_digit());
        let known = matches!(
            kind,
            "rfc"
                | "resolution"
                | "iso"
                | "directive"
                | "document"
                | "recommendation"
                | "regulation"
                | "bill"
                | "policy"
                | "proposal"
                | "td"
                | "draft"
                | "decision"
                | "communication"
                | "standard"
        );
        // `Bill C-218`, `Recommendation Y.4711`: a letter before the number.
        let lettered = matches!(
            kind,
            "bill" | "recommendation" | "document" | "standard" | "directive"
        ) && number.len() > 3
            && number.starts_with(|c: char| c.is_ascii_alphabetic())
            && number.contains(|c: char| c.is_ascii_digit())
            && number.contains(['-', '.'])
            && sentence.paragraph[sentence.words.all[at].start..].starts_with(char::is_uppercase);
        let digits = digits || lettered;
        (known && digits && number.len() > 1).then(|| {
            (
                names::slice(sentence.paragraph, sentence.words, at - 1, at + 1).to_owned(),
                0.8,
            )
        })
    })
}

/// `the Convention on Cybercrime`, `the National Cyber Strategy`, `a report that we published`.
fn titled<'a>(sentence: &'a Sentence) -> impl Iterator<Item = (String, f64)> + 'a {
    sentence
        .signs
        .iter()
        .filter(|found| found.sign == Sign::Document)
        .filter_map(|found| {
            let capital = |at: usize| {
                sentence.words.all.get(at).is_some_and(|word| {
                    sentence.paragraph[word.start..]
                        .chars()
                        .next()
                        .is_some_and(char::is_uppercase)
                })
            };
            let joined = |at: usize| names::joined(sentence.paragraph, sentence.words, at);
            let mut from = found.at;
            while from > 0
                && joined(from)
                && from + 6 > found.at
                && (capital(from - 1)
                    && !matches!(
                        sentence.words.low(from - 1),
                        "i" | "the" | "a" | "this" | "our"
                    )
                    || from < found.at
                        && matches!(sentence.words.low(from - 1), "of" | "and")
                        && from > 1
                        && capital(from - 2))
            {
                from -= 1;
            }
            let mut after = found.after;
            let linked = matches!(sentence.words.low(after), "on" | "for" | "of" | "to")
                && capital(found.at);
            while linked
                && after < sentence.words.len()
                && after < found.after + 7
                && joined(after)
                && (capital(after)
                    || matches!(
                        sentence.words.low(after),
                        "on" | "for" | "of" | "the" | "and" | "to"
                    ))
            {
                after += 1;
            }
            // The Convention on cybercrime: one word in small letters may end the title.
            let small = linked
                && after < sentence.words.len()
                && sentence.words.low(after - 1) == "on"
                && joined(after);
            after += usize::from(small);
            while !small && after > found.after && !capital(after - 1) {
                after -= 1;
            }
            title(sentence, found.at, from, after)
                .or_else(|| published(sentence, found.at, found.after))
        })
}

fn title(sentence: &Sentence, at: usize, from: usize, after: usize) -> Option<(String, f64)> {
    let words = after - from;
    let title = names::slice(sentence.paragraph, sentence.words, from, after);
    let first = sentence.words.low(from);
    let speech = from == 0 && words < 3;
    (words >= 2 && !speech && !lexicon::is_title(first) && (from < at || after > at + 1))
        .then(|| (title.to_owned(), 0.6))
}

/// A document in small letters counts when it is said to be published, adopted or drafted.
fn published(sentence: &Sentence, at: usize, after: usize) -> Option<(String, f64)> {
    let near = at.saturating_sub(6)..(after + 5).min(sentence.words.len());
    let told = near.clone().any(|place| {
        matches!(
            sentence.words.low(place),
            "published"
                | "adopted"
                | "released"
                | "drafted"
                | "launched"
                | "signed"
                | "ratified"
                | "issued"
                | "wrote"
                | "came"
        )
    });
    let own = near
        .clone()
        .any(|place| matches!(sentence.words.low(place), "comment" | "should" | "next"));
    let from = (at.saturating_sub(3)..at)
        .find(|place| {
            !matches!(
                sentence.words.low(*place),
                "a" | "the"
                    | "an"
                    | "new"
                    | "our"
                    | "we"
                    | "just"
                    | "published"
                    | "adopted"
                    | "released"
                    | "drafted"
                    | "launched"
                    | "in"
                    | "of"
                    | "that"
                    | "and"
                    | "is"
                    | "was"
                    | "out"
                    | "with"
                    | "to"
            )
        })
        .unwrap_or(at);
    (told && !own && after - from >= 2).then(|| {
        (
            names::slice(sentence.paragraph, sentence.words, from, after).to_owned(),
            0.45,
        )
    })
}
