//! What ties something to a passage of a document.

use plenary_kit::typed_id;
use plenary_passage::{BlockId, Span};
use serde::{Deserialize, Serialize};

typed_id!(
    /// A document: a text under review, in all its versions.
    DocumentId
);

/// A version's number within its document, from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct VersionNumber(pub u32);

impl std::fmt::Display for VersionNumber {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

impl plenary_kit::db::Param for VersionNumber {
    fn value(&self) -> plenary_kit::db::Value<'_> {
        plenary_kit::db::Value::Int(i64::from(self.0))
    }
}

impl plenary_kit::db::Column for VersionNumber {
    fn read(value: plenary_kit::db::Stored<'_>) -> Result<Self, plenary_kit::fault::Fault> {
        <u32 as plenary_kit::db::Column>::read(value).map(Self)
    }
}

/// A passage of a frozen version. A version never changes, so its quote and context are read from it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Anchor {
    /// The document.
    pub document: DocumentId,
    /// The version whose words were commented on.
    pub version: VersionNumber,
    /// The block in which the passage begins.
    pub block: BlockId,
    /// The letters, in Unicode scalar values of the version's canonical text; the block's whole span when no words were
    /// selected.
    pub span: Span,
}
