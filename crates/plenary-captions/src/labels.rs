//! A label taken apart: person, title, role, organisation and country are different things.

use crate::lexicon;
use crate::marks;
use crate::names;
use crate::words::folded;

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
    for part in parts(&plain) {
        classify(part, &mut label);
    }
    label
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
        classify(&tail, label);
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
        || low.starts_with("spoke ")
        || low.ends_with('?')
}

/// `CHAIR OF WORKING GROUP 1` or `DELEGATE FROM KENYA`: a role and what it is of.
fn split_role(part: &str) -> Option<(&'static str, &str)> {
    const JOINTS: [&str; 17] = [
        " of the ",
        " of ",
        " from the ",
        " from ",
        " for the ",
        " for ",
        " de la ",
        " de las ",
        " de los ",
        " de l'",
        " del ",
        " des ",
        " du ",
        " da ",
        " do ",
        " de ",
        " d'",
    ];
    for joint in JOINTS {
        let Some((role, tail)) = split_at_phrase(part, joint) else {
            continue;
        };
        if let Some(role) = held(&folded(role)) {
            return Some((role, tail));
        }
    }
    // `مندوب مصر`: languages that set the country beside the delegate.
    let (first, tail) = part.split_once(' ')?;
    let delegate = lexicon::role(&folded(first)) == Some("delegate");
    (delegate && lexicon::is_country(&folded(tail))).then_some(("delegate", tail))
}

/// `MODERATOR ANA LI`: the role in front, the person after it.
fn role_first(part: &str) -> Option<(&'static str, String)> {
    let words: Vec<&str> = part.split_whitespace().collect();
    (1..words.len().min(5)).rev().find_map(|count| {
        let role = lexicon::role(&folded(&words[..count].join(" ")))?;
        let plain = count > 1 || !lexicon::is_title(&folded(words[0]));
        let borne = words[0].chars().count() > 2 && lexicon::is_borne(role);
        (plain && borne).then(|| (role, words[count..].join(" ")))
    })
}

/// `ITU SECRETARIAT`, `KENYA DELEGATION`, `法国代表`: whose the role is, before it.
fn role_last(part: &str) -> Option<(&'static str, &str)> {
    if let Some(country) = ["代表团", "代表"]
        .iter()
        .find_map(|end| part.strip_suffix(end))
    {
        return (!country.is_empty()).then_some(("delegate", country));
    }
    let (before, last) = part.rsplit_once(' ')?;
    let role = lexicon::role(&folded(last))?;
    let low = folded(before);
    // `TRACK FACILITATOR`: a role with words of its own before it; who it is stays open.
    if lexicon::is_no_surname(role) && !label_names(before) {
        return Some((role, ""));
    }
    let machine = !before.contains(' ') && lexicon::is_staffed(role) && !lexicon::is_title(&low);
    (machine
        || lexicon::is_country(&low)
        || lexicon::is_acronym(&low)
        || lexicon::is_organisation(&low))
    .then_some((role, before))
}

/// Whether the words before a role say whose it is.
fn label_names(before: &str) -> bool {
    let low = folded(before);
    !before.contains(' ') || lexicon::is_country(&low) || lexicon::is_organisation(&low)
}

/// The parts before and after a phrase, whatever its case.
fn split_at_phrase<'a>(part: &'a str, phrase: &str) -> Option<(&'a str, &'a str)> {
    let at = folded(part).find(phrase)?;
    Some((
        part.get(..at)?.trim(),
        part.get(at + phrase.len()..)?.trim(),
    ))
}

fn without_article(part: &str) -> &str {
    let article = part
        .get(..4)
        .is_some_and(|start| start.eq_ignore_ascii_case("the "));
    if article { &part[4..] } else { part }
}

fn held(phrase: &str) -> Option<&'static str> {
    match phrase.trim_start_matches("the ") {
        "representative" => Some("delegate"),
        other => lexicon::role(other),
    }
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
    let name = words[titles..].join(" ");
    let low = folded(&name);
    if titles > 0
        && (lexicon::role(&low).is_some()
            || lexicon::is_country(&low)
            || lexicon::is_organisation(&low))
    {
        return classify_untitled(&name, &low, label);
    }
    if label.name.is_some() || label.several {
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
    if low.chars().any(|c| c.is_ascii_digit())
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

fn title_cased(word: &str) -> String {
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
