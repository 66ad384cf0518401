//! Titles, places and organisations in running-text letters.

use crate::lexicon;
use crate::names;
use crate::words::folded;

/// A title as it stands before a name.
pub fn title_cased(word: &str) -> String {
    let bare = word.trim_end_matches('.');
    let mut letters = bare.chars();
    match letters.next() {
        Some(first) if !bare.contains('.') => first
            .to_uppercase()
            .chain(letters.flat_map(char::to_lowercase))
            .collect(),
        _ => bare.to_owned() + ".",
    }
}

/// A country in running-text letters; `UK` and `USA` stay.
pub fn place_cased(part: &str) -> String {
    if part.chars().filter(|c| c.is_alphabetic()).count() <= 3 {
        return part.to_owned();
    }
    joined_small(&names::cased(part)).replace(" D'", " d'")
}

/// An organisation in running-text letters; an acronym stays.
pub fn organisation_cased(part: &str) -> String {
    if !part.contains(' ') || part.chars().any(char::is_lowercase) {
        return part.to_owned();
    }
    let cased = part.split_whitespace().enumerate().map(|(place, word)| {
        if lexicon::is_acronym(&folded(word)) {
            word.to_owned()
        } else if place > 0 && lexicon::is_particle(&folded(word)) {
            word.to_lowercase()
        } else {
            names::cased(word)
        }
    });
    joined_small(&cased.collect::<Vec<_>>().join(" "))
}

fn joined_small(text: &str) -> String {
    let small = |word: &str| matches!(word, "Of" | "The" | "And" | "For" | "In" | "On");
    let words = text.split(' ').enumerate().map(|(place, word)| {
        if place > 0 && small(word) {
            word.to_lowercase()
        } else {
            word.to_owned()
        }
    });
    words.collect::<Vec<_>>().join(" ")
}
