//! The pages of trust and the outbox.

use plenary_kit::mail::{self, Letter};
use plenary_kit::tree;
use plenary_ledger::{Checkpoint, Hash, VerifyingKey, verify_consistency};

use super::security::text;
use crate::testing::{START, TestForum};

#[tokio::test(flavor = "multi_thread")]
async fn a_kept_checkpoint_is_proven_to_be_the_beginning_of_the_ledger() {
    let forum = TestForum::open().await;
    let mut visitor = forum.visitor();
    assert_eq!(visitor.get("/checkpoint").await.status, 404);
    assert_eq!(visitor.get("/trust").await.status, 200);
    tree::grow(&forum.app).await.unwrap();
    let before = visitor.get("/checkpoint").await.text();
    forum.person("Ana", "government").await;
    tree::grow(&forum.app).await.unwrap();
    let keys: Vec<VerifyingKey> = visitor
        .get("/ledger/key")
        .await
        .text()
        .lines()
        .map(|key| key.parse().unwrap())
        .collect();
    let open = |note: &str| Checkpoint::open(note, &keys).unwrap();
    let (old, new) = (
        open(&before),
        open(&visitor.get("/checkpoint").await.text()),
    );
    assert!(old.size < new.size);
    let path = format!("/ledger/consistency?old={}&new={}", old.size, new.size);
    let proof: Vec<Hash> = visitor
        .get(&path)
        .await
        .text()
        .lines()
        .map(|hash| hash.parse().unwrap())
        .collect();
    verify_consistency((old.size, &old.root), (new.size, &new.root), &proof).unwrap();
    for wrong in [
        "",
        "?old=x",
        "?old=9999999",
        "?old=3&new=2",
        "?old=0&new=9999999",
    ] {
        assert_eq!(
            visitor
                .get(&format!("/ledger/consistency{wrong}"))
                .await
                .status,
            400,
            "{wrong}"
        );
    }
    let page = visitor.get("/trust").await.text();
    assert!(page.contains(&keys[0].to_string()));
}

fn letter(id: &str) -> Letter {
    Letter {
        id: id.into(),
        to: "ana@example.org".parse().unwrap(),
        name: "Ana".into(),
        participant: None,
        about: None,
        subject: "<b>Number 1</b>".into(),
        body: "Dear <i>Ana</i>".into(),
        attachment: None,
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_secretariat_reads_the_outbox_and_sends_again_only_what_is_in_doubt() {
    let forum = TestForum::open().await;
    let sam = forum.secretary("Sam").await;
    let put = |tx: &plenary_kit::db::Tx<'_>| mail::put(tx, &letter("one"), START);
    forum.app.tend(put).await.unwrap();
    let mut desk = forum.signed_in(&sam).await;
    let list = desk.get("/outbox").await.text();
    assert!(
        list.contains("&lt;b&gt;Number 1") && list.contains("ana@example.org"),
        "{list}"
    );
    let page = desk.get("/outbox/one").await.text();
    assert!(
        page.contains("Dear &lt;i&gt;Ana") && !page.contains("/again"),
        "{page}"
    );
    let refused = desk.fill_in("/outbox/one", "/outbox/one/again", &[]).await;
    assert_eq!(refused.status, 409);
    forum.app.tend(mail::doubt_all).await.unwrap();
    let again = desk.fill_in("/outbox/one", "/outbox/one/again", &[]).await;
    assert_eq!(
        (again.status.as_u16(), again.location()),
        (303, "/outbox/one")
    );
    let stands = forum
        .app
        .read(|db| mail::letter(db, "one"))
        .unwrap()
        .unwrap();
    assert_eq!(stands.state, mail::LetterState::Waiting);
    let mut member = forum
        .signed_in(&forum.person("Ola", "government").await)
        .await;
    for path in ["/outbox", "/outbox/one"] {
        assert_eq!(member.get(path).await.status, 404);
    }
}

#[test]
fn the_security_file_says_all_that_rfc_9116_asks_for() {
    let file = text("forum@example.org", "https://forum.example.org", START).unwrap();
    assert_eq!(
        file,
        "Contact: mailto:forum@example.org\nExpires: 2026-08-08T00:00:00Z\nPreferred-Languages: en\n\
         Canonical: https://forum.example.org/.well-known/security.txt\nPolicy: https://forum.example.org/trust\n"
    );
}
