//! The page that says in plain words how anybody can check the record.

use axum::extract::State;
use axum::response::Response;
use maud::html;
use plenary_kit::app::App;
use plenary_kit::fault::Stop;
use plenary_kit::page::{Place, heading};
use plenary_kit::shell::Page;
use plenary_kit::tree;
use plenary_kit::web::{self, Who};

use super::ledger::fingerprints;

/// GET /trust
pub async fn trust(State(app): State<App>, who: Who) -> Result<Response, Stop> {
    let t = &who.tongue;
    let keys = fingerprints(&app)?;
    let size = app.read(tree::last_checkpoint)?.map_or(0, |(size, _)| size);
    let title = t.say("site-trust-title");
    let example = keys.last().map_or("KEY", String::as_str);
    let command = |what: &str| format!("plenary verify {what} --key {example}");
    let body = html! {
        (heading(None, &title, Some(html! { (t.say("site-trust-lead")) })))
        p { (t.mark_with("site-trust-lines", &[("size", size.into())])) }
        h2 { (t.say("site-trust-receipt-title")) }
        p { (t.say("site-trust-receipt")) }
        pre tabindex="0" { code { (command("receipt.tlog-proof")) } }
        h2 { (t.say("site-trust-export-title")) }
        p { (t.say("site-trust-export")) }
        pre tabindex="0" { code { (command("FOLDER")) } }
        h2 { (t.say("site-trust-key-title")) }
        p { (t.say("site-trust-key")) }
        @if keys.is_empty() { p { (t.say("site-trust-no-key")) } }
        @for key in &keys { pre tabindex="0" { code { (key) } } }
        h2 { (t.say("site-trust-grows-title")) }
        p { (t.say("site-trust-grows")) }
        ul {
            li { a href="/checkpoint" { (t.say("site-trust-checkpoint")) } }
            li { a href="/ledger/key" { (t.say("site-trust-key-file")) } }
            li { a href={ "/ledger/consistency?old=" (size.min(1)) } { (t.say("site-trust-consistency")) } }
        }
        h2 { (t.say("site-trust-limits-title")) }
        p { (t.say("site-trust-limits")) }
    };
    Ok(web::html(
        Page::new(&title, Place::Elsewhere, body).render(&app, &who),
    ))
}
