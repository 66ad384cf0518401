//! Contributing: the form, what happens when it is sent, and the page that follows.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use plenary_kit::app::App;
use plenary_kit::fault::Stop;
use plenary_kit::form::Form as Sent;
use plenary_kit::page::{
    Button, Faults, Form, Notice, NoticeKind, Place, facts, heading, safe_text, stamp,
};
use plenary_kit::shell::Page;
use plenary_kit::signin::{self, Visit};
use plenary_kit::web::{self, Who};

use super::form::{self, ContributionForm, call_text};
use super::rules::Call;
use super::{drafts, store};
use crate::docket::ItemNumber;
use crate::docket::filing::{self, Filer, Typed, fault_of};
use crate::docket::rules as docket_rules;
use crate::forum::{self, Cycle};

/// All that the form needs to know.
pub(super) struct Ground {
    pub cycle: Cycle,
    pub call: Call,
    filer: Filer,
}

/// Reads it; nothing is here before the call is published.
pub(super) fn ground(app: &App, who: &Who, slug: &str) -> Result<Ground, Stop> {
    let now = app.now();
    app.read(|db| {
        let cycle = forum::store::cycle_by_slug(db, slug)?.ok_or(Stop::NotFound)?;
        let call = store::call(db, &cycle.id)?.ok_or(Stop::NotFound)?;
        let filer = filing::filer(db, who, &cycle.id, now)?;
        Ok(Ground { cycle, call, filer })
    })
}

/// GET /cycles/{slug}/contribute
pub async fn contribute_page(
    State(app): State<App>,
    who: Who,
    Path(slug): Path<String>,
) -> Result<Response, Stop> {
    let ground = ground(&app, &who, &slug)?;
    let group = ground.filer.own_group.clone().unwrap_or_default();
    let typed = Typed::restore(vec![("group".into(), group)], form::fields());
    Ok(web::html(form_page(
        &app,
        &who,
        &ground,
        &typed,
        &Faults::default(),
        None,
    )))
}

/// The whole page: the call, then the form - or the sentence that says why there is none.
pub(super) fn form_page(
    app: &App,
    visit: &Visit,
    ground: &Ground,
    typed: &Typed,
    faults: &Faults,
    draft: Option<&str>,
) -> Markup {
    let t = &visit.tongue;
    let title = t.say("call-contribute-title");
    let action = format!("/cycles/{}/contribute", ground.cycle.slug);
    let form = ContributionForm {
        visit,
        call: &ground.call,
        filer: &ground.filer,
        action: &action,
        typed,
        faults,
        kept_as: &draft_name(&ground.cycle.slug, visit),
        draft,
    };
    let body = html! {
        (heading(Some(html! { bdi { (safe_text(&ground.cycle.title)) } }), &title, None))
        (when_open(app, visit, ground))
        details .call-text { summary { (t.say("call-read")) } div dir="auto" { (call_text(&ground.call)) } }
        @match docket_rules::may_file(&ground.cycle) {
            Ok(()) => { (form.render()) @if let Some(id) = draft { (discard_form(visit, id)) } }
            Err(refusal) => p .notice { (web::in_words(t, &refusal)) },
        }
    };
    Page::new(&title, Place::Now, body).render(app, visit)
}

/// A draft can be thrown away as well as sent.
fn discard_form(visit: &Visit, id: &str) -> Markup {
    let t = &visit.tongue;
    let action = format!("/drafts/{id}/discard");
    Form::new(&action, &visit.token).render(html! {
        p .acts { (Button::quiet(&t.say("call-discard-draft"))) }
    })
}

/// Until when contributions are on time, in both zones; later ones are labelled.
pub(super) fn when_open(app: &App, visit: &Visit, ground: &Ground) -> Markup {
    let t = &visit.tongue;
    let zone = plenary_kit::shell::face(app).zone;
    let phase = ground.cycle.phase(forum::PhaseKind::Call);
    html! {
        @if let Some(phase) = phase {
            @let key = if app.now() < phase.closes { "call-on-time-until" } else { "call-late-since" };
            p { (t.mark_with(key, &[("when", t.instant(phase.closes.0, &zone).into())])) }
        }
    }
}

/// POST /cycles/{slug}/contribute
pub async fn send(
    State(app): State<App>,
    who: Who,
    Path(slug): Path<String>,
    mut sent: Sent,
) -> Result<Response, Stop> {
    let ground = ground(&app, &who, &slug)?;
    let typed = form::take(&mut sent);
    let (act, draft) = (sent.take("act"), sent.take("draft"));
    sent.take("files");
    let draft = Some(draft).filter(|id| !id.is_empty());
    if let Err(bad) = sent.finish() {
        let faults = fault_of(&who.tongue, &bad);
        return refused(&app, &who, &ground, &typed, &faults, draft.as_deref(), 422);
    }
    if act == "save" {
        return drafts::save(&app, &who, &ground.cycle, &typed, draft).await;
    }
    let files = sent
        .files
        .iter()
        .map(|file| (file.name.clone(), file.bytes.clone()))
        .collect();
    let is_guest = who.viewer.participant.is_none();
    let parsed = match form::parse(&typed, &who.tongue, &ground.call, is_guest, files) {
        Ok(parsed) => parsed,
        Err(faults) => return refused(&app, &who, &ground, &typed, &faults, draft.as_deref(), 422),
    };
    match filing::file_as(
        &app,
        &who,
        &ground.cycle.id,
        parsed.item,
        parsed.guest,
        sent.once(),
    )
    .await
    {
        Ok(number) => {
            drafts::drop_when_sent(&app, draft).await?;
            Ok(Redirect::to(&next_place(&app, &slug, number)).into_response())
        }
        Err(Stop::Refused(refusal)) => {
            let faults = fault_of(&who.tongue, refusal.as_ref());
            refused(
                &app,
                &who,
                &ground,
                &typed,
                &faults,
                draft.as_deref(),
                refusal.status(),
            )
        }
        Err(stop) => Err(stop),
    }
}

fn refused(
    app: &App,
    who: &Who,
    ground: &Ground,
    typed: &Typed,
    faults: &Faults,
    draft: Option<&str>,
    status: u16,
) -> Result<Response, Stop> {
    let page = form_page(app, who, ground, typed, faults, draft);
    let status = axum::http::StatusCode::from_u16(status)
        .unwrap_or(axum::http::StatusCode::UNPROCESSABLE_ENTITY);
    Ok((status, web::html(page)).into_response())
}

/// The page that gives number and receipt; its pass shows it to nobody else.
fn next_place(app: &App, slug: &str, number: ItemNumber) -> String {
    let pass = signin::pass_for(app, &number.to_string());
    format!("/cycles/{slug}/contribute/sent?number={number}&pass={pass}")
}

/// GET /cycles/{slug}/contribute/sent: the number, the receipt, and what to do next; for who was given the pass only.
pub async fn sent_page(
    State(app): State<App>,
    who: Who,
    Path(slug): Path<String>,
    axum::extract::RawQuery(query): axum::extract::RawQuery,
) -> Result<Response, Stop> {
    let mut query = plenary_kit::form::query(query.as_deref().unwrap_or(""));
    let number: ItemNumber = query.take("number").parse().map_err(|_| Stop::NotFound)?;
    let pass = query.take("pass");
    if pass != signin::pass_for(&app, &number.to_string()) {
        return Err(Stop::NotFound);
    }
    let page = sent(&app, &who, &slug, number, &pass);
    Ok(web::html(page))
}

fn sent(app: &App, visit: &Visit, slug: &str, number: ItemNumber, pass: &str) -> Markup {
    let t = &visit.tongue;
    let title = t.say("call-sent-title");
    let receipt = format!("/items/{number}/receipt?pass={pass}");
    let is_guest = visit.viewer.participant.is_none();
    let body = html! {
        (heading(None, &title, Some(html! { (t.say(if is_guest { "call-sent-lead" } else { "call-sent-lead-known" })) })))
        (facts(&[
            (&t.say("call-sent-number"), stamp(t, &number.to_string(), None)),
            (&t.say("call-sent-receipt"), html! { a href=(receipt) download { (t.say("call-sent-receipt-link")) } }),
        ]))
        @if is_guest { p { (t.say("call-sent-confirm")) } }
        @else { p { a href={ "/items/" (number) } { (t.say("call-sent-see")) } } }
        p { a href={ "/cycles/" (slug) "/call" } { (t.say("call-back-to-call")) } }
    };
    let draft = draft_name(slug, visit);
    let mut page = Page::new(&title, Place::Now, body);
    page.unlisted = true;
    let mut notice = Notice::new(NoticeKind::Done, html! { (t.say("call-sent-notice")) });
    notice.arrived = Some(&draft);
    page.notice = Some(notice);
    page.render(app, visit)
}

/// The name under which a browser keeps the unsent words of this form.
pub(super) fn draft_name(slug: &str, visit: &Visit) -> String {
    format!("contribute-{slug}-{}", visit.viewer.name)
}
