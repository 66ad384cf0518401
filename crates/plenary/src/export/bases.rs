//! What the blocks of an export's documents stand on, each block of each latest version in a row.

use plenary_kit::db::Db;
use plenary_kit::fault::Fault;
use serde_json::{Value, json};

use super::folder::Folder;
use super::scope::Scope;
use crate::basis::{Ground, store};

/// Writes `basis.jsonl`: every statement, without the grounds that the export's reader may not know of.
pub(super) fn write(db: &Db<'_>, folder: &Folder, scope: &Scope) -> Result<(), Fault> {
    let mut rows = Vec::new();
    for document in &scope.documents {
        for statement in store::statements(db, &document.id)? {
            let grounds: Vec<Value> = statement
                .grounds
                .iter()
                .filter_map(|ground| row(scope, ground))
                .collect();
            // A statement that names only what this reader may not know of is not there for them.
            if !grounds.is_empty() || scope.reader.is_full() {
                rows.push(
                    json!({ "document": document.id, "version": statement.version,
                                  "block": statement.block, "stands_on": grounds }),
                );
            }
        }
    }
    folder.json_lines("basis.jsonl", &rows)
}

fn row(scope: &Scope, ground: &Ground) -> Option<Value> {
    match ground {
        Ground::OwnText => Some(json!({ "kind": "own-text" })),
        Ground::Item(number) => scope
            .knows(*number)
            .then(|| json!({ "kind": "item", "number": number.to_string() })),
        // What a session is marked with is not in this export, so only the operator's own says which paragraphs.
        Ground::Heard(heard) => scope.reader.is_full().then(|| {
            json!({ "kind": "heard", "session": heard.session, "first": heard.first, "last": heard.last })
        }),
        Ground::Block { document, version, block } => {
            let is_known = scope.documents.iter().any(|each| each.id == *document);
            (is_known || scope.reader.is_full()).then(|| {
                json!({ "kind": "block", "document": document, "version": version, "block": block })
            })
        }
    }
}
