//! Publishing agreed answers in one batch.

use axum::extract::{RawQuery, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use plenary_kit::app::App;
use plenary_kit::fault::{Fault, Stop};
use plenary_kit::form::Form as Sent;
use plenary_kit::page::{
    Button, Faults, Form, Notice, NoticeKind, Place, empty, heading, safe_text, stamp,
};
use plenary_kit::shell::Page;
use plenary_kit::web::{self, Who};

use super::form::fault_of;
use super::item::doing;
use super::queue::{beginning, disposition_name, titled};
use crate::answer::acts;
use crate::answer::queue::{Show, window};
use crate::answer::store;
use crate::answer::view::{Shown, shown};
use crate::docket::{Item, ItemNumber};

/// GET /queue/publish
pub async fn publish_page(
    State(app): State<App>,
    who: Who,
    RawQuery(query): RawQuery,
) -> Result<Response, Stop> {
    let out = plenary_kit::form::query(query.as_deref().unwrap_or("")).take("out");
    let out = out.parse().ok().filter(|out| *out > 0);
    Ok(web::html(page(&app, &who, None, &Faults::default(), out)?))
}

/// POST /queue/publish
pub async fn publish_form(
    State(app): State<App>,
    who: Who,
    mut sent: Sent,
) -> Result<Response, Stop> {
    let typed = sent.take_all("item");
    let numbers = typed
        .iter()
        .map(|text| text.parse::<ItemNumber>())
        .collect::<Result<Vec<_>, _>>();
    let count = typed.len();
    let outcome = match (sent.finish(), numbers) {
        (Err(bad), _) => Err(Stop::from(bad)),
        (Ok(()), Err(_)) => Err(Stop::NotFound),
        (Ok(()), Ok(numbers)) => {
            let doing = doing(&who, &sent)?;
            acts::publish(&app, doing, numbers).await.map(|_| ())
        }
    };
    match outcome {
        Ok(()) => Ok(Redirect::to(&format!("/queue/publish?out={count}")).into_response()),
        Err(Stop::Refused(refusal)) => {
            let faults = fault_of(&who.tongue, refusal.as_ref());
            let status = StatusCode::from_u16(refusal.status()).unwrap_or(StatusCode::CONFLICT);
            Ok((
                status,
                web::html(page(&app, &who, Some(&typed), &faults, None)?),
            )
                .into_response())
        }
        Err(stop) => Err(stop),
    }
}

struct Line {
    item: Item,
    title: String,
    answer: Shown,
}

/// The answers to publish; `out` is how many were published just now.
fn page(
    app: &App,
    who: &Who,
    ticked: Option<&[String]>,
    faults: &Faults,
    out: Option<u32>,
) -> Result<Markup, Fault> {
    let lines = app.read(|db| {
        let mut lines = Vec::new();
        let waiting = window(app, db, &who.viewer, Show::Publish, None)?;
        let items = waiting.into_iter().map(|each| each.item).collect();
        for (item, title) in titled(db, &who.tongue, items)? {
            if let Some(draft) = store::work(db, item.number)?.draft {
                let answer = shown(app, db, &who.viewer, &draft)?;
                lines.push(Line {
                    item,
                    title,
                    answer,
                });
            }
        }
        Ok::<_, Fault>(lines)
    })?;
    let t = &who.tongue;
    let title = t.say("queue-publish-title");
    let key = plenary_kit::random::token();
    let body = html! {
        (heading(Some(html! { a href="/queue" { (t.say("queue-title")) } }), &title, Some(html! { (t.say("queue-publish-lead")) })))
        @if lines.is_empty() { (plenary_kit::page::error_summary(t, faults)) (empty(t, Some(html! { (t.say("queue-publish-empty")) }))) }
        @else {
            (Form::new("/queue/publish", &who.token).key(&key).faults(t, faults).render(html! {
                fieldset .field.cards #f-form {
                    legend { (t.say("queue-publish-choose")) }
                    @for line in &lines { (line.render(who, ticked)) }
                }
                p .acts { (Button::main(&t.say("queue-publish-send"))) }
            }))
        }
    };
    let mut page = Page::new(&title, Place::Queue, body);
    page.unlisted = true;
    page.notice = out.map(|out| {
        let words = html! { (t.say_with("queue-published", &[("count", out.into())])) " "
        a href="/answers" { (t.say("queue-published-see")) } };
        Notice::new(NoticeKind::Done, words)
    });
    Ok(page.render(app, who))
}

impl Line {
    fn render(&self, who: &Who, ticked: Option<&[String]>) -> Markup {
        let t = &who.tongue;
        let number = self.item.number.to_string();
        let is_ticked = ticked.is_none_or(|ticked| ticked.contains(&number));
        html! {
            label .pick {
                input type="checkbox" name="item" value=(number) checked[is_ticked];
                span { (stamp(t, &number, None)) " " strong { (disposition_name(who, self.answer.disposition)) } " "
                    span lang=(self.item.lang) dir="auto" { (safe_text(&self.title)) }
                    small dir="auto" { (safe_text(&beginning(self.answer.reason.as_deref().unwrap_or("")))) } }
            }
            p .small { a href={ "/items/" (number) } { (t.say_with("number-of", &[("number", (&number).into())])) } }
        }
    }
}
