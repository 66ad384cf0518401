//! The style sheet and the script that every page asks for.

use axum::http::header;
use axum::response::{IntoResponse, Response};
use plenary_kit::page::look;

/// GET /look-....css
pub async fn style() -> Response {
    served("text/css; charset=utf-8", look::css(), look::css_etag())
}

/// GET /improve-....js
pub async fn script() -> Response {
    served(
        "text/javascript; charset=utf-8",
        look::js(),
        look::js_etag(),
    )
}

fn served(media_type: &'static str, bytes: &'static [u8], tag: &'static str) -> Response {
    let headers = [
        (header::CONTENT_TYPE, media_type),
        (header::CACHE_CONTROL, look::CACHE_CONTROL),
        (header::ETAG, tag),
    ];
    (headers, bytes).into_response()
}
