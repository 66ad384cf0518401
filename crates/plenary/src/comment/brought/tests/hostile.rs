//! Files that mean harm or came to harm, through the pages: a sentence, a status, and what was typed is still there.

use std::io::{Cursor, Write};
use std::time::{Duration, Instant};

use super::{EDIT, KINDS, PACKAGE, WORD, World, bring, editor, reviewed, save, typed};

/// A package of these parts.
fn package<'a>(parts: impl IntoIterator<Item = (String, &'a [u8])>) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(name, zip::write::SimpleFileOptions::default())
            .unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A DOCX file with this for its text, and these parts beside it.
fn docx(document: &str, more: &[(&str, &str)]) -> Vec<u8> {
    let own = [
        ("[Content_Types].xml", "<Types/>"),
        ("word/document.xml", document),
    ];
    let parts = own.iter().chain(more);
    package(parts.map(|(name, text)| ((*name).to_owned(), text.as_bytes())))
}

fn body(inner: &str) -> String {
    format!("<w:document xmlns:w='{WORD}'><w:body>{inner}</w:body></w:document>")
}

fn bombs() -> Vec<(&'static str, Vec<u8>, u16, &'static str)> {
    let words = "<w:p><w:r><w:t>Words.</w:t></w:r></w:p>";
    let large = format!("<w:p><w:r><w:t>{}</w:t></w:r></w:p>", "a".repeat(80 << 20));
    let entities = "<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;'>]><w:document>&b;</w:document>";
    let many = (0..2_001).map(|at| (format!("word/part{at}.xml"), &b"<x/>"[..]));
    let text = body(words);
    let start = [
        ("[Content_Types].xml".to_owned(), &b"<Types/>"[..]),
        ("word/document.xml".to_owned(), text.as_bytes()),
    ];
    let picture = format!(
        "<Relationships xmlns='{PACKAGE}'><Relationship Id='r' Type='{KINDS}/image' Target='https://tracker.example/x.png' TargetMode='External'/></Relationships>"
    );
    let deep = format!("{}x{}", "<w:p>".repeat(5_000), "</w:p>".repeat(5_000));
    vec![
        (
            "bomb.docx",
            docx(&body(&large), &[]),
            415,
            "larger than 64 MB",
        ),
        (
            "entities.docx",
            docx(entities, &[]),
            415,
            "entities of its own",
        ),
        (
            "parts.docx",
            package(start.into_iter().chain(many)),
            415,
            "more than 2000 parts",
        ),
        (
            "macros.docx",
            docx(&body(words), &[("word/vbaProject.bin", "x")]),
            415,
            "holds macros",
        ),
        (
            "far.docx",
            docx(&body(words), &[("word/_rels/document.xml.rels", &picture)]),
            415,
            "tracker.example",
        ),
        ("deep.docx", docx(&body(&deep), &[]), 415, "levels deep"),
        ("nothing.docx", docx(&body(""), &[]), 422, "no words"),
    ]
}

#[tokio::test(flavor = "multi_thread")]
async fn bombs_are_refused_in_a_sentence_and_the_words_stay() {
    let world = World::new().await;
    let mut browser = editor(&world).await;
    let form = browser.get(EDIT).await;
    let lines = |db: &plenary_kit::db::Db<'_>| plenary_kit::event::length(db);
    let before = world.forum.app.read(lines).unwrap();
    for (name, bytes, status, says) in bombs() {
        let began = Instant::now();
        let page = bring(&mut browser, &form, name, &bytes).await;
        assert!(began.elapsed() < Duration::from_secs(20), "{name}");
        assert_eq!(page.status.as_u16(), status, "{name}: {}", page.text());
        let text = page.text().replace("2,000", "2000");
        assert!(text.contains(says), "{name}: {text}");
        assert_eq!(typed(&page), "Typed before.", "{name}");
        assert!(
            page.text().contains("value=\"From a file\""),
            "{name}: the note is gone"
        );
    }
    assert_eq!(world.forum.app.read(lines).unwrap(), before);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_cut_anywhere_is_refused_or_shown_and_never_saved() {
    let world = World::new().await;
    let mut browser = editor(&world).await;
    let form = browser.get(EDIT).await;
    let before = world.document();
    let whole = reviewed();
    for cut in (0..whole.len()).step_by(whole.len() / 12) {
        let page = bring(&mut browser, &form, "half.docx", &whole[..cut]).await;
        let is_answered = [200, 415, 422].contains(&page.status.as_u16());
        assert!(is_answered, "cut at {cut}: {}", page.status);
    }
    assert_eq!(
        world.document(),
        before,
        "nothing is saved before it was seen"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn an_import_that_is_left_after_its_preview_leaves_nothing_and_can_be_saved_later_once() {
    let world = World::new().await;
    let mut browser = editor(&world).await;
    let form = browser.get(EDIT).await;
    let lines = |db: &plenary_kit::db::Db<'_>| plenary_kit::event::length(db);
    let before = world.forum.app.read(lines).unwrap();
    let preview = bring(&mut browser, &form, "reviewed.docx", &reviewed()).await;
    assert_eq!(preview.status, 200);
    assert_eq!(
        world.forum.app.read(lines).unwrap(),
        before,
        "a preview files nothing"
    );
    // All that the import is stands in the page: it is saved from there, hours later or after the forum was started anew.
    let text = typed(&preview);
    let saved = save(&mut browser, &preview, &text, "").await;
    assert_eq!(saved.status, 303, "{}", saved.text());
    let after = world.forum.app.read(lines).unwrap();
    assert!(
        after > before + 1,
        "the version and its remarks came together"
    );
    let again = save(&mut browser, &preview, &text, "").await;
    assert_eq!(again.location(), saved.location(), "sent twice, saved once");
    assert_eq!(world.forum.app.read(lines).unwrap(), after);
}
