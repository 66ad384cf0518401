//! The room's pages, over the real routes and a real database file.

use plenary_kit::id::{OrganisationId, ParticipantId};
use plenary_kit::policy::Role;

use crate::participant::{self, ParticipantEvent};
use crate::testing::{Browser, TestForum};

async fn organisation(forum: &TestForum, name: &str) -> OrganisationId {
    let ask = participant::NameOrganisation {
        id: None,
        name: name.into(),
        group: None,
        url: None,
    };
    let hand = participant::Hand::Operator;
    participant::acts::name_organisation(&forum.app, &hand, None, ask)
        .await
        .unwrap()
}

async fn secretary(forum: &TestForum) -> Browser {
    let id = forum.secretary("Sec Retary").await;
    forum.signed_in(&id).await
}

fn page_of(id: &ParticipantId) -> String {
    format!("/participants/{id}")
}

#[tokio::test]
async fn a_profile_is_changed_and_shown() {
    let forum = TestForum::open().await;
    let ana = forum.person("Ana Moreno", "civil-society").await;
    let mut browser = forum.signed_in(&ana).await;
    let fields = [
        ("name", "Ana María Moreno"),
        (
            "about",
            "I keep **one** radio.\r\n\r\n<script>alert(1)</script>",
        ),
        ("group", "government"),
        ("lang", "es"),
    ];
    let done = browser.fill_in("/me/profile", "/me/profile", &fields).await;
    assert_eq!(
        (done.status.as_u16(), done.location()),
        (303, "/me/profile")
    );
    let person = forum
        .app
        .read(|db| participant::person(db, &ana))
        .unwrap()
        .unwrap();
    assert_eq!(person.name.as_deref(), Some("Ana María Moreno"));
    assert_eq!(
        (person.group.as_deref(), person.lang.as_str()),
        (Some("government"), "es")
    );
    let shown = browser.get(&page_of(&ana)).await.text();
    assert!(shown.contains("<strong>one</strong>") && !shown.contains("<script>alert"));
}

#[tokio::test]
async fn a_refused_profile_keeps_what_was_typed_and_says_what_is_wrong_where() {
    let forum = TestForum::open().await;
    let ana = forum.person("Ana Moreno", "civil-society").await;
    let mut browser = forum.signed_in(&ana).await;
    let long = "x".repeat(2_001);
    let fields = [
        ("name", "Ana\u{202E}anA"),
        ("about", long.as_str()),
        ("group", "pirates"),
        ("lang", "en"),
    ];
    let page = browser.fill_in("/me/profile", "/me/profile", &fields).await;
    let text = page.text();
    assert_eq!(page.status, 422);
    assert!(
        text.contains("hidden character") && text.contains("at most 2000 letters"),
        "{text}"
    );
    assert!(text.contains(&long) && text.contains("id=\"f-name-error\""));
    let fields = [
        ("name", "Ana"),
        ("about", ""),
        ("group", "pirates"),
        ("lang", "en"),
    ];
    let page = browser.fill_in("/me/profile", "/me/profile", &fields).await;
    assert_eq!(page.status, 422);
    assert!(
        page.text()
            .contains("This stakeholder group is not known here.")
    );
}

#[tokio::test]
async fn a_form_with_a_wrong_token_or_an_unknown_field_changes_nothing() {
    let forum = TestForum::open().await;
    let ana = forum.person("Ana Moreno", "civil-society").await;
    let mut browser = forum.signed_in(&ana).await;
    let fields = [("csrf", "wrong"), ("name", "X"), ("lang", "en")];
    assert_eq!(browser.post("/me/profile", &fields).await.status, 403);
    let fields = [("name", "X"), ("lang", "en"), ("is_secretariat", "1")];
    assert_eq!(
        browser
            .fill_in("/me/profile", "/me/profile", &fields)
            .await
            .status,
        422
    );
    let person = forum
        .app
        .read(|db| participant::person(db, &ana))
        .unwrap()
        .unwrap();
    assert_eq!(person.name.as_deref(), Some("Ana Moreno"));
}

#[tokio::test]
async fn people_are_seen_by_the_community_only() {
    let forum = TestForum::open().await;
    let ana = forum.person("Ana Moreno", "civil-society").await;
    let guest = participant::Join {
        name: "Guest Gustav".into(),
        address: "guest@example.org".parse().ok(),
        group: None,
        lang: "en".into(),
    };
    let guest = participant::find_or_join(&forum.app, guest).await.unwrap();
    let mut public = forum.visitor();
    assert!(
        public
            .get("/participants")
            .await
            .location()
            .starts_with("/sign-in")
    );
    assert!(
        public
            .get(&page_of(&ana))
            .await
            .location()
            .starts_with("/sign-in")
    );
    let mut unconfirmed = forum.signed_in(&guest).await;
    assert_eq!(unconfirmed.get("/participants").await.status, 404);
    assert_eq!(unconfirmed.get(&page_of(&ana)).await.status, 404);
    let mut community = forum.signed_in(&ana).await;
    let list = community.get("/participants").await.text();
    assert!(list.contains("Ana Moreno") && !list.contains("Guest Gustav"));
    assert_eq!(community.get(&page_of(&guest)).await.status, 404);
    assert!(
        !community
            .get(&page_of(&ana))
            .await
            .text()
            .contains("ana.moreno@example.org")
    );
    let mut staff = secretary(&forum).await;
    assert!(
        staff
            .get("/participants")
            .await
            .text()
            .contains("Guest Gustav")
    );
    assert!(
        staff
            .get(&page_of(&ana))
            .await
            .text()
            .contains("ana.moreno@example.org")
    );
}

#[tokio::test]
async fn the_list_has_groups_and_pages() {
    let forum = TestForum::open().await;
    for number in 0..103 {
        forum
            .person(&format!("Person {number:03}"), "government")
            .await;
    }
    let ana = forum.person("Ana Moreno", "civil-society").await;
    let mut browser = forum.signed_in(&ana).await;
    let first = browser.get("/participants?group=government").await.text();
    assert_eq!(first.matches("Person ").count(), 100);
    assert!(!first.contains("/participants/new"));
    let start = first.find("rel=\"next\" href=\"").unwrap() + 17;
    let next = first[start..]
        .split('"')
        .next()
        .unwrap()
        .replace("&amp;", "&");
    let second = browser.get(&next).await.text();
    assert_eq!(second.matches("Person ").count(), 3);
    assert!(!second.contains("rel=\"next\""));
}

#[tokio::test]
async fn no_act_of_the_secretariat_is_open_to_others() {
    let forum = TestForum::open().await;
    let ana = forum.person("Ana Moreno", "civil-society").await;
    let acme = organisation(&forum, "Acme").await;
    let before = forum.app.read(plenary_kit::event::length).unwrap();
    let mut browser = forum.signed_in(&ana).await;
    let token = browser.get("/me/profile").await.hidden("csrf");
    let person = page_of(&ana);
    for path in [
        "/participants".to_owned(),
        "/organisations".to_owned(),
        format!("/organisations/{acme}"),
        format!("/organisations/{acme}/clients"),
        format!("{person}/roles"),
        format!("{person}/roles/take"),
        format!("{person}/secretariat"),
        format!("{person}/affiliations"),
        format!("{person}/affiliations/confirm"),
        format!("{person}/affiliations/end"),
        format!("{person}/erase"),
    ] {
        let page = browser
            .post(&path, &[("csrf", &token), ("change", "name")])
            .await;
        assert_eq!(page.status, 404, "{path}");
        assert_eq!(forum.visitor().post(&path, &[]).await.status, 401, "{path}");
    }
    assert_eq!(browser.get("/participants/new").await.status, 404);
    assert_eq!(browser.get(&format!("{person}/erase")).await.status, 404);
    assert_eq!(forum.app.read(plenary_kit::event::length).unwrap(), before);
}

#[tokio::test]
async fn roles_and_the_secretariat_are_given_and_taken() {
    let forum = TestForum::open().await;
    let ana = forum.person("Ana Moreno", "civil-society").await;
    let mut staff = secretary(&forum).await;
    let (page, cycle) = (page_of(&ana), forum.cycle.clone());
    let fields = [("cycle", cycle.as_str()), ("role", "editor")];
    assert_eq!(
        staff
            .fill_in(&page, &format!("{page}/roles"), &fields)
            .await
            .status,
        303
    );
    assert_eq!(
        staff
            .fill_in(&page, &format!("{page}/roles"), &fields)
            .await
            .status,
        409
    );
    assert!(forum.viewer(&ana).has(&cycle, Role::Editor));
    let holders = forum
        .app
        .read(|db| participant::holders(db, &cycle, Role::Editor))
        .unwrap();
    assert_eq!(holders, std::slice::from_ref(&ana));
    let take = staff
        .fill_in(&page, &format!("{page}/roles/take"), &fields)
        .await;
    assert_eq!(take.status, 303);
    assert!(!forum.viewer(&ana).has(&cycle, Role::Editor));
    let place = format!("{page}/secretariat");
    assert_eq!(
        staff
            .fill_in(&page, &place, &[("change", "name")])
            .await
            .status,
        303
    );
    assert!(forum.viewer(&ana).secretariat);
    assert_eq!(
        staff
            .fill_in(&page, &place, &[("change", "release")])
            .await
            .status,
        303
    );
    assert!(!forum.viewer(&ana).secretariat);
    let wrong = [("cycle", ""), ("role", "")];
    assert_eq!(
        staff
            .fill_in(&page, &format!("{page}/roles"), &wrong)
            .await
            .status,
        422
    );
}

#[tokio::test]
async fn the_same_form_sent_twice_adds_one_person() {
    let forum = TestForum::open().await;
    let mut staff = secretary(&forum).await;
    let page = staff.get("/participants/new").await;
    let (csrf, key) = (page.hidden("csrf"), page.hidden("key"));
    let fields = [
        ("csrf", csrf.as_str()),
        ("key", key.as_str()),
        ("name", "Ben Okoro"),
        ("address", "ben@example.org"),
        ("group", "government"),
        ("lang", "en"),
    ];
    let first = staff.post("/participants", &fields).await;
    let second = staff.post("/participants", &fields).await;
    assert_eq!(
        (first.status.as_u16(), first.location()),
        (303, second.location())
    );
    let page = staff
        .fill_in("/participants/new", "/participants", &fields[2..])
        .await;
    assert_eq!(page.status, 409, "{}", page.text());
    assert!(page.text().contains("value=\"ben@example.org\""));
}

#[tokio::test]
async fn samples_of_every_line_hold_what_the_ledger_writes() {
    let forum = TestForum::open().await;
    forum.person("Ana Moreno", "civil-society").await;
    let lines = forum
        .app
        .read(|db| plenary_kit::event::entries(db, 0, 100))
        .unwrap();
    let joined = lines
        .iter()
        .find_map(|entry| entry.event::<ParticipantEvent>().unwrap());
    let told = serde_json::to_value(joined.unwrap()).unwrap();
    let sample = include_str!("../events.jsonl")
        .lines()
        .find(|line| line.contains("\"Joined\""))
        .unwrap();
    let sample: serde_json::Value = serde_json::from_str(sample).unwrap();
    let keys = |value: &serde_json::Value| -> Vec<String> {
        value["Joined"]
            .as_object()
            .unwrap()
            .keys()
            .cloned()
            .collect()
    };
    assert_eq!(keys(&told), keys(&sample["event"]));
}
