//! The published answers, newest first.

use axum::extract::{RawQuery, State};
use axum::response::Response;
use maud::{Markup, html};
use plenary_kit::app::App;
use plenary_kit::db::Db;
use plenary_kit::fault::{Fault, Stop};
use plenary_kit::page::{
    Alternate, Filter, FilterGroup, Pager, Place, empty, filter_bar, heading, reply_badge,
    safe_text, stamp,
};
use plenary_kit::shell::{self, Page};
use plenary_kit::tongue::Tongue;
use plenary_kit::web::{self, Who};

use super::queue::{beginning, disposition_name, titled};
use crate::answer::rules::{Disposition, ReplyState};
use crate::answer::store::{self, list, list::Spot};
use crate::answer::view::{Shown, shown};
use crate::docket::{Item, store as docket};

/// So many answers stand on a page.
const ROWS: usize = 50;

struct Line {
    item: Item,
    title: String,
    answer: Shown,
    published: i64,
    reply: ReplyState,
}

/// GET /answers
pub async fn answers_page(
    State(app): State<App>,
    who: Who,
    RawQuery(query): RawQuery,
) -> Result<Response, Stop> {
    let mut query = plenary_kit::form::query(query.as_deref().unwrap_or(""));
    let chosen = query.take("as").parse::<Disposition>().ok();
    let after = query.take("after");
    let after = match after.as_str() {
        "" => None,
        text => Some(spot(text).ok_or(Stop::NotFound)?),
    };
    let (lines, older) = app.read(|db| load(&app, db, &who, chosen, after))?;
    let t = &who.tongue;
    let title = t.say("nav-answers");
    let zone = shell::face(&app).zone;
    let address = |spot: &Spot| page_address(chosen, Some(spot));
    let (older, newest) = (older.as_ref().map(address), page_address(chosen, None));
    let pager = Pager {
        newer: after.is_some().then_some(newest.as_str()),
        older: older.as_deref(),
        shows: None,
    };
    let body = html! {
        (heading(None, &title, Some(html! { (t.say("answer-list-lead")) })))
        (filters(&who, chosen))
        @if lines.is_empty() { (empty(t, None)) }
        ol .docket { @for line in &lines { (line.render(&who, &zone)) } }
        (pager.render(t))
    };
    let page = Page::new(&title, Place::Answers, body).followed(feeds(t));
    Ok(web::html(page.render(&app, &who)))
}

fn feeds(t: &Tongue) -> Vec<Alternate> {
    vec![Alternate::feed(t, "feed-answers", "/answers.atom".into())]
}

/// A place in the list as its address says it: the ledger's line, and the item.
fn spot(text: &str) -> Option<Spot> {
    let (seq, number) = text.split_once('.')?;
    Some(Spot {
        seq: seq.parse().ok()?,
        number: number.parse().ok()?,
    })
}

fn page_address(chosen: Option<Disposition>, after: Option<&Spot>) -> String {
    let chosen = chosen.map(|disposition| format!("as={}", disposition.word()));
    let after = after.map(|spot| format!("after={}.{}", spot.seq, spot.number));
    let parts: Vec<String> = chosen.into_iter().chain(after).collect();
    match parts.is_empty() {
        true => "/answers".into(),
        false => format!("/answers?{}", parts.join("&")),
    }
}

fn load(
    app: &App,
    db: &Db<'_>,
    who: &Who,
    chosen: Option<Disposition>,
    after: Option<Spot>,
) -> Result<(Vec<Line>, Option<Spot>), Fault> {
    let reach = (app.policy().reach)(&who.viewer);
    let mut spots = list::published(db, &reach, chosen, after, ROWS + 1)?;
    let has_more = spots.len() > ROWS;
    spots.truncate(ROWS);
    let older = spots.last().copied().filter(|_| has_more);
    let mut items = Vec::with_capacity(spots.len());
    for spot in spots {
        let item = docket::item(db, spot.number)?;
        items.extend(item.filter(|item| item.fields_for(app, &who.viewer).is_some()));
    }
    let mut lines = Vec::with_capacity(items.len());
    for (item, title) in titled(db, &who.tongue, items)? {
        let work = store::work(db, item.number)?;
        if let (Some(draft), Some((_, at))) = (&work.draft, &work.published) {
            lines.push(Line {
                title,
                answer: shown(app, db, &who.viewer, draft)?,
                published: at.0,
                reply: work.reply_state(&item, app.now()),
                item,
            });
        }
    }
    Ok((lines, older))
}

fn filters(who: &Who, chosen: Option<Disposition>) -> Markup {
    let t = &who.tongue;
    let hrefs: Vec<(Option<Disposition>, String)> = std::iter::once(None)
        .chain(Disposition::ALL.iter().copied().map(Some))
        .map(|each| (each, page_address(each, None)))
        .collect();
    let filters = hrefs.iter().map(|(each, href)| Filter {
        label: each.map_or_else(
            || t.say("all").into_owned(),
            |each| disposition_name(who, each),
        ),
        href,
        count: None,
        is_chosen: *each == chosen,
    });
    let group = FilterGroup {
        label: &t.say("queue-show"),
        filters: filters.collect(),
    };
    filter_bar(t, &[group])
}

impl Line {
    fn render(&self, who: &Who, zone: &jiff::tz::TimeZone) -> Markup {
        let t = &who.tongue;
        let number = self.item.number.to_string();
        let disposition = self.answer.disposition;
        html! {
            li {
                (stamp(t, &number, None))
                div .what {
                    a href={ "/items/" (number) "#answer" } lang=(self.item.lang) dir="auto" { (safe_text(&self.title)) }
                    p .meta dir="auto" { (safe_text(&beginning(self.answer.reason.as_deref().unwrap_or("")))) }
                }
                div .where {
                    span .{ "state s-published d-" (disposition.word()) } { (disposition_name(who, disposition)) }
                    span { (t.day(self.published, zone)) }
                    @if matches!(self.reply, ReplyState::Satisfied | ReplyState::InquiryOpen | ReplyState::InquiryAnswered) {
                        (reply_badge(t, self.reply.word()))
                    }
                }
            }
        }
    }
}
