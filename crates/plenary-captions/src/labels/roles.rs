//! Roles inside a label, and whose they are: `CHAIR OF`, `ITU SECRETARIAT`, `MODERATOR ANA LI`.

use crate::lexicon;
use crate::words::folded;

/// `CHAIR OF WORKING GROUP 1` or `DELEGATE FROM KENYA`: a role and what it is of.
pub(super) fn split_role(part: &str) -> Option<(&'static str, &str)> {
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
pub(super) fn role_first(part: &str) -> Option<(&'static str, String)> {
    let words: Vec<&str> = part.split_whitespace().collect();
    // `HOST COUNTRY CHAIR`: the last role is the one that is held.
    let last = words
        .last()
        .filter(|_| words.len() > 1)
        .and_then(|word| lexicon::role(&folded(word)));
    if let Some(role) = last.filter(|_| lexicon::role(&folded(words[0])).is_some()) {
        return Some((role, String::new()));
    }
    (1..words.len().min(5))
        .rev()
        .find_map(|count| {
            let role = lexicon::role(&folded(&words[..count].join(" ")))?;
            let low = folded(words[0]);
            let plain = count > 1 || !(lexicon::is_title(&low) || lexicon::is_everyday_role(&low));
            let borne = words[0].chars().count() > 2 && lexicon::is_borne(role);
            (plain && borne).then(|| (role, words[count..].join(" ")))
        })
        .or_else(|| office(&words))
}

/// `PUBLIC WORKS DIRECTOR CHEN`: common words, a role among the titles, a name.
fn office(words: &[&str]) -> Option<(&'static str, String)> {
    let at = (1..words.len().saturating_sub(1)).rev().find(|at| {
        let low = folded(words[*at]);
        lexicon::is_title(&low) && lexicon::role(&low).is_some()
    })?;
    let low: Vec<String> = words.iter().map(|word| folded(word)).collect();
    let common = low[..at]
        .iter()
        .any(|word| lexicon::is_no_name(word) || lexicon::is_organisation(word));
    let named = !low[at + 1..].iter().any(|word| lexicon::is_no_name(word));
    let role = lexicon::role(&low[at])?;
    (common && named && words.len() - at <= 4).then(|| (role, words[at + 1..].join(" ")))
}

/// `ITU SECRETARIAT`, `KENYA DELEGATION`, `法国代表`: whose the role is, before it.
pub(super) fn role_last(part: &str) -> Option<(&'static str, &str)> {
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
pub(super) fn split_at_phrase<'a>(part: &'a str, phrase: &str) -> Option<(&'a str, &'a str)> {
    let at = folded(part).find(phrase)?;
    Some((
        part.get(..at)?.trim(),
        part.get(at + phrase.len()..)?.trim(),
    ))
}

pub(super) fn without_article(part: &str) -> &str {
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
