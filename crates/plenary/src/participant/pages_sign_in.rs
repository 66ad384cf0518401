//! Signing in and joining: a link is mailed, opening it changes nothing, pressing its button does.
//!
//! A passkey will be offered on the first of these pages, above the address.

use std::net::SocketAddr;

use axum::Extension;
use axum::extract::{ConnectInfo, Path, RawQuery, State};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use plenary_kit::app::App;
use plenary_kit::db::Tx;
use plenary_kit::fault::{Fault, Stop};
use plenary_kit::form::{self, Form as Sent, encode};
use plenary_kit::id::ParticipantId;
use plenary_kit::limit::Rate;
use plenary_kit::page::form::hidden;
use plenary_kit::page::{Button, Faults, Field, Form, Place, code_box, heading};
use plenary_kit::signin::{self, Found, NewLink};
use plenary_kit::text::{self, Address};
use plenary_kit::time::{Instant, MINUTE_MS, SECOND_MS};
use plenary_kit::tongue::Tongue;
use plenary_kit::web::Who;
use plenary_kit::{mail, random};

use super::pages::{Reader, Typed, as_faults, group_field, groups, lang_field, own_path, shown};
use super::refusal::ParticipantRefusal;
use super::rules::{Join, NAME_LETTERS};
use super::{acts, letters, store};
use crate::forum::Group;

/// What a link to sign in is for; its subject is a participant.
pub const SIGN_IN: &str = "sign-in";
/// What a link to join is for; its subject is an address.
pub const JOIN: &str = "join";

/// Letters to one address asked for from one network: enough for a slow mailbox, no tool to fill one up.
const PER_ADDRESS_AND_NETWORK: Rate = Rate {
    every_ms: 3 * MINUTE_MS,
    burst: 5,
};
/// Letters to one address from everywhere; more, so that somebody elsewhere cannot lock the person out.
const PER_ADDRESS: Rate = Rate {
    every_ms: 3 * MINUTE_MS,
    burst: 20,
};
/// Letters asked for from one network: a full room behind one address signs in within a minute.
const PER_NETWORK: Rate = Rate {
    every_ms: SECOND_MS / 5,
    burst: 600,
};

type Peer = Option<Extension<ConnectInfo<SocketAddr>>>;

/// GET /sign-in: asks for the address.
pub async fn sign_in(State(app): State<App>, who: Who, RawQuery(query): RawQuery) -> Response {
    let next = next_of(query);
    if who.session.is_some() {
        return Redirect::to(own_path(&next)).into_response();
    }
    let typed = Typed::of(&[("next", own_path(&next))]);
    ask_page(&app, &who, &typed, &Faults::default(), 200)
}

fn next_of(query: Option<String>) -> String {
    form::query(query.as_deref().unwrap_or("")).take("next")
}

fn ask_page(app: &App, who: &Who, typed: &Typed, faults: &Faults, status: u16) -> Response {
    let t = &who.tongue;
    let title = t.say("sign-in-title");
    let body = html! {
        (heading(None, &title, Some(html! { (t.say("sign-in-how")) })))
        (ask_form(t, who, typed, faults))
        p .small { (t.say("sign-in-new-here")) }
        p .small { (t.say("sign-in-passkey-later")) }
    };
    shown(app, who, Place::Elsewhere, &title, body, status)
}

fn ask_form(t: &Tongue, who: &Who, typed: &Typed, faults: &Faults) -> Markup {
    Form::new("/sign-in", &who.token).faults(t, faults).render(html! {
        (hidden("next", typed.get("next")))
        (Field::new("address", &t.say("sign-in-address")).required().fault(faults).email(t, typed.get("address")))
        p .acts { (Button::main(&t.say("sign-in-send"))) }
    })
}

/// POST /sign-in: mails a link. The answer is the same whether somebody here has the address or not.
pub async fn ask_link(
    State(app): State<App>,
    who: Who,
    peer: Peer,
    mut sent: Sent,
) -> Result<Response, Stop> {
    let typed = Typed::take(&mut sent, &["address", "next"])?;
    let address: Address = match typed.get("address").parse() {
        Ok(address) => address,
        Err(bad) => {
            let faults = Faults::new(vec![(
                "address",
                plenary_kit::web::in_words(&who.tongue, &bad),
            )]);
            return Ok(ask_page(&app, &who, &typed, &faults, 422));
        }
    };
    if !may_ask(&app, &address, peer) {
        let (status, faults) = as_faults(&who.tongue, ParticipantRefusal::TooManyLetters.into())?;
        return Ok(ask_page(&app, &who, &typed, &faults, status));
    }
    let next = own_path(typed.get("next")).to_owned();
    let browser = who.browser.clone().unwrap_or_else(random::token);
    mail_link(&app, &who.tongue, address, &browser, &next).await?;
    let there = Redirect::to(&format!("/sign-in-code?next={}", encode(&next)));
    Ok(with_cookie(
        there.into_response(),
        &signin::bind_browser(&app, &browser),
    ))
}

fn may_ask(app: &App, address: &Address, peer: Peer) -> bool {
    let network = peer.map_or_else(String::new, |Extension(ConnectInfo(peer))| network(peer));
    let (address, now) = (address.folded(), app.now());
    let allows = |sender: String, rate| app.limits().allows(&sender, rate, now);
    allows(format!("sign-in network {network}"), PER_NETWORK)
        && allows(
            format!("sign-in {address} from {network}"),
            PER_ADDRESS_AND_NETWORK,
        )
        && allows(format!("sign-in {address}"), PER_ADDRESS)
}

/// An IPv4 address, or the 64 bits of an IPv6 address that one subscriber is given.
fn network(peer: SocketAddr) -> String {
    match peer.ip().to_canonical() {
        std::net::IpAddr::V4(ip) => ip.to_string(),
        std::net::IpAddr::V6(ip) => format!("{:x?}", &ip.segments()[..4]),
    }
}

async fn mail_link(
    app: &App,
    t: &Tongue,
    address: Address,
    browser: &str,
    next: &str,
) -> Result<(), Fault> {
    let (here, t, browser, next) = (app.clone(), t.clone(), browser.to_owned(), next.to_owned());
    let now = app.now();
    let body = app
        .tend(move |tx| {
            let person = match store::by_address(tx, &address)? {
                Some(id) => store::person(tx, &id)?,
                None => None,
            };
            let folded = address.folded();
            let (purpose, subject) = match &person {
                Some(person) => (SIGN_IN, person.id.as_str()),
                None => (JOIN, folded.as_str()),
            };
            let ends = now.plus_ms(signin::LINK_LIFE_MS);
            let new = NewLink {
                purpose,
                subject,
                browser: Some(&browser),
                ends,
                is_reusable: false,
            };
            let link = signin::make_link(tx, &new)?;
            let letter = match &person {
                Some(person) => {
                    // To the spelling the person gave when they joined, whatever was typed just now.
                    let to = person.address.clone().unwrap_or(address);
                    letters::sign_in(&here, person, to, &link, &next)
                }
                None => letters::join(&here, &t, address, &link, &next),
            };
            mail::put(tx, &letter, now)?;
            Ok(letter.body)
        })
        .await?;
    if app.settings().smtp.is_none() {
        // Without a relay the operator's console is the only place a first person can find the link.
        eprintln!("{body}");
    }
    Ok(())
}

/// GET /sign-in-code: says that a letter is on its way, and takes the code of a link opened elsewhere.
pub async fn code_page(State(app): State<App>, who: Who, RawQuery(query): RawQuery) -> Response {
    let next = next_of(query);
    if who.session.is_some() {
        return Redirect::to(own_path(&next)).into_response();
    }
    let typed = Typed::of(&[("next", own_path(&next))]);
    sent_page(&app, &who, &typed, &Faults::default(), 200)
}

fn sent_page(app: &App, who: &Who, typed: &Typed, faults: &Faults, status: u16) -> Response {
    let t = &who.tongue;
    let title = t.say("sign-in-sent-title");
    let body = html! {
        (heading(None, &title, Some(html! { (t.say("sign-in-sent-lead")) })))
        h2 { (t.say("sign-in-elsewhere")) }
        (Form::new("/sign-in-code", &who.token).faults(t, faults).render(html! {
            (hidden("next", typed.get("next")))
            (Field::new("code", &t.say("sign-in-code")).required().autocomplete("one-time-code").fault(faults)
                .text(t, typed.get("code")))
            p .acts { (Button::main(&t.say("sign-in-use-code"))) }
        }))
        p { (t.say("sign-in-nothing-came")) " " a href="/sign-in" { (t.say("sign-in-again")) } }
    };
    shown(app, who, Place::Elsewhere, &title, body, status)
}

/// POST /sign-in-code: the code works in the browser that asked for the link, five tries long.
pub async fn use_code(State(app): State<App>, who: Who, mut sent: Sent) -> Result<Response, Stop> {
    let typed = Typed::take(&mut sent, &["code", "next"])?;
    let browser = who.browser.clone().unwrap_or_default();
    let (code, now) = (typed.get("code").replace(' ', ""), app.now());
    let bound = browser.clone();
    let found = app
        .tend(move |tx| signin::use_code(tx, &browser, &code, now))
        .await?;
    let next = own_path(typed.get("next"));
    match found {
        Some(found) if found.purpose == SIGN_IN => begin(&app, &found.subject, next).await,
        Some(found) if found.purpose == JOIN => {
            let link = app
                .tend(move |tx| join_here(tx, &found.subject, &bound, now))
                .await?;
            let url = format!("/join/{}?next={}", link.token, encode(next));
            Ok(Redirect::to(&url).into_response())
        }
        _ => {
            let (status, faults) = as_faults(&who.tongue, ParticipantRefusal::WrongCode.into())?;
            Ok(sent_page(&app, &who, &typed, &faults, status))
        }
    }
}

/// The code used the mailed link up; the form that follows needs one of its own in this browser.
fn join_here(
    tx: &Tx<'_>,
    address: &str,
    browser: &str,
    now: Instant,
) -> Result<signin::Link, Fault> {
    let ends = now.plus_ms(signin::LINK_LIFE_MS);
    let browser = Some(browser);
    let new = NewLink {
        purpose: JOIN,
        subject: address,
        browser,
        ends,
        is_reusable: false,
    };
    signin::make_link(tx, &new)
}

/// GET /sign-in/{token}: shows a button and changes nothing; elsewhere than in the asking browser it shows the code.
pub async fn link_page(
    State(app): State<App>,
    who: Who,
    Path(token): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, Stop> {
    let next = next_of(query);
    let Some(found) = find(&app, &who, &token, SIGN_IN)? else {
        return Ok(old_link(&app, &who, own_path(&next)));
    };
    let t = &who.tongue;
    if let Some(code) = found.code_elsewhere {
        return Ok(code_elsewhere(&app, &who, &code));
    }
    let title = t.say("sign-in-button-title");
    let action = format!("/sign-in/{token}");
    let body = html! {
        (heading(None, &title, Some(html! { (t.say("sign-in-button-lead")) })))
        (Form::new(&action, &who.token).render(html! {
            (hidden("next", own_path(&next)))
            p .acts { (Button::main(&t.say("sign-in-button"))) }
        }))
    };
    Ok(shown(&app, &who, Place::Elsewhere, &title, body, 200))
}

fn find(app: &App, who: &Who, token: &str, purpose: &str) -> Result<Option<Found>, Fault> {
    let now = app.now();
    let found = app.read(|db| signin::find_link(db, token, who.browser.as_deref(), now))?;
    Ok(found.filter(|found| found.purpose == purpose))
}

fn code_elsewhere(app: &App, who: &Who, code: &str) -> Response {
    let t = &who.tongue;
    let title = t.say("sign-in-code-title");
    let body = html! {
        (heading(None, &title, Some(html! { (t.say("sign-in-code-lead")) })))
        (code_box(t, "code", code))
        p { (t.say("sign-in-code-beware")) }
    };
    shown(app, who, Place::Elsewhere, &title, body, 200)
}

/// The page of a link that opens nothing any more: what to do, and the form to do it with.
fn old_link(app: &App, who: &Who, next: &str) -> Response {
    let t = &who.tongue;
    let title = t.say("sign-in-old-title");
    let body = html! {
        (heading(None, &title, Some(html! { (t.say("sign-in-old-lead")) })))
        (ask_form(t, who, &Typed::of(&[("next", next)]), &Faults::default()))
    };
    shown(app, who, Place::Elsewhere, &title, body, 410)
}

/// POST /sign-in/{token}: uses the link up and begins the session.
pub async fn use_link(
    State(app): State<App>,
    who: Who,
    Path(token): Path<String>,
    mut sent: Sent,
) -> Result<Response, Stop> {
    let typed = Typed::take(&mut sent, &["next"])?;
    let next = own_path(typed.get("next"));
    if find(&app, &who, &token, SIGN_IN)?.is_none() {
        return Ok(match who.session {
            Some(_) => Redirect::to(next).into_response(),
            None => old_link(&app, &who, next),
        });
    }
    let (browser, now) = (who.browser.clone(), app.now());
    let used = app
        .tend(move |tx| signin::use_link(tx, &token, browser.as_deref(), now))
        .await?;
    match used {
        Some(found) => begin(&app, &found.subject, next).await,
        None => Ok(old_link(&app, &who, next)),
    }
}

/// Begins a session of the person who has just proved their address, which also confirms a guest.
async fn begin(app: &App, subject: &str, next: &str) -> Result<Response, Stop> {
    let id: ParticipantId = subject.parse().map_err(Fault::broken)?;
    acts::confirm(app, &id).await?;
    let (here, now) = (app.clone(), app.now());
    let cookie = app
        .tend(move |tx| signin::begin_session(&here, tx, &id, now))
        .await?;
    Ok(with_cookie(Redirect::to(next).into_response(), &cookie))
}

fn with_cookie(mut response: Response, cookie: &str) -> Response {
    if let Ok(cookie) = HeaderValue::from_str(cookie) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}

/// POST /sign-out: ends the session here.
pub async fn sign_out(State(app): State<App>, who: Who, sent: Sent) -> Result<Response, Stop> {
    sent.finish()?;
    let there = Redirect::to("/").into_response();
    let Some(session) = who.session.clone() else {
        return Ok(there);
    };
    let here = app.clone();
    let cookie = app
        .tend(move |tx| signin::end_session(&here, tx, &session))
        .await?;
    Ok(with_cookie(there, &cookie))
}

/// GET /join/{token}: asks somebody new for name, group and language.
pub async fn join_page(
    State(app): State<App>,
    who: Who,
    Path(token): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, Stop> {
    let next = next_of(query);
    match find(&app, &who, &token, JOIN)? {
        None => Ok(old_link(&app, &who, own_path(&next))),
        Some(Found {
            code_elsewhere: Some(code),
            ..
        }) => Ok(code_elsewhere(&app, &who, &code)),
        Some(_) => {
            let typed = Typed::of(&[("next", own_path(&next)), ("lang", who.tongue.lang())]);
            join_form(
                &app,
                &who,
                &token,
                &groups(&app)?,
                &typed,
                (200, Faults::default()),
            )
        }
    }
}

fn join_form(
    app: &App,
    who: &Who,
    token: &str,
    groups: &[Group],
    typed: &Typed,
    (status, faults): (u16, Faults),
) -> Result<Response, Stop> {
    let t = &who.tongue;
    let title = t.say("sign-in-join-title");
    let action = format!("/join/{token}");
    let body = html! {
        (heading(None, &title, Some(html! { (t.say("sign-in-join-lead")) })))
        (Form::new(&action, &who.token).faults(t, &faults).render(html! {
            (hidden("next", typed.get("next")))
            (Field::new("name", &t.say("participant-name")).hint(&t.say("participant-name-hint")).required()
                .autocomplete("name").fault(&faults).text(t, typed.get("name")))
            (group_field(t, groups, typed, &faults))
            (lang_field(t, typed, &faults))
            p .acts { (Button::main(&t.say("sign-in-join-button"))) }
        }))
    };
    Ok(shown(app, who, Place::Elsewhere, &title, body, status))
}

/// POST /join/{token}: takes the person in, confirmed, and signs them in.
pub async fn join(
    State(app): State<App>,
    who: Who,
    Path(token): Path<String>,
    mut sent: Sent,
) -> Result<Response, Stop> {
    let typed = Typed::take(&mut sent, &["name", "group", "lang", "next"])?;
    let next = own_path(typed.get("next"));
    let found = find(&app, &who, &token, JOIN)?.filter(|found| found.code_elsewhere.is_none());
    let Some(found) = found else {
        return Ok(match who.session {
            Some(_) => Redirect::to(next).into_response(),
            None => old_link(&app, &who, next),
        });
    };
    let address: Address = found.subject.parse().map_err(Fault::broken)?;
    let outcome = match read_join(&who.tongue, &typed, address) {
        Err(faults) => Err((422, faults)),
        Ok(ask) => match acts::join_by_link(&app, ask).await {
            Ok(id) => Ok(id),
            Err(stop) => Err(as_faults(&who.tongue, stop)?),
        },
    };
    match outcome {
        Err(refused) => join_form(&app, &who, &token, &groups(&app)?, &typed, refused),
        Ok(id) => {
            let (browser, now) = (who.browser.clone(), app.now());
            app.tend(move |tx| signin::use_link(tx, &token, browser.as_deref(), now))
                .await?;
            begin(&app, id.as_str(), next).await
        }
    }
}

fn read_join(t: &Tongue, typed: &Typed, address: Address) -> Result<Join, Faults> {
    let mut read = Reader::new(t, typed);
    let name = read.read("name", |text| text::line(text, NAME_LETTERS));
    let (group, lang) = (read.group(), read.lang());
    read.finish()?;
    Ok(Join {
        name,
        address: Some(address),
        group,
        lang,
    })
}
