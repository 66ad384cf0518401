//! From the end of the captions to the record.

use super::{World, post};
use crate::transcript::store::read;

const PAGE: &str = "/sessions/hearing/captions";
const SAID: &str = "Captions of the hearing.\n***\n>> MODERATOR: Good morning. My name is Mo Moderates. Ana Lima, please.\n>> ANA LIMA: Thank you. It went from 3 >> 4 (inaudible). [ Applause ]\n>> MODERATOR: Thank you all.\n";

/// The file through a captioner's link, with a slip of the hand in every fourth piece.
async fn say(world: &World) {
    let link = world.link("1").await;
    let mut tool = world.forum.visitor();
    for (turn, piece) in SAID.as_bytes().chunks(17).enumerate() {
        let slip: &[u8] = if turn % 4 == 0 {
            b"teh\x08\x08\x08"
        } else {
            b""
        };
        let path = format!("{link}?seq={}", turn + 1);
        let sent = post(&mut tool, &path, &[slip, piece].concat()).await;
        assert_eq!(sent.status, 200);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_record_of_closed_captions_is_that_of_the_same_text_as_a_file() {
    let world = World::new().await;
    say(&world).await;
    let mut secretary = world.forum.signed_in(&world.secretary).await;
    let record = format!("{PAGE}/record");
    let nature = [("nature", "human")];
    let early = secretary.fill_in(PAGE, &record, &nature).await;
    assert_eq!(early.status, 409);
    assert!(early.text().contains("Close the captions first"));
    let close = format!("{PAGE}/close");
    assert_eq!(secretary.fill_in(PAGE, &close, &[]).await.status, 303);
    let offered = secretary.fill_in(PAGE, &record, &nature).await;
    assert_eq!(offered.status, 303, "{}", offered.text());
    let preview = offered.headers["location"].to_str().unwrap().to_owned();
    let none = |db: &plenary_kit::db::Db<'_>| read::transcript(db, &world.session().id);
    assert!(world.forum.app.read(none).unwrap().is_none());
    let made = secretary.fill_in(&preview, &preview, &[]).await;
    assert_eq!(made.status, 303, "{}", made.text());
    let transcript = world.forum.app.read(none).unwrap().unwrap();
    let source = world.forum.app.read(|db| read::source(db, &transcript));
    assert_eq!(source.unwrap().unwrap(), SAID.as_bytes());
    let file = plenary_captions::Record::from_bytes(SAID.as_bytes());
    assert_eq!(transcript.turns.len(), file.turns.len());
    assert!(
        secretary
            .get("/sessions/hearing/transcript")
            .await
            .text()
            .contains("It went from 3")
    );
    let page = secretary.get(PAGE).await.text();
    assert!(page.contains("Read the record") && !page.contains("captions/open"));
    let again = secretary.fill_in(PAGE, &record, &nature).await;
    assert_eq!(again.status, 409);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_captioner_does_not_make_the_record() {
    let world = World::new().await;
    say(&world).await;
    let mut captioner = world.forum.signed_in(&world.captioner).await;
    let nature = [("nature", "human")];
    let asked = captioner
        .fill_in(PAGE, &format!("{PAGE}/record"), &nature)
        .await;
    assert_eq!(asked.status, 403);
}
