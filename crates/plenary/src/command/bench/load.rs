//! A forum under load: 100,000 items, 2,000 participants, people who read and file at once; beside it, in the same run, isso.
//!
//! Requests come at a fixed rate whether or not earlier ones were answered, and each is timed from when it was due, so a server
//! that stalls is not spared the requests it held up. The rate climbs until p99 is over the limit; the last rate below
//! is then held for the whole time.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use plenary_kit::fault::Fault;

use super::line::{Mix, Wave, wave};
use super::peer::Isso;
use super::server::Server;
use super::table::{Goal, Row, number};
use super::world::World;
use super::{Effort, meter};

/// The founding forum of issue and design.
const ITEMS: u64 = 100_000;
const PEOPLE: usize = 2_000;
/// The limit of issue and design.
const P99_MS: f64 = 100.0;
/// How long the highest rate is held, and each step on the way to it.
const HELD: Duration = Duration::from_secs(300);
const STEP: Duration = Duration::from_secs(15);
/// The first rate, and what each next is of the one before.
const FIRST_RATE: f64 = 50.0;
const CLIMB: f64 = 1.3;
/// The memory at the end against that after the first minute.
const FLAT: f64 = 1.25;

/// Measures the forum, then the peer when it can be had.
pub async fn measure(dir: &Path, effort: Effort) -> Result<Vec<Row>, Fault> {
    let is_quick = effort.items < 1_000_000;
    let share = if is_quick { 50 } else { 1 };
    let (held, step) = (HELD / share, STEP / share.min(5));
    let (items, people) = (ITEMS / u64::from(share), PEOPLE / share as usize);
    let forum = dir.join("forum");
    let tokens = filled(&forum, items, people).await?;
    let mut server = Server::forum(&forum, "127.0.0.1:0")?;
    let mix = Arc::new(forum_mix(items, tokens));
    let ours = highest(&server, &mix, held, step).await?;
    server.kill()?;
    let theirs = match Isso::prepare(dir, items)? {
        None => None,
        Some(isso) => {
            let server = isso.serve()?;
            let mix = Arc::new(isso.mix());
            Some(highest(&server, &mix, held, step).await?)
        }
    };
    let (items, people) = (number(items as f64), number(people as f64));
    let what = format!("{items} items, {people} participants, nine in ten read, one files");
    Ok(rows(&what, &ours, theirs.as_ref()))
}

/// What one server stood.
struct Stood {
    rate: f64,
    wave: Wave,
    memory_mb: [f64; 2],
}

fn rows(what: &str, ours: &Stood, theirs: Option<&Stood>) -> Vec<Row> {
    let seconds = number(ours.wave.seconds);
    let told = |stood: &Stood| {
        format!(
            "p50 {} ms, p99 {} ms, {} reads, {} filings, {} errors",
            number(stood.wave.percentile_ms(50.0)),
            number(stood.wave.percentile_ms(99.0)),
            number(stood.wave.reads as f64),
            number(stood.wave.filings as f64),
            stood.wave.errors
        )
    };
    let rate = Row::new(
        format!("{what}: highest rate held for {seconds} s with p99 < {P99_MS} ms"),
        ours.rate,
        "requests/s",
    );
    let mut rows = vec![
        match theirs {
            Some(isso) => rate
                .beside(
                    "isso, threads of 100 comments read and written as JSON",
                    isso.rate,
                )
                .note(format!("{}; isso: {}", told(ours), told(isso))),
            None => rate.note(format!("{}; the peer isso could not be had", told(ours))),
        },
        Row::new("its p99", ours.wave.percentile_ms(99.0), "ms").goal(Goal::AtMost(P99_MS)),
        Row::new("its errors", ours.wave.errors as f64, "requests").goal(Goal::AtMost(0.0)),
    ];
    let [early, late] = ours.memory_mb;
    let memory = Row::new(
        "its memory at the end against the first minute",
        late / early,
        "times",
    );
    let memory = memory.goal(Goal::AtMost(FLAT));
    rows.push(memory.note(format!("{} MB, {} MB", number(early), number(late))));
    rows
}

/// A forum whose people have a token each.
async fn filled(dir: &Path, items: u64, people: usize) -> Result<Vec<String>, Fault> {
    std::fs::create_dir_all(dir)?;
    let world = World::peopled(dir, items, people).await?;
    let tokens = world.tokens().await?;
    world.app.settle().await?;
    Ok(tokens)
}

/// Climbs until the limit is passed, then holds the last rate that did not; a step down when it cannot be held.
async fn highest(
    server: &Server,
    mix: &Arc<Mix>,
    held: Duration,
    step: Duration,
) -> Result<Stood, Fault> {
    let mut rate = FIRST_RATE;
    // Caches of disk and program fill, as they have in a forum that runs.
    let first = wave(&server.address, mix, rate, step).await?;
    if first.errors > 0 {
        let wrong = format!(
            "{} requests were answered wrongly before there was any load",
            first.errors
        );
        return Err(Fault::broken(wrong));
    }
    while wave(&server.address, mix, rate * CLIMB, step)
        .await?
        .is_within(P99_MS)
    {
        rate *= CLIMB;
    }
    loop {
        eprintln!("bench: {} requests/s for {held:?}", number(rate));
        let fifth = wave(&server.address, mix, rate, held / 5).await?;
        let early = meter::resident(server.child.id())? as f64 / 1e6;
        let rest = wave(&server.address, mix, rate, held * 4 / 5).await?;
        let late = meter::resident(server.child.id())? as f64 / 1e6;
        let wave = fifth.and(rest);
        let p99 = number(wave.percentile_ms(99.0));
        eprintln!("bench: p99 {p99} ms, {} errors", wave.errors);
        if wave.is_within(P99_MS) || rate < FIRST_RATE {
            return Ok(Stood {
                rate,
                wave,
                memory_mb: [early, late],
            });
        }
        rate /= CLIMB;
    }
}

/// Of ten requests four read an item, three the docket, two other pages, one files. What is for the community only has no
/// number that counts, so anybody reads three in four.
fn forum_mix(items: u64, tokens: Vec<String>) -> Mix {
    let items = items * 3 / 4;
    let pages = move |turn: u64, chance: u64| match turn % 10 {
        0..4 => format!("/items/{}", 1 + chance % items),
        4 | 5 => "/docket".to_owned(),
        6 => format!("/docket?after={}", 2 + chance % (items - 2)),
        7 => "/docket?group=government".to_owned(),
        _ => "/".to_owned(),
    };
    let filing = move |turn: u64, chance: u64| {
        let token = &tokens[(chance % tokens.len() as u64) as usize];
        let body = serde_json::json!({
            "lang": "en",
            "group": "government",
            "texts": [{ "text": format!("The line was down for {} hours on day {turn}.", chance % 30) }],
        });
        let head = format!(
            "Authorization: Bearer {token}\r\nIdempotency-Key: load-{turn}-{chance}\r\nContent-Type: application/json\r\n"
        );
        ("/api/cycles/2026/items".to_owned(), head, body.to_string())
    };
    Mix {
        page: Box::new(pages),
        filing: Box::new(filing),
    }
}
