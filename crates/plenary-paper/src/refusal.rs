//! Why a file is not taken, in one sentence that says what to do.

/// Why a file cannot be read. Nothing of it was kept.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Bytes that are no text and none of the formats.
    #[error(
        "This is not a text, a web page or a DOCX file. Save it as DOCX, HTML or plain text in UTF-8, or paste its words below."
    )]
    NotText,
    /// A word processor's file, but another one.
    #[error(
        "This is {0}, which cannot be read here. Open it in your word processor and save it as DOCX, then bring that."
    )]
    OtherFormat(&'static str),
    /// A package that holds no text document.
    #[error(
        "There is no text document in this file. If it is a spreadsheet, a presentation or an archive, bring the document itself as DOCX."
    )]
    NoDocument,
    /// The file ends too early, or its bytes were changed on the way.
    #[error(
        "This DOCX file is incomplete or damaged. Copy or send it again, or open it in your word processor and save it anew."
    )]
    Damaged,
    /// It asks for a password.
    #[error(
        "This file is protected with a password. Remove the password in your word processor, save it, and bring it again."
    )]
    Encrypted,
    /// It brings programs along.
    #[error("This file holds macros. Save it as a DOCX file without macros and bring that.")]
    Macros,
    /// It wants something fetched from elsewhere.
    #[error(
        "This file takes {what} from elsewhere ({target}), and nothing is fetched here. Break the links to other files and templates in your word processor, save it, and bring it again."
    )]
    External {
        /// What kind of part.
        what: String,
        /// Where from.
        target: String,
    },
    /// More parts than any document needs.
    #[error(
        "This file is made of more than {0} parts. Copy its text into a new document, save that as DOCX, and bring it."
    )]
    TooManyParts(usize),
    /// Far larger inside than outside, or simply too large.
    #[error(
        "Unpacked, this file is larger than {0} MB. Take pictures and attachments out or split it into several documents."
    )]
    TooLarge(u64),
    /// A document type definition: what entity bombs are made of.
    #[error(
        "This file defines entities of its own, which no word processor writes. Open it in your word processor and save it anew as DOCX."
    )]
    Entities,
    /// Nested beyond what a page can show.
    #[error(
        "Something in this file is nested more than {0} levels deep. Take the innermost tables or frames apart and save it again."
    )]
    TooDeep(usize),
    /// One table or paragraph of excessive size.
    #[error(
        "One table or paragraph of this file is too large to be read. Split the table into several, or bring it as a spreadsheet file beside the text."
    )]
    TooMuchAtOnce,
}
