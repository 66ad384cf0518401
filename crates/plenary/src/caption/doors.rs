//! The doors for captioners' tools: posts as Zoom takes them, StreamText-style text with deletions, plain posts.
//!
//! A post is answered with success only when its bytes are on the disk; a tool that got no such answer sends it again,
//! and it is taken once.

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use plenary_kit::act::Once;
use plenary_kit::app::App;
use plenary_kit::fault::Stop;
use plenary_kit::form;
use plenary_kit::web::{self, Who};

use super::event::CaptionEvent;
use super::hub::Hub;
use super::rules::{self, Ask, CaptionRefusal, Link, PACKET_BYTES, RATE, Way};
use super::store;

/// POST /captions/{secret}: words in any cut, with or without `seq` and `lang`.
pub async fn post(
    State(app): State<App>,
    who: Who,
    Path(secret): Path<String>,
    uri: Uri,
    body: Body,
) -> Response {
    let outcome = posted(&app, &secret, &uri, body, false).await;
    in_plain_words(&who, outcome)
}

/// POST /captions/{secret}/closedcaption: the same, with the number that Zoom's convention demands.
pub async fn post_numbered(
    State(app): State<App>,
    who: Who,
    Path(secret): Path<String>,
    uri: Uri,
    body: Body,
) -> Response {
    let outcome = posted(&app, &secret, &uri, body, true).await;
    in_plain_words(&who, outcome)
}

/// GET /captions/{secret}/seq and /captions/{secret}/closedcaption/seq: the last number taken, 0 before the first.
pub async fn last_number(State(app): State<App>, who: Who, Path(secret): Path<String>) -> Response {
    in_plain_words(&who, numbered_so_far(&app, &secret))
}

fn numbered_so_far(app: &App, secret: &str) -> Result<u64, Stop> {
    let link = Link::read(app, secret).ok_or(CaptionRefusal::UnknownLink)?;
    app.read(|db| {
        let standing = store::standing(db, &link)?.ok_or(CaptionRefusal::UnknownLink)?;
        rules::may_send(&link, &standing)?;
        Ok(store::last_number(db, &link, Way::Post)?)
    })
}

async fn posted(
    app: &App,
    secret: &str,
    uri: &Uri,
    body: Body,
    must_count: bool,
) -> Result<u64, Stop> {
    let link = Link::read(app, secret).ok_or(CaptionRefusal::UnknownLink)?;
    let mut query = form::query(uri.query().unwrap_or(""));
    let sequence = query.take("seq").trim().parse().ok();
    if must_count && sequence.is_none() {
        return Err(CaptionRefusal::NoNumber.into());
    }
    let bytes = axum::body::to_bytes(body, PACKET_BYTES)
        .await
        .map_err(|_| CaptionRefusal::TooLarge)?;
    let ask = Ask {
        sequence,
        lang: Some(query.take("lang")).filter(|lang| !lang.is_empty()),
        bytes: bytes.to_vec(),
    };
    take(app, link, Way::Post, ask, None).await
}

/// Takes words; gives the last number, or without numbers how many packets there are. They are on the disk and on
/// their way to the readers when it does.
pub async fn take(
    app: &App,
    link: Link,
    way: Way,
    ask: Ask,
    once: Option<Once>,
) -> Result<u64, Stop> {
    let sender = format!("caption/{}/{}", link.session, link.seat);
    if way != Way::Raw && !app.limits().allows(&sender, RATE, app.now()) {
        return Err(CaptionRefusal::TooFast.into());
    }
    let app = app.clone();
    // A sender who hangs up does not undo what was taken, nor keep it from the readers.
    let taken = tokio::spawn(async move { keep(&app, link, way, ask, once).await });
    taken.await.unwrap_or_else(|error| {
        Err(plenary_kit::fault::Fault::broken(format!("a packet was not taken: {error}")).into())
    })
}

async fn keep(app: &App, link: Link, way: Way, ask: Ask, once: Option<Once>) -> Result<u64, Stop> {
    let (number, session) = (ask.sequence, link.session.clone());
    if ask.bytes.is_empty() && number.is_none() {
        let link = link.clone();
        return app.read(|db| {
            let standing = store::standing(db, &link)?.ok_or(CaptionRefusal::UnknownLink)?;
            rules::may_send(&link, &standing)?;
            Ok(store::next(db, &link.session)?)
        });
    }
    let taken = app
        .act::<CaptionEvent>(None, once, move |db, _| {
            let standing = store::standing(db, &link)?.ok_or(CaptionRefusal::UnknownLink)?;
            let kept = store::kept(db, &link, way, ask.sequence)?;
            Ok(rules::take(&link, &standing, kept, ask)?)
        })
        .await;
    let place = match taken {
        Ok(done) => match done.event {
            CaptionEvent::Sent { place, .. } => place + 1,
            _ => 0,
        },
        Err(stop) if is_repeated(&stop) => 0,
        Err(stop) => return Err(stop),
    };
    app.part::<Hub>().heard(app, &session)?;
    Ok(number.unwrap_or(place))
}

fn is_repeated(stop: &Stop) -> bool {
    let Stop::Refused(refusal) = stop else {
        return false;
    };
    let refusal: &dyn std::error::Error = refusal.as_ref();
    refusal.downcast_ref() == Some(&CaptionRefusal::Repeated)
}

/// An answer for a tool and whoever reads its log: a number, or one sentence.
fn in_plain_words(who: &Who, outcome: Result<u64, Stop>) -> Response {
    let (status, words) = match outcome {
        Ok(number) => (200, number.to_string()),
        Err(Stop::Refused(refusal)) => (
            refusal.status(),
            web::in_words(&who.tongue, refusal.as_ref()),
        ),
        Err(Stop::Fault(fault)) => {
            tracing::error!(%fault, "words of a captioner could not be taken");
            (503, who.tongue.say("caption-not-taken").into_owned())
        }
        Err(_) => (
            404,
            web::in_words(&who.tongue, &CaptionRefusal::UnknownLink),
        ),
    };
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let kind = [(header::CONTENT_TYPE, "text/plain; charset=utf-8")];
    let mut response = (status, kind, words).into_response();
    if matches!(status.as_u16(), 429 | 503) {
        let soon = axum::http::HeaderValue::from_static("1");
        response.headers_mut().insert(header::RETRY_AFTER, soon);
    }
    response
}
