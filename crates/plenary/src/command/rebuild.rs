//! `plenary rebuild`: replays the ledger into empty tables and compares them with those in use.

use clap::Args;
use plenary::rooms::ROOMS;
use plenary_kit::app::Settings;
use plenary_kit::fault::Fault;
use plenary_kit::lock::Lock;

use super::{Data, Outcome, open, progress};

/// What is rebuilt.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  plenary rebuild --data forum\n  plenary rebuild --data forum --repair\n\nExit code: 1 when a table differs from what the ledger tells."
)]
pub struct Rebuild {
    #[command(flatten)]
    data: Data,
    /// Also forget the ledger's tree and the search index and make them anew; the forum must not be served meanwhile
    #[arg(long)]
    repair: bool,
    /// Print what was found as one line of JSON
    #[arg(long)]
    json: bool,
}

impl Rebuild {
    /// Rebuilds and says what was found.
    pub async fn run(self) -> Outcome {
        let settings = Settings::for_dir(&self.data.dir);
        super::must_exist(&settings)?;
        if self.repair {
            let _lock = Lock::take(&settings.dir)?;
            plenary_kit::rebuild::regrow(&open(settings.clone())?).await?;
            eprintln!("The ledger's tree and the search index were made anew.");
        }
        let told = progress::lines("Replaying");
        let found = plenary_kit::rebuild::rebuild(&settings, &ROOMS, told)?;
        progress::ended();
        match (self.json, &found.first_difference) {
            (true, _) => progress::json(&found)?,
            (false, None) => println!(
                "The same: {} lines replayed, {} tables and {} rows compared.",
                found.lines, found.tables, found.rows
            ),
            (false, Some((table, used, replayed))) => println!(
                "Not the same, in the table {table}:\n  in use:   {used}\n  replayed: {replayed}"
            ),
        }
        match found.is_same {
            true => Ok(()),
            false => Err(Fault::broken(
                "the tables do not say what the ledger tells. Restore a backup, or report this with the table's name",
            )),
        }
    }
}
