//! The shape of the story around the docket: forum, people, cycles, documents, sessions.

use super::Item;

/// An instant told as a day before the demo's creation and a time of that day in UTC.
///
/// `before_now` is negative for the future. Nothing that already happened lies on day 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Day {
    /// Whole days before the day on which the demo is created; negative is in the future.
    pub before_now: i32,
    /// Hour of that day in UTC, 0 to 23.
    pub hour: u8,
    /// Minute of that hour, 0 to 59.
    pub minute: u8,
}

/// The short way to write a [`Day`].
pub const fn day(before_now: i32, hour: u8, minute: u8) -> Day {
    Day {
        before_now,
        hour,
        minute,
    }
}

/// The standing body with everything in it.
pub struct Forum {
    /// Name as printed.
    pub name: &'static str,
    /// Name in addresses: lower-case letters and hyphens.
    pub slug: &'static str,
    /// What the forum is, in Markdown.
    pub description: &'static str,
    /// Where its office is.
    pub place: &'static str,
    /// IANA time zone.
    pub zone: &'static str,
    /// Working languages, BCP 47, the first is the main one.
    pub languages: &'static [&'static str],
    /// The stakeholder groups.
    pub groups: &'static [Group],
    /// All organisations.
    pub organisations: &'static [Organisation],
    /// All people known to the forum.
    pub participants: &'static [Participant],
    /// The cycles, oldest first.
    pub cycles: &'static [Cycle],
}

/// A stakeholder group.
pub struct Group {
    /// Key used by participants, organisations and guests.
    pub key: &'static str,
    /// Name as printed.
    pub name: &'static str,
    /// Who belongs to it, in one line.
    pub description: &'static str,
    /// Letter for stamps and charts, unique.
    pub letter: char,
}

/// An organisation people work for or speak for.
pub struct Organisation {
    /// Key used by affiliations and "on behalf of".
    pub key: &'static str,
    /// Name as printed.
    pub name: &'static str,
    /// Group key; none for the forum's own office.
    pub group: Option<&'static str>,
    /// What it does and where, in one line.
    pub description: &'static str,
}

/// A person known to the forum.
pub struct Participant {
    /// Key used everywhere else.
    pub key: &'static str,
    /// Name as printed.
    pub name: &'static str,
    /// Address to sign in with.
    pub email: &'static str,
    /// Group key; none for staff, the captioner and the person without any rights.
    pub group: Option<&'static str>,
    /// Where the person works and worked, oldest first.
    pub affiliations: &'static [Affiliation],
    /// Language of letters to this person, BCP 47.
    pub language: &'static str,
    /// A few sentences in Markdown; empty where the person gave none.
    pub bio: &'static str,
}

/// One stretch of work of a person for an organisation.
pub struct Affiliation {
    /// Organisation key.
    pub organisation: &'static str,
    /// The person's title there.
    pub title: &'static str,
    /// First day.
    pub from: Day,
    /// Last day; none while it lasts.
    pub to: Option<Day>,
}

/// What somebody may do in a cycle.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Runs the cycle.
    Secretariat,
    /// Leads the group's work and agrees answers.
    Facilitator,
    /// Holds the pen and drafts answers.
    Editor,
    /// Chairs sessions, in the room or for the remote participants.
    Moderator,
    /// Writes the captions.
    Captioner,
}

/// A role held by a participant during one cycle.
pub struct RoleHeld {
    /// Participant key.
    pub participant: &'static str,
    /// The role.
    pub role: Role,
}

/// One round of the forum's work.
pub struct Cycle {
    /// Key, also in addresses.
    pub key: &'static str,
    /// Title as printed.
    pub title: &'static str,
    /// The theme in one sentence.
    pub theme: &'static str,
    /// What the cycle is about, in Markdown.
    pub description: &'static str,
    /// When the secretariat opened it.
    pub opened: Day,
    /// When it was closed; none while it runs.
    pub closed: Option<Day>,
    /// Phases in order.
    pub phases: &'static [Phase],
    /// Roles for this cycle.
    pub roles: &'static [RoleHeld],
    /// The call for contributions.
    pub call: Call,
    /// The docket, a slice per file; read one after the other the numbers run from 1.
    pub items: &'static [&'static [Item]],
    /// Documents under discussion.
    pub documents: &'static [Document],
    /// Meetings.
    pub sessions: &'static [Session],
    /// Texts erased after they were filed.
    pub erasures: &'static [Erasure],
    /// Comments that say the same, as somebody confirmed.
    pub clusters: &'static [Together],
    /// Comment tables that somebody brought.
    pub tables: &'static [Together],
}

/// Items that belong together.
pub struct Together {
    /// Their numbers.
    pub items: &'static [u32],
    /// Participant key of who says so.
    pub by: &'static str,
    /// When.
    pub at: Day,
}

/// Which interval of a cycle.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PhaseKind {
    /// Contributions are asked for.
    Call,
    /// The editor writes.
    Drafting,
    /// Everybody comments.
    Review,
    /// The forum meets.
    Session,
    /// The editor revises.
    Revision,
    /// The outcome is settled.
    Final,
}

/// An interval of a cycle.
pub struct Phase {
    /// Which one.
    pub kind: PhaseKind,
    /// Name as printed.
    pub title: &'static str,
    /// First instant.
    pub opens: Day,
    /// First instant after it.
    pub closes: Day,
}

/// A call for contributions.
pub struct Call {
    /// Title as printed.
    pub title: &'static str,
    /// Introduction in Markdown.
    pub introduction: &'static str,
    /// When it was published.
    pub published: Day,
    /// Soft deadline: later contributions are labelled late.
    pub deadline: Day,
    /// The questions in order, numbered from 1.
    pub questions: &'static [Question],
}

/// A question of a call.
pub struct Question {
    /// The question itself.
    pub text: &'static str,
    /// Help below it, in one or two sentences.
    pub help: &'static str,
}

/// A document of a cycle.
pub struct Document {
    /// Key, also in addresses.
    pub key: &'static str,
    /// Title as printed.
    pub title: &'static str,
    /// Language, BCP 47.
    pub language: &'static str,
    /// Versions in order, numbered from 1.
    pub versions: &'static [Version],
    /// What the blocks of the last version stand on, in document order; empty when not stated.
    pub basis: &'static [Basis],
}

/// A frozen text of a document.
pub struct Version {
    /// Number, from 1.
    pub number: u32,
    /// State as printed.
    pub state: VersionState,
    /// When it was published.
    pub published: Day,
    /// Participant key of who published it.
    pub by: &'static str,
    /// What changed, in one or two sentences.
    pub note: &'static str,
    /// The text in Markdown.
    pub markdown: &'static str,
}

/// In what state a version was published.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VersionState {
    /// Open to comments.
    InReview,
    /// The outcome.
    Final,
}

/// What one block stands on.
pub struct Basis {
    /// First words of the block, without Markdown signs.
    pub block: &'static str,
    /// Item numbers of the same cycle; empty means "editor's own text".
    pub items: &'static [u32],
}

/// When a meeting begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Starts {
    /// On a day of the story.
    On(Day),
    /// At the last quarter of an hour before the demo is created: it is on while the demo is looked at.
    Now,
}

/// A meeting.
pub struct Session {
    /// Key, also in addresses.
    pub key: &'static str,
    /// Title as printed.
    pub title: &'static str,
    /// What it is for, in Markdown.
    pub description: &'static str,
    /// Room and town.
    pub place: &'static str,
    /// Where remote participants go.
    pub link: &'static str,
    /// First instant.
    pub starts: Starts,
    /// Length.
    pub minutes: u16,
    /// Languages spoken.
    pub languages: &'static [&'static str],
    /// Agenda in order.
    pub agenda: &'static [AgendaItem],
    /// Participant keys of those invited to speak.
    pub speakers: &'static [&'static str],
    /// Its captions and what people made of them; none before it took place.
    pub record: Option<&'static Record>,
}

/// The captions of a session and what people made of them. Passages are named by words they hold.
pub struct Record {
    /// Captions in house style; they came line by line while the session was on.
    pub captions: &'static str,
    /// When they became the record.
    pub made: Day,
    /// Participant key of who made it.
    pub by: &'static str,
    /// Who spoke, as far as somebody said so.
    pub voices: &'static [Voice],
    /// What was wrong or missing, in the order in which it was told.
    pub corrections: &'static [Correction],
    /// Which passages speak about which items.
    pub said: &'static [Said],
    /// What the engine found and somebody decided.
    pub weighed: &'static [Weighed],
}

/// Who spoke under a label.
pub struct Voice {
    /// The label as printed.
    pub label: &'static str,
    /// Words of the only turn that is meant; empty for every turn under the label.
    pub holds: &'static str,
    /// Who it was.
    pub is: Speaker,
}

/// A speaker of a session.
pub enum Speaker {
    /// A known person, by key.
    Known(&'static str),
    /// Somebody the forum did not know.
    New {
        /// Name as given.
        name: &'static str,
        /// Group key.
        group: &'static str,
    },
}

/// A correction of a record.
pub struct Correction {
    /// When it was proposed.
    pub at: Day,
    /// Participant key of who proposed it.
    pub by: &'static str,
    /// Words that the paragraph holds; for a mend of words, those that are wrong or missing.
    pub holds: &'static str,
    /// What should stand there.
    pub mend: Mend,
    /// Why.
    pub reason: &'static str,
    /// When it was decided, by whom, whether it stands, and why; none while it is open or where it stood at once.
    pub decided: Option<(Day, &'static str, bool, &'static str)>,
}

/// What a correction mends.
pub enum Mend {
    /// These words.
    Words(&'static str),
    /// What could not be heard, from who said it.
    Supplied(&'static str),
    /// Who spoke.
    Speaker(&'static str),
}

/// A passage that speaks about an item.
pub struct Said {
    /// Item number in this cycle.
    pub item: u32,
    /// Words that the paragraph holds.
    pub holds: &'static str,
    /// What was announced to become of it.
    pub outcome: Option<plenary_captions::Outcome>,
}

/// Something found in the speech that somebody decided.
pub struct Weighed {
    /// Words that it holds.
    pub holds: &'static str,
    /// Whether it is what it was found to be.
    pub is_one: bool,
}

/// A timed part of a session.
pub struct AgendaItem {
    /// Title as printed.
    pub title: &'static str,
    /// Length.
    pub minutes: u16,
}

/// The words of an item destroyed, with the gap shown.
pub struct Erasure {
    /// Item number in this cycle.
    pub item: u32,
    /// Participant key of who asked.
    pub asked_by: &'static str,
    /// When it was asked.
    pub asked: Day,
    /// Participant key of who decided.
    pub decided_by: &'static str,
    /// When it was done.
    pub at: Day,
    /// The rule it was done under.
    pub rule: &'static str,
    /// The reason shown in its place.
    pub reason: &'static str,
}
