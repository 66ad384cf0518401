//! Letting a document go on: to the review, to revision, to being final once nothing is missing.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use plenary_kit::app::App;
use plenary_kit::fault::Stop;
use plenary_kit::form::Form as Sent;
use plenary_kit::page::{Button, Form, Place, heading, safe_text};
use plenary_kit::shell::Page;
use plenary_kit::tongue::Tongue;
use plenary_kit::web::{self, Who};
use plenary_passage::BlockId;

use super::missing::{Obstacle, obstacles};
use crate::answer::Promise;
use crate::docket::ItemNumber;
use crate::document::pages::{readable, state_in_words};
use crate::document::rules::{change_state, may_write};
use crate::document::{Document, DocumentEvent, State as Standing, store as documents};
use crate::forum::{self, Cycle};

/// The most obstacles that the page lists.
const SHOWN: usize = 200;

fn desk(app: &App, who: &Who, slug: &str) -> Result<(Document, Cycle), Stop> {
    let (document, cycle) = readable(app, who, slug)?;
    may_write(&who.viewer, &cycle).map_err(|_| Stop::NotFound)?;
    Ok((document, cycle))
}

/// GET /documents/{slug}/state
pub async fn state_page(
    State(app): State<App>,
    who: Who,
    Path(slug): Path<String>,
) -> Result<Response, Stop> {
    let (document, cycle) = desk(&app, &who, &slug)?;
    Ok(web::html(page(&app, &who, &document, &cycle, None)?))
}

fn page(
    app: &App,
    who: &Who,
    document: &Document,
    cycle: &Cycle,
    refusal: Option<&str>,
) -> Result<Markup, Stop> {
    let t = &who.tongue;
    let missing = app.read(|db| obstacles(app, db, &who.viewer, cycle, document))?;
    let title = t.say("review-go-on");
    let kicker =
        html! { a href={ "/documents/" (document.slug) } { bdi { (safe_text(&document.title)) } } };
    let action = format!("/documents/{}/state", document.slug);
    let may =
        |to: &Standing| change_state(&who.viewer, cycle, document, *to, missing.len()).is_ok();
    let body = html! {
        (heading(Some(kicker), &title, Some(html! { (t.say_with("review-stands", &[("state", state_in_words(t, document.state).into())])) })))
        @if let Some(refusal) = refusal { p .notice { (refusal) } }
        @for to in document.state.next().iter().filter(|to| may(to)) {
            @let key = plenary_kit::random::token();
            (Form::new(&action, &who.token).key(&key).render(html! {
                input type="hidden" name="to" value=(to.word());
                p { (Button::quiet(&t.say_with("review-let-be", &[("state", state_in_words(t, *to).into())]))) " "
                    span .small { (t.say(&format!("review-state-{}-means", to.word()))) } }
            }))
        }
        @if !missing.is_empty() {
            h2 { (t.say_with("review-missing", &[("count", (missing.len() as i64).into())])) }
            ul { @for obstacle in missing.iter().take(SHOWN) { (line(t, document, obstacle)) } }
        }
    };
    let mut page = Page::new(&title, Place::Now, body);
    page.unlisted = true;
    Ok(page.render(app, who))
}

fn line(t: &Tongue, document: &Document, obstacle: &Obstacle) -> Markup {
    let of_item = |key: &str, number: &ItemNumber| {
        let number = number.to_string();
        html! { li { a href={ "/items/" (number) } { (t.say_with(key, &[("number", number.as_str().into())])) } } }
    };
    let base = format!("/documents/{}/{}/basis", document.slug, document.latest);
    let of_block = |key: &str, block: &BlockId, label: &str| {
        html! { li { a href={ (base) "?block=" (block) } { (t.say_with(key, &[("label", label.into())])) } } }
    };
    match obstacle {
        Obstacle::Unanswered(number) => of_item("review-unanswered", number),
        Obstacle::Hidden => html! { li { (t.say("review-unanswered-hidden")) } },
        Obstacle::NotKept(number, Promise::Broken) => of_item("review-broken", number),
        Obstacle::NotKept(number, _) => of_item("review-due", number),
        Obstacle::HiddenNotKept => html! { li { (t.say("review-broken-hidden")) } },
        Obstacle::NoBasis(block, label) => of_block("review-no-basis", block, label),
        Obstacle::PrivateBasis(block, label) => of_block("review-private-basis", block, label),
    }
}

/// POST /documents/{slug}/state
pub async fn state_form(
    State(app): State<App>,
    who: Who,
    Path(slug): Path<String>,
    mut sent: Sent,
) -> Result<Response, Stop> {
    let (document, cycle) = desk(&app, &who, &slug)?;
    let to: Standing = sent.take("to").parse().map_err(|_| Stop::NotFound)?;
    sent.finish().map_err(|bad| Stop::Refused(Box::new(bad)))?;
    let (viewer, id, here) = (who.viewer.clone(), document.id.clone(), app.clone());
    let done = app
        .act::<DocumentEvent>(
            who.viewer.participant.as_ref(),
            sent.once(),
            move |db, _| {
                let document = documents::document(db, &id)?.ok_or(Stop::NotFound)?;
                let cycle = forum::store::cycle(db, &document.cycle)?.ok_or(Stop::NotFound)?;
                let missing = match to {
                    Standing::Final => obstacles(&here, db, &viewer, &cycle, &document)?.len(),
                    _ => 0,
                };
                Ok(change_state(&viewer, &cycle, &document, to, missing)?)
            },
        )
        .await;
    match done {
        Ok(_) => Ok(Redirect::to(&format!("/documents/{slug}")).into_response()),
        Err(Stop::Refused(refusal)) => {
            let words = web::in_words(&who.tongue, refusal.as_ref());
            let page = page(&app, &who, &document, &cycle, Some(&words))?;
            let status = StatusCode::from_u16(refusal.status()).unwrap_or(StatusCode::CONFLICT);
            Ok((status, web::html(page)).into_response())
        }
        Err(stop) => Err(stop),
    }
}
