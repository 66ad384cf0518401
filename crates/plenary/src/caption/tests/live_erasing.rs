//! Words of captions are destroyed before there is a record.

use plenary_kit::erase;

use super::erasing::{PAGE, SAID, record};
use super::{Reader, World, post};
use crate::caption::store;
use crate::testing::Page;
use crate::transcript::store::read::transcript;

const ERASE: &str = "/sessions/hearing/captions/erase";

/// All pieces through a captioner's link, four seconds apart; gives the link.
async fn said(world: &World) -> String {
    let link = world.link("1").await;
    let mut tool = world.forum.visitor();
    for (turn, piece) in (1..).zip(SAID) {
        let sent = post(&mut tool, &format!("{link}?seq={turn}"), piece.as_bytes()).await;
        assert_eq!(sent.status, 200);
        world.forum.pass_ms(4_000);
    }
    link
}

/// The secretariat has pieces erased.
async fn erase(world: &World, fields: &[(&str, &str)]) -> Page {
    let mut secretary = world.forum.signed_in(&world.secretary).await;
    secretary.fill_in(ERASE, ERASE, fields).await
}

async fn read(world: &World) -> String {
    let mut reader = Reader::default();
    world.read(&mut world.forum.visitor(), &mut reader).await;
    reader.text()
}

/// The secretariat finds Ana's address among the pieces and has it erased.
async fn erase_address(world: &World) {
    let mut secretary = world.forum.signed_in(&world.secretary).await;
    let found = secretary.get(&format!("{ERASE}?find=street+FOUR")).await;
    let found = found.text();
    let piece = "Harbour Str<del>et</del>eet four";
    assert!(found.contains(piece), "{found}");
    assert!(!found.contains("The rest may stay"), "{found}");
    let fields = [("piece", "1-3"), ("rule", "House rule 7")];
    let done = erase(world, &fields).await;
    assert_eq!(done.status, 303, "{}", done.text());
}

#[tokio::test(flavor = "multi_thread")]
async fn erased_captions_are_gone_for_readers_and_the_session_goes_on() {
    let world = World::new().await;
    let link = said(&world).await;
    let mut visitor = world.forum.visitor();
    let mut along = Reader::default();
    world.read(&mut visitor, &mut along).await;
    assert!(along.text().contains("Harbour Street four"));
    erase_address(&world).await;
    let more = b"\x08\x08And more.\n";
    let more = post(&mut visitor, &format!("{link}?seq=7"), more).await;
    assert_eq!(more.status, 200);
    world.read(&mut visitor, &mut along).await;
    for text in [along.text(), read(&world).await] {
        let is_gone = !text.contains("Harbour") && !text.contains("I live");
        let is_left = text.contains("The rest may stayAnd more.");
        assert!(is_gone && is_left && text.contains("[erased]"), "{text}");
    }
    for path in ["/sessions/hearing/live", "/sessions/hearing/live?part=1"] {
        let page = visitor.get(path).await.text();
        let is_gap = !page.contains("Harbour") && page.contains("House rule 7");
        assert!(is_gap, "{path}: {page}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn erased_captions_are_in_no_file_of_the_forum_and_in_no_record() {
    let world = World::new().await;
    said(&world).await;
    erase_address(&world).await;
    let settings = world.forum.app.settings();
    for file in [settings.database(), settings.dir.join("plenary.db-wal")] {
        let bytes = std::fs::read(file).unwrap_or_default();
        for word in [&b"Harbour Str"[..], b"eet four"] {
            assert!(!bytes.windows(word.len()).any(|part| part == word));
        }
    }
    let listed = erase::read_list(&settings.dir.join(erase::LIST)).unwrap();
    assert!(listed.last().is_some_and(|last| last.erases.len() == 3));
    record(&world).await;
    let mut visitor = world.forum.visitor();
    let page = visitor.get("/sessions/hearing/transcript").await.text();
    let is_left = page.contains("The rest may stay");
    assert!(is_left && !page.contains("Harbour"), "{page}");
    // Who speaks after the gap is read as before.
    let id = world.session().id;
    let made = world.forum.app.read(|db| transcript(db, &id));
    let made = made.unwrap().unwrap();
    let labels = made.turns.iter().map(|turn| turn.label.as_deref());
    let labels: Vec<_> = labels.flatten().collect();
    assert_eq!(labels, ["MODERATOR", "MODERATOR", "ANA LIMA"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_typed_and_taken_back_can_be_erased_and_does_not_come_back() {
    let world = World::new().await;
    let link = world.link("1").await;
    let mut tool = world.forum.visitor();
    let typed = [
        ">> ANA LIMA: Zed said so. Sorry, \n",
        "Zed ",
        "\x08\x08\x08\x08nobody said so.\n",
        "Thank you.\n",
    ];
    for piece in typed {
        assert_eq!(post(&mut tool, &link, piece.as_bytes()).await.status, 200);
        world.forum.pass_ms(40_000);
    }
    // Only the piece that took the name back is chosen.
    let done = erase(&world, &[("piece", "2-2"), ("rule", "House rule 7")]).await;
    assert_eq!(done.status, 303, "{}", done.text());
    let text = read(&world).await;
    assert!(text.ends_with("[erased]\nThank you.\n"), "{text}");
    let id = world.session().id;
    let packets = world.forum.app.read(|db| store::packets(db, &id, 0));
    let gone: Vec<bool> = packets.unwrap().iter().map(|one| one.is_erased).collect();
    assert_eq!(gone, [false, true, true, false]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_record_on_offer_that_holds_the_words_is_gone_with_them() {
    let world = World::new().await;
    said(&world).await;
    let mut secretary = world.forum.signed_in(&world.secretary).await;
    let closed = secretary.fill_in(PAGE, &format!("{PAGE}/close"), &[]).await;
    assert_eq!(closed.status, 303);
    let nature = [("nature", "human")];
    let offered = secretary
        .fill_in(PAGE, &format!("{PAGE}/record"), &nature)
        .await;
    let preview = offered.location().to_owned();
    assert!(secretary.get(&preview).await.text().contains("Harbour"));
    let done = erase(&world, &[("piece", "1-3"), ("rule", "House rule 7")]).await;
    assert_eq!(done.status, 303);
    assert_eq!(secretary.get(&preview).await.status, 410);
}

#[tokio::test(flavor = "multi_thread")]
async fn only_the_secretariat_erases_with_a_rule_and_before_there_is_a_record() {
    let world = World::new().await;
    said(&world).await;
    let rule = ("rule", "House rule 7");
    let mut captioner = world.forum.signed_in(&world.captioner).await;
    assert_ne!(captioner.get(ERASE).await.status, 200);
    let links = captioner.get(PAGE).await.text();
    assert!(!links.contains(ERASE), "{links}");
    let mut secretary = world.forum.signed_in(&world.secretary).await;
    assert!(secretary.get(PAGE).await.text().contains(ERASE));
    for fields in [
        vec![("piece", "1-3")],
        vec![rule],
        vec![rule, ("piece", "9-9")],
    ] {
        assert_eq!(erase(&world, &fields).await.status, 422, "{fields:?}");
    }
    assert_eq!(erase(&world, &[("piece", "0-0"), rule]).await.status, 303);
    // Once more there is nothing left to erase.
    assert_eq!(erase(&world, &[("piece", "0-0"), rule]).await.status, 422);
    // Its page was opened before the record was made.
    let page = secretary.get(ERASE).await;
    let (token, key) = (page.hidden("csrf"), page.hidden("key"));
    record(&world).await;
    let fields = [
        ("csrf", token.as_str()),
        ("key", &key),
        ("piece", "1-3"),
        rule,
    ];
    let late = secretary.post(ERASE, &fields).await;
    assert_eq!(late.status, 409, "{}", late.text());
}
