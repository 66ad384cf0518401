//! A session's own page, before, during and after: what it says of itself, its agenda, who speaks, what is discussed.

use maud::{Markup, html};
use plenary_kit::app::App;
use plenary_kit::db::Db;
use plenary_kit::fault::{Fault, Stop};
use plenary_kit::page::{facts, heading, markdown, safe_text, tlp};
use plenary_kit::policy::{Attribution, Audience, Fields, Mark};
use plenary_kit::time::{HOUR_MS, Instant, SECOND_MS};
use plenary_kit::tongue::Tongue;
use plenary_kit::web::Who;

use super::pages::{kicker, label, readable, standing_in_words, title_of};
use super::rules::{Session, Standing, may_hold};
use super::store;
use crate::document::{self, Document};
use crate::forum::Cycle;
use crate::participant;

/// What a session's page shows of it; rooms below put what they know between and after.
pub struct SessionPart {
    /// The session.
    pub session: Session,
    /// Its cycle.
    pub cycle: Cycle,
    fields: Fields,
    documents: Vec<Document>,
    readers: Vec<String>,
}

impl SessionPart {
    /// Reads what the page shows; nothing when for this visitor there is none.
    pub fn load(app: &App, who: &Who, slug: &str) -> Result<SessionPart, Stop> {
        let (session, cycle, fields) = readable(app, who, slug)?;
        let (documents, readers) = app.read(|db| -> Result<_, Fault> {
            let mut found = Vec::new();
            for id in &session.documents {
                found.extend(document::store::document(db, id)?);
            }
            Ok((found, readers(db, &session)?))
        })?;
        let is_readable = |document: &Document| document.may_read(app.policy(), &who.viewer);
        Ok(SessionPart {
            documents: documents.into_iter().filter(is_readable).collect(),
            session,
            cycle,
            fields,
            readers,
        })
    }

    /// Title, where it stands, and the facts; `is_recorded` tells whether its record is made.
    pub fn head(&self, t: &Tongue, is_recorded: bool, now: Instant) -> Markup {
        let session = &self.session;
        let standing = session.standing_with(is_recorded, now);
        html! {
            (heading(Some(kicker(&self.cycle)), title_of(session), Some(self.lead(t, standing, now))))
            (facts(&self.facts(t, standing).iter().map(|(name, value)| (name.as_str(), value.clone())).collect::<Vec<_>>()))
            @if standing != Standing::CalledOff {
                p .small { a href={ "/sessions/" (session.slug) "/calendar.ics" } { (t.say("session-calendar")) } }
                @if !is_recorded && self.is_captioned(now) {
                    p .acts { a .main href={ "/sessions/" (session.slug) "/live" } { (t.say("session-live")) } }
                }
            }
        }
    }

    /// Captions come from shortly before it begins, and sessions run over.
    fn is_captioned(&self, now: Instant) -> bool {
        let (from, to) = (self.session.starts, self.session.ends());
        from.plus_ms(-HOUR_MS) <= now && now < to.plus_ms(3 * HOUR_MS)
    }

    fn lead(&self, t: &Tongue, standing: Standing, now: Instant) -> Markup {
        let session = &self.session;
        let span = |from: Instant, to: Instant| t.duration(to.ms_since(from));
        html! {
            (standing_in_words(t, standing)) " "
            @match standing {
                Standing::Before => (t.say_with("session-begins-in", &[("left", span(now, session.starts).into())])),
                Standing::During => (t.say_with("session-still", &[("left", span(now, session.ends()).into())])),
                Standing::After if now < session.ends() => (t.say("session-recorded")),
                Standing::After => (t.say_with("session-was", &[("ago", span(session.ends(), now).into())])),
                Standing::CalledOff => (t.say("session-called-off-means")),
            }
        }
    }

    fn facts(&self, t: &Tongue, standing: Standing) -> Vec<(String, Markup)> {
        let session = &self.session;
        let billing = &session.billing;
        let mut facts: Vec<(&str, Markup)> = vec![
            (
                "session-when",
                t.instant(session.starts.0, &session.time_zone()),
            ),
            (
                "session-length",
                html! { (t.duration(i64::from(session.seconds) * SECOND_MS)) },
            ),
        ];
        if !billing.place.is_empty() {
            facts.push((
                "session-place",
                html! { bdi { (safe_text(&billing.place)) } },
            ));
        }
        let is_open = matches!(standing, Standing::Before | Standing::During);
        if is_open && !billing.link.is_empty() {
            facts.push(("session-link", html! { a href=(billing.link) rel="nofollow noreferrer" { bdi { (safe_text(&billing.link)) } } }));
        }
        if !session.languages.is_empty() {
            facts.push((
                "session-languages",
                html! { (languages(t, &session.languages)) },
            ));
        }
        if session.mark != Mark::Clear || session.attribution != Attribution::Named {
            facts.push(("session-mark", self.mark(t)));
        }
        facts
            .into_iter()
            .map(|(key, value)| (t.say(key).into_owned(), value))
            .collect()
    }

    fn mark(&self, t: &Tongue) -> Markup {
        let session = &self.session;
        html! {
            @if session.mark != Mark::Clear { (tlp(label(session.mark))) " " (t.say(&format!("session-mark-{}", session.mark.word()))) " " }
            @if session.attribution == Attribution::ChathamHouse { (t.say("session-chatham-house")) }
            @if !self.readers.is_empty() {
                details { summary { (t.say_with("session-readers", &[("count", self.readers.len().into())])) }
                    ul { @for name in &self.readers { li { bdi { (safe_text(name)) } } } } }
            }
        }
    }

    /// What it is about, its agenda with the clock, who is invited, what is discussed.
    pub fn body(&self, t: &Tongue) -> Markup {
        let billing = &self.session.billing;
        html! {
            @if !billing.about.is_empty() { div .words dir="auto" { (markdown(&billing.about)) } }
            @if !billing.agenda.is_empty() {
                section aria-labelledby="agenda" { h2 #agenda { (t.say("session-agenda")) } (self.agenda(t)) }
            }
            @if !self.session.speakers.is_empty() && self.fields.person {
                section aria-labelledby="speakers" {
                    h2 #speakers { (t.say("session-speakers")) }
                    (self.speakers())
                }
            }
            @if !self.documents.is_empty() {
                section aria-labelledby="under-discussion" {
                    h2 #under-discussion { (t.say("session-documents")) }
                    ul { @for document in &self.documents { li {
                        a href={ "/documents/" (document.slug) } lang=(document.lang) { bdi { (safe_text(&document.title)) } } } } }
                }
            }
        }
    }

    fn agenda(&self, t: &Tongue) -> Markup {
        let zone = self.session.time_zone();
        let mut at = self.session.starts;
        let mut parts = Vec::new();
        for part in &self.session.billing.agenda {
            parts.push((at, part));
            at = at.plus_ms(i64::from(part.seconds) * SECOND_MS);
        }
        html! {
            ol .agenda { @for (at, part) in parts { li {
                span .clock { (clock(at, &zone)) }
                span .part dir="auto" { (safe_text(&part.title)) }
                span .minutes { (t.duration(i64::from(part.seconds) * SECOND_MS)) }
            } } }
        }
    }

    fn speakers(&self) -> Markup {
        let names = self
            .session
            .speakers
            .iter()
            .filter_map(|one| one.name.as_deref());
        html! { ul .names { @for name in names { li { bdi { (safe_text(name)) } } } } }
    }

    /// What those who hold the session can do with it.
    pub fn staff(&self, t: &Tongue, who: &Who) -> Markup {
        html! {
            @if may_hold(&who.viewer, &self.cycle).is_ok() && self.session.called_off.is_none() {
                p .acts { a .button.quiet href={ "/sessions/" (self.session.slug) "/edit" } { (t.say("session-edit")) } }
            }
        }
    }
}

/// Languages by name where the catalogue has one, else by tag.
fn languages(t: &Tongue, tags: &[String]) -> String {
    let name = |tag: &String| {
        let key = format!("docket-language-{tag}");
        match t.has(&key) {
            true => t.say(&key).into_owned(),
            false => tag.clone(),
        }
    };
    tags.iter().map(name).collect::<Vec<_>>().join(", ")
}

/// The time of day in a zone.
pub fn clock(at: Instant, zone: &jiff::tz::TimeZone) -> String {
    let stamp = jiff::Timestamp::from_millisecond(at.0).unwrap_or_default();
    stamp.to_zoned(zone.clone()).strftime("%H:%M").to_string()
}

/// The names of those who may read a session for named people; they know each other.
fn readers(db: &Db<'_>, session: &Session) -> Result<Vec<String>, Fault> {
    let Audience::List(list) = &session.audience else {
        return Ok(Vec::new());
    };
    let ids = store::readers(db, list)?;
    let people = participant::people(db, &ids)?;
    let mut names: Vec<String> = people
        .into_values()
        .filter_map(|person| person.name)
        .collect();
    names.sort();
    Ok(names)
}
