//! What happens to people and organisations, as the ledger keeps it.

use plenary_kit::db::Tx;
use plenary_kit::event::{Event, Meta};
use plenary_kit::fault::Fault;
use plenary_kit::id::{CycleId, OrganisationId, ParticipantId};
use plenary_kit::policy::Role;
use plenary_kit::time::Instant;
use plenary_kit::words::{Words, WordsKey};
use plenary_ledger::Seal;
use serde::{Deserialize, Serialize};

use super::store;

/// Something that happened in this room. Who did it stands in the line beside it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum ParticipantEvent {
    /// A person came to the forum; not yet confirmed when only an address was given at a form.
    Joined {
        /// The person.
        id: ParticipantId,
        /// The name as the person writes it.
        name: Words,
        /// Where letters go; none for a person known from a transcript only.
        address: Option<Words>,
        /// The word of the stakeholder group.
        group: Option<String>,
        /// The language of letters, a BCP 47 tag.
        lang: String,
        /// Whether the address is known to be the person's.
        is_confirmed: bool,
    },
    /// The person proved that the address is theirs.
    Confirmed {
        /// The person.
        id: ParticipantId,
    },
    /// The person's own account of themselves, all of it.
    ProfileChanged {
        /// The person.
        id: ParticipantId,
        /// The name.
        name: Words,
        /// A few sentences, in Markdown.
        about: Option<Words>,
        /// The word of the stakeholder group.
        group: Option<String>,
        /// The language of letters.
        lang: String,
    },
    /// An organisation got or changed its name.
    OrganisationNamed {
        /// The organisation.
        id: OrganisationId,
        /// Its name.
        name: String,
        /// The word of its stakeholder group.
        group: Option<String>,
        /// Its own pages.
        url: Option<String>,
    },
    /// One organisation serves another: what is marked amber by the first may be read by the second.
    ClientNamed {
        /// Who serves.
        organisation: OrganisationId,
        /// Who is served.
        client: OrganisationId,
    },
    /// It does not serve it any more.
    ClientDropped {
        /// Who served.
        organisation: OrganisationId,
        /// Who was served.
        client: OrganisationId,
    },
    /// A person says, or the secretariat says of a person, where they belong.
    Affiliated {
        /// The person.
        participant: ParticipantId,
        /// Where.
        organisation: OrganisationId,
        /// As what.
        title: Option<Words>,
        /// From when on.
        since: Instant,
        /// Up to but without this instant; none while it lasts.
        until: Option<Instant>,
        /// Whether the secretariat vouches for it: only then it opens what is marked for the organisation.
        is_confirmed: bool,
    },
    /// The secretariat vouches for an affiliation.
    AffiliationConfirmed {
        /// The person.
        participant: ParticipantId,
        /// Where.
        organisation: OrganisationId,
        /// Which of the person's times there.
        since: Instant,
    },
    /// An affiliation ends.
    AffiliationEnded {
        /// The person.
        participant: ParticipantId,
        /// Where.
        organisation: OrganisationId,
        /// Which of the person's times there.
        since: Instant,
        /// The first instant after it.
        until: Instant,
    },
    /// A person gets a role in a cycle, from now on.
    RoleGiven {
        /// The cycle.
        cycle: CycleId,
        /// The person.
        participant: ParticipantId,
        /// The role.
        role: Role,
    },
    /// A role ends now.
    RoleTaken {
        /// The cycle.
        cycle: CycleId,
        /// The person.
        participant: ParticipantId,
        /// The role.
        role: Role,
    },
    /// A person belongs to the forum's secretariat from now on.
    SecretaryNamed {
        /// The person.
        id: ParticipantId,
    },
    /// A person does not belong to the secretariat any more.
    SecretaryReleased {
        /// The person.
        id: ParticipantId,
    },
    /// A person's data was destroyed.
    Erased {
        /// The person.
        id: ParticipantId,
        /// The seals of what was destroyed.
        erases: Vec<Seal>,
        /// Where it stood.
        words: Vec<WordsKey>,
        /// Under which rule.
        rule: String,
    },
}

impl ParticipantEvent {
    /// Somebody who is only named, as in a file: unclaimed until the person comes.
    pub fn unclaimed(name: &str, lang: &str) -> ParticipantEvent {
        ParticipantEvent::Joined {
            id: ParticipantId::fresh(),
            name: Words::new(name),
            address: None,
            group: None,
            lang: lang.to_owned(),
            is_confirmed: false,
        }
    }
}

impl Event for ParticipantEvent {
    const ROOM: &'static str = "participant";

    fn apply(&self, tx: &Tx<'_>, meta: &Meta) -> Result<(), Fault> {
        store::apply(tx, self, meta)
    }
}
