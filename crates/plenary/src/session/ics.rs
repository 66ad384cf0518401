//! The calendar of a session, and of a whole cycle with its phases.

use axum::extract::{Path, State};
use axum::response::Response;
use plenary_kit::app::App;
use plenary_kit::fault::Stop;
use plenary_kit::tongue::Tongue;
use plenary_kit::web::{self, Who};

use super::calendar::{Event, calendar};
use super::page::clock;
use super::pages::{readable, seen_of, title_of};
use super::rules::Session;
use crate::forum::pages::phase_key;
use crate::forum::{self, Cycle, Phase};

const MEDIA_TYPE: &str = "text/calendar; charset=utf-8";

/// GET /sessions/{slug}/calendar.ics
pub async fn session_calendar(
    State(app): State<App>,
    who: Who,
    Path(slug): Path<String>,
) -> Result<Response, Stop> {
    let (session, _, _) = readable(&app, &who, &slug)?;
    let base = &app.settings().public_url;
    let text = calendar(title_of(&session), &[of_session(&session, base)]);
    Ok(web::download(
        &format!("{slug}.ics"),
        MEDIA_TYPE,
        text.into_bytes(),
    ))
}

/// GET /cycles/{slug}/calendar.ics: nothing to download before there is a phase or a session.
pub async fn cycle_calendar(
    State(app): State<App>,
    who: Who,
    Path(slug): Path<String>,
) -> Result<Response, Stop> {
    let cycle = app
        .read(|db| forum::store::cycle_by_slug(db, &slug))?
        .ok_or(Stop::NotFound)?;
    let base = &app.settings().public_url;
    let phases = cycle.phases.iter();
    let mut events: Vec<Event> = phases
        .map(|phase| of_phase(&who.tongue, &cycle, phase, base))
        .collect();
    let sessions = seen_of(&app, &who, &cycle)?;
    events.extend(sessions.iter().map(|session| of_session(session, base)));
    if events.is_empty() {
        return Err(Stop::NotFound);
    }
    let text = calendar(&cycle.title, &events);
    Ok(web::download(
        &format!("{slug}.ics"),
        MEDIA_TYPE,
        text.into_bytes(),
    ))
}

fn of_session(session: &Session, base: &str) -> Event {
    let billing = &session.billing;
    let zone = session.time_zone();
    let mut text = Vec::new();
    if !billing.link.is_empty() {
        text.push(billing.link.clone());
    }
    let mut at = session.starts;
    for part in &billing.agenda {
        text.push(format!("{} {}", clock(at, &zone), part.title));
        at = at.plus_ms(i64::from(part.seconds) * plenary_kit::time::SECOND_MS);
    }
    Event {
        uid: session.id.to_string(),
        stamp: session.told,
        revision: session.revision,
        starts: session.starts,
        ends: session.ends(),
        title: title_of(session).to_owned(),
        text: text.join("\n"),
        place: billing.place.clone(),
        url: format!("{base}/sessions/{}", session.slug),
        is_called_off: session.called_off.is_some(),
        is_busy: true,
    }
}

fn of_phase(t: &Tongue, cycle: &Cycle, phase: &Phase, base: &str) -> Event {
    Event {
        uid: format!("{}-{}", cycle.id, phase.kind.word()),
        stamp: cycle.opened,
        revision: 0,
        starts: phase.opens,
        ends: phase.closes,
        title: format!("{}: {}", cycle.title, t.say(phase_key(phase.kind))),
        text: String::new(),
        place: String::new(),
        url: format!("{base}/cycles/{}", cycle.slug),
        is_called_off: false,
        is_busy: false,
    }
}
