//! The four real drafts come in whole and go out again.

use std::path::PathBuf;

use plenary_paper::{from_markdown, to_markdown};
use plenary_passage::{BlockId, Version};

fn drafts() -> Option<Vec<(PathBuf, String)>> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/documents");
    let Ok(folder) = std::fs::read_dir(&root) else {
        assert!(
            std::env::var_os("CI").is_none(),
            "the shared data is not at {}",
            root.display()
        );
        return None;
    };
    let paths = folder.filter_map(|entry| Some(entry.ok()?.path()));
    let drafts = paths.filter(|path| path.extension().is_some_and(|end| end == "md"));
    Some(
        drafts
            .map(|path| {
                let text = std::fs::read_to_string(&path).unwrap();
                (path, text)
            })
            .collect(),
    )
}

fn letters(text: &str) -> String {
    text.chars()
        .filter(|letter| letter.is_alphabetic())
        .collect()
}

#[test]
fn a_draft_read_written_and_read_is_the_same() {
    for (path, text) in drafts().unwrap_or_default() {
        let found = from_markdown(&text);
        let first = Version::from_blocks(&found.blocks, BlockId(0).following()).unwrap();
        let again = from_markdown(&to_markdown(&first));
        let again = Version::from_blocks(&again.blocks, BlockId(0).following()).unwrap();
        assert!(first.blocks().len() > 40, "{}", path.display());
        assert_eq!(first.text(), again.text(), "{}", path.display());
        assert_eq!(first, again, "{}", path.display());
        let lost = letters(&text).len() - letters(first.text()).len().min(letters(&text).len());
        // What is left out are the addresses of links, which are styles, and comments of the page.
        assert!(
            lost * 5 < letters(&text).len(),
            "{}: {lost}",
            path.display()
        );
    }
}
