//! The front page, the list of cycles, a cycle, and its contributions by group and language.

use std::collections::BTreeMap;

use axum::extract::{Path, State};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use jiff::tz::TimeZone;
use maud::{Markup, html};
use plenary_kit::app::App;
use plenary_kit::db::Db;
use plenary_kit::fault::{Fault, Stop};
use plenary_kit::page::{
    PhaseLine, Place, Standing, empty, heading, look, markdown, phases, safe_text,
};
use plenary_kit::policy::{Reach, Role, Viewer};
use plenary_kit::shell::{ANSWERING, Page, face};
use plenary_kit::time::Instant;
use plenary_kit::tongue::Tongue;
use plenary_kit::web::{self, Who, with_etag};

use super::news::News;
use crate::call::{self, Call};
use crate::docket::pages as docket_pages;
use crate::docket::store::list::{self, Filter, From, Order, PAGE_ITEMS};
use crate::docket::tally::{self, Head};
use crate::docket::{Item, Kind};
use crate::document::pages::documents_list;
use crate::document::store::documents_of;
use crate::forum::{self, Cycle, Forum, Group, PhaseKind, pages::phase_key};
use crate::session::pages::sessions_list;

/// A cycle with what its page shows.
struct CyclePart {
    cycle: Cycle,
    call: Option<Call>,
    head: Head,
    groups: Vec<Group>,
}

impl CyclePart {
    fn load(db: &Db<'_>, reach: &Reach, cycle: Cycle, now: Instant) -> Result<CyclePart, Fault> {
        Ok(CyclePart {
            call: call::call(db, &cycle.id)?,
            head: tally::head(db, reach, &cycle.id, now)?,
            groups: forum::store::groups(db)?,
            cycle,
        })
    }

    /// What the part shows, in so few words that an ETag can hold them.
    fn state(db: &Db<'_>, reach: &Reach, cycle: &Cycle) -> Result<i64, Fault> {
        list::changed(db, reach, &cycle.id)
    }
}

/// GET /
pub async fn front(State(app): State<App>, who: Who, headers: HeaderMap) -> Result<Response, Stop> {
    let now = app.now();
    let reach = (app.policy().reach)(who.viewer());
    let state = app.read(|db| -> Result<_, Fault> {
        let news = match forum::store::current_cycle(db)? {
            Some(cycle) => News::state(&app, db, &who, &cycle)?,
            None => String::new(),
        };
        state_of(db, &reach, now, &news)
    })?;
    with_etag(&who, &headers, &state, || {
        let (forum, cycles, part, news) = app.read(|db| -> Result<_, Fault> {
            let current = forum::store::current_cycle(db)?;
            let news = current
                .as_ref()
                .map(|cycle| News::load(&app, db, &who, cycle))
                .transpose()?;
            let part = current
                .map(|cycle| CyclePart::load(db, &reach, cycle, now))
                .transpose()?;
            let (forum, cycles) = (forum::store::forum(db)?, forum::store::cycles(db)?);
            Ok((forum, cycles, part, news))
        })?;
        let forum = forum.ok_or(Stop::NotFound)?;
        let documents = match &part {
            Some(part) => documents_list(&app, &who, &part.cycle)?,
            None => None,
        };
        let shown = (part.as_ref(), documents.as_ref(), news.as_ref());
        Ok(web::html(front_page(&app, &who, &forum, &cycles, shown)))
    })
}

/// Forum, cycles and calls are few: what they say is part of the tag itself, hashed by the address of the ledger's line.
fn state_of(db: &Db<'_>, reach: &Reach, now: Instant, news: &str) -> Result<String, Fault> {
    let mut all = news.to_owned();
    for cycle in forum::store::cycles(db)? {
        let call = call::call(db, &cycle.id)?.map_or(0, |call| call.changed);
        all.push_str(&format!(
            "{}{call}-{cycle:?}",
            CyclePart::state(db, reach, &cycle)?
        ));
        for document in documents_of(db, &cycle.id)? {
            all.push_str(&format!("-{}", document.changed));
        }
    }
    all.push_str(&format!(
        "{:?}{:?}{}",
        forum::store::forum(db)?,
        forum::store::groups(db)?,
        now.utc_day()
    ));
    Ok(plenary_kit::web::digest(&all))
}

fn front_page(
    app: &App,
    who: &Who,
    forum: &Forum,
    cycles: &[Cycle],
    (part, documents, news): (Option<&CyclePart>, Option<&Markup>, Option<&News>),
) -> Markup {
    let t = &who.tongue;
    let zone = face(app).zone;
    let body = html! {
        (heading(None, &forum.name, None))
        @match part {
            Some(part) => (open_now(t, part, &zone, app.now())),
            None => (empty(t, Some(html! { (t.say("front-no-cycle")) }))),
        }
        @if let Some(documents) = documents { (documents) }
        @if let Some(news) = news { (news.render(who, &zone, app)) }
        div .words dir="auto" { (markdown(&forum.about)) }
        @if let Some(part) = part { (how_it_answers(t, part)) }
        (part_ways(t))
        (all_cycles(t, cycles, &zone))
        (staff_links(app, who))
    };
    Page::new(&t.say("front-title"), Place::Now, body).render(app, who)
}

/// What one can do today, before anything else.
fn open_now(t: &Tongue, part: &CyclePart, zone: &TimeZone, now: Instant) -> Markup {
    let CyclePart { cycle, call, .. } = part;
    let slug = &cycle.slug;
    let open: Vec<_> = cycle.open_phases(now).collect();
    html! {
        section aria-labelledby="open-now" {
            h2 #open-now { (t.say("front-open-now")) }
            p { strong { a href={ "/cycles/" (slug) } { bdi { (safe_text(&cycle.title)) } } } }
            @if open.is_empty() { p { (t.say("front-nothing-open")) } }
            @for phase in open {
                p { (t.mark_with("front-phase-until", &[
                    ("phase", html! { (t.say(phase_key(phase.kind))) }.into()),
                    ("when", t.instant(phase.closes.0, zone).into()),
                ])) }
            }
            p .acts {
                @if call.is_some() && cycle.is_alive() {
                    a .button.main href={ "/cycles/" (slug) "/contribute" } { (t.say("call-contribute")) } " "
                    a .button.quiet href={ "/cycles/" (slug) "/call" } { (t.say("front-read-call")) } " "
                }
                a .button.quiet href={ "/cycles/" (slug) "/docket" } { (t.say("front-read-docket")) }
            }
        }
    }
}

fn how_it_answers(t: &Tongue, part: &CyclePart) -> Markup {
    html! {
        section aria-labelledby="how-it-answers" {
            h2 #how-it-answers { (t.say("front-how-it-answers")) }
            (docket_pages::head(t, &part.head, &part.groups))
        }
    }
}

fn part_ways(t: &Tongue) -> Markup {
    html! {
        section aria-labelledby="take-part" {
            h2 #take-part { (t.say("front-take-part")) }
            ul { @for key in ["front-way-web", "front-way-draft", "front-way-floor", "front-way-guest", "front-way-answer"] { li { (t.say(key)) } } }
            p { a href=(look::TRUST) { (t.say("front-trust")) } }
        }
    }
}

fn all_cycles(t: &Tongue, cycles: &[Cycle], zone: &TimeZone) -> Markup {
    html! {
        @if !cycles.is_empty() {
            section aria-labelledby="cycles" {
                h2 #cycles { (t.say("front-cycles")) }
                ul .plain { @for cycle in cycles { li {
                    a href={ "/cycles/" (cycle.slug) } { bdi { (safe_text(&cycle.title)) } } " "
                    span .meta { @match cycle.closed {
                        Some(at) => (t.mark_with("front-closed-on", &[("when", t.day(at.0, zone).into())])),
                        None => (t.mark_with("front-opened-on", &[("when", t.day(cycle.opened.0, zone).into())])),
                    } }
                } } }
            }
        }
    }
}

fn staff_links(app: &App, who: &Who) -> Markup {
    let t = &who.tongue;
    let is_secretariat = who.viewer.secretariat;
    let may_answer = who
        .viewer
        .roles
        .iter()
        .any(|(_, role)| ANSWERING.contains(role))
        || is_secretariat;
    let links = [
        ("/cycles/new", "forum-cycle-new", is_secretariat),
        ("/forum/edit", "forum-edit", is_secretariat),
        ("/forum/groups", "forum-groups", is_secretariat),
        (
            "/participants",
            "front-people",
            is_secretariat || who.viewer.community,
        ),
        ("/queue", "front-queue", may_answer),
    ];
    let _ = app;
    html! {
        @if links.iter().any(|(_, _, may)| *may) {
            nav aria-label=(t.say("front-for-you")) {
                h2 { (t.say("front-for-you")) }
                ul .plain { @for (href, key, may) in links { @if may { li { a href=(href) { (t.say(key)) } } } } }
            }
        }
    }
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
                (timeline(t, cycle, &zone, app.now())) }
        }
    };
    Ok(web::html(
        Page::new(&title, Place::Now, body).render(&app, &who),
    ))
}

/// The phases as a line of time; where each stands is told by the clock.
fn timeline(t: &Tongue, cycle: &Cycle, zone: &TimeZone, now: Instant) -> Markup {
    let names: Vec<_> = cycle
        .phases
        .iter()
        .map(|phase| t.say(phase_key(phase.kind)))
        .collect();
    let call = format!("/cycles/{}/call", cycle.slug);
    let lines: Vec<PhaseLine<'_>> = cycle
        .phases
        .iter()
        .zip(&names)
        .map(|(phase, name)| PhaseLine {
            name,
            href: (phase.kind == PhaseKind::Call).then_some(call.as_str()),
            dates: html! { (t.day(phase.opens.0, zone)) " – " (t.day(phase.closes.0, zone)) },
            standing: match (phase.is_open(now), now < phase.opens) {
                (true, _) => Standing::Open,
                (false, true) => Standing::Coming,
                (false, false) => Standing::Past,
            },
            note: phase.is_open(now).then(|| {
                t.say_with(
                    "front-still-open",
                    &[("left", t.duration(phase.closes.ms_since(now)).into())],
                )
            }),
        })
        .collect();
    html! { @if !lines.is_empty() { (phases(t, &lines)) } }
}

/// GET /cycles/{slug}
pub async fn cycle(
    State(app): State<App>,
    who: Who,
    Path(slug): Path<String>,
) -> Result<Response, Stop> {
    let now = app.now();
    let reach = (app.policy().reach)(who.viewer());
    let part = app.read(|db| {
        let cycle = forum::store::cycle_by_slug(db, &slug)?.ok_or(Stop::NotFound)?;
        Ok::<_, Stop>(CyclePart::load(db, &reach, cycle, now)?)
    })?;
    let documents = documents_list(&app, &who, &part.cycle)?;
    let sessions = sessions_list(&app, &who, &part.cycle)?;
    let lists = [documents, sessions];
    Ok(web::html(cycle_page(&app, &who, &part, &lists)))
}

fn cycle_page(app: &App, who: &Who, part: &CyclePart, lists: &[Option<Markup>]) -> Markup {
    let t = &who.tongue;
    let zone = face(app).zone;
    let CyclePart {
        cycle,
        call,
        head,
        groups,
    } = part;
    let slug = &cycle.slug;
    let body = html! {
        (heading(Some(html! { (t.say("front-cycle")) }), &cycle.title, None))
        @if let Some(at) = cycle.closed { p { (t.mark_with("front-closed-on", &[("when", t.instant(at.0, &zone).into())])) } }
        (timeline(t, cycle, &zone, app.now()))
        div .words dir="auto" { (markdown(&cycle.about)) }
        @if let Some(call) = call {
            section aria-labelledby="the-call" {
                h2 #the-call { (t.say("front-call")) }
                p { a href={ "/cycles/" (slug) "/call" } { bdi { (safe_text(&call.title)) } } }
                @if cycle.is_alive() { p .acts { a .button.main href={ "/cycles/" (slug) "/contribute" } { (t.say("call-contribute")) } } }
                p { a href={ "/cycles/" (slug) "/contributions" } { (t.say("call-see-contributions")) } }
            }
        }
        @for list in lists.iter().flatten() { (list) }
        section aria-labelledby="the-docket" {
            h2 #the-docket { (t.say("front-docket")) }
            (docket_pages::head(t, head, groups))
            p { a href={ "/cycles/" (slug) "/docket" } { (t.say("front-read-docket")) } }
            p { a href={ "/cycles/" (slug) "/dispositions" } { (t.say("front-dispositions")) } }
            p .meta { (t.say("feed-follow")) ": "
                a href={ "/cycles/" (slug) "/docket.atom" } { (t.say("feed-docket")) } " · "
                a href={ "/cycles/" (slug) "/sessions.atom" } { (t.say("feed-sessions")) } " · "
                a href="/answers.atom" { (t.say("feed-answers")) } }
        }
        (cycle_staff(t, &who.viewer, cycle))
    };
    Page::new(&cycle.title, Place::Now, body).render(app, who)
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
            nav aria-label=(t.say("front-for-you")) {
                h2 { (t.say("front-for-you")) }
                ul .plain { @for (href, key, may) in &links { @if *may { li { a href=(href) { (t.say(key)) } } } } }
            }
        }
    }
}

/// GET /cycles/{slug}/contributions: by group, each with its languages; a long group goes on in the docket.
pub async fn contributions(
    State(app): State<App>,
    who: Who,
    Path(slug): Path<String>,
) -> Result<Response, Stop> {
    let t = &who.tongue;
    let zone = face(&app).zone;
    let reach = (app.policy().reach)(who.viewer());
    let (cycle, parts, groups) = app.read(|db| {
        let cycle = forum::store::cycle_by_slug(db, &slug)?.ok_or(Stop::NotFound)?;
        let groups = forum::store::groups(db)?;
        let mut parts = Vec::new();
        for word in groups.iter().map(|group| group.word.as_str()).chain([""]) {
            let filter = Filter {
                kind: Some(Kind::Contribution),
                group: Some(word.into()),
                ..Filter::all(&cycle.id)
            };
            let listed = list::list(
                db,
                &reach,
                &filter,
                Order::OldestFirst,
                &From::Start,
                PAGE_ITEMS,
            )?;
            let languages = languages(&listed.items);
            let rows = docket_pages::rows(&app, db, who.viewer(), &cycle, listed.items)?;
            parts.push((word.to_owned(), languages, rows, listed.has_after));
        }
        Ok::<_, Stop>((cycle, parts, groups))
    })?;
    let title = t.say("call-contributions");
    let none = parts.iter().all(|(_, _, rows, _)| rows.is_empty());
    let body = html! {
        (heading(Some(html! { a href={ "/cycles/" (slug) } { bdi { (safe_text(&cycle.title)) } } }), &title, None))
        @if none { (empty(t, Some(html! { (t.say("front-no-contributions")) }))) }
        @for (word, languages, rows, has_more) in &parts {
            @if !rows.is_empty() {
                section {
                    h2 { (group_name(t, &groups, word)) " " span .meta { (spoken(t, languages)) } }
                    (docket_pages::rows_list(t, rows, &groups, &zone, app.now()))
                    @if *has_more {
                        p { a href={ "/cycles/" (slug) "/docket?kind=contribution&group=" (word) } { (t.say("front-more")) } }
                    }
                }
            }
        }
    };
    Ok(web::html(
        Page::new(&title, Place::Docket, body).render(&app, &who),
    ))
}

fn languages(items: &[Item]) -> BTreeMap<String, i64> {
    let mut counted = BTreeMap::new();
    items
        .iter()
        .for_each(|item| *counted.entry(item.lang.clone()).or_default() += 1);
    counted
}

fn spoken(t: &Tongue, languages: &BTreeMap<String, i64>) -> String {
    let name = |tag: &str| {
        call::LANGUAGES
            .iter()
            .find(|(each, _)| *each == tag)
            .map_or(tag.to_owned(), |(_, name)| (*name).into())
    };
    let parts: Vec<String> = languages
        .iter()
        .map(|(tag, items)| format!("{} {}", name(tag), t.number(*items)))
        .collect();
    parts.join(", ")
}

fn group_name(t: &Tongue, groups: &[Group], word: &str) -> String {
    let found = groups.iter().find(|group| group.word == word);
    found.map_or_else(
        || t.say("docket-no-group").into_owned(),
        |group| group.name.clone(),
    )
}

/// GET /look-....css
pub async fn style() -> Response {
    served("text/css; charset=utf-8", look::css(), look::css_etag())
}

/// GET /improve-....js
pub async fn script() -> Response {
    served(
        "text/javascript; charset=utf-8",
        look::js(),
        look::js_etag(),
    )
}

fn served(media_type: &'static str, bytes: &'static [u8], tag: &'static str) -> Response {
    let headers = [
        (header::CONTENT_TYPE, media_type),
        (header::CACHE_CONTROL, look::CACHE_CONTROL),
        (header::ETAG, tag),
    ];
    (headers, bytes).into_response()
}
