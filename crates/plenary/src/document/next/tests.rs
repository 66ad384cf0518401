//! Words put in at a place, tried on texts of every kind of block.

use plenary_passage::{BlockId, Span, Version};

use super::spliced;

fn version(markdown: &str) -> Version {
    let blocks = plenary_paper::from_markdown(markdown).blocks;
    Version::from_blocks(&blocks, BlockId(0).following()).unwrap()
}

/// The text with the first such words replaced.
fn with(markdown: &str, old: &str, new: &str) -> String {
    let version = version(markdown);
    let at = version.text().find(old).unwrap();
    let start = version.text()[..at].chars().count() as u32;
    let span = Span::new(start, start + old.chars().count() as u32);
    let blocks = spliced(&version, span, new);
    let changed = Version::from_blocks(&blocks, BlockId(0).following()).unwrap();
    plenary_paper::to_markdown(&changed)
}

#[test]
fn words_are_put_in_and_the_looks_around_them_stay() {
    let text = "# Title\n\nAn **outage** is *any time* without a line.\n\n- One\n- Two\n";
    assert_eq!(
        with(text, "without a line", "of more than an hour"),
        "# Title\n\nAn **outage** is *any time* of more than an hour.\n\n-  One\n-  Two\n"
    );
    assert_eq!(
        with(text, "any time", "every minute"),
        "# Title\n\nAn **outage** is *every minute* without a line.\n\n-  One\n-  Two\n"
    );
}

#[test]
fn an_empty_line_among_the_words_begins_a_block() {
    assert_eq!(
        with("One. Two. Three.\n", "Two.", "Second.\n\nAnd a half."),
        "One. Second.\n\nAnd a half. Three.\n"
    );
}

#[test]
fn a_passage_over_two_blocks_joins_what_stands_around_it() {
    let text = "The first ends here.\n\nThe second begins here.\n";
    let version = version(text);
    let all = version.text();
    let start = all.find("ends").unwrap() as u32;
    let end = (all.find("begins").unwrap() + "begins".len()) as u32;
    let blocks = spliced(&version, Span::new(start, end), "and the second are one");
    assert_eq!(blocks.len(), 1);
    let joined: String = blocks[0]
        .pieces
        .iter()
        .map(|piece| piece.text.as_str())
        .collect();
    assert_eq!(joined, "The first and the second are one here.");
}

#[test]
fn no_words_take_the_passage_out() {
    assert_eq!(
        with("One.\n\nTwo.\n\nThree.\n", "Two.", ""),
        "One.\n\nThree.\n"
    );
    assert_eq!(
        with("خط واحد.\n\nخط ثان.\n", "ثان", "ثالث"),
        "خط واحد.\n\nخط ثالث.\n"
    );
}

#[test]
fn signs_of_markdown_in_the_words_stay_words() {
    assert_eq!(
        with("One.\n", "One", "*One* # [x]"),
        "\\*One\\* # \\[x\\].\n"
    );
}
