//! Two texts that followed the same version: what the other wrote, beside what one wrote oneself.

use maud::{Markup, html};
use plenary_kit::page::safe_text;
use plenary_kit::tongue::Tongue;
use plenary_passage::{BlockChange, DiffRun, Fate, Reading, Version};

/// The most changes of each side that are shown; the comparison of versions shows all.
const SHOWN: usize = 60;

/// What changed from one text to another, block by block with its words marked.
pub(super) struct Changes {
    lines: Vec<Vec<DiffRun>>,
    more: usize,
}

impl Changes {
    pub fn between(old: &Version, new: &Version) -> Changes {
        let comparison = Reading::between(old, new).compare();
        let is_change = |change: &BlockChange| change.fate != Fate::Kept;
        let all = comparison.changes.into_iter().filter(is_change);
        let mut lines: Vec<Vec<DiffRun>> = all.map(|change| change.runs).collect();
        let more = lines.len().saturating_sub(SHOWN);
        lines.truncate(SHOWN);
        Changes { lines, more }
    }

    fn render(&self, t: &Tongue, versions: (&Version, &Version)) -> Markup {
        html! {
            @if self.lines.is_empty() { p { (t.say("document-beside-nothing")) } }
            @for line in &self.lines { p .diff dir="auto" { @for run in line { (run_in_words(run, versions)) } } }
            @if self.more > 0 { p .small { (t.say_with("document-beside-more", &[("count", (self.more as i64).into())])) } }
        }
    }
}

/// Both sides.
pub(super) struct Beside {
    base: Version,
    theirs: Version,
    mine: Version,
    by_them: Changes,
    by_me: Changes,
}

impl Beside {
    pub fn of(base: &Version, theirs: &Version, mine: &Version) -> Beside {
        Beside {
            by_them: Changes::between(base, theirs),
            by_me: Changes::between(base, mine),
            base: base.clone(),
            theirs: theirs.clone(),
            mine: mine.clone(),
        }
    }

    pub fn render(&self, t: &Tongue) -> Markup {
        html! {
            h3 { (t.say("document-beside-them")) }
            (self.by_them.render(t, (&self.base, &self.theirs)))
            h3 { (t.say("document-beside-me")) }
            (self.by_me.render(t, (&self.base, &self.mine)))
        }
    }
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
