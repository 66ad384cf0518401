//! Destroying a paragraph's words: the page that asks twice, and the act.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use plenary_kit::app::App;
use plenary_kit::fault::{Refuse, Stop};
use plenary_kit::follow::{self, Follower};
use plenary_kit::form::Form as Sent;
use plenary_kit::page::{Button, Faults, Field, Form, heading};
use plenary_kit::web::{self, Who};

use super::pieces::words;
use super::{Seen, faults_of, unlisted};
use crate::participant;
use crate::transcript::acts;
use crate::transcript::event::TranscriptEvent;
use crate::transcript::followers::{TranscriptErasure, TranscriptSearch};
use crate::transcript::live::Live;
use crate::transcript::rules::{self, TranscriptRefusal, may_erase};
use crate::transcript::store::read;

fn desk(app: &App, who: &Who, slug: &str, number: &str) -> Result<(Seen, u32), Stop> {
    let seen = Seen::load(app, who, slug)?;
    let number: u32 = number.parse().map_err(|_| Stop::NotFound)?;
    let (turn, _) = seen.transcript.paragraph(number).ok_or(Stop::NotFound)?;
    may_erase(&who.viewer, turn.participant()).map_err(|_| Stop::NotFound)?;
    Ok((seen, number))
}

/// GET /sessions/{slug}/transcript/{number}/erase
pub async fn erase_page(
    State(app): State<App>,
    who: Who,
    Path((slug, number)): Path<(String, String)>,
) -> Result<Response, Stop> {
    let (seen, number) = desk(&app, &who, &slug, &number)?;
    Ok(web::html(form(
        &app,
        &who,
        &seen,
        number,
        "",
        &Faults::default(),
    )))
}

fn form(app: &App, who: &Who, seen: &Seen, number: u32, rule: &str, faults: &Faults) -> Markup {
    let t = &who.tongue;
    let title = t.say_with("transcript-erase-title", &[("number", number.into())]);
    let action = format!("/sessions/{}/transcript/{number}/erase", seen.session.slug);
    let key = plenary_kit::random::token();
    let paragraph = seen
        .transcript
        .paragraph(number)
        .map(|(_, paragraph)| paragraph);
    let body = html! {
        (heading(Some(seen.kicker(t)), &title, Some(html! { (t.say("transcript-erase-lead")) })))
        @if let Some(paragraph) = paragraph { blockquote dir="auto" { (words(t, paragraph)) } }
        (Form::new(&action, &who.token).key(&key).faults(t, faults).render(html! {
            (Field::new("rule", &t.say("transcript-field-rule")).hint(&t.say("transcript-field-rule-hint")).required().fault(faults).text(t, rule))
            p .acts { (Button::grave(&t.say("transcript-erase-do"))) }
        }))
    };
    unlisted(app, who, &title, body)
}

/// POST /sessions/{slug}/transcript/{number}/erase
pub async fn erase_form(
    live: Live,
    app: App,
    who: Who,
    (slug, number): (String, String),
    mut sent: Sent,
) -> Result<Response, Stop> {
    let (seen, number) = desk(&app, &who, &slug, &number)?;
    let rule = sent.take("rule");
    sent.finish()?;
    let (viewer, id, under) = (who.viewer.clone(), seen.session.id.clone(), rule.clone());
    let decide = move |db: &plenary_kit::db::Db<'_>, _| {
        let ground = acts::ground(db, &id)?;
        let transcript = ground.record()?;
        let (turn, paragraph) = transcript.paragraph(number).ok_or(Stop::NotFound)?;
        if paragraph.text.is_none() {
            return Err(TranscriptRefusal::NothingToErase.into());
        }
        let mut words = read::words_of_paragraph(db, transcript, number)?;
        let packets = read::packets_of_paragraph(db, &id, number)?;
        words.extend((live.words)(db, &id, &packets)?);
        let words = participant::store::sealed(db, words)?;
        Ok(rules::erase_words(
            &viewer,
            &id,
            turn.participant(),
            words,
            &under,
        )?)
    };
    let by = who.viewer.participant.as_ref();
    match app.act::<TranscriptEvent>(by, sent.once(), decide).await {
        Ok(_) => {}
        Err(Stop::Refused(refusal)) => {
            let refusal: &dyn Refuse = refusal.as_ref();
            let status = StatusCode::from_u16(refusal.status()).unwrap_or(StatusCode::CONFLICT);
            let faults = faults_of(&who.tongue, refusal, "rule");
            return Ok((
                status,
                web::html(form(&app, &who, &seen, number, &rule, &faults)),
            )
                .into_response());
        }
        Err(stop) => return Err(stop),
    }
    // Gone from the index and from the log of writes, and on the list that cleans restored backups, before anybody is told.
    let followers: [Arc<dyn Follower>; 2] =
        [Arc::new(TranscriptErasure), Arc::new(TranscriptSearch)];
    for follower in &followers {
        follow::catch_up(&app, follower).await?;
    }
    (live.anew)(&app, &seen.session.id)?;
    plenary_kit::erase::scrub_log(&app)?;
    Ok(Redirect::to(&format!("/sessions/{slug}/transcript/{number}")).into_response())
}
