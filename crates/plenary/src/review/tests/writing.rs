//! Two who write at once, what changed where somebody commented, tables in a preview, pages as PDF: over HTTP.

use plenary_kit::policy::Role;

use super::{TEXT, with_document};
use crate::testing::{Browser, TestForum};

const EDIT: &str = "/documents/shared/edit";

/// An editor who is not the one that opened the document.
async fn second(forum: &TestForum) -> Browser {
    let editor = forum.holder("Bo Ek", Role::Editor).await;
    forum.signed_in(&editor).await
}

async fn save(browser: &mut Browser, based_on: &str, text: &str) -> crate::testing::Page {
    let fields = [("act", "save"), ("based_on", based_on), ("text", text)];
    browser.fill_in(EDIT, EDIT, &fields).await
}

/// What the field for the text holds.
fn typed(page: &str) -> String {
    let at = page.find("<textarea").expect("a field to write in");
    let words = &page[at..];
    let words = &words[words.find('>').unwrap() + 1..words.find("</textarea>").unwrap()];
    let words = words.replace("&lt;", "<").replace("&gt;", ">");
    words
        .replace("&quot;", "\"")
        .replace("&amp;", "&")
        .trim_start_matches('\n')
        .to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn changes_of_different_paragraphs_are_put_together_in_one_step() {
    let forum = with_document(TEXT).await;
    let mut browser = second(&forum).await;
    let theirs = TEXT.replace("any time without", "an hour without");
    assert_eq!(save(&mut browser, "1", &theirs).await.status, 303);
    let mine = format!(
        "{}\nA line of mine.\n",
        TEXT.replace("the customers", "all who live there")
    );
    let told = save(&mut browser, "1", &mine).await;
    assert_eq!(told.status, 409);
    let page = told.text();
    assert!(
        page.contains("One place was changed by the other alone, one by you alone."),
        "{page}"
    );
    assert!(!page.contains("both of you wrote"), "{page}");
    assert!(page.contains("name=\"base\" value=\"1\""), "{page}");
    assert_eq!(typed(&page), mine);
    let text = typed(&page);
    let merge = [
        ("act", "merge"),
        ("base", "1"),
        ("based_on", "2"),
        ("text", &text),
    ];
    let both = browser.fill_in(EDIT, EDIT, &merge).await;
    assert_eq!(both.status, 200);
    let page = both.text();
    assert!(!page.contains("name=\"base\""), "{page}");
    let text = typed(&page);
    for words in [
        "an hour without a line",
        "all who live there",
        "A line of mine.",
    ] {
        assert!(text.contains(words), "{words}: {text}");
    }
    assert_eq!(save(&mut browser, "2", &text).await.status, 303);
    let file = browser.get("/documents/shared/3/file/markdown").await;
    assert_eq!(file.text(), text);
}

#[tokio::test(flavor = "multi_thread")]
async fn where_both_wrote_both_wordings_are_shown_and_none_is_lost() {
    let forum = with_document(TEXT).await;
    let mut browser = second(&forum).await;
    let theirs = TEXT
        .replace("any time", "an hour")
        .replace("customers", "households");
    assert_eq!(save(&mut browser, "1", &theirs).await.status, 303);
    let mine = TEXT.replace("any time", "a day");
    let told = save(&mut browser, "1", &mine).await;
    assert_eq!(told.status, 409);
    let page = told.text();
    assert!(page.contains("At one place both of you wrote."), "{page}");
    let sides = &page[page.find("class=\"sides\"").expect("both wordings")..];
    let sides = &sides[..sides.find("class=\"paper\"").unwrap()];
    assert!(
        sides.contains("an hour") && sides.contains("a day"),
        "{sides}"
    );
    assert!(!sides.contains("households"), "only what clashes: {sides}");
    let merge = [
        ("act", "merge"),
        ("base", "1"),
        ("based_on", "2"),
        ("text", &mine),
    ];
    let both = browser.fill_in(EDIT, EDIT, &merge).await;
    let text = typed(&both.text());
    let order =
        ["an hour without", "a day without", "the households"].map(|words| text.find(words));
    assert!(
        order.iter().all(Option::is_some) && order.is_sorted(),
        "{text}"
    );
    // Somebody comes between again: what was put together stays, and is offered once more.
    assert_eq!(
        save(&mut browser, "2", &theirs.replace("Words", "Terms"))
            .await
            .status,
        303
    );
    let told = save(&mut browser, "2", &text).await;
    assert_eq!(told.status, 409);
    assert!(
        told.text().contains("name=\"base\" value=\"2\""),
        "{}",
        told.text()
    );
    assert!(typed(&told.text()).contains("a day without"));
}

/// The value of a hidden field.
fn hidden(page: &str, name: &str) -> String {
    let field = format!("name=\"{name}\" value=\"");
    let at = page.find(&field).map(|at| at + field.len());
    let rest = &page[at.expect("a hidden field")..];
    rest[..rest.find('"').unwrap()].to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_kept_as_the_next_version_meanwhile_is_shown_and_put_together() {
    let forum = with_document(TEXT).await;
    let mut browser = second(&forum).await;
    let theirs = TEXT.replace("any time", "an hour");
    let keep = [
        ("act", "keep"),
        ("based_on", "1"),
        ("seen", "0"),
        ("text", &theirs),
    ];
    assert_eq!(browser.fill_in(EDIT, EDIT, &keep).await.status, 303);
    let mine = TEXT.replace("the customers", "all who live there");
    let told = save(&mut browser, "1", &mine).await;
    assert_eq!(told.status, 409);
    let page = told.text();
    assert!(
        page.contains("One place was changed by the other alone, one by you alone."),
        "{page}"
    );
    assert_eq!(typed(&page), mine);
    let (base, seen) = (hidden(&page, "base"), hidden(&page, "seen"));
    let merge = [
        ("act", "merge"),
        ("base", &base),
        ("based_on", "1"),
        ("seen", &seen),
        ("text", &mine),
    ];
    let page = browser.fill_in(EDIT, EDIT, &merge).await.text();
    let text = typed(&page);
    assert!(
        page.contains("data-refused"),
        "what the browser keeps is older: {page}"
    );
    assert!(
        text.contains("an hour without") && text.contains("all who live there"),
        "{text}"
    );
    let fields = [
        ("act", "save"),
        ("based_on", "1"),
        ("seen", &hidden(&page, "seen")),
        ("text", &text),
    ];
    assert_eq!(browser.fill_in(EDIT, EDIT, &fields).await.status, 303);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_base_that_nobody_wrote_puts_nothing_together() {
    let forum = with_document(TEXT).await;
    let mut browser = second(&forum).await;
    for (base, based_on) in [("9", "1"), ("x", "1"), ("1", "-1"), ("", "")] {
        let merge = [
            ("act", "merge"),
            ("base", base),
            ("based_on", based_on),
            ("text", "Mine."),
        ];
        let page = browser.fill_in(EDIT, EDIT, &merge).await;
        assert_eq!(page.status, 200, "{base} {based_on}");
        assert_eq!(typed(&page.text()), "Mine.");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_commented_sees_what_became_of_the_passage_and_nobody_else() {
    let forum = with_document(TEXT).await;
    let mut editor = second(&forum).await;
    let state = "/documents/shared/state";
    editor.fill_in(state, state, &[("to", "in-review")]).await;
    let ana = forum.person("Ana Lima", "civil-society").await;
    let mut author = forum.signed_in(&ana).await;
    let comment = "/documents/shared/1/comment";
    for on in ["3", "4"] {
        let words = [
            ("act", "send"),
            ("on", on),
            ("text", "Say it in fewer words."),
        ];
        let sent = author
            .fill_in(&format!("{comment}?on={on}"), comment, &words)
            .await;
        assert_eq!(sent.status, 303, "{}", sent.text());
    }
    let none = author.get("/documents/shared/mine").await;
    assert!(
        none.text().contains("Nothing you commented on has changed"),
        "{}",
        none.text()
    );
    assert!(
        !author
            .get("/me")
            .await
            .text()
            .contains("/documents/shared/mine")
    );
    let changed = TEXT.replace("any time without", "an hour without");
    assert_eq!(save(&mut editor, "1", &changed).await.status, 303);
    let page = author.get("/documents/shared/mine").await;
    let text = page.text();
    assert!(
        text.contains("An outage is any time without a line."),
        "as it was: {text}"
    );
    assert!(
        text.contains("<del>any time") && text.contains("<ins>an hour"),
        "{text}"
    );
    assert!(text.contains("These words are as they were."), "{text}");
    assert!(
        text.contains("/items/1") && text.contains("/items/2"),
        "{text}"
    );
    assert!(
        author
            .get("/me")
            .await
            .text()
            .contains("/documents/shared/mine")
    );
    others_see_nothing_of_it(&forum).await;
}

async fn others_see_nothing_of_it(forum: &TestForum) {
    let other = forum.person("Ben Otieno", "private-sector").await;
    let mut other = forum.signed_in(&other).await;
    let text = other.get("/documents/shared/mine").await;
    assert!(!text.text().contains("any time"), "{}", text.text());
    assert_ne!(
        forum.visitor().get("/documents/shared/mine").await.status,
        200
    );
    let hidden = forum.person("Cleo Dahl", "private-sector").await;
    let mut hidden = forum.signed_in(&hidden).await;
    assert_eq!(hidden.get("/documents/none/mine").await.status, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_preview_shows_tables_as_tables() {
    let forum = with_document(TEXT).await;
    let mut browser = second(&forum).await;
    let text = "| Line | Change |\n|---|---|\n| 1 | **Define** it |\n| 2 | |\n\nAfter it.\n";
    let fields = [("act", "preview"), ("based_on", "1"), ("text", text)];
    let page = browser.fill_in(EDIT, EDIT, &fields).await;
    let page = page.text();
    assert!(page.contains("<th scope=\"col\">Line"), "{page}");
    assert!(page.contains("<strong>Define</strong> it"), "{page}");
    assert_eq!(page.matches("<tr>").count(), 3, "{page}");
    assert!(page.contains("<p>After it.</p>"), "{page}");
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_are_given_as_pdf_or_it_is_said_what_is_missing() {
    let forum = with_document(TEXT).await;
    let mut editor = second(&forum).await;
    let state = "/documents/shared/state";
    assert_eq!(
        forum
            .visitor()
            .get("/documents/shared/1/file/pdf")
            .await
            .status,
        404
    );
    editor.fill_in(state, state, &[("to", "in-review")]).await;
    let mut public = forum.visitor();
    let page = public.get("/documents/shared/1/file/pdf").await;
    match page.status.as_u16() {
        200 => assert!(page.body.starts_with(b"%PDF-1.7")),
        501 => assert!(page.text().contains("apt-get install"), "{}", page.text()),
        other => panic!("{other}"),
    }
    assert!(
        public
            .get("/documents/shared")
            .await
            .text()
            .contains("/documents/shared/1/file/pdf")
    );
}
