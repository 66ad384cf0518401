//! `plenary bench`: measures what the forum promises to be fast at and prints the table of `docs/performance.md`.

mod acts;
mod bare_store;
mod broadcast;
mod captions;
mod crowd;
mod house;
mod isso_store;
mod line;
mod load;
mod long;
mod meter;
mod pages;
mod paper;
mod peer;
mod review;
mod server;
mod table;
mod world;

use std::path::{Path, PathBuf};

use clap::Args;
use plenary_kit::fault::Fault;

use super::Outcome;
use table::{Row, Table, Weight};

/// Example: plenary bench --quick --only pages
#[derive(Args)]
#[command(after_help = "Example:\n  plenary bench --quick --only pages")]
pub struct Bench {
    /// Measure briefly and on a short docket: to try the measuring, not to publish
    #[arg(long)]
    quick: bool,
    /// Only the sections whose name holds this: acts, pages, review, long, captions, load, house
    #[arg(long, value_name = "NAME")]
    only: Option<String>,
    /// A folder on the disk to be measured; what was measured before is deleted
    #[arg(long, default_value = "target/bench", value_name = "DIR")]
    data: PathBuf,
    /// Be the peer of the section captions: a plain broadcast, in a process of its own
    #[arg(long, hide = true)]
    plain_broadcast: bool,
}

/// How much is measured.
#[derive(Clone, Copy)]
pub(super) struct Effort {
    /// How long acts are filed at each number of clients, in seconds.
    seconds: f64,
    /// How often a page is made in one round.
    pages: usize,
    /// The items of the long docket.
    items: u64,
}

const FULL: Effort = Effort {
    seconds: 6.0,
    pages: 1_000,
    items: 1_000_000,
};
const QUICK: Effort = Effort {
    seconds: 1.0,
    pages: 100,
    items: 20_000,
};

impl Bench {
    /// Measures, section by section, and prints the tables.
    pub async fn run(self) -> Outcome {
        if self.plain_broadcast {
            return broadcast::serve().await;
        }
        let effort = if self.quick { QUICK } else { FULL };
        let mut table = Table::begin();
        let mut weights = Vec::new();
        let sections = [
            "acts", "pages", "review", "long", "captions", "load", "house",
        ];
        for section in sections {
            if !self
                .only
                .as_deref()
                .is_none_or(|name| section.contains(name))
            {
                continue;
            }
            eprintln!("bench: {section}, load {}", meter::load());
            let dir = emptied(&self.data.join(section))?;
            let rows = self.section(section, &dir, effort, &mut weights).await;
            table.rows.extend(rows?);
            std::fs::remove_dir_all(&dir)?;
        }
        print!("{}{}", table.print(), Weight::print(&weights));
        Ok(())
    }

    async fn section(
        &self,
        name: &str,
        dir: &Path,
        effort: Effort,
        weights: &mut Vec<Weight>,
    ) -> Result<Vec<Row>, Fault> {
        match name {
            "acts" => acts::measure(dir, effort).await,
            "pages" => pages::measure(dir, effort).await,
            "review" => review::measure(dir, effort).await,
            "long" => long::measure(dir, effort).await,
            "captions" => captions::measure(dir, effort).await,
            "load" => load::measure(dir, effort).await,
            _ => house::measure(dir, weights).await,
        }
    }
}

fn emptied(dir: &Path) -> Result<PathBuf, Fault> {
    if dir.exists() {
        std::fs::remove_dir_all(dir)?;
    }
    std::fs::create_dir_all(dir)?;
    Ok(dir.canonicalize()?)
}
