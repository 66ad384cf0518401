//! `plenary verify`: checks a data directory, a backup, an exported folder or a receipt, offline.

use std::path::{Path, PathBuf};

use clap::Args;
use plenary_kit::app::Settings;
use plenary_kit::fault::Fault;
use plenary_ledger::{
    Carried, Report, Trust, VerifyingKey, Witnessed, verify_folder_trusting, verify_receipt_alone,
};
use serde_json::json;

use super::{Outcome, progress};

/// What is verified, and with which key.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  plenary verify forum\n  plenary verify export-2026 --key forum.example.org+0a1b2c3d+AbCd...\n  plenary verify item-42.tlog-proof --key forum.example.org+0a1b2c3d+AbCd...\n\nExit code: 0 when everything is consistent, 1 when something is not."
)]
pub struct Verify {
    /// A data directory, a backup, an exported folder, or a receipt (.tlog-proof)
    path: PathBuf,
    /// The forum's public key, as it stands at /ledger/key; without it the key found beside is used
    #[arg(long, value_name = "VKEY")]
    key: Vec<String>,
    /// Print the report as one line of JSON
    #[arg(long)]
    json: bool,
}

impl Verify {
    /// Verifies and says what was found.
    pub fn run(self) -> Outcome {
        let keys = self.keys()?;
        if self.path.is_file() {
            return self.receipt(&keys);
        }
        let report = self.directory(keys)?;
        match self.json {
            true => progress::json(&report)?,
            false => print!("{}", report.in_words()),
        }
        match report.consistent {
            true => Ok(()),
            false => Err(Fault::broken("the ledger is not consistent; see above")),
        }
    }

    fn keys(&self) -> Result<Vec<VerifyingKey>, Fault> {
        let read = |text: &String| {
            text.trim()
                .parse()
                .map_err(|bad| Fault::broken(format!("--key: {bad}")))
        };
        self.key.iter().map(read).collect()
    }

    fn directory(&self, keys: Vec<VerifyingKey>) -> Result<Report, Fault> {
        let settings = Settings::for_dir(&self.path);
        if !settings.database().is_file() {
            let trust = Trust {
                keys,
                checkpoints: Vec::new(),
            };
            return verify_folder_trusting(&self.path, &trust).map_err(Fault::broken);
        }
        let told = progress::lines("Verifying");
        let report = plenary_kit::verify::verify_dir(&settings, keys, told);
        progress::ended();
        report
    }

    fn receipt(&self, keys: &[VerifyingKey]) -> Outcome {
        let text = std::fs::read_to_string(&self.path)
            .map_err(|error| Fault::broken(format!("{}: {error}", self.path.display())))?;
        let is_given = !keys.is_empty();
        let keys = match is_given {
            true => keys.to_vec(),
            false => key_beside(&self.path)?,
        };
        let tried = keys.iter().map(|key| verify_receipt_alone(&text, key));
        let mut bad = None;
        for outcome in tried {
            match outcome {
                Ok((witnessed, carried)) => {
                    return self.proven(is_given, &witnessed, &carried);
                }
                Err(fault) => bad = Some(fault),
            }
        }
        let why = bad.map_or_else(|| "no key".to_owned(), |bad| bad.to_string());
        if self.json {
            progress::json(&json!({ "consistent": false, "problem": why }))?;
        }
        Err(Fault::broken(format!("the receipt does not hold: {why}")))
    }

    fn proven(&self, is_given: bool, proven: &Witnessed, carried: &Carried) -> Outcome {
        let (line, head) = (&proven.line, &proven.checkpoint);
        let texts = carried.words.iter().filter_map(|row| Some(row.shown()?.1));
        let words = texts.clone().count();
        if self.json {
            return progress::json(&json!({
                "consistent": true, "line": line.seq, "at": line.at, "room": line.room, "origin": head.origin,
                "size": head.size, "words": words, "key_given": is_given }));
        }
        println!(
            "The receipt holds: line {} of {}, in its ledger of {} lines, with {words} of its texts.",
            line.seq, head.origin, head.size
        );
        if let Ok(at) = jiff::Timestamp::from_millisecond(line.at) {
            println!("Written on {at:.0}:");
        }
        for text in texts {
            println!("  {}", in_one_line(text));
        }
        if !is_given {
            println!(
                "The key lay beside the receipt; compare it with the one the forum publishes at /ledger/key."
            );
        }
        Ok(())
    }
}

/// A text for a terminal, whatever it holds.
fn in_one_line(text: &[u8]) -> String {
    let text = String::from_utf8_lossy(text);
    let words: Vec<&str> = text
        .split(|c: char| c.is_whitespace() || c.is_control())
        .collect();
    words.join(" ")
}

/// The key beside a receipt: `key.txt`, or the one in an export it lies in.
fn key_beside(receipt: &Path) -> Result<Vec<VerifyingKey>, Fault> {
    let dir = receipt.parent().unwrap_or(Path::new("."));
    let found = ["key.txt", "ledger/key.txt", "../ledger/key.txt"]
        .iter()
        .find_map(|name| std::fs::read_to_string(dir.join(name)).ok());
    let text = found.ok_or_else(|| {
        Fault::broken("no key lies beside the receipt. Give the forum's key with --key; it stands at /ledger/key.")
    })?;
    text.lines()
        .map(|line| line.parse().map_err(Fault::broken))
        .collect()
}
