//! Measures the engine beside a plain line split of the same bytes, a long live feed, and noise.
//!
//! `cargo run --release -p plenary-captions --example bench_captions [FILE]`; without a file a short
//! dialogue of our own is repeated. Peak memory is the kernel's (`VmHWM`), so it only grows down the table.

use std::hint::black_box;
use std::time::Instant;

use plenary_captions::{Feed, Packet, Record, Register};

/// The words of the goal.
const WORDS: usize = 4_200_000;
const DIALOGUE: &str = ">> MODERATOR: Thank you very much, Ana. I would like to move on to Ben Oak from the Letters Registry. Ben, please.\n>> BEN OAK: Thank you. My name is Ben Oak and I'm with the Letters Registry. (Laughter) What do we need?\nWe propose to publish the report next year, and we will circulate it on the mailing list. (Indiscernible) I agree with Ana.\n>> AUDIENCE: I have a question: who keeps the record of what was said here, and for how long is it kept?\n";

fn main() {
    let sample = std::env::args().nth(1).map_or_else(
        || DIALOGUE.as_bytes().to_vec(),
        |path| std::fs::read(path).unwrap_or_default(),
    );
    let words = String::from_utf8_lossy(&sample)
        .split_whitespace()
        .count()
        .max(1);
    feed(&sample);
    engine(&sample, words);
    noise();
}

fn engine(sample: &[u8], words: usize) {
    let copies = WORDS.div_ceil(words);
    let mut bytes = Vec::with_capacity(copies * (sample.len() + 1));
    for _ in 0..copies {
        bytes.extend_from_slice(sample);
        bytes.push(b'\n');
    }
    let start = Instant::now();
    let lines = String::from_utf8_lossy(&bytes)
        .lines()
        .map(|line| black_box(line).to_owned())
        .collect::<Vec<_>>()
        .len();
    let split = start.elapsed().as_secs_f64();
    let start = Instant::now();
    let record = Record::from_bytes(&bytes);
    let read = start.elapsed().as_secs_f64();
    let start = Instant::now();
    let json = serde_json::to_vec(&record).map_or(0, |json| json.len());
    let written = start.elapsed().as_secs_f64();
    let count = copies * words;
    println!(
        "plain line split  {:>9} words  {split:>7.3} s  {lines} lines",
        count
    );
    println!(
        "record            {count:>9} words  {read:>7.3} s  {:.2} million words/s  {:.0} times the split  {} turns  {} findings  peak {} MB",
        per_second(count, read),
        read / split,
        record.turns.len(),
        record.findings.len(),
        peak()
    );
    println!(
        "record to JSON    {:>9} MB     {written:>7.3} s  peak {} MB",
        json / 1_000_000,
        peak()
    );
}

fn per_second(count: usize, seconds: f64) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX)) / seconds / 1e6
}

/// Eight hours at 300 words a minute, one packet a word, one in thirty typed wrong first.
fn feed(sample: &[u8]) {
    let start = Instant::now();
    let mut feed = Feed::new();
    let words: Vec<&[u8]> = sample.split_inclusive(|byte| *byte == b' ').collect();
    let mut sequence = 0;
    for number in 0u64..8 * 60 * 300 {
        let word = words[usize::try_from(number).unwrap_or(0) % words.len()];
        let wrong: &[u8] = if number % 30 == 7 {
            b"mistake\x08\x08\x08\x08\x08\x08\x08"
        } else {
            b""
        };
        for bytes in [wrong, word] {
            feed.push(Packet {
                sequence: Some(sequence),
                captioner: 0,
                milliseconds: Some(number * 200),
                bytes,
            });
            sequence += 1;
        }
    }
    let fed = start.elapsed().as_secs_f64();
    let start = Instant::now();
    let record = feed.record(&Register::default());
    println!(
        "live feed, 8 h    {:>9} words  {fed:>7.3} s to take, {:.3} s for its record of {} turns  peak {} MB",
        8 * 60 * 300,
        start.elapsed().as_secs_f64(),
        record.turns.len(),
        peak()
    );
}

/// Fifty megabytes of what is no transcript.
fn noise() {
    for (name, piece) in [
        ("zeros", "\0"),
        ("letters without a line", "abc def "),
        ("empty lines", "\n"),
        ("short lines", "a\n"),
        ("ended short lines", "No.\n"),
        ("arrows", ">> "),
        ("turns", ">> A: b\n"),
        ("brackets", "(["),
        ("labels", "ANA B: "),
        ("capitals", "Ana Li. "),
        ("marks", "(Applause) "),
    ] {
        let text = piece.repeat(50_000_000 / piece.len());
        let start = Instant::now();
        let record = Record::from_bytes(text.as_bytes());
        println!(
            "noise: {name:<24} 50 MB  {:>7.3} s  {} turns  {} blocks  {} remarks  peak {} MB",
            start.elapsed().as_secs_f64(),
            record.turns.len(),
            record.blocks.len(),
            record.skipped.len(),
            peak()
        );
    }
}

/// The peak of resident memory so far in megabytes; zero where the kernel does not tell.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))
        .unwrap_or("0");
    line.trim()
        .trim_end_matches(" kB")
        .trim()
        .parse::<u64>()
        .unwrap_or(0)
        / 1_000
}
