//! The arriving pages over HTTP.

use crate::testing::TestForum;

#[tokio::test(flavor = "multi_thread")]
async fn the_front_page_says_what_is_open_and_until_when_in_both_zones() {
    let forum = TestForum::open().await;
    let page = forum.visitor().get("/").await;
    assert_eq!(page.status, 200);
    let text = page.text();
    assert!(
        text.contains("Call") && text.contains("EAT") && text.contains("UTC"),
        "{text}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unchanged_front_page_is_not_sent_twice_and_a_changed_one_is() {
    let forum = TestForum::open().await;
    let mut browser = forum.visitor();
    let tag = browser.get("/").await.headers["etag"]
        .to_str()
        .unwrap()
        .to_owned();
    assert_eq!(
        browser.get_with("/", "if-none-match", &tag).await.status,
        304
    );
    forum.pass_ms(plenary_kit::time::DAY_MS);
    assert_eq!(
        browser.get_with("/", "if-none-match", &tag).await.status,
        200
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cycle_shows_its_phases_and_one_that_is_not_there_is_not_there() {
    let forum = TestForum::open().await;
    assert!(
        forum
            .visitor()
            .get("/cycles/2026")
            .await
            .text()
            .contains("Review")
    );
    assert_eq!(forum.visitor().get("/cycles/1999").await.status, 404);
    assert_eq!(forum.visitor().get("/cycles").await.status, 200);
}
