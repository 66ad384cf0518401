//! Drafts: what was typed so far, kept under a secret address until it is sent.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use plenary_kit::app::App;
use plenary_kit::fault::Stop;
use plenary_kit::form::Form as Sent;
use plenary_kit::page::Faults;
use plenary_kit::web::{self, Who};

use super::contribute::{form_page, ground};
use super::form::fields;
use super::store::{self, Draft};
use crate::docket::filing::Typed;
use crate::forum::{self, Cycle};

/// Keeps what was typed and leads to its address; a draft of somebody else is left alone.
pub(super) async fn save(
    app: &App,
    who: &Who,
    cycle: &Cycle,
    typed: &Typed,
    id: Option<String>,
) -> Result<Response, Stop> {
    let own = match &id {
        Some(id) => app
            .read(|db| store::draft(db, id))?
            .filter(|draft| may_open(who, draft)),
        None => None,
    };
    let id = own.map_or_else(plenary_kit::random::token, |draft| draft.id);
    let draft = Draft {
        id: id.clone(),
        participant: who.viewer.participant.clone(),
        cycle: cycle.id.clone(),
        fields: typed.keep(),
    };
    let now = app.now();
    app.tend(move |tx| store::save_draft(tx, &draft, now))
        .await?;
    Ok(Redirect::to(&format!("/drafts/{id}")).into_response())
}

fn may_open(who: &Who, draft: &Draft) -> bool {
    draft.participant.is_none() || draft.participant == who.viewer.participant
}

/// GET /drafts/{id}: the form as it was left.
pub async fn draft_page(
    State(app): State<App>,
    who: Who,
    Path(id): Path<String>,
) -> Result<Response, Stop> {
    let (draft, cycle) = app.read(|db| {
        let draft = store::draft(db, &id)?
            .filter(|draft| may_open(&who, draft))
            .ok_or(Stop::NotFound)?;
        let cycle = forum::store::cycle(db, &draft.cycle)?.ok_or(Stop::NotFound)?;
        Ok::<_, Stop>((draft, cycle))
    })?;
    let ground = ground(&app, &who, &cycle.slug)?;
    let typed = Typed::restore(draft.fields, fields());
    let page = form_page(
        &app,
        &who,
        &ground,
        &typed,
        &Faults::default(),
        Some(&draft.id),
    );
    Ok(web::html(page))
}

/// POST /drafts/{id}/discard
pub async fn discard_draft(
    State(app): State<App>,
    who: Who,
    Path(id): Path<String>,
    _: Sent,
) -> Result<Response, Stop> {
    let draft = app
        .read(|db| store::draft(db, &id))?
        .filter(|draft| may_open(&who, draft))
        .ok_or(Stop::NotFound)?;
    app.tend(move |tx| store::drop_draft(tx, &draft.id)).await?;
    Ok(Redirect::to(if who.viewer.participant.is_some() {
        "/me"
    } else {
        "/"
    })
    .into_response())
}

/// The draft has become an item.
pub(super) async fn drop_when_sent(app: &App, id: Option<String>) -> Result<(), Stop> {
    match id {
        Some(id) => Ok(app.tend(move |tx| store::drop_draft(tx, &id)).await?),
        None => Ok(()),
    }
}
