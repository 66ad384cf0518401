//! How a version fared: what became of the blocks of the one before, and of the comments made on earlier ones.

use std::collections::VecDeque;
use std::sync::{Mutex, OnceLock, PoisonError};

use plenary_kit::app::App;
use plenary_kit::db::Db;
use plenary_kit::fault::Fault;
use plenary_kit::tongue::Tongue;
use plenary_kit::web::Who;
use plenary_passage::{Reading, Summary};

use super::reading::seen_comments;
use crate::comment::{Placed, Stands};
use crate::document::{Document, DocumentId, VersionNumber, store as documents, summary_counts};

/// What became of blocks and comments.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Fared {
    /// The blocks of the version before; nothing for the first version.
    pub blocks: Option<Summary>,
    /// Comments made before it: carried, to check, orphaned.
    pub comments: [usize; 3],
}

impl Fared {
    /// How a version fared, as far as the visitor may see the comments.
    pub fn of(
        app: &App,
        db: &Db<'_>,
        who: &Who,
        document: &Document,
        number: VersionNumber,
    ) -> Result<Fared, Fault> {
        let all = seen_comments(app, db, who, document, number)?;
        Fared::with(db, document, number, counts(&all))
    }

    /// The same where the comments were counted.
    pub fn with(
        db: &Db<'_>,
        document: &Document,
        number: VersionNumber,
        comments: [usize; 3],
    ) -> Result<Fared, Fault> {
        Ok(Fared {
            blocks: summary(db, document, number)?,
            comments,
        })
    }

    /// In one sentence: "212 blocks kept, 9 edited, 2 moved; 140 comments carried, 6 to check, 2 orphaned."
    pub fn in_words(&self, t: &Tongue) -> Option<String> {
        let blocks = summary_counts(t, &self.blocks?);
        let [carried, doubtful, orphaned] = self.comments.map(|count| count as i64);
        let mut parts = vec![t.say_with("review-carried", &[("count", carried.into())])];
        let rest = [("review-doubtful", doubtful), ("review-orphaned", orphaned)];
        for (key, count) in rest.into_iter().filter(|(_, count)| *count > 0) {
            parts.push(t.say_with(key, &[("count", count.into())]));
        }
        let args = [
            ("blocks", blocks.into()),
            ("comments", parts.join(", ").into()),
        ];
        Some(t.say_with("review-fared", &args))
    }
}

/// How many comments made before a version are carried, to check, orphaned: each counted once, by its worst passage.
pub(super) fn counts<'a>(all: impl IntoIterator<Item = &'a Placed>) -> [usize; 3] {
    let mut counts = [0; 3];
    for comment in all {
        let worst = comment
            .places
            .iter()
            .filter_map(|(_, stands)| match stands {
                Stands::Written(_) => None,
                Stands::Orphaned | Stands::Gone => Some(2),
                Stands::Doubtful { .. } => Some(1),
                Stands::Carried(_) | Stands::Confirmed(_) => Some(0),
            });
        if let Some(worst) = worst.max() {
            counts[worst] += 1;
        }
    }
    counts
}

/// What became of the blocks of the version before, read off the stored map.
fn summary(
    db: &Db<'_>,
    document: &Document,
    number: VersionNumber,
) -> Result<Option<Summary>, Fault> {
    if let Some(known) = Known::shared().find(&document.id, number) {
        return Ok(Some(known));
    }
    let before = VersionNumber(number.0.saturating_sub(1));
    let old = documents::version(db, &document.id, before)?;
    let new = documents::version(db, &document.id, number)?;
    let map = documents::map_to(db, &document.id, number)?;
    let (Some(old), Some(new), Some(map)) = (old, new, map) else {
        return Ok(None);
    };
    let summary = Reading::of(&old, &new, map).compare().summary;
    Known::shared().put(&document.id, number, summary);
    Ok(Some(summary))
}

/// Summaries worked out lately: two frozen versions always give the same.
#[derive(Default)]
struct Known(Mutex<VecDeque<(DocumentId, VersionNumber, Summary)>>);

/// How many summaries are kept ready; each is a few numbers.
const READY: usize = 1_000;

impl Known {
    fn shared() -> &'static Known {
        static KNOWN: OnceLock<Known> = OnceLock::new();
        KNOWN.get_or_init(Known::default)
    }

    fn find(&self, id: &DocumentId, number: VersionNumber) -> Option<Summary> {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let found = known
            .iter()
            .find(|(each, at, _)| each == id && *at == number);
        found.map(|(_, _, summary)| *summary)
    }

    fn put(&self, id: &DocumentId, number: VersionNumber, summary: Summary) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= READY {
            known.pop_front();
        }
        known.push_back((id.clone(), number, summary));
    }
}
