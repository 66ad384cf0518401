//! The contributions of a cycle by group and language.

use std::collections::BTreeMap;

use axum::extract::{Path, State};
use axum::response::Response;
use maud::html;
use plenary_kit::app::App;
use plenary_kit::fault::Stop;
use plenary_kit::page::{Place, empty, heading, safe_text};
use plenary_kit::shell::{Page, face};
use plenary_kit::tongue::Tongue;
use plenary_kit::web::{self, Who};

use crate::call;
use crate::docket::pages as docket_pages;
use crate::docket::store::list::{self, Filter, From, Order, PAGE_ITEMS};
use crate::docket::{Item, Kind};
use crate::forum::{self, Group};

/// GET /cycles/{slug}/contributions: by group, each with its languages; a long group goes on in the docket.
pub async fn contributions(
    State(app): State<App>,
    who: Who,
    Path(slug): Path<String>,
) -> Result<Response, Stop> {
    let t = &who.tongue;
    let zone = face(&app).zone;
    let reach = (app.policy().reach)(who.viewer());
    let (cycle, parts, groups) = app.read(|db| {
        let cycle = forum::store::cycle_by_slug(db, &slug)?.ok_or(Stop::NotFound)?;
        let groups = forum::store::groups(db)?;
        let mut parts = Vec::new();
        for word in groups.iter().map(|group| group.word.as_str()).chain([""]) {
            let filter = Filter {
                kind: Some(Kind::Contribution),
                group: Some(word.into()),
                ..Filter::all(&cycle.id)
            };
            let listed = list::list(
                db,
                &reach,
                &filter,
                Order::OldestFirst,
                &From::Start,
                PAGE_ITEMS,
            )?;
            let languages = languages(&listed.items);
            let rows = docket_pages::rows(&app, db, who.viewer(), &cycle, listed.items)?;
            parts.push((word.to_owned(), languages, rows, listed.has_after));
        }
        Ok::<_, Stop>((cycle, parts, groups))
    })?;
    let title = t.say("call-contributions");
    let none = parts.iter().all(|(_, _, rows, _)| rows.is_empty());
    let body = html! {
        (heading(Some(html! { a href={ "/cycles/" (slug) } { bdi { (safe_text(&cycle.title)) } } }), &title, None))
        @if none { (empty(t, Some(html! { (t.say("front-no-contributions")) }))) }
        @for (word, languages, rows, has_more) in &parts {
            @if !rows.is_empty() {
                section {
                    h2 { (group_name(t, &groups, word)) " " span .meta { (spoken(t, languages)) } }
                    (docket_pages::rows_list(t, rows, &groups, &zone, app.now()))
                    @if *has_more {
                        p { a href={ "/cycles/" (slug) "/docket?kind=contribution&group=" (word) } { (t.say("front-more")) } }
                    }
                }
            }
        }
    };
    Ok(web::html(
        Page::new(&title, Place::Docket, body).render(&app, &who),
    ))
}

fn languages(items: &[Item]) -> BTreeMap<String, i64> {
    let mut counted = BTreeMap::new();
    items
        .iter()
        .for_each(|item| *counted.entry(item.lang.clone()).or_default() += 1);
    counted
}

fn spoken(t: &Tongue, languages: &BTreeMap<String, i64>) -> String {
    let name = |tag: &str| {
        call::LANGUAGES
            .iter()
            .find(|(each, _)| *each == tag)
            .map_or(tag.to_owned(), |(_, name)| (*name).into())
    };
    let parts: Vec<String> = languages
        .iter()
        .map(|(tag, items)| format!("{} {}", name(tag), t.number(*items)))
        .collect();
    parts.join(", ")
}

fn group_name(t: &Tongue, groups: &[Group], word: &str) -> String {
    let found = groups.iter().find(|group| group.word == word);
    found.map_or_else(
        || t.say("docket-no-group").into_owned(),
        |group| group.name.clone(),
    )
}
