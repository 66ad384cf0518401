//! The letters this room writes: a link to sign in with, and a link to join with.

use plenary_kit::app::App;
use plenary_kit::form::encode;
use plenary_kit::mail::Letter;
use plenary_kit::random;
use plenary_kit::signin::Link;
use plenary_kit::text::Address;
use plenary_kit::tongue::Tongue;

use super::rules::Person;

/// What a letter to somebody who is not a participant is about: it goes when data kept under the address goes.
pub fn about(folded_address: &str) -> String {
    format!("address:{folded_address}")
}

/// The letter with a link to sign in with.
pub fn sign_in(app: &App, person: &Person, to: Address, link: &Link, next: &str) -> Letter {
    let t = app.catalogue().choose(Some(&person.lang), None);
    let url = link_url(app, "sign-in", link, next);
    Letter {
        participant: Some(person.id.clone()),
        about: None,
        name: person.name.clone().unwrap_or_default(),
        body: body(app, &t, "sign-in-letter", &url),
        subject: subject(app, &t, "sign-in-letter-subject"),
        ..blank(to)
    }
}

/// The letter to an address that nobody here has: a link to join with.
pub fn join(app: &App, t: &Tongue, to: Address, link: &Link, next: &str) -> Letter {
    let url = link_url(app, "join", link, next);
    Letter {
        about: Some(about(&to.folded())),
        body: body(app, t, "sign-in-join-letter", &url),
        subject: subject(app, t, "sign-in-join-letter-subject"),
        ..blank(to)
    }
}

/// Where a link leads: the page with its button.
pub fn link_url(app: &App, door: &str, link: &Link, next: &str) -> String {
    let base = &app.settings().public_url;
    match next {
        "/" => format!("{base}/{door}/{}", link.token),
        _ => format!("{base}/{door}/{}?next={}", link.token, encode(next)),
    }
}

fn subject(app: &App, t: &Tongue, key: &str) -> String {
    t.say_with(key, &[("forum", plenary_kit::shell::face(app).name.into())])
}

fn body(app: &App, t: &Tongue, key: &str, url: &str) -> String {
    let forum = plenary_kit::shell::face(app).name;
    t.say_with(key, &[("forum", forum.into()), ("link", url.into())])
}

fn blank(to: Address) -> Letter {
    Letter {
        id: format!("sign-in-{}", random::token()),
        to,
        name: String::new(),
        participant: None,
        about: None,
        subject: String::new(),
        body: String::new(),
        attachment: None,
    }
}
