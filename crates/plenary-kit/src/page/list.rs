//! Lists: docket rows, filters, pages, phases, facts, and the three panes of the queue.

use maud::{Markup, html};

use super::badge::{Group, Tlp, group_badge, stamp, state_badge, tlp};
use super::prose::safe_text;
use crate::tongue::Tongue;

/// One line of the docket.
pub struct DocketRow<'a> {
    /// The item's number.
    pub number: &'a str,
    /// The item's page.
    pub href: &'a str,
    /// Its kind.
    pub kind: &'a str,
    /// Its title or first words.
    pub title: &'a str,
    /// The language of the title.
    pub lang: Option<&'a str>,
    /// Who said it, as far as the viewer may know.
    pub by: Option<&'a str>,
    /// Their stakeholder group.
    pub group: Option<Group<'a>>,
    /// The door it came by.
    pub door: &'a str,
    /// Who may read it.
    pub mark: Tlp,
    /// How old it is, in words.
    pub age: &'a str,
    /// Whether it came after the deadline.
    pub is_late: bool,
    /// Its work state.
    pub state: &'a str,
    /// In place of the state once it is answered: the disposition's name.
    pub disposition: Option<&'a str>,
    /// Whose move it is.
    pub move_of: Option<&'a str>,
    /// When the answer is due.
    pub due: Option<Markup>,
    /// Whether that is over.
    pub is_overdue: bool,
}

/// The docket, or a part of it, as a list; what is TLP:CLEAR is said once below it, every other mark on its row.
pub fn docket_list(t: &Tongue, rows: &[DocketRow]) -> Markup {
    let open = rows.iter().any(|row| row.mark == Tlp::Clear);
    html! {
        ol .docket { @for row in rows { (row.render(t)) } }
        @if open { p .meta { span { (t.mark_with("unmarked-rows", &[("mark", tlp(Tlp::Clear).into())])) } } }
    }
}

impl DocketRow<'_> {
    fn render(&self, t: &Tongue) -> Markup {
        html! {
            li {
                (stamp(t, self.number, None))
                div .what {
                    a href=(self.href) lang=[self.lang] dir="auto" { (safe_text(self.title)) }
                    p .meta {
                        @if let Some(by) = self.by { bdi { (safe_text(by)) } " " }
                        @if let Some(group) = &self.group { (group_badge(group)) " " }
                        span { (t.say(&format!("kind-{}", self.kind))) ", " (t.say(&format!("door-{}", self.door))) ", "
                            (self.age) @if self.is_late { " " em .late { (t.say("late")) } } } " "
                        @if self.mark != Tlp::Clear { (tlp(self.mark)) }
                    }
                }
                div .where { (self.standing(t)) }
            }
        }
    }

    fn standing(&self, t: &Tongue) -> Markup {
        html! {
            @match self.disposition {
                Some(name) => span .{ "state s-published d-" (name) } { (t.say(&format!("disposition-{name}"))) },
                None => (state_badge(t, self.state)),
            }
            @if let Some(who) = self.move_of { span .move { bdi { (who) } } }
            @if let Some(due) = &self.due {
                @let key = if self.is_overdue { "overdue" } else { "due" };
                span .overdue[self.is_overdue] { (t.mark_with(key, &[("when", due.clone().into())])) }
            }
        }
    }
}

/// A link that narrows a list, with the count it would show.
pub struct Filter<'a> {
    /// What it shows.
    pub label: String,
    /// The list with it.
    pub href: &'a str,
    /// How many that are.
    pub count: Option<u64>,
    /// Whether the list shows it now.
    pub is_chosen: bool,
}

/// Filters of one kind.
pub struct FilterGroup<'a> {
    /// What is chosen among.
    pub label: &'a str,
    /// The choices.
    pub filters: Vec<Filter<'a>>,
}

/// The filters of a list as links, a line a kind.
pub fn filter_bar(t: &Tongue, groups: &[FilterGroup]) -> Markup {
    html! {
        nav .filters aria-label=(t.say("filters")) {
            dl { @for group in groups {
                div { dt { (group.label) }
                @for filter in &group.filters {
                    dd { a href=(filter.href) aria-current=[filter.is_chosen.then_some("true")] { (filter.label)
                        @if let Some(count) = filter.count { " " small { (t.number(i64::try_from(count).unwrap_or(i64::MAX))) } } } }
                } }
            } }
        }
    }
}

/// Ways to the neighbouring pages of a list.
#[derive(Default)]
pub struct Pager<'a> {
    /// The page before.
    pub newer: Option<&'a str>,
    /// The page after.
    pub older: Option<&'a str>,
    /// What this page shows, such as "Items 201 to 300 of 1204".
    pub shows: Option<String>,
}

impl Pager<'_> {
    /// The links, or nothing when there is only one page.
    pub fn render(&self, t: &Tongue) -> Markup {
        html! {
            nav .pager aria-label=(t.say("pages-label")) {
                @if let Some(href) = self.newer { a rel="prev" href=(href) { (t.say("newer")) } }
                @if let Some(shows) = &self.shows { span { (shows) } }
                @if let Some(href) = self.older { a rel="next" href=(href) { (t.say("older")) } }
            }
        }
    }
}

/// Where a phase stands, as its dates tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Closed.
    Past,
    /// Open now.
    Open,
    /// Not yet open.
    Coming,
}

/// A phase of a cycle on its time line.
pub struct PhaseLine<'a> {
    /// Its name.
    pub name: &'a str,
    /// Its page.
    pub href: Option<&'a str>,
    /// From when to when.
    pub dates: Markup,
    /// Where it stands.
    pub standing: Standing,
    /// A sentence more, such as how long it is still open.
    pub note: Option<String>,
    /// What falls into it, such as a session, in order.
    pub within: Vec<Markup>,
}

/// The phases of a cycle in order.
pub fn phases(t: &Tongue, lines: &[PhaseLine]) -> Markup {
    html! {
        ol .phases aria-label=(t.say("phases-label")) {
            @for line in lines {
                @let (class, key) = match line.standing {
                    Standing::Past => ("past", "phase-past"),
                    Standing::Open => ("open", "phase-open"),
                    Standing::Coming => ("coming", "phase-coming"),
                };
                li .(class) aria-current=[(line.standing == Standing::Open).then_some("step")] {
                    strong { @match line.href { Some(href) => a href=(href) { (safe_text(line.name)) }, None => (safe_text(line.name)) } }
                    span .standing { (t.say(key)) }
                    span .dates { (line.dates) }
                    @if let Some(note) = &line.note { span .note { (note) } }
                    @if !line.within.is_empty() { ul { @for each in &line.within { li { (each) } } } }
                }
            }
        }
    }
}

/// Facts as names and values.
pub fn facts(facts: &[(&str, Markup)]) -> Markup {
    html! { dl .facts { @for (name, value) in facts { div { dt { (name) } dd { (value) } } } } }
}

/// A few large figures, each with what it counts.
pub fn tally(figures: &[(String, String)]) -> Markup {
    html! { dl .tally { @for (figure, counts) in figures { div { dt { (counts) } dd { (figure) } } } } }
}

/// The queue's panes: open items, the item with its answer form, and what stands beside it.
///
/// Give every row of `list` as `li`, the current one with `aria-current="true"`; on a phone only it and its neighbours show.
pub fn panes(t: &Tongue, list: Markup, item: Markup, side: Markup) -> Markup {
    html! {
        div .panes data-queue {
            nav .pane-list aria-label=(t.say("queue-list")) { (list) }
            section .pane-item aria-label=(t.say("queue-item")) { (item) }
            aside .pane-side aria-label=(t.say("queue-side")) { (side) }
        }
    }
}

/// A row of the list of panes, with its `stamp`; `more` is what it stands for beside itself.
pub fn queue_row(
    stamp: &Markup,
    href: &str,
    (title, more): (&str, Option<&str>),
    group: Option<&Group>,
    is_current: bool,
) -> Markup {
    html! {
        li aria-current=[is_current.then_some("true")] {
            a href=(href) data-row {
                (stamp) " "
                span dir="auto" { (safe_text(title)) }
                @if let Some(group) = group { " " (group_badge(group)) }
                @if let Some(more) = more { " " small { (more) } }
            }
        }
    }
}
