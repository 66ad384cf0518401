//! A page to read and to cite: every turn and paragraph has its number as an anchor.

use std::io::{self, Write};

use super::pieces::{self, Piece, cut, in_order, title};
use super::xml::escape;
use crate::record::{Block, BlockKind, Record, Turn};

/// Writes a whole page without scripts, styles or outside requests.
pub fn write(record: &Record, out: &mut dyn Write) -> io::Result<()> {
    let heading = escape(title(record));
    writeln!(
        out,
        "<!DOCTYPE html>\n<html lang=\"und\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n<title>{heading}</title>\n</head>\n<body>\n<main>\n<h1>{heading}</h1>"
    )?;
    agenda(record, out)?;
    let mut open = false;
    for piece in in_order(record) {
        match piece {
            Piece::Paragraph(turn, at) => {
                if at == 0 {
                    section(turn, &mut open, out)?;
                }
                let paragraph = &turn.paragraphs[at];
                write!(
                    out,
                    "<p id=\"p{0}\" dir=\"auto\"><a href=\"#p{0}\">{0}</a> ",
                    paragraph.number
                )?;
                words(&paragraph.text, out)?;
                out.write_all(b"</p>\n")?;
            }
            Piece::Empty(turn) => section(turn, &mut open, out)?,
            Piece::Block(block) => aside(block, out)?,
        }
    }
    if open {
        out.write_all(b"</section>\n")?;
    }
    out.write_all(b"</main>\n</body>\n</html>\n")
}

fn agenda(record: &Record, out: &mut dyn Write) -> io::Result<()> {
    if record.agenda.is_empty() {
        return Ok(());
    }
    out.write_all(b"<nav><ol>\n")?;
    for item in &record.agenda {
        writeln!(
            out,
            "<li><a href=\"#t{}\">{}</a> ({} minutes)</li>",
            item.turn,
            escape(&item.title),
            item.minutes
        )?;
    }
    out.write_all(b"</ol></nav>\n")
}

fn section(turn: &Turn, open: &mut bool, out: &mut dyn Write) -> io::Result<()> {
    if *open {
        out.write_all(b"</section>\n")?;
    }
    *open = true;
    write!(
        out,
        "<section id=\"t{}\">\n<h2>{}",
        turn.number,
        escape(pieces::speaker(turn))
    )?;
    if let Some(speaker) = &turn.speaker {
        let more: Vec<&str> = [
            speaker.role.as_deref(),
            speaker.affiliation.as_deref(),
            speaker.country.as_deref(),
        ]
        .into_iter()
        .flatten()
        .collect();
        if !more.is_empty() {
            write!(out, " <small>{}</small>", escape(&more.join(", ")))?;
        }
        if turn.label.as_ref().is_some_and(|label| {
            speaker
                .name
                .as_ref()
                .is_some_and(|name| !label.eq_ignore_ascii_case(name))
        }) {
            write!(
                out,
                " <small>(label: {}; confidence {:.2})</small>",
                escape(turn.label.as_deref().unwrap_or("")),
                speaker.confidence
            )?;
        }
    }
    out.write_all(b"</h2>\n")
}

fn words(text: &str, out: &mut dyn Write) -> io::Result<()> {
    for (part, mark) in cut(text) {
        match mark {
            Some(kind) => write!(
                out,
                "<em class=\"{}\">{}</em>",
                kind_word(kind),
                escape(part)
            )?,
            None => out.write_all(escape(part).as_bytes())?,
        }
    }
    Ok(())
}

/// The word of a kind as JSON has it.
pub fn kind_word(kind: impl serde::Serialize) -> String {
    serde_json::to_value(kind)
        .ok()
        .and_then(|value| value.as_str().map(str::to_owned))
        .unwrap_or_default()
}

fn aside(block: &Block, out: &mut dyn Write) -> io::Result<()> {
    match block.kind {
        BlockKind::Separator => out.write_all(b"<hr>\n"),
        BlockKind::Mark | BlockKind::End => writeln!(
            out,
            "<p class=\"{}\"><em>{}</em></p>",
            kind_word(block.kind),
            escape(&block.text)
        ),
        _ => writeln!(
            out,
            "<p class=\"{}\"><small>{}</small></p>",
            kind_word(block.kind),
            escape(&block.text)
        ),
    }
}
