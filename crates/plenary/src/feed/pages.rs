//! The feeds: each read from the store of its page, each thing asked of the policy.

use axum::extract::{Path, State};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use plenary_kit::app::App;
use plenary_kit::db::Db;
use plenary_kit::fault::{Fault, Stop};
use plenary_kit::page::safe_text;
use plenary_kit::shell::face;
use plenary_kit::web::{self, Who};

use super::atom::{Entry, Feed};
use crate::answer::store::{self as answers_store, list as answered};
use crate::docket::pages::rows;
use crate::docket::store as docket_store;
use crate::docket::store::list::{self, Filter, From, Order};
use crate::document::store as documents;
use crate::forum;
use crate::session::store as sessions_store;

/// So many entries stand in a feed: more than come between two looks.
const ENTRIES: usize = 50;
/// The most letters of an entry's first words.
const SUMMARY_LETTERS: usize = 600;

fn served(app: &App, who: &Who, headers: &HeaderMap, feed: &Feed) -> Result<Response, Stop> {
    let xml = feed.render(&face(app).name, who.tongue.lang());
    let state = web::digest(&xml);
    web::with_etag(who, headers, &state, || {
        let kind = [(header::CONTENT_TYPE, "application/atom+xml; charset=utf-8")];
        Ok((kind, xml).into_response())
    })
}

fn beginning(words: &str) -> String {
    let cut: String = words.chars().take(SUMMARY_LETTERS).collect();
    match cut.len() < words.len() {
        true => format!("{cut} …"),
        false => cut,
    }
}

/// GET /cycles/{slug}/docket.atom: what came last.
pub async fn docket(
    State(app): State<App>,
    who: Who,
    Path(slug): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Stop> {
    let reach = (app.policy().reach)(who.viewer());
    let public = app.settings().public_url.clone();
    let feed = app.read(|db| -> Result<_, Stop> {
        let cycle = forum::store::cycle_by_slug(db, &slug)?.ok_or(Stop::NotFound)?;
        let all = Filter::all(&cycle.id);
        let listed = list::list(db, &reach, &all, Order::NewestFirst, &From::Start, ENTRIES)?;
        let mut entries = Vec::with_capacity(listed.items.len());
        for row in rows(&app, db, who.viewer(), &cycle, listed.items)? {
            let item = row.item();
            let texts = docket_store::texts(db, item.number)?;
            let words = texts.iter().find_map(|text| text.text.as_deref());
            entries.push(Entry {
                address: format!("{public}/items/{}", item.number),
                title: format!(
                    "{} · {}",
                    item.number,
                    safe_text(row.title().unwrap_or("…"))
                ),
                lang: Some(item.lang.clone()),
                author: row.by().map(str::to_owned),
                updated: item.filed,
                categories: [Some(item.kind.word()), row.group()]
                    .into_iter()
                    .flatten()
                    .map(str::to_owned)
                    .collect(),
                summary: words.map(beginning),
            });
        }
        Ok(Feed {
            title: titled(&app, &who, "feed-docket", &cycle.title),
            address: format!("{public}/cycles/{slug}/docket.atom"),
            page: format!("{public}/cycles/{slug}/docket"),
            entries,
            since: cycle.opened,
        })
    })?;
    served(&app, &who, &headers, &feed)
}

fn titled(app: &App, who: &Who, key: &str, what: &str) -> String {
    let what = safe_text(what);
    format!("{} · {} · {what}", face(app).name, who.tongue.say(key))
}

/// GET /answers.atom: what was answered last.
pub async fn answers(
    State(app): State<App>,
    who: Who,
    headers: HeaderMap,
) -> Result<Response, Stop> {
    let public = app.settings().public_url.clone();
    let (entries, since) = app.read(|db| -> Result<_, Fault> {
        let cycles = forum::store::cycles(db)?;
        let since = cycles.iter().map(|cycle| cycle.opened).min();
        Ok((
            answer_entries(&app, db, &who, &public)?,
            since.unwrap_or_default(),
        ))
    })?;
    let title = format!("{} · {}", face(&app).name, who.tongue.say("feed-answers"));
    let feed = Feed {
        title,
        address: format!("{public}/answers.atom"),
        page: format!("{public}/answers"),
        entries,
        since,
    };
    served(&app, &who, &headers, &feed)
}

fn answer_entries(app: &App, db: &Db<'_>, who: &Who, public: &str) -> Result<Vec<Entry>, Fault> {
    let reach = (app.policy().reach)(who.viewer());
    let mut entries = Vec::new();
    for spot in answered::published(db, &reach, None, None, ENTRIES)? {
        let item = docket_store::item(db, spot.number)?;
        let Some(item) = item.filter(|item| item.fields_for(app, who.viewer()).is_some()) else {
            continue;
        };
        let work = answers_store::work(db, item.number)?;
        let (Some(draft), Some((_, at))) = (&work.draft, &work.published) else {
            continue;
        };
        let word = draft.disposition.word();
        let reason = docket_store::text(db, draft.reason)?;
        entries.push(Entry {
            address: format!("{public}/items/{}#answer", item.number),
            title: format!(
                "{} · {}",
                item.number,
                who.tongue.say(&format!("disposition-{word}"))
            ),
            lang: None,
            author: None,
            updated: *at,
            categories: vec![word.to_owned()],
            summary: reason.as_deref().map(beginning),
        });
    }
    Ok(entries)
}

/// GET /documents/{slug}/versions.atom: the versions of a document.
pub async fn versions(
    State(app): State<App>,
    who: Who,
    Path(slug): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Stop> {
    let public = app.settings().public_url.clone();
    let (document, lines) = app.read(|db| -> Result<_, Stop> {
        let document = documents::by_slug(db, &slug)?;
        let may_read =
            |document: &crate::document::Document| document.may_read(app.policy(), who.viewer());
        let document = document.filter(may_read).ok_or(Stop::NotFound)?;
        let lines = documents::versions(db, &document.id)?;
        Ok((document, lines))
    })?;
    let since = lines.first().map(|line| line.saved).unwrap_or_default();
    let mut entries: Vec<Entry> = lines
        .into_iter()
        .map(|line| Entry {
            address: format!("{public}/documents/{slug}/{}", line.number),
            title: who.tongue.say_with(
                "review-version",
                &[("number", i64::from(line.number.0).into())],
            ),
            lang: Some(document.lang.clone()),
            author: None,
            updated: line.saved,
            categories: Vec::new(),
            summary: Some(line.note).filter(|note| !note.is_empty()),
        })
        .collect();
    entries.sort_by_key(|entry| std::cmp::Reverse(entry.updated));
    entries.truncate(ENTRIES);
    let feed = Feed {
        title: titled(&app, &who, "feed-versions", &document.title),
        address: format!("{public}/documents/{slug}/versions.atom"),
        page: format!("{public}/documents/{slug}"),
        entries,
        since,
    };
    served(&app, &who, &headers, &feed)
}

/// GET /cycles/{slug}/sessions.atom: the sessions as they are announced and changed.
pub async fn sessions(
    State(app): State<App>,
    who: Who,
    Path(slug): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Stop> {
    let public = app.settings().public_url.clone();
    let (cycle, all) = app.read(|db| -> Result<_, Stop> {
        let cycle = forum::store::cycle_by_slug(db, &slug)?.ok_or(Stop::NotFound)?;
        let all = sessions_store::sessions_of(db, &cycle.id)?;
        Ok((cycle, all))
    })?;
    let is_seen =
        |session: &crate::session::Session| session.seen_by(app.policy(), who.viewer()).is_some();
    let mut entries: Vec<Entry> = all
        .into_iter()
        .filter(is_seen)
        .map(|session| {
            let when = who
                .tongue
                .instant_text(session.starts.0, &session.time_zone());
            Entry {
                address: format!("{public}/sessions/{}", session.slug),
                title: format!("{} · {when}", safe_text(&session.billing.title)),
                lang: None,
                author: None,
                updated: session.told,
                categories: Vec::new(),
                summary: Some(beginning(&session.billing.about)).filter(|about| !about.is_empty()),
            }
        })
        .collect();
    entries.sort_by_key(|entry| std::cmp::Reverse(entry.updated));
    entries.truncate(ENTRIES);
    let feed = Feed {
        title: titled(&app, &who, "feed-sessions", &cycle.title),
        address: format!("{public}/cycles/{slug}/sessions.atom"),
        page: format!("{public}/cycles/{slug}/sessions"),
        entries,
        since: cycle.opened,
    };
    served(&app, &who, &headers, &feed)
}
