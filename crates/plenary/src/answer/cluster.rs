//! One answer for all comments of a cluster: what is agreed for one of them is given to the others in one act.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use plenary_kit::act::Once;
use plenary_kit::app::App;
use plenary_kit::fault::Stop;
use plenary_kit::form::Form as Sent;
use plenary_kit::policy::Viewer;
use plenary_kit::web::Who;

use super::event::AnswerEvent;
use super::pages::doing;
use super::refusal::AnswerRefusal;
use super::rules::may_draft;
use crate::comment;
use crate::docket::{Item, ItemNumber, WorkState, store as docket};
use crate::policy::intersection;

/// Which of the others can be given an item's agreed answer: those without one of their own whose readers may all read
/// the item it was written for.
pub fn given_to<'a>(
    viewer: &Viewer,
    item: &Item,
    others: &'a [Item],
) -> impl Iterator<Item = &'a Item> {
    let (viewer, item) = (viewer.clone(), item.clone());
    others.iter().filter(move |other| {
        other.number != item.number
            && may_draft(&viewer, other).is_ok()
            && intersection(&other.audience, &item.audience, "") == other.audience
    })
}

/// Gives an item's agreed answer to the others of its cluster; they are agreed too, and wait for the same batch.
pub fn give_to_cluster(
    viewer: &Viewer,
    item: &Item,
    others: &[Item],
) -> Result<AnswerEvent, AnswerRefusal> {
    super::rules::may_answer(viewer, item)?;
    if item.standing.state != WorkState::Agreed {
        return Err(AnswerRefusal::NotAgreed(item.number));
    }
    let numbers: Vec<ItemNumber> = given_to(viewer, item, others)
        .map(|other| other.number)
        .collect();
    match numbers.is_empty() {
        true => Err(AnswerRefusal::NobodyElse),
        false => Ok(AnswerEvent::GivenToCluster {
            number: item.number,
            numbers,
        }),
    }
}

/// POST /items/{number}/give
pub async fn give_form(
    State(app): State<App>,
    who: Who,
    Path(number): Path<String>,
    mut sent: Sent,
) -> Result<Response, Stop> {
    let number: ItemNumber = number.parse().map_err(|_| Stop::NotFound)?;
    let doing = doing(&who, &sent)?;
    sent.take("back");
    sent.finish().map_err(|bad| Stop::Refused(Box::new(bad)))?;
    give(&app, &who, doing.once, number).await?;
    Ok(Redirect::to("/queue/publish").into_response())
}

/// Gives an item's agreed answer to the others of its cluster.
pub async fn give(
    app: &App,
    who: &Who,
    once: Option<Once>,
    number: ItemNumber,
) -> Result<(), Stop> {
    let (here, viewer) = (app.clone(), who.viewer.clone());
    app.act::<AnswerEvent>(who.viewer.participant.as_ref(), once, move |db, _| {
        let item = docket::item(db, number)?.ok_or(Stop::NotFound)?;
        item.fields_for(&here, &viewer).ok_or(Stop::NotFound)?;
        let others = comment::cluster_of(&here, db, &viewer, number)?;
        Ok(give_to_cluster(&viewer, &item, &others)?)
    })
    .await?;
    Ok(())
}
