//! What happens in the room `basis`.

use plenary_kit::db::Tx;
use plenary_kit::event::{Event, Meta};
use plenary_kit::fault::Fault;
use plenary_passage::BlockId;
use serde::{Deserialize, Serialize};

use super::store;
use crate::docket::ItemNumber;
use crate::document::{DocumentId, VersionNumber};
use crate::session::Heard;

/// Something that a block stands on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Ground {
    /// An item of the docket.
    Item(ItemNumber),
    /// Words said in a session.
    Heard(Heard),
    /// A block of this or another text.
    Block {
        /// The text.
        document: DocumentId,
        /// The version that was read.
        version: VersionNumber,
        /// The block.
        block: BlockId,
    },
    /// Nobody's but who wrote it.
    OwnText,
}

/// What blocks of a version stand on; an earlier statement about them on that version is replaced.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stated {
    /// The text.
    pub document: DocumentId,
    /// The version whose blocks are meant.
    pub version: VersionNumber,
    /// The blocks.
    pub blocks: Vec<BlockId>,
    /// What they stand on; nothing takes the statement back.
    pub grounds: Vec<Ground>,
}

/// An event of this room.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum BasisEvent {
    /// Somebody said what blocks stand on.
    Stated(Stated),
}

impl Event for BasisEvent {
    const ROOM: &'static str = "basis";

    fn apply(&self, tx: &Tx<'_>, meta: &Meta) -> Result<(), Fault> {
        match self {
            BasisEvent::Stated(stated) => store::state(tx, stated, meta),
        }
    }
}
