//! A notice in the middle of a line that holds more: `Page 1 ... Note: Although the transcript ... record. Ana Li: Hi`.

use super::disclaimer_points;
use crate::words::folded;

/// What only a notice says, in its last sentences.
const ANCHORS: [&str; 6] = [
    "authoritative record",
    "verbatim record",
    "authoritative representation",
    "rough draft",
    "rough-draft",
    "result from these transcripts",
];
/// How a notice begins when no sentence ends before it.
const BEGINNINGS: [&str; 9] = [
    "Note: ",
    "NOTE: ",
    "Disclaimer",
    "DISCLAIMER",
    "The following is the output",
    "The following are the outputs",
    "This is being provided",
    "This text",
    "This transcript",
];
/// A notice is not longer than this on either side of what only it says, in bytes.
const REACH: usize = 1_500;

/// First byte of a notice inside a line and the byte after it; nothing if there is none or the line is nothing else.
pub fn notice(line: &str) -> Option<(usize, usize)> {
    let anchor = ANCHORS
        .iter()
        .filter_map(|anchor| line.find(anchor))
        .min()?;
    let from = line.floor_char_boundary(anchor.saturating_sub(REACH));
    let to = line.floor_char_boundary((anchor + REACH).min(line.len()));
    let sentences = sentences(line, from, to);
    let at = sentences.iter().position(|(_, end)| anchor < *end)?;
    let points = |place: usize| disclaimer_points(&line[sentences[place].0..sentences[place].1]);
    let mut first = at;
    while first > 0 && points(first - 1) > 0 {
        first -= 1;
    }
    let mut last = at;
    while last + 1 < sentences.len() && points(last + 1) > 1 {
        last += 1;
    }
    if (first..=last).map(points).sum::<u32>() < 2 {
        return None;
    }
    let (start, _) = sentences[first];
    let sentence = &line[start..sentences[first].1];
    let begins = BEGINNINGS.iter().filter_map(|phrase| sentence.find(phrase));
    let start = start + begins.min().unwrap_or(0);
    let end = sentences[last].1;
    let letters = |part: &str| part.chars().filter(|c| c.is_alphanumeric()).count();
    (letters(&line[..start]) + letters(&line[end..]) > 20).then_some((start, end))
}

/// The sentences of a part of a line, a row of stars parting them, too.
fn sentences(line: &str, from: usize, to: usize) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut start = from;
    let part = &line[from..to];
    for (at, sign) in part.match_indices(['.', '!', '?', '*']) {
        let end = from + at + sign.len();
        if end > start && line[end..].starts_with(' ') {
            found.push((start, end + 1));
            start = end + 1;
        }
    }
    if start < to {
        found.push((start, to));
    }
    found
}

/// Whether what stands between a notice and the first label is no speech: where the file lies, a title.
pub fn is_whereabouts(text: &str) -> bool {
    let low = format!(" {} ", folded(text));
    !text.contains(['?', '!', '>'])
        && ![
            " i ", " we ", " you ", " i'm ", " our ", " thank ", " let's ",
        ]
        .iter()
        .any(|word| low.contains(word))
}
