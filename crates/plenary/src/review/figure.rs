//! Whose voices went where: stakeholder groups on one side, sections of the text on the other, and the table behind it.

use maud::{Markup, html};
use plenary_kit::page::{Align, Table, safe_text};
use plenary_kit::tongue::Tongue;

use crate::forum::Group;

/// How many voices of each group went into each section.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Flow {
    /// The groups that are heard, by their place among the forum's groups.
    pub groups: Vec<(usize, Group)>,
    /// The sections by number and heading.
    pub sections: Vec<String>,
    /// For each group and section, how many.
    pub counts: Vec<Vec<i64>>,
}

const WIDTH: i64 = 720;
const LEFT: i64 = 200;
const RIGHT: i64 = 480;
const BAR: i64 = 10;
const GAP: i64 = 12;
/// The height that all voices together take.
const TALL: i64 = 260;

impl Flow {
    fn total(&self) -> i64 {
        self.counts.iter().flatten().sum()
    }

    fn of_group(&self, at: usize) -> i64 {
        self.counts[at].iter().sum()
    }

    fn of_section(&self, at: usize) -> i64 {
        self.counts.iter().map(|row| row[at]).sum()
    }

    /// The figure with its table; nothing while no voice went anywhere.
    pub fn render(&self, t: &Tongue) -> Markup {
        if self.total() == 0 {
            return html! {};
        }
        let caption = t.say("review-flow");
        html! {
            figure .flow {
                figcaption { (caption) }
                div .scroll tabindex="0" role="img" aria-label=(caption) { (self.ribbons(t)) }
                details { summary { (t.say("review-flow-table")) } (self.table(t)) }
            }
        }
    }

    fn ribbons(&self, t: &Tongue) -> Markup {
        let unit = (TALL / self.total()).clamp(3, 18);
        let stack = |count: usize, of: &dyn Fn(usize) -> i64| -> Vec<i64> {
            let mut top = 0;
            let tops = (0..count).map(|at| {
                let here = top;
                top += of(at) * unit + GAP;
                here
            });
            tops.collect()
        };
        let left = stack(self.groups.len(), &|at| self.of_group(at));
        let right = stack(self.sections.len(), &|at| self.of_section(at));
        let end = |tops: &[i64], last: i64| tops.last().map_or(0, |top| top + last * unit);
        let tall = end(&left, self.of_group(self.groups.len() - 1))
            .max(end(&right, self.of_section(self.sections.len() - 1)));
        let is_mirrored = t.dir() == "rtl";
        let x = |at: i64| if is_mirrored { WIDTH - at } else { at };
        // A bar grows to the right wherever it stands.
        let bar = |at: i64| if is_mirrored { WIDTH - at - BAR } else { at };
        let (outer, inner) = if is_mirrored {
            ("start", "end")
        } else {
            ("end", "start")
        };
        html! {
            svg .plot.ribbons viewBox={ "0 -4 " (WIDTH) " " (tall + 8) } direction="ltr" aria-hidden="true" {
                (self.paths(&x, unit, &left, &right))
                @for (at, (place, group)) in self.groups.iter().enumerate() {
                    @let height = self.of_group(at) * unit;
                    g .{ "g" (place % 8) } { rect .fill x=(bar(LEFT)) y=(left[at]) width=(BAR) height=(height) {} }
                    text x=(x(LEFT - 8)) y=(left[at] + height / 2 + 5) text-anchor=(outer) { (safe_text(&shortened(&group.name, 24))) " " (self.of_group(at)) }
                }
                @for (at, section) in self.sections.iter().enumerate() {
                    @let height = self.of_section(at) * unit;
                    rect .ink x=(bar(RIGHT)) y=(right[at]) width=(BAR) height=(height.max(2)) {}
                    text x=(x(RIGHT + BAR + 8)) y=(right[at] + height / 2 + 5) text-anchor=(inner) { (safe_text(&shortened(section, 30))) " " (self.of_section(at)) }
                }
            }
        }
    }

    fn paths(&self, x: &dyn Fn(i64) -> i64, unit: i64, left: &[i64], right: &[i64]) -> Markup {
        let (mut from, mut to) = (left.to_vec(), right.to_vec());
        let (a, b) = (x(LEFT + BAR), x(RIGHT));
        let middle = (a + b) / 2;
        let mut ribbons = Vec::new();
        for (at, row) in self.counts.iter().enumerate() {
            for (section, count) in row.iter().enumerate().filter(|(_, count)| **count > 0) {
                let height = count * unit;
                let (y, z) = (from[at], to[section]);
                let (below, under) = (y + height, z + height);
                ribbons.push((
                    self.groups[at].0 % 8,
                    format!(
                        "M{a} {y}C{middle} {y} {middle} {z} {b} {z}V{under}C{middle} {under} {middle} {below} {a} {below}Z"
                    ),
                ));
                from[at] = below;
                to[section] = under;
            }
        }
        html! { @for (group, path) in &ribbons { path .{ "ribbon g" (group) } d=(path) {} } }
    }

    fn table(&self, t: &Tongue) -> Markup {
        let (caption, section, all) = (
            t.say("review-flow"),
            t.say("review-flow-section"),
            t.say("review-counts-all"),
        );
        let mut columns = vec![(section.as_ref(), Align::Words)];
        columns.extend(
            self.groups
                .iter()
                .map(|(_, group)| (group.name.as_str(), Align::Figures)),
        );
        columns.push((all.as_ref(), Align::Figures));
        let rows = self.sections.iter().enumerate().map(|(at, section)| {
            let mut row = vec![html! { (safe_text(section)) }];
            row.extend(self.counts.iter().map(|counts| html! { (counts[at]) }));
            row.push(html! { (self.of_section(at)) });
            row
        });
        Table {
            caption: &caption,
            rows: rows.collect(),
            columns,
        }
        .render()
    }
}

/// The first words, cut between words.
pub(super) fn shortened(text: &str, letters: usize) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let Some((at, _)) = line.char_indices().nth(letters) else {
        return line;
    };
    let end = line[..at]
        .rfind(' ')
        .filter(|end| *end > at / 2)
        .unwrap_or(at);
    format!("{} …", line[..end].trim_end_matches([',', ';', ':', '.']))
}
