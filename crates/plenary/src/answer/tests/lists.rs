//! Stories about who sees what, and about forms that must not act.

use super::stories::*;
use crate::answer::acts::{self, Doing};
use crate::answer::rules::AskedReply;
use crate::docket::WorkState;
use crate::participant::{self, Hand};
use crate::testing::TestForum;
use plenary_kit::policy::{Attribution, Mark, Role};

#[tokio::test(flavor = "multi_thread")]
async fn what_one_may_not_read_has_no_answer_in_any_list() {
    let forum = TestForum::open().await;
    let author = forum.person("Amina Diallo", "civil-society").await;
    let editor = forum.holder("Asne Hoyland", Role::Editor).await;
    let facilitator = forum.holder("Tomas Wrobel", Role::Facilitator).await;
    let open = file(&forum, &author, "=Open to all", Mark::Clear).await;
    let closed = file(&forum, &author, "For the community", Mark::Green).await;
    for number in [open, closed] {
        agreed(&forum, number, &editor, &facilitator).await;
    }
    acts::publish(&forum.app, Doing::of(&editor), vec![open, closed])
        .await
        .unwrap();
    let mut reader = forum.signed_in(&author).await;
    for page in [
        "/answers",
        "/answers?as=declined",
        "/cycles/2026/dispositions",
        "/cycles/2026/dispositions.csv",
    ] {
        let public = forum.visitor().get(page).await;
        assert_eq!(public.status, 200, "{page}");
        assert!(public.text().contains("Open to all"), "{page}");
        assert!(!public.text().contains("For the community"), "{page}");
        assert!(!public.text().contains(&closed.to_string()), "{page}");
        assert!(
            reader.get(page).await.text().contains("For the community"),
            "{page}"
        );
    }
    assert!(
        !forum
            .visitor()
            .get("/answers?as=accepted")
            .await
            .text()
            .contains("Open to all")
    );
    let csv = forum
        .visitor()
        .get("/cycles/2026/dispositions.csv")
        .await
        .text();
    assert!(csv.contains("'=Open to all"), "{csv}");
    assert_eq!(
        forum.visitor().get("/queue").await.status,
        303,
        "sign in first"
    );
    assert_eq!(reader.get("/queue").await.status, 404);
    assert_eq!(reader.get("/queue/publish").await.status, 404);
    assert_eq!(
        reader
            .post(&format!("/items/{open}/agree"), &[])
            .await
            .status,
        404
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn an_assignment_is_told_to_who_drafts_and_a_draft_can_come_back() {
    let forum = TestForum::open().await;
    let author = forum.person("Amina Diallo", "civil-society").await;
    let editor = forum.holder("Asne Hoyland", Role::Editor).await;
    let secretary = forum.secretary("Ines Duval").await;
    let number = file(&forum, &author, "Power", Mark::Clear).await;
    let mut browser = forum.signed_in(&secretary).await;
    assert_eq!(
        submit(&mut browser, number, "screen", &[]).await.status,
        303
    );
    assert_eq!(
        submit(&mut browser, number, "assign", &[("to", "nobody")])
            .await
            .status,
        422
    );
    let given = submit(&mut browser, number, "assign", &[("to", editor.as_str())]).await;
    assert_eq!(given.status, 303, "{}", given.text());
    forum.app.settle().await.unwrap();
    assert_eq!(letters_to(&forum, "Asne Hoyland").len(), 1);
    acts::propose(&forum.app, Doing::of(&editor), number, declined())
        .await
        .unwrap();
    let back = submit(
        &mut browser,
        number,
        "send-back",
        &[("words", "Name the rule.")],
    )
    .await;
    assert_eq!(back.status, 303, "{}", back.text());
    assert_eq!(state(&forum, number), WorkState::Assigned);
    let mut by_editor = forum.signed_in(&editor).await;
    let page = by_editor.get("/queue?show=mine").await.text();
    assert!(
        page.contains("Name the rule.") && page.contains("second* rule"),
        "the draft is there to be gone on with"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_form_twice_acts_once_and_forged_or_unknown_fields_act_never() {
    let forum = TestForum::open().await;
    let author = forum.person("Amina Diallo", "civil-society").await;
    let editor = forum.holder("Asne Hoyland", Role::Editor).await;
    let number = file(&forum, &author, "Power", Mark::Clear).await;
    let mut browser = forum.signed_in(&editor).await;
    let page = browser.get(&format!("/items/{number}")).await;
    let (csrf, key) = (page.hidden("csrf"), page.hidden("key"));
    let fields = [("csrf", csrf.as_str()), ("key", key.as_str())];
    let to = format!("/items/{number}/screen");
    assert_eq!(
        browser.post(&to, &[("key", key.as_str())]).await.status,
        403
    );
    let unknown = [fields[0], fields[1], ("is_admin", "1")];
    assert_eq!(browser.post(&to, &unknown).await.status, 422);
    assert_eq!(browser.post(&to, &fields).await.status, 303);
    assert_eq!(browser.post(&to, &fields).await.status, 303);
    assert_eq!(
        browser.post("/items/9999/screen", &fields).await.status,
        404
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn taking_an_anonymous_item_back_tells_nobody_whose_it_was() {
    let forum = TestForum::open().await;
    let author = forum.person("Amina Diallo", "civil-society").await;
    let reader = forum.person("Bjorn Akesson", "government").await;
    let number = file_as(
        &forum,
        &author,
        "Power",
        Mark::Clear,
        Attribution::Anonymous,
    )
    .await;
    acts::retract(
        &forum.app,
        Doing::of(&author),
        number,
        "I was wrong.".into(),
    )
    .await
    .unwrap();
    let mut browser = forum.signed_in(&reader).await;
    for page in [
        format!("/items/{number}"),
        "/answers".into(),
        "/cycles/2026/dispositions".into(),
    ] {
        let text = browser.get(&page).await.text();
        assert!(text.contains("Retracted by its author"), "{page}");
        assert!(!text.contains("Amina Diallo"), "{page}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_an_erased_person_replied_is_gone_from_the_page_and_from_letters() {
    let forum = TestForum::open().await;
    let author = forum.person("Amina Diallo", "civil-society").await;
    let editor = forum.holder("Asne Hoyland", Role::Editor).await;
    let number = file(&forum, &author, "Power", Mark::Clear).await;
    agreed(&forum, number, &editor, &editor).await;
    acts::publish(&forum.app, Doing::of(&editor), vec![number])
        .await
        .unwrap();
    let objection = AskedReply::Objects("My sister lives there.".into());
    acts::reply(&forum.app, Doing::of(&author), number, objection)
        .await
        .unwrap();
    forum.app.settle().await.unwrap();
    let page = format!("/items/{number}");
    assert!(
        forum
            .visitor()
            .get(&page)
            .await
            .text()
            .contains("My sister")
    );
    assert_eq!(letters_to(&forum, "Asne Hoyland").len(), 1);
    let elsewhere = participant::Personal {
        words_of: &[crate::answer::words_by],
        forget: &[crate::answer::forget_person],
    };
    let rule = "Asked for by the person.".to_owned();
    participant::acts::erase(&forum.app, &Hand::Operator, None, &author, rule, elsewhere)
        .await
        .unwrap();
    let public = forum.visitor().get(&page).await.text();
    assert!(!public.contains("My sister") && public.contains("These words were erased"));
    assert!(letters_to(&forum, "Asne Hoyland").is_empty());
}
