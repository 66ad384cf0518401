//! Documents as files, in and out: what people bring becomes blocks, and a version becomes a file that others can open.

mod about;
mod bring;
pub mod docx;
mod epub;
mod flow;
mod found;
mod html;
mod markdown;
mod out;
mod pack;
mod page;
mod pdf;
mod pieces;
mod refusal;
mod remark;
mod sample;
mod table;

pub use about::About;
pub use bring::{Format, bring};
pub use epub::to_epub;
pub use found::{Dropped, Found, Recognised};
pub use html::from_html;
pub use markdown::from_markdown;
pub use out::{to_markdown, to_text};
pub use page::to_html;
pub use pdf::{Fonts, MAX_PDF_BYTES, NoPdf, to_pdf};
pub use refusal::Refusal;
pub use remark::{Ask, Place, Remark, Reply};
pub use sample::sample;
