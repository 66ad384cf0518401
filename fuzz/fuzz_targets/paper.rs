//! Any bytes as a document: refused in a sentence, or read into blocks that every format can hold.
#![no_main]

use libfuzzer_sys::fuzz_target;
use plenary_paper::{About, bring, docx, from_html, from_markdown, to_epub, to_html, to_markdown};
use plenary_passage::{BlockId, Version};

fuzz_target!(|bytes: &[u8]| {
    let _ = bring("file.docx", bytes);
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let _ = from_html(text);
    let found = from_markdown(text);
    let Ok(version) = Version::from_blocks(&found.blocks, BlockId(0).following()) else { return };
    let about = About::default();
    to_html(&version, &about);
    to_epub(&version, &about);
    docx::read(&docx::to_docx(&version, &about)).expect("what is written can be read");
    // What is written as Markdown says the same when it is read.
    let again = from_markdown(&to_markdown(&version));
    let again = Version::from_blocks(&again.blocks, BlockId(0).following()).expect("no longer than before");
    assert_eq!(again.text(), version.text());
});
