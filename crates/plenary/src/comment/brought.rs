//! Comments and proposed changes that a file brought along with a new version: filed with it, or not at all.

use std::collections::HashMap;

use plenary_kit::act::Along;
use plenary_kit::app::App;
use plenary_kit::fault::{Fault, Stop};
use plenary_kit::form::Form as Sent;
use plenary_kit::id::ParticipantId;
use plenary_kit::policy::Attribution;
use plenary_kit::web::Who;
use plenary_kit::words::Words;

use axum::extract::{Path, State};
use axum::response::Response;
use plenary_paper::Ask;

use crate::docket::rules::{Author, TEXT_LETTERS, file_item};
use crate::docket::{
    Concerns, DocketEvent, Door, FileItem, Format, ItemNumber, Kind, filing, store as docket,
};
use crate::document::{self, Brought, Carried};
use crate::participant::{self, ParticipantEvent};

/// POST /documents/{slug}/edit
pub async fn edit_form(
    State(app): State<App>,
    who: Who,
    Path(slug): Path<String>,
    sent: Sent,
) -> Result<Response, Stop> {
    document::edit(app, who, slug, sent, file).await
}

/// Files each remark as a comment of who wrote it; whom the file names is a participant from then on, unclaimed.
fn file(along: &Along<'_>, brought: &Brought) -> Result<(), Stop> {
    let mut people = People::default();
    for carried in &brought.remarks {
        let author = people.find(along, brought, carried.remark.author.as_deref())?;
        let number = file_one(along, brought, &author, remark(brought, carried))?;
        for reply in &carried.remark.replies {
            let author = people.find(along, brought, reply.author.as_deref())?;
            let text = cut(&reply.text);
            file_one(
                along,
                brought,
                &author,
                item(brought, carried, text, Some(number)),
            )?;
        }
    }
    Ok(())
}

/// Whom a file names, each once.
#[derive(Default)]
struct People(HashMap<String, ParticipantId>);

impl People {
    /// The person of that name; who saves when there is none, or when it is their own.
    fn find(
        &mut self,
        along: &Along<'_>,
        brought: &Brought,
        name: Option<&str>,
    ) -> Result<ParticipantId, Stop> {
        let own = brought.who.viewer.participant.clone().ok_or(Stop::SignIn)?;
        let Some(name) = name else { return Ok(own) };
        if let Some(known) = self.0.get(name) {
            return Ok(known.clone());
        }
        let own_name = participant::person(along.db(), &own)?.and_then(|person| person.name);
        let id = match own_name.as_deref() == Some(name) {
            true => own,
            false => unclaimed(along, name, &brought.document.lang)?,
        };
        self.0.insert(name.to_owned(), id.clone());
        Ok(id)
    }
}

fn unclaimed(along: &Along<'_>, name: &str, lang: &str) -> Result<ParticipantId, Stop> {
    let event = ParticipantEvent::unclaimed(name, lang);
    along.record(&event)?;
    match event {
        ParticipantEvent::Joined { id, .. } => Ok(id),
        _ => Err(Fault::broken("an act of joining recorded something else").into()),
    }
}

fn file_one(
    along: &Along<'_>,
    brought: &Brought,
    author: &ParticipantId,
    item: FileItem,
) -> Result<ItemNumber, Stop> {
    let author = Author {
        id: author.clone(),
        organisations: Vec::new(),
        // Who brings the file vouches for what it holds; nobody waits for a letter.
        is_confirmed: true,
    };
    let recipients = filing::recipients(along.db(), &brought.cycle.id)?;
    let last = docket::last_plain(along.db())?;
    let event = file_item(&brought.cycle, &author, item, last, recipients)?;
    along.record(&event)?;
    match event {
        DocketEvent::Filed(filed) => Ok(filed.number),
        _ => Err(Fault::broken("filing recorded something else").into()),
    }
}

/// A remark as the item it becomes.
fn remark(brought: &Brought, carried: &Carried) -> FileItem {
    let t = &brought.who.tongue;
    let remark = &carried.remark;
    let mut passages = brought.anchors(carried);
    passages.truncate(crate::docket::rules::PASSAGES);
    let (mut text, mut suggestion) = match &remark.ask {
        Ask::Words(text) => (text.clone(), None),
        Ask::Reword(wording) => (String::new(), Some(wording.clone())),
        Ask::Remove if remark.is_move => (t.say("comment-brought-move").into_owned(), None),
        Ask::Remove => (t.say("comment-brought-remove").into_owned(), None),
        Ask::Join => (t.say("comment-brought-join").into_owned(), None),
    };
    // Without its place, or beyond what a suggestion may be, a wording is said in words.
    let is_long = |wording: &String| wording.chars().count() > super::rules::SUGGESTION_LETTERS;
    if passages.is_empty() || suggestion.as_ref().is_some_and(is_long) {
        let wording = suggestion
            .take()
            .map(|wording| t.say_with("comment-brought-wording", &[("wording", wording.into())]));
        let quote = carried
            .quote()
            .map(|quote| t.say_with("comment-brought-on", &[("quote", quote.to_owned().into())]));
        let said = [quote, wording].into_iter().flatten();
        let mut lines: Vec<String> = said.map(|words| words.to_string()).collect();
        lines.push(text);
        text = lines.join("\n\n").trim().to_owned();
    }
    let mut item = item(brought, carried, cut(&text), None);
    item.concerns.passages = passages;
    item.concerns.suggestion = suggestion.map(Words::new);
    item
}

fn item(brought: &Brought, carried: &Carried, text: String, about: Option<ItemNumber>) -> FileItem {
    let written = carried.remark.written.as_deref().unwrap_or_default();
    let day = written.split('T').next().unwrap_or_default();
    let origin = format!("{} {day}", carried.file);
    let texts = match text.is_empty() {
        true => Vec::new(),
        false => vec![(Some(origin.trim().to_owned()), text)],
    };
    FileItem {
        kind: Kind::Comment,
        door: Door::File,
        group: None,
        on_behalf: None,
        mark: brought.mark,
        attribution: Attribution::Named,
        lang: brought.document.lang.clone(),
        title: None,
        texts,
        format: Format::Plain,
        files: Vec::new(),
        about,
        concerns: Concerns {
            document: Some(brought.document.id.clone()),
            ..Concerns::default()
        },
    }
}

fn cut(text: &str) -> String {
    text.chars().take(TEXT_LETTERS).collect()
}

#[cfg(test)]
mod tests;
