//! The documents of an export: a row each, every version as Markdown, and what items concern in them.

use plenary_kit::db::Db;
use plenary_kit::fault::Fault;
use plenary_passage::to_selectors;
use serde_json::{Value, json};

use super::folder::Folder;
use super::rows::text_in;
use super::scope::Scope;
use crate::comment::store as endorsements;
use crate::docket::{Item, store as docket};
use crate::document::{Anchor, Document, store};

/// Writes `documents.jsonl` and the texts below `documents/`.
pub(super) fn write(db: &Db<'_>, folder: &Folder, scope: &Scope) -> Result<(), Fault> {
    let mut rows = Vec::new();
    for document in &scope.documents {
        let mut versions = Vec::new();
        for line in store::versions(db, &document.id)? {
            let name = format!("documents/{}/{}.md", document.slug, line.number);
            let version = store::version(db, &document.id, line.number)?;
            if let Some(version) = &version {
                let text = plenary_paper::to_markdown(version);
                folder.file(&name, text.as_bytes())?;
            }
            versions.push(
                json!({ "number": line.number, "note": line.note, "saved": line.saved,
                "is_erratum": line.is_erratum, "text": version.map(|_| name) }),
            );
        }
        rows.push(row(document, versions));
    }
    folder.json_lines("documents.jsonl", &rows)
}

fn row(document: &Document, versions: Vec<Value>) -> Value {
    json!({ "id": document.id, "slug": document.slug, "title": document.title, "lang": document.lang,
            "state": document.state.word(), "versions": versions })
}

/// What an item concerns: its passages as W3C Web Annotation selectors, its suggested wording, who stands behind it by
/// group.
pub(super) fn concerns(db: &Db<'_>, item: &Item) -> Result<Value, Fault> {
    let concerned = docket::concern::concerns(db, item.number)?;
    let Some(document) = &concerned.document else {
        return Ok(Value::Null);
    };
    let mut passages = Vec::new();
    for anchor in &concerned.passages {
        passages.push(passage(db, anchor)?);
    }
    let mut groups: std::collections::BTreeMap<String, u64> = std::collections::BTreeMap::new();
    for endorsement in endorsements::endorsements(db, item.number)? {
        *groups
            .entry(endorsement.group.unwrap_or_default())
            .or_default() += 1;
    }
    Ok(json!({
        "document": document,
        "nature": concerned.nature.map(|nature| nature.word()),
        "passages": passages,
        "suggestion": text_in(db, concerned.suggestion)?,
        "endorsements": groups,
    }))
}

/// A passage by its letters and as selectors.
pub(super) fn passage(db: &Db<'_>, anchor: &Anchor) -> Result<Value, Fault> {
    let version = store::version(db, &anchor.document, anchor.version)?;
    let selectors = version.map(|version| to_selectors(&version, anchor.span));
    Ok(
        json!({ "version": anchor.version, "block": anchor.block, "start": anchor.span.start,
               "end": anchor.span.end, "selectors": selectors }),
    )
}
