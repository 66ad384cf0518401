//! What programs read: the forum, its cycles, their items and documents, and who the token's person is.

use axum::extract::{Path, RawQuery, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use plenary_kit::app::App;
use plenary_kit::db::Db;
use plenary_kit::fault::{Fault, Refuse, Stop};
use plenary_kit::policy::UnknownWord;
use plenary_kit::web::Who;
use serde_json::{Value, json};

use super::shape::{self, Reader};
use crate::call;
use crate::docket::store::list::{self, Filter, From, Order, PAGE_ITEMS};
use crate::docket::{Item, ItemNumber, store as docket, tally};
use crate::document::{Document, VersionNumber, store as documents};
use crate::forum::{self, Cycle};

/// JSON as an answer.
pub(super) fn body(value: &Value) -> Response {
    let kind = [(header::CONTENT_TYPE, "application/json")];
    (kind, value.to_string()).into_response()
}

/// GET /api/openapi.json
pub async fn openapi() -> Response {
    let kind = [(header::CONTENT_TYPE, "application/json")];
    (kind, super::OPENAPI).into_response()
}

/// GET /api/forum
pub async fn forum(State(app): State<App>) -> Result<Response, Stop> {
    let (found, groups) = app.read(|db| -> Result<_, Fault> {
        Ok((forum::store::forum(db)?, forum::store::groups(db)?))
    })?;
    Ok(body(&shape::forum(&found.ok_or(Stop::NotFound)?, &groups)))
}

/// GET /api/cycles
pub async fn cycles(State(app): State<App>) -> Result<Response, Stop> {
    let all = app.read(forum::store::cycles)?;
    let all = all.iter().map(|cycle| shape::cycle(cycle, app.now()));
    Ok(body(&json!({ "cycles": all.collect::<Vec<_>>() })))
}

pub(super) fn cycle_of(db: &Db<'_>, slug: &str) -> Result<Cycle, Stop> {
    forum::store::cycle_by_slug(db, slug)?.ok_or(Stop::NotFound)
}

/// GET /api/cycles/{slug}: the cycle, its call, and what its docket says as a whole.
pub async fn cycle(
    State(app): State<App>,
    who: Who,
    Path(slug): Path<String>,
) -> Result<Response, Stop> {
    let now = app.now();
    let reach = (app.policy().reach)(who.viewer());
    let found = app.read(|db| -> Result<_, Stop> {
        let cycle = cycle_of(db, &slug)?;
        let mut value = shape::cycle(&cycle, now);
        value["docket"] = shape::head(&tally::head(db, &reach, &cycle.id, now)?);
        value["call"] = call::call(db, &cycle.id)?.map_or(Value::Null, |call| {
            let questions = call.questions.iter().map(|question| &question.text);
            json!({ "title": call.title, "text": call.text, "questions": questions.collect::<Vec<_>>() })
        });
        Ok(value)
    })?;
    Ok(body(&found))
}

/// What may be asked of a list of items.
struct Asked {
    filter: Filter,
    order: Order,
    after: Option<ItemNumber>,
    limit: usize,
}

/// A parameter that cannot be understood.
#[derive(Debug, thiserror::Error)]
#[error(
    "The parameter {0:?} is not known or has a value that is not. /api/openapi.json lists what can be asked."
)]
pub(super) struct BadParameter(pub String);

impl Refuse for BadParameter {
    fn key(&self) -> &'static str {
        "api-bad-parameter"
    }

    fn status(&self) -> u16 {
        400
    }
}

fn asked(cycle: &Cycle, query: Option<&str>) -> Result<Asked, BadParameter> {
    let mut query = plenary_kit::form::query(query.unwrap_or(""));
    let mut take = |name: &str| Some(query.take(name)).filter(|value| !value.is_empty());
    let bad = |name: &'static str| move |_: UnknownWord| BadParameter(name.into());
    let filter = Filter {
        kind: take("kind")
            .map(|word| word.parse())
            .transpose()
            .map_err(bad("kind"))?,
        state: take("state")
            .map(|word| word.parse())
            .transpose()
            .map_err(bad("state"))?,
        turn: take("turn")
            .map(|word| word.parse())
            .transpose()
            .map_err(bad("turn"))?,
        mark: take("mark")
            .map(|word| word.parse())
            .transpose()
            .map_err(bad("mark"))?,
        door: take("door")
            .map(|word| word.parse())
            .transpose()
            .map_err(bad("door"))?,
        group: take("group"),
        lang: take("lang"),
        ..Filter::all(&cycle.id)
    };
    let order = match take("order").as_deref() {
        None | Some("oldest") => Order::OldestFirst,
        Some("newest") => Order::NewestFirst,
        Some(_) => return Err(BadParameter("order".into())),
    };
    let after = take("after").map(|number| number.parse()).transpose();
    let limit = take("limit").map(|limit| limit.parse()).transpose();
    let asked = Asked {
        filter,
        order,
        after: after.map_err(|_| BadParameter("after".into()))?,
        limit: limit
            .map_err(|_| BadParameter("limit".into()))?
            .unwrap_or(PAGE_ITEMS),
    };
    query
        .finish()
        .map_err(|_| BadParameter("one that is not on the list".into()))?;
    Ok(asked)
}

/// GET /api/cycles/{slug}/items: a page of the docket; `after` continues it.
pub async fn items(
    State(app): State<App>,
    who: Who,
    Path(slug): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, Stop> {
    let reach = (app.policy().reach)(who.viewer());
    let page = app.read(|db| -> Result<_, Stop> {
        let asked = asked(&cycle_of(db, &slug)?, query.as_deref())?;
        let from = match asked.after {
            Some(number) => From::After(Box::new(seen(&app, db, &who, number)?)),
            None => From::Start,
        };
        let listed = list::list(db, &reach, &asked.filter, asked.order, &from, asked.limit)?;
        let reader = Reader {
            app: &app,
            db,
            viewer: who.viewer(),
        };
        let mut items = Vec::with_capacity(listed.items.len());
        for item in &listed.items {
            items.extend(reader.item(item)?);
        }
        let last = listed.items.last().filter(|_| listed.has_after);
        Ok(json!({ "items": items, "after": last.map(|item| item.number.to_string()) }))
    })?;
    Ok(body(&page))
}

/// What the reader may not see is not there.
fn seen(app: &App, db: &Db<'_>, who: &Who, number: ItemNumber) -> Result<Item, Stop> {
    let item = docket::item(db, number)?.ok_or(Stop::NotFound)?;
    let is_seen = item.fields_for(app, who.viewer()).is_some();
    is_seen.then_some(item).ok_or(Stop::NotFound)
}

/// GET /api/items/{number}
pub async fn item(
    State(app): State<App>,
    who: Who,
    Path(number): Path<String>,
) -> Result<Response, Stop> {
    let number: ItemNumber = number.parse().map_err(|_| Stop::NotFound)?;
    let found = app.read(|db| -> Result<_, Stop> {
        let item = docket::item(db, number)?.ok_or(Stop::NotFound)?;
        let reader = Reader {
            app: &app,
            db,
            viewer: who.viewer(),
        };
        reader.item(&item)?.ok_or(Stop::NotFound)
    })?;
    Ok(body(&found))
}

fn readable(app: &App, who: &Who, document: &Document) -> bool {
    document.may_read(app.policy(), who.viewer())
}

/// GET /api/cycles/{slug}/documents
pub async fn documents(
    State(app): State<App>,
    who: Who,
    Path(slug): Path<String>,
) -> Result<Response, Stop> {
    let all = app.read(|db| -> Result<_, Stop> {
        let cycle = cycle_of(db, &slug)?;
        let mut all = Vec::new();
        for document in documents::documents_of(db, &cycle.id)? {
            if readable(&app, &who, &document) {
                all.push(shape::document(
                    &document,
                    &documents::versions(db, &document.id)?,
                ));
            }
        }
        Ok(all)
    })?;
    Ok(body(&json!({ "documents": all })))
}

fn document_of(app: &App, db: &Db<'_>, who: &Who, slug: &str) -> Result<Document, Stop> {
    let document = documents::by_slug(db, slug)?;
    document
        .filter(|document| readable(app, who, document))
        .ok_or(Stop::NotFound)
}

/// GET /api/documents/{slug}
pub async fn document(
    State(app): State<App>,
    who: Who,
    Path(slug): Path<String>,
) -> Result<Response, Stop> {
    let found = app.read(|db| -> Result<_, Stop> {
        let document = document_of(&app, db, &who, &slug)?;
        Ok(shape::document(
            &document,
            &documents::versions(db, &document.id)?,
        ))
    })?;
    Ok(body(&found))
}

/// GET /api/documents/{slug}/{version}: its text and blocks; offsets count Unicode code points.
pub async fn version(
    State(app): State<App>,
    who: Who,
    Path((slug, version)): Path<(String, String)>,
) -> Result<Response, Stop> {
    let number = VersionNumber(version.parse().map_err(|_| Stop::NotFound)?);
    let found = app.read(|db| -> Result<_, Stop> {
        let document = document_of(&app, db, &who, &slug)?;
        let line = documents::version_line(db, &document.id, number)?.ok_or(Stop::NotFound)?;
        let version = documents::version(db, &document.id, number)?.ok_or(Stop::NotFound)?;
        Ok(shape::version(&document, &line, &version))
    })?;
    Ok(body(&found))
}

/// GET /api/me: who the token's person is, and their newest items.
pub async fn me(State(app): State<App>, who: Who) -> Result<Response, Stop> {
    let me = who.viewer.participant.clone().ok_or(Stop::SignIn)?;
    let found = app.read(|db| -> Result<_, Stop> {
        let reader = Reader {
            app: &app,
            db,
            viewer: who.viewer(),
        };
        let mut items = Vec::new();
        for item in docket::items_by(db, &me, u64::MAX, PAGE_ITEMS)? {
            items.extend(reader.item(&item)?);
        }
        Ok(json!({ "name": who.viewer.name, "items": items }))
    })?;
    Ok(body(&found))
}
