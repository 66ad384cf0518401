//! The founding file played through the real doors, chopped and mistyped, to what readers have and what the record says.

use plenary_captions::{DELETE, LiveText, Packet, Record, Register};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use super::{Reader, World, post};
use crate::caption::store;

/// The captions of the founding session; in a checkout without them the text of the demo stands in.
fn founding() -> Vec<u8> {
    let beside = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../../shared/data/000_211c2f254830c30c.txt"
    );
    std::fs::read(beside)
        .unwrap_or_else(|_| include_bytes!("../../demo/story/session.txt").to_vec())
}

/// Pieces of a text with wrong words typed, deleted and typed again; a cut may fall inside a letter.
fn pieces(text: &[u8], cuts: &[usize], wrong: usize) -> Vec<Vec<u8>> {
    let mut pieces = Vec::new();
    let (mut at, mut turn) = (0, 0);
    while at < text.len() {
        let end = text.len().min(at + cuts[turn % cuts.len()]);
        let mut piece = Vec::new();
        if wrong > 0 && turn % wrong == 0 && std::str::from_utf8(&text[at..end]).is_ok() {
            piece.extend_from_slice("wröng ".as_bytes());
            piece.extend([DELETE; 6]);
        }
        piece.extend_from_slice(&text[at..end]);
        pieces.push(piece);
        (at, turn) = (end, turn + 1);
    }
    pieces
}

fn as_shown(bytes: &[u8]) -> String {
    let mut live = LiveText::default();
    live.hear(Packet {
        bytes,
        ..Packet::default()
    });
    live.text().to_owned()
}

/// Sends pieces with numbers, some twice and some in the wrong order, while one reader reads along and others come late.
async fn play(pieces: &[Vec<u8>], swaps: &[usize], text: &[u8]) {
    let world = World::new().await;
    let link = world.link("1").await;
    let mut tool = world.forum.visitor();
    let mut order: Vec<usize> = (0..pieces.len()).collect();
    for swap in swaps {
        let at = swap % pieces.len().saturating_sub(1).max(1);
        if at + 1 < order.len() {
            order.swap(at, at + 1);
        }
    }
    let (mut along, mut early) = (Reader::default(), Reader::default());
    for (turn, place) in order.iter().enumerate() {
        let path = format!("{link}?seq={}", place + 1);
        for _ in 0..1 + turn % 5 / 4 {
            let sent = post(&mut tool, &path, &pieces[*place]).await;
            assert_eq!(sent.status, 200, "{}", sent.text());
            world.forum.pass_ms(50);
        }
        if turn % 3 == 0 {
            world.read(&mut tool, &mut along).await;
        }
        if turn == 0 {
            world.read(&mut tool, &mut early).await;
        }
    }
    world.read(&mut tool, &mut along).await;
    world.read(&mut tool, &mut early).await;
    assert_eq!(along.text(), as_shown(text));
    assert_eq!(early.text(), along.text());
    assert_eq!((along.anew, early.anew), (1, 1));
    same_record(&world, text);
}

/// The record of what is kept equals the record of the same text as a file, but for the times.
fn same_record(world: &World, text: &[u8]) {
    let mut live = LiveText::default();
    let read = |db: &plenary_kit::db::Db<'_>| -> Result<(), plenary_kit::fault::Fault> {
        let mut from = 0;
        loop {
            let packets = store::packets(db, &world.session().id, from)?;
            for packet in &packets {
                from = packet.place + 1;
                live.hear(Packet {
                    sequence: packet.sequence,
                    captioner: packet.captioner.0,
                    milliseconds: None,
                    bytes: &packet.bytes,
                });
            }
            if packets.is_empty() {
                return Ok(());
            }
        }
    };
    world.forum.app.read(read).unwrap();
    assert_eq!(live.bytes(), text);
    let (fed, file) = (live.record(&Register::default()), Record::from_bytes(text));
    assert_eq!(
        serde_json::to_value(&fed).unwrap(),
        serde_json::to_value(&file).unwrap()
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_founding_file_fed_live_is_read_and_recorded_as_the_file_is() {
    let text = founding();
    play(&pieces(&text, &[331, 97, 512, 44], 7), &[5, 30, 31], &text).await;
}

#[test]
fn any_cut_with_any_mistakes_and_any_order_ends_in_the_same_text() {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .unwrap();
    let text = founding();
    let most = text.len() - 400;
    let chance = (
        0..most,
        prop::collection::vec(1usize..40, 1..6),
        0usize..9,
        prop::collection::vec(0usize..400, 0..6),
    );
    let mut runner = TestRunner::new(Config {
        cases: 12,
        failure_persistence: None,
        ..Config::default()
    });
    runner
        .run(&chance, |(from, cuts, wrong, swaps)| {
            let piece = &text[from..from + 400];
            runtime.block_on(play(&pieces(piece, &cuts, wrong), &swaps, piece));
            Ok(())
        })
        .unwrap();
}
