//! Arbitrary input is refused in words and never panics; what is spelled otherwise is refused too.

mod world;
use plenary_ledger::*;
use proptest::prelude::*;
use world::World;

const LINE: &str = r#"{"seq":3,"at":-5,"by":null,"room":"docket","event":{"a":[1,{"seal":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}]}}"#;
const SEAL: &str = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

#[test]
fn a_line_reads_as_it_was_written() {
    let line = Line::read(LINE).unwrap();
    assert_eq!(
        (line.seq, line.at, line.by.clone(), line.room.as_str()),
        (3, -5, None, "docket")
    );
    assert_eq!(line.seals().unwrap(), [SEAL.parse().unwrap()]);
    assert_eq!(line.write(), LINE);
}

#[test]
fn a_line_has_one_spelling() {
    let others = [
        LINE.replacen(':', ": ", 1),
        LINE.replace("\"seq\":3,", "") + "",
        LINE.replace("\"seq\":3", "\"seq\":3.0"),
        LINE.replace("\"seq\":3", "\"seq\":-3"),
        LINE.replace("\"by\":null,", ""),
        LINE.replace("docket", "d\\u006fcket"),
        LINE.replace("\"docket\"", "\"\""),
        LINE.replace("{\"a\"", "{\n\"a\""),
        LINE.replace("\"seq\":3,\"at\":-5", "\"at\":-5,\"seq\":3"),
        LINE.replace("{\"seq\"", "{\"more\":1,\"seq\""),
        LINE.replace("{\"seq\":3", "{\"seq\":3,\"seq\":3"),
        format!("{LINE} "),
        format!(" {LINE}"),
        r#"{"seq":3,"at":-5,"by":null,"room":"docket","event":[]}"#.into(),
        r#"{"seq":3,"at":-5,"by":null,"room":"docket","event":null}"#.into(),
    ];
    for other in others {
        assert!(Line::read(&other).is_err(), "{other}");
    }
}

#[test]
fn a_row_of_words_has_one_spelling() {
    let row = WordsRow::of_text(Salt([2; 16]), "Ab\n").write();
    assert_eq!(WordsRow::read(&row).unwrap().write(), row);
    let others = [
        row.replace("Ab", "\\u0041b"),
        row.replace(':', ": "),
        row.replace("\\n", "\\u000a"),
        row.replace("}", ",\"base64\":\"\"}"),
        row.replace("}", ",\"withheld\":false}"),
        row.replace("}", ",\"withheld\":null}"),
        row.replace("}", ",\"more\":1}"),
        format!(r#"{{"seal":"{SEAL}","withheld":false}}"#),
        format!(r#"{{"seal":"{SEAL}","salt":"AAAAAAAAAAAAAAAAAAAAAA","withheld":true}}"#),
        format!(r#"{{"seal":"{SEAL}","salt":"AAAA","text":""}}"#),
        format!(r#"{{"withheld":true,"seal":"{SEAL}"}}"#),
    ];
    for other in others {
        assert!(other != row && WordsRow::read(&other).is_err(), "{other}");
    }
    assert!(Entry::read("{\"withheld\":\"AAAA\"}").is_err());
}

#[test]
fn reserved_keys_hold_seals_and_stand_once() {
    let bad = [
        format!(r#"{{"seal":"{SEAL}","seal":"{SEAL}"}}"#),
        r#"{"seal":"short"}"#.to_string(),
        r#"{"seal":7}"#.to_string(),
        format!(r#"{{"erases":"{SEAL}"}}"#),
        r#"{"x":[{"erases":[1]}]}"#.to_string(),
        format!(r#"{{"seal":"{}B"}}"#, &SEAL[..42]), // a spare bit set in the last letter
    ];
    for event in bad {
        let text = format!(r#"{{"seq":0,"at":0,"by":null,"room":"r","event":{event}}}"#);
        assert!(
            matches!(Line::read(&text), Err(BadLine::Malformed(_))),
            "{text}"
        );
    }
    let event = serde_json::json!({"erases": [SEAL], "deep": [[{"erases": [SEAL, SEAL]}]]});
    let line = Line::new(0, 0, None, "r", &event).unwrap();
    assert_eq!(
        (line.erases().unwrap().len(), line.seals().unwrap().len()),
        (3, 0)
    );
}

#[test]
fn a_deep_event_is_refused_and_not_followed() {
    let nested = |depth| "{\"a\":".repeat(depth) + "1" + &"}".repeat(depth);
    let line =
        |event: String| format!(r#"{{"seq":0,"at":0,"by":null,"room":"r","event":{event}}}"#);
    assert!(Line::read(&line(nested(127))).is_ok());
    assert!(Line::read(&line(nested(128))).is_err());
    assert!(Line::read(&line(nested(100_000))).is_err());
}

#[test]
fn a_line_break_in_a_hand_made_event_becomes_a_space() {
    let event = serde_json::value::RawValue::from_string("{\n\"a\":\r\n1}".into()).unwrap();
    let line = Line {
        event,
        ..Line::read(LINE).unwrap()
    };
    assert!(!line.write().contains(['\n', '\r']));
    assert!(Line::read(&line.write()).is_ok());
}

#[test]
fn a_frontier_with_wrong_peaks_is_refused() {
    let hash = Hash([0; 32]);
    assert_eq!(Frontier::from_parts(3, vec![hash]), Err(BadFrontier));
    assert_eq!(
        Frontier::from_parts(u64::MAX, vec![hash; 64]),
        Err(BadFrontier)
    );
    assert!(Frontier::from_parts(5, vec![hash; 2]).is_ok());
}

/// The malformed and well-formed proofs of transparency-dev/formats (proof/tlog_proof_test.go).
#[test]
fn receipts_are_spelled_as_published() {
    let written = "c2sp.org/tlog-proof@v1\nextra ZXh0cmEgaW5mb3JtYXRpb24=\nindex 10\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n\ncheckpoint data\n";
    let receipt = Receipt::read(written).unwrap();
    assert_eq!(
        (receipt.index, receipt.extra.as_slice()),
        (10, b"extra information".as_slice())
    );
    assert_eq!(receipt.write(), written);
    let bad = [
        "wrong-header\nindex 0\n\ncheckpoint\n",
        "c2sp.org/tlog-proof@v1\nextra !!notbase64!!\nindex 0\n\ncheckpoint\n",
        "c2sp.org/tlog-proof@v1\n\n\ncheckpoint\n",
        "c2sp.org/tlog-proof@v1\nindex notanumber\n\ncheckpoint\n",
        "c2sp.org/tlog-proof@v1\nindex -5\n\ncheckpoint\n",
        "c2sp.org/tlog-proof@v1\nindex 05\n\ncheckpoint\n",
        "c2sp.org/tlog-proof@v1\nindex 0\n!!notbase64!!\n\ncheckpoint\n",
        "c2sp.org/tlog-proof@v1\nindex 0\nAAAA\n\ncheckpoint\n",
        "c2sp.org/tlog-proof@v1\nindex 0\n",
    ];
    for text in bad {
        assert!(
            matches!(Receipt::read(text), Err(BadReceipt::Malformed(_))),
            "{text}"
        );
    }
}

#[test]
fn secrets_do_not_show_in_messages() {
    let key = SigningKey::from_seed("forum.example", &[7; 32]).unwrap();
    assert_eq!(
        format!("{key:?} {:?}", Salt([7; 16])),
        "SigningKey(forum.example) Salt(..)"
    );
    assert!(SigningKey::from_seed("forum example", &[7; 32]).is_err());
}

#[test]
fn a_thousand_problems_are_counted_and_twenty_listed() {
    let mut world = World::of(3000);
    world.words.clear();
    let report = world.verified();
    assert_eq!((report.missing, report.problem_count), (3000, 3000));
    assert_eq!(report.further_problems.len(), 19);
    assert_eq!(report.first_problem.as_ref().unwrap().place, Place::Line(0));
    assert!(
        report.in_words().contains("and 2980 more"),
        "{}",
        report.in_words()
    );
    assert!(
        serde_json::to_string(&report)
            .unwrap()
            .contains("\"consistent\":false")
    );
}

/// Text that looks a little like what the readers expect.
fn near() -> impl Strategy<Value = String> {
    let parts = [
        "{\"seq\":0,",
        "\"at\":1,",
        "\"by\":null,",
        "\"room\":\"r\",",
        "\"event\":{",
        "}",
        "\"seal\":\"",
        SEAL,
        "\"",
        "\"erases\":[",
        "]",
        "{\"withheld\":\"",
        "c2sp.org/tlog-proof@v1\n",
        "extra ",
        "index ",
        "\n\n",
        "\n",
        "— forum.example/ledger ",
        "AAAA",
        "18446744073709551615",
        "+",
        "PRIVATE+KEY+",
        "é",
        "\0",
    ];
    let part = prop_oneof![
        prop::sample::select(parts.to_vec()).prop_map(String::from),
        ".{0,4}"
    ];
    prop::collection::vec(part, 0..20).prop_map(|parts| parts.concat())
}

proptest! {
    #[test]
    fn arbitrary_text_never_panics(text in prop_oneof![near(), ".*"], bytes: Vec<u8>) {
        let key = SigningKey::from_seed(world::ORIGIN, &[42; 32]).unwrap().verifying_key();
        let keys = [key.clone()];
        _ = (Line::read(&text), Entry::read(&text), WordsRow::read(&text), text.parse::<Seal>());
        _ = (text.parse::<Hash>(), text.parse::<VerifyingKey>(), SigningKey::read_secret(&text));
        _ = (Checkpoint::open(&text, &keys), serde_json::from_str::<Frontier>(&text));
        _ = (verify_receipt(&text, &bytes, &key), verify_receipt_alone(&text, &key));
        _ = Receipt::read(&text).map(|receipt| receipt.carried());
        let mut verifier = Verifier::new(keys.to_vec());
        verifier.checkpoint(&text);
        verifier.line(Entry::Line(&text));
        verifier.unreadable(&bytes, "not text");
        verifier.words(Seal::from_bytes([0; 32]), &Salt([0; 16]), &bytes);
        verifier.checkpoint(&text);
        let report = verifier.finish();
        prop_assert!(!report.consistent && !report.in_words().is_empty());
    }

    #[test]
    fn any_words_match_their_own_seal_only(salt: [u8; 16], words: Vec<u8>, other: Vec<u8>) {
        let salt = Salt(salt);
        let seal = Seal::of(&salt, &words);
        prop_assert_eq!(seal.matches(&salt, &other), words == other);
        prop_assert_eq!(seal.to_string().parse::<Seal>().unwrap(), seal);
        let row = WordsRow::of_bytes(salt, words);
        prop_assert_eq!(WordsRow::read(&row.write()).unwrap(), row);
    }

    #[test]
    fn any_line_reads_as_it_was_written_out(seq: u64, at: i64, by: Option<String>, room in ".+", key: String, value: String) {
        let line = Line::new(seq, at, by, &room, &std::collections::BTreeMap::from([(format!("k{key}"), value)])).unwrap();
        let text = line.write();
        prop_assert_eq!(Line::read(&text).unwrap().write(), text);
    }
}
