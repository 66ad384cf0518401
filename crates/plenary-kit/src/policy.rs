//! The types that the policy function speaks: marks, audiences, attribution, viewers, things.
//!
//! The decision itself is the program's room `policy`; the kit only carries its answer to every door.

use serde::{Deserialize, Serialize};

use crate::db::{Column, Stored};
use crate::fault::Fault;
use crate::id::{CycleId, OrganisationId, ParticipantId};

/// Declares an enum whose variants have one stable word each: in lines, tables, forms and addresses.
#[macro_export]
macro_rules! words_enum {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        pub enum $name { $($(#[$vdoc])* #[serde(rename = $word)] $variant),+ }

        impl $name {
            /// Every one, in order.
            pub const ALL: &'static [$name] = &[$($name::$variant),+];

            /// Its stable word.
            pub fn word(self) -> &'static str {
                match self { $($name::$variant => $word),+ }
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::policy::UnknownWord;
            fn from_str(word: &str) -> Result<Self, Self::Err> {
                $name::ALL.iter().copied().find(|each| each.word() == word).ok_or($crate::policy::UnknownWord)
            }
        }

        impl $crate::db::Param for $name {
            fn value(&self) -> $crate::db::Value<'_> {
                $crate::db::Value::Text(self.word())
            }
        }

        impl $crate::db::Column for $name {
            fn read(value: $crate::db::Stored<'_>) -> Result<Self, $crate::fault::Fault> {
                <String as $crate::db::Column>::read(value)?.parse().map_err($crate::fault::Fault::broken)
            }
        }
    };
}

/// The word is none of those that may stand here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("This choice is not known; pick one from the list.")]
pub struct UnknownWord;

words_enum!(
    /// How far words may travel: the labels of FIRST's Traffic Light Protocol 2.0 (first.org/tlp).
    Mark {
        /// No limit.
        Clear = "clear",
        /// The forum's community.
        Green = "green",
        /// The author's organisation and its clients.
        Amber = "amber",
        /// The author's organisation only.
        AmberStrict = "amber-strict",
        /// The named recipients only.
        Red = "red",
    }
);

impl Mark {
    /// The label exactly as TLP 2.0 prints it.
    pub fn label(self) -> &'static str {
        match self {
            Mark::Clear => "TLP:CLEAR",
            Mark::Green => "TLP:GREEN",
            Mark::Amber => "TLP:AMBER",
            Mark::AmberStrict => "TLP:AMBER+STRICT",
            Mark::Red => "TLP:RED",
        }
    }
}

words_enum!(
    /// Who is shown as having said it.
    Attribution {
        /// The person, their affiliation and group.
        Named = "named",
        /// The group, neither person nor affiliation (Chatham House Rule).
        ChathamHouse = "chatham-house",
        /// Nobody: not even the group.
        Anonymous = "anonymous",
    }
);

words_enum!(
    /// What somebody may do in a cycle.
    Role {
        /// Runs the forum.
        Secretariat = "secretariat",
        /// Leads the cycle's work.
        Facilitator = "facilitator",
        /// Holds the pen.
        Editor = "editor",
        /// Leads a session.
        Moderator = "moderator",
        /// Sends the captions.
        Captioner = "captioner",
        /// Makes the record.
        Rapporteur = "rapporteur",
    }
);

/// Who may read something. Labels are audiences, not levels; `key` is how a row remembers one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Audience {
    /// Everyone.
    Everyone,
    /// Every participant of the forum.
    Community,
    /// One organisation and those it serves.
    Clients(OrganisationId),
    /// One organisation.
    Organisation(OrganisationId),
    /// The people on the list kept under this name.
    List(String),
}

impl Audience {
    /// The word a row keeps and a viewer's keys are compared with.
    pub fn key(&self) -> String {
        match self {
            Audience::Everyone => "everyone".into(),
            Audience::Community => "community".into(),
            Audience::Clients(organisation) => format!("clients:{organisation}"),
            Audience::Organisation(organisation) => format!("organisation:{organisation}"),
            Audience::List(list) => format!("list:{list}"),
        }
    }

    /// The audience behind a row's word.
    pub fn from_key(key: &str) -> Result<Audience, Fault> {
        let (kind, rest) = key.split_once(':').unwrap_or((key, ""));
        match kind {
            "everyone" => Ok(Audience::Everyone),
            "community" => Ok(Audience::Community),
            "clients" => rest.parse().map(Audience::Clients).map_err(Fault::broken),
            "organisation" => rest
                .parse()
                .map(Audience::Organisation)
                .map_err(Fault::broken),
            "list" => Ok(Audience::List(rest.into())),
            _ => Err(Fault::broken(format!("unknown audience {key:?}"))),
        }
    }
}

impl Column for Audience {
    fn read(value: Stored<'_>) -> Result<Self, Fault> {
        Audience::from_key(&String::read(value)?)
    }
}

/// Who is looking.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Viewer {
    /// The signed-in person; nobody for the public.
    pub participant: Option<ParticipantId>,
    /// How pages address the person.
    pub name: String,
    /// Whether the forum counts the person to its community (a confirmed participant).
    pub community: bool,
    /// Whether the person belongs to the forum's secretariat.
    pub secretariat: bool,
    /// Roles by cycle.
    pub roles: Vec<(CycleId, Role)>,
    /// Organisations the person belongs to today.
    pub organisations: Vec<OrganisationId>,
    /// Organisations whose client one of those is.
    pub client_of: Vec<OrganisationId>,
    /// Lists of named recipients the person is on.
    pub lists: Vec<String>,
}

impl Viewer {
    /// Whether this is the person with that id.
    pub fn is(&self, person: Option<&ParticipantId>) -> bool {
        self.participant.is_some() && self.participant.as_ref() == person
    }

    /// Whether the person has the role in the cycle; the secretariat's is everywhere.
    pub fn has(&self, cycle: &CycleId, role: Role) -> bool {
        (role == Role::Secretariat && self.secretariat)
            || self.roles.iter().any(|(c, r)| c == cycle && *r == role)
    }

    /// Whether the person answers for the cycle: secretariat, facilitator or editor.
    pub fn answers_for(&self, cycle: &CycleId) -> bool {
        [Role::Secretariat, Role::Facilitator, Role::Editor]
            .into_iter()
            .any(|role| self.has(cycle, role))
    }
}

/// What the policy needs to know of something that somebody wants to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Thing<'a> {
    /// Who may read it.
    pub audience: &'a Audience,
    /// The cycle it belongs to: its staff answers for it.
    pub cycle: &'a CycleId,
    /// Whose words they are.
    pub author: Option<&'a ParticipantId>,
    /// Who is shown as the author.
    pub attribution: Attribution,
    /// Whether it is shown at all yet: a guest's item waits for its address to be confirmed.
    pub is_shown: bool,
}

/// What of a thing may be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fields {
    /// The person and the affiliation.
    pub person: bool,
    /// The stakeholder group.
    pub group: bool,
}

/// Who may enter a route at all; what stands behind it is decided thing by thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Access {
    /// Everyone.
    Everyone,
    /// Who has signed in.
    SignedIn,
    /// Who has one of these roles in any cycle; the secretariat always.
    AnyOf(&'static [Role]),
}

/// All that a viewer may read, said in a way a store can apply to many rows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reach {
    /// The keys of the audiences the viewer belongs to, sorted.
    pub keys: Vec<String>,
    /// The viewer's own things, shown or not yet.
    pub own: Option<ParticipantId>,
    /// Whether the viewer answers for every cycle.
    pub answers_everywhere: bool,
    /// The cycles the viewer answers for: all of them but what is for named recipients.
    pub answers_for: Vec<CycleId>,
}

/// The decisions as the doors call them. A forum runs with the program's own; a test may put in one with a check
/// removed, to see that the tests notice.
#[derive(Clone, Copy)]
pub struct Policy {
    /// What of a thing the viewer may read; nothing when for them it does not exist.
    pub may_see: fn(&Viewer, &Thing<'_>) -> Option<Fields>,
    /// The same rule for lists and search.
    pub reach: fn(&Viewer) -> Reach,
    /// Whether the viewer may enter a route.
    pub may_enter: fn(&Viewer, &Access) -> bool,
}
