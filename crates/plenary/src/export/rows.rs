//! The rows of an export: what the forum shows, as JSON.

use plenary_kit::db::Db;
use plenary_kit::erase;
use plenary_kit::fault::Fault;
use plenary_kit::id::ParticipantId;
use plenary_kit::words::WordsKey;
use serde_json::{Value, json};

use super::documents;
use super::folder::Folder;
use super::scope::{Scope, Seen};
use super::store;
use crate::answer::{Draft, DraftPlace, store as answer};
use crate::docket::{Format, ItemNumber, store as docket};
use crate::participant;

/// A text in a file of its own, or the gap where it stood.
fn text_at(db: &Db<'_>, folder: &Folder, name: &str, key: WordsKey) -> Result<Value, Fault> {
    match store::text(db, key)? {
        Some(text) => {
            folder.file(name, text.as_bytes())?;
            Ok(json!(name))
        }
        None => erased(db, key),
    }
}

/// A short text in the row itself, or the gap where it stood.
pub(super) fn text_in(db: &Db<'_>, key: Option<WordsKey>) -> Result<Value, Fault> {
    let Some(key) = key else {
        return Ok(Value::Null);
    };
    match store::text(db, key)? {
        Some(text) => Ok(json!(text)),
        None => erased(db, key),
    }
}

fn erased(db: &Db<'_>, key: WordsKey) -> Result<Value, Fault> {
    let gap = erase::gap(db, key)?;
    Ok(match gap {
        Some(gap) => json!({ "erased": gap.at, "rule": gap.rule }),
        None => json!({ "erased": null }),
    })
}

/// One item, its texts and its files.
pub(super) fn item(
    db: &Db<'_>,
    folder: &Folder,
    scope: &Scope,
    seen: &Seen,
) -> Result<Value, Fault> {
    let Seen { item, fields } = seen;
    let about = item.about.filter(|number| scope.knows(*number));
    Ok(json!({
        "number": item.number.to_string(),
        "kind": item.kind.word(),
        "concerns": documents::concerns(db, item)?,
        "door": item.door.word(),
        "filed": item.filed,
        "author": item.author.as_ref().filter(|_| fields.person),
        "group": item.group.as_ref().filter(|_| fields.group),
        "on_behalf": item.on_behalf.as_ref().filter(|_| fields.person),
        "mark": item.mark.label(),
        "attribution": item.attribution.word(),
        "lang": item.lang,
        "title": text_in(db, item.title)?,
        "texts": texts(db, folder, item.number)?,
        "files": attachments(db, folder, item.number)?,
        "about": about.map(|number| number.to_string()),
        "is_shown": item.is_shown,
        "state": item.standing.state.word(),
        "turn": item.standing.turn.word(),
        "due": item.standing.due,
        "answered": item.standing.answered,
        "withdrawn": item.withdrawn,
    }))
}

fn texts(db: &Db<'_>, folder: &Folder, number: ItemNumber) -> Result<Vec<Value>, Fault> {
    let texts = docket::texts(db, number)?.into_iter().enumerate();
    texts
        .map(|(place, text)| {
            let ending = if text.format == Format::Markdown {
                "md"
            } else {
                "txt"
            };
            let name = format!("texts/{number}-{}.{ending}", place + 1);
            Ok(json!({
                "question": text.question,
                "format": text.format.word(),
                "text": text_at(db, folder, &name, text.words)?,
            }))
        })
        .collect()
}

fn attachments(db: &Db<'_>, folder: &Folder, number: ItemNumber) -> Result<Vec<Value>, Fault> {
    let files = docket::files(db, number)?;
    files
        .into_iter()
        .map(|file| {
            let stored = match docket::file_body(db, number, file.place)? {
                Some(body) => {
                    // The name people gave it stands in the row; on a disk it could be anything.
                    let ending = ending_of(&file.media_type);
                    let name = format!("attachments/{number}-{}.{ending}", file.place + 1);
                    folder.file(&name, &body.bytes)?;
                    json!(name)
                }
                None => erased(db, file.words[1])?,
            };
            Ok(json!({
                "name": text_in(db, Some(file.words[0]))?,
                "media_type": file.media_type,
                "bytes": file.bytes,
                "file": stored,
            }))
        })
        .collect()
}

fn ending_of(media_type: &str) -> &'static str {
    match media_type {
        "application/pdf" => "pdf",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document" => "docx",
        "image/png" => "png",
        "image/jpeg" => "jpg",
        "image/gif" => "gif",
        "image/webp" => "webp",
        _ => "bin",
    }
}

/// What became of an item; nothing while the reader may not know.
pub(super) fn answered(
    db: &Db<'_>,
    folder: &Folder,
    scope: &Scope,
    seen: &Seen,
) -> Result<Option<Value>, Fault> {
    let number = seen.item.number;
    let work = answer::work(db, number)?;
    let is_open = work.published.is_some() || scope.reader.is_full();
    let Some(stands) = work.draft.as_ref().filter(|_| is_open) else {
        return Ok(None);
    };
    let full = |value: Value| match scope.reader.is_full() {
        true => value,
        false => Value::Null,
    };
    let reply = match &work.reply {
        Some(reply) => json!({
            "is_satisfied": reply.is_satisfied, "words": text_in(db, reply.words)?, "at": reply.at }),
        None => Value::Null,
    };
    let inquiry = match &work.inquiry {
        Some((words, (_, at))) => json!({ "words": text_in(db, Some(*words))?, "at": at }),
        None => Value::Null,
    };
    let replaced = match &work.replaced {
        Some(first) => drafted(db, folder, scope, number, "first-answer", first)?,
        None => Value::Null,
    };
    Ok(Some(json!({
        "number": number.to_string(),
        "answer": drafted(db, folder, scope, number, "answer", stands)?,
        "published": work.published.as_ref().map(|(_, at)| at),
        "replaced": replaced,
        "reply": full(reply),
        "inquiry": full(inquiry),
        "assigned_to": full(json!(work.assigned_to)),
    })))
}

fn drafted(
    db: &Db<'_>,
    folder: &Folder,
    scope: &Scope,
    number: ItemNumber,
    name: &str,
    draft: &Draft,
) -> Result<Value, Fault> {
    let target = draft.target_item.filter(|target| scope.knows(*target));
    let change = match &draft.change {
        Some(change) => json!({
            "place": place(db, &change.place)?, "old": text_in(db, change.old)?, "new": text_in(db, change.new)? }),
        None => Value::Null,
    };
    Ok(json!({
        "disposition": draft.disposition.word(),
        "reason": text_at(db, folder, &format!("texts/{number}-{name}.md"), draft.reason)?,
        "target_item": target.map(|target| target.to_string()),
        "target": text_in(db, draft.target_words)?,
        "change": change,
        "drafted": draft.at,
        "by": draft.by.as_ref().filter(|_| scope.reader.is_full()),
    }))
}

/// Where a text changes: in words, or a passage as W3C Web Annotation selectors.
fn place(db: &Db<'_>, place: &DraftPlace) -> Result<Value, Fault> {
    let named = match place {
        DraftPlace::InWords(words) => return text_in(db, Some(*words)),
        DraftPlace::Named(named) => named,
    };
    let mut row = documents::passage(db, &named.anchor)?;
    row["document"] = json!(named.anchor.document);
    row["is_after"] = json!(named.is_after);
    Ok(row)
}

/// The people of an export: everybody in a full one, otherwise the authors whom its reader sees.
pub(super) fn people(db: &Db<'_>, scope: &Scope) -> Result<Vec<Value>, Fault> {
    if scope.reader.is_full() {
        let all = store::people(db)?;
        return all.iter().map(|id| whole_person(db, id)).collect();
    }
    let authors = scope
        .items
        .iter()
        .filter(|seen| seen.fields.person)
        .filter_map(|seen| seen.item.author.clone());
    let mut authors: Vec<ParticipantId> = authors.collect();
    authors.sort();
    authors.dedup();
    let rows = authors.iter().map(|id| {
        let person = participant::person(db, id)?.ok_or_else(|| no_person(id))?;
        Ok(json!({ "id": id, "name": person.name, "is_erased": person.erased.is_some() }))
    });
    rows.collect()
}

fn no_person(id: &ParticipantId) -> Fault {
    Fault::broken(format!("there is no person {id}"))
}

fn whole_person(db: &Db<'_>, id: &ParticipantId) -> Result<Value, Fault> {
    let person = participant::person(db, id)?.ok_or_else(|| no_person(id))?;
    let affiliations = participant::affiliations(db, id)?.into_iter().map(|one| {
        json!({ "organisation": one.organisation, "title": one.title, "since": one.since, "until": one.until,
                "confirmed": one.confirmed })
    });
    let roles = participant::roles(db, id)?.into_iter().map(|one| {
        json!({ "cycle": one.cycle, "role": one.role.word(), "since": one.since, "until": one.until })
    });
    Ok(json!({
        "id": id,
        "name": person.name,
        "address": person.address.as_ref().map(|address| address.as_str()),
        "about": person.about,
        "group": person.group,
        "lang": person.lang,
        "is_confirmed": person.is_confirmed,
        "is_secretariat": person.is_secretariat,
        "joined": person.joined,
        "erased": person.erased,
        "affiliations": affiliations.collect::<Vec<_>>(),
        "roles": roles.collect::<Vec<_>>(),
    }))
}

/// The organisations, which are known to everyone.
pub(super) fn organisations(db: &Db<'_>) -> Result<Vec<Value>, Fault> {
    let mut rows = Vec::new();
    for id in store::organisations(db)? {
        if let Some(one) = participant::organisation(db, &id)? {
            rows.push(json!({ "id": id, "name": one.name, "group": one.group, "url": one.url }));
        }
    }
    Ok(rows)
}
