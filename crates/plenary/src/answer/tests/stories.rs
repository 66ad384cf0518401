//! Stories over HTTP: from a drafted answer to a closed cycle, by forms alone.

use plenary_kit::id::ParticipantId;
use plenary_kit::mail;
use plenary_kit::policy::{Attribution, Mark, Role};
use plenary_kit::time::{DAY_MS, Instant};

use crate::answer::acts::{self, Doing};
use crate::answer::rules::{AskedReply, Disposition, ProposeAnswer};
use crate::answer::store;
use crate::docket::rules::{Author, FileItem, file_item};
use crate::docket::{DocketEvent, Door, Format, ItemNumber, Kind, WorkState, store as docket};
use crate::forum;
use crate::testing::{Browser, Page, TestForum};

/// Files a contribution of a participant, with their name.
pub(super) async fn file(
    forum: &TestForum,
    author: &ParticipantId,
    title: &str,
    mark: Mark,
) -> ItemNumber {
    file_as(forum, author, title, mark, Attribution::Named).await
}

pub(super) async fn file_as(
    forum: &TestForum,
    author: &ParticipantId,
    title: &str,
    mark: Mark,
    attribution: Attribution,
) -> ItemNumber {
    let ask = FileItem {
        kind: Kind::Contribution,
        door: Door::Web,
        group: Some("civil-society".into()),
        on_behalf: None,
        mark,
        attribution,
        lang: "en".into(),
        title: Some(title.into()),
        texts: vec![(None, format!("{title}: in more words."))],
        format: Format::Markdown,
        files: Vec::new(),
        about: None,
        concerns: crate::docket::Concerns::default(),
    };
    let by = Author {
        id: author.clone(),
        organisations: Vec::new(),
        is_confirmed: true,
    };
    let cycle = forum.cycle.clone();
    let done = forum
        .app
        .act::<DocketEvent>(Some(author), None, move |db, _| {
            let cycle = forum::store::cycle(db, &cycle)?.unwrap();
            Ok(file_item(
                &cycle,
                &by,
                ask,
                docket::last_plain(db)?,
                Vec::new(),
            )?)
        })
        .await
        .unwrap();
    match done.event {
        DocketEvent::Filed(filed) => filed.number,
        other => panic!("another event: {other:?}"),
    }
}

pub(super) fn state(forum: &TestForum, number: ItemNumber) -> WorkState {
    let item = forum.app.read(|db| docket::item(db, number)).unwrap();
    item.unwrap().standing.state
}

/// This room's letters to a person: subject and body, the newest first.
pub(super) fn letters_to(forum: &TestForum, name: &str) -> Vec<(String, String)> {
    let start = (Instant(i64::MAX), "");
    let all = forum.app.read(|db| mail::outbox(db, start, 100)).unwrap();
    all.into_iter()
        .filter(|letter| letter.name == name && letter.id.starts_with("answer-"))
        .map(|letter| (letter.subject, letter.body))
        .collect()
}

pub(super) fn declined() -> ProposeAnswer {
    ProposeAnswer {
        disposition: Disposition::Declined,
        reason: "It would break the *second* rule.".into(),
        target: None,
        change: None,
    }
}

/// Drafts and agrees, so that the answer waits for its batch.
pub(super) async fn agreed(
    forum: &TestForum,
    number: ItemNumber,
    editor: &ParticipantId,
    facilitator: &ParticipantId,
) {
    acts::propose(&forum.app, Doing::of(editor), number, declined())
        .await
        .unwrap();
    acts::agree(&forum.app, Doing::of(facilitator), number)
        .await
        .unwrap();
}

pub(super) async fn submit(
    browser: &mut Browser,
    number: ItemNumber,
    act: &str,
    fields: &[(&str, &str)],
) -> Page {
    let page = format!("/items/{number}");
    browser
        .fill_in(&page, &format!("{page}/{act}"), fields)
        .await
}

const PARTLY: [(&str, &str); 5] = [
    ("disposition", "accepted-in-part"),
    ("reason", "Right about the mast, not about the date."),
    ("place", "section 2.3, second sentence"),
    ("old", "Masts stand for an hour."),
    ("new", "Masts stand for two hours."),
];

/// The people of the long story, each in a browser of their own.
struct Story {
    forum: TestForum,
    number: ItemNumber,
    author: Browser,
    editor: Browser,
    facilitator: Browser,
    secretary: Browser,
}

async fn story() -> Story {
    let forum = TestForum::open().await;
    let author = forum.person("Amina Diallo", "civil-society").await;
    let editor = forum.holder("Asne Hoyland", Role::Editor).await;
    let facilitator = forum.holder("Tomas Wrobel", Role::Facilitator).await;
    let secretary = forum.secretary("Ines Duval").await;
    let number = file(&forum, &author, "Power fails first", Mark::Clear).await;
    Story {
        author: forum.signed_in(&author).await,
        editor: forum.signed_in(&editor).await,
        facilitator: forum.signed_in(&facilitator).await,
        secretary: forum.signed_in(&secretary).await,
        number,
        forum,
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_goes_from_draft_to_inquiry_and_the_cycle_closes_only_then() {
    let mut story = story().await;
    a_draft_is_private_and_agreed_by_another(&mut story).await;
    publishing_tells_the_author_once_with_the_words(&mut story).await;
    the_author_objects_once_and_those_who_answered_are_told(&mut story).await;
    the_open_inquiry_keeps_the_cycle_open(&mut story).await;
    the_inquiry_leads_to_another_answer(&mut story).await;
    let close = "/cycles/2026/close";
    let closed = story.secretary.fill_in(close, close, &[]).await;
    assert_eq!(closed.status, 303, "{}", closed.text());
    let again = story.secretary.fill_in(close, close, &[]).await;
    assert_eq!(again.status, 409);
}

async fn a_draft_is_private_and_agreed_by_another(story: &mut Story) {
    let number = story.number;
    let without_place = [("disposition", "accepted"), ("reason", "Right you are.")];
    let refused = submit(&mut story.editor, number, "propose", &without_place).await;
    assert_eq!(refused.status, 422);
    assert!(refused.text().contains("Say where the text changes"));
    assert!(
        refused.text().contains("Right you are."),
        "what was typed is kept"
    );
    let drafted = submit(&mut story.editor, number, "propose", &PARTLY).await;
    assert_eq!(drafted.status, 303, "{}", drafted.text());
    let alone = submit(&mut story.editor, number, "agree", &[]).await;
    assert_eq!(alone.status, 403);
    let public = story.forum.visitor().get(&format!("/items/{number}")).await;
    assert!(
        !public.text().contains("Right about the mast"),
        "drafts are private"
    );
    let agreed = submit(&mut story.facilitator, number, "agree", &[]).await;
    assert_eq!(agreed.status, 303);
}

async fn publishing_tells_the_author_once_with_the_words(story: &mut Story) {
    let (page, batch) = ("/queue/publish", [("item", "1")]);
    let none = story.facilitator.fill_in(page, page, &[]).await;
    assert_eq!(none.status, 422);
    let out = story.facilitator.fill_in(page, page, &batch).await;
    assert_eq!(
        (out.status.as_u16(), out.location()),
        (303, "/queue/publish?out=1")
    );
    story.forum.app.settle().await.unwrap();
    story.forum.app.settle().await.unwrap();
    let letters = letters_to(&story.forum, "Amina Diallo");
    assert_eq!(letters.len(), 1, "told once: {letters:?}");
    let (subject, body) = &letters[0];
    assert_eq!(subject, "Item 1: Accepted in part");
    let said = [
        "Right about the mast",
        "> Masts stand for an hour.",
        "> Masts stand for two hours.",
        "section 2.3",
    ];
    for words in said {
        assert!(body.contains(words), "{words} in {body}");
    }
    let public = story.forum.visitor().get("/items/1").await.text();
    assert!(public.contains("Right about the mast") && public.contains("Accepted in part"));
    assert!(
        !public.contains("Asne Hoyland"),
        "people are not known to the world"
    );
}

async fn the_author_objects_once_and_those_who_answered_are_told(story: &mut Story) {
    let number = story.number;
    let me = story.author.get("/me").await.text();
    assert!(me.contains("satisfies you"));
    let wordless = [("reply", "objects"), ("words", " ")];
    let empty = submit(&mut story.author, number, "reply", &wordless).await;
    assert_eq!(empty.status, 422);
    let objection = [
        ("reply", "objects"),
        ("words", "You said ninety minutes in the room."),
    ];
    let sent = submit(&mut story.author, number, "reply", &objection).await;
    assert_eq!(sent.status, 303, "{}", sent.text());
    let again = submit(&mut story.author, number, "reply", &objection).await;
    assert_eq!(again.status, 409, "one reply");
    story.forum.app.settle().await.unwrap();
    for name in ["Asne Hoyland", "Tomas Wrobel"] {
        let letters = letters_to(&story.forum, name);
        assert_eq!(letters.len(), 1, "{name}");
        assert!(letters[0].1.contains("ninety minutes"), "{name}");
    }
}

async fn the_open_inquiry_keeps_the_cycle_open(story: &mut Story) {
    let close = "/cycles/2026/close";
    let refused = story.secretary.fill_in(close, close, &[]).await;
    assert_eq!(refused.status, 409);
    assert!(
        refused.text().contains("href=\"/items/1\""),
        "{}",
        refused.text()
    );
    let editor = story.editor.post(close, &[]).await;
    assert_eq!(editor.status, 404, "only the secretariat closes a cycle");
}

async fn the_inquiry_leads_to_another_answer(story: &mut Story) {
    let number = story.number;
    let finding = [
        ("words", "The recording says ninety."),
        ("changes", "yes"),
        ("disposition", "accepted"),
        ("reason", "Taken in full."),
        ("place", "section 2.3"),
    ];
    let drafter = submit(&mut story.editor, number, "inquiry", &finding).await;
    assert_eq!(drafter.status, 403, "who drafted does not judge");
    let done = submit(&mut story.facilitator, number, "inquiry", &finding).await;
    assert_eq!(done.status, 303, "{}", done.text());
    let page = story.author.get(&format!("/items/{number}")).await.text();
    for words in [
        "The recording says ninety.",
        "Taken in full.",
        "Right about the mast",
        "Inquiry answered",
    ] {
        assert!(page.contains(words), "{words}");
    }
    story.forum.app.settle().await.unwrap();
    assert_eq!(letters_to(&story.forum, "Amina Diallo").len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_queue_is_walked_from_first_item_to_last_by_forms_alone() {
    let forum = TestForum::open().await;
    let author = forum.person("Amina Diallo", "civil-society").await;
    let editor = forum.holder("Asne Hoyland", Role::Editor).await;
    let own = file(&forum, &editor, "The editor's own", Mark::Clear).await;
    let mut numbers = Vec::new();
    for title in ["First", "Second", "Third"] {
        numbers.push(file(&forum, &author, title, Mark::Clear).await);
    }
    let mut browser = forum.signed_in(&editor).await;
    let mut place = "/queue?show=screen".to_owned();
    for number in &numbers {
        let page = browser.get(&place).await;
        assert_eq!(page.status, 200);
        assert!(
            page.text().contains(&format!("/items/{number}/propose")),
            "{place} shows item {number}"
        );
        assert!(
            !page.text().contains(&format!("item={own}\"")),
            "nobody's own item waits for them"
        );
        let fields = [
            ("back", "screen"),
            ("csrf", &page.hidden("csrf")),
            ("key", &page.hidden("key")),
            ("disposition", "declined"),
            ("reason", "It is settled already."),
        ];
        let sent = browser
            .post(&format!("/items/{number}/propose"), &fields)
            .await;
        assert_eq!(sent.status, 303, "{}", sent.text());
        place = sent.location().to_owned();
    }
    assert_eq!(place, "/queue?show=screen&end=1");
    let end = browser.get(&place).await.text();
    assert!(end.contains("That was the last one") && end.contains("Nothing waits here."));
    assert!(
        numbers
            .iter()
            .all(|number| state(&forum, *number) == WorkState::Proposed)
    );
    let refused = browser
        .fill_in(
            "/queue?show=agree",
            &format!("/items/{}/propose", numbers[0]),
            &[("back", "agree"), ("reason", "Kept words")],
        )
        .await;
    assert_eq!(refused.status, 422);
    assert!(refused.text().contains("Kept words") && refused.text().contains("data-queue"));
}

#[tokio::test(flavor = "multi_thread")]
async fn two_who_publish_at_once_publish_once() {
    let forum = TestForum::open().await;
    let author = forum.person("Amina Diallo", "civil-society").await;
    let editor = forum.holder("Asne Hoyland", Role::Editor).await;
    let facilitator = forum.holder("Tomas Wrobel", Role::Facilitator).await;
    let number = file(&forum, &author, "Power", Mark::Clear).await;
    agreed(&forum, number, &editor, &facilitator).await;
    let (one, two) = tokio::join!(
        acts::publish(&forum.app, Doing::of(&editor), vec![number]),
        acts::publish(&forum.app, Doing::of(&facilitator), vec![number]),
    );
    assert_eq!(
        [one.is_ok(), two.is_ok()]
            .iter()
            .filter(|done| **done)
            .count(),
        1
    );
    forum.app.settle().await.unwrap();
    assert_eq!(letters_to(&forum, "Amina Diallo").len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_author_without_a_session_replies_by_the_link_in_the_letter_once() {
    let forum = TestForum::open().await;
    let author = forum.person("Amina Diallo", "civil-society").await;
    let editor = forum.holder("Asne Hoyland", Role::Editor).await;
    let facilitator = forum.holder("Tomas Wrobel", Role::Facilitator).await;
    let number = file(&forum, &author, "Power", Mark::Green).await;
    agreed(&forum, number, &editor, &facilitator).await;
    acts::publish(&forum.app, Doing::of(&editor), vec![number])
        .await
        .unwrap();
    forum.app.settle().await.unwrap();
    let (_, body) = letters_to(&forum, "Amina Diallo").swap_remove(0);
    let link = body
        .lines()
        .find_map(|line| line.find("/reply/").map(|at| &line[at..]))
        .unwrap()
        .to_owned();
    let mut guest = forum.visitor();
    assert_eq!(
        guest.get(&format!("/items/{number}")).await.status,
        404,
        "the item itself is for the community"
    );
    assert_eq!(guest.get(&link).await.status, 200);
    assert_eq!(
        guest.get(&link).await.status,
        200,
        "looking uses nothing up"
    );
    let empty = guest.fill_in(&link, &link, &[("words", "Well")]).await;
    assert_eq!(empty.status, 422);
    assert!(empty.text().contains("Well"));
    let sent = guest.fill_in(&link, &link, &[("reply", "satisfied")]).await;
    assert_eq!(sent.status, 200, "{}", sent.text());
    assert_eq!(guest.get(&link).await.status, 410);
    let work = forum.app.read(|db| store::work(db, number)).unwrap();
    assert!(work.reply.unwrap().is_satisfied);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_author_takes_an_item_back_and_that_is_its_answer() {
    let forum = TestForum::open().await;
    let author = forum.person("Amina Diallo", "civil-society").await;
    let number = file(&forum, &author, "Power", Mark::Clear).await;
    let mut browser = forum.signed_in(&author).await;
    assert_eq!(
        submit(&mut browser, number, "retract", &[("reason", "")])
            .await
            .status,
        422
    );
    let done = submit(
        &mut browser,
        number,
        "retract",
        &[("reason", "I was wrong.")],
    )
    .await;
    assert_eq!(done.status, 303, "{}", done.text());
    assert_eq!(state(&forum, number), WorkState::Published);
    let page = forum
        .visitor()
        .get(&format!("/items/{number}"))
        .await
        .text();
    assert!(page.contains("Retracted by its author") && page.contains("I was wrong."));
    assert!(!page.contains("#reply"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_late_reply_is_taken_while_the_cycle_lives() {
    let forum = TestForum::open().await;
    let author = forum.person("Amina Diallo", "civil-society").await;
    let editor = forum.holder("Asne Hoyland", Role::Editor).await;
    let number = file(&forum, &author, "Power", Mark::Clear).await;
    agreed(&forum, number, &editor, &editor).await;
    acts::publish(&forum.app, Doing::of(&editor), vec![number])
        .await
        .unwrap();
    forum.pass_ms(20 * DAY_MS);
    let page = forum
        .visitor()
        .get(&format!("/items/{number}"))
        .await
        .text();
    assert!(page.contains("No reply by the date"));
    acts::reply(
        &forum.app,
        Doing::of(&author),
        number,
        AskedReply::Satisfied(None),
    )
    .await
    .unwrap();
}
