//! A version as a PDF: tagged for readers who listen, numbered for readers who cite, any script whose letters a font has.
//!
//! Pages are laid out first and drawn when all are known, so that notes and page counts can be told. A letter that no font
//! has is shown by a sign that stands for it, which the last lines of the document say. Absent: breaking Thai, Lao, Khmer and
//! Burmese at words (that takes a dictionary; a phrase longer than a line is parted where letters may part), and hyphens.

mod draw;
mod dress;
mod fonts;
mod layout;
mod letters;
mod lines;
mod missing;
mod shape;
mod sheet;
mod tables;
mod tags;

use plenary_passage::Version;

use crate::about::About;

pub use fonts::Fonts;

/// The longest text that is set as pages, in bytes: twice the largest draft that has been asked for.
pub const MAX_PDF_BYTES: usize = 4 << 20;

/// Why a version is not given as a PDF. Its words can be had in every other format.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoPdf {
    /// The machine has no font at all.
    #[error(
        "There is no font on this machine to set pages with. Whoever runs it can install one, on Debian: apt-get install {}",
        package_of("Latin")
    )]
    NoFont,
    /// No font has the letters that the text is full of; a few of them are shown by a sign that stands for them.
    #[error(
        "No font on this machine has the letter {} (U+{:04X}, {script}). Whoever runs it can install one, on Debian: apt-get install {}",
        shown(*.letter), u32::from(*.letter), package_of(.script)
    )]
    NoGlyph {
        /// The letter.
        letter: char,
        /// The Unicode name of its script.
        script: &'static str,
    },
    /// Longer than [`MAX_PDF_BYTES`].
    #[error("This text is longer than {} MB, too long to be set as pages here.", MAX_PDF_BYTES >> 20)]
    TooLong,
    /// The writer of the format refused it, with what it said.
    #[error("The pages could not be written: {0}.")]
    Failed(String),
}

/// A letter as a sentence may hold it.
fn shown(letter: char) -> String {
    match letter.is_alphanumeric() {
        true => format!("“{letter}”"),
        false => "below".to_owned(),
    }
}

/// The Debian package with a font for a script.
fn package_of(script: &str) -> &'static str {
    match script {
        "Han" | "Hiragana" | "Katakana" | "Hangul" | "Bopomofo" => "fonts-noto-cjk",
        "Common" | "Inherited" | "Unknown" => "fonts-noto-core fonts-symbola",
        _ => "fonts-noto-core",
    }
}

/// A version as a PDF (PDF/UA-1). `labels` are the printed numbers of its blocks, in their order; none where they run out.
pub fn to_pdf(
    version: &Version,
    about: &About,
    labels: &[String],
    fonts: &Fonts,
) -> Result<Vec<u8>, NoPdf> {
    if version.text().len() > MAX_PDF_BYTES {
        return Err(NoPdf::TooLong);
    }
    let shelf = fonts.shelf()?;
    let laid = layout::lay_out(version, about, labels, &shelf)?;
    draw::draw(laid, about, &shelf)
}

#[cfg(test)]
mod tests;
