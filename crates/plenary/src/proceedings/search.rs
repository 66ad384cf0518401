//! Searching a cycle: items and what was said in its sessions, each in a group of its own, under the same policy.

use axum::extract::{Path, RawQuery, State};
use axum::response::Response;
use maud::{Markup, html};
use plenary_kit::app::App;
use plenary_kit::fault::{Fault, Stop};
use plenary_kit::page::{Field, Place, empty, heading, safe_text};
use plenary_kit::search::{self, Piece, Query};
use plenary_kit::shell::{Page, face};
use plenary_kit::tongue::Tongue;
use plenary_kit::web::{self, Who};

use crate::docket::pages as docket_pages;
use crate::docket::search::{RESULTS, find};
use crate::docket::store::list::From;
use crate::forum::{self, Cycle, Group};
use crate::session::Session;
use crate::session::pages::{kicker, seen_of, title_of};
use crate::transcript::store::{read, search_sqlite as index};

/// So many paragraphs are shown; who finds more narrows the words.
const PARAGRAPHS: usize = 60;

/// A paragraph that holds the words.
struct Hit {
    session: Session,
    number: u32,
    pieces: Vec<Piece>,
}

/// GET /cycles/{slug}/search?q=
pub async fn search_page(
    State(app): State<App>,
    who: Who,
    Path(slug): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, Stop> {
    let words = plenary_kit::form::query(query.as_deref().unwrap_or("")).take("q");
    let find_cycle = |db: &plenary_kit::db::Db<'_>| forum::store::cycle_by_slug(db, &slug);
    let cycle = app.read(find_cycle)?.ok_or(Stop::NotFound)?;
    let reach = (app.policy().reach)(who.viewer());
    let hits = spoken(&app, &who, &cycle, &words)?;
    let (rows, groups) = app.read(|db| -> Result<_, Fault> {
        let items = find(db, &reach, &cycle.id, &words, &From::Start, RESULTS)?.items;
        let rows = docket_pages::rows(&app, db, &who.viewer, &cycle, items)?;
        Ok((rows, forum::store::groups(db)?))
    })?;
    let t = &who.tongue;
    let title = t.say("proceedings-search");
    let body = html! {
        (heading(Some(kicker(&cycle)), &title, None))
        form method="get" role="search" { (Field::new("q", &t.say("proceedings-search-words")).search(t, &words)) }
        @if !words.trim().is_empty() {
            section aria-labelledby="said" { h2 #said { (t.say("proceedings-search-said")) } (said(t, &hits)) }
            section aria-labelledby="items" { h2 #items { (t.say("proceedings-search-items")) } (items(t, &app, &cycle, &rows, &groups, &words)) }
        }
    };
    Ok(web::html(
        Page::new(&title, Place::Docket, body).render(&app, &who),
    ))
}

fn items(
    t: &Tongue,
    app: &App,
    cycle: &Cycle,
    rows: &[docket_pages::Row],
    groups: &[Group],
    words: &str,
) -> Markup {
    html! {
        @if rows.is_empty() { (empty(t, Some(html! { (t.say("proceedings-search-none")) }))) }
        @else {
            (docket_pages::rows_list(t, rows, groups, &face(app).zone, app.now()))
            p { a href={ "/cycles/" (cycle.slug) "/docket?q=" (plenary_kit::form::encode(words)) } { (t.say("proceedings-search-docket")) } }
        }
    }
}

fn said(t: &Tongue, hits: &[Hit]) -> Markup {
    html! {
        @if hits.is_empty() { (empty(t, Some(html! { (t.say("proceedings-search-none")) }))) }
        ul .sessions { @for hit in hits { li {
            a href={ "/sessions/" (hit.session.slug) "/transcript?at=" (hit.number) "#p" (hit.number) } {
                bdi { (safe_text(title_of(&hit.session))) } ", " (t.say_with("transcript-paragraph", &[("number", hit.number.into())])) }
            p dir="auto" { @for piece in &hit.pieces { @match piece {
                Piece::Found(words) => mark { (safe_text(words)) },
                Piece::Around(words) => (safe_text(words)),
            } } }
        } } }
    }
}

/// The paragraphs of sessions that the visitor may see. What the index finds is read once more where it stands.
fn spoken(app: &App, who: &Who, cycle: &Cycle, words: &str) -> Result<Vec<Hit>, Fault> {
    let sessions = seen_of(app, who, cycle)?;
    let ids: Vec<_> = sessions.iter().map(|session| session.id.clone()).collect();
    let found = app.read(|db| index::find(db, &ids, &Query::read(words), PARAGRAPHS))?;
    let mut hits = Vec::new();
    for session in sessions {
        let here: Vec<u32> = found
            .iter()
            .filter(|(id, _)| *id == session.id)
            .map(|(_, number)| *number)
            .collect();
        if here.is_empty() {
            continue;
        }
        let Some(transcript) = app.read(|db| read::transcript(db, &session.id))? else {
            continue;
        };
        let lang = session.languages.first().map_or("en", String::as_str);
        for number in here {
            let text = transcript
                .paragraph(number)
                .and_then(|(_, paragraph)| paragraph.text.as_deref());
            let pieces = text.map(|text| search::snippet(text, lang, words, 240));
            hits.extend(pieces.map(|pieces| Hit {
                session: session.clone(),
                number,
                pieces,
            }));
        }
    }
    Ok(hits)
}
