//! People across sessions: a name learned in one helps in the next; a header says who holds a role.

use crate::testing::heard::{World, upload};
use plenary_kit::policy::{Attribution, Mark};

const FIRST: &str = "\
>> ANNIE LIMA-BERG: Good morning to all of you. We begin with the text.
>> BO EK: Thank you. I agree with every word of it.
";
const SECOND: &str = "\
>> ANNIE LIMA-BERG: Here we are again. The text is better now.
>> CEM DAL: It is.
";

/// What the preview of a file says.
async fn preview(world: &World, slug: &str, bytes: &str) -> String {
    let mut browser = world.forum.signed_in(&world.rapporteur).await;
    let kept = upload(&mut browser, slug, "captions.txt", bytes.as_bytes()).await;
    assert_eq!(kept.status, 303, "{}", kept.text());
    browser.get(kept.location()).await.text()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_name_that_was_told_in_one_session_is_known_in_the_next() {
    let world = World::new().await;
    world.open("second", Mark::Clear, Attribution::Named).await;
    let before = preview(&world, "second", SECOND).await;
    assert!(
        before.contains("Annie Lima-Berg") && !before.contains("Ana Lima"),
        "{before}"
    );
    let mut rapporteur = world.import("hearing", FIRST.as_bytes()).await;
    let page = "/sessions/hearing/transcript/speakers";
    let ana = world.ana.to_string();
    let fields = [
        ("act", "participant"),
        ("participant", ana.as_str()),
        ("turn", "1"),
    ];
    assert_eq!(rapporteur.fill_in(page, page, &fields).await.status, 303);
    let after = preview(&world, "second", SECOND).await;
    assert!(after.contains("Ana Lima"), "{after}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_header_of_a_file_says_who_moderates() {
    let world = World::new().await;
    let file = "The hearing\nModerator: Mo Moderates\n***\n>> MODERATOR: Good morning to all of you. We begin.\n>> CEM DAL: It is so.\n";
    world.import("hearing", file.as_bytes()).await;
    let page = world
        .forum
        .visitor()
        .get("/sessions/hearing/transcript/1")
        .await
        .text();
    assert!(
        page.contains("Mo Moderates") && page.contains("MODERATOR"),
        "{page}"
    );
}
