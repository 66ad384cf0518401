//! The blocks of a document: paragraphs and tables, their numbers, and the voices beside them.

use maud::{Markup, html};

use super::badge::{stamp, state_badge};
use super::item::Voice;
use crate::tongue::{Tongue, direction};

/// A block of a document with what stands beside it.
pub struct Block<'a> {
    /// The id that links lead to.
    pub id: &'a str,
    /// Its number in this version.
    pub number: &'a str,
    /// The language of the document, where known.
    pub lang: Option<&'a str>,
    /// Its row and column, where it is a cell of a table.
    pub cell: Option<(u32, u32)>,
    /// The paragraph, the heading, the words of the cell.
    pub body: Markup,
    /// What it stands on, in the margin above the voices.
    pub stands: Option<Markup>,
    /// The voices on it; a few, then a link to the rest in `act`.
    pub voices: Vec<Voice<'a>>,
    /// What can be done with it, such as the link that opens a comment.
    pub act: Option<Markup>,
}

/// As far down as voices may reach beside blocks that have none of their own.
const LONGEST_SPAN: usize = 5;
/// The most columns of a table; a cell may claim any place, and every place up to it is drawn.
const COLUMNS: u32 = 64;

/// The blocks of a document with the voices in the margin, or below each block on small screens.
///
/// Cells that follow each other stand together as a table. Voices reach down beside the following blocks as long as
/// those have none, so that the text keeps its rhythm.
pub fn blocks(t: &Tongue, blocks: &[Block]) -> Markup {
    let parts: Vec<&[Block]> = blocks.chunk_by(is_same_table).collect();
    html! {
        div .blocks {
            @for (index, part) in parts.iter().enumerate() {
                @match part {
                    [block] if block.cell.is_none() => (block.render(t)),
                    cells => (table(t, cells)),
                }
                (voices(t, part, room_below(&parts[index + 1..])))
            }
        }
    }
}

/// Whether a block stands in the same table as the one before it.
fn is_same_table(before: &Block, block: &Block) -> bool {
    before.cell.is_some() && block.cell > before.cell
}

/// The rows there are for the voices of the part before `rest`.
fn room_below(rest: &[&[Block]]) -> usize {
    let is_silent = |part: &&&[Block]| part.iter().all(Block::is_silent);
    let silent = rest.iter().take_while(is_silent).count();
    (silent + 1).min(LONGEST_SPAN)
}

impl Block<'_> {
    /// Whether its margin is empty.
    fn is_silent(&self) -> bool {
        self.voices.is_empty() && self.stands.is_none()
    }

    fn render(&self, t: &Tongue) -> Markup {
        html! { div .block #(self.id) { (self.number(t)) (self.words()) @if let Some(act) = &self.act { p .act { (act) } } } }
    }

    fn number(&self, t: &Tongue) -> Markup {
        let label = t.say_with("paragraph-number", &[("number", self.number.into())]);
        html! { a .number href={ "#" (self.id) } aria-label=(label) { (self.number) } }
    }

    fn words(&self) -> Markup {
        html! { div .text lang=[self.lang] dir=(self.lang.map_or("auto", direction)) { (self.body) } }
    }

    /// A cell's number and acts share one quiet line below its words.
    fn cell(&self, t: &Tongue) -> Markup {
        let place = self.cell.unwrap_or_default();
        let [row, column] = [place.0, place.1].map(|at| i64::from(at) + 1);
        let args = [
            ("number", self.number.into()),
            ("row", row.into()),
            ("column", column.into()),
        ];
        html! {
            (self.words())
            p .act {
                a .number href={ "#" (self.id) } aria-label=(t.say_with("cell-label", &args)) { (row) "/" (column) } " "
                @if let Some(act) = &self.act { (act) }
            }
        }
    }
}

/// A table of the document, in a box of its own that scrolls by itself; its first row heads the columns.
fn table(t: &Tongue, cells: &[Block]) -> Markup {
    let rows: Vec<&[Block]> = cells
        .chunk_by(|before, block| {
            before.cell.map(|place| place.0) == block.cell.map(|place| place.0)
        })
        .collect();
    let columns = cells.iter().filter_map(|block| Some(block.cell?.1 + 1));
    let columns = columns.max().unwrap_or(1).min(COLUMNS);
    let first = &cells[0];
    let label = t.say_with("table-label", &[("number", first.number.into())]);
    let is_head = |row: &[Block]| row[0].cell.is_some_and(|(row, _)| row == 0);
    let (head, body) = match rows.split_first() {
        Some((head, body)) if is_head(head) => (Some(head), body),
        _ => (None, &rows[..]),
    };
    html! {
        div .block.tabular {
            a .number href={ "#" (first.id) } aria-label=(label) { (first.number) }
            div .scroll role="group" tabindex="0" aria-label=(label) lang=[first.lang] dir=(first.lang.map_or("auto", direction)) {
                table {
                    @if let Some(row) = head { thead { tr { (row_of(t, row, columns, true)) } } }
                    tbody { @for row in body { tr { (row_of(t, row, columns, false)) } } }
                }
            }
        }
    }
}

/// The cells of a row in their columns; those that say nothing are empty.
fn row_of(t: &Tongue, row: &[Block], columns: u32, is_head: bool) -> Markup {
    let at = |column: u32| {
        row.iter()
            .find(|block| block.cell.is_some_and(|place| place.1 == column))
    };
    // What claims a place beyond the last column is not lost: it stands behind it.
    let beyond = row
        .iter()
        .filter(|block| block.cell.is_some_and(|place| place.1 >= columns));
    html! {
        @for column in 0..columns {
            @match at(column) {
                Some(cell) if is_head => th scope="col" .block #(cell.id) { (cell.cell(t)) },
                Some(cell) => td .block #(cell.id) { (cell.cell(t)) },
                None => td {},
            }
        }
        @for cell in beyond { td .block #(cell.id) { (cell.cell(t)) } }
    }
}

/// The voices of a block, or of all the cells of a table.
fn voices(t: &Tongue, part: &[Block], rows: usize) -> Markup {
    if part.iter().all(Block::is_silent) {
        return html! {};
    }
    // One voice may speak about several blocks, so its id alone is none on the page.
    let of_block = |block: &'_ Block<'_>| -> Vec<String> {
        let ids = block
            .voices
            .iter()
            .map(|voice| format!("{}-v-{}", block.id, voice.number));
        ids.collect()
    };
    let ids: Vec<String> = part.iter().flat_map(of_block).collect();
    let all = part.iter().flat_map(|block| &block.voices).zip(&ids);
    let label = t.say_with("voices-label", &[("number", part[0].number.into())]);
    html! {
        div .voices .{ "span-" (rows) } role="group" aria-label=(label) {
            @for stands in part.iter().filter_map(|block| block.stands.as_ref()) { p .stands { (stands) } }
            @for (voice, id) in all {
                article .voice #(id) {
                    p .meta { (stamp(t, voice.number, Some(voice.href))) " " (voice.author.render()) }
                    @if let Some(on) = voice.on { p .on { (t.mark_with("on-words", &[("words", on.into())])) } }
                    (voice.said.render(id, 4))
                    (state_badge(t, voice.state))
                }
            }
        }
    }
}
