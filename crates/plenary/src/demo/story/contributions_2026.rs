//! Items, being written.

use super::Item;

/// The items.
pub const ITEMS: &[Item] = &[];
