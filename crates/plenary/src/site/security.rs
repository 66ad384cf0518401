//! Whom to tell of a security problem (RFC 9116).

use axum::extract::State;
use axum::response::Response;
use plenary_kit::app::App;
use plenary_kit::fault::{Fault, Stop};
use plenary_kit::time::{DAY_MS, Instant};

use super::ledger::plain;
use crate::forum;

/// RFC 9116 asks for less than a year; half of one, counted from the month's beginning so that the file rarely changes.
const LIFE_MS: i64 = 183 * DAY_MS;

/// GET /.well-known/security.txt
pub async fn security(State(app): State<App>) -> Result<Response, Stop> {
    let forum = app.read(forum::store::forum)?.ok_or(Stop::NotFound)?;
    let url = &app.settings().public_url;
    Ok(plain(text(&forum.address, url, app.now())?))
}

/// The file's text for a forum known by `url` whose letters come from `address`.
pub(super) fn text(address: &str, url: &str, now: Instant) -> Result<String, Fault> {
    let month = now.0 - now.0.rem_euclid(30 * DAY_MS);
    let expires =
        jiff::Timestamp::from_millisecond(month.saturating_add(LIFE_MS)).map_err(Fault::broken)?;
    Ok(format!(
        "Contact: mailto:{address}\nExpires: {}\nPreferred-Languages: en\nCanonical: {url}{}\nPolicy: {url}/trust\n",
        expires.strftime("%Y-%m-%dT%H:%M:%SZ"),
        plenary_kit::page::look::SECURITY,
    ))
}
