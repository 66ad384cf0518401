//! The signed head of the ledger, its keys, and proofs that it only grew: plain text for programs.

use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use plenary_kit::app::App;
use plenary_kit::fault::{Fault, Refuse, Stop};
use plenary_kit::tree;
use plenary_kit::web::{self, Who};

/// GET /checkpoint: the last signed checkpoint (c2sp.org/tlog-checkpoint).
pub async fn checkpoint(
    State(app): State<App>,
    who: Who,
    headers: HeaderMap,
) -> Result<Response, Stop> {
    let (size, note) = app.read(tree::last_checkpoint)?.ok_or(Stop::NotFound)?;
    web::with_etag(&who, &headers, &format!("checkpoint-{size}"), || {
        Ok(plain(note))
    })
}

/// GET /ledger/key: the public keys that have signed this ledger, the oldest first, one to a line.
pub async fn key(State(app): State<App>) -> Result<Response, Stop> {
    let keys = app.read(tree::keys)?;
    if keys.is_empty() {
        return Err(Stop::NotFound);
    }
    Ok(plain(keys.iter().map(|key| format!("{key}\n")).collect()))
}

/// GET /ledger/consistency?old=&new=: the proof that the ledger of `new` lines extends that of `old` lines
/// (RFC 6962, 2.1.2), one hash in base64 to a line. Without `new`, up to the last checkpoint.
pub async fn consistency(
    State(app): State<App>,
    RawQuery(query): RawQuery,
) -> Result<Response, Stop> {
    let mut asked = plenary_kit::form::query(query.as_deref().unwrap_or(""));
    let (old, new) = (asked.take("old"), asked.take("new"));
    let hashes = app.read(|db| {
        let (size, _) = tree::last_checkpoint(db)?.ok_or(Stop::NotFound)?;
        let old: u64 = old.parse().map_err(|_| NoSuchSizes)?;
        let new: u64 = match new.is_empty() {
            true => size,
            false => new.parse().map_err(|_| NoSuchSizes)?,
        };
        if old > new || new > size {
            return Err(NoSuchSizes.into());
        }
        tree::consistency(db, old, new).map_err(Stop::Fault)
    })?;
    Ok(plain(
        hashes.iter().map(|hash| format!("{hash}\n")).collect(),
    ))
}

/// The two sizes do not lie within the signed ledger.
#[derive(Debug, thiserror::Error)]
#[error("Give two sizes within the signed ledger: /ledger/consistency?old=12&new=40.")]
struct NoSuchSizes;

impl Refuse for NoSuchSizes {
    fn key(&self) -> &'static str {
        "site-no-such-sizes"
    }

    fn status(&self) -> u16 {
        400
    }
}

pub(super) fn plain(text: String) -> Response {
    ([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], text).into_response()
}

/// The name and short id of each key, which people compare by eye.
pub(super) fn fingerprints(app: &App) -> Result<Vec<String>, Fault> {
    Ok(app
        .read(tree::keys)?
        .iter()
        .map(ToString::to_string)
        .collect())
}
