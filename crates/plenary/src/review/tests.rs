//! The pages where document and comments meet, over HTTP.

mod story;
mod writing;

use plenary_kit::policy::Role;

use crate::testing::TestForum;

/// A document made through the pages alone, by its editor.
async fn with_document(text: &str) -> TestForum {
    let forum = TestForum::open().await;
    let editor = forum.holder("Asne Hoyland", Role::Editor).await;
    let mut browser = forum.signed_in(&editor).await;
    let new = "/cycles/2026/documents/new";
    let opening = [("title", "Shared"), ("slug", "shared"), ("lang", "en")];
    let answer = browser.fill_in(new, new, &opening).await;
    assert_eq!(answer.status, 303, "{}", answer.text());
    let edit = "/documents/shared/edit";
    let preview = [("act", "preview"), ("based_on", "0"), ("text", text)];
    let answer = browser.fill_in(edit, edit, &preview).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    assert!(answer.text().contains("Recognised"), "{}", answer.text());
    let save = [("act", "save"), ("based_on", "0"), ("text", text)];
    let answer = browser.fill_in(edit, edit, &save).await;
    assert_eq!(answer.status, 303, "{}", answer.text());
    forum
}

const TEXT: &str = "# Shared\n\n## 1. Words\n\nAn outage is any time without a line.\n\nA community means the customers.\n";

#[tokio::test(flavor = "multi_thread")]
async fn a_draft_is_not_there_for_the_public_until_it_is_let_into_review() {
    let forum = with_document(TEXT).await;
    let mut public = forum.visitor();
    assert_eq!(public.get("/documents/shared").await.status, 404);
    assert_eq!(
        public.get("/documents/shared/1/file/text").await.status,
        404
    );
    let editor = forum.holder("Bo Ek", Role::Editor).await;
    let mut browser = forum.signed_in(&editor).await;
    let state = "/documents/shared/state";
    let answer = browser.fill_in(state, state, &[("to", "in-review")]).await;
    assert_eq!(answer.status, 303, "{}", answer.text());
    let page = public.get("/documents/shared").await;
    assert_eq!(page.status, 200);
    assert!(
        page.text().contains("An outage is any time"),
        "{}",
        page.text()
    );
    let file = public.get("/documents/shared/1/file/markdown").await;
    assert_eq!(file.text(), TEXT);
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_who_write_at_once_the_second_sees_both_texts() {
    let forum = with_document(TEXT).await;
    let editor = forum.holder("Bo Ek", Role::Editor).await;
    let mut browser = forum.signed_in(&editor).await;
    let edit = "/documents/shared/edit";
    let first = [
        ("act", "save"),
        ("based_on", "1"),
        ("text", "One changed text."),
    ];
    assert_eq!(browser.fill_in(edit, edit, &first).await.status, 303);
    let second = [
        ("act", "save"),
        ("based_on", "1"),
        ("text", "Another changed text."),
    ];
    let answer = browser.fill_in(edit, edit, &second).await;
    assert_eq!(answer.status, 409);
    assert!(answer.text().contains("Another changed text."));
    assert!(
        answer.text().contains("/documents/shared/2"),
        "{}",
        answer.text()
    );
    let both = browser.get("/documents/shared/compare/1/2").await;
    assert!(both.text().contains("One changed text."), "{}", both.text());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_text_is_final_only_when_every_item_is_answered() {
    let forum = with_document(TEXT).await;
    let editor = forum.holder("Bo Ek", Role::Editor).await;
    let mut browser = forum.signed_in(&editor).await;
    let state = "/documents/shared/state";
    browser.fill_in(state, state, &[("to", "in-review")]).await;
    let comment = "/documents/shared/1/comment";
    let ana = forum.person("Ana Lima", "civil-society").await;
    let mut author = forum.signed_in(&ana).await;
    let words = [("act", "send"), ("on", "3"), ("text", "Shorter, please.")];
    let sent = author
        .fill_in("/documents/shared/1/comment?on=3", comment, &words)
        .await;
    assert_eq!(sent.status, 303, "{}", sent.text());
    let answer = browser.fill_in(state, state, &[("to", "final")]).await;
    assert_eq!(answer.status, 409);
    assert!(answer.text().contains("/items/1"), "{}", answer.text());
    let page = forum.visitor().get("/documents/shared").await;
    assert!(page.text().contains("Shorter, please."), "{}", page.text());
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_that_name_what_is_not_there_are_not_there() {
    let forum = with_document(TEXT).await;
    let editor = forum.holder("Bo Ek", Role::Editor).await;
    let mut browser = forum.signed_in(&editor).await;
    let missing = [
        "/documents/none",
        "/documents/shared/9",
        "/documents/shared/0",
        "/documents/shared/1?part=7",
        "/documents/shared/compare/1/1",
        "/documents/shared/compare/1/9",
        "/documents/shared/9/places",
        "/documents/shared/1/comments?block=x",
        "/documents/shared/1/file/exe",
    ];
    for path in missing {
        assert_eq!(browser.get(path).await.status, 404, "{path}");
    }
    let none = "/documents/shared/edit";
    let empty = [("act", "save"), ("based_on", "1"), ("text", "  ")];
    assert_eq!(browser.fill_in(none, none, &empty).await.status, 422);
    let reader = forum.person("Ana Lima", "civil-society").await;
    let mut reader = forum.signed_in(&reader).await;
    assert_eq!(reader.get("/documents/shared/edit").await.status, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_draft_of_two_megabytes_is_read_in_parts() {
    let paragraph = "The cable lies in shallow water and is cut by anchors every second year. ";
    let text = format!("{}\n\n", paragraph.repeat(20)).repeat(1_400);
    let forum = with_document(&text).await;
    let editor = forum.holder("Bo Ek", Role::Editor).await;
    let mut browser = forum.signed_in(&editor).await;
    let page = browser.get("/documents/shared").await;
    assert_eq!(page.status, 200);
    assert!(page.text().contains("?part=2"));
    assert_eq!(browser.get("/documents/shared/1?part=12").await.status, 200);
    let holding = browser.get("/documents/shared/1?at=130").await.text();
    assert!(holding.contains("id=\"b130\""), "the part with that block");
    let first = browser.get("/documents/shared/1?at=999999").await.text();
    assert!(first.contains("id=\"b1\""), "the first where there is none");
}

/// A comment by somebody of a group, under a mark.
async fn comments(forum: &TestForum, name: &str, group: &str, more: [(&str, &str); 2]) {
    let person = forum.person(name, group).await;
    let mut author = forum.signed_in(&person).await;
    let form = "/documents/shared/1/comment";
    let mut words = vec![
        ("act", "send"),
        ("on", "3"),
        ("group", group),
        ("text", "Why?"),
    ];
    words.extend(more);
    let sent = author.fill_in(&format!("{form}?on=3"), form, &words).await;
    assert_eq!(sent.status, 303, "{}", sent.text());
}

/// A text in review with a Chatham House comment, an anonymous one, and one for the community only.
async fn with_three_voices() -> TestForum {
    let forum = with_document(TEXT).await;
    let editor = forum.holder("Bo Ek", Role::Editor).await;
    let mut browser = forum.signed_in(&editor).await;
    let state = "/documents/shared/state";
    browser.fill_in(state, state, &[("to", "in-review")]).await;
    let open = ("mark", "clear");
    comments(
        &forum,
        "Ana Lima",
        "civil-society",
        [open, ("attribution", "chatham-house")],
    )
    .await;
    comments(
        &forum,
        "Gil Roy",
        "government",
        [open, ("attribution", "anonymous")],
    )
    .await;
    let green = ("mark", "green");
    comments(
        &forum,
        "Pia Sen",
        "private-sector",
        [green, ("attribution", "named")],
    )
    .await;
    forum
}

#[tokio::test(flavor = "multi_thread")]
async fn the_figure_counts_the_voices_its_reader_may_know_of_and_groups_as_they_are_shown() {
    let forum = with_three_voices().await;
    let public = forum
        .visitor()
        .get("/documents/shared/coverage")
        .await
        .text();
    let figure = public.split("<figure").nth(1).unwrap_or("");
    let figure = figure.split("</figure>").next().unwrap_or("");
    assert!(figure.contains("2 voices of the cycle"), "{public}");
    assert!(
        figure.contains("Civil society → Not answered yet: 1"),
        "{figure}"
    );
    assert!(
        figure.contains("No group shown → Not answered yet: 1"),
        "{figure}"
    );
    for hidden in ["Government", "Private sector", "Ana Lima"] {
        assert!(!figure.contains(hidden), "{hidden}: {figure}");
    }
    let member = forum.person("Mia Ott", "technical-community").await;
    let seen = forum
        .signed_in(&member)
        .await
        .get("/documents/shared/coverage")
        .await
        .text();
    assert!(seen.contains("3 voices of the cycle"), "{seen}");
    assert!(
        seen.contains("Private sector → Not answered yet: 1"),
        "{seen}"
    );
}
