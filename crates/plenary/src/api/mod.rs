//! The room `api`: the forum for programs - everything the pages show as JSON, filing items, a token per person.
//!
//! It keeps nothing of its own: what it shows is told by the rooms above it, under the same policy as their pages, and it
//! files by the same act. `openapi.json` describes it and is compared with the table of routes by a test. Absent: answering
//! by programs.

mod filing;
mod read;
mod shape;
mod tokens;
#[cfg(test)]
mod tests;

pub use filing::file_item;
pub use read::{cycle, cycles, document, documents, forum, item, items, me, openapi, version};
pub use tokens::{end_token, make_token, tokens_page};

/// The room's messages.
pub const ENGLISH: &str = include_str!("en.ftl");
/// The description of the interface (OpenAPI 3.1).
pub const OPENAPI: &str = include_str!("openapi.json");
