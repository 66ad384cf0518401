//! What web sites put around a transcript: sizes, downloads, ways to go.

use crate::lines::Line;
use crate::opening;
use crate::words::folded;

/// Lines that sites set before or after a text, folded.
const WHOLE: [&str; 18] = [
    "size: px",
    "start display at page:",
    "embed size (px)",
    "citation preview",
    "skip to content",
    "skip to main content",
    "jump to navigation",
    "jump to navigation jump to search",
    "you are here",
    "also available in:",
    "full session transcript",
    "file contents",
    "## file contents",
    "share this",
    "print this page",
    "no edit summary",
    "daily archives",
    "view chat",
];
/// The furniture of a site is looked for in so many lines.
const LINES: usize = 40;

/// Whether a line is a site's, not the session's.
pub fn is_furniture(line: &str) -> bool {
    let line = line.trim();
    if line.len() > 400 {
        return false;
    }
    let low = folded(line);
    let count = |end: &str| {
        low.strip_suffix(end)
            .is_some_and(|number| number.parse::<u32>().is_ok())
    };
    WHOLE.contains(&low.as_str())
        || low.starts_with("download \"") && low.ends_with('"')
        || low.starts_with("upload: ") && low.split(' ').count() == 2
        || low.starts_with("post on ") && low.ends_with(|c: char| c.is_ascii_digit())
        || count(" views")
        || count(" download")
        || count(" downloads")
}

/// The number of the line that the words begin behind, where a site shows a document: its title, the size of
/// the page, `Transcription`.
pub fn first_words(text: &str, lines: &[Line]) -> u32 {
    let mut shown = false;
    let mut last = 0;
    for line in lines.iter().take(LINES) {
        let words = &text[line.start..line.end];
        if opening::arrows(words).0 > 0 || words.len() > 400 {
            break;
        }
        let low = folded(words.trim());
        shown |= low == "start display at page:";
        if shown && (is_furniture(words) || matches!(low.as_str(), "transcription" | "transcript"))
        {
            last = line.number;
        }
    }
    last
}
