//! Commenting on a version, and replying to an item.

use axum::extract::{Path, RawQuery, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};
use plenary_kit::app::App;
use plenary_kit::fault::{Refuse, Stop};
use plenary_kit::form::{self as kit_form, Form as Sent};
use plenary_kit::page::{Faults, Place, heading, safe_text};
use plenary_kit::shell::Page;
use plenary_kit::web::{self, Who};
use plenary_passage::Version;
use std::sync::Arc;

use super::form::{Asked, CommentForm, ENTER};
use super::landing::sent_to;
use super::rules::may_comment;
use crate::docket::filing::{self, Filer, fault_of};
use crate::docket::rules::may_file;
use crate::docket::{Item, ItemNumber, store as docket};
use crate::document::{Document, VersionNumber, pages::readable, store as document};
use crate::forum::{self, Cycle};

/// What is commented on.
struct Ground {
    cycle: Cycle,
    document: Document,
    number: VersionNumber,
    version: Arc<Version>,
    filer: Filer,
}

fn ground(app: &App, who: &Who, slug: &str, number: u32) -> Result<Ground, Stop> {
    let (document, cycle) = readable(app, who, slug)?;
    let number = VersionNumber(number);
    let now = app.now();
    app.read(|db| {
        let version = document::version(db, &document.id, number)?.ok_or(Stop::NotFound)?;
        let filer = filing::filer(db, who, &cycle.id, now)?;
        Ok(Ground {
            cycle,
            document,
            number,
            version,
            filer,
        })
    })
}

/// GET /documents/{slug}/{version}/comment?on=12.5-40
pub async fn comment_page(
    State(app): State<App>,
    who: Who,
    Path((slug, number)): Path<(String, u32)>,
    RawQuery(query): RawQuery,
) -> Result<Response, Stop> {
    let ground = ground(&app, &who, &slug, number)?;
    let mut query = kit_form::query(query.as_deref().unwrap_or(""));
    let mut asked = Asked::take(&mut query);
    // What is not in the text is left out: a link may be old or mistyped.
    let is_there =
        |spot: &super::Spot| spot.anchor(&ground.document, ground.number, &ground.version);
    asked.spots.retain(|spot| is_there(spot).is_ok());
    let opening = asked.first_words(&ground.version).unwrap_or_default();
    asked.typed = opening_with(&ground.filer, opening);
    Ok(web::html(page(
        &app,
        &who,
        &ground,
        &asked,
        &Faults::default(),
    )))
}

/// What stands in the form before anything is typed: the person's group, and the passage's own words to be changed.
fn opening_with(filer: &Filer, suggestion: &str) -> filing::Typed {
    let group = filer.own_group.clone().unwrap_or_default();
    let kept = vec![
        ("group".into(), group),
        ("suggestion".into(), suggestion.to_owned()),
    ];
    filing::Typed::restore(kept, filing::FIELDS.into_iter().chain(["suggestion"]))
}

fn page(app: &App, who: &Who, ground: &Ground, asked: &Asked, faults: &Faults) -> Markup {
    let t = &who.tongue;
    let slug = &ground.document.slug;
    let title = t.say("comment-title");
    let action = format!("/documents/{slug}/{}/comment", ground.number);
    let form = CommentForm {
        visit: who,
        filer: &ground.filer,
        action: &action,
        asked,
        faults,
        version: Some(&ground.version),
        lang: &ground.document.lang,
    };
    let kicker = html! { a href={ "/documents/" (slug) "/" (ground.number) } { bdi { (safe_text(&ground.document.title)) } } };
    let body = html! {
        (heading(Some(kicker), &title, None))
        @if ground.number < ground.document.latest {
            p .notice { (t.say_with("comment-old-version", &[("latest", i64::from(ground.document.latest.0).into())])) }
        }
        @match may_comment(&ground.cycle, &ground.document) {
            Ok(()) => (form.render()),
            Err(refusal) => p .notice { (web::in_words(t, &refusal)) },
        }
    };
    unlisted(app, who, &title, body)
}

fn unlisted(app: &App, who: &Who, title: &str, body: Markup) -> Markup {
    let mut page = Page::new(title, Place::Now, body);
    page.unlisted = true;
    page.render(app, who)
}

fn again(status: u16, page: Markup) -> Result<Response, Stop> {
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::UNPROCESSABLE_ENTITY);
    Ok((status, web::html(page)).into_response())
}

/// POST /documents/{slug}/{version}/comment
pub async fn send_comment(
    State(app): State<App>,
    who: Who,
    Path((slug, number)): Path<(String, u32)>,
    mut sent: Sent,
) -> Result<Response, Stop> {
    let ground = ground(&app, &who, &slug, number)?;
    let mut asked = Asked::take(&mut sent);
    let act = sent.take("act");
    let t = &who.tongue;
    let show = |asked: &Asked, faults: &Faults, status| {
        again(status, page(&app, &who, &ground, asked, faults))
    };
    if let Err(bad) = sent.finish() {
        return show(&asked, &fault_of(t, &bad), 422);
    }
    // What was named goes with the comment, whichever button was pressed.
    let is_named = !asked.typed.get("more").trim().is_empty();
    if (act == "add" || is_named) && !asked.add_named(&ground.version) {
        let missing = Faults::new(vec![("more", t.say("comment-no-such-paragraph").into())]);
        return show(&asked, &missing, 422);
    }
    if act == "look" || act == "add" || (act == ENTER && is_named) {
        return show(&asked, &Faults::default(), 200);
    }
    if let Err(refusal) = may_comment(&ground.cycle, &ground.document) {
        return show(&asked, &fault_of(t, &refusal), refusal.status());
    }
    let anchors: Result<Vec<_>, _> = asked
        .spots
        .iter()
        .map(|spot| spot.anchor(&ground.document, ground.number, &ground.version))
        .collect();
    let anchors = match anchors {
        Ok(anchors) => anchors,
        Err(refusal) => return show(&asked, &fault_of(t, &refusal), refusal.status()),
    };
    let is_guest = who.viewer.participant.is_none();
    let about = (Some(&ground.document), Some(&*ground.version));
    let (item, guest) = match asked.parse(t, is_guest, None, about, anchors) {
        Ok(parsed) => parsed,
        Err(faults) => return show(&asked, &faults, 422),
    };
    let cycle = &ground.cycle;
    match filing::file_as(&app, &who, &cycle.id, item, guest, sent.once()).await {
        Ok(number) => Ok(sent_to(&app, number, &asked.draft_name(""))),
        Err(Stop::Refused(refusal)) => {
            show(&asked, &fault_of(t, refusal.as_ref()), refusal.status())
        }
        Err(stop) => Err(stop),
    }
}

/// What is replied to.
struct Talk {
    cycle: Cycle,
    item: Item,
    document: Option<Document>,
    filer: Filer,
}

fn talk(app: &App, who: &Who, number: &str) -> Result<Talk, Stop> {
    let number: ItemNumber = number.parse().map_err(|_| Stop::NotFound)?;
    let now = app.now();
    app.read(|db| {
        let item = docket::item(db, number)?.ok_or(Stop::NotFound)?;
        item.fields_for(app, &who.viewer).ok_or(Stop::NotFound)?;
        let cycle = forum::store::cycle(db, &item.cycle)?.ok_or(Stop::NotFound)?;
        let concerned = docket::concern::concerns(db, number)?;
        let document = match &concerned.document {
            Some(id) => document::document(db, id)?,
            None => None,
        };
        let filer = filing::filer(db, who, &cycle.id, now)?;
        Ok(Talk {
            cycle,
            item,
            document,
            filer,
        })
    })
}

/// GET /items/{number}/comment
pub async fn reply_page(
    State(app): State<App>,
    who: Who,
    Path(number): Path<String>,
) -> Result<Response, Stop> {
    let talk = talk(&app, &who, &number)?;
    let asked = Asked {
        typed: opening_with(&talk.filer, ""),
        spots: Vec::new(),
    };
    Ok(web::html(replying(
        &app,
        &who,
        &talk,
        &asked,
        &Faults::default(),
    )))
}

fn replying(app: &App, who: &Who, talk: &Talk, asked: &Asked, faults: &Faults) -> Markup {
    let t = &who.tongue;
    let number = talk.item.number.to_string();
    let title = t.say_with("comment-reply-title", &[("number", number.as_str().into())]);
    let action = format!("/items/{number}/comment");
    let form = CommentForm {
        visit: who,
        filer: &talk.filer,
        action: &action,
        asked,
        faults,
        version: None,
        lang: &talk.item.lang,
    };
    let kicker = html! { a href={ "/items/" (number) } { "#" (number) } };
    let body = html! {
        (heading(Some(kicker), &title, Some(html! { (t.say("comment-reply-lead")) })))
        @match may_file(&talk.cycle) {
            Ok(()) => (form.render()),
            Err(refusal) => p .notice { (web::in_words(t, &refusal)) },
        }
    };
    unlisted(app, who, &title, body)
}

/// POST /items/{number}/comment
pub async fn send_reply(
    State(app): State<App>,
    who: Who,
    Path(number): Path<String>,
    mut sent: Sent,
) -> Result<Response, Stop> {
    let talk = talk(&app, &who, &number)?;
    let asked = Asked::take(&mut sent);
    sent.take("act");
    let t = &who.tongue;
    let show = |faults: &Faults, status| again(status, replying(&app, &who, &talk, &asked, faults));
    if let Err(bad) = sent.finish() {
        return show(&fault_of(t, &bad), 422);
    }
    let (about, is_guest) = (Some(talk.item.number), who.viewer.participant.is_none());
    let of = (talk.document.as_ref(), None);
    let (item, guest) = match asked.parse(t, is_guest, about, of, Vec::new()) {
        Ok(parsed) => parsed,
        Err(faults) => return show(&faults, 422),
    };
    let item = marked_no_wider(item, &talk.item);
    match filing::file_as(&app, &who, &talk.cycle.id, item, guest, sent.once()).await {
        Ok(number) => Ok(sent_to(&app, number, &asked.draft_name(""))),
        Err(Stop::Refused(refusal)) => show(&fault_of(t, refusal.as_ref()), refusal.status()),
        Err(stop) => Err(stop),
    }
}

/// A reply tells what it replies to, so it travels no further than that: what is not for everyone is replied to in RED
/// unless its own mark is as narrow.
fn marked_no_wider(mut item: crate::docket::FileItem, about: &Item) -> crate::docket::FileItem {
    item.mark = item.mark.max(about.mark);
    item
}
