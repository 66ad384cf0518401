//! Why a table is not taken, in sentences that say what to do.

use plenary_kit::fault::Refuse;

use super::{CELL_LETTERS, ROWS, TABLE_LETTERS};

/// Why a table cannot be brought.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(super) enum TableRefusal {
    /// Nothing came.
    #[error("Choose the file with the comments first.")]
    NoFile,
    /// Bytes of something else.
    #[error(
        "This is no comment table. Bring it as DOCX or CSV, or annotations as JSON; other files can be saved as one of these."
    )]
    NotATable,
    /// What the reader of word processors' files says.
    #[error("{0}")]
    Docx(String),
    /// A quotation mark that never closes.
    #[error(
        "A quotation mark opened in row {0} of the file is never closed: the file ends too early or was cut. Save it again and bring that."
    )]
    CutShort(usize),
    /// No head that is understood.
    #[error(
        "No column for the comments was found. The head of the table has to name its columns: clause, paragraph, type, comment, proposed change."
    )]
    NoHead,
    /// A head and nothing below.
    #[error("There is a table, but no row of it holds a comment or a proposed change.")]
    NoRows,
    /// Too many.
    #[error(
        "The file holds {0} comments, and one table takes at most {ROWS}. Split it, and bring the parts one by one."
    )]
    TooManyRows(usize),
    /// A cell too long.
    #[error(
        "A cell of row {0} is longer than {CELL_LETTERS} letters. Send that comment by itself, with its text as a file."
    )]
    CellTooLong(usize),
    /// All too long.
    #[error(
        "The whole table is longer than {TABLE_LETTERS} letters. Split it, and bring the parts one by one."
    )]
    TooLong,
    /// JSON, but not that.
    #[error(
        "This JSON holds no web annotations. Bring one annotation, a list of them, or an annotation page."
    )]
    NoAnnotations,
    /// A guest.
    #[error("Only participants bring tables. Sign in and confirm your address first.")]
    NotAParticipant,
    /// Somebody else's words.
    #[error(
        "Only those who run the review bring comments for others. Leave the name empty to bring your own."
    )]
    NotYourWords,
    /// Which of them?
    #[error(
        "Several people are called {0}. Let the person bring the table themselves, or add something to the name that tells them apart."
    )]
    SeveralOfThatName(String),
    /// What stayed in the form is not what was shown.
    #[error("The table in this form cannot be read any more. Bring the file again.")]
    Garbled,
}

impl Refuse for TableRefusal {
    fn key(&self) -> &'static str {
        match self {
            TableRefusal::NoFile => "table-no-file",
            TableRefusal::NotATable => "table-not-a-table",
            TableRefusal::Docx(_) => "table-docx",
            TableRefusal::CutShort(_) => "table-cut-short",
            TableRefusal::NoHead => "table-no-head",
            TableRefusal::NoRows => "table-no-rows",
            TableRefusal::TooManyRows(_) => "table-too-many-rows",
            TableRefusal::CellTooLong(_) => "table-cell-too-long",
            TableRefusal::TooLong => "table-too-long",
            TableRefusal::NoAnnotations => "table-no-annotations",
            TableRefusal::NotAParticipant => "table-not-a-participant",
            TableRefusal::NotYourWords => "table-not-your-words",
            TableRefusal::SeveralOfThatName(_) => "table-several-of-that-name",
            TableRefusal::Garbled => "table-garbled",
        }
    }

    fn status(&self) -> u16 {
        match self {
            TableRefusal::NotATable | TableRefusal::Docx(_) => 415,
            TableRefusal::TooManyRows(_) | TableRefusal::TooLong | TableRefusal::CellTooLong(_) => {
                413
            }
            TableRefusal::NotAParticipant | TableRefusal::NotYourWords => 403,
            _ => 422,
        }
    }

    fn field(&self) -> Option<&'static str> {
        match self {
            TableRefusal::NotAParticipant => None,
            TableRefusal::NotYourWords | TableRefusal::SeveralOfThatName(_) => Some("author"),
            _ => Some("file"),
        }
    }
}
