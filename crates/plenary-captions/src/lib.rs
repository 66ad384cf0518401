//! Caption feeds and files into the record of a session.

mod agenda;
mod cues;
mod decode;
mod export;
mod fed;
mod feed;
mod findings;
mod fragment;
mod front;
mod heard;
mod html;
mod labels;
mod layout;
mod lexicon;
mod lines;
mod live_text;
mod marks;
mod names;
mod opening;
mod record;
mod register;
mod speakers;
mod turns;
mod words;

pub use export::{Format, report};
pub use fed::Fed;
pub use feed::{DELETE, Feed, Packet, Taken};
pub use findings::{Finding, FindingKind, Outcome};
pub use fragment::{Fragment, fragment};
pub use live_text::{Change, LiveText, NoVersion, Version};
pub use marks::{Mark, MarkKind, spans as mark_spans};
pub use record::{
    AgendaItem, Block, BlockKind, LineRange, Paragraph, Record, Skipped, SourceText, Turn,
};
pub use register::{Person, Register};
pub use speakers::{Evidence, EvidenceKind, Speaker};
