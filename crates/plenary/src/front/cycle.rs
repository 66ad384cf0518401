//! A cycle: its course in time, what it is about, its texts, sessions and docket; and the list of all cycles.

use axum::extract::{Path, State};
use axum::response::Response;
use jiff::tz::TimeZone;
use maud::{Markup, html};
use plenary_kit::app::App;
use plenary_kit::db::Db;
use plenary_kit::fault::{Fault, Stop};
use plenary_kit::page::{
    Alternate, PhaseLine, Place, Standing, empty, heading, markdown, phases, safe_text,
};
use plenary_kit::policy::{Role, Viewer};
use plenary_kit::shell::{Page, face};
use plenary_kit::time::Instant;
use plenary_kit::tongue::Tongue;
use plenary_kit::web::{self, Who};

use super::course::{Course, Flow, Happening};
use super::open::readable;
use crate::call::{self, Call};
use crate::docket::pages as docket_pages;
use crate::docket::tally::{self, Head};
use crate::document::pages::documents_list;
use crate::document::store::versions;
use crate::forum::{self, Cycle, Group, PhaseKind, pages::phase_key};
use crate::session::pages::{alternates as of_sessions, seen_of, sessions_list, title_of};
use crate::transcript::pages::has_record;

/// The most versions and sessions that stand on the line of time, the latest of them.
const HAPPENINGS: usize = 60;

/// How a cycle is followed by other programs.
pub(super) fn alternates(t: &Tongue, cycle: &Cycle) -> Vec<Alternate> {
    let docket = format!("/cycles/{}/docket.atom", cycle.slug);
    let mut all = vec![
        Alternate::feed(t, "feed-docket", docket),
        Alternate::feed(t, "feed-answers", "/answers.atom".into()),
    ];
    all.extend(of_sessions(t, cycle));
    all
}

/// GET /cycles
pub async fn cycles(State(app): State<App>, who: Who) -> Result<Response, Stop> {
    let t = &who.tongue;
    let zone = face(&app).zone;
    let cycles = app.read(forum::store::cycles)?;
    let title = t.say("front-cycles");
    let body = html! {
        (heading(None, &title, None))
        @if cycles.is_empty() { (empty(t, Some(html! { (t.say("front-no-cycle")) }))) }
        @for cycle in &cycles {
            section { h2 dir="auto" { a href={ "/cycles/" (cycle.slug) } { (safe_text(&cycle.title)) } }
                (timeline(t, cycle, &[], &zone, app.now())) }
        }
    };
    Ok(web::html(
        Page::new(&title, Place::Now, body).render(&app, &who),
    ))
}

/// The phases as a line of time, each with what falls into it; where each stands is told by the clock.
fn timeline(
    t: &Tongue,
    cycle: &Cycle,
    happenings: &[Happening],
    zone: &TimeZone,
    now: Instant,
) -> Markup {
    let names: Vec<_> = cycle
        .phases
        .iter()
        .map(|phase| t.say(phase_key(phase.kind)))
        .collect();
    let call = format!("/cycles/{}/call", cycle.slug);
    // What falls into no phase stands with the one before it.
    let place = |at: Instant| {
        let begun = cycle.phases.iter().rposition(|phase| phase.opens <= at);
        begun.unwrap_or(0)
    };
    // A cycle that was closed early leaves no phase open and none to come.
    let is_alive = cycle.is_alive();
    let lines: Vec<PhaseLine<'_>> = cycle
        .phases
        .iter()
        .zip(&names)
        .enumerate()
        .map(|(at, (phase, name))| PhaseLine {
            name,
            href: (phase.kind == PhaseKind::Call).then_some(call.as_str()),
            dates: html! { (t.day(phase.opens.0, zone)) " – " (t.day(phase.closes.0, zone)) },
            standing: match (
                is_alive && phase.is_open(now),
                is_alive && now < phase.opens,
            ) {
                (true, _) => Standing::Open,
                (false, true) => Standing::Coming,
                (false, false) => Standing::Past,
            },
            note: (is_alive && phase.is_open(now)).then(|| {
                t.say_with(
                    "front-still-open",
                    &[("left", t.duration(phase.closes.ms_since(now)).into())],
                )
            }),
            within: happenings
                .iter()
                .filter(|each| place(each.at) == at)
                .map(|each| html! { (t.short_day(each.at.0, zone)) " " (each.name) })
                .collect(),
        })
        .collect();
    html! { @if !lines.is_empty() { (phases(t, &lines)) } }
}

/// Everything the page of a cycle shows.
struct CyclePage {
    cycle: Cycle,
    call: Option<Call>,
    head: Head,
    groups: Vec<Group>,
    flow: Flow,
    happenings: Vec<Happening>,
    /// The lists of documents and sessions.
    lists: [Option<Markup>; 2],
}

impl CyclePage {
    fn load(app: &App, db: &Db<'_>, who: &Who, cycle: Cycle) -> Result<CyclePage, Fault> {
        let reach = (app.policy().reach)(who.viewer());
        Ok(CyclePage {
            call: call::call(db, &cycle.id)?,
            head: tally::head(db, &reach, &cycle.id, app.now())?,
            groups: forum::store::groups(db)?,
            flow: tally::flow(db, &reach, &cycle.id)?,
            happenings: versions_of(app, db, who, &cycle)?,
            lists: [None, None],
            cycle,
        })
    }

    fn render(&self, app: &App, who: &Who) -> Markup {
        let t = &who.tongue;
        let (zone, now) = (face(app).zone, app.now());
        let cycle = &self.cycle;
        let slug = &cycle.slug;
        let course = Course {
            cycle,
            happenings: &self.happenings,
            flow: &self.flow,
            now,
        };
        let body = html! {
            (heading(Some(html! { a href="/cycles" { (t.say("front-cycle")) } }), &cycle.title, None))
            @if let Some(at) = cycle.closed { p { (t.mark_with("front-closed-on", &[("when", t.instant(at.0, &zone).into())])) } }
            (cycle_staff(t, &who.viewer, cycle))
            (timeline(t, cycle, &self.happenings, &zone, now))
            div .words dir="auto" { (markdown(&cycle.about)) }
            @if let Some(call) = &self.call { (self.the_call(t, call)) }
            (course.render(t, &zone))
            @for list in self.lists.iter().flatten() { (list) }
            section aria-labelledby="the-docket" {
                h2 #the-docket { (t.say("front-docket")) }
                (docket_pages::head(t, &self.head, &self.groups))
                p { a href={ "/cycles/" (slug) "/docket" } { (t.say("front-read-docket")) } " · "
                    a href={ "/cycles/" (slug) "/dispositions" } { (t.say("front-dispositions")) } }
            }
        };
        Page::new(&cycle.title, Place::Now, body)
            .followed(alternates(t, cycle))
            .render(app, who)
    }

    fn the_call(&self, t: &Tongue, call: &Call) -> Markup {
        let slug = &self.cycle.slug;
        html! {
            section aria-labelledby="the-call" {
                h2 #the-call { (t.say("front-call")) }
                p { a href={ "/cycles/" (slug) "/call" } { bdi { (safe_text(&call.title)) } } }
                @if self.cycle.is_alive() { p .acts { a .button.main href={ "/cycles/" (slug) "/contribute" } { (t.say("call-contribute")) } } }
                p { a href={ "/cycles/" (slug) "/contributions" } { (t.say("call-see-contributions")) } }
            }
        }
    }
}

/// The versions of the cycle's texts that the visitor may read; the title is said where there are several texts.
fn versions_of(app: &App, db: &Db<'_>, who: &Who, cycle: &Cycle) -> Result<Vec<Happening>, Fault> {
    let t = &who.tongue;
    let documents = readable(app, db, who, cycle)?;
    let mut all = Vec::new();
    for document in &documents {
        for line in versions(db, &document.id)? {
            let number = i64::from(line.number.0);
            let name = html! {
                a href={ "/documents/" (document.slug) "/" (number) } { (t.say_with("review-version", &[("number", number.into())]))
                    @if documents.len() > 1 { ", " bdi lang=(document.lang) { (safe_text(&document.title)) } } }
            };
            all.push(Happening {
                at: line.saved,
                name,
                is_version: true,
            });
        }
    }
    Ok(all)
}

/// GET /cycles/{slug}
pub async fn cycle(
    State(app): State<App>,
    who: Who,
    Path(slug): Path<String>,
) -> Result<Response, Stop> {
    let mut page = app.read(|db| {
        let cycle = forum::store::cycle_by_slug(db, &slug)?.ok_or(Stop::NotFound)?;
        Ok::<_, Stop>(CyclePage::load(&app, db, &who, cycle)?)
    })?;
    let sessions = seen_of(&app, &who, &page.cycle)?;
    let sessions = sessions
        .iter()
        .filter(|session| session.called_off.is_none());
    page.happenings.extend(sessions.map(|session| Happening {
        at: session.starts,
        name: html! { a href={ "/sessions/" (session.slug) } { bdi { (safe_text(title_of(session))) } } },
        is_version: false,
    }));
    page.happenings.sort_by_key(|each| each.at);
    let over = page.happenings.len().saturating_sub(HAPPENINGS);
    page.happenings.drain(..over);
    page.lists = [
        documents_list(&app, &who, &page.cycle)?,
        sessions_list(has_record, &app, &who, &page.cycle)?,
    ];
    Ok(web::html(page.render(&app, &who)))
}

fn cycle_staff(t: &Tongue, viewer: &Viewer, cycle: &Cycle) -> Markup {
    let slug = &cycle.slug;
    let leads =
        viewer.has(&cycle.id, Role::Secretariat) || viewer.has(&cycle.id, Role::Facilitator);
    let links = [
        (
            format!("/cycles/{slug}/edit"),
            "forum-cycle-edit",
            viewer.secretariat && cycle.is_alive(),
        ),
        (
            format!("/cycles/{slug}/call/edit"),
            "call-edit",
            leads && cycle.is_alive(),
        ),
        (
            format!("/cycles/{slug}/close"),
            "front-close",
            viewer.secretariat && cycle.is_alive(),
        ),
        (
            format!("/cycles/{slug}/export"),
            "front-export",
            viewer.secretariat,
        ),
    ];
    html! {
        @if links.iter().any(|(_, _, may)| *may) {
            nav .meta aria-label=(t.say("front-for-you")) {
                b { (t.say("front-for-you")) }
                @for (href, key, may) in &links { @if *may { a href=(href) { (t.say(key)) } " " } }
            }
        }
    }
}
