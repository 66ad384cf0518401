//! The decisions: who may do what about an item, and what an answer must hold.

use plenary_kit::id::ParticipantId;
use plenary_kit::policy::{Role, Viewer};
use plenary_kit::time::Instant;
use plenary_kit::words::Words;

pub use super::disposition::{Disposition, ReplyState};
use super::event::{Answer, AnswerEvent, Change, Place, Reply, Target};
pub use super::refusal::AnswerRefusal;
use super::store::Work;
use crate::docket::{Item, ItemNumber, WorkState};
use crate::document::Anchor;
use crate::forum::{Cycle, ForumEvent};
use crate::policy::intersection;

/// The most letters of a reason, an objection or an inquiry's answer: some ten printed pages.
pub const REASON_LETTERS: usize = 20_000;
/// The most letters of a place or a reference.
pub const PLACE_LETTERS: usize = 300;
/// The most letters of old or new words.
pub const CHANGE_LETTERS: usize = 10_000;
/// The most answers published at once: each is a letter and a row to look through.
pub const BATCH: usize = 100;

/// What somebody points an answer at.
#[derive(Clone, Debug)]
pub enum AskedTarget {
    /// Another item.
    Item(ItemNumber),
    /// An address, or where to look, in words.
    Reference(String),
}

/// Where somebody says that a text changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AskedPlace {
    /// In words.
    InWords(String),
    /// This passage.
    Passage(Anchor),
    /// Something new comes after the block of this passage.
    After(Anchor),
}

impl AskedPlace {
    /// The passage, where one is named.
    pub fn anchor(&self) -> Option<&Anchor> {
        match self {
            AskedPlace::InWords(_) => None,
            AskedPlace::Passage(anchor) | AskedPlace::After(anchor) => Some(anchor),
        }
    }
}

impl From<&str> for AskedPlace {
    fn from(words: &str) -> AskedPlace {
        AskedPlace::InWords(words.to_owned())
    }
}

/// What is known of what an answer speaks of.
#[derive(Clone, Copy, Debug, Default)]
pub struct Known<'a> {
    /// The item it points at, as far as who answers may know of it.
    pub other: Option<&'a Item>,
    /// Whether the item is about a document, so that a change there has a passage.
    pub is_on_text: bool,
    /// Whether the passage stands in a text that everyone who reads the answer may read.
    pub is_in_text: bool,
}

/// What somebody says changed.
#[derive(Clone, Debug)]
pub struct AskedChange {
    /// Where.
    pub place: AskedPlace,
    /// The old words.
    pub old: Option<String>,
    /// The new words.
    pub new: Option<String>,
}

/// An answer somebody drafts.
#[derive(Clone, Debug)]
pub struct ProposeAnswer {
    /// What becomes of the item.
    pub disposition: Disposition,
    /// Why, in Markdown.
    pub reason: String,
    /// What it points at.
    pub target: Option<AskedTarget>,
    /// What changed.
    pub change: Option<AskedChange>,
}

/// What an author wants to say to the answer.
#[derive(Clone, Debug)]
pub enum AskedReply {
    /// It will do; the words may be left out.
    Satisfied(Option<String>),
    /// It will not do, because.
    Objects(String),
}

/// Whether the viewer may work on the item at all: answers for its cycle, and is not its author.
pub fn may_answer(viewer: &Viewer, item: &Item) -> Result<(), AnswerRefusal> {
    if !viewer.answers_for(&item.cycle) {
        return Err(AnswerRefusal::NotYours);
    }
    match viewer.is(item.author.as_ref()) {
        true => Err(AnswerRefusal::OwnItem),
        false => Ok(()),
    }
}

fn may_work(viewer: &Viewer, item: &Item) -> Result<(), AnswerRefusal> {
    may_answer(viewer, item)?;
    match item.standing.state {
        WorkState::Published => Err(AnswerRefusal::AlreadyAnswered),
        _ => Ok(()),
    }
}

/// Whether the viewer may draft the item's answer, or give it to somebody who will.
pub fn may_draft(viewer: &Viewer, item: &Item) -> Result<(), AnswerRefusal> {
    may_work(viewer, item)?;
    match item.standing.state {
        WorkState::Agreed => Err(AnswerRefusal::IsAgreed),
        _ => Ok(()),
    }
}

/// Notes that the item was looked at. Answering it directly does the same.
pub fn screen(viewer: &Viewer, item: &Item) -> Result<AnswerEvent, AnswerRefusal> {
    may_work(viewer, item)?;
    match item.standing.state {
        WorkState::New => Ok(AnswerEvent::Screened {
            number: item.number,
        }),
        _ => Err(AnswerRefusal::AlreadyScreened),
    }
}

/// Gives the item to somebody; `answering` are the people who answer for the cycle today.
pub fn assign(
    viewer: &Viewer,
    item: &Item,
    answering: &[ParticipantId],
    to: ParticipantId,
) -> Result<AnswerEvent, AnswerRefusal> {
    may_draft(viewer, item)?;
    if item.author.as_ref() == Some(&to) {
        return Err(AnswerRefusal::AssigneeIsAuthor);
    }
    if !answering.contains(&to) {
        return Err(AnswerRefusal::NotAnswering);
    }
    Ok(AnswerEvent::Assigned {
        number: item.number,
        to,
    })
}

/// Drafts the answer, or drafts it anew.
pub fn propose(
    viewer: &Viewer,
    item: &Item,
    ask: ProposeAnswer,
    known: Known<'_>,
) -> Result<AnswerEvent, AnswerRefusal> {
    may_draft(viewer, item)?;
    Ok(AnswerEvent::Proposed {
        number: item.number,
        answer: checked_answer(item, ask, known)?,
    })
}

fn checked_answer(
    item: &Item,
    ask: ProposeAnswer,
    known: Known<'_>,
) -> Result<Answer, AnswerRefusal> {
    let disposition = ask.disposition;
    match (disposition.is_change(), &ask.change) {
        _ if disposition == Disposition::Retracted => {
            return Err(AnswerRefusal::OnlyAuthorRetracts);
        }
        (true, None) => return Err(AnswerRefusal::NeedsPlace),
        (false, Some(_)) => return Err(AnswerRefusal::ChangesNothing),
        _ => {}
    }
    if ask.target.is_none() && disposition.needs_target() {
        return Err(AnswerRefusal::NeedsTarget);
    }
    let target = ask
        .target
        .map(|target| checked_target(item, disposition, target, known.other))
        .transpose()?;
    let change = ask
        .change
        .map(|change| checked_change(change, known))
        .transpose()?;
    Ok(Answer {
        disposition,
        reason: Words::new(ask.reason),
        target,
        change,
    })
}

/// A change that can be looked up later: what is about a document names the passage, and the passage is there.
fn checked_change(ask: AskedChange, known: Known<'_>) -> Result<Change, AnswerRefusal> {
    let place = match ask.place {
        AskedPlace::InWords(_) if known.is_on_text => return Err(AnswerRefusal::NeedsPassage),
        AskedPlace::InWords(words) => Place::InWords(Words::new(words)),
        _ if !known.is_in_text => return Err(AnswerRefusal::NotAPassage),
        AskedPlace::Passage(anchor) => Place::Passage(anchor),
        AskedPlace::After(anchor) => Place::After(anchor),
    };
    Ok(Change {
        place,
        old: ask.old.map(Words::new),
        new: ask.new.map(Words::new),
    })
}

/// An answer is read by everyone who may read its item, so it names no item that one of them may not know of.
fn checked_target(
    item: &Item,
    disposition: Disposition,
    target: AskedTarget,
    other: Option<&Item>,
) -> Result<Target, AnswerRefusal> {
    let other = match target {
        AskedTarget::Item(number) if number == item.number => {
            return Err(AnswerRefusal::TargetIsItself);
        }
        AskedTarget::Item(_) => other.ok_or(AnswerRefusal::TargetUnknown)?,
        AskedTarget::Reference(_) if disposition == Disposition::Duplicate => {
            return Err(AnswerRefusal::NeedsItem);
        }
        AskedTarget::Reference(words) => return Ok(Target::Reference(Words::new(words))),
    };
    let is_known_to_all = intersection(&item.audience, &other.audience, "") == item.audience;
    match is_known_to_all && other.is_shown {
        true => Ok(Target::Item(other.number)),
        false => Err(AnswerRefusal::TargetNotForAll),
    }
}

/// Whether there is a draft that the viewer may send back.
pub fn may_send_back(viewer: &Viewer, item: &Item) -> Result<(), AnswerRefusal> {
    may_work(viewer, item)?;
    match item.standing.state {
        WorkState::Proposed | WorkState::Agreed => Ok(()),
        _ => Err(AnswerRefusal::NoDraft),
    }
}

/// Sends a draft back to who drafts.
pub fn send_back(viewer: &Viewer, item: &Item, why: String) -> Result<AnswerEvent, AnswerRefusal> {
    may_send_back(viewer, item)?;
    Ok(AnswerEvent::SentBack {
        number: item.number,
        why: Words::new(why),
    })
}

/// Whether the viewer may agree to the draft: whoever wrote it may only when nobody else answers for the cycle.
///
/// `answering` are the people who answer for the cycle today.
pub fn may_agree(
    viewer: &Viewer,
    item: &Item,
    work: &Work,
    answering: &[ParticipantId],
) -> Result<(), AnswerRefusal> {
    may_work(viewer, item)?;
    let Some(draft) = work
        .draft
        .as_ref()
        .filter(|_| item.standing.state == WorkState::Proposed)
    else {
        return Err(AnswerRefusal::NoDraft);
    };
    match viewer.is(draft.by.as_ref()) && has_other(viewer, item, answering) {
        true => Err(AnswerRefusal::FourEyes),
        false => Ok(()),
    }
}

/// Whether somebody beside the viewer could answer the item.
pub fn has_other(viewer: &Viewer, item: &Item, answering: &[ParticipantId]) -> bool {
    answering
        .iter()
        .any(|person| !viewer.is(Some(person)) && item.author.as_ref() != Some(person))
}

/// Agrees to the draft.
pub fn agree(
    viewer: &Viewer,
    item: &Item,
    work: &Work,
    answering: &[ParticipantId],
) -> Result<AnswerEvent, AnswerRefusal> {
    may_agree(viewer, item, work, answering)?;
    Ok(AnswerEvent::Agreed {
        number: item.number,
    })
}

/// Publishes agreed answers, all of them or none.
pub fn publish(viewer: &Viewer, items: &[Item]) -> Result<AnswerEvent, AnswerRefusal> {
    if items.is_empty() {
        return Err(AnswerRefusal::NothingChosen);
    }
    if items.len() > BATCH {
        return Err(AnswerRefusal::TooMany);
    }
    for item in items {
        may_work(viewer, item)?;
        if item.standing.state != WorkState::Agreed {
            return Err(AnswerRefusal::NotAgreed(item.number));
        }
    }
    let mut numbers: Vec<ItemNumber> = items.iter().map(|item| item.number).collect();
    numbers.sort();
    numbers.dedup();
    Ok(AnswerEvent::Published { numbers })
}

/// Whether the viewer may take the item back: it is theirs and has no answer yet.
pub fn may_retract(viewer: &Viewer, item: &Item) -> Result<(), AnswerRefusal> {
    if !viewer.is(item.author.as_ref()) {
        return Err(AnswerRefusal::NotAuthor);
    }
    match item.standing.state {
        WorkState::Published => Err(AnswerRefusal::AlreadyAnswered),
        _ if !item.is_shown => Err(AnswerRefusal::NotConfirmed),
        _ => Ok(()),
    }
}

/// Takes an item back; its number and its words stay.
pub fn retract(viewer: &Viewer, item: &Item, reason: String) -> Result<AnswerEvent, AnswerRefusal> {
    may_retract(viewer, item)?;
    Ok(AnswerEvent::Retracted {
        number: item.number,
        reason: Words::new(reason),
    })
}

/// Whether the author may reply: once, by the date, or as long as the cycle lives, since late is never refused then.
pub fn may_reply(
    author: &Viewer,
    cycle: &Cycle,
    item: &Item,
    work: &Work,
    now: Instant,
) -> Result<(), AnswerRefusal> {
    if !author.is(item.author.as_ref()) {
        return Err(AnswerRefusal::NotAuthor);
    }
    match work.reply_state(item, now) {
        ReplyState::Sent => Ok(()),
        ReplyState::NoReply if cycle.is_alive() => Ok(()),
        ReplyState::NoReply => Err(AnswerRefusal::TooLate),
        ReplyState::NotSent => Err(AnswerRefusal::NotPublished),
        _ => Err(AnswerRefusal::RepliedAlready),
    }
}

/// The author's one reply to the answer.
pub fn reply(
    author: &Viewer,
    cycle: &Cycle,
    item: &Item,
    work: &Work,
    ask: AskedReply,
    now: Instant,
) -> Result<AnswerEvent, AnswerRefusal> {
    may_reply(author, cycle, item, work, now)?;
    let reply = match ask {
        AskedReply::Satisfied(words) => Reply::Satisfied {
            words: words.map(Words::new),
        },
        AskedReply::Objects(because) => Reply::Objects {
            because: Words::new(because),
        },
    };
    Ok(AnswerEvent::Replied {
        number: item.number,
        reply,
    })
}

/// Whether the viewer may answer the inquiry: whoever drafted the answer may only when nobody else could.
pub fn may_answer_inquiry(
    viewer: &Viewer,
    item: &Item,
    work: &Work,
    answering: &[ParticipantId],
    now: Instant,
) -> Result<(), AnswerRefusal> {
    may_answer(viewer, item)?;
    if work.reply_state(item, now) != ReplyState::InquiryOpen {
        return Err(AnswerRefusal::NoInquiry);
    }
    let is_drafter = work
        .draft
        .as_ref()
        .is_some_and(|draft| viewer.is(draft.by.as_ref()));
    match is_drafter && has_other(viewer, item, answering) {
        true => Err(AnswerRefusal::FourEyesInquiry),
        false => Ok(()),
    }
}

/// What an inquiry found: in words, and the other answer it led to with what is known of what that one speaks of.
pub type Finding<'a> = (String, Option<(ProposeAnswer, Known<'a>)>);

/// Answers the inquiry, with another answer where it led to one.
pub fn answer_inquiry(
    viewer: &Viewer,
    item: &Item,
    work: &Work,
    answering: &[ParticipantId],
    (words, changed): Finding<'_>,
    now: Instant,
) -> Result<AnswerEvent, AnswerRefusal> {
    may_answer_inquiry(viewer, item, work, answering, now)?;
    Ok(AnswerEvent::InquiryAnswered {
        number: item.number,
        words: Words::new(words),
        changed: changed
            .map(|(ask, known)| checked_answer(item, ask, known))
            .transpose()?,
    })
}

/// What keeps a cycle open.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Waiting {
    /// Items without a published answer that the viewer may know of.
    pub unanswered: Vec<ItemNumber>,
    /// Items with an inquiry that the viewer may know of.
    pub inquiries: Vec<ItemNumber>,
    /// Whether others wait that the viewer may not know of.
    pub is_more_hidden: bool,
}

/// Whether the viewer may close the cycle, once nothing waits.
pub fn may_close(viewer: &Viewer, cycle: &Cycle) -> Result<(), AnswerRefusal> {
    if !viewer.has(&cycle.id, Role::Secretariat) {
        return Err(AnswerRefusal::NotSecretariat);
    }
    match cycle.is_alive() {
        true => Ok(()),
        false => Err(AnswerRefusal::CycleClosed),
    }
}

/// Closes a cycle in which every item has its published answer and no inquiry is open.
pub fn close_cycle(
    viewer: &Viewer,
    cycle: &Cycle,
    waiting: &Waiting,
) -> Result<ForumEvent, AnswerRefusal> {
    may_close(viewer, cycle)?;
    let Waiting {
        unanswered,
        inquiries,
        is_more_hidden,
    } = waiting;
    match (
        unanswered.is_empty() && inquiries.is_empty(),
        is_more_hidden,
    ) {
        (true, false) => Ok(ForumEvent::CycleClosed {
            cycle: cycle.id.clone(),
        }),
        (true, true) => Err(AnswerRefusal::HiddenWaits),
        (false, _) => Err(AnswerRefusal::StillWaiting(
            unanswered.iter().chain(inquiries).copied().collect(),
        )),
    }
}
