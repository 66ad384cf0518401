//! A version as Markdown and as plain text.

use std::collections::HashSet;

use plenary_passage::{Block, BlockKind, Style, Version};

use crate::pieces::{Run, runs};
use crate::table::{Grid, Part, blocks_or_tables};

/// A version as Markdown that [`crate::from_markdown`] reads back into the same blocks.
pub fn to_markdown(version: &Version) -> String {
    let mut out = String::with_capacity(version.text().len() * 11 / 10);
    let notes = version
        .blocks()
        .iter()
        .filter_map(|block| match &block.kind {
            BlockKind::Footnote { label } => Some(label.as_str()),
            _ => None,
        });
    let writer = Writer {
        version,
        notes: notes.collect(),
    };
    let mut was_entry = false;
    for part in blocks_or_tables(version.blocks()) {
        let is_entry = matches!(&part, Part::Block(block) if is_entry(block));
        if !out.is_empty() {
            out.push_str(if was_entry && is_entry { "\n" } else { "\n\n" });
        }
        was_entry = is_entry;
        match part {
            Part::Table(cells) => writer.table(&mut out, cells),
            Part::Block(block) => writer.block(&mut out, block),
        }
    }
    out.push('\n');
    out
}

fn is_entry(block: &Block) -> bool {
    matches!(block.kind, BlockKind::ListItem { .. })
}

/// A version as plain text: its words alone, blocks parted by an empty line.
pub fn to_text(version: &Version) -> String {
    format!("{}\n", version.text().trim_end())
}

/// Writes the blocks of a version.
struct Writer<'a> {
    version: &'a Version,
    /// Labels of the footnotes that have a text.
    notes: HashSet<&'a str>,
}

/// What stands for a line end in a cell.
const IN_CELL: &str = "  ";

impl Writer<'_> {
    fn table(&self, out: &mut String, cells: &[Block]) {
        let grid = Grid::of(cells);
        for (at, row) in grid.rows().enumerate() {
            for cell in row {
                out.push_str("| ");
                out.push_str(&cell.map_or_else(String::new, |cell| self.inline(cell, IN_CELL)));
                out.push(' ');
            }
            out.push_str("|\n");
            if at == 0 {
                out.push_str(&"|---".repeat(grid.columns()));
                out.push_str("|\n");
            }
        }
        out.truncate(out.trim_end().len());
    }

    fn block(&self, out: &mut String, block: &Block) {
        match &block.kind {
            BlockKind::Heading { level } => {
                out.push_str(&"#".repeat(usize::from((*level).clamp(1, 6))));
                out.push(' ');
                out.push_str(&heading(self.inline(block, " ")));
            }
            // Cells are written as a table.
            BlockKind::Paragraph | BlockKind::TableCell { .. } => {
                out.push_str(&self.lines(block, ""));
            }
            BlockKind::ListItem { depth, ordered } => {
                let indent = "   ".repeat(usize::from(*depth));
                out.push_str(&indent);
                out.push_str(if *ordered { "1. " } else { "-  " });
                out.push_str(&self.lines(block, &format!("{indent}   ")));
            }
            BlockKind::Quote => {
                out.push_str("> ");
                out.push_str(&self.lines(block, "> "));
            }
            BlockKind::Footnote { label } => {
                out.push_str(&format!("[^{label}]: "));
                out.push_str(&self.lines(block, "    "));
            }
            BlockKind::Code => {
                let text = self.version.slice(block.span);
                let fence = "`".repeat(longest_run_of_ticks(text).max(2) + 1);
                let text = text.trim_end_matches('\n');
                out.push_str(&format!("{fence}\n{text}\n{fence}"));
            }
        }
    }

    /// The words of a block, each line with its lead and without anything that would begin a block.
    fn lines(&self, block: &Block, lead: &str) -> String {
        let words = self.inline(block, "\\\n");
        let lines: Vec<String> = words.split('\n').map(escape_start).collect();
        lines.join(&format!("\n{lead}"))
    }

    /// The words of a block with its styles written out; line ends as `breaks`.
    fn inline(&self, block: &Block, breaks: &str) -> String {
        let mut out = String::new();
        let mut open: Vec<&Style> = Vec::new();
        let runs = runs(self.version, block);
        for (at, run) in runs.iter().enumerate() {
            let keeps = open.iter().zip(&run.styles).take_while(|(a, b)| a == b);
            let keeps = keeps.count();
            let ends = open.split_off(keeps);
            let before = runs[..at].last().map_or("", |run| run.text);
            let is_flanked = ends.iter().all(|style| !is_flanking(style))
                || closes_well(before, run.text, &run.styles[keeps..]);
            ends.into_iter()
                .rev()
                .for_each(|style| out.push_str(&closing(style)));
            let begins = &run.styles[keeps..];
            if begins.iter().any(|style| is_flanking(style)) && !opens_well(before, run.text) {
                refer_to_last(&mut out);
            }
            begins.iter().for_each(|style| out.push_str(opening(style)));
            open.extend(begins);
            out.push_str(&self.words(run, breaks, !is_flanked));
        }
        open.into_iter()
            .rev()
            .for_each(|style| out.push_str(&closing(style)));
        out
    }

    /// `refers` asks for the first letter as a reference, so that a sign before it ends there.
    fn words(&self, run: &Run<'_>, breaks: &str, refers: bool) -> String {
        for style in &run.styles {
            match style {
                Style::Code => return code(run.text, breaks),
                Style::FootnoteReference { label } if self.notes.contains(label.as_str()) => {
                    return format!("[^{label}]");
                }
                _ => {}
            }
        }
        let mut letters = run.text.chars();
        match letters.next() {
            Some(first) if refers && first.is_alphanumeric() => {
                format!("&#{};{}", first as u32, escaped(letters.as_str(), breaks))
            }
            _ => escaped(run.text, breaks),
        }
    }
}

/// Whether a style's sign is read as one only beside the right letters.
fn is_flanking(style: &Style) -> bool {
    matches!(style, Style::Strong | Style::Emphasis | Style::Struck)
}

/// Whether a sign between the two ends what stands before it: not after punctuation with a letter behind.
fn closes_well(before: &str, after: &str, begins: &[&Style]) -> bool {
    let is_open = before.chars().last().is_some_and(char::is_alphanumeric);
    let is_apart = after
        .chars()
        .next()
        .is_none_or(|letter| !letter.is_alphanumeric());
    is_open || is_apart || !begins.is_empty()
}

/// Whether a sign between the two begins what stands after it: not before punctuation with a letter in front.
fn opens_well(before: &str, after: &str) -> bool {
    let is_open = after.chars().next().is_some_and(char::is_alphanumeric);
    let is_apart = before
        .chars()
        .last()
        .is_none_or(|letter| !letter.is_alphanumeric());
    is_open || is_apart
}

/// Writes the last letter as a reference.
fn refer_to_last(out: &mut String) {
    if let Some(last) = out.chars().last().filter(|letter| letter.is_alphanumeric()) {
        out.pop();
        out.push_str(&format!("&#{};", last as u32));
    }
}

/// Words of a machine between enough ticks.
fn code(text: &str, breaks: &str) -> String {
    let text = text.replace('\n', " ");
    let text = if breaks == IN_CELL {
        text.replace('|', "\\|")
    } else {
        text
    };
    let ticks = "`".repeat(longest_run_of_ticks(&text) + 1);
    let pad = match text.starts_with('`') || text.ends_with('`') {
        true => " ",
        false => "",
    };
    format!("{ticks}{pad}{text}{pad}{ticks}")
}

fn longest_run_of_ticks(text: &str) -> usize {
    let runs = text.split(|letter| letter != '`').map(str::len);
    runs.max().unwrap_or(0)
}

fn opening(style: &Style) -> &'static str {
    match style {
        Style::Strong => "**",
        Style::Emphasis => "*",
        Style::Struck => "~~",
        Style::Link { .. } => "[",
        Style::Code | Style::FootnoteReference { .. } => "",
    }
}

fn closing(style: &Style) -> String {
    match style {
        Style::Link { target } => format!("](<{}>)", address(target)),
        other => opening(other).to_owned(),
    }
}

/// An address between angle brackets.
fn address(target: &str) -> String {
    let mut out = String::with_capacity(target.len());
    for letter in target.chars() {
        match letter {
            '<' => out.push_str("%3C"),
            '>' => out.push_str("%3E"),
            '\n' | '\r' => {}
            '\\' => out.push_str("\\\\"),
            '&' => out.push_str("&amp;"),
            _ => out.push(letter),
        }
    }
    out
}

/// Letters that Markdown would read as its own.
fn escaped(text: &str, breaks: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        if matches!(
            letter,
            '\\' | '*' | '_' | '`' | '[' | ']' | '<' | '>' | '~' | '&' | '|' | '!'
        ) {
            out.push('\\');
        }
        match letter {
            '\n' => out.push_str(breaks),
            other => out.push(other),
        }
    }
    out
}

/// Signs at the end of a heading would belong to it.
fn heading(words: String) -> String {
    let bare = words.trim_end_matches('#');
    match words.len() - bare.len() {
        0 => words,
        _ => format!("{bare}{}", "\\#".repeat(words.len() - bare.len())),
    }
}

/// A first word that would begin a heading, a list or a line across.
fn escape_start(text: &str) -> String {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let rest = &text[digits..];
    if digits > 0 && rest.starts_with(['.', ')']) {
        return format!("{}\\{rest}", &text[..digits]);
    }
    if text.starts_with(['#', '-', '+', '=', ':']) {
        return format!("\\{text}");
    }
    text.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::from_markdown;
    use plenary_passage::BlockId;

    fn version(text: &str) -> Version {
        Version::from_blocks(&from_markdown(text).blocks, BlockId(0).following()).unwrap()
    }

    #[test]
    fn markdown_read_written_and_read_is_the_same() {
        let texts = [
            "# Title\n\nA *word*, a **strong _one_**, `code` and [a link](https://example.org/a_b).\n",
            "- One\n- Two\n  1. First\n  2. Second\n- Three\n",
            "| A | B |\n|---|---|\n| 1 | 2 |\n| | 4 |\n",
            "See[^n] and ~~not~~.\n\n[^n]: The note.\n",
            "> Said\n> twice.\n\n    code *here*\n\n1986\\. A year. \\# no heading\n",
            "Ends hard\\\nand goes on & on; 1 < 2 \\| 3.\n",
        ];
        for text in texts {
            let first = version(text);
            let again = version(&to_markdown(&first));
            assert_eq!(first, again, "{text}\n{}", to_markdown(&first));
        }
    }
}
