//! The words marks are made of, kind by kind.
//!
//! A phrase is a mark of a kind when it is one of its phrases, or holds one of its words and nothing
//! that does not go with it: `(music playing)` is a mark, `(the music industry)` is speech.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::MarkKind;
use crate::lexicon;

/// What a word or phrase is to a kind of mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    /// Makes a mark of what stands around it, whatever that is.
    Sure,
    /// Makes a mark if everything else goes with it.
    Core,
    /// As a core, but not alone.
    Pair,
    /// Must stand beside a core, where the kind has such words: `audio` and `lost`.
    And,
    /// Goes with the kind.
    With,
}

/// Words that go with every kind.
const FILLERS: &str = "a|an|the|of|in|for|at|and|or|on|is|are|from|to|by|with|some|short|brief|long|\
    audience|background|general|loud|continues|continued|begins|ends|moment|again|session|meeting|room|\
    scattered|sound|sounds|sounding|no|due|as|then|end|start|please|all|o|y|e|et|и|в|из|im|der|die|das";

/// Signs that what follows is an example in speech and no mark.
const EXAMPLE: [&str; 7] = ["e.g", "i.e", "eg", "ie", "like", "such", "namely"];

struct Vocabulary {
    phrases: HashMap<&'static str, MarkKind>,
    /// Phrases of scripts without blanks between the words.
    solid: Vec<(&'static str, MarkKind)>,
    words: HashMap<&'static str, Vec<(MarkKind, Class)>>,
    paired: Vec<MarkKind>,
}

static VOCABULARY: LazyLock<Vocabulary> =
    LazyLock::new(|| read(include_str!("../lists/marks.txt")));

/// Reads the list: `kind class: word, word`.
fn read(list: &'static str) -> Vocabulary {
    let mut read = Vocabulary {
        phrases: HashMap::new(),
        solid: Vec::new(),
        words: HashMap::new(),
        paired: Vec::new(),
    };
    for line in list.lines() {
        let and = line.split_once(" and: ");
        read.paired
            .extend(and.and_then(|(name, _)| self::kind(name)));
    }
    for (heading, entries) in list.lines().filter_map(|line| line.split_once(": ")) {
        let Some((kind, class)) = heading
            .split_once(' ')
            .and_then(|(k, c)| Some((kind(k)?, c)))
        else {
            continue;
        };
        let class = match class {
            "sure" => Some(Class::Sure),
            "core" => Some(Class::Core),
            "pair" => Some(Class::Pair),
            "and" => Some(Class::And),
            "with" => Some(Class::With),
            _ => None,
        };
        for entry in entries.split(", ") {
            // Alone it is a phrase, unless the kind wants a second word.
            if matches!(class, Some(Class::Sure | Class::Core)) && !read.paired.contains(&kind) {
                read.phrases.entry(entry).or_insert(kind);
            }
            match class {
                Some(class) => read.words.entry(entry).or_default().push((kind, class)),
                None if is_solid(entry) => read.solid.push((entry, kind)),
                None => drop(read.phrases.insert(entry, kind)),
            }
        }
    }
    read
}

fn kind(name: &str) -> Option<MarkKind> {
    Some(match name {
        "inaudible" => MarkKind::Inaudible,
        "uncertain" => MarkKind::Uncertain,
        "off_microphone" => MarkKind::OffMicrophone,
        "no_interpretation" => MarkKind::NoInterpretation,
        "audio_difficulty" => MarkKind::AudioDifficulty,
        "foreign_language" => MarkKind::ForeignLanguage,
        "crosstalk" => MarkKind::Crosstalk,
        "applause" => MarkKind::Applause,
        "laughter" => MarkKind::Laughter,
        "music" => MarkKind::Music,
        "gavel" => MarkKind::Gavel,
        "silence" => MarkKind::Silence,
        "break" => MarkKind::Break,
        "other" => MarkKind::Other,
        _ => return None,
    })
}

/// The kinds in the order they are tried when two fit equally well.
const ORDER: [MarkKind; 13] = [
    MarkKind::Inaudible,
    MarkKind::OffMicrophone,
    MarkKind::NoInterpretation,
    MarkKind::AudioDifficulty,
    MarkKind::Crosstalk,
    MarkKind::Applause,
    MarkKind::Laughter,
    MarkKind::Music,
    MarkKind::Gavel,
    MarkKind::Silence,
    MarkKind::Break,
    MarkKind::ForeignLanguage,
    MarkKind::Other,
];

/// Chinese and Japanese letters, which are written without blanks.
fn is_solid(text: &str) -> bool {
    text.chars()
        .next()
        .is_some_and(|c| matches!(c, '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}'))
}

/// The kind of a set phrase.
pub(super) fn phrase(words: &[&str]) -> Option<MarkKind> {
    match words {
        [word] => VOCABULARY.phrases.get(word).copied(),
        _ => VOCABULARY.phrases.get(words.join(" ").as_str()).copied(),
    }
}

/// The kind of a word that is a mark in any company.
pub(super) fn sure(word: &str) -> Option<MarkKind> {
    let found = VOCABULARY.words.get(word)?.iter();
    found
        .filter(|(_, class)| *class == Class::Sure)
        .map(|(kind, _)| *kind)
        .next()
}

/// The kind of a folded phrase, given with its words; nothing if it is speech.
pub(super) fn kind_of(bare: &str, words: &[&str]) -> Option<MarkKind> {
    if is_solid(bare) {
        let short = |phrase: &str| bare.chars().count() <= phrase.chars().count() + 6;
        let found = VOCABULARY.solid.iter();
        return found
            .filter(|(phrase, _)| bare.contains(phrase) && short(phrase))
            .max_by_key(|(phrase, _)| phrase.len())
            .map(|(_, kind)| *kind);
    }
    if words.first().is_some_and(|first| EXAMPLE.contains(first)) {
        return None;
    }
    ORDER
        .iter()
        .filter_map(|kind| Some((place(*kind, words)?, *kind)))
        .min_by_key(|(place, _)| *place)
        .map(|(_, kind)| kind)
}

/// Where the first word that makes the mark stands, if the phrase is one of this kind.
fn place(kind: MarkKind, words: &[&str]) -> Option<usize> {
    let is = |word: &str, class: Class| {
        VOCABULARY
            .words
            .get(word)
            .is_some_and(|found| found.contains(&(kind, class)))
    };
    // A sound noted by its name may have more said about it, but not a sentence.
    let sure = words.iter().position(|word| is(word, Class::Sure));
    let limit = if kind == MarkKind::Inaudible { 14 } else { 6 };
    if sure.is_some() && words.len() <= limit {
        return sure;
    }
    let core = words
        .iter()
        .position(|word| is(word, Class::Core) || words.len() > 1 && is(word, Class::Pair))?;
    let paired = !VOCABULARY.paired.contains(&kind)
        || words
            .iter()
            .enumerate()
            .any(|(at, word)| at != core && is(word, Class::And))
        || words
            .iter()
            .any(|word| is(word, Class::And) && is(word, Class::Core));
    (paired && words.iter().all(|word| goes_with(kind, word))).then_some(core)
}

/// Whether a word, or each part of a hyphened one, goes with a kind.
fn goes_with(kind: MarkKind, word: &str) -> bool {
    let language = matches!(kind, MarkKind::NoInterpretation | MarkKind::ForeignLanguage);
    VOCABULARY
        .words
        .get(word)
        .is_some_and(|found| found.iter().any(|(other, _)| *other == kind))
        || FILLERS.split('|').any(|filler| filler == word)
        || word
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, ':' | '.'))
        || language && lexicon::is_language(word)
        || word.contains('-') && word.split('-').all(|part| goes_with(kind, part))
}

/// A language and how it was spoken: `speaking in French`, `French`, `en français`.
pub(super) fn language(printed: &str, words: &[&str]) -> Option<MarkKind> {
    const SPEAKING: [&str; 5] = ["speaking", "speaks", "spoke", "spoken", "speak"];
    let spoken =
        |word: &&str| SPEAKING.contains(word) || matches!(*word, "in" | "through" | "from");
    // "Spanish and French" is a list in somebody's speech.
    let listed = words.contains(&"and") && !words.iter().any(spoken);
    let named = !listed && words.iter().any(|word| lexicon::is_language(word));
    let goes = |word: &&str| goes_with(MarkKind::ForeignLanguage, word);
    // "Speaking Lingala": a language that no list knows, by its capital.
    let unlisted = match words {
        [first, name] | [first, "in", name] if SPEAKING.contains(first) && name.len() > 3 => {
            printed
                .split_whitespace()
                .next_back()
                .is_some_and(|word| word.starts_with(char::is_uppercase))
        }
        _ => false,
    };
    (named && words.iter().all(goes) || unlisted).then_some(MarkKind::ForeignLanguage)
}
