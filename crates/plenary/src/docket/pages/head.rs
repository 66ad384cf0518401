//! The public head of the docket: how many inputs came, from whom, how many are answered and how long it took.

use maud::{Markup, html};
use plenary_kit::page::{Bar, stacked_bar, tally};
use plenary_kit::tongue::Tongue;

use super::group;
use crate::docket::tally::{Head, OVERDUE_COUNTED, Waits};
use crate::forum::Group;

/// The head in words, in figures and as a small chart with its table.
pub fn render(t: &Tongue, head: &Head, groups: &[Group]) -> Markup {
    html! {
        p .lead { (in_words(t, head)) }
        @if head.items > 0 {
            (tally(&figures(t, head)))
            (by_group(t, head, groups))
        }
    }
}

/// The same for a page that has other things to say: the figures and the chart.
pub fn brief(t: &Tongue, head: &Head, groups: &[Group]) -> Markup {
    html! { (tally(&figures(t, head))) (by_group(t, head, groups)) }
}

fn in_words(t: &Tongue, head: &Head) -> String {
    if head.items == 0 {
        return t.say("docket-head-none").into_owned();
    }
    let came = t.say_with(
        "docket-head-came",
        &[
            ("items", head.items.into()),
            ("answered", head.answered.into()),
        ],
    );
    let took = head.waits.map(|waits| took(t, &waits)).unwrap_or_default();
    let late = match head.overdue {
        0 => String::new(),
        _ => t.say_with("docket-head-overdue", &[("items", overdue(t, head).into())]),
    };
    [came, took, late].join(" ").trim().to_owned()
}

fn took(t: &Tongue, waits: &Waits) -> String {
    t.say_with(
        "docket-head-took",
        &[
            ("median", hours(t, waits.median_hours).into()),
            ("ninetieth", hours(t, waits.ninetieth_hours).into()),
            ("longest", hours(t, waits.longest_hours).into()),
        ],
    )
}

fn hours(t: &Tongue, hours: i64) -> String {
    match hours {
        0 => t.say("docket-under-an-hour").into_owned(),
        more => t.duration(more * plenary_kit::time::HOUR_MS),
    }
}

/// A wait in large letters: whole days once there are two.
fn rounded(t: &Tongue, hours_waited: i64) -> String {
    match hours_waited {
        48.. => t.duration((hours_waited + 12) / 24 * plenary_kit::time::DAY_MS),
        fewer => hours(t, fewer),
    }
}

fn overdue(t: &Tongue, head: &Head) -> String {
    match head.overdue {
        OVERDUE_COUNTED.. => format!("{}+", t.number(OVERDUE_COUNTED)),
        fewer => t.number(fewer),
    }
}

fn figures(t: &Tongue, head: &Head) -> Vec<(String, String)> {
    let share = (head.answered * 100 + head.items / 2) / head.items.max(1);
    let label = |key: &str| t.say(key).into_owned();
    let mut figures = vec![(
        format!("{share} %"),
        t.say_with("docket-figure-answered", &[("items", head.items.into())]),
    )];
    if let Some(waits) = head.waits {
        figures.push((
            rounded(t, waits.median_hours),
            label("docket-figure-median"),
        ));
        figures.push((
            rounded(t, waits.longest_hours),
            label("docket-figure-longest"),
        ));
    }
    figures.push((overdue(t, head), label("docket-figure-overdue")));
    figures
}

fn by_group(t: &Tongue, head: &Head, groups: &[Group]) -> Markup {
    let none = t.say("docket-no-group");
    let count =
        |word: &str| u64::try_from(head.by_group.get(word).copied().unwrap_or(0)).unwrap_or(0);
    let mut parts: Vec<Bar<'_>> = groups
        .iter()
        .map(|each| Bar {
            label: &each.name,
            group: group(groups, Some(&each.word)),
            count: count(&each.word),
        })
        .filter(|bar| bar.count > 0)
        .collect();
    if count("") > 0 {
        parts.push(Bar {
            label: &none,
            group: None,
            count: count(""),
        });
    }
    stacked_bar(t, &t.say("docket-chart-groups"), &parts)
}
