//! Plots as inline SVG, each with the table behind it; patterns as well as colours, sizes as attributes.
//!
//! A plot is a picture for eyes: it is hidden from screen readers, which get the table.

use maud::{Markup, html};

use super::badge::{GROUP_COLOURS, Group, group_badge};
use super::table::{Align, Table};
use crate::tongue::Tongue;

/// The width of every plot, in its own units; the page scales it.
const WIDTH: f64 = 640.0;

/// The width of a plot that stands beside names.
const NARROW: f64 = 400.0;

/// A count with its name and, where it is a stakeholder group's, the group.
pub struct Bar<'a> {
    /// What is counted.
    pub label: &'a str,
    /// Whose it is; decides colour and pattern.
    pub group: Option<Group<'a>>,
    /// How many.
    pub count: u64,
}

impl Bar<'_> {
    fn paint(&self) -> String {
        self.group.map_or("ink".to_owned(), |group| group.class())
    }

    fn name(&self) -> Markup {
        match &self.group {
            Some(group) => group_badge(group),
            None => html! { bdi { (self.label) } },
        }
    }
}

/// One bar divided by group, with its legend.
pub fn stacked_bar(t: &Tongue, caption: &str, parts: &[Bar]) -> Markup {
    let total: u64 = parts.iter().map(|part| part.count).sum();
    let mut from = 0.0;
    let mut pieces = Vec::new();
    for part in parts.iter().filter(|part| part.count > 0) {
        let width = WIDTH * part.count as f64 / total as f64;
        pieces.push((from, width, part));
        from += width;
    }
    let picture = html! {
        svg .plot viewBox={ "0 0 " (WIDTH) " 44" } aria-hidden="true" {
            @for (from, width, part) in &pieces {
                g .(part.paint()) {
                    rect .fill x=(units(*from)) y="0" width=(units((width - 2.0).max(1.0))) height="44" {}
                    (pattern(part, *from, 0.0, (width - 2.0).max(1.0), 44.0))
                    @if *width > 26.0 {
                        text .on x=(units(from + width / 2.0 - 1.0)) y="28" text-anchor="middle" { (letter(part)) }
                    }
                }
            }
        }
        ul .legend { @for part in parts { li { (part.name()) " " (t.number(whole(part.count))) } } }
    };
    figure(t, caption, picture, counts(t, caption, parts, total))
}

/// Bars below each other, longest where it is longest; the figure stands at the end.
pub fn bars(t: &Tongue, caption: &str, parts: &[Bar]) -> Markup {
    let most = parts
        .iter()
        .map(|part| part.count)
        .max()
        .unwrap_or(0)
        .max(1);
    let total = parts.iter().map(|part| part.count).sum();
    let picture = html! {
        ul .bars aria-hidden="true" {
            @for part in parts {
                @let width = (NARROW - 52.0) * part.count as f64 / most as f64;
                li {
                    span { (part.name()) }
                    svg .plot viewBox={ "0 0 " (NARROW) " 22" } {
                        g .(part.paint()) {
                            rect .fill x="0" y="3" width=(units(width)) height="16" {}
                            (pattern(part, 0.0, 3.0, width, 16.0))
                        }
                        text x=(units(width + 8.0)) y="17" { (t.number(whole(part.count))) }
                    }
                }
            }
        }
    };
    figure(t, caption, picture, counts(t, caption, parts, total))
}

/// A value at a time.
pub struct Point {
    /// The time's label.
    pub label: String,
    /// The value.
    pub value: u64,
}

/// Values over time as steps: each holds until the next.
pub fn line_chart(t: &Tongue, caption: &str, unit: &str, points: &[Point]) -> Markup {
    let most = points
        .iter()
        .map(|point| point.value)
        .max()
        .unwrap_or(0)
        .max(1);
    let x = |index: usize| {
        8.0 + (WIDTH - 60.0) * index as f64 / points.len().saturating_sub(1).max(1) as f64
    };
    let y = |value: u64| 128.0 - 108.0 * value as f64 / most as f64;
    let mut path = String::new();
    for (index, point) in points.iter().enumerate() {
        let height = units(y(point.value));
        match index {
            0 => path.push_str(&format!("M{} {height}", units(x(0)))),
            _ => path.push_str(&format!("H{}V{height}", units(x(index)))),
        }
    }
    let last = points
        .last()
        .map(|point| (x(points.len() - 1), y(point.value), point));
    let picture = html! {
        svg .plot viewBox={ "0 0 " (WIDTH) " 160" } aria-hidden="true" {
            path .axis d={ "M8 128H" (units(WIDTH - 52.0)) } {}
            path .line d=(path) {}
            @if let Some((x, y, point)) = last {
                circle .end cx=(units(x)) cy=(units(y)) r="4" {}
                text x=(units(x + 10.0)) y=(units(y + 5.0)) { (t.number(whole(point.value))) }
            }
            @if let (Some(first), Some((x, _, point))) = (points.first(), last) {
                text x="8" y="136" dominant-baseline="hanging" { (first.label) }
                text x=(units(x)) y="136" dominant-baseline="hanging" text-anchor="end" { (point.label) }
            }
        }
    };
    let rows = points
        .iter()
        .map(|p| vec![html! { (p.label) }, html! { (t.number(whole(p.value))) }])
        .collect();
    let when = t.say("table-when");
    let table = Table {
        caption,
        columns: vec![(&when, Align::Words), (unit, Align::Figures)],
        rows,
    };
    figure(t, caption, picture, table.render())
}

fn figure(t: &Tongue, caption: &str, picture: Markup, table: Markup) -> Markup {
    html! {
        figure .chart {
            figcaption { (caption) }
            (picture)
            details { summary { (t.say("table-behind")) } (table) }
        }
    }
}

fn counts(t: &Tongue, caption: &str, parts: &[Bar], total: u64) -> Markup {
    let row = |name: Markup, count: u64| {
        let share = (count * 100 + total / 2).checked_div(total).unwrap_or(0);
        vec![
            name,
            html! { (t.number(whole(count))) },
            html! { (share) " %" },
        ]
    };
    let mut rows: Vec<Vec<Markup>> = parts
        .iter()
        .map(|part| row(part.name(), part.count))
        .collect();
    rows.push(row(html! { (t.say("total")) }, total));
    let (what, number) = (t.say("table-what"), t.say("table-number"));
    let columns = vec![
        (what.as_ref(), Align::Words),
        (number.as_ref(), Align::Figures),
        ("%", Align::Figures),
    ];
    Table {
        caption,
        columns,
        rows,
    }
    .render()
}

/// Lines across the fill, another for each colour, so that groups differ without colour too.
fn pattern(part: &Bar, from: f64, top: f64, width: f64, height: f64) -> Markup {
    let step = match part.group.map(|group| group.colour % GROUP_COLOURS) {
        None | Some(0) => return html! {},
        Some(colour) => f64::from(3 + 2 * colour),
    };
    let slanted = part.group.is_some_and(|group| group.colour % 2 == 1);
    let lean = if slanted { height.min(10.0) } else { 0.0 };
    let mut path = String::new();
    let mut at = from + step;
    while at + lean < from + width {
        path.push_str(&format!(
            "M{} {}l{} {}",
            units(at + lean),
            units(top),
            units(-lean),
            units(height)
        ));
        at += step;
    }
    html! { path .hatch d=(path) {} }
}

fn letter<'a>(part: &'a Bar) -> &'a str {
    part.group.map_or("", |group| group.letter)
}

/// A length with one digit behind the point: enough for the eye, short on the wire.
fn units(length: f64) -> f64 {
    (length * 10.0).round() / 10.0
}

fn whole(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tongue::{Catalogue, KIT_ENGLISH};

    #[test]
    fn a_plot_of_nothing_is_drawn_without_nonsense() {
        let t = Catalogue::new(vec![("en", KIT_ENGLISH)])
            .expect("sound")
            .choose(None, None);
        let empty = [Bar {
            label: "a",
            group: None,
            count: 0,
        }];
        for plot in [
            stacked_bar(&t, "c", &empty),
            bars(&t, "c", &[]),
            line_chart(&t, "c", "u", &[]),
        ] {
            assert!(
                !plot.0.contains("NaN") && !plot.0.contains("inf"),
                "{}",
                plot.0
            );
            assert!(plot.0.contains("<table>") && !plot.0.contains("style="));
        }
    }
}
