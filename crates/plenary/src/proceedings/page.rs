//! A session's page: before and during it, what it says of itself; afterwards, what became of everything that was said.

use axum::extract::{Path, State};
use axum::response::Response;
use maud::{Markup, html};
use plenary_captions::Outcome;
use plenary_kit::app::App;
use plenary_kit::db::Db;
use plenary_kit::fault::{Fault, Stop};
use plenary_kit::page::{Place, empty, stamp};
use plenary_kit::shell::{Page, face};
use plenary_kit::tongue::Tongue;
use plenary_kit::web::{self, Who};

use super::chart::charts;
use crate::caption::rules as captions;
use crate::docket::pages as docket_pages;
use crate::docket::{Item, ItemNumber, store as docket};
use crate::forum::{self, Group};
use crate::session::pages::title_of;
use crate::session::{self, SessionPart, Standing};
use crate::transcript::pages::{Seen, TranscriptHead, has_record};
use crate::transcript::rules::may_record;
use crate::transcript::store::read;

/// GET /cycles/{slug}/sessions
pub async fn sessions_page(
    State(app): State<App>,
    who: Who,
    Path(slug): Path<String>,
) -> Result<Response, Stop> {
    session::pages::sessions_page(has_record, app, who, slug).await
}

/// GET /sessions/{slug}
pub async fn session_page(
    State(app): State<App>,
    who: Who,
    Path(slug): Path<String>,
) -> Result<Response, Stop> {
    let part = SessionPart::load(&app, &who, &slug)?;
    let seen = match Seen::load(&app, &who, &slug) {
        Ok(seen) => Some(seen),
        Err(Stop::NotFound) => None,
        Err(stop) => return Err(stop),
    };
    let t = &who.tongue;
    let after = match &seen {
        Some(seen) => Some(After::load(&app, &who, seen)?),
        None => None,
    };
    let is_over = part.session.standing(app.now()) != Standing::Before;
    let may_import = seen.is_none() && is_over && may_record(&who.viewer, &part.cycle).is_ok();
    let may_caption = captions::may_handle(&who.viewer, &part.session.cycle)
        .or_else(|_| captions::may_end(&who.viewer, &part.session.cycle))
        .is_ok();
    let body = html! {
        (part.head(t, seen.is_some(), app.now()))
        @if let Some(after) = &after { (after.record(t)) }
        @if may_import { p .acts { a .button.main href={ "/sessions/" (slug) "/transcript/import" } { (t.say("proceedings-import")) } } }
        (part.body(t))
        @if let Some(after) = &after { (after.render(&app, t)) }
        (part.staff(t, &who))
        @if may_caption { p .acts { a .button.quiet href={ "/sessions/" (slug) "/captions" } { (t.say("caption-links-title")) } } }
    };
    Ok(web::html(
        Page::new(title_of(&part.session), Place::Now, body).render(&app, &who),
    ))
}

/// What there is to say once a session has its record.
struct After<'a> {
    seen: &'a Seen,
    rows: Vec<docket_pages::Row>,
    announced: Vec<(ItemNumber, u32, Outcome)>,
    groups: Vec<Group>,
}

impl<'a> After<'a> {
    fn load(app: &App, who: &Who, seen: &'a Seen) -> Result<After<'a>, Stop> {
        let id = &seen.session.id;
        let found = app.read(|db| -> Result<_, Fault> {
            let items = items(db, seen)?;
            let rows = docket_pages::rows(app, db, &who.viewer, &seen.cycle, items)?;
            let mut announced = Vec::new();
            for link in read::links(db, id)? {
                let item = docket::item(db, link.item)?;
                let is_seen = item.is_some_and(|item| item.fields_for(app, &who.viewer).is_some());
                announced.extend(
                    link.outcome
                        .filter(|_| is_seen)
                        .map(|outcome| (link.item, link.first, outcome)),
                );
            }
            Ok((rows, announced, forum::store::groups(db)?))
        })?;
        let (rows, announced, groups) = found;
        Ok(After {
            seen,
            rows,
            announced,
            groups,
        })
    }

    fn record(&self, t: &Tongue) -> Markup {
        let slug = &self.seen.session.slug;
        let head = TranscriptHead { seen: self.seen };
        html! {
            p .acts { a .button.main href={ "/sessions/" (slug) "/transcript" } { (t.say("proceedings-read")) } }
            p .small { (head.nature(t)) " · " (t.say("proceedings-disclaimer")) }
        }
    }

    fn render(&self, app: &App, t: &Tongue) -> Markup {
        let (seen, zone) = (self.seen, face(app).zone);
        html! {
            section aria-labelledby="became" {
                h2 #became { (t.say("proceedings-became")) }
                @if self.rows.is_empty() { (empty(t, Some(html! { (t.say("proceedings-nothing-yet")) }))) }
                @else { (docket_pages::rows_list(t, &self.rows, &self.groups, &zone, app.now())) }
                @if !self.announced.is_empty() {
                    h3 { (t.say("proceedings-announced")) }
                    ul { @for (item, first, outcome) in &self.announced { li {
                        (stamp(t, &item.to_string(), Some(&format!("/items/{item}")))) " "
                        (outcome_in_words(t, *outcome)) " "
                        a href={ "/sessions/" (seen.session.slug) "/transcript?at=" (first) "#p" (first) } { (t.say_with("transcript-paragraph", &[("number", (*first).into())])) }
                    } } }
                }
            }
            section aria-labelledby="spoke" {
                h2 #spoke { (t.say("proceedings-spoke")) }
                (charts(t, &seen.transcript, seen.fields, &seen.groups))
            }
        }
    }
}

/// The items made of what was said, and those it speaks about.
fn items(db: &Db<'_>, seen: &Seen) -> Result<Vec<Item>, Fault> {
    let made = docket::concern::in_session(db, &seen.session.id)?;
    let mut items: Vec<Item> = made.into_iter().map(|(item, _)| item).collect();
    for link in read::links(db, &seen.session.id)? {
        if !items.iter().any(|item| item.number == link.item) {
            items.extend(docket::item(db, link.item)?);
        }
    }
    Ok(items)
}

/// What was announced, in words.
pub(super) fn outcome_in_words(t: &Tongue, outcome: Outcome) -> String {
    let key = match outcome {
        Outcome::Include => "proceedings-outcome-include",
        Outcome::DebateOnList => "proceedings-outcome-list",
        Outcome::AskSubmitter => "proceedings-outcome-ask",
        Outcome::AlreadyCovered => "proceedings-outcome-covered",
        Outcome::Duplicate => "proceedings-outcome-duplicate",
        Outcome::Decline => "proceedings-outcome-decline",
        Outcome::Defer => "proceedings-outcome-defer",
    };
    t.say(key).into_owned()
}

/// The words of the outcomes, for choosing.
pub(super) const OUTCOMES: [(&str, Outcome); 7] = [
    ("include", Outcome::Include),
    ("debate_on_list", Outcome::DebateOnList),
    ("ask_submitter", Outcome::AskSubmitter),
    ("already_covered", Outcome::AlreadyCovered),
    ("duplicate", Outcome::Duplicate),
    ("decline", Outcome::Decline),
    ("defer", Outcome::Defer),
];
