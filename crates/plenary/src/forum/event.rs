//! What happens to a forum and its cycles.

use plenary_kit::db::Tx;
use plenary_kit::event::{Event, Meta};
use plenary_kit::fault::Fault;
use plenary_kit::id::CycleId;
use serde::{Deserialize, Serialize};

use super::rules::{Group, Phase};
use super::store;

/// An event of this room. Nothing in it is a person's words, so nothing is sealed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum ForumEvent {
    /// The forum begins.
    Opened {
        name: String,
        about: String,
        zone: String,
        address: String,
    },
    /// What the forum says of itself changed.
    Described {
        name: String,
        about: String,
        zone: String,
        address: String,
    },
    /// These are the stakeholder groups from now on; items keep the group they were filed under.
    GroupsSet { groups: Vec<Group> },
    /// A round of work begins.
    CycleOpened {
        id: CycleId,
        slug: String,
        title: String,
        about: String,
        phases: Vec<Phase>,
    },
    /// What a cycle says of itself changed.
    CycleDescribed {
        id: CycleId,
        title: String,
        about: String,
    },
    /// These are the cycle's phases from now on.
    PhasesSet { cycle: CycleId, phases: Vec<Phase> },
    /// The cycle is over: every item of it has its published answer.
    CycleClosed { cycle: CycleId },
}

impl Event for ForumEvent {
    const ROOM: &'static str = "forum";

    fn apply(&self, tx: &Tx<'_>, meta: &Meta) -> Result<(), Fault> {
        match self {
            ForumEvent::Opened {
                name,
                about,
                zone,
                address,
            } => store::open(tx, [name, about, zone, address], meta.at),
            ForumEvent::Described {
                name,
                about,
                zone,
                address,
            } => store::describe(tx, [name, about, zone, address]),
            ForumEvent::GroupsSet { groups } => store::set_groups(tx, groups),
            ForumEvent::CycleOpened {
                id,
                slug,
                title,
                about,
                phases,
            } => {
                store::open_cycle(tx, id, [slug, title, about], meta.at)?;
                store::set_phases(tx, id, phases)
            }
            ForumEvent::CycleDescribed { id, title, about } => {
                store::describe_cycle(tx, id, title, about)
            }
            ForumEvent::PhasesSet { cycle, phases } => store::set_phases(tx, cycle, phases),
            ForumEvent::CycleClosed { cycle } => store::close_cycle(tx, cycle, meta.at),
        }
    }
}
