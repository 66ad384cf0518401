//! Opening a document, writing in it, its list of versions, its downloads.

use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use plenary_kit::app::App;
use plenary_kit::fault::{Refuse, Stop};
use plenary_kit::form::Form as Sent;
use plenary_kit::page::{Button, Choice, Faults, Field, Form, Place, empty, heading, safe_text};
use plenary_kit::shell::Page;
use plenary_kit::text;
use plenary_kit::tongue::Tongue;
use plenary_kit::web::{self, Who};

use super::edit;
use super::event::DocumentEvent;
use super::form::{ACCEPTED, FILE_BYTES, Typed};
use super::rules::{Document, OpenDocument, State as Standing, may_write, open_document};
use super::store;
use crate::forum::{self, Cycle};

/// A document that the visitor may read, with its cycle.
pub fn readable(app: &App, who: &Who, slug: &str) -> Result<(Document, Cycle), Stop> {
    let found = app.read(|db| {
        let document = store::by_slug(db, slug)?.ok_or(Stop::NotFound)?;
        let cycle = forum::store::cycle(db, &document.cycle)?.ok_or(Stop::NotFound)?;
        Ok::<_, Stop>((document, cycle))
    })?;
    if found.0.may_read(app.policy(), &who.viewer) {
        Ok(found)
    } else {
        Err(Stop::NotFound)
    }
}

/// GET /cycles/{slug}/documents
pub async fn documents_page(
    State(app): State<App>,
    who: Who,
    Path(slug): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Stop> {
    let cycle = cycle_of(&app, &slug)?;
    let all = app.read(|db| store::documents_of(db, &cycle.id))?;
    let seen: Vec<Document> = all
        .into_iter()
        .filter(|document| document.may_read(app.policy(), &who.viewer))
        .collect();
    let state = seen
        .iter()
        .map(|document| document.changed.to_string())
        .collect::<Vec<_>>()
        .join("-");
    web::with_etag(&who, &headers, &state, || {
        Ok(web::html(list(&app, &who, &cycle, &seen)))
    })
}

fn list(app: &App, who: &Who, cycle: &Cycle, documents: &[Document]) -> Markup {
    let t = &who.tongue;
    let title = t.say("document-list");
    let body = html! {
        (heading(Some(kicker(cycle)), &title, None))
        @if documents.is_empty() { (empty(t, Some(html! { (t.say("document-none")) }))) }
        (lines(t, documents))
        @if may_write(&who.viewer, cycle).is_ok() {
            p .acts { a .quiet href={ "/cycles/" (cycle.slug) "/documents/new" } { (t.say("document-open")) } }
        }
    };
    Page::new(&title, Place::Now, body).render(app, who)
}

/// The documents of a cycle that the visitor may read, as other pages list them.
pub fn documents_list(app: &App, who: &Who, cycle: &Cycle) -> Result<Option<Markup>, Stop> {
    let t = &who.tongue;
    let all = app.read(|db| store::documents_of(db, &cycle.id))?;
    let seen: Vec<Document> = all
        .into_iter()
        .filter(|document| document.may_read(app.policy(), &who.viewer))
        .collect();
    let may_write = may_write(&who.viewer, cycle).is_ok();
    Ok((!seen.is_empty() || may_write).then(|| {
        html! {
            section aria-labelledby="the-documents" {
                h2 #the-documents { a href={ "/cycles/" (cycle.slug) "/documents" } { (t.say("document-list")) } }
                (lines(t, &seen))
                @if may_write { p { a href={ "/cycles/" (cycle.slug) "/documents/new" } { (t.say("document-open")) } } }
            }
        }
    }))
}

fn lines(t: &Tongue, documents: &[Document]) -> Markup {
    html! {
        ul .documents {
            @for document in documents {
                li { a href={ "/documents/" (document.slug) } lang=(document.lang) { bdi { (safe_text(&document.title)) } }
                    " " span .badge { (state_in_words(t, document.state)) }
                    @if document.latest.0 > 0 { " " span .small { (t.say_with("document-version", &[("number", i64::from(document.latest.0).into())])) } } }
            }
        }
    }
}

fn kicker(cycle: &Cycle) -> Markup {
    html! { a href={ "/cycles/" (cycle.slug) } { bdi { (safe_text(&cycle.title)) } } }
}

/// Where a document stands, in a word.
pub fn state_in_words(t: &Tongue, state: Standing) -> String {
    t.say(&format!("document-state-{}", state.word()))
        .into_owned()
}

fn cycle_of(app: &App, slug: &str) -> Result<Cycle, Stop> {
    app.read(|db| forum::store::cycle_by_slug(db, slug))?
        .ok_or(Stop::NotFound)
}

/// GET /cycles/{slug}/documents/new
pub async fn open_page(
    State(app): State<App>,
    who: Who,
    Path(slug): Path<String>,
) -> Result<Response, Stop> {
    let cycle = cycle_of(&app, &slug)?;
    may_write(&who.viewer, &cycle).map_err(|_| Stop::NotFound)?;
    let nothing = [String::new(), String::new(), "en".to_owned()];
    Ok(web::html(opening(
        &app,
        &who,
        &cycle,
        &nothing,
        &Faults::default(),
    )))
}

/// The languages a document is offered in by name.
const LANGUAGES: [(&str, &str); 8] = [
    ("en", "English"),
    ("fr", "Français"),
    ("es", "Español"),
    ("ar", "العربية"),
    ("ru", "Русский"),
    ("zh", "中文"),
    ("hi", "हिन्दी"),
    ("th", "ไทย"),
];

fn opening(app: &App, who: &Who, cycle: &Cycle, typed: &[String; 3], faults: &Faults) -> Markup {
    let t = &who.tongue;
    let title = t.say("document-open");
    let field = |name: &'static str, key: &str| Field::new(name, &t.say(key)).fault(faults);
    let languages = LANGUAGES.map(|(value, label)| Choice { value, label });
    let fields = html! {
        (field("title", "document-field-title").required().text(t, &typed[0]))
        (field("slug", "document-field-slug").hint(&t.say("document-field-slug-hint")).required().text(t, &typed[1]))
        (field("lang", "document-field-lang").required().choose(t, &languages, &typed[2]))
        (field("file", "document-field-file").hint(&t.say("document-field-file-open-hint")).file(t, ACCEPTED, FILE_BYTES))
        p .acts { (Button::main(&t.say("document-open-act"))) }
    };
    let action = format!("/cycles/{}/documents/new", cycle.slug);
    let key = plenary_kit::random::token();
    let body = html! {
        (heading(Some(kicker(cycle)), &title, Some(html! { (t.say("document-open-lead")) })))
        (Form::new(&action, &who.token).key(&key).draft(&action).with_files().faults(t, faults).render(fields))
    };
    unlisted(app, who, &title, body)
}

fn unlisted(app: &App, who: &Who, title: &str, body: Markup) -> Markup {
    let mut page = Page::new(title, Place::Now, body);
    page.unlisted = true;
    page.render(app, who)
}

pub(super) fn faults_of(t: &Tongue, refusal: &dyn Refuse) -> Faults {
    Faults::new(vec![(
        refusal.field().unwrap_or("text"),
        web::in_words(t, refusal),
    )])
}

pub(super) fn again(status: u16, page: Markup) -> Result<Response, Stop> {
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::UNPROCESSABLE_ENTITY);
    Ok((status, web::html(page)).into_response())
}

/// POST /cycles/{slug}/documents/new
pub async fn open_form(
    State(app): State<App>,
    who: Who,
    Path(slug): Path<String>,
    mut sent: Sent,
) -> Result<Response, Stop> {
    let cycle = cycle_of(&app, &slug)?;
    may_write(&who.viewer, &cycle).map_err(|_| Stop::NotFound)?;
    let typed = ["title", "slug", "lang"].map(|name| sent.take(name));
    sent.take("file");
    let file = sent.files.first().cloned();
    let show = |faults: &Faults, status| again(status, opening(&app, &who, &cycle, &typed, faults));
    if let Err(bad) = sent.finish() {
        return show(&faults_of(&who.tongue, &bad), 422);
    }
    // A file that cannot be read opens nothing.
    if let Some(file) = &file
        && let Err(bad) = Typed::default().bring_in(file)
    {
        return show(&faults_of(&who.tongue, &bad), bad.status());
    }
    let title = match text::line(&typed[0], 300) {
        Ok(title) => title,
        Err(bad) => {
            let faults = Faults::new(vec![("title", web::in_words(&who.tongue, &bad))]);
            return show(&faults, 422);
        }
    };
    let known = LANGUAGES.iter().find(|(tag, _)| *tag == typed[2]);
    let ask = OpenDocument {
        slug: typed[1].trim().to_owned(),
        title,
        lang: known.map_or("en", |(tag, _)| *tag).to_owned(),
    };
    let (viewer, id) = (who.viewer.clone(), cycle.id.clone());
    let done = app
        .act::<DocumentEvent>(
            who.viewer.participant.as_ref(),
            sent.once(),
            move |db, _| {
                let cycle = forum::store::cycle(db, &id)?.ok_or(Stop::NotFound)?;
                let is_taken = store::by_slug(db, &ask.slug)?.is_some();
                Ok(open_document(&viewer, &cycle, ask, is_taken)?)
            },
        )
        .await;
    match done {
        Ok(_) => match file {
            Some(file) => edit::show_file(&app, &who, typed[1].trim(), &file),
            None => {
                Ok(Redirect::to(&format!("/documents/{}/edit", typed[1].trim())).into_response())
            }
        },
        Err(Stop::Refused(refusal)) => {
            show(&faults_of(&who.tongue, refusal.as_ref()), refusal.status())
        }
        Err(stop) => Err(stop),
    }
}
