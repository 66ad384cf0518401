//! The room's acts, the same for pages, the command line and other rooms.

use plenary_kit::act::{Done, Once};
use plenary_kit::app::App;
use plenary_kit::db::{Db, Tx};
use plenary_kit::erase::{self, Erasure};
use plenary_kit::event::Meta;
use plenary_kit::fault::{Fault, Stop};
use plenary_kit::id::{CycleId, OrganisationId, ParticipantId};
use plenary_kit::policy::{Role, Viewer};
use plenary_kit::time::Instant;
use plenary_kit::words::WordsKey;

use super::event::ParticipantEvent;
use super::refusal::ParticipantRefusal;
use super::rules::{self, Affiliate, Affiliation, Join, Kept, Organisation, Person};
use super::store;
use crate::forum::store as forum;

/// Words that another room keeps of a person: its share of what an erasure destroys.
pub type WordsOf = fn(&Db<'_>, &ParticipantId) -> Result<Vec<WordsKey>, Fault>;
/// Destroys what another room keeps of a person outside the ledger: drafts and the like.
pub type Forget = fn(&Tx<'_>, &ParticipantId) -> Result<(), Fault>;

/// What rooms below this one keep of a person; the program wires it, so that this room need not know them.
#[derive(Clone, Copy, Debug)]
pub struct Personal {
    /// Their words.
    pub words_of: &'static [WordsOf],
    /// Their live tables.
    pub forget: &'static [Forget],
}

/// Nothing is kept elsewhere.
pub const NOTHING_ELSEWHERE: Personal = Personal {
    words_of: &[],
    forget: &[],
};

/// By whose hand something is done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Hand {
    /// The operator's, at the machine's own command line.
    Operator,
    /// A signed-in person's.
    Person(ParticipantId),
}

impl Hand {
    /// Who stands in the line of the ledger.
    pub fn by(&self) -> Option<&ParticipantId> {
        match self {
            Hand::Operator => None,
            Hand::Person(id) => Some(id),
        }
    }

    /// What that person may do at the moment of the act, which may be less than when the page was opened.
    pub fn viewer(&self, db: &Db<'_>, now: Instant) -> Result<Viewer, Stop> {
        match self {
            Hand::Operator => Ok(rules::operator()),
            Hand::Person(id) => store::viewer(db, id, now)?.ok_or(Stop::SignIn),
        }
    }
}

/// Decides with the viewer as they are at the moment of the act.
pub async fn act(
    app: &App,
    hand: &Hand,
    once: Option<Once>,
    decide: impl FnOnce(&Db<'_>, &Viewer, Instant) -> Result<ParticipantEvent, Stop> + Send + 'static,
) -> Result<Done<ParticipantEvent>, Stop> {
    let whose = hand.clone();
    app.act(hand.by(), once, move |db, now| {
        decide(db, &whose.viewer(db, now)?, now)
    })
    .await
}

/// As [`act`], about a person.
pub async fn act_on(
    app: &App,
    hand: &Hand,
    once: Option<Once>,
    id: &ParticipantId,
    decide: impl FnOnce(&Db<'_>, &Viewer, &Person) -> Result<ParticipantEvent, Stop> + Send + 'static,
) -> Result<Done<ParticipantEvent>, Stop> {
    let id = id.clone();
    act(app, hand, once, move |db, viewer, _| {
        let person = store::person(db, &id)?.ok_or(Stop::NotFound)?;
        decide(db, viewer, &person)
    })
    .await
}

/// The person an address belongs to; taken in as a guest when the address is new.
///
/// Two at once give one person: the rule refuses the second, and the second then finds the first.
pub async fn find_or_join(app: &App, ask: Join) -> Result<ParticipantId, Stop> {
    take_in(app, ask, rules::join_as_guest).await
}

/// As [`find_or_join`], for somebody who came by a link mailed to the address.
pub async fn join_by_link(app: &App, ask: Join) -> Result<ParticipantId, Stop> {
    let id = take_in(app, ask, rules::join_by_link).await?;
    confirm(app, &id).await?;
    Ok(id)
}

type Rule = fn(
    Option<&ParticipantId>,
    &[crate::forum::Group],
    Join,
) -> Result<ParticipantEvent, ParticipantRefusal>;

async fn take_in(app: &App, ask: Join, rule: Rule) -> Result<ParticipantId, Stop> {
    let known = |app: &App| app.read(|db| by_join(db, &ask));
    if let Some(id) = known(app)? {
        return Ok(id);
    }
    let asked = ask.clone();
    let outcome = app
        .act(None, None, move |db, _| {
            let known = by_join(db, &asked)?;
            Ok(rule(known.as_ref(), &forum::groups(db)?, asked)?)
        })
        .await;
    match outcome {
        Ok(done) => joined_id(&done.event),
        Err(stop) => known(app)?.ok_or(stop),
    }
}

/// Notes somebody who spoke in a session and whom the forum does not know; the room that asks decides who may.
pub async fn note_speaker(
    app: &App,
    by: Option<&ParticipantId>,
    ask: Join,
) -> Result<ParticipantId, Stop> {
    let note = move |db: &Db<'_>, _| Ok(rules::note_speaker(&forum::groups(db)?, ask)?);
    joined_id(&app.act(by, None, note).await?.event)
}

fn by_join(db: &Db<'_>, ask: &Join) -> Result<Option<ParticipantId>, Fault> {
    match &ask.address {
        Some(address) => store::by_address(db, address),
        None => Ok(None),
    }
}

fn joined_id(event: &ParticipantEvent) -> Result<ParticipantId, Stop> {
    match event {
        ParticipantEvent::Joined { id, .. } => Ok(id.clone()),
        _ => Err(Fault::broken("an act of joining recorded something else").into()),
    }
}

/// Confirms that a person's address is theirs; nothing happens when it is confirmed already.
pub async fn confirm(app: &App, id: &ParticipantId) -> Result<(), Stop> {
    let person = app.read(|db| store::person(db, id))?;
    let person = person.filter(Person::is_here).ok_or(Stop::NotFound)?;
    if person.is_confirmed {
        return Ok(());
    }
    let whose = id.clone();
    let outcome = app
        .act(Some(id), None, move |db, _| {
            let person = store::person(db, &whose)?.ok_or(Stop::NotFound)?;
            Ok(rules::confirm(&person)?)
        })
        .await;
    let is_confirmed = app
        .read(|db| store::person(db, id))?
        .is_some_and(|p| p.is_confirmed);
    match outcome {
        Err(stop) if !is_confirmed => Err(stop),
        _ => Ok(()),
    }
}

/// Takes in a person whom the secretariat knows.
pub async fn add(
    app: &App,
    hand: &Hand,
    once: Option<Once>,
    ask: Join,
) -> Result<ParticipantId, Stop> {
    let done = act(app, hand, once, move |db, viewer, _| {
        let known = by_join(db, &ask)?;
        let groups = forum::groups(db)?;
        Ok(rules::add_participant(
            viewer,
            known.as_ref(),
            &groups,
            ask,
        )?)
    })
    .await?;
    joined_id(&done.event)
}

/// Names an organisation and says which it is.
pub async fn name_organisation(
    app: &App,
    hand: &Hand,
    once: Option<Once>,
    ask: rules::NameOrganisation,
) -> Result<OrganisationId, Stop> {
    let done = act(app, hand, once, move |db, viewer, _| {
        if let Some(id) = &ask.id {
            store::organisation(db, id)?.ok_or(Stop::NotFound)?;
        }
        let same_name = store::organisation_named(db, &ask.name)?;
        let groups = forum::groups(db)?;
        Ok(rules::name_organisation(
            viewer,
            same_name.as_ref(),
            &groups,
            ask,
        )?)
    })
    .await?;
    match done.event {
        ParticipantEvent::OrganisationNamed { id, .. } => Ok(id),
        _ => Err(Fault::broken("an act of naming recorded something else").into()),
    }
}

/// One of an organisation's clients more, or one less.
pub async fn change_client(
    app: &App,
    hand: &Hand,
    once: Option<Once>,
    [organisation, client]: [OrganisationId; 2],
    change: ClientChange,
) -> Result<(), Stop> {
    act(app, hand, once, move |db, viewer, _| {
        let organisation = store::organisation(db, &organisation)?.ok_or(Stop::NotFound)?;
        let other: Option<Organisation> = store::organisation(db, &client)?;
        let clients = store::clients(db, &organisation.id)?;
        let other = other.ok_or(ParticipantRefusal::NoSuchOrganisation)?;
        Ok(match change {
            ClientChange::Name => rules::name_client(viewer, &organisation, &clients, &other)?,
            ClientChange::Drop => rules::drop_client(viewer, &organisation, &clients, &other.id)?,
        })
    })
    .await
    .map(|_| ())
}

/// What is done to the list of an organisation's clients.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClientChange {
    /// One more.
    Name,
    /// One less.
    Drop,
}

/// Gives a person a role in a cycle.
pub async fn give_role(
    app: &App,
    hand: &Hand,
    once: Option<Once>,
    id: &ParticipantId,
    cycle: CycleId,
    role: Role,
) -> Result<(), Stop> {
    let done = act_on(app, hand, once, id, move |db, viewer, person| {
        forum::cycle(db, &cycle)?.ok_or(Stop::NotFound)?;
        let held = store::roles(db, &person.id)?;
        Ok(rules::give_role(viewer, person, &cycle, &held, role)?)
    });
    done.await.map(|_| ())
}

/// Takes a role in a cycle back.
pub async fn take_role(
    app: &App,
    hand: &Hand,
    once: Option<Once>,
    id: &ParticipantId,
    cycle: CycleId,
    role: Role,
) -> Result<(), Stop> {
    let done = act_on(app, hand, once, id, move |db, viewer, person| {
        let held = store::roles(db, &person.id)?;
        Ok(rules::take_role(viewer, person, &cycle, &held, role)?)
    });
    done.await.map(|_| ())
}

/// Takes a person into the secretariat.
pub async fn name_secretary(
    app: &App,
    hand: &Hand,
    once: Option<Once>,
    id: &ParticipantId,
) -> Result<(), Stop> {
    let done = act_on(app, hand, once, id, |_, viewer, person| {
        Ok(rules::name_secretary(viewer, person)?)
    });
    done.await.map(|_| ())
}

/// Lets a person go from the secretariat.
pub async fn release_secretary(
    app: &App,
    hand: &Hand,
    once: Option<Once>,
    id: &ParticipantId,
) -> Result<(), Stop> {
    let done = act_on(app, hand, once, id, |db, viewer, person| {
        Ok(rules::release_secretary(
            viewer,
            person,
            store::secretaries(db)?,
        )?)
    });
    done.await.map(|_| ())
}

/// Adds an affiliation that a person or the secretariat tells of.
pub async fn affiliate(
    app: &App,
    hand: &Hand,
    once: Option<Once>,
    id: &ParticipantId,
    told: Told,
) -> Result<(), Stop> {
    let done = act_on(app, hand, once, id, move |db, viewer, person| {
        let Told {
            organisation,
            title,
            since,
            until,
        } = told;
        let organisation = match &organisation {
            Some(id) => store::organisation(db, id)?,
            None => None,
        };
        let all = store::affiliations(db, &person.id)?;
        let ask = Affiliate {
            organisation,
            title,
            since,
            until,
        };
        Ok(rules::affiliate(viewer, person, &all, ask)?)
    });
    done.await.map(|_| ())
}

/// What is told of an affiliation.
#[derive(Clone, Debug)]
pub struct Told {
    /// Where; none for one that is on no list.
    pub organisation: Option<OrganisationId>,
    /// As what.
    pub title: Option<String>,
    /// From when on.
    pub since: Instant,
    /// Up to but without this instant; none while it lasts.
    pub until: Option<Instant>,
}

/// The affiliation of a person that is meant.
pub(super) fn affiliation(
    db: &Db<'_>,
    person: &Person,
    organisation: &OrganisationId,
    since: Instant,
) -> Result<Affiliation, Stop> {
    let all = store::affiliations(db, &person.id)?;
    all.into_iter()
        .find(|one| one.organisation == *organisation && one.since == since)
        .ok_or(Stop::NotFound)
}

/// Erases all that is kept of a person: words, address, letters, sessions, links, drafts. Answers once the erasure
/// stands on the list that a restored backup is cleaned by, and the log is cut.
pub async fn erase(
    app: &App,
    hand: &Hand,
    once: Option<Once>,
    id: &ParticipantId,
    rule: String,
    elsewhere: Personal,
) -> Result<(), Stop> {
    let done = act_on(app, hand, once, id, move |db, viewer, person| {
        let secretaries = store::secretaries(db)?;
        let kept = kept(db, &person.id, elsewhere)?;
        Ok(rules::erase(viewer, person, secretaries, kept, rule)?)
    })
    .await?;
    let whose = id.clone();
    app.tend(move |tx| {
        elsewhere
            .forget
            .iter()
            .try_for_each(|forget| forget(tx, &whose))
    })
    .await?;
    if let ParticipantEvent::Erased { erases, rule, .. } = done.event {
        let Meta { at, by, .. } = done.meta;
        let erasure = Erasure {
            at,
            decided_by: by,
            rule,
            erases,
        };
        list_and_scrub(app, erasure).await?;
    }
    Ok(())
}

/// All words kept of a person, in this room and elsewhere.
pub fn kept(db: &Db<'_>, id: &ParticipantId, elsewhere: Personal) -> Result<Kept, Fault> {
    let mut keys = store::words_of(db, id)?;
    for words_of in elsewhere.words_of {
        keys.extend(words_of(db, id)?);
    }
    keys.sort();
    keys.dedup();
    Ok(Kept {
        words: store::sealed(db, keys)?,
    })
}

/// Disk work, so off the runtime's threads.
async fn list_and_scrub(app: &App, erasure: Erasure) -> Result<(), Fault> {
    let app = app.clone();
    let done = tokio::task::spawn_blocking(move || {
        erase::list(&app.settings().dir, &erasure)?;
        // A reader may hold the log for a moment; what is erased is gone for readers already, so the page answers.
        if let Err(fault) = erase::scrub_log(&app) {
            tracing::warn!(%fault, "the log still holds erased words; the next checkpoint overwrites them");
        }
        Ok(())
    });
    done.await.map_err(Fault::broken)?
}
