//! Bringing a caption file in: nothing is recorded before its preview was seen.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use plenary_kit::app::App;
use plenary_kit::fault::{Refuse, Stop};
use plenary_kit::form::{Form as Sent, Upload};
use plenary_kit::page::{Button, Choice, Faults, Field, Form, heading};
use plenary_kit::web::{self, Who};

use super::{faults_of, session_link, unlisted};
use crate::forum::Cycle;
use crate::session::Session;
use crate::session::pages::readable;
use crate::transcript::event::Nature;
use crate::transcript::live::Live;
use crate::transcript::made::CaptionFile;
use crate::transcript::rules::{FILE_BYTES, TranscriptRefusal, may_record, read_file};
use crate::transcript::store::{read, upload};
use crate::transcript::{acts, store};

/// A session whose record the visitor may make.
pub(super) fn desk(app: &App, who: &Who, slug: &str) -> Result<(Session, Cycle), Stop> {
    let (session, cycle, _) = readable(app, who, slug)?;
    may_record(&who.viewer, &cycle).map_err(|_| Stop::NotFound)?;
    Ok((session, cycle))
}

/// GET /sessions/{slug}/transcript/import
pub async fn import_page(
    State(app): State<App>,
    who: Who,
    Path(slug): Path<String>,
) -> Result<Response, Stop> {
    let (session, _) = desk(&app, &who, &slug)?;
    let has_record = app.read(|db| read::changed(db, &session.id))?.is_some();
    if has_record {
        return Ok(web::html(take_back_page(&app, &who, &session)));
    }
    let faults = Faults::default();
    Ok(web::html(form(
        &app,
        &who,
        &session,
        Nature::Human,
        &faults,
    )))
}

/// A session has one record; another file comes in its place only when it has been taken back.
fn take_back_page(app: &App, who: &Who, session: &Session) -> Markup {
    let t = &who.tongue;
    let title = t.say("transcript-take-back");
    let action = format!("/sessions/{}/transcript/take-back", session.slug);
    let key = plenary_kit::random::token();
    let body = html! {
        (heading(Some(session_link(session)), &title, Some(html! { (t.say("transcript-take-back-lead")) })))
        (Form::new(&action, &who.token).key(&key).render(html! {
            (Field::new("rule", &t.say("transcript-field-why")).required().text(t, ""))
            p .acts { (Button::main(&title)) }
        }))
    };
    unlisted(app, who, &title, body)
}

fn form(app: &App, who: &Who, session: &Session, nature: Nature, faults: &Faults) -> Markup {
    let t = &who.tongue;
    let title = t.say("transcript-import");
    let action = format!("/sessions/{}/transcript/import", session.slug);
    let (human, machine) = (
        t.say("transcript-nature-human"),
        t.say("transcript-nature-machine"),
    );
    let natures = [
        Choice {
            value: Nature::Human.word(),
            label: &human,
        },
        Choice {
            value: Nature::Machine.word(),
            label: &machine,
        },
    ];
    let accept = ".txt,.text,.html,.htm,.vtt,.srt,text/plain,text/html,text/vtt";
    let fields = html! {
        (Field::new("file", &t.say("transcript-field-file")).hint(&t.say("transcript-field-file-hint")).required().fault(faults)
            .file(t, accept, FILE_BYTES as u64))
        (Field::new("nature", &t.say("transcript-field-nature")).required().fault(faults).choose(t, &natures, nature.word()))
        p .acts { (Button::main(&t.say("transcript-show-preview"))) }
    };
    let body = html! {
        (heading(Some(session_link(session)), &title, Some(html! { (t.say("transcript-import-lead")) })))
        (Form::new(&action, &who.token).with_files().faults(t, faults).render(fields))
    };
    unlisted(app, who, &title, body)
}

/// POST /sessions/{slug}/transcript/import: keeps the file for its preview.
pub async fn upload_form(
    State(app): State<App>,
    who: Who,
    Path(slug): Path<String>,
    mut sent: Sent,
) -> Result<Response, Stop> {
    let (session, _) = desk(&app, &who, &slug)?;
    let nature = sent.take("nature").parse().unwrap_or(Nature::Human);
    sent.take("file");
    let again = |refusal: &dyn Refuse| {
        let status = StatusCode::from_u16(refusal.status()).unwrap_or(StatusCode::CONFLICT);
        let faults = faults_of(&who.tongue, refusal, "file");
        Ok((
            status,
            web::html(form(&app, &who, &session, nature, &faults)),
        )
            .into_response())
    };
    if let Err(bad) = sent.finish() {
        return again(&bad);
    }
    match keep(&app, &who, &session, nature, sent.files).await {
        Ok(id) => {
            Ok(Redirect::to(&format!("/sessions/{slug}/transcript/import/{id}")).into_response())
        }
        Err(Stop::Refused(refusal)) => again(refusal.as_ref()),
        Err(stop) => Err(stop),
    }
}

async fn keep(
    app: &App,
    who: &Who,
    session: &Session,
    nature: Nature,
    files: Vec<Upload>,
) -> Result<String, Stop> {
    let file = files.into_iter().next().ok_or(TranscriptRefusal::NoFile)?;
    if file.bytes.len() > FILE_BYTES {
        return Err(TranscriptRefusal::TooLong.into());
    }
    let name = file.name.rsplit(['/', '\\']).next().unwrap_or("");
    let name: String = name
        .chars()
        .filter(|letter| !letter.is_control())
        .take(200)
        .collect();
    let file = CaptionFile {
        bytes: file.bytes,
        name: Some(name),
        nature,
    };
    offer(app, who, session, file).await
}

/// Keeps a file, uploaded or written live, for its preview; gives the word of the preview's address.
pub async fn offer(
    app: &App,
    who: &Who,
    session: &Session,
    file: CaptionFile,
) -> Result<String, Stop> {
    let (register, same, has_record) = app.read(|db| {
        let same = match read::same_file(db, &file.bytes)? {
            Some(id) => crate::session::store::session(db, &id)?,
            None => None,
        };
        let register = acts::register(db, session)?;
        Ok::<_, Stop>((register, same, read::changed(db, &session.id)?.is_some()))
    })?;
    let same = same.filter(|other| other.seen_by(app.policy(), &who.viewer).is_some());
    if let Some(same) = same {
        return Err(
            TranscriptRefusal::SameFile(format!("/sessions/{}/transcript", same.slug)).into(),
        );
    }
    if has_record {
        return Err(TranscriptRefusal::HasRecord.into());
    }
    read_file(&file, None, &register)?;
    let id = plenary_kit::random::token();
    let (kept, session, person, now) = (
        id.clone(),
        session.id.clone(),
        who.viewer.participant.clone(),
        app.now(),
    );
    app.tend(move |tx| upload::keep(tx, &kept, (&session, person.as_ref()), &file, now))
        .await?;
    Ok(id)
}

/// A kept file, read again with the people known today; with its times when it is what came live.
pub(super) fn kept(
    live: Live,
    app: &App,
    session: &Session,
    id: &str,
) -> Result<(CaptionFile, plenary_captions::Record), Stop> {
    let (file, register, fed) = app.read(|db| {
        let file = store::upload::upload(db, id, &session.id)?;
        Ok::<_, Stop>((
            file.ok_or(TranscriptRefusal::UploadGone)?,
            acts::register(db, session)?,
            (live.fed)(db, &session.id)?,
        ))
    })?;
    let fed = fed.filter(|fed| fed.bytes() == file.bytes);
    let record = read_file(&file, fed.as_ref(), &register)?;
    Ok((file, record))
}
