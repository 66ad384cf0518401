//! What every room stands on.

pub mod page;
pub mod tongue;
