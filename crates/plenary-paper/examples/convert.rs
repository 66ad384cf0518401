//! Converts a file that is read into one that is written: `convert IN OUT.docx|.epub|.html|.md|.txt [LANG]`.

use plenary_paper::{About, bring, docx, to_epub, to_html, to_markdown, to_text};
use plenary_passage::{BlockId, Version};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut words = std::env::args().skip(1);
    let (Some(from), Some(to)) = (words.next(), words.next()) else {
        return Err("convert IN OUT.docx|.epub|.html|.md|.txt [LANG]".into());
    };
    let (_, found) = bring(&from, &std::fs::read(&from)?)?;
    eprintln!(
        "{:?}; left out: {:?}; {} remarks",
        found.recognised(),
        found.dropped,
        found.remarks.len()
    );
    let version = Version::from_blocks(&found.blocks, BlockId(0).following())?;
    let about = About {
        title: found.title.unwrap_or_else(|| from.clone()),
        lang: words.next().unwrap_or_else(|| "en".into()),
        ..About::default()
    };
    let bytes = match to.rsplit('.').next() {
        Some("docx") => docx::to_docx(&version, &about),
        Some("epub") => to_epub(&version, &about),
        Some("html") => to_html(&version, &about).into_bytes(),
        Some("txt") => to_text(&version).into_bytes(),
        _ => to_markdown(&version).into_bytes(),
    };
    Ok(std::fs::write(to, bytes)?)
}
