//! DOCX: what word processors write (ECMA-376, transitional and strict), in and out.

mod body;
mod changes;
mod comments;
mod frame;
mod line;
mod notes;
mod numbering;
mod package;
mod paragraph;
mod styles;
mod symbols;
mod tables;
mod write;
mod xml;

pub use body::read;
pub use tables::{Table, tables};
pub use write::{Sheet, sheet, to_docx};
