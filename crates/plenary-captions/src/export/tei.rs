//! TEI in the manner of ParlaMint 4: utterances, segments, and the sounds of the room.
//!
//! Unlike ParlaMint no licence is claimed and a date is given only if the record states one.

use std::collections::BTreeMap;
use std::io::{self, Write};

use super::html::kind_word;
use super::pieces::{Piece, cut, date, in_order, slug, title};
use super::xml::escape;
use crate::marks::MarkKind;
use crate::record::{Record, Turn};

/// Writes the document.
pub fn write(record: &Record, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<TEI xmlns=\"http://www.tei-c.org/ns/1.0\" xml:id=\"session\" xml:lang=\"und\" ana=\"#parla.sitting\">\n")?;
    header(record, out)?;
    out.write_all(b"<text ana=\"#reference\">\n<body>\n")?;
    let kind = if record.turns.is_empty() {
        "commentSection"
    } else {
        "debateSection"
    };
    writeln!(out, "<div type=\"{kind}\">")?;
    body(record, out)?;
    out.write_all(b"</div>\n</body>\n</text>\n</TEI>\n")
}

fn header(record: &Record, out: &mut dyn Write) -> io::Result<()> {
    let title = escape(title(record));
    let words: usize = record.turns.iter().map(|turn| turn.words().count()).sum();
    let day = date(record).map_or_else(
        || "<date/>".to_owned(),
        |date| format!("<date when=\"{date}\">{date}</date>"),
    );
    writeln!(
        out,
        "<teiHeader>\n<fileDesc>\n<titleStmt>\n<title type=\"main\" xml:lang=\"und\">{title}</title>\n<meeting ana=\"#parla.sitting\">{title}</meeting>\n</titleStmt>\n<editionStmt><edition>1</edition></editionStmt>"
    )?;
    writeln!(
        out,
        "<extent><measure unit=\"speeches\" quantity=\"{0}\" xml:lang=\"en\">{0} speeches</measure><measure unit=\"words\" quantity=\"{words}\" xml:lang=\"en\">{words} words</measure></extent>",
        record.turns.len()
    )?;
    writeln!(
        out,
        "<publicationStmt><publisher xml:lang=\"en\">Plenary</publisher><idno type=\"local\">session</idno><availability status=\"unknown\"><p>No licence is stated by the captions.</p></availability>{day}</publicationStmt>"
    )?;
    writeln!(
        out,
        "<sourceDesc><bibl><title type=\"main\" xml:lang=\"und\">{title}</title><idno type=\"local\">captions</idno></bibl></sourceDesc>\n</fileDesc>"
    )?;
    writeln!(
        out,
        "<encodingDesc>\n<projectDesc><p>Made from captions. Speakers are claims of the evidence in the text, or left open.</p></projectDesc>\n<tagsDecl><namespace name=\"http://www.tei-c.org/ns/1.0\"><tagUsage gi=\"u\" occurs=\"{}\"/></namespace></tagsDecl>\n</encodingDesc>",
        record.turns.len()
    )?;
    writeln!(
        out,
        "<profileDesc>\n<settingDesc><setting><name type=\"place\" xml:lang=\"und\">not stated</name>{day}</setting></settingDesc>"
    )?;
    people(record, out)?;
    out.write_all(b"</profileDesc>\n</teiHeader>\n")
}

fn people(record: &Record, out: &mut dyn Write) -> io::Result<()> {
    let named: BTreeMap<String, &Turn> = record
        .turns
        .iter()
        .filter_map(|turn| Some((person_id(turn)?, turn)))
        .rev()
        .collect();
    if named.is_empty() {
        return Ok(());
    }
    out.write_all(b"<particDesc><listPerson>\n")?;
    for (id, turn) in named {
        write!(
            out,
            "<person xml:id=\"{id}\"><persName>{}</persName>",
            escape(turn.name().unwrap_or(""))
        )?;
        if let Some(affiliation) = turn
            .speaker
            .as_ref()
            .and_then(|speaker| speaker.affiliation.as_ref())
        {
            write!(out, "<affiliation>{}</affiliation>", escape(affiliation))?;
        }
        out.write_all(b"</person>\n")?;
    }
    out.write_all(b"</listPerson></particDesc>\n")
}

fn person_id(turn: &Turn) -> Option<String> {
    Some(format!("person-{}", slug(turn.name()?)))
}

fn body(record: &Record, out: &mut dyn Write) -> io::Result<()> {
    let mut open = false;
    if record.turns.is_empty() && record.blocks.is_empty() {
        out.write_all(b"<note type=\"comment\">The captions are empty.</note>\n")?;
    }
    for piece in in_order(record) {
        match piece {
            Piece::Paragraph(turn, at) => {
                if at == 0 {
                    utterance(turn, &mut open, out)?;
                }
                let paragraph = &turn.paragraphs[at];
                write!(out, "<seg xml:id=\"p{}\">", paragraph.number)?;
                words(&paragraph.text, out)?;
                out.write_all(b"</seg>\n")?;
            }
            Piece::Empty(turn) => {
                utterance(turn, &mut open, out)?;
                out.write_all(b"<note type=\"comment\">no words</note>\n")?;
            }
            Piece::Block(block) => writeln!(
                out,
                "<note type=\"{}\">{}</note>",
                kind_word(block.kind),
                escape(&block.text)
            )?,
        }
    }
    if open {
        out.write_all(b"</u>\n")
    } else {
        Ok(())
    }
}

fn utterance(turn: &Turn, open: &mut bool, out: &mut dyn Write) -> io::Result<()> {
    if std::mem::replace(open, true) {
        out.write_all(b"</u>\n")?;
    }
    if let Some(label) = &turn.label {
        writeln!(out, "<note type=\"speaker\">{}</note>", escape(label))?;
    }
    let chair = matches!(
        turn.role.as_deref(),
        Some("moderator" | "chair" | "co-chair" | "president" | "facilitator" | "host")
    );
    write!(
        out,
        "<u xml:id=\"u{}\" ana=\"#{}\"",
        turn.number,
        if chair { "chair" } else { "regular" }
    )?;
    if let Some(id) = person_id(turn) {
        write!(out, " who=\"#{id}\"")?;
    }
    out.write_all(b">\n")
}

fn words(text: &str, out: &mut dyn Write) -> io::Result<()> {
    for (part, mark) in cut(text) {
        let part = escape(part);
        match mark {
            None => out.write_all(part.as_bytes())?,
            Some(MarkKind::Inaudible | MarkKind::OffMicrophone | MarkKind::AudioDifficulty) => {
                write!(out, "<gap reason=\"inaudible\"><desc>{part}</desc></gap>")?
            }
            Some(MarkKind::ForeignLanguage | MarkKind::NoInterpretation) => {
                write!(out, "<gap reason=\"foreign\"><desc>{part}</desc></gap>")?
            }
            Some(MarkKind::Applause) => write!(
                out,
                "<kinesic type=\"applause\"><desc>{part}</desc></kinesic>"
            )?,
            Some(MarkKind::Laughter) => {
                write!(out, "<vocal type=\"laughter\"><desc>{part}</desc></vocal>")?
            }
            Some(MarkKind::Crosstalk) => {
                write!(out, "<vocal type=\"noise\"><desc>{part}</desc></vocal>")?
            }
            Some(MarkKind::Music | MarkKind::Gavel) => write!(
                out,
                "<incident type=\"sound\"><desc>{part}</desc></incident>"
            )?,
            Some(MarkKind::Break | MarkKind::Silence) => write!(
                out,
                "<incident type=\"break\"><desc>{part}</desc></incident>"
            )?,
            Some(MarkKind::Time) => write!(out, "<note type=\"time\">{part}</note>")?,
            Some(_) => write!(out, "<note type=\"comment\">{part}</note>")?,
        }
    }
    Ok(())
}
