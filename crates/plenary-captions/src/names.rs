//! Names of people in print and in speech: their letters, their likeness, where they begin and end.

use crate::lexicon;
use crate::words::{Words, folded};

/// A name in capitals as it is written in running text; a name in mixed case stays as it is.
pub fn cased(printed: &str) -> String {
    let mut words = Vec::new();
    let last = printed.split_whitespace().count().saturating_sub(1);
    // `ana li`: a name of several words in small letters; one word may be a nickname.
    let raised =
        (last > 0 && printed.chars().all(|c| !c.is_uppercase())).then(|| printed.to_uppercase());
    let printed = raised.as_deref().unwrap_or(printed);
    for (place, word) in printed.split_whitespace().enumerate() {
        // The one surname that has no vowel.
        if place > 0 && place == last && word == "NG" {
            words.push("Ng".to_owned());
            continue;
        }
        words.push(cased_word(
            word,
            place > 0 && place < last || matches!(word, "JR" | "JR." | "SR" | "SR."),
        ));
    }
    words.join(" ")
}

fn cased_word(word: &str, inner: bool) -> String {
    if let Some((prefix, rest)) = split_prefix(word) {
        return prefix.to_owned() + &cased_word(rest, false);
    }
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    let capitals = word.chars().all(|c| !c.is_lowercase());
    let low = lower(word);
    if inner && matches!(low.as_str(), "jr" | "jr." | "sr" | "sr.") {
        return if low.starts_with('j') { "Jr." } else { "Sr." }.to_owned();
    }
    if inner && matches!(low.as_str(), "of" | "the" | "and") {
        return low;
    }
    if !capitals || letters < 2 || matches!(word, "II" | "III" | "IV") || is_short_initials(word) {
        return word.to_owned();
    }
    if inner && lexicon::is_particle(&low) && !matches!(low.as_str(), "san" | "st" | "mac" | "ben")
    {
        return low;
    }
    let mut out = String::with_capacity(word.len());
    let mut fresh = true;
    for letter in low.chars() {
        if fresh {
            out.extend(letter.to_uppercase())
        } else {
            out.push(letter)
        }
        fresh = !(letter.is_alphabetic() || matches!(letter, '\u{300}'..='\u{36F}'));
    }
    match out
        .strip_prefix("Mc")
        .map(|rest| rest.chars().next().map(|first| (first, rest)))
    {
        Some(Some((first, rest))) if rest.len() > 2 => {
            format!("Mc{}{}", first.to_uppercase(), &rest[first.len_utf8()..])
        }
        _ => out,
    }
}

/// Lower case without the dot that a Turkish capital would leave behind.
fn lower(word: &str) -> String {
    word.to_lowercase().replace("i\u{307}", "i")
}

/// `McDONALD`, `DeSOUZA`: a small beginning before capitals.
fn split_prefix(word: &str) -> Option<(&str, &str)> {
    const PREFIXES: [&str; 14] = [
        "Mac", "Mc", "De", "Di", "Du", "Da", "La", "Le", "Van", "Von", "Del", "St", "O", "Fitz",
    ];
    let prefix = PREFIXES.iter().find(|prefix| {
        word.strip_prefix(**prefix).is_some_and(|rest| {
            rest.chars().count() >= 3 && rest.chars().all(|c| c.is_uppercase() || c == '-')
        })
    })?;
    let small = prefix.chars().any(char::is_lowercase);
    small.then(|| word.split_at(prefix.len()))
}

/// `JP` or `J.P.`: capitals that are initials and stay so.
fn is_short_initials(word: &str) -> bool {
    let vowel = |c: char| "AEIOUY".contains(c);
    let single = |part: &str| part.chars().count() <= 1;
    word.contains('.') && word.split(['.', '-']).all(single)
        || word.len() == 2 && !word.chars().any(vowel)
}

/// A name reduced for comparison: folded, without titles, dots and marks on letters.
pub fn key(name: &str) -> String {
    let low = folded(name);
    let words = low
        .split(|c: char| !(c.is_alphanumeric() || c == '\''))
        .filter(|word| !word.is_empty());
    let kept: Vec<String> = words
        .map(|word| word.chars().map(plain_letter).collect::<String>())
        .collect();
    let untitled: Vec<&str> = kept
        .iter()
        .map(String::as_str)
        .skip_while(|word| lexicon::is_title(word))
        .collect();
    if untitled.is_empty() {
        kept.join(" ")
    } else {
        untitled.join(" ")
    }
}

fn plain_letter(letter: char) -> char {
    match letter {
        'á' | 'à' | 'â' | 'ä' | 'ã' | 'å' | 'ā' => 'a',
        'é' | 'è' | 'ê' | 'ë' | 'ē' => 'e',
        'í' | 'ì' | 'î' | 'ï' | 'ı' => 'i',
        'ó' | 'ò' | 'ô' | 'ö' | 'õ' | 'ø' => 'o',
        'ú' | 'ù' | 'û' | 'ü' => 'u',
        'ñ' => 'n',
        'ç' | 'č' | 'ć' => 'c',
        'š' | 'ş' => 's',
        'ž' => 'z',
        _ => letter,
    }
}

/// How two names relate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Likeness {
    /// Nothing speaks for one person.
    Different,
    /// A few letters differ in an otherwise equal name.
    Spelling,
    /// One is part of the other: `Martin` and `Martin Lee`.
    Part,
    /// The same letters.
    Same,
}

/// Compares two names by their keys.
pub fn likeness(one: &str, other: &str) -> Likeness {
    let (one, other) = (key(one), key(other));
    if one == other {
        return Likeness::Same;
    }
    let (short, long) = if one.len() <= other.len() {
        (&one, &other)
    } else {
        (&other, &one)
    };
    let long_words: Vec<&str> = long.split(' ').collect();
    if !short.is_empty() && short.split(' ').all(|word| long_words.contains(&word)) {
        return Likeness::Part;
    }
    if is_spelling(&one, &other) {
        Likeness::Spelling
    } else {
        Likeness::Different
    }
}

/// Equally many words, at least one of them equal, and no more than two letters apart in the rest.
fn is_spelling(one: &str, other: &str) -> bool {
    let (a, b): (Vec<&str>, Vec<&str>) = (one.split(' ').collect(), other.split(' ').collect());
    if a.len() != b.len() || a.len() < 2 {
        return false;
    }
    let equal = a.iter().zip(&b).filter(|(x, y)| x == y).count();
    let apart: usize = a.iter().zip(&b).map(|(x, y)| distance(x, y)).sum();
    equal > 0 && apart <= 2 && one.len() >= 8
}

/// How many letters must be changed, added or left out (Levenshtein); long words are cut at 40 letters.
pub fn distance(one: &str, other: &str) -> usize {
    let a: Vec<char> = one.chars().take(40).collect();
    let b: Vec<char> = other.chars().take(40).collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut corner = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let changed = corner + usize::from(x != y);
            corner = row[j + 1];
            row[j + 1] = changed.min(corner + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}

/// Reads a name that begins at a word: words with a capital that are no common words, with
/// particles and initials between. Gives the place after it; nothing if there is none.
pub fn run(text: &str, words: &Words, from: usize) -> Option<usize> {
    let mut end = from;
    let mut at = from;
    while at < words.len() && at < from + 6 {
        if at > from && !joined(text, words, at) {
            break;
        }
        // "soy Ana Mora de Chile": where somebody is from is not their name.
        let behind = at > from + 1
            && matches!(
                words.low(at - 1),
                "de" | "del" | "da" | "do" | "du" | "aus" | "la"
            );
        if behind && lexicon::is_place(words.low(at)) {
            break;
        }
        if is_name_word(text, words, at) {
            end = at + 1;
        } else if !(at > from && lexicon::is_particle(words.low(at))) {
            break;
        }
        at += 1;
    }
    (end > from).then_some(end)
}

/// The words of a run as they are written.
pub fn slice<'a>(text: &'a str, words: &Words, from: usize, after: usize) -> &'a str {
    match (words.all.get(from), words.all.get(after.wrapping_sub(1))) {
        (Some(first), Some(last)) if first.start <= last.end => &text[first.start..last.end],
        _ => "",
    }
}

/// Whether only blanks, or the dot of an initial, stand between a word and the one before.
pub fn joined(text: &str, words: &Words, at: usize) -> bool {
    let (Some(before), Some(this)) = (words.all.get(at.wrapping_sub(1)), words.all.get(at)) else {
        return false;
    };
    let gap = &text[before.end..this.start];
    let dotted = before.end - before.start == 1 || text[before.start..before.end].contains('.');
    gap.trim().is_empty() || gap.trim() == "." && dotted
}

fn is_name_word(text: &str, words: &Words, at: usize) -> bool {
    let Some(word) = words.all.get(at) else {
        return false;
    };
    let printed = &text[word.start..word.end];
    let capital = printed.chars().next().is_some_and(char::is_uppercase);
    let digits = printed.chars().any(|c| c.is_ascii_digit());
    let possessive = printed.ends_with("'s") || printed.ends_with("’s");
    capital && !digits && !possessive && !lexicon::is_no_name(words.low(at))
}

/// Whether a run can be a person: no country, organisation or role, and no acronym alone.
pub fn is_person(name: &str) -> bool {
    let low = folded(name);
    let acronym = !name.contains(' ')
        && name.chars().count() <= 5
        && name.chars().filter(|c| c.is_uppercase()).count() > 1;
    let place = lexicon::is_place(&low)
        || low
            .split(' ')
            .any(|word| word.len() > 4 && lexicon::is_country(word));
    !acronym
        && !place
        && !lexicon::is_organisation(&low)
        && lexicon::role(&low).is_none()
        && !lexicon::is_language(&low)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capitals_become_names() {
        assert_eq!(cased("ANA MCDONALD"), "Ana McDonald");
        assert_eq!(
            cased("JEAN-PAUL VAN DER O'NEIL"),
            "Jean-Paul van der O'Neil"
        );
        assert_eq!(cased("Ana de Li"), "Ana de Li");
        assert_eq!(cased("JP RAO"), "JP Rao");
    }

    #[test]
    fn likeness_needs_an_equal_word() {
        assert_eq!(likeness("HANA BOUJEM", "Hana Boujem"), Likeness::Same);
        assert_eq!(likeness("José Peña", "JOSE PENA"), Likeness::Same);
        assert_eq!(likeness("Martin", "Dr. Martin Lee"), Likeness::Part);
        assert_eq!(
            likeness("Hunane Boujem", "Hanane Boujem"),
            Likeness::Spelling
        );
        assert_eq!(likeness("Ana Li", "Ben Li"), Likeness::Different);
    }

    #[test]
    fn a_run_stops_at_speech() {
        let text = "Juan de la Cruz I'm with us";
        let mut words = Words::default();
        words.read(text, 0, text.len());
        let after = run(text, &words, 0).unwrap();
        assert_eq!(slice(text, &words, 0, after), "Juan de la Cruz");
    }
}
