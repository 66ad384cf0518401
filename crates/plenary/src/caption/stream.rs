//! The stream of a session's captions as server-sent events: resumed by Last-Event-ID without a word lost or doubled.

use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, Uri, header};
use axum::response::Response;
use futures_util::{StreamExt, stream};
use plenary_captions::Version;
use plenary_kit::app::App;
use plenary_kit::fault::Stop;
use plenary_kit::form;
use plenary_kit::policy::{Audience, Viewer};
use plenary_kit::time::Instant;
use plenary_kit::web::Who;
use tokio::sync::watch;

use super::hub::{Hall, Hub, Latest, Which};
use crate::session::{self, Session, SessionId};

/// A sign of life goes to a reader so often when nothing is said: routers on the way drop silent connections.
const BEAT: Duration = Duration::from_secs(15);
/// How often it is asked again whether a reader of restricted words still may.
const ASK_AGAIN_MS: i64 = 5_000;
/// A reader who was cut off comes back after this long and up to four times as much, so that not all come at once.
const RETRY_MS: u32 = 500;

/// A session whose live text the viewer may read, and which text that is.
pub fn readable(app: &App, viewer: &Viewer, slug: &str) -> Result<(Session, Which), Stop> {
    let session = app.read(|db| session::store::by_slug(db, slug))?;
    let session = session.ok_or(Stop::NotFound)?;
    let fields = session
        .seen_by(app.policy(), viewer)
        .ok_or(Stop::NotFound)?;
    let which = Which {
        session: session.id.clone(),
        is_named: fields.person,
    };
    Ok((session, which))
}

/// GET /sessions/{slug}/live/words: `from` is a version known already, `until=now` ends with what is there.
pub async fn words(
    State(app): State<App>,
    who: Who,
    Path(slug): Path<String>,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, Stop> {
    let (session, which) = readable(&app, &who.viewer, &slug)?;
    let mut query = form::query(uri.query().unwrap_or(""));
    let from = query.take("from");
    let last = headers.get("last-event-id").and_then(|id| id.to_str().ok());
    let known = last.unwrap_or(&from).parse().ok();
    let hub = app.part::<Hub>();
    let hall = hub.hall(&app, which)?;
    let latest = hall.subscribe();
    let restricted = (session.audience != Audience::Everyone).then(|| Restricted {
        app: app.clone(),
        viewer: who.viewer.clone(),
        session: session.id.clone(),
        asked: app.now(),
    });
    let gate = latest.borrow().gate + u32::from(hub.is_stopping());
    let reader = Reader {
        hall,
        latest,
        known,
        gate,
        restricted: restricted.map(Box::new),
        step: Step::Greets,
        ends_now: query.take("until") == "now",
    };
    let parts = stream::unfold(reader, |mut reader| async move {
        let bytes = reader.next().await?;
        Some((Ok::<_, std::convert::Infallible>(bytes), reader))
    });
    // The layers above ask once more after the end when a reader leaves.
    Ok(as_events(Body::from_stream(parts.fuse())))
}

fn as_events(body: Body) -> Response {
    let mut response = Response::new(body);
    let mut set = |name, value| {
        response
            .headers_mut()
            .insert(name, HeaderValue::from_static(value))
    };
    set(header::CONTENT_TYPE, "text/event-stream");
    set(header::CACHE_CONTROL, "no-store");
    // Proxies of the nginx family hold answers back unless they are told not to.
    set(header::HeaderName::from_static("x-accel-buffering"), "no");
    response
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Step {
    Greets,
    Reads,
    Ends,
}

/// Somebody who reads along.
struct Reader {
    hall: Arc<Hall>,
    latest: watch::Receiver<Arc<Latest>>,
    known: Option<Version>,
    gate: u32,
    restricted: Option<Box<Restricted>>,
    step: Step,
    ends_now: bool,
}

/// What is needed to ask again whether a reader still may.
struct Restricted {
    app: App,
    viewer: Viewer,
    session: SessionId,
    asked: Instant,
}

impl Reader {
    async fn next(&mut self) -> Option<Bytes> {
        if self.step == Step::Greets {
            self.step = Step::Reads;
            return Some(self.greeting());
        }
        loop {
            if self.step == Step::Ends {
                return None;
            }
            let latest = self.latest.borrow_and_update().clone();
            if latest.gate != self.gate || !self.still_may() {
                return None;
            }
            if self.known != Some(latest.now) {
                return Some(self.catch_up(&latest));
            }
            if latest.is_over {
                self.step = Step::Ends;
                return Some(Bytes::from_static(b"event: end\ndata:\n\n"));
            }
            if self.ends_now {
                return None;
            }
            match tokio::time::timeout(BEAT, self.latest.changed()).await {
                Ok(Ok(())) => {}
                Ok(Err(_)) => return None,
                Err(_) => return Some(Bytes::from_static(b":\n\n")),
            }
        }
    }

    /// How long to stay away when cut off, and what was missed.
    fn greeting(&mut self) -> Bytes {
        let (version, frame) = self.hall.frame_since(self.known);
        self.known = Some(version);
        if self.ends_now {
            return frame;
        }
        let chance = u32::from_le_bytes(plenary_kit::random::bytes::<4>());
        let retry = RETRY_MS + chance % (RETRY_MS * 4);
        let mut greeting = format!("retry: {retry}\n\n").into_bytes();
        greeting.extend_from_slice(&frame);
        greeting.into()
    }

    fn catch_up(&mut self, latest: &Latest) -> Bytes {
        if self.known == Some(latest.before) {
            self.known = Some(latest.now);
            return latest.frame.clone();
        }
        let (version, frame) = self.hall.frame_since(self.known);
        self.known = Some(version);
        frame
    }

    /// Words for everyone need no second question; a changed audience ends every stream.
    fn still_may(&mut self) -> bool {
        let Some(restricted) = &mut self.restricted else {
            return true;
        };
        let now = restricted.app.now();
        if now.ms_since(restricted.asked) < ASK_AGAIN_MS {
            return true;
        }
        restricted.asked = now;
        restricted.may_read().unwrap_or(false)
    }
}

impl Restricted {
    fn may_read(&self) -> Result<bool, plenary_kit::fault::Fault> {
        let Some(person) = &self.viewer.participant else {
            return Ok(false);
        };
        self.app.read(|db| {
            let viewer = (self.app.rooms().viewer)(db, person, self.app.now())?;
            let session = session::store::session(db, &self.session)?;
            Ok(viewer.zip(session).is_some_and(|(viewer, session)| {
                session.seen_by(self.app.policy(), &viewer).is_some()
            }))
        })
    }
}
