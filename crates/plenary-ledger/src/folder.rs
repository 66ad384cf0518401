//! Reads an exported folder from disk and verifies it; the only input this crate does.

use crate::key::VerifyingKey;
use crate::report::{Place, Report};
use crate::rows::{Entry, Kept, WordsRow};
use crate::verifier::Verifier;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

/// The longest row of `lines.jsonl` read, in bytes: a line has no words, only seals.
pub const LINE_BYTES: u64 = 1 << 20;
/// The longest row of `words.jsonl` read, in bytes: an attachment of 48 MB in base64.
pub const WORDS_BYTES: u64 = 64 << 20;
/// The largest checkpoint or key file read, in bytes.
pub const NOTE_BYTES: u64 = 1 << 20;

/// What the asker brings to the verification instead of taking it from the folder.
#[derive(Debug, Clone, Default)]
pub struct Trust {
    /// The forum's public keys; if empty, those in the folder are used and shown for comparison.
    pub keys: Vec<VerifyingKey>,
    /// Checkpoints kept from earlier, as (name, signed note).
    pub checkpoints: Vec<(String, String)>,
}

/// Why a folder could not be verified at all.
#[derive(Debug, thiserror::Error)]
pub enum FolderFault {
    /// There is no ledger in it.
    #[error("there is no ledger/lines.jsonl in {0}; give the folder an export made")]
    NoLedger(PathBuf),
    /// The key file holds no key.
    #[error("{0} holds no public key; give the key the forum publishes")]
    NoKey(PathBuf),
    /// A file could not be read.
    #[error("{0} could not be read: {1}")]
    Unreadable(PathBuf, io::Error),
}

/// Verifies an exported folder with the keys that lie in it.
pub fn verify_folder(folder: &Path) -> Result<Report, FolderFault> {
    verify_folder_trusting(folder, &Trust::default())
}

/// Verifies an exported folder with keys and checkpoints from elsewhere.
pub fn verify_folder_trusting(folder: &Path, trust: &Trust) -> Result<Report, FolderFault> {
    let ledger = match folder.join("ledger").is_dir() {
        true => folder.join("ledger"),
        false => folder.to_path_buf(),
    };
    if !ledger.join("lines.jsonl").is_file() {
        return Err(FolderFault::NoLedger(folder.to_path_buf()));
    }
    let mut verifier = match trust.keys.is_empty() {
        true => Verifier::with_keys_found(read_keys(&ledger.join("key.txt"))?),
        false => Verifier::new(trust.keys.clone()),
    };
    for (name, note) in &trust.checkpoints {
        verifier.checkpoint_named(name, note);
    }
    read_checkpoints(&ledger, &mut verifier)?;
    read_lines(&ledger.join("lines.jsonl"), &mut verifier)?;
    read_words(&ledger.join("words.jsonl"), &mut verifier)?;
    Ok(verifier.finish())
}

fn read_keys(path: &Path) -> Result<Vec<VerifyingKey>, FolderFault> {
    let text = read_small(path)?;
    let text = String::from_utf8(text).map_err(|_| FolderFault::NoKey(path.to_path_buf()))?;
    let keys: Result<Vec<VerifyingKey>, _> = text.lines().map(str::parse).collect();
    match keys {
        Ok(keys) if !keys.is_empty() => Ok(keys),
        _ => Err(FolderFault::NoKey(path.to_path_buf())),
    }
}

/// Reads `checkpoint` and every `checkpoints/*.txt`, in the order of their names.
fn read_checkpoints(ledger: &Path, verifier: &mut Verifier) -> Result<(), FolderFault> {
    let mut paths = Vec::new();
    let many = ledger.join("checkpoints");
    if many.is_dir() {
        let entries = std::fs::read_dir(&many).map_err(|error| unreadable(&many, error))?;
        for entry in entries {
            paths.push(entry.map_err(|error| unreadable(&many, error))?.path());
        }
    }
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "txt"));
    paths.sort();
    paths.extend(Some(ledger.join("checkpoint")).filter(|path| path.is_file()));
    for path in paths {
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        match String::from_utf8(read_small(&path)?) {
            Ok(note) => verifier.checkpoint_named(&name, &note),
            Err(_) => not_text(verifier, Place::Checkpoint(name)),
        }
    }
    Ok(())
}

fn read_lines(path: &Path, verifier: &mut Verifier) -> Result<(), FolderFault> {
    each_row(
        path,
        LINE_BYTES,
        verifier,
        |verifier, row| match str::from_utf8(row) {
            Err(_) => verifier.unreadable(row, "it is not UTF-8 text"),
            Ok(text) => match Entry::read(text) {
                Ok(entry) => verifier.line(entry),
                Err(bad) => verifier.unreadable(row, &bad.to_string()),
            },
        },
    )
}

fn read_words(path: &Path, verifier: &mut Verifier) -> Result<(), FolderFault> {
    if !path.is_file() {
        return Ok(()); // a ledger without words, or one whose words are missing: the seals tell
    }
    each_row(
        path,
        WORDS_BYTES,
        verifier,
        |verifier, row| match str::from_utf8(row).map(WordsRow::read) {
            Err(_) => verifier.bad_words("it is not UTF-8 text"),
            Ok(Err(bad)) => verifier.bad_words(&bad.to_string()),
            Ok(Ok(row)) => take_words(verifier, &row),
        },
    )
}

fn take_words(verifier: &mut Verifier, row: &WordsRow) {
    match &row.kept {
        Kept::Text { salt, text } => verifier.words(row.seal, salt, text.as_bytes()),
        Kept::Bytes { salt, bytes } => verifier.words(row.seal, salt, bytes),
        Kept::Withheld => {
            verifier.words_withheld(row.seal);
            true
        }
    };
}

/// Calls `take` for each row without its line break; a row that is too long ends the reading.
fn each_row(
    path: &Path,
    longest: u64,
    verifier: &mut Verifier,
    mut take: impl FnMut(&mut Verifier, &[u8]),
) -> Result<(), FolderFault> {
    let file = File::open(path).map_err(|error| unreadable(path, error))?;
    let mut reader = BufReader::with_capacity(1 << 16, file);
    let mut row = Vec::new();
    loop {
        row.clear();
        let read = reader
            .by_ref()
            .take(longest + 1)
            .read_until(b'\n', &mut row);
        if read.map_err(|error| unreadable(path, error))? == 0 {
            return Ok(());
        }
        if row.pop_if(|last| *last == b'\n').is_none() {
            cut_off(path, row.len() as u64 > longest, verifier);
            return Ok(());
        }
        take(verifier, &row);
    }
}

fn cut_off(path: &Path, too_long: bool, verifier: &mut Verifier) {
    let name = path
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    let what = match too_long {
        true => "a row is longer than any export writes; the rest was not read",
        false => "the last row does not end with a line break: the file is cut off",
    };
    verifier.problem(Place::File(name), what.into(), "Fetch the file again");
}

fn not_text(verifier: &mut Verifier, place: Place) {
    verifier.problem(place, "it is not UTF-8 text".into(), "Fetch the file again");
}

fn read_small(path: &Path) -> Result<Vec<u8>, FolderFault> {
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(|error| unreadable(path, error))?;
    file.take(NOTE_BYTES)
        .read_to_end(&mut bytes)
        .map_err(|error| unreadable(path, error))?;
    Ok(bytes)
}

fn unreadable(path: &Path, error: io::Error) -> FolderFault {
    FolderFault::Unreadable(path.to_path_buf(), error)
}
