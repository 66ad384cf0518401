//! A text brought in as a file while the program is killed: between the preview and the save, and while it saves. The text
//! is there with all the comments that came along, or none of it is; and the page that was open is simply sent again.

use std::io::{Cursor, Write};
use std::net::SocketAddr;

use plenary::docket::store::concern;
use plenary::document::store as documents;
use plenary::rooms::ROOMS;
use plenary_kit::app::{App, Settings};

use crate::founding::person::Person;
use crate::program::{Home, Serving};

const EDIT: &str = "/documents/shared/edit";
/// How often it is killed while it saves.
const KILLS: u32 = 12;
/// So often, at most, the killer looks whether something was written: from at once to a tenth of a second or so.
const LOOKS: u64 = 20_000;
/// Comments in each file.
const REMARKS: usize = 8;

#[tokio::test(flavor = "multi_thread")]
async fn a_text_whose_import_is_killed_is_there_whole_or_not_at_all_and_is_sent_again() {
    let home = Home::new();
    home.forum().await;
    let (mut serving, mut ana) = secretary(&home);
    let new = "/cycles/2026/documents/new";
    let opening = [("title", "Shared"), ("slug", "shared"), ("lang", "en")];
    ana.open(new);
    ana.fill(new, &opening);
    assert_eq!(there(&home), (0, 0));

    // Killed after the preview: nothing is there, and the page that shows it is saved from.
    preview(&mut ana, 0);
    let lines = length(&home);
    serving.kill();
    assert_eq!((there(&home), length(&home)), ((0, 0), lines));
    serving = again(&home, &mut ana);
    assert_eq!(ana.look("/documents/shared/1").status, 404);
    let saved = ana.fill(EDIT, &[("act", "save")]);
    assert!(saved.html.contains("Round 0"), "{}", saved.words());
    assert_eq!(there(&home), (1, REMARKS));

    // Killed while it saves, at whatever moment.
    let mut broken = 0;
    for round in 1..=KILLS {
        preview(&mut ana, round);
        let page = ana.page.clone();
        let looks = u64::from_le_bytes(plenary_kit::random::bytes()) % LOOKS;
        let written = home.path("forum").join("plenary.sqlite-wal");
        let killer = std::thread::spawn(move || {
            let length = || std::fs::metadata(&written).map_or(0, |file| file.len());
            let before = length();
            let _ = (0..looks).find(|_| length() != before);
            serving.kill();
        });
        let told = ana.risk(EDIT, &[("act", "save")]);
        killer.join().unwrap();
        broken += u32::from(told.is_err());
        let (versions, remarks) = there(&home);
        assert_eq!(remarks, versions * REMARKS, "half of an import is there");
        let before = usize::try_from(round).unwrap();
        assert!((before..=before + 1).contains(&versions), "{versions}");
        assert!(told.is_err() || versions == before + 1, "told and lost");
        serving = again(&home, &mut ana);
        ana.page = page;
        let saved = ana.fill(EDIT, &[("act", "save")]);
        let words = format!("Round {round}");
        assert!(saved.html.contains(&words), "{}", saved.words());
        assert_eq!(there(&home), (before + 1, (before + 1) * REMARKS));
    }
    println!("killed {KILLS} times while saving, unanswered {broken}");
    assert!(broken > 0, "no save was stopped half-way");
    serving.stop();
    home.does(&["verify", "forum"]);
    home.does(&["rebuild", "--data", "forum"]);
}

/// The service, and the secretary signed in.
fn secretary(home: &Home) -> (Serving, Person) {
    let serving = home.serve(&[]);
    let server = address(&serving);
    let url = format!("http://{server}");
    let link = ["participant", "--data", "forum", "--public-url", &url];
    let link = [&link[..], &["sign-in-link", "ana@example.org"]].concat();
    let mut ana = Person::new(server, "Ana Lima", "all");
    ana.open(home.does(&link).trim());
    ana.fill("/sign-in/*", &[]);
    (serving, ana)
}

fn address(serving: &Serving) -> SocketAddr {
    serving.address().parse().unwrap()
}

fn again(home: &Home, ana: &mut Person) -> Serving {
    let serving = home.serve(&[]);
    ana.goes_on_at(address(&serving));
    serving
}

/// Brings a file in, as the editing page offers it: it is shown, with its comments.
fn preview(ana: &mut Person, round: u32) {
    ana.open(EDIT);
    let file = reviewed(round);
    let brought = [("file", "draft.docx", file.as_slice())];
    let shown = ana.fill_with(EDIT, &[("act", "preview")], &brought);
    assert!(shown.html.contains("Remark 7"), "{}", shown.words());
}

/// How many versions there are, and how many comments on them.
fn there(home: &Home) -> (usize, usize) {
    let app = App::open(Settings::for_dir(home.path("forum")), ROOMS).unwrap();
    let count = |db: &plenary_kit::db::Db<'_>| {
        let document = documents::by_slug(db, "shared")?.expect("the document");
        let versions = documents::versions(db, &document.id)?.len();
        let remarks = concern::on_document(db, &document.id)?.len();
        Ok::<_, plenary_kit::fault::Fault>((versions, remarks))
    };
    app.read(count).unwrap()
}

fn length(home: &Home) -> u64 {
    let app = App::open(Settings::for_dir(home.path("forum")), ROOMS).unwrap();
    app.read(plenary_kit::event::length).unwrap()
}

const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const KINDS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";

/// A DOCX file with a comment on each of its paragraphs.
fn reviewed(round: u32) -> Vec<u8> {
    let paragraph = |at: usize| {
        format!(
            "<w:p><w:commentRangeStart w:id='{at}'/><w:r><w:t>Round {round}, paragraph {at}.</w:t></w:r>\
             <w:commentRangeEnd w:id='{at}'/></w:p>"
        )
    };
    let comment = |at: usize| {
        format!(
            "<w:comment w:id='{at}' w:author='Bo Ek'><w:p><w:r><w:t>Remark {at} of round {round}.</w:t></w:r></w:p></w:comment>"
        )
    };
    let body: String = (0..REMARKS).map(paragraph).collect();
    let comments: String = (0..REMARKS).map(comment).collect();
    let relation = format!("<Relationship Id='c' Type='{KINDS}/comments' Target='comments.xml'/>");
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
            format!("<Relationships xmlns='{PACKAGE}'>{relation}</Relationships>"),
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
