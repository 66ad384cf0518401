//! A docket of a million items: whether its pages cost more than a short one's, its rebuild, its verification.

use std::path::Path;
use std::time::Instant;

use axum::http::StatusCode;
use plenary::rooms::ROOMS;
use plenary_kit::app::Settings;
use plenary_kit::fault::Fault;
use plenary_kit::{rebuild, tree, verify};

use super::pages::{get, per_second, router};
use super::table::{Goal, Row, number};
use super::world::World;
use super::{Effort, house, meter};

const SHORT: u64 = 1_000;
/// The design: 1,000 and 1,000,000 items within this factor.
const FACTOR: f64 = 1.5;
/// Pages whose time must not grow: the public list, a filtered one, one far down, an item.
const PAGES: [&str; 4] = [
    "/docket",
    "/docket?group=government",
    "/docket?after=500",
    "/items/500",
];

/// Measures pages of a short and of the long docket, then replays and verifies the long one.
pub async fn measure(dir: &Path, effort: Effort) -> Result<Vec<Row>, Fault> {
    let short = World::filled(&dir.join("short"), SHORT).await?;
    let short = times(&short, effort.pages / 4).await?;
    let long_dir = dir.join("long");
    let began = Instant::now();
    let long = World::filled(&long_dir, effort.items).await?;
    let filled = effort.items as f64 / began.elapsed().as_secs_f64();
    let items = number(effort.items as f64);
    let mut rows = vec![Row::new(
        format!("{items} items filed by acts whose commits do not wait for the disk"),
        filled,
        "acts/s",
    )];
    for ((path, short), long) in PAGES
        .iter()
        .zip(short)
        .zip(times(&long, effort.pages / 4).await?)
    {
        rows.push(
            Row::new(
                format!(
                    "`{path}` of {items} items against {} items",
                    number(SHORT as f64)
                ),
                long / short,
                "times as long",
            )
            .goal(Goal::AtMost(FACTOR))
            .note(format!("{} µs, {} µs", number(short), number(long))),
        );
    }
    tree::grow(&long.app).await?;
    drop(long);
    rows.extend(check(&long_dir, &items)?);
    let (start, resident) = house::served(&long_dir)?;
    rows.push(Row::new(
        format!("start to first answer, {items} items"),
        start * 1e3,
        "ms",
    ));
    rows.push(Row::new(
        format!("idle memory, {items} items"),
        resident / 1e6,
        "MB",
    ));
    Ok(rows)
}

/// Microseconds of processor time for each of the pages.
async fn times(world: &World, times: usize) -> Result<Vec<f64>, Fault> {
    let service = router(&world.app);
    let mut all = Vec::new();
    for path in PAGES {
        get(&service, path, &[]).await?;
        all.push(1e6 / per_second(&service, path, &[], StatusCode::OK, times).await?);
    }
    Ok(all)
}

fn check(dir: &Path, items: &str) -> Result<Vec<Row>, Fault> {
    let settings = Settings::for_dir(dir);
    let tell = |lines: u64| {
        if lines.is_multiple_of(100_000) {
            eprintln!("bench: {lines} lines");
        }
    };
    let timer = Timer::start()?;
    let rebuilt = rebuild::rebuild(&settings, &ROOMS, tell)?;
    if !rebuilt.is_same {
        return Err(Fault::broken(format!(
            "the rebuilt tables differ: {rebuilt:?}"
        )));
    }
    let rebuild = timer.row(format!("rebuild of {items} lines, rows compared"), 60.0)?;
    let timer = Timer::start()?;
    let report = verify::verify_dir(&settings, Vec::new(), tell)?;
    if !report.consistent {
        return Err(Fault::broken(format!(
            "the ledger does not verify: {report:?}"
        )));
    }
    Ok(vec![
        rebuild,
        timer.row(
            "verify the same: lines, words, tree, signature".into(),
            10.0,
        )?,
    ])
}

/// Wall and processor time together.
struct Timer(Instant, std::time::Duration);

impl Timer {
    fn start() -> Result<Timer, Fault> {
        Ok(Timer(Instant::now(), meter::process()?))
    }

    fn row(self, what: String, most_seconds: f64) -> Result<Row, Fault> {
        let cpu = (meter::process()? - self.1).as_secs_f64();
        let row =
            Row::new(what, self.0.elapsed().as_secs_f64(), "s").goal(Goal::AtMost(most_seconds));
        Ok(row.note(format!("{} s of processor time", number(cpu))))
    }
}
