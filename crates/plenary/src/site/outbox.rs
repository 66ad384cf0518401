//! The outbox: every letter the forum wrote, where it stands, and what the relay said; for the secretariat.

use axum::extract::{Path, RawQuery, State};
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use plenary_kit::app::App;
use plenary_kit::db::Db;
use plenary_kit::fault::{Fault, Refuse, Stop};
use plenary_kit::form::Form as Sent;
use plenary_kit::mail::{self, InOutbox, LetterState};
use plenary_kit::page::{Place, empty, heading, plain, safe_text};
use plenary_kit::shell::{Page, face};
use plenary_kit::time::Instant;
use plenary_kit::tongue::Tongue;
use plenary_kit::web::{self, Who};

use crate::docket::store as docket;

/// So many letters stand on a page.
const LETTERS: usize = 50;

/// GET /outbox
pub async fn outbox(
    State(app): State<App>,
    who: Who,
    RawQuery(query): RawQuery,
) -> Result<Response, Stop> {
    let mut asked = plenary_kit::form::query(query.as_deref().unwrap_or(""));
    let (made, id) = (asked.take("made"), asked.take("before"));
    let made = made.parse().map_or(Instant(i64::MAX), Instant);
    let (mut letters, states) = app.read(|db| {
        let letters = mail::outbox(db, (made, &id), LETTERS + 1)?;
        Ok::<_, Stop>((letters, mail::count_states(db)?))
    })?;
    let next = letters.get(LETTERS).is_some();
    letters.truncate(LETTERS);
    let last = letters.last().map(|last| (last.made, last.id.clone()));
    letters = app.read(|db| readable(&app, db, &who, letters))?;
    let t = &who.tongue;
    let title = t.say("site-outbox-title");
    let lead = match app.settings().smtp.is_some() {
        true => t.say("site-outbox-lead"),
        false => t.say("site-outbox-lead-no-relay"),
    };
    let body = html! {
        (heading(None, &title, Some(html! { (lead) })))
        @if !states.is_empty() {
            p .meta { @for (state, count) in &states { span { (state_name(t, *state)) ": " (count) } } }
        }
        @if letters.is_empty() { (empty(t, Some(html! { (t.say("site-outbox-empty")) }))) }
        @else {
            ul { @for letter in &letters { (line(&app, t, letter)) } }
        }
        @if next && let Some((made, id)) = &last {
            p { a rel="next" href={ "/outbox?made=" (made.0) "&before=" (plenary_kit::form::encode(id)) } {
                (t.say("site-outbox-older")) } }
        }
    };
    let mut page = Page::new(&title, Place::Outbox, body);
    page.unlisted = true;
    Ok(web::html(page.render(&app, &who)))
}

/// Letters quote the words of their item, so who may not read the item does not read them. A guest's confirmation
/// quotes nothing, and without a relay the secretariat hands it on.
fn readable(
    app: &App,
    db: &Db<'_>,
    who: &Who,
    letters: Vec<InOutbox>,
) -> Result<Vec<InOutbox>, Fault> {
    let mut kept = Vec::with_capacity(letters.len());
    for letter in letters {
        let number = letter.about.as_deref().and_then(|about| about.parse().ok());
        let item = match number {
            Some(number) => docket::item(db, number)?,
            None => None,
        };
        if item.is_none_or(|item| !item.is_shown || item.fields_for(app, who.viewer()).is_some()) {
            kept.push(letter);
        }
    }
    Ok(kept)
}

/// One letter, for who may read it.
fn one(app: &App, who: &Who, id: &str) -> Result<InOutbox, Stop> {
    let letters = app.read(|db| {
        let letter = mail::letter(db, id)?;
        readable(app, db, who, letter.into_iter().collect())
    })?;
    letters.into_iter().next().ok_or(Stop::NotFound)
}

fn line(app: &App, t: &Tongue, letter: &InOutbox) -> Markup {
    html! {
        li {
            a href={ "/outbox/" (letter.id) } dir="auto" { (safe_text(&letter.subject)) }
            p .meta {
                bdi { (letter.address) } span { (state_name(t, letter.state)) } (t.instant(letter.made.0, &face(app).zone))
            }
        }
    }
}

fn state_name(t: &Tongue, state: LetterState) -> String {
    t.say(match state {
        LetterState::Waiting => "site-letter-waiting",
        LetterState::Sending => "site-letter-sending",
        LetterState::Sent => "site-letter-sent",
        LetterState::Failed => "site-letter-failed",
        LetterState::Unsure => "site-letter-unsure",
    })
    .into_owned()
}

fn may_send_again(letter: &InOutbox) -> Result<(), OutboxRefusal> {
    match letter.state {
        LetterState::Failed | LetterState::Unsure => Ok(()),
        _ => Err(OutboxRefusal::NotInDoubt),
    }
}

/// Why a letter is not sent again.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum OutboxRefusal {
    /// It waits, or it went out.
    #[error(
        "This letter waits or was sent. Only one that failed or is in doubt can be sent again."
    )]
    NotInDoubt,
}

impl Refuse for OutboxRefusal {
    fn key(&self) -> &'static str {
        "site-letter-not-in-doubt"
    }
}

/// GET /outbox/{id}
pub async fn letter(
    State(app): State<App>,
    who: Who,
    Path(id): Path<String>,
) -> Result<Response, Stop> {
    let letter = one(&app, &who, &id)?;
    let t = &who.tongue;
    let kicker = html! { a href="/outbox" { (t.say("site-outbox-title")) } };
    let body = html! {
        (heading(Some(kicker), &letter.subject, None))
        p .meta {
            span { bdi { (safe_text(&letter.name)) } " <" bdi { (letter.address) } ">" } span { (state_name(t, letter.state)) }
            (t.instant(letter.made.0, &face(&app).zone)) span { (t.mark_with("site-letter-attempts", &[("count", letter.attempts.into())])) }
        }
        @if let Some(trouble) = &letter.trouble { p { (t.say("site-letter-relay-said")) " " bdi { (safe_text(trouble)) } } }
        div .words dir="auto" { (plain(&letter.body)) }
        @for link in links(&letter.body, &app.settings().public_url) { p { a href=(link) { (link) } } }
        @if let Some(name) = &letter.attachment_name { p { (t.say("site-letter-attached")) " " bdi { (safe_text(name)) } } }
        @if may_send_again(&letter).is_ok() {
            form method="post" action={ "/outbox/" (letter.id) "/again" } {
                input type="hidden" name="csrf" value=(who.token);
                input type="hidden" name="key" value=(plenary_kit::random::key());
                p { (t.say("site-letter-again-why")) }
                button { (t.say("site-letter-again")) }
            }
        }
    };
    let mut page = Page::new(&letter.subject, Place::Outbox, body);
    page.unlisted = true;
    Ok(web::html(page.render(&app, &who)))
}

/// The forum's own addresses in a letter, to be followed where no relay carries it to its reader.
fn links<'a>(body: &'a str, own: &str) -> Vec<&'a str> {
    let is_own = |word: &&str| {
        word.strip_prefix(own)
            .is_some_and(|rest| rest.starts_with('/'))
    };
    body.split_whitespace().filter(is_own).collect()
}

/// POST /outbox/{id}/again
pub async fn send_again(
    State(app): State<App>,
    who: Who,
    Path(id): Path<String>,
    sent: Sent,
) -> Result<Response, Stop> {
    sent.finish()?;
    let letter = one(&app, &who, &id)?;
    may_send_again(&letter)?;
    let (now, whose) = (app.now(), id.clone());
    app.tend(move |tx| mail::send_again(tx, &whose, now))
        .await?;
    Ok(Redirect::to(&format!("/outbox/{id}")).into_response())
}
