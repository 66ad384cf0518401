//! What a person should know of a record before importing it, in plain sentences.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::html::kind_word;
use crate::record::Record;

/// A report of a page or two: counts, speakers, what is open, what was passed over.
pub fn report(record: &Record) -> String {
    let mut out = String::new();
    // Writing into a string does not fail.
    let _ = counts(record, &mut out);
    let _ = speakers(record, &mut out);
    let _ = marks(record, &mut out);
    let _ = offered(record, &mut out);
    let _ = passed_over(record, &mut out);
    out
}

fn counts(record: &Record, out: &mut String) -> std::fmt::Result {
    let paragraphs: usize = record.turns.iter().map(|turn| turn.paragraphs.len()).sum();
    let words: usize = record.turns.iter().map(|turn| turn.words().count()).sum();
    writeln!(
        out,
        "{} turns, {paragraphs} paragraphs, {words} words",
        record.turns.len()
    )?;
    writeln!(out, "\nNot speech:")?;
    for block in record.blocks.iter().take(60) {
        writeln!(
            out,
            "  line {:>5}  {:<11} {}",
            block.lines[0],
            kind_word(block.kind),
            short(&block.text)
        )?;
    }
    more(record.blocks.len(), 60, out)?;
    writeln!(out, "\nAgenda announced:")?;
    for item in &record.agenda {
        writeln!(
            out,
            "  line {:>5}  {:>3} minutes  {}",
            item.line,
            item.minutes,
            short(&item.title)
        )?;
    }
    Ok(())
}

fn speakers(record: &Record, out: &mut String) -> std::fmt::Result {
    let mut named: BTreeMap<(String, String), (u32, usize, f64)> = BTreeMap::new();
    for turn in &record.turns {
        let Some((name, speaker)) = turn.name().zip(turn.speaker.as_ref()) else {
            continue;
        };
        let label = turn.label.clone().unwrap_or_else(|| "no label".into());
        let entry = named.entry((name.to_owned(), label)).or_insert((0, 0, 1.0));
        *entry = (
            entry.0 + 1,
            entry.1 + turn.words().count(),
            entry.2.min(speaker.confidence),
        );
    }
    let open: Vec<_> = record
        .turns
        .iter()
        .filter(|turn| turn.name().is_none())
        .collect();
    writeln!(
        out,
        "\nSpeakers ({} of {} turns named, {} open):",
        record.turns.len() - open.len(),
        record.turns.len(),
        open.len()
    )?;
    for ((name, label), (turns, words, least)) in named.iter().take(300) {
        writeln!(
            out,
            "  {name:<28} as {label:<24} {turns:>3} turns {words:>6} words  confidence from {least:.2}"
        )?;
    }
    writeln!(out, "\nOpen:")?;
    for turn in open.iter().take(100) {
        let words: String = turn.words().take(9).collect::<Vec<_>>().join(" ");
        writeln!(
            out,
            "  turn {:>4}, line {:>5}  {:<20} {}",
            turn.number,
            turn.lines[0],
            turn.label.as_deref().unwrap_or("no label"),
            short(&words)
        )?;
    }
    more(open.len(), 100, out)
}

fn marks(record: &Record, out: &mut String) -> std::fmt::Result {
    let mut kinds: BTreeMap<String, u32> = BTreeMap::new();
    let spoken = record
        .turns
        .iter()
        .flat_map(|turn| &turn.paragraphs)
        .flat_map(|paragraph| &paragraph.marks);
    for mark in spoken.chain(record.blocks.iter().flat_map(|block| &block.marks)) {
        *kinds.entry(kind_word(mark.kind)).or_default() += 1;
    }
    writeln!(
        out,
        "\nMarks: {}",
        kinds
            .iter()
            .map(|(kind, count)| format!("{kind} {count}"))
            .collect::<Vec<_>>()
            .join(", ")
    )
}

fn offered(record: &Record, out: &mut String) -> std::fmt::Result {
    writeln!(out, "\nFound and offered, for a person to confirm:")?;
    for finding in record.findings.iter().take(200) {
        writeln!(
            out,
            "  line {:>5}  {:<16} {:.2}  {}",
            finding.lines[0],
            kind_word(finding.kind),
            finding.confidence,
            short(&finding.text)
        )?;
    }
    more(record.findings.len(), 200, out)
}

fn passed_over(record: &Record, out: &mut String) -> std::fmt::Result {
    writeln!(out, "\nPassed over or doubted:")?;
    for skipped in record.skipped.iter().take(100) {
        writeln!(
            out,
            "  lines {}-{}  {}",
            skipped.lines[0],
            skipped.lines[1],
            short(&skipped.reason)
        )?;
    }
    more(record.skipped.len(), 100, out)
}

fn more(all: usize, shown: usize, out: &mut String) -> std::fmt::Result {
    if all > shown {
        writeln!(out, "  and {} more", all - shown)
    } else {
        Ok(())
    }
}

/// The first 90 letters, on one line.
fn short(text: &str) -> String {
    let line: String = text
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .take(90)
        .collect();
    if text.chars().count() > 90 {
        line + "…"
    } else {
        line
    }
}
