//! The cells of a version put together into tables.

use plenary_passage::{Block, BlockKind};

/// A block, or the cells of a table.
pub(crate) enum Part<'a> {
    Block(&'a Block),
    Table(&'a [Block]),
}

/// Blocks in order, the cells of each table together.
pub(crate) fn blocks_or_tables(mut blocks: &[Block]) -> Vec<Part<'_>> {
    let mut out = Vec::new();
    while let [first, rest @ ..] = blocks {
        if place(first).is_some() {
            let cells = 1 + rest.iter().take_while(|block| goes_on(block)).count();
            out.push(Part::Table(&blocks[..cells]));
            blocks = &blocks[cells..];
        } else {
            out.push(Part::Block(first));
            blocks = rest;
        }
    }
    out
}

fn place(block: &Block) -> Option<(u32, u32)> {
    match block.kind {
        BlockKind::TableCell { row, column } => Some((row, column)),
        _ => None,
    }
}

/// Whether a block goes on with the table before it.
fn goes_on(block: &Block) -> bool {
    place(block).is_some_and(|place| place != (0, 0))
}

/// The most columns a table is written with, and the most places: a stored version may claim any number.
const COLUMNS: usize = 200;
const PLACES: usize = 200_000;

/// Cells by row and column; places without words are empty.
pub(crate) struct Grid<'a> {
    rows: Vec<Vec<Option<&'a Block>>>,
}

impl<'a> Grid<'a> {
    pub fn of(cells: &'a [Block]) -> Grid<'a> {
        let places = || cells.iter().filter_map(|cell| Some((place(cell)?, cell)));
        let columns = places().map(|((_, column), _)| column as usize + 1).max();
        let columns = columns.unwrap_or(1).min(COLUMNS);
        let mut rows: Vec<Vec<Option<&Block>>> = Vec::new();
        for ((row, column), cell) in places() {
            let at = (row as usize)
                .min(PLACES / columns)
                .min(rows.len() + cells.len());
            while rows.len() <= at {
                rows.push(vec![None; columns]);
            }
            rows[at][(column as usize).min(columns - 1)] = Some(cell);
        }
        Grid { rows }
    }

    pub fn rows(&self) -> impl Iterator<Item = &Vec<Option<&'a Block>>> {
        self.rows.iter()
    }

    pub fn columns(&self) -> usize {
        self.rows.first().map_or(1, Vec::len)
    }
}
