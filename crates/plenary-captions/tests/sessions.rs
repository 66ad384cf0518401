//! Whole sessions in the manner of many bodies, each with an answer file written by hand beside it.
//!
//! The texts in `sessions/` are invented; their conventions are those of forums, unions, parliaments, councils,
//! standards bodies, courts and caption firms. An answer is a line for each block and turn, in the order of the source:
//! `lines kind | marks` and `lines turn | label | name | affiliation | role | country | paragraphs | marks`,
//! then `line agenda | minutes | title`.

use std::path::{Path, PathBuf};

use plenary_captions::{Mark, Record, Turn};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sessions")
}

fn word(value: &impl serde::Serialize) -> String {
    serde_json::to_value(value)
        .unwrap()
        .as_str()
        .unwrap()
        .to_owned()
}

fn lines(lines: [u32; 2]) -> String {
    match lines {
        [first, last] if first == last => first.to_string(),
        [first, last] => format!("{first}-{last}"),
    }
}

fn kinds<'a>(marks: impl Iterator<Item = &'a Mark>) -> String {
    marks
        .map(|mark| word(&mark.kind))
        .collect::<Vec<_>>()
        .join(",")
}

/// The record in the words of the answers.
fn told(record: &Record) -> Vec<String> {
    let mut items: Vec<(u32, u32, String)> = Vec::new();
    for block in &record.blocks {
        let marks = kinds(block.marks.iter());
        let text = format!("{} {} | {marks}", lines(block.lines), word(&block.kind));
        items.push((block.lines[0], 0, text));
    }
    for turn in &record.turns {
        items.push((turn.lines[0], turn.number, of_turn(turn)));
    }
    items.sort_by_key(|(line, number, _)| (*line, *number));
    let agenda = record.agenda.iter();
    let agenda =
        agenda.map(|item| format!("{} agenda | {} | {}", item.line, item.minutes, item.title));
    items
        .into_iter()
        .map(|(_, _, text)| text)
        .chain(agenda)
        .map(|text| text.trim_end_matches([' ', '|']).to_owned())
        .collect()
}

fn of_turn(turn: &Turn) -> String {
    let speaker = turn.speaker.clone().unwrap_or_default();
    let cells = [
        turn.label.clone(),
        speaker.name,
        speaker.affiliation.or(turn.organisation.clone()),
        turn.role.clone().or(speaker.role),
        turn.country.clone().or(speaker.country),
        Some(turn.paragraphs.len().to_string()),
        Some(kinds(
            turn.paragraphs
                .iter()
                .flat_map(|paragraph| &paragraph.marks),
        )),
    ];
    let cells: Vec<String> = cells.into_iter().map(Option::unwrap_or_default).collect();
    format!("{} turn | {}", lines(turn.lines), cells.join(" | "))
}

fn sessions() -> Vec<PathBuf> {
    let files = std::fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let mut files: Vec<PathBuf> = files
        .filter(|path| path.extension().is_some_and(|end| end == "txt"))
        .collect();
    files.sort();
    assert!(files.len() >= 30, "{} sessions", files.len());
    files
}

#[test]
fn each_session_is_read_as_its_answers_say() {
    let mut wrong = String::new();
    for path in sessions() {
        let record = Record::from_bytes(&std::fs::read(&path).unwrap());
        let answers = std::fs::read_to_string(path.with_extension("answers")).unwrap();
        let (found, expected) = (told(&record), answers.lines().collect::<Vec<_>>());
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let missing = expected
            .iter()
            .filter(|line| !found.iter().any(|other| other == *line));
        missing.for_each(|line| wrong += &format!("{name}: expected {line}\n"));
        let surplus = found
            .iter()
            .filter(|line| !expected.contains(&line.as_str()));
        surplus.for_each(|line| wrong += &format!("{name}: found    {line}\n"));
        if found.len() != expected.len() {
            wrong += &format!(
                "{name}: {} items, {} expected\n",
                found.len(),
                expected.len()
            );
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn every_line_with_words_stands_in_a_turn_or_a_block() {
    for path in sessions() {
        let record = Record::from_bytes(&std::fs::read(&path).unwrap());
        let cues = record
            .skipped
            .iter()
            .any(|skipped| skipped.reason.contains("cue timings"));
        if record.is_page() || cues {
            continue;
        }
        let text = String::from_utf8_lossy(&record.bytes())
            .replace("\r\n", "\n")
            .replace('\r', "\n");
        let held = |line: u32| {
            let within = |lines: [u32; 2]| lines[0] <= line && line <= lines[1];
            record.turns.iter().any(|turn| within(turn.lines))
                || record.blocks.iter().any(|block| within(block.lines))
        };
        let wide = record.bytes().starts_with(&[0xFF, 0xFE]);
        for (number, line) in (1..).zip(text.lines()).filter(|_| !wide) {
            let margin = line.trim().bytes().all(|byte| byte.is_ascii_digit());
            assert!(
                margin || held(number),
                "{}: line {number}: {line}",
                path.display()
            );
        }
    }
}

#[test]
fn the_bytes_come_back() {
    for path in sessions() {
        let bytes = std::fs::read(&path).unwrap();
        let record = Record::from_bytes(&bytes);
        assert!(
            record.is_page() || record.bytes() == bytes,
            "{}",
            path.display()
        );
    }
}
