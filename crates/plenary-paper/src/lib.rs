//! Documents as files, in and out: what people bring becomes blocks, and a version becomes a file that others can open.

mod found;
mod markdown;
mod out;

pub use found::{Dropped, Found, Recognised};
pub use markdown::from_markdown;
pub use out::{to_markdown, to_text};
