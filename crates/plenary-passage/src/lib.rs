//! Blocks, versions, maps and anchors of a text under review.
