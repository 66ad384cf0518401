//! Comments out as W3C Web Annotations (Web Annotation Data Model, 23 February 2017), for any tool that reads the standard.

use axum::extract::{Path, RawQuery, State};
use axum::response::Response;
use plenary_kit::app::App;
use plenary_kit::fault::{Fault, Stop};
use plenary_kit::form;
use plenary_kit::web::{self, Who};
use plenary_passage::to_selectors;
use serde_json::{Value, json};

use super::lines::{Line, Sheaf};
use crate::answer::csv;
use crate::comment::Stands;
use crate::document::{Anchor, store as documents};

/// How many annotations one page holds.
const PAGE: usize = 500;
const CONTEXT: &str = "http://www.w3.org/ns/anno.jsonld";
const MEDIA_TYPE: &str = "application/ld+json; profile=\"http://www.w3.org/ns/anno.jsonld\"";

/// GET /documents/{slug}/{version}/annotations.json?page=1: the collection with its first page, or a later page.
pub async fn annotations(
    State(app): State<App>,
    who: Who,
    Path((slug, number)): Path<(String, u32)>,
    RawQuery(query): RawQuery,
) -> Result<Response, Stop> {
    let sheaf = Sheaf::load(&app, &who, &slug, number)?;
    let asked = form::query(query.as_deref().unwrap_or("")).take("page");
    let page = match asked.as_str() {
        "" => None,
        page => Some(page.parse::<usize>().map_err(|_| Stop::NotFound)?),
    };
    let at = page.unwrap_or(0);
    let pages = sheaf.lines.len().div_ceil(PAGE).max(1);
    if at >= pages {
        return Err(Stop::NotFound);
    }
    let id = format!(
        "{}/documents/{slug}/{number}/annotations.json",
        app.settings().public_url
    );
    let shown = sheaf.lines.iter().skip(at * PAGE).take(PAGE);
    let items: Result<Vec<Value>, Stop> =
        shown.map(|line| annotation(&app, &sheaf, line)).collect();
    let mut body = json!({ "id": format!("{id}?page={at}"), "type": "AnnotationPage", "startIndex": at * PAGE, "items": items? });
    if at + 1 < pages {
        body["next"] = format!("{id}?page={}", at + 1).into();
    }
    if page.is_some() {
        body["@context"] = CONTEXT.into();
        body["partOf"] =
            json!({ "id": id, "type": "AnnotationCollection", "total": sheaf.lines.len() });
        return Ok(answer(&body));
    }
    let last = format!("{id}?page={}", pages - 1);
    Ok(answer(&json!({
        "@context": CONTEXT, "id": id, "type": "AnnotationCollection", "label": sheaf.document.title,
        "total": sheaf.lines.len(), "first": body, "last": last,
    })))
}

fn answer(body: &Value) -> Response {
    web::download(
        "annotations.json",
        MEDIA_TYPE,
        body.to_string().into_bytes(),
    )
}

fn annotation(app: &App, sheaf: &Sheaf, line: &Line) -> Result<Value, Stop> {
    let item = &line.placed.item;
    let url = &app.settings().public_url;
    let mut bodies = Vec::new();
    let text = |words: &str, purpose: &str, lang: &str| json!({ "type": "TextualBody", "value": words, "format": "text/plain", "language": lang, "purpose": purpose });
    if !line.text.is_empty() {
        bodies.push(text(&line.text, "commenting", &item.lang));
    }
    bodies.extend(
        line.suggestion
            .as_ref()
            .map(|words| text(words, "editing", &sheaf.document.lang)),
    );
    if let Some(nature) = line.placed.concerned.nature {
        bodies.push(json!({ "type": "TextualBody", "value": nature.word(), "purpose": "tagging" }));
    }
    let mut all = json!({
        "id": format!("{url}/items/{}", item.number),
        "type": "Annotation",
        "motivation": if line.suggestion.is_some() { "editing" } else { "commenting" },
        "created": csv::instant(item.filed),
        "body": bodies,
        "target": app.read(|db| targets(db, url, sheaf, line))?,
    });
    if let Some(name) = &line.by {
        all["creator"] = json!({ "type": "Person", "name": name });
    } else if let Some(name) = &line.group {
        all["creator"] = json!({ "type": "Organization", "name": name });
    }
    Ok(all)
}

/// Where a comment stands: in this version where that is sure, else in the one whose words it was written on.
fn targets(
    db: &plenary_kit::db::Db<'_>,
    url: &str,
    sheaf: &Sheaf,
    line: &Line,
) -> Result<Value, Fault> {
    let source = |version: &dyn std::fmt::Display| {
        format!("{url}/documents/{}/{version}", sheaf.document.slug)
    };
    let mut all = Vec::new();
    for (anchor, stands) in &line.placed.places {
        match stands.is_open() || matches!(stands, Stands::Gone) {
            true => all.push(written_on(db, &source(&anchor.version), anchor)?),
            false => all.extend(stands.spans().iter().map(|span| {
                json!({ "source": source(&sheaf.number), "selector": to_selectors(&sheaf.version, *span) })
            })),
        }
    }
    Ok(match all.is_empty() {
        true => source(&sheaf.number).into(),
        false => all.into(),
    })
}

fn written_on(db: &plenary_kit::db::Db<'_>, source: &str, anchor: &Anchor) -> Result<Value, Fault> {
    let old = documents::version(db, &anchor.document, anchor.version)?;
    let selector = old.map(|old| to_selectors(&old, anchor.span));
    Ok(json!({ "source": source, "selector": selector }))
}
