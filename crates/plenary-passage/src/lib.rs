//! Blocks, versions, maps and anchors of a text under review.
mod alignment;
mod backbone;
mod carry;
mod edges;
mod gaps;
mod map;
mod pair;
mod reanchor;
mod reword;
mod seeds;
mod span;
mod twins;
mod version;
mod words;

pub use carry::{CARRIED_ABOVE, Landing, ORPHANED_BELOW, Placement, Reading, carry_through};
pub use map::VersionMap;
pub use reanchor::reanchor_json_lines;
pub use span::Span;
pub use version::{Block, BlockId, BlockKind, BlockSource, MAX_BYTES, NotAVersion, Piece, Style, StyledSpan, Version};
