//! The front page: what is open, how to take part, what was decided, how the forum answers.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use jiff::tz::TimeZone;
use maud::{Markup, html};
use plenary_kit::app::App;
use plenary_kit::db::Db;
use plenary_kit::fault::{Fault, Stop};
use plenary_kit::page::{Place, heading, look, markdown, safe_text};
use plenary_kit::shell::{ANSWERING, Page, face};
use plenary_kit::tongue::Tongue;
use plenary_kit::web::{self, Who, with_etag};

use super::cycle::alternates;
use super::news::{Decided, decided_last};
use super::open::{self, Open, readable};
use crate::docket::pages as docket_pages;
use crate::docket::store::list;
use crate::docket::tally::{self, Head};
use crate::document::Document;
use crate::forum::{self, Cycle, Forum, Group};

/// The most living cycles that are shown as open.
const OPEN: usize = 4;
/// The most cycles whose outcomes are named.
const WITH_OUTCOMES: usize = 12;
/// A first paragraph longer than this is no opening sentence.
const OPENING_LETTERS: usize = 420;

/// Everything the page shows.
struct Front {
    forum: Forum,
    groups: Vec<Group>,
    /// All cycles, newest first, with what came out of them.
    cycles: Vec<(Cycle, Vec<Document>)>,
    open: Vec<Open>,
    /// The cycle people work in, else the last one.
    current: Option<Cycle>,
    head: Head,
    decided: Vec<Decided>,
}

impl Front {
    fn load(app: &App, db: &Db<'_>, who: &Who) -> Result<Option<Front>, Fault> {
        let now = app.now();
        let reach = (app.policy().reach)(who.viewer());
        let Some(forum) = forum::store::forum(db)? else {
            return Ok(None);
        };
        let all = forum::store::cycles(db)?;
        let current = forum::store::current_cycle(db)?;
        let mut open = Vec::new();
        for cycle in all.iter().filter(|cycle| cycle.is_alive()).take(OPEN) {
            open.push(Open::load(app, db, who, cycle.clone())?);
        }
        let (mut head, mut decided) = (Head::default(), Vec::new());
        if let Some(cycle) = &current {
            head = tally::head(db, &reach, &cycle.id, now)?;
            decided = decided_last(app, db, who, cycle)?;
        }
        let mut cycles = Vec::with_capacity(all.len());
        for (at, cycle) in all.into_iter().enumerate() {
            let outcomes = match at < WITH_OUTCOMES {
                true => outcomes(app, db, who, &cycle)?,
                false => Vec::new(),
            };
            cycles.push((cycle, outcomes));
        }
        Ok(Some(Front {
            groups: forum::store::groups(db)?,
            forum,
            cycles,
            open,
            current,
            head,
            decided,
        }))
    }

    fn render(&self, app: &App, who: &Who) -> Markup {
        let t = &who.tongue;
        let (zone, now) = (face(app).zone, app.now());
        let (opening, rest) = opening(&self.forum.about);
        let session = self.open.iter().find_map(|open| open.session.as_ref());
        let body = html! {
            (heading(None, &self.forum.name, None))
            @if let Some(opening) = opening { div .lead.words dir="auto" { (markdown(opening)) } }
            (for_you(t, who, &self.open))
            section aria-labelledby="open-now" {
                h2 #open-now { (t.say("front-open-now")) }
                @for open in &self.open { (open.render(t, &zone, now)) }
                @if self.open.is_empty() { (self.at_rest(t, &zone)) }
            }
            (first_steps(t, who, self))
            @if let Some(session) = session { (open::session(t, session, now)) }
            (self.ways(t))
            @if !self.decided.is_empty() { (decided(t, &self.decided, &zone)) }
            @if self.head.items > 0 {
                section aria-labelledby="how-it-answers" {
                    h2 #how-it-answers { (t.say("front-how-it-answers")) }
                    (docket_pages::brief(t, &self.head, &self.groups))
                }
            }
            @if !rest.is_empty() {
                section aria-labelledby="about" { h2 #about { (t.say("front-about")) }
                    div .words dir="auto" { (markdown(rest)) } }
            }
            (self.all_cycles(t, &zone))
        };
        let title = t.say("front-title");
        let followed = self.current.as_ref();
        let followed = followed.map_or(Vec::new(), |cycle| alternates(t, cycle));
        Page::new(&title, Place::Now, body)
            .followed(followed)
            .render(app, who)
    }

    /// No cycle lives: the last one's outcome is what there is to read.
    fn at_rest(&self, t: &Tongue, zone: &TimeZone) -> Markup {
        let Some((cycle, outcomes)) = self.cycles.first() else {
            return html! { div .now-open { p { (t.say("front-no-cycle")) } } };
        };
        let closed = cycle.closed.unwrap_or(cycle.opened);
        html! {
            div .now-open {
                p { (t.mark_with("front-at-rest", &[
                    ("cycle", html! { a href={ "/cycles/" (cycle.slug) } { bdi { (safe_text(&cycle.title)) } } }.into()),
                    ("when", t.day(closed.0, zone).into()),
                ])) }
                p .acts {
                    @for each in outcomes { a .main href={ "/documents/" (each.slug) } { (t.say("front-read-outcome"))
                        @if outcomes.len() > 1 { ": " bdi lang=(each.lang) { (safe_text(&each.title)) } } } " " }
                    a .quiet href={ "/cycles/" (cycle.slug) "/docket" } { (t.say("front-read-docket")) }
                }
            }
        }
    }

    /// On the site, on the floor, and what comes of it.
    fn ways(&self, t: &Tongue) -> Markup {
        let calendar = self.current.as_ref().filter(|cycle| cycle.is_alive());
        let way = |key: &str, more: Markup| html! { div { dt { (t.say(&format!("front-way-{key}"))) } dd { (t.say(&format!("front-way-{key}-is"))) (more) } } };
        let sessions = html! { @if let Some(cycle) = calendar {
        " " a href={ "/cycles/" (cycle.slug) "/sessions" } { (t.say("front-all-sessions")) } } };
        html! {
            section aria-labelledby="take-part" {
                h2 #take-part { (t.say("front-take-part")) }
                dl .facts {
                    (way("web", html! {}))
                    (way("floor", sessions))
                    (way("back", html! {}))
                    (way("check", html! { " " a href=(look::TRUST) { (t.say("front-trust")) } }))
                    (way("ask", html! { " " a href={ "mailto:" (self.forum.address) } { bdi { (self.forum.address) } } }))
                }
            }
        }
    }

    fn all_cycles(&self, t: &Tongue, zone: &TimeZone) -> Markup {
        html! {
            @if !self.cycles.is_empty() {
                section aria-labelledby="cycles" {
                    h2 #cycles { (t.say("front-cycles")) }
                    ul .sessions { @for (cycle, outcomes) in &self.cycles { li {
                        a href={ "/cycles/" (cycle.slug) } { bdi { (safe_text(&cycle.title)) } }
                        p .meta { @match cycle.closed {
                            Some(at) => span { (t.mark_with("front-closed-on", &[("when", t.day(at.0, zone).into())])) },
                            None => span { (t.mark_with("front-opened-on", &[("when", t.day(cycle.opened.0, zone).into())])) },
                        }
                        @for each in outcomes { span { (t.say("front-outcome")) ": "
                            a href={ "/documents/" (each.slug) } lang=(each.lang) { bdi { (safe_text(&each.title)) } } } } }
                    } } }
                }
            }
        }
    }
}

/// GET /
pub async fn front(State(app): State<App>, who: Who, headers: HeaderMap) -> Result<Response, Stop> {
    let state = app.read(|db| state_of(&app, db, &who))?;
    with_etag(&who, &headers, &state, || {
        let front = app.read(|db| Front::load(&app, db, &who))?;
        let front = front.ok_or(Stop::NotFound)?;
        Ok(web::html(front.render(&app, &who)))
    })
}

/// Forum, cycles and calls are few: what they say is part of the tag itself; the docket is told by its last line.
fn state_of(app: &App, db: &Db<'_>, who: &Who) -> Result<String, Fault> {
    let now = app.now();
    let reach = (app.policy().reach)(who.viewer());
    let mut all = format!(
        "{:?}{:?}{}",
        forum::store::forum(db)?,
        forum::store::groups(db)?,
        now.utc_day()
    );
    for cycle in forum::store::cycles(db)? {
        all.push_str(&list::changed(db, &reach, &cycle.id)?.to_string());
        all.push_str(&Open::load(app, db, who, cycle)?.state(&who.tongue, now));
    }
    Ok(web::digest(&all))
}

/// What came out of a cycle: its texts that stand, as far as the visitor may read them.
fn outcomes(app: &App, db: &Db<'_>, who: &Who, cycle: &Cycle) -> Result<Vec<Document>, Fault> {
    let mut all = readable(app, db, who, cycle)?;
    all.retain(|document| document.state == crate::document::State::Final);
    Ok(all)
}

/// The first paragraph, if it says briefly what the forum is, and all the rest.
fn opening(about: &str) -> (Option<&str>, &str) {
    let about = about.trim();
    let (first, rest) = about.split_once("\n\n").unwrap_or((about, ""));
    let is_opening = !first.is_empty()
        && first.chars().count() <= OPENING_LETTERS
        && !first.starts_with(['#', '-', '*', '>', '|', '`', '1']);
    match is_opening {
        true => (Some(first), rest.trim()),
        false => (None, about),
    }
}

fn decided(t: &Tongue, all: &[Decided], zone: &TimeZone) -> Markup {
    html! {
        section aria-labelledby="decided-last" {
            h2 #decided-last { (t.say("front-decided-last")) }
            ol .docket { @for each in all { (each.render(t, zone)) } }
            p { a href="/answers" { (t.say("front-last-answers")) } }
        }
    }
}

/// What a secretariat does first, while nothing of it is done.
fn first_steps(t: &Tongue, who: &Who, front: &Front) -> Markup {
    let first = front.open.first();
    let is_begun = front.cycles.len() > 1 || first.is_some_and(Open::has_call);
    if !who.viewer.secretariat || is_begun {
        return html! {};
    }
    let call = first.map(|open| format!("/cycles/{}/call/edit", open.cycle.slug));
    let next = match &call {
        Some(call) => (call.as_str(), "front-step-call", "front-step-call-is"),
        None => ("/cycles/new", "front-step-cycle", "front-step-cycle-is"),
    };
    let people = ("/participants", "front-step-people", "front-step-people-is");
    // Roles are of a cycle, and the steps end with the call.
    let last = match call {
        Some(_) => [people, next],
        None => [next, people],
    };
    let steps = [
        (
            "/forum/edit",
            "front-step-describe",
            "front-step-describe-is",
        ),
        ("/forum/groups", "front-step-groups", "front-step-groups-is"),
        last[0],
        last[1],
    ];
    html! {
        section aria-labelledby="first-steps" {
            h2 #first-steps { (t.say("front-steps")) }
            ol { @for (href, key, more) in steps { li { a href=(href) { (t.say(key)) } " " (t.say(more)) } } }
        }
    }
}

/// What somebody came for who has a part in the forum's work, before anything else.
fn for_you(t: &Tongue, who: &Who, open: &[Open]) -> Markup {
    let viewer = &who.viewer;
    let is_secretariat = viewer.secretariat;
    let may_answer = is_secretariat
        || viewer
            .roles
            .iter()
            .any(|(_, role)| ANSWERING.contains(role));
    let link = |href: &str, key: &str| (href.to_owned(), t.say(key).into_owned());
    let mut links = Vec::new();
    if may_answer {
        links.push(link("/queue", "front-queue"));
    }
    for each in open {
        links.extend(each.tasks(t, viewer));
    }
    if is_secretariat {
        links.push(link("/cycles/new", "forum-cycle-new"));
        links.push(link("/forum/edit", "forum-edit"));
        links.push(link("/forum/groups", "forum-groups"));
    }
    if is_secretariat || viewer.community {
        links.push(link("/participants", "front-people"));
    }
    html! {
        @if !links.is_empty() {
            nav .meta aria-label=(t.say("front-for-you")) {
                b { (t.say("front-for-you")) }
                @for (href, words) in &links { a href=(href) { (words) } " " }
            }
        }
    }
}
