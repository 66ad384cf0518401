//! The room over HTTP: tables brought, answered and out again.

mod marks;

use axum::body::Body;
use axum::http::header;
use plenary_kit::policy::Role;
use plenary_kit::time::Instant;
use plenary_paper::docx::{Sheet, sheet};

use crate::testing::{Browser, Page, TestForum};

const TEXT: &str = "# Shared\n\n## 1. Words\n\nAn outage is any time without a line.\n\nA community means the customers.\n\n## 2. Scope\n\nالأمن للجميع.\n";
const BRING: &str = "/documents/shared/1/bring";
const BOUNDARY: &str = "----boundary7MA4YWxk";

/// A document in review, and its editor's browser.
async fn in_review() -> (TestForum, Browser) {
    let forum = TestForum::open().await;
    let editor = forum.holder("Asne Hoyland", Role::Editor).await;
    let mut browser = forum.signed_in(&editor).await;
    let new = "/cycles/2026/documents/new";
    let opening = [("title", "Shared"), ("slug", "shared"), ("lang", "en")];
    assert_eq!(browser.fill_in(new, new, &opening).await.status, 303);
    let (edit, state) = ("/documents/shared/edit", "/documents/shared/state");
    let save = [("act", "save"), ("based_on", "0"), ("text", TEXT)];
    assert_eq!(browser.fill_in(edit, edit, &save).await.status, 303);
    let open = [("to", "in-review")];
    assert_eq!(browser.fill_in(state, state, &open).await.status, 303);
    (forum, browser)
}

/// Brings a file through the page.
async fn bring(browser: &mut Browser, name: &str, bytes: &[u8]) -> Page {
    let token = browser.get(BRING).await.hidden("csrf");
    let mut body = format!(
        "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n{token}\r\n--{BOUNDARY}\r\n\
         Content-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n"
    )
    .into_bytes();
    body.extend_from_slice(bytes);
    body.extend_from_slice(format!("\r\n--{BOUNDARY}--\r\n").as_bytes());
    let kind = format!("multipart/form-data; boundary={BOUNDARY}");
    let request = browser
        .request("POST", BRING)
        .header(header::CONTENT_TYPE, kind);
    browser.send(request.body(Body::from(body)).unwrap()).await
}

/// The rows that a preview keeps in its form.
fn kept(page: &Page) -> String {
    let kept = page.hidden("table");
    kept.replace("&quot;", "\"")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&")
}

async fn file(browser: &mut Browser, preview: &Page, more: &[(&str, &str)]) -> Page {
    let (token, table) = (preview.hidden("csrf"), kept(preview));
    let mut fields = vec![
        ("csrf", token.as_str()),
        ("table", table.as_str()),
        ("act", "file"),
        ("group", "government"),
    ];
    fields.extend_from_slice(more);
    browser.post(BRING, &fields).await
}

fn length(forum: &TestForum) -> u64 {
    forum.app.read(plenary_kit::event::length).unwrap()
}

fn twenty() -> Vec<u8> {
    let head = [
        "MB/NC1",
        "Line number",
        "Clause/ Subclause",
        "Paragraph/ Figure/ Table",
        "Type of comment2",
        "Comments",
        "Proposed change",
        "Observations of the secretariat",
        "Priority",
    ];
    let row = |at: usize| {
        let cells = match at {
            0 => [
                "US 001",
                "",
                "1",
                "Paragraph 1",
                "te",
                "A line is not enough.",
                "An outage is any time without a working line.",
                "",
                "high",
            ],
            1 => ["US 002", "", "2", "¶1", "ge", "ماذا عن الأطفال؟", "", "", ""],
            2 => [
                "US 003",
                "",
                "General",
                "",
                "ed",
                "=1+1 is not checked",
                "Delete.",
                "",
                "",
            ],
            _ => ["US 004", "", "1", "", "ed", "", "", "", ""],
        };
        let mut cells = cells.map(str::to_owned);
        if at > 2 {
            cells[5] = format!("Remark {at}");
        }
        cells.to_vec()
    };
    sheet(&Sheet {
        head: head.map(str::to_owned).to_vec(),
        rows: (0..20).map(row).collect(),
        ..Sheet::default()
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn a_table_of_twenty_rows_is_brought_answered_and_out_again_with_its_observations() {
    let (forum, mut editor) = in_review().await;
    twenty_are_brought_once(&forum, &mut editor).await;
    the_first_is_answered(&forum, &mut editor).await;
    let out = forum.visitor().get("/documents/shared/1/table.docx").await;
    let tables = plenary_paper::docx::tables(&out.body).unwrap();
    let rows = &tables[0].rows;
    assert_eq!(rows.len(), 21);
    assert_eq!(rows[1][..4], ["US 001", "", "1", "¶1"]);
    assert_eq!(rows[1][6], "An outage is any time without a working line.");
    assert!(
        rows[1][7].contains("It stands there on purpose."),
        "{:?}",
        rows[1]
    );
    assert_eq!(rows[2][5], "ماذا عن الأطفال؟");
    assert_eq!(
        (
            rows[3][5].as_str(),
            rows[3][6].as_str(),
            rows[3][7].as_str()
        ),
        ("=1+1 is not checked", "Delete.", "")
    );
    let csv = forum
        .visitor()
        .get("/documents/shared/1/table.csv")
        .await
        .text();
    assert!(csv.contains("'=1+1 is not checked"), "{csv}");
    let text = forum
        .visitor()
        .get("/documents/shared/1/dispositions.txt")
        .await
        .text();
    assert!(text.contains("It stands there on purpose."), "{text}");
}

/// Twenty rows are shown, filed, and not filed again.
async fn twenty_are_brought_once(forum: &TestForum, editor: &mut Browser) {
    let before = length(forum);
    let preview = bring(editor, "table.docx", &twenty()).await;
    assert_eq!(preview.status, 200, "{}", preview.text());
    assert!(
        preview
            .text()
            .contains("20 comments were recognised: 20 placed, 0 for placing"),
        "{}",
        preview.text()
    );
    assert!(
        preview.text().contains("Priority"),
        "what is ignored is told"
    );
    assert_eq!(
        length(forum),
        before,
        "nothing is filed before somebody says so"
    );
    let done = file(editor, &preview, &[("author", "Uma Stone")]).await;
    assert_eq!(
        (done.status.as_u16(), done.location()),
        (303, "/documents/shared/1/bring?filed=20&again=0"),
        "{}",
        done.text()
    );
    let again = file(editor, &preview, &[("author", "Uma Stone")]).await;
    assert_eq!(
        again.location(),
        "/documents/shared/1/bring?filed=0&again=20"
    );
    forum.app.settle().await.unwrap();
    let outbox =
        |db: &plenary_kit::db::Db<'_>| plenary_kit::mail::outbox(db, (Instant(i64::MAX), ""), 100);
    let letters = forum.app.read(outbox).unwrap();
    let told: Vec<_> = (letters.iter())
        .filter(|letter| letter.body.contains("/items/1\n"))
        .collect();
    assert_eq!(
        told.len(),
        1,
        "one letter for the table, however often it is brought"
    );
    assert_eq!(told[0].name, "Asne Hoyland");
    assert!(
        told[0].subject.starts_with("20 comments of a table"),
        "{}",
        told[0].subject
    );
    for number in 1..=20 {
        assert!(
            told[0].body.contains(&format!("/items/{number}")),
            "{number}"
        );
    }
}

/// Rows of one table after another: the first is filed before the whole is brought, as if the filing had been stopped.
#[tokio::test(flavor = "multi_thread")]
async fn a_table_whose_filing_was_stopped_is_told_of_when_it_is_complete() {
    let (forum, mut editor) = in_review().await;
    let row = |text: &str| format!("1,¶1,te,{text}\r\n");
    let head = "Clause,Paragraph,Type,Comments\r\n";
    let half = format!("{head}{}", row("First."));
    let whole = format!("{half}{}", row("Second."));
    let preview = bring(&mut editor, "half.csv", half.as_bytes()).await;
    assert_eq!(file(&mut editor, &preview, &[]).await.status, 303);
    let preview = bring(&mut editor, "whole.csv", whole.as_bytes()).await;
    let done = file(&mut editor, &preview, &[]).await;
    assert_eq!(
        done.location(),
        "/documents/shared/1/bring?filed=1&again=1",
        "the first row stays as it was filed"
    );
    forum.app.settle().await.unwrap();
    let outbox =
        |db: &plenary_kit::db::Db<'_>| plenary_kit::mail::outbox(db, (Instant(i64::MAX), ""), 100);
    let letters = forum.app.read(outbox).unwrap();
    let subjects: Vec<_> = (letters.iter())
        .map(|letter| letter.subject.as_str())
        .filter(|subject| subject.contains("of a table"))
        .collect();
    assert!(
        subjects
            .iter()
            .any(|subject| subject.starts_with("2 comments")),
        "{subjects:?}"
    );
    assert_eq!(subjects.len(), 2, "{subjects:?}");
}

async fn the_first_is_answered(forum: &TestForum, editor: &mut Browser) {
    for (act, fields) in [
        ("screen", vec![]),
        (
            "propose",
            vec![
                ("disposition", "declined"),
                ("reason", "It stands there on purpose."),
            ],
        ),
    ] {
        let action = format!("/items/1/{act}");
        let answer = editor.fill_in("/items/1", &action, &fields).await;
        assert_eq!(answer.status, 303, "{act}: {}", answer.text());
    }
    let other = forum.holder("Bo Ek", Role::Editor).await;
    let mut other = forum.signed_in(&other).await;
    assert_eq!(
        other
            .fill_in("/items/1", "/items/1/agree", &[])
            .await
            .status,
        303
    );
    let publish = "/queue/publish";
    let answer = other.fill_in(publish, publish, &[("item", "1")]).await;
    assert_eq!(answer.status, 303, "{}", answer.text());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_row_whose_reference_is_not_clear_waits_for_a_place_and_stays_in_the_form() {
    let (forum, mut editor) = in_review().await;
    let table = "Clause;Type;Comment\n9.9;te;Where is this?\n1;ed;And this?\n";
    let preview = bring(&mut editor, "table.csv", table.as_bytes()).await;
    assert!(
        preview.text().contains("1 placed, 1 for placing"),
        "{}",
        preview.text()
    );
    let before = length(&forum);
    let refused = file(&mut editor, &preview, &[("w0", ""), ("w1", "1")]).await;
    assert_eq!(refused.status, 422);
    assert!(
        refused.text().contains("Where is this?"),
        "{}",
        refused.text()
    );
    assert_eq!(length(&forum), before);
    let done = file(&mut editor, &preview, &[("w0", "2 ¶1"), ("w1", "-")]).await;
    assert_eq!(
        done.location(),
        "/documents/shared/1/bring?filed=1&again=0",
        "{}",
        done.text()
    );
    let out = forum
        .visitor()
        .get("/documents/shared/1/table.csv")
        .await
        .text();
    assert!(out.contains(",2,¶1,te,Where is this?,"), "{out}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_table_files_nothing() {
    let (forum, mut editor) = in_review().await;
    let before = length(&forum);
    let (docx, many) = (
        twenty(),
        format!("Clause,Comment\n{}", "1,Words\n".repeat(10_000)),
    );
    for (name, bytes, status) in [
        ("a.docx", &docx[..docx.len() / 2], 415),
        ("a.csv", many.as_bytes(), 413),
        ("a.png", b"\x89PNG\r\n\x1a\n\0\0".as_slice(), 415),
        ("a.csv", b"Clause,Comment\n1,\"cut".as_slice(), 422),
        ("a.json", b"{}".as_slice(), 422),
    ] {
        let page = bring(&mut editor, name, bytes).await;
        assert_eq!(page.status.as_u16(), status, "{name}: {}", page.text());
    }
    let person = forum.person("Ana Lima", "civil-society").await;
    let joined = length(&forum);
    let mut ana = forum.signed_in(&person).await;
    let preview = bring(&mut ana, "a.csv", b"Clause,Comment\n1,Mine\n").await;
    assert_eq!(preview.status, 200, "{}", preview.text());
    let page = file(&mut ana, &preview, &[("author", "Somebody Else")]).await;
    assert_eq!(page.status, 403, "{}", page.text());
    assert_eq!(
        forum.visitor().get(BRING).await.status,
        303,
        "to the sign-in page"
    );
    assert!(
        before <= joined && length(&forum) == joined,
        "something was filed"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn annotations_of_one_forum_stand_at_the_same_letters_in_another() {
    let (one, mut editor) = in_review().await;
    let on = ["3.0-9", "4.2-11", "6"];
    for spot in on {
        let page = "/documents/shared/1/comment";
        let fields = [
            ("on", spot),
            ("text", "Say more."),
            ("nature", "editorial"),
            ("group", "government"),
            ("act", "send"),
        ];
        assert_eq!(editor.fill_in(page, page, &fields).await.status, 303);
    }
    let address = "/documents/shared/1/annotations.json";
    let out = one.visitor().get(address).await;
    let (two, mut editor) = in_review().await;
    let preview = bring(&mut editor, "a.json", &out.body).await;
    assert!(
        preview.text().contains("3 placed, 0 for placing"),
        "{}",
        preview.text()
    );
    assert_eq!(file(&mut editor, &preview, &[]).await.status, 303);
    let there = two.visitor().get(address).await;
    let selectors = |page: &Page| {
        let all: serde_json::Value = serde_json::from_slice(&page.body).unwrap();
        let items = all["first"]["items"].as_array().unwrap().clone();
        items
            .iter()
            .map(|item| item["target"][0]["selector"].clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(selectors(&out).len(), on.len());
    assert_eq!(selectors(&out), selectors(&there));
}
