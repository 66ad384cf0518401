//! `plenary backup` and `plenary restore`: a copy of a running forum, and back again with every later erasure replayed.

use std::path::{Path, PathBuf};

use clap::Args;
use plenary::export::erasures::{self, Replayed};
use plenary_kit::app::Settings;
use plenary_kit::backup;
use plenary_kit::erase::{self, Erasure};
use plenary_kit::fault::Fault;
use plenary_kit::verify::verify_dir;
use serde_json::json;

use super::{Data, Outcome, open, progress};

/// What is copied where.
#[derive(Args)]
#[command(
    after_help = "Example:\n  plenary backup --data forum /backups/forum-2026-11-22\n\nThe forum may be served meanwhile. The copy holds its keys: keep it as safe as the forum itself."
)]
pub struct Backup {
    #[command(flatten)]
    data: Data,
    /// The directory to copy to: a new or an empty one
    target: PathBuf,
    /// Print what was copied as one line of JSON
    #[arg(long)]
    json: bool,
}

impl Backup {
    /// Copies, and verifies what was written.
    pub fn run(self) -> Outcome {
        let settings = Settings::for_dir(&self.data.dir);
        super::must_exist(&settings)?;
        backup::backup(&settings, &self.target)?;
        let copy = Settings::for_dir(&self.target);
        let report = verify_dir(&copy, Vec::new(), progress::lines("Verifying the copy"))?;
        progress::ended();
        if !report.consistent {
            return Err(Fault::broken(format!(
                "the copy was written but does not verify: {}",
                report.in_words()
            )));
        }
        if self.json {
            return progress::json(
                &json!({ "target": self.target, "lines": report.entries, "consistent": true }),
            );
        }
        println!(
            "Copied to {} and verified: {} lines, {} texts.",
            self.target.display(),
            report.entries,
            report.words_present
        );
        Ok(())
    }
}

/// What is restored where, and where later erasures are told.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  plenary restore /backups/forum-2026-11-22 --data forum --erasures forum-broken\n  plenary restore /backups/forum-2026-11-22 --data forum --no-erasures-since\n\nWhat was erased after the backup must not come back. Erasures are read from --erasures (a list, or the old data directory), from old data directories beside DIR (DIR-..., DIR....), and from erasures.jsonl beside the backup."
)]
pub struct Restore {
    /// The backup
    backup: PathBuf,
    #[command(flatten)]
    data: Data,
    /// An erasures.jsonl, or the old data directory that holds one
    #[arg(long, value_name = "PATH")]
    erasures: Option<PathBuf>,
    /// Say that nothing was erased since the backup
    #[arg(long, conflicts_with = "erasures")]
    no_erasures_since: bool,
    /// Print what was restored as one line of JSON
    #[arg(long)]
    json: bool,
}

impl Restore {
    /// Restores into a directory beside, replays the erasures there, verifies, and only then puts it in its place.
    pub async fn run(self) -> Outcome {
        super::must_exist(&Settings::for_dir(&self.backup))?;
        let list = self.list()?;
        backup::make_empty(&self.data.dir)?;
        let unfinished = beside(&self.data.dir, ".restoring");
        backup::make_empty(&unfinished)?;
        let outcome = self.restore(&unfinished, &list).await;
        if outcome.is_err() {
            // What was not cleaned of erased words must not stay either.
            let _ = std::fs::remove_dir_all(&unfinished);
        }
        let replayed = outcome?;
        std::fs::remove_dir(&self.data.dir)?;
        std::fs::rename(&unfinished, &self.data.dir)?;
        self.tell(&replayed)
    }

    async fn restore(&self, dir: &Path, list: &[Erasure]) -> Result<Replayed, Fault> {
        let settings = Settings::for_dir(dir);
        backup::restore(&self.backup, &settings)?;
        let app = open(settings.clone())?;
        let replayed = erasures::replay(&app, list, plenary::rooms::PERSONAL).await?;
        if replayed.texts > 0 {
            erase::scrub_all(&app)?;
        }
        drop(app);
        let report = verify_dir(&settings, Vec::new(), |_| ())?;
        match report.consistent {
            true => Ok(replayed),
            false => Err(Fault::broken(format!(
                "the restored forum does not verify: {}",
                report.in_words()
            ))),
        }
    }

    fn tell(&self, replayed: &Replayed) -> Outcome {
        if self.json {
            return progress::json(replayed);
        }
        println!(
            "Restored to {}: {} later erasures were replayed, {} texts destroyed.",
            self.data.dir.display(),
            replayed.erasures,
            replayed.texts
        );
        println!(
            "What happened after the backup is gone: receipts and checkpoints given since then do not hold here."
        );
        println!("Letters that waited at the backup stand in doubt: see /outbox.");
        Ok(())
    }

    /// Every erasure that is told anywhere; a refusal when none of the places is there.
    fn list(&self) -> Result<Vec<Erasure>, Fault> {
        let places = self.places()?;
        if places.is_empty() && !self.no_erasures_since {
            return Err(Fault::broken(
                "no list of erasures was found, so words erased after the backup would come back. Name the old data \
                 directory or its erasures.jsonl with --erasures, or say --no-erasures-since when nothing was erased.",
            ));
        }
        let mut all: Vec<Erasure> = Vec::new();
        for place in places {
            for erasure in erase::read_list(&place)? {
                if !all.contains(&erasure) {
                    all.push(erasure);
                }
            }
        }
        all.sort_by_key(|erasure| erasure.at);
        Ok(all)
    }

    fn places(&self) -> Result<Vec<PathBuf>, Fault> {
        let mut found = Vec::new();
        if let Some(told) = &self.erasures {
            let list = list_in(told);
            if !list.is_file() && !Settings::for_dir(told).database().is_file() {
                return Err(Fault::broken(format!(
                    "{} is no list of erasures and no data directory",
                    told.display()
                )));
            }
            found.push(list);
        }
        found.extend(
            old_directories(&self.data.dir)
                .iter()
                .map(|dir| list_in(dir)),
        );
        let beside = self.backup.parent().map(|dir| dir.join(erase::LIST));
        found.extend(beside.filter(|list| list.is_file()));
        Ok(found)
    }
}

fn list_in(place: &Path) -> PathBuf {
    match place.is_dir() {
        true => place.join(erase::LIST),
        false => place.to_owned(),
    }
}

fn beside(dir: &Path, ending: &str) -> PathBuf {
    let mut name = dir.file_name().unwrap_or_default().to_owned();
    name.push(ending);
    dir.with_file_name(name)
}

/// Data directories beside `dir` whose names begin with its name: where operators move a broken forum to.
fn old_directories(dir: &Path) -> Vec<PathBuf> {
    let name = dir
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    let parent = match dir.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    let entries = std::fs::read_dir(parent).into_iter().flatten().flatten();
    let is_old = |path: &PathBuf| {
        let other = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let rest = other.strip_prefix(&name).unwrap_or("");
        rest.starts_with(['.', '-', '_']) && Settings::for_dir(path).database().is_file()
    };
    let mut found: Vec<PathBuf> = entries
        .map(|entry| entry.path())
        .filter(|path| path.is_dir())
        .filter(is_old)
        .collect();
    found.sort();
    found
}
