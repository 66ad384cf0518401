//! Writing a cycle as a folder: one consistent view of the tables, up to a signed checkpoint.

use std::collections::{BTreeMap, HashSet};
use std::path::Path;

use plenary_kit::app::App;
use plenary_kit::db::Db;
use plenary_kit::fault::Fault;
use plenary_kit::id::CycleId;
use plenary_kit::{event, tree};
use plenary_ledger::{Entry, Kept, Seal, WordsRow};
use serde::Serialize;
use serde_json::{Value, json};

use super::bases;
use super::documents;
use super::folder::Folder;
use super::rows;
use super::scope::{Reader, Scope, seals_of};
use super::sessions;
use super::store;
use super::transcripts;
use crate::{call, forum};

/// The format's number, in `export.json`.
pub(super) const FORMAT: u64 = 1;

/// What was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Exported {
    /// Lines of the ledger, withheld ones included.
    pub lines: u64,
    /// Lines of which the hash stands there alone.
    pub withheld: u64,
    /// Items.
    pub items: usize,
}

/// Writes a cycle into a new folder, for a reader. Twice gives the same bytes while nothing happens in between.
///
/// # Errors
/// When the folder is not empty, the disk refuses, or the forum is written to so fast that no checkpoint catches up.
pub async fn export(
    app: &App,
    cycle: &CycleId,
    reader: Reader,
    target: &Path,
) -> Result<Exported, Fault> {
    const TRIES: usize = 20;
    for _ in 0..TRIES {
        tree::grow(app).await?;
        let done = app.read(|db| -> Result<_, Fault> {
            match tree::last_checkpoint(db)? {
                // Lines written since: no checkpoint covers the view yet.
                Some((size, _)) if size != event::length(db)? => Ok(None),
                None => Err(Fault::broken("an empty forum has nothing to export")),
                Some((size, _)) => write(db, app, cycle, reader.clone(), target, size).map(Some),
            }
        })?;
        if let Some(exported) = done {
            return Ok(exported);
        }
    }
    Err(Fault::broken(
        "the forum is written to faster than it can be exported; try again in a quieter minute",
    ))
}

fn write(
    db: &Db<'_>,
    app: &App,
    cycle: &CycleId,
    reader: Reader,
    target: &Path,
    size: u64,
) -> Result<Exported, Fault> {
    let scope = Scope::of(db, app.policy(), cycle, reader)?;
    let folder = Folder::new(target)?;
    folder.file("README.txt", include_bytes!("README.txt"))?;
    write_frame(db, &folder, &scope, size)?;
    documents::write(db, &folder, &scope)?;
    bases::write(db, &folder, &scope)?;
    sessions::write(&folder, &scope)?;
    transcripts::write(db, app.policy(), &folder, &scope)?;
    write_items(db, &folder, &scope)?;
    let withheld = write_ledger(db, &folder, &scope, size)?;
    Ok(Exported {
        lines: size,
        withheld,
        items: scope.items.len(),
    })
}

/// The forum, the cycle, its call, groups, organisations and people.
fn write_frame(db: &Db<'_>, folder: &Folder, scope: &Scope, size: u64) -> Result<(), Fault> {
    let json_file = |name: &str, value: Value| {
        let text = serde_json::to_string_pretty(&value)?;
        folder.file(name, format!("{text}\n").as_bytes())
    };
    let forum = forum::store::forum(db)?.ok_or_else(|| Fault::broken("there is no forum"))?;
    let cycle = forum::store::cycle(db, &scope.cycle)?
        .ok_or_else(|| Fault::broken("there is no such cycle"))?;
    json_file(
        "export.json",
        json!({ "format": FORMAT, "audience": scope.reader.word(), "cycle": cycle.slug, "cycle_id": cycle.id,
                "lines": size }),
    )?;
    json_file(
        "forum.json",
        json!({ "name": forum.name, "about": forum.about, "zone": forum.zone, "address": forum.address }),
    )?;
    json_file(
        "cycle.json",
        json!({ "id": cycle.id, "slug": cycle.slug, "title": cycle.title, "about": cycle.about,
                "opened": cycle.opened, "closed": cycle.closed }),
    )?;
    if let Some(call) = call::call(db, &scope.cycle)? {
        let questions = call.questions.iter();
        let questions: Vec<Value> = questions
            .map(|question| json!({ "text": question.text, "hint": question.hint }))
            .collect();
        json_file(
            "call.json",
            json!({ "title": call.title, "text": call.text, "questions": questions, "published": call.published }),
        )?;
    }
    let phases = cycle.phases.iter().map(
        |phase| json!({ "kind": phase.kind.word(), "opens": phase.opens, "closes": phase.closes }),
    );
    folder.json_lines("phases.jsonl", &phases.collect::<Vec<_>>())?;
    let groups = forum::store::groups(db)?.into_iter().map(|group| {
        json!({ "word": group.word, "name": group.name, "about": group.about, "letter": group.letter })
    });
    folder.json_lines("groups.jsonl", &groups.collect::<Vec<_>>())?;
    folder.json_lines("organisations.jsonl", &rows::organisations(db)?)?;
    folder.json_lines("people.jsonl", &rows::people(db, scope)?)
}

/// Items by kind and the answers; texts and attachments are written on the way.
fn write_items(db: &Db<'_>, folder: &Folder, scope: &Scope) -> Result<(), Fault> {
    let mut kinds: BTreeMap<&str, Vec<Value>> = BTreeMap::new();
    let mut answers = Vec::new();
    for seen in &scope.items {
        let row = rows::item(db, folder, scope, seen)?;
        kinds.entry(seen.item.kind.word()).or_default().push(row);
        answers.extend(rows::answered(db, folder, scope, seen)?);
    }
    for (kind, rows) in kinds {
        folder.json_lines(&format!("items/{kind}.jsonl"), &rows)?;
    }
    folder.json_lines("answers.jsonl", &answers)
}

/// The folder `ledger/`; says how many lines were withheld.
fn write_ledger(db: &Db<'_>, folder: &Folder, scope: &Scope, size: u64) -> Result<u64, Fault> {
    write_checkpoints(db, folder, size)?;
    let erased = erased_with_record(db, scope, size)?;
    let mut lines = folder.rows("ledger/lines.jsonl")?;
    let mut words = folder.rows("ledger/words.jsonl")?;
    let mut withheld = 0;
    let mut seen = HashSet::new();
    each_line(db, size, |entry| {
        if !scope.shows(entry)? {
            withheld += 1;
            return lines.row(&Entry::Withheld(entry.leaf()).write());
        }
        lines.row(&entry.line)?;
        for row in words_rows(db, scope, entry, &erased, &mut seen)? {
            words.row(&row.write())?;
        }
        Ok(())
    })?;
    lines.end()?;
    words.end()?;
    Ok(withheld)
}

/// The words of a line, or the note that the forum keeps them back from this reader.
fn words_rows(
    db: &Db<'_>,
    scope: &Scope,
    entry: &event::Entry,
    erased: &HashSet<Seal>,
    seen: &mut HashSet<Seal>,
) -> Result<Vec<WordsRow>, Fault> {
    let kept_back = scope.kept_back(entry)?;
    let mut rows = store::words_of_line(db, entry.meta.seq)?;
    rows.retain(|row| !kept_back.contains(&row.seal));
    if !scope.reader.is_full() {
        let shown: HashSet<Seal> = rows.iter().map(|row| row.seal).collect();
        let (seals, _) = seals_of(entry)?;
        // Words erased by a line that this reader does not get are, to this reader, kept back.
        let absent = |seal: &Seal| !shown.contains(seal) && !erased.contains(seal);
        rows.extend(seals.into_iter().filter(absent).map(|seal| WordsRow {
            seal,
            kept: Kept::Withheld,
        }));
    }
    rows.retain(|row| seen.insert(row.seal));
    Ok(rows)
}

/// The seals that a line in the export records as erased.
fn erased_with_record(db: &Db<'_>, scope: &Scope, size: u64) -> Result<HashSet<Seal>, Fault> {
    let mut erased = HashSet::new();
    if !scope.reader.is_full() {
        each_line(db, size, |entry| {
            if scope.shows(entry)? {
                erased.extend(seals_of(entry)?.1);
            }
            Ok(())
        })?;
    }
    Ok(erased)
}

fn each_line(
    db: &Db<'_>,
    size: u64,
    mut see: impl FnMut(&event::Entry) -> Result<(), Fault>,
) -> Result<(), Fault> {
    const LINES_AT_ONCE: usize = 1_000;
    let mut next = 0;
    while next < size {
        for entry in event::entries(db, next, LINES_AT_ONCE)? {
            next = entry.meta.seq + 1;
            see(&entry)?;
        }
    }
    Ok(())
}

/// Of each stretch of so many lines the last checkpoint: says within how many lines something was altered.
const CHECKPOINT_EVERY: u64 = 100;

/// The keys, the last checkpoint, and one of each stretch of lines before it.
///
/// Choosing again from what was chosen gives the same, so an imported forum exports the same checkpoints.
fn write_checkpoints(db: &Db<'_>, folder: &Folder, size: u64) -> Result<(), Fault> {
    const NOTES_AT_ONCE: usize = 1_000;
    let keys: Vec<String> = tree::keys(db)?
        .iter()
        .map(|key| format!("{key}\n"))
        .collect();
    folder.file("ledger/key.txt", keys.concat().as_bytes())?;
    let (mut after, mut held): (u64, Option<(u64, String)>) = (0, None);
    loop {
        let some = tree::checkpoints(db, after, NOTES_AT_ONCE)?;
        for (at, note) in some.iter().filter(|(at, _)| *at <= size) {
            let is_next =
                |(before, _): &(u64, String)| before / CHECKPOINT_EVERY != at / CHECKPOINT_EVERY;
            if let Some((before, note)) = held.take_if(|held| is_next(held)) {
                folder.file(
                    &format!("ledger/checkpoints/{before:012}.txt"),
                    note.as_bytes(),
                )?;
            }
            held = Some((*at, note.clone()));
        }
        match some.last() {
            Some((last, _)) => after = *last,
            None => break,
        }
    }
    match held {
        Some((_, note)) => folder.file("ledger/checkpoint", note.as_bytes()),
        None => Err(Fault::broken("no checkpoint covers the ledger")),
    }
}
