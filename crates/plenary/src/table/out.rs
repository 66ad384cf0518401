//! Tables out: the comment table with its observations as CSV and DOCX, and a disposition of comments in plain text.

use axum::extract::{Path, State};
use axum::response::Response;
use plenary_kit::app::App;
use plenary_kit::fault::Stop;
use plenary_kit::tongue::Tongue;
use plenary_kit::web::{self, Who};
use plenary_paper::About;
use plenary_paper::docx::{self, Sheet};

use super::filing::kind_of;
use super::lines::{Line, Sheaf};
use crate::answer::csv;

/// The columns of the template, and the docket's number behind them; their names are part of the file's format.
const COLUMNS: [&str; 9] = [
    "MB/NC",
    "Line number",
    "Clause/Subclause",
    "Paragraph/Figure/Table",
    "Type of comment",
    "Comments",
    "Proposed change",
    "Observations of the secretariat",
    "No.",
];
/// Their widths on paper, as shares of the page.
const WIDTHS: [u32; 9] = [8, 5, 9, 9, 5, 26, 19, 19, 5];

/// GET /documents/{slug}/{version}/table.csv
pub async fn table_csv(
    State(app): State<App>,
    who: Who,
    Path((slug, number)): Path<(String, u32)>,
) -> Result<Response, Stop> {
    let sheaf = Sheaf::load(&app, &who, &slug, number)?;
    // Spreadsheets take a file for UTF-8 when it begins with this mark.
    let mut file = String::from("\u{feff}");
    file.push_str(&csv::line(&COLUMNS.map(str::to_owned)));
    for line in &sheaf.lines {
        file.push_str(&csv::line(&cells(&who.tongue, &sheaf, line)));
    }
    let name = format!("comments-{slug}-{number}.csv");
    Ok(web::download(
        &name,
        "text/csv; charset=utf-8",
        file.into_bytes(),
    ))
}

/// GET /documents/{slug}/{version}/table.docx
pub async fn table_docx(
    State(app): State<App>,
    who: Who,
    Path((slug, number)): Path<(String, u32)>,
) -> Result<Response, Stop> {
    let sheaf = Sheaf::load(&app, &who, &slug, number)?;
    let t = &who.tongue;
    let sheet = Sheet {
        about: About {
            title: t.say_with(
                "table-paper-title",
                &[("title", sheaf.document.title.as_str().into())],
            ),
            lang: sheaf.document.lang.clone(),
            address: format!(
                "{}/documents/{slug}/{number}/comments",
                app.settings().public_url
            ),
            ..About::default()
        },
        lines: vec![summary(t, &sheaf)],
        head: COLUMNS.map(str::to_owned).to_vec(),
        rows: sheaf
            .lines
            .iter()
            .map(|line| cells(t, &sheaf, line).to_vec())
            .collect(),
        widths: WIDTHS.to_vec(),
    };
    let bytes = docx::sheet(&sheet);
    const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    Ok(web::download(
        &format!("comments-{slug}-{number}.docx"),
        DOCX,
        bytes,
    ))
}

fn summary(t: &Tongue, sheaf: &Sheaf) -> String {
    let answered = sheaf
        .lines
        .iter()
        .filter(|line| line.answer.is_some())
        .count();
    let args = [
        ("version", i64::from(sheaf.number.0).into()),
        ("count", sheaf.lines.len().into()),
        ("answered", answered.into()),
    ];
    t.say_with("table-paper-summary", &args)
}

fn cells(t: &Tongue, sheaf: &Sheaf, line: &Line) -> [String; 9] {
    let (clause, part) = match place(t, sheaf, line) {
        Some(place) => match place.split_once(" ¶") {
            Some((clause, part)) => (clause.to_owned(), format!("¶{part}")),
            None if place.starts_with('¶') => (String::new(), place),
            None => (place, String::new()),
        },
        None => (String::new(), String::new()),
    };
    let (comment, change) = line.comment_and_change();
    [
        line.speaker().to_owned(),
        String::new(),
        clause,
        part,
        kind_of(line.placed.concerned.nature).to_owned(),
        comment.to_owned(),
        change.to_owned(),
        observations(t, line),
        line.placed.item.number.to_string(),
    ]
}

/// The printed number of the passage, with the version where that is another one; nothing for the whole text.
fn place(t: &Tongue, sheaf: &Sheaf, line: &Line) -> Option<String> {
    let label = line.label.clone()?;
    Some(match line.label_of == sheaf.number {
        true => label,
        false => {
            let version = i64::from(line.label_of.0).into();
            t.say_with(
                "table-in-version",
                &[("label", label.into()), ("version", version)],
            )
        }
    })
}

/// What became of a comment and why, in the words of its published answer.
fn observations(t: &Tongue, line: &Line) -> String {
    let Some(answer) = &line.answer else {
        return String::new();
    };
    let name = t.say(&format!("disposition-{}", answer.disposition.word()));
    let mut parts = vec![format!("{name}.")];
    parts.extend(answer.target.as_ref().map(|(name, _)| format!("→ {name}")));
    parts.extend(answer.reason.clone());
    if let Some(change) = &answer.change {
        parts.push(format!("→ {}", change.place.in_words(t)));
        parts.extend(change.new.as_ref().map(|new| format!("“{new}”")));
    }
    parts.join("\n")
}

/// GET /documents/{slug}/{version}/dispositions.txt
pub async fn dispositions_txt(
    State(app): State<App>,
    who: Who,
    Path((slug, number)): Path<(String, u32)>,
) -> Result<Response, Stop> {
    let sheaf = Sheaf::load(&app, &who, &slug, number)?;
    let t = &who.tongue;
    let title = t.say_with(
        "table-paper-title",
        &[("title", sheaf.document.title.as_str().into())],
    );
    let url = &app.settings().public_url;
    let mut file = format!(
        "{title}\n{}\n{}\n{url}/documents/{slug}/{number}\n",
        "=".repeat(72),
        summary(t, &sheaf)
    );
    for line in &sheaf.lines {
        file.push_str(&entry(t, &sheaf, line, url));
    }
    let name = format!("dispositions-{slug}-{number}.txt");
    Ok(web::download(
        &name,
        "text/plain; charset=utf-8",
        file.into_bytes(),
    ))
}

/// One comment: heads at the margin, words indented, so that a line of a comment never looks like a head.
fn entry(t: &Tongue, sheaf: &Sheaf, line: &Line, url: &str) -> String {
    let item = &line.placed.item;
    let number = item.number.to_string();
    let mut out = format!(
        "\n{}\n{}\n",
        "-".repeat(72),
        t.say_with("table-paper-comment", &[("number", number.as_str().into())])
    );
    let mut head = |key: &str, value: &str| {
        if !value.is_empty() {
            let value = value.split_whitespace().collect::<Vec<_>>().join(" ");
            out.push_str(&format!("{}: {value}\n", t.say(key)));
        }
    };
    head("table-paper-address", &format!("{url}/items/{number}"));
    head("table-paper-filed", &csv::instant(item.filed));
    head("table-paper-from", line.speaker());
    let whole = t.say("table-paper-whole");
    head(
        "table-paper-place",
        place(t, sheaf, line).as_deref().unwrap_or(&whole),
    );
    if let Some(nature) = line.placed.concerned.nature {
        head(
            "table-paper-type",
            &t.say(&format!("comment-nature-{}", nature.word())),
        );
    }
    let answer = match &line.answer {
        Some(answer) => t.say(&format!("disposition-{}", answer.disposition.word())),
        None => t.say("table-paper-open"),
    };
    head("table-paper-disposition", &answer);
    if line.answer.is_some() {
        head(
            "table-paper-reply",
            &t.say(&format!("reply-{}", line.reply)),
        );
    }
    let (comment, change) = line.comment_and_change();
    let reason = line.answer.as_ref().map(|_| observations(t, line));
    let reason = reason
        .as_deref()
        .and_then(|text| text.split_once('\n'))
        .map_or("", |(_, rest)| rest);
    for (key, words) in [
        ("table-paper-words", comment),
        ("table-change", change),
        ("table-paper-reason", reason),
    ] {
        if !words.is_empty() {
            out.push_str(&format!("\n{}\n", t.say(key)));
            words
                .lines()
                .for_each(|line| out.push_str(&format!("    {line}\n")));
        }
    }
    out
}
