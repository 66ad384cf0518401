//! What could not be heard: every passage, whose it is, and the one request to its speaker.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use maud::html;
use plenary_kit::app::App;
use plenary_kit::fault::{Fault, Stop};
use plenary_kit::form::Form as Sent;
use plenary_kit::page::{Button, Form, Place, empty, heading};
use plenary_kit::shell::Page;
use plenary_kit::web::{self, Who};

use super::Seen;
use super::pieces::{address, speaker_line, words};
use crate::transcript::acts;
use crate::transcript::rules::may_record;
use crate::transcript::store::read;

/// GET /sessions/{slug}/transcript/gaps
pub async fn gaps_page(
    State(app): State<App>,
    who: Who,
    Path(slug): Path<String>,
) -> Result<Response, Stop> {
    let seen = Seen::load(&app, &who, &slug)?;
    let (asked, to_ask) = app.read(|db| -> Result<_, Fault> {
        Ok((
            read::requests(db, &seen.session.id)?,
            acts::to_ask(db, &seen.transcript)?,
        ))
    })?;
    let t = &who.tongue;
    let title = t.say("transcript-gaps");
    let all = seen
        .transcript
        .turns
        .iter()
        .flat_map(|turn| turn.paragraphs.iter().map(move |each| (turn, each)));
    let all: Vec<_> = all
        .filter(|(_, each)| each.is_inaudible() || each.is_supplied)
        .collect();
    let action = format!("/sessions/{slug}/transcript/gaps");
    let key = plenary_kit::random::token();
    let body = html! {
        (heading(Some(seen.kicker(t)), &title, Some(html! { (t.say("transcript-gaps-lead")) })))
        @if all.is_empty() { (empty(t, Some(html! { (t.say("transcript-no-gaps")) }))) }
        @if may_record(&who.viewer, &seen.cycle).is_ok() {
            @if to_ask.is_empty() { p .small { (t.say("transcript-nobody-to-ask-now")) } }
            @else { (Form::new(&action, &who.token).key(&key).render(html! {
                p .acts { (Button::main(&t.say_with("transcript-ask", &[("count", to_ask.len().into())]))) } })) }
        }
        div .speech { @for (turn, paragraph) in &all {
            section .turn.no-group {
                p .meta { (speaker_line(t, turn, seen.fields, &seen.groups))
                    @if paragraph.is_supplied { " " span .guess { (t.say("transcript-supplied")) } }
                    @else if asked.iter().any(|(number, _)| *number == paragraph.number) { " " span .guess { (t.say("transcript-asked")) } } }
                p dir="auto" { a .number href=(address(&seen.session, paragraph.number)) { (paragraph.number) } " " (words(t, paragraph)) }
                p .small { a href={ "/sessions/" (slug) "/transcript/" (paragraph.number) } { (t.say("transcript-to-paragraph")) } }
            }
        } }
    };
    Ok(web::html(
        Page::new(&title, Place::Now, body).render(&app, &who),
    ))
}

/// POST /sessions/{slug}/transcript/gaps
pub async fn ask_form(
    State(app): State<App>,
    who: Who,
    Path(slug): Path<String>,
    sent: Sent,
) -> Result<Response, Stop> {
    sent.finish()?;
    let seen = Seen::of_recorder(&app, &who, &slug)?;
    acts::ask_words(&app, &who.viewer, &seen.session.id, sent.once()).await?;
    Ok(Redirect::to(&format!("/sessions/{slug}/transcript/gaps")).into_response())
}
