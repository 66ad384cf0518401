//! People mentioned in speech by somebody else.

use std::collections::HashMap;

use super::{Finding, FindingKind, Sentence};
use crate::lexicon;
use crate::names;
use crate::record::Record;

/// More people than any session mentions.
const PEOPLE: usize = 5_000;

/// People known and mentioned so far.
pub struct People {
    /// Full names by first name and by whole key; nothing if two people share it.
    known: HashMap<String, Option<String>>,
    places: HashMap<String, usize>,
    found: Vec<Finding>,
}

impl People {
    /// Begins with the speakers of the record.
    pub fn new(record: &Record) -> Self {
        let mut known: HashMap<String, Option<String>> = HashMap::new();
        for name in record.turns.iter().filter_map(|turn| turn.name()) {
            let key = names::key(name);
            for handle in [key.split(' ').next().unwrap_or("").to_owned(), key.clone()] {
                let entry = known.entry(handle).or_insert_with(|| Some(name.to_owned()));
                *entry = entry.take().filter(|other| names::key(other) == key);
            }
        }
        Self {
            known,
            places: HashMap::new(),
            found: Vec::new(),
        }
    }

    /// Reads one sentence.
    pub fn read(&mut self, sentence: &Sentence, record: &Record) {
        let mut at = 0;
        while at < sentence.words.len() {
            let Some(after) = names::run(sentence.paragraph, sentence.words, at) else {
                at += 1;
                continue;
            };
            self.mention(sentence, record, at, after);
            at = after;
        }
    }

    fn mention(&mut self, sentence: &Sentence, record: &Record, from: usize, after: usize) {
        let printed = names::slice(sentence.paragraph, sentence.words, from, after);
        if !names::is_person(printed) {
            return;
        }
        let full = self.known.get(&names::key(printed)).cloned().flatten();
        let Some((name, confidence)) = full
            .map(|full| (full, 0.85))
            .or_else(|| stranger(sentence, printed, from, after))
        else {
            return;
        };
        if record.turns[sentence.turn].name() == Some(name.as_str()) {
            return;
        }
        if let Some(place) = self.places.get(&name) {
            let mentions = &mut self.found[*place].mentions;
            *mentions = mentions.map(|count| count + 1);
        } else if self.found.len() < PEOPLE {
            self.places.insert(name.clone(), self.found.len());
            self.found.push(Finding {
                name: Some(name),
                mentions: Some(1),
                ..sentence.finding(FindingKind::Person, record, confidence)
            });
        }
    }
}

/// "Mr. Prime Minister", "Chief Financial Officer": a post, not a person.
fn is_office(printed: &str) -> bool {
    printed.split_whitespace().any(|word| {
        let low = word.to_lowercase();
        lexicon::role(&low).is_some()
            || matches!(
                low.as_str(),
                "prime"
                    | "financial"
                    | "executive"
                    | "operating"
                    | "ministers"
                    | "commissioners"
                    | "st"
            )
    })
}

/// Somebody who does not speak in the record: two words with capitals, and something that says "person".
fn stranger(
    sentence: &Sentence,
    printed: &str,
    from: usize,
    after: usize,
) -> Option<(String, f64)> {
    let before = from.checked_sub(1).map_or("", |at| sentence.words.low(at));
    let next = sentence.words.low(after);
    let words = after - from;
    let letters = printed
        .chars()
        .all(|c| c.is_alphabetic() || matches!(c, ' ' | '-' | '\'' | '’' | '.' | '‑'));
    let mixed = printed.split_whitespace().all(|word| {
        word.chars().filter(|c| c.is_uppercase()).count() <= 2
            && word.chars().any(char::is_lowercase)
            || word.len() <= 2
    });
    if !letters || !mixed || is_office(printed) || from == 0 && words < 2 {
        return None;
    }
    let titled = lexicon::is_title(before)
        && !matches!(
            before,
            "the" | "general" | "member" | "secretary" | "he" | "president" | "director" | "m"
        )
        || before == "president" && words == 1;
    let person = matches!(
        next,
        "who"
            | "said"
            | "says"
            | "mentioned"
            | "told"
            | "asked"
            | "proposed"
            | "raised"
            | "wrote"
            | "spoke"
    ) || matches!(
        before,
        "colleague"
            | "friend"
            | "thank"
            | "thanks"
            | "gentleman"
            | "with"
            | "by"
            | "from"
            | "at"
            | "is"
    );
    let confidence = if titled {
        0.7
    } else if words == 2 && person {
        0.55
    } else {
        return None;
    };
    Some((printed.to_owned(), confidence))
}

impl People {
    /// The people found.
    pub fn finish(self) -> Vec<Finding> {
        self.found
    }
}
