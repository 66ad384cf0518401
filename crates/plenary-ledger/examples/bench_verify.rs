//! Measures the verification of a large export beside plain SHA-256 over the same bytes.
//!
//! `cargo run --release -p plenary-ledger --example bench_verify [LINES]` (a million by default).

use plenary_ledger::*;
use sha2::{Digest, Sha256};
use std::error::Error;
use std::fs::File;
use std::io::{BufWriter, Read, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

const ORIGIN: &str = "forum.example/ledger";
/// One checkpoint for this many lines: the size of a busy day.
const LINES_PER_CHECKPOINT: u64 = 1000;
const PARAGRAPH: &str = "We suggest to say whose security is meant: that of people, of networks or of states. \
    The three are not the same, and the measures that serve one may well harm another; see also paragraph 12.";

fn main() -> Result<(), Box<dyn Error>> {
    let lines = std::env::args()
        .nth(1)
        .map_or(Ok(1_000_000), |text| text.parse())?;
    let folder = std::env::temp_dir().join(format!("plenary-bench-verify-{}", std::process::id()));
    let writing = timed(|| write_export(&folder, lines))?;
    let (bytes, plain) = best_of_three(|| hash_files(&folder))?;
    let (report, verifying) = best_of_three(|| Ok(verify_folder(&folder)?))?;
    std::fs::remove_dir_all(&folder)?;
    print!("{}", report.in_words());
    println!("\n| what | seconds | MB/s | ratio |\n|---|---|---|---|");
    let row = |what: &str, time: Duration| {
        let seconds = time.as_secs_f64();
        let ratio = seconds / plain.as_secs_f64();
        println!(
            "| {what} | {seconds:.2} | {:.0} | {ratio:.1} |",
            bytes as f64 / 1e6 / seconds
        );
    };
    row("plain SHA-256 over the same files", plain);
    row(&format!("verify {lines} lines with words"), verifying);
    row("make, seal and write them", writing.1);
    println!("\nBytes: {bytes}; peak memory: {}", peak_memory());
    match report.consistent {
        true => Ok(()),
        false => Err("the export did not verify".into()),
    }
}

fn timed<T>(
    work: impl FnOnce() -> Result<T, Box<dyn Error>>,
) -> Result<(T, Duration), Box<dyn Error>> {
    let start = Instant::now();
    Ok((work()?, start.elapsed()))
}

/// The quickest of three runs: other work on the machine only ever slows one down.
fn best_of_three<T>(
    work: impl Fn() -> Result<T, Box<dyn Error>>,
) -> Result<(T, Duration), Box<dyn Error>> {
    let mut best = timed(&work)?;
    for _ in 1..3 {
        let run = timed(&work)?;
        if run.1 < best.1 {
            best = run;
        }
    }
    Ok(best)
}

fn write_export(folder: &Path, count: u64) -> Result<(), Box<dyn Error>> {
    let ledger = folder.join("ledger");
    std::fs::create_dir_all(ledger.join("checkpoints"))?;
    let key = SigningKey::from_seed(ORIGIN, &[1; 32])?;
    std::fs::write(ledger.join("key.txt"), format!("{}\n", key.verifying_key()))?;
    let mut lines = BufWriter::new(File::create(ledger.join("lines.jsonl"))?);
    let mut words = BufWriter::new(File::create(ledger.join("words.jsonl"))?);
    let mut frontier = Frontier::new();
    for seq in 0..count {
        let (line, row) = item(seq)?;
        frontier.push(leaf_hash(line.as_bytes()));
        writeln!(lines, "{line}")?;
        writeln!(words, "{}", row.write())?;
        if (seq + 1) % LINES_PER_CHECKPOINT == 0 || seq + 1 == count {
            let name = ledger.join(format!("checkpoints/{:012}.txt", seq + 1));
            std::fs::write(name, Checkpoint::of(ORIGIN, &frontier).sign(&key)?)?;
        }
    }
    lines.flush()?;
    Ok(words.flush()?)
}

/// A line as the docket writes it, and the words it seals.
fn item(seq: u64) -> Result<(String, WordsRow), Box<dyn Error>> {
    let mut salt = Salt([0; 16]);
    salt.0
        .copy_from_slice(&Sha256::digest(seq.to_le_bytes())[..16]);
    let row = WordsRow::of_text(salt, &format!("Comment {seq}. {PARAGRAPH}"));
    let event = serde_json::json!({ "CommentFiled": {
        "number": seq, "cycle": 3, "block": "b-0192a7f2", "mark": "GREEN", "door": "web", "language": "en",
        "text": { "seal": row.seal } } });
    let by = Some(format!("p-{:08x}", seq * 2_654_435_761 % 30_000));
    let line = Line::new(
        seq,
        1_466_000_000_000 + seq as i64 * 1000,
        by,
        "docket",
        &event,
    )?;
    Ok((line.write(), row))
}

/// Reads and hashes every file of the export, and nothing else.
fn hash_files(folder: &Path) -> Result<u64, Box<dyn Error>> {
    let ledger = folder.join("ledger");
    let mut files: Vec<PathBuf> = vec![ledger.join("lines.jsonl"), ledger.join("words.jsonl")];
    for entry in std::fs::read_dir(ledger.join("checkpoints"))? {
        files.push(entry?.path());
    }
    let (mut hasher, mut bytes, mut piece) = (Sha256::new(), 0, vec![0; 1 << 16]);
    for path in files {
        let mut file = File::open(path)?;
        loop {
            let read = file.read(&mut piece)?;
            if read == 0 {
                break;
            }
            hasher.update(&piece[..read]);
            bytes += read as u64;
        }
    }
    std::hint::black_box(hasher.finalize());
    Ok(bytes)
}

/// The most memory this process ever held, as Linux tells it.
fn peak_memory() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.map_or("unknown here".into(), |line| line.trim().to_string())
}
