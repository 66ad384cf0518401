//! A national body brings its twenty remarks in the Word table that ISO and IEC ask for.

use std::collections::HashMap;

use plenary_paper::docx::{Sheet, sheet};

use super::material::{Sentence, remark};
use super::{Story, TERMS, What};

const ROWS: usize = 20;
const HEAD: [&str; 8] = [
    "MB/NC",
    "Line number",
    "Clause/ Subclause",
    "Paragraph/ Figure/ Table",
    "Type of comment",
    "Comments",
    "Proposed change",
    "Observations of the secretariat",
];

/// The table is brought, looked at, and filed.
pub fn bring(story: &mut Story, stage: &'static str) {
    let labels = labels(&story.whole(1));
    let on = spread(&story.sentences);
    let rows = on
        .iter()
        .enumerate()
        .map(|(at, sentence)| row(at, sentence, &labels));
    let table = sheet(&Sheet {
        head: HEAD.map(str::to_owned).to_vec(),
        rows: rows.collect(),
        ..Sheet::default()
    });
    let path = format!("/documents/{TERMS}/1/bring");
    let member = &mut story.members[0];
    member.open(&path);
    member.fill_with(
        &path,
        &[("act", "preview")],
        &[("file", "remarks.docx", &table)],
    );
    let form = member.page.form(&path, &[("act", "file")]).unwrap();
    let mut fields: Vec<(String, String)> = Vec::new();
    for (at, sentence) in on.iter().enumerate() {
        let name = format!("w{at}");
        if form.values(&name) == [""] {
            fields.push((name, labels[&sentence.block].clone()));
        }
    }
    let by_hand = fields.len();
    let group = member.group.clone();
    fields.extend([("act".into(), "file".into()), ("group".into(), group)]);
    let fields: Vec<(&str, &str)> = fields
        .iter()
        .map(|(name, value)| (&**name, &**value))
        .collect();
    member.fill(&path, &fields);
    let author = member.address.clone();
    story.learn(
        |at| What::Row {
            stays: on[at].stays,
        },
        Some(&author),
    );
    story.numbers.tell(stage, "rows", ROWS);
    story.numbers.tell(
        stage,
        "of these placed by their printed number, the rest by hand",
        ROWS - by_hand,
    );
}

/// Other sentences than those that were commented on first, as far as the text holds them.
fn spread(all: &[Sentence]) -> Vec<Sentence> {
    let count = all.len();
    (0..ROWS)
        .map(|at| all[(at * count / ROWS + 1) % count].clone())
        .collect()
}

fn row(at: usize, sentence: &Sentence, labels: &HashMap<u64, String>) -> Vec<String> {
    let label = &labels[&sentence.block];
    let (clause, part) = label
        .split_once(" ¶")
        .map_or((&**label, String::new()), |(clause, part)| {
            (clause, format!("¶{part}"))
        });
    let kind = ["te", "ed", "ge"][at % 3];
    vec![
        format!("QC {:03}", at + 1),
        String::new(),
        clause.to_owned(),
        part,
        kind.to_owned(),
        remark(at + 41, &sentence.words),
        String::new(),
        String::new(),
    ]
}

/// The numbers printed beside the blocks, as the page shows them.
fn labels(html: &str) -> HashMap<u64, String> {
    let mut labels = HashMap::new();
    for part in html.split("<a class=\"number\" href=\"#b").skip(1) {
        let (id, rest) = part.split_once('"').unwrap_or((part, ""));
        let label = rest.split_once('>').map_or("", |(_, text)| text);
        let label = label.split('<').next().unwrap_or("");
        labels.extend(id.parse().map(|id| (id, label.to_owned())));
    }
    labels
}
