//! A version as a PDF, asked for as a reader asks: the draft of the reading page, and a text of two megabytes.

use std::time::Instant;

use axum::Router;
use plenary_kit::fault::Fault;
use plenary_paper::from_markdown;

use super::meter;
use super::pages::get;
use super::table::{Row, number};
use super::world::World;

/// Pages of the made-up text that come to two megabytes.
const PAGES: usize = 760;
/// Rounds of which the best counts.
const ROUNDS: usize = 3;

/// Measures both; fonts are looked for before.
pub async fn measure(world: &World, service: &Router) -> Result<Vec<Row>, Fault> {
    let blocks = from_markdown(&plenary_paper::sample(PAGES)).blocks;
    world.open_document("long", blocks).await?;
    let text = get(service, "/documents/long/1/file/text", &[]).await?;
    let bytes = text.expect_page("the text of the long draft")? as f64;
    let long = format!("PDF of a text of {:.1} MB", bytes / 1e6);
    get(service, "/documents/draft/1/file/pdf", &[]).await?;
    Ok(vec![
        row(service, "PDF of a 60-paragraph draft", "draft").await?,
        row(service, &long, "long").await?,
    ])
}

async fn row(service: &Router, what: &str, slug: &str) -> Result<Row, Fault> {
    let path = format!("/documents/{slug}/1/file/pdf");
    let (mut best, mut bytes, mut cpu) = (f64::MAX, 0, 0.0);
    for _ in 0..ROUNDS {
        let (began, before) = (Instant::now(), meter::process()?);
        bytes = get(service, &path, &[]).await?.expect_page(&path)?;
        let took = began.elapsed().as_secs_f64() * 1e3;
        if took < best {
            best = took;
            cpu = (meter::process()? - before).as_secs_f64();
        }
    }
    let note = format!(
        "by the clock; {} s of processor time, {} kB",
        number(cpu),
        number(bytes as f64 / 1e3)
    );
    Ok(Row::new(what, best, "ms").note(note))
}
