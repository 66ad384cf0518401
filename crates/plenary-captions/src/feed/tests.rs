//! The feed: deletions, order, loss, hand-over, times.

use super::*;

fn numbered(sequence: u64, bytes: &[u8]) -> Packet<'_> {
    Packet {
        sequence: Some(sequence),
        bytes,
        ..Packet::default()
    }
}

fn text(feed: &Feed) -> String {
    let mut bytes = feed.settled().to_vec();
    bytes.extend(feed.open());
    String::from_utf8(bytes).unwrap()
}

#[test]
fn deletions_reach_into_earlier_packets() {
    let mut feed = Feed::new();
    feed.push_bytes(b">> ANA: Good mroning\x08\x08\x08");
    feed.push_bytes(b"\x08\x08\x08orning caf\xC3");
    feed.push_bytes(b"\xA9\x08\xC3\xA8s");
    assert_eq!(text(&feed), ">> ANA: Good morning cafès");
    assert_eq!(
        feed.speaking().and_then(|found| found.label).as_deref(),
        Some("ANA")
    );
}

#[test]
fn repeated_and_disordered_packets_make_one_text() {
    let mut feed = Feed::new();
    for (number, bytes) in [
        (2, b"two ".as_slice()),
        (1, b"one "),
        (1, b"one "),
        (4, b"four"),
        (3, b"three "),
    ] {
        feed.push(numbered(number, bytes));
    }
    assert_eq!(text(&feed), "one two three four");
    assert_eq!(feed.push(numbered(3, b"three ")), Taken::Repeated);
}

#[test]
fn a_lost_packet_is_told_and_does_not_stop_the_feed() {
    let mut feed = Feed::new();
    for number in (1..3_000).filter(|number| *number != 700) {
        feed.push(numbered(number, b"word "));
    }
    assert!(feed.settled().len() > 5_000);
    assert_eq!(feed.push(numbered(700, b"late ")), Taken::Late);
    let record = feed.record(&Register::default());
    assert!(
        record
            .skipped
            .iter()
            .any(|skipped| skipped.reason.contains("1 packets are missing"))
    );
    assert!(
        record
            .skipped
            .iter()
            .any(|skipped| skipped.reason.contains("“late ”"))
    );
}

#[test]
fn one_captioner_does_not_delete_the_words_of_the_other() {
    let mut feed = Feed::new();
    feed.push(Packet {
        captioner: 1,
        bytes: b"and so",
        ..Packet::default()
    });
    feed.push(Packet {
        captioner: 2,
        bytes: b" we go",
        ..Packet::default()
    });
    feed.push(Packet {
        captioner: 1,
        bytes: b"\x08\x08to",
        ..Packet::default()
    });
    assert_eq!(text(&feed), "and  we goto");
}

#[test]
fn times_reach_the_record() {
    let mut feed = Feed::new();
    feed.push(Packet {
        milliseconds: Some(1_000),
        bytes: b">> ANA: One.\n",
        ..Packet::default()
    });
    feed.push(Packet {
        milliseconds: Some(9_000),
        bytes: b">> BEN: Two.\n",
        ..Packet::default()
    });
    let record = feed.record(&Register::default());
    assert_eq!(record.turns[0].milliseconds, Some([1_000, 9_000]));
    assert_eq!(feed.quiet_for(12_000), Some(3_000));
}
