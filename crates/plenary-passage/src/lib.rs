//! Blocks, versions, maps and anchors of a text under review.
mod alignment;
mod annotation;
mod backbone;
mod campaign;
mod carry;
mod compare;
mod edges;
mod gaps;
mod journey;
mod kinship;
mod landing;
mod map;
mod markup;
mod merge;
mod moves;
mod neighbours;
mod pair;
mod reanchor;
mod reword;
mod seeds;
mod span;
mod twins;
mod version;
mod wordlist;
mod words;

pub use annotation::{CONTEXT_LETTERS, Selector, from_selectors, to_selectors};
pub use campaign::{ALIKE_FROM, Cluster, near_duplicates};
pub use carry::{Reading, carry_through};
pub use compare::{BlockChange, Comparison, DiffRun, Fate, Summary};
pub use landing::{CARRIED_ABOVE, Landing, ORPHANED_BELOW, Placement};
pub use map::VersionMap;
pub use merge::{Part, merge};
pub use neighbours::{Neighbour, Why};
pub use reanchor::reanchor_json_lines;
pub use span::Span;
pub use version::{
    Block, BlockId, BlockKind, BlockSource, MAX_BYTES, NotAVersion, Piece, Style, StyledSpan,
    Version,
};
