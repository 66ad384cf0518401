//! A file as somebody brings it: what it is, by its bytes first and its name second.

use crate::{Found, Refusal, docx, from_html, from_markdown};

/// The formats that are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Markdown, or plain text, which is Markdown without marks.
    Markdown,
    /// A web page.
    Html,
    /// A word processor's file.
    Docx,
}

/// Reads a file of any of the formats.
pub fn bring(name: &str, bytes: &[u8]) -> Result<(Format, Found), Refusal> {
    let ending = name
        .rsplit('.')
        .next()
        .unwrap_or_default()
        .to_ascii_lowercase();
    let is_package = bytes.starts_with(b"PK") || bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]);
    let is_other = bytes.starts_with(b"%PDF") || bytes.starts_with(b"{\\rtf");
    if is_package || is_other || matches!(ending.as_str(), "docx" | "docm" | "dotx" | "doc") {
        return Ok((Format::Docx, docx::read(bytes)?));
    }
    let text = text(bytes).ok_or(Refusal::NotText)?;
    if matches!(ending.as_str(), "html" | "htm" | "xhtml") || looks_like_a_page(&text) {
        return Ok((Format::Html, from_html(&text)));
    }
    Ok((Format::Markdown, from_markdown(&text)))
}

fn looks_like_a_page(text: &str) -> bool {
    let start: String = text.trim_start().chars().take(15).collect();
    let start = start.to_ascii_lowercase();
    start.starts_with("<!doctype html") || start.starts_with("<html")
}

/// UTF-8, or UTF-16 that says so; anything else is no text here.
fn text(bytes: &[u8]) -> Option<String> {
    let wide = |read: fn([u8; 2]) -> u16| {
        let units = bytes[2..].chunks_exact(2);
        let units: Vec<u16> = units.map(|pair| read([pair[0], pair[1]])).collect();
        String::from_utf16(&units).ok()
    };
    let text = match bytes {
        [0xff, 0xfe, ..] => wide(u16::from_le_bytes)?,
        [0xfe, 0xff, ..] => wide(u16::from_be_bytes)?,
        _ => std::str::from_utf8(bytes).ok()?.to_owned(),
    };
    let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
    (!text.contains('\0')).then_some(text)
}
