//! Tables: their rows and cells, and the tables of a file as plain words.

use super::comments::gather;
use super::package::Package;
use super::xml::{Node, Puller};
use crate::refusal::Refusal;

/// The most columns; Word itself stops at 63.
const COLUMNS: u32 = 200;

/// A table of a file: its rows of cells as plain words, proposed changes taken as made. What is merged stands in its
/// first cell, the others are empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// The words that stood before it since the table before, one paragraph a line.
    pub before: Vec<String>,
    /// Its rows; all have the same number of cells.
    pub rows: Vec<Vec<String>>,
}

/// Reads the tables of a DOCX file, in order, with what stands before each.
pub fn tables(bytes: &[u8]) -> Result<Vec<Table>, Refusal> {
    let mut package = Package::open(bytes)?;
    let main = package.main.clone();
    let text = package.part(&main)?.ok_or(Refusal::NoDocument)?;
    let mut puller = Puller::new(&text);
    if !puller.enter("document")? || !puller.enter("body")? {
        return Err(Refusal::NoDocument);
    }
    let mut all = Tables::default();
    while let Some(node) = puller.next()? {
        all.take(&node);
    }
    Ok(all.found)
}

#[derive(Default)]
struct Tables {
    before: Vec<String>,
    found: Vec<Table>,
}

impl Tables {
    fn take(&mut self, node: &Node) {
        match node.word() {
            "p" => {
                let words = words(node);
                if !words.is_empty() {
                    self.before.push(words);
                }
            }
            "tbl" => self.found.push(Table {
                before: std::mem::take(&mut self.before),
                rows: plain(node),
            }),
            "sdt" | "sdtContent" | "customXml" | "ins" | "moveTo" => {
                node.children.iter().for_each(|child| self.take(child));
            }
            _ => {}
        }
    }
}

fn plain(table: &Node) -> Vec<Vec<String>> {
    let mut grid: Vec<Vec<String>> = Vec::new();
    for row in rows(table) {
        let mut line = Vec::new();
        for (column, cell) in cells(row) {
            line.resize(column as usize, String::new());
            line.push(words(cell));
        }
        grid.push(line);
    }
    let width = grid.iter().map(Vec::len).max().unwrap_or(0);
    grid.iter_mut()
        .for_each(|line| line.resize(width, String::new()));
    grid
}

fn words(node: &Node) -> String {
    let mut out = String::new();
    paragraphs(node, &mut out);
    super::changes::tidy(&out).replace("\n\n", "\n")
}

fn paragraphs(node: &Node, out: &mut String) {
    match node.word() {
        "p" => {
            gather(node, out);
            out.push('\n');
        }
        _ => node
            .children
            .iter()
            .for_each(|child| paragraphs(child, out)),
    }
}

/// The rows of a table, also those within controls.
pub(super) fn rows(table: &Node) -> Vec<&Node> {
    let mut all = Vec::new();
    within(table, "tr", &mut all);
    all
}

fn within<'a>(node: &'a Node, name: &str, out: &mut Vec<&'a Node>) {
    for child in &node.children {
        match child.word() {
            word if word == name => out.push(child),
            "sdt" | "sdtContent" | "customXml" | "ins" | "del" => within(child, name, out),
            _ => {}
        }
    }
}

/// The cells of a row with their columns; what only goes on with the cell above is left out.
pub(super) fn cells(row: &Node) -> Vec<(u32, &Node)> {
    let skipped = row
        .child("trPr")
        .and_then(|all| all.value("gridBefore")?.parse::<u32>().ok());
    let mut column = skipped.unwrap_or(0).min(COLUMNS);
    let mut all = Vec::new();
    within(row, "tc", &mut all);
    let mut out = Vec::with_capacity(all.len());
    for cell in all {
        let properties = cell.child("tcPr");
        let span = properties.and_then(|all| all.value("gridSpan")?.parse::<u32>().ok());
        let merge = properties.and_then(|all| all.child("vMerge"));
        let goes_on = merge.is_some_and(|merge| merge.attribute("val") != Some("restart"));
        if !goes_on && column < COLUMNS {
            out.push((column, cell));
        }
        column = column.saturating_add(span.unwrap_or(1).clamp(1, COLUMNS));
    }
    out
}

/// Whether somebody proposes this row: before that it is not there.
pub(super) fn is_proposed(row: &Node) -> bool {
    row.child("trPr")
        .is_some_and(|all| all.child("ins").is_some())
}

/// Every cell of a table, in order.
pub(super) fn each_cell(table: &Node, mut take: impl FnMut(&Node)) {
    for row in rows(table) {
        for (_, cell) in cells(row) {
            take(cell);
        }
    }
}
