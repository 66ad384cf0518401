//! What the front page tells besides what is open: the next session, and what was decided last.

use maud::{Markup, html};
use plenary_kit::app::App;
use plenary_kit::db::Db;
use plenary_kit::fault::Fault;
use plenary_kit::page::{safe_text, stamp};
use plenary_kit::web::Who;

use crate::answer::store::{list as answered, work};
use crate::docket::pages::rows;
use crate::docket::{Item, ItemNumber, store as docket};
use crate::forum::Cycle;
use crate::session::{Session, Standing, store as sessions};

/// So many answers are told.
const ANSWERS: usize = 3;
/// So many published answers are looked at for those of this cycle.
const LOOKED_AT: usize = 50;

/// An answer that was published.
struct Decided {
    number: ItemNumber,
    title: String,
    lang: String,
    disposition: &'static str,
    at: i64,
}

/// The session that is on or comes next, and the answers published last, as far as the reader may know.
pub(super) struct News {
    session: Option<Session>,
    decided: Vec<Decided>,
}

impl News {
    pub fn load(app: &App, db: &Db<'_>, who: &Who, cycle: &Cycle) -> Result<News, Fault> {
        Ok(News {
            session: next_session(app, db, who, cycle)?,
            decided: decided_last(app, db, who, cycle)?,
        })
    }

    /// What of it changes with time alone or with what the docket does not tell.
    pub fn state(app: &App, db: &Db<'_>, who: &Who, cycle: &Cycle) -> Result<String, Fault> {
        let session = next_session(app, db, who, cycle)?;
        let told = session.map(|session| (session.changed, session.standing(app.now())));
        Ok(format!("{told:?}"))
    }

    pub fn render(&self, who: &Who, zone: &jiff::tz::TimeZone, app: &App) -> Markup {
        html! {
            @if let Some(session) = &self.session { (self.session(who, session, app)) }
            @if !self.decided.is_empty() { (self.decided(who, zone)) }
        }
    }

    fn session(&self, who: &Who, session: &Session, app: &App) -> Markup {
        let t = &who.tongue;
        let is_on = session.standing(app.now()) == Standing::During;
        let heading = t.say(match is_on {
            true => "front-session-now",
            false => "front-session-next",
        });
        html! {
            section aria-labelledby="next-session" {
                h2 #next-session { (heading) }
                p { strong { a href={ "/sessions/" (session.slug) } dir="auto" { (safe_text(&session.billing.title)) } } }
                p { (t.instant(session.starts.0, &session.time_zone()))
                    @if !session.billing.place.is_empty() { " · " bdi { (safe_text(&session.billing.place)) } } }
                p .small { a href={ "/sessions/" (session.slug) "/calendar.ics" } { (t.say("front-session-calendar")) } }
            }
        }
    }

    fn decided(&self, who: &Who, zone: &jiff::tz::TimeZone) -> Markup {
        let t = &who.tongue;
        html! {
            section aria-labelledby="decided-last" {
                h2 #decided-last { (t.say("front-decided-last")) }
                ol .docket { @for each in &self.decided { li {
                    (stamp(t, &each.number.to_string(), None))
                    div .what { a href={ "/items/" (each.number) "#answer" } lang=(each.lang) dir="auto" { (safe_text(&each.title)) } }
                    div .where {
                        span .{ "state s-published d-" (each.disposition) } { (t.say(&format!("disposition-{}", each.disposition))) }
                        span { (t.day(each.at, zone)) }
                    }
                } } }
                p { a href="/answers" { (t.say("front-last-answers")) } }
            }
        }
    }
}

fn next_session(
    app: &App,
    db: &Db<'_>,
    who: &Who,
    cycle: &Cycle,
) -> Result<Option<Session>, Fault> {
    let now = app.now();
    let all = sessions::sessions_of(db, &cycle.id)?.into_iter();
    let coming = all.filter(|session| {
        let stands = session.standing(now);
        matches!(stands, Standing::Before | Standing::During)
            && session.seen_by(app.policy(), who.viewer()).is_some()
    });
    Ok(coming.min_by_key(|session| session.starts))
}

fn decided_last(app: &App, db: &Db<'_>, who: &Who, cycle: &Cycle) -> Result<Vec<Decided>, Fault> {
    let reach = (app.policy().reach)(who.viewer());
    let mut items: Vec<Item> = Vec::with_capacity(ANSWERS);
    for spot in answered::published(db, &reach, None, None, LOOKED_AT)? {
        let item = docket::item(db, spot.number)?;
        items.extend(item.filter(|item| item.cycle == cycle.id));
        if items.len() == ANSWERS {
            break;
        }
    }
    let mut decided = Vec::with_capacity(ANSWERS);
    for row in rows(app, db, who.viewer(), cycle, items)? {
        let stands = work(db, row.item().number)?;
        if let (Some(draft), Some((_, at))) = (&stands.draft, &stands.published) {
            decided.push(Decided {
                number: row.item().number,
                title: row.title().unwrap_or("…").to_owned(),
                lang: row.item().lang.clone(),
                disposition: draft.disposition.word(),
                at: at.0,
            });
        }
    }
    Ok(decided)
}
