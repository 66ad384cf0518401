//! Plain text: the bytes as they came, and house style built from the record.

use std::io::{self, Write};

use super::pieces::{Piece, in_order};
use crate::record::Record;

/// The bytes as they came; of a web page the house style, as its markup is no transcript.
pub fn source(record: &Record) -> Vec<u8> {
    if !record.is_page() {
        return record.bytes();
    }
    let mut bytes = Vec::new();
    // Writing into memory does not fail.
    let _ = house(record, &mut bytes);
    bytes
}

/// House style: `>> LABEL: words`, one paragraph a line, no empty lines, as the founding file has it.
pub fn house(record: &Record, out: &mut dyn Write) -> io::Result<()> {
    let mut first = true;
    for piece in in_order(record) {
        if !first {
            out.write_all(b"\n")?;
        }
        first = false;
        match piece {
            Piece::Paragraph(turn, at) => {
                if at == 0 {
                    opening(turn.label.as_deref(), out)?;
                }
                out.write_all(turn.paragraphs[at].text.as_bytes())?;
            }
            Piece::Empty(turn) => opening(turn.label.as_deref(), out)?,
            Piece::Block(block) => out.write_all(block.text.as_bytes())?,
        }
    }
    if record.source.source.text.ends_with(['\n', '\r']) && !first {
        out.write_all(b"\n")?;
    }
    Ok(())
}

fn opening(label: Option<&str>, out: &mut dyn Write) -> io::Result<()> {
    match label {
        Some(label) => write!(out, ">> {label}: "),
        None => out.write_all(b">> "),
    }
}
