//! The comments of a document and where they stand, kept in memory: after an act only what it changed is read again.

use std::sync::{Arc, Mutex, PoisonError};

use plenary_kit::app::App;
use plenary_kit::db::Db;
use plenary_kit::fault::Fault;

use super::placing::{Placed, place_all};
use crate::docket::store::concern::{self, ITEMS};
use crate::document::{DocumentId, VersionNumber};

/// All comments of a document that were written up to a version, and where they stand in it.
#[derive(Clone, Debug, Default)]
pub struct Kept {
    /// The last line of the ledger that changed one of the document's items.
    pub changed: u64,
    /// In the order they came, whoever may see them: the caller asks the policy.
    pub all: Vec<Arc<Placed>>,
}

/// Versions with their comments, those that were read last at the end.
#[derive(Default)]
struct Shelf(Mutex<Vec<(DocumentId, VersionNumber, Arc<Kept>)>>);

/// How many versions have their comments kept; those of a version with ten thousand weigh some megabytes.
const VERSIONS_KEPT: usize = 12;

/// The comments of a document that were written up to a version, and where they stand in it.
///
/// Only for reading, never from within an act: an act that is undone must leave nothing behind here.
pub fn kept(
    app: &App,
    db: &Db<'_>,
    document: &DocumentId,
    version: VersionNumber,
) -> Result<Arc<Kept>, Fault> {
    let changed = concern::last_changed(db, document)?;
    let shelf = app.part::<Shelf>();
    let found = shelf.find(document, version);
    let kept = match found {
        Some(kept) if kept.changed == changed => return Ok(kept),
        Some(kept) if kept.changed < changed => {
            kept.brought_up_to(db, (document, version), changed)?
        }
        // Nothing is kept, or this reader's view of the tables is older than what is.
        _ => Kept::load(db, (document, version), changed)?,
    };
    let kept = Arc::new(kept);
    shelf.put(document, version, kept.clone());
    Ok(kept)
}

impl Kept {
    fn load(db: &Db<'_>, of: (&DocumentId, VersionNumber), changed: u64) -> Result<Kept, Fault> {
        let all = place_all(db, of, concern::on_document(db, of.0)?, 0)?;
        Ok(Kept {
            changed,
            all: all.into_iter().map(Arc::new).collect(),
        })
    }

    /// The same with what was changed since put in its place.
    fn brought_up_to(
        &self,
        db: &Db<'_>,
        of: (&DocumentId, VersionNumber),
        changed: u64,
    ) -> Result<Kept, Fault> {
        let fresh = concern::changed_on_document(db, of.0, self.changed)?;
        if self.all.len() + fresh.len() > ITEMS {
            return Kept::load(db, of, changed);
        }
        let mut all = self.all.clone();
        for placed in place_all(db, of, fresh, self.changed)? {
            let placed = Arc::new(placed);
            match all.binary_search_by_key(&placed.item.seq, |each| each.item.seq) {
                Ok(at) => all[at] = placed,
                Err(at) => all.insert(at, placed),
            }
        }
        Ok(Kept { changed, all })
    }
}

impl Shelf {
    fn find(&self, document: &DocumentId, version: VersionNumber) -> Option<Arc<Kept>> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut all = kept.iter();
        let found = all.find(|(each, at, _)| each == document && *at == version);
        found.map(|(_, _, kept)| kept.clone())
    }

    /// Puts it at the end; what is newer already stays.
    fn put(&self, document: &DocumentId, version: VersionNumber, fresh: Arc<Kept>) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let is_same = |each: &DocumentId, at: VersionNumber| each == document && at == version;
        let mut all = kept.iter();
        if all.any(|(each, at, there)| is_same(each, *at) && there.changed > fresh.changed) {
            return;
        }
        kept.retain(|(each, at, _)| !is_same(each, *at));
        if kept.len() >= VERSIONS_KEPT {
            kept.remove(0);
        }
        kept.push((document.clone(), version, fresh));
    }
}
