//! The sessions of a cycle: their list, the form, their calendar; the parts of a session's own page.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use plenary_kit::app::App;
use plenary_kit::db::Db;
use plenary_kit::fault::{Fault, Stop};
use plenary_kit::form::Form as Sent;
use plenary_kit::id::ParticipantId;
use plenary_kit::page::{Alternate, Faults, Place, Tlp, empty, heading, safe_text};
use plenary_kit::policy::{Fields, Mark, Role};
use plenary_kit::shell::{self, Page};
use plenary_kit::tongue::Tongue;
use plenary_kit::web::{self, Who};

use super::event::SessionEvent;
use super::form::{SessionForm, Typed, faults_of};
use super::place::SessionId;
use super::rules::{
    Session, Standing, TellSession, call_off_session, change_session, may_hold, open_session,
};
use super::store;
use crate::document::{self, Document};
use crate::forum::{self, Cycle};
use crate::participant;

/// The kit's label of a mark.
pub fn label(mark: Mark) -> Tlp {
    match mark {
        Mark::Clear => Tlp::Clear,
        Mark::Green => Tlp::Green,
        Mark::Amber => Tlp::Amber,
        Mark::AmberStrict => Tlp::AmberStrict,
        Mark::Red => Tlp::Red,
    }
}

/// A session that the visitor may see, its cycle, and what of those who speak in it may be shown.
pub fn readable(app: &App, who: &Who, slug: &str) -> Result<(Session, Cycle, Fields), Stop> {
    let (session, cycle) = app.read(|db| {
        let session = store::by_slug(db, slug)?.ok_or(Stop::NotFound)?;
        let cycle = forum::store::cycle(db, &session.cycle)?.ok_or(Stop::NotFound)?;
        Ok::<_, Stop>((session, cycle))
    })?;
    let fields = session
        .seen_by(app.policy(), &who.viewer)
        .ok_or(Stop::NotFound)?;
    Ok((session, cycle, fields))
}

/// The sessions of a cycle that the visitor may see.
pub fn seen_of(app: &App, who: &Who, cycle: &Cycle) -> Result<Vec<Session>, Fault> {
    let mut all = app.read(|db| store::sessions_of(db, &cycle.id))?;
    all.retain(|session| session.seen_by(app.policy(), &who.viewer).is_some());
    Ok(all)
}

/// Whether the record of a session is made; a room further down knows.
pub type IsRecorded = fn(&Db<'_>, &SessionId) -> Result<bool, Fault>;

/// GET /cycles/{slug}/sessions
pub async fn sessions_page(
    is_recorded: IsRecorded,
    app: App,
    who: Who,
    slug: String,
) -> Result<Response, Stop> {
    let cycle = cycle_of(&app, &slug)?;
    let t = &who.tongue;
    let title = t.say("session-list");
    let seen = seen_of(&app, &who, &cycle)?;
    let body = html! {
        (heading(Some(kicker(&cycle)), &title, None))
        @if seen.is_empty() { (empty(t, Some(html! { (t.say("session-none")) }))) }
        (lines(t, &standings(&app, is_recorded, &seen)?))
        (ways(t, &who, &cycle))
    };
    let page = Page::new(&title, Place::Now, body).followed(alternates(t, &cycle));
    Ok(web::html(page.render(&app, &who)))
}

/// How the sessions of a cycle are followed by other programs.
pub fn alternates(t: &Tongue, cycle: &Cycle) -> Vec<Alternate> {
    let base = format!("/cycles/{}", cycle.slug);
    vec![
        Alternate::feed(t, "feed-sessions", format!("{base}/sessions.atom")),
        Alternate::calendar(t, "feed-calendar", format!("{base}/calendar.ics")),
    ]
}

/// The sessions of a cycle that the visitor may see, as other pages list them; nothing to say without any.
pub fn sessions_list(
    is_recorded: IsRecorded,
    app: &App,
    who: &Who,
    cycle: &Cycle,
) -> Result<Option<Markup>, Fault> {
    let t = &who.tongue;
    let seen = seen_of(app, who, cycle)?;
    let listed = standings(app, is_recorded, &seen)?;
    let may_hold = may_hold(&who.viewer, cycle).is_ok();
    Ok((!seen.is_empty() || may_hold).then(|| {
        html! {
            section aria-labelledby="the-sessions" {
                h2 #the-sessions { a href={ "/cycles/" (cycle.slug) "/sessions" } { (t.say("session-list")) } }
                (lines(t, &listed))
                (ways(t, who, cycle))
            }
        }
    }))
}

fn ways(t: &Tongue, who: &Who, cycle: &Cycle) -> Markup {
    html! {
        p .small { a href={ "/cycles/" (cycle.slug) "/calendar.ics" } { (t.say("session-calendar-cycle")) } }
        @if may_hold(&who.viewer, cycle).is_ok() {
            p { a href={ "/cycles/" (cycle.slug) "/sessions/new" } { (t.say("session-open")) } }
        }
    }
}

/// Where sessions stand now.
fn standings<'a>(
    app: &App,
    is_recorded: IsRecorded,
    sessions: &'a [Session],
) -> Result<Vec<(&'a Session, Standing)>, Fault> {
    let now = app.now();
    let standing = |db: &Db<'_>, session: &'a Session| {
        let is_on = session.standing(now) == Standing::During;
        let is_recorded = is_on && is_recorded(db, &session.id)?;
        Ok((session, session.standing_with(is_recorded, now)))
    };
    app.read(|db| sessions.iter().map(|one| standing(db, one)).collect())
}

fn lines(t: &Tongue, sessions: &[(&Session, Standing)]) -> Markup {
    html! {
        ul .sessions { @for (session, standing) in sessions { li {
            a href={ "/sessions/" (session.slug) } dir="auto" { (safe_text(title_of(session))) }
            p .meta {
                span { (t.instant(session.starts.0, &session.time_zone())) }
                span { (t.duration(i64::from(session.seconds) * 1_000)) }
                @if !session.billing.place.is_empty() { bdi { (safe_text(&session.billing.place)) } }
                (standing_in_words(t, *standing))
                @if session.mark != Mark::Clear { (plenary_kit::page::tlp(label(session.mark))) }
            }
        } } }
    }
}

/// What a session is called; its word, should its words have been erased.
pub fn title_of(session: &Session) -> &str {
    match session.billing.title.as_str() {
        "" => &session.slug,
        title => title,
    }
}

/// Where a session stands, as a sign.
pub fn standing_in_words(t: &Tongue, standing: Standing) -> Markup {
    let (class, key) = match standing {
        Standing::Before => ("coming", "session-coming"),
        Standing::During => ("open", "session-now"),
        Standing::After => ("past", "session-over"),
        Standing::CalledOff => ("off", "session-called-off"),
    };
    html! { span .{ "session-standing " (class) } { (t.say(key)) } }
}

/// The line above a title that leads to the cycle.
pub fn kicker(cycle: &Cycle) -> Markup {
    html! { a href={ "/cycles/" (cycle.slug) } { bdi { (safe_text(&cycle.title)) } } }
}

fn cycle_of(app: &App, slug: &str) -> Result<Cycle, Stop> {
    app.read(|db| forum::store::cycle_by_slug(db, slug))?
        .ok_or(Stop::NotFound)
}

/// The documents of the cycle that may be put under discussion by this visitor.
fn documents(app: &App, who: &Who, cycle: &Cycle) -> Result<Vec<Document>, Fault> {
    let mut all = app.read(|db| document::store::documents_of(db, &cycle.id))?;
    all.retain(|document| document.may_read(app.policy(), &who.viewer));
    Ok(all)
}

/// Those who read a session for named people by their part in the cycle.
fn staff(db: &Db<'_>, cycle: &Cycle) -> Result<Vec<ParticipantId>, Fault> {
    let mut all = participant::secretariat(db)?;
    for role in Role::ALL {
        all.extend(participant::holders(db, &cycle.id, *role)?);
    }
    Ok(all)
}

/// GET /cycles/{slug}/sessions/new
pub async fn new_page(
    State(app): State<App>,
    who: Who,
    Path(slug): Path<String>,
) -> Result<Response, Stop> {
    let desk = Desk::new(&app, &who, &slug)?;
    let zone = shell::face(&app).zone;
    let typed = Typed::new(zone.iana_name().unwrap_or("UTC"));
    Ok(web::html(desk.render(
        &app,
        &who,
        &typed,
        &Faults::default(),
    )))
}

/// POST /cycles/{slug}/sessions/new
pub async fn open_form(
    State(app): State<App>,
    who: Who,
    Path(slug): Path<String>,
    sent: Sent,
) -> Result<Response, Stop> {
    let desk = Desk::new(&app, &who, &slug)?;
    save(&app, &who, desk, sent).await
}

/// GET /sessions/{slug}/edit
pub async fn edit_page(
    State(app): State<App>,
    who: Who,
    Path(slug): Path<String>,
) -> Result<Response, Stop> {
    let desk = Desk::of(&app, &who, &slug)?;
    let typed = desk
        .session
        .as_ref()
        .map(|session| Typed::of(session, &desk.documents));
    let typed = typed.unwrap_or_default();
    Ok(web::html(desk.render(
        &app,
        &who,
        &typed,
        &Faults::default(),
    )))
}

/// POST /sessions/{slug}/edit
pub async fn edit_form(
    State(app): State<App>,
    who: Who,
    Path(slug): Path<String>,
    sent: Sent,
) -> Result<Response, Stop> {
    let desk = Desk::of(&app, &who, &slug)?;
    save(&app, &who, desk, sent).await
}

/// The place where a session is told: a new one, or one to be told anew.
struct Desk {
    cycle: Cycle,
    session: Option<Session>,
    documents: Vec<Document>,
}

impl Desk {
    fn new(app: &App, who: &Who, slug: &str) -> Result<Desk, Stop> {
        let cycle = cycle_of(app, slug)?;
        Desk::at(app, who, cycle, None)
    }

    fn of(app: &App, who: &Who, slug: &str) -> Result<Desk, Stop> {
        let (session, cycle, _) = readable(app, who, slug)?;
        Desk::at(app, who, cycle, Some(session))
    }

    fn at(app: &App, who: &Who, cycle: Cycle, session: Option<Session>) -> Result<Desk, Stop> {
        may_hold(&who.viewer, &cycle).map_err(|_| Stop::NotFound)?;
        let documents = documents(app, who, &cycle)?;
        Ok(Desk {
            cycle,
            session,
            documents,
        })
    }

    fn action(&self) -> String {
        match &self.session {
            Some(session) => format!("/sessions/{}/edit", session.slug),
            None => format!("/cycles/{}/sessions/new", self.cycle.slug),
        }
    }

    fn render(&self, app: &App, who: &Who, typed: &Typed, faults: &Faults) -> Markup {
        let t = &who.tongue;
        let (key, above) = match &self.session {
            Some(session) => (
                "session-edit",
                html! { a href={ "/sessions/" (session.slug) } { bdi { (safe_text(title_of(session))) } } },
            ),
            None => ("session-open", kicker(&self.cycle)),
        };
        let title = t.say(key);
        let form = SessionForm {
            who,
            action: &self.action(),
            is_new: self.session.is_none(),
            documents: &self.documents,
            typed,
            faults,
        };
        let body = html! {
            (heading(Some(above), &title, None))
            (form.render())
            @if let Some(session) = self.session.as_ref().filter(|session| session.called_off.is_none()) {
                (call_off_card(t, who, session))
            }
        };
        let mut page = Page::new(&title, Place::Now, body);
        page.unlisted = true;
        page.render(app, who)
    }
}

fn call_off_card(t: &Tongue, who: &Who, session: &Session) -> Markup {
    let action = format!("/sessions/{}/call-off", session.slug);
    let key = plenary_kit::random::token();
    html! {
        section .card aria-labelledby="call-off" {
            h2 #call-off { (t.say("session-call-off")) }
            p { (t.say("session-call-off-means")) }
            (plenary_kit::page::Form::new(&action, &who.token).key(&key).render(html! {
                p .acts { (plenary_kit::page::Button::grave(&t.say("session-call-off"))) }
            }))
        }
    }
}

async fn save(app: &App, who: &Who, desk: Desk, mut sent: Sent) -> Result<Response, Stop> {
    let typed = Typed::take(&mut sent);
    let again = |faults: &Faults, status: u16| {
        let status = StatusCode::from_u16(status).unwrap_or(StatusCode::UNPROCESSABLE_ENTITY);
        Ok((status, web::html(desk.render(app, who, &typed, faults))).into_response())
    };
    if let Err(bad) = sent.finish() {
        return again(&faults_of(&who.tongue, &bad), 422);
    }
    let known = desk
        .session
        .as_ref()
        .map(|session| session.speakers.clone());
    let known = known.unwrap_or_default();
    let ask = match app.read(|db| typed.parse(db, &who.tongue, &desk.documents, &known))? {
        Ok(ask) => ask,
        Err(faults) => return again(&faults, 422),
    };
    match record(app, who, &desk, ask, &sent).await {
        Ok(slug) => Ok(Redirect::to(&format!("/sessions/{slug}")).into_response()),
        Err(Stop::Refused(refusal)) => {
            again(&faults_of(&who.tongue, refusal.as_ref()), refusal.status())
        }
        Err(stop) => Err(stop),
    }
}

async fn record(
    app: &App,
    who: &Who,
    desk: &Desk,
    ask: TellSession,
    sent: &Sent,
) -> Result<String, Stop> {
    let (viewer, cycle) = (who.viewer.clone(), desk.cycle.id.clone());
    let id = desk.session.as_ref().map(|session| session.id.clone());
    let decide = move |db: &Db<'_>, _| {
        let cycle = forum::store::cycle(db, &cycle)?.ok_or(Stop::NotFound)?;
        let staff = staff(db, &cycle)?;
        Ok(match id {
            Some(id) => {
                let session = store::session(db, &id)?.ok_or(Stop::NotFound)?;
                change_session(&viewer, &cycle, &session, ask, staff)?
            }
            None => {
                let is_taken = store::by_slug(db, &ask.slug)?.is_some();
                open_session(&viewer, &cycle, ask, is_taken, staff)?
            }
        })
    };
    let by = who.viewer.participant.as_ref();
    match app
        .act::<SessionEvent>(by, sent.once(), decide)
        .await?
        .event
    {
        SessionEvent::Opened(told) | SessionEvent::Changed(told) => Ok(told.slug),
        SessionEvent::CalledOff { .. } => Err(Stop::NotFound),
    }
}

/// POST /sessions/{slug}/call-off
pub async fn call_off_form(
    State(app): State<App>,
    who: Who,
    Path(slug): Path<String>,
    sent: Sent,
) -> Result<Response, Stop> {
    sent.finish()?;
    let (session, cycle, _) = readable(&app, &who, &slug)?;
    may_hold(&who.viewer, &cycle).map_err(|_| Stop::NotFound)?;
    let viewer = who.viewer.clone();
    let decide = move |db: &Db<'_>, _| {
        let cycle = forum::store::cycle(db, &session.cycle)?.ok_or(Stop::NotFound)?;
        let session = store::session(db, &session.id)?.ok_or(Stop::NotFound)?;
        Ok(call_off_session(&viewer, &cycle, &session)?)
    };
    let by = who.viewer.participant.as_ref();
    app.act::<SessionEvent>(by, sent.once(), decide).await?;
    Ok(Redirect::to(&format!("/sessions/{slug}")).into_response())
}
