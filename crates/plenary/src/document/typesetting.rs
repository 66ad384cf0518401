//! A version as its reading page sets it: the number and the markup of each block, made once, since a version never changes.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use maud::Markup;
use plenary_kit::app::App;
use plenary_passage::Version;

use super::anchor::{DocumentId, VersionNumber};
use super::reading::labels;
use super::render::render_block;

/// The numbers of a version's blocks and their markup, in their order.
pub struct Typeset {
    version: Arc<Version>,
    /// The number printed beside each block.
    pub labels: Vec<String>,
    bodies: Vec<OnceLock<Markup>>,
}

impl Typeset {
    fn of(version: Arc<Version>) -> Typeset {
        Typeset {
            labels: labels(&version),
            bodies: version.blocks().iter().map(|_| OnceLock::new()).collect(),
            version,
        }
    }

    /// The markup of a block by its place; nothing behind the last one.
    pub fn body(&self, at: usize) -> Option<&Markup> {
        let (block, body) = (self.version.blocks().get(at)?, self.bodies.get(at)?);
        Some(body.get_or_init(|| render_block(&self.version, block, "t-")))
    }
}

/// Versions that were set lately.
#[derive(Default)]
struct Shelf(Mutex<VecDeque<(DocumentId, VersionNumber, Arc<Typeset>)>>);

/// How many versions are kept; one of 300,000 letters weighs some 500 kB when all of it was read.
const VERSIONS_KEPT: usize = 12;

/// A version of a document as it is set. Who asks holds the version: one whose words were erased is not there to be held.
pub fn typeset(
    app: &App,
    document: &DocumentId,
    number: VersionNumber,
    version: &Arc<Version>,
) -> Arc<Typeset> {
    let shelf = app.part::<Shelf>();
    let mut kept = shelf.0.lock().unwrap_or_else(PoisonError::into_inner);
    let found = kept
        .iter()
        .find(|(each, at, _)| each == document && *at == number);
    if let Some((_, _, set)) = found {
        return set.clone();
    }
    if kept.len() >= VERSIONS_KEPT {
        kept.pop_front();
    }
    let set = Arc::new(Typeset::of(version.clone()));
    kept.push_back((document.clone(), number, set.clone()));
    set
}
