//! A version as printed pages, set in the fonts of this machine.

use std::path::PathBuf;
use std::sync::LazyLock;

use plenary_kit::fault::Refuse;
use plenary_paper::{About, Fonts, NoPdf, to_pdf};
use plenary_passage::Version;

use super::reading::labels;

/// The fonts of this machine; looked for once, when the first pages are asked for.
static FONTS: LazyLock<Fonts> = LazyLock::new(|| {
    let fonts = Fonts::of(font_files(), |file| std::fs::read(file).ok());
    tracing::info!(faces = fonts.count(), "fonts found");
    fonts
});

/// A version as a PDF with the printed numbers of its blocks.
pub(super) fn pages(version: &Version, about: &About) -> Result<Vec<u8>, PdfRefusal> {
    to_pdf(version, about, &labels(version), &FONTS).map_err(PdfRefusal)
}

/// Why there is no PDF of a version; its words can be had in the other formats.
#[derive(Debug, thiserror::Error)]
#[error("{0} The same words are there as HTML, EPUB, DOCX and text.")]
pub(super) struct PdfRefusal(NoPdf);

impl Refuse for PdfRefusal {
    fn key(&self) -> &'static str {
        "document-no-pdf"
    }

    fn status(&self) -> u16 {
        match self.0 {
            NoPdf::TooLong => 413,
            NoPdf::NoFont | NoPdf::NoGlyph { .. } => 501,
            NoPdf::Failed(_) => 500,
        }
    }
}

/// More files than this are not looked into.
const FILES: usize = 5_000;
/// Folders within folders.
const DEPTH: usize = 8;

/// The font files in the folders where systems keep them (XDG base directories, macOS).
fn font_files() -> Vec<String> {
    let home = std::env::var_os("HOME").map(PathBuf::from);
    let own = [".local/share/fonts", ".fonts"];
    let own = home
        .iter()
        .flat_map(|home| own.iter().map(|folder| home.join(folder)));
    let shared = [
        "/usr/share/fonts",
        "/usr/local/share/fonts",
        "/Library/Fonts",
        "/System/Library/Fonts",
    ];
    let mut folders: Vec<(PathBuf, usize)> = shared
        .iter()
        .map(PathBuf::from)
        .chain(own)
        .map(|folder| (folder, 0))
        .collect();
    let mut files = Vec::new();
    while let Some((folder, depth)) = folders.pop() {
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() && depth < DEPTH {
                folders.push((path, depth + 1));
            } else if is_font(&path) && files.len() < FILES {
                files.extend(path.to_str().map(str::to_owned));
            }
        }
    }
    files
}

fn is_font(path: &std::path::Path) -> bool {
    let end = path
        .extension()
        .and_then(|end| end.to_str())
        .unwrap_or_default();
    ["ttf", "otf", "ttc", "otc"]
        .iter()
        .any(|each| end.eq_ignore_ascii_case(each))
}
