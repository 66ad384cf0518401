//! Filing by whom a page knows: a participant, or a guest whose address has to be confirmed.

use plenary_kit::act::Once;
use plenary_kit::app::App;
use plenary_kit::db::Db;
use plenary_kit::fault::{Fault, Stop};
use plenary_kit::id::{CycleId, ParticipantId};
use plenary_kit::limit::Rate;
use plenary_kit::policy::Role;
use plenary_kit::time::{Instant, MINUTE_MS};
use plenary_kit::web::Who;

use super::event::DocketEvent;
use super::number::ItemNumber;
use super::rules::{Author, FileItem, file_item};
use super::store;
use crate::forum::{self, Group};
use crate::participant::{self, Join, Organisation};

pub use super::filing_form::{
    FIELDS, Filing, FilingFields, Guest, LANGUAGES, Mending, Typed, fault_of,
};

/// Guests from one address may file this often; a whole room behind one address still gets through.
const GUESTS_PER_ADDRESS: Rate = Rate {
    every_ms: MINUTE_MS / 2,
    burst: 60,
};

/// What a filing form needs to know of its visitor and of the cycle.
pub struct Filer {
    /// The stakeholder groups to choose from.
    pub groups: Vec<Group>,
    /// The organisations the person may speak for.
    pub organisations: Vec<Organisation>,
    /// The person's own group.
    pub own_group: Option<String>,
    /// The people a RED item goes to, as the page names them.
    pub recipients: String,
}

/// Reads it.
pub fn filer(db: &Db<'_>, who: &Who, cycle: &CycleId, now: Instant) -> Result<Filer, Fault> {
    let (organisations, own_group) = match &who.viewer.participant {
        Some(person) => (
            organisations_of(db, person, now)?,
            participant::person(db, person)?.and_then(|p| p.group),
        ),
        None => (Vec::new(), None),
    };
    let people = participant::people(db, &recipients(db, cycle)?)?;
    let mut names: Vec<String> = people
        .into_values()
        .filter_map(|person| person.name)
        .collect();
    names.sort();
    Ok(Filer {
        groups: forum::store::groups(db)?,
        organisations,
        own_group,
        recipients: names.join(", "),
    })
}

fn organisations_of(
    db: &Db<'_>,
    person: &ParticipantId,
    now: Instant,
) -> Result<Vec<Organisation>, Fault> {
    let ids = participant::viewer(db, person, now)?
        .map(|viewer| viewer.organisations)
        .unwrap_or_default();
    let found: Result<Vec<_>, _> = ids
        .iter()
        .map(|id| participant::organisation(db, id))
        .collect();
    Ok(found?.into_iter().flatten().collect())
}

/// The people who answer for the cycle today: the named recipients of what is RED.
pub fn recipients(db: &Db<'_>, cycle: &CycleId) -> Result<Vec<ParticipantId>, Fault> {
    let mut all = participant::holders(db, cycle, Role::Secretariat)?;
    all.extend(participant::holders(db, cycle, Role::Editor)?);
    all.sort();
    all.dedup();
    Ok(all)
}

/// Files for the visitor: a guest joins first, and their item is shown once the address is confirmed.
pub async fn file_as(
    app: &App,
    who: &Who,
    cycle: &CycleId,
    item: FileItem,
    guest: Option<Guest>,
    once: Option<Once>,
) -> Result<ItemNumber, Stop> {
    let author = match (&who.viewer.participant, guest) {
        (Some(person), _) => person.clone(),
        (None, Some(guest)) => {
            if !app.limits().allows("guests", GUESTS_PER_ADDRESS, app.now()) {
                return Err(TooManyGuests.into());
            }
            let ask = Join {
                name: guest.name,
                address: Some(guest.address),
                group: item.group.clone(),
                lang: item.lang.clone(),
            };
            participant::find_or_join(app, ask).await?
        }
        (None, None) => return Err(Stop::SignIn),
    };
    let is_signed_in = who.viewer.participant.is_some();
    let cycle = cycle.clone();
    let done = app
        .act::<DocketEvent>(Some(&author.clone()), once, move |db, now| {
            let cycle = forum::store::cycle(db, &cycle)?.ok_or(Stop::NotFound)?;
            let viewer = participant::viewer(db, &author, now)?.unwrap_or_default();
            let author = Author {
                id: author,
                // A guest's organisation is nobody's word yet.
                organisations: if is_signed_in {
                    viewer.organisations
                } else {
                    Vec::new()
                },
                is_confirmed: is_signed_in && viewer.community,
            };
            let recipients = recipients(db, &cycle.id)?;
            Ok(file_item(
                &cycle,
                &author,
                item,
                store::last_plain(db)?,
                recipients,
            )?)
        })
        .await?;
    match done.event {
        DocketEvent::Filed(filed) => Ok(filed.number),
        _ => Err(Fault::broken("filing recorded something else").into()),
    }
}

/// More guests at once than people can be.
#[derive(Debug, thiserror::Error)]
#[error(
    "Very many guests are sending just now. Your words are still below: send them again in a minute."
)]
struct TooManyGuests;

impl plenary_kit::fault::Refuse for TooManyGuests {
    fn key(&self) -> &'static str {
        "call-too-many-guests"
    }

    fn status(&self) -> u16 {
        429
    }
}
