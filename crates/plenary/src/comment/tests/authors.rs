//! What authors can do with their comments after sending them, and what they are told.

use super::{ACTION, FORM, Stands, World};
use crate::comment::rules::{CommentRefusal, may_edit};
use crate::docket::{WorkState, store as docket};

#[tokio::test(flavor = "multi_thread")]
async fn an_author_changes_the_words_until_somebody_endorses_them_and_the_old_ones_stay_to_be_seen()
{
    let world = World::new().await;
    let ana = world.forum.person("Ana Lima", "civil-society").await;
    let mut browser = world.forum.signed_in(&ana).await;
    let fields = [
        ("on", "3"),
        ("text", "First thoughts."),
        ("suggestion", "An outage is no line."),
    ];
    world.comment(&mut browser, &fields).await;
    let edit = "/items/1/edit";
    let change = [
        ("text", "Second thoughts."),
        ("nature", "editorial"),
        ("suggestion", ""),
    ];
    let answer = browser.fill_in(edit, edit, &change).await;
    assert_eq!(answer.status, 303, "{}", answer.text());
    let page = world.forum.visitor().get("/items/1").await;
    for words in [
        "Second thoughts.",
        "First thoughts.",
        "An outage is no line.",
        "Edited by its author",
    ] {
        assert!(page.text().contains(words), "{words}: {}", page.text());
    }
    let nothing = [("text", " "), ("suggestion", "")];
    assert_eq!(browser.fill_in(edit, edit, &nothing).await.status, 422);
    let erase = [("what", "earlier-0"), ("rule", "Asked by its author")];
    let answer = browser
        .fill_in("/items/1/erase", "/items/1/erase", &erase)
        .await;
    assert_eq!(answer.status, 303, "{}", answer.text());
    let page = world.forum.visitor().get("/items/1").await;
    assert!(!page.text().contains("First thoughts."));
    let ben = world.forum.person("Ben Oak", "intergovernmental").await;
    let mut other = world.forum.signed_in(&ben).await;
    other
        .fill_in("/items/1", "/items/1/endorse", &[("because", "")])
        .await;
    let answer = browser.fill_in("/me/profile", edit, &change).await;
    assert_eq!(answer.status, 409, "{}", answer.text());
    assert!(answer.text().contains("stand behind these words"));
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_changes_the_words_of_others_nor_words_that_are_being_answered() {
    let world = World::new().await;
    let ana = world.forum.person("Ana Lima", "civil-society").await;
    let mut browser = world.forum.signed_in(&ana).await;
    world
        .comment(&mut browser, &[("on", "3"), ("text", "Shorter.")])
        .await;
    let (item, author) = (world.item("1"), world.forum.viewer(&ana));
    assert_eq!(may_edit(&author, &item, 0), Ok(()));
    assert_eq!(
        may_edit(&world.editor, &item, 0),
        Err(CommentRefusal::NotAuthor)
    );
    let mut drafted = item.clone();
    drafted.standing.state = WorkState::Proposed;
    assert_eq!(
        may_edit(&author, &drafted, 0),
        Err(CommentRefusal::AnswerBegun)
    );
    let call = crate::docket::Item {
        kind: crate::docket::Kind::Contribution,
        ..item
    };
    assert_eq!(
        may_edit(&author, &call, 0),
        Err(CommentRefusal::NotAComment)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn who_comments_on_a_version_that_was_overtaken_is_told_where_it_stands_now() {
    let world = World::new().await;
    let ana = world.forum.person("Ana Lima", "civil-society").await;
    let mut browser = world.forum.signed_in(&ana).await;
    let form = browser.get(FORM).await;
    assert_eq!(form.status, 200);
    world
        .save("# Shared\n\nA new first paragraph.\n\n## 1. Words\n\nAn outage is any time without a line.\n\nمجتمع بلا خط لا يستطيع طلب النجدة.\n")
        .await;
    let fields = [
        ("act", "send"),
        ("on", "3"),
        ("on", "4"),
        ("text", "Who decides?"),
    ];
    let answer = browser.fill_in(FORM, ACTION, &fields).await;
    assert_eq!(answer.status, 303, "{}", answer.text());
    let sent = browser.get(answer.location()).await;
    assert!(
        sent.text().contains("Version 2 of the text came out"),
        "{}",
        sent.text()
    );
    assert!(sent.text().contains("Carried to the latest version"));
    assert!(sent.text().contains("not in the latest version any more"));
    let place = answer.location().replace("pass=", "pass=x");
    assert_eq!(world.forum.visitor().get(&place).await.status, 404);
    world.forum.app.settle().await.unwrap();
    let outbox = |db: &plenary_kit::db::Db<'_>| {
        plenary_kit::mail::outbox(db, (plenary_kit::time::Instant(i64::MAX), ""), 100)
    };
    let letters = world.forum.app.read(outbox).unwrap();
    let told = letters
        .iter()
        .find(|letter| letter.body.contains("version 2 of \"Shared\""));
    assert!(
        told.is_some_and(|letter| letter.body.contains("A community means the customers")),
        "{:?}",
        letters
            .iter()
            .map(|letter| &letter.body)
            .collect::<Vec<_>>()
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn words_selected_from_one_paragraph_into_another_are_one_passage() {
    let world = World::new().await;
    let ana = world.forum.person("Ana Lima", "civil-society").await;
    let mut browser = world.forum.signed_in(&ana).await;
    let page = browser
        .get("/documents/shared/1/comment?on=3.22-4.11&on=5.0-5")
        .await;
    assert!(
        page.text()
            .contains("without a line.\n\nA community</mark>"),
        "{}",
        page.text()
    );
    world
        .comment(
            &mut browser,
            &[("on", "3.22-4.11"), ("text", "One sentence.")],
        )
        .await;
    let stands = world.stands(1);
    assert!(
        matches!(stands[..], [Stands::Written(span)] if span.end - span.start == 28),
        "{stands:?}"
    );
    let text = docket::texts;
    let find = |db: &plenary_kit::db::Db<'_>| text(db, "1".parse().unwrap());
    assert_eq!(
        world.forum.app.read(find).unwrap()[0].text.as_deref(),
        Some("One sentence.")
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_passages_own_words_are_no_suggestion_and_a_changed_one_is_shown_before_it_is_sent() {
    let world = World::new().await;
    let ana = world.forum.person("Ana Lima", "civil-society").await;
    let mut browser = world.forum.signed_in(&ana).await;
    let own = "An outage is any time without a line.";
    let look = [
        ("act", "look"),
        ("on", "3"),
        ("text", "Hm."),
        ("suggestion", "An outage is any hour without a line."),
    ];
    let page = browser.fill_in(FORM, ACTION, &look).await;
    assert_eq!(page.status, 200);
    assert!(page.text().contains("time</del>"), "{}", page.text());
    world
        .comment(
            &mut browser,
            &[("on", "3"), ("text", "Hm."), ("suggestion", own)],
        )
        .await;
    let find = |db: &plenary_kit::db::Db<'_>| docket::concern::concerns(db, "1".parse().unwrap());
    assert_eq!(world.forum.app.read(find).unwrap().suggestion, None);
}
