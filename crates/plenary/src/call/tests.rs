//! The room's rules, one sentence each; its form over HTTP.

use plenary_kit::id::ParticipantId;
use plenary_kit::policy::{Role, Viewer};
use plenary_kit::time::Instant;

use super::event::CallEvent;
use super::rules::{CallRefusal, PublishCall, QUESTIONS, Question, publish_call};
use crate::docket::{ItemNumber, store as docket};
use crate::forum;
use crate::testing::TestForum;

fn ask(questions: usize) -> PublishCall {
    let question = |number: usize| Question {
        text: format!("Question {number}?"),
        hint: String::new(),
    };
    PublishCall {
        title: "Tell us".into(),
        text: "What do you see?".into(),
        questions: (1..=questions).map(question).collect(),
    }
}

async fn with_call() -> TestForum {
    let forum = TestForum::open().await;
    let id = forum.cycle.clone();
    let secretariat = Viewer {
        secretariat: true,
        ..Viewer::default()
    };
    let publish = move |db: &plenary_kit::db::Db<'_>, _: Instant| {
        let cycle = forum::store::cycle(db, &id)?.unwrap();
        Ok(publish_call(&secretariat, &cycle, ask(2))?)
    };
    forum
        .app
        .act::<CallEvent>(None, None, publish)
        .await
        .unwrap();
    forum
}

const FORM: &str = "/cycles/2026/contribute";

const GUEST: [(&str, &str); 5] = [
    ("act", "send"),
    ("name", "Amina Diallo"),
    ("address", "amina@example.net"),
    ("group", "civil-society"),
    ("answer1", "Power fails first, then the *mast*."),
];

#[tokio::test(flavor = "multi_thread")]
async fn who_leads_the_cycle_publishes_its_call_and_nobody_else() {
    let forum = TestForum::open().await;
    let cycle = forum
        .app
        .read(|db| forum::store::cycle(db, &forum.cycle))
        .unwrap()
        .unwrap();
    let with = |role| Viewer {
        roles: vec![(forum.cycle.clone(), role)],
        ..Viewer::default()
    };
    assert!(publish_call(&with(Role::Facilitator), &cycle, ask(1)).is_ok());
    assert_eq!(
        publish_call(&with(Role::Editor), &cycle, ask(1)),
        Err(CallRefusal::NotYours)
    );
    assert_eq!(
        publish_call(&with(Role::Facilitator), &cycle, ask(QUESTIONS + 1)),
        Err(CallRefusal::TooManyQuestions)
    );
    let closed = forum::Cycle {
        closed: Some(Instant(0)),
        ..cycle
    };
    assert_eq!(
        publish_call(&with(Role::Facilitator), &closed, ask(1)),
        Err(CallRefusal::CycleClosed)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_guest_contributes_without_scripts_and_the_item_waits_for_the_address() {
    let forum = with_call().await;
    let mut browser = forum.visitor();
    let answer = browser.fill_in(FORM, FORM, &GUEST).await;
    assert_eq!(answer.status, 303, "{}", answer.text());
    let sent = browser.get(answer.location()).await;
    assert_eq!(sent.status, 200);
    assert!(sent.text().contains("/items/1/receipt?pass="));
    let text = sent.text();
    let start = text.find("/items/1/receipt?pass=").unwrap();
    let receipt = text[start..].split('"').next().unwrap().to_owned();
    assert!(
        browser
            .get(&receipt)
            .await
            .text()
            .starts_with("c2sp.org/tlog-proof@v1")
    );
    assert_eq!(browser.get("/items/1/receipt?pass=guess").await.status, 404);
    let number: ItemNumber = "1".parse().unwrap();
    let item = forum
        .app
        .read(|db| docket::item(db, number))
        .unwrap()
        .unwrap();
    assert!(!item.is_shown);
    assert_eq!(item.group.as_deref(), Some("civil-society"));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_key_twice_files_once() {
    let forum = with_call().await;
    let mut browser = forum.visitor();
    let page = browser.get(FORM).await;
    let key = page.hidden("key");
    let mut fields = GUEST.to_vec();
    fields.push(("key", &key));
    let first = browser.post(FORM, &fields).await;
    let second = browser.post(FORM, &fields).await;
    assert_eq!(first.location(), second.location());
    assert_eq!(forum.app.read(docket::last_plain).unwrap(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refused_form_keeps_what_was_typed() {
    let forum = with_call().await;
    let mut browser = forum.visitor();
    let bad = [
        ("act", "send"),
        ("name", "Bo"),
        ("address", "not an address"),
        ("answer2", "Keep <these> words"),
    ];
    let answer = browser.fill_in(FORM, FORM, &bad).await;
    assert_eq!(answer.status, 422);
    let text = answer.text();
    assert!(
        text.contains("Keep &lt;these&gt; words") && text.contains("name@example.org"),
        "{text}"
    );
    assert_eq!(forum.app.read(docket::last_plain).unwrap(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unknown_field_and_an_empty_form_are_told_what_to_do() {
    let forum = with_call().await;
    let mut browser = forum.visitor();
    let mut fields = GUEST.to_vec();
    fields.push(("is_shown", "1"));
    assert_eq!(browser.fill_in(FORM, FORM, &fields).await.status, 422);
    let empty = [GUEST[0], GUEST[1], GUEST[2], GUEST[3]];
    let answer = browser.fill_in(FORM, FORM, &empty).await;
    assert_eq!(answer.status, 422);
    assert!(answer.text().contains("Answer at least one question"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_sent_from_another_site_is_refused() {
    let forum = with_call().await;
    let browser = forum.visitor();
    let request = browser
        .request("POST", FORM)
        .header("origin", "https://evil.example")
        .body("act=send".into())
        .unwrap();
    assert_eq!(forum.visitor().send(request).await.status, 403);
}

async fn member(forum: &TestForum) -> (ParticipantId, crate::testing::Browser) {
    let person = forum.person("Li Wei", "technical-community").await;
    let browser = forum.signed_in(&person).await;
    (person, browser)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_participants_contribution_is_shown_at_once() {
    let forum = with_call().await;
    let (_, mut browser) = member(&forum).await;
    let fields = [
        ("act", "send"),
        ("group", "technical-community"),
        ("answer1", "Routes heal."),
    ];
    let answer = browser.fill_in(FORM, FORM, &fields).await;
    assert!(
        answer.location().contains("number=1&"),
        "{}",
        answer.location()
    );
    assert!(
        forum
            .app
            .read(|db| docket::item(db, "1".parse().unwrap()))
            .unwrap()
            .unwrap()
            .is_shown
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_signed_in_form_needs_the_token_of_its_session() {
    let forum = with_call().await;
    let (_, mut browser) = member(&forum).await;
    let answer = browser
        .post(FORM, &[("act", "send"), ("answer1", "Words")])
        .await;
    assert_eq!(answer.status, 403);
    assert!(
        answer.text().contains("Words"),
        "what was typed is still there"
    );
    let (token, key) = (answer.hidden("csrf"), answer.hidden("key"));
    let again = [
        ("csrf", token.as_str()),
        ("key", key.as_str()),
        ("act", "send"),
        ("answer1", "Words"),
    ];
    assert_eq!(browser.post(FORM, &again).await.status, 303);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_draft_can_be_thrown_away_from_its_page() {
    let forum = with_call().await;
    let (person, mut browser) = member(&forum).await;
    let fields = [("act", "save"), ("title", "Half")];
    let place = browser
        .fill_in(FORM, FORM, &fields)
        .await
        .location()
        .to_owned();
    let discard = format!("{place}/discard");
    assert!(browser.get(&place).await.text().contains(&discard));
    assert_eq!(
        browser.fill_in(&place, &discard, &[]).await.location(),
        "/me"
    );
    assert_eq!(browser.get(&place).await.status, 404);
    let left = forum.app.read(|db| super::drafts_of(db, &person, 10));
    assert!(left.unwrap().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_draft_is_saved_found_again_and_gone_once_sent() {
    let forum = with_call().await;
    let (person, mut browser) = member(&forum).await;
    let saved = browser
        .fill_in(
            FORM,
            FORM,
            &[("act", "save"), ("title", "Half"), ("answer1", "So far")],
        )
        .await;
    let place = saved.location().to_owned();
    let draft = browser.get(&place).await;
    assert!(draft.text().contains("So far"));
    assert_eq!(
        forum.visitor().get(&place).await.status,
        404,
        "a person's draft is not open to others"
    );
    let id = draft.hidden("draft");
    let fields = [
        ("act", "send"),
        ("draft", id.as_str()),
        ("group", "civil-society"),
        ("answer1", "Done"),
    ];
    assert_eq!(browser.fill_in(&place, FORM, &fields).await.status, 303);
    assert!(
        forum
            .app
            .read(|db| super::drafts_of(db, &person, 10))
            .unwrap()
            .is_empty()
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn an_item_that_is_not_for_everyone_takes_no_plain_number() {
    let forum = with_call().await;
    let (_, mut browser) = member(&forum).await;
    let red = [
        ("act", "send"),
        ("group", "civil-society"),
        ("answer1", "Secret"),
        ("mark", "red"),
    ];
    let answer = browser.fill_in(FORM, FORM, &red).await;
    assert!(
        answer.location().contains("number=") && !answer.location().contains("number=1&"),
        "{}",
        answer.location()
    );
    let open = [
        ("act", "send"),
        ("group", "civil-society"),
        ("answer1", "Open"),
    ];
    assert!(
        browser
            .fill_in(FORM, FORM, &open)
            .await
            .location()
            .contains("number=1&")
    );
}
