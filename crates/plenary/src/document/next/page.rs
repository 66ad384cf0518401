//! What the page that one writes on shows of the next version so far, and keeping what was typed as that.

use maud::{Markup, html};
use plenary_kit::app::App;
use plenary_kit::fault::Stop;
use plenary_kit::page::safe_text;
use plenary_kit::tongue::Tongue;
use plenary_kit::web::Who;

use super::{Next, NextChange};
use crate::document::form::Typed;
use crate::document::rules::Document;

/// What was worked into the next version, and whether the typed text has it.
pub(in crate::document) fn worked_in(t: &Tongue, changes: &[NextChange], text: &str) -> Markup {
    let plain = |words: &str| words.split_whitespace().collect::<Vec<_>>().join(" ");
    let text = plain(&text.replace('\\', ""));
    html! {
        @if !changes.is_empty() {
            section .notice aria-labelledby="worked-in" {
                h2 #worked-in { (t.say("document-worked-in")) }
                ul { @for change in changes {
                    @let is_there = text.contains(&plain(&change.new));
                    li { a href={ "/items/" (change.cause) } { "#" (change.cause) } " "
                        @if !is_there { strong .broken { (t.say("document-not-in-it")) } " " }
                        del dir="auto" { (safe_text(&change.old)) } " " ins dir="auto" { (safe_text(&change.new)) } }
                } }
            }
        }
    }
}

/// Keeps what was typed as the next version so far; false when somebody changed that meanwhile.
pub(in crate::document) async fn keep(
    app: &App,
    who: &Who,
    document: &Document,
    typed: &Typed,
) -> Result<bool, Stop> {
    let seen = typed.seen.parse().unwrap_or(0);
    let next = Next {
        based_on: document.latest,
        text: typed.text.clone(),
        revision: seen + 1,
        by: who.viewer.participant.clone(),
    };
    let is_based_on_latest = typed.based_on == document.latest.to_string();
    Ok(is_based_on_latest && super::keep(app, &document.id, (seen, next), None).await?)
}
