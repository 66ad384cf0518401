//! Files brought in by an editor: shown first, then saved with all that came along, or not at all.

mod hostile;

use std::io::{Cursor, Write};

use axum::body::Body;
use axum::http::header;
use plenary_kit::db::Db;
use plenary_kit::fault::{Fault, Stop};

use super::super::tests::World;
use crate::docket::store::{self as docket, concern};
use crate::document::rules::{SaveVersion, save_version};
use crate::document::{DocumentEvent, VersionNumber, store as documents};
use crate::participant::{self, ParticipantEvent};
use crate::testing::{Browser, Page};

const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const KINDS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const BOUNDARY: &str = "----boundary7MA4YWxk";
const EDIT: &str = "/documents/shared/edit";

/// A DOCX file with a comment and a tracked change on the text of the world's document.
fn reviewed() -> Vec<u8> {
    let ana = "w:id='1' w:author='Ana Lima' w:date='2026-03-05T10:00:00Z'";
    let body = format!(
        "<w:p><w:pPr><w:outlineLvl w:val='0'/></w:pPr><w:r><w:t>Shared</w:t></w:r></w:p><w:p><w:pPr><w:outlineLvl w:val='1'/></w:pPr><w:r><w:t>1. Words</w:t></w:r></w:p>\
         <w:p><w:r><w:t xml:space='preserve'>An outage is any time without a </w:t></w:r><w:del {ana}><w:r><w:delText>line</w:delText></w:r></w:del><w:ins {ana}><w:r><w:t>signal</w:t></w:r></w:ins><w:r><w:t>.</w:t></w:r></w:p>\
         <w:p><w:commentRangeStart w:id='7'/><w:r><w:t>A community</w:t></w:r><w:commentRangeEnd w:id='7'/><w:r><w:t xml:space='preserve'> means whoever lives there.</w:t></w:r></w:p>"
    );
    let comments = "<w:comment w:id='7' w:author='Bo Ek'><w:p><w:r><w:t>Say &lt;b&gt;which&lt;/b&gt; one.</w:t></w:r></w:p></w:comment>";
    let parts = [
        ("[Content_Types].xml", "<Types/>".to_owned()),
        (
            "word/document.xml",
            format!("<w:document xmlns:w='{WORD}'><w:body>{body}</w:body></w:document>"),
        ),
        (
            "word/comments.xml",
            format!("<w:comments xmlns:w='{WORD}'>{comments}</w:comments>"),
        ),
        (
            "word/_rels/document.xml.rels",
            format!(
                "<Relationships xmlns='{PACKAGE}'><Relationship Id='c' Type='{KINDS}/comments' Target='comments.xml'/></Relationships>"
            ),
        ),
    ];
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        let options = zip::write::SimpleFileOptions::default();
        zip.start_file(name, options).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// Sends the editing form with a file, as a browser does.
async fn bring(browser: &mut Browser, page: &Page, name: &str, bytes: &[u8]) -> Page {
    let hidden = |name: &str| page.hidden(name);
    let fields = [
        ("csrf", hidden("csrf")),
        ("key", hidden("key")),
        ("based_on", hidden("based_on")),
        ("text", "Typed before.".to_owned()),
        ("note", "From a file".to_owned()),
        ("act", "save".to_owned()),
    ];
    let mut body = Vec::new();
    let part = |more: &str| {
        format!("--{BOUNDARY}\r\nContent-Disposition: form-data; {more}\r\n\r\n").into_bytes()
    };
    for (field, value) in fields {
        body.extend(part(&format!("name=\"{field}\"")));
        body.extend([value.as_bytes(), b"\r\n"].concat());
    }
    body.extend(part(&format!("name=\"file\"; filename=\"{name}\"")));
    body.extend(bytes);
    body.extend(format!("\r\n--{BOUNDARY}--\r\n").into_bytes());
    let kind = format!("multipart/form-data; boundary={BOUNDARY}");
    let request = browser.request("POST", EDIT);
    let request = request.header(header::CONTENT_TYPE, kind);
    browser.send(request.body(Body::from(body)).unwrap()).await
}

/// What stands in the field for the text.
fn typed(page: &Page) -> String {
    let text = page.text();
    let from = text.find("name=\"text\"").unwrap();
    let from = from + text[from..].find('>').unwrap() + 1;
    let end = text[from..].find("</textarea>").unwrap();
    let words = &text[from..from + end];
    unescape(words.strip_prefix('\n').unwrap_or(words))
}

fn unescape(text: &str) -> String {
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&amp;", "&")
}

async fn editor(world: &World) -> Browser {
    let editor = world.editor.participant.clone().unwrap();
    world.forum.signed_in(&editor).await
}

/// Saves with all that a page's form holds besides the text.
async fn save(browser: &mut Browser, page: &Page, text: &str, travel: &str) -> Page {
    let hidden = |name: &str| unescape(&page.hidden(name));
    let names = ["csrf", "key", "based_on", "remarks"];
    let values = names.map(hidden);
    let mut fields = vec![("travel", travel), ("text", text), ("act", "save")];
    fields.extend(names.into_iter().zip(values.iter().map(String::as_str)));
    browser.post(EDIT, &fields).await
}

/// Author, words commented on, suggested wording and own words of what was filed on the document.
type Filed = (String, Vec<String>, Option<String>, Option<String>);

fn filed(world: &World) -> Vec<Filed> {
    let document = world.document();
    let read = |db: &Db<'_>| {
        let version = documents::version(db, &document.id, document.latest)?.unwrap();
        let mut all = Vec::new();
        for (item, _) in concern::on_document(db, &document.id)? {
            let author = participant::person(db, item.author.as_ref().unwrap())?.unwrap();
            assert!(!author.is_confirmed && author.address.is_none());
            let concerns = concern::concerns(db, item.number)?;
            let on = concerns.passages.iter();
            let on = on.map(|anchor| version.slice(anchor.span).to_owned());
            let wording = concerns.suggestion.map(|key| docket::text(db, key));
            let own = docket::texts(db, item.number)?;
            let own = own.first().map(|text| docket::text(db, text.words));
            let own = own.transpose()?.flatten();
            let name = author.name.unwrap();
            all.push((name, on.collect(), wording.transpose()?.flatten(), own));
        }
        Ok::<_, Fault>(all)
    };
    let mut all = world.forum.app.read(read).unwrap();
    all.sort();
    all
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_with_comments_and_changes_is_shown_then_saved_with_them_by_their_authors() {
    let world = World::new().await;
    let mut browser = editor(&world).await;
    let form = browser.get(EDIT).await;
    let preview = bring(&mut browser, &form, "draft.docx", &reviewed()).await;
    let text = preview.text();
    assert_eq!(preview.status, 200);
    for says in [
        "Ana Lima",
        "Bo Ek",
        "1 comment and 1 proposed change",
        "edited",
    ] {
        assert!(text.contains(says), "{says}: {text}");
    }
    // Nothing is saved yet.
    assert_eq!(world.document().latest, VersionNumber(1));
    let words = typed(&preview);
    assert!(words.contains("without a line."), "{words}");
    let saved = save(&mut browser, &preview, &words, "clear").await;
    assert_eq!(
        saved.location(),
        "/documents/shared/2?saved=1",
        "{}",
        saved.text()
    );
    let again = save(&mut browser, &preview, &words, "clear").await;
    assert_eq!(again.location(), "/documents/shared/2?saved=1");
    let ana = (
        "Ana Lima".into(),
        vec!["line".into()],
        Some("signal".into()),
        None,
    );
    let words = "Say <b>which</b> one.".to_owned();
    let bo = (
        "Bo Ek".into(),
        vec!["A community".into()],
        None,
        Some(words),
    );
    // The same sending counts once.
    assert_eq!(filed(&world), [ana, bo]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_edited_after_the_import_keeps_its_remarks_or_says_that_their_place_is_gone() {
    let world = World::new().await;
    let mut browser = editor(&world).await;
    let form = browser.get(EDIT).await;
    let preview = bring(&mut browser, &form, "draft.docx", &reviewed()).await;
    let text =
        "# Shared\n\nA first paragraph that is new.\n\nAn outage is any time without a line.\n";
    let saved = save(&mut browser, &preview, text, "clear").await;
    assert_eq!(saved.status, 303, "{}", saved.text());
    let all = filed(&world);
    assert_eq!(all[0].1, ["line"]);
    assert!(all[1].1.is_empty());
    let words = all[1].3.as_deref().unwrap();
    assert!(
        words.contains("A community") && words.contains("which"),
        "{words}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn an_import_that_is_stopped_half_way_leaves_nothing() {
    let world = World::new().await;
    let before = world.document();
    let (viewer, cycle, document) = (world.editor.clone(), world.cycle(), world.document());
    let decide = move |db: &Db<'_>, _| {
        let old = documents::version(db, &document.id, document.latest)?;
        let ask = SaveVersion {
            based_on: document.latest,
            blocks: plenary_paper::from_markdown("Another text.").blocks,
            note: String::new(),
            is_erratum: false,
        };
        let old = old.as_deref();
        Ok(save_version(&viewer, &cycle, &document, old, ask)?)
    };
    let along = |along: &plenary_kit::act::Along<'_>, _: &DocumentEvent| {
        along.record(&ParticipantEvent::unclaimed("Ana Lima", "en"))?;
        Err(Stop::NotFound)
    };
    let length = |db: &Db<'_>| plenary_kit::event::length(db);
    let lines = world.forum.app.read(length).unwrap();
    let by = world.editor.participant.as_ref();
    let app = &world.forum.app;
    let done = app
        .act_along::<DocumentEvent>(by, None, decide, along)
        .await;
    assert!(matches!(done, Err(Stop::NotFound)));
    assert_eq!(world.document(), before);
    assert_eq!(world.forum.app.read(length).unwrap(), lines);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_cannot_be_read_says_what_to_do_and_leaves_the_words() {
    let world = World::new().await;
    let mut browser = editor(&world).await;
    let form = browser.get(EDIT).await;
    let half = &reviewed()[..200];
    let tries: [(&str, &[u8], u16, &str); 6] = [
        ("half.docx", half, 415, "incomplete or damaged"),
        ("scan.pdf", b"%PDF-1.7", 415, "a PDF file"),
        ("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1", 415, "older Word"),
        ("photo.md", b"\x89PNG\r\n\x1a\n\0\0", 415, "not a text"),
        ("empty.md", b"   \n", 422, "no words"),
        ("<script>x</script>.docx", b"nothing", 415, "not a text"),
    ];
    for (name, bytes, status, says) in tries {
        let page = bring(&mut browser, &form, name, bytes).await;
        assert_eq!(page.status.as_u16(), status, "{name}");
        assert!(page.text().contains(says), "{name}: {}", page.text());
        assert_eq!(typed(&page), "Typed before.", "{name}");
        assert!(!page.text().contains("<script>x"), "{name}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_editors_the_second_sees_both_changes_and_keeps_every_word() {
    let world = World::new().await;
    let mut browser = editor(&world).await;
    let form = browser.get(EDIT).await;
    world
        .save("# Shared\n\n## 1. Words\n\nAn outage is any time without a signal.\n\nA community means the customers of an operator.\n")
        .await;
    let mine = "# Shared\n\n## 1. Words\n\nAn outage is any time without a line.\n\nA community means all who live there.\n";
    let answer = save(&mut browser, &form, mine, "").await;
    let text = answer.text();
    assert_eq!(answer.status, 409);
    assert_eq!(typed(&answer), mine);
    for says in [
        "What the other changed",
        "<ins>signal",
        "What you changed",
        "live there",
    ] {
        assert!(text.contains(says), "{says}: {text}");
    }
    let saved = save(&mut browser, &answer, mine, "").await;
    assert_eq!(saved.location(), "/documents/shared/3?saved=1");
}

#[tokio::test(flavor = "multi_thread")]
async fn every_format_leaves_and_comes_back_as_the_same_blocks() {
    let world = World::new().await;
    let mut public = world.forum.visitor();
    let id = world.document().id;
    let find = |db: &Db<'_>| documents::version(db, &id, VersionNumber(1));
    let version = world.forum.app.read(find).unwrap().unwrap();
    for (format, _) in crate::document::FORMATS {
        let address = format!("/documents/shared/1/file/{format}");
        let file = public.get(&address).await;
        assert_eq!(file.status, 200, "{format}");
        if ["epub", "pdf"].contains(&format) {
            continue;
        }
        let name = format!("x.{format}");
        let (_, found) = plenary_paper::bring(&name, &file.body).unwrap();
        let mut ids = version.blocks().iter().map(|block| block.id);
        let again = plenary_passage::Version::from_blocks(&found.blocks, || ids.next().unwrap());
        assert_eq!(again.as_ref(), Ok(&*version), "{format}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_text_of_two_megabytes_of_one_block_and_of_none_are_met_calmly() {
    let world = World::new().await;
    let mut browser = editor(&world).await;
    let form = browser.get(EDIT).await;
    let none = bring(&mut browser, &form, "empty.html", b"<p> </p>").await;
    assert_eq!(none.status, 422);
    let one = bring(&mut browser, &form, "one.html", b"<p>One block.").await;
    assert!(one.text().contains("1 paragraph"));
    let words = "Whoever carries it meets it, and says in time when it cannot be met any more. ";
    let words = words.repeat(10);
    let large: String = (0..2_600).map(|at| format!("{at} {words}\n\n")).collect();
    assert!(large.len() > 2_000_000);
    let preview = bring(&mut browser, &form, "large.md", large.as_bytes()).await;
    assert_eq!(preview.status, 200);
    assert!(preview.text().contains("more blocks follow"));
    let saved = save(&mut browser, &preview, &typed(&preview), "").await;
    assert_eq!(
        saved.location(),
        "/documents/shared/2?saved=1",
        "{}",
        saved.status
    );
}

/// The four states of a public policy text, in the shared data beside the clone or above it.
fn drafts() -> Vec<String> {
    let above = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).ancestors();
    let mut folders = above.map(|place| place.join("shared/data/documents"));
    let Some(folder) = folders.find(|folder| folder.is_dir()) else {
        eprintln!("the drafts are not beside this clone; nothing was tried on them");
        return Vec::new();
    };
    let files = std::fs::read_dir(folder).unwrap();
    let mut files: Vec<_> = files.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let read = |file: &std::path::PathBuf| std::fs::read_to_string(file).unwrap();
    files.iter().map(read).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_four_states_of_a_real_text_come_in_one_after_the_other() {
    let world = World::new().await;
    let mut browser = editor(&world).await;
    for (at, text) in drafts().iter().enumerate() {
        let form = browser.get(EDIT).await;
        let preview = bring(&mut browser, &form, "state.md", text.as_bytes()).await;
        assert_eq!(preview.status, 200, "state {at}");
        let saved = save(&mut browser, &preview, &typed(&preview), "").await;
        assert_eq!(
            saved.location(),
            format!("/documents/shared/{}?saved=1", at + 2)
        );
        if at == 0 {
            continue;
        }
        let id = world.document().id;
        let number = VersionNumber(at as u32 + 2);
        let read = |db: &Db<'_>| {
            let old = documents::version(db, &id, VersionNumber(number.0 - 1))?.unwrap();
            let new = documents::version(db, &id, number)?.unwrap();
            let map = documents::map_to(db, &id, number)?.unwrap();
            let reading = plenary_passage::Reading::of(&old, &new, map);
            let summary = reading.compare().summary;
            Ok::<_, Fault>((summary, old.blocks().len(), new.blocks().len()))
        };
        let (summary, old, new) = world.forum.app.read(read).unwrap();
        println!("state {at}: {summary:?} of {old} and {new} blocks");
        let stayed = summary.kept + summary.edited + summary.moved;
        assert!(stayed >= new * 3 / 4, "{summary:?}");
        // Between the first two states, four years apart, 56 of 233 lines went without a like.
        assert!(summary.gone <= old / 4, "{summary:?}");
    }
}
