//! Feeds say what their pages say, well formed, to whom it is for.

use axum::body::Body;
use plenary_kit::id::ParticipantId;
use serde_json::json;

use crate::testing::{Page, TestForum};

/// Reads an Atom document strictly enough to fail on anything a feed reader would: tags that do not match, bare signs,
/// missing members. Gives the titles of the entries.
fn titles(page: &Page) -> Vec<String> {
    assert_eq!(page.status, 200);
    assert_eq!(
        page.headers["content-type"],
        "application/atom+xml; charset=utf-8"
    );
    let text = page.text();
    let mut open: Vec<&str> = Vec::new();
    let mut rest = text
        .strip_prefix("<?xml version=\"1.0\" encoding=\"utf-8\"?>")
        .unwrap();
    while let Some((words, after)) = rest.split_once('<') {
        assert!(!words.contains('>'), "a bare sign in {words:?}");
        let (tag, after) = after.split_once('>').unwrap();
        match (tag.strip_prefix('/'), tag.ends_with('/')) {
            (Some(name), _) => assert_eq!(open.pop(), Some(name)),
            (None, true) => {}
            (None, false) => open.push(tag.split(' ').next().unwrap()),
        }
        rest = after;
    }
    assert!(open.is_empty(), "{open:?} stay open");
    let (head, entries) = text.split_once("<entry").unwrap_or((&text, ""));
    for needed in [
        "<id>http",
        "<title>",
        "<updated>20",
        "rel=\"self\"",
        "<author><name>",
    ] {
        assert!(head.contains(needed), "the feed has {needed}");
    }
    let entries = entries
        .split("<entry")
        .filter(|entry| entry.contains("<id>"));
    entries
        .map(|entry| {
            assert!(entry.contains("<updated>20") && entry.contains("rel=\"alternate\""));
            let title = entry.split("<title>").nth(1).unwrap();
            title.split("</title>").next().unwrap().to_owned()
        })
        .collect()
}

async fn files(forum: &TestForum, person: &ParticipantId, words: &str, mark: &str) {
    let mut browser = forum.signed_in(person).await;
    let ask =
        json!({ "texts": [{ "text": words }], "format": "plain", "lang": "en", "mark": mark });
    let request = browser
        .request("POST", "/api/cycles/2026/items")
        .header("idempotency-key", mark)
        .body(Body::from(ask.to_string()))
        .unwrap();
    assert_eq!(browser.send(request).await.status, 201);
}

async fn forum_with_items() -> TestForum {
    let forum = TestForum::open().await;
    let ana = forum.person("Ana Mora & Co", "civil-society").await;
    files(&forum, &ana, "Fish & chips <b> \u{fffe} at dusk.", "clear").await;
    files(&forum, &ana, "A green line.", "green").await;
    forum
}

#[tokio::test]
async fn the_docket_s_feed_holds_what_its_reader_may_see_and_is_well_formed() {
    let forum = forum_with_items().await;
    let page = forum.visitor().get("/cycles/2026/docket.atom").await;
    let public = titles(&page);
    assert_eq!(public.len(), 1, "{public:?}");
    assert!(page.text().contains("Ana Mora &amp; Co"));
    assert!(
        page.text()
            .contains("Fish &amp; chips &lt;b&gt; \u{fffd} at dusk.")
    );
    let bo = forum.person("Bo", "government").await;
    let mut browser = forum.signed_in(&bo).await;
    assert_eq!(
        titles(&browser.get("/cycles/2026/docket.atom").await).len(),
        2
    );
}

#[tokio::test]
async fn a_feed_that_did_not_change_is_not_sent_again() {
    let forum = forum_with_items().await;
    let mut browser = forum.visitor();
    let page = browser.get("/cycles/2026/docket.atom").await;
    let tag = page.headers["etag"].to_str().unwrap().to_owned();
    let again = browser
        .get_with("/cycles/2026/docket.atom", "if-none-match", &tag)
        .await;
    assert_eq!(again.status, 304);
}

#[tokio::test]
async fn feeds_of_nothing_are_feeds_and_of_what_is_not_there_are_not() {
    let forum = TestForum::open().await;
    let mut browser = forum.visitor();
    for path in [
        "/answers.atom",
        "/cycles/2026/sessions.atom",
        "/cycles/2026/docket.atom",
    ] {
        assert_eq!(titles(&browser.get(path).await), Vec::<String>::new());
    }
    for path in [
        "/cycles/2099/docket.atom",
        "/cycles/2099/sessions.atom",
        "/documents/none/versions.atom",
    ] {
        assert_eq!(browser.get(path).await.status, 404, "{path}");
    }
}
