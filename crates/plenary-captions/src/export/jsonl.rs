//! JSON lines: one paragraph, block, agenda item or finding a line.

use std::io::{self, Write};

use serde_json::{Value, json};

use super::pieces::{Piece, in_order};
use crate::record::{Paragraph, Record, Turn};

/// Writes the record; the field `type` says what a line is, the README lists the others.
pub fn write(record: &Record, out: &mut dyn Write) -> io::Result<()> {
    for piece in in_order(record) {
        match piece {
            Piece::Paragraph(turn, at) => line(&paragraph(turn, turn.paragraphs.get(at)), out)?,
            Piece::Empty(turn) => line(&paragraph(turn, None), out)?,
            Piece::Block(block) => line(
                &json!({"type": "block", "kind": block.kind, "lines": block.lines, "text": block.text, "marks": block.marks}),
                out,
            )?,
        }
    }
    for item in &record.agenda {
        line(
            &json!({"type": "agenda", "title": item.title, "minutes": item.minutes, "line": item.line, "turn": item.turn}),
            out,
        )?;
    }
    for finding in &record.findings {
        let mut value = serde_json::to_value(finding)?;
        value["type"] = Value::from("finding");
        line(&value, out)?;
    }
    Ok(())
}

fn paragraph(turn: &Turn, paragraph: Option<&Paragraph>) -> Value {
    let speaker = turn.speaker.as_ref();
    json!({
        "type": "paragraph",
        "turn": turn.number,
        "paragraph": paragraph.map(|paragraph| paragraph.number),
        "label": turn.label,
        "name": turn.name(),
        "affiliation": speaker.and_then(|speaker| speaker.affiliation.as_deref()),
        "role": speaker.and_then(|speaker| speaker.role.as_deref()).or(turn.role.as_deref()),
        "confidence": speaker.map(|speaker| speaker.confidence),
        "lines": paragraph.map_or(turn.lines, |paragraph| paragraph.lines),
        "milliseconds": paragraph.and_then(|paragraph| paragraph.milliseconds),
        "text": paragraph.map(|paragraph| paragraph.text.as_str()),
        "marks": paragraph.map(|paragraph| &paragraph.marks),
    })
}

fn line(value: &Value, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer(&mut *out, value)?;
    out.write_all(b"\n")
}
