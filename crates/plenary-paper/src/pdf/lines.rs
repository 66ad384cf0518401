//! Cuts shaped text into lines of a width, and puts each line's stretches in the order in which they are seen.

use std::ops::Range;

use unicode_linebreak::linebreaks;

use super::shape::Shaped;

/// A line: its clusters, and their width in points without the blanks at its end.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Line {
    pub clusters: Range<usize>,
    pub width: f32,
    /// Of the blanks at its end.
    pub blank: f32,
}

/// The lines of a text, each as full as it can be; a word wider than a line is broken between its letters, but none that
/// are written as one.
pub(super) fn cut(shaped: &Shaped, width: f32) -> Vec<Line> {
    let mut breaks = linebreaks(&shaped.text).map(|(at, _)| at).peekable();
    let mut lines = Vec::new();
    let mut line = Open::at(0);
    for (at, cluster) in shaped.clusters.iter().enumerate() {
        while breaks
            .next_if(|here| *here < cluster.start as usize)
            .is_some()
        {}
        if breaks.peek() == Some(&(cluster.start as usize)) {
            line.chance = Some((at, line.filled));
        }
        if may_part(&shaped.text, cluster.start as usize) {
            line.within = Some((at, line.filled));
        }
        let is_blank = shaped.is_blank(cluster);
        if !is_blank && at > line.from && line.filled + cluster.advance > width {
            let is_on = |place: &(usize, f32)| place.0 > line.from;
            let (end, used) = line
                .chance
                .filter(is_on)
                .or(line.within.filter(is_on))
                .unwrap_or((at, line.filled));
            lines.push(closed(shaped, line.from..end));
            line = Open {
                from: end,
                filled: line.filled - used,
                chance: None,
                within: None,
            };
        }
        line.filled += cluster.advance;
    }
    lines.push(closed(shaped, line.from..shaped.clusters.len()));
    lines
}

/// A line that is being filled.
struct Open {
    from: usize,
    filled: f32,
    /// The last place where it may end, and how much was filled there.
    chance: Option<(usize, f32)>,
    /// The last place where a word may be parted that fills the whole line.
    within: Option<(usize, f32)>,
}

/// Whether a word may be parted here when it has to be parted: in Thai and Lao a vowel that is written before its consonant
/// stays with it, and so does one that is written after it.
fn may_part(text: &str, at: usize) -> bool {
    let is_before = |letter: char| matches!(u32::from(letter), 0xe40..=0xe44 | 0xec0..=0xec4);
    let is_after = |letter: char| matches!(u32::from(letter), 0xe2f..=0xe3a | 0xe45..=0xe4e | 0xeaf..=0xebd | 0xec6..=0xecd);
    let before = text[..at].chars().next_back();
    let after = text[at..].chars().next();
    !before.is_some_and(is_before) && !after.is_some_and(is_after)
}

impl Open {
    fn at(from: usize) -> Open {
        Open {
            from,
            filled: 0.0,
            chance: None,
            within: None,
        }
    }
}

fn closed(shaped: &Shaped, clusters: Range<usize>) -> Line {
    let all = &shaped.clusters[clusters.clone()];
    let blanks = all
        .iter()
        .rev()
        .take_while(|cluster| shaped.is_blank(cluster))
        .count();
    let sum = |clusters: &[super::shape::Cluster]| clusters.iter().map(|each| each.advance).sum();
    let (words, blanks) = all.split_at(all.len() - blanks);
    Line {
        clusters,
        width: sum(words),
        blank: sum(blanks),
    }
}

/// The stretches of a line from left to right: clusters of one segment, and whether they run to the left.
pub(super) fn seen(shaped: &Shaped, line: &Line) -> Vec<(Range<usize>, bool)> {
    let base = u8::from(shaped.is_rtl);
    let blanks = shaped.clusters[line.clusters.clone()].iter().rev();
    let blanks = blanks
        .take_while(|cluster| shaped.is_blank(cluster))
        .count();
    let words_end = line.clusters.end - blanks;
    let mut runs: Vec<(Range<usize>, u8)> = Vec::new();
    for at in line.clusters.clone() {
        let segment = shaped.clusters[at].segment;
        let level = match at < words_end {
            true => shaped.segments[segment as usize].level,
            false => base,
        };
        match runs.last_mut() {
            Some((run, was)) if *was == level && shaped.clusters[run.start].segment == segment => {
                run.end = at + 1;
            }
            _ => runs.push((at..at + 1, level)),
        }
    }
    reorder(&mut runs);
    runs.into_iter()
        .map(|(run, level)| (run, level % 2 == 1))
        .collect()
}

/// Rule L2 of the Unicode bidirectional algorithm (UAX 9), for runs.
fn reorder(runs: &mut [(Range<usize>, u8)]) {
    let highest = runs.iter().map(|(_, level)| *level).max().unwrap_or(0);
    for level in (1..=highest).rev() {
        let mut at = 0;
        while at < runs.len() {
            let count = runs[at..]
                .iter()
                .take_while(|(_, each)| *each >= level)
                .count();
            runs[at..at + count].reverse();
            at += count.max(1);
        }
    }
}
