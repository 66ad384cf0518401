//! Excerpts: the first words of a text, and the words around what was searched for.

use plenary_kit::search::{self, Piece};

use super::rules::Format;

/// So many letters stand for an item that has no title.
const LETTERS: usize = 160;
/// A title is read at a glance.
const TITLE_LETTERS: usize = 80;

/// The first words of a text in one line, cut between words and closed with an ellipsis.
pub(super) fn first_words(text: &str, format: Format) -> String {
    shortened(&one_line(text, format), LETTERS)
}

/// A title for words that came without one, such as speech: the first of them.
pub fn title_for(words: &str) -> String {
    let line = one_line(words, Format::Plain);
    shortened(line.trim_end_matches('.'), TITLE_LETTERS)
}

/// A line cut between words to so many letters and closed with an ellipsis.
fn shortened(line: &str, letters: usize) -> String {
    let Some((cut, _)) = line.char_indices().nth(letters) else {
        return line.to_owned();
    };
    let cut = &line[..cut];
    let end = cut
        .rfind(' ')
        .filter(|end| *end > cut.len() / 2)
        .unwrap_or(cut.len());
    format!(
        "{} …",
        cut[..end].trim_end_matches([',', ';', ':', ' ', '.'])
    )
}

/// The text without the signs of Markdown that would look odd in a line of a list.
fn one_line(text: &str, format: Format) -> String {
    let plain = match format {
        Format::Plain => text.to_owned(),
        Format::Markdown => text
            .lines()
            .map(|line| {
                line.trim_start()
                    .trim_start_matches(['#', '>', '*', '-', '+', ' '])
            })
            .collect::<Vec<_>>()
            .join("\n")
            .replace(['*', '`', '_'], ""),
    };
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Some words around the first place where what was searched for stands, with it marked.
pub(super) fn snippet(text: &str, format: Format, lang: &str, query: &str) -> Vec<Piece> {
    search::snippet(&one_line(text, format), lang, query, LETTERS)
}
