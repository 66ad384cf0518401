//! What is missing before a document may be final.

use plenary_kit::db::Db;
use plenary_kit::fault::Fault;
use plenary_kit::policy::{Policy, Viewer};

use crate::answer::acts::waiting;
use crate::docket::ItemNumber;
use crate::forum::Cycle;

/// Something that stands between a text and being final.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Obstacle {
    /// An item of the cycle has no published answer.
    Unanswered(ItemNumber),
    /// So have items that the viewer may not see.
    Hidden,
}

/// Everything that is missing.
pub(super) fn obstacles(
    db: &Db<'_>,
    policy: Policy,
    viewer: &Viewer,
    cycle: &Cycle,
) -> Result<Vec<Obstacle>, Fault> {
    let waiting = waiting(db, policy, viewer, cycle)?;
    let hidden = waiting.is_more_hidden.then_some(Obstacle::Hidden);
    let open = waiting.unanswered.into_iter().map(Obstacle::Unanswered);
    Ok(open.chain(hidden).collect())
}
