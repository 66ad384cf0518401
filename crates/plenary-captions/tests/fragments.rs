//! Single lines with hand-made answers, as a shell user pipes them to `--lines`.
//!
//! `fragments/lines.txt`: a line after `|`, what it says after `=`; what is not named is absent, the kind is speech.
//! `fragments/marks.txt`: a kind of mark and ways to write it. `fragments/no_marks.txt`: brackets that are speech.

use std::collections::BTreeMap;

use plenary_captions::{Fragment, fragment};

const LINES: &str = include_str!("fragments/lines.txt");
const MARKS: &str = include_str!("fragments/marks.txt");
const NO_MARKS: &str = include_str!("fragments/no_marks.txt");

/// What was found, in the words of the answers.
fn told(found: &Fragment) -> BTreeMap<&'static str, String> {
    let mut told = BTreeMap::from([("kind", found.kind.clone())]);
    let mut tell = |key: &'static str, value: &Option<String>| {
        told.extend(value.clone().map(|value| (key, value)));
    };
    tell("label", &found.label);
    tell("name", &found.name);
    tell("role", &found.role);
    tell("organisation", &found.organisation);
    tell("country", &found.country);
    tell("turn", &found.turn.then(String::new));
    let kinds: Vec<String> = found.marks.iter().map(|mark| word(&mark.kind)).collect();
    tell("marks", &(!kinds.is_empty()).then(|| kinds.join(",")));
    told
}

fn word(value: &impl serde::Serialize) -> String {
    serde_json::to_value(value)
        .unwrap()
        .as_str()
        .unwrap()
        .to_owned()
}

fn expected(answer: &'static str) -> BTreeMap<&'static str, String> {
    let mut expected = BTreeMap::from([("kind", "speech".to_owned())]);
    for part in answer.trim().split("; ").filter(|part| !part.is_empty()) {
        let (key, value) = part.split_once(' ').unwrap_or((part, ""));
        expected.insert(key, value.to_owned());
    }
    expected
}

#[test]
fn each_line_says_what_a_careful_reader_takes_from_it() {
    let mut wrong = Vec::new();
    let mut lines = LINES.lines().filter(|line| !line.starts_with('#'));
    let mut count = 0;
    while let (Some(line), Some(answer)) = (lines.next(), lines.next()) {
        let line = line.strip_prefix('|').expect("a line").replace("\\t", "\t");
        let expected = expected(answer.strip_prefix('=').expect("an answer"));
        let found = told(&fragment(line.as_bytes()));
        if found != expected {
            wrong.push(format!(
                "{line}\n  expected {expected:?}\n  found    {found:?}"
            ));
        }
        count += 1;
    }
    assert!(count > 500, "{count} lines");
    assert!(
        wrong.is_empty(),
        "{} of {count}:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

#[test]
fn a_mark_is_known_alone_and_inside_speech() {
    let mut wrong = Vec::new();
    for (kind, printed) in MARKS.lines().filter_map(|line| line.split_once(": ")) {
        for mark in printed.split(" | ") {
            let alone = fragment(mark.as_bytes());
            let block = if kind == "end_of_session" {
                "end"
            } else {
                "mark"
            };
            if alone.turn
                || alone.kind != block
                || alone.marks.first().map(|mark| word(&mark.kind)).as_deref() != Some(kind)
            {
                wrong.push(format!("{kind}: {mark} alone: {alone:?}"));
            }
            let glued = format!("and so we {}went on to say it.", mark.trim_end_matches('.'));
            let inside = fragment(glued.as_bytes());
            if inside.kind != "speech"
                || inside.marks.first().map(|mark| word(&mark.kind)).as_deref() != Some(kind)
            {
                wrong.push(format!("{kind}: {mark} inside: {inside:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_mark_keeps_its_text_as_printed() {
    let found = fragment("We agree(INAUDIBLE - far from mic)and [ Laughter ] go.".as_bytes());
    let texts: Vec<&str> = found.marks.iter().map(|mark| mark.text.as_str()).collect();
    assert_eq!(texts, ["(INAUDIBLE - far from mic)", "[ Laughter ]"]);
}

#[test]
fn brackets_around_speech_are_no_mark() {
    for words in NO_MARKS.lines() {
        for line in [words.to_owned(), format!("We think {words} that it holds.")] {
            assert_eq!(fragment(line.as_bytes()).marks, [], "{line}");
        }
    }
}
