//! Words of a record made of live captions are destroyed in the captions too.

use plenary_kit::erase;

use super::{Reader, World, post};
use crate::caption::store;
use crate::transcript::Transcript;
use crate::transcript::store::read;

pub(super) const PAGE: &str = "/sessions/hearing/captions";
pub(super) const SAID: &[&str] = &[
    ">> MODERATOR: Good morning. Ana Lima, please.\n",
    ">> ANA LIMA: I live at",
    " Harbour Stret\x08\x08",
    "eet four.\n",
    ">> MODERATOR: Thank you for your words.\n",
    ">> ANA LIMA: The rest may stay.\n",
];

/// All pieces through a captioner's link, four seconds apart; the captions closed and made the record.
async fn recorded() -> (World, Transcript) {
    let world = World::new().await;
    let link = world.link("1").await;
    let mut tool = world.forum.visitor();
    for (turn, piece) in SAID.iter().enumerate() {
        let sent = post(
            &mut tool,
            &format!("{link}?seq={}", turn + 1),
            piece.as_bytes(),
        )
        .await;
        assert_eq!(sent.status, 200);
        world.forum.pass_ms(4_000);
    }
    record(&world).await;
    let id = world.session().id;
    let transcript = world.forum.app.read(|db| read::transcript(db, &id));
    (world, transcript.unwrap().unwrap())
}

/// Closes the captions and makes them the record.
pub(super) async fn record(world: &World) {
    let mut secretary = world.forum.signed_in(&world.secretary).await;
    let closed = secretary.fill_in(PAGE, &format!("{PAGE}/close"), &[]).await;
    assert_eq!(closed.status, 303);
    let nature = [("nature", "human")];
    let offered = secretary
        .fill_in(PAGE, &format!("{PAGE}/record"), &nature)
        .await;
    let preview = offered.location().to_owned();
    let made = secretary.fill_in(&preview, &preview, &[]).await;
    assert_eq!(made.status, 303, "{}", made.text());
}

/// The secretariat destroys a paragraph.
async fn erase_paragraph(world: &World, number: u32) {
    let mut secretary = world.forum.signed_in(&world.secretary).await;
    let page = format!("/sessions/hearing/transcript/{number}/erase");
    let done = secretary
        .fill_in(&page, &page, &[("rule", "House rule 7")])
        .await;
    assert_eq!(done.status, 303, "{}", done.text());
}

#[tokio::test(flavor = "multi_thread")]
async fn erased_words_are_in_no_packet_no_stream_no_page_and_no_file() {
    let (world, transcript) = recorded().await;
    world.forum.app.settle().await.unwrap();
    let mut visitor = world.forum.visitor();
    let mut before = Reader::default();
    world.read(&mut visitor, &mut before).await;
    assert!(before.text().contains("Harbour Street four"));
    let number = transcript.turns[1].paragraphs[0].number;
    erase_paragraph(&world, number).await;
    // A reader who knew the words begins anew with what is left; one who comes now has the same.
    world.read(&mut visitor, &mut before).await;
    let mut after = Reader::default();
    world.read(&mut visitor, &mut after).await;
    for text in [before.text(), after.text()] {
        assert!(
            !text.contains("Harbour") && !text.contains("four"),
            "{text}"
        );
        assert!(text.contains("Good morning") && text.contains("Thank you for your words"));
        assert!(text.contains("[erased]") && text.contains("The rest may stay"));
        assert_eq!(text.matches("[erased]").count(), 1);
    }
    for path in ["/sessions/hearing/live", "/sessions/hearing/live?part=1"] {
        let page = visitor.get(path).await.text();
        assert!(
            !page.contains("Harbour") && page.contains("House rule 7"),
            "{path}"
        );
    }
    let page = visitor
        .get(&format!("/sessions/hearing/transcript/{number}"))
        .await;
    assert!(page.text().contains("House rule 7"));
    let id = world.session().id;
    let packets = world
        .forum
        .app
        .read(|db| store::packets(db, &id, 0))
        .unwrap();
    let gone: Vec<bool> = packets.iter().map(|packet| packet.is_erased).collect();
    assert_eq!(gone, [false, true, true, true, false, false]);
    let settings = world.forum.app.settings();
    for file in [settings.database(), settings.dir.join("plenary.db-wal")] {
        let bytes = std::fs::read(file).unwrap_or_default();
        for word in [&b"Harbour Str"[..], b"eet four"] {
            assert!(!bytes.windows(word.len()).any(|part| part == word));
        }
    }
    let listed = erase::read_list(&settings.dir.join(erase::LIST)).unwrap();
    assert!(listed.last().is_some_and(|last| last.erases.len() >= 5));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_erasure_takes_its_own_words_and_no_more() {
    let (world, transcript) = recorded().await;
    let number = |turn: usize| transcript.turns[turn].paragraphs[0].number;
    erase_paragraph(&world, number(1)).await;
    erase_paragraph(&world, number(2)).await;
    let mut reader = Reader::default();
    world.read(&mut world.forum.visitor(), &mut reader).await;
    let text = reader.text();
    assert!(!text.contains("Thank you for your words"), "{text}");
    assert!(text.contains("Good morning") && text.contains("The rest may stay"));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_erased_does_not_come_back_by_being_sent_again() {
    let (world, transcript) = recorded().await;
    erase_paragraph(&world, transcript.turns[1].paragraphs[0].number).await;
    // The record is taken back, so that the captions can be opened again.
    let mut secretary = world.forum.signed_in(&world.secretary).await;
    let speakers = "/sessions/hearing/transcript/speakers";
    let back = "/sessions/hearing/transcript/take-back";
    let taken = secretary
        .fill_in(speakers, back, &[("rule", "Too early")])
        .await;
    assert_eq!(taken.status, 303, "{}", taken.text());
    let opened = secretary.fill_in(PAGE, &format!("{PAGE}/open"), &[]).await;
    assert_eq!(opened.status, 303);
    let links = world
        .forum
        .app
        .read(|db| store::links(db, &world.session().id));
    let link = links.unwrap()[0].secret(&world.forum.app);
    let mut tool = world.forum.visitor();
    let again = format!("/captions/{link}?seq=2");
    assert_eq!(
        post(&mut tool, &again, SAID[1].as_bytes()).await.status,
        200
    );
    record(&world).await;
    let text = world
        .forum
        .visitor()
        .get("/sessions/hearing/transcript")
        .await
        .text();
    assert!(
        !text.contains("I live at") && text.contains("The rest may stay"),
        "{text}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn where_nobody_can_tell_which_packets_hold_the_words_all_go() {
    let world = World::new().await;
    let link = world.link("1").await;
    let mut tool = world.forum.visitor();
    post(
        &mut tool,
        &format!("{link}?seq=1"),
        b">> ANA LIMA: I live at Harbour Street.\n",
    )
    .await;
    let mut secretary = world.forum.signed_in(&world.secretary).await;
    // A file that was made tidier by hand: its words stand in the captions in another shape.
    let file = b">> ANA LIMA: I live in Harbour Street 4.\n";
    let kept = crate::testing::heard::upload(&mut secretary, "hearing", "tidy.txt", file).await;
    let preview = kept.location().to_owned();
    assert_eq!(secretary.fill_in(&preview, &preview, &[]).await.status, 303);
    erase_paragraph(&world, 1).await;
    let mut reader = Reader::default();
    world.read(&mut world.forum.visitor(), &mut reader).await;
    assert_eq!(reader.text().trim(), "[erased]");
}

#[tokio::test(flavor = "multi_thread")]
async fn with_a_persons_data_the_captions_that_hold_their_name_go() {
    let (world, transcript) = recorded().await;
    let ana = world.forum.person("Ana Lima", "civil-society").await;
    let mut secretary = world.forum.signed_in(&world.secretary).await;
    let page = "/sessions/hearing/transcript/speakers";
    let (turn, person) = (transcript.turns[1].number.to_string(), ana.to_string());
    let fields = [
        ("act", "participant"),
        ("participant", person.as_str()),
        ("turn", &turn),
    ];
    assert_eq!(secretary.fill_in(page, page, &fields).await.status, 303);
    let mut visitor = world.forum.visitor();
    let mut reader = Reader::default();
    world.read(&mut visitor, &mut reader).await;
    let page = format!("/participants/{ana}/erase");
    let fields = [("rule", "Article 17"), ("agree", "yes")];
    assert_eq!(secretary.fill_in(&page, &page, &fields).await.status, 303);
    world.forum.app.settle().await.unwrap();
    world.read(&mut visitor, &mut reader).await;
    assert!(!reader.text().contains("ANA LIMA"), "{}", reader.text());
}

#[tokio::test(flavor = "multi_thread")]
async fn the_record_keeps_the_times_of_the_captions() {
    let (world, transcript) = recorded().await;
    assert_eq!(transcript.began, Some(crate::testing::START));
    assert_eq!(transcript.turns[2].milliseconds, Some([16_000, 20_000]));
    let mut visitor = world.forum.visitor();
    let mut file = async |format: &str| {
        let path = format!("/sessions/hearing/transcript/file/{format}");
        visitor.get(&path).await.text()
    };
    let (vtt, srt, json) = (file("vtt").await, file("srt").await, file("json").await);
    assert!(vtt.contains("00:00:16.000 --> 00:00:20.000"), "{vtt}");
    assert!(srt.contains("00:00:16,000 --> 00:00:20,000"), "{srt}");
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(
        json["turns"][2]["milliseconds"],
        serde_json::json!([16_000, 20_000])
    );
}
