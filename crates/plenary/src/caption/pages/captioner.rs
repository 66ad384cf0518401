//! The captioner's page behind the secret link: what to know beforehand, how tools send, a box to type in, the light.

use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use plenary_kit::app::App;
use plenary_kit::fault::Stop;
use plenary_kit::form::Form as Sent;
use plenary_kit::page::form::hidden;
use plenary_kit::page::{Button, Faults, Field, Form, Notice, NoticeKind, Place, heading};
use plenary_kit::shell::Page;
use plenary_kit::tongue::Tongue;
use plenary_kit::web::{self, Who};

use super::parts::{Light, examples, head, names};
use super::type_path;
use crate::caption::doors::take;
use crate::caption::hub::{Hub, Shown, Which};
use crate::caption::names::{Names, names as names_of};
use crate::caption::raw::RawDoor;
use crate::caption::rules::{self, Ask, CaptionRefusal, Link, Standing, Way};
use crate::caption::store;
use crate::session::{self, Session};

/// The most letters that are sent with the button at once.
const TYPED_LETTERS: u32 = 4_000;

/// A session through a link that works, or worked; who has neither finds nothing here.
fn opened(app: &App, secret: &str) -> Result<(Link, Session, Standing), Stop> {
    let link = Link::read(app, secret).ok_or(Stop::NotFound)?;
    let (session, standing) = app.read(|db| {
        let session = session::store::session(db, &link.session)?.ok_or(Stop::NotFound)?;
        let standing = store::standing(db, &link)?.ok_or(Stop::NotFound)?;
        Ok::<_, Stop>((session, standing))
    })?;
    match rules::may_send(&link, &standing) {
        Err(refusal @ (CaptionRefusal::Replaced | CaptionRefusal::UnknownLink)) => {
            Err(refusal.into())
        }
        _ => Ok((link, session, standing)),
    }
}

/// GET /captions/{secret}
pub async fn captioner_page(
    State(app): State<App>,
    who: Who,
    Path(secret): Path<String>,
) -> Result<Response, Stop> {
    let (link, session, standing) = opened(&app, &secret)?;
    page(&app, &who, &link, session, &standing, None)
}

fn page(
    app: &App,
    who: &Who,
    link: &Link,
    session: Session,
    standing: &Standing,
    refused: Option<(CaptionRefusal, String)>,
) -> Result<Response, Stop> {
    let which = Which {
        session: session.id.clone(),
        is_named: true,
    };
    let shown = app.part::<Hub>().hall(app, which)?.shown();
    let (names, number) = app.read(|db| {
        Ok::<_, Stop>((
            names_of(app, db, &who.viewer, &session)?,
            store::last_number(db, link, Way::Typed)?,
        ))
    })?;
    let page = CaptionerPage {
        address: format!(
            "{}/captions/{}",
            app.settings().public_url,
            link.secret(app)
        ),
        path: format!("/captions/{}", link.secret(app)),
        raw: app.part::<RawDoor>().address(),
        closed: rules::may_send(link, standing).err(),
        number,
        session,
        shown,
        names,
        refused,
    };
    let t = &who.tongue;
    let title = t.say("caption-captioner-title").into_owned();
    let status = page.refused.as_ref().map(|(refusal, _)| {
        use plenary_kit::fault::Refuse;
        refusal.status()
    });
    let mut shell = Page::new(&title, Place::Elsewhere, page.render(app, who));
    shell.head = Some(head(Some(type_path())));
    shell.unlisted = true;
    let mut response = web::html(shell.render(app, who));
    if let Some(status) = status.and_then(|status| axum::http::StatusCode::from_u16(status).ok()) {
        *response.status_mut() = status;
    }
    // The address is a secret; no other site is told of it.
    let headers = response.headers_mut();
    headers.insert(
        header::CACHE_CONTROL,
        axum::http::HeaderValue::from_static("no-store"),
    );
    Ok(response)
}

struct CaptionerPage {
    address: String,
    path: String,
    raw: Option<String>,
    closed: Option<CaptionRefusal>,
    number: u64,
    session: Session,
    shown: Shown,
    names: Names,
    refused: Option<(CaptionRefusal, String)>,
}

impl CaptionerPage {
    fn render(&self, app: &App, who: &Who) -> Markup {
        let t = &who.tongue;
        let zone = self.session.time_zone();
        let ask = format!("{}/light", self.path);
        let light = Light {
            last: self.shown.last,
            now: app.now(),
            is_over: self.shown.is_over,
            ask: Some(&ask),
        };
        html! {
            (heading(Some(html! { (t.say("caption-captioner-title")) }), &self.session.billing.title, None))
            p .meta {
                span { (t.instant(self.session.starts.0, &zone)) }
                span { (t.duration(i64::from(self.session.seconds) * 1_000)) }
                a href={ "/sessions/" (self.session.slug) "/live" } { (t.say("caption-what-readers-see")) }
            }
            (light.render(t))
            @match &self.closed {
                Some(refusal) => (Notice::new(NoticeKind::Warning, html! { (web::in_words(t, refusal)) }).render(t)),
                None => (self.typing(t, &who.token)),
            }
            (names(t, &self.names))
            (examples(t, &self.address, self.raw.as_deref()))
            section { h2 { (t.say("caption-house-title")) }
                ul { @for key in ["caption-house-speaker", "caption-house-marks", "caption-house-hand-over", "caption-house-lost"] {
                    li { (t.say(key)) }
                } } }
        }
    }

    fn typing(&self, t: &Tongue, token: &str) -> Markup {
        let (faults, typed) = match &self.refused {
            Some((refusal, typed)) => (
                Faults::new(vec![("words", web::in_words(t, refusal))]),
                typed.as_str(),
            ),
            None => (Faults::default(), ""),
        };
        let action = format!("{}/typed", self.path);
        let key = plenary_kit::random::token();
        let field = Field::new("words", &t.say("caption-type-here"))
            .required()
            .fault(&faults)
            .hint(&t.say("caption-type-hint"));
        let area = self.area(t, &field, typed);
        html! {
            section .typing #type {
                h2 { (t.say("caption-type-title")) }
                div data-typing-form data-number=(self.number) data-again=(t.say("caption-type-again"))
                    data-done=(t.say("caption-type-done")) {
                    (Form::new(&action, token).key(&key).faults(t, &faults).render(html! {
                        (area)
                        (hidden("by", "hand"))
                        p .acts { (Button::main(&t.say("caption-type-send"))) }
                        p .said data-said role="status" {}
                    }))
                }
            }
        }
    }

    fn area(&self, t: &Tongue, field: &Field, typed: &str) -> Markup {
        html! { div data-typing-area { (field.words(t, typed, TYPED_LETTERS)) } }
    }
}

/// POST /captions/{secret}/typed: a line by the button, or what a script sends while somebody types, deletions and all.
pub async fn send_typed(
    State(app): State<App>,
    who: Who,
    Path(secret): Path<String>,
    mut sent: Sent,
) -> Result<Response, Stop> {
    let (link, session, standing) = opened(&app, &secret)?;
    let words = sent.take("words").replace("\r\n", "\n");
    let sequence: Option<u64> = sent.take("seq").parse().ok();
    let is_by_hand = sent.take("by") == "hand";
    sent.finish().map_err(|bad| Stop::Refused(Box::new(bad)))?;
    let is_too_long = words.chars().count() > TYPED_LETTERS as usize;
    let line = match is_by_hand && !words.ends_with('\n') {
        true => format!("{words}\n"),
        false => words.clone(),
    };
    let ask = Ask {
        sequence,
        lang: None,
        bytes: line.into_bytes(),
    };
    let outcome = match is_too_long {
        true => Err(CaptionRefusal::TooLarge.into()),
        false if words.trim().is_empty() && is_by_hand => Ok(0),
        false => take(&app, link.clone(), Way::Typed, ask, sent.once()).await,
    };
    match outcome {
        Ok(_) if is_by_hand => {
            Ok(Redirect::to(&format!("/captions/{secret}#type")).into_response())
        }
        Ok(number) => Ok(plain(200, number.to_string())),
        Err(stop) => match (refusal_of(&stop), is_by_hand) {
            (Some(refusal), true) => page(
                &app,
                &who,
                &link,
                session,
                &standing,
                Some((refusal, words)),
            ),
            (Some(refusal), false) => {
                use plenary_kit::fault::Refuse;
                Ok(plain(
                    refusal.status(),
                    web::in_words(&who.tongue, &refusal),
                ))
            }
            (None, _) => Err(stop),
        },
    }
}

fn refusal_of(stop: &Stop) -> Option<CaptionRefusal> {
    let Stop::Refused(refusal) = stop else {
        return None;
    };
    let refusal: &dyn std::error::Error = refusal.as_ref();
    refusal.downcast_ref().cloned()
}

fn plain(status: u16, words: String) -> Response {
    let status = axum::http::StatusCode::from_u16(status)
        .unwrap_or(axum::http::StatusCode::INTERNAL_SERVER_ERROR);
    let kind = [(header::CONTENT_TYPE, "text/plain; charset=utf-8")];
    (status, kind, words).into_response()
}

/// GET /captions/{secret}/light: how many milliseconds ago the last word came; nothing when none came.
pub async fn light(State(app): State<App>, Path(secret): Path<String>) -> Result<Response, Stop> {
    let (_, session, _) = opened(&app, &secret)?;
    let which = Which {
        session: session.id,
        is_named: true,
    };
    let last = app.part::<Hub>().hall(&app, which)?.shown().last;
    let since = last.map(|last| app.now().ms_since(last).max(0).to_string());
    Ok(plain(200, since.unwrap_or_default()))
}
