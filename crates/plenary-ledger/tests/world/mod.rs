//! A small forum's ledger for the tests, built by the crate's own means.
#![allow(dead_code)] // each test binary uses its own part

use plenary_ledger::*;
use serde_json::json;
use std::path::{Path, PathBuf};

pub const ORIGIN: &str = "forum.example/ledger";

/// A ledger with its words, leaf hashes, kept nodes and checkpoints.
pub struct World {
    pub key: SigningKey,
    pub lines: Vec<String>,
    pub words: Vec<WordsRow>,
    pub notes: Vec<(String, String)>,
    pub frontier: Frontier,
    pub leaves: Vec<Hash>,
    pub kept: Vec<((u8, u64), Hash)>,
    pub reads: std::cell::Cell<usize>,
}

impl Tiles for World {
    fn hashes(&self, level: u8, start: u64, count: usize) -> Vec<Hash> {
        self.reads.set(self.reads.get() + count);
        if level == 0 {
            let leaves = self.leaves.iter().skip(start as usize);
            return leaves.take(count).copied().collect();
        }
        let find = |index| self.kept.iter().find(|(place, _)| *place == (level, index));
        (start..start + count as u64)
            .map_while(|index| find(index).map(|(_, node)| *node))
            .collect()
    }
}

impl World {
    pub fn new() -> World {
        World {
            key: SigningKey::from_seed(ORIGIN, &[42; 32]).unwrap(),
            lines: vec![],
            words: vec![],
            notes: vec![],
            frontier: Frontier::new(),
            leaves: vec![],
            kept: vec![],
            reads: Default::default(),
        }
    }

    /// A ledger of this many lines, each sealing one text, with a checkpoint every fifth line.
    pub fn of(lines: u64) -> World {
        let mut world = World::new();
        for number in 0..lines {
            world.says(&format!("Item {number}: \"définir\" the term — 定义.\n"));
            if number % 5 == 4 {
                world.signs();
            }
        }
        world.signs();
        world
    }

    pub fn records(&mut self, event: serde_json::Value) {
        let seq = self.frontier.size();
        let by = (!seq.is_multiple_of(3)).then(|| format!("participant-{seq}"));
        let line = Line::new(seq, 1_466_000_000_000 + seq as i64, by, "docket", &event).unwrap();
        self.appends(line.write());
    }

    pub fn appends(&mut self, text: String) {
        let leaf = leaf_hash(text.as_bytes());
        self.lines.push(text);
        self.leaves.push(leaf);
        let kept = &mut self.kept;
        self.frontier
            .push_keeping(leaf, |level, index, node| kept.push(((level, index), node)));
    }

    pub fn says(&mut self, text: &str) -> Seal {
        let row = WordsRow::of_text(self.salt(), text);
        let seal = row.seal;
        self.words.push(row);
        self.records(json!({ "ItemFiled": { "text": { "seal": seal }, "number": 7 } }));
        seal
    }

    pub fn erases(&mut self, seal: Seal) {
        self.words.retain(|row| row.seal != seal);
        self.records(json!({ "WordsErased": { "erases": [seal], "rule": "asked by the author" } }));
    }

    pub fn signs(&mut self) -> String {
        let note = Checkpoint::of(ORIGIN, &self.frontier)
            .sign(&self.key)
            .unwrap();
        let name = format!("{:09}.txt", self.frontier.size());
        self.notes.retain(|(before, _)| *before != name);
        self.notes.push((name, note.clone()));
        note
    }

    pub fn receipt(&self, index: u64) -> Receipt {
        let checkpoint = Checkpoint::of(ORIGIN, &self.frontier);
        let note = checkpoint.sign(&self.key).unwrap();
        Receipt::of(&TileNodes(self), index, checkpoint.size, &note).unwrap()
    }

    /// A receipt that brings its line and words.
    pub fn whole_receipt(&self, index: u64) -> Receipt {
        let line = Line::read(&self.lines[index as usize]).unwrap();
        let seals = line.seals().unwrap();
        let words = self
            .words
            .iter()
            .filter(|row| seals.contains(&row.seal))
            .cloned()
            .collect();
        let carried = Carried {
            line: line.write(),
            words,
        };
        Receipt {
            extra: carried.write(),
            ..self.receipt(index)
        }
    }

    /// Verifies in memory, with the right key.
    pub fn verified(&self) -> Report {
        let mut verifier = Verifier::new(vec![self.key.verifying_key()]);
        self.notes
            .iter()
            .for_each(|(name, note)| verifier.checkpoint_named(name, note));
        self.lines
            .iter()
            .for_each(|line| verifier.line(Entry::read(line).unwrap()));
        for row in &self.words {
            match row.shown() {
                Some((salt, words)) => _ = verifier.words(row.seal, salt, words),
                None => verifier.words_withheld(row.seal),
            }
        }
        verifier.finish()
    }

    /// Writes an export to a fresh folder under cargo's folder for tests.
    pub fn export(&self, name: &str) -> PathBuf {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        _ = std::fs::remove_dir_all(&folder);
        let ledger = folder.join("ledger");
        std::fs::create_dir_all(ledger.join("checkpoints")).unwrap();
        let write = |name: &str, text: String| std::fs::write(ledger.join(name), text).unwrap();
        write("key.txt", format!("{}\n", self.key.verifying_key()));
        write(
            "lines.jsonl",
            self.lines.iter().map(|line| format!("{line}\n")).collect(),
        );
        write(
            "words.jsonl",
            self.words.iter().map(|row| row.write() + "\n").collect(),
        );
        for (name, note) in &self.notes {
            write(&format!("checkpoints/{name}"), note.clone());
        }
        folder
    }

    fn salt(&self) -> Salt {
        let hash = leaf_hash(format!("salt {}", self.words.len() + self.lines.len()).as_bytes());
        Salt(hash.0[..16].try_into().unwrap())
    }
}
