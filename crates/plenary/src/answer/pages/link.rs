//! Replying by the link in the letter, for those who have no session here: GET shows, POST replies and uses the link up.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};
use plenary_kit::app::App;
use plenary_kit::db::Db;
use plenary_kit::fault::{Fault, Stop};
use plenary_kit::form::Form as Sent;
use plenary_kit::id::ParticipantId;
use plenary_kit::page::{Faults, Form, Notice, NoticeKind, Place, heading};
use plenary_kit::shell::{self, Page};
use plenary_kit::signin;
use plenary_kit::web::{self, Who, in_words};

use super::form::{Typed, fault_of};
use super::part::{answer_card, reply_fields, reply_lead};
use crate::answer::acts::{self, Doing};
use crate::answer::letters::REPLY;
use crate::answer::refusal::AnswerRefusal;
use crate::answer::rules::{self, ReplyState};
use crate::answer::view::Dossier;
use crate::docket::{ItemNumber, store as docket};
use crate::forum::{Cycle, store as forum};
use crate::participant::Hand;

/// What a link opens: the answer as its author sees it.
struct Opened {
    author: ParticipantId,
    dossier: Dossier,
    cycle: Cycle,
    may: Result<(), AnswerRefusal>,
}

fn open(app: &App, db: &Db<'_>, token: &str) -> Result<Option<Opened>, Fault> {
    let found =
        signin::find_link(db, token, None, app.now())?.filter(|found| found.purpose == REPLY);
    let number = found.and_then(|found| found.subject.parse::<ItemNumber>().ok());
    let Some(item) = number
        .map(|number| docket::item(db, number))
        .transpose()?
        .flatten()
    else {
        return Ok(None);
    };
    let Some(author) = item.author.clone() else {
        return Ok(None);
    };
    let Some(viewer) = acts::viewer_of(db, &author, app.now())? else {
        return Ok(None);
    };
    let dossier = Dossier::load(app, db, &viewer, item.number)?;
    let cycle = forum::cycle(db, &item.cycle)?;
    Ok(dossier.zip(cycle).map(|(dossier, cycle)| Opened {
        may: rules::may_reply(&viewer, &cycle, &dossier.item, &dossier.work, app.now()),
        author,
        dossier,
        cycle,
    }))
}

/// GET /reply/{token}
pub async fn reply_link_page(
    State(app): State<App>,
    who: Who,
    Path(token): Path<String>,
) -> Result<Response, Stop> {
    let opened = app
        .read(|db| open(&app, db, &token))?
        .ok_or(AnswerRefusal::LinkOver)?;
    let page = page(
        &app,
        &who,
        &token,
        &opened,
        &Typed::default(),
        &Faults::default(),
    );
    Ok(web::html(page))
}

/// POST /reply/{token}
pub async fn reply_by_link(
    State(app): State<App>,
    who: Who,
    Path(token): Path<String>,
    mut sent: Sent,
) -> Result<Response, Stop> {
    let opened = app
        .read(|db| open(&app, db, &token))?
        .ok_or(AnswerRefusal::LinkOver)?;
    let typed = Typed::take(&mut sent);
    let again = |faults: &Faults, status: u16| {
        let status = StatusCode::from_u16(status).unwrap_or(StatusCode::CONFLICT);
        let page = page(&app, &who, &token, &opened, &typed, faults);
        Ok((status, web::html(page)).into_response())
    };
    if let Err(bad) = sent.finish() {
        return again(&fault_of(&who.tongue, &bad), 422);
    }
    let ask = match typed.reply(&who.tongue) {
        Ok(ask) => ask,
        Err(faults) => return again(&faults, 422),
    };
    let doing = Doing {
        hand: Hand::Person(opened.author.clone()),
        once: sent.once(),
    };
    match acts::reply(&app, doing, opened.dossier.item.number, ask).await {
        Ok(_) => thanks(&app, &who, token).await,
        Err(Stop::Refused(refusal)) => {
            again(&fault_of(&who.tongue, refusal.as_ref()), refusal.status())
        }
        Err(stop) => Err(stop),
    }
}

/// The reply is recorded: the link has done its work.
async fn thanks(app: &App, who: &Who, token: String) -> Result<Response, Stop> {
    let now = app.now();
    let is_inquiry = {
        let opened = app.read(|db| open(app, db, &token))?;
        opened.is_some_and(|opened| opened.dossier.reply_state == ReplyState::InquiryOpen)
    };
    app.tend(move |tx| signin::use_link(tx, &token, None, now))
        .await?;
    let t = &who.tongue;
    let key = if is_inquiry {
        "answer-thanks-inquiry"
    } else {
        "answer-thanks"
    };
    let title = t.say("answer-thanks-title");
    let body = html! { (heading(None, &title, None)) p { (t.say(key)) } };
    let mut page = Page::new(&title, Place::Elsewhere, body);
    page.unlisted = true;
    page.notice = Some(Notice::new(
        NoticeKind::Done,
        html! { (t.say("answer-thanks-notice")) },
    ));
    Ok(web::html(page.render(app, who)))
}

fn page(
    app: &App,
    who: &Who,
    token: &str,
    opened: &Opened,
    typed: &Typed,
    faults: &Faults,
) -> Markup {
    let t = &who.tongue;
    let title = t.say("answer-reply-title");
    let zone = shell::face(app).zone;
    let number = opened.dossier.item.number.to_string();
    let action = format!("/reply/{token}");
    let key = plenary_kit::random::token();
    let when = opened
        .dossier
        .work
        .published
        .as_ref()
        .map(|(_, at)| t.instant(at.0, &zone));
    let kicker = html! { bdi { (opened.cycle.title) } " · " (t.say_with("number-of", &[("number", number.into())])) };
    let body = html! {
        (heading(Some(kicker), &title, None))
        @if let Some(answer) = &opened.dossier.answer { (answer_card(t, answer, None, (when, None, None))) }
        @match &opened.may {
            Ok(()) => {
                (reply_lead(t, &opened.dossier, &zone))
                (Form::new(&action, &who.token).key(&key).faults(t, faults).render(reply_fields(t, typed, faults)))
            }
            Err(refusal) => p { (in_words(t, refusal)) },
        }
    };
    let mut page = Page::new(&title, Place::Elsewhere, body);
    page.unlisted = true;
    page.render(app, who)
}
