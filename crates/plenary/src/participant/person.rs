//! What is known of people and organisations: types that other rooms read too.

use plenary_kit::id::{CycleId, OrganisationId, ParticipantId};
use plenary_kit::policy::Role;
use plenary_kit::text::Address;
use plenary_kit::time::Instant;

/// A person as other rooms know them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// The id.
    pub id: ParticipantId,
    /// The name; nothing when it was erased.
    pub name: Option<String>,
    /// Where letters go; nothing when erased or never known.
    pub address: Option<Address>,
    /// What the person says of themselves, in Markdown.
    pub about: Option<String>,
    /// The word of the stakeholder group.
    pub group: Option<String>,
    /// The language of letters, a BCP 47 tag.
    pub lang: String,
    /// Whether the address is known to be the person's: only then they belong to the community.
    pub is_confirmed: bool,
    /// Whether the person belongs to the forum's secretariat.
    pub is_secretariat: bool,
    /// When the person joined.
    pub joined: Instant,
    /// When the person's data was erased.
    pub erased: Option<Instant>,
}

impl Person {
    /// Whether the person's data is still there.
    pub fn is_here(&self) -> bool {
        self.erased.is_none()
    }
}

/// An organisation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Organisation {
    /// The id.
    pub id: OrganisationId,
    /// Its name.
    pub name: String,
    /// The word of its stakeholder group.
    pub group: Option<String>,
    /// Its own pages.
    pub url: Option<String>,
}

/// A time that a person belonged to an organisation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Affiliation {
    /// Where.
    pub organisation: OrganisationId,
    /// The organisation's name.
    pub organisation_name: String,
    /// As what.
    pub title: Option<String>,
    /// From when on.
    pub since: Instant,
    /// Up to but without this instant; none while it lasts.
    pub until: Option<Instant>,
    /// When the secretariat vouched for it; until then it opens nothing.
    pub confirmed: Option<Instant>,
}

impl Affiliation {
    /// Whether it holds at that instant.
    pub fn is_in_force(&self, at: Instant) -> bool {
        self.since <= at && self.until.is_none_or(|until| at < until)
    }
}

/// A role somebody holds or held in a cycle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CycleRole {
    /// The cycle.
    pub cycle: CycleId,
    /// The role.
    pub role: Role,
    /// From when on.
    pub since: Instant,
    /// Up to but without this instant; none while it lasts.
    pub until: Option<Instant>,
}
