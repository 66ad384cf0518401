//! What became of the passages that somebody commented on: the words they knew, and what the latest version made of them.

use std::collections::BTreeMap;

use axum::extract::{Path, State};
use axum::response::Response;
use maud::{Markup, html};
use plenary_kit::app::App;
use plenary_kit::db::Db;
use plenary_kit::fault::Stop;
use plenary_kit::page::{Place, empty, heading, safe_text, stamp};
use plenary_kit::shell::Page;
use plenary_kit::tongue::{Tongue, direction};
use plenary_kit::web::{self, Who};

use super::compare::ComparePage;
use super::reading::{latest, seen_comments};
use crate::docket::ItemNumber;
use crate::document::pages::readable;
use crate::document::{Anchor, Document, VersionNumber};

/// The most passages that the page shows, the newest versions first.
const SHOWN: usize = 60;

/// Everything the page shows.
struct MinePage {
    document: Document,
    /// By the version they were written on: what changed since, and the passages.
    since: Vec<(ComparePage, Vec<(ItemNumber, Anchor)>)>,
    more: usize,
}

/// GET /documents/{slug}/mine
pub async fn mine_page(
    State(app): State<App>,
    who: Who,
    Path(slug): Path<String>,
) -> Result<Response, Stop> {
    let (document, _) = readable(&app, &who, &slug)?;
    let page = app.read(|db| MinePage::load(&app, db, &who, document))?;
    Ok(web::html(page.render(&app, &who)))
}

impl MinePage {
    fn load(app: &App, db: &Db<'_>, who: &Who, document: Document) -> Result<MinePage, Stop> {
        let number = latest(&document)?;
        let all = seen_comments(app, db, who, &document, number)?;
        let own = all
            .into_iter()
            .filter(|comment| who.viewer.is(comment.item.author.as_ref()));
        let mut by_version: BTreeMap<VersionNumber, Vec<(ItemNumber, Anchor)>> = BTreeMap::new();
        for comment in own {
            for (anchor, _) in comment.places {
                let passages = by_version.entry(anchor.version).or_default();
                passages.push((comment.item.number, anchor));
            }
        }
        by_version.remove(&number);
        let (mut since, mut left) = (Vec::new(), SHOWN);
        let count: usize = by_version.values().map(Vec::len).sum();
        for (old, mut passages) in by_version.into_iter().rev() {
            if left == 0 {
                break;
            }
            passages.truncate(left);
            left -= passages.len();
            let numbers = (old, number);
            let compared = ComparePage::load(app, db, who, document.clone(), numbers, true)?;
            since.push((compared, passages));
        }
        Ok(MinePage {
            document,
            since,
            more: count.saturating_sub(SHOWN),
        })
    }

    fn render(&self, app: &App, who: &Who) -> Markup {
        let t = &who.tongue;
        let title = t.say("review-mine-title");
        let slug = &self.document.slug;
        let kicker = html! { a href={ "/documents/" (slug) "/" (self.document.latest) } { bdi { (safe_text(&self.document.title)) } } };
        let lead = t.say_with(
            "review-mine-lead",
            &[("number", i64::from(self.document.latest.0).into())],
        );
        let body = html! {
            (heading(Some(kicker), &title, Some(html! { (lead) })))
            @if self.since.is_empty() { (empty(t, Some(html! { (t.say("review-mine-none")) }))) }
            @for (compared, passages) in &self.since { (self.part(t, compared, passages)) }
            @if self.more > 0 { p .small { (t.say_with("review-mine-more", &[("count", (self.more as i64).into())])) } }
        };
        let mut page = Page::new(&title, Place::Now, body);
        page.unlisted = true;
        page.render(app, who)
    }

    /// The passages of one version.
    fn part(
        &self,
        t: &Tongue,
        compared: &ComparePage,
        passages: &[(ItemNumber, Anchor)],
    ) -> Markup {
        let (old, new) = (compared.numbers.0.0, compared.numbers.1.0);
        let args = [
            ("old", i64::from(old).into()),
            ("new", i64::from(new).into()),
        ];
        html! {
            h2 { a href={ "/documents/" (self.document.slug) "/compare/" (old) "/" (new) "?mine=1" } { (t.say_with("review-compare-title", &args)) } }
            div .compare lang=(self.document.lang) dir=(direction(&self.document.lang)) {
                @for (number, anchor) in passages {
                    section {
                        h3 { (stamp(t, &number.to_string(), Some(&format!("/items/{number}")))) }
                        (compared.passage(t, anchor))
                    }
                }
            }
        }
    }
}
