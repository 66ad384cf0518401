//! The founding session's captions against a hand-made answer file, as a file and as a live feed.

use std::path::PathBuf;

use plenary_captions::{
    BlockKind, Feed, FindingKind, Format, MarkKind, Outcome, Packet, Record, Register,
};
use proptest::prelude::*;

/// Turn, first line, and who speaks; `open` where a careful reader cannot tell.
const ANSWERS: &str = include_str!("founding.csv");

/// The founding file, in the shared data beside the clone or above it; nothing when it is not there, which only a
/// developer may lack.
fn founding() -> Option<Vec<u8>> {
    let crates = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let places = crates
        .ancestors()
        .skip(2)
        .map(|place| place.join("shared/data/000_211c2f254830c30c.txt"));
    let found = places.filter_map(|path| std::fs::read(path).ok()).next();
    assert!(
        found.is_some() || std::env::var_os("CI").is_none(),
        "no founding file beside {}",
        crates.display()
    );
    if found.is_none() {
        eprintln!("skipped: no founding file");
    }
    found
}

fn answers() -> Vec<(u32, u32, &'static str)> {
    let row = |line: &'static str| {
        let mut cells = line.splitn(3, ',');
        (
            cells.next().unwrap().parse().unwrap(),
            cells.next().unwrap().parse().unwrap(),
            cells.next().unwrap(),
        )
    };
    ANSWERS.lines().skip(1).map(row).collect()
}

#[test]
fn turns_begin_where_the_answers_say() {
    let Some(bytes) = founding() else { return };
    let record = Record::from_bytes(&bytes);
    let found: Vec<(u32, u32)> = record
        .turns
        .iter()
        .map(|turn| (turn.number, turn.lines[0]))
        .collect();
    let expected: Vec<(u32, u32)> = answers()
        .iter()
        .map(|(turn, line, _)| (*turn, *line))
        .collect();
    assert_eq!(found, expected);
    assert!(record.turns.iter().all(|turn| !turn.paragraphs.is_empty()));
}

#[test]
fn no_name_is_wrong_and_few_are_missing() {
    let Some(bytes) = founding() else { return };
    let record = Record::from_bytes(&bytes);
    let (mut right, mut wrong, mut named, mut nameable) = (0, Vec::new(), 0, 0);
    for (turn, (number, _, answer)) in record.turns.iter().zip(answers()) {
        nameable += u32::from(answer != "open");
        let Some(name) = turn.name() else { continue };
        named += 1;
        if name == answer {
            right += 1
        } else {
            wrong.push((number, name.to_owned(), answer))
        }
    }
    let abstained = nameable - right;
    println!(
        "speakers: {named} named, precision {right}/{named}, coverage {right}/{nameable}, abstained on {abstained} that can be told"
    );
    assert_eq!(wrong, []);
    assert!(right * 100 >= nameable * 95, "coverage fell");
}

#[test]
fn text_out_equals_bytes_in() {
    let Some(bytes) = founding() else { return };
    let record = Record::from_bytes(&bytes);
    for format in [Format::Text, Format::House] {
        let mut out = Vec::new();
        format.write(&record, &mut out).unwrap();
        assert!(out == bytes, "{format:?}");
    }
}

#[test]
fn everything_that_is_not_speech_is_told_apart() {
    let Some(bytes) = founding() else { return };
    let record = Record::from_bytes(&bytes);
    let blocks: Vec<(BlockKind, u32)> = record
        .blocks
        .iter()
        .map(|block| (block.kind, block.lines[0]))
        .collect();
    assert_eq!(
        blocks,
        [
            (BlockKind::Disclaimer, 1),
            (BlockKind::Separator, 2),
            (BlockKind::Mark, 146),
            (BlockKind::Mark, 152),
            (BlockKind::End, 153)
        ]
    );
    let marks: Vec<MarkKind> = record
        .turns
        .iter()
        .flat_map(|turn| &turn.paragraphs)
        .flat_map(|paragraph| &paragraph.marks)
        .map(|mark| mark.kind)
        .collect();
    let count = |kind| marks.iter().filter(|other| **other == kind).count();
    // Counted by hand with grep: brackets with these words outside the standing marks.
    assert_eq!(
        (
            count(MarkKind::Inaudible),
            count(MarkKind::OffMicrophone),
            count(MarkKind::AudioDifficulty),
            marks.len()
        ),
        (15, 4, 6, 25)
    );
}

#[test]
fn the_agenda_is_what_the_moderator_announced() {
    let Some(bytes) = founding() else { return };
    let agenda: Vec<(u32, u32)> = Record::from_bytes(&bytes)
        .agenda
        .iter()
        .map(|item| (item.line, item.minutes))
        .collect();
    assert_eq!(agenda, [(9, 15), (9, 15), (10, 20), (10, 30)]);
}

#[test]
fn each_review_comment_has_the_outcome_announced() {
    let Some(bytes) = founding() else { return };
    let record = Record::from_bytes(&bytes);
    let comments: Vec<(u32, Option<Outcome>)> = record
        .findings
        .iter()
        .filter(|finding| finding.kind == FindingKind::ReviewComment)
        .map(|finding| (finding.lines[0], finding.outcome))
        .collect();
    let expected = [
        (22, Outcome::Include),
        (24, Outcome::Include),
        (31, Outcome::Duplicate),
        (31, Outcome::AskSubmitter),
        (33, Outcome::AlreadyCovered),
    ];
    assert_eq!(
        comments,
        expected.map(|(line, outcome)| (line, Some(outcome)))
    );
}

#[test]
fn an_affiliation_is_what_the_person_said_and_not_what_they_denied() {
    let Some(bytes) = founding() else { return };
    let record = Record::from_bytes(&bytes);
    let of = |number: usize| {
        record.turns[number - 1]
            .speaker
            .as_ref()
            .and_then(|speaker| speaker.affiliation.clone())
    };
    assert_eq!(
        of(12).as_deref(),
        Some("Center for Democracy and Technology")
    );
    assert_eq!(
        of(37).as_deref(),
        Some("United States Department of Homeland Security")
    );
    assert_eq!(of(16).as_deref(), Some("KICTANet"));
}

#[test]
fn a_register_learned_from_the_record_names_its_labels_again() {
    let Some(bytes) = founding() else { return };
    let mut register = Register::default();
    register.learn(&Record::from_bytes(&bytes));
    let again = Register::from_csv(&register.to_csv());
    let record = Record::read(
        b">> ISABEL SKIRKA: Thank you, I will be brief.\n>> ANA: Yes.\n",
        &again,
    );
    assert_eq!(record.turns[0].name(), Some("Isabel Skierka"));
    assert_eq!(
        record.turns[0]
            .speaker
            .as_ref()
            .and_then(|speaker| speaker.affiliation.as_deref()),
        Some("Digital Society Institute")
    );
}

/// The same sentence typed as a captioner types: some words wrong at first, deleted and typed again.
fn typed(bytes: &[u8], wrong: impl Fn(usize) -> bool) -> Vec<u8> {
    let mut out = Vec::new();
    for (number, word) in bytes.split_inclusive(|byte| *byte == b' ').enumerate() {
        if wrong(number) {
            out.extend_from_slice("mistäke ".as_bytes());
            out.extend(std::iter::repeat_n(0x08, "mistäke ".chars().count()));
        }
        out.extend_from_slice(word);
    }
    out
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn fed_in_any_way_the_record_equals_that_of_the_file(seed in any::<u64>(), size in 1usize..400, captioners in 1u32..3) {
        let Some(bytes) = founding() else { return Ok(()) };
        let mut chance = Chance(seed | 1);
        let wrong: Vec<bool> = (0..20_000).map(|_| chance.below(100) < 3).collect();
        let stream = typed(&bytes, |number| wrong[number % wrong.len()]);
        let mut cut = Vec::new();
        let mut rest = stream.as_slice();
        while !rest.is_empty() {
            let (head, tail) = rest.split_at((1 + chance.below(size)).min(rest.len()));
            cut.push(head);
            rest = tail;
        }
        // The second captioner takes over half way, with numbers of their own.
        let half = if captioners == 2 { cut.len() / 2 } else { cut.len() };
        let half = (half..cut.len()).find(|at| !cut[*at].contains(&0x08) && cut[at.saturating_sub(1)].last() == Some(&b' ') && !cut[at.saturating_sub(1)].contains(&0x08)).unwrap_or(cut.len());
        let mut packets: Vec<(u32, u64, &[u8])> = cut.iter().enumerate().map(|(at, bytes)| {
            let number = u64::try_from(if at < half { at } else { at - half }).unwrap();
            (u32::from(at >= half), number, *bytes)
        }).collect();
        // Neighbours change places and some come twice.
        for at in 1..packets.len() {
            if chance.below(10) == 0 && packets[at - 1].0 == packets[at].0 {
                packets.swap(at - 1, at);
            }
        }
        let mut feed = Feed::new();
        for (captioner, sequence, bytes) in &packets {
            let packet = Packet { sequence: Some(*sequence), captioner: *captioner, milliseconds: None, bytes };
            feed.push(packet);
            if chance.below(20) == 0 {
                feed.push(packet);
            }
        }
        let fed = feed.record(&Register::default());
        let filed = Record::from_bytes(&bytes);
        prop_assert!(fed.bytes() == bytes);
        prop_assert_eq!(serde_json::to_string(&fed).unwrap(), serde_json::to_string(&filed).unwrap());
    }

    #[test]
    fn what_is_settled_never_changes(seed in any::<u64>()) {
        let Some(bytes) = founding() else { return Ok(()) };
        let mut chance = Chance(seed | 1);
        let stream = typed(&bytes, |number| number % 33 == 5);
        let mut feed = Feed::new();
        let mut before = 0;
        let mut rest = stream.as_slice();
        while !rest.is_empty() {
            let (head, tail) = rest.split_at((1 + chance.below(200)).min(rest.len()));
            feed.push_bytes(head);
            rest = tail;
            prop_assert!(feed.settled().len() >= before);
            before = feed.settled().len();
            prop_assert!(bytes.starts_with(feed.settled()));
        }
        prop_assert!(before > bytes.len() - 20_000);
    }
}

/// A small generator, so that one seed gives one run (Knuth's constants for a linear congruence).
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % limit
    }
}
