//! Confirming a guest's item: the mailed link shows a button, and only the button does it.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use plenary_kit::app::App;
use plenary_kit::db::Db;
use plenary_kit::fault::Stop;
use plenary_kit::form::Form;
use plenary_kit::page::{self, Button, Place, heading};
use plenary_kit::shell::Page;
use plenary_kit::signin;
use plenary_kit::time::Instant;
use plenary_kit::web::{self, Who};

use crate::docket::event::DocketEvent;
use crate::docket::letters::CONFIRM;
use crate::docket::rules::{DocketRefusal, Item, confirm_item};
use crate::docket::store;
use crate::participant;

/// The page behind a mailed link; opening it changes nothing.
pub async fn confirm_form(
    State(app): State<App>,
    who: Who,
    Path(token): Path<String>,
) -> Result<Response, Stop> {
    let now = app.now();
    let item = app
        .read(|db| linked(db, &token, now))?
        .ok_or(DocketRefusal::LinkOver)?;
    let t = &who.tongue;
    let number = item.number.to_string();
    let title = t.say_with("docket-confirm-title", &[("number", (&number).into())]);
    let action = format!("/confirm/{}", plenary_kit::form::encode(&token));
    let button = html! { p .acts { (Button::main(&t.say("docket-confirm-do"))) } };
    let body = html! {
        (heading(None, &title, None))
        p { (t.say("docket-confirm-means")) }
        (page::Form::new(&action, &who.token).render(button))
    };
    Ok(web::html(unlisted(&app, &who, &title, body)))
}

fn unlisted(app: &App, who: &Who, title: &str, body: Markup) -> Markup {
    let mut page = Page::new(title, Place::Docket, body);
    page.unlisted = true;
    page.render(app, who)
}

/// The item a link confirms, while the link is good.
fn linked(db: &Db<'_>, token: &str, now: Instant) -> Result<Option<Item>, Stop> {
    let found = signin::find_link(db, token, None, now)?.filter(|found| found.purpose == CONFIRM);
    match found.and_then(|found| found.subject.parse().ok()) {
        Some(number) => Ok(store::item(db, number)?),
        None => Ok(None),
    }
}

/// Shows the item from now on, and takes the address as the author's own.
pub async fn confirm(
    State(app): State<App>,
    who: Who,
    Path(token): Path<String>,
    form: Form,
) -> Result<Response, Stop> {
    form.finish()?;
    let asked = token.clone();
    let done = app
        .act(None, None, move |db, now| {
            let item = linked(db, &asked, now)?.ok_or(DocketRefusal::LinkOver)?;
            Ok(confirm_item(&item)?)
        })
        .await?;
    let DocketEvent::Confirmed { number } = done.event else {
        return Err(Stop::NotFound);
    };
    let now = app.now();
    app.tend(move |tx| signin::use_link(tx, &token, None, now).map(|_| ()))
        .await?;
    let item = app
        .read(|db| store::item(db, number))?
        .ok_or(Stop::NotFound)?;
    if let Some(author) = &item.author {
        participant::confirm(&app, author).await?;
    }
    match item.fields_for(&app, who.viewer()) {
        Some(_) => {
            let pass = signin::pass_for(&app, &number.to_string());
            Ok(Redirect::to(&format!("/items/{number}/sent?pass={pass}")).into_response())
        }
        None => Ok(web::html(confirmed(&app, &who, &item))),
    }
}

/// What a guest is told whose item not everyone may read.
fn confirmed(app: &App, who: &Who, item: &Item) -> Markup {
    let t = &who.tongue;
    let title = t.say("docket-confirmed-title");
    let words = t.say_with(
        "docket-confirmed",
        &[
            ("number", item.number.to_string().into()),
            ("mark", item.mark.label().into()),
        ],
    );
    unlisted(
        app,
        who,
        &title,
        html! { (heading(None, &title, None)) p { (words) } },
    )
}
