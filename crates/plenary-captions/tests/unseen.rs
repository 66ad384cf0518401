//! How an unknown file is read: sessions whose answers were written before the engine was tried on them.
//!
//! The texts in `unseen/` are invented. Other than those of `sessions/`, which hold what was learned, they were written
//! without knowledge of the code, with 60 to 100 pieces each, and first read by an engine that had never seen them; the
//! README has those first figures. An answer file has a line for each thing, its cells parted by ` | `:
//! `turn | line | label | name, ? for open | affiliation | role | first words`, `mark | kind | text`,
//! `block | kind | first words`, `agenda | minutes | title`, `finding | kind | outcome | words`.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use plenary_captions::{Finding, Mark, Record, Turn};

/// Right, expected and found of one kind of thing.
#[derive(Debug, Default, Clone, Copy)]
struct Tally {
    right: usize,
    expected: usize,
    found: usize,
}

#[derive(Debug, Default)]
struct Score {
    turns: Tally,
    named_rightly: usize,
    named_wrongly: Vec<String>,
    open_rightly: usize,
    open_wrongly: usize,
    affiliations: Tally,
    roles: Tally,
    marks: Tally,
    agenda: Tally,
    blocks: Tally,
    findings: Vec<(String, Tally)>,
    outcomes: Tally,
}

struct Answers(Vec<Vec<String>>);

impl Answers {
    fn of(&self, kind: &str) -> impl Iterator<Item = &[String]> {
        self.0
            .iter()
            .filter(move |cells| cells[0] == kind)
            .map(|cells| &cells[1..])
    }
}

fn sessions(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests")
        .join(folder);
    let files = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let mut files: Vec<PathBuf> = files
        .filter(|path| path.extension().is_some_and(|end| end == "txt"))
        .collect();
    files.sort();
    files
}

fn answers(path: &Path) -> Answers {
    let text = std::fs::read_to_string(path.with_extension("answers")).unwrap();
    Answers(
        text.lines()
            .map(|line| {
                line.split(" | ")
                    .map(|cell| cell.trim().to_owned())
                    .collect()
            })
            .collect(),
    )
}

/// Words without case, accents of the common kind and punctuation.
fn words(text: &str) -> Vec<String> {
    let plain: String = text.to_lowercase().replace('’', "'").replace('‑', "-");
    plain
        .split(|c: char| !(c.is_alphanumeric() || c == '\''))
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

fn word(value: &impl serde::Serialize) -> String {
    serde_json::to_value(value)
        .unwrap()
        .as_str()
        .unwrap()
        .to_owned()
}

fn within(one: &str, other: &str) -> bool {
    let (one, other): (HashSet<_>, HashSet<_>) = (
        words(one).into_iter().collect(),
        words(other).into_iter().collect(),
    );
    !one.is_empty() && !other.is_empty() && (one.is_subset(&other) || other.is_subset(&one))
}

/// At least six in ten of the words of the answer stand in the text.
fn holds(text: &str, answer: &str) -> bool {
    let (said, asked): (HashSet<_>, HashSet<_>) = (
        words(text).into_iter().collect(),
        words(answer).into_iter().collect(),
    );
    asked.intersection(&said).count() * 10 >= asked.len() * 6
}

/// Pairs of answer and turn, in order, that begin with the same words or stand at the same line under the same label.
fn pairs(expected: &[&[String]], turns: &[Turn]) -> Vec<(usize, usize)> {
    let begin: Vec<Vec<String>> = turns
        .iter()
        .map(|turn| turn.words().take(12).flat_map(words).take(4).collect())
        .collect();
    let same = |answer: &[String], at: usize| {
        let first: Vec<String> = words(&answer[5]).into_iter().take(4).collect();
        let count = first.len().min(begin[at].len());
        let label = turns[at].label.as_deref().unwrap_or("");
        count > 0 && first[..count] == begin[at][..count]
            || answer[0] != "1"
                && answer[0] == turns[at].lines[0].to_string()
                && !label.is_empty()
                && words(label) == words(&answer[1])
    };
    let (rows, columns) = (expected.len(), turns.len());
    let mut best = vec![vec![0u32; columns + 1]; rows + 1];
    for row in (0..rows).rev() {
        for column in (0..columns).rev() {
            let through = if same(expected[row], column) {
                best[row + 1][column + 1] + 1
            } else {
                0
            };
            best[row][column] = best[row + 1][column]
                .max(best[row][column + 1])
                .max(through);
        }
    }
    let (mut row, mut column, mut found) = (0, 0, Vec::new());
    while row < rows && column < columns {
        if same(expected[row], column) && best[row][column] == best[row + 1][column + 1] + 1 {
            found.push((row, column));
            row += 1;
            column += 1;
        } else if best[row + 1][column] >= best[row][column + 1] {
            row += 1;
        } else {
            column += 1;
        }
    }
    found
}

fn score_turns(record: &Record, answers: &Answers, score: &mut Score) {
    let expected: Vec<&[String]> = answers.of("turn").collect();
    let pairs = pairs(&expected, &record.turns);
    score.turns.right += pairs.len();
    score.turns.expected += expected.len();
    score.turns.found += record.turns.len();
    for (row, column) in pairs {
        let (answer, turn) = (expected[row], &record.turns[column]);
        let speaker = turn.speaker.clone().unwrap_or_default();
        match (answer[2].as_str(), speaker.name.as_deref()) {
            ("?", None) => score.open_rightly += 1,
            (_, None) => score.open_wrongly += 1,
            (name, Some(found)) if name != "?" && within(name, found) => score.named_rightly += 1,
            (name, Some(found)) => score
                .named_wrongly
                .push(format!("line {}: {found}, not {name}", answer[0])),
        }
        let belongs = [
            speaker.affiliation,
            speaker.country,
            turn.organisation.clone(),
            turn.country.clone(),
        ];
        let role = turn.role.clone().or(speaker.role);
        one(
            &mut score.affiliations,
            &answer[3],
            belongs
                .iter()
                .flatten()
                .any(|place| within(place, &answer[3])),
        );
        one(
            &mut score.roles,
            &answer[4],
            role.is_some_and(|role| leads(&role) && leads(&answer[4]) || within(&role, &answer[4])),
        );
    }
}

/// Bodies call whoever leads by different words.
fn leads(role: &str) -> bool {
    matches!(role, "chair" | "moderator" | "president" | "host")
}

fn one(tally: &mut Tally, answer: &str, right: bool) {
    if !answer.is_empty() {
        tally.expected += 1;
        tally.right += usize::from(right);
    }
}

fn score_marks(record: &Record, answers: &Answers, score: &mut Score) {
    let spoken = record
        .turns
        .iter()
        .flat_map(|turn| &turn.paragraphs)
        .flat_map(|paragraph| &paragraph.marks);
    let mut marks: Vec<&Mark> = spoken
        .chain(record.blocks.iter().flat_map(|block| &block.marks))
        .collect();
    score.marks.found += marks.len();
    for answer in answers.of("mark") {
        score.marks.expected += 1;
        let place = marks.iter().position(|mark| {
            word(&mark.kind) == answer[0]
                && (within(&mark.text, &answer[1]) || mark.text == answer[1])
        });
        if let Some(place) = place {
            marks.remove(place);
            score.marks.right += 1;
        }
    }
}

fn score_rest(record: &Record, answers: &Answers, score: &mut Score) {
    let spoken: Vec<String> = record
        .turns
        .iter()
        .map(|turn| turn.words().flat_map(words).collect::<Vec<_>>().join(" "))
        .collect();
    for answer in answers.of("block") {
        score.blocks.expected += 1;
        let first = words(&answer[1])
            .into_iter()
            .take(6)
            .collect::<Vec<_>>()
            .join(" ");
        score.blocks.right +=
            usize::from(answer[0] == "mark" || !spoken.iter().any(|text| text.contains(&first)));
    }
    let mut agenda: Vec<_> = record.agenda.iter().collect();
    score.agenda.found += agenda.len();
    for answer in answers.of("agenda") {
        score.agenda.expected += 1;
        let shares = |title: &str| {
            words(title)
                .iter()
                .any(|word| words(&answer[1]).contains(word))
        };
        let place = agenda
            .iter()
            .position(|item| item.minutes.to_string() == answer[0] && shares(&item.title));
        score.agenda.right += usize::from(place.map(|place| agenda.remove(place)).is_some());
    }
}

fn score_findings(record: &Record, answers: &Answers, score: &mut Score) {
    let mut rest: Vec<&Finding> = record.findings.iter().collect();
    for finding in &rest {
        tally(score, &word(&finding.kind)).found += 1;
    }
    for answer in answers.of("finding") {
        let place = rest.iter().position(|finding| {
            word(&finding.kind) == answer[0] && holds(&finding.text, &answer[2])
        });
        let found = tally(score, &answer[0]);
        found.expected += 1;
        let Some(place) = place else { continue };
        found.right += 1;
        let finding = rest.remove(place);
        if !answer[1].is_empty() {
            let outcome = finding.outcome.as_ref().map(word).unwrap_or_default();
            one(&mut score.outcomes, &answer[1], outcome == answer[1]);
        }
    }
}

fn tally<'a>(score: &'a mut Score, kind: &str) -> &'a mut Tally {
    let place = score
        .findings
        .iter()
        .position(|(known, _)| known == kind)
        .unwrap_or_else(|| {
            score.findings.push((kind.to_owned(), Tally::default()));
            score.findings.len() - 1
        });
    &mut score.findings[place].1
}

fn read(folder: &str) -> Score {
    let mut score = Score::default();
    for path in sessions(folder) {
        let (record, answers) = (
            Record::from_bytes(&std::fs::read(&path).unwrap()),
            answers(&path),
        );
        let before = score.named_wrongly.len();
        score_turns(&record, &answers, &mut score);
        let name = path.file_stem().unwrap().to_string_lossy();
        score.named_wrongly[before..]
            .iter_mut()
            .for_each(|line| *line = format!("{name}, {line}"));
        score_marks(&record, &answers, &mut score);
        score_rest(&record, &answers, &mut score);
        score_findings(&record, &answers, &mut score);
    }
    score.findings.sort_by(|one, other| one.0.cmp(&other.0));
    score
}

fn print(folder: &str, score: &Score) {
    let (right, wrong) = (score.named_rightly, score.named_wrongly.len());
    let nameable = right
        + score.open_wrongly
        + score
            .named_wrongly
            .iter()
            .filter(|line| !line.ends_with("not ?"))
            .count();
    println!("{folder}: turns {}", of(&score.turns));
    println!(
        "names: precision {right}/{}, coverage {right}/{nameable}, open rightly {}",
        right + wrong,
        score.open_rightly
    );
    println!(
        "affiliations {}/{}, roles {}/{}",
        score.affiliations.right,
        score.affiliations.expected,
        score.roles.right,
        score.roles.expected
    );
    println!(
        "marks {}; agenda {}; blocks kept from speech {}/{}",
        of(&score.marks),
        of(&score.agenda),
        score.blocks.right,
        score.blocks.expected
    );
    for (kind, tally) in &score.findings {
        println!("{kind}: {}", of(tally));
    }
    println!(
        "outcomes of comments {}/{}",
        score.outcomes.right, score.outcomes.expected
    );
}

fn of(tally: &Tally) -> String {
    format!(
        "{} of {} found, {} offered",
        tally.right, tally.expected, tally.found
    )
}

fn at_least(score: &Score, kind: &str, percent: usize) {
    let tally = score
        .findings
        .iter()
        .find(|(known, _)| known == kind)
        .map(|(_, tally)| *tally)
        .unwrap_or_default();
    assert!(
        tally.right * 100 >= tally.expected * percent,
        "{kind}: {}",
        of(&tally)
    );
}

#[test]
fn no_session_is_read_worse_than_it_was() {
    let score = read("unseen");
    print("unseen", &score);
    assert_eq!(
        score.named_wrongly,
        Vec::<String>::new(),
        "a wrong name costs more than an open one"
    );
    assert!(
        score.open_wrongly * 100 <= score.named_rightly * 3,
        "{} left open",
        score.open_wrongly
    );
    assert!(
        score.turns.right * 100 >= score.turns.expected * 98,
        "{}",
        of(&score.turns)
    );
    assert!(
        score.turns.found <= score.turns.expected,
        "{}",
        of(&score.turns)
    );
    assert!(
        score.marks.right * 100 >= score.marks.expected * 96,
        "{}",
        of(&score.marks)
    );
    assert!(
        score.blocks.right + 2 >= score.blocks.expected,
        "{} of {}",
        score.blocks.right,
        score.blocks.expected
    );
    for (kind, percent) in [
        ("question", 90),
        ("review_comment", 80),
        ("proposal", 85),
        ("definition", 80),
        ("document", 80),
        ("next_step", 75),
    ] {
        at_least(&score, kind, percent);
    }
}

#[test]
fn any_cut_of_a_feed_gives_the_record_of_the_file() {
    for (number, path) in sessions("unseen").into_iter().enumerate() {
        let bytes = std::fs::read(&path).unwrap();
        let filed = Record::from_bytes(&bytes);
        for seed in 0..4usize {
            let mut feed = plenary_captions::Feed::new();
            let mut state = 7 + number * 31 + seed * 17;
            for piece in pieces(&bytes, &mut state) {
                feed.push_bytes(&piece);
            }
            let fed = feed.record(&plenary_captions::Register::default());
            assert!(fed.bytes() == bytes, "{}", path.display());
            assert_eq!(
                serde_json::to_string(&fed).unwrap(),
                serde_json::to_string(&filed).unwrap(),
                "{}",
                path.display()
            );
        }
    }
}

/// The bytes cut anywhere, one cut in twenty followed by a wrong word that is deleted again.
fn pieces(bytes: &[u8], state: &mut usize) -> Vec<Vec<u8>> {
    let mut next = |limit: usize| {
        *state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (*state >> 33) % limit
    };
    let (mut found, mut rest) = (Vec::new(), bytes);
    while !rest.is_empty() {
        let (head, tail) = rest.split_at((1 + next(90)).min(rest.len()));
        let mut piece = head.to_vec();
        if next(20) == 0 && head.is_ascii() && tail.first().is_none_or(u8::is_ascii) {
            piece.extend_from_slice(b" wrong");
            piece.extend_from_slice(&[8; 6]);
        }
        found.push(piece);
        rest = tail;
    }
    found
}
