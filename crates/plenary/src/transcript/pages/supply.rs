//! Supplying words by the link in the letter, for those who have no session here: GET shows, POST supplies.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};
use plenary_kit::app::App;
use plenary_kit::db::Db;
use plenary_kit::fault::{Refuse, Stop};
use plenary_kit::form::Form as Sent;
use plenary_kit::id::ParticipantId;
use plenary_kit::page::{Button, Faults, Field, Form, heading};
use plenary_kit::policy::Viewer;
use plenary_kit::signin;
use plenary_kit::text;
use plenary_kit::web::{self, Who};

use super::{faults_of, unlisted};
use crate::participant;
use crate::session;
use crate::transcript::acts;
use crate::transcript::followers::{SUPPLY, subject_of};
use crate::transcript::rules::{Mend, TranscriptRefusal, WORDS_LETTERS};
use crate::transcript::view::{Paragraph, Transcript};

/// What a link opens: the passages its person was asked for.
struct Opened {
    viewer: Viewer,
    session: session::Session,
    transcript: Transcript,
    numbers: Vec<u32>,
}

fn open(app: &App, db: &Db<'_>, token: &str) -> Result<Opened, Stop> {
    let found =
        signin::find_link(db, token, None, app.now())?.filter(|found| found.purpose == SUPPLY);
    let subject = found.and_then(|found| subject_of(&found.subject));
    let (id, person) = subject.ok_or(TranscriptRefusal::LinkOver)?;
    let viewer = viewer(app, db, &person)?.ok_or(TranscriptRefusal::LinkOver)?;
    let ground = acts::ground(db, &id)?;
    ground
        .session
        .seen_by(app.policy(), &viewer)
        .ok_or(Stop::NotFound)?;
    let transcript = ground.record()?.clone();
    let asked = crate::transcript::store::read::requests(db, &id)?;
    let numbers = asked
        .into_iter()
        .filter(|(_, whom)| *whom == person)
        .map(|(number, _)| number);
    let numbers = numbers.collect();
    Ok(Opened {
        viewer,
        session: ground.session,
        transcript,
        numbers,
    })
}

fn viewer(app: &App, db: &Db<'_>, person: &ParticipantId) -> Result<Option<Viewer>, Stop> {
    match participant::viewer(db, person, app.now())? {
        Some(viewer) => {
            let lists = session::store::lists_of(db, person)?;
            Ok(Some(Viewer { lists, ..viewer }))
        }
        None => Ok(None),
    }
}

impl Opened {
    /// The passages that still have something in them that could not be heard.
    fn open(&self) -> Vec<&Paragraph> {
        let all = self
            .numbers
            .iter()
            .filter_map(|number| self.transcript.paragraph(*number));
        all.map(|(_, paragraph)| paragraph)
            .filter(|each| each.is_inaudible())
            .collect()
    }

    fn render(
        &self,
        app: &App,
        who: &Who,
        token: &str,
        faults: &Faults,
        typed: Option<(u32, &str)>,
    ) -> Markup {
        let t = &who.tongue;
        let title = t.say("transcript-supply");
        let action = format!("/supply/{token}");
        let open = self.open();
        let body = html! {
            (heading(Some(html! { bdi { (plenary_kit::page::safe_text(session::pages::title_of(&self.session))) } }), &title, Some(html! { (t.say("transcript-supply-lead")) })))
            @if open.is_empty() { p { (t.say("transcript-supply-done")) } }
            @for paragraph in open {
                @let key = plenary_kit::random::token();
                @let words = typed.filter(|(number, _)| *number == paragraph.number).map_or(paragraph.text.as_deref().unwrap_or(""), |(_, words)| words);
                section {
                    h2 { (t.say_with("transcript-paragraph", &[("number", paragraph.number.into())])) }
                    (Form::new(&action, &who.token).key(&key).faults(t, faults).render(html! {
                        input type="hidden" name="number" value=(paragraph.number);
                        (Field::new("words", &t.say("transcript-field-words")).required().fault(faults).words(t, words, WORDS_LETTERS as u32))
                        p .acts { (Button::main(&t.say("transcript-supply-do"))) }
                    }))
                }
            }
        };
        unlisted(app, who, &title, body)
    }
}

/// GET /supply/{token}
pub async fn supply_page(
    State(app): State<App>,
    who: Who,
    Path(token): Path<String>,
) -> Result<Response, Stop> {
    let opened = app.read(|db| open(&app, db, &token))?;
    Ok(web::html(opened.render(
        &app,
        &who,
        &token,
        &Faults::default(),
        None,
    )))
}

/// POST /supply/{token}: one passage; the link works until its last passage is supplied.
pub async fn supply_form(
    State(app): State<App>,
    who: Who,
    Path(token): Path<String>,
    mut sent: Sent,
) -> Result<Response, Stop> {
    let opened = app.read(|db| open(&app, db, &token))?;
    let (number, typed) = (sent.take("number"), sent.take("words"));
    sent.finish()?;
    let number: u32 = number.parse().map_err(|_| Stop::NotFound)?;
    if !opened.numbers.contains(&number) {
        return Err(Stop::NotFound);
    }
    let again = |refusal: &dyn Refuse| {
        let status = StatusCode::from_u16(refusal.status()).unwrap_or(StatusCode::CONFLICT);
        let faults = faults_of(&who.tongue, refusal, "words");
        let page = opened.render(&app, &who, &token, &faults, Some((number, &typed)));
        Ok((status, web::html(page)).into_response())
    };
    let words = match text::prose(&typed, WORDS_LETTERS) {
        Ok(words) => words,
        Err(bad) => return again(&bad),
    };
    let mend = Mend::Supply(words);
    match acts::propose(
        &app,
        &opened.viewer,
        &opened.session.id,
        number,
        mend,
        None,
        sent.once(),
    )
    .await
    {
        Ok(()) => {}
        Err(Stop::Refused(refusal)) => return again(refusal.as_ref()),
        Err(stop) => return Err(stop),
    }
    let left = app.read(|db| open(&app, db, &token))?;
    let page = left.render(&app, &who, &token, &Faults::default(), None);
    if left.open().is_empty() {
        let now = app.now();
        app.tend(move |tx| signin::use_link(tx, &token, None, now))
            .await?;
    }
    Ok(web::html(page))
}
