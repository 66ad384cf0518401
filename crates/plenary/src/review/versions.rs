//! The list of a document's versions, each with how it fared.

use axum::extract::{Path, RawQuery, State};
use axum::response::Response;
use maud::{Markup, html};
use plenary_kit::app::App;
use plenary_kit::fault::Stop;
use plenary_kit::form;
use plenary_kit::page::{Alternate, Pager, Place, heading, safe_text};
use plenary_kit::shell::{self, Page};
use plenary_kit::web::{self, Who};

use super::fared::Fared;
use crate::document::pages::readable;
use crate::document::{VersionLine, store as documents};

/// How many versions one page lists: for each, every comment is looked up.
const VERSIONS: usize = 20;

/// GET /documents/{slug}/versions?page=2
pub async fn versions_page(
    State(app): State<App>,
    who: Who,
    Path(slug): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, Stop> {
    let (document, cycle) = readable(&app, &who, &slug)?;
    let page = form::query(query.as_deref().unwrap_or("")).take("page");
    let page = page.parse::<usize>().unwrap_or(1).max(1);
    let (lines, all) = app.read(|db| {
        let mut lines = documents::versions(db, &document.id)?;
        lines.reverse();
        let all = lines.len();
        let here = lines.into_iter().skip((page - 1) * VERSIONS).take(VERSIONS);
        let fared = here.map(|line| {
            let fared = Fared::of(&app, db, &who, &document, line.number)?;
            Ok((line, fared))
        });
        Ok::<_, Stop>((
            fared.collect::<Result<Vec<_>, plenary_kit::fault::Fault>>()?,
            all,
        ))
    })?;
    let t = &who.tongue;
    let title = t.say("document-versions");
    let link = |page: usize| format!("/documents/{slug}/versions?page={page}");
    let (before, after) = (link(page.saturating_sub(1)), link(page + 1));
    let pager = Pager {
        newer: (page > 1).then_some(before.as_str()),
        older: (page * VERSIONS < all).then_some(after.as_str()),
        shows: None,
    };
    let kicker = html! { a href={ "/cycles/" (cycle.slug) } { bdi { (safe_text(&cycle.title)) } } };
    let lead = html! { a href={ "/documents/" (slug) } { bdi { (safe_text(&document.title)) } } };
    let body = html! {
        (heading(Some(kicker), &title, Some(lead)))
        ol .versions { @for (line, fared) in &lines { (row(&app, &who, &slug, line, fared)) } }
        (pager.render(t))
    };
    let feed = Alternate::feed(
        t,
        "feed-versions",
        format!("/documents/{slug}/versions.atom"),
    );
    let page = Page::new(&title, Place::Now, body).followed(vec![feed]);
    Ok(web::html(page.render(&app, &who)))
}

fn row(app: &App, who: &Who, slug: &str, line: &VersionLine, fared: &Fared) -> Markup {
    let t = &who.tongue;
    let number = i64::from(line.number.0);
    let base = format!("/documents/{slug}/{number}");
    html! {
        li {
            h2 { a href=(base) { (t.say_with("review-version", &[("number", number.into())])) }
                @if line.is_erratum { " " span .badge { (t.say("document-erratum")) } } }
            p .meta { (t.instant(line.saved.0, &shell::face(app).zone)) }
            @if !line.note.is_empty() { p dir="auto" { (safe_text(&line.note)) } }
            @if let Some(words) = fared.in_words(t) {
                p .small { (words) }
                p .small {
                    a href={ "/documents/" (slug) "/compare/" (number - 1) "/" (number) } { (t.say_with("document-compare", &[("number", (number - 1).into())])) }
                    " · " a href={ (base) "/places" } { (t.say("review-places")) }
                }
            }
        }
    }
}
