//! The docket as a list: its head, filters, search and pages.

use std::sync::Arc;

use axum::extract::{Path, RawQuery, State};
use axum::http::HeaderMap;
use axum::response::Response;
use maud::{Markup, html};
use plenary_kit::app::App;
use plenary_kit::db::Db;
use plenary_kit::fault::{Fault, Stop};
use plenary_kit::form::encode;
use plenary_kit::page::{Alternate, Pager, Place, empty, heading, safe_text};
use plenary_kit::policy::Reach;
use plenary_kit::search::Piece;
use plenary_kit::shell::{self, Page};
use plenary_kit::time::Instant;
use plenary_kit::tongue::Tongue;
use plenary_kit::web::{self, Who, with_etag};

use super::filters::{self, Asked};
use super::{Row, etag_state, head, row};
use crate::docket::number::ItemNumber;
use crate::docket::rules::Item;
use crate::docket::search::{self, Hit};
use crate::docket::store;
use crate::docket::store::list::{self, From, Listed, PAGE_ITEMS};
use crate::docket::tally::{self, Head};
use crate::forum::{self, Cycle, Group};

/// The docket of the cycle people are working in.
pub async fn docket(
    State(app): State<App>,
    who: Who,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Stop> {
    let cycle = app.read(forum::store::current_cycle)?;
    let Some(cycle) = cycle else {
        return Ok(web::html(no_cycle(&app, &who)));
    };
    answer(&app, &who, &headers, cycle, "/docket".into(), query)
}

/// The docket of one cycle.
pub async fn cycle_docket(
    State(app): State<App>,
    who: Who,
    Path(slug): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Stop> {
    let cycle = app
        .read(|db| forum::store::cycle_by_slug(db, &slug))?
        .ok_or(Stop::NotFound)?;
    let path = format!("/cycles/{}/docket", cycle.slug);
    answer(&app, &who, &headers, cycle, path, query)
}

fn no_cycle(app: &App, who: &Who) -> Markup {
    let t = &who.tongue;
    let body = html! {
        (heading(None, &t.say("docket-title"), None))
        (empty(t, Some(html! { (t.say("docket-no-cycle")) })))
    };
    Page::new(&t.say("docket-title"), Place::Docket, body).render(app, who)
}

fn answer(
    app: &App,
    who: &Who,
    headers: &HeaderMap,
    cycle: Cycle,
    path: String,
    query: Option<String>,
) -> Result<Response, Stop> {
    let now = app.now();
    let asked = Asked::read(path, query.as_deref().unwrap_or(""), &cycle.id, now)?;
    let reach = (app.policy().reach)(who.viewer());
    let (state, groups) = app.read(|db| -> Result<_, Fault> {
        let groups = row::groups(db)?;
        let also = format!("{cycle:?}{groups:?}{}", shell::face(app).name);
        let changed = list::changed(db, &reach, &cycle.id)?;
        Ok((etag_state(db, changed, now, &also)?, groups))
    })?;
    let is_search = asked.is_search();
    let render = || {
        let page =
            app.read(|db| ListPage::load(app, db, who, &reach, cycle, groups, asked, now))?;
        Ok(web::html(page.render(app, who)))
    };
    match is_search {
        // The index follows the docket a moment behind: what it finds has no position to make a tag of.
        true => render(),
        false => with_etag(who, headers, &state, render),
    }
}

struct ListPage {
    cycle: Cycle,
    groups: Vec<Group>,
    asked: Asked,
    head: Arc<Head>,
    rows: Vec<Row>,
    hits: Vec<Hit>,
    links: [Option<String>; 2],
    /// Where the same words can be looked for as well.
    others: Vec<Cycle>,
    now: Instant,
}

impl ListPage {
    #[allow(clippy::too_many_arguments)]
    fn load(
        app: &App,
        db: &Db<'_>,
        who: &Who,
        reach: &Reach,
        cycle: Cycle,
        groups: Vec<Group>,
        asked: Asked,
        now: Instant,
    ) -> Result<ListPage, Stop> {
        let from = from(app, db, who, &asked)?;
        let listed = match !asked.is_search() {
            true => list::list(db, reach, &asked.filter, asked.order, &from, PAGE_ITEMS)?,
            false => search::find(
                db,
                reach,
                &asked.filter.cycle,
                &asked.words,
                &from,
                PAGE_ITEMS,
            )?,
        };
        let links = links(&asked, &listed);
        let rows = row::rows(app, db, who.viewer(), &cycle, listed.items)?;
        let hits = match !asked.is_search() {
            true => Vec::new(),
            false => search::hits(
                db,
                &rows.iter().map(Row::item).collect::<Vec<_>>(),
                &asked.words,
            )?,
        };
        let mut others = match asked.is_search() {
            true => forum::store::cycles(db)?,
            false => Vec::new(),
        };
        others.retain(|other| other.id != cycle.id);
        let head = tally::kept_head(app, db, reach, &cycle.id, now)?;
        Ok(ListPage {
            cycle,
            groups,
            asked,
            head,
            rows,
            hits,
            links,
            others,
            now,
        })
    }

    fn render(self, app: &App, who: &Who) -> Markup {
        let t = &who.tongue;
        let title = t.say_with("docket-title-of", &[("cycle", (&self.cycle.title).into())]);
        let zone = shell::face(app).zone;
        let pager = Pager {
            newer: self.links[0].as_deref(),
            older: self.links[1].as_deref(),
            shows: None,
        };
        let is_search = self.asked.is_search();
        let body = html! {
            (heading(None, &title, None))
            @if !is_search { (head::render(t, &self.head, &self.groups)) }
            (self.search_form(t))
            @if is_search { (self.found(t)) }
            @else {
                (filters::bar(t, &self.asked, &self.head, &self.groups))
                @if self.rows.is_empty() { (empty(t, Some(html! { (t.say("docket-none-match")) }))) }
                @else { (row::render(t, &self.rows, &self.groups, &zone, self.now)) }
            }
            (pager.render(t))
        };
        let feed = format!("/cycles/{}/docket.atom", self.cycle.slug);
        Page::new(&title, Place::Docket, body)
            .followed(vec![Alternate::feed(t, "feed-docket", feed)])
            .render(app, who)
    }

    fn search_form(&self, t: &Tongue) -> Markup {
        html! {
            form role="search" method="get" action=(self.asked.path) {
                div .field {
                    label for="f-q" { (t.say("docket-search")) }
                    input #f-q type="search" name="q" value=(self.asked.words) dir="auto" maxlength="200";
                }
                p .acts { button .quiet { (t.say("docket-search-go")) } }
            }
        }
    }

    fn found(&self, t: &Tongue) -> Markup {
        html! {
            @if self.rows.is_empty() { (empty(t, Some(html! { (t.say("docket-search-none")) }))) }
            @else {
                ol .docket {
                    @for (row, hit) in self.rows.iter().zip(&self.hits) { (found(t, row.item(), hit)) }
                }
            }
            @if !self.others.is_empty() {
                p { (t.say("docket-search-others")) }
                ul { @for other in &self.others { li {
                    a href={ "/cycles/" (other.slug) "/docket?q=" (encode(&self.asked.words)) } { bdi { (safe_text(&other.title)) } }
                } } }
            }
            p { a href=(self.asked.with("q", "")) { (t.say("docket-search-leave")) } }
        }
    }
}

fn found(t: &Tongue, item: &Item, hit: &Hit) -> Markup {
    let href = format!("/items/{}", item.number);
    html! {
        li {
            (plenary_kit::page::stamp(t, &item.number.to_string(), None))
            div .what {
                a href=(href) lang=(item.lang) dir="auto" {
                    @match &hit.title {
                        Some(pieces) => (marked(pieces)),
                        None => (t.say(&format!("kind-{}", item.kind.word()))),
                    }
                }
                p lang=(item.lang) dir="auto" { (marked(&hit.pieces)) }
            }
            div .where { (plenary_kit::page::state_badge(t, item.standing.state.word())) }
        }
    }
}

fn marked(pieces: &[Piece]) -> Markup {
    html! {
        @for piece in pieces {
            @match piece {
                Piece::Around(text) => (safe_text(text)),
                Piece::Found(text) => mark { (safe_text(text)) },
            }
        }
    }
}

/// The place the address names: an item of this cycle that the reader may see.
fn from(app: &App, db: &Db<'_>, who: &Who, asked: &Asked) -> Result<From, Stop> {
    let item = |number: ItemNumber| -> Result<Box<Item>, Stop> {
        let item = store::item(db, number)?.filter(|item| item.cycle == asked.filter.cycle);
        let item = item.filter(|item| item.fields_for(app, who.viewer()).is_some());
        item.map(Box::new).ok_or(Stop::NotFound)
    };
    match (asked.after, asked.before) {
        (None, None) => Ok(From::Start),
        (Some(number), _) => Ok(From::After(item(number)?)),
        (None, Some(number)) => Ok(From::Before(item(number)?)),
    }
}

fn links(asked: &Asked, listed: &Listed) -> [Option<String>; 2] {
    let link =
        |name, item: Option<&Item>| item.map(|item| asked.with(name, &item.number.to_string()));
    [
        link("before", listed.items.first().filter(|_| listed.has_before)),
        link("after", listed.items.last().filter(|_| listed.has_after)),
    ]
}
