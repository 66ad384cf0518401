//! Signing in and joining, as a browser does it.

use plenary_kit::mail;
use plenary_kit::time::{Instant, MINUTE_MS};

use crate::participant;
use crate::testing::{Browser, Page, TestForum};

/// The body of the newest letter to an address; letters of one instant are told apart by what they hold.
fn letters_to(forum: &TestForum, address: &str) -> Vec<String> {
    let all = forum
        .app
        .read(|db| mail::outbox(db, (Instant(i64::MAX), ""), 100))
        .unwrap();
    all.into_iter()
        .filter(|letter| letter.address == address)
        .map(|letter| letter.body)
        .collect()
}

fn path_in(letter: &str) -> String {
    let start = letter.find("http://127.0.0.1:8080/").unwrap();
    let url = letter[start..].split_whitespace().next().unwrap();
    url["http://127.0.0.1:8080".len()..].to_owned()
}

fn link_to(forum: &TestForum, address: &str) -> String {
    path_in(&letters_to(forum, address)[0])
}

async fn ask(browser: &mut Browser, address: &str) -> Page {
    browser
        .post("/sign-in", &[("address", address), ("next", "/me/profile")])
        .await
}

fn path_of(link: &str) -> &str {
    link.split('?').next().unwrap()
}

#[tokio::test]
async fn a_mailed_link_signs_in_once_in_the_browser_that_asked() {
    let forum = TestForum::open().await;
    forum.person("Ana Moreno", "civil-society").await;
    let mut browser = forum.visitor();
    assert_eq!(
        ask(&mut browser, "ANA.moreno@Example.org").await.status,
        303
    );
    let link = link_to(&forum, "ana.moreno@example.org");
    for _ in 0..3 {
        let page = browser.get(&link).await;
        assert_eq!(page.status, 200);
        assert!(page.text().contains("Sign me in"), "{}", page.text());
    }
    assert_eq!(
        browser.get("/me/profile").await.status,
        303,
        "opening the link changed nothing"
    );
    let done = browser
        .post(path_of(&link), &[("next", "/me/profile")])
        .await;
    assert_eq!(
        (done.status.as_u16(), done.location()),
        (303, "/me/profile")
    );
    assert!(
        browser
            .get("/me/profile")
            .await
            .text()
            .contains("Ana Moreno")
    );
    let mut later = forum.visitor();
    assert_eq!(
        later.post(path_of(&link), &[("next", "/")]).await.status,
        410
    );
    assert_eq!(later.get(&link).await.status, 410);
}

#[tokio::test]
async fn the_answer_does_not_tell_whether_an_address_is_known() {
    let forum = TestForum::open().await;
    forum.person("Ana Moreno", "civil-society").await;
    let answer = |page: &Page| {
        let mut headers = page.headers.clone();
        headers.remove("set-cookie");
        (page.status, format!("{headers:?}"), page.body.clone())
    };
    let known = ask(&mut forum.visitor(), "ana.moreno@example.org").await;
    let unknown = ask(&mut forum.visitor(), "nobody.here@example.org").await;
    assert_eq!(answer(&known), answer(&unknown));
}

#[tokio::test]
async fn a_link_opened_elsewhere_shows_a_code_that_works_where_it_was_asked_for() {
    let forum = TestForum::open().await;
    forum.person("Ana Moreno", "civil-society").await;
    let (mut asking, mut phone) = (forum.visitor(), forum.visitor());
    ask(&mut asking, "ana.moreno@example.org").await;
    let link = link_to(&forum, "ana.moreno@example.org");
    let page = phone.get(&link).await.text();
    assert!(!page.contains("Sign me in"));
    let code = page
        .split("<code>")
        .nth(1)
        .unwrap()
        .split('<')
        .next()
        .unwrap()
        .to_owned();
    assert_eq!(code.len(), 6);
    assert_eq!(
        phone.post(path_of(&link), &[("next", "/")]).await.status,
        410
    );
    assert_eq!(
        phone
            .post("/sign-in-code", &[("code", &code), ("next", "/")])
            .await
            .status,
        422
    );
    let done = asking
        .post("/sign-in-code", &[("code", &code), ("next", "/me/profile")])
        .await;
    assert_eq!(
        (done.status.as_u16(), done.location()),
        (303, "/me/profile")
    );
    assert_eq!(asking.get("/me/profile").await.status, 200);
}

#[tokio::test]
async fn five_wrong_codes_use_the_link_up() {
    let forum = TestForum::open().await;
    forum.person("Ana Moreno", "civil-society").await;
    let (mut asking, mut phone) = (forum.visitor(), forum.visitor());
    ask(&mut asking, "ana.moreno@example.org").await;
    let page = phone
        .get(&link_to(&forum, "ana.moreno@example.org"))
        .await
        .text();
    let code = page
        .split("<code>")
        .nth(1)
        .unwrap()
        .split('<')
        .next()
        .unwrap()
        .to_owned();
    let wrong = if code == "000000" { "000001" } else { "000000" };
    for _ in 0..5 {
        let page = asking
            .post("/sign-in-code", &[("code", wrong), ("next", "/")])
            .await;
        assert_eq!(page.status, 422);
    }
    assert_eq!(
        asking
            .post("/sign-in-code", &[("code", &code), ("next", "/")])
            .await
            .status,
        422
    );
}

#[tokio::test]
async fn a_link_is_too_old_after_ten_minutes() {
    let forum = TestForum::open().await;
    forum.person("Ana Moreno", "civil-society").await;
    let mut browser = forum.visitor();
    ask(&mut browser, "ana.moreno@example.org").await;
    let link = link_to(&forum, "ana.moreno@example.org");
    forum.pass_ms(10 * MINUTE_MS);
    let page = browser.get(&link).await;
    assert_eq!(page.status, 410);
    assert!(
        page.text().contains("name=\"address\""),
        "it says what to do and lets you do it"
    );
    assert_eq!(
        browser.post(path_of(&link), &[("next", "/")]).await.status,
        410
    );
}

#[tokio::test]
async fn an_unknown_address_is_led_to_joining() {
    let forum = TestForum::open().await;
    let mut browser = forum.visitor();
    ask(&mut browser, "new.person@example.org").await;
    let link = link_to(&forum, "new.person@example.org");
    assert!(link.starts_with("/join/"));
    let page = browser.get(&link).await;
    assert_eq!(page.status, 200);
    let fields = |name| {
        [
            ("name", name),
            ("group", "government"),
            ("lang", "fr"),
            ("next", "/me/profile"),
        ]
    };
    let refused = browser.post(path_of(&link), &fields("  ")).await;
    assert_eq!(refused.status, 422);
    assert!(refused.text().contains("Please write something here."));
    let done = browser.post(path_of(&link), &fields("Noor Haddad")).await;
    assert_eq!(
        (done.status.as_u16(), done.location()),
        (303, "/me/profile")
    );
    let address = "new.person@example.org".parse().unwrap();
    let id = forum
        .app
        .read(|db| participant::by_address(db, &address))
        .unwrap()
        .unwrap();
    let person = forum
        .app
        .read(|db| participant::person(db, &id))
        .unwrap()
        .unwrap();
    assert!(person.is_confirmed && person.lang == "fr");
    assert!(
        browser
            .get("/me/profile")
            .await
            .text()
            .contains("Noor Haddad")
    );
}

#[tokio::test]
async fn a_join_link_opened_elsewhere_goes_on_by_code() {
    let forum = TestForum::open().await;
    let (mut asking, mut phone) = (forum.visitor(), forum.visitor());
    ask(&mut asking, "new.person@example.org").await;
    let link = link_to(&forum, "new.person@example.org");
    let page = phone.get(&link).await.text();
    let code = page
        .split("<code>")
        .nth(1)
        .unwrap()
        .split('<')
        .next()
        .unwrap()
        .to_owned();
    let there = asking
        .post("/sign-in-code", &[("code", &code), ("next", "/")])
        .await;
    assert!(
        there.location().starts_with("/join/"),
        "{}",
        there.location()
    );
    assert_eq!(asking.get(there.location()).await.status, 200);
}

#[tokio::test]
async fn signing_in_confirms_a_guest() {
    let forum = TestForum::open().await;
    let ask_join = participant::Join {
        name: "Guest".into(),
        address: "guest@example.org".parse().ok(),
        group: None,
        lang: "en".into(),
    };
    let id = participant::find_or_join(&forum.app, ask_join)
        .await
        .unwrap();
    assert!(!forum.viewer(&id).community);
    let mut browser = forum.visitor();
    ask(&mut browser, "guest@example.org").await;
    let link = link_to(&forum, "guest@example.org");
    browser.post(path_of(&link), &[("next", "/")]).await;
    assert!(forum.viewer(&id).community);
}

#[tokio::test]
async fn next_never_leads_to_another_site() {
    let forum = TestForum::open().await;
    forum.person("Ana Moreno", "civil-society").await;
    for next in [
        "https://evil.example",
        "//evil.example",
        "/\\evil.example",
        "javascript:x",
        "/a\nb",
    ] {
        let mut browser = forum.visitor();
        let asked = format!("/sign-in?next={}", plenary_kit::form::encode(next));
        assert_eq!(browser.get(&asked).await.hidden("next"), "/", "{next}");
        let fields = [("address", "ana.moreno@example.org"), ("next", next)];
        assert_eq!(browser.post("/sign-in", &fields).await.status, 303);
        let link = link_to(&forum, "ana.moreno@example.org");
        assert_eq!(path_of(&link), link, "the letter carries no such address");
        let done = browser.post(&link, &[("next", next)]).await;
        assert_eq!(
            (done.status.as_u16(), done.location()),
            (303, "/"),
            "{next}"
        );
        forum.pass_ms(4 * MINUTE_MS);
    }
}

#[tokio::test]
async fn a_mailbox_cannot_be_flooded_and_others_still_sign_in() {
    let forum = TestForum::open().await;
    forum.person("Ana Moreno", "civil-society").await;
    let mut statuses = Vec::new();
    for _ in 0..7 {
        statuses.push(
            ask(&mut forum.visitor(), "ana.moreno@example.org")
                .await
                .status
                .as_u16(),
        );
    }
    assert_eq!(statuses, [303, 303, 303, 303, 303, 429, 429]);
    assert_eq!(letters_to(&forum, "ana.moreno@example.org").len(), 5);
    for number in 0..100 {
        let page = ask(&mut forum.visitor(), &format!("p{number}@example.org")).await;
        assert_eq!(page.status, 303, "a shared network is not locked out");
    }
}

#[tokio::test]
async fn a_bad_address_is_refused_with_what_was_typed() {
    let forum = TestForum::open().await;
    let page = ask(&mut forum.visitor(), "not an address").await;
    assert_eq!(page.status, 422);
    assert!(page.text().contains("value=\"not an address\""));
    assert!(page.text().contains("Write it like name@example.org."));
}

#[tokio::test]
async fn signing_out_ends_the_session_on_the_server() {
    let forum = TestForum::open().await;
    let ana = forum.person("Ana Moreno", "civil-society").await;
    let mut browser = forum.signed_in(&ana).await;
    let stolen = browser
        .request("GET", "/me/profile")
        .body(axum::body::Body::empty())
        .unwrap();
    let token = browser.get("/me/profile").await.hidden("csrf");
    assert_eq!(
        browser.post("/sign-out", &[("csrf", "wrong")]).await.status,
        403
    );
    assert_eq!(
        browser
            .post("/sign-out", &[("csrf", &token)])
            .await
            .location(),
        "/"
    );
    assert_eq!(
        browser.send(stolen).await.status,
        303,
        "the old cookie opens nothing"
    );
}

#[tokio::test]
async fn the_operators_own_link_works_in_any_browser() {
    let forum = TestForum::open().await;
    let ana = forum.person("Ana Moreno", "civil-society").await;
    let ends = forum.app.now().plus_ms(MINUTE_MS);
    let url = participant::command::sign_in_link(&forum.app, &ana, ends, true)
        .await
        .unwrap();
    for _ in 0..2 {
        let mut browser = forum.visitor();
        let done = browser.post(&path_in(&url), &[("next", "/")]).await;
        assert_eq!(done.status, 303);
        assert_eq!(browser.get("/me/profile").await.status, 200);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn one_address_at_many_doors_at_once_is_one_person() {
    let forum = TestForum::open().await;
    let ask = |spelling: &str| participant::Join {
        name: "Ana Moreno".into(),
        address: spelling.parse().ok(),
        group: None,
        lang: "en".into(),
    };
    let spellings = ["ana@example.org", "Ana@example.org", "ANA@EXAMPLE.ORG"];
    let tasks: Vec<_> = (0..24)
        .map(|n| {
            let (app, ask) = (forum.app.clone(), ask(spellings[n % 3]));
            tokio::spawn(async move { participant::find_or_join(&app, ask).await.unwrap() })
        })
        .collect();
    let mut ids = Vec::new();
    for task in tasks {
        ids.push(task.await.unwrap());
    }
    ids.dedup();
    assert_eq!(ids.len(), 1);
    assert_eq!(
        participant::command::list(&forum.app, None).unwrap().len(),
        1
    );
}
