//! Clusters: comments that say the same are proposed, confirmed, taken out again, and answered once.

use std::collections::HashSet;

use plenary_kit::policy::{Role, Viewer};
use plenary_kit::time::Instant;

use super::World;
use crate::comment::cluster::{confirm_cluster, join_cluster, leave_cluster, may_cluster};
use crate::comment::rules::CommentRefusal;
use crate::docket::WorkState;
use crate::testing::Browser;

const CAMPAIGN: [&str; 3] = [
    "Please keep the coastal radio mast at Quoin Point open during the whole winter season.",
    "Please keep the coastal radio mast at Quoin Point open during the whole winter season.",
    "Please keep the coastal radio mast at Quoin Point open during the whole winter season. We fish there.",
];

/// Four people comment; three of them say nearly the same.
async fn campaign(world: &World) {
    let people = [
        ("Ana Lima", "civil-society"),
        ("Ben Oak", "technical-community"),
        ("Cai Wen", "civil-society"),
    ];
    for ((name, group), text) in people.into_iter().zip(CAMPAIGN) {
        let person = world.forum.person(name, group).await;
        let mut browser = world.forum.signed_in(&person).await;
        world
            .comment(
                &mut browser,
                &[("on", "3"), ("text", text), ("group", group)],
            )
            .await;
    }
    let dora = world.forum.person("Dora Ek", "government").await;
    let mut browser = world.forum.signed_in(&dora).await;
    let other = [("on", "4"), ("text", "Say what a customer is.")];
    world.comment(&mut browser, &other).await;
}

async fn editor(world: &World) -> Browser {
    let editor = world.editor.participant.clone().unwrap();
    world.forum.signed_in(&editor).await
}

fn page_of(world: &World) -> String {
    format!("/cycles/{}/clusters", world.cycle().slug)
}

const CONFIRM: [(&str, &str); 4] = [
    ("act", "confirm"),
    ("item", "1"),
    ("item", "2"),
    ("item", "3"),
];

#[tokio::test(flavor = "multi_thread")]
async fn comments_in_nearly_the_same_words_are_proposed_confirmed_and_counted_by_group() {
    let world = World::new().await;
    campaign(&world).await;
    let mut browser = editor(&world).await;
    let at = page_of(&world);
    let page = browser.get(&at).await;
    assert!(
        page.text().contains("3 comments in nearly the same words"),
        "{}",
        page.text()
    );
    assert!(!page.text().contains("Say what a customer is."));
    let done = browser.fill_in(&at, &at, &CONFIRM).await;
    assert_eq!(done.status, 303, "{}", done.text());
    let page = world.forum.visitor().get("/items/2").await;
    assert!(
        page.text().contains("3 comments say the same"),
        "{}",
        page.text()
    );
    assert!(page.text().contains("Who says the same, by group"));
    let again = browser.fill_in(&at, &at, &CONFIRM).await;
    assert_eq!(again.status, 409, "{}", again.text());
    let leave = [("act", "leave"), ("item", "3")];
    assert_eq!(browser.fill_in(&at, &at, &leave).await.status, 303);
    assert_eq!(browser.fill_in(&at, &at, &leave).await.status, 409);
    let page = world.forum.visitor().get("/items/2").await;
    assert!(page.text().contains("2 comments say the same"));
    let last = [("act", "leave"), ("item", "2")];
    assert_eq!(browser.fill_in(&at, &at, &last).await.status, 303);
    let page = world.forum.visitor().get("/items/1").await;
    assert!(
        !page.text().contains("say the same"),
        "one comment alone is no cluster"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cluster_is_answered_once_and_every_author_is_told_once() {
    let world = World::new().await;
    campaign(&world).await;
    let facilitator = world.forum.holder("Tomas Wrobel", Role::Facilitator).await;
    let mut other = world.forum.signed_in(&facilitator).await;
    let mut browser = editor(&world).await;
    let at = page_of(&world);
    assert_eq!(browser.fill_in(&at, &at, &CONFIRM).await.status, 303);
    let declined = [
        ("disposition", "declined"),
        ("reason", "The mast is not ours."),
    ];
    let drafted = browser
        .fill_in("/items/1", "/items/1/propose", &declined)
        .await;
    assert_eq!(drafted.status, 303, "{}", drafted.text());
    let early = browser.fill_in("/items/1", "/items/1/give", &[]).await;
    assert_eq!(early.status, 409, "{}", early.text());
    let agreed = other.fill_in("/items/1", "/items/1/agree", &[]).await;
    assert_eq!(agreed.status, 303, "{}", agreed.text());
    let page = browser.get("/items/1").await;
    assert!(
        page.text().contains("to the 2 others that say the same"),
        "{}",
        page.text()
    );
    let given = browser.fill_in("/items/1", "/items/1/give", &[]).await;
    assert_eq!(given.status, 303, "{}", given.text());
    for number in ["2", "3"] {
        assert_eq!(world.item(number).standing.state, WorkState::Agreed);
    }
    let publish = [("item", "1"), ("item", "2"), ("item", "3")];
    let out = browser
        .fill_in("/queue/publish", "/queue/publish", &publish)
        .await;
    assert_eq!(out.status, 303, "{}", out.text());
    let page = world.forum.visitor().get("/items/3").await;
    assert!(
        page.text().contains("The mast is not ours."),
        "{}",
        page.text()
    );
    world.forum.app.settle().await.unwrap();
    let outbox =
        |db: &plenary_kit::db::Db<'_>| plenary_kit::mail::outbox(db, (Instant(i64::MAX), ""), 100);
    let letters = world.forum.app.read(outbox).unwrap();
    for name in ["Ana Lima", "Ben Oak", "Cai Wen"] {
        let told = letters
            .iter()
            .filter(|letter| letter.name == name && letter.body.contains("The mast is not ours."));
        assert_eq!(told.count(), 1, "{name}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_clusters_who_does_not_answer_nor_one_comment_nor_those_of_another_cluster() {
    let world = World::new().await;
    campaign(&world).await;
    let cycle = world.cycle().id;
    let items = ["1", "2", "3"].map(|number| world.item(number));
    let free = HashSet::new();
    let stranger = Viewer::default();
    assert_eq!(
        may_cluster(&stranger, &cycle),
        Err(CommentRefusal::NotAnswering)
    );
    assert_eq!(
        confirm_cluster(&stranger, &cycle, &items, &free),
        Err(CommentRefusal::NotAnswering)
    );
    let confirm = |items: &[crate::docket::Item], taken: &HashSet<_>| {
        confirm_cluster(&world.editor, &cycle, items, taken).map(|_| ())
    };
    assert_eq!(
        confirm(&items[..1], &free),
        Err(CommentRefusal::TooFewAlike)
    );
    let twice = [items[0].clone(), items[0].clone()];
    assert_eq!(confirm(&twice, &free), Err(CommentRefusal::TooFewAlike));
    let taken = HashSet::from([items[1].number]);
    assert_eq!(confirm(&items, &taken), Err(CommentRefusal::NotAlike));
    let mut answered = items.clone();
    answered[2].standing.state = WorkState::Published;
    assert_eq!(confirm(&answered, &free), Err(CommentRefusal::NotAlike));
    assert_eq!(confirm(&items, &free), Ok(()));
    assert_eq!(
        leave_cluster(&world.editor, &items[0], false),
        Err(CommentRefusal::NotAlike)
    );
    let someone = world.forum.person("Eva Roth", "government").await;
    let mut browser = world.forum.signed_in(&someone).await;
    assert_eq!(browser.get(&page_of(&world)).await.status, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_queue_proposes_a_cluster_beside_the_comment_and_answers_it_once() {
    let world = World::new().await;
    campaign(&world).await;
    let facilitator = world.forum.holder("Tomas Wrobel", Role::Facilitator).await;
    let mut other = world.forum.signed_in(&facilitator).await;
    let mut browser = editor(&world).await;
    let at = "/queue?show=text&item=1";
    let page = browser.get(at).await;
    assert!(
        page.text().contains("3 comments in nearly the same words"),
        "{}",
        page.text()
    );
    assert!(page.text().contains("All comments that say the same"));
    let confirm = [&CONFIRM[..], &[("back", at)]].concat();
    let done = browser.fill_in(at, &page_of(&world), &confirm).await;
    assert_eq!(done.status, 303, "{}", done.text());
    assert_eq!(done.headers.get("location").unwrap(), at);
    let page = browser.get(at).await;
    assert!(page.text().contains("3 comments say the same"));
    assert!(
        page.text().contains("and 2 others that say the same"),
        "the list shows one of them for all: {}",
        page.text()
    );
    let rows = page.text().matches("data-row").count();
    assert_eq!(
        rows, 2,
        "the cluster, and the comment that says another thing"
    );
    let declined = [
        ("disposition", "declined"),
        ("reason", "The mast is not ours."),
    ];
    let drafted = browser.fill_in(at, "/items/1/propose", &declined).await;
    assert_eq!(drafted.status, 303, "{}", drafted.text());
    let page = other.get("/queue?show=agree&item=1").await;
    assert!(
        page.text()
            .contains("for the 2 others that say the same too"),
        "{}",
        page.text()
    );
    let all = [("all", "yes")];
    let agreed = other.fill_in("/items/1", "/items/1/agree", &all).await;
    assert_eq!(agreed.status, 303, "{}", agreed.text());
    for number in ["1", "2", "3"] {
        assert_eq!(world.item(number).standing.state, WorkState::Agreed);
    }
    assert_eq!(world.item("4").standing.state, WorkState::New);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_comes_late_to_a_campaign_joins_its_cluster_and_who_was_taken_out_is_not_proposed_again()
 {
    let world = World::new().await;
    campaign(&world).await;
    let mut browser = editor(&world).await;
    let at = page_of(&world);
    assert_eq!(browser.fill_in(&at, &at, &CONFIRM[..3]).await.status, 303);
    let page = browser.get("/queue?show=text&item=3").await;
    assert!(
        page.text().contains("and 2 in its cluster say so already"),
        "{}",
        page.text()
    );
    let join = [("act", "join"), ("with", "1"), ("item", "3")];
    let done = browser.fill_in(&at, &at, &join).await;
    assert_eq!(done.status, 303, "{}", done.text());
    let away = [("back", "https://example.org/")];
    let page = world.forum.visitor().get("/items/1").await;
    assert!(page.text().contains("3 comments say the same"));
    let twice = browser
        .fill_in(&at, &at, &[&join[..], &away].concat())
        .await;
    assert_eq!(twice.status, 409, "it is in the cluster already");
    let leave = [("act", "leave"), ("item", "3")];
    let left = browser
        .fill_in(&at, &at, &[&leave[..], &away].concat())
        .await;
    assert_eq!(left.headers.get("location").unwrap(), &at);
    let page = browser.get(&at).await;
    assert!(!page.text().contains("say so already"), "{}", page.text());
    let nowhere = [("act", "join"), ("with", "4"), ("item", "3")];
    assert_eq!(browser.fill_in(&at, &at, &nowhere).await.status, 409);
    assert_eq!(browser.fill_in(&at, &at, &join).await.status, 303);
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_puts_a_comment_into_a_cluster_who_does_not_answer() {
    let world = World::new().await;
    campaign(&world).await;
    let cycle = world.cycle().id;
    let items = ["1", "2", "3"].map(|number| world.item(number));
    let (free, numbers) = (HashSet::new(), [items[0].number, items[1].number]);
    let join = |viewer: &Viewer, with: &[crate::docket::ItemNumber]| {
        join_cluster(viewer, &cycle, (&items[2..], &free), (&items[0], with)).map(|_| ())
    };
    assert_eq!(
        join(&Viewer::default(), &numbers),
        Err(CommentRefusal::NotAnswering)
    );
    assert_eq!(join(&world.editor, &[]), Err(CommentRefusal::NotAlike));
    assert_eq!(join(&world.editor, &numbers), Ok(()));
}
