//! Who may comment, endorse, and say where a passage stands.

use plenary_kit::fault::Refuse;
use plenary_kit::id::OrganisationId;
use plenary_kit::policy::Viewer;
use plenary_kit::words::Words;
use plenary_passage::{Span, Version};

use super::event::CommentEvent;
use crate::docket::{Item, Kind, WorkState};
use crate::document::{Document, VersionNumber, rules as document_rules};
use crate::forum::Cycle;

/// The most letters of a reason to endorse.
pub const REASON_LETTERS: usize = 2_000;
/// The most letters of a suggested wording.
pub const SUGGESTION_LETTERS: usize = 20_000;
/// The most places that one passage is split into.
pub const FRAGMENTS: usize = 20;

/// Why something cannot be done with a comment.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CommentRefusal {
    /// The document is not open for it.
    #[error(
        "This text does not take comments now. Write to the secretariat, or keep your words for the next cycle."
    )]
    NotOpen,
    /// A guest.
    #[error("Only participants endorse. Sign in, or file a comment of your own.")]
    NotAParticipant,
    /// Their own.
    #[error("This is your own item; it counts for you already.")]
    OwnItem,
    /// Twice.
    #[error("You endorsed this already.")]
    Already,
    /// Not at all.
    #[error("You have not endorsed this, or took it back already.")]
    NotEndorsed,
    /// It was taken back.
    #[error("Its author took this back; there is nothing to endorse any more.")]
    Withdrawn,
    /// An organisation that is not theirs.
    #[error("You can speak only for an organisation you belong to.")]
    NotYourOrganisation,
    /// Who may not edit.
    #[error("Only its author changes an item.")]
    NotAuthor,
    /// What was answered or drafted upon stays as it is.
    #[error(
        "Its answer is being written or out: your words stay as they are. Reply to it, or write another comment."
    )]
    AnswerBegun,
    /// Others stand behind these very words.
    #[error(
        "Others stand behind these words, so they stay as they are. Reply to it, or write another comment."
    )]
    StoodBehind,
    /// Answers to a call are not edited.
    #[error(
        "Only comments and replies are changed by their authors. Take it back and send another, or reply to it."
    )]
    NotAComment,
    /// Who may not place.
    #[error("Only the author and those who write the text say where a comment stands.")]
    NotYours,
    /// Not in the text.
    #[error("This place is not in that version of the text. Choose a paragraph from the list.")]
    NotAPlace,
    /// Who may not cluster.
    #[error("Only those who answer for the cycle say which comments are the same.")]
    NotAnswering,
    /// One comment, or too many.
    #[error(
        "A cluster holds at least two comments and at most 1,000. Tick those that say the same."
    )]
    TooFewAlike,
    /// Not one of a cluster.
    #[error(
        "One of these comments is answered, taken back, of another cycle, or in another cluster by now. Look at the list again."
    )]
    NotAlike,
}

impl Refuse for CommentRefusal {
    fn key(&self) -> &'static str {
        match self {
            CommentRefusal::NotOpen => "comment-not-open",
            CommentRefusal::NotAParticipant => "comment-not-a-participant",
            CommentRefusal::OwnItem => "comment-own-item",
            CommentRefusal::Already => "comment-already",
            CommentRefusal::NotEndorsed => "comment-not-endorsed",
            CommentRefusal::Withdrawn => "comment-withdrawn",
            CommentRefusal::NotYourOrganisation => "comment-not-your-organisation",
            CommentRefusal::NotAuthor => "comment-not-author",
            CommentRefusal::AnswerBegun => "comment-answer-begun",
            CommentRefusal::StoodBehind => "comment-stood-behind",
            CommentRefusal::NotAComment => "comment-not-a-comment",
            CommentRefusal::NotYours => "comment-not-yours",
            CommentRefusal::NotAPlace => "comment-not-a-place",
            CommentRefusal::NotAnswering => "comment-not-answering",
            CommentRefusal::TooFewAlike => "comment-too-few-alike",
            CommentRefusal::NotAlike => "comment-not-alike",
        }
    }

    fn status(&self) -> u16 {
        match self {
            CommentRefusal::NotAParticipant
            | CommentRefusal::OwnItem
            | CommentRefusal::NotAuthor
            | CommentRefusal::NotAnswering
            | CommentRefusal::NotYours => 403,
            CommentRefusal::NotYourOrganisation
            | CommentRefusal::NotAPlace
            | CommentRefusal::TooFewAlike => 422,
            _ => 409,
        }
    }
}

/// Whether the document takes comments: late ones are taken as long as it is not final.
pub fn may_comment(cycle: &Cycle, document: &Document) -> Result<(), CommentRefusal> {
    if cycle.is_alive() && document.state.takes_comments() {
        Ok(())
    } else {
        Err(CommentRefusal::NotOpen)
    }
}

/// Whether the viewer may endorse the item; `is_endorsed` says whether they did.
pub fn may_endorse(viewer: &Viewer, item: &Item, is_endorsed: bool) -> Result<(), CommentRefusal> {
    if viewer.participant.is_none() || !viewer.community {
        Err(CommentRefusal::NotAParticipant)
    } else if viewer.is(item.author.as_ref()) {
        Err(CommentRefusal::OwnItem)
    } else if item.withdrawn.is_some() {
        Err(CommentRefusal::Withdrawn)
    } else if is_endorsed {
        Err(CommentRefusal::Already)
    } else {
        Ok(())
    }
}

/// What somebody says when they endorse.
#[derive(Clone, Debug, Default)]
pub struct Endorse {
    /// The organisation they speak for.
    pub organisation: Option<OrganisationId>,
    /// Why.
    pub reason: Option<String>,
}

/// Endorses an item; `group` is the endorser's own that day.
pub fn endorse(
    viewer: &Viewer,
    item: &Item,
    is_endorsed: bool,
    group: Option<String>,
    ask: Endorse,
) -> Result<CommentEvent, CommentRefusal> {
    may_endorse(viewer, item, is_endorsed)?;
    let is_theirs = |organisation: &OrganisationId| viewer.organisations.contains(organisation);
    if ask
        .organisation
        .as_ref()
        .is_some_and(|each| !is_theirs(each))
    {
        return Err(CommentRefusal::NotYourOrganisation);
    }
    Ok(CommentEvent::Endorsed {
        number: item.number,
        group,
        organisation: ask.organisation,
        reason: ask.reason.map(Words::new),
    })
}

/// Takes an endorsement back.
pub fn take_back(item: &Item, is_endorsed: bool) -> Result<CommentEvent, CommentRefusal> {
    if is_endorsed {
        Ok(CommentEvent::EndorsementTakenBack {
            number: item.number,
        })
    } else {
        Err(CommentRefusal::NotEndorsed)
    }
}

/// Whether the author may still change the words: until the first answer is drafted or somebody endorses them.
pub fn may_edit(viewer: &Viewer, item: &Item, endorsements: i64) -> Result<(), CommentRefusal> {
    if !viewer.is(item.author.as_ref()) {
        return Err(CommentRefusal::NotAuthor);
    }
    if !matches!(item.kind, Kind::Comment | Kind::Question) {
        return Err(CommentRefusal::NotAComment);
    }
    if item.withdrawn.is_some() {
        return Err(CommentRefusal::Withdrawn);
    }
    match item.standing.state {
        WorkState::New | WorkState::Screened | WorkState::Assigned if endorsements == 0 => Ok(()),
        WorkState::New | WorkState::Screened | WorkState::Assigned => {
            Err(CommentRefusal::StoodBehind)
        }
        _ => Err(CommentRefusal::AnswerBegun),
    }
}

/// Whether the viewer may say where the item's passages stand.
pub fn may_place(viewer: &Viewer, cycle: &Cycle, item: &Item) -> Result<(), CommentRefusal> {
    if viewer.is(item.author.as_ref()) || document_rules::may_write(viewer, cycle).is_ok() {
        Ok(())
    } else {
        Err(CommentRefusal::NotYours)
    }
}

/// Says where a passage of an item stands in a version: at these letters, or nowhere.
pub fn place(
    viewer: &Viewer,
    cycle: &Cycle,
    item: &Item,
    (place, number, version): (u32, VersionNumber, &Version),
    spans: Vec<Span>,
) -> Result<CommentEvent, CommentRefusal> {
    may_place(viewer, cycle, item)?;
    let is_in_text = |span: &Span| !span.is_empty() && span.end <= version.letters();
    if spans.len() > FRAGMENTS || !spans.iter().all(is_in_text) {
        return Err(CommentRefusal::NotAPlace);
    }
    Ok(CommentEvent::Placed {
        number: item.number,
        place,
        version: number,
        spans,
    })
}
