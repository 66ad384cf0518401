//! Who is visiting: sessions, and the mailed links by which one is begun.
//!
//! A link holds 128 random bits, is kept hashed, lives ten minutes, works once and only in the browser that asked for
//! it; opened elsewhere it shows a short code to type there. Absent: passwords. Passkeys will begin a session through
//! [`begin_session`] as well.

use axum::http::{HeaderMap, Uri, header};
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};

use crate::app::App;
use crate::db::{Db, Tx};
use crate::fault::Fault;
use crate::id::ParticipantId;
use crate::policy::Viewer;
use crate::time::{DAY_MS, Instant, MINUTE_MS};
use crate::tongue::Tongue;
use crate::{given, queries, random};

queries! {
    SESSION = "SELECT participant, since FROM live_session WHERE id = ?1";
    BEGIN_SESSION = "INSERT INTO live_session (id, participant, since) VALUES (?1, ?2, ?3)";
    END_SESSION = "DELETE FROM live_session WHERE id = ?1";
    END_SESSIONS_OF = "DELETE FROM live_session WHERE participant = ?1";
    SWEEP_SESSIONS = "DELETE FROM live_session WHERE since < ?1";
    NEW_LINK = "INSERT INTO live_link (id, purpose, subject, browser, code, tries, ends, is_reusable) VALUES (?1, ?2, ?3, ?4, ?5, 0, ?6, ?7)";
    LINK = "SELECT purpose, subject, browser, code, ends, is_reusable, tries FROM live_link WHERE id = ?1";
    LINK_BY_CODE = "SELECT id, purpose, subject FROM live_link WHERE browser = ?1 AND code = ?2 AND ends > ?3 AND tries < ?4";
    COUNT_TRY = "UPDATE live_link SET tries = tries + 1 WHERE browser = ?1";
    USE_LINK = "DELETE FROM live_link WHERE id = ?1 AND is_reusable = 0";
    SWEEP_LINKS = "DELETE FROM live_link WHERE ends < ?1";
    DROP_LINKS_OF = "DELETE FROM live_link WHERE subject = ?1";
}

/// A mailed sign-in link works this long.
pub const LINK_LIFE_MS: i64 = 10 * MINUTE_MS;
/// A link that confirms a guest's item works this long: people read their mail tomorrow.
pub const CONFIRM_LIFE_MS: i64 = 7 * DAY_MS;
/// A session ends after this long.
pub const SESSION_LIFE_MS: i64 = 60 * DAY_MS;
/// So many wrong codes, then a new link is needed.
const CODE_TRIES: i64 = 5;

/// What is known of a visitor.
#[derive(Clone)]
pub struct Visit {
    /// Who the policy is asked about.
    pub viewer: Viewer,
    /// The language the pages speak to them.
    pub tongue: Tongue,
    /// The session's hashed id, when signed in.
    pub session: Option<String>,
    /// The token their forms carry; empty for visitors without a session.
    pub token: String,
    /// The language asked for in the address: it is kept for the next pages.
    pub asked_lang: Option<String>,
    /// The path asked for, without the query.
    pub path: String,
    /// The secret that binds a sign-in link to this browser, if one was asked for here.
    pub browser: Option<String>,
}

/// Reads the cookies and the language wishes of a request.
pub(crate) fn visit(app: &App, headers: &HeaderMap, uri: &Uri) -> Result<Visit, Fault> {
    let is_program = uri.path().starts_with(crate::web::INTERFACE);
    // A program shows a token; its requests never act on a browser's cookie, which another site could make it send.
    let session = cookie(headers, &session_cookie(app))
        .filter(|_| !is_program)
        .map(hash);
    let viewer = match &session {
        _ if is_program => crate::token::viewer(app, headers)?,
        Some(id) => app.read(|db| viewer_of(app, db, id))?,
        None => None,
    };
    let session = session.filter(|_| viewer.is_some());
    let token = session
        .as_deref()
        .map_or_else(String::new, |id| form_token(app, id));
    Ok(Visit {
        viewer: viewer.unwrap_or_default(),
        asked_lang: asked_lang(uri),
        path: uri.path().to_owned(),
        tongue: tongue(app, headers, uri),
        token,
        session,
        browser: cookie(headers, &browser_cookie(app)).map(str::to_owned),
    })
}

fn viewer_of(app: &App, db: &Db<'_>, session: &str) -> Result<Option<Viewer>, Fault> {
    let now = app.now();
    let row = db.one(SESSION, given![session], |row| {
        Ok((row.get::<ParticipantId>(0)?, row.get::<Instant>(1)?))
    })?;
    match row {
        Some((participant, since)) if now.ms_since(since) < SESSION_LIFE_MS => {
            (app.rooms().viewer)(db, &participant, now)
        }
        _ => Ok(None),
    }
}

fn tongue(app: &App, headers: &HeaderMap, uri: &Uri) -> Tongue {
    let asked = uri
        .query()
        .map(|query| crate::form::query(query).take("lang"))
        .filter(|lang| !lang.is_empty());
    let kept = cookie(headers, "lang").map(str::to_owned);
    let accepted = headers
        .get(header::ACCEPT_LANGUAGE)
        .and_then(|wish| wish.to_str().ok())
        .unwrap_or("");
    app.catalogue()
        .choose(asked.or(kept).as_deref(), Some(accepted))
}

fn asked_lang(uri: &Uri) -> Option<String> {
    uri.query()
        .map(|query| crate::form::query(query).take("lang"))
        .filter(|lang| !lang.is_empty())
}

fn form_token(app: &App, session: &str) -> String {
    let mut mac =
        Hmac::<Sha256>::new_from_slice(app.secret()).expect("HMAC takes a key of any length");
    mac.update(b"form\n");
    mac.update(session.as_bytes());
    hex(&mac.finalize().into_bytes()[..16])
}

fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let all = headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok());
    let mut pairs = all
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='));
    pairs
        .find(|(each, _)| *each == name)
        .map(|(_, value)| value)
}

/// Over https cookies carry the `__Host-` prefix; plain http exists for a machine's own address only.
fn host_cookie(app: &App, name: &str) -> String {
    if app.settings().public_url.starts_with("https://") {
        format!("__Host-{name}")
    } else {
        name.to_owned()
    }
}

fn session_cookie(app: &App) -> String {
    host_cookie(app, "session")
}

fn browser_cookie(app: &App) -> String {
    host_cookie(app, "browser")
}

fn set_cookie(app: &App, name: &str, value: &str, life_seconds: i64) -> String {
    let secure = if app.settings().public_url.starts_with("https://") {
        "; Secure"
    } else {
        ""
    };
    format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax; Max-Age={life_seconds}{secure}")
}

/// The `Set-Cookie` header that keeps a chosen language for a year.
pub(crate) fn language_cookie(lang: &str) -> String {
    format!("lang={lang}; Path=/; HttpOnly; SameSite=Lax; Max-Age=31536000")
}

/// The `Set-Cookie` header that binds this browser to the link it asked for.
pub fn bind_browser(app: &App, browser: &str) -> String {
    set_cookie(app, &browser_cookie(app), browser, CONFIRM_LIFE_MS / 1_000)
}

/// Begins a session and gives the `Set-Cookie` header for it.
pub fn begin_session(
    app: &App,
    tx: &Tx<'_>,
    participant: &ParticipantId,
    now: Instant,
) -> Result<String, Fault> {
    let token = random::token();
    tx.run(BEGIN_SESSION, given![hash(&token), participant, now])?;
    Ok(set_cookie(
        app,
        &session_cookie(app),
        &token,
        SESSION_LIFE_MS / 1_000,
    ))
}

/// Ends a session and gives the `Set-Cookie` header that clears it.
pub fn end_session(app: &App, tx: &Tx<'_>, session: &str) -> Result<String, Fault> {
    tx.run(END_SESSION, given![session])?;
    Ok(set_cookie(app, &session_cookie(app), "", 0))
}

/// Ends every session and link of a person: used when personal data is erased.
pub fn forget_person(tx: &Tx<'_>, participant: &ParticipantId) -> Result<(), Fault> {
    crate::token::forget_person(tx, participant)?;
    tx.run(END_SESSIONS_OF, given![participant])?;
    tx.run(DROP_LINKS_OF, given![participant.as_str()])
        .map(|_| ())
}

/// A link that was made: what goes into the mail and what stays in the browser.
#[derive(Clone, Debug)]
pub struct Link {
    /// The secret in the link.
    pub token: String,
    /// The code shown when the link is opened in another browser.
    pub code: String,
}

/// What a link is for, for whom, and how it may be used.
#[derive(Clone, Debug)]
pub struct NewLink<'a> {
    /// `sign-in`, `confirm`, `join`: the room that made it knows.
    pub purpose: &'a str,
    /// What it is about: an id or an address.
    pub subject: &'a str,
    /// The secret of the browser it is bound to; none for links that are good anywhere.
    pub browser: Option<&'a str>,
    /// When it stops working.
    pub ends: Instant,
    /// Whether it works more than once: only for links printed on the operator's own console.
    pub is_reusable: bool,
}

/// Makes a link.
pub fn make_link(tx: &Tx<'_>, new: &NewLink<'_>) -> Result<Link, Fault> {
    let link = Link {
        token: random::token(),
        code: random::six_digits(),
    };
    let browser = new.browser.map(hash);
    tx.run(
        NEW_LINK,
        given![
            hash(&link.token),
            new.purpose,
            new.subject,
            browser,
            link.code,
            new.ends,
            new.is_reusable
        ],
    )?;
    Ok(link)
}

/// A link that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// What it is for.
    pub purpose: String,
    /// What it is about.
    pub subject: String,
    /// The code to type in the browser that asked; none when this is that browser or any will do.
    pub code_elsewhere: Option<String>,
}

/// Looks a link up without using it; nothing when it is unknown, used or over.
pub fn find_link(
    db: &Db<'_>,
    token: &str,
    browser: Option<&str>,
    now: Instant,
) -> Result<Option<Found>, Fault> {
    let row = db.one(LINK, given![hash(token)], |row| {
        let bound: Option<String> = row.get(2)?;
        let is_here = bound.is_none() || bound == browser.map(hash);
        let code = if is_here { None } else { Some(row.get(3)?) };
        Ok((
            Found {
                purpose: row.get(0)?,
                subject: row.get(1)?,
                code_elsewhere: code,
            },
            row.get::<Instant>(4)?,
        ))
    })?;
    Ok(row.filter(|(_, ends)| *ends > now).map(|(found, _)| found))
}

/// Uses a link up; nothing when it cannot be used here and now.
pub fn use_link(
    tx: &Tx<'_>,
    token: &str,
    browser: Option<&str>,
    now: Instant,
) -> Result<Option<Found>, Fault> {
    let found = find_link(tx, token, browser, now)?.filter(|found| found.code_elsewhere.is_none());
    if found.is_some() {
        tx.run(USE_LINK, given![hash(token)])?;
    }
    Ok(found)
}

/// Uses the link whose code was typed in the browser that asked for it; wrong codes count.
pub fn use_code(
    tx: &Tx<'_>,
    browser: &str,
    code: &str,
    now: Instant,
) -> Result<Option<Found>, Fault> {
    let browser = hash(browser);
    let row = db_code(tx, &browser, code.trim(), now)?;
    match row {
        None => tx.run(COUNT_TRY, given![browser]).map(|_| None),
        Some((id, purpose, subject)) => {
            tx.run(USE_LINK, given![id])?;
            Ok(Some(Found {
                purpose,
                subject,
                code_elsewhere: None,
            }))
        }
    }
}

fn db_code(
    db: &Db<'_>,
    browser: &str,
    code: &str,
    now: Instant,
) -> Result<Option<(String, String, String)>, Fault> {
    db.one(
        LINK_BY_CODE,
        given![browser, code, now, CODE_TRIES],
        |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
    )
}

/// Sweeps out what has ended.
pub fn sweep(tx: &Tx<'_>, now: Instant) -> Result<(), Fault> {
    tx.run(SWEEP_LINKS, given![now])?;
    tx.run(SWEEP_SESSIONS, given![now.plus_ms(-SESSION_LIFE_MS)])
        .map(|_| ())
}

pub(crate) fn hash(secret: impl AsRef<[u8]>) -> String {
    hex(&Sha256::digest(secret.as_ref()))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A secret word that proves this forum gave it out for `what`: lets somebody without a session see what was theirs.
pub fn pass_for(app: &App, what: &str) -> String {
    let mut mac =
        Hmac::<Sha256>::new_from_slice(app.secret()).expect("HMAC takes a key of any length");
    mac.update(b"pass\n");
    mac.update(what.as_bytes());
    hex(&mac.finalize().into_bytes()[..16])
}
