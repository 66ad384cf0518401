//! The table that is printed: goal, measured, peer or limit of the same run, whether the goal is met.

use plenary_kit::time::Clock;

use super::meter;

/// A bar to reach or not to pass.
#[derive(Clone, Copy)]
pub enum Goal {
    AtLeast(f64),
    AtMost(f64),
}

/// One line.
pub struct Row {
    what: String,
    measured: f64,
    unit: &'static str,
    goal: Option<Goal>,
    peer: Option<(String, f64)>,
    note: String,
}

impl Row {
    /// Something measured.
    pub fn new(what: impl Into<String>, measured: f64, unit: &'static str) -> Row {
        Row {
            what: what.into(),
            measured,
            unit,
            goal: None,
            peer: None,
            note: String::new(),
        }
    }

    /// With its goal of the design's section 8.
    pub fn goal(mut self, goal: Goal) -> Row {
        self.goal = Some(goal);
        self
    }

    /// Beside what a peer or the bare engine did in the same run, in the same unit.
    pub fn beside(mut self, name: &str, peer: f64) -> Row {
        self.peer = Some((name.to_owned(), peer));
        self
    }

    /// With a remark.
    pub fn note(mut self, note: impl Into<String>) -> Row {
        self.note = note.into();
        self
    }

    fn print(&self) -> String {
        let (goal, met) = match self.goal {
            None => ("-".to_owned(), "-"),
            Some(Goal::AtLeast(bar)) => (format!(">= {}", number(bar)), yes(self.measured >= bar)),
            Some(Goal::AtMost(bar)) => (format!("<= {}", number(bar)), yes(self.measured <= bar)),
        };
        let (peer, ratio) = match &self.peer {
            None => ("-".to_owned(), "-".to_owned()),
            Some((name, peer)) => (
                format!("{} ({name})", number(*peer)),
                number(self.measured / peer),
            ),
        };
        let Row {
            what, unit, note, ..
        } = self;
        let measured = number(self.measured);
        format!("| {what} | {goal} | {measured} | {unit} | {peer} | {ratio} | {met} | {note} |\n")
    }
}

fn yes(is_met: bool) -> &'static str {
    if is_met { "yes" } else { "**no**" }
}

/// All lines, and the circumstances.
pub struct Table {
    began: String,
    load: String,
    /// The lines.
    pub rows: Vec<Row>,
}

impl Table {
    /// Notes the time and the load now.
    pub fn begin() -> Table {
        Table {
            began: today(),
            load: meter::load(),
            rows: Vec::new(),
        }
    }

    /// As Markdown.
    pub fn print(&self) -> String {
        let mut out = format!(
            "Measured {} on {}. Load average {} when it began, {} when it ended.\n\n",
            self.began,
            meter::machine(),
            self.load,
            meter::load()
        );
        out.push_str(
            "| what | goal | measured | unit | peer or limit, same run | ratio | met | remark |\n",
        );
        out.push_str("|---|---|---|---|---|---|---|---|\n");
        self.rows.iter().for_each(|row| out.push_str(&row.print()));
        out
    }
}

fn today() -> String {
    let now = jiff::Timestamp::from_millisecond(Clock::System.now().0).unwrap_or_default();
    now.strftime("%-d %B %Y, %H:%M UTC").to_string()
}

/// What a page weighs.
pub struct Weight {
    /// Its address.
    pub path: String,
    /// As it is, in bytes.
    pub raw: usize,
    /// On the wire, in bytes.
    pub gzip: usize,
    /// The most it may weigh on the wire, in bytes.
    pub budget: usize,
}

impl Weight {
    /// As Markdown; nothing for no pages.
    pub fn print(all: &[Weight]) -> String {
        if all.is_empty() {
            return String::new();
        }
        let mut out = String::from(
            "\n| page of the demo | bytes | bytes on the wire | budget | met |\n|---|---|---|---|---|\n",
        );
        for Weight {
            path,
            raw,
            gzip,
            budget,
        } in all
        {
            let [raw, wire, most] = [raw, gzip, budget].map(|bytes| number(*bytes as f64));
            out.push_str(&format!(
                "| `{path}` | {raw} | {wire} | {most} | {} |\n",
                yes(gzip <= budget)
            ));
        }
        out
    }
}

/// A number that people can read: thousands parted, decimals only where they tell something.
pub fn number(value: f64) -> String {
    if value.abs() < 10.0 && value.fract() != 0.0 {
        return format!("{value:.2}");
    }
    if value.abs() < 100.0 && value.fract() != 0.0 {
        return format!("{value:.1}");
    }
    let digits = format!("{value:.0}");
    let mut out = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}
