//! A version as Markdown and as plain text.

use plenary_passage::{Block, BlockKind, Style, StyledSpan, Version};

use crate::table::{Grid, Part, blocks_or_tables};

/// A version as Markdown that [`crate::from_markdown`] reads back into the same blocks.
pub fn to_markdown(version: &Version) -> String {
    let mut out = String::with_capacity(version.text().len() * 11 / 10);
    let mut was_entry = false;
    for part in blocks_or_tables(version.blocks()) {
        let is_entry =
            matches!(&part, Part::Block(block) if matches!(block.kind, BlockKind::ListItem { .. }));
        if !out.is_empty() {
            out.push_str(if was_entry && is_entry { "\n" } else { "\n\n" });
        }
        was_entry = is_entry;
        match part {
            Part::Table(cells) => table(&mut out, version, cells),
            Part::Block(block) => write(&mut out, version, block),
        }
    }
    out.push('\n');
    out
}

/// A version as plain text: its words alone, blocks parted by an empty line.
pub fn to_text(version: &Version) -> String {
    format!("{}\n", version.text().trim_end())
}

fn table(out: &mut String, version: &Version, cells: &[Block]) {
    let grid = Grid::of(cells);
    for (at, row) in grid.rows().enumerate() {
        for cell in row {
            let words = cell.map_or_else(String::new, |cell| inline(version, cell));
            out.push_str("| ");
            out.push_str(&words.replace('\n', " "));
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

fn write(out: &mut String, version: &Version, block: &Block) {
    let words = escape_start(inline(version, block));
    match &block.kind {
        BlockKind::Heading { level } => {
            out.push_str(&"#".repeat(usize::from((*level).clamp(1, 6))));
            out.push(' ');
            // A heading begins with its own sign, so its first word needs none.
            let words = inline(version, block);
            out.push_str(&words.replace('\n', " "));
        }
        // Cells are written as a table.
        BlockKind::Paragraph | BlockKind::TableCell { .. } => out.push_str(&words),
        BlockKind::ListItem { depth, ordered } => {
            let indent = "   ".repeat(usize::from(*depth));
            out.push_str(&indent);
            out.push_str(if *ordered { "1. " } else { "-  " });
            out.push_str(&words.replace('\n', &format!("\n{indent}   ")));
        }
        BlockKind::Quote => {
            out.push_str("> ");
            out.push_str(&words.replace('\n', "\n> "));
        }
        BlockKind::Footnote { label } => {
            out.push_str(&format!("[^{label}]: "));
            out.push_str(&words.replace('\n', "\n    "));
        }
        BlockKind::Code => {
            let text = version.slice(block.span);
            let fence = "`".repeat(longest_run_of_ticks(text).max(2) + 1);
            out.push_str(&format!(
                "{fence}\n{}\n{fence}",
                text.trim_end_matches('\n')
            ));
        }
    }
}

fn longest_run_of_ticks(text: &str) -> usize {
    let runs = text.split(|letter| letter != '`').map(str::len);
    runs.max().unwrap_or(0)
}

/// The words of a block with its styles written out.
fn inline(version: &Version, block: &Block) -> String {
    let mut edges: Vec<u32> = block
        .styles
        .iter()
        .flat_map(|styled| [styled.span.start, styled.span.end])
        .collect();
    edges.extend([block.span.start, block.span.end]);
    edges.sort_unstable();
    edges.dedup();
    let mut out = String::new();
    let mut open: Vec<&StyledSpan> = Vec::new();
    for pair in edges.windows(2) {
        let holds =
            |styled: &StyledSpan| styled.span.start <= pair[0] && pair[1] <= styled.span.end;
        let kept = open.iter().take_while(|styled| holds(styled)).count();
        open.drain(kept..)
            .rev()
            .for_each(|styled| out.push_str(&closing(&styled.style)));
        for styled in block.styles.iter().filter(|styled| holds(styled)) {
            if !open.contains(&styled) {
                out.push_str(opening(&styled.style));
                open.push(styled);
            }
        }
        let text = version.slice(plenary_passage::Span::new(pair[0], pair[1]));
        let inner = open.last().map(|styled| &styled.style);
        out.push_str(&match inner {
            Some(Style::Code) => text.to_owned(),
            Some(Style::FootnoteReference { label }) => format!("[^{label}]"),
            _ => escaped(text),
        });
    }
    open.into_iter()
        .rev()
        .for_each(|styled| out.push_str(&closing(&styled.style)));
    out
}

fn opening(style: &Style) -> &'static str {
    match style {
        Style::Strong => "**",
        Style::Emphasis => "*",
        Style::Struck => "~~",
        Style::Code => "`",
        Style::Link { .. } => "[",
        Style::FootnoteReference { .. } => "",
    }
}

fn closing(style: &Style) -> String {
    match style {
        Style::Link { target } => format!("](<{}>)", target.replace(['<', '>'], "")),
        other => opening(other).to_owned(),
    }
}

/// Letters that Markdown would read as its own.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        if matches!(
            letter,
            '\\' | '*' | '_' | '`' | '[' | ']' | '<' | '>' | '~' | '&' | '|' | '!'
        ) {
            out.push('\\');
        }
        match letter {
            '\n' => out.push_str("\\\n"),
            other => out.push(other),
        }
    }
    out
}

/// A first word that would begin a heading, a list or a line across.
fn escape_start(text: String) -> String {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let rest = &text[digits..];
    if digits > 0 && rest.starts_with(['.', ')']) {
        return format!("{}\\{rest}", &text[..digits]);
    }
    if text.starts_with(['#', '-', '+', '=', ':']) {
        return format!("\\{text}");
    }
    text
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
