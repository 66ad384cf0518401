//! Posts as tools send them, and what they are answered.

use super::{Reader, World, post};

#[tokio::test(flavor = "multi_thread")]
async fn a_post_as_zoom_takes_it_is_answered_with_its_number_and_taken_once() {
    let world = World::new().await;
    let link = world.link("1").await;
    let mut tool = world.forum.visitor();
    let zoom = format!("{link}/closedcaption?plenary=1");
    assert_eq!(tool.get(&format!("{link}/seq")).await.text(), "0");
    for _ in 0..2 {
        let taken = post(&mut tool, &format!("{zoom}&seq=1&lang=en-US"), b"Good ").await;
        assert_eq!((taken.status.as_u16(), taken.text().as_str()), (200, "1"));
    }
    post(
        &mut tool,
        &format!("{zoom}&seq=2&lang=en-US"),
        b"morning.\n",
    )
    .await;
    let seq = format!("{link}/closedcaption/seq?plenary=1");
    assert_eq!(tool.get(&seq).await.text(), "2");
    let mut reader = Reader::default();
    world.read(&mut tool, &mut reader).await;
    assert_eq!(reader.text(), "Good morning.\n");
    let page = tool.get("/sessions/hearing/live").await.text();
    assert!(page.contains("Good morning.") && page.contains("lang=\"en-US\""));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_tool_that_names_its_own_origin_is_heard_and_its_cookies_open_nothing_else() {
    let world = World::new().await;
    let link = world.link("1").await;
    let mut browser = world.forum.signed_in(&world.captioner).await;
    let page = "/sessions/hearing/captions";
    let token = browser.get(page).await.hidden("csrf");
    let form = format!("csrf={token}&seat=2");
    let mut from_zoom = async |path: &str, words: &str, site: &str| {
        let request = browser
            .request("POST", path)
            .header("content-type", "application/x-www-form-urlencoded")
            .header("origin", "https://us02web.zoom.us")
            .header("sec-fetch-site", site)
            .body(axum::body::Body::from(words.to_owned()))
            .unwrap();
        browser.send(request).await.status.as_u16()
    };
    for path in [
        format!("{link}?seq=1"),
        format!("{link}/closedcaption?seq=2"),
    ] {
        assert_eq!(from_zoom(&path, "Good morning. ", "cross-site").await, 200);
    }
    // Every other door stays shut to foreign pages, the page to type in too.
    for path in [page.to_owned(), format!("{link}/typed")] {
        assert_eq!(from_zoom(&path, &form, "cross-site").await, 403, "{path}");
    }
    let links =
        |db: &plenary_kit::db::Db<'_>| crate::caption::store::links(db, &world.session().id);
    assert_eq!(world.forum.app.read(links).unwrap().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_tool_that_was_started_again_and_counts_from_one_loses_no_word() {
    let world = World::new().await;
    let link = world.link("1").await;
    let mut tool = world.forum.visitor();
    for (number, words) in [
        (1, "One "),
        (2, "two "),
        (3, "three "),
        (1, "four "),
        (2, "two "),
    ] {
        let sent = post(&mut tool, &format!("{link}?seq={number}"), words.as_bytes()).await;
        assert_eq!(sent.status, 200);
    }
    let mut reader = Reader::default();
    world.read(&mut tool, &mut reader).await;
    assert_eq!(reader.text(), "One two three four two ");
    assert_eq!(tool.get(&format!("{link}/seq")).await.text(), "2");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_gap_is_filled_when_the_late_packet_comes() {
    let world = World::new().await;
    let link = world.link("1").await;
    let mut tool = world.forum.visitor();
    let mut reader = Reader::default();
    for (number, words, shown) in [
        (1, "One ", "One "),
        (3, "three ", "One three "),
        (2, "two ", "One two three "),
    ] {
        post(&mut tool, &format!("{link}?seq={number}"), words.as_bytes()).await;
        world.read(&mut tool, &mut reader).await;
        assert_eq!(reader.text(), shown);
    }
    assert_eq!(reader.anew, 1, "the reader never had to begin anew");
}

#[tokio::test(flavor = "multi_thread")]
async fn deletions_reach_into_earlier_posts_and_only_into_ones_own() {
    let world = World::new().await;
    let (one, two) = (world.link("1").await, world.link("2").await);
    assert_ne!(one, two);
    let mut tool = world.forum.visitor();
    post(&mut tool, &one, b"Good mroning").await;
    post(&mut tool, &one, b"\x08\x08\x08\x08\x08\x08orning ").await;
    post(&mut tool, &two, b"everyone.").await;
    post(&mut tool, &one, b"\x08, ").await;
    let mut reader = Reader::default();
    world.read(&mut tool, &mut reader).await;
    assert_eq!(reader.text(), "Good morningeveryone., ");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_that_leaked_is_replaced_and_the_captions_go_on() {
    let world = World::new().await;
    let leaked = world.link("1").await;
    let mut tool = world.forum.visitor();
    post(&mut tool, &leaked, b"Before. ").await;
    let fresh = world.link("1").await;
    let refused = post(&mut tool, &leaked, b"Mischief. ").await;
    assert_eq!(refused.status, 410);
    assert!(refused.text().contains("was replaced"));
    assert_eq!(tool.get(&leaked).await.status, 410);
    assert_eq!(tool.get(&format!("{leaked}/seq")).await.status, 410);
    assert_eq!(post(&mut tool, &fresh, b"After.").await.status, 200);
    let mut reader = Reader::default();
    world.read(&mut tool, &mut reader).await;
    assert_eq!(reader.text(), "Before. After.");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_taken_is_told_in_a_sentence_with_its_status() {
    let world = World::new().await;
    let link = world.link("1").await;
    let mut tool = world.forum.visitor();
    let much = vec![b'a'; super::super::rules::PACKET_BYTES + 1];
    for (path, bytes, status, says) in [
        (link.clone(), much.as_slice(), 413, "at most 16 KiB"),
        (format!("{link}/closedcaption"), b"a", 400, "seq=1"),
        ("/captions/unknown".into(), b"a", 404, "not known here"),
    ] {
        let refused = post(&mut tool, &path, bytes).await;
        assert_eq!(refused.status, status);
        assert!(refused.text().contains(says), "{}", refused.text());
    }
    let fast = |sent: &crate::testing::Page| sent.status == 429;
    let mut refused = None;
    for _ in 0..=super::super::rules::RATE.burst {
        refused = Some(post(&mut tool, &link, b"a").await);
    }
    let refused = refused.unwrap();
    assert!(
        fast(&refused) && refused.text().contains("At most 40")
            || refused.text().contains("at most 40")
    );
    assert_eq!(refused.headers["retry-after"], "1");
}

#[tokio::test(flavor = "multi_thread")]
async fn arrows_inside_speech_neither_break_the_text_nor_the_record() {
    let world = World::new().await;
    let link = world.link("1").await;
    let mut tool = world.forum.visitor();
    let said = b">> ANA KIM: It went from 3 >> 4 and so on.\n>> BEN OLE: I see.\n";
    for letter in said {
        post(&mut tool, &link, &[*letter]).await;
    }
    let page = tool.get("/sessions/hearing/live").await.text();
    assert!(page.contains("It went from 3 &gt;&gt; 4 and so on."));
    let record = plenary_captions::Record::from_bytes(said);
    assert_eq!(record.turns.len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_line_is_typed_without_scripts_and_a_second_press_says_it_once() {
    let world = World::new().await;
    let link = world.link("1").await;
    let mut hand = world.forum.visitor();
    let page = hand.get(&link).await;
    assert!(page.text().contains("Zoë Ångström") && page.text().contains("What is an outage?"));
    let key = page.hidden("key");
    let fields = [
        ("key", key.as_str()),
        ("by", "hand"),
        ("words", "Good morning."),
    ];
    let action = format!("{link}/typed");
    for _ in 0..2 {
        assert_eq!(hand.post(&action, &fields).await.status, 303);
    }
    let typed = [("seq", "1"), ("words", ">> MODERATOR: Wel")];
    assert_eq!(hand.post(&action, &typed).await.text(), "1");
    let typed = [("seq", "2"), ("words", "\u{8}\u{8}\u{8}Hello.")];
    assert_eq!(hand.post(&action, &typed).await.text(), "2");
    let mut reader = Reader::default();
    world.read(&mut hand, &mut reader).await;
    assert_eq!(reader.text(), "Good morning.\n>> MODERATOR: Hello.");
    assert_eq!(hand.get(&format!("{link}/light")).await.text(), "0");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_typed_line_that_is_refused_stays_in_the_form() {
    let world = World::new().await;
    let link = world.link("1").await;
    let mut hand = world.forum.visitor();
    let words = "word ".repeat(2_000);
    let refused = hand
        .post(
            &format!("{link}/typed"),
            &[("by", "hand"), ("words", &words)],
        )
        .await;
    assert_eq!(refused.status, 413);
    assert!(refused.text().contains(words.trim_end()));
}

#[tokio::test(flavor = "multi_thread")]
async fn when_the_captions_are_closed_tools_and_readers_are_told_and_they_can_be_opened_again() {
    let world = World::new().await;
    let link = world.link("1").await;
    let mut tool = world.forum.visitor();
    post(&mut tool, &link, b"Thank you. ").await;
    let mut secretary = world.forum.signed_in(&world.secretary).await;
    let page = "/sessions/hearing/captions";
    let close = format!("{page}/close");
    assert_eq!(secretary.fill_in(page, &close, &[]).await.status, 303);
    let refused = post(&mut tool, &link, b"Late. ").await;
    assert_eq!(refused.status, 409);
    let mut reader = Reader::default();
    world.read(&mut tool, &mut reader).await;
    assert!(reader.is_over && reader.text() == "Thank you. ");
    let live = tool.get("/sessions/hearing/live").await.text();
    assert!(live.contains("The captions have ended.") && !live.contains("http-equiv"));
    let open = format!("{page}/open");
    assert_eq!(secretary.fill_in(page, &open, &[]).await.status, 303);
    assert_eq!(post(&mut tool, &link, b"Goes on.").await.status, 200);
}
