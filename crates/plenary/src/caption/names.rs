//! The names and terms of a session, so that a captioner can teach them to the machine before it begins.

use std::collections::BTreeSet;

use plenary_kit::app::App;
use plenary_kit::db::Db;
use plenary_kit::fault::Fault;
use plenary_kit::policy::Viewer;

use crate::docket::store::{self as docket, list};
use crate::document::store as document;
use crate::forum::store as forum;
use crate::participant;
use crate::session::Session;

/// So many terms help; more are not read.
const TERMS: usize = 300;
/// A word of so many letters is worth teaching whatever it is.
const LONG_LETTERS: usize = 13;

/// What is worth teaching, each list sorted and without repetition.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names {
    /// Who is invited to speak.
    pub speakers: Vec<String>,
    /// People whose names stand at the cycle's items for this reader.
    pub people: Vec<String>,
    /// The stakeholder groups.
    pub groups: Vec<String>,
    /// What is on the agenda.
    pub agenda: Vec<String>,
    /// Names, abbreviations and long words of the documents under discussion.
    pub terms: Vec<String>,
}

/// The names and terms as this viewer may know them; of the session itself everything, for who has its link.
pub fn names(app: &App, db: &Db<'_>, viewer: &Viewer, session: &Session) -> Result<Names, Fault> {
    let speakers = session.speakers.iter().filter_map(|one| one.name.clone());
    let speakers: Vec<String> = speakers.collect();
    let people = people(app, db, viewer, session)?;
    let is_new = |name: &String| !speakers.contains(name);
    Ok(Names {
        people: people.into_iter().filter(is_new).collect(),
        speakers,
        groups: forum::groups(db)?
            .into_iter()
            .map(|group| group.name)
            .collect(),
        agenda: session
            .billing
            .agenda
            .iter()
            .map(|part| part.title.clone())
            .collect(),
        terms: document_terms(app, db, viewer, session)?,
    })
}

fn people(
    app: &App,
    db: &Db<'_>,
    viewer: &Viewer,
    session: &Session,
) -> Result<BTreeSet<String>, Fault> {
    let filter = list::Filter::all(&session.cycle);
    let reach = (app.policy().reach)(viewer);
    let (order, start) = (list::Order::NewestFirst, list::From::Start);
    let listed = docket::list::list(db, &reach, &filter, order, &start, list::PAGE_ITEMS)?;
    let mut names = BTreeSet::new();
    for item in listed.items {
        let is_named = item
            .fields_for(app, viewer)
            .is_some_and(|fields| fields.person);
        let author = item.author.filter(|_| is_named);
        if let Some(author) = author {
            let person = participant::person(db, &author)?;
            names.extend(person.and_then(|person| person.name));
        }
    }
    Ok(names)
}

fn document_terms(
    app: &App,
    db: &Db<'_>,
    viewer: &Viewer,
    session: &Session,
) -> Result<Vec<String>, Fault> {
    let mut all = BTreeSet::new();
    for id in &session.documents {
        let Some(found) = document::document(db, id)? else {
            continue;
        };
        if !found.may_read(app.policy(), viewer) {
            continue;
        }
        if let Some(version) = document::version(db, id, found.latest)? {
            for block in version.blocks() {
                all.extend(terms(version.slice(block.span)));
            }
        }
    }
    Ok(all.into_iter().take(TERMS).collect())
}

/// The names, abbreviations and long words of a text: what a dictionary of everyday words lacks.
pub fn terms(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut name: Vec<&str> = Vec::new();
    let mut begins_sentence = true;
    for raw in text.split_whitespace() {
        let word = raw.trim_matches(|c: char| !c.is_alphanumeric());
        let is_capital = word.chars().next().is_some_and(char::is_uppercase);
        if is_abbreviation(word) || word.chars().count() >= LONG_LETTERS {
            found.push(word.to_owned());
        }
        match is_capital && !begins_sentence && word.chars().count() > 1 {
            true => name.push(word),
            false => end_name(&mut name, &mut found),
        }
        let ends = raw.ends_with(|c: char| c.is_ascii_punctuation() && c != '-');
        if ends {
            end_name(&mut name, &mut found);
        }
        begins_sentence = raw.ends_with(['.', '?', '!', ':', '。']);
    }
    end_name(&mut name, &mut found);
    found
}

fn end_name(name: &mut Vec<&str>, found: &mut Vec<String>) {
    if !name.is_empty() {
        found.push(name.join(" "));
        name.clear();
    }
}

fn is_abbreviation(word: &str) -> bool {
    let capitals = word.chars().filter(|c| c.is_uppercase()).count();
    capitals >= 2 || (capitals >= 1 && word.chars().any(|c| c.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_abbreviations_and_long_words_are_found_and_everyday_words_are_not() {
        let text = "The rope of the Strait of Arhal parted. We asked Ana Kim, of TEPLA, about IPv6. Interoperability counts.";
        assert_eq!(
            terms(text),
            [
                "Strait",
                "Arhal",
                "Ana Kim",
                "TEPLA",
                "TEPLA",
                "IPv6",
                "IPv6",
                "Interoperability"
            ]
        );
    }
}
