//! The records of the sessions of an export, each in the open formats of its field.

use plenary_captions::Format;
use plenary_kit::db::Db;
use plenary_kit::fault::Fault;
use plenary_kit::policy::Policy;

use super::folder::Folder;
use super::scope::Scope;
use crate::transcript::store::read;

/// Formats that every record has, and those that say nothing without times.
const FORMATS: [(Format, &str); 4] = [
    (Format::House, "txt"),
    (Format::JsonLines, "jsonl"),
    (Format::AkomaNtoso, "akn.xml"),
    (Format::Tei, "tei.xml"),
];
const TIMED: [(Format, &str); 1] = [(Format::WebVtt, "vtt")];

/// Writes `transcripts/SESSION.*`, as the records stand and as the reader may see them.
pub(super) fn write(
    db: &Db<'_>,
    policy: &Policy,
    folder: &Folder,
    scope: &Scope,
) -> Result<(), Fault> {
    for session in &scope.sessions {
        let fields = scope.fields_of(policy, session);
        let record = read::transcript(db, &session.id)?;
        let Some((fields, record)) = fields.zip(record) else {
            continue;
        };
        let is_timed = record.paragraphs().any(|each| each.milliseconds.is_some());
        let timed: &[(Format, &str)] = if is_timed { &TIMED } else { &[] };
        let record = record.for_export(fields);
        for (format, end) in FORMATS.iter().chain(timed) {
            let name = format!("transcripts/{}.{end}", session.slug);
            folder.file(&name, format.to_string(&record).as_bytes())?;
        }
    }
    Ok(())
}
