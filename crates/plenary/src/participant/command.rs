//! `plenary participant ...`: what the operator does with people at the machine's own command line.

use plenary_kit::app::App;
use plenary_kit::fault::{Fault, Stop};
use plenary_kit::id::{CycleId, ParticipantId};
use plenary_kit::policy::Role;
use plenary_kit::signin::{self, NewLink};
use plenary_kit::text::{self, Address, BadText};
use plenary_kit::time::Instant;
use serde::Serialize;

use super::acts::{self, Hand, Personal};
use super::letters;
use super::pages_sign_in::SIGN_IN;
use super::rules::{Join, NAME_LETTERS, Person, RULE_LETTERS};
use super::store::{self, After, Listed};

/// The most people one listing prints.
pub const LISTED: usize = 1_000;

/// A person as the command line prints one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Printed {
    /// The id.
    pub id: String,
    /// The name; none when erased.
    pub name: Option<String>,
    /// Where letters go.
    pub address: Option<String>,
    /// The word of the stakeholder group.
    pub group: Option<String>,
    /// Whether the address is known to be the person's.
    pub is_confirmed: bool,
    /// Whether the person belongs to the secretariat.
    pub is_secretariat: bool,
    /// Whether the person's data was erased.
    pub is_erased: bool,
}

impl From<Person> for Printed {
    fn from(person: Person) -> Printed {
        Printed {
            id: person.id.to_string(),
            name: person.name,
            address: person.address.map(|address| address.as_str().to_owned()),
            group: person.group,
            is_confirmed: person.is_confirmed,
            is_secretariat: person.is_secretariat,
            is_erased: person.erased.is_some(),
        }
    }
}

/// What `add` is told, as it was typed.
#[derive(Clone, Copy, Debug)]
pub struct NewPerson<'a> {
    /// The name.
    pub name: &'a str,
    /// Where letters go.
    pub address: Option<&'a str>,
    /// The word of the stakeholder group.
    pub group: Option<&'a str>,
    /// The language of letters.
    pub lang: &'a str,
}

/// `participant add`: takes a person in, confirmed.
pub async fn add(app: &App, new: NewPerson<'_>) -> Result<ParticipantId, Stop> {
    let ask = Join {
        name: text::line(new.name, NAME_LETTERS)?,
        address: new.address.map(str::parse).transpose()?,
        group: new.group.map(str::to_owned),
        lang: new.lang.to_owned(),
    };
    acts::add(app, &Hand::Operator, None, ask).await
}

/// `participant secretariat`: takes a person into the secretariat; the first one can be named here only.
pub async fn name_secretary(app: &App, id: &ParticipantId) -> Result<(), Stop> {
    acts::name_secretary(app, &Hand::Operator, None, id).await
}

/// `participant list`: people in the order of their joining, from the one after `after` on.
pub fn list(app: &App, after: Option<&ParticipantId>) -> Result<Vec<Printed>, Fault> {
    app.read(|db| {
        let last = match after {
            Some(id) => store::person(db, id)?,
            None => None,
        };
        let after = last.map_or_else(After::default, |last| After {
            joined: last.joined,
            id: last.id.to_string(),
        });
        let people = store::list(db, None, Listed::Everybody, &after, LISTED)?;
        Ok(people.into_iter().map(Printed::from).collect())
    })
}

/// Whom a word at the command line means: an id or an address.
pub fn find(app: &App, word: &str) -> Result<ParticipantId, Stop> {
    app.read(|db| {
        let id = match (word.parse::<ParticipantId>(), word.parse::<Address>()) {
            (Ok(id), _) => Some(id),
            (_, Ok(address)) => store::by_address(db, &address)?,
            _ => return Err(BadText::Address.into()),
        };
        let person = id.map(|id| store::person(db, &id)).transpose()?.flatten();
        person.map(|person| person.id).ok_or(Stop::NotFound)
    })
}

/// `participant role`: gives a role in a cycle.
pub async fn give_role(
    app: &App,
    id: &ParticipantId,
    cycle: &CycleId,
    role: Role,
) -> Result<(), Stop> {
    acts::give_role(app, &Hand::Operator, None, id, cycle.clone(), role).await
}

/// `participant role --take`: takes a role in a cycle back.
pub async fn take_role(
    app: &App,
    id: &ParticipantId,
    cycle: &CycleId,
    role: Role,
) -> Result<(), Stop> {
    acts::take_role(app, &Hand::Operator, None, id, cycle.clone(), role).await
}

/// `participant erase`: erases a person's data under a rule.
pub async fn erase(
    app: &App,
    id: &ParticipantId,
    rule: &str,
    elsewhere: Personal,
) -> Result<(), Stop> {
    let rule = text::line(rule, RULE_LETTERS)?;
    acts::erase(app, &Hand::Operator, None, id, rule, elsewhere).await
}

/// `participant sign-in-link`: a link printed on the operator's own console; good in any browser, until `ends`.
pub async fn sign_in_link(
    app: &App,
    id: &ParticipantId,
    ends: Instant,
    is_reusable: bool,
) -> Result<String, Stop> {
    let person = app.read(|db| store::person(db, id))?;
    let person = person.filter(Person::is_here).ok_or(Stop::NotFound)?;
    let link = app
        .tend(move |tx| {
            let subject = person.id.as_str();
            signin::make_link(
                tx,
                &NewLink {
                    purpose: SIGN_IN,
                    subject,
                    browser: None,
                    ends,
                    is_reusable,
                },
            )
        })
        .await?;
    Ok(letters::link_url(app, "sign-in", &link, "/"))
}
