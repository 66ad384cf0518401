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

async fn publish_call(forum: &TestForum) {
    let secretary = forum.secretary("Sam Toth").await;
    let edit = "/cycles/2026/call/edit";
    let fields = [
        ("title", "Tell us"),
        ("text", "About outages."),
        ("answer1", "What happened?"),
    ];
    let mut browser = forum.signed_in(&secretary).await;
    let done = browser.fill_in(edit, edit, &fields).await;
    assert_eq!(done.status, 303, "{}", done.text());
}

/// Lets the forum's clock go on to so many days after the test world's first.
fn days_later(forum: &TestForum, days: i64) {
    forum.pass_ms(days * plenary_kit::time::DAY_MS);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_front_page_says_what_one_can_do_in_each_phase_and_between_them() {
    let forum = TestForum::open().await;
    publish_call(&forum).await;
    let mut browser = forum.visitor();
    let call = browser.get("/").await.text();
    assert!(
        call.contains("href=\"/cycles/2026/contribute\">Contribute</a>"),
        "{call}"
    );
    assert!(call.contains("30 days left"), "{call}");
    days_later(&forum, 35);
    let between = browser.get("/").await.text();
    assert!(between.contains("No phase is open today"), "{between}");
    assert!(
        between.contains("<strong>Review</strong></bdi>, from"),
        "{between}"
    );
    assert!(between.contains("Contribute late"), "{between}");
    days_later(&forum, 10);
    let review = browser.get("/").await.text();
    assert!(
        review.contains("Read the draft and comment on the passage"),
        "{review}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn two_living_cycles_are_both_open_and_a_forum_without_one_says_so() {
    let forum = TestForum::open().await;
    let secretary = forum.secretary("Sam Toth").await;
    let mut browser = forum.signed_in(&secretary).await;
    let new = "/cycles/new";
    let day = |day: i64| {
        let at = crate::testing::START.plus_ms(day * plenary_kit::time::DAY_MS);
        let stamp = jiff::Timestamp::from_millisecond(at.0).unwrap();
        stamp.strftime("%Y-%m-%dT%H:%M").to_string()
    };
    let (opens, closes) = (day(-1), day(9));
    let fields = [
        ("title", "A second work"),
        ("slug", "second"),
        ("drafting-opens", opens.as_str()),
        ("drafting-closes", closes.as_str()),
    ];
    let opened = browser.fill_in(new, new, &fields).await;
    assert_eq!(opened.status, 303, "{}", opened.text());
    let both = forum.visitor().get("/").await.text();
    assert!(
        both.contains("A second work") && both.contains("The year's work"),
        "{both}"
    );
    assert!(both.contains("The editor writes the draft"), "{both}");
    for slug in ["second", "2026"] {
        let close = format!("/cycles/{slug}/close");
        let closed = browser.fill_in(&close, &close, &[]).await;
        assert_eq!(closed.status, 303, "{}", closed.text());
    }
    let rest = forum.visitor().get("/").await.text();
    assert!(rest.contains("Nothing is open now."), "{rest}");
    let closed = forum.visitor().get("/cycles/second").await.text();
    assert!(
        !closed.contains("open now") && !closed.contains(" left"),
        "{closed}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_with_a_word_for_a_number_names_nothing() {
    let forum = TestForum::open().await;
    for path in [
        "/documents/draft/third",
        "/documents/draft/1/comments/x/y",
        "/items/1/files/first",
    ] {
        let page = forum.visitor().get(path).await;
        assert_eq!(page.status, 404, "{path}");
        assert!(page.text().contains("</html>"), "{path}: {}", page.text());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_names_its_feeds_to_programs_and_to_people() {
    let forum = TestForum::open().await;
    let mut browser = forum.visitor();
    let feeds = [
        ("/", "/cycles/2026/docket.atom"),
        ("/", "/cycles/2026/calendar.ics"),
        ("/cycles/2026", "/cycles/2026/sessions.atom"),
        ("/cycles/2026/sessions", "/cycles/2026/calendar.ics"),
        ("/docket", "/cycles/2026/docket.atom"),
        ("/answers", "/answers.atom"),
    ];
    for (page, feed) in feeds {
        let text = browser.get(page).await.text();
        let named = text.contains("rel=\"alternate\"")
            && text.matches(&format!("href=\"{feed}\"")).count() >= 2;
        assert!(named, "{page} does not name {feed}: {text}");
        assert_eq!(browser.get(feed).await.status, 200, "{feed}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cycle_s_page_draws_its_course_with_a_table_and_marks_today() {
    let forum = TestForum::open().await;
    let ana = forum.person("Ana Lima", "civil-society").await;
    let mut author = forum.signed_in(&ana).await;
    let ask = r#"{"texts":[{"text":"Storms come in March."}],"format":"plain","lang":"en","mark":"clear"}"#;
    let request = author
        .request("POST", "/api/cycles/2026/items")
        .header("idempotency-key", "one")
        .body(axum::body::Body::from(ask))
        .unwrap();
    assert_eq!(author.send(request).await.status, 201);
    let page = forum.visitor().get("/cycles/2026").await.text();
    for needed in [
        "One input came",
        "0 are answered",
        "class=\"now\"",
        "<title id=\"course-title\">",
        "Inputs and answers, day by day",
    ] {
        assert!(page.contains(needed), "{needed}: {page}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_has_a_part_in_the_work_finds_it_first_and_the_first_steps_end_with_the_call() {
    let forum = TestForum::open().await;
    let editor = forum
        .holder("Bo Ek", plenary_kit::policy::Role::Editor)
        .await;
    let page = forum.signed_in(&editor).await.get("/").await.text();
    let (top, _) = page.split_once("Open now").unwrap();
    assert!(top.contains("The queue of open items"), "{top}");
    let secretary = forum.secretary("Sec Retary").await;
    let mut browser = forum.signed_in(&secretary).await;
    let before = browser.get("/").await.text();
    assert!(before.contains("First steps"), "{before}");
    assert!(before.contains("/cycles/2026/call/edit"), "{before}");
    let public = forum.visitor().get("/").await.text();
    assert!(!public.contains("First steps") && !public.contains("For you"));
    publish_call(&forum).await;
    assert!(!browser.get("/").await.text().contains("First steps"));
}
