//! Sessions: what they are, who may hold them and who makes their record.

use plenary_kit::fault::Refuse;
use plenary_kit::id::{CycleId, ParticipantId};
use plenary_kit::policy::{Attribution, Audience, Fields, Mark, Policy, Role, Thing, Viewer};
use plenary_kit::time::{Instant, SECOND_MS};
use plenary_kit::words::Words;
use serde::{Deserialize, Serialize};

use super::event::{Invited, SessionEvent, ToldSession};
use super::place::SessionId;
use crate::document::DocumentId;
use crate::forum::Cycle;
use crate::policy::audience_of;

/// A timed part of a session.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AgendaItem {
    /// What it is about.
    pub title: String,
    /// Its length.
    pub seconds: u32,
}

/// What a session says of itself in words.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Billing {
    /// Its title.
    pub title: String,
    /// What it is for, in Markdown.
    pub about: String,
    /// Room and town.
    pub place: String,
    /// Where remote participants go.
    pub link: String,
    /// Its agenda in order.
    pub agenda: Vec<AgendaItem>,
}

/// Somebody invited to speak, as it is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Speaker {
    /// The participant, when the forum knows the person.
    pub participant: Option<ParticipantId>,
    /// The name, unless it was erased.
    pub name: Option<String>,
}

/// A live meeting of a cycle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// Its id.
    pub id: SessionId,
    /// The cycle it belongs to.
    pub cycle: CycleId,
    /// Its word in addresses.
    pub slug: String,
    /// What it says of itself; empty when those words were erased.
    pub billing: Billing,
    /// Its first instant.
    pub starts: Instant,
    /// Its length.
    pub seconds: u32,
    /// The IANA zone of the place where it is held.
    pub zone: String,
    /// The languages spoken (BCP 47).
    pub languages: Vec<String>,
    /// Who is invited to speak, in order.
    pub speakers: Vec<Speaker>,
    /// The documents under discussion.
    pub documents: Vec<DocumentId>,
    /// How far what is said may travel.
    pub mark: Mark,
    /// Whether speakers are named.
    pub attribution: Attribution,
    /// Who may know of it.
    pub audience: Audience,
    /// When it was last told.
    pub told: Instant,
    /// How often it was told anew.
    pub revision: u32,
    /// When it was called off, if it was.
    pub called_off: Option<Instant>,
    /// The line of the ledger that changed it last.
    pub changed: u64,
}

/// Where a session stands, as its dates tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It has not begun.
    Before,
    /// It is held now.
    During,
    /// It is over.
    After,
    /// It does not take place.
    CalledOff,
}

impl Session {
    /// The first instant after it.
    pub fn ends(&self) -> Instant {
        self.starts.plus_ms(i64::from(self.seconds) * SECOND_MS)
    }

    /// Where it stands.
    pub fn standing(&self, now: Instant) -> Standing {
        match self.called_off {
            Some(_) => Standing::CalledOff,
            None if now < self.starts => Standing::Before,
            None if now < self.ends() => Standing::During,
            None => Standing::After,
        }
    }

    /// Where it stands, knowing whether its record is made: who has the record has no session to wait for, even if it was to
    /// last longer.
    pub fn standing_with(&self, is_recorded: bool, now: Instant) -> Standing {
        match self.standing(now) {
            Standing::During if is_recorded => Standing::After,
            standing => standing,
        }
    }

    /// Its zone; UTC should the machine not know it any more.
    pub fn time_zone(&self) -> jiff::tz::TimeZone {
        jiff::tz::TimeZone::get(&self.zone).unwrap_or(jiff::tz::TimeZone::UTC)
    }

    /// What of it the viewer may see: nothing, when for them it does not exist. What was said in it follows the same rule.
    pub fn seen_by(&self, policy: &Policy, viewer: &Viewer) -> Option<Fields> {
        (policy.may_see)(
            viewer,
            &Thing {
                audience: &self.audience,
                cycle: &self.cycle,
                author: None,
                attribution: self.attribution,
                is_shown: true,
            },
        )
    }
}

/// The most letters of a title.
pub const TITLE_LETTERS: usize = 200;
/// The most letters of the text about a session.
pub const ABOUT_LETTERS: usize = 20_000;
/// The most parts of an agenda.
pub const PARTS: usize = 200;
/// The most people invited to speak.
pub const SPEAKERS: usize = 300;
/// Nobody sits longer: a week.
pub const LONGEST_SECONDS: u32 = 7 * 24 * 3_600;

/// Why something cannot be done with a session.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SessionRefusal {
    /// Only those who hold it may.
    #[error("Only the secretariat, a facilitator or the moderator of this cycle can do this.")]
    NotYours,
    /// The cycle is over.
    #[error("This cycle is closed; its sessions do not change any more.")]
    CycleClosed,
    /// The word is taken.
    #[error("A session with the word {0:?} in its address exists. Choose another word.")]
    SlugTaken(String),
    /// The word cannot stand in an address.
    #[error(
        "The word for the address may hold small letters a to z, digits and hyphens only, 60 at most, and does not begin with a hyphen."
    )]
    BadSlug,
    /// The zone is not known.
    #[error("The time zone {0:?} is not known. Write it like Europe/Lisbon, or UTC.")]
    UnknownZone(String),
    /// It lasts no time, or too long.
    #[error(
        "A session lasts from one minute to seven days. Write its length in minutes, such as 90."
    )]
    BadLength,
    /// The agenda takes longer than the session.
    #[error(
        "The agenda takes {agenda} minutes and the session {session}. Shorten a part, or make the session longer."
    )]
    AgendaTooLong {
        /// Minutes of the agenda, rounded up.
        agenda: u32,
        /// Minutes of the session.
        session: u32,
    },
    /// A list is too long to be true.
    #[error("This list is longer than the forum takes ({0} lines). Shorten it.")]
    TooMany(usize),
    /// Not an address of the web.
    #[error("A link begins with https:// or http://.")]
    BadLink,
    /// Not a tag of a language.
    #[error(
        "{0:?} is not a tag of a language. Write tags such as en, fr or zh-Hans, parted by commas."
    )]
    BadLanguage(String),
    /// It does not take place.
    #[error("This session was called off. Open another one instead.")]
    IsCalledOff,
}

impl Refuse for SessionRefusal {
    fn key(&self) -> &'static str {
        match self {
            SessionRefusal::NotYours => "session-not-yours",
            SessionRefusal::CycleClosed => "session-cycle-closed",
            SessionRefusal::SlugTaken(_) => "session-slug-taken",
            SessionRefusal::BadSlug => "session-bad-slug",
            SessionRefusal::UnknownZone(_) => "session-unknown-zone",
            SessionRefusal::BadLength => "session-bad-length",
            SessionRefusal::AgendaTooLong { .. } => "session-agenda-too-long",
            SessionRefusal::TooMany(_) => "session-too-many",
            SessionRefusal::BadLink => "session-bad-link",
            SessionRefusal::BadLanguage(_) => "session-bad-language",
            SessionRefusal::IsCalledOff => "session-is-called-off",
        }
    }

    fn status(&self) -> u16 {
        match self {
            SessionRefusal::NotYours => 403,
            SessionRefusal::CycleClosed
            | SessionRefusal::SlugTaken(_)
            | SessionRefusal::IsCalledOff => 409,
            _ => 422,
        }
    }

    fn field(&self) -> Option<&'static str> {
        match self {
            SessionRefusal::SlugTaken(_) | SessionRefusal::BadSlug => Some("slug"),
            SessionRefusal::UnknownZone(_) => Some("zone"),
            SessionRefusal::BadLength => Some("minutes"),
            SessionRefusal::AgendaTooLong { .. } => Some("agenda"),
            SessionRefusal::TooMany(_) => Some("speakers"),
            SessionRefusal::BadLink => Some("link"),
            SessionRefusal::BadLanguage(_) => Some("languages"),
            _ => None,
        }
    }
}

/// Whether the viewer may open, change and call off sessions of the cycle.
pub fn may_hold(viewer: &Viewer, cycle: &Cycle) -> Result<(), SessionRefusal> {
    let holds = [Role::Secretariat, Role::Facilitator, Role::Moderator];
    if !holds.iter().any(|role| viewer.has(&cycle.id, *role)) {
        Err(SessionRefusal::NotYours)
    } else if cycle.is_alive() {
        Ok(())
    } else {
        Err(SessionRefusal::CycleClosed)
    }
}

/// What somebody tells of a session.
#[derive(Clone, Debug)]
pub struct TellSession {
    /// Its word in addresses; only a new one asks for it.
    pub slug: String,
    /// What it says of itself.
    pub billing: Billing,
    /// Its first instant.
    pub starts: Instant,
    /// Its length.
    pub seconds: u32,
    /// Its IANA zone.
    pub zone: String,
    /// The languages spoken.
    pub languages: Vec<String>,
    /// Who is invited: a participant, or a name.
    pub speakers: Vec<Speaker>,
    /// The documents under discussion.
    pub documents: Vec<DocumentId>,
    /// How far what is said may travel.
    pub mark: Mark,
    /// Whether speakers are named.
    pub attribution: Attribution,
}

/// Opens a session. `staff` are those who read it by their part in the cycle when its mark asks for named people.
pub fn open_session(
    viewer: &Viewer,
    cycle: &Cycle,
    ask: TellSession,
    is_taken: bool,
    staff: Vec<ParticipantId>,
) -> Result<SessionEvent, SessionRefusal> {
    may_hold(viewer, cycle)?;
    if !is_slug(&ask.slug) {
        return Err(SessionRefusal::BadSlug);
    }
    if is_taken {
        return Err(SessionRefusal::SlugTaken(ask.slug));
    }
    let told = told(viewer, cycle, SessionId::fresh(), ask, staff)?;
    Ok(SessionEvent::Opened(Box::new(told)))
}

/// Tells a session anew; its word stays.
pub fn change_session(
    viewer: &Viewer,
    cycle: &Cycle,
    session: &Session,
    ask: TellSession,
    staff: Vec<ParticipantId>,
) -> Result<SessionEvent, SessionRefusal> {
    may_hold(viewer, cycle)?;
    if session.called_off.is_some() {
        return Err(SessionRefusal::IsCalledOff);
    }
    let slug = session.slug.clone();
    let ask = TellSession { slug, ..ask };
    let told = told(viewer, cycle, session.id.clone(), ask, staff)?;
    Ok(SessionEvent::Changed(Box::new(told)))
}

/// Calls a session off: it stays where it was, marked, and goes out of everybody's calendar.
pub fn call_off_session(
    viewer: &Viewer,
    cycle: &Cycle,
    session: &Session,
) -> Result<SessionEvent, SessionRefusal> {
    may_hold(viewer, cycle)?;
    match session.called_off {
        Some(_) => Err(SessionRefusal::IsCalledOff),
        None => Ok(SessionEvent::CalledOff {
            id: session.id.clone(),
        }),
    }
}

/// The list of people who may read a session whose mark asks for names.
pub fn list_of(id: &SessionId) -> String {
    format!("session-{id}")
}

fn told(
    viewer: &Viewer,
    cycle: &Cycle,
    id: SessionId,
    ask: TellSession,
    staff: Vec<ParticipantId>,
) -> Result<ToldSession, SessionRefusal> {
    check(&ask)?;
    let audience = audience_of(ask.mark, None, &list_of(&id));
    let readers = match audience {
        Audience::List(_) => readers(viewer, &ask.speakers, staff),
        _ => Vec::new(),
    };
    let body = serde_json::to_string(&ask.billing).unwrap_or_default();
    Ok(ToldSession {
        id,
        cycle: cycle.id.clone(),
        slug: ask.slug,
        body: Words::new(body),
        starts: ask.starts,
        seconds: ask.seconds,
        zone: ask.zone,
        languages: ask.languages,
        speakers: ask.speakers.into_iter().map(invited).collect(),
        documents: ask.documents,
        mark: ask.mark,
        attribution: ask.attribution,
        audience: audience.key(),
        readers,
    })
}

/// Whoever tells of it, those invited, and the staff of that day.
fn readers(viewer: &Viewer, speakers: &[Speaker], staff: Vec<ParticipantId>) -> Vec<ParticipantId> {
    let invited = speakers.iter().filter_map(|one| one.participant.clone());
    let mut all: Vec<ParticipantId> = viewer.participant.iter().cloned().chain(invited).collect();
    all.extend(staff);
    all.sort();
    all.dedup();
    all
}

fn invited(speaker: Speaker) -> Invited {
    let name = match &speaker.participant {
        Some(_) => None,
        None => speaker.name.map(Words::new),
    };
    Invited {
        participant: speaker.participant,
        name,
    }
}

fn check(ask: &TellSession) -> Result<(), SessionRefusal> {
    if jiff::tz::TimeZone::get(&ask.zone).is_err() {
        return Err(SessionRefusal::UnknownZone(ask.zone.clone()));
    }
    if !(60..=LONGEST_SECONDS).contains(&ask.seconds) {
        return Err(SessionRefusal::BadLength);
    }
    if ask.billing.agenda.len() > PARTS || ask.speakers.len() > SPEAKERS {
        return Err(SessionRefusal::TooMany(SPEAKERS.min(PARTS)));
    }
    let agenda: u64 = ask
        .billing
        .agenda
        .iter()
        .map(|part| u64::from(part.seconds))
        .sum();
    if agenda > u64::from(ask.seconds) {
        let agenda = u32::try_from(agenda.div_ceil(60)).unwrap_or(u32::MAX);
        let session = ask.seconds / 60;
        return Err(SessionRefusal::AgendaTooLong { agenda, session });
    }
    let link = &ask.billing.link;
    if !link.is_empty() && !link.starts_with("https://") && !link.starts_with("http://") {
        return Err(SessionRefusal::BadLink);
    }
    match ask.languages.iter().find(|tag| !is_language(tag)) {
        Some(tag) => Err(SessionRefusal::BadLanguage(tag.clone())),
        None => Ok(()),
    }
}

fn is_language(tag: &str) -> bool {
    let is_subtag = |part: &str| {
        (1..=8).contains(&part.len()) && part.chars().all(|c| c.is_ascii_alphanumeric())
    };
    let first = tag.split('-').next().unwrap_or("");
    tag.len() <= 35
        && first.len() >= 2
        && first.chars().all(|c| c.is_ascii_alphabetic())
        && tag.split('-').all(is_subtag)
}

fn is_slug(slug: &str) -> bool {
    let fits = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    (1..=60).contains(&slug.len()) && !slug.starts_with('-') && slug.bytes().all(fits)
}
