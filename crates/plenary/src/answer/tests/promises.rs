//! Whether a text did what was promised: what was put in right beside a passage counts, what came from elsewhere does not.

use plenary_passage::{BlockId, Span, Version};

use crate::answer::promise::is_added_to;

fn version(markdown: &str) -> Version {
    let blocks = plenary_paper::from_markdown(markdown).blocks;
    Version::from_blocks(&blocks, BlockId(0).following()).unwrap()
}

fn place(version: &Version, words: &str) -> Span {
    let byte = version.text().find(words).unwrap();
    let start = version.text()[..byte].chars().count() as u32;
    Span::new(start, start + words.chars().count() as u32)
}

const OLD: &str = "Roads are open to them with an agreed badge.\n\nThe key is kept by two people. Both are named.\n";

fn is_added(passage: &str, new: &str) -> bool {
    let (old, new) = (version(OLD), version(new));
    is_added_to((&old, place(&old, passage)), (&new, place(&new, passage)))
}

#[test]
fn words_put_in_right_beside_a_passage_change_what_it_says() {
    let longer = OLD.replace("badge.", "badge that bears a photograph.");
    assert!(is_added("with an agreed badge", &longer));
    let earlier = OLD.replace("with an", "at every hour with an");
    assert!(is_added("with an agreed badge", &earlier));
    let sentence = OLD.replace("named.", "named. A third may be added.");
    assert!(is_added(
        "The key is kept by two people. Both are named.",
        &sentence
    ));
}

#[test]
fn what_changes_elsewhere_is_no_promise_kept() {
    for new in [
        OLD.to_owned(),
        OLD.replace("Both are named", "Both are known by name to the desk"),
        OLD.replace("Roads are", "All roads are"),
        format!("{OLD}\nA paragraph of its own.\n"),
        OLD.replace("badge.\n\nThe key", "badge. The key"),
    ] {
        assert!(!is_added("with an agreed badge", &new), "{new}");
    }
}
