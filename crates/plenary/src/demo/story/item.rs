//! The shape of an item of the story: what was written, on what, and what became of it.

use super::{Day, day};

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
    /// What its author made of the words later.
    pub edited: Option<Edit>,
    /// When its suggestion was worked into the next version.
    pub applied: Option<Step>,
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
    edited: None,
    applied: None,
    work: NEW,
};

/// An author's own edit.
pub struct Edit {
    /// When.
    pub at: Day,
    /// The words from then on, in Markdown.
    pub text: &'static str,
}

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
    /// Participant key of who wrote it; "guest" where a guest retracted.
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
    /// Done; the passages that changed, in the version where they did. That version may be younger than
    /// the answer, which is then a promise; `Item::on` tells the words it is about.
    Accepted(&'static [Passage]),
    /// Done by something new that comes after the passage which the item is about.
    AcceptedAfter(&'static [Passage]),
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
    /// Taken back by its author; the answer's `by` is the author's key, or "guest".
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
