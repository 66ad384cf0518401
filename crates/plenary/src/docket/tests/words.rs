//! What becomes of an item's words: searched, erased without a trace, proven by a receipt, mailed to their author.

use plenary_kit::mail::{InOutbox, outbox};
use plenary_kit::policy::{Attribution, Mark, Reach, Role};
use plenary_kit::time::Instant;

use super::{files, files_as_guest, marked, says};
use crate::docket::rules::FileItem;
use crate::docket::search;
use crate::docket::store::list::From;
use crate::docket::{Format, ItemNumber};
use crate::policy;
use crate::testing::TestForum;

fn found(forum: &TestForum, reach: &Reach, words: &str) -> Vec<ItemNumber> {
    let listed = forum
        .app
        .read(|db| search::find(db, reach, &forum.cycle, words, &From::Start, 25))
        .unwrap();
    listed.items.iter().map(|item| item.number).collect()
}

fn everyone() -> Reach {
    policy::reach(&plenary_kit::policy::Viewer::default())
}

fn letters(forum: &TestForum) -> Vec<InOutbox> {
    let mut all = forum
        .app
        .read(|db| outbox(db, (Instant(i64::MAX), ""), 100))
        .unwrap();
    all.reverse();
    all
}

fn in_language(lang: &str, words: &str) -> FileItem {
    FileItem {
        lang: lang.into(),
        ..says(words)
    }
}

#[tokio::test]
async fn words_are_found_in_seven_languages() {
    let forum = TestForum::open().await;
    let ana = forum.person("Ana", "civil-society").await;
    let texts = [
        (
            "en",
            "Governments should publish their vulnerabilities.",
            "vulnerability",
        ),
        ("fr", "L’élection des représentants", "elections"),
        ("ar", "الأَمْنُ السّيبراني للجميع", "الامن السيبراني"),
        ("zh", "我们需要网络安全的规则", "网络安全"),
        ("ja", "サイバー空間の安全保障について", "安全保障"),
        ("ru", "Защита критических инфраструктур", "инфраструктура"),
        ("th", "ความมั่นคงปลอดภัยไซเบอร์ของประเทศ", "ปลอดภัย"),
    ];
    for (lang, text, query) in texts {
        let number = files(&forum, &ana, in_language(lang, text)).await;
        assert_eq!(found(&forum, &everyone(), query), [number], "{lang}");
    }
    assert_eq!(
        found(&forum, &everyone(), "安全"),
        [ItemNumber::after(4), ItemNumber::after(3)]
    );
    assert_eq!(found(&forum, &everyone(), "publish nothing"), []);
    assert_eq!(found(&forum, &everyone(), "\" OR place:* NEAR("), []);
}

#[tokio::test]
async fn a_search_finds_what_its_reader_may_see_and_nothing_else() {
    let forum = TestForum::open().await;
    let (ana, ben) = (
        forum.person("Ana", "civil-society").await,
        forum.person("Ben", "government").await,
    );
    let clear = files(
        &forum,
        &ana,
        marked(Mark::Clear, "The lighthouse is for all."),
    )
    .await;
    let green = files(
        &forum,
        &ana,
        marked(Mark::Green, "The lighthouse is for us."),
    )
    .await;
    let red = files(
        &forum,
        &ana,
        marked(Mark::Red, "The lighthouse is for few."),
    )
    .await;
    let waiting = files_as_guest(&forum, &ben, says("The lighthouse is not confirmed.")).await;
    let reach = |person| super::reach(&forum, person);
    assert_eq!(found(&forum, &everyone(), "lighthouse"), [clear]);
    assert_eq!(
        found(&forum, &reach(&ben), "lighthouse"),
        [waiting, green, clear]
    );
    assert_eq!(
        found(&forum, &reach(&ana), "lighthouse"),
        [red, green, clear]
    );
    assert_eq!(found(&forum, &everyone(), "shelf1"), []);
    let event = crate::docket::DocketEvent::Confirmed { number: waiting };
    forum
        .app
        .act(None, None, move |_, _| Ok(event))
        .await
        .unwrap();
    forum.app.settle().await.unwrap();
    assert_eq!(found(&forum, &everyone(), "lighthouse"), [waiting, clear]);
}

/// Whether the bytes stand in any file of the forum.
fn stands_anywhere(forum: &TestForum, words: &str) -> Option<String> {
    let files = std::fs::read_dir(forum.dir())
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let holds = |path: &std::path::PathBuf| {
        let bytes = std::fs::read(path).unwrap();
        bytes
            .windows(words.len())
            .any(|part| part == words.as_bytes())
    };
    files
        .filter(|path| path.is_file())
        .find(holds)
        .map(|path| path.display().to_string())
}

#[tokio::test(flavor = "multi_thread")]
async fn erased_words_stand_in_no_file_any_more_and_the_gap_says_why() {
    let forum = TestForum::open().await;
    let ana = forum.person("Ana", "civil-society").await;
    let sec = forum.secretary("Sam").await;
    // A word that is its own stem, so that the index's token can be looked for as well.
    let ask = FileItem {
        title: Some("About zyxwort".into()),
        files: vec![("zyxwort.pdf".into(), b"%PDF-1.7 zyxwort inside".to_vec())],
        ..says("Here stands zyxwort and more.")
    };
    let number = files(&forum, &ana, ask).await;
    let kept = files(&forum, &ana, says("The other words stay.")).await;
    assert_eq!(found(&forum, &everyone(), "zyxwort"), [number]);
    assert!(stands_anywhere(&forum, "zyxwort").is_some());
    let mut desk = forum.signed_in(&sec).await;
    let path = format!("/items/{number}/erase");
    let what = [
        ("what", "title"),
        ("what", "text-0"),
        ("what", "file-0"),
        ("rule", "Rule 7 of the house"),
    ];
    let answer = desk.fill_in(&path, &path, &what).await;
    assert_eq!(
        (answer.status.as_u16(), answer.location()),
        (303, format!("/items/{number}").as_str())
    );
    assert_eq!(stands_anywhere(&forum, "zyxwort"), None);
    assert_eq!(found(&forum, &everyone(), "zyxwort"), []);
    assert_eq!(found(&forum, &everyone(), "stay"), [kept]);
    let page = forum
        .visitor()
        .get(&format!("/items/{number}"))
        .await
        .text();
    assert!(
        page.contains("Rule 7 of the house") && page.contains("the secretariat"),
        "{page}"
    );
    assert_eq!(
        forum
            .visitor()
            .get(&format!("/items/{number}/files/0"))
            .await
            .status
            .as_u16(),
        404
    );
    let list = plenary_kit::erase::read_list(&forum.dir().join(plenary_kit::erase::LIST)).unwrap();
    assert_eq!((list.len(), list[0].erases.len()), (1, 4));
    forum.app.settle().await.unwrap();
    let told = letters(&forum)
        .into_iter()
        .find(|letter| letter.subject.contains("erased"));
    assert!(
        told.as_ref()
            .is_some_and(|letter| letter.address == "ana@example.org"),
        "{told:?}"
    );
    let receipt = forum
        .visitor()
        .get(&format!("/items/{number}/receipt"))
        .await;
    assert_verifies(&forum, &receipt.text());
}

fn assert_verifies(forum: &TestForum, receipt: &str) {
    let key = plenary_kit::tree::signing_key(&forum.app)
        .unwrap()
        .verifying_key();
    let verified = plenary_ledger::verify_receipt_alone(receipt, &key);
    assert!(verified.is_ok(), "{:?}", verified.err());
}

#[tokio::test]
async fn only_the_author_and_the_secretariat_reach_the_erasing_page() {
    let forum = TestForum::open().await;
    let (ana, ben) = (
        forum.person("Ana", "civil-society").await,
        forum.person("Ben", "government").await,
    );
    let number = files(&forum, &ana, says("Mine.")).await;
    let path = format!("/items/{number}/erase");
    let mut other = forum.signed_in(&ben).await;
    assert_eq!(other.get(&path).await.status.as_u16(), 403);
    let token = other.get("/docket").await.hidden("csrf");
    let sent = other
        .post(
            &path,
            &[("csrf", &token), ("what", "text-0"), ("rule", "none")],
        )
        .await;
    assert_eq!(sent.status.as_u16(), 403);
    assert_eq!(forum.visitor().get(&path).await.status.as_u16(), 303);
    let mut author = forum.signed_in(&ana).await;
    let refused = author
        .fill_in(&path, &path, &[("what", "text-0"), ("rule", "")])
        .await;
    assert_eq!(refused.status.as_u16(), 422);
    let refused = author
        .fill_in(&path, &path, &[("what", "text-9"), ("rule", "R")])
        .await;
    assert_eq!(refused.status.as_u16(), 409);
}

#[tokio::test]
async fn who_files_gets_number_words_and_receipt_by_mail_once() {
    let forum = TestForum::open().await;
    let ana = forum.person("Ana", "civil-society").await;
    let number = files(&forum, &ana, says("My words, by mail.")).await;
    forum.app.settle().await.unwrap();
    let all = letters(&forum);
    assert_eq!(all.len(), 1, "{all:?}");
    let letter = &all[0];
    assert_eq!(letter.attachment_name.as_deref(), Some("item-1.tlog-proof"));
    assert!(letter.subject.contains("item 1"), "{letter:?}");
    assert!(
        letter.body.contains("My words, by mail.")
            && letter.body.contains(&format!("/items/{number}"))
    );
}

#[tokio::test]
async fn a_guests_item_is_shown_by_the_mailed_link_and_its_opening_changes_nothing() {
    let forum = TestForum::open().await;
    let ben = forum.person("Ben", "government").await;
    let number = files_as_guest(&forum, &ben, says("A guest's words.")).await;
    let all = letters(&forum);
    assert_eq!(all.len(), 1, "{all:?}");
    let at = all[0].body.find("/confirm/").unwrap();
    let link = all[0].body[at..]
        .split_whitespace()
        .next()
        .unwrap()
        .to_owned();
    let item = format!("/items/{number}");
    let mut guest = forum.visitor();
    assert_eq!(guest.get(&item).await.status.as_u16(), 404);
    assert_eq!(guest.get(&link).await.status.as_u16(), 200);
    assert_eq!(guest.get(&item).await.status.as_u16(), 404);
    assert_eq!(
        guest
            .post("/confirm/AAAAAAAAAAAAAAAAAAAAAA", &[])
            .await
            .status
            .as_u16(),
        410
    );
    let done = guest.post(&link, &[]).await;
    assert_eq!(done.status.as_u16(), 303);
    let told = guest.get(done.location()).await.text();
    assert!(told.contains("Your address is confirmed."), "{told}");
    assert_eq!(guest.get(&item).await.status.as_u16(), 200);
    assert_eq!(guest.get(&link).await.status.as_u16(), 410);
    assert_eq!(guest.post(&link, &[]).await.status.as_u16(), 410);
    forum.app.settle().await.unwrap();
    let last = letters(&forum).pop().unwrap();
    assert_eq!(last.attachment_name.as_deref(), Some("item-1.tlog-proof"));
}

#[tokio::test]
async fn the_receipt_of_an_item_with_a_file_verifies() {
    let forum = TestForum::open().await;
    let ana = forum.person("Ana", "civil-society").await;
    let with_file = FileItem {
        files: vec![("proof.pdf".into(), b"%PDF-1.7".to_vec())],
        ..says("With a file.")
    };
    let number = files(&forum, &ana, with_file).await;
    let path = format!("/items/{number}/receipt");
    let receipt = forum.visitor().get(&path).await.text();
    assert_verifies(&forum, &receipt);
}

#[tokio::test]
async fn a_receipt_verifies_and_is_for_those_who_may_know_the_author() {
    let forum = TestForum::open().await;
    let ana = forum.person("Ana", "civil-society").await;
    let editor = forum.holder("Eda", Role::Editor).await;
    let open = files(&forum, &ana, says("Prove it.")).await;
    let closed = FileItem {
        attribution: Attribution::ChathamHouse,
        ..says("Not by me.")
    };
    let closed = files(&forum, &ana, closed).await;
    let receipt = forum.visitor().get(&format!("/items/{open}/receipt")).await;
    assert_eq!(receipt.headers["content-type"], "text/plain; charset=utf-8");
    let disposition = receipt.headers["content-disposition"].to_str().unwrap();
    assert!(
        disposition.starts_with("attachment; filename=\"item-1.tlog-proof\""),
        "{disposition}"
    );
    assert_verifies(&forum, &receipt.text());
    let path = format!("/items/{closed}/receipt");
    assert_eq!(forum.visitor().get(&path).await.status.as_u16(), 404);
    assert_eq!(
        forum.signed_in(&ana).await.get(&path).await.status.as_u16(),
        200
    );
    assert_eq!(
        forum
            .signed_in(&editor)
            .await
            .get(&path)
            .await
            .status
            .as_u16(),
        200
    );
}

#[test]
fn a_row_without_title_shows_the_first_words_without_their_signs() {
    let text = "# A *clear* rule\n\n> Words that go on and on, ".to_owned() + &"and on ".repeat(60);
    let words = crate::docket::excerpt::first_words(&text, Format::Markdown);
    assert!(
        words.starts_with("A clear rule Words that go on and on, and on") && words.ends_with(" …"),
        "{words}"
    );
    assert!(words.chars().count() <= 163, "{words}");
}
