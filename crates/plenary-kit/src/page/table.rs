//! Tables with a caption, column heads and row heads, that scroll by themselves on a narrow window.

use maud::{Markup, html};

/// How a column is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// Words, from the line's start.
    Words,
    /// Figures, to the line's end.
    Figures,
}

/// A table; the first cell of each row is its head.
pub struct Table<'a> {
    /// What the table shows.
    pub caption: &'a str,
    /// The columns.
    pub columns: Vec<(&'a str, Align)>,
    /// The rows, as many cells as columns.
    pub rows: Vec<Vec<Markup>>,
}

impl Table<'_> {
    /// The table in a group of its own that can be scrolled by keyboard.
    pub fn render(&self) -> Markup {
        let class = |index: usize| match self.columns.get(index) {
            Some((_, Align::Figures)) => Some("figures"),
            _ => None,
        };
        html! {
            div .scroll role="group" tabindex="0" aria-label=(self.caption) {
                table {
                    caption { (self.caption) }
                    thead { tr { @for (index, (name, _)) in self.columns.iter().enumerate() {
                        th scope="col" class=[class(index)] { (name) } } } }
                    tbody { @for row in &self.rows { tr { @for (index, cell) in row.iter().enumerate() {
                        @if index == 0 { th scope="row" class=[class(0)] { (cell) } }
                        @else { td class=[class(index)] { (cell) } }
                    } } } }
                }
            }
        }
    }
}
