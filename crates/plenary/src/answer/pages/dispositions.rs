//! What became of every item of a cycle: a page, and a CSV file for spreadsheets.

use axum::extract::{Path, RawQuery, State};
use axum::response::Response;
use maud::{Markup, html};
use plenary_kit::app::App;
use plenary_kit::db::Db;
use plenary_kit::fault::{Fault, Stop};
use plenary_kit::page::{
    Align, Pager, Place, Table, empty, heading, safe_text, stamp, state_badge,
};
use plenary_kit::policy::Viewer;
use plenary_kit::shell::Page;
use plenary_kit::tongue::Tongue;
use plenary_kit::web::{self, Who};

use super::queue::{beginning, disposition_name};
use crate::answer::csv;
use crate::answer::store;
use crate::answer::view::{Shown, shown};
use crate::docket::store::list::{Filter, From, Order, PAGE_ITEMS, list};
use crate::docket::store::opening::openings;
use crate::docket::{Item, store as docket};
use crate::forum::{Cycle, store as forum};

/// A row of the table.
struct Row {
    item: Item,
    title: String,
    group: Option<String>,
    answer: Option<Shown>,
    reply: &'static str,
}

/// Rows in reach, in the order they were filed, and whether more follow.
fn rows(
    app: &App,
    db: &Db<'_>,
    viewer: &Viewer,
    cycle: &Cycle,
    from: &From,
) -> Result<(Vec<Row>, bool), Fault> {
    let reach = (app.policy().reach)(viewer);
    let page = list(
        db,
        &reach,
        &Filter::all(&cycle.id),
        Order::OldestFirst,
        from,
        PAGE_ITEMS,
    )?;
    let titles = openings(db, &page.items)?;
    let mut rows = Vec::with_capacity(page.items.len());
    for (item, opening) in page.items.into_iter().zip(titles) {
        let Some(fields) = item.fields_for(app, viewer) else {
            continue;
        };
        let work = store::work(db, item.number)?;
        let answer = work.draft.as_ref().filter(|_| work.published.is_some());
        rows.push(Row {
            answer: answer
                .map(|draft| shown(app, db, viewer, draft))
                .transpose()?,
            reply: work.reply_state(&item, app.now()).word(),
            title: opening.text.unwrap_or_default(),
            group: item.group.clone().filter(|_| fields.group),
            item,
        });
    }
    Ok((rows, page.has_after))
}

fn cycle_of(app: &App, slug: &str) -> Result<Cycle, Stop> {
    app.read(|db| forum::cycle_by_slug(db, slug))?
        .ok_or(Stop::NotFound)
}

/// GET /cycles/{slug}/dispositions
pub async fn dispositions_page(
    State(app): State<App>,
    who: Who,
    Path(slug): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, Stop> {
    let cycle = cycle_of(&app, &slug)?;
    let after = plenary_kit::form::query(query.as_deref().unwrap_or("")).take("after");
    let from = match after.as_str() {
        "" => From::Start,
        number => {
            let number = number.parse().map_err(|_| Stop::NotFound)?;
            let item = app.read(|db| docket::item(db, number))?;
            let seen = item.filter(|item| item.fields_for(&app, &who.viewer).is_some());
            From::After(Box::new(seen.ok_or(Stop::NotFound)?))
        }
    };
    let (rows, has_more) = app.read(|db| rows(&app, db, &who.viewer, &cycle, &from))?;
    let t = &who.tongue;
    let title = t.say("answer-table-title");
    let here = format!("/cycles/{slug}/dispositions");
    let last = rows.last().filter(|_| has_more);
    let older = last.map(|row| format!("{here}?after={}", row.item.number));
    let pager = Pager {
        newer: (from != From::Start).then_some(here.as_str()),
        older: older.as_deref(),
        shows: None,
    };
    let body = html! {
        (heading(Some(html! { a href={ "/cycles/" (slug) } { bdi { (safe_text(&cycle.title)) } } }), &title, None))
        p { a href={ (here) ".csv" } download { (t.say("answer-table-csv")) } }
        @if rows.is_empty() { (empty(t, None)) } @else { (table(&who, &title, &rows)) }
        (pager.render(t))
    };
    Ok(web::html(
        Page::new(&title, Place::Answers, body).render(&app, &who),
    ))
}

fn table(who: &Who, caption: &str, rows: &[Row]) -> Markup {
    let t = &who.tongue;
    let columns = [
        "table-number",
        "table-what",
        "answer-field-disposition",
        "answer-field-reason",
        "answer-changed",
    ];
    let names: Vec<_> = columns.iter().map(|key| t.say(key)).collect();
    Table {
        caption,
        columns: names
            .iter()
            .map(|name| (name.as_ref(), Align::Words))
            .collect(),
        rows: rows.iter().map(|row| row.cells(who)).collect(),
    }
    .render()
}

impl Row {
    fn cells(&self, who: &Who) -> Vec<Markup> {
        let number = self.item.number.to_string();
        let answer = self.answer.as_ref();
        let place = answer
            .and_then(|answer| answer.change.as_ref())
            .map(|change| change.place.in_words(&who.tongue));
        vec![
            stamp(&who.tongue, &number, Some(&format!("/items/{number}"))),
            html! { span lang=(self.item.lang) dir="auto" { (safe_text(&self.title)) } },
            match answer {
                Some(answer) => html! { (disposition_name(who, answer.disposition)) },
                None => state_badge(&who.tongue, self.item.standing.state.word()),
            },
            html! { span dir="auto" { (safe_text(&beginning(answer.and_then(|answer| answer.reason.as_deref()).unwrap_or("")))) } },
            html! { bdi { (safe_text(place.as_deref().unwrap_or(""))) } },
        ]
    }

    fn line(&self, t: &Tongue) -> [String; 15] {
        let instant =
            |at: Option<plenary_kit::time::Instant>| at.map(csv::instant).unwrap_or_default();
        let answer = self.answer.as_ref();
        let change = answer.and_then(|answer| answer.change.as_ref());
        let text = |text: Option<&String>| text.cloned().unwrap_or_default();
        [
            self.item.number.to_string(),
            self.item.kind.word().into(),
            self.item.door.word().into(),
            text(self.group.as_ref()),
            self.item.mark.label().into(),
            self.item.lang.clone(),
            instant(Some(self.item.filed)),
            self.title.clone(),
            self.item.standing.state.word().into(),
            answer.map_or("", |answer| answer.disposition.word()).into(),
            text(answer.and_then(|answer| answer.reason.as_ref())),
            text(
                answer
                    .and_then(|answer| answer.target.as_ref())
                    .map(|(name, _)| name),
            ),
            change.map_or_else(String::new, |change| change.place.in_words(t)),
            instant(self.item.standing.answered),
            self.reply.into(),
        ]
    }
}

/// The columns of the file; their names are part of its format.
const COLUMNS: [&str; 15] = [
    "number",
    "kind",
    "door",
    "group",
    "mark",
    "language",
    "filed",
    "title",
    "state",
    "disposition",
    "reason",
    "target",
    "place",
    "answered",
    "reply",
];

/// GET /cycles/{slug}/dispositions.csv
pub async fn dispositions_csv(
    State(app): State<App>,
    who: Who,
    Path(slug): Path<String>,
) -> Result<Response, Stop> {
    let cycle = cycle_of(&app, &slug)?;
    let mut file = csv::line(&COLUMNS.map(str::to_owned));
    let mut from = From::Start;
    loop {
        // One read a page: a long file must not hold an old state of the tables for all its length.
        let (rows, has_more) = app.read(|db| rows(&app, db, &who.viewer, &cycle, &from))?;
        rows.iter()
            .for_each(|row| file.push_str(&csv::line(&row.line(&who.tongue))));
        match rows.into_iter().next_back() {
            Some(last) if has_more => from = From::After(Box::new(last.item)),
            _ => break,
        }
    }
    let name = format!("dispositions-{slug}.csv");
    Ok(web::download(
        &name,
        "text/csv; charset=utf-8",
        file.into_bytes(),
    ))
}
