//! Endorsing, taking that back, and saying where a passage stands.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use plenary_kit::app::App;
use plenary_kit::db::Db;
use plenary_kit::fault::Stop;
use plenary_kit::form::Form as Sent;
use plenary_kit::text;
use plenary_kit::web::Who;
use plenary_passage::BlockId;

use super::event::CommentEvent;
use super::rules::{self, Endorse, REASON_LETTERS};
use super::store;
use crate::docket::{Item, ItemNumber, store as docket};
use crate::document::{VersionNumber, store as document};
use crate::forum;
use crate::participant;

/// An item the visitor may see.
fn seen(
    app: &App,
    db: &Db<'_>,
    who: &plenary_kit::policy::Viewer,
    number: ItemNumber,
) -> Result<Item, Stop> {
    let item = docket::item(db, number)?.ok_or(Stop::NotFound)?;
    item.fields_for(app, who).ok_or(Stop::NotFound)?;
    Ok(item)
}

/// POST /items/{number}/endorse
pub async fn endorse_form(
    State(app): State<App>,
    who: Who,
    Path(number): Path<String>,
    mut sent: Sent,
) -> Result<Response, Stop> {
    let number: ItemNumber = number.parse().map_err(|_| Stop::NotFound)?;
    let reason = text::maybe_prose(&sent.take("because"), REASON_LETTERS)
        .map_err(|bad| Stop::Refused(Box::new(bad)))?;
    let organisation = sent.take("speaks_for").parse().ok();
    sent.finish().map_err(|bad| Stop::Refused(Box::new(bad)))?;
    let ask = Endorse {
        organisation,
        reason,
    };
    let (viewer, person) = (who.viewer.clone(), me(&who)?);
    let here = app.clone();
    app.act::<CommentEvent>(Some(&me(&who)?), sent.once(), move |db, _| {
        let item = seen(&here, db, &viewer, number)?;
        let is_endorsed = store::is_endorsed(db, number, &person)?;
        let group = participant::person(db, &person)?.and_then(|person| person.group);
        Ok(rules::endorse(&viewer, &item, is_endorsed, group, ask)?)
    })
    .await?;
    Ok(back_to(number))
}

/// POST /items/{number}/endorse/back
pub async fn take_back_form(
    State(app): State<App>,
    who: Who,
    Path(number): Path<String>,
    sent: Sent,
) -> Result<Response, Stop> {
    let number: ItemNumber = number.parse().map_err(|_| Stop::NotFound)?;
    let (viewer, person) = (who.viewer.clone(), me(&who)?);
    let here = app.clone();
    app.act::<CommentEvent>(Some(&me(&who)?), sent.once(), move |db, _| {
        let item = seen(&here, db, &viewer, number)?;
        let is_endorsed = store::is_endorsed(db, number, &person)?;
        Ok(rules::take_back(&item, is_endorsed)?)
    })
    .await?;
    Ok(back_to(number))
}

fn me(who: &Who) -> Result<plenary_kit::id::ParticipantId, Stop> {
    who.viewer.participant.clone().ok_or(Stop::SignIn)
}

fn back_to(number: ItemNumber) -> Response {
    Redirect::to(&format!("/items/{number}")).into_response()
}

/// POST /items/{number}/place: where one of its passages stands in a version; `at` is a block, letters, or nothing.
pub async fn place_form(
    State(app): State<App>,
    who: Who,
    Path(number): Path<String>,
    mut sent: Sent,
) -> Result<Response, Stop> {
    let number: ItemNumber = number.parse().map_err(|_| Stop::NotFound)?;
    let place: u32 = sent.take("place").parse().map_err(|_| Stop::NotFound)?;
    let version = VersionNumber(sent.take("version").parse().map_err(|_| Stop::NotFound)?);
    let (at, back) = (sent.take("at"), sent.take("back"));
    let viewer = who.viewer.clone();
    let here = app.clone();
    let mut slug = String::new();
    app.read(|db| {
        let concerned = docket::concern::concerns(db, number)?;
        if let Some(id) = &concerned.document {
            slug = document::document(db, id)?.map_or_else(String::new, |found| found.slug);
        }
        Ok::<_, Stop>(())
    })?;
    app.act::<CommentEvent>(
        who.viewer.participant.as_ref(),
        sent.once(),
        move |db, _| {
            let item = seen(&here, db, &viewer, number)?;
            let cycle = forum::store::cycle(db, &item.cycle)?.ok_or(Stop::NotFound)?;
            let concerned = docket::concern::concerns(db, number)?;
            let anchor = concerned
                .passages
                .get(place as usize)
                .ok_or(Stop::NotFound)?;
            let text = document::version(db, &anchor.document, version)?.ok_or(Stop::NotFound)?;
            let spans = chosen(&text, &at)?;
            Ok(rules::place(
                &viewer,
                &cycle,
                &item,
                (place, version, &text),
                spans,
            )?)
        },
    )
    .await?;
    let place = match back.as_str() {
        "item" => format!("/items/{number}"),
        _ => format!("/documents/{slug}/{version}/places"),
    };
    Ok(Redirect::to(&place).into_response())
}

/// The letters that a choice names: `gone`, `block:12`, or spans such as `120-160,170-180`.
fn chosen(
    version: &plenary_passage::Version,
    at: &str,
) -> Result<Vec<plenary_passage::Span>, rules::CommentRefusal> {
    let refused = rules::CommentRefusal::NotAPlace;
    if at == "gone" {
        return Ok(Vec::new());
    }
    if let Some(block) = at.strip_prefix("block:") {
        let id = block.parse().map_err(|_| refused.clone())?;
        let block = version.block(BlockId(id)).ok_or(refused)?;
        return Ok(vec![block.span]);
    }
    at.split(',')
        .map(|span| {
            let (from, to) = span.split_once('-')?;
            Some(plenary_passage::Span::new(
                from.parse().ok()?,
                to.parse().ok()?,
            ))
        })
        .collect::<Option<Vec<_>>>()
        .ok_or(refused)
}
