//! The register of people known from elsewhere: it helps to name speakers and learns from a record.

use std::collections::HashMap;

use crate::names::{self, Likeness};
use crate::record::Record;

/// A person of the register.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Person {
    /// The name as it should be written.
    pub name: String,
    /// Other writings of it, labels included.
    pub aliases: Vec<String>,
    /// The organisation last stated.
    pub affiliation: Option<String>,
    /// The role last held.
    pub role: Option<String>,
}

/// People known by name.
#[derive(Debug, Clone, Default)]
pub struct Register {
    /// The people, in the order of the file.
    pub people: Vec<Person>,
    by_key: HashMap<String, Option<usize>>,
    by_surname: HashMap<String, Option<usize>>,
}

/// How a label led to a person of the register.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Match {
    /// The name or an alias, letter by letter.
    Exact,
    /// The only person of that surname, with a title before.
    Surname,
    /// One name close enough in spelling and no second.
    Spelling,
}

/// A label learned with less confidence would spread a doubt.
const LEARNED: f64 = 0.8;

impl Register {
    /// Builds a register.
    pub fn new(people: Vec<Person>) -> Self {
        let mut register = Self {
            people,
            ..Self::default()
        };
        register.index();
        register
    }

    /// Reads CSV with a heading; the columns `name`, `aliases` (parted by `;` or `|`), `affiliation` and
    /// `role` are known under several headings, others are passed over.
    pub fn from_csv(text: &str) -> Self {
        let mut rows = csv(text.trim_start_matches('\u{FEFF}')).into_iter();
        let heading: Vec<String> = rows
            .next()
            .unwrap_or_default()
            .iter()
            .map(|cell| cell.trim().to_lowercase())
            .collect();
        let column = |known: &[&str]| {
            heading
                .iter()
                .position(|cell| known.contains(&cell.as_str()))
        };
        let name = column(&["name", "full name", "full_name", "participant", "speaker"]);
        let (first, last) = (
            column(&["first name", "first_name", "given name", "given_name"]),
            column(&[
                "last name",
                "last_name",
                "surname",
                "family name",
                "family_name",
            ]),
        );
        let aliases = column(&["aliases", "alias", "also", "labels", "other names"]);
        let affiliation = column(&[
            "affiliation",
            "organisation",
            "organization",
            "org",
            "company",
            "institution",
        ]);
        let role = column(&["role", "function", "position", "title"]);
        let people = rows.filter_map(|row| {
            let cell = |place: Option<usize>| {
                place
                    .and_then(|place| row.get(place))
                    .map(|cell| cell.trim().to_owned())
                    .filter(|cell| !cell.is_empty())
            };
            let whole = cell(name).or_else(|| Some(format!("{} {}", cell(first)?, cell(last)?)))?;
            let aliases = cell(aliases).map(|list| {
                list.split([';', '|'])
                    .map(|alias| alias.trim().to_owned())
                    .filter(|alias| !alias.is_empty())
                    .collect()
            });
            Some(Person {
                name: whole,
                aliases: aliases.unwrap_or_default(),
                affiliation: cell(affiliation),
                role: cell(role),
            })
        });
        Self::new(people.collect())
    }

    /// The register as CSV that `from_csv` reads.
    pub fn to_csv(&self) -> String {
        let mut out = String::from("name,aliases,affiliation,role\n");
        for person in &self.people {
            let aliases = person.aliases.join("; ");
            let cells = [
                &person.name,
                &aliases,
                person.affiliation.as_ref().unwrap_or(&String::new()),
                person.role.as_ref().unwrap_or(&String::new()),
            ]
            .map(|cell| quoted(cell));
            out.push_str(&cells.join(","));
            out.push('\n');
        }
        out
    }

    /// Adds the people of a record whose names are well founded, with the labels they were printed under.
    pub fn learn(&mut self, record: &Record) {
        for turn in &record.turns {
            let Some(speaker) = turn
                .speaker
                .as_ref()
                .filter(|speaker| speaker.confidence >= LEARNED)
            else {
                continue;
            };
            let Some(name) = speaker.name.as_ref().filter(|name| name.contains(' ')) else {
                continue;
            };
            let place = self.exact(name).unwrap_or_else(|| {
                self.people.push(Person {
                    name: name.clone(),
                    ..Person::default()
                });
                self.people.len() - 1
            });
            let person = &mut self.people[place];
            person.affiliation = speaker.affiliation.clone().or(person.affiliation.take());
            person.role = speaker.role.clone().or(person.role.take());
            let printed = turn.label.as_ref().filter(|label| {
                turn.role.is_none() && names::key(label) != names::key(&person.name)
            });
            if let Some(label) = printed.filter(|label| !person.aliases.contains(label)) {
                person.aliases.push(label.clone());
            }
            self.index();
        }
    }

    fn index(&mut self) {
        self.by_key.clear();
        self.by_surname.clear();
        for (place, person) in self.people.iter().enumerate() {
            for name in std::iter::once(&person.name).chain(&person.aliases) {
                // Two people of one name: neither is meant by it alone.
                let entry = self.by_key.entry(names::key(name)).or_insert(Some(place));
                *entry = entry.filter(|other| *other == place);
            }
            if let Some(surname) = names::key(&person.name).rsplit(' ').next() {
                let entry = self
                    .by_surname
                    .entry(surname.to_owned())
                    .or_insert(Some(place));
                *entry = entry.filter(|other| *other == place);
            }
        }
    }

    fn exact(&self, name: &str) -> Option<usize> {
        self.by_key.get(&names::key(name)).copied().flatten()
    }

    /// The person a printed name means, if exactly one can be meant.
    pub fn find(&self, name: &str, titled: bool) -> Option<(&Person, Match)> {
        if let Some(place) = self.exact(name) {
            return self.people.get(place).map(|person| (person, Match::Exact));
        }
        let key = names::key(name);
        if self.by_key.contains_key(&key) {
            return None;
        }
        if !key.contains(' ') {
            let place = self
                .by_surname
                .get(&key)
                .copied()
                .flatten()
                .filter(|_| titled)?;
            return self
                .people
                .get(place)
                .map(|person| (person, Match::Surname));
        }
        let mut close = self.people.iter().filter(|person| {
            std::iter::once(&person.name)
                .chain(&person.aliases)
                .any(|known| names::likeness(known, name) == Likeness::Spelling)
        });
        let person = close.next()?;
        close.next().is_none().then_some((person, Match::Spelling))
    }
}

fn quoted(cell: &str) -> String {
    if cell.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}

/// Rows and cells of a comma- or semicolon-parted file after RFC 4180.
fn csv(text: &str) -> Vec<Vec<String>> {
    let first = text.lines().next().unwrap_or("");
    let comma = if !first.contains(',') && first.contains(';') {
        ';'
    } else if !first.contains(',') && first.contains('\t') {
        '\t'
    } else {
        ','
    };
    let mut rows = vec![vec![String::new()]];
    let mut quote = false;
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        let Some(row) = rows.last_mut() else { break };
        let Some(cell) = row.last_mut() else { break };
        match letter {
            '"' if quote && letters.next_if_eq(&'"').is_some() => cell.push('"'),
            '"' => quote = !quote,
            '\n' if !quote => rows.push(vec![String::new()]),
            '\r' if !quote => {}
            _ if letter == comma && !quote => row.push(String::new()),
            _ => cell.push(letter),
        }
    }
    rows.retain(|row| row.iter().any(|cell| !cell.trim().is_empty()));
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    const PEOPLE: &str = "Name,Aliases,Affiliation,Role\r\n\"Li, Ana\",\"ANA LEE; A. Li\",\"Letters, Inc.\",\r\nBenedict Rao,,Harbour,chair\r\nCarl Rao,,,\r\n";

    #[test]
    fn a_register_is_read_and_written() {
        let register = Register::from_csv(PEOPLE);
        assert_eq!(register.people.len(), 3);
        assert_eq!(
            register.people[0].affiliation.as_deref(),
            Some("Letters, Inc.")
        );
        assert_eq!(
            Register::from_csv(&register.to_csv()).people,
            register.people
        );
    }

    #[test]
    fn only_one_person_can_be_meant() {
        let register = Register::from_csv(PEOPLE);
        assert_eq!(
            register
                .find("ANA LEE", false)
                .map(|(person, _)| person.name.as_str()),
            Some("Li, Ana")
        );
        assert_eq!(
            register
                .find("RAO", true)
                .map(|(person, _)| person.name.as_str()),
            None
        );
        assert_eq!(
            register
                .find("Benedikt Rao", false)
                .map(|(person, how)| (person.name.as_str(), how)),
            Some(("Benedict Rao", Match::Spelling))
        );
    }
}
