//! The next version while it is put together: a text that suggestions are worked into one by one, before it is frozen.
//!
//! It is of the moment, like every half-written form: what counts is the version that is saved from it.

pub(super) mod page;
mod splice;
pub mod store;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use plenary_kit::app::App;
use plenary_kit::db::Db;
use plenary_kit::fault::Fault;
use plenary_kit::id::ParticipantId;
use plenary_passage::{BlockId, Placement, Reading, Span, Version, VersionMap};

use super::anchor::{Anchor, DocumentId, VersionNumber};
use super::rules::{Document, follow};

pub use splice::{spliced, whole};

/// The text of the next version so far.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Next {
    /// The version it follows.
    pub based_on: VersionNumber,
    /// Its text as Markdown.
    pub text: String,
    /// Counts how often it was changed; 0 while it is still the version it follows.
    pub revision: u64,
    /// Who changed it last.
    pub by: Option<ParticipantId>,
}

impl Next {
    /// Its text as a version of its own; nothing when it is too long for one.
    pub(super) fn version(&self) -> Option<Arc<Version>> {
        let blocks = plenary_paper::from_markdown(&self.text).blocks;
        let version = Version::from_blocks(&blocks, BlockId(0).following());
        version.ok().map(Arc::new)
    }
}

/// What was changed in the next version, and because of what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NextChange {
    /// The number of the item that led to it.
    pub cause: String,
    /// The passage of the version before.
    pub anchor: Anchor,
    /// The words that stood there.
    pub old: String,
    /// The words that stand there now.
    pub new: String,
}

/// The next version of a text as blocks, beside the version it follows.
pub struct Draft {
    /// The version it follows.
    pub latest: Arc<Version>,
    /// What was written so far.
    pub next: Next,
    version: Version,
    map: VersionMap,
}

/// Where a passage of the latest version stands in the next one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Spot {
    /// Here, with the same words.
    Same(Span),
    /// Here or near here, with other words.
    Other(Span),
    /// Nowhere any more.
    Gone,
}

impl Draft {
    /// The next version of a document as it stands; nothing before its first version.
    pub fn load(db: &Db<'_>, document: &Document) -> Result<Option<Draft>, Fault> {
        let Some(latest) = super::store::version(db, &document.id, document.latest)? else {
            return Ok(None);
        };
        let next = current(db, document, &latest)?;
        let blocks = plenary_paper::from_markdown(&next.text).blocks;
        let fresh = latest.highest().following();
        // A text that was emptied is no version; then the latest one is gone on from.
        let followed = follow(&blocks, Some(&latest), fresh).ok();
        let (version, map) = match followed {
            Some((version, Some(map))) => (version, map),
            _ => ((*latest).clone(), VersionMap::between(&latest, &latest)),
        };
        Ok(Some(Draft {
            version,
            map,
            latest,
            next,
        }))
    }

    /// Where a passage of the latest version stands.
    pub fn spot(&self, passage: Span) -> Spot {
        let reading = Reading::of(&self.latest, &self.version, self.map.clone());
        let landing = reading.carry(passage);
        match landing.fragments.as_slice() {
            [] => Spot::Gone,
            [one]
                if landing.placement == Placement::Carried
                    && self.version.slice(*one) == self.latest.slice(passage) =>
            {
                Spot::Same(*one)
            }
            [first, rest @ ..] => {
                Spot::Other(rest.iter().fold(*first, |all, part| all.hull(*part)))
            }
        }
    }

    /// The words that stand there.
    pub fn words(&self, span: Span) -> &str {
        self.version.slice(span)
    }

    /// The whole as Markdown with other words at a place.
    pub fn with(&self, span: Span, words: &str) -> Option<String> {
        let blocks = spliced(&self.version, span, words);
        let fresh = BlockId(0).following();
        let version = Version::from_blocks(&blocks, fresh).ok()?;
        Some(plenary_paper::to_markdown(&version))
    }
}

/// The text of the next version so far, or the latest version's own.
fn current(db: &Db<'_>, document: &Document, latest: &Version) -> Result<Next, Fault> {
    let kept = store::next(db, &document.id)?;
    let is_current = |next: &Next| next.based_on == document.latest;
    Ok(kept.filter(is_current).unwrap_or_else(|| Next {
        based_on: document.latest,
        text: plenary_paper::to_markdown(latest),
        revision: 0,
        by: None,
    }))
}

/// The next version of a document, where somebody began one after the latest.
pub fn begun(db: &Db<'_>, document: &Document) -> Result<Option<Next>, Fault> {
    let kept = store::next(db, &document.id)?;
    Ok(kept.filter(|next| next.based_on == document.latest))
}

/// Keeps a text as the next version, unless somebody changed it since `seen`; says whether it was kept.
pub async fn keep(
    app: &App,
    document: &DocumentId,
    (seen, next): (u64, Next),
    change: Option<NextChange>,
) -> Result<bool, Fault> {
    let (id, now) = (document.clone(), app.now());
    app.tend(move |tx| {
        let kept = store::next(tx, &id)?;
        let latest = super::store::document(tx, &id)?.map(|document| document.latest);
        let stands = kept.filter(|kept| kept.based_on == next.based_on);
        let is_as_seen = stands.map_or(0, |kept| kept.revision) == seen;
        if !is_as_seen || latest != Some(next.based_on) {
            return Ok(false);
        }
        store::keep(tx, &id, &next, now)?;
        if let Some(change) = &change {
            store::note(tx, &id, change)?;
        }
        Ok(true)
    })
    .await
}
