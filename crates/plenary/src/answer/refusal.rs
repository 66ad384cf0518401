//! Why something about an answer cannot be done, and what to do instead.

use plenary_kit::fault::Refuse;

use crate::docket::ItemNumber;

/// A refusal of this room.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AnswerRefusal {
    /// Not one of those who answer.
    #[error("Only the secretariat, a facilitator or the editor of this cycle can do this.")]
    NotYours,
    /// One's own item.
    #[error("This is your own item. Somebody else who answers for the cycle takes it.")]
    OwnItem,
    /// The answer is out.
    #[error(
        "This item has its published answer; that does not change any more. Open the item to read it."
    )]
    AlreadyAnswered,
    /// Looked at before.
    #[error("This item was screened already. Assign it, or draft its answer.")]
    AlreadyScreened,
    /// Agreed answers wait for their batch.
    #[error(
        "The answer is agreed already. Send it back first, with a word why, and then change it."
    )]
    IsAgreed,
    /// The author would answer.
    #[error("The author of an item cannot answer it. Choose somebody else.")]
    AssigneeIsAuthor,
    /// Not one of those who answer.
    #[error("Choose one of the people who answer for this cycle.")]
    NotAnswering,
    /// No disposition was chosen.
    #[error("Choose what becomes of the item.")]
    NoDisposition,
    /// Accepting says where.
    #[error(
        "Say where the text changes, such as \"section 2.3, second sentence\". If nothing changes, choose another answer."
    )]
    NeedsPlace,
    /// Accepting a comment on a text names the passage.
    #[error(
        "This comment is about a text, so choose the passage that changes from the list below, or give the number of a paragraph."
    )]
    NeedsPassage,
    /// There is no such passage.
    #[error(
        "There is no such paragraph in that version of the text, or not everyone may read it. Choose from the list, or give its printed number, such as 2.1 ¶3."
    )]
    NotAPassage,
    /// No wording was suggested.
    #[error("This item suggests no wording for a passage, so there is nothing to put in.")]
    NothingToApply,
    /// Nobody knows where the passage stands.
    #[error(
        "Nobody has said yet where this passage stands in the latest version. Place it first; then the wording can be put in."
    )]
    PlaceFirst,
    /// Not accepting changes nothing.
    #[error(
        "This answer changes nothing in the text. Clear the place and the old and new words, or choose \"Accepted\" or \"Accepted in part\"."
    )]
    ChangesNothing,
    /// The answer points nowhere.
    #[error("Say what this points at: the number of an item, an address, or where to look.")]
    NeedsTarget,
    /// A duplicate has an original.
    #[error("Give the number of the item that says the same, such as 42.")]
    NeedsItem,
    /// There is no such item for the one who asks.
    #[error(
        "There is no item of that number. Look it up on the docket, or describe in words where to look."
    )]
    TargetUnknown,
    /// An item as its own target.
    #[error("An item cannot point at itself. Give another item's number.")]
    TargetIsItself,
    /// The target is known to fewer people than the item.
    #[error(
        "Not everyone who may read this item may know of that one, so the answer cannot name it. Point at another item, or say in words what you can."
    )]
    TargetNotForAll,
    /// Retracting is the author's.
    #[error("Only the author can take an item back. Choose another answer.")]
    OnlyAuthorRetracts,
    /// There is no draft.
    #[error("There is no drafted answer to this item. Draft one first.")]
    NoDraft,
    /// The drafter would agree alone.
    #[error("You drafted this answer, so somebody else who answers for the cycle agrees to it.")]
    FourEyes,
    /// The drafter would judge the objection alone.
    #[error(
        "You drafted the answer that is objected to, so somebody else who answers for the cycle looks into it."
    )]
    FourEyesInquiry,
    /// One of a batch is not agreed.
    #[error(
        "The answer to item {0} is not agreed, or is out already. Nothing was published: look at the list again."
    )]
    NotAgreed(ItemNumber),
    /// No comment of the cluster can take the answer.
    #[error(
        "No other comment of this cluster waits for an answer that its readers may see. Answer the others one by one."
    )]
    NobodyElse,
    /// Two drafted at the same time.
    #[error(
        "Somebody else drafted an answer while you wrote: theirs stands above, yours below. Take over what is good in it, and send yours again to put it in its place."
    )]
    DraftedMeanwhile,
    /// Nothing was ticked.
    #[error("Tick at least one answer to publish.")]
    NothingChosen,
    /// More than a batch.
    #[error(
        "At most {} answers are published at once. Publish the rest afterwards.",
        super::rules::BATCH
    )]
    TooMany,
    /// Not the author.
    #[error("Only the author of the item can do this.")]
    NotAuthor,
    /// The address is not confirmed.
    #[error("Confirm your address first: open the link in the mail you got when you sent this.")]
    NotConfirmed,
    /// No answer yet.
    #[error("There is no published answer to reply to yet. You get a mail when it is there.")]
    NotPublished,
    /// One reply.
    #[error("You have replied to this answer already; one reply is taken.")]
    RepliedAlready,
    /// The cycle is closed and the date is over.
    #[error("The time to reply is over and the cycle is closed. Bring it up in the next cycle.")]
    TooLate,
    /// Neither box.
    #[error("Say whether the answer satisfies you or whether you object.")]
    NoReplyChosen,
    /// Objecting needs a reason.
    #[error("Say why you object, so that the inquiry knows what to look into.")]
    NoObjection,
    /// The link is used or over.
    #[error(
        "This link was used already or has ended. Sign in with your address to see your items."
    )]
    LinkOver,
    /// No objection.
    #[error("No inquiry is open on this item.")]
    NoInquiry,
    /// Not the secretariat.
    #[error("Only the secretariat can close a cycle.")]
    NotSecretariat,
    /// Closed before.
    #[error("This cycle is closed already.")]
    CycleClosed,
    /// Items wait.
    #[error("The cycle cannot be closed: {} still wait for their answer. They are listed below.", listed(.0))]
    StillWaiting(Vec<ItemNumber>),
    /// Items wait that the viewer may not read.
    #[error(
        "The cycle cannot be closed: something that only named people may read still waits for its answer. Ask the others who answer for this cycle."
    )]
    HiddenWaits,
}

/// The first few by number, the rest counted.
fn listed(numbers: &[ItemNumber]) -> String {
    const NAMED: usize = 5;
    let first: Vec<String> = numbers
        .iter()
        .take(NAMED)
        .map(ToString::to_string)
        .collect();
    let rest = numbers.len().saturating_sub(NAMED);
    match rest {
        0 => format!("items {}", first.join(", ")),
        _ => format!("items {} and {rest} more", first.join(", ")),
    }
}

impl Refuse for AnswerRefusal {
    fn key(&self) -> &'static str {
        use AnswerRefusal::*;
        match self {
            NotYours => "answer-not-yours",
            OwnItem => "answer-own-item",
            AlreadyAnswered => "answer-already-answered",
            AlreadyScreened => "answer-already-screened",
            IsAgreed => "answer-is-agreed",
            AssigneeIsAuthor => "answer-assignee-is-author",
            NotAnswering => "answer-not-answering",
            NoDisposition => "answer-no-disposition",
            NeedsPlace => "answer-needs-place",
            NeedsPassage => "answer-needs-passage",
            NotAPassage => "answer-not-a-passage",
            NothingToApply => "apply-nothing",
            PlaceFirst => "apply-place-first",
            ChangesNothing => "answer-changes-nothing",
            NeedsTarget => "answer-needs-target",
            NeedsItem => "answer-needs-item",
            TargetUnknown => "answer-target-unknown",
            TargetIsItself => "answer-target-is-itself",
            TargetNotForAll => "answer-target-not-for-all",
            OnlyAuthorRetracts => "answer-only-author-retracts",
            NoDraft => "answer-no-draft",
            FourEyes => "answer-four-eyes",
            FourEyesInquiry => "answer-four-eyes-inquiry",
            NotAgreed(_) => "answer-not-agreed",
            NobodyElse => "answer-nobody-else",
            DraftedMeanwhile => "answer-drafted-meanwhile",
            NothingChosen => "answer-nothing-chosen",
            TooMany => "answer-too-many",
            NotAuthor => "answer-not-author",
            NotConfirmed => "answer-not-confirmed",
            NotPublished => "answer-not-published",
            RepliedAlready => "answer-replied-already",
            TooLate => "answer-too-late",
            NoReplyChosen => "answer-no-reply-chosen",
            NoObjection => "answer-no-objection",
            LinkOver => "answer-link-over",
            NoInquiry => "answer-no-inquiry",
            NotSecretariat => "answer-not-secretariat",
            CycleClosed => "answer-cycle-closed",
            StillWaiting(_) => "answer-still-waiting",
            HiddenWaits => "answer-hidden-waits",
        }
    }

    fn status(&self) -> u16 {
        use AnswerRefusal::*;
        match self {
            NotYours | OwnItem | FourEyes | FourEyesInquiry | NotAuthor | NotSecretariat => 403,
            LinkOver => 410,
            _ if self.field().is_some() => 422,
            NothingChosen | TooMany => 422,
            _ => 409,
        }
    }

    fn field(&self) -> Option<&'static str> {
        use AnswerRefusal::*;
        match self {
            AssigneeIsAuthor | NotAnswering => Some("to"),
            NoDisposition | OnlyAuthorRetracts => Some("disposition"),
            NeedsPlace | ChangesNothing => Some("place"),
            NeedsPassage | NotAPassage => Some("passage"),
            NeedsTarget | NeedsItem | TargetUnknown | TargetIsItself | TargetNotForAll => {
                Some("target")
            }
            NoReplyChosen => Some("reply"),
            NoObjection => Some("words"),
            _ => None,
        }
    }
}
