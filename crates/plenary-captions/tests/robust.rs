//! Any bytes give a record, every line is accounted for, and house style keeps what was read.

use plenary_captions::{DELETE, Feed, Format, Packet, Record, Register, fragment, report};
use proptest::prelude::*;

const FORMATS: [Format; 9] = [
    Format::Json,
    Format::Text,
    Format::House,
    Format::Html,
    Format::WebVtt,
    Format::SubRip,
    Format::AkomaNtoso,
    Format::Tei,
    Format::JsonLines,
];

/// Everything the crate does with a file.
fn exercise(bytes: &[u8]) -> Record {
    let record = Record::from_bytes(bytes);
    for format in FORMATS {
        let mut out = Vec::new();
        format.write(&record, &mut out).unwrap();
    }
    report(&record);
    let mut register = Register::default();
    register.learn(&record);
    Record::read(bytes, &Register::from_csv(&register.to_csv()));
    record
}

/// Pieces a captioner's file is made of.
const PIECES: &[&str] = &[
    ">> ",
    ">>",
    "> ",
    "&gt;&gt; ",
    "ANA BELL",
    "MODERATOR",
    "CANADA (MR. ROY)",
    ": ",
    ":",
    "\n",
    "\r\n",
    "\n\n",
    " ",
    "Thank you, Ana. ",
    "My name is Ben Oak",
    "I'm Ben Oak from the Registry. ",
    "(Applause)",
    "[inaudible",
    "(Indiscernible)",
    "***",
    "Is it so? ",
    "Over to Ben. ",
    "\u{8}",
    "é",
    "‑‑",
    "00:00:01.000 --> 00:00:02.000",
    "WEBVTT\n\n",
    "<p>",
    "<br/>",
    "</script>",
    "<script>",
    "&#0;",
    "&#x41;",
    "主席：",
    "。",
    "The meeting rose at 5.30 p.m.",
    "next year",
    "fifteen minutes on ",
    "\u{0}",
    "The next comment is from Carl Rao. ",
    "We will include it. ",
    "(",
    ")",
    "[",
    "]",
    "♪",
    "*",
    "\u{2028}",
    "\u{FEFF}",
    "[00:01:02] ",
    "Dr. ",
    "U.S. ",
    "HELLO THERE ",
    ">> ***: ",
    " *The meeting rose at 5.30 p.m.>> ",
    "2 Page 2 ",
    "0:01:02 Ana Bell: ",
    "Speaker 1: ",
    "SECTION TWO\n",
    "It should not be treated as an authoritative record. ",
];

/// Pieces put together at random.
fn caption_text() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(PIECES);
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_have_a_record(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        let record = exercise(&bytes);
        if !record.is_page() {
            let wide = bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]);
            prop_assert!(wide || record.bytes() == bytes);
        }
        fragment(&bytes);
    }

    #[test]
    fn any_captions_have_a_record_and_no_line_vanishes(text in caption_text()) {
        let record = exercise(text.as_bytes());
        fragment(text.as_bytes());
        if record.is_page() || text.contains("-->") || text.contains("WEBVTT") {
            return Ok(());
        }
        let held = |line: u32| record.turns.iter().any(|turn| turn.lines[0] <= line && line <= turn.lines[1]) || record.blocks.iter().any(|block| block.lines[0] <= line && line <= block.lines[1]);
        // A byte order mark is no line.
        let lines = text.trim_start_matches('\u{feff}').replace("\r\n", "\n").replace('\r', "\n");
        for (number, line) in (1u32..).zip(lines.split('\n')) {
            prop_assert!(line.trim().is_empty() || held(number), "line {number} of {text:?}");
        }
    }

    #[test]
    fn house_style_says_the_same(words in prop::collection::vec(("[A-Z]{3,8} [A-Z]{3,8}", "[A-Z][a-z]{2,9}( [a-z]{2,9}){2,12}\\."), 3..12)) {
        let text: String = words.iter().map(|(label, speech)| format!(">>  {label} :   {speech}\r\n\r\n")).collect();
        let record = Record::from_bytes(text.as_bytes());
        let house = Format::House.to_string(&record);
        let again = Record::from_bytes(house.as_bytes());
        let plain = |record: &Record| record.turns.iter().map(|turn| (turn.label.clone(), turn.paragraphs.iter().map(|paragraph| paragraph.text.clone()).collect::<Vec<_>>())).collect::<Vec<_>>();
        prop_assert_eq!(plain(&record), plain(&again));
        prop_assert_eq!(Format::House.to_string(&again), house);
    }

    #[test]
    fn a_feed_takes_anything(packets in prop::collection::vec((0u64..40, 0u32..3, prop::option::of(0u64..100_000), prop::collection::vec(prop_oneof![any::<u8>(), Just(DELETE), Just(b'>'), Just(b' ')], 0..30)), 0..60)) {
        let mut feed = Feed::new();
        for (sequence, captioner, milliseconds, bytes) in &packets {
            feed.push(Packet { sequence: (*sequence > 3).then_some(*sequence), captioner: *captioner, milliseconds: *milliseconds, bytes });
            feed.tick(milliseconds.unwrap_or(0));
            feed.open();
        }
        feed.speaking();
        feed.record(&Register::default());
    }
}

#[test]
fn a_feed_survives_the_greatest_numbers() {
    let mut feed = Feed::new();
    for (sequence, milliseconds) in [
        (u64::MAX, u64::MAX),
        (u64::MAX, 0),
        (0, u64::MAX),
        (u64::MAX - 1, 1),
        (1, u64::MAX - 1),
    ] {
        feed.push(Packet {
            sequence: Some(sequence),
            captioner: u32::MAX,
            milliseconds: Some(milliseconds),
            bytes: b"word \x08",
        });
        feed.tick(u64::MAX);
        feed.quiet_for(0);
    }
    let record = feed.record(&Register::default());
    for format in FORMATS {
        format.to_string(&record);
    }
}

#[test]
fn an_end_before_arrows_in_one_line_is_no_trap() {
    // The closing mark stands before arrows that open turns: cuts out of order ended the program.
    for text in [
        " *The meeting rose at 5.30 p.m.>> ***: : >> ",
        " *The meeting rose at 5.30 p.m.>> >> ***:>>",
        "(Adjourned.) >> ... >> ... >> ...",
    ] {
        exercise(text.as_bytes());
    }
}

#[test]
fn nothing_and_next_to_nothing_have_a_record() {
    for bytes in [
        &b""[..],
        b"\n",
        b">",
        b">>",
        b">>:",
        b":",
        b"\xEF\xBB\xBF",
        b"\xFF\xFE",
        b"(",
        b"<",
        b"&",
        b"\x00",
        b">> A:",
        b"WEBVTT",
        b"--> -->",
        b"<html>",
    ] {
        exercise(bytes);
        fragment(bytes);
    }
}

fn time(text: &str) -> std::time::Duration {
    let start = std::time::Instant::now();
    Record::from_bytes(text.as_bytes());
    start.elapsed()
}

#[test]
fn long_noise_is_read_in_time() {
    // Each of these once is a way to make a careless reader quadratic.
    for piece in [
        ">>",
        "(",
        "[a",
        "A: ",
        "<",
        "&",
        "a.",
        ". A: ",
        "*",
        "> ",
        "ANA BELL ",
        "\n",
        "x\n",
        "'",
        "Dr. ",
        "&gt;",
        "\r",
        "00:01 ",
        "\u{301}",
        "Ana ",
    ] {
        let text = piece.repeat(100_000 / piece.len());
        let took = time(&text);
        // On a machine that others load plain turns of the same length take longer, too.
        let plain = || time(&">> ANA BELL: Yes, I do.\n".repeat(4_000));
        assert!(
            took.as_secs() < 20 || took < 60 * plain(),
            "{piece:?} took {took:?}"
        );
    }
}
