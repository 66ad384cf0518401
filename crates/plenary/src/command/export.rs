//! `plenary export` and `plenary import`: a cycle as a folder of open files, and back.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use plenary::export::{Reader, export, import};
use plenary::rooms::ROOMS;
use serde_json::json;

use super::participant::cycle;
use super::{Data, Outcome, PublicUrl, open, progress};

/// What is exported, for whom, where to.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  plenary export --data forum --cycle 2026 forum-2026\n  plenary export --data forum --cycle 2026 --audience public forum-2026-public\n\nThe forum may be served meanwhile. `plenary verify` checks the folder, `plenary import` takes a full one over."
)]
pub struct Export {
    #[command(flatten)]
    data: Data,
    #[command(flatten)]
    url: PublicUrl,
    /// The cycle's word in addresses
    #[arg(long, value_name = "SLUG")]
    cycle: String,
    /// For whom: everything, or what everyone may see
    #[arg(long, value_enum, default_value = "full")]
    audience: Audience,
    /// The folder to write: a new or an empty one
    target: PathBuf,
    /// Print what was written as one line of JSON
    #[arg(long)]
    json: bool,
}

/// For whom an export is made at the command line.
#[derive(Clone, Copy, ValueEnum)]
enum Audience {
    /// What an anonymous visitor may see.
    Public,
    /// Everything; only this can be imported. It holds personal data.
    Full,
}

impl Export {
    /// Writes the folder.
    pub async fn run(self) -> Outcome {
        let app = open(self.url.settings(&self.data.dir))?;
        let reader = match self.audience {
            Audience::Public => Reader::public(),
            Audience::Full => Reader::Full,
        };
        let id = cycle(&app, &self.cycle)?;
        let done = export(&app, &id, reader, &self.target).await?;
        if self.json {
            return progress::json(&done);
        }
        println!(
            "Written to {}: {} items, {} lines of the ledger, {} of them by their hash only.",
            self.target.display(),
            done.items,
            done.lines,
            done.withheld
        );
        Ok(())
    }
}

/// What is imported where.
#[derive(Args)]
#[command(
    after_help = "Example:\n  plenary import forum-2026 --data new-forum\n\nThe folder is verified first, and the new forum must export the same bytes; otherwise nothing is left behind.\nIt is made in a directory beside, DIR.importing, and moved when it is whole: an import that was stopped is simply run again.\nNobody is written to about what was imported."
)]
pub struct Import {
    /// A folder that `plenary export --audience full` wrote
    folder: PathBuf,
    #[command(flatten)]
    data: Data,
    /// Print what was taken over as one line of JSON
    #[arg(long)]
    json: bool,
}

impl Import {
    /// Takes the folder over.
    pub async fn run(self) -> Outcome {
        let settings = plenary_kit::app::Settings::for_dir(&self.data.dir);
        let done = import(&self.folder, settings, ROOMS, progress::lines("Replaying")).await?;
        progress::ended();
        if self.json {
            return progress::json(&json!(done));
        }
        println!(
            "Taken over: cycle {}, {} lines, {} of them by their hash only. Serve it with\n  plenary serve --data {}",
            done.cycle,
            done.lines,
            done.withheld,
            self.data.dir.display()
        );
        Ok(())
    }
}
