//! The room's only SQL: people, organisations, affiliations and roles.

use std::collections::HashMap;

use plenary_kit::db::{Db, Row, Tx};
use plenary_kit::event::Meta;
use plenary_kit::fault::Fault;
use plenary_kit::id::{CycleId, OrganisationId, ParticipantId};
use plenary_kit::policy::{Role, Viewer};
use plenary_kit::text::Address;
use plenary_kit::time::Instant;
use plenary_kit::words::{self, Words, WordsKey};
use plenary_kit::{erase, given, mail, queries, signin};
use plenary_ledger::Seal;

use super::event::ParticipantEvent;
use super::rules::{Affiliation, CycleRole, Organisation, Person};

queries! {
    JOIN = "INSERT INTO participant (id, name, address, grp, lang, is_confirmed, is_secretariat, joined) VALUES (?1, ?2, ?3, ?4, ?5, ?6, 0, ?7)";
    KEEP_WORDS = "INSERT INTO participant_words (words, participant) VALUES (?1, ?2)";
    WORDS_OF = "SELECT words FROM participant_words WHERE participant = ?1 ORDER BY words";
    BODY = "SELECT body FROM words WHERE id = ?1";
    KEEP_ADDRESS = "INSERT INTO live_address (address, participant) VALUES (?1, ?2) ON CONFLICT (address) DO NOTHING";
    BY_ADDRESS = "SELECT participant FROM live_address WHERE address = ?1";
    ADDRESS_OF = "SELECT address FROM live_address WHERE participant = ?1";
    DROP_ADDRESS = "DELETE FROM live_address WHERE participant = ?1";
    DROP_LINKS = "DELETE FROM live_link WHERE subject = ?1";
    CONFIRM = "UPDATE participant SET is_confirmed = 1 WHERE id = ?1";
    CHANGE = "UPDATE participant SET name = ?2, about = ?3, grp = ?4, lang = ?5 WHERE id = ?1";
    SET_SECRETARY = "UPDATE participant SET is_secretariat = ?2 WHERE id = ?1";
    SECRETARIES = "SELECT COUNT(*) FROM participant WHERE is_secretariat = 1";
    ERASE = "UPDATE participant SET erased = ?2, is_secretariat = 0, about = NULL WHERE id = ?1";
    DROP_AFFILIATIONS = "DELETE FROM affiliation WHERE participant = ?1";
    END_ROLES = "UPDATE cycle_role SET until = ?2 WHERE participant = ?1 AND until IS NULL";
    PERSON = "SELECT p.id, n.body, a.body, b.body, p.grp, p.lang, p.is_confirmed, p.is_secretariat, p.joined, p.erased FROM participant p \
              LEFT JOIN words n ON n.id = p.name LEFT JOIN words a ON a.id = p.address LEFT JOIN words b ON b.id = p.about WHERE p.id = ?1";
    NAMES = "SELECT p.id, n.body FROM participant p JOIN words n ON n.id = p.name WHERE p.is_confirmed = 1 AND p.erased IS NULL \
              ORDER BY p.joined, p.id LIMIT ?1";
    NAME_OF = "SELECT n.body FROM participant p JOIN words n ON n.id = p.name WHERE p.id = ?1";
    NAME_KEY = "SELECT name FROM participant WHERE id = ?1";
    PEOPLE = "SELECT p.id, n.body, a.body, b.body, p.grp, p.lang, p.is_confirmed, p.is_secretariat, p.joined, p.erased FROM participant p \
              LEFT JOIN words n ON n.id = p.name LEFT JOIN words a ON a.id = p.address LEFT JOIN words b ON b.id = p.about \
              WHERE (CAST(?1 AS TEXT) IS NULL OR p.grp = ?1) AND (?2 = 1 OR (p.is_confirmed = 1 AND p.erased IS NULL)) \
              AND (p.joined > ?3 OR (p.joined = ?3 AND p.id > ?4)) ORDER BY p.joined, p.id LIMIT ?5";
    GROUP_COUNTS = "SELECT grp, COUNT(*) FROM participant WHERE is_confirmed = 1 AND erased IS NULL GROUP BY grp ORDER BY grp";
    NAME_ORGANISATION = "INSERT INTO organisation (id, name, grp, url) VALUES (?1, ?2, ?3, ?4) \
              ON CONFLICT (id) DO UPDATE SET name = excluded.name, grp = excluded.grp, url = excluded.url";
    ORGANISATION = "SELECT id, name, grp, url FROM organisation WHERE id = ?1";
    ORGANISATION_NAMED = "SELECT id, name, grp, url FROM organisation WHERE name = ?1";
    ORGANISATIONS = "SELECT id, name, grp, url FROM organisation WHERE name > ?1 ORDER BY name, id LIMIT ?2";
    ADD_CLIENT = "INSERT INTO organisation_client (organisation, client) VALUES (?1, ?2)";
    DROP_CLIENT = "DELETE FROM organisation_client WHERE organisation = ?1 AND client = ?2";
    CLIENTS = "SELECT client FROM organisation_client WHERE organisation = ?1 ORDER BY client LIMIT 1000";
    AFFILIATE = "INSERT INTO affiliation (participant, organisation, title, since, until, confirmed) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
    CONFIRM_AFFILIATION = "UPDATE affiliation SET confirmed = ?4 WHERE participant = ?1 AND organisation = ?2 AND since = ?3";
    END_AFFILIATION = "UPDATE affiliation SET until = ?4 WHERE participant = ?1 AND organisation = ?2 AND since = ?3";
    AFFILIATIONS = "SELECT f.organisation, o.name, w.body, f.since, f.until, f.confirmed FROM affiliation f \
              JOIN organisation o ON o.id = f.organisation LEFT JOIN words w ON w.id = f.title \
              WHERE f.participant = ?1 ORDER BY f.since DESC, o.name, f.organisation";
    UNCONFIRMED = "SELECT DISTINCT f.participant FROM affiliation f WHERE f.confirmed IS NULL ORDER BY f.participant LIMIT ?1";
    GIVE_ROLE = "INSERT INTO cycle_role (cycle, participant, role, since) VALUES (?1, ?2, ?3, ?4) \
              ON CONFLICT (cycle, participant, role, since) DO UPDATE SET until = NULL";
    TAKE_ROLE = "UPDATE cycle_role SET until = ?4 WHERE cycle = ?1 AND participant = ?2 AND role = ?3 AND until IS NULL";
    ROLES = "SELECT cycle, role, since, until FROM cycle_role WHERE participant = ?1 ORDER BY since DESC, cycle, role LIMIT 500";
    SECRETARIAT = "SELECT id FROM participant WHERE is_secretariat = 1 AND erased IS NULL ORDER BY joined, id LIMIT 500";
    HOLDERS = "SELECT participant FROM cycle_role WHERE cycle = ?1 AND role = ?2 AND until IS NULL ORDER BY since, participant LIMIT 500";
    OWN_ORGANISATIONS = "SELECT organisation FROM affiliation \
              WHERE participant = ?1 AND confirmed IS NOT NULL AND since <= ?2 AND (until IS NULL OR until > ?2)";
    SERVED_BY = "SELECT c.organisation FROM organisation_client c JOIN affiliation f ON f.organisation = c.client \
              WHERE f.participant = ?1 AND f.confirmed IS NOT NULL AND f.since <= ?2 AND (f.until IS NULL OR f.until > ?2)";
}

/// Changes the tables as an event says.
pub(super) fn apply(tx: &Tx<'_>, event: &ParticipantEvent, meta: &Meta) -> Result<(), Fault> {
    use ParticipantEvent as E;
    match event {
        E::Joined { .. } => join(tx, event, meta),
        E::Confirmed { id } => run(tx, CONFIRM, given![id]),
        E::ProfileChanged {
            id,
            name,
            about,
            group,
            lang,
        } => {
            let (name, about) = (keep(tx, id, name, meta)?, keep_maybe(tx, id, about, meta)?);
            run(tx, CHANGE, given![id, name, about, group, lang])
        }
        E::OrganisationNamed {
            id,
            name,
            group,
            url,
        } => run(tx, NAME_ORGANISATION, given![id, name, group, url]),
        E::ClientNamed {
            organisation,
            client,
        } => run(tx, ADD_CLIENT, given![organisation, client]),
        E::ClientDropped {
            organisation,
            client,
        } => run(tx, DROP_CLIENT, given![organisation, client]),
        E::Affiliated {
            participant,
            organisation,
            title,
            since,
            until,
            is_confirmed,
        } => {
            let title = keep_maybe(tx, participant, title, meta)?;
            let confirmed = is_confirmed.then_some(meta.at);
            run(
                tx,
                AFFILIATE,
                given![participant, organisation, title, since, until, confirmed],
            )
        }
        E::AffiliationConfirmed {
            participant,
            organisation,
            since,
        } => run(
            tx,
            CONFIRM_AFFILIATION,
            given![participant, organisation, since, meta.at],
        ),
        E::AffiliationEnded {
            participant,
            organisation,
            since,
            until,
        } => run(
            tx,
            END_AFFILIATION,
            given![participant, organisation, since, until],
        ),
        E::RoleGiven {
            cycle,
            participant,
            role,
        } => run(tx, GIVE_ROLE, given![cycle, participant, role, meta.at]),
        E::RoleTaken {
            cycle,
            participant,
            role,
        } => run(tx, TAKE_ROLE, given![cycle, participant, role, meta.at]),
        E::SecretaryNamed { id } => run(tx, SET_SECRETARY, given![id, true]),
        E::SecretaryReleased { id } => run(tx, SET_SECRETARY, given![id, false]),
        E::Erased {
            id, words, rule, ..
        } => forget(tx, id, words, rule, meta),
    }
}

fn run(tx: &Tx<'_>, sql: &str, values: &[plenary_kit::db::Value<'_>]) -> Result<(), Fault> {
    tx.run(sql, values).map(|_| ())
}

fn join(tx: &Tx<'_>, event: &ParticipantEvent, meta: &Meta) -> Result<(), Fault> {
    let ParticipantEvent::Joined {
        id,
        name,
        address,
        group,
        lang,
        is_confirmed,
    } = event
    else {
        return Ok(());
    };
    let name = keep(tx, id, name, meta)?;
    let key = keep_maybe(tx, id, address, meta)?;
    run(
        tx,
        JOIN,
        given![id, name, key, group, lang, is_confirmed, meta.at],
    )?;
    match key {
        Some(key) => keep_address(tx, id, key),
        None => Ok(()),
    }
}

fn keep(tx: &Tx<'_>, id: &ParticipantId, words: &Words, meta: &Meta) -> Result<WordsKey, Fault> {
    let key = words.key(meta);
    tx.run(KEEP_WORDS, given![key, id]).map(|_| key)
}

fn keep_maybe(
    tx: &Tx<'_>,
    id: &ParticipantId,
    words: &Option<Words>,
    meta: &Meta,
) -> Result<Option<WordsKey>, Fault> {
    words
        .as_ref()
        .map(|words| keep(tx, id, words, meta))
        .transpose()
}

/// The address as it stands in the words table; in a rebuild beside the forum the words are empty and nothing is kept.
fn keep_address(tx: &Tx<'_>, id: &ParticipantId, key: WordsKey) -> Result<(), Fault> {
    let body: Option<String> = tx.one(BODY, given![key], |row| row.get(0))?;
    match body.and_then(|text| text.parse::<Address>().ok()) {
        Some(address) => run(tx, KEEP_ADDRESS, given![address.folded(), id]),
        None => Ok(()),
    }
}

fn forget(
    tx: &Tx<'_>,
    id: &ParticipantId,
    words: &[WordsKey],
    rule: &str,
    meta: &Meta,
) -> Result<(), Fault> {
    erase::apply(tx, words, meta.at, meta.by.as_ref(), rule)?;
    for address in tx.all(ADDRESS_OF, given![id], |row| row.get::<String>(0))? {
        mail::drop_letters_about(tx, &super::letters::about(&address))?;
        tx.run(DROP_LINKS, given![address])?;
    }
    run(tx, DROP_ADDRESS, given![id])?;
    mail::drop_letters_to(tx, id)?;
    signin::forget_person(tx, id)?;
    run(tx, DROP_AFFILIATIONS, given![id])?;
    run(tx, END_ROLES, given![id, meta.at])?;
    run(tx, ERASE, given![id, meta.at])
}

/// What the policy needs to know of a person; nothing when there is none or their data was erased.
pub fn viewer(db: &Db<'_>, id: &ParticipantId, now: Instant) -> Result<Option<Viewer>, Fault> {
    let Some(person) = person(db, id)?.filter(Person::is_here) else {
        return Ok(None);
    };
    let in_force = roles(db, id)?
        .into_iter()
        .filter(|role| role.until.is_none_or(|until| now < until));
    Ok(Some(Viewer {
        participant: Some(person.id),
        name: person.name.unwrap_or_default(),
        community: person.is_confirmed,
        secretariat: person.is_secretariat,
        roles: in_force.map(|role| (role.cycle, role.role)).collect(),
        organisations: organisations_in_force(db, OWN_ORGANISATIONS, id, now)?,
        client_of: organisations_in_force(db, SERVED_BY, id, now)?,
        lists: Vec::new(),
    }))
}

/// Sorted here: the engine would put up a table for the few it finds, at every act and every page of a person.
fn organisations_in_force(
    db: &Db<'_>,
    sql: &str,
    id: &ParticipantId,
    now: Instant,
) -> Result<Vec<OrganisationId>, Fault> {
    let mut all: Vec<OrganisationId> = db.all(sql, given![id, now], |row| row.get(0))?;
    all.sort();
    all.dedup();
    Ok(all)
}

/// The person an address belongs to, whatever its spelling.
pub fn by_address(db: &Db<'_>, address: &Address) -> Result<Option<ParticipantId>, Fault> {
    db.one(BY_ADDRESS, given![address.folded()], |row| row.get(0))
}

/// One person.
pub fn person(db: &Db<'_>, id: &ParticipantId) -> Result<Option<Person>, Fault> {
    db.one(PERSON, given![id], person_row)
}

/// Some people by id; whoever does not exist is left out.
pub fn people(db: &Db<'_>, ids: &[ParticipantId]) -> Result<HashMap<ParticipantId, Person>, Fault> {
    let mut found = HashMap::with_capacity(ids.len());
    for id in ids {
        if !found.contains_key(id)
            && let Some(person) = person(db, id)?
        {
            found.insert(id.clone(), person);
        }
    }
    Ok(found)
}

/// A person's name, for lists; none when there is no such person or the name was erased.
pub fn name_of(db: &Db<'_>, id: &ParticipantId) -> Result<Option<String>, Fault> {
    let name: Option<Option<String>> = db.one(NAME_OF, given![id], |row| row.get(0))?;
    Ok(name.flatten())
}

/// The most people whose names are compared with one that was written.
const NAMED: usize = 200_000;

/// The names of confirmed people, the first to join first.
pub fn names(db: &Db<'_>, limit: usize) -> Result<Vec<(ParticipantId, String)>, Fault> {
    db.all(NAMES, given![limit], |row| Ok((row.get(0)?, row.get(1)?)))
}

/// The confirmed people who bear exactly this name, whatever its letters' case.
pub fn named(db: &Db<'_>, name: &str) -> Result<Vec<ParticipantId>, Fault> {
    let wanted = name.to_lowercase();
    let mut found = Vec::new();
    db.each(NAMES, given![NAMED], |row| {
        if row.get::<String>(1)?.to_lowercase() == wanted {
            found.push(row.get(0)?);
        }
        Ok(())
    })?;
    Ok(found)
}

fn person_row(row: &Row<'_>) -> Result<Person, Fault> {
    let address: Option<String> = row.get(2)?;
    Ok(Person {
        id: row.get(0)?,
        name: row.get(1)?,
        address: address.and_then(|text| text.parse().ok()),
        about: row.get(3)?,
        group: row.get(4)?,
        lang: row.get(5)?,
        is_confirmed: row.get(6)?,
        is_secretariat: row.get(7)?,
        joined: row.get(8)?,
        erased: row.get(9)?,
    })
}

/// Where a list of people goes on: after whom joined when; from the start with `Instant(i64::MIN)` and "".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct After {
    /// The last person's joining.
    pub joined: Instant,
    /// The last person's id.
    pub id: String,
}

impl Default for After {
    fn default() -> After {
        After {
            joined: Instant(i64::MIN),
            id: String::new(),
        }
    }
}

/// Who is listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Listed {
    /// Confirmed people whose data is there: what the community sees.
    Community,
    /// Everybody, guests and erased people too: what the secretariat sees.
    Everybody,
}

/// People in the order of their joining, of one group or of all.
pub fn list(
    db: &Db<'_>,
    group: Option<&str>,
    listed: Listed,
    after: &After,
    limit: usize,
) -> Result<Vec<Person>, Fault> {
    let all = listed == Listed::Everybody;
    db.all(
        PEOPLE,
        given![group, all, after.joined, after.id, limit],
        person_row,
    )
}

/// How many people of each group the community has.
pub fn group_counts(db: &Db<'_>) -> Result<Vec<(Option<String>, i64)>, Fault> {
    db.all(GROUP_COUNTS, given![], |row| Ok((row.get(0)?, row.get(1)?)))
}

/// How many people the secretariat has.
pub fn secretaries(db: &Db<'_>) -> Result<i64, Fault> {
    db.number(SECRETARIES, given![])
}

/// The gap where a person's name stood, once it was erased.
pub fn gap(db: &Db<'_>, id: &ParticipantId) -> Result<Option<erase::Gap>, Fault> {
    match db.one(NAME_KEY, given![id], |row| row.get(0))? {
        Some(key) => erase::gap(db, key),
        None => Ok(None),
    }
}

/// What words of a person this room keeps, with their seals; those of earlier profiles too.
pub fn words_of(db: &Db<'_>, id: &ParticipantId) -> Result<Vec<WordsKey>, Fault> {
    db.all(WORDS_OF, given![id], |row| row.get(0))
}

/// The words that are still there, with their seals.
pub fn sealed(db: &Db<'_>, keys: Vec<WordsKey>) -> Result<Vec<(WordsKey, Seal)>, Fault> {
    let mut found = Vec::with_capacity(keys.len());
    for key in keys {
        if let Some(seal) = words::seal_of(db, key)? {
            found.push((key, seal));
        }
    }
    Ok(found)
}

/// One organisation.
pub fn organisation(db: &Db<'_>, id: &OrganisationId) -> Result<Option<Organisation>, Fault> {
    db.one(ORGANISATION, given![id], organisation_row)
}

/// The organisation of exactly that name.
pub fn organisation_named(db: &Db<'_>, name: &str) -> Result<Option<Organisation>, Fault> {
    db.one(ORGANISATION_NAMED, given![name], organisation_row)
}

/// Organisations by name, from the first name after `after` on.
pub fn organisations(db: &Db<'_>, after: &str, limit: usize) -> Result<Vec<Organisation>, Fault> {
    db.all(ORGANISATIONS, given![after, limit], organisation_row)
}

fn organisation_row(row: &Row<'_>) -> Result<Organisation, Fault> {
    Ok(Organisation {
        id: row.get(0)?,
        name: row.get(1)?,
        group: row.get(2)?,
        url: row.get(3)?,
    })
}

/// Whom an organisation serves.
pub fn clients(db: &Db<'_>, id: &OrganisationId) -> Result<Vec<OrganisationId>, Fault> {
    db.all(CLIENTS, given![id], |row| row.get(0))
}

/// Every time a person belonged somewhere, the latest first; at most [`super::rules::AFFILIATIONS`].
pub fn affiliations(db: &Db<'_>, id: &ParticipantId) -> Result<Vec<Affiliation>, Fault> {
    db.all(AFFILIATIONS, given![id], |row| {
        Ok(Affiliation {
            organisation: row.get(0)?,
            organisation_name: row.get(1)?,
            title: row.get(2)?,
            since: row.get(3)?,
            until: row.get(4)?,
            confirmed: row.get(5)?,
        })
    })
}

/// Where a person belonged at an instant.
pub fn affiliations_at(
    db: &Db<'_>,
    id: &ParticipantId,
    at: Instant,
) -> Result<Vec<Affiliation>, Fault> {
    let all = affiliations(db, id)?;
    Ok(all.into_iter().filter(|one| one.is_in_force(at)).collect())
}

/// People whose affiliations wait for the secretariat's word.
pub fn unconfirmed(db: &Db<'_>, limit: usize) -> Result<Vec<ParticipantId>, Fault> {
    db.all(UNCONFIRMED, given![limit], |row| row.get(0))
}

/// Every role a person holds or held, the latest first.
pub fn roles(db: &Db<'_>, id: &ParticipantId) -> Result<Vec<CycleRole>, Fault> {
    db.all(ROLES, given![id], |row| {
        Ok(CycleRole {
            cycle: row.get(0)?,
            role: row.get(1)?,
            since: row.get(2)?,
            until: row.get(3)?,
        })
    })
}

/// The people of the forum's secretariat.
pub fn secretariat(db: &Db<'_>) -> Result<Vec<ParticipantId>, Fault> {
    db.all(SECRETARIAT, given![], |row| row.get(0))
}

/// Who holds a role in a cycle now.
pub fn holders(db: &Db<'_>, cycle: &CycleId, role: Role) -> Result<Vec<ParticipantId>, Fault> {
    db.all(HOLDERS, given![cycle, role], |row| row.get(0))
}
