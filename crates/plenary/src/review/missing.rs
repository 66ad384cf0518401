//! What is missing before a document may be final.

use plenary_kit::app::App;
use plenary_kit::db::Db;
use plenary_kit::fault::Fault;
use plenary_kit::policy::Viewer;
use plenary_passage::BlockId;

use crate::answer::Promise;
use crate::answer::acts::waiting;
use crate::answer::promise::promises;
use crate::basis::{self, Bases, bases, needs_basis};
use crate::docket::{ItemNumber, store as docket};
use crate::document::{Document, labels, store as documents};
use crate::forum::Cycle;

/// Something that stands between a text and being final.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Obstacle {
    /// An item of the cycle has no published answer.
    Unanswered(ItemNumber),
    /// So have items that the viewer may not see.
    Hidden,
    /// An answer says that a passage changes, and it has not: broken, or due.
    NotKept(ItemNumber, Promise),
    /// So do answers to items that the viewer may not see.
    HiddenNotKept,
    /// Nothing is said of what a block stands on.
    NoBasis(BlockId, String),
    /// A block stands only on what not everyone may know of.
    PrivateBasis(BlockId, String),
}

/// Everything that is missing.
pub fn obstacles(
    app: &App,
    db: &Db<'_>,
    viewer: &Viewer,
    cycle: &Cycle,
    document: &Document,
) -> Result<Vec<Obstacle>, Fault> {
    let waiting = waiting(db, *app.policy(), viewer, cycle)?;
    let hidden = waiting.is_more_hidden.then_some(Obstacle::Hidden);
    let open = waiting.unanswered.into_iter().map(Obstacle::Unanswered);
    let mut all: Vec<Obstacle> = open.chain(hidden).collect();
    all.extend(not_kept(app, db, viewer, document)?);
    let bases = bases(db, &document.id, document.latest)?;
    all.extend(unfounded(app, db, document, &bases)?);
    Ok(all)
}

/// The answers that the text has not kept.
fn not_kept(
    app: &App,
    db: &Db<'_>,
    viewer: &Viewer,
    document: &Document,
) -> Result<Vec<Obstacle>, Fault> {
    let mut found = Vec::new();
    for (promised, promise) in promises(db, document)? {
        if !promise.is_open() {
            continue;
        }
        let item = docket::item(db, promised.number)?;
        let obstacle = match item.filter(|item| item.fields_for(app, viewer).is_some()) {
            Some(item) => Obstacle::NotKept(item.number, promise),
            None => Obstacle::HiddenNotKept,
        };
        if !found.contains(&obstacle) {
            found.push(obstacle);
        }
    }
    Ok(found)
}

/// The blocks of the latest version for which no basis is there that everyone may know of.
pub(super) fn unfounded(
    app: &App,
    db: &Db<'_>,
    document: &Document,
    bases: &Bases,
) -> Result<Vec<Obstacle>, Fault> {
    let Some(version) = documents::version(db, &document.id, document.latest)? else {
        return Ok(Vec::new());
    };
    let public = Viewer::default();
    let mut found = Vec::new();
    for (block, label) in version.blocks().iter().zip(labels(&version)) {
        if !needs_basis(block) {
            continue;
        }
        let Some(basis) = bases.of.get(&block.id) else {
            found.push(Obstacle::NoBasis(block.id, label));
            continue;
        };
        let mut seen = Vec::new();
        for ground in &basis.grounds {
            if basis::shown(app, db, &public, ground)?.is_some() {
                seen.push(ground.clone());
            }
        }
        if !basis::is_founded(&basis.grounds, |ground| seen.contains(ground)) {
            found.push(Obstacle::PrivateBasis(block.id, label));
        }
    }
    Ok(found)
}
