//! `/me/tokens`: a person's own tokens - made, shown once, ended.

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use plenary_kit::app::App;
use plenary_kit::fault::{Refuse, Stop};
use plenary_kit::form::Form as Sent;
use plenary_kit::page::form::hidden;
use plenary_kit::page::{Button, Faults, Field, Form, Place, empty, heading, safe_text};
use plenary_kit::random;
use plenary_kit::shell::{self, Page};
use plenary_kit::text;
use plenary_kit::token::{self, TOKENS, Token};
use plenary_kit::web::{self, Who, in_words};

/// The most letters of a token's name.
const NAME_LETTERS: usize = 80;

/// More tokens than a person needs.
#[derive(Debug, thiserror::Error)]
#[error("You have {TOKENS} tokens already. End one that you do not use any more.")]
struct TooManyTokens;

impl Refuse for TooManyTokens {
    fn key(&self) -> &'static str {
        "api-too-many-tokens"
    }
}

/// GET /me/tokens
pub async fn tokens_page(State(app): State<App>, who: Who) -> Result<Response, Stop> {
    render(&app, &who, "", &Faults::default(), None)
}

fn render(
    app: &App,
    who: &Who,
    typed: &str,
    faults: &Faults,
    secret: Option<&str>,
) -> Result<Response, Stop> {
    let me = who.viewer.participant.as_ref().ok_or(Stop::SignIn)?;
    let tokens = app.read(|db| token::of(db, me))?;
    let t = &who.tongue;
    let title = t.say("api-tokens-title");
    let name = t.say("api-token-name");
    let body = html! {
        (heading(None, &title, Some(html! { (t.say("api-tokens-lead")) })))
        @if let Some(secret) = secret { (shown_once(app, who, secret)) }
        (Form::new("/me/tokens", &who.token).key(&random::token()).faults(t, faults).render(html! {
            (Field::new("name", &name).hint(&t.say("api-token-name-hint")).required().fault(faults).text(t, typed))
            p .acts { (Button::main(&t.say("api-token-make"))) }
        }))
        h2 { (t.say("api-tokens-yours")) }
        @if tokens.is_empty() { (empty(t, Some(html! { (t.say("api-no-tokens")) }))) }
        ul { @for each in &tokens { (line(app, who, each)) } }
        p { a href="/api/openapi.json" { (t.say("api-described")) } }
    };
    let mut page = Page::new(&title, Place::Me, body);
    page.unlisted = true;
    let status = if faults.is_empty() { 200 } else { 422 };
    let status = axum::http::StatusCode::from_u16(status).unwrap_or_default();
    Ok((status, web::html(page.render(app, who))).into_response())
}

fn shown_once(app: &App, who: &Who, secret: &str) -> Markup {
    let t = &who.tongue;
    let call = format!(
        "curl -H 'Authorization: Bearer {secret}' {}/api/me",
        app.settings().public_url
    );
    html! {
        section .notice role="status" {
            h2 { (t.say("api-token-made")) }
            p { (t.say("api-token-once")) }
            pre tabindex="0" aria-label=(t.say("api-token-secret")) { code dir="ltr" { (secret) } }
            p { (t.say("api-token-try")) }
            pre tabindex="0" aria-label=(t.say("api-token-try")) { code dir="ltr" { (call) } }
        }
    }
}

fn line(app: &App, who: &Who, token: &Token) -> Markup {
    let t = &who.tongue;
    let zone = shell::face(app).zone;
    let label = t.say("api-token-end");
    html! {
        li {
            bdi { (safe_text(&token.name)) } " "
            span .meta { (t.mark_with("api-token-since", &[("when", t.day(token.since.0, &zone).into())])) }
            (Form::new("/me/tokens/end", &who.token).key(&random::token()).render(html! {
                (hidden("id", &token.id))
                (Button::quiet(&label))
            }))
        }
    }
}

/// POST /me/tokens
pub async fn make_token(
    State(app): State<App>,
    who: Who,
    mut sent: Sent,
) -> Result<Response, Stop> {
    let me = who.viewer.participant.clone().ok_or(Stop::SignIn)?;
    let typed = sent.take("name");
    sent.finish()?;
    let name = match text::line(&typed, NAME_LETTERS) {
        Ok(name) => name,
        Err(bad) => {
            let faults = Faults::new(vec![("name", in_words(&who.tongue, &bad))]);
            return render(&app, &who, &typed, &faults, None);
        }
    };
    if app.read(|db| token::of(db, &me))?.len() >= TOKENS {
        return Err(TooManyTokens.into());
    }
    let now = app.now();
    let made = app.tend(move |tx| token::make(tx, &me, &name, now)).await?;
    render(&app, &who, "", &Faults::default(), Some(&made))
}

/// POST /me/tokens/end
pub async fn end_token(State(app): State<App>, who: Who, mut sent: Sent) -> Result<Response, Stop> {
    let me = who.viewer.participant.clone().ok_or(Stop::SignIn)?;
    let id = sent.take("id");
    sent.finish()?;
    app.tend(move |tx| token::end(tx, &me, &id)).await?;
    Ok(Redirect::to("/me/tokens").into_response())
}
