//! The pages: the list, an item, a file; what is not for a reader is not there.

use plenary_kit::policy::{Attribution, Mark};
use plenary_kit::time::DAY_MS;

use super::{files, marked, says};
use crate::docket::rules::FileItem;
use crate::docket::tally;
use crate::docket::{Format, ItemNumber};
use crate::testing::{Page, TestForum};

fn status(page: &Page) -> u16 {
    page.status.as_u16()
}

#[tokio::test]
async fn the_docket_says_how_many_came_and_lists_them() {
    let forum = TestForum::open().await;
    let (ana, ben) = (
        forum.person("Ana Lima", "civil-society").await,
        forum.person("Ben", "government").await,
    );
    files(
        &forum,
        &ana,
        FileItem {
            title: Some("A rule <b>for</b> all".into()),
            ..says("Words.")
        },
    )
    .await;
    files(
        &forum,
        &ben,
        FileItem {
            group: Some("government".into()),
            ..says("The second of two.")
        },
    )
    .await;
    let page = forum.visitor().get("/docket").await;
    let text = page.text();
    assert_eq!(status(&page), 200);
    assert!(text.contains("2 inputs came"), "{text}");
    assert!(
        text.contains("A rule &lt;b&gt;for&lt;/b&gt; all") && !text.contains("<b>for</b>"),
        "{text}"
    );
    assert!(
        text.contains("Ana Lima")
            && text.contains("The second of two.")
            && text.contains("href=\"/items/2\"")
    );
    assert!(
        text.contains("?group=government") && text.contains("TLP:CLEAR"),
        "{text}"
    );
    let same = forum
        .visitor()
        .get("/cycles/2026/docket?kind=contribution&group=government")
        .await
        .text();
    assert!(
        same.contains("/items/2\"") && !same.contains("/items/1\""),
        "{same}"
    );
    for path in [
        "/cycles/none/docket",
        "/docket?kind=nonsense",
        "/docket?after=999",
    ] {
        assert_eq!(status(&forum.visitor().get(path).await), 404, "{path}");
    }
}

#[tokio::test]
async fn a_docket_has_pages_that_lead_to_each_other() {
    let forum = TestForum::open().await;
    let ana = forum.person("Ana", "civil-society").await;
    for _ in 0..103 {
        super::act_file(&forum.app, &ana, says("Words."), true).await;
    }
    forum.app.settle().await.unwrap();
    let first = forum.visitor().get("/docket").await.text();
    assert_eq!(first.matches("href=\"/items/").count(), 100);
    assert!(first.contains("href=\"/docket?after=4\"") && !first.contains("before="));
    let second = forum.visitor().get("/docket?after=4").await.text();
    assert_eq!(second.matches("href=\"/items/").count(), 3);
    assert!(second.contains("href=\"/docket?before=3\"") && !second.contains("after="));
    let size = first.len();
    assert!(size < 120_000, "{size}");
}

#[tokio::test]
async fn an_item_shows_its_words_in_their_language_and_never_runs_them() {
    let forum = TestForum::open().await;
    let ana = forum.person("Ana Lima", "civil-society").await;
    let ask = FileItem {
        lang: "ar".into(),
        format: Format::Markdown,
        ..says("**مرحبا** <script>alert(1)</script> [x](javascript:alert(1))")
    };
    let number = files(&forum, &ana, ask).await;
    let page = forum
        .visitor()
        .get(&format!("/items/{number}"))
        .await
        .text();
    assert!(
        page.contains("lang=\"ar\" dir=\"rtl\"") && page.contains("<strong>مرحبا</strong>"),
        "{page}"
    );
    assert!(
        !page.contains("<script>alert") && !page.contains("javascript:"),
        "{page}"
    );
    assert!(
        page.contains("Ana Lima") && page.contains("EAT") && page.contains("UTC"),
        "{page}"
    );
    assert!(
        page.contains("Named:") && page.contains("Everyone may read and share it."),
        "{page}"
    );
    assert!(
        page.contains("/items/1/receipt") && !page.contains("/items/1/erase"),
        "{page}"
    );
    assert!(!page.contains("class=\"late\""), "{page}");
}

#[tokio::test]
async fn a_late_item_says_so_and_an_item_about_it_stands_on_its_page() {
    let forum = TestForum::open().await;
    let ana = forum.person("Ana", "civil-society").await;
    forum.pass_ms(31 * DAY_MS);
    let number = files(&forum, &ana, says("After the call.")).await;
    let about = FileItem {
        about: Some(number),
        ..says("To the first.")
    };
    files(&forum, &ana, about).await;
    files(
        &forum,
        &ana,
        FileItem {
            about: Some(number),
            ..marked(Mark::Red, "Not for all.")
        },
    )
    .await;
    let page = forum
        .visitor()
        .get(&format!("/items/{number}"))
        .await
        .text();
    assert!(
        page.contains("class=\"late\"") && page.contains("To the first."),
        "{page}"
    );
    assert!(!page.contains("Not for all."), "{page}");
    let other = forum.visitor().get("/items/2").await.text();
    assert!(other.contains("href=\"/items/1\""), "{other}");
}

#[tokio::test]
async fn chatham_house_and_anonymous_say_no_name_anywhere() {
    let forum = TestForum::open().await;
    let ana = forum.person("Ana Lima", "civil-society").await;
    for attribution in [Attribution::ChathamHouse, Attribution::Anonymous] {
        files(
            &forum,
            &ana,
            FileItem {
                attribution,
                ..says("Whose words?")
            },
        )
        .await;
    }
    for path in ["/docket", "/items/1", "/items/2", "/docket?q=words"] {
        let page = forum.visitor().get(path).await.text();
        assert!(
            page.contains("hose words") || page.contains("<mark>"),
            "{page}"
        );
        assert!(
            !page.contains("Ana Lima") && !page.contains(ana.as_str()),
            "{path}: {page}"
        );
    }
    assert!(
        !forum
            .visitor()
            .get("/items/2")
            .await
            .text()
            .contains("Civil society")
    );
    assert!(
        forum
            .signed_in(&ana)
            .await
            .get("/items/2")
            .await
            .text()
            .contains("Ana Lima")
    );
}

#[tokio::test]
async fn what_is_not_for_a_reader_looks_like_what_was_never_there() {
    let forum = TestForum::open().await;
    let ana = forum.person("Ana", "civil-society").await;
    let ben = forum.person("Ben", "government").await;
    let ask = FileItem {
        files: vec![("a.pdf".into(), b"%PDF-1.7".to_vec())],
        ..marked(Mark::Red, "Secret.")
    };
    let secret = files(&forum, &ana, ask).await;
    let never = ItemNumber::fresh_code();
    let mut reader = forum.signed_in(&ben).await;
    for ending in ["", "/receipt", "/files/0", "/erase"] {
        let there = reader.get(&format!("/items/{secret}{ending}")).await;
        let not = reader.get(&format!("/items/{never}{ending}")).await;
        assert_eq!((status(&there), status(&not)), (404, 404), "{ending}");
        let same = there.text().replace(&secret.to_string(), "")
            == not.text().replace(&never.to_string(), "");
        assert!(same, "{ending}");
    }
    let file = forum
        .signed_in(&ana)
        .await
        .get(&format!("/items/{secret}/files/0"))
        .await;
    assert_eq!(
        (status(&file), file.body.as_slice()),
        (200, b"%PDF-1.7".as_slice())
    );
    assert!(
        file.headers["content-disposition"]
            .to_str()
            .unwrap()
            .starts_with("attachment")
    );
    assert_eq!(file.headers["x-content-type-options"], "nosniff");
    assert_eq!(
        status(&reader.get(&format!("/docket?after={secret}")).await),
        404
    );
}

#[tokio::test]
async fn a_page_the_visitor_has_is_not_sent_again_until_it_changes() {
    let forum = TestForum::open().await;
    let ana = forum.person("Ana", "civil-society").await;
    files(&forum, &ana, says("First.")).await;
    let page = forum.visitor().get("/docket").await;
    let tag = page.headers["etag"].to_str().unwrap().to_owned();
    assert_eq!(
        status(
            &forum
                .visitor()
                .get_with("/docket", "if-none-match", &tag)
                .await
        ),
        304
    );
    files(&forum, &ana, marked(Mark::Red, "Not for the public.")).await;
    assert_eq!(
        status(
            &forum
                .visitor()
                .get_with("/docket", "if-none-match", &tag)
                .await
        ),
        304
    );
    files(&forum, &ana, says("Second.")).await;
    assert_eq!(
        status(
            &forum
                .visitor()
                .get_with("/docket", "if-none-match", &tag)
                .await
        ),
        200
    );
}

#[tokio::test]
async fn a_tag_is_believed_until_something_is_written_or_the_hour_is_over() {
    let forum = TestForum::open().await;
    let ana = forum.person("Ana", "civil-society").await;
    files(&forum, &ana, says("First.")).await;
    let tag_of = |page: &crate::testing::Page| page.headers["etag"].to_str().unwrap().to_owned();
    let first = tag_of(&forum.visitor().get("/items/1").await);
    let held = forum
        .visitor()
        .get_with("/items/1", "if-none-match", &first)
        .await;
    assert_eq!((status(&held), tag_of(&held)), (304, first.clone()));
    assert_eq!(held.headers["cache-control"], "public, no-cache");
    assert!(
        held.headers.contains_key("vary") && held.headers.contains_key("content-security-policy")
    );

    let other = forum
        .visitor()
        .get_with("/items/1?lang=xx", "if-none-match", "\"another\"")
        .await;
    assert_eq!(status(&other), 200);
    let mut member = forum.signed_in(&ana).await;
    let own = member.get_with("/items/1", "if-none-match", &first).await;
    assert_eq!(
        status(&own),
        200,
        "a page of somebody signed in is made for them"
    );

    forum.pass_ms(plenary_kit::time::HOUR_MS);
    let later = forum
        .visitor()
        .get_with("/items/1", "if-none-match", &first)
        .await;
    assert_eq!(status(&later), 200, "it says how old the item is");
    let answer = FileItem {
        about: Some("1".parse().unwrap()),
        ..says("And more.")
    };
    let second = tag_of(&later);
    files(&forum, &ana, answer).await;
    let changed = forum
        .visitor()
        .get_with("/items/1", "if-none-match", &second)
        .await;
    assert_eq!(status(&changed), 200, "it names what was said about it");
}

#[tokio::test]
async fn the_head_counts_anew_after_an_act_and_with_the_clock() {
    let forum = TestForum::open().await;
    let ana = forum.person("Ana", "civil-society").await;
    let reach = crate::policy::reach(&plenary_kit::policy::Viewer::default());
    let head = || {
        let now = forum.app.now();
        forum
            .app
            .read(|db| tally::kept_head(&forum.app, db, &reach, &forum.cycle, now))
            .unwrap()
    };
    assert_eq!(head().items, 0);
    files(&forum, &ana, says("First.")).await;
    assert_eq!(head().items, 1);
    assert!(
        std::sync::Arc::ptr_eq(&head(), &head()),
        "nothing changed, nothing is counted"
    );
    forum.pass_ms(400 * plenary_kit::time::DAY_MS);
    assert_eq!((head().items, head().overdue), (1, 1));
}

#[tokio::test]
async fn a_search_marks_what_was_found() {
    let forum = TestForum::open().await;
    let ana = forum.person("Ana", "civil-society").await;
    files(
        &forum,
        &ana,
        FileItem {
            title: Some("Two rules".into()),
            ..says("One <i>rule</i> is enough.")
        },
    )
    .await;
    let page = forum.visitor().get("/docket?q=rule").await.text();
    assert!(page.contains("Two <mark>rules</mark>"), "{page}");
    assert!(
        page.contains("&lt;i&gt;<mark>rule</mark>&lt;/i&gt;"),
        "{page}"
    );
    assert!(
        forum
            .visitor()
            .get("/docket?q=%22")
            .await
            .text()
            .contains("No item of this cycle that you may read")
    );
}
