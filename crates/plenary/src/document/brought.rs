//! Comments and proposed changes of a file on their way into the docket: shown, found again in the text, then filed.

use maud::{Markup, html};
use plenary_kit::act::Along;
use plenary_kit::fault::Stop;
use plenary_kit::page::safe_text;
use plenary_kit::policy::Mark;
use plenary_kit::tongue::Tongue;
use plenary_kit::web::Who;
use plenary_paper::{Ask, Found, Remark};
use plenary_passage::{Block, Span, Version};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

use super::anchor::{Anchor, VersionNumber};
use super::rules::Document;
use crate::forum::Cycle;

/// The most remarks that come in at once: what an editor can look through.
pub const REMARKS: usize = 1_000;
/// The most remarks that a preview shows; counts tell of the rest.
const SHOWN: usize = 100;
/// The letters at either side that a passage is found again by.
const CONTEXT: u32 = 32;

/// A remark with the words it stands on. It travels in the form, so that nothing is stored before it is saved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Carried {
    /// What was written.
    pub remark: Remark,
    /// The words of each of its passages.
    on: Vec<Words>,
    /// The name of its file.
    pub file: String,
}

/// A passage by its words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Words {
    before: String,
    exact: String,
    after: String,
}

/// A passage that was found: its block's place and its letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Anchored {
    block: usize,
    span: Span,
}

impl Carried {
    /// The words of its first passage.
    pub fn quote(&self) -> Option<&str> {
        self.on.first().map(|words| words.exact.as_str())
    }
}

/// The remarks of a file whose text became this version.
pub(super) fn carried(found: &Found, version: &Version, file: &str) -> Vec<Carried> {
    let words = |place: &plenary_paper::Place| {
        let span = version.blocks().get(place.block)?.span;
        let (start, end) = (span.start + place.start, span.start + place.end);
        let cut = |from: u32, to: u32| version.slice(Span::new(from, to)).to_owned();
        Some(Words {
            before: cut(start.saturating_sub(CONTEXT).max(span.start), start),
            exact: cut(start, end),
            after: cut(end, (end + CONTEXT).min(span.end)),
        })
    };
    let carry = |remark: &Remark| Carried {
        on: remark.passages.iter().filter_map(words).collect(),
        remark: remark.clone(),
        file: file.chars().take(200).collect(),
    };
    found.remarks.iter().map(carry).collect()
}

/// The remarks as the form holds them.
pub(super) fn pack(remarks: &[Carried]) -> String {
    serde_json::to_string(remarks).unwrap_or_default()
}

/// The remarks out of the form; what is none is none.
pub(super) fn unpack(field: &str) -> Vec<Carried> {
    let all: Vec<Carried> = serde_json::from_str(field).unwrap_or_default();
    all.into_iter().take(REMARKS).collect()
}

/// Finds passages again, in a text that may have been edited since the file was read.
pub(super) struct Finder<'a> {
    version: &'a Version,
}

impl<'a> Finder<'a> {
    pub fn of(version: &'a Version) -> Finder<'a> {
        Finder { version }
    }

    /// The passages that are found without a doubt.
    pub fn places(&self, carried: &Carried) -> Vec<Anchored> {
        let hints = carried.remark.passages.iter().map(|place| place.block);
        let pairs = carried.on.iter().zip(hints);
        pairs
            .filter_map(|(words, hint)| self.find(words, hint))
            .collect()
    }

    /// In its own block with its neighbours; else where it stands with its neighbours once in the whole text.
    fn find(&self, words: &Words, hint: usize) -> Option<Anchored> {
        let own = self.version.blocks().get(hint);
        let own = own.and_then(|block| self.once_in(hint, block, words));
        own.or_else(|| {
            let blocks = self.version.blocks().iter().enumerate();
            let mut all = blocks.filter_map(|(at, block)| self.once_in(at, block, words));
            let first = all.next()?;
            all.next().is_none().then_some(first)
        })
    }

    fn once_in(&self, at: usize, block: &Block, words: &Words) -> Option<Anchored> {
        let text = self.version.slice(block.span);
        let whole = format!("{}{}{}", words.before, words.exact, words.after);
        let mut found = text.match_indices(&whole);
        let (byte, _) = found.next()?;
        if found.next().is_some() || words.exact.is_empty() {
            return None;
        }
        let start = block.span.start + letters(&text[..byte]) + letters(&words.before);
        Some(Anchored {
            block: at,
            span: Span::new(start, start + letters(&words.exact)),
        })
    }
}

fn letters(text: &str) -> u32 {
    text.chars().count() as u32
}

/// What a save that brings remarks along hands to the room that files them.
pub struct Brought {
    /// Who saves.
    pub who: Who,
    /// The cycle.
    pub cycle: Cycle,
    /// The document, before the save.
    pub document: Document,
    /// The version that was saved.
    pub number: VersionNumber,
    /// Its text.
    pub version: Arc<Version>,
    /// The remarks.
    pub remarks: Vec<Carried>,
    /// How far they may travel.
    pub mark: Mark,
}

impl Brought {
    /// Where a remark stands in the saved version.
    pub fn anchors(&self, carried: &Carried) -> Vec<Anchor> {
        let anchor = |place: Anchored| Anchor {
            document: self.document.id.clone(),
            version: self.number,
            block: self.version.blocks()[place.block].id,
            span: place.span,
        };
        let places = Finder::of(&self.version).places(carried);
        places.into_iter().map(anchor).collect()
    }
}

/// Files the remarks of a save within its transaction; a room below does it.
pub type File = fn(&Along<'_>, &Brought) -> Result<(), Stop>;

/// The remarks as the preview lists them.
pub(super) fn list(t: &Tongue, remarks: &[Carried], places: &[Vec<Anchored>]) -> Markup {
    let is_change = |carried: &&Carried| !matches!(carried.remark.ask, Ask::Words(_));
    let changes = remarks.iter().filter(is_change).count();
    let counts = [
        ("comments", ((remarks.len() - changes) as i64).into()),
        ("changes", (changes as i64).into()),
    ];
    html! {
        @if !remarks.is_empty() {
            h3 { (t.say("document-remarks")) }
            p { (t.say_with("document-remarks-lead", &counts)) }
            ol .remarks {
                @for (carried, places) in remarks.iter().zip(places).take(SHOWN) { li { (line(t, carried, places)) } }
            }
            @if remarks.len() > SHOWN {
                p .small { (t.say_with("document-remarks-more", &[("count", ((remarks.len() - SHOWN) as i64).into())])) }
            }
        }
    }
}

fn line(t: &Tongue, carried: &Carried, places: &[Anchored]) -> Markup {
    let remark = &carried.remark;
    let nobody = t.say("document-remark-nobody");
    let author = remark.author.as_deref().unwrap_or(&nobody);
    html! {
        b { bdi { (safe_text(author)) } } ": "
        @match &remark.ask {
            Ask::Words(text) => span dir="auto" { (safe_text(text)) },
            Ask::Reword(wording) => ins dir="auto" { (safe_text(wording)) },
            Ask::Remove => span { (t.say(if remark.is_move { "document-remark-move" } else { "document-remark-remove" })) },
            Ask::Join => span { (t.say("document-remark-join")) },
        }
        @if let Some(quote) = carried.quote() { " " span .small { (t.say("document-remark-on")) " " q dir="auto" { (safe_text(quote)) } } }
        @if places.is_empty() { " " em .small { (t.say("document-remark-unplaced")) } }
        @for reply in &remark.replies { br; "↳ " b { bdi { (safe_text(reply.author.as_deref().unwrap_or(&nobody))) } } ": " span dir="auto" { (safe_text(&reply.text)) } }
    }
}
