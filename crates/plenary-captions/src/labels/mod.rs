//! A label taken apart: person, title, role, organisation and country are different things.

mod casing;
mod roles;

use crate::lexicon;
use crate::marks;
use crate::names;
use crate::opening;
use crate::words::{folded, is_one_of};
use casing::title_cased;
pub use casing::{organisation_cased, place_cased};
use roles::{role_first, role_last, split_at_phrase, split_role, without_article};

/// What a label says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Label {
    /// The person, in running-text letters.
    pub name: Option<String>,
    /// The title before the name: `Mr`, `Senator`.
    pub title: Option<String>,
    /// The role, in the record's word.
    pub role: Option<&'static str>,
    /// The organisation.
    pub organisation: Option<String>,
    /// The country.
    pub country: Option<String>,
    /// Whether it names more than one person, so nobody in particular.
    pub several: bool,
}

/// Notes in a label that say how somebody spoke, not who.
const NOTES: [&str; 22] = [
    "remote",
    "online",
    "via zoom",
    "zoom",
    "remotely",
    "virtual",
    "off mic",
    "off microphone",
    "continued",
    "continuing",
    "cont'd",
    "cont",
    "through interpreter",
    "via interpreter",
    "through interpretation",
    "interpretation",
    "translated",
    "on video",
    "video",
    "phonetic",
    "sp",
    "by phone",
];

/// Takes a printed label apart.
pub fn read(printed: &str) -> Label {
    let mut label = Label::default();
    // Without what it says about the sound: `(speaking French; no interpretation)`.
    let plain = marks::without(printed)
        .replace(['‑', '‐'], "-")
        .replace('\u{a0}', " ");
    let plain = without_bracketed_title(&plain);
    // `president duarte`, where everything is in small letters.
    let plain = if plain.contains(' ') && !plain.contains(char::is_uppercase) {
        plain.to_uppercase()
    } else {
        plain
    };
    let plain = without_question(&plain);
    let plain = plain
        .strip_prefix("BY ")
        .or_else(|| plain.strip_prefix("By "))
        .unwrap_or(plain);
    if let Some((name, rest)) = turned_name(plain) {
        label.name = Some(name);
        parts(rest)
            .into_iter()
            .for_each(|part| classify(part, &mut label));
        return label;
    }
    let mut parts = parts(plain);
    if let [first, second, ..] = parts[..]
        && is_body_and_person(first, second)
    {
        label.organisation = Some(organisation_cased(first));
        parts.remove(0);
    }
    for part in parts {
        classify(part, &mut label);
    }
    label
}

/// `Q83 Ms Li`: the number of a question before who asks it.
fn without_question(plain: &str) -> &str {
    let numbered = plain
        .strip_prefix('Q')
        .and_then(|rest| rest.split_once(' '))
        .filter(|(number, _)| {
            !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
        });
    numbered.map_or(plain, |(_, who)| who)
}

/// `DR. (SMT.) ANA LI`: a second title between brackets.
fn without_bracketed_title(plain: &str) -> String {
    let inner = plain
        .split_once('(')
        .and_then(|(before, rest)| Some((before, rest.split_once(')')?)));
    match inner {
        Some((before, (title, after)))
            if lexicon::is_title(&folded(title)) && after.contains(char::is_alphabetic) =>
        {
            format!("{before}{}", after.trim_start())
        }
        _ => plain.to_owned(),
    }
}

/// `Mora, Ana (Letters Ltd)`: the surname first, as directories of staff have it; gives what stands after.
fn turned_name(plain: &str) -> Option<(String, &str)> {
    let (surname, rest) = plain.split_once(", ")?;
    let end = rest.find([',', '(', '[', ' ']).unwrap_or(rest.len());
    let given = &rest[..end];
    let word = |word: &str| {
        word.starts_with(char::is_uppercase)
            && word.chars().skip(1).any(char::is_lowercase)
            && !word.contains([' ', '.'])
            && !lexicon::is_no_name(&folded(word))
    };
    let named = word(surname) && word(given) && given.chars().count() > 1;
    let low = folded(given);
    let other =
        lexicon::role(&low).is_some() || lexicon::is_place(&low) || lexicon::is_organisation(&low);
    let alone =
        rest[end..].trim_start().is_empty() || rest[end..].trim_start().starts_with(['(', '[']);
    (named && !other && alone && !lexicon::is_title(&folded(surname)))
        .then(|| (format!("{given} {surname}"), &rest[end..]))
}

/// `IFLA - GERTRUD MEYERS`: one word that is no person's title or role, then a full name.
fn is_body_and_person(first: &str, second: &str) -> bool {
    let (low, name) = (folded(first), folded(second));
    let word = |word: &str| {
        lexicon::is_no_name(word) || lexicon::is_title(word) || lexicon::role(word).is_some()
    };
    let full = (2..=3).contains(&second.split_whitespace().count())
        && !name.split(' ').any(word)
        && !second.contains(|c: char| c.is_ascii_digit())
        && !lexicon::is_organisation(&name)
        && !lexicon::is_country(&name);
    let acronym = first.chars().count() <= 6
        && !first.contains([' ', '.'])
        && first.chars().all(char::is_uppercase);
    full && acronym && !word(&low) && !lexicon::is_country(&low)
}

/// The pieces between commas, brackets, strokes and dashes.
fn parts(printed: &str) -> Vec<&str> {
    let mut found = Vec::new();
    for piece in printed.split(['(', ')', '[', ']', ',', '/', ';', '|', '–', '—', '：', ':']) {
        let mut rest = piece;
        while let Some(at) = rest.find(" - ") {
            found.push(rest[..at].trim());
            rest = &rest[at + 3..];
        }
        found.push(rest.trim());
    }
    found.retain(|piece| piece.chars().any(char::is_alphanumeric));
    found
}

fn classify(part: &str, label: &mut Label) {
    let part = part.trim_matches(|c: char| matches!(c, '*' | '_' | '"' | '-' | ' '));
    let low = folded(part);
    let first = *label == Label::default();
    // `IRAN (ISLAMIC REPUBLIC OF)`: the rest of a country's name, set behind it.
    let turned = label.country.is_some() && (low.ends_with(" of") || low.ends_with(" of the"));
    if low.is_empty() || turned || (!first && is_note(&low)) {
        return;
    }
    if let Some((who, whom)) = split_at_phrase(part, " on behalf of ") {
        classify(who, label);
        label
            .organisation
            .get_or_insert_with(|| organisation_cased(without_article(whom)));
        return;
    }
    if let Some(role) = lexicon::role(&low) {
        label.role.get_or_insert(role);
    } else if lexicon::is_country(&low) {
        label.country.get_or_insert_with(|| place_cased(part));
    } else if let Some((role, tail)) = split_role(part).or_else(|| role_last(part)) {
        label.role.get_or_insert(role);
        let tail_low = folded(tail);
        if tail.is_empty() {
            return;
        }
        if lexicon::is_country(&tail_low) {
            label.country.get_or_insert_with(|| place_cased(tail));
        } else if lexicon::role(&tail_low).is_none() && role != "minister" {
            label
                .organisation
                .get_or_insert_with(|| organisation_cased(tail));
        }
    } else if let Some((role, tail)) = role_first(part) {
        label.role.get_or_insert(role);
        // Where a hub is says nothing of who speaks there.
        if !low.contains(" hub ") {
            classify(&tail, label);
        }
    } else if lexicon::is_organisation(&low) {
        label
            .organisation
            .get_or_insert_with(|| organisation_cased(part));
    } else {
        person(part, label);
    }
}

fn is_note(low: &str) -> bool {
    let suffix = [
        "ph.d", "ph.d.", "phd", "esq", "esq.", "jr", "jr.", "sr", "sr.", "md", "m.d.",
    ]
    .contains(&low);
    suffix
        || NOTES.contains(&low)
        || matches!(
            low,
            "he" | "him"
                | "she"
                | "her"
                | "they"
                | "them"
                | "his"
                | "hers"
                | "elle"
                | "él"
                | "ella"
        )
        || lexicon::is_language(low)
        || low.starts_with("speaking ")
        || low.starts_with("as ")
        || matches!(low.split_once(' '), Some(("on" | "via" | "in", _)))
        || low.starts_with("spoke ")
        || low.ends_with('?')
}

fn person(part: &str, label: &mut Label) {
    if let Some(rest) = without_address(part) {
        return classify(rest, label);
    }
    let words: Vec<&str> = part.split_whitespace().collect();
    let titles = words
        .iter()
        .take(words.len().saturating_sub(1))
        .take_while(|word| lexicon::is_title(&folded(word)))
        .count();
    let cut = cut_short(&words, titles, label);
    let name = words[titles + cut..].join(" ");
    let low = folded(&name);
    if titles > 0
        && (lexicon::role(&low).is_some()
            || lexicon::is_country(&low)
            || lexicon::is_organisation(&low))
    {
        return classify_untitled(&name, &low, label);
    }
    if label.name.is_some() && lexicon::is_post(&folded(part)) {
        return;
    }
    if titles == 0 && is_body(&low) || label.name.is_some() || label.several {
        label
            .organisation
            .get_or_insert_with(|| organisation_cased(part));
        return;
    }
    if low
        .split(' ')
        .any(|word| matches!(word, "and" | "&" | "et" | "und"))
    {
        label.several = true;
        return;
    }
    if is_device(&low)
        || low.chars().any(|c| c.is_ascii_digit())
        || low.chars().filter(|c| c.is_alphabetic()).count() < 2
    {
        return;
    }
    let title: Vec<String> = words[..titles]
        .iter()
        .map(|word| title_cased(word))
        .filter(|word| word != "The")
        .collect();
    label.role = label
        .role
        .or_else(|| title.iter().find_map(|word| lexicon::role(&folded(word))));
    label.title = (!title.is_empty()).then(|| title.join(" "));
    label.name = Some(names::cased(&name.replace('_', " ")));
}

/// How many words behind the titles are an office cut short: `H.E. FED. COUN. ANA LI`.
fn cut_short(words: &[&str], titles: usize, label: &mut Label) -> usize {
    let last = words.len().saturating_sub(1).max(titles);
    let short = |word: &&&str| word.len() > 3 && word.ends_with('.') && folded(word) != "st.";
    let cut = words[titles..last].iter().take_while(short).count();
    if titles == 0 {
        return 0;
    }
    if words[titles..titles + cut]
        .iter()
        .any(|word| folded(word) == "min.")
    {
        label.role.get_or_insert("minister");
    }
    cut
}

/// `iPhone de Marta`: the device's name, whoever holds it.
fn is_device(low: &str) -> bool {
    const DEVICES: &str = "iphone|ipad|ipod|macbook|android|galaxy|laptop|tablet";
    low.split(' ')
        .any(|word| is_one_of(word.trim_end_matches("'s"), DEVICES))
}

/// `READERS WITHOUT BORDERS`: a common word makes a phrase of three a body.
fn is_body(low: &str) -> bool {
    let common = |word: &str| {
        lexicon::is_no_name(word) && !opening::is_given_name(word) && !lexicon::is_particle(word)
    };
    let words: Vec<&str> = low.split(' ').collect();
    words.len() > 2 && words.iter().any(|word| common(word)) && !words.contains(&"and")
}

/// The part after a form of address of several words: `HIS EXCELLENCY`, `El Sr.`
fn without_address(part: &str) -> Option<&str> {
    const ADDRESSES: [&str; 18] = [
        "his excellency ",
        "her excellency ",
        "their excellencies ",
        "el sr. ",
        "la sra. ",
        "el sr ",
        "la sra ",
        "los sres. ",
        "las sras. ",
        "el señor ",
        "la señora ",
        "la srta. ",
        "o sr. ",
        "a sra. ",
        "o senhor ",
        "a senhora ",
        "his royal highness ",
        "her royal highness ",
    ];
    let low = folded(part);
    let address = ADDRESSES
        .iter()
        .find(|address| low.starts_with(**address))?;
    part.get(address.len()..)
        .map(str::trim)
        .filter(|rest| !rest.is_empty())
}

fn classify_untitled(name: &str, low: &str, label: &mut Label) {
    match (lexicon::role(low), lexicon::is_country(low)) {
        (Some(role), _) => drop(label.role.get_or_insert(role)),
        (None, true) => drop(label.country.get_or_insert_with(|| place_cased(name))),
        _ => drop(
            label
                .organisation
                .get_or_insert_with(|| organisation_cased(name)),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(printed: &str) -> Option<String> {
        read(printed).name
    }

    #[test]
    fn people_roles_organisations_and_countries_are_kept_apart() {
        assert_eq!(name("ANA LI").as_deref(), Some("Ana Li"));
        assert_eq!(
            (name("MODERATOR"), read("MODERATOR").role),
            (None, Some("moderator"))
        );
        assert_eq!(
            (name("CANADA"), read("CANADA").country.as_deref()),
            (None, Some("Canada"))
        );
        assert_eq!(
            (
                name("RUSSIAN FEDERATION"),
                read("RUSSIAN FEDERATION").country.as_deref()
            ),
            (None, Some("Russian Federation"))
        );
        assert_eq!(
            (name("ISOC"), read("ISOC").organisation.as_deref()),
            (None, Some("ISOC"))
        );
        assert_eq!(
            read("EUROPEAN COMMISSION").organisation.as_deref(),
            Some("European Commission")
        );
        assert_eq!(
            (name("SPEAKER 4"), read("SPEAKER 4").role),
            (None, Some("speaker"))
        );
        assert_eq!(
            (name("UNIDENTIFIED MALE"), read("UNIDENTIFIED MALE").role),
            (None, Some("unidentified"))
        );
    }

    #[test]
    fn labels_with_several_parts() {
        let label = read("CANADA (MR. ROY)");
        assert_eq!(
            (
                label.name.as_deref(),
                label.title.as_deref(),
                label.country.as_deref()
            ),
            (Some("Roy"), Some("Mr"), Some("Canada"))
        );
        let label = read("ANA LI, MODERATOR");
        assert_eq!(
            (label.name.as_deref(), label.role),
            (Some("Ana Li"), Some("moderator"))
        );
        let label = read("MODERATOR ANA LI");
        assert_eq!(
            (label.name.as_deref(), label.role),
            (Some("Ana Li"), Some("moderator"))
        );
        let label = read("Ms. Ana Li (Kenya)");
        assert_eq!(
            (label.name.as_deref(), label.country.as_deref()),
            (Some("Ana Li"), Some("Kenya"))
        );
        let label = read("CHAIR OF WORKING GROUP 1");
        assert_eq!((label.name, label.role), (None, Some("chair")));
        assert!(read("ANA LI AND BEN RAO").several);
        assert_eq!(name("THE REPRESENTATIVE OF CHILE"), None);
        assert_eq!(read("SENATOR DIAZ").name.as_deref(), Some("Diaz"));
        assert_eq!(
            read("THE CHAIR (MS. ANA LI)").name.as_deref(),
            Some("Ana Li")
        );
    }
}
