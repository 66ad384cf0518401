//! The room `participant`: people, organisations, who belongs where and when, roles, signing in, erasing personal data.
//!
//! People are known to the community and not to the world; organisations are known to everyone. An affiliation that
//! only the person speaks of is shown as theirs and opens nothing; what is marked for an organisation opens to those
//! whom the secretariat has confirmed there.
//!
//! Absent on purpose: passwords; merging two people; changing an address (sign in with the new one and have the old
//! data erased); passkeys, which a later issue adds beside the mailed link.

pub mod acts;
pub mod command;
mod erasure;
mod event;
mod letters;
mod pages;
mod pages_erase;
mod pages_organisation;
mod pages_people;
mod pages_profile;
mod pages_sign_in;
mod pages_staff;
mod routes;
mod person;
mod refusal;
pub mod rules;
pub mod store;
#[cfg(test)]
mod tests;

use plenary_kit::migrate::Migration;

pub use acts::{Forget, Hand, NOTHING_ELSEWHERE, Personal, Told, WordsOf, confirm, find_or_join};
pub use erasure::PersonErasureFollower;
pub use event::ParticipantEvent;
pub use pages_people::role_name;
pub use refusal::ParticipantRefusal;
pub use routes::routes;
pub use rules::{
    Affiliation, CycleRole, Join, NameOrganisation, Organisation, Person, may_see_people, operator,
};
pub use store::{
    affiliations, affiliations_at, by_address, clients, gap, holders, name_of, named, names,
    organisation, organisation_named, organisations, people, person, roles, secretariat, viewer,
    words_of,
};

/// The room's tables.
pub const MIGRATIONS: &[Migration] = &[
    Migration {
        number: 20,
        name: "participant",
        sql: include_str!("0020_participant.sql"),
    },
    Migration {
        number: 21,
        name: "participant_role",
        sql: include_str!("0021_participant_role.sql"),
    },
];
/// The room's messages.
pub const ENGLISH: &str = include_str!("en.ftl");
