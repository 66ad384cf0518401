//! Two versions side by side in one text: what was taken out, put in, moved, split and merged, as a careful person marks it.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use maud::{Markup, html};
use plenary_kit::app::App;
use plenary_kit::db::Db;
use plenary_kit::fault::{Fault, Stop};
use plenary_kit::page::{Place, heading, safe_text};
use plenary_kit::shell::Page;
use plenary_kit::tongue::{Tongue, direction};
use plenary_kit::web::Who;
use plenary_passage::{BlockChange, BlockId, Comparison, DiffRun, Fate, Reading, Version};

use super::reading::seen_comments;
use crate::document::{
    Anchor, Document, VersionNumber, address_of, labels, store as documents, summary_in_words,
};

/// Fewer unchanged blocks in a row than this stay where they are; more are folded.
const FOLDED_FROM: usize = 3;
/// The most changes on the page.
const CHANGES: usize = 2_000;
/// So many letters of a passage are said before what became of it.
const PASSAGE_LETTERS: usize = 400;

/// Everything the page shows.
pub(super) struct ComparePage {
    pub document: Document,
    pub numbers: (VersionNumber, VersionNumber),
    old: Arc<Version>,
    new: Arc<Version>,
    comparison: Comparison,
    /// The old blocks that the visitor's own comments stand on.
    mine: HashSet<BlockId>,
    only_mine: bool,
}

impl ComparePage {
    pub fn load(
        app: &App,
        db: &Db<'_>,
        who: &Who,
        document: Document,
        numbers: (VersionNumber, VersionNumber),
        only_mine: bool,
    ) -> Result<ComparePage, Stop> {
        if numbers.0 >= numbers.1 {
            return Err(Stop::NotFound);
        }
        let version = |number| documents::version(db, &document.id, number);
        let old = version(numbers.0)?.ok_or(Stop::NotFound)?;
        let new = version(numbers.1)?.ok_or(Stop::NotFound)?;
        let comparison = compare(db, &document, numbers, &old, &new)?;
        let mine = mine(app, db, who, &document, numbers.0, &old)?;
        Ok(ComparePage {
            document,
            numbers,
            old,
            new,
            comparison,
            mine,
            only_mine,
        })
    }

    pub fn render(&self, app: &App, who: &Who) -> Markup {
        let t = &who.tongue;
        let (old, new) = (i64::from(self.numbers.0.0), i64::from(self.numbers.1.0));
        let title = t.say_with(
            "review-compare-title",
            &[("old", old.into()), ("new", new.into())],
        );
        let slug = &self.document.slug;
        let here = format!("/documents/{slug}/compare/{old}/{new}");
        let kicker = html! { a href={ "/documents/" (slug) "/" (new) } { bdi { (safe_text(&self.document.title)) } } };
        let body = html! {
            (heading(Some(kicker), &title, Some(html! { (summary_in_words(t, &self.comparison.summary)) })))
            @if !self.mine.is_empty() {
                p { @if self.only_mine { a href=(here) { (t.say("review-compare-all")) } }
                    @else { a href={ (here) "?mine=1" } { (t.say("review-compare-mine")) } }
                    " · " a href={ "/documents/" (slug) "/mine" } { (t.say("review-mine-all")) } }
            }
            p .small { (t.say("review-compare-legend")) " " ins { (t.say("review-compare-put-in")) } " " del { (t.say("review-compare-taken-out")) } }
            div .compare lang=(self.document.lang) dir=(direction(&self.document.lang)) { (self.changes(t)) }
        };
        Page::new(&title, Place::Now, body).render(app, who)
    }

    fn marks<'a>(&'a self, t: &'a Tongue, has_ids: bool) -> Marks<'a> {
        Marks {
            page: self,
            t,
            old_labels: by_id(&self.old),
            new_labels: by_id(&self.new),
            has_ids,
        }
    }

    /// The words of a passage of the old version, and what became of the blocks it stands in.
    pub fn passage(&self, t: &Tongue, anchor: &Anchor) -> Markup {
        let marks = self.marks(t, false);
        let words = self.old.slice(anchor.span);
        let shown: String = words.chars().take(PASSAGE_LETTERS).collect();
        let is_cut = shown.len() < words.len();
        let touched = |block: &BlockId| {
            let block = self.old.block(*block);
            block.is_some_and(|block| {
                block.span.start < anchor.span.end && anchor.span.start < block.span.end
            })
        };
        let all = self.comparison.changes.iter();
        let changes: Vec<&BlockChange> = all
            .filter(|change| change.old.iter().any(touched))
            .collect();
        html! {
            blockquote dir="auto" { p { (safe_text(&shown)) @if is_cut { "…" } } }
            @if changes.iter().all(|change| change.fate == Fate::Kept) { p .small { (t.say("review-mine-kept")) } }
            @else { @for change in &changes { (marks.change(change)) } }
        }
    }

    fn changes(&self, t: &Tongue) -> Markup {
        let marks = self.marks(t, true);
        let is_shown = |change: &&BlockChange| {
            !self.only_mine || change.old.iter().any(|block| self.mine.contains(block))
        };
        let shown: Vec<&BlockChange> = self
            .comparison
            .changes
            .iter()
            .filter(is_shown)
            .take(CHANGES)
            .collect();
        let runs = shown.chunk_by(|a, b| (a.fate == Fate::Kept) == (b.fate == Fate::Kept));
        html! {
            @for run in runs {
                @if run[0].fate == Fate::Kept && run.len() >= FOLDED_FROM && !self.only_mine {
                    details .unchanged { summary { (t.say_with("review-unchanged", &[("count", (run.len() as i64).into())])) }
                        @for change in run { (marks.change(change)) } }
                } @else {
                    @for change in run { (marks.change(change)) }
                }
            }
            @if shown.is_empty() { p { (t.say("review-compare-nothing")) } }
        }
    }
}

fn compare(
    db: &Db<'_>,
    document: &Document,
    (from, to): (VersionNumber, VersionNumber),
    old: &Version,
    new: &Version,
) -> Result<Comparison, Fault> {
    // Neighbours are compared by their stored map, so that the page says what the comments were carried by.
    let map = match to.0 == from.0 + 1 {
        true => documents::map_to(db, &document.id, to)?,
        false => None,
    };
    let reading = match map {
        Some(map) => Reading::of(old, new, map),
        None => Reading::between(old, new),
    };
    Ok(reading.compare())
}

/// The blocks of the old version that the visitor's own comments stand on.
fn mine(
    app: &App,
    db: &Db<'_>,
    who: &Who,
    document: &Document,
    number: VersionNumber,
    old: &Version,
) -> Result<HashSet<BlockId>, Fault> {
    if who.viewer.participant.is_none() {
        return Ok(HashSet::new());
    }
    let all = seen_comments(app, db, who, document, number)?;
    let own = all
        .iter()
        .filter(|comment| who.viewer.is(comment.item.author.as_ref()));
    let spans =
        own.flat_map(|comment| comment.places.iter().flat_map(|(_, stands)| stands.spans()));
    Ok(spans
        .filter_map(|span| old.block_at(span.start).map(|block| block.id))
        .collect())
}

fn by_id(version: &Version) -> HashMap<BlockId, String> {
    let ids = version.blocks().iter().map(|block| block.id);
    ids.zip(labels(version)).collect()
}

/// Writes the marks of changes.
struct Marks<'a> {
    page: &'a ComparePage,
    t: &'a Tongue,
    old_labels: HashMap<BlockId, String>,
    new_labels: HashMap<BlockId, String>,
    /// Whether changes can be led to: each stands once on the page.
    has_ids: bool,
}

impl Marks<'_> {
    fn change(&self, change: &BlockChange) -> Markup {
        let word = match change.fate {
            Fate::Kept => "kept",
            Fate::Edited => "edited",
            Fate::Moved => "moved",
            Fate::Split => "split",
            Fate::Merged => "merged",
            Fate::New => "new",
            Fate::Gone => "gone",
        };
        let label = change.new.and_then(|block| self.new_labels.get(&block));
        html! {
            div .{ "change c-" (word) } {
                @for old in change.old.iter().filter(|_| self.has_ids) { span #{ "from-b" (old) } {} }
                p .meta {
                    @if let Some(block) = change.new {
                        a .number href=(address_of(&self.page.document.slug, self.page.numbers.1, block)) { (label.map_or("", String::as_str)) } " "
                    }
                    @if change.fate != Fate::Kept { span .fate { (self.fate(change, word)) } }
                }
                p dir="auto" { @for run in &change.runs { (self.run(run)) } }
            }
        }
    }

    /// What became of it, in words: "moved; stood after 3.2".
    fn fate(&self, change: &BlockChange, word: &str) -> String {
        let old = |block: &BlockId| self.old_labels.get(block).map_or("", String::as_str);
        let from = match change.fate {
            Fate::Moved => change.stood_after.as_ref().map_or("", old).to_owned(),
            _ => change.old.iter().map(old).collect::<Vec<_>>().join(", "),
        };
        self.t.say_with(
            &format!("review-fate-{word}"),
            &[("from", from.as_str().into())],
        )
    }

    fn run(&self, run: &DiffRun) -> Markup {
        let (old, new) = (&self.page.old, &self.page.new);
        let said = |key: &str, block: &BlockId, labels: &HashMap<BlockId, String>| {
            let label = labels.get(block).map_or("", String::as_str);
            self.t.say_with(key, &[("label", label.into())])
        };
        match run {
            DiffRun::Kept { new: span, .. } => html! { (safe_text(new.slice(*span))) },
            DiffRun::Deleted { old: span } => html! { del { (safe_text(old.slice(*span))) } },
            DiffRun::Inserted { new: span } => html! { ins { (safe_text(new.slice(*span))) } },
            DiffRun::MovedOut { old: span, to } => html! {
                del .moved title=(said("review-moved-out", to, &self.new_labels)) { (safe_text(old.slice(*span))) }
            },
            DiffRun::MovedIn { new: span, from } => html! {
                ins .moved title=(said("review-moved-in", from, &self.old_labels)) { (safe_text(new.slice(*span))) }
            },
        }
    }
}
