//! What happens to comments beside their filing.

use plenary_kit::db::Tx;
use plenary_kit::event::{Event, Meta};
use plenary_kit::fault::Fault;
use plenary_kit::id::OrganisationId;
use plenary_kit::words::Words;
use plenary_passage::Span;
use serde::{Deserialize, Serialize};

use super::store;
use crate::docket::ItemNumber;
use crate::document::VersionNumber;

/// An event of this room.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum CommentEvent {
    /// Somebody stands behind an item too.
    Endorsed {
        /// Which item.
        number: ItemNumber,
        /// The endorser's stakeholder group that day.
        group: Option<String>,
        /// The organisation they speak for.
        organisation: Option<OrganisationId>,
        /// Why.
        reason: Option<Words>,
    },
    /// They do not any more.
    EndorsementTakenBack {
        /// Which item.
        number: ItemNumber,
    },
    /// A person says where a passage stands in a version; from then on that outranks the map.
    Placed {
        /// Which item.
        number: ItemNumber,
        /// Which of its passages, from 0.
        place: u32,
        /// In which version.
        version: VersionNumber,
        /// Where; nowhere when it is gone.
        spans: Vec<Span>,
    },
    /// These comments say the same, as somebody who answers found.
    ClusterConfirmed {
        /// Which items, in the order they came.
        numbers: Vec<ItemNumber>,
    },
    /// These comments say what a cluster says that was confirmed before.
    ClusterJoined {
        /// Which items, in the order they came.
        numbers: Vec<ItemNumber>,
        /// One of the cluster.
        with: ItemNumber,
    },
    /// A comment says something else than its cluster after all.
    ClusterLeft {
        /// Which item.
        number: ItemNumber,
    },
}

impl Event for CommentEvent {
    const ROOM: &'static str = "comment";

    fn apply(&self, tx: &Tx<'_>, meta: &Meta) -> Result<(), Fault> {
        match self {
            CommentEvent::Endorsed {
                number,
                group,
                organisation,
                reason,
            } => {
                let reason = reason.as_ref().map(|words| words.key(meta));
                store::endorse(
                    tx,
                    *number,
                    group.as_deref(),
                    organisation.as_ref(),
                    reason,
                    meta,
                )
            }
            CommentEvent::EndorsementTakenBack { number } => store::take_back(tx, *number, meta),
            CommentEvent::Placed {
                number,
                place,
                version,
                spans,
            } => store::place(tx, *number, *place, *version, spans, meta),
            CommentEvent::ClusterConfirmed { numbers } => store::cluster(tx, numbers, meta),
            CommentEvent::ClusterJoined { numbers, with } => store::join(tx, numbers, *with, meta),
            CommentEvent::ClusterLeft { number } => store::leave(tx, *number, meta),
        }
    }
}
