//! Why something cannot be filed or done on the docket, and what to do instead.

use plenary_kit::fault::Refuse;

use super::rules::{FILES, PASSAGES};

/// Why something cannot be filed or done on the docket.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DocketRefusal {
    /// The cycle is over.
    #[error(
        "This cycle is closed: nothing more can be filed in it. Keep your text for the next cycle's call."
    )]
    CycleClosed,
    /// Nothing was said.
    #[error("There are no words in this yet. Answer at least one question, or write your text.")]
    NoWords,
    /// The organisation is not the author's.
    #[error(
        "You can speak only for an organisation you belong to. Add it to your profile, or speak for yourself."
    )]
    NotYourOrganisation,
    /// AMBER without an organisation.
    #[error(
        "AMBER and AMBER+STRICT are for an organisation. Choose the organisation you speak for, or another mark."
    )]
    MarkNeedsOrganisation,
    /// Too many files.
    #[error("At most {FILES} files go with one item. Leave some out, or put them into one PDF.")]
    TooManyFiles,
    /// A file too large.
    #[error("The file {0:?} is larger than 10 MB. Make it smaller, or link to it.")]
    FileTooLarge(String),
    /// A kind of file that is not taken.
    #[error(
        "The file {0:?} is not a PDF, DOCX, PNG, JPEG, GIF or WebP. Save it as one of these and attach it again."
    )]
    FileKind(String),
    /// A suggested wording for nothing.
    #[error("A suggested wording takes the place of a passage. Choose the passage first.")]
    SuggestionNeedsPassage,
    /// Too many passages.
    #[error("One item is about at most {PASSAGES} passages. File the rest as another.")]
    TooManyPassages,
    /// Only the secretariat or the author may.
    #[error("Only the author or the secretariat can do this.")]
    NotYours,
    /// Confirmed already.
    #[error("This item's address was confirmed already; there is nothing left to do.")]
    AlreadyConfirmed,
    /// The link does not work any more.
    #[error("This link was used already or is over. If your item is not shown yet, send it again.")]
    LinkOver,
    /// The words are gone already, or were never this item's.
    #[error("These words are not there any more.")]
    NothingToErase,
    /// An erasure needs its rule.
    #[error("Name the rule under which the words are erased; it is shown in the gap.")]
    NoRule,
}

impl Refuse for DocketRefusal {
    fn key(&self) -> &'static str {
        match self {
            DocketRefusal::CycleClosed => "docket-cycle-closed",
            DocketRefusal::NoWords => "docket-no-words",
            DocketRefusal::NotYourOrganisation => "docket-not-your-organisation",
            DocketRefusal::MarkNeedsOrganisation => "docket-mark-needs-organisation",
            DocketRefusal::TooManyFiles => "docket-too-many-files",
            DocketRefusal::FileTooLarge(_) => "docket-file-too-large",
            DocketRefusal::FileKind(_) => "docket-file-kind",
            DocketRefusal::SuggestionNeedsPassage => "docket-suggestion-needs-passage",
            DocketRefusal::TooManyPassages => "docket-too-many-passages",
            DocketRefusal::NotYours => "docket-not-yours",
            DocketRefusal::AlreadyConfirmed => "docket-already-confirmed",
            DocketRefusal::LinkOver => "docket-link-over",
            DocketRefusal::NothingToErase => "docket-nothing-to-erase",
            DocketRefusal::NoRule => "docket-no-rule",
        }
    }

    fn status(&self) -> u16 {
        match self {
            DocketRefusal::CycleClosed
            | DocketRefusal::AlreadyConfirmed
            | DocketRefusal::NothingToErase => 409,
            DocketRefusal::LinkOver => 410,
            DocketRefusal::NotYours => 403,
            DocketRefusal::FileTooLarge(_) => 413,
            DocketRefusal::FileKind(_) => 415,
            _ => 422,
        }
    }

    fn field(&self) -> Option<&'static str> {
        match self {
            DocketRefusal::NotYourOrganisation => Some("on_behalf"),
            DocketRefusal::MarkNeedsOrganisation => Some("mark"),
            DocketRefusal::SuggestionNeedsPassage => Some("suggestion"),
            DocketRefusal::TooManyFiles
            | DocketRefusal::FileTooLarge(_)
            | DocketRefusal::FileKind(_) => Some("files"),
            DocketRefusal::NoRule => Some("rule"),
            _ => None,
        }
    }
}
