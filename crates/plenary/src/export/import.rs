//! Taking an exported cycle over into a new forum: verified first, replayed, and compared with what it would export.

use std::collections::HashMap;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};

use plenary_kit::app::{App, Rooms, Settings};
use plenary_kit::db::Tx;
use plenary_kit::fault::Fault;
use plenary_kit::lock::Lock;
use plenary_kit::words::WordsKey;
use plenary_kit::{takeover, tree};
use plenary_ledger::{Checkpoint, Seal, VerifyingKey, WordsRow, verify_folder};
use serde::{Deserialize, Serialize};

use super::compare::first_difference;
use super::scope::Reader;
use super::write::{FORMAT, export};

/// What was taken over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Imported {
    /// Lines of the ledger, withheld ones included.
    pub lines: u64,
    /// Lines of which only the hash came along.
    pub withheld: u64,
    /// The cycle's word in addresses.
    pub cycle: String,
}

/// What `export.json` says; the rest of it is for people.
#[derive(Deserialize)]
struct Described {
    format: u64,
    audience: String,
    cycle: String,
    cycle_id: plenary_kit::id::CycleId,
}

/// Takes a full export over into an empty directory, which is there whole or not at all: the forum is made beside it and put
/// in its place when everything is compared. What an import left there that was stopped half-way is cleared away first.
///
/// `tell` hears how many lines are replayed.
pub async fn import(
    folder: &Path,
    settings: Settings,
    rooms: Rooms,
    tell: impl FnMut(u64) + Send + 'static,
) -> Result<Imported, Fault> {
    let described = check(folder)?;
    plenary_kit::backup::make_empty(&settings.dir)?;
    let dir = std::fs::canonicalize(&settings.dir)?;
    let unfinished = beside(&dir);
    std::fs::remove_dir(&dir).map_err(|error| {
        let path = dir.display();
        Fault::broken(format!(
            "{path} cannot be replaced ({error}). Give a directory inside it, or one that is not there yet."
        ))
    })?;
    std::fs::create_dir_all(&unfinished)?;
    let lock = Lock::take(&unfinished)?;
    clear(&unfinished)?;
    let settings = Settings {
        dir: unfinished.clone(),
        ..settings
    };
    let outcome = take_over(folder, settings, rooms, described, tell).await;
    match &outcome {
        Ok(_) => std::fs::rename(&unfinished, &dir)?,
        // Half a forum is worse than none.
        Err(_) => drop(std::fs::remove_dir_all(&unfinished)),
    }
    drop(lock);
    outcome
}

/// Where the forum is made: beside its place, so that it is moved there in one step.
fn beside(dir: &Path) -> PathBuf {
    let mut name = dir.file_name().unwrap_or_default().to_owned();
    name.push(".importing");
    dir.with_file_name(name)
}

/// Clears away what a stopped import left; nobody has ever been served from it.
fn clear(unfinished: &Path) -> Result<(), Fault> {
    for entry in std::fs::read_dir(unfinished)? {
        let entry = entry?;
        match entry.file_type()?.is_dir() {
            true => std::fs::remove_dir_all(entry.path())?,
            false if entry.file_name() == "lock" => {}
            false => std::fs::remove_file(entry.path())?,
        }
    }
    Ok(())
}

/// Everything that can be wrong with the folder by itself.
fn check(folder: &Path) -> Result<Described, Fault> {
    let path = folder.join("export.json");
    let text = std::fs::read_to_string(&path)
        .map_err(|error| Fault::broken(format!("{}: {error}", path.display())))?;
    let described: Described = serde_json::from_str(&text)?;
    if described.format != FORMAT {
        return Err(Fault::broken(format!(
            "the export has format {}; this program reads {FORMAT}",
            described.format
        )));
    }
    let report = verify_folder(folder).map_err(Fault::broken)?;
    if !report.consistent {
        return Err(Fault::broken(format!(
            "the export does not verify, so nothing was taken over.\n{}",
            report.in_words()
        )));
    }
    if described.audience != "full" || report.words_withheld > 0 {
        return Err(Fault::broken(
            "this export was made for readers and lacks what a forum is made of. Ask for one with `--audience full`.",
        ));
    }
    Ok(described)
}

async fn take_over(
    folder: &Path,
    settings: Settings,
    rooms: Rooms,
    described: Described,
    mut tell: impl FnMut(u64) + Send + 'static,
) -> Result<Imported, Fault> {
    let scratch = settings.dir.join("import-check");
    let app = App::open(settings, rooms)?;
    let (from, of) = (folder.to_owned(), app.clone());
    let (lines, withheld) = app
        .tend(move |tx| {
            let counted = place(tx, &from)?;
            takeover::replay(tx, of.rooms(), &mut tell)?;
            takeover::pass_over(tx, of.followers())?;
            Ok(counted)
        })
        .await?;
    app.settle().await?;
    export(&app, &described.cycle_id, Reader::Full, &scratch).await?;
    let difference = first_difference(folder, &scratch)?;
    std::fs::remove_dir_all(&scratch)?;
    match difference {
        None => Ok(Imported {
            lines,
            withheld,
            cycle: described.cycle,
        }),
        Some(name) => Err(Fault::broken(format!(
            "{name} in the export does not say what its ledger tells, so nothing was taken over. Ask for an unchanged copy."
        ))),
    }
}

/// Puts rows, words, keys and checkpoints in their places; counts the lines and the withheld ones.
fn place(tx: &Tx<'_>, folder: &Path) -> Result<(u64, u64), Fault> {
    let ledger = folder.join("ledger");
    let mut keys_of: HashMap<Seal, WordsKey> = HashMap::new();
    let (mut lines, mut withheld) = (0, 0);
    each_row(&ledger.join("lines.jsonl"), |row| {
        let entry = plenary_ledger::Entry::read(row).map_err(Fault::broken)?;
        withheld += u64::from(matches!(entry, plenary_ledger::Entry::Withheld(_)));
        for (seal, key) in takeover::place_row(tx, lines, row)? {
            // The first line with a seal is the one that sealed it.
            keys_of.entry(seal).or_insert(key);
        }
        lines += 1;
        Ok(())
    })?;
    each_row(&ledger.join("words.jsonl"), |row| {
        let row = WordsRow::read(row).map_err(Fault::broken)?;
        match (keys_of.get(&row.seal), row.shown()) {
            (Some(key), Some((salt, bytes))) => {
                takeover::place_words(tx, *key, row.seal, salt, bytes)
            }
            _ => Err(Fault::broken("words without a line were exported")),
        }
    })?;
    place_checkpoints(tx, &ledger)?;
    Ok((lines, withheld))
}

fn place_checkpoints(tx: &Tx<'_>, ledger: &Path) -> Result<(), Fault> {
    let text = std::fs::read_to_string(ledger.join("key.txt"))?;
    let keys: Result<Vec<VerifyingKey>, _> = text.lines().map(str::parse).collect();
    let keys = keys.map_err(Fault::broken)?;
    for key in &keys {
        tree::keep_key(tx, key)?;
    }
    for path in notes(ledger)? {
        let note = std::fs::read_to_string(path)?;
        let size = Checkpoint::open(&note, &keys).map_err(Fault::broken)?.size;
        tree::keep_note(tx, size, &note)?;
    }
    Ok(())
}

fn notes(ledger: &Path) -> Result<Vec<PathBuf>, Fault> {
    let mut all = vec![ledger.join("checkpoint")];
    let many = ledger.join("checkpoints");
    if many.is_dir() {
        for entry in std::fs::read_dir(many)? {
            all.push(entry?.path());
        }
    }
    Ok(all)
}

/// Calls `see` with each row without its line break; the verification before has bounded their length.
fn each_row(path: &Path, mut see: impl FnMut(&str) -> Result<(), Fault>) -> Result<(), Fault> {
    if !path.is_file() {
        return Ok(());
    }
    for row in BufReader::new(File::open(path)?).lines() {
        see(&row?)?;
    }
    Ok(())
}
