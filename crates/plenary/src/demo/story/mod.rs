//! The content of the demo forum as plain data: who takes part, what they wrote and what became of it.
//!
//! Everything hangs on [`FORUM`]. People, organisations and groups are named by key, items by their
//! number within a cycle, passages by the first words of their block. Instants are days before the
//! moment at which the demo is created, so that the demo is always in the middle of its review.
//! Absent on purpose: any logic; the loading code walks this and acts, as a person would.

pub mod calls;
pub mod contributions_2025;
pub mod contributions_2026;
pub mod cycles;
pub mod documents;
pub mod forum;
pub mod items_2025;
pub mod late_2026;
pub mod people;
pub mod review_2026;
pub mod sessions;
#[cfg(test)]
mod tests;

pub use forum::FORUM;

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

/// What an item is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Answers to a call.
    Contribution,
    /// A remark on a draft.
    Comment,
    /// Something asked.
    Question,
    /// Something said in a session.
    Intervention,
    /// Something written to the list.
    Message,
    /// Something the forum should do.
    Proposal,
}

/// How an item came in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Door {
    /// A form of the site.
    Web,
    /// An e-mail.
    Mail,
    /// An uploaded file.
    File,
    /// The microphone in the room.
    Floor,
    /// The remote participants' window.
    Remote,
}

/// Who filed an item.
pub enum Author {
    /// A known person, by key.
    Participant(&'static str),
    /// Somebody who confirmed an address only.
    Guest {
        /// Name as given.
        name: &'static str,
        /// Address as confirmed.
        email: &'static str,
        /// Group key as chosen.
        group: &'static str,
    },
}

/// A TLP 2.0 label.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// Everyone.
    Clear,
    /// The forum's community.
    Green,
    /// The author's organisation and its clients.
    Amber,
    /// The author's organisation only.
    AmberStrict,
    /// The people listed.
    Red,
}

/// How an author is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Attribution {
    /// Name and organisation.
    Named,
    /// The group, neither person nor organisation.
    ChathamHouse,
    /// Nothing to the public.
    Anonymous,
}

/// An input on the docket. Write `Item { number: 7, .., ..ITEM }`.
pub struct Item {
    /// Number on the cycle's docket: from 1, in the order of `filed`.
    pub number: u32,
    /// What it is.
    pub kind: Kind,
    /// How it came in.
    pub door: Door,
    /// Who filed it.
    pub author: Author,
    /// Organisation key spoken for; none if in a personal capacity.
    pub on_behalf_of: Option<&'static str>,
    /// Language of the words, BCP 47.
    pub language: &'static str,
    /// A line for lists.
    pub title: &'static str,
    /// The words in Markdown; for a contribution a covering note, often empty.
    pub text: &'static str,
    /// For a contribution: answers to the call's questions.
    pub answers: &'static [AnswerTo],
    /// For a comment: what kind of comment.
    pub comment: Option<CommentKind>,
    /// What it is written on; empty when on the whole or on no document.
    pub on: &'static [Passage],
    /// For a comment: words proposed in place of the first passage's quote.
    pub suggestion: Option<&'static str>,
    /// Label.
    pub mark: Mark,
    /// For RED: participant keys who may read it beside author and staff.
    pub audience: &'static [&'static str],
    /// How the author is shown.
    pub attribution: Attribution,
    /// When it was filed.
    pub filed: Day,
    /// Whether it came after the deadline.
    pub late: bool,
    /// Files sent with it.
    pub attachments: &'static [Attachment],
    /// Who supports it.
    pub endorsements: &'static [Endorsement],
    /// What the forum's people did with it.
    pub work: Work,
}

/// What most items have in common.
pub const ITEM: Item = Item {
    number: 0,
    kind: Kind::Comment,
    door: Door::Web,
    author: Author::Participant(""),
    on_behalf_of: None,
    language: "en",
    title: "",
    text: "",
    answers: &[],
    comment: None,
    on: &[],
    suggestion: None,
    mark: Mark::Clear,
    audience: &[],
    attribution: Attribution::Named,
    filed: day(0, 0, 0),
    late: false,
    attachments: &[],
    endorsements: &[],
    work: NEW,
};

/// An answer to one question of the call.
pub struct AnswerTo {
    /// Number of the question, from 1.
    pub question: u8,
    /// The words in Markdown.
    pub text: &'static str,
}

/// What kind of comment it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CommentKind {
    /// On the whole or the direction.
    General,
    /// On what the text says.
    Substantive,
    /// On how it says it.
    Editorial,
    /// A fact is wrong.
    FactualCorrection,
    /// Something is unclear.
    Question,
}

/// A span of text in a version of the cycle's document.
pub struct Passage {
    /// Version number, from 1.
    pub version: u32,
    /// First words of the block, without Markdown signs; enough to be unique in that version.
    pub block: &'static str,
    /// The words meant, exactly as in the block; empty for the whole block.
    pub quote: &'static str,
}

/// A file sent with an item; the loading code makes it from the text.
pub struct Attachment {
    /// Title as printed.
    pub title: &'static str,
    /// File name.
    pub file_name: &'static str,
    /// What to make.
    pub kind: AttachmentKind,
    /// A few lines of text.
    pub text: &'static str,
}

/// What kind of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AttachmentKind {
    /// A small PDF.
    Pdf,
    /// Plain text.
    Text,
}

/// Support of an item by somebody else.
pub struct Endorsement {
    /// Participant key.
    pub by: &'static str,
    /// Organisation key or none.
    pub on_behalf_of: Option<&'static str>,
    /// When.
    pub at: Day,
    /// Why; may be empty.
    pub because: &'static str,
}

/// How far an item has come: the last field that is set tells the work state.
pub struct Work {
    /// Looked at by the secretariat.
    pub screened: Option<Step>,
    /// Given to somebody.
    pub assigned: Option<Assignment>,
    /// Answer drafted: the state is "proposed".
    pub proposed: Option<Answer>,
    /// Answer agreed by a facilitator.
    pub agreed: Option<Step>,
    /// Answer published and sent.
    pub published: Option<Step>,
    /// What the author said to it.
    pub reply: Reply,
}

/// Work not begun.
pub const NEW: Work = Work {
    screened: None,
    assigned: None,
    proposed: None,
    agreed: None,
    published: None,
    reply: Reply::NotSent,
};

/// Something done by somebody at some time.
pub struct Step {
    /// Participant key.
    pub by: &'static str,
    /// When.
    pub at: Day,
}

/// The short way to write a [`Step`].
pub const fn step(by: &'static str, at: Day) -> Option<Step> {
    Some(Step { by, at })
}

/// An item given to somebody to answer.
pub struct Assignment {
    /// Participant key of who gave it.
    pub by: &'static str,
    /// Participant key of who answers.
    pub to: &'static str,
    /// When.
    pub at: Day,
}

/// The short way to write an [`Assignment`].
pub const fn assign(by: &'static str, to: &'static str, at: Day) -> Option<Assignment> {
    Some(Assignment { by, to, at })
}

/// A drafted answer.
pub struct Answer {
    /// Participant key of who wrote it.
    pub by: &'static str,
    /// When.
    pub at: Day,
    /// What becomes of the item.
    pub disposition: Disposition,
    /// Why, in Markdown.
    pub reason: &'static str,
}

/// The short way to write an [`Answer`].
pub const fn answer(
    by: &'static str,
    at: Day,
    disposition: Disposition,
    reason: &'static str,
) -> Option<Answer> {
    Some(Answer {
        by,
        at,
        disposition,
        reason,
    })
}

/// What becomes of an item.
pub enum Disposition {
    /// Done; the passages that changed, in the version where they did.
    Accepted(&'static [Passage]),
    /// Done partly; the passages that changed.
    AcceptedInPart(&'static [Passage]),
    /// Not done.
    Declined,
    /// The same as another item of this cycle, by number.
    DuplicateOf(u32),
    /// Already said there.
    AlreadyCovered(Covered),
    /// Debated on the list, in the thread named.
    TakenToList(&'static str),
    /// Not for this forum or cycle.
    OutOfScope,
    /// Kept for next year.
    Deferred,
    /// Taken back by its author; answer's `by` is the author.
    Retracted,
    /// Not an input.
    Invalid,
}

/// Where something is already covered.
pub enum Covered {
    /// An item of a cycle.
    Item {
        /// Cycle key.
        cycle: &'static str,
        /// Item number.
        number: u32,
    },
    /// A passage of a cycle's document.
    Text {
        /// Cycle key.
        cycle: &'static str,
        /// The passage.
        passage: Passage,
    },
}

/// What came back from an author.
pub enum Reply {
    /// Nothing has been sent yet.
    NotSent,
    /// Sent, date for the reply not yet reached.
    Sent,
    /// The author is satisfied.
    Satisfied {
        /// When.
        at: Day,
        /// In the author's words; may be empty.
        words: &'static str,
    },
    /// The author objects; an inquiry is not opened yet.
    Objects {
        /// When.
        at: Day,
        /// Why.
        because: &'static str,
    },
    /// No reply came in time.
    NoReplyByDate,
    /// The author objected and a facilitator looks into it.
    InquiryOpen {
        /// When the author objected.
        objected: Day,
        /// Why.
        because: &'static str,
        /// Participant key of who looks into it.
        by: &'static str,
        /// When that began.
        opened: Day,
    },
    /// The inquiry has been answered.
    InquiryAnswered {
        /// When the author objected.
        objected: Day,
        /// Why.
        because: &'static str,
        /// Participant key of who looked into it.
        by: &'static str,
        /// When it was answered.
        answered: Day,
        /// The result, in Markdown.
        words: &'static str,
    },
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
    pub starts: Day,
    /// Length.
    pub minutes: u16,
    /// Languages spoken.
    pub languages: &'static [&'static str],
    /// Agenda in order.
    pub agenda: &'static [AgendaItem],
    /// Participant keys of those invited to speak.
    pub speakers: &'static [&'static str],
    /// Captions in house style; none before it took place.
    pub captions: Option<&'static str>,
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
