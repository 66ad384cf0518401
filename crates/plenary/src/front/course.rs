//! The course of a cycle as a picture: its phases, versions and sessions in time, and below them what came and what was
//! answered; with the tables behind it.

use jiff::tz::TimeZone;
use maud::{Markup, html};
use plenary_kit::page::{Align, Table};
use plenary_kit::time::{DAY_MS, Instant};
use plenary_kit::tongue::Tongue;

use crate::forum::{Cycle, Phase, pages::phase_key};

/// What happens at one instant of a cycle.
pub(super) struct Happening {
    pub at: Instant,
    /// Its name, as a link where there is a page of it.
    pub name: Markup,
    /// Whether it is a version of a text; else it is a session.
    pub is_version: bool,
}

/// Day since 1970 (UTC), items that came, items that were answered.
pub(super) type Flow = Vec<(i64, [i64; 2])>;

/// All that the picture shows.
pub(super) struct Course<'a> {
    pub cycle: &'a Cycle,
    pub happenings: &'a [Happening],
    pub flow: &'a Flow,
    pub now: Instant,
}

const WIDTH: i64 = 640;
const EDGE: i64 = 8;
/// What the longest name of a phase takes on a phone, where letters are largest.
const NAME: i64 = 150;
/// The height of a phase's lane.
const LANE: i64 = 32;
/// The height of the lane of versions and sessions.
const SIGNS: i64 = 34;
/// The height of the curves.
const TALL: i64 = 150;
/// The room of the months' names.
const FOOT: i64 = 34;
/// A month's name needs so much room, on a phone too.
const MONTH: i64 = 125;
/// More steps than this cannot be told apart.
const STEPS: i64 = 160;
/// The most lines of the table.
const LINES: i64 = 40;

impl Course<'_> {
    /// The picture with its tables; nothing while there is nothing to draw.
    pub fn render(&self, t: &Tongue, zone: &TimeZone) -> Markup {
        let Some((from, to)) = self.span() else {
            return html! {};
        };
        let [came, answered] = self.totals();
        let has_flow = came > 0;
        let caption = t.say("front-course");
        let figures = [("came", came.into()), ("answered", answered.into())];
        html! {
            figure .chart {
                figcaption { (caption) }
                (self.picture(t, zone, (from, to)))
                ul .legend {
                    @if self.happenings.iter().any(|each| each.is_version) { (key("◆", "", &t.say("front-course-version"))) }
                    @if self.happenings.iter().any(|each| !each.is_version) { (key("●", "", &t.say("front-course-session"))) }
                    @if has_flow {
                        (key("━", "", &t.say_with("front-course-came", &figures)))
                        (key("■", "r-satisfied", &t.say_with("front-course-answered", &figures)))
                    }
                    @if from < self.now && self.now < to { (key("┆", "overdue", &t.say("front-course-now"))) }
                }
                @if has_flow { details { summary { (t.say("table-behind")) } (self.table(t, zone)) } }
            }
        }
    }

    fn totals(&self) -> [i64; 2] {
        self.flow.iter().fold([0, 0], |[came, answered], (_, day)| {
            [came + day[0], answered + day[1]]
        })
    }

    /// From the first to the last instant that is drawn.
    fn span(&self) -> Option<(Instant, Instant)> {
        let phases = self.cycle.phases.iter();
        let mut all: Vec<i64> = phases
            .flat_map(|phase| [phase.opens.0, phase.closes.0])
            .collect();
        all.extend(self.happenings.iter().map(|each| each.at.0));
        all.extend(self.flow.iter().map(|(day, _)| day * DAY_MS));
        all.extend(self.flow.last().map(|(day, _)| (day + 1) * DAY_MS));
        let (first, last) = (*all.iter().min()?, *all.iter().max()?);
        (last - first >= DAY_MS).then_some((Instant(first), Instant(last)))
    }

    fn picture(&self, t: &Tongue, zone: &TimeZone, (from, to): (Instant, Instant)) -> Markup {
        let whole = to.ms_since(from).max(1);
        let from_left = |at: Instant, left: i64| {
            left + at.ms_since(from).clamp(0, whole) * (WIDTH - EDGE - left) / whole
        };
        // A phase that begins at one end and closes near the other leaves its name no room on either side.
        let is_cramped = |phase: &Phase| {
            from_left(phase.opens, EDGE) < NAME && is_named_before(from_left(phase.closes, EDGE))
        };
        let left = match self.cycle.phases.iter().any(is_cramped) {
            true => NAME,
            false => EDGE,
        };
        let x = |at: Instant| from_left(at, left);
        let signs = self.cycle.phases.len() as i64 * LANE;
        let has_signs = !self.happenings.is_empty();
        let top = signs + if has_signs { SIGNS } else { 0 };
        let has_flow = !self.flow.is_empty();
        let ground = top + if has_flow { TALL } else { 6 };
        html! {
            svg .plot.course viewBox={ "0 0 " (WIDTH) " " (ground + FOOT) } role="img" aria-labelledby="course-title course-text" {
                title #course-title { (t.say("front-course")) }
                desc #course-text { (self.in_words(t)) }
                (months(t, zone, (from, to), &x, ground))
                @for (lane, phase) in self.cycle.phases.iter().enumerate() {
                    @let y = lane as i64 * LANE;
                    @let (a, b) = (x(phase.opens), x(phase.closes).max(x(phase.opens) + 4));
                    @let is_left = is_named_before(b);
                    rect .lane .past[phase.closes <= self.now] .open[phase.is_open(self.now)] x=(a) y=(y + 9) width=(b - a) height="14" rx="2" {}
                    text x=(if is_left { a - 8 } else { b + 8 }) y=(y + 23) text-anchor=[is_left.then_some("end")] { (t.say(phase_key(phase.kind))) }
                }
                @for each in self.happenings {
                    @let (a, y) = (x(each.at), signs + SIGNS / 2);
                    @match each.is_version {
                        true => path .sign d={ "M" (a) " " (y - 9) "l8 9-8 9-8-9z" } {},
                        false => circle .sign.round cx=(a) cy=(y) r="7" {},
                    }
                }
                @if has_flow { (self.curves(&x, top, ground)) }
                @if from < self.now && self.now < to { path .now d={ "M" (x(self.now)) " 0V" (ground) } {} }
            }
        }
    }

    /// What is answered as a field, what came as a line above it: between them is what waits.
    fn curves(&self, x: &dyn Fn(Instant) -> i64, top: i64, ground: i64) -> Markup {
        let most = self.totals()[0].max(self.totals()[1]).max(1);
        let y = |count: i64| ground - count * (ground - top - 16) / most;
        let first = self.flow.first().map_or(0, |(day, _)| *day);
        let end = x(Instant(
            self.flow.last().map_or(0, |(day, _)| (day + 1) * DAY_MS),
        ));
        let end = match self.cycle.is_alive() {
            true => end.max(x(self.now)),
            false => end,
        };
        let days = self.flow.last().map_or(0, |(day, _)| day - first + 1);
        let step = (days / STEPS).max(1);
        let start = x(Instant(first * DAY_MS));
        let mut paths = [format!("M{start} {ground}"), format!("M{start} {ground}")];
        let mut sums = [0, 0];
        for (at, (day, counts)) in self.flow.iter().enumerate() {
            sums = [sums[0] + counts[0], sums[1] + counts[1]];
            let is_last_of_step = self
                .flow
                .get(at + 1)
                .is_none_or(|(next, _)| (next - first) / step != (day - first) / step);
            if is_last_of_step {
                let here = x(Instant((day + 1) * DAY_MS));
                for (path, sum) in paths.iter_mut().zip(sums) {
                    path.push_str(&format!("H{here}V{}", y(sum)));
                }
            }
        }
        let [came, answered] = paths;
        html! {
            path .area d={ (answered) "H" (end) "V" (ground) "Z" } {}
            path .line d={ (came) "H" (end) } {}
        }
    }

    fn in_words(&self, t: &Tongue) -> String {
        let is_alive = self.cycle.is_alive();
        let names = self.cycle.phases.iter().map(|phase| {
            let is_open = is_alive && phase.is_open(self.now);
            let standing = match (is_open, is_alive && self.now < phase.opens) {
                (true, _) => "phase-open",
                (false, true) => "phase-coming",
                (false, false) => "phase-past",
            };
            format!("{}: {}", t.say(phase_key(phase.kind)), t.say(standing))
        });
        let [came, answered] = self.totals();
        let figures = [("came", came.into()), ("answered", answered.into())];
        let mut all: Vec<String> = names.collect();
        all.push(t.say_with("front-course-came", &figures));
        all.push(t.say_with("front-course-answered", &figures));
        all.join(". ")
    }

    /// What came, what was answered and what was open at the end, by days, weeks or months of four weeks.
    fn table(&self, t: &Tongue, zone: &TimeZone) -> Markup {
        let first = self.flow.first().map_or(0, |(day, _)| *day);
        let days = self.flow.last().map_or(0, |(day, _)| day - first + 1);
        let step = [1, 7, 28, 91]
            .into_iter()
            .find(|step| days / step < LINES)
            .unwrap_or(364);
        let (mut rows, mut open, mut at) = (Vec::new(), 0, 0);
        while let Some((day, _)) = self.flow.get(at) {
            let part = (day - first) / step;
            let mut sums = [0, 0];
            while let Some((_, counts)) = self
                .flow
                .get(at)
                .filter(|(day, _)| (day - first) / step == part)
            {
                sums = [sums[0] + counts[0], sums[1] + counts[1]];
                at += 1;
            }
            open += sums[0] - sums[1];
            let begins = (first + part * step) * DAY_MS;
            let figure = |count: i64| html! { (t.number(count)) };
            rows.push(vec![
                t.day(begins, zone),
                figure(sums[0]),
                figure(sums[1]),
                figure(open),
            ]);
        }
        let (caption, from, came, answered, waiting) = (
            t.say_with("front-flow-by", &[("days", step.into())]),
            t.say("front-flow-from"),
            t.say("front-flow-came"),
            t.say("front-flow-answered"),
            t.say("front-flow-open"),
        );
        Table {
            caption: &caption,
            columns: vec![
                (&from, Align::Words),
                (&came, Align::Figures),
                (&answered, Align::Figures),
                (&waiting, Align::Figures),
            ],
            rows,
        }
        .render()
    }
}

/// A sign of the picture and what it means.
fn key(sign: &str, colour: &str, meaning: &str) -> Markup {
    html! { li { b .(colour) aria-hidden="true" { (sign) } " " (meaning) } }
}

/// Whether a phase that closes there has its name before it, because there is no room behind.
fn is_named_before(closes: i64) -> bool {
    closes > WIDTH * 5 / 8
}

/// The months below the picture, as many as there is room for.
fn months(
    t: &Tongue,
    zone: &TimeZone,
    (from, to): (Instant, Instant),
    x: &dyn Fn(Instant) -> i64,
    ground: i64,
) -> Markup {
    let stamp = |at: Instant| {
        let stamp = jiff::Timestamp::from_millisecond(at.0).unwrap_or_default();
        stamp.to_zoned(zone.clone())
    };
    let mut month = stamp(from).date().first_of_month();
    let (mut ticks, mut free) = (Vec::new(), 0);
    while let Ok(begins) = month.to_zoned(zone.clone()) {
        let at = Instant(begins.timestamp().as_millisecond());
        if at >= to || ticks.len() > 24 {
            break;
        }
        if at >= from && x(at) >= free && x(at) <= WIDTH - MONTH / 2 {
            free = x(at) + MONTH;
            ticks.push((x(at), month.month(), month.year()));
        }
        let Ok(next) = month.checked_add(jiff::Span::new().months(1)) else {
            break;
        };
        month = next;
    }
    html! {
        path .axis d={ "M" (EDGE) " " (ground) "H" (WIDTH - EDGE) } {}
        @for (at, month, _) in &ticks {
            path .axis d={ "M" (at) " 0V" (ground + 6) } {}
            text x=(at) y=(ground + 8) dominant-baseline="hanging" { (t.say(&format!("month-{month}"))) }
        }
    }
}
