//! Blocks as a page shows them.

use maud::{Markup, PreEscaped, html};
use plenary_kit::page::safe_text;
use plenary_kit::tongue::Tongue;
use plenary_passage::{Block, BlockKind, Span, Style, Version};

/// Blocks one after the other, the cells of each table put together.
pub fn render_blocks(t: &Tongue, version: &Version, blocks: &[Block], prefix: &str) -> Markup {
    let parts = blocks.chunk_by(goes_on);
    html! {
        @for part in parts {
            @match part {
                [block] if place(block).is_none() => (render_block(version, block, prefix)),
                cells => (table(t, version, cells, prefix)),
            }
        }
    }
}

/// The row and column of a cell.
fn place(block: &Block) -> Option<(u32, u32)> {
    match block.kind {
        BlockKind::TableCell { row, column } => Some((row, column)),
        _ => None,
    }
}

fn goes_on(before: &Block, block: &Block) -> bool {
    place(before).is_some() && place(block) > place(before)
}

/// The most columns that are drawn: a cell may claim any place, and every place up to it is drawn.
const COLUMNS: u32 = 100;

/// A table; its first row is its head, places without words are empty.
fn table(t: &Tongue, version: &Version, cells: &[Block], prefix: &str) -> Markup {
    let row_of = |block: &Block| place(block).map(|place| place.0);
    let column_of = |block: &Block| place(block).map_or(0, |place| place.1.min(COLUMNS - 1));
    let columns = cells.iter().map(column_of).max().unwrap_or(0) + 1;
    let words = |row: &[Block], column: u32| -> Vec<Markup> {
        let here = row.iter().filter(|block| column_of(block) == column);
        here.map(|block| inline(version, block, prefix)).collect()
    };
    let rows = cells.chunk_by(|before, block| row_of(before) == row_of(block));
    html! {
        div .tabular { div .scroll role="group" tabindex="0" aria-label=(t.say("document-table")) { table {
            @for row in rows {
                tr { @for column in 0..columns {
                    @let words = words(row, column);
                    @if row_of(&row[0]) == Some(0) { th scope="col" { @for word in &words { (word) " " } } }
                    @else { td { @for word in &words { (word) " " } } }
                } }
            }
        } } }
    }
}

/// One block, without its number. A cell of a table stands for itself; [`render_blocks`] puts them together.
pub fn render_block(version: &Version, block: &Block, prefix: &str) -> Markup {
    let words = inline(version, block, prefix);
    match &block.kind {
        // The page's title is an h1, so a document's own headings begin below it.
        BlockKind::Heading { level: 1 } => html! { h2 .title { (words) } },
        BlockKind::Heading { level: 2 } => html! { h3 { (words) } },
        BlockKind::Heading { level: 3 } => html! { h4 { (words) } },
        BlockKind::Heading { level: 4 } => html! { h5 { (words) } },
        BlockKind::Heading { .. } => html! { h6 { (words) } },
        BlockKind::Paragraph | BlockKind::TableCell { .. } => html! { p { (words) } },
        BlockKind::ListItem { depth, ordered } => html! {
            @let depth = (*depth).min(5);
            p .entry.{ "depth-" (depth) } {
                @if *ordered { span .ordinal { (ordinal(version, block)) "." } " " }
                (words)
            }
        },
        BlockKind::Quote => html! { blockquote { p { (words) } } },
        BlockKind::Footnote { label } => html! {
            p .footnote #{ (prefix) "note-" (slug(label)) } { b { (safe_text(label)) } " " (words) }
        },
        BlockKind::Code => {
            html! { pre tabindex="0" { code { (safe_text(version.slice(block.span))) } } }
        }
    }
}

/// The place of a numbered entry among those of its list: entries of deeper lists stand between, other blocks end it.
fn ordinal(version: &Version, block: &Block) -> usize {
    let BlockKind::ListItem { depth: own, .. } = block.kind else {
        return 1;
    };
    let blocks = version.blocks();
    let at = blocks.partition_point(|each| each.span.start < block.span.start);
    let before = blocks[..at].iter().rev();
    let same_list = before.map_while(|each| match each.kind {
        BlockKind::ListItem { depth, .. } if depth >= own => Some(depth == own),
        _ => None,
    });
    1 + same_list.filter(|is_sibling| *is_sibling).count()
}

/// A letter for an id: what a label may hold is the author's, what an address may hold is not.
fn slug(label: &str) -> String {
    label
        .chars()
        .map(|letter| {
            if letter.is_ascii_alphanumeric() {
                letter
            } else {
                '-'
            }
        })
        .collect()
}

/// The words of a block with their looks; links lead to http, https and mail addresses only.
pub fn inline(version: &Version, block: &Block, prefix: &str) -> Markup {
    let mut edges = vec![block.span.start, block.span.end];
    edges.extend(
        block
            .styles
            .iter()
            .flat_map(|styled| [styled.span.start, styled.span.end]),
    );
    edges.sort_unstable();
    edges.dedup();
    let pieces = edges.windows(2).map(|pair| {
        let words = version.slice(Span::new(pair[0], pair[1]));
        let lines = words.split('\n').enumerate();
        let plain = html! { @for (at, line) in lines { @if at > 0 { br; } (safe_text(line)) } };
        let over = block
            .styles
            .iter()
            .filter(|styled| styled.span.start <= pair[0] && pair[1] <= styled.span.end);
        over.rev()
            .fold(plain, |inner, styled| dressed(inner, &styled.style, prefix))
    });
    PreEscaped(pieces.map(|piece| piece.into_string()).collect())
}

fn dressed(inner: Markup, style: &Style, prefix: &str) -> Markup {
    match style {
        Style::Strong => html! { strong { (inner) } },
        Style::Emphasis => html! { em { (inner) } },
        Style::Struck => html! { s { (inner) } },
        Style::Code => html! { code { (inner) } },
        Style::Link { target } if leads_out(target) => {
            html! { a href=(target) rel="noopener nofollow" { (inner) } }
        }
        Style::Link { .. } => inner,
        Style::FootnoteReference { label } => html! {
            sup { a href={ "#" (prefix) "note-" (slug(label)) } { (inner) } }
        },
    }
}

fn leads_out(target: &str) -> bool {
    ["https://", "http://", "mailto:"]
        .iter()
        .any(|scheme| target.starts_with(scheme))
}
