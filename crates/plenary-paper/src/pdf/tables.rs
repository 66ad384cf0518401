//! Sets a table: columns as wide as their words ask for, rows that go on where the page does.

use krilla::tagging::{TableHeaderScope, Tag};
use plenary_passage::Block;

use super::NoPdf;
use super::fonts::Look;
use super::layout::{LEADING, Layout};
use super::lines::{Line, cut};
use super::shape::Shaped;
use super::sheet::{COLUMN, Mark};
use crate::table::Grid;

const SIZE: f32 = 9.0;
const PADDING: f32 = 4.0;
/// No column is narrower than this, in points, unless there are too many of them.
const LEAST: f32 = 24.0;

/// A cell that is set: its texts and where they are cut.
type Cell = Vec<(Shaped, Vec<Line>)>;

impl<'a> Layout<'a> {
    /// Sets the cells of a table; the first row is its head.
    pub(super) fn table(&mut self, cells: &'a [Block], label: &str) -> Result<(), NoPdf> {
        let grid = Grid::of(cells);
        let widths = self.widths(&grid);
        let table = self.sheet.tags.grow(None, Tag::Table);
        let mut body = self.sheet.tags.grow(Some(table), Tag::THead);
        for (at, row) in grid.rows().enumerate() {
            if at == 1 {
                body = self.sheet.tags.grow(Some(table), Tag::TBody);
            }
            let tagged = self.sheet.tags.grow(Some(body), Tag::TR);
            let row = self.row(row, &widths, at == 0, tagged)?;
            let label = if at == 0 { label } else { "" };
            self.put_row(&row, &widths, at == 0, label)?;
        }
        self.rule(&widths);
        self.sheet.leave(SIZE);
        Ok(())
    }

    /// Shares the column's width by the square roots of the letters in each column, so that long ones do not take all.
    fn widths(&self, grid: &Grid<'_>) -> Vec<f32> {
        let mut asked = vec![1.0_f32; grid.columns()];
        for row in grid.rows() {
            for (column, cell) in row.iter().enumerate() {
                let letters = cell.map_or(0, |cell| cell.span.letters());
                asked[column] = asked[column].max((letters as f32).sqrt());
            }
        }
        let least = LEAST.min(COLUMN / asked.len() as f32);
        let spare = COLUMN - least * asked.len() as f32;
        let sum: f32 = asked.iter().sum();
        asked
            .iter()
            .map(|each| least + spare * each / sum)
            .collect()
    }

    fn row(
        &mut self,
        row: &[Option<&'a Block>],
        widths: &[f32],
        is_head: bool,
        tagged: usize,
    ) -> Result<Vec<Cell>, NoPdf> {
        let look = Look {
            is_bold: is_head,
            ..Look::default()
        };
        let mut out = Vec::with_capacity(row.len());
        for (cell, width) in row.iter().zip(widths) {
            let tags = &mut self.sheet.tags;
            let twig = match is_head {
                true => tags.grow(Some(tagged), Tag::TH(TableHeaderScope::Column)),
                false => tags.grow(Some(tagged), Tag::TD),
            };
            let shaped = match cell {
                Some(cell) if !cell.span.is_empty() => self.dressed(cell, twig, look, SIZE)?,
                // A cell without any mark would be missing among the tags, and the row out of step.
                _ => vec![self.set(" ", twig, look, SIZE)?],
            };
            let room = (width - 2.0 * PADDING).max(1.0);
            let lines = |shaped: Shaped| {
                let lines = cut(&shaped, room);
                (shaped, lines)
            };
            out.push(shaped.into_iter().map(lines).collect());
        }
        Ok(out)
    }

    /// Writes a row line by line through all its cells; it stays together where a page holds it.
    fn put_row(
        &mut self,
        row: &[Cell],
        widths: &[f32],
        is_head: bool,
        label: &str,
    ) -> Result<(), NoPdf> {
        let leading = SIZE * LEADING;
        let count = |cell: &Cell| cell.iter().map(|(_, lines)| lines.len()).sum::<usize>();
        let lines = row.iter().map(count).max().unwrap_or(0).max(1);
        let whole = lines as f32 * leading + 2.0 * PADDING;
        let follows = if is_head {
            leading + 2.0 * PADDING
        } else {
            0.0
        };
        self.sheet.need(if whole < 300.0 {
            whole + follows
        } else {
            3.0 * leading
        });
        self.rule(widths);
        self.sheet.y += PADDING;
        self.label(label, self.sheet.y + SIZE)?;
        for at in 0..lines {
            self.sheet.need(leading);
            let mut indent = 0.0;
            for (cell, width) in row.iter().zip(widths) {
                let mut all = cell
                    .iter()
                    .flat_map(|(shaped, lines)| lines.iter().map(move |line| (shaped, line)));
                if let Some((shaped, line)) = all.nth(at) {
                    let room = (width - 2.0 * PADDING).max(1.0);
                    let left = self.sheet.left(indent + PADDING, room);
                    let y = self.sheet.y + SIZE;
                    self.sheet.write(shaped, line, left, room, y);
                }
                indent += width;
            }
            self.sheet.y += leading;
        }
        self.sheet.y += PADDING;
        Ok(())
    }

    /// A thin line as wide as the table.
    fn rule(&mut self, widths: &[f32]) {
        let wide: f32 = widths.iter().sum();
        let left = self.sheet.left(0.0, wide);
        let y = self.sheet.y;
        self.sheet.put(Mark::Rule {
            from: (left, y),
            to: (left + wide, y),
        });
    }
}
