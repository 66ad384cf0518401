//! WebVTT (W3C Candidate Recommendation) and SubRip, with cues only where the record has times.

use std::io::{self, Write};

use super::pieces::speaker;
use crate::record::{Paragraph, Record};
use crate::words;

/// Words of one cue, in letters; two lines of a television caption, doubled for a page.
const CUE: usize = 160;

struct Cue<'a> {
    start: u64,
    end: u64,
    text: &'a str,
}

/// Writes WebVTT; a record without times has its words in notes.
pub fn web_vtt(record: &Record, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(b"WEBVTT\n\n")?;
    let timed = record.turns.iter().any(|turn| turn.milliseconds.is_some());
    if timed {
        out.write_all("NOTE Inside a paragraph times are shared out by letters.\n\n".as_bytes())?;
    } else {
        out.write_all(
            "NOTE The captions came without times, so there are no cues.\n\n".as_bytes(),
        )?;
    }
    for turn in &record.turns {
        for paragraph in &turn.paragraphs {
            let name = escape(speaker(turn));
            let cues = cues(paragraph);
            if cues.is_empty() && !paragraph.text.is_empty() {
                write!(out, "NOTE\n{name}: {}\n\n", escape(&paragraph.text))?;
            }
            for (at, cue) in cues.iter().enumerate() {
                write!(
                    out,
                    "{}.{}\n{} --> {}\n<v {name}>{}\n\n",
                    paragraph.number,
                    at + 1,
                    clock(cue.start, '.'),
                    clock(cue.end, '.'),
                    escape(cue.text)
                )?;
            }
        }
    }
    Ok(())
}

/// Writes SubRip; paragraphs without times are left out, as the format cannot hold them.
pub fn sub_rip(record: &Record, out: &mut dyn Write) -> io::Result<()> {
    let mut number = 0;
    for turn in &record.turns {
        for paragraph in &turn.paragraphs {
            for cue in cues(paragraph) {
                number += 1;
                let text = one_line(cue.text).replace("-->", "→");
                write!(
                    out,
                    "{number}\n{} --> {}\n{}: {text}\n\n",
                    clock(cue.start, ','),
                    clock(cue.end, ','),
                    one_line(speaker(turn))
                )?;
            }
        }
    }
    Ok(())
}

/// The sentences of a paragraph in cues, its time shared out by letters.
fn cues(paragraph: &Paragraph) -> Vec<Cue<'_>> {
    let Some([start, end]) = paragraph.milliseconds else {
        return Vec::new();
    };
    let text = paragraph.text.as_str();
    let length = u64::try_from(text.len()).unwrap_or(u64::MAX).max(1);
    // A cue must last; a paragraph without length gets a second.
    let end = end.max(start + 1_000);
    let at = |byte: usize| start + (end - start) * u64::try_from(byte).unwrap_or(0) / length;
    grouped(text)
        .into_iter()
        .map(|(from, to)| Cue {
            start: at(from),
            end: at(to).max(at(from) + 1),
            text: &text[from..to],
        })
        .collect()
}

/// Sentences joined while they are short and cut at blanks when they are long.
fn grouped(text: &str) -> Vec<(usize, usize)> {
    let mut groups: Vec<(usize, usize)> = Vec::new();
    for (start, end) in words::sentences(text) {
        match groups.last_mut() {
            Some(group) if end - group.0 <= CUE => group.1 = end,
            _ => groups.extend(chopped(text, start, end)),
        }
    }
    groups
}

fn chopped(text: &str, start: usize, end: usize) -> Vec<(usize, usize)> {
    let mut parts = Vec::new();
    let mut from = start;
    while end - from > CUE {
        let limit = text.floor_char_boundary(from + CUE);
        let cut = text[from..limit]
            .rfind(' ')
            .filter(|at| *at > 0)
            .map_or(limit, |at| from + at);
        parts.push((from, cut));
        from = cut + (text[cut..end].len() - text[cut..end].trim_start().len());
    }
    if from < end {
        parts.push((from, end));
    }
    parts
}

fn clock(milliseconds: u64, sign: char) -> String {
    let seconds = milliseconds / 1_000;
    format!(
        "{:02}:{:02}:{:02}{sign}{:03}",
        seconds / 3_600,
        seconds / 60 % 60,
        seconds % 60,
        milliseconds % 1_000
    )
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn escape(text: &str) -> String {
    one_line(text)
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('\0', "\u{FFFD}")
}
