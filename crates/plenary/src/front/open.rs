//! What is open: the phases of a living cycle, until when, and what one can do today.

use jiff::tz::TimeZone;
use maud::{Markup, html};
use plenary_kit::app::App;
use plenary_kit::db::Db;
use plenary_kit::fault::Fault;
use plenary_kit::page::safe_text;
use plenary_kit::policy::{Role, Viewer};
use plenary_kit::time::Instant;
use plenary_kit::tongue::Tongue;
use plenary_kit::web::Who;

use super::news::next_session;
use crate::call::{self, Call};
use crate::document::{Document, rules::may_write, store::documents_of};
use crate::forum::{Cycle, Phase, PhaseKind, pages::phase_key};
use crate::session::{Session, Standing, rules::may_hold};

/// A living cycle with what one may do in it.
pub(super) struct Open {
    pub cycle: Cycle,
    call: Option<Call>,
    documents: Vec<Document>,
    pub session: Option<Session>,
}

/// The documents of a cycle that the visitor may read.
pub(super) fn readable(
    app: &App,
    db: &Db<'_>,
    who: &Who,
    cycle: &Cycle,
) -> Result<Vec<Document>, Fault> {
    let mut all = documents_of(db, &cycle.id)?;
    all.retain(|document| document.latest.0 > 0 && document.may_read(app.policy(), who.viewer()));
    Ok(all)
}

impl Open {
    pub fn load(app: &App, db: &Db<'_>, who: &Who, cycle: Cycle) -> Result<Open, Fault> {
        Ok(Open {
            call: call::call(db, &cycle.id)?,
            documents: readable(app, db, who, &cycle)?,
            session: next_session(app, db, who, &cycle)?,
            cycle,
        })
    }

    /// Whether its call is written.
    pub fn has_call(&self) -> bool {
        self.call.is_some()
    }

    /// Everything the part shows that a page's tag must tell apart; what is left of a phase is told by the hour.
    pub fn state(&self, t: &Tongue, now: Instant) -> String {
        let phases = self.cycle.phases.iter();
        let left: Vec<String> = phases
            .map(|phase| match phase.is_open(now) {
                true => left(t, phase, now),
                false => (now < phase.opens).to_string(),
            })
            .collect();
        let documents: Vec<u64> = self.documents.iter().map(|each| each.changed).collect();
        let session = self.session.as_ref();
        let session = session.map(|session| (session.changed, session.standing(now)));
        let call = self.call.as_ref().map(|call| call.changed);
        format!("{:?}{left:?}{documents:?}{session:?}{call:?}", self.cycle)
    }

    /// What somebody who has a role in the cycle does in it: addresses and words.
    pub fn tasks(&self, t: &Tongue, viewer: &Viewer) -> Vec<(String, String)> {
        let mut links = Vec::new();
        let cycle = &self.cycle;
        if may_write(viewer, cycle).is_ok() {
            let written = self.documents.iter().filter(|each| !each.state.is_over());
            links.extend(written.map(|each| {
                let words = t.say_with("front-write", &[("title", each.title.as_str().into())]);
                (format!("/documents/{}/edit", each.slug), words)
            }));
        }
        let may_caption = [Role::Secretariat, Role::Captioner, Role::Rapporteur]
            .iter()
            .any(|role| viewer.has(&cycle.id, *role));
        if let Some(session) = self.session.as_ref().filter(|_| may_caption) {
            let words = t.say("front-captions").into_owned();
            links.push((format!("/sessions/{}/captions", session.slug), words));
        }
        if may_hold(viewer, cycle).is_ok() || viewer.has(&cycle.id, Role::Rapporteur) {
            let words = t.say("front-all-sessions").into_owned();
            links.push((format!("/cycles/{}/sessions", cycle.slug), words));
        }
        links
    }

    pub fn render(&self, t: &Tongue, zone: &TimeZone, now: Instant) -> Markup {
        let slug = &self.cycle.slug;
        let open: Vec<&Phase> = self.cycle.open_phases(now).collect();
        let called = self.cycle.phase(PhaseKind::Call);
        let is_late = called.is_none_or(|phase| phase.closes <= now);
        html! {
            div .now-open {
                h3 dir="auto" { a href={ "/cycles/" (slug) } { (safe_text(&self.cycle.title)) } }
                @if open.is_empty() { (self.between(t, zone, now)) }
                @for phase in &open { (self.phase(t, phase, zone, now)) }
                @if self.call.is_some() && is_late {
                    p .small { (t.say("front-late")) " " a href={ "/cycles/" (slug) "/contribute" } { (t.say("front-contribute-late")) } }
                }
            }
        }
    }

    /// Nothing is open today: what comes next.
    fn between(&self, t: &Tongue, zone: &TimeZone, now: Instant) -> Markup {
        let coming = self.cycle.phases.iter().filter(|phase| now < phase.opens);
        let next = coming.min_by_key(|phase| phase.opens);
        html! {
            p { (t.say("front-nothing-open")) @if let Some(phase) = next { " " (t.mark_with("front-next-phase", &[
                ("phase", html! { strong { (t.say(phase_key(phase.kind))) } }.into()),
                ("when", t.instant(phase.opens.0, zone).into()),
            ])) } }
            p .acts { a .quiet href={ "/cycles/" (self.cycle.slug) "/docket" } { (t.say("front-read-docket")) } }
        }
    }

    fn phase(&self, t: &Tongue, phase: &Phase, zone: &TimeZone, now: Instant) -> Markup {
        html! {
            p data-yours { (t.mark_with("front-phase-until", &[
                    ("phase", html! { strong { (t.say(phase_key(phase.kind))) } }.into()),
                    ("when", t.instant(phase.closes.0, zone).into()),
                ])) " "
                em .overdue { (left(t, phase, now)) } }
            @if phase.kind == PhaseKind::Call && self.call.is_none() { p { (t.say("front-call-unwritten")) } }
            @else { p { (t.say(&format!("front-do-{}", phase.kind.word()))) } }
            p .acts { (self.buttons(t, phase.kind)) }
        }
    }

    fn buttons(&self, t: &Tongue, kind: PhaseKind) -> Markup {
        let slug = &self.cycle.slug;
        let texts = |wanted: &dyn Fn(&Document) -> bool, key: &str| {
            let shown: Vec<&Document> = self.documents.iter().filter(|each| wanted(each)).collect();
            html! { @for each in &shown {
                a .main href={ "/documents/" (each.slug) } { (t.say(key))
                    @if shown.len() > 1 { ": " bdi lang=(each.lang) { (safe_text(&each.title)) } } } " "
            } }
        };
        match kind {
            PhaseKind::Call if self.call.is_some() => html! {
                a .main href={ "/cycles/" (slug) "/contribute" } { (t.say("call-contribute")) } " "
                a .quiet href={ "/cycles/" (slug) "/call" } { (t.say("front-read-call")) }
            },
            PhaseKind::Review | PhaseKind::Revision => html! {
                (texts(&|each| each.state.takes_comments(), "front-read-and-comment"))
                a .quiet href={ "/cycles/" (slug) "/docket" } { (t.say("front-read-docket")) }
            },
            PhaseKind::Session => html! {
                @if let Some(session) = &self.session { a .main href={ "/sessions/" (session.slug) } { (t.say("front-to-session")) } " " }
                a .quiet href={ "/cycles/" (slug) "/sessions" } { (t.say("session-list")) }
            },
            PhaseKind::Final => texts(&|each| !each.state.takes_comments(), "front-read-outcome"),
            PhaseKind::Call | PhaseKind::Drafting => html! {
                a .quiet href={ "/cycles/" (slug) "/contributions" } { (t.say("call-see-contributions")) }
            },
        }
    }
}

fn left(t: &Tongue, phase: &Phase, now: Instant) -> String {
    let left = t.duration(phase.closes.ms_since(now));
    t.say_with("front-still-open", &[("left", left.into())])
}

/// The session that is on or comes next, where it is, and how to be there.
pub(super) fn session(t: &Tongue, session: &Session, now: Instant) -> Markup {
    let is_on = session.standing(now) == Standing::During;
    let heading = t.say(match is_on {
        true => "front-session-now",
        false => "front-session-next",
    });
    let place = &session.billing.place;
    html! {
        section aria-labelledby="next-session" {
            h2 #next-session { (heading) }
            p { strong { a href={ "/sessions/" (session.slug) } dir="auto" { (safe_text(crate::session::pages::title_of(session))) } } }
            p data-yours { (t.instant(session.starts.0, &session.time_zone()))
                @if !place.is_empty() { " · " bdi { (safe_text(place)) } } }
            @if is_on { p .acts { a .main href={ "/sessions/" (session.slug) "/live" } { (t.say("session-live")) } } }
            p .small { a href={ "/sessions/" (session.slug) "/calendar.ics" } { (t.say("front-session-calendar")) } }
        }
    }
}
