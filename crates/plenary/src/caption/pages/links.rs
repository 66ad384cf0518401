//! The secret links of a session: shown, made, replaced when one leaked; the end of the captions.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use plenary_kit::app::App;
use plenary_kit::db::Db;
use plenary_kit::fault::Stop;
use plenary_kit::form::Form as Sent;
use plenary_kit::page::form::hidden;
use plenary_kit::page::{Button, Choice, Field, Form, Place, code_box, heading};
use plenary_kit::policy::Viewer;
use plenary_kit::shell::Page;
use plenary_kit::tongue::Tongue;
use plenary_kit::web::{self, Who};

use super::parts::{Light, head, names};
use crate::caption::event::CaptionEvent;
use crate::caption::hub::{Hub, Shown, Which};
use crate::caption::kept::fed;
use crate::caption::names::{Names, names as names_of};
use crate::caption::rules::{self, SEATS, Seat};
use crate::caption::store;
use crate::session::{self, Session};
use crate::transcript::pages::offer;
use crate::transcript::store::read as transcript;
use crate::transcript::{CaptionFile, Nature};

/// A session that the viewer may see and whose captions they handle or end; for all others there is nothing here.
fn handled(app: &App, db: &Db<'_>, viewer: &Viewer, slug: &str) -> Result<Session, Stop> {
    let session = session::store::by_slug(db, slug)?.ok_or(Stop::NotFound)?;
    let is_seen = session.seen_by(app.policy(), viewer).is_some();
    let may = rules::may_handle(viewer, &session.cycle)
        .or_else(|_| rules::may_end(viewer, &session.cycle));
    match is_seen && may.is_ok() {
        true => Ok(session),
        false => Err(Stop::NotFound),
    }
}

/// GET /sessions/{slug}/captions
pub async fn links_page(
    State(app): State<App>,
    who: Who,
    Path(slug): Path<String>,
) -> Result<Response, Stop> {
    let viewer = &who.viewer;
    let (session, links, names, has_record) = app.read(|db| {
        let session = handled(&app, db, viewer, &slug)?;
        let links = store::links(db, &session.id)?;
        let names = names_of(&app, db, viewer, &session)?;
        let has_record = transcript::changed(db, &session.id)?.is_some();
        Ok::<_, Stop>((session, links, names, has_record))
    })?;
    let which = Which {
        session: session.id.clone(),
        is_named: true,
    };
    let shown = app.part::<Hub>().hall(&app, which)?.shown();
    let handles = rules::may_handle(viewer, &session.cycle).is_ok();
    let page = LinksPage {
        public: app.settings().public_url.clone(),
        links: links
            .into_iter()
            .filter(|_| handles)
            .map(|link| (link.seat, link.secret(&app)))
            .collect(),
        handles,
        ends: rules::may_end(viewer, &session.cycle).is_ok(),
        may_erase: rules::may_erase(viewer).is_ok(),
        has_record,
        session,
        shown,
        names,
    };
    let title = who.tongue.say("caption-links-title").into_owned();
    let mut shell = Page::new(&title, Place::Elsewhere, page.render(&app, &who));
    shell.head = Some(head(None));
    shell.unlisted = true;
    Ok(web::html(shell.render(&app, &who)))
}

struct LinksPage {
    public: String,
    session: Session,
    shown: Shown,
    names: Names,
    links: Vec<(Seat, String)>,
    handles: bool,
    ends: bool,
    may_erase: bool,
    has_record: bool,
}

impl LinksPage {
    fn render(&self, app: &App, who: &Who) -> Markup {
        let t = &who.tongue;
        let light = Light {
            last: self.shown.last,
            now: app.now(),
            is_over: self.shown.is_over,
            ask: None,
        };
        html! {
            (heading(Some(html! { (t.say("caption-links-title")) }), &self.session.billing.title, Some(html! { (t.say("caption-links-lead")) })))
            p .meta {
                a href={ "/sessions/" (self.session.slug) } { (t.say("caption-to-session")) }
                a href={ "/sessions/" (self.session.slug) "/live" } { (t.say("caption-what-readers-see")) }
            }
            (light.render(t))
            @if self.handles { (self.seats(t, &who.token)) }
            @if self.ends { (self.end(t, &who.token)) }
            @if self.may_erase && !self.has_record && self.shown.last.is_some() {
                p { a href={ "/sessions/" (self.session.slug) "/captions/erase" } { (t.say("caption-erase-link")) } }
            }
            (names(t, &self.names))
        }
    }

    fn seats(&self, t: &Tongue, token: &str) -> Markup {
        let next = self.links.iter().map(|(seat, _)| seat.0).max().unwrap_or(0) + 1;
        html! {
            section {
                h2 { (t.say("caption-links-heading")) }
                @if self.links.is_empty() { p { (t.say("caption-links-none")) } }
                ul .seats { @for (seat, secret) in &self.links {
                    @let address = format!("{}/captions/{secret}", self.public);
                    li {
                        h3 { (seat_name(t, *seat)) }
                        (code_box(t, &format!("link-{seat}"), &address))
                        p { a href={ "/captions/" (secret) } { (t.say("caption-links-open")) } }
                        (self.link_form(t, token, *seat, "caption-links-replace"))
                        p .small { (t.say("caption-links-replace-means")) }
                    }
                } }
                @if next <= SEATS {
                    (self.link_form(t, token, Seat(next), if next == 1 { "caption-links-first" } else { "caption-links-more" }))
                }
            }
        }
    }

    fn link_form(&self, t: &Tongue, token: &str, seat: Seat, words: &str) -> Markup {
        let action = format!("/sessions/{}/captions", self.session.slug);
        let key = plenary_kit::random::token();
        Form::new(&action, token).key(&key).render(html! {
            (hidden("seat", &seat.to_string()))
            p .acts { (Button::quiet(&t.say(words))) }
        })
    }

    fn end(&self, t: &Tongue, token: &str) -> Markup {
        let form = |act: &str, fields: Markup, button: Button| {
            let action = format!("/sessions/{}/captions/{act}", self.session.slug);
            let key = plenary_kit::random::token();
            Form::new(&action, token)
                .key(&key)
                .render(html! { (fields) p .acts { (button) } })
        };
        html! {
            section {
                h2 { (t.say("caption-end-title")) }
                @if self.has_record {
                    p { a href={ "/sessions/" (self.session.slug) "/transcript" } { (t.say("caption-record-there")) } }
                } @else if self.shown.is_over {
                    p { (t.say("caption-record-means")) }
                    (form("record", self.nature(t), Button::main(&t.say("caption-record"))))
                    p { (t.say("caption-open-means")) }
                    (form("open", html! {}, Button::quiet(&t.say("caption-open"))))
                } @else {
                    p { (t.say("caption-close-means")) }
                    (form("close", html! {}, Button::quiet(&t.say("caption-close"))))
                }
            }
        }
    }

    fn nature(&self, t: &Tongue) -> Markup {
        let (human, machine) = (
            t.say("caption-record-human"),
            t.say("caption-record-machine"),
        );
        let natures = [(Nature::Human, &human), (Nature::Machine, &machine)];
        let natures = natures.map(|(nature, label)| Choice {
            value: nature.word(),
            label,
        });
        Field::new("nature", &t.say("caption-record-nature"))
            .required()
            .choose(t, &natures, Nature::Human.word())
    }
}

fn seat_name(t: &Tongue, seat: Seat) -> String {
    t.say_with("caption-links-seat", &[("seat", i64::from(seat.0).into())])
}

/// POST /sessions/{slug}/captions: the first link of a seat, or a new one for one that leaked.
pub async fn link_form(
    State(app): State<App>,
    who: Who,
    Path(slug): Path<String>,
    mut sent: Sent,
) -> Result<Response, Stop> {
    let seat = Seat(sent.take("seat").parse().unwrap_or(0));
    sent.finish().map_err(|bad| Stop::Refused(Box::new(bad)))?;
    act(&app, &who, &slug, sent, move |db, viewer, session| {
        let link = store::link(db, &session.id, seat)?;
        Ok(rules::make_link(
            viewer,
            &session.cycle,
            &session.id,
            seat,
            link,
        )?)
    })
    .await
}

/// POST /sessions/{slug}/captions/close
pub async fn close_form(
    State(app): State<App>,
    who: Who,
    Path(slug): Path<String>,
    sent: Sent,
) -> Result<Response, Stop> {
    act(&app, &who, &slug, sent, |db, viewer, session| {
        let is_closed = store::closed(db, &session.id)?.is_some();
        Ok(rules::close(
            viewer,
            &session.cycle,
            &session.id,
            is_closed,
        )?)
    })
    .await
}

/// POST /sessions/{slug}/captions/open
pub async fn open_form(
    State(app): State<App>,
    who: Who,
    Path(slug): Path<String>,
    sent: Sent,
) -> Result<Response, Stop> {
    act(&app, &who, &slug, sent, |db, viewer, session| {
        let is_closed = store::closed(db, &session.id)?.is_some();
        let has_record = transcript::changed(db, &session.id)?.is_some();
        Ok(rules::open(
            viewer,
            &session.cycle,
            &session.id,
            is_closed,
            has_record,
        )?)
    })
    .await
}

/// POST /sessions/{slug}/captions/record: offers all that came as the record; its preview follows.
pub async fn record_form(
    State(app): State<App>,
    who: Who,
    Path(slug): Path<String>,
    mut sent: Sent,
) -> Result<Response, Stop> {
    let nature = sent.take("nature").parse().unwrap_or(Nature::Human);
    sent.finish().map_err(|bad| Stop::Refused(Box::new(bad)))?;
    let viewer = &who.viewer;
    let (session, bytes) = app.read(|db| {
        let session = handled(&app, db, viewer, &slug)?;
        let is_closed = store::closed(db, &session.id)?.is_some();
        let has_record = transcript::changed(db, &session.id)?.is_some();
        rules::may_make_record(viewer, &session.cycle, is_closed, has_record)?;
        let bytes = fed(db, &session.id)?.map_or_else(Vec::new, |fed| fed.bytes().to_vec());
        Ok::<_, Stop>((session, bytes))
    })?;
    let file = CaptionFile {
        bytes,
        name: None,
        nature,
    };
    let id = offer(&app, &who, &session, file).await?;
    Ok(Redirect::to(&format!("/sessions/{slug}/transcript/import/{id}")).into_response())
}

async fn act(
    app: &App,
    who: &Who,
    slug: &str,
    sent: Sent,
    decide: impl FnOnce(&Db<'_>, &Viewer, &Session) -> Result<CaptionEvent, Stop> + Send + 'static,
) -> Result<Response, Stop> {
    let (here, viewer, word) = (app.clone(), who.viewer.clone(), slug.to_owned());
    app.act::<CaptionEvent>(
        who.viewer.participant.as_ref(),
        sent.once(),
        move |db, _| {
            let session = handled(&here, db, &viewer, &word)?;
            decide(db, &viewer, &session)
        },
    )
    .await?;
    let session = app.read(|db| session::store::by_slug(db, slug))?;
    if let Some(session) = session {
        app.part::<Hub>().heard(app, &session.id)?;
    }
    Ok(Redirect::to(&format!("/sessions/{slug}/captions")).into_response())
}
