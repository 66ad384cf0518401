//! The pages of live captions: for readers, for captioners, for who holds the links.

mod captioner;
mod erase;
mod live;
mod links;
mod parts;

use std::sync::LazyLock;

use axum::http::header;
use axum::response::{IntoResponse, Response};
use plenary_kit::page::look::{CACHE_CONTROL, Served};

pub use captioner::{captioner_page, light, send_typed};
pub use erase::{erase_form, erase_page};
pub use links::{close_form, link_form, links_page, open_form, record_form};
pub use live::live_page;

static STYLE: LazyLock<Served> =
    LazyLock::new(|| Served::new(include_str!("live.css"), "live", "css"));
static LIGHT: LazyLock<Served> =
    LazyLock::new(|| Served::new(include_str!("light.js"), "light", "js"));
static LIVE: LazyLock<Served> =
    LazyLock::new(|| Served::new(include_str!("live.js"), "live", "js"));
static TYPE: LazyLock<Served> =
    LazyLock::new(|| Served::new(include_str!("type.js"), "type", "js"));

/// The address of the style sheet of these pages.
pub fn style_path() -> &'static str {
    &STYLE.path
}

/// The address of the script of the light.
pub fn light_path() -> &'static str {
    &LIGHT.path
}

/// The address of the script of the live page.
pub fn live_path() -> &'static str {
    &LIVE.path
}

/// The address of the script of the captioner's page.
pub fn type_path() -> &'static str {
    &TYPE.path
}

/// GET /live-....css
pub async fn style() -> Response {
    served("text/css; charset=utf-8", &STYLE)
}

/// GET /light-....js
pub async fn light_script() -> Response {
    served("text/javascript; charset=utf-8", &LIGHT)
}

/// GET /live-....js
pub async fn live_script() -> Response {
    served("text/javascript; charset=utf-8", &LIVE)
}

/// GET /type-....js
pub async fn type_script() -> Response {
    served("text/javascript; charset=utf-8", &TYPE)
}

fn served(media_type: &'static str, file: &'static Served) -> Response {
    let headers = [
        (header::CONTENT_TYPE, media_type),
        (header::CACHE_CONTROL, CACHE_CONTROL),
        (header::ETAG, file.etag.as_str()),
    ];
    (headers, file.bytes.as_slice()).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;
    use plenary_kit::page::look;

    #[test]
    fn every_page_keeps_the_budget_of_scripts() {
        let always = look::js().len() + LIGHT.bytes.len();
        for script in [&LIVE, &TYPE] {
            let all = always + script.bytes.len();
            assert!(all <= 15 * 1024, "scripts of {all} bytes");
        }
    }
}
