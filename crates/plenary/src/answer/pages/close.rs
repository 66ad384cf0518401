//! Closing a cycle: what still waits, and the button once nothing does.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use plenary_kit::app::App;
use plenary_kit::fault::{Fault, Stop};
use plenary_kit::form::Form as Sent;
use plenary_kit::page::{Button, Faults, Form, Place, heading, safe_text, stamp, state_badge};
use plenary_kit::shell::Page;
use plenary_kit::web::{self, Who, in_words};

use super::form::fault_of;
use super::item::doing;
use super::queue::titled;
use crate::answer::{acts, rules};
use crate::docket::{Item, ItemNumber, store as docket};
use crate::forum::{Cycle, store as forum};

/// What the page lists.
struct Open {
    unanswered: Vec<(Item, String)>,
    inquiries: Vec<(Item, String)>,
}

fn load(app: &App, who: &Who, slug: &str) -> Result<(Cycle, Open), Stop> {
    app.read(|db| {
        let cycle = forum::cycle_by_slug(db, slug)?.ok_or(Stop::NotFound)?;
        let waiting = acts::waiting(db, *app.policy(), &who.viewer, &cycle)?;
        let lines = |numbers: Vec<ItemNumber>| -> Result<Vec<(Item, String)>, Fault> {
            let mut items = Vec::new();
            for number in numbers {
                items.extend(docket::item(db, number)?);
            }
            titled(db, &who.tongue, items)
        };
        Ok((
            cycle,
            Open {
                unanswered: lines(waiting.unanswered)?,
                inquiries: lines(waiting.inquiries)?,
            },
        ))
    })
}

/// GET /cycles/{slug}/close
pub async fn close_page(
    State(app): State<App>,
    who: Who,
    Path(slug): Path<String>,
) -> Result<Response, Stop> {
    let (cycle, open) = load(&app, &who, &slug)?;
    Ok(web::html(page(
        &app,
        &who,
        &cycle,
        &open,
        &Faults::default(),
    )))
}

/// POST /cycles/{slug}/close
pub async fn close_form(
    State(app): State<App>,
    who: Who,
    Path(slug): Path<String>,
    sent: Sent,
) -> Result<Response, Stop> {
    let (cycle, _) = load(&app, &who, &slug)?;
    let doing = doing(&who, &sent)?;
    let outcome = match sent.finish() {
        Ok(()) => acts::close_cycle(&app, doing, &cycle.id).await.map(|_| ()),
        Err(bad) => Err(bad.into()),
    };
    match outcome {
        Ok(()) => Ok(Redirect::to(&format!("/cycles/{slug}/dispositions")).into_response()),
        Err(Stop::Refused(refusal)) => {
            let (cycle, open) = load(&app, &who, &slug)?;
            let faults = fault_of(&who.tongue, refusal.as_ref());
            let status = StatusCode::from_u16(refusal.status()).unwrap_or(StatusCode::CONFLICT);
            Ok((status, web::html(page(&app, &who, &cycle, &open, &faults))).into_response())
        }
        Err(stop) => Err(stop),
    }
}

fn page(app: &App, who: &Who, cycle: &Cycle, open: &Open, faults: &Faults) -> Markup {
    let t = &who.tongue;
    let title = t.say("answer-close-title");
    let action = format!("/cycles/{}/close", cycle.slug);
    let key = plenary_kit::random::token();
    let body = html! {
        (heading(Some(html! { bdi { (safe_text(&cycle.title)) } }), &title, Some(html! { (t.say("answer-close-lead")) })))
        (plenary_kit::page::error_summary(t, faults))
        div #f-form {
            (lines(who, "answer-close-unanswered", &open.unanswered))
            (lines(who, "answer-close-inquiries", &open.inquiries))
        }
        @match rules::may_close(&who.viewer, cycle) {
            Err(refusal) => p { (in_words(t, &refusal)) },
            Ok(()) if !open.unanswered.is_empty() => p { a href="/queue" { (t.say("answer-close-to-queue")) } },
            Ok(()) if !open.inquiries.is_empty() => p { a href="/queue?show=inquiry" { (t.say("answer-close-to-queue")) } },
            Ok(()) => (Form::new(&action, &who.token).key(&key).render(html! {
                p { (t.say("answer-close-ready")) }
                p .acts { (Button::grave(&t.say("answer-close"))) }
            })),
        }
    };
    let mut page = Page::new(&title, Place::Queue, body);
    page.unlisted = true;
    page.render(app, who)
}

fn lines(who: &Who, key: &str, items: &[(Item, String)]) -> Markup {
    let t = &who.tongue;
    html! {
        @if !items.is_empty() {
            h2 { (t.say_with(key, &[("count", items.len().into())])) }
            ul { @for (item, title) in items { li {
                (stamp(t, &item.number.to_string(), Some(&format!("/items/{}", item.number)))) " "
                span lang=(item.lang) dir="auto" { (safe_text(title)) } " "
                (state_badge(t, item.standing.state.word()))
            } } }
        }
    }
}
