//! Documents, being written.

use super::Document;

/// Last year.
pub const DOCUMENTS_2025: &[Document] = &[];
/// This year.
pub const DOCUMENTS_2026: &[Document] = &[];
