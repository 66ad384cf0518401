//! Durable acts per second: items filed as the form files them, by so many clients at once.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use plenary_kit::fault::Fault;
use tokio::task::JoinSet;

use super::table::{Goal, Row, number};
use super::world::World;
use super::{Effort, bare_store, meter};

/// Measures acts beside bare inserts on the same disk.
pub async fn measure(dir: &Path, effort: Effort) -> Result<Vec<Row>, Fault> {
    let lasting = Duration::from_secs_f64(effort.seconds);
    let one_by_one = bare_store::inserts(dir, lasting, 1)?;
    let world = World::durable(dir).await?;
    let mut rows = Vec::new();
    for (clients, goal) in [(1, None), (64, Some(8_000.0)), (256, Some(15_000.0))] {
        let (rate, cpu) = rate(&world, clients, lasting).await?;
        let row = Row::new(format!("durable acts, {clients} clients"), rate, "acts/s")
            .beside("bare inserts one by one", one_by_one)
            .note(format!(
                "{} µs of processor an act in the writer",
                number(cpu)
            ));
        rows.push(match goal {
            Some(goal) => row.goal(Goal::AtLeast(goal)),
            None => row,
        });
    }
    let following = tokio::spawn(follow(world.clone()));
    let (with_followers, cpu) = rate(&world, 256, lasting).await?;
    following.abort();
    let grouped = bare_store::inserts(dir, lasting, 256)?;
    rows.push(
        Row::new(
            "the same, 256 clients, while tree, search and mail follow",
            with_followers,
            "acts/s",
        )
        .beside("bare inserts one by one", one_by_one)
        .note(format!(
            "{} µs an act in the writer, followers included",
            number(cpu)
        )),
    );
    rows.push(
        Row::new("bare inserts, 256 a commit, one table", grouped, "rows/s")
            .beside("one by one", one_by_one),
    );
    Ok(rows)
}

/// Acts per second of the wall clock, and microseconds of processor each took in the writer's thread.
async fn rate(world: &Arc<World>, clients: u64, lasting: Duration) -> Result<(f64, f64), Fault> {
    let done = Arc::new(AtomicU64::new(0));
    let (began, cpu) = (Instant::now(), meter::thread("writer")?);
    let mut filing = JoinSet::new();
    for _ in 0..clients {
        let (world, done) = (world.clone(), done.clone());
        filing.spawn(async move {
            while began.elapsed() < lasting {
                world.file(done.fetch_add(1, Ordering::Relaxed)).await?;
            }
            Ok::<_, plenary_kit::fault::Stop>(())
        });
    }
    while let Some(ended) = filing.join_next().await {
        ended.map_err(Fault::broken)?.map_err(Fault::broken)?;
    }
    let acts = done.load(Ordering::Relaxed) as f64;
    let cpu = (meter::thread("writer")? - cpu).as_secs_f64();
    Ok((acts / began.elapsed().as_secs_f64(), cpu * 1e6 / acts))
}

async fn follow(world: Arc<World>) {
    let mut length = world.app.writer().length();
    while world.app.settle().await.is_ok() && length.changed().await.is_ok() {}
}
