//! The room's only SQL.

/// The room's statements.
pub const ALL: &[(&str, &str)] = &[];
