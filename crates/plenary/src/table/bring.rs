//! Bringing a table: it is shown row by row with the places found, and filed when somebody says so.

use std::sync::Arc;

use axum::extract::{Path, RawQuery, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use plenary_kit::app::App;
use plenary_kit::fault::{Refuse, Stop};
use plenary_kit::form::{self as kit_form, Form as Sent};
use plenary_kit::page::{Faults, Notice, NoticeKind, Place as Corner, heading, safe_text};
use plenary_kit::shell::Page;
use plenary_kit::text;
use plenary_kit::web::{self, Who};
use plenary_passage::Version;

use super::CELL_LETTERS;
use super::file;
use super::filing::{Tally, Target, file_all, may_bring, may_name_author};
use super::find::Ground;
use super::form::{Asked, BringForm, FILE_BYTES};
use super::refusal::TableRefusal;
use crate::docket::filing::{self, FIELDS, Filer, Mending, Typed, fault_of};
use crate::document::pages::readable;
use crate::document::{Document, VersionNumber, store as documents};
use crate::forum::Cycle;

/// What comments are brought to.
struct Desk {
    cycle: Cycle,
    document: Document,
    number: VersionNumber,
    version: Arc<Version>,
    filer: Filer,
}

fn desk(app: &App, who: &Who, slug: &str, number: u32) -> Result<Desk, Stop> {
    let (document, cycle) = readable(app, who, slug)?;
    let (number, now) = (VersionNumber(number), app.now());
    app.read(|db| {
        let version = documents::version(db, &document.id, number)?.ok_or(Stop::NotFound)?;
        let filer = filing::filer(db, who, &cycle.id, now)?;
        Ok(Desk {
            cycle,
            document,
            number,
            version,
            filer,
        })
    })
}

/// GET /documents/{slug}/{version}/bring
pub async fn bring_page(
    State(app): State<App>,
    who: Who,
    Path((slug, number)): Path<(String, u32)>,
    RawQuery(query): RawQuery,
) -> Result<Response, Stop> {
    let desk = desk(&app, &who, &slug, number)?;
    let mut query = kit_form::query(query.as_deref().unwrap_or(""));
    let count = |text: String| text.parse::<usize>().ok();
    let tally = count(query.take("filed")).map(|filed| Tally {
        filed,
        again: count(query.take("again")).unwrap_or(0),
    });
    let group = desk.filer.own_group.clone().unwrap_or_default();
    let asked = Asked {
        typed: Typed::restore(vec![("group".into(), group)], FIELDS),
        ..Asked::default()
    };
    Ok(web::html(desk.page(
        &app,
        &who,
        &asked,
        &Faults::default(),
        tally,
    )))
}

impl Desk {
    fn page(
        &self,
        app: &App,
        who: &Who,
        asked: &Asked,
        faults: &Faults,
        tally: Option<Tally>,
    ) -> Markup {
        let t = &who.tongue;
        let title = t.say("table-title");
        let base = format!("/documents/{}/{}", self.document.slug, self.number);
        let action = format!("{base}/bring");
        let form = BringForm {
            visit: who,
            filer: &self.filer,
            action: &action,
            asked,
            faults,
            version: &self.version,
            lang: &self.document.lang,
            may_name_author: may_name_author(&who.viewer, &self.cycle),
        };
        let kicker = html! { a href=(base) { bdi { (safe_text(&self.document.title)) } } };
        let body = html! {
            (heading(Some(kicker), &title, Some(html! { (t.say("table-lead")) })))
            @if let Some(tally) = tally {
                (Notice::new(NoticeKind::Done, html! {
                    (t.say_with("table-filed", &[("filed", tally.filed.into()), ("again", tally.again.into())]))
                    " " a href={ (base) "/comments" } { (t.say("table-see")) } }).render(t))
            }
            @match may_bring(&who.viewer, &self.cycle, &self.document) {
                Err(Stop::Refused(refusal)) => p .notice { (web::in_words(t, refusal.as_ref())) },
                _ => (form.render()),
            }
        };
        let mut page = Page::new(&title, Corner::Now, body);
        page.unlisted = true;
        page.render(app, who)
    }
}

fn again(status: u16, page: Markup) -> Result<Response, Stop> {
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::UNPROCESSABLE_ENTITY);
    Ok((status, web::html(page)).into_response())
}

/// POST /documents/{slug}/{version}/bring: shows what a file holds, or files what was shown.
pub async fn bring_form(
    State(app): State<App>,
    who: Who,
    Path((slug, number)): Path<(String, u32)>,
    mut sent: Sent,
) -> Result<Response, Stop> {
    let desk = desk(&app, &who, &slug, number)?;
    let t = &who.tongue;
    let (mut asked, garbled) = Asked::take(&mut sent);
    let (act, upload) = (sent.take("act"), sent.files.first().cloned());
    sent.take("file");
    let show = |asked: &Asked, faults: &Faults, status| {
        again(status, desk.page(&app, &who, asked, faults, None))
    };
    let refused =
        |asked: &Asked, refusal: &dyn Refuse| show(asked, &fault_of(t, refusal), refusal.status());
    if let Err(bad) = sent.finish() {
        return refused(&asked, &bad);
    }
    if let Err(stop) = may_bring(&who.viewer, &desk.cycle, &desk.document) {
        return refused_or(stop, |refusal| refused(&asked, refusal));
    }
    if let Some(upload) = upload {
        // A file is always shown before anything of it is filed.
        let read = match upload.bytes.len() > FILE_BYTES {
            true => Err(TableRefusal::TooLong),
            false => tokio::task::spawn_blocking(move || file::read(&upload.bytes))
                .await
                .unwrap_or(Err(TableRefusal::NotATable)),
        };
        return match read {
            Ok(brought) => {
                (asked.brought, asked.wheres) = (Some(brought), Vec::new());
                show(&asked, &Faults::default(), 200)
            }
            Err(refusal) => refused(&asked, &refusal),
        };
    }
    if let Some(refusal) = garbled {
        return refused(&asked, &refusal);
    }
    if asked.brought.is_none() {
        return refused(&asked, &TableRefusal::NoFile);
    }
    match act.as_str() {
        "file" => match desk.file(&app, &who, &asked).await {
            Ok(tally) => Ok(sent_to(&slug, number, tally)),
            Err(Ending::Faults(faults)) => show(&asked, &faults, 422),
            Err(Ending::Stop(stop)) => refused_or(stop, |refusal| refused(&asked, refusal)),
        },
        _ => show(&asked, &Faults::default(), 200),
    }
}

fn refused_or(
    stop: Stop,
    show: impl FnOnce(&dyn Refuse) -> Result<Response, Stop>,
) -> Result<Response, Stop> {
    match stop {
        Stop::Refused(refusal) => show(refusal.as_ref()),
        stop => Err(stop),
    }
}

fn sent_to(slug: &str, number: u32, tally: Tally) -> Response {
    let place = format!(
        "/documents/{slug}/{number}/bring?filed={}&again={}",
        tally.filed, tally.again
    );
    Redirect::to(&place).into_response()
}

enum Ending {
    Faults(Faults),
    Stop(Stop),
}

impl Desk {
    async fn file(&self, app: &App, who: &Who, asked: &Asked) -> Result<Tally, Ending> {
        let t = &who.tongue;
        let (rows, open) = asked.placed(&Ground::of(&self.version));
        if !open.is_empty() {
            let missing = t.say_with("table-rows-missing", &[("count", open.len().into())]);
            return Err(Ending::Faults(Faults::new(vec![("where", missing)])));
        }
        let mut faults = Mending::new(t);
        for (row, _) in &rows {
            for words in [&row.comment, &row.change] {
                faults.mend("where", text::maybe_prose(words, CELL_LETTERS));
            }
            faults.mend(
                "where",
                text::maybe_line(&row.body.replace('\n', " "), CELL_LETTERS),
            );
        }
        if !asked.author.is_empty() {
            faults.mend("author", text::line(&asked.author, 120));
        }
        let Some(filing) = asked.typed.filing(&mut faults, false) else {
            return Err(Ending::Faults(faults.into_faults()));
        };
        let target = Target {
            cycle: &self.cycle,
            document: &self.document,
            number: self.number,
            version: &self.version,
        };
        file_all(app, who, &target, &asked.author, &filing, &rows)
            .await
            .map_err(Ending::Stop)
    }
}
