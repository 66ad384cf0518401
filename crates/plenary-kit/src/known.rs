//! The tags of public pages that are known to be true still, so that a page nobody changed is not loaded to say so.
//!
//! A tag is true as long as nothing was written since the page was made, and for a moment only, since the clock and
//! another process may change a page too. Under the load where it matters that spares nearly all of the work; at other times
//! the page's own handler makes the tag out of what it loads, as before.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use axum::http::{HeaderMap, HeaderValue, Request, header};

use crate::app::App;
use crate::signin::Visit;
use crate::time::Instant;

/// How long a tag is believed without asking the tables.
const BELIEVED_MS: i64 = 1_000;
/// The most tags kept, and the longest address kept with one: a bound on memory.
const TAGS_KEPT: usize = 4_096;
const ADDRESS_BYTES: usize = 256;

/// The tags that are true in the tables as they were after one round of the writer.
#[derive(Default)]
pub(crate) struct KnownTags(Mutex<Tags>);

#[derive(Default)]
struct Tags {
    round: u64,
    of: HashMap<String, (HeaderValue, Instant)>,
}

/// A public page as somebody asks for it who may have it already.
pub(crate) struct Asked {
    page: String,
    round: u64,
    now: Instant,
}

impl Asked {
    /// What is asked for; nothing when it is not a public page, or its address is too long to be kept.
    pub(crate) fn read<B>(app: &App, visit: &Visit, request: &Request<B>) -> Option<Asked> {
        let address = request.uri().path_and_query()?.as_str();
        let is_public = request.method() == axum::http::Method::GET
            && visit.viewer.participant.is_none()
            && address.len() <= ADDRESS_BYTES;
        is_public.then(|| Asked {
            page: format!("{} {address}", visit.tongue.lang()),
            round: app.writer().rounds(),
            now: app.now(),
        })
    }

    /// The page's tag, when it is surely true and the visitor holds that state of the page.
    pub(crate) fn is_held(&self, app: &App, headers: &HeaderMap) -> Option<HeaderValue> {
        headers.get(header::IF_NONE_MATCH)?;
        let known = app.part::<KnownTags>();
        let tags = known.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (tag, at) = (tags.round == self.round)
            .then(|| tags.of.get(&self.page))
            .flatten()?;
        let is_fresh = (0..BELIEVED_MS).contains(&self.now.ms_since(*at));
        (is_fresh && names(headers, tag)).then(|| tag.clone())
    }

    /// Keeps the tag that the page's handler made.
    pub(crate) fn keep(self, app: &App, answer: &HeaderMap) {
        let is_public = answer
            .get(header::CACHE_CONTROL)
            .is_some_and(|control| control == PUBLIC);
        let Some(tag) = answer.get(header::ETAG).filter(|_| is_public) else {
            return;
        };
        let known = app.part::<KnownTags>();
        let mut tags = known.0.lock().unwrap_or_else(PoisonError::into_inner);
        if tags.round < self.round {
            tags.of.clear();
            tags.round = self.round;
        }
        if tags.of.len() >= TAGS_KEPT {
            tags.of.clear();
        }
        if tags.round == self.round {
            tags.of.insert(self.page, (tag.clone(), self.now));
        }
    }
}

/// How a public page may be kept: asked for again each time.
pub(crate) const PUBLIC: &str = "public, no-cache";

/// Whether a request's `If-None-Match` names this tag.
pub(crate) fn names(headers: &HeaderMap, tag: &HeaderValue) -> bool {
    let held = headers.get(header::IF_NONE_MATCH);
    held.and_then(|held| held.to_str().ok())
        .zip(tag.to_str().ok())
        .is_some_and(|(held, tag)| {
            held.split(',')
                .any(|one| one.trim().trim_start_matches("W/") == tag)
        })
}
