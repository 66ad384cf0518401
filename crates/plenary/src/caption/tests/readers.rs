//! Who may read along, and the page without scripts.

use plenary_kit::policy::{Attribution, Mark};

use super::{Reader, World, post};
use crate::caption::{Hub, Which};

#[tokio::test(flavor = "multi_thread")]
async fn a_sessions_mark_hides_its_stream_and_its_page() {
    let world = World::with(Mark::Green, Attribution::Named).await;
    let link = world.link("1").await;
    let mut public = world.forum.visitor();
    post(&mut public, &link, b"Among ourselves.").await;
    for path in ["live", "live/words?until=now"] {
        let page = public.get(&format!("/sessions/hearing/{path}")).await;
        assert_eq!(page.status, 404);
    }
    let person = world.forum.person("Ana Lima", "civil-society").await;
    let mut member = world.forum.signed_in(&person).await;
    let mut reader = Reader::default();
    world.read(&mut member, &mut reader).await;
    assert_eq!(reader.text(), "Among ourselves.");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mark_that_is_set_while_people_read_along_sends_them_away_before_the_next_word() {
    let world = World::new().await;
    let link = world.link("1").await;
    let mut tool = world.forum.visitor();
    post(&mut tool, &link, b"For all. ").await;
    let hub = world.forum.app.part::<Hub>();
    let which = Which {
        session: world.session().id,
        is_named: true,
    };
    let hall = hub.hall(&world.forum.app, which).unwrap();
    let gate = hall.subscribe().borrow().gate;
    world.mark(Mark::Green).await;
    post(&mut tool, &link, b"Not for all. ").await;
    assert_eq!(hall.subscribe().borrow().gate, gate + 1);
    assert_eq!(tool.get("/sessions/hearing/live").await.status, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn under_the_chatham_house_rule_readers_see_words_and_no_names() {
    let world = World::with(Mark::Clear, Attribution::ChathamHouse).await;
    let link = world.link("1").await;
    let mut public = world.forum.visitor();
    let mut reader = Reader::default();
    for piece in [">> ANA", " KIM: Good", " morning.\n", "BEN OLE: Yes.\n"] {
        post(&mut public, &link, piece.as_bytes()).await;
        world.read(&mut public, &mut reader).await;
        assert!(!reader.text().contains("ANA") && !reader.text().contains("BEN"));
    }
    assert_eq!(reader.text(), ">> Good morning.\nYes.\n");
    let page = public.get("/sessions/hearing/live").await.text();
    assert!(page.contains("Good morning.") && !page.contains("ANA KIM"));
}

#[tokio::test(flavor = "multi_thread")]
async fn without_scripts_the_page_reads_itself_anew_until_the_reader_says_stop() {
    let world = World::new().await;
    let link = world.link("1").await;
    let mut public = world.forum.visitor();
    post(&mut public, &link, b">> ANA KIM: Good morning.\n").await;
    let page = public.get("/sessions/hearing/live?size=large").await.text();
    assert!(page.contains("<noscript><meta http-equiv=\"refresh\" content=\"6; url=/sessions/hearing/live?size=large#now\">"));
    assert!(page.contains("class=\"captions large\"") && page.contains("role=\"log\""));
    assert!(page.contains("<b class=\"who\">ANA KIM</b>"));
    assert!(page.contains("last word just now"));
    let still = public
        .get("/sessions/hearing/live?size=large&pause=1")
        .await
        .text();
    assert!(!still.contains("http-equiv=\"refresh\"") && still.contains("Go on"));
    world.forum.pass_ms(40_000);
    let quiet = public.get("/sessions/hearing/live").await.text();
    assert!(quiet.contains("Quiet: last word 40 seconds ago"));
}

#[tokio::test(flavor = "multi_thread")]
async fn earlier_parts_stand_still_while_more_is_said() {
    let world = World::new().await;
    let link = world.link("1").await;
    let mut public = world.forum.visitor();
    let say = |from: usize| -> String {
        let line = |number| {
            format!(
                ">> SPEAKER {number}: These are the words of speaker {number}, and they are many.\n"
            )
        };
        (from..from + 150).map(line).collect()
    };
    for from in [0, 150] {
        let words = say(from);
        for piece in words.as_bytes().chunks(8_000) {
            assert_eq!(post(&mut public, &link, piece).await.status, 200);
        }
        let part = public.get("/sessions/hearing/live?part=2").await.text();
        assert!(part.contains("SPEAKER 60") && part.contains("SPEAKER 119"));
        assert!(!part.contains("SPEAKER 59") && !part.contains("SPEAKER 120"));
        assert!(!part.contains("http-equiv=\"refresh\""));
    }
    let now = public.get("/sessions/hearing/live").await;
    assert!(now.text().contains("SPEAKER 299") && now.text().contains("part=5"));
    assert!(now.body.len() < 20_000, "{} bytes", now.body.len());
}
