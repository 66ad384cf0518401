//! A text under review: its reading page with few and many comments, the import of a long DOCX, map, comparison, re-anchoring.

use std::collections::HashSet;
use std::path::Path;
use std::time::{Duration, Instant};

use axum::Router;
use plenary_kit::fault::Fault;
use plenary_paper::{About, docx, from_markdown};
use plenary_passage::{BlockId, BlockKind, BlockSource, Reading, Span, Version};

use super::pages::{get, page_rows, router};
use super::table::{Goal, Row, number};
use super::world::World;
use super::{Effort, bare_store, meter, paper};

/// The draft of the design's section 8.
const BLOCKS: usize = 60;
const COMMENTS: u64 = 200;
const MANY_COMMENTS: u64 = 10_000;
/// So many comments come one by one, each with a page after it.
const FRESH: u64 = 50;
/// The most a first view may weigh on the wire.
const FIRST_VIEW_BYTES: f64 = 14_336.0;
/// The long texts of the design's section 8.
const LETTERS: u32 = 300_000;
const PASSAGES: usize = 5_000;
const PAGES: usize = 300;
/// Rounds of which the best counts.
const ROUNDS: usize = 5;

/// Measures all of it.
pub async fn measure(dir: &Path, effort: Effort) -> Result<Vec<Row>, Fault> {
    let bare = bare_store::pages(dir, effort.pages)?;
    let world = World::filled(dir, 1).await?;
    world.open_document("draft", draft()).await?;
    let service = router(&world.app);
    let mut rows = Vec::new();
    let mut filed = 0;
    for comments in [COMMENTS, MANY_COMMENTS] {
        world.comment("draft", comments - filed).await?;
        filed = comments;
        let name = format!(
            "page of a {BLOCKS}-paragraph draft with {} comments",
            number(comments as f64)
        );
        let times = effort.pages * COMMENTS as usize / comments as usize;
        rows.extend(page_rows(&service, &name, "/documents/draft", times.max(20), bare).await?);
        let wire = get(&service, "/documents/draft", &[("accept-encoding", "gzip")]).await?;
        let row = Row::new("the same, on the wire", wire.bytes as f64, "bytes");
        rows.push(row.goal(Goal::AtMost(FIRST_VIEW_BYTES)));
        rows.push(after_a_comment(&world, &service).await?);
        filed += FRESH;
    }
    rows.extend(paper::measure(&world, &service).await?);
    rows.push(import()?);
    rows.extend(long_texts()?);
    Ok(rows)
}

/// The page as the first reader after a comment has it: what is kept in memory is brought up to date then.
async fn after_a_comment(world: &World, service: &Router) -> Result<Row, Fault> {
    let mut took = Vec::new();
    for _ in 0..FRESH {
        world.comment("draft", 1).await?;
        let began = Instant::now();
        let page = get(service, "/documents/draft", &[]).await?;
        page.expect_page("/documents/draft")?;
        took.push(began.elapsed());
    }
    took.sort();
    let median = took[took.len() / 2].as_secs_f64() * 1e6;
    let row = Row::new("the same, cold, right after a comment came", median, "µs");
    Ok(row.note(format!("by the clock, median of {FRESH}")))
}

fn draft() -> Vec<BlockSource> {
    let words = |at: usize| {
        format!(
            "Whoever runs a service that others stand on says beforehand, under {at}, what they will hear of when it \
             fails, from whom, and how soon; what is not said is not expected, and what is expected is written down \
             where all concerned can find it."
        )
    };
    (1..=BLOCKS)
        .map(|at| BlockSource::plain(BlockKind::Paragraph, words(at)))
        .collect()
}

/// Milliseconds of processor time that `work` takes, the best of some rounds.
fn fastest_ms<T>(mut work: impl FnMut() -> T) -> Result<f64, Fault> {
    let mut best = f64::MAX;
    for _ in 0..ROUNDS {
        let before = meter::own_thread()?;
        let (mut done, mut took) = (0, Duration::ZERO);
        while took < meter::ROUND {
            std::hint::black_box(work());
            done += 1;
            took = meter::own_thread()? - before;
        }
        best = best.min(took.as_secs_f64() * 1e3 / f64::from(done));
    }
    Ok(best)
}

fn import() -> Result<Row, Fault> {
    let blocks = from_markdown(&plenary_paper::sample(PAGES)).blocks;
    let version = Version::from_blocks(&blocks, BlockId(0).following()).map_err(Fault::broken)?;
    let file = docx::to_docx(&version, &About::default());
    let ms = fastest_ms(|| docx::read(&file))?;
    let row = Row::new(format!("import of a DOCX of {PAGES} pages"), ms, "ms");
    Ok(row.note(format!(
        "{} letters, {} blocks, a file of {} kB",
        number(f64::from(version.letters())),
        number(version.blocks().len() as f64),
        number(file.len() as f64 / 1e3)
    )))
}

fn long_texts() -> Result<Vec<Row>, Fault> {
    let blocks = long_draft();
    let old = Version::from_blocks(&blocks, BlockId(0).following()).map_err(Fault::broken)?;
    // As they come from the store: no words cut before.
    let copy = |version: &Version| -> Result<Version, Fault> {
        let text = serde_json::to_string(version).map_err(Fault::broken)?;
        serde_json::from_str(&text).map_err(Fault::broken)
    };
    let new =
        Version::from_blocks(&revised(blocks), BlockId(0).following()).map_err(Fault::broken)?;
    let spans = passages(&old);
    let pair = || -> Result<_, Fault> { Ok((copy(&old)?, copy(&new)?)) };
    let copied = fastest_ms(pair)?;
    let compared = fastest_ms(|| pair().map(|(old, new)| Reading::between(&old, &new).compare()))?;
    let carried = fastest_ms(|| {
        pair().map(|(old, new)| {
            let reading = Reading::between(&old, &new);
            let placed = spans
                .iter()
                .filter(|span| reading.carry(**span).span().is_some());
            placed.count()
        })
    })?;
    // Each time on copies, since a version keeps the words it was cut into; what the copying takes is taken off.
    let (compared, carried) = (compared - copied, carried - copied);
    let quotes: Vec<&str> = spans.iter().map(|span| old.slice(*span)).collect();
    let searched = fastest_ms(|| {
        let found = quotes.iter().filter_map(|quote| new.text().find(quote));
        found.collect::<HashSet<_>>()
    })?;
    let letters = number(f64::from(old.letters()));
    Ok(vec![
        Row::new(
            format!("map and comparison of two versions of {letters} letters"),
            compared,
            "ms",
        ),
        Row::new(
            format!("re-anchoring {PASSAGES} comments on {letters} letters, map included"),
            carried,
            "ms",
        )
        .goal(Goal::AtMost(50.0))
        .beside(
            "each quote sought word for word in the new text, which finds no edited one",
            searched,
        ),
    ])
}

/// A draft of so many letters.
fn long_draft() -> Vec<BlockSource> {
    let mut letters = 0;
    let blocks = from_markdown(&plenary_paper::sample(PAGES)).blocks;
    let fits = |block: &BlockSource| {
        letters += words_of(block).chars().count() as u32 + 1;
        letters <= LETTERS
    };
    blocks.into_iter().take_while(fits).collect()
}

fn words_of(block: &BlockSource) -> String {
    block
        .pieces
        .iter()
        .map(|piece| piece.text.as_str())
        .collect()
}

/// One block in ten reworded, one in fifty gone, one in forty moved to the end.
fn revised(blocks: Vec<BlockSource>) -> Vec<BlockSource> {
    let (mut kept, mut moved) = (Vec::new(), Vec::new());
    for (at, block) in blocks.into_iter().enumerate() {
        match at {
            _ if at % 50 == 7 => {}
            _ if at % 40 == 11 => moved.push(block),
            _ if at % 10 == 3 => kept.push(BlockSource::plain(
                block.kind.clone(),
                format!("As was agreed meanwhile: {}", words_of(&block)),
            )),
            _ => kept.push(block),
        }
    }
    kept.extend(moved);
    kept
}

/// Passages of eight words or so, spread over the text.
fn passages(version: &Version) -> Vec<Span> {
    let step = version.letters() / PASSAGES as u32;
    let mut spans = Vec::new();
    for at in 0..PASSAGES as u32 {
        let start = at * step;
        if let Some(block) = version.block_at(start) {
            spans.push(Span::new(
                start,
                (start + 50).min(block.span.end).max(start + 1),
            ));
        }
    }
    spans
}
