//! What all exports share: turns and blocks in one order, text cut at its marks, the title and date.

use crate::marks::{self, MarkKind};
use crate::record::{Block, BlockKind, Record, Turn};

/// A paragraph of a turn or a block, in the order of the source.
pub enum Piece<'a> {
    /// The turn and the place of its paragraph.
    Paragraph(&'a Turn, usize),
    /// A turn that has no words.
    Empty(&'a Turn),
    /// What is not speech.
    Block(&'a Block),
}

/// Paragraphs and blocks in the order of the source.
pub fn in_order(record: &Record) -> Vec<Piece<'_>> {
    let mut pieces: Vec<(u32, Piece)> = Vec::new();
    for turn in &record.turns {
        if turn.paragraphs.is_empty() {
            pieces.push((turn.lines[0], Piece::Empty(turn)));
        }
        pieces.extend(
            turn.paragraphs
                .iter()
                .enumerate()
                .map(|(at, paragraph)| (paragraph.lines[0], Piece::Paragraph(turn, at))),
        );
    }
    pieces.extend(
        record
            .blocks
            .iter()
            .map(|block| (block.lines[0], Piece::Block(block))),
    );
    // Turns and blocks of one line keep their order: the sort is stable.
    pieces.sort_by_key(|(line, _)| *line);
    pieces.into_iter().map(|(_, piece)| piece).collect()
}

/// A text cut into words and marks.
pub fn cut(text: &str) -> Vec<(&str, Option<MarkKind>)> {
    let mut parts = Vec::new();
    let mut from = 0;
    for (start, end, kind) in marks::spans(text) {
        if start > from {
            parts.push((&text[from..start], None));
        }
        parts.push((&text[start..end], Some(kind)));
        from = end;
    }
    if from < text.len() {
        parts.push((&text[from..], None));
    }
    parts
}

/// The first line of the header, else a plain word.
pub fn title(record: &Record) -> &str {
    let header = record
        .blocks
        .iter()
        .find(|block| block.kind == BlockKind::Header);
    header.map_or("Session", |block| block.text.as_str())
}

/// The first full date of header and disclaimer as year-month-day.
pub fn date(record: &Record) -> Option<String> {
    let front = record
        .blocks
        .iter()
        .filter(|block| matches!(block.kind, BlockKind::Header | BlockKind::Disclaimer));
    front.take(40).find_map(|block| date_in(&block.text))
}

fn date_in(text: &str) -> Option<String> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let words: Vec<String> = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .take(400)
        .map(str::to_lowercase)
        .collect();
    let day = |word: &String| {
        word.trim_end_matches(|c: char| c.is_alphabetic())
            .parse::<u32>()
            .ok()
            .filter(|day| (1..=31).contains(day))
    };
    let year = |word: &String| {
        word.parse::<u32>()
            .ok()
            .filter(|year| (1900..2200).contains(year))
    };
    for (at, word) in words.iter().enumerate() {
        let Some(month) = MONTHS.iter().position(|known| known == word) else {
            continue;
        };
        let later = words.get(at + 1).and_then(day);
        let found = match later {
            Some(day) => words.get(at + 2).and_then(year).map(|year| (year, day)),
            None => at
                .checked_sub(1)
                .and_then(|before| day(&words[before]))
                .zip(words.get(at + 1).and_then(year))
                .map(|(day, year)| (year, day)),
        };
        if let Some((year, day)) =
            found.filter(|(_, day)| *day <= [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month])
        {
            return Some(format!("{year:04}-{:02}-{day:02}", month + 1));
        }
    }
    None
}

/// Who speaks, for a reader: the name, else the label, else a dash.
pub fn speaker(turn: &Turn) -> &str {
    turn.name().or(turn.label.as_deref()).unwrap_or("—")
}

/// A name as an identifier: letters and digits with hyphens between.
pub fn slug(name: &str) -> String {
    let mut out = String::new();
    for letter in crate::names::key(name).chars() {
        if letter.is_ascii_alphanumeric() {
            out.push(letter);
        } else if letter.is_alphanumeric() {
            out.push_str(&format!("u{:x}", u32::from(letter)));
        } else if !out.ends_with('-') && !out.is_empty() {
            out.push('-');
        }
    }
    out.trim_end_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_in_both_orders() {
        assert_eq!(
            date_in("taken on 5 to 9 December 2016 in").as_deref(),
            Some("2016-12-09")
        );
        assert_eq!(
            date_in("September 27, 2011 - 09:30AM").as_deref(),
            Some("2011-09-27")
        );
        assert_eq!(date_in("no date in May"), None);
    }
}
