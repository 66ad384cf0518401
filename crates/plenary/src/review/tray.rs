//! Choosing what a comment is about: a block's link, its tick, and the tray in which several passages come together.

use std::sync::LazyLock;

use axum::http::header;
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};
use plenary_kit::page::look::{CACHE_CONTROL, Served};
use plenary_kit::tongue::Tongue;
use plenary_passage::{Block, BlockKind};

use super::counts::small_bar;
use super::reading::ReadingPage;
use super::voices::Here;

/// So many comments fill a block's small chart; more fill it too.
const WIDEST: i64 = 6;

static SELECT: LazyLock<Served> =
    LazyLock::new(|| Served::new(include_str!("select.js"), "select", "js"));

/// The address of the script by which selected words are commented on.
pub fn select_path() -> &'static str {
    &SELECT.path
}

/// GET /select-....js
pub async fn select_script() -> Response {
    let headers = [
        (header::CONTENT_TYPE, "text/javascript; charset=utf-8"),
        (header::CACHE_CONTROL, CACHE_CONTROL),
        (header::ETAG, SELECT.etag.as_str()),
    ];
    (headers, SELECT.bytes.as_slice()).into_response()
}

impl ReadingPage {
    /// The text as a form: paragraphs can be ticked and commented on together; with scripts, selected words too.
    pub fn with_tray(&self, t: &Tongue, text: Markup) -> Markup {
        html! {
            form method="get" action={ (self.base()) "/comment" } data-passages
                data-comment=(t.say("review-select-comment")) data-collect=(t.say("review-select-collect")) {
                (text)
                div .tray role="group" aria-label=(t.say("review-tray")) {
                    ul aria-live="polite" {}
                    p { button .quiet { (t.say("review-tray-comment")) } " " span .hint { (t.say("review-tray-hint")) } }
                }
            }
        }
    }

    /// What can be done with a block, and how many speak about it, by group.
    pub fn act(
        &self,
        t: &Tongue,
        (block, label): (&Block, &str),
        here: Option<&Here>,
        is_open: bool,
    ) -> Option<Markup> {
        // A heading is commented on with the paragraph below it, by its number, or by selecting its words.
        let is_open = is_open && !matches!(block.kind, BlockKind::Heading { .. });
        let block = block.id;
        let count = here.map_or(0, |here| here.count as i64);
        let tick = || t.say_with("review-tick-label", &[("label", label.into())]);
        (is_open || count > 0).then(|| {
            html! {
                @if is_open {
                    a .say href={ (self.base()) "/comment?on=" (block) } rel="nofollow" { (t.say("review-comment")) } " "
                    label .tick { input type="checkbox" name="on" value=(block) aria-label=(tick()); " " span aria-hidden="true" { (t.say("review-tick")) } }
                }
                @if let Some(here) = here {
                    " " a .told href={ (self.base()) "/comments?block=" (block) } {
                        (small_bar(&self.per_group(here), count.max(WIDEST))) " " (t.say_with("review-comments", &[("count", count.into())])) }
                }
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_reading_page_keeps_the_budget_of_scripts() {
        let all = plenary_kit::page::look::js().len() + SELECT.bytes.len();
        assert!(all <= 15 * 1024, "scripts of {all} bytes");
    }
}
