//! The room's doors.

use axum::extract::{Path, RawQuery, State};
use axum::http::HeaderMap;
use axum::response::Response;
use maud::{Markup, html};
use plenary_kit::app::App;
use plenary_kit::fault::Stop;
use plenary_kit::form;
use plenary_kit::page::{Pager, Place, empty, heading, safe_text};
use plenary_kit::shell::{self, Page};
use plenary_kit::tongue::Tongue;
use plenary_kit::web::{self, Who};
use plenary_passage::BlockId;

use super::asked::Asked;
use super::compare::ComparePage;
use super::places::PlacesPage;
use super::reading::{ReadingPage, by_block, latest, seen_comments};
use crate::docket::Item;
use crate::docket::pages::{rows, rows_list};
use crate::document::pages::readable;
use crate::document::{VersionNumber, store as documents};
use crate::forum;

pub use super::bases::{basis_form, basis_page};
pub use super::coverage::coverage_page;
pub use super::mine::mine_page;
pub use super::state::{state_form, state_page};
pub use super::versions::versions_page;

/// GET /documents/{slug}
pub async fn latest_page(
    State(app): State<App>,
    who: Who,
    Path(slug): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Stop> {
    let (document, _) = readable(&app, &who, &slug)?;
    let number = latest(&document)?;
    read(&app, &who, &slug, number, query, &headers)
}

/// GET /documents/{slug}/{version}
pub async fn version_page(
    State(app): State<App>,
    who: Who,
    Path((slug, number)): Path<(String, u32)>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Stop> {
    read(&app, &who, &slug, VersionNumber(number), query, &headers)
}

fn read(
    app: &App,
    who: &Who,
    slug: &str,
    number: VersionNumber,
    query: Option<String>,
    headers: &HeaderMap,
) -> Result<Response, Stop> {
    let ground = readable(app, who, slug)?;
    let mut query = form::query(query.as_deref().unwrap_or(""));
    let asked = match query.take("at").parse() {
        Ok(block) => Asked::Holding(BlockId(block)),
        Err(_) => Asked::Part(
            query
                .take("part")
                .parse()
                .unwrap_or(1_usize)
                .saturating_sub(1),
        ),
    };
    let is_saved = !query.take("saved").is_empty();
    let page = app.read(|db| ReadingPage::load(app, db, who, ground, number, asked))?;
    web::with_etag(who, headers, &page.state(app), || {
        Ok(web::html(page.render(app, who, is_saved)))
    })
}

/// GET /documents/{slug}/compare/{old}/{new}
pub async fn compare_page(
    State(app): State<App>,
    who: Who,
    Path((slug, old, new)): Path<(String, u32, u32)>,
    RawQuery(query): RawQuery,
) -> Result<Response, Stop> {
    let (document, _) = readable(&app, &who, &slug)?;
    let only_mine = form::query(query.as_deref().unwrap_or("")).take("mine") == "1";
    let numbers = (VersionNumber(old), VersionNumber(new));
    let page = app.read(|db| ComparePage::load(&app, db, &who, document, numbers, only_mine))?;
    Ok(web::html(page.render(&app, &who)))
}

/// GET /documents/{slug}/{version}/places
pub async fn places_page(
    State(app): State<App>,
    who: Who,
    Path((slug, number)): Path<(String, u32)>,
) -> Result<Response, Stop> {
    let ground = readable(&app, &who, &slug)?;
    let page = app.read(|db| PlacesPage::load(&app, db, &who, ground, VersionNumber(number)))?;
    Ok(web::html(page.render(&app, &who)))
}

/// How many comments one page lists.
const COMMENTS: usize = 50;

/// GET /documents/{slug}/{version}/comments?block=12
pub async fn comments_page(
    State(app): State<App>,
    who: Who,
    Path((slug, number)): Path<(String, u32)>,
    RawQuery(query): RawQuery,
) -> Result<Response, Stop> {
    let (document, cycle) = readable(&app, &who, &slug)?;
    let mut query = form::query(query.as_deref().unwrap_or(""));
    let (block, page) = (query.take("block"), query.take("page"));
    let page = page.parse::<usize>().unwrap_or(1).max(1);
    let number = VersionNumber(number);
    let t = &who.tongue;
    let (lines, groups, all) = app.read(|db| {
        let version = documents::version(db, &document.id, number)?.ok_or(Stop::NotFound)?;
        let placed = seen_comments(&app, db, &who, &document, number)?;
        let chosen: Vec<Item> = match block.as_str() {
            "" => placed.iter().map(|each| each.item.clone()).collect(),
            "general" => {
                let whole = placed.iter().filter(|each| each.places.is_empty());
                whole.map(|each| each.item.clone()).collect()
            }
            id => {
                let id = BlockId(id.parse().map_err(|_| Stop::NotFound)?);
                let here = by_block(&version, &placed).remove(&id).unwrap_or_default();
                here.into_iter().map(|at| placed[at].item.clone()).collect()
            }
        };
        let all = chosen.len();
        let here = chosen
            .into_iter()
            .skip((page - 1) * COMMENTS)
            .take(COMMENTS);
        let lines = rows(&app, db, &who.viewer, &cycle, here.collect())?;
        Ok::<_, Stop>((lines, forum::store::groups(db)?, all))
    })?;
    let title = t.say_with("review-comments", &[("count", (all as i64).into())]);
    let base = format!(
        "/documents/{slug}/{number}/comments?block={}",
        form::encode(&block)
    );
    let link = |page: usize| format!("{base}&page={page}");
    let (before, after) = (link(page - 1), link(page + 1));
    let pager = Pager {
        newer: (page > 1).then_some(before.as_str()),
        older: (page * COMMENTS < all).then_some(after.as_str()),
        shows: None,
    };
    let body: Markup = html! {
        (heading(Some(html! { a href={ "/documents/" (slug) "/" (number) } { bdi { (safe_text(&document.title)) } } }), &title, None))
        @if lines.is_empty() { (empty(t, None)) }
        (rows_list(t, &lines, &groups, &shell::face(&app).zone, app.now()))
        (pager.render(t))
        (files(t, &format!("/documents/{slug}/{number}"), who.viewer.participant.is_some()))
    };
    Ok(web::html(
        Page::new(&title, Place::Now, body).render(&app, &who),
    ))
}

/// The comments as files, out and in.
fn files(t: &Tongue, base: &str, is_signed_in: bool) -> Markup {
    html! {
        p .small { (t.say("table-links")) ": " a href={ (base) "/table.docx" } download { "DOCX" } " · "
            a href={ (base) "/table.csv" } download { "CSV" } " · "
            a href={ (base) "/dispositions.txt" } download { (t.say("table-dispositions")) } " · "
            a href={ (base) "/annotations.json" } download { (t.say("table-annotations")) } }
        @if is_signed_in { p .acts { a .quiet href={ (base) "/bring" } { (t.say("table-bring")) } } }
    }
}
