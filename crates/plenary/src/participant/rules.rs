//! People, organisations, affiliations and roles: what they are and what may be done with them.

use plenary_kit::id::{CycleId, OrganisationId, ParticipantId};
use plenary_kit::policy::{Role, Viewer};
use plenary_kit::text::Address;
use plenary_kit::time::Instant;
use plenary_kit::words::{Words, WordsKey};
use plenary_ledger::Seal;

use super::event::ParticipantEvent;
pub use super::person::{Affiliation, CycleRole, Organisation, Person};
use super::refusal::ParticipantRefusal;
use crate::forum::Group;

/// The most letters of a person's name; the longest passport line (ICAO 9303, 39) several times over.
pub const NAME_LETTERS: usize = 120;
/// The most letters somebody may say about themselves.
pub const ABOUT_LETTERS: usize = 2_000;
/// The most letters of a title at an organisation.
pub const TITLE_LETTERS: usize = 160;
/// The most letters of an organisation's name.
pub const ORGANISATION_LETTERS: usize = 200;
/// The most letters of the rule under which data is erased.
pub const RULE_LETTERS: usize = 300;
/// The most affiliations of one person, past ones too.
pub const AFFILIATIONS: usize = 60;

/// Whether the viewer may see who takes part: people are known to the community, not to the world.
pub fn may_see_people(viewer: &Viewer) -> bool {
    viewer.community || viewer.secretariat || !viewer.roles.is_empty()
}

/// Whether the viewer keeps the list of people, organisations and roles.
pub fn may_keep_people(viewer: &Viewer) -> Result<(), ParticipantRefusal> {
    match viewer.secretariat {
        true => Ok(()),
        false => Err(ParticipantRefusal::NotSecretariat),
    }
}

/// The operator at the machine's own command line: may do what the secretariat may, and stands in no list of people.
pub fn operator() -> Viewer {
    Viewer {
        secretariat: true,
        ..Viewer::default()
    }
}

/// What a person tells when they come.
#[derive(Clone, Debug)]
pub struct Join {
    /// The name.
    pub name: String,
    /// Where letters go.
    pub address: Option<Address>,
    /// The word of the stakeholder group.
    pub group: Option<String>,
    /// The language of letters.
    pub lang: String,
}

/// Takes in a guest: nobody has yet proved that the address is theirs.
pub fn join_as_guest(
    known: Option<&ParticipantId>,
    groups: &[Group],
    ask: Join,
) -> Result<ParticipantEvent, ParticipantRefusal> {
    joined(known, groups, ask, false)
}

/// Takes in a person who came by a link mailed to the address.
pub fn join_by_link(
    known: Option<&ParticipantId>,
    groups: &[Group],
    ask: Join,
) -> Result<ParticipantEvent, ParticipantRefusal> {
    joined(known, groups, ask, true)
}

/// Takes in a person whom the secretariat knows.
pub fn add_participant(
    viewer: &Viewer,
    known: Option<&ParticipantId>,
    groups: &[Group],
    ask: Join,
) -> Result<ParticipantEvent, ParticipantRefusal> {
    may_keep_people(viewer)?;
    joined(known, groups, ask, true)
}

/// Notes somebody who spoke and whom the forum does not know: nobody until the person claims it.
pub fn note_speaker(groups: &[Group], ask: Join) -> Result<ParticipantEvent, ParticipantRefusal> {
    let address = None;
    joined(None, groups, Join { address, ..ask }, false)
}

fn joined(
    known: Option<&ParticipantId>,
    groups: &[Group],
    ask: Join,
    is_confirmed: bool,
) -> Result<ParticipantEvent, ParticipantRefusal> {
    if known.is_some() {
        return Err(ParticipantRefusal::AddressKnown);
    }
    check_group(groups, ask.group.as_deref())?;
    check_language(&ask.lang)?;
    Ok(ParticipantEvent::Joined {
        id: ParticipantId::fresh(),
        name: Words::new(ask.name),
        address: ask.address.map(|address| Words::new(address.as_str())),
        group: ask.group,
        lang: ask.lang,
        is_confirmed,
    })
}

/// Confirms a guest who came by a link mailed to their address.
pub fn confirm(person: &Person) -> Result<ParticipantEvent, ParticipantRefusal> {
    check_here(person)?;
    if person.is_confirmed {
        return Err(ParticipantRefusal::AlreadyConfirmed);
    }
    Ok(ParticipantEvent::Confirmed {
        id: person.id.clone(),
    })
}

/// What a person says of themselves.
#[derive(Clone, Debug)]
pub struct ChangeProfile {
    /// The name.
    pub name: String,
    /// A few sentences, in Markdown.
    pub about: Option<String>,
    /// The word of the stakeholder group.
    pub group: Option<String>,
    /// The language of letters.
    pub lang: String,
}

/// Changes what a person says of themselves: the person does, or the secretariat for them.
pub fn change_profile(
    viewer: &Viewer,
    person: &Person,
    groups: &[Group],
    ask: ChangeProfile,
) -> Result<ParticipantEvent, ParticipantRefusal> {
    may_speak_for(viewer, person)?;
    check_group(groups, ask.group.as_deref())?;
    check_language(&ask.lang)?;
    Ok(ParticipantEvent::ProfileChanged {
        id: person.id.clone(),
        name: Words::new(ask.name),
        about: ask.about.map(Words::new),
        group: ask.group,
        lang: ask.lang,
    })
}

/// Whether the viewer may say something of the person: the person themselves or the secretariat.
pub fn may_speak_for(viewer: &Viewer, person: &Person) -> Result<(), ParticipantRefusal> {
    if !viewer.is(Some(&person.id)) {
        may_keep_people(viewer)?;
    }
    check_here(person)
}

/// What is told of an organisation.
#[derive(Clone, Debug)]
pub struct NameOrganisation {
    /// Which; none for one that is new.
    pub id: Option<OrganisationId>,
    /// Its name.
    pub name: String,
    /// The word of its stakeholder group.
    pub group: Option<String>,
    /// Its own pages.
    pub url: Option<String>,
}

/// Names an organisation, or gives one another name.
pub fn name_organisation(
    viewer: &Viewer,
    same_name: Option<&Organisation>,
    groups: &[Group],
    ask: NameOrganisation,
) -> Result<ParticipantEvent, ParticipantRefusal> {
    may_keep_people(viewer)?;
    if same_name.is_some_and(|other| Some(&other.id) != ask.id.as_ref()) {
        return Err(ParticipantRefusal::OrganisationTaken);
    }
    check_group(groups, ask.group.as_deref())?;
    check_url(ask.url.as_deref())?;
    Ok(ParticipantEvent::OrganisationNamed {
        id: ask.id.unwrap_or_else(OrganisationId::fresh),
        name: ask.name,
        group: ask.group,
        url: ask.url,
    })
}

/// Notes that one organisation serves another.
pub fn name_client(
    viewer: &Viewer,
    organisation: &Organisation,
    clients: &[OrganisationId],
    client: &Organisation,
) -> Result<ParticipantEvent, ParticipantRefusal> {
    may_keep_people(viewer)?;
    if organisation.id == client.id {
        return Err(ParticipantRefusal::OwnClient);
    }
    if clients.contains(&client.id) {
        return Err(ParticipantRefusal::ClientKnown);
    }
    Ok(ParticipantEvent::ClientNamed {
        organisation: organisation.id.clone(),
        client: client.id.clone(),
    })
}

/// Notes that one organisation does not serve another any more.
pub fn drop_client(
    viewer: &Viewer,
    organisation: &Organisation,
    clients: &[OrganisationId],
    client: &OrganisationId,
) -> Result<ParticipantEvent, ParticipantRefusal> {
    may_keep_people(viewer)?;
    if !clients.contains(client) {
        return Err(ParticipantRefusal::NoClient);
    }
    Ok(ParticipantEvent::ClientDropped {
        organisation: organisation.id.clone(),
        client: client.clone(),
    })
}

/// What is told of an affiliation.
#[derive(Clone, Debug)]
pub struct Affiliate {
    /// Where; none when the organisation asked for is not known.
    pub organisation: Option<Organisation>,
    /// As what.
    pub title: Option<String>,
    /// From when on.
    pub since: Instant,
    /// Up to but without this instant.
    pub until: Option<Instant>,
}

/// Adds an affiliation. Said by the secretariat it counts at once; said by the person it is shown as theirs and opens
/// nothing until the secretariat confirms it: otherwise anyone could read what is marked for an organisation.
pub fn affiliate(
    viewer: &Viewer,
    person: &Person,
    all: &[Affiliation],
    ask: Affiliate,
) -> Result<ParticipantEvent, ParticipantRefusal> {
    may_speak_for(viewer, person)?;
    let organisation = ask
        .organisation
        .ok_or(ParticipantRefusal::NoSuchOrganisation)?;
    if ask.until.is_some_and(|until| until <= ask.since) {
        return Err(ParticipantRefusal::AffiliationBackwards);
    }
    let overlaps = |other: &&Affiliation| {
        other.organisation == organisation.id
            && other.until.is_none_or(|until| ask.since < until)
            && ask.until.is_none_or(|until| other.since < until)
    };
    if all.iter().any(|other| overlaps(&other)) {
        return Err(ParticipantRefusal::AffiliationTwice);
    }
    if all.len() >= AFFILIATIONS {
        return Err(ParticipantRefusal::TooManyAffiliations);
    }
    Ok(ParticipantEvent::Affiliated {
        participant: person.id.clone(),
        organisation: organisation.id,
        title: ask.title.map(Words::new),
        since: ask.since,
        until: ask.until,
        is_confirmed: viewer.secretariat,
    })
}

/// Vouches for what a person said of where they belong.
pub fn confirm_affiliation(
    viewer: &Viewer,
    person: &Person,
    affiliation: &Affiliation,
) -> Result<ParticipantEvent, ParticipantRefusal> {
    may_keep_people(viewer)?;
    check_here(person)?;
    if affiliation.confirmed.is_some() {
        return Err(ParticipantRefusal::AlreadyConfirmed);
    }
    Ok(ParticipantEvent::AffiliationConfirmed {
        participant: person.id.clone(),
        organisation: affiliation.organisation.clone(),
        since: affiliation.since,
    })
}

/// Ends an affiliation at `until`.
pub fn end_affiliation(
    viewer: &Viewer,
    person: &Person,
    affiliation: &Affiliation,
    until: Instant,
) -> Result<ParticipantEvent, ParticipantRefusal> {
    may_speak_for(viewer, person)?;
    if affiliation.until.is_some() {
        return Err(ParticipantRefusal::AffiliationOver);
    }
    if until <= affiliation.since {
        return Err(ParticipantRefusal::AffiliationBackwards);
    }
    Ok(ParticipantEvent::AffiliationEnded {
        participant: person.id.clone(),
        organisation: affiliation.organisation.clone(),
        since: affiliation.since,
        until,
    })
}

/// Gives a role in a cycle.
pub fn give_role(
    viewer: &Viewer,
    person: &Person,
    cycle: &CycleId,
    held: &[CycleRole],
    role: Role,
) -> Result<ParticipantEvent, ParticipantRefusal> {
    may_keep_people(viewer)?;
    check_here(person)?;
    if !person.is_confirmed {
        return Err(ParticipantRefusal::NotConfirmed);
    }
    if holds(held, cycle, role) {
        return Err(ParticipantRefusal::RoleHeld);
    }
    Ok(ParticipantEvent::RoleGiven {
        cycle: cycle.clone(),
        participant: person.id.clone(),
        role,
    })
}

/// Takes a role in a cycle back.
pub fn take_role(
    viewer: &Viewer,
    person: &Person,
    cycle: &CycleId,
    held: &[CycleRole],
    role: Role,
) -> Result<ParticipantEvent, ParticipantRefusal> {
    may_keep_people(viewer)?;
    if !holds(held, cycle, role) {
        return Err(ParticipantRefusal::RoleNotHeld);
    }
    Ok(ParticipantEvent::RoleTaken {
        cycle: cycle.clone(),
        participant: person.id.clone(),
        role,
    })
}

fn holds(held: &[CycleRole], cycle: &CycleId, role: Role) -> bool {
    held.iter()
        .any(|one| one.cycle == *cycle && one.role == role && one.until.is_none())
}

/// Takes a person into the secretariat.
pub fn name_secretary(
    viewer: &Viewer,
    person: &Person,
) -> Result<ParticipantEvent, ParticipantRefusal> {
    may_keep_people(viewer)?;
    check_here(person)?;
    if !person.is_confirmed {
        return Err(ParticipantRefusal::NotConfirmed);
    }
    if person.is_secretariat {
        return Err(ParticipantRefusal::AlreadySecretary);
    }
    Ok(ParticipantEvent::SecretaryNamed {
        id: person.id.clone(),
    })
}

/// Lets a person go from the secretariat; the last one stays, or nobody could run the forum.
pub fn release_secretary(
    viewer: &Viewer,
    person: &Person,
    secretaries: i64,
) -> Result<ParticipantEvent, ParticipantRefusal> {
    may_keep_people(viewer)?;
    if !person.is_secretariat {
        return Err(ParticipantRefusal::NotASecretary);
    }
    check_not_last(person, secretaries)?;
    Ok(ParticipantEvent::SecretaryReleased {
        id: person.id.clone(),
    })
}

/// What is kept about a person and would be destroyed.
#[derive(Clone, Debug, Default)]
pub struct Kept {
    /// Where the words stand, and their seals.
    pub words: Vec<(WordsKey, Seal)>,
}

/// Whether the viewer may have the person's data erased: the person or the secretariat, once.
pub fn may_erase(
    viewer: &Viewer,
    person: &Person,
    secretaries: i64,
) -> Result<(), ParticipantRefusal> {
    may_speak_for(viewer, person)?;
    check_not_last(person, secretaries)
}

/// Erases a person's data under a rule.
pub fn erase(
    viewer: &Viewer,
    person: &Person,
    secretaries: i64,
    kept: Kept,
    rule: String,
) -> Result<ParticipantEvent, ParticipantRefusal> {
    may_erase(viewer, person, secretaries)?;
    let (words, erases) = kept.words.into_iter().unzip();
    Ok(ParticipantEvent::Erased {
        id: person.id.clone(),
        erases,
        words,
        rule,
    })
}

fn check_not_last(person: &Person, secretaries: i64) -> Result<(), ParticipantRefusal> {
    match person.is_secretariat && secretaries <= 1 {
        true => Err(ParticipantRefusal::LastSecretary),
        false => Ok(()),
    }
}

fn check_here(person: &Person) -> Result<(), ParticipantRefusal> {
    match person.is_here() {
        true => Ok(()),
        false => Err(ParticipantRefusal::IsErased),
    }
}

fn check_group(groups: &[Group], group: Option<&str>) -> Result<(), ParticipantRefusal> {
    match group {
        Some(word) if !groups.iter().any(|group| group.word == word) => {
            Err(ParticipantRefusal::NoSuchGroup)
        }
        _ => Ok(()),
    }
}

/// The shape of a BCP 47 tag: subtags of one to eight letters or digits, the first of letters only.
fn check_language(lang: &str) -> Result<(), ParticipantRefusal> {
    let is_subtag =
        |tag: &str| (1..=8).contains(&tag.len()) && tag.chars().all(|c| c.is_ascii_alphanumeric());
    let first = lang.split('-').next().unwrap_or("");
    let is_tag = lang.len() <= 35
        && first.len() >= 2
        && first.chars().all(|c| c.is_ascii_alphabetic())
        && lang.split('-').all(is_subtag);
    is_tag
        .then_some(())
        .ok_or(ParticipantRefusal::NoSuchLanguage)
}

/// Only web addresses become links: a link that begins with anything else could run something.
fn check_url(url: Option<&str>) -> Result<(), ParticipantRefusal> {
    let is_web = |url: &str| url.starts_with("https://") || url.starts_with("http://");
    let is_clean = |url: &str| {
        !url.chars()
            .any(|c| c.is_whitespace() || c.is_control() || "\"'<>".contains(c))
    };
    match url {
        Some(url) if !is_web(url) || !is_clean(url) => Err(ParticipantRefusal::BadUrl),
        _ => Ok(()),
    }
}
