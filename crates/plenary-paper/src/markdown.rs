//! CommonMark with tables, footnotes and strikethrough, into blocks.

use pulldown_cmark::{Options, Parser};

use crate::flow::Flow;
use crate::found::{Dropped, Found};

/// Reads a text in Markdown; every text is one.
pub fn from_markdown(text: &str) -> Found {
    let options =
        Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH;
    let mut reader = Flow::default();
    let (front, text) = without_front_matter(text);
    if front.is_some() {
        reader.found.drop_one(Dropped::FrontMatter);
    }
    for event in Parser::new_ext(text, options) {
        reader.take(event);
    }
    reader.close();
    reader.found.title = front.and_then(title_in).or(reader.found.first_title());
    reader.found
}

/// Parts a text from the settings that site generators keep in front of it, between two lines of three hyphens.
fn without_front_matter(text: &str) -> (Option<&str>, &str) {
    let text = text.trim_start_matches('\u{feff}');
    let after = text
        .strip_prefix("---\n")
        .or_else(|| text.strip_prefix("---\r\n"));
    let parts = after.and_then(|after| after.split_once("\n---"));
    match parts {
        Some((front, rest)) if rest.is_empty() || rest.starts_with(['\n', '\r']) => {
            (Some(front), rest)
        }
        _ => (None, text),
    }
}

fn title_in(front: &str) -> Option<String> {
    let title = front.lines().find_map(|line| line.strip_prefix("title:"))?;
    let title = title.trim().trim_matches(['"', '\'']);
    (!title.is_empty()).then(|| title.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::found::words_of;
    use plenary_passage::BlockKind;

    fn read(text: &str) -> Vec<(BlockKind, String)> {
        let found = from_markdown(text);
        let blocks = found.blocks.iter();
        blocks
            .map(|block| (block.kind.clone(), words_of(block)))
            .collect()
    }

    fn entry(depth: u8, ordered: bool, text: &str) -> (BlockKind, String) {
        (BlockKind::ListItem { depth, ordered }, text.to_owned())
    }

    #[test]
    fn headings_paragraphs_quotes_and_code_are_told_apart() {
        let text = "# The *title*\n\nTwo\nlines.\n\n> Said.\n\n    let it be\n";
        assert_eq!(
            read(text),
            [
                (BlockKind::Heading { level: 1 }, "The title".to_owned()),
                (BlockKind::Paragraph, "Two lines.".to_owned()),
                (BlockKind::Quote, "Said.".to_owned()),
                (BlockKind::Code, "let it be\n".to_owned()),
            ]
        );
        assert_eq!(from_markdown(text).title.as_deref(), Some("The title"));
    }

    #[test]
    fn lists_within_lists_know_their_depth_and_whether_they_count() {
        let text = "- One\n- Two\n  1. First\n  2. Second\n- Three\n\n  More of three.\n";
        assert_eq!(
            read(text),
            [
                entry(0, false, "One"),
                entry(0, false, "Two"),
                entry(1, true, "First"),
                entry(1, true, "Second"),
                entry(0, false, "Three"),
                (BlockKind::Paragraph, "More of three.".to_owned()),
            ]
        );
        assert_eq!(read("1. One\n\n2. Two\n").len(), 2);
    }

    #[test]
    fn cells_know_row_and_column_and_footnotes_their_label() {
        let text = "| A | B |\n|---|---|\n| 1 | |\n\nSee[^n].\n\n[^n]: The note.\n";
        let cell = |row, column| BlockKind::TableCell { row, column };
        assert_eq!(
            read(text),
            [
                (cell(0, 0), "A".to_owned()),
                (cell(0, 1), "B".to_owned()),
                (cell(1, 0), "1".to_owned()),
                (BlockKind::Paragraph, "Seen.".to_owned()),
                (
                    BlockKind::Footnote {
                        label: "n".to_owned()
                    },
                    "The note.".to_owned()
                ),
            ]
        );
    }

    #[test]
    fn settings_in_front_of_a_text_are_no_words_of_it() {
        let found = from_markdown("---\ntitle: 'Our text'\nlayout: page\n---\n\nWords.\n");
        assert_eq!(found.title.as_deref(), Some("Our text"));
        assert_eq!(found.blocks.len(), 1);
        assert_eq!(found.dropped, [(Dropped::FrontMatter, 1)]);
    }

    #[test]
    fn what_is_left_out_is_told() {
        let found = from_markdown("<div>\n\nWords ![a map](map.png)\n\n</div>\n\n***\n");
        assert_eq!(words_of(&found.blocks[0]), "Words a map");
        assert_eq!(
            found.dropped,
            [
                (Dropped::Html, 2),
                (Dropped::Picture, 1),
                (Dropped::Rule, 1)
            ]
        );
    }
}
