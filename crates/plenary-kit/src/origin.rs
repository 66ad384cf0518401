//! Where a request comes from: what changes something must come from our own pages.

use axum::http::{HeaderMap, HeaderValue, Method, header};

use crate::app::App;

/// A request that changes something must come from our own pages.
///
/// Browsers say so in `Sec-Fetch-Site` or `Origin`; a client that sends neither is no browser and carries no one
/// else's cookies. The token in the form is checked as well, when the form is read.
pub(crate) fn check_origin(app: &App, method: &Method, headers: &HeaderMap) -> Result<(), Forged> {
    if matches!(*method, Method::GET | Method::HEAD) {
        return Ok(());
    }
    let site = headers.get("sec-fetch-site").map(HeaderValue::as_bytes);
    if site.is_some_and(|site| site != b"same-origin" && site != b"none") {
        return Err(Forged::Origin);
    }
    match headers.get(header::ORIGIN) {
        None => Ok(()),
        Some(origin) if is_own_origin(app, origin, headers) => Ok(()),
        Some(_) => Err(Forged::Origin),
    }
}

fn is_own_origin(app: &App, origin: &HeaderValue, headers: &HeaderMap) -> bool {
    let Ok(origin) = origin.to_str() else {
        return false;
    };
    let host = headers
        .get(header::HOST)
        .and_then(|host| host.to_str().ok())
        .unwrap_or("");
    let is_host = origin
        .split_once("://")
        .is_some_and(|(_, rest)| rest == host && !host.is_empty());
    is_host || origin == app.settings().public_url
}

/// A request that did not come from one of our own pages.
#[derive(Debug, thiserror::Error)]
pub enum Forged {
    /// It says it came from elsewhere.
    #[error(
        "This form was sent from another site and was not taken. Open the page here and send it again."
    )]
    Origin,
}

impl crate::fault::Refuse for Forged {
    fn key(&self) -> &'static str {
        match self {
            Forged::Origin => "form-other-site",
        }
    }

    fn status(&self) -> u16 {
        403
    }
}
