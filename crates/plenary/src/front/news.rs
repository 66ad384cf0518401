//! What is new in a cycle: the session that comes next, and what was decided last.

use jiff::tz::TimeZone;
use maud::{Markup, html};
use plenary_kit::app::App;
use plenary_kit::db::Db;
use plenary_kit::fault::Fault;
use plenary_kit::page::{safe_text, stamp};
use plenary_kit::tongue::Tongue;
use plenary_kit::web::Who;

use crate::answer::store::{list as answered, work};
use crate::docket::pages::rows;
use crate::docket::{Item, ItemNumber, store as docket};
use crate::forum::Cycle;
use crate::session::{Session, Standing, store as sessions};
use crate::transcript::pages::has_record;

/// So many answers are told.
const ANSWERS: usize = 3;
/// So many published answers are looked at for those of this cycle.
const LOOKED_AT: usize = 50;

/// An answer that was published.
pub(super) struct Decided {
    number: ItemNumber,
    title: String,
    lang: String,
    disposition: &'static str,
    at: i64,
}

impl Decided {
    pub fn render(&self, t: &Tongue, zone: &TimeZone) -> Markup {
        html! {
            li {
                (stamp(t, &self.number.to_string(), None))
                div .what { a href={ "/items/" (self.number) "#answer" } lang=(self.lang) dir="auto" { (safe_text(&self.title)) } }
                div .where {
                    span .{ "state s-published d-" (self.disposition) } { (t.say(&format!("disposition-{}", self.disposition))) }
                    span { (t.day(self.at, zone)) }
                }
            }
        }
    }
}

/// The session of a cycle that is on or comes next, if the reader may know of one.
pub(super) fn next_session(
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
    let mut coming: Vec<Session> = coming.collect();
    coming.sort_by_key(|session| session.starts);
    for session in coming {
        // One that is recorded already is over, even if it was to last longer.
        if session.standing(now) == Standing::Before || !has_record(db, &session.id)? {
            return Ok(Some(session));
        }
    }
    Ok(None)
}

/// The answers of a cycle that were published last, as far as the reader may know of them.
pub(super) fn decided_last(
    app: &App,
    db: &Db<'_>,
    who: &Who,
    cycle: &Cycle,
) -> Result<Vec<Decided>, Fault> {
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
