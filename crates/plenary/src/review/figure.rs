//! Whose voices went where: stakeholder groups on one side, parts of the text and what became of the others on the other
//! side, and the table behind it.

use maud::{Markup, html};
use plenary_kit::page::{Align, Table, safe_text};
use plenary_kit::tongue::Tongue;

/// A group of voices, or of those that show none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Source {
    /// Its place among the forum's groups, which decides its colour; none for voices that show no group.
    pub place: Option<usize>,
    /// Its name.
    pub name: String,
}

/// Where voices went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct End {
    /// The heading of a part of the text, or what became of the voices that no part stands on.
    pub name: String,
    /// Whether it is a part of the text.
    pub is_text: bool,
}

/// How many voices of each group went into each part of the text, and what became of the others.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Flow {
    /// The groups that are heard, in the forum's order.
    pub sources: Vec<Source>,
    /// The parts of the text in their order, then what became of the rest.
    pub ends: Vec<End>,
    /// For each group and end, how many.
    pub counts: Vec<Vec<i64>>,
    /// How many voices there are, each counted once.
    pub voices: i64,
    /// How many of them the text stands on.
    pub used: i64,
}

/// The width in units; on a phone a unit is somewhat less than a pixel, on a wide screen somewhat more.
const WIDTH: i64 = 400;
const LEFT: i64 = 116;
const RIGHT: i64 = 234;
const BAR: i64 = 12;
const GAP: i64 = 9;
/// The height that all voices together take, where names leave them room.
const TALL: i64 = 300;
/// The height of a line of a name.
const LINE: i64 = 15;
/// So many letters of a name fit in a line on either side.
const LETTERS: [usize; 2] = [14, 18];
/// The most lines of a name.
const LINES: usize = 3;

/// A bar with its name: where its slot begins, how high the slot and the bar are.
#[derive(Clone, Debug)]
struct Slot {
    top: i64,
    tall: i64,
    bar: i64,
    lines: Vec<String>,
}

impl Slot {
    /// Where its bar begins.
    fn from(&self) -> i64 {
        self.top + (self.tall - self.bar) / 2
    }
}

impl Flow {
    fn of_source(&self, at: usize) -> i64 {
        self.counts[at].iter().sum()
    }

    fn of_end(&self, at: usize) -> i64 {
        self.counts.iter().map(|row| row[at]).sum()
    }

    /// The figure with its table; nothing while no voice went anywhere.
    pub fn render(&self, t: &Tongue) -> Markup {
        if self.voices == 0 || self.ends.is_empty() {
            return html! {};
        }
        html! {
            figure .chart {
                figcaption { (t.say("review-flow")) }
                p { (self.in_words(t)) }
                (self.ribbons(t))
                details { summary { (t.say("review-flow-table")) } div .scroll tabindex="0" role="group" aria-label=(t.say("review-flow")) { (self.table(t)) } }
            }
        }
    }

    fn in_words(&self, t: &Tongue) -> String {
        let args = [("voices", self.voices.into()), ("used", self.used.into())];
        t.say_with("review-flow-words", &args)
    }

    /// Bars below each other, with a wider gap between the text and the rest.
    fn stack(
        &self,
        names: &[String],
        counts: &[i64],
        letters: usize,
        rest: Option<usize>,
    ) -> Vec<Slot> {
        let all: i64 = counts.iter().sum();
        let unit = (TALL / all.max(1)).clamp(1, 14);
        let mut top = 0;
        let slots = names
            .iter()
            .zip(counts)
            .enumerate()
            .map(|(at, (name, count))| {
                if rest == Some(at) {
                    top += LINE + GAP;
                }
                let lines = wrapped(name, *count, letters);
                let bar = (count * unit).max(3);
                let slot = Slot {
                    top,
                    tall: bar.max(lines.len() as i64 * LINE),
                    bar,
                    lines,
                };
                top += slot.tall + GAP;
                slot
            });
        slots.collect()
    }

    fn ribbons(&self, t: &Tongue) -> Markup {
        let names: Vec<String> = self.sources.iter().map(|each| each.name.clone()).collect();
        let counts: Vec<i64> = (0..names.len()).map(|at| self.of_source(at)).collect();
        let left = self.stack(&names, &counts, LETTERS[0], None);
        let names: Vec<String> = self.ends.iter().map(|each| each.name.clone()).collect();
        let counts: Vec<i64> = (0..names.len()).map(|at| self.of_end(at)).collect();
        let rest = self.ends.iter().position(|each| !each.is_text);
        let right = self.stack(&names, &counts, LETTERS[1], rest);
        let end = |slots: &[Slot]| slots.last().map_or(0, |slot| slot.top + slot.tall);
        let tall = end(&left).max(end(&right));
        // The shorter side stands in the middle of the longer one.
        let (down, over) = ((tall - end(&left)) / 2, (tall - end(&right)) / 2);
        let paint = |at: usize| {
            self.sources[at]
                .place
                .map_or("ink".into(), |place| format!("g{}", place % 8))
        };
        html! {
            svg .plot.ribbons viewBox={ "0 0 " (WIDTH) " " (tall + 4) } role="img" aria-labelledby="flow-title flow-text" {
                title #flow-title { (t.say("review-flow")) }
                desc #flow-text { (self.in_words(t)) }
                (self.paths(&left, &right, (down, over), &paint))
                @for (at, slot) in left.iter().enumerate() {
                    g .(paint(at)) { rect .fill x=(LEFT) y=(slot.from() + down) width=(BAR) height=(slot.bar) {} }
                    (label(slot, down, LEFT - 6, true))
                }
                @for (slot, each) in right.iter().zip(&self.ends) {
                    rect .ink[each.is_text] .fill[!each.is_text] x=(RIGHT) y=(slot.from() + over) width=(BAR) height=(slot.bar) {}
                    (label(slot, over, RIGHT + BAR + 6, false))
                }
                @if let Some(first) = rest.and_then(|at| right.get(at)) {
                    text .rest x=(RIGHT) y=(first.top + over - 8) { (t.say("review-flow-rest")) }
                }
            }
        }
    }

    fn paths(
        &self,
        left: &[Slot],
        right: &[Slot],
        (down, over): (i64, i64),
        paint: &dyn Fn(usize) -> String,
    ) -> Markup {
        let (a, b) = (LEFT + BAR, RIGHT);
        let middle = (a + b) / 2;
        // How much of each bar is taken so far: in thousandths of a unit, so that thin ribbons fill their bars too.
        let (mut from, mut to) = (vec![0; left.len()], vec![0; right.len()]);
        let mut ribbons = Vec::new();
        for (source, row) in self.counts.iter().enumerate() {
            for (end, count) in row.iter().enumerate().filter(|(_, count)| **count > 0) {
                let (slot, goal) = (&left[source], &right[end]);
                let share = |bar: i64, all: i64, taken: i64| bar * taken / all.max(1);
                let y = |taken: i64| {
                    slot.from() + down + share(slot.bar, self.of_source(source), taken)
                };
                let z = |taken: i64| goal.from() + over + share(goal.bar, self.of_end(end), taken);
                let (y, below) = (
                    y(from[source]),
                    y(from[source] + count).max(y(from[source]) + 1),
                );
                let (z, under) = (z(to[end]), z(to[end] + count).max(z(to[end]) + 1));
                let path = format!(
                    "M{a} {y}C{middle} {y} {middle} {z} {b} {z}V{under}C{middle} {under} {middle} {below} {a} {below}Z"
                );
                let told = format!(
                    "{} → {}: {count}",
                    self.sources[source].name, self.ends[end].name
                );
                ribbons.push((paint(source), path, told));
                from[source] += count;
                to[end] += count;
            }
        }
        html! { @for (group, path, told) in &ribbons { path .{ "ribbon " (group) } d=(path) { title { (safe_text(told)) } } } }
    }

    fn table(&self, t: &Tongue) -> Markup {
        let (caption, section, all) = (
            t.say("review-flow"),
            t.say("review-flow-section"),
            t.say("review-counts-all"),
        );
        let mut columns = vec![(section.as_ref(), Align::Words)];
        let names = self.sources.iter().map(|each| each.name.as_str());
        columns.extend(names.map(|name| (name, Align::Figures)));
        columns.push((all.as_ref(), Align::Figures));
        let rows = self.ends.iter().enumerate().map(|(at, end)| {
            let name = match end.is_text {
                true => html! { (safe_text(&end.name)) },
                false => html! { (t.say("review-flow-rest")) ": " (safe_text(&end.name)) },
            };
            let mut row = vec![name];
            row.extend(self.counts.iter().map(|counts| html! { (counts[at]) }));
            row.push(html! { (self.of_end(at)) });
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

/// The name of a bar beside it.
fn label(slot: &Slot, down: i64, x: i64, is_before: bool) -> Markup {
    let middle = slot.top + down + slot.tall / 2;
    let first = middle - (slot.lines.len() as i64 - 1) * LINE / 2 + 5;
    html! {
        text text-anchor=[is_before.then_some("end")] {
            @for (at, line) in slot.lines.iter().enumerate() { tspan x=(x) y=(first + at as i64 * LINE) { (safe_text(line)) } }
        }
    }
}

/// A name in at most three lines of so many letters; its count stands at the end, whatever is cut.
fn wrapped(name: &str, count: i64, letters: usize) -> Vec<String> {
    let count = format!("· {count}");
    let mut lines: Vec<String> = vec![String::new()];
    let long = |line: &str, word: &str| {
        let gap = usize::from(!line.is_empty());
        line.chars().count() + gap + word.chars().count() > letters
    };
    for word in name.split_whitespace().chain([count.as_str()]) {
        let Some(line) = lines.last_mut() else { break };
        match long(line, word) && !line.is_empty() {
            true => lines.push(word.to_owned()),
            false if line.is_empty() => line.push_str(word),
            false => {
                line.push(' ');
                line.push_str(word);
            }
        }
    }
    if lines.len() > LINES {
        lines.truncate(LINES);
        if let Some(last) = lines.last_mut() {
            *last = format!("… {count}");
        }
    }
    keep_count_company(&mut lines, &count, letters);
    lines.iter().map(|line| shortened(line, letters)).collect()
}

/// A count alone in its line takes the word before it along.
fn keep_count_company(lines: &mut [String], count: &str, letters: usize) {
    let [.., before, last] = lines else { return };
    let word = before.rsplit_once(' ').filter(|_| last == count);
    let Some((rest, word)) = word.map(|(rest, word)| (rest.to_owned(), word.to_owned())) else {
        return;
    };
    if word.chars().count() + 1 + count.chars().count() <= letters {
        *last = format!("{word} {count}");
        *before = rest;
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_set_in_few_lines_and_keeps_its_count() {
        assert_eq!(wrapped("Academia", 2, 14), ["Academia · 2"]);
        assert_eq!(
            wrapped("Communities and civil society", 10, 14),
            ["Communities", "and civil", "society · 10"]
        );
        assert_eq!(
            wrapped("2. What stops first", 6, 20),
            ["2. What stops", "first · 6"]
        );
        let long = wrapped("One two three four five six seven eight nine", 7, 10);
        assert_eq!(long, ["One two", "three four", "… · 7"]);
    }
}
