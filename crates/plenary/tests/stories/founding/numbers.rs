//! The numbers of the story: told stage by stage, printed, and kept in `docs/founding-cycle.md`, which the test holds to
//! what it counted.

use std::path::PathBuf;
use std::time::{Duration, Instant};

/// What was counted in a stage.
struct Line {
    stage: &'static str,
    what: String,
    figure: String,
}

/// All numbers so far.
pub struct Numbers {
    lines: Vec<Line>,
    spans: Vec<(&'static str, Duration)>,
    began: Instant,
}

const COUNTED: [&str; 2] = ["<!-- counted -->", "<!-- end of counted -->"];
const TIMED: [&str; 2] = ["<!-- timed -->", "<!-- end of timed -->"];

impl Numbers {
    /// None yet.
    pub fn new() -> Numbers {
        Numbers {
            lines: Vec::new(),
            spans: Vec::new(),
            began: Instant::now(),
        }
    }

    /// Tells a number that is the same in every run.
    pub fn tell(&mut self, stage: &'static str, what: &str, figure: impl ToString) {
        let figure = figure.to_string();
        println!("  {what}: {figure}");
        self.lines.push(Line {
            stage,
            what: what.to_owned(),
            figure,
        });
    }

    /// A stage begins.
    pub fn begin(&mut self, stage: &'static str) {
        println!("{stage}");
        self.began = Instant::now();
    }

    /// A stage ended.
    pub fn end(&mut self, stage: &'static str) {
        let took = self.began.elapsed();
        println!("  took {:.1} s", took.as_secs_f64());
        self.spans.push((stage, took));
    }

    /// The table of what is the same in every run.
    fn counted(&self) -> String {
        let mut table = String::from("| stage | what | number |\n|---|---|---:|\n");
        let mut last = "";
        for line in &self.lines {
            let stage = if line.stage == last { "" } else { line.stage };
            table.push_str(&format!("| {stage} | {} | {} |\n", line.what, line.figure));
            last = line.stage;
        }
        table
    }

    fn timed(&self) -> String {
        let mut table = String::from("| stage | seconds |\n|---|---:|\n");
        for (stage, span) in &self.spans {
            table.push_str(&format!("| {stage} | {:.1} |\n", span.as_secs_f64()));
        }
        let all: f64 = self.spans.iter().map(|(_, span)| span.as_secs_f64()).sum();
        table.push_str(&format!("| all | {all:.1} |\n"));
        table
    }

    /// Holds the page of the documentation to what was counted; where it is asked for, writes it there instead.
    pub fn keep(&self) {
        let page = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../docs/founding-cycle.md");
        let text = std::fs::read_to_string(&page).unwrap();
        if std::env::var_os("PLENARY_STORY_WRITE").is_some() {
            let text = between(&text, COUNTED, &self.counted());
            let text = between(&text, TIMED, &self.timed());
            std::fs::write(&page, text).unwrap();
            println!("docs/founding-cycle.md is written");
            return;
        }
        let counted = between(&text, COUNTED, &self.counted());
        assert!(
            text == counted,
            "docs/founding-cycle.md tells other numbers than were counted just now; look why, and then \
             `cargo xtask story founding --write`. Counted:\n{}",
            self.counted()
        );
    }
}

fn between(text: &str, [from, to]: [&str; 2], middle: &str) -> String {
    let (head, rest) = text.split_once(from).unwrap();
    let (_, tail) = rest.split_once(to).unwrap();
    format!("{head}{from}\n{middle}{to}{tail}")
}
