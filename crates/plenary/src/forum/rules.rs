//! Forum, cycle and phase: what they are and what may be done with them.

use plenary_kit::fault::Refuse;
use plenary_kit::id::CycleId;
use plenary_kit::policy::Viewer;
use plenary_kit::time::Instant;
use plenary_kit::words_enum;
use serde::{Deserialize, Serialize};

use super::event::ForumEvent;

/// The standing body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Forum {
    /// Its name.
    pub name: String,
    /// What it is for, in Markdown.
    pub about: String,
    /// Its IANA time zone.
    pub zone: String,
    /// The address its letters come from.
    pub address: String,
}

/// A stakeholder group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// The word it is stored and addressed under.
    pub word: String,
    /// Its name.
    pub name: String,
    /// Who belongs to it.
    pub about: String,
    /// One or two letters that stand for it where colour alone must not.
    pub letter: String,
}

words_enum!(
    /// The intervals of a cycle.
    PhaseKind {
        /// Contributions are called for.
        Call = "call",
        /// The editor writes.
        Drafting = "drafting",
        /// The draft is open for comments.
        Review = "review",
        /// The forum meets.
        Session = "session",
        /// The editor revises.
        Revision = "revision",
        /// The outcome stands.
        Final = "final",
    }
);

/// An interval of a cycle; from `opens` on, up to but without `closes`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Phase {
    /// Which.
    pub kind: PhaseKind,
    /// Its first instant.
    pub opens: Instant,
    /// The first instant after it.
    pub closes: Instant,
}

impl Phase {
    /// Whether it is open at that instant.
    pub fn is_open(&self, now: Instant) -> bool {
        self.opens <= now && now < self.closes
    }
}

/// One round of the forum's work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cycle {
    /// Its id.
    pub id: CycleId,
    /// Its word in addresses.
    pub slug: String,
    /// Its title.
    pub title: String,
    /// What it is about, in Markdown.
    pub about: String,
    /// When it was opened.
    pub opened: Instant,
    /// When it was closed, if it was.
    pub closed: Option<Instant>,
    /// Its phases in the order of their opening.
    pub phases: Vec<Phase>,
}

impl Cycle {
    /// Whether anything can still be filed: late is labelled, never refused, while the cycle lives.
    pub fn is_alive(&self) -> bool {
        self.closed.is_none()
    }

    /// The phase of a kind.
    pub fn phase(&self, kind: PhaseKind) -> Option<&Phase> {
        self.phases.iter().find(|phase| phase.kind == kind)
    }

    /// The phases open now; more than one may be.
    pub fn open_phases(&self, now: Instant) -> impl Iterator<Item = &Phase> {
        self.phases.iter().filter(move |phase| phase.is_open(now))
    }
}

/// Why something cannot be done with a forum or a cycle.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ForumRefusal {
    /// Only the secretariat may.
    #[error("Only the secretariat can do this. Ask them at the address on the front page.")]
    NotSecretariat,
    /// A forum is there already.
    #[error("There is a forum in this directory already. Choose another directory.")]
    IsOpen,
    /// The word is taken.
    #[error("A cycle with the word {0:?} in its address exists. Choose another word.")]
    SlugTaken(String),
    /// The word cannot stand in an address.
    #[error(
        "The word for the address may hold small letters a to z, digits and hyphens only, 40 at most."
    )]
    BadSlug,
    /// A phase ends before it begins.
    #[error("The phase {0:?} closes before it opens. Give it a later closing time.")]
    PhaseBackwards(&'static str),
    /// A phase stands twice.
    #[error("The phase {0:?} is named twice. Keep one of the two.")]
    PhaseTwice(&'static str),
    /// The zone is not known.
    #[error("The time zone {0:?} is not known. Write it like Europe/Lisbon, or UTC.")]
    UnknownZone(String),
    /// No groups, or one twice.
    #[error(
        "Name at least one stakeholder group, each with a word, a name and a letter of its own."
    )]
    BadGroups,
    /// The cycle is over.
    #[error(
        "This cycle is closed; its record does not change any more. Keep it for the next cycle."
    )]
    CycleClosed,
}

impl Refuse for ForumRefusal {
    fn key(&self) -> &'static str {
        match self {
            ForumRefusal::NotSecretariat => "forum-not-secretariat",
            ForumRefusal::IsOpen => "forum-is-open",
            ForumRefusal::SlugTaken(_) => "forum-slug-taken",
            ForumRefusal::BadSlug => "forum-bad-slug",
            ForumRefusal::PhaseBackwards(_) => "forum-phase-backwards",
            ForumRefusal::PhaseTwice(_) => "forum-phase-twice",
            ForumRefusal::UnknownZone(_) => "forum-unknown-zone",
            ForumRefusal::BadGroups => "forum-bad-groups",
            ForumRefusal::CycleClosed => "forum-cycle-closed",
        }
    }

    fn status(&self) -> u16 {
        match self {
            ForumRefusal::NotSecretariat => 403,
            ForumRefusal::IsOpen | ForumRefusal::CycleClosed => 409,
            _ => 422,
        }
    }

    fn field(&self) -> Option<&'static str> {
        match self {
            ForumRefusal::SlugTaken(_) | ForumRefusal::BadSlug => Some("slug"),
            ForumRefusal::UnknownZone(_) => Some("zone"),
            ForumRefusal::BadGroups => Some("groups"),
            ForumRefusal::PhaseBackwards(kind) | ForumRefusal::PhaseTwice(kind) => Some(kind),
            _ => None,
        }
    }
}

/// Whether the viewer may change the forum itself.
pub fn may_run(viewer: &Viewer) -> Result<(), ForumRefusal> {
    if viewer.secretariat {
        Ok(())
    } else {
        Err(ForumRefusal::NotSecretariat)
    }
}

/// What somebody tells of a forum.
#[derive(Clone, Debug)]
pub struct DescribeForum {
    /// Its name.
    pub name: String,
    /// What it is for, in Markdown.
    pub about: String,
    /// Its IANA time zone.
    pub zone: String,
    /// The address its letters come from.
    pub address: String,
}

/// Opens a forum in an empty store; only the operator's command line asks for it.
pub fn open_forum(is_there: bool, ask: DescribeForum) -> Result<ForumEvent, ForumRefusal> {
    if is_there {
        return Err(ForumRefusal::IsOpen);
    }
    check_zone(&ask.zone)?;
    let DescribeForum {
        name,
        about,
        zone,
        address,
    } = ask;
    Ok(ForumEvent::Opened {
        name,
        about,
        zone,
        address,
    })
}

/// Changes what the forum says of itself.
pub fn describe_forum(viewer: &Viewer, ask: DescribeForum) -> Result<ForumEvent, ForumRefusal> {
    may_run(viewer)?;
    check_zone(&ask.zone)?;
    let DescribeForum {
        name,
        about,
        zone,
        address,
    } = ask;
    Ok(ForumEvent::Described {
        name,
        about,
        zone,
        address,
    })
}

fn check_zone(zone: &str) -> Result<(), ForumRefusal> {
    jiff::tz::TimeZone::get(zone)
        .map(|_| ())
        .map_err(|_| ForumRefusal::UnknownZone(zone.to_owned()))
}

/// Sets the stakeholder groups.
pub fn set_groups(viewer: &Viewer, groups: Vec<Group>) -> Result<ForumEvent, ForumRefusal> {
    may_run(viewer)?;
    let is_full =
        |group: &Group| is_slug(&group.word) && !group.name.is_empty() && !group.letter.is_empty();
    let is_twice = |at: usize, group: &Group| {
        groups[..at]
            .iter()
            .any(|other| other.word == group.word || other.letter == group.letter)
    };
    let is_bad = groups
        .iter()
        .enumerate()
        .any(|(at, group)| !is_full(group) || is_twice(at, group));
    if groups.is_empty() || is_bad {
        Err(ForumRefusal::BadGroups)
    } else {
        Ok(ForumEvent::GroupsSet { groups })
    }
}

/// What somebody tells of a new cycle.
#[derive(Clone, Debug)]
pub struct OpenCycle {
    /// Its word in addresses.
    pub slug: String,
    /// Its title.
    pub title: String,
    /// What it is about, in Markdown.
    pub about: String,
    /// Its phases.
    pub phases: Vec<Phase>,
}

/// Opens a cycle.
pub fn open_cycle(
    viewer: &Viewer,
    slugs: &[String],
    ask: OpenCycle,
) -> Result<ForumEvent, ForumRefusal> {
    may_run(viewer)?;
    if !is_slug(&ask.slug) {
        return Err(ForumRefusal::BadSlug);
    }
    if slugs.contains(&ask.slug) {
        return Err(ForumRefusal::SlugTaken(ask.slug));
    }
    check_phases(&ask.phases)?;
    let OpenCycle {
        slug,
        title,
        about,
        phases,
    } = ask;
    Ok(ForumEvent::CycleOpened {
        id: CycleId::fresh(),
        slug,
        title,
        about,
        phases,
    })
}

/// Changes a cycle's title and text.
pub fn describe_cycle(
    viewer: &Viewer,
    cycle: &Cycle,
    title: String,
    about: String,
) -> Result<ForumEvent, ForumRefusal> {
    may_run(viewer)?;
    may_change(cycle)?;
    Ok(ForumEvent::CycleDescribed {
        id: cycle.id.clone(),
        title,
        about,
    })
}

/// Sets a cycle's phases.
pub fn set_phases(
    viewer: &Viewer,
    cycle: &Cycle,
    phases: Vec<Phase>,
) -> Result<ForumEvent, ForumRefusal> {
    may_run(viewer)?;
    may_change(cycle)?;
    check_phases(&phases)?;
    Ok(ForumEvent::PhasesSet {
        cycle: cycle.id.clone(),
        phases,
    })
}

/// Whether anything of the cycle may change: it is not closed.
pub fn may_change(cycle: &Cycle) -> Result<(), ForumRefusal> {
    if cycle.is_alive() {
        Ok(())
    } else {
        Err(ForumRefusal::CycleClosed)
    }
}

fn is_slug(word: &str) -> bool {
    let is_letter = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    (1..=40).contains(&word.len()) && word.chars().all(is_letter) && !word.starts_with('-')
}

fn check_phases(phases: &[Phase]) -> Result<(), ForumRefusal> {
    for (at, phase) in phases.iter().enumerate() {
        if phase.closes <= phase.opens {
            return Err(ForumRefusal::PhaseBackwards(phase.kind.word()));
        }
        if phases[..at].iter().any(|other| other.kind == phase.kind) {
            return Err(ForumRefusal::PhaseTwice(phase.kind.word()));
        }
    }
    Ok(())
}
