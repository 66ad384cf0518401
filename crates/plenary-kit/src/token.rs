//! Tokens: what a person's own program shows at the interface in place of a cookie.
//!
//! A token holds 128 random bits, is shown once and kept hashed; it may do what its person may, and ends when they say so
//! or when their data is erased. Absent: tokens with fewer rights than their person.

use axum::http::{HeaderMap, header};

use crate::app::App;
use crate::db::{Db, Tx};
use crate::fault::Fault;
use crate::id::ParticipantId;
use crate::policy::Viewer;
use crate::signin::hash;
use crate::time::Instant;
use crate::{given, queries, random};

queries! {
    MAKE = "INSERT INTO live_token (id, hash, participant, name, since) VALUES (?1, ?2, ?3, ?4, ?5)";
    END = "DELETE FROM live_token WHERE id = ?1 AND participant = ?2";
    FORGET = "DELETE FROM live_token WHERE participant = ?1";
    WHOSE = "SELECT participant FROM live_token WHERE hash = ?1";
    OF = "SELECT id, name, since FROM live_token WHERE participant = ?1 ORDER BY since, id LIMIT ?2";
}

/// The most tokens of one person.
pub const TOKENS: usize = 20;

/// A token as its person's list shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// Its id, which opens nothing.
    pub id: String,
    /// What its person calls it.
    pub name: String,
    /// Since when.
    pub since: Instant,
}

/// Makes a token and gives its secret, which is shown once.
pub fn make(
    tx: &Tx<'_>,
    person: &ParticipantId,
    name: &str,
    now: Instant,
) -> Result<String, Fault> {
    let secret = random::token();
    let (id, hash) = (random::token(), hash(&secret));
    tx.run(MAKE, given![id, hash, person, name, now])?;
    Ok(secret)
}

/// Ends one of the person's tokens.
pub fn end(tx: &Tx<'_>, person: &ParticipantId, id: &str) -> Result<(), Fault> {
    tx.run(END, given![id, person]).map(|_| ())
}

/// The person's tokens, oldest first.
pub fn of(db: &Db<'_>, person: &ParticipantId) -> Result<Vec<Token>, Fault> {
    db.all(OF, given![person, TOKENS], |row| {
        Ok(Token {
            id: row.get(0)?,
            name: row.get(1)?,
            since: row.get(2)?,
        })
    })
}

/// Ends all of a person's tokens: used when personal data is erased.
pub fn forget_person(tx: &Tx<'_>, person: &ParticipantId) -> Result<(), Fault> {
    tx.run(FORGET, given![person]).map(|_| ())
}

/// Whose token the request shows (`Authorization: Bearer`, RFC 6750 section 2.1); nobody's when it shows none or a wrong one.
pub(crate) fn viewer(app: &App, headers: &HeaderMap) -> Result<Option<Viewer>, Fault> {
    let shown = headers
        .get(header::AUTHORIZATION)
        .and_then(|value| value.to_str().ok());
    let secret = shown.and_then(|value| {
        let (scheme, secret) = value.split_once(' ')?;
        scheme.eq_ignore_ascii_case("bearer").then(|| secret.trim())
    });
    let Some(secret) = secret else {
        return Ok(None);
    };
    app.read(|db| {
        match db.one(WHOSE, given![hash(secret)], |row| {
            row.get::<ParticipantId>(0)
        })? {
            Some(person) => (app.rooms().viewer)(db, &person, app.now()),
            None => Ok(None),
        }
    })
}

/// Whether the request shows a token at all.
pub fn is_shown(headers: &HeaderMap) -> bool {
    headers.contains_key(header::AUTHORIZATION)
}
