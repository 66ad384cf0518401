//! Two texts that followed the same version: how they fit together, and both wordings where they do not.

use maud::{Markup, html};
use plenary_kit::page::safe_text;
use plenary_kit::tongue::Tongue;
use plenary_passage::{
    BlockChange, BlockId, BlockSource, DiffRun, Fate, Part, Reading, Version, merge,
};

use super::next::whole;

/// The most places of each kind that are shown; the comparison of versions shows all.
const SHOWN: usize = 60;

/// What changed from one text to another, block by block with its words marked.
struct Changes {
    lines: Vec<Vec<DiffRun>>,
    old: Version,
    new: Version,
}

impl Changes {
    fn between(old: Version, new: Version) -> Changes {
        let comparison = Reading::between(&old, &new).compare();
        let is_change = |change: &BlockChange| change.fate != Fate::Kept;
        let all = comparison.changes.into_iter().filter(is_change);
        let lines = all.map(|change| change.runs).collect();
        Changes { lines, old, new }
    }

    fn render(&self, t: &Tongue) -> Markup {
        let more = self.lines.len().saturating_sub(SHOWN);
        html! {
            @if self.lines.is_empty() { p { (t.say("document-beside-nothing")) } }
            @for line in self.lines.iter().take(SHOWN) {
                p .diff dir="auto" { @for run in line { (run_in_words(run, (&self.old, &self.new))) } }
            }
            @if more > 0 { p .small { (t.say_with("document-beside-more", &[("count", (more as i64).into())])) } }
        }
    }
}

/// How two texts fit together.
pub(super) struct Beside {
    /// All that each changed.
    all: (Changes, Changes),
    /// How many places each changed alone: the other, and the one who writes.
    alone: (usize, usize),
    /// What each made of a place where both wrote.
    clashes: Vec<(Changes, Changes)>,
    clash_count: usize,
}

impl Beside {
    pub fn of(base: &Version, theirs: &Version, mine: &Version) -> Beside {
        let base = &as_written(base);
        let parts = merge(base, theirs, mine);
        let count = |is: fn(&Part) -> bool| parts.iter().filter(|part| is(part)).count();
        let clashes = parts.iter().filter_map(|part| match part {
            Part::Clash {
                base: was,
                theirs: they,
                mine: me,
            } => {
                let was = || some(base, was.clone());
                let they = Changes::between(was()?, some(theirs, they.clone())?);
                Some((they, Changes::between(was()?, some(mine, me.clone())?)))
            }
            _ => None,
        });
        Beside {
            all: (
                Changes::between(base.clone(), theirs.clone()),
                Changes::between(base.clone(), mine.clone()),
            ),
            alone: (
                count(|part| matches!(part, Part::Theirs(_))),
                count(|part| matches!(part, Part::Mine(_))),
            ),
            clash_count: count(|part| matches!(part, Part::Clash { .. })),
            clashes: clashes.take(SHOWN).collect(),
        }
    }

    pub fn render(&self, t: &Tongue) -> Markup {
        let alone = [
            ("theirs", (self.alone.0 as i64).into()),
            ("mine", (self.alone.1 as i64).into()),
        ];
        html! {
            p { (t.say_with("document-beside-count", &alone)) }
            @if self.clash_count > 0 {
                p { (t.say_with("document-beside-clashes", &[("count", (self.clash_count as i64).into())])) }
                @for clash in &self.clashes { (sides(t, clash)) }
            } @else { (sides(t, &self.all)) }
        }
    }
}

fn sides(t: &Tongue, (by_them, by_me): &(Changes, Changes)) -> Markup {
    html! {
        div .sides {
            div { h3 { (t.say("document-beside-them")) } (by_them.render(t)) }
            div { h3 { (t.say("document-beside-me")) } (by_me.render(t)) }
        }
    }
}

/// Both texts in one, as Markdown: where both wrote, theirs and then mine. Nothing when it is too long for a version.
pub(super) fn put_together(
    base: &Version,
    theirs: &Version,
    mine: &[BlockSource],
) -> Option<String> {
    let mine = Version::from_blocks(mine, BlockId(0).following()).ok()?;
    let mut blocks: Vec<BlockSource> = Vec::new();
    let mut take = |from: &Version, range: std::ops::Range<usize>| {
        let part = from.blocks()[range].iter();
        blocks.extend(part.map(|block| whole(from, block)));
    };
    for part in merge(&as_written(base), theirs, &mine) {
        match part {
            Part::Kept(range) | Part::Mine(range) => take(&mine, range),
            Part::Theirs(range) => take(theirs, range),
            Part::Clash {
                theirs: they,
                mine: me,
                ..
            } => {
                take(theirs, they);
                take(&mine, me);
            }
        }
    }
    let both = Version::from_blocks(&blocks, BlockId(0).following()).ok()?;
    Some(plenary_paper::to_markdown(&both))
}

/// A version as the field for writing gives it: what Markdown cannot say of it was changed by nobody.
fn as_written(version: &Version) -> Version {
    let blocks = plenary_paper::from_markdown(&plenary_paper::to_markdown(version)).blocks;
    Version::from_blocks(&blocks, BlockId(0).following()).unwrap_or_else(|_| version.clone())
}

/// Some blocks of a version as a text of their own.
fn some(version: &Version, range: std::ops::Range<usize>) -> Option<Version> {
    let blocks = version.blocks()[range].iter();
    let blocks: Vec<BlockSource> = blocks.map(|block| whole(version, block)).collect();
    Version::from_blocks(&blocks, BlockId(0).following()).ok()
}

fn run_in_words(run: &DiffRun, (old, new): (&Version, &Version)) -> Markup {
    match run {
        DiffRun::Kept { new: span, .. } => html! { (safe_text(new.slice(*span))) },
        DiffRun::Inserted { new: span } | DiffRun::MovedIn { new: span, .. } => {
            html! { ins { (safe_text(new.slice(*span))) } }
        }
        DiffRun::Deleted { old: span } | DiffRun::MovedOut { old: span, .. } => {
            html! { del { (safe_text(old.slice(*span))) } }
        }
    }
}
