//! Word lists: roles, titles, countries, organisations, languages and words that are no names.
//!
//! The lists stand in `lists/`, parted by commas; in `roles.txt` a line begins with the record's word.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

type List = LazyLock<HashSet<&'static str>>;

fn read(list: &'static str) -> HashSet<&'static str> {
    list.split([',', '\n'])
        .map(str::trim)
        .filter(|word| !word.is_empty())
        .collect()
}

/// Roles by the words of a label.
static ROLE: LazyLock<HashMap<&str, &str>> = LazyLock::new(|| {
    let lines = include_str!("lists/roles.txt")
        .lines()
        .filter_map(|line| line.split_once(": "));
    lines
        .flat_map(|(role, words)| words.split(", ").map(move |word| (word, role)))
        .collect()
});
/// Roles that one person holds, so that what is said may bind a name to them.
static HELD_ROLE: List = LazyLock::new(|| read(include_str!("lists/held_roles.txt")));
/// Titles before a name, without dots.
static TITLE: List = LazyLock::new(|| read(include_str!("lists/titles.txt")));
static COUNTRY: List = LazyLock::new(|| {
    let mut countries = read(include_str!("lists/countries.txt"));
    countries.extend(read(include_str!("lists/countries_elsewhere.txt")));
    countries
});
static ORGANISATION: List = LazyLock::new(|| read(include_str!("lists/organisations.txt")));
/// Words that make the label they stand in an organisation.
static ORGANISATION_WORD: List =
    LazyLock::new(|| read(include_str!("lists/organisation_words.txt")));
static LANGUAGE: List = LazyLock::new(|| read(include_str!("lists/languages.txt")));
/// Words with a capital that are not part of a person's name.
static NO_NAME: List = LazyLock::new(|| read(include_str!("lists/no_names.txt")));
/// Words that stand before a colon in speech or in a form but never name a speaker.
static NO_LABEL: List = LazyLock::new(|| read(include_str!("lists/no_labels.txt")));
/// Small words inside names.
static PARTICLE: List = LazyLock::new(|| read(include_str!("lists/particles.txt")));

/// Places of the countries' list that are towns; they say where somebody sits, not for which country.
const TOWNS: &[&str] = &["philadelphia", "berlin"];

/// Whether a role is one that one person holds.
pub fn is_held(role: &str) -> bool {
    HELD_ROLE.contains(role)
}

/// Whether a word is a small one inside names, as `de` or `van`.
pub fn is_particle(word: &str) -> bool {
    PARTICLE.contains(word)
}

/// Whether a folded word is a language.
pub fn is_language(word: &str) -> bool {
    LANGUAGE.contains(word)
}

/// Whether a folded phrase is a country.
pub fn is_country(phrase: &str) -> bool {
    let articles = ["the ", "la ", "le ", "el ", "l'"];
    let bare = articles
        .iter()
        .find_map(|article| phrase.strip_prefix(article));
    let known = |phrase: &str| COUNTRY.contains(phrase) && !TOWNS.contains(&phrase);
    known(phrase) || bare.is_some_and(known)
}

/// Whether a folded phrase is a country or a town, so no person.
pub fn is_place(phrase: &str) -> bool {
    COUNTRY.contains(phrase)
}

/// Whether a folded phrase is an organisation: known, or with a word that only organisations bear.
pub fn is_organisation(phrase: &str) -> bool {
    ORGANISATION.contains(phrase)
        || phrase
            .split([' ', ','])
            .any(|word| ORGANISATION_WORD.contains(word))
}

/// Whether a folded word is a known organisation's short name, written in capitals.
pub fn is_acronym(word: &str) -> bool {
    ORGANISATION.contains(word) && word.len() <= 5 && word != "media"
        || matches!(word, "ict" | "it" | "wg")
}

/// Whether a folded phrase is somebody's post, not their employer: `chief librarian`.
pub fn is_post(phrase: &str) -> bool {
    const POSTS: &str = "chief|head|senior|lead|junior|founder|co-founder|cofounder|researcher|adviser|advisor|consultant|\
        manager|expert|analyst|engineer|lawyer|fellow|partner|policy|programme|program|executive|deputy|assistant|associate|\
        special|former|emeritus|principal|coordinator|specialist|vp|ceo|cto|coo|cfo|ciso|phd|professor|lecturer";
    phrase
        .split(' ')
        .any(|word| POSTS.split('|').any(|post| post == word))
        && !is_organisation(phrase)
}

/// Whether a folded word cannot be part of a person's name.
pub fn is_no_name(word: &str) -> bool {
    NO_NAME.contains(word)
}

/// Whether a folded phrase before a colon names nobody.
pub fn is_no_label(phrase: &str) -> bool {
    NO_LABEL.contains(phrase)
}

/// Words before a role that do not change it: `city`, `another`.
const BEFORE_ROLE: &str = "the|our|an|another|next|first|second|third|acting|interim|in-person|onsite|on-site|live|\
    city|county|town|village|local|national|el|la|le|les|l'|o|der|die|das|session|workshop|panel|main|deputy|assistant|\
    mr|mrs|ms|madam|madame|m|mme|sr|sra|señor|señora|monsieur|el sr|la sra|o sr|a sra|herr|frau|new|young|male|female";

/// The record's word for a folded role, digits and signs after it left out; nothing for another phrase.
pub fn role(phrase: &str) -> Option<&'static str> {
    plain_role(phrase).or_else(|| {
        let undotted = phrase.replace('.', "");
        let (mut first, mut rest) = undotted.trim().split_once(' ')?;
        loop {
            BEFORE_ROLE.split('|').find(|word| *word == first)?;
            if let Some(role) = plain_role(rest) {
                return Some(role);
            }
            (first, rest) = rest.split_once(' ')?;
        }
    })
}

/// Whether a role may stand before the name of its bearer.
pub fn is_borne(role: &str) -> bool {
    const UNBORNE: &str =
        "unidentified|several|recording|captioner|narrator|technical support|reporter|youth";
    !UNBORNE.split('|').any(|known| known == role)
}

/// Whether a role is one that a body gives to its staff: `LETTERS HOST`.
pub fn is_staffed(role: &str) -> bool {
    matches!(
        role,
        "secretariat"
            | "staff"
            | "host"
            | "technical support"
            | "captioner"
            | "interpreter"
            | "delegate"
            | "operator"
    )
}

/// Whether a role's word is hardly ever somebody's surname.
pub fn is_no_surname(role: &str) -> bool {
    matches!(
        role,
        "moderator"
            | "remote moderator"
            | "facilitator"
            | "rapporteur"
            | "coordinator"
            | "secretary"
            | "panelist"
            | "interpreter"
            | "captioner"
            | "participant"
            | "remote participant"
            | "secretariat"
            | "director"
            | "organiser"
            | "presenter"
            | "audience"
            | "discussant"
            | "speaker"
    )
}

/// Roles that are everyday words, too: before a colon in running letters they need to come back.
pub fn is_everyday_role(phrase: &str) -> bool {
    const EVERYDAY: &str = "question|answer|the answer|comment|all|everyone|together|group|the group|public|remote|\
        online|technical|voice|voices|panel|chat|legal|keynote|members|both|youth|court|the court|justice|press|cart|\
        tech|chief|representative|delegation|speakers|participants|moderators|panelists|panellists|organizers|\
        organisers|attendees|delegates|hosts|presenters|pregunta|todos|tous|все|interpretation|film|video|recording|\
        man|woman|chorus|podium|zoom|代表|翻译|видео|vote|roll call|comments";
    EVERYDAY.split('|').any(|known| known == phrase)
}

fn plain_role(phrase: &str) -> Option<&'static str> {
    let undotted = phrase.replace('.', "");
    let plain = undotted
        .trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, ' ' | '#' | '-'))
        .trim();
    let known = |phrase: &str| ROLE.get(phrase).copied();
    let lettered = plain
        .rsplit_once(' ')
        .filter(|(_, last)| last.len() == 1 || matches!(*last, "one" | "two" | "three"))
        .map(|(first, _)| first);
    known(plain)
        .or_else(|| known(plain.strip_prefix("the ")?))
        .or_else(|| known(lettered?))
}

/// Whether a folded word is a title that nothing but a person bears, so no article and no office.
pub fn is_address(word: &str) -> bool {
    const OFFICES: &str = "the|he|m|chair|director|secretary|president|minister|member|general|major|sheikh|deputy|vice|\
        engineer|commissioner|representative|judge|justice|chief|officer|delegate|advocate|father|sister|mayor|governor|\
        doctor|professor|captain|trustee|supervisor|attorney|madam|madame|sir|lady|lord|miss|excellency|solicitor|sheriff";
    is_title(word)
        && !OFFICES
            .split('|')
            .any(|office| office == word.trim_end_matches('.'))
}

/// Whether a folded word, its dots left out, is a title before a name.
pub fn is_title(word: &str) -> bool {
    TITLE.contains(word.trim_end_matches('.'))
}
