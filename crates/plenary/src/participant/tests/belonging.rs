//! Organisations and who belongs to them, over the real routes and a real database file.

use plenary_kit::id::{OrganisationId, ParticipantId};

use crate::participant;
use crate::testing::{Browser, START, TestForum};

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
async fn an_affiliation_opens_nothing_until_the_secretariat_confirms_it() {
    let forum = TestForum::open().await;
    let ana = forum.person("Ana Moreno", "civil-society").await;
    let acme = organisation(&forum, "Acme").await;
    let mut browser = forum.signed_in(&ana).await;
    let fields = [
        ("organisation", acme.as_str()),
        ("title", "Director"),
        ("since", "2026-01-01"),
        ("until", ""),
    ];
    assert_eq!(
        browser
            .fill_in("/me/profile", "/me/affiliations", &fields)
            .await
            .status,
        303
    );
    assert!(
        browser
            .get("/me/profile")
            .await
            .text()
            .contains("not yet confirmed")
    );
    assert!(forum.viewer(&ana).organisations.is_empty());
    let mut staff = secretary(&forum).await;
    assert!(
        staff
            .get("/participants")
            .await
            .text()
            .contains("Affiliations that wait")
    );
    let since = crate::participant::pages::day("2026-01-01")
        .unwrap()
        .0
        .to_string();
    let fields = [("organisation", acme.as_str()), ("since", since.as_str())];
    let action = format!("{}/affiliations/confirm", page_of(&ana));
    assert_eq!(
        staff.fill_in(&page_of(&ana), &action, &fields).await.status,
        303
    );
    assert_eq!(
        forum.viewer(&ana).organisations,
        std::slice::from_ref(&acme)
    );
    let end = [("organisation", acme.as_str()), ("since", since.as_str())];
    assert_eq!(
        browser
            .fill_in("/me/profile", "/me/affiliations/end", &end)
            .await
            .status,
        303
    );
    assert_eq!(
        forum.viewer(&ana).organisations,
        [acme],
        "today still counts"
    );
    forum.pass_ms(plenary_kit::time::DAY_MS);
    assert!(forum.viewer(&ana).organisations.is_empty());
    let at = |instant| {
        forum
            .app
            .read(|db| participant::affiliations_at(db, &ana, instant))
            .unwrap()
    };
    assert_eq!((at(START).len(), at(forum.app.now()).len()), (1, 0));
}

#[tokio::test]
async fn a_refused_affiliation_says_what_is_wrong() {
    let forum = TestForum::open().await;
    let ana = forum.person("Ana Moreno", "civil-society").await;
    let acme = organisation(&forum, "Acme").await;
    let mut browser = forum.signed_in(&ana).await;
    let mut add = async |organisation: &str, since: &str, until: &str| {
        let fields = [
            ("organisation", organisation),
            ("title", "Chair"),
            ("since", since),
            ("until", until),
        ];
        let page = browser
            .fill_in("/me/profile", "/me/affiliations", &fields)
            .await;
        (page.status.as_u16(), page.text())
    };
    let (status, text) = add("", "yesterday", "").await;
    assert_eq!(status, 422);
    assert!(text.contains("Write it like 2026-11-22.") && text.contains("value=\"yesterday\""));
    assert!(text.contains("id=\"f-organisation-error\""));
    let (status, text) = add(acme.as_str(), "2026-02-01", "2026-01-01").await;
    assert_eq!(status, 422);
    assert!(text.contains("The last day lies before the first."));
    assert_eq!(
        add(acme.as_str(), "2026-02-01", "2026-02-01").await.0,
        303,
        "one day is a time"
    );
}

#[tokio::test]
async fn clients_of_an_organisation_are_known_to_the_viewer() {
    let forum = TestForum::open().await;
    let ana = forum.person("Ana Moreno", "civil-society").await;
    let (team, client) = (
        organisation(&forum, "Response Team").await,
        organisation(&forum, "Bank").await,
    );
    let told = participant::Told {
        organisation: Some(client.clone()),
        title: None,
        since: START,
        until: None,
    };
    let hand = participant::Hand::Operator;
    participant::acts::affiliate(&forum.app, &hand, None, &ana, told)
        .await
        .unwrap();
    let mut staff = secretary(&forum).await;
    let (page, action) = (
        format!("/organisations/{team}"),
        format!("/organisations/{team}/clients"),
    );
    let name = [("client", client.as_str()), ("change", "name")];
    assert_eq!(staff.fill_in(&page, &action, &name).await.status, 303);
    assert_eq!(staff.fill_in(&page, &action, &name).await.status, 409);
    assert_eq!(forum.viewer(&ana).client_of, std::slice::from_ref(&team));
    let drop = [("client", client.as_str()), ("change", "drop")];
    assert_eq!(staff.fill_in(&page, &action, &drop).await.status, 303);
    assert!(forum.viewer(&ana).client_of.is_empty());
}

#[tokio::test]
async fn organisations_are_named_once_and_known_to_everyone() {
    let forum = TestForum::open().await;
    let mut staff = secretary(&forum).await;
    let fields = [
        ("name", "Acme & Sons"),
        ("group", "private-sector"),
        ("url", "https://example.org"),
    ];
    let done = staff
        .fill_in("/organisations", "/organisations", &fields)
        .await;
    assert_eq!(done.status, 303);
    let page = staff
        .fill_in("/organisations", "/organisations", &fields)
        .await;
    assert_eq!(page.status, 409);
    assert!(page.text().contains("value=\"Acme &amp; Sons\""));
    let bad = [
        ("name", "Other"),
        ("group", ""),
        ("url", "javascript:alert(1)"),
    ];
    assert_eq!(
        staff
            .fill_in("/organisations", "/organisations", &bad)
            .await
            .status,
        422
    );
    let mut public = forum.visitor();
    assert!(
        public
            .get("/organisations")
            .await
            .text()
            .contains("Acme &amp; Sons")
    );
    let shown = public.get(done.location()).await.text();
    assert!(
        shown.contains("Private sector")
            && !shown.contains("<form method=\"post\" action=\"/organ")
    );
    let renamed = [("name", "Acme"), ("group", ""), ("url", "")];
    assert_eq!(
        staff
            .fill_in(done.location(), done.location(), &renamed)
            .await
            .status,
        303
    );
    assert!(public.get(done.location()).await.text().contains("Acme"));
}
