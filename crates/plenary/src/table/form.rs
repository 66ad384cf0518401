//! The form: a file, whose words they are, and each row with the place that was found for it.

use maud::{Markup, html};
use plenary_kit::form::Form as Sent;
use plenary_kit::page::{Button, Faults, Field, Form, safe_text};
use plenary_kit::signin::Visit;
use plenary_kit::tongue::{Tongue, direction};
use plenary_passage::{Span, Version};

use super::filing::{Place, nature};
use super::find::{Found, Ground};
use super::refusal::TableRefusal;
use super::{Brought, ROWS, Row, file};
use crate::docket::filing::{FIELDS, Filer, FilingFields, Typed};

/// What one writes to have a row stand for the whole text, or left out.
const WHOLE: &str = "whole";
const LEFT_OUT: &str = "-";
/// The largest file; a table of this many letters is smaller in any of the formats.
pub(super) const FILE_BYTES: usize = 10 * 1024 * 1024;
/// How much of a passage a row shows.
const SHOWN_LETTERS: usize = 240;

/// What was typed and brought.
#[derive(Default)]
pub(super) struct Asked {
    pub typed: Typed,
    pub author: String,
    pub brought: Option<Brought>,
    /// The place of each row, as written in its field; none before the row was shown.
    pub wheres: Vec<Option<String>>,
}

impl Asked {
    /// Takes the form; what stayed in it comes back, and is what it was or refused.
    pub fn take(sent: &mut Sent) -> (Asked, Option<TableRefusal>) {
        let kept = sent.take("table");
        let brought = match kept.as_str() {
            "" => Ok(None),
            kept => restored(kept).map(Some),
        };
        let wheres = (0..ROWS)
            .map(|at| sent.take_all(&format!("w{at}")).into_iter().next())
            .collect();
        let (brought, refusal) = match brought {
            Ok(brought) => (brought, None),
            Err(refusal) => (None, Some(refusal)),
        };
        let author = sent
            .take("author")
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ");
        let typed = Typed::take(sent, FIELDS);
        (
            Asked {
                typed,
                author,
                brought,
                wheres,
            },
            refusal,
        )
    }

    /// The rows with their places; the ones whose place is not said yet.
    pub fn placed(&self, ground: &Ground<'_>) -> (Vec<(Row, Place)>, Vec<usize>) {
        let rows = self
            .brought
            .as_ref()
            .map_or(&[][..], |brought| &brought.rows);
        let mut open = Vec::new();
        let mut placed = Vec::new();
        for (at, row) in rows.iter().enumerate() {
            match self.place(ground, at, row) {
                Some(place) => placed.push((row.clone(), place)),
                None => open.push(at),
            }
        }
        (placed, open)
    }

    fn place(&self, ground: &Ground<'_>, at: usize, row: &Row) -> Option<Place> {
        let found = ground.find(row);
        let said = self
            .wheres
            .get(at)
            .cloned()
            .flatten()
            .unwrap_or_else(|| label(ground, &found));
        match said.trim() {
            "" => None,
            LEFT_OUT => Some(Place::LeftOut),
            said if said.eq_ignore_ascii_case(WHOLE) => Some(Place::Whole),
            said if said == label(ground, &found) => match found {
                Found::At(spans) => Some(Place::At(spans)),
                _ => None,
            },
            said => ground.at(said).map(|span| Place::At(vec![span])),
        }
    }
}

fn restored(kept: &str) -> Result<Brought, TableRefusal> {
    let rows: Vec<Row> = serde_json::from_str(kept).map_err(|_| TableRefusal::Garbled)?;
    file::check(Brought {
        rows,
        ..Brought::default()
    })
}

/// What stands in the field "where" before anybody writes: the number printed at the place, `whole`, or nothing.
fn label(ground: &Ground<'_>, found: &Found) -> String {
    match found {
        Found::Whole => WHOLE.to_owned(),
        Found::At(spans) => spans
            .first()
            .map_or("", |span| ground.label_at(*span))
            .to_owned(),
        Found::Open => String::new(),
    }
}

/// All that the page shows.
pub(super) struct BringForm<'a> {
    pub visit: &'a Visit,
    pub filer: &'a Filer,
    pub action: &'a str,
    pub asked: &'a Asked,
    pub faults: &'a Faults,
    pub version: &'a Version,
    pub lang: &'a str,
    pub may_name_author: bool,
}

impl BringForm<'_> {
    pub fn render(&self) -> Markup {
        let t = &self.visit.tongue;
        let key = plenary_kit::random::token();
        let has_rows = self.asked.brought.is_some();
        let file = Field::new(
            "file",
            &t.say(if has_rows {
                "table-other-file"
            } else {
                "table-file"
            }),
        )
        .hint(&t.say("table-file-hint"))
        .fault(self.faults);
        let none = Faults::default();
        let (above, below) = if has_rows {
            (self.faults, &none)
        } else {
            (&none, self.faults)
        };
        let show = t.say("table-preview");
        let preview = if has_rows {
            Button::quiet(&show)
        } else {
            Button::main(&show)
        };
        let again = html! {
            (file.required().file(t, ".docx,.csv,.tsv,.txt,.json,.jsonld", FILE_BYTES as u64))
            p .acts { (preview.sends("act", "preview")) }
        };
        let again = Form::new(self.action, &self.visit.token)
            .with_files()
            .faults(t, below)
            .render(again);
        html! {
            @if let Some(brought) = &self.asked.brought {
                (Form::new(self.action, &self.visit.token).key(&key).faults(t, above).render(html! {
                    (self.rows(brought)) (self.whose())
                    p .acts { (Button::main(&t.say("table-file-them")).sends("act", "file")) }
                }))
                details { summary { (t.say("table-other-file")) } (again) }
            } @else { (again) }
        }
    }

    fn whose(&self) -> Markup {
        let t = &self.visit.tongue;
        html! {
            h2 { (t.say("table-whose")) }
            @if self.may_name_author {
                (Field::new("author", &t.say("table-author")).hint(&t.say("table-author-hint")).fault(self.faults).text(t, &self.asked.author))
            }
            (FilingFields { visit: self.visit, filer: self.filer, typed: &self.asked.typed, faults: self.faults }.render())
        }
    }

    fn rows(&self, brought: &Brought) -> Markup {
        let t = &self.visit.tongue;
        let ground = Ground::of(self.version);
        let (placed, open) = self.asked.placed(&ground);
        let counts = [
            ("count", brought.rows.len().into()),
            ("placed", placed.len().into()),
            ("open", open.len().into()),
        ];
        let kept = serde_json::to_string(&brought.rows).unwrap_or_default();
        html! {
            section .preview #f-where aria-labelledby="preview-title" {
                h2 #preview-title { (t.say("table-preview-title")) }
                p { (t.say_with("table-recognised", &counts)) }
                @if !brought.ignored.is_empty() {
                    p .small { (t.say("table-ignored")) " " bdi { (safe_text(&brought.ignored.join(" · "))) } }
                }
                @if brought.has_observations { p .small { (t.say("table-no-observations")) } }
                p .hint { (t.say("table-where-hint")) }
                input type="hidden" name="table" value=(kept);
                @for (at, row) in brought.rows.iter().enumerate() { (self.row(&ground, at, row, open.contains(&at))) }
            }
        }
    }

    fn row(&self, ground: &Ground<'_>, at: usize, row: &Row, is_open: bool) -> Markup {
        let t = &self.visit.tongue;
        let found = ground.find(row);
        let name = format!("w{at}");
        let said = self.asked.wheres.get(at).cloned().flatten();
        let is_asked = said.is_some();
        let value = said.unwrap_or_else(|| label(ground, &found));
        let mut field = Field::new(&name, &t.say("table-where"));
        if is_open && is_asked {
            field = field.error(&t.say("table-where-missing"));
        }
        let reference = [&row.clause, &row.part, &row.line]
            .map(|cell| cell.trim())
            .into_iter()
            .filter(|cell| !cell.is_empty());
        let reference = reference.collect::<Vec<_>>().join(" · ");
        html! {
            article .doubt {
                p .meta { strong { (t.say_with("table-row", &[("number", (at + 1).into())])) }
                    @if !row.body.is_empty() { bdi { (safe_text(&row.body)) } }
                    span { (t.say(&format!("comment-nature-{}", nature(&row.kind).word()))) }
                    @if is_open { " " span .badge { (t.say("table-for-placing")) } } }
                div .sides {
                    section {
                        @if !row.comment.is_empty() { @for line in row.comment.lines() { p dir="auto" { (safe_text(line)) } } }
                        @if !row.change.is_empty() { p .small { (t.say("table-change")) } blockquote dir="auto" { (safe_text(&row.change)) } }
                    }
                    section {
                        @if !reference.is_empty() { p .small { (t.say("table-reference")) " " bdi { (safe_text(&reference)) } } }
                        (self.place(t, ground, &found))
                        (field.required().text(t, &value))
                    }
                }
            }
        }
    }

    fn place(&self, t: &Tongue, ground: &Ground<'_>, found: &Found) -> Markup {
        match found {
            Found::Whole => html! { p { (t.say("table-on-whole")) } },
            Found::Open => html! { p { (t.say("table-not-clear")) } },
            Found::At(spans) => html! { @for span in spans { (self.passage(ground, *span)) } },
        }
    }

    fn passage(&self, ground: &Ground<'_>, span: Span) -> Markup {
        let words = self.version.slice(span);
        let mut short: String = words.chars().take(SHOWN_LETTERS).collect();
        if short.len() < words.len() {
            short.push('…');
        }
        html! {
            blockquote .on lang=(self.lang) dir=(direction(self.lang)) {
                span .small { bdi { (ground.label_at(span)) }
                    @if let Some(heading) = ground.heading_at(span) { " " (safe_text(heading)) } } br;
                mark { (safe_text(&short)) }
            }
        }
    }
}
