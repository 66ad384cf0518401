//! Akoma Ntoso (OASIS LegalDocML 1.0, schema akomantoso30): the record as a debate.

use std::collections::BTreeMap;
use std::io::{self, Write};

use super::pieces::{Piece, cut, date, in_order, slug, speaker, title};
use super::xml::escape;
use crate::marks::MarkKind;
use crate::record::{Block, BlockKind, Record, Turn};

/// The date of a record that states none; the schema demands one.
const NO_DATE: &str = "0001-01-01";

/// Writes the debate.
pub fn write(record: &Record, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<akomaNtoso xmlns=\"http://docs.oasis-open.org/legaldocml/ns/akn/3.0\">\n<debate name=\"record\">\n")?;
    meta(record, out)?;
    front(record, out)?;
    writeln!(
        out,
        "<debateBody>\n<debateSection name=\"session\" eId=\"dbsect_1\">\n<heading eId=\"dbsect_1__heading\">{}</heading>",
        escape(title(record))
    )?;
    body(record, out)?;
    out.write_all(b"</debateSection>\n</debateBody>\n</debate>\n</akomaNtoso>\n")
}

fn meta(record: &Record, out: &mut dyn Write) -> io::Result<()> {
    let date = date(record);
    let name = if date.is_some() { "session" } else { "unknown" };
    let date = date.unwrap_or_else(|| NO_DATE.into());
    out.write_all(b"<meta>\n<identification source=\"#plenary\">\n")?;
    let uri = format!("/akn/un/debate/{date}/session");
    let levels = [
        ("FRBRWork", uri.clone(), "<FRBRcountry value=\"un\"/>\n"),
        (
            "FRBRExpression",
            format!("{uri}/eng@"),
            "<FRBRlanguage language=\"und\"/>\n",
        ),
        (
            "FRBRManifestation",
            format!("{uri}/eng@.xml"),
            "<FRBRformat value=\"application/xml\"/>\n",
        ),
    ];
    for (level, uri, last) in levels {
        write!(
            out,
            "<{level}>\n<FRBRthis value=\"{uri}/!main\"/>\n<FRBRuri value=\"{uri}\"/>\n<FRBRdate date=\"{date}\" name=\"{name}\"/>\n<FRBRauthor href=\"#plenary\"/>\n{last}</{level}>\n"
        )?;
    }
    out.write_all(b"</identification>\n<references source=\"#plenary\">\n<TLCOrganization eId=\"plenary\" href=\"/akn/ontology/organization/plenary\" showAs=\"Plenary\"/>\n")?;
    for (id, name) in people(record) {
        writeln!(
            out,
            "<TLCPerson eId=\"{id}\" href=\"/akn/ontology/person/{id}\" showAs=\"{}\"/>",
            escape(&name)
        )?;
    }
    for (id, role) in roles(record) {
        writeln!(
            out,
            "<TLCRole eId=\"{id}\" href=\"/akn/ontology/role/{id}\" showAs=\"{}\"/>",
            escape(&role)
        )?;
    }
    out.write_all(b"</references>\n</meta>\n")
}

/// Everybody named, and one entry for those who are not.
fn people(record: &Record) -> BTreeMap<String, String> {
    let mut people: BTreeMap<String, String> = record
        .turns
        .iter()
        .filter_map(|turn| Some((person_id(turn)?, turn.name()?.to_owned())))
        .collect();
    people.insert("open".into(), "not identified".into());
    people
}

fn roles(record: &Record) -> BTreeMap<String, String> {
    record
        .turns
        .iter()
        .filter_map(|turn| turn.role.as_ref())
        .map(|role| (role_id(role), role.clone()))
        .collect()
}

fn person_id(turn: &Turn) -> Option<String> {
    let slug = slug(turn.name()?);
    Some(format!("person-{slug}"))
}

fn role_id(role: &str) -> String {
    format!("role-{}", slug(role))
}

fn front(record: &Record, out: &mut dyn Write) -> io::Result<()> {
    let first = record.turns.first().map_or(u32::MAX, |turn| turn.lines[0]);
    let lines: Vec<&Block> = record
        .blocks
        .iter()
        .filter(|block| block.lines[0] <= first && !is_scene(block))
        .collect();
    if lines.is_empty() {
        return Ok(());
    }
    out.write_all(b"<preface>\n")?;
    for (at, block) in lines.iter().enumerate() {
        writeln!(
            out,
            "<p eId=\"preface__p_{}\">{}</p>",
            at + 1,
            escape(&block.text)
        )?;
    }
    out.write_all(b"</preface>\n")
}

fn is_scene(block: &Block) -> bool {
    matches!(block.kind, BlockKind::Mark | BlockKind::End)
}

fn body(record: &Record, out: &mut dyn Write) -> io::Result<()> {
    let first = record.turns.first().map_or(u32::MAX, |turn| turn.lines[0]);
    let mut open = false;
    let mut count = 0;
    for piece in in_order(record) {
        match piece {
            Piece::Paragraph(turn, at) => {
                if at == 0 || !open {
                    speech(turn, &mut open, at, out)?;
                }
                let paragraph = &turn.paragraphs[at];
                write!(out, "<p eId=\"dbsect_1__p_{}\">", paragraph.number)?;
                words(&paragraph.text, out)?;
                out.write_all(b"</p>\n")?;
            }
            Piece::Empty(turn) => {
                speech(turn, &mut open, 0, out)?;
                out.write_all(b"<p/>\n")?;
            }
            Piece::Block(block) if block.lines[0] <= first && !is_scene(block) => {}
            Piece::Block(block) => {
                close(&mut open, out)?;
                count += 1;
                let element = if block.kind == BlockKind::Mark {
                    "scene"
                } else {
                    "narrative"
                };
                writeln!(
                    out,
                    "<{element} eId=\"dbsect_1__{element}_{count}\">{}</{element}>",
                    escape(&block.text)
                )?;
            }
        }
    }
    if record.turns.is_empty() && count == 0 {
        out.write_all(b"<narrative eId=\"dbsect_1__narrative_1\"/>\n")?;
    }
    close(&mut open, out)
}

fn close(open: &mut bool, out: &mut dyn Write) -> io::Result<()> {
    if std::mem::take(open) {
        out.write_all(b"</speech>\n")
    } else {
        Ok(())
    }
}

/// Opens a speech; one that a scene interrupts goes on in a second element.
fn speech(turn: &Turn, open: &mut bool, part: usize, out: &mut dyn Write) -> io::Result<()> {
    close(open, out)?;
    *open = true;
    let id = if part == 0 {
        format!("dbsect_1__speech_{}", turn.number)
    } else {
        format!("dbsect_1__speech_{}__part_{}", turn.number, part + 1)
    };
    let by = person_id(turn).unwrap_or_else(|| "open".into());
    write!(out, "<speech eId=\"{id}\" by=\"#{by}\"")?;
    if let Some(role) = &turn.role {
        write!(out, " as=\"#{}\"", role_id(role))?;
    }
    writeln!(
        out,
        ">\n<from>{}</from>",
        escape(turn.label.as_deref().unwrap_or_else(|| speaker(turn)))
    )
}

fn words(text: &str, out: &mut dyn Write) -> io::Result<()> {
    for (part, mark) in cut(text) {
        match mark {
            Some(kind) => write!(
                out,
                "<remark type=\"{}\">{}</remark>",
                remark(kind),
                escape(part)
            )?,
            None => out.write_all(escape(part).as_bytes())?,
        }
    }
    Ok(())
}

/// The four kinds of remark the schema knows.
fn remark(kind: MarkKind) -> &'static str {
    match kind {
        MarkKind::ForeignLanguage | MarkKind::NoInterpretation => "translation",
        MarkKind::Inaudible
        | MarkKind::Uncertain
        | MarkKind::OffMicrophone
        | MarkKind::AudioDifficulty => "phenomenon",
        MarkKind::Time | MarkKind::Other => "caption",
        _ => "sceneDescription",
    }
}
