//! Why something cannot be done with a transcript, in words for people.

use plenary_kit::fault::Refuse;

/// Why something cannot be done with a transcript.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TranscriptRefusal {
    /// Only those who make the record may.
    #[error("Only the rapporteur of this cycle or the secretariat can do this.")]
    NotRecorder,
    /// Only who signed in may.
    #[error("Sign in first: a correction is somebody's.")]
    NotSignedIn,
    /// Only the speaker or those who make the record may.
    #[error("Only who spoke, the rapporteur or the secretariat can decide this.")]
    NotSpeaker,
    /// Only the secretariat may.
    #[error("Only the secretariat confirms who a speaker is.")]
    NotSecretariat,
    /// The cycle is over.
    #[error("This cycle is closed; its record does not change any more.")]
    CycleClosed,
    /// There is a record.
    #[error(
        "This session has its record already. Correct it paragraph by paragraph, or take it back first if it is the wrong file."
    )]
    HasRecord,
    /// The same bytes are somewhere.
    #[error("This very file is the record of a session already: {0}. Nothing was recorded twice.")]
    SameFile(String),
    /// Nothing was sent.
    #[error("Choose a file first: the captions as text, in any encoding.")]
    NoFile,
    /// Bytes of something else.
    #[error(
        "The file {0:?} is not a text. Bring the captions as plain text, a web page, WebVTT or SubRip; a PDF or Word file must be saved as text first."
    )]
    NotText(String),
    /// Nobody speaks in it.
    #[error(
        "Nobody says anything in the file {0:?}. Is it the right one? A transcript has lines such as: >> NAME: what was said."
    )]
    NoSpeech(String),
    /// More than one line of the ledger holds.
    #[error(
        "This transcript has more paragraphs than one record holds (about 4,000). Split it where the session broke, into two sessions."
    )]
    TooLong,
    /// The upload is over.
    #[error("The file is not here any more: a preview is kept for a day. Bring it again.")]
    UploadGone,
    /// Something refers to it.
    #[error(
        "{0} items, links or corrections stand on this record, so it cannot be taken back. Correct it instead."
    )]
    IsUsed(usize),
    /// Nothing is changed.
    #[error("These are the words as they stand. Change something, or leave it.")]
    NothingChanged,
    /// Nothing is said.
    #[error("Write the words as they should stand.")]
    NoWords,
    /// A reason is missing.
    #[error("Say why, in a sentence: who proposed it will read it.")]
    NoReason,
    /// It was decided.
    #[error("This was decided already.")]
    AlreadyDecided,
    /// The paragraph is gone.
    #[error("The words of this paragraph were erased; nothing can be said of them any more.")]
    IsErased,
    /// Nobody is left to ask.
    #[error("Everybody who can be reached was asked already.")]
    NobodyToAsk,
    /// A rule is missing.
    #[error("Name the rule under which this is done; it stands in the gap.")]
    NoRule,
    /// There is nothing.
    #[error("These words are not there any more.")]
    NothingToErase,
    /// The link is over.
    #[error(
        "This link has done its work or is too old. The paragraph's page takes words as well, when you sign in."
    )]
    LinkOver,
    /// Not a passage.
    #[error("This passage is not in the record: name its first and its last paragraph.")]
    NotAPassage,
}

impl Refuse for TranscriptRefusal {
    fn key(&self) -> &'static str {
        match self {
            TranscriptRefusal::NotRecorder => "transcript-not-recorder",
            TranscriptRefusal::NotSignedIn => "transcript-not-signed-in",
            TranscriptRefusal::NotSpeaker => "transcript-not-speaker",
            TranscriptRefusal::NotSecretariat => "transcript-not-secretariat",
            TranscriptRefusal::CycleClosed => "transcript-cycle-closed",
            TranscriptRefusal::HasRecord => "transcript-has-record",
            TranscriptRefusal::SameFile(_) => "transcript-same-file",
            TranscriptRefusal::NoFile => "transcript-no-file",
            TranscriptRefusal::NotText(_) => "transcript-not-text",
            TranscriptRefusal::NoSpeech(_) => "transcript-no-speech",
            TranscriptRefusal::TooLong => "transcript-too-long",
            TranscriptRefusal::UploadGone => "transcript-upload-gone",
            TranscriptRefusal::IsUsed(_) => "transcript-is-used",
            TranscriptRefusal::NothingChanged => "transcript-nothing-changed",
            TranscriptRefusal::NoWords => "transcript-no-words",
            TranscriptRefusal::NoReason => "transcript-no-reason",
            TranscriptRefusal::AlreadyDecided => "transcript-already-decided",
            TranscriptRefusal::IsErased => "transcript-is-erased",
            TranscriptRefusal::NobodyToAsk => "transcript-nobody-to-ask",
            TranscriptRefusal::NoRule => "transcript-no-rule",
            TranscriptRefusal::NothingToErase => "transcript-nothing-to-erase",
            TranscriptRefusal::LinkOver => "transcript-link-over",
            TranscriptRefusal::NotAPassage => "transcript-not-a-passage",
        }
    }

    fn status(&self) -> u16 {
        match self {
            TranscriptRefusal::NotRecorder
            | TranscriptRefusal::NotSignedIn
            | TranscriptRefusal::NotSpeaker
            | TranscriptRefusal::NotSecretariat => 403,
            TranscriptRefusal::NotText(_) => 415,
            TranscriptRefusal::TooLong => 413,
            TranscriptRefusal::UploadGone | TranscriptRefusal::LinkOver => 410,
            TranscriptRefusal::NoFile
            | TranscriptRefusal::NoSpeech(_)
            | TranscriptRefusal::NoWords
            | TranscriptRefusal::NoReason
            | TranscriptRefusal::NoRule
            | TranscriptRefusal::NotAPassage => 422,
            _ => 409,
        }
    }

    fn field(&self) -> Option<&'static str> {
        match self {
            TranscriptRefusal::NoFile
            | TranscriptRefusal::NotText(_)
            | TranscriptRefusal::NoSpeech(_)
            | TranscriptRefusal::SameFile(_)
            | TranscriptRefusal::HasRecord
            | TranscriptRefusal::TooLong => Some("file"),
            TranscriptRefusal::NoReason => Some("reason"),
            TranscriptRefusal::NoRule => Some("rule"),
            TranscriptRefusal::NoWords | TranscriptRefusal::NothingChanged => Some("words"),
            _ => None,
        }
    }
}
