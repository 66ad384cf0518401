//! Documents as files, in and out: what people bring becomes blocks, and a version becomes a file that others can open.

mod about;
pub mod docx;
mod found;
mod markdown;
mod out;
mod pack;
mod pieces;
mod refusal;
mod remark;
mod table;

pub use about::About;
pub use found::{Dropped, Found, Recognised};
pub use markdown::from_markdown;
pub use out::{to_markdown, to_text};
pub use refusal::Refusal;
pub use remark::{Ask, Place, Remark, Reply};
