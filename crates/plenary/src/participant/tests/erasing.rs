//! Erasing a person: nothing of the words is left in any file, and the gap says who decided and why.

use std::path::Path;

use plenary_kit::db::Db;
use plenary_kit::fault::Fault;
use plenary_kit::id::ParticipantId;
use plenary_kit::words::WordsKey;

use crate::participant::{self, Hand, NOTHING_ELSEWHERE, ParticipantRefusal, Personal};
use crate::testing::{START, TestForum};

const NAME: &str = "Zdenka Quixwarble";
const ADDRESS: &str = "zdenka.quixwarble@example.org";

/// Every file below a directory that holds one of the texts, in whatever case.
fn files_with(dir: &Path, texts: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files_with(&path, texts));
            continue;
        }
        let bytes = std::fs::read(&path).unwrap().to_ascii_lowercase();
        for text in texts {
            let text = text.to_ascii_lowercase();
            if bytes
                .windows(text.len())
                .any(|window| window == text.as_bytes())
            {
                found.push(format!("{text} in {}", path.display()));
            }
        }
    }
    found
}

/// A person of whom every kind of text is kept: two names, a title, an account, letters, links and a session.
async fn well_known(forum: &TestForum) -> ParticipantId {
    let id = forum.person(NAME, "civil-society").await;
    let mut browser = forum.signed_in(&id).await;
    let acme = participant::NameOrganisation {
        id: None,
        name: "Acme".into(),
        group: None,
        url: None,
    };
    let acme = participant::acts::name_organisation(&forum.app, &Hand::Operator, None, acme)
        .await
        .unwrap();
    let told = participant::Told {
        organisation: Some(acme),
        title: Some("Grand Plovermaster".into()),
        since: START,
        until: None,
    };
    participant::acts::affiliate(&forum.app, &Hand::Person(id.clone()), None, &id, told)
        .await
        .unwrap();
    let fields = [
        ("name", "Zdenka Vorpalheim"),
        ("about", "Keeper of snarkhounds."),
        ("group", "government"),
        ("lang", "en"),
    ];
    assert_eq!(
        browser
            .fill_in("/me/profile", "/me/profile", &fields)
            .await
            .status,
        303
    );
    forum
        .visitor()
        .post("/sign-in", &[("address", ADDRESS), ("next", "/")])
        .await;
    id
}

const TEXTS: [&str; 5] = [
    "quixwarble",
    "vorpalheim",
    "plovermaster",
    "snarkhounds",
    ADDRESS,
];

#[tokio::test]
async fn no_byte_of_what_was_erased_is_left_in_any_file() {
    let forum = TestForum::open().await;
    let id = well_known(&forum).await;
    let before = files_with(forum.dir(), &TEXTS);
    for text in TEXTS {
        assert!(
            before.iter().any(|found| found.contains(text)),
            "{text} was kept: {before:?}"
        );
    }
    participant::command::erase(&forum.app, &id, "GDPR Art. 17", NOTHING_ELSEWHERE)
        .await
        .unwrap();
    assert_eq!(files_with(forum.dir(), &TEXTS), Vec::<String>::new());
    let list = std::fs::read_to_string(forum.dir().join("erasures.jsonl")).unwrap();
    assert!(list.contains("GDPR Art. 17"));
    let seals = plenary_kit::erase::read_list(&forum.dir().join("erasures.jsonl")).unwrap();
    assert_eq!(
        seals[0].erases.len(),
        5,
        "two names, address, title, account"
    );
}

#[tokio::test]
async fn an_erasure_cut_off_before_its_entry_is_listed_by_the_follower_once() {
    let forum = TestForum::open().await;
    let id = well_known(&forum).await;
    participant::command::erase(&forum.app, &id, "GDPR Art. 17", NOTHING_ELSEWHERE)
        .await
        .unwrap();
    let path = forum.dir().join("erasures.jsonl");
    std::fs::remove_file(&path).unwrap();
    forum.app.settle().await.unwrap();
    let listed = plenary_kit::erase::read_list(&path).unwrap();
    assert_eq!(listed.len(), 1, "the ledger tells of it");
    plenary_kit::erase::list(forum.dir(), &listed[0]).unwrap();
    assert_eq!(plenary_kit::erase::read_list(&path).unwrap(), listed);
}

#[tokio::test]
async fn a_letter_for_joining_goes_with_the_address_too() {
    let forum = TestForum::open().await;
    let mut browser = forum.visitor();
    for _ in 0..2 {
        browser
            .post("/sign-in", &[("address", ADDRESS), ("next", "/")])
            .await;
    }
    let id = forum.person(NAME, "civil-society").await;
    participant::command::erase(&forum.app, &id, "GDPR Art. 17", NOTHING_ELSEWHERE)
        .await
        .unwrap();
    assert_eq!(files_with(forum.dir(), &TEXTS), Vec::<String>::new());
}

#[tokio::test]
async fn the_gap_says_who_decided_and_under_which_rule() {
    let forum = TestForum::open().await;
    let id = well_known(&forum).await;
    let sec = forum.secretary("Sec Retary").await;
    let mut staff = forum.signed_in(&sec).await;
    let (page, action) = (
        format!("/participants/{id}/erase"),
        format!("/participants/{id}/erase"),
    );
    let refused = staff
        .fill_in(&page, &action, &[("rule", " "), ("agree", "")])
        .await;
    assert_eq!(refused.status, 422);
    assert!(
        refused.text().contains("id=\"f-rule-error\"")
            && refused.text().contains("id=\"f-agree-error\"")
    );
    let done = staff
        .fill_in(
            &page,
            &action,
            &[("rule", "GDPR Art. 17"), ("agree", "yes")],
        )
        .await;
    assert_eq!(
        (done.status.as_u16(), done.location()),
        (303, format!("/participants/{id}").as_str())
    );
    let text = staff.get(done.location()).await.text();
    assert!(
        text.contains("GDPR Art. 17")
            && text.contains("Sec Retary")
            && text.contains("Name erased"),
        "{text}"
    );
    let person = forum
        .app
        .read(|db| participant::person(db, &id))
        .unwrap()
        .unwrap();
    assert_eq!(
        (person.name, person.address, person.about),
        (None, None, None)
    );
    assert!(
        forum
            .app
            .read(|db| participant::affiliations(db, &id))
            .unwrap()
            .is_empty()
    );
    let again = staff
        .fill_in(
            &page,
            &action,
            &[("rule", "GDPR Art. 17"), ("agree", "yes")],
        )
        .await;
    assert_eq!(again.status, 409);
}

#[tokio::test]
async fn a_person_has_their_own_data_erased_and_is_signed_out_everywhere() {
    let forum = TestForum::open().await;
    let id = well_known(&forum).await;
    let (mut here, mut there) = (forum.signed_in(&id).await, forum.signed_in(&id).await);
    let data = here.get("/me/data").await.text();
    assert!(data.contains(ADDRESS) && data.contains("Zdenka Vorpalheim"));
    let refused = here
        .fill_in("/me/data", "/me/erase", &[("agree", "")])
        .await;
    assert_eq!(refused.status, 422);
    let done = here
        .fill_in("/me/data", "/me/erase", &[("agree", "yes")])
        .await;
    assert_eq!((done.status.as_u16(), done.location()), (303, "/"));
    for browser in [&mut here, &mut there] {
        assert_eq!(browser.get("/me/profile").await.status, 303, "signed out");
    }
    assert_eq!(files_with(forum.dir(), &TEXTS), Vec::<String>::new());
    assert_eq!(
        forum
            .app
            .read(|db| participant::by_address(db, &ADDRESS.parse().unwrap()))
            .unwrap(),
        None
    );
}

#[tokio::test]
async fn who_was_erased_may_come_back_as_somebody_new() {
    let forum = TestForum::open().await;
    let first = forum.person(NAME, "civil-society").await;
    participant::command::erase(&forum.app, &first, "GDPR Art. 17", NOTHING_ELSEWHERE)
        .await
        .unwrap();
    let second = forum.person(NAME, "civil-society").await;
    assert_ne!(first, second);
}

#[tokio::test]
async fn the_last_secretary_and_strangers_cannot_be_or_have_erased() {
    let forum = TestForum::open().await;
    let sec = forum.secretary("Sec Retary").await;
    let refused = participant::command::erase(&forum.app, &sec, "GDPR", NOTHING_ELSEWHERE).await;
    let words = refused.unwrap_err().to_string();
    assert_eq!(words, ParticipantRefusal::LastSecretary.to_string());
    let (ana, ben) = (
        forum.person("Ana", "government").await,
        forum.person("Ben", "government").await,
    );
    let hand = Hand::Person(ben);
    let refused = participant::acts::erase(
        &forum.app,
        &hand,
        None,
        &ana,
        "GDPR".into(),
        NOTHING_ELSEWHERE,
    )
    .await;
    assert_eq!(
        refused.unwrap_err().to_string(),
        ParticipantRefusal::NotSecretariat.to_string()
    );
}

/// Stands for another room: it claims the words of everybody's affiliations and names, as far as they are there.
fn also(db: &Db<'_>, id: &ParticipantId) -> Result<Vec<WordsKey>, Fault> {
    let own = participant::words_of(db, id)?;
    Ok(own.into_iter().chain([WordsKey(i64::MAX)]).collect())
}

#[tokio::test]
async fn what_other_rooms_keep_is_destroyed_once_and_what_is_not_there_is_left_out() {
    static ELSEWHERE: Personal = Personal {
        words_of: &[also],
        forget: &[|_, _| Ok(())],
    };
    let forum = TestForum::open().await;
    let id = well_known(&forum).await;
    participant::command::erase(&forum.app, &id, "GDPR Art. 17", ELSEWHERE)
        .await
        .unwrap();
    let seals = plenary_kit::erase::read_list(&forum.dir().join("erasures.jsonl")).unwrap();
    assert_eq!(seals[0].erases.len(), 5);
}
