//! The sessions of an export: a row each, with agenda, speakers and documents.

use plenary_kit::fault::Fault;
use plenary_kit::policy::Attribution;
use serde_json::{Value, json};

use super::folder::Folder;
use super::scope::Scope;
use crate::session::Session;

/// Writes `sessions.jsonl`.
pub(super) fn write(folder: &Folder, scope: &Scope) -> Result<(), Fault> {
    let rows: Vec<Value> = scope.sessions.iter().map(|one| row(scope, one)).collect();
    folder.json_lines("sessions.jsonl", &rows)
}

fn row(scope: &Scope, session: &Session) -> Value {
    let billing = &session.billing;
    let names = session
        .speakers
        .iter()
        .filter_map(|one| one.name.as_deref());
    let is_named = scope.reader.is_full() || session.attribution == Attribution::Named;
    let speakers: Vec<&str> = names.filter(|_| is_named).collect();
    json!({ "id": session.id, "slug": session.slug, "title": billing.title, "about": billing.about,
            "place": billing.place, "link": billing.link, "starts": session.starts, "seconds": session.seconds,
            "zone": session.zone, "languages": session.languages, "agenda": billing.agenda, "speakers": speakers,
            "documents": session.documents, "mark": session.mark.word(), "attribution": session.attribution.word(),
            "called_off": session.called_off })
}
