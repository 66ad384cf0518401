//! Excerpts: the first words of a text, and the words around what was searched for.

use plenary_kit::search::{self, Piece};

use super::rules::Format;

/// So many letters stand for an item that has no title.
const LETTERS: usize = 160;

/// The first words of a text in one line, cut between words and closed with an ellipsis.
pub(super) fn first_words(text: &str, format: Format) -> String {
    let line = one_line(text, format);
    if line.chars().count() <= LETTERS {
        return line;
    }
    let cut: String = line.chars().take(LETTERS).collect();
    let end = cut
        .rfind(' ')
        .filter(|end| *end > LETTERS / 2)
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
