//! `/me/profile`: what a person says of themselves; `/me/data`: what is kept about them, and having it erased.

use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use plenary_kit::app::App;
use plenary_kit::fault::Stop;
use plenary_kit::form::Form as Sent;
use plenary_kit::id::OrganisationId;
use plenary_kit::page::form::hidden;
use plenary_kit::page::{Button, Choice, Faults, Field, Form, Place, facts, heading, safe_text};
use plenary_kit::random;
use plenary_kit::text;
use plenary_kit::time::{DAY_MS, Instant};
use plenary_kit::tongue::Tongue;
use plenary_kit::web::Who;

use super::acts::{self, Hand, Personal, Told};
use super::pages::{
    LANGUAGES, Reader, Typed, as_faults, chosen, day, group_field, group_name, hand, lang_field,
    last_day, person_of, shown,
};
use super::pages_erase::{self, Erasing};
use super::rules::{
    self, ABOUT_LETTERS, Affiliation, ChangeProfile, NAME_LETTERS, Organisation, Person,
    TITLE_LETTERS,
};
use super::store;
use crate::forum::{Group, store as forum};

/// The most organisations a form offers.
pub(super) const ORGANISATIONS_OFFERED: usize = 1_000;

struct Ground {
    person: Person,
    affiliations: Vec<Affiliation>,
    organisations: Vec<Organisation>,
    groups: Vec<Group>,
}

fn ground(app: &App, hand: &Hand) -> Result<Ground, Stop> {
    let id = hand.by().ok_or(Stop::SignIn)?;
    app.read(|db| {
        Ok(Ground {
            person: person_of(db, id)?,
            affiliations: store::affiliations(db, id)?,
            organisations: store::organisations(db, "", ORGANISATIONS_OFFERED)?,
            groups: forum::groups(db)?,
        })
    })
}

/// Which of the page's two forms was refused, and how.
#[derive(Default)]
struct Refused {
    profile: Option<(Typed, Faults)>,
    affiliation: Option<(Typed, Faults)>,
}

/// GET /me/profile
pub async fn profile(State(app): State<App>, who: Who) -> Result<Response, Stop> {
    render(&app, &who, Refused::default(), 200)
}

fn render(app: &App, who: &Who, refused: Refused, status: u16) -> Result<Response, Stop> {
    let (t, ground) = (&who.tongue, ground(app, &hand(who)?)?);
    let title = t.say("participant-profile-title");
    let (typed, faults) = refused
        .profile
        .unwrap_or_else(|| (as_typed(&ground.person), Faults::default()));
    let (added, add_faults) = refused.affiliation.unwrap_or_default();
    let body = html! {
        (heading(None, &title, Some(html! { (t.say("participant-profile-lead")) })))
        (profile_form(t, who, &ground.groups, &typed, &faults))
        h2 { (t.say("participant-affiliations")) }
        p { (t.say("participant-affiliations-lead")) }
        (affiliation_list(t, &ground.affiliations, |one| end_form(t, who, "/me/affiliations/end", one)))
        (affiliation_form(t, who, "/me/affiliations", &ground.organisations, &added, &add_faults))
        h2 { (t.say("participant-data-title")) }
        p { a href="/me/data" { (t.say("participant-data-link")) } }
        p { a href="/me/tokens" { (t.say("participant-tokens-link")) } }
    };
    Ok(shown(app, who, Place::Me, &title, body, status))
}

fn as_typed(person: &Person) -> Typed {
    Typed::of(&[
        ("name", person.name.as_deref().unwrap_or("")),
        ("about", person.about.as_deref().unwrap_or("")),
        ("group", person.group.as_deref().unwrap_or("")),
        ("lang", &person.lang),
    ])
}

fn profile_form(t: &Tongue, who: &Who, groups: &[Group], typed: &Typed, faults: &Faults) -> Markup {
    let (name, about) = (t.say("participant-name"), t.say("participant-about"));
    let letters = u32::try_from(ABOUT_LETTERS).unwrap_or(u32::MAX);
    Form::new("/me/profile", &who.token).key(&random::key()).faults(t, faults).render(html! {
        (Field::new("name", &name).hint(&t.say("participant-name-hint")).required().autocomplete("name")
            .fault(faults).text(t, typed.get("name")))
        (group_field(t, groups, typed, faults))
        (lang_field(t, typed, faults))
        (Field::new("about", &about).hint(&t.say("participant-about-hint")).fault(faults)
            .words(t, typed.get("about"), letters))
        p .acts { (Button::main(&t.say("participant-save"))) }
    })
}

/// POST /me/profile
pub async fn change_profile(
    State(app): State<App>,
    who: Who,
    mut sent: Sent,
) -> Result<Response, Stop> {
    let (once, hand) = (sent.once(), hand(&who)?);
    let typed = Typed::take(&mut sent, &["name", "about", "group", "lang"])?;
    let outcome = match read_profile(&who.tongue, &typed) {
        Err(faults) => Err((422, faults)),
        Ok(ask) => {
            let id = hand.by().cloned().ok_or(Stop::SignIn)?;
            let done = acts::act_on(&app, &hand, once, &id, move |db, viewer, person| {
                Ok(rules::change_profile(
                    viewer,
                    person,
                    &forum::groups(db)?,
                    ask,
                )?)
            });
            match done.await {
                Ok(_) => Ok(()),
                Err(stop) => Err(as_faults(&who.tongue, stop)?),
            }
        }
    };
    match outcome {
        Ok(()) => Ok(Redirect::to("/me/profile").into_response()),
        Err((status, faults)) => {
            let profile = Some((typed, faults));
            render(
                &app,
                &who,
                Refused {
                    profile,
                    affiliation: None,
                },
                status,
            )
        }
    }
}

fn read_profile(t: &Tongue, typed: &Typed) -> Result<ChangeProfile, Faults> {
    let mut read = Reader::new(t, typed);
    let name = read.read("name", |text| text::line(text, NAME_LETTERS));
    let about = read.read("about", |text| text::maybe_prose(text, ABOUT_LETTERS));
    let (group, lang) = (read.group(), read.lang());
    read.finish()?;
    Ok(ChangeProfile {
        name,
        about,
        group,
        lang,
    })
}

/// The affiliations as a list, each followed by what can be done with it.
pub(super) fn affiliation_list(
    t: &Tongue,
    all: &[Affiliation],
    act: impl Fn(&Affiliation) -> Markup,
) -> Markup {
    html! {
        @if all.is_empty() { p { (t.say("participant-no-affiliations")) } }
        @else { ul { @for one in all { li { (affiliation_line(t, one)) " " (act(one)) } } } }
    }
}

fn affiliation_line(t: &Tongue, one: &Affiliation) -> Markup {
    let utc = jiff::tz::TimeZone::UTC;
    let from = t.day(one.since.0, &utc);
    html! {
        @if let Some(title) = &one.title { bdi { (safe_text(title)) } ", " }
        bdi { (safe_text(&one.organisation_name)) } ", "
        @match one.until {
            None => (t.mark_with("participant-since", &[("from", from.into())])),
            Some(until) => (t.mark_with("participant-from-to",
                &[("from", from.into()), ("to", t.day(until.0 - DAY_MS, &utc).into())])),
        }
        @if one.confirmed.is_none() { " " em { (t.say("participant-unconfirmed")) } }
    }
}

/// The button that ends an affiliation today.
pub(super) fn end_form(t: &Tongue, who: &Who, action: &str, one: &Affiliation) -> Markup {
    html! {
        @if one.until.is_none() {
            (affiliation_button(who, action, one, Button::quiet(&t.say("participant-end-affiliation"))))
        }
    }
}

/// A button about one affiliation.
pub(super) fn affiliation_button(
    who: &Who,
    action: &str,
    one: &Affiliation,
    button: Button,
) -> Markup {
    Form::new(action, &who.token)
        .key(&random::key())
        .render(html! {
            (hidden("organisation", one.organisation.as_str()))
            (hidden("since", &one.since.0.to_string()))
            (button)
        })
}

/// The form that adds an affiliation.
pub(super) fn affiliation_form(
    t: &Tongue,
    who: &Who,
    action: &str,
    organisations: &[Organisation],
    typed: &Typed,
    faults: &Faults,
) -> Markup {
    let choices: Vec<Choice> = organisations
        .iter()
        .map(|one| Choice {
            value: one.id.as_str(),
            label: &one.name,
        })
        .collect();
    let day_hint = t.say("participant-day-hint");
    Form::new(action, &who.token).key(&random::key()).faults(t, faults).render(html! {
        h3 { (t.say("participant-add-affiliation")) }
        (Field::new("organisation", &t.say("participant-organisation"))
            .hint(&t.say("participant-organisation-hint")).required().fault(faults)
            .choose(t, &choices, typed.get("organisation")))
        (Field::new("title", &t.say("participant-title")).fault(faults).text(t, typed.get("title")))
        (Field::new("since", &t.say("participant-first-day")).hint(&day_hint).required().fault(faults)
            .text(t, typed.get("since")))
        (Field::new("until", &t.say("participant-last-day")).hint(&t.say("participant-last-day-hint"))
            .fault(faults).text(t, typed.get("until")))
        p .acts { (Button::main(&t.say("participant-add-affiliation"))) }
    })
}

/// The fields of [`affiliation_form`].
pub(super) const AFFILIATION_FIELDS: [&str; 4] = ["organisation", "title", "since", "until"];

/// Reads an affiliation form.
pub(super) fn read_affiliation(t: &Tongue, typed: &Typed) -> Result<Told, Faults> {
    let mut read = Reader::new(t, typed);
    let organisation = read.read("organisation", chosen);
    let title = read.read("title", |text| text::maybe_line(text, TITLE_LETTERS));
    let since = read.read("since", day);
    let until = read.read("until", last_day);
    read.finish()?;
    Ok(Told {
        organisation,
        title,
        since,
        until,
    })
}

/// POST /me/affiliations
pub async fn add_affiliation(
    State(app): State<App>,
    who: Who,
    mut sent: Sent,
) -> Result<Response, Stop> {
    let (once, hand) = (sent.once(), hand(&who)?);
    let typed = Typed::take(&mut sent, &AFFILIATION_FIELDS)?;
    let id = hand.by().cloned().ok_or(Stop::SignIn)?;
    let outcome = match read_affiliation(&who.tongue, &typed) {
        Err(faults) => Err((422, faults)),
        Ok(read) => match acts::affiliate(&app, &hand, once, &id, read).await {
            Ok(()) => Ok(()),
            Err(stop) => Err(as_faults(&who.tongue, stop)?),
        },
    };
    match outcome {
        Ok(()) => Ok(Redirect::to("/me/profile").into_response()),
        Err((status, faults)) => {
            let affiliation = Some((typed, faults));
            render(
                &app,
                &who,
                Refused {
                    profile: None,
                    affiliation,
                },
                status,
            )
        }
    }
}

/// The affiliation that a button was about.
pub(super) fn which(typed: &Typed) -> Result<(OrganisationId, Instant), Stop> {
    let organisation = typed
        .get("organisation")
        .parse()
        .map_err(|_| Stop::NotFound)?;
    let since: i64 = typed.get("since").parse().map_err(|_| Stop::NotFound)?;
    Ok((organisation, Instant(since)))
}

/// POST /me/affiliations/end: today is its last day.
pub async fn end_affiliation(
    State(app): State<App>,
    who: Who,
    mut sent: Sent,
) -> Result<Response, Stop> {
    let (once, hand) = (sent.once(), hand(&who)?);
    let id = hand.by().cloned().ok_or(Stop::SignIn)?;
    let (organisation, since) = which(&Typed::take(&mut sent, &["organisation", "since"])?)?;
    let until = tomorrow(app.now());
    acts::act_on(&app, &hand, once, &id, move |db, viewer, person| {
        let one = acts::affiliation(db, person, &organisation, since)?;
        Ok(rules::end_affiliation(viewer, person, &one, until)?)
    })
    .await?;
    Ok(Redirect::to("/me/profile").into_response())
}

/// The first instant of the next day in UTC: what ends today ends then.
pub(super) fn tomorrow(now: Instant) -> Instant {
    Instant((now.utc_day() + 1) * DAY_MS)
}

/// GET /me/data: what is kept, and the form that has it erased.
pub async fn my_data(elsewhere: Personal, app: App, who: Who) -> Result<Response, Stop> {
    data_page(
        elsewhere,
        &app,
        &who,
        &Typed::default(),
        (200, Faults::default()),
    )
}

fn data_page(
    elsewhere: Personal,
    app: &App,
    who: &Who,
    typed: &Typed,
    (status, faults): (u16, Faults),
) -> Result<Response, Stop> {
    let (t, ground) = (&who.tongue, ground(app, &hand(who)?)?);
    let erasing = pages_erase::erasing(app, who, &ground.person.id, elsewhere)?;
    let title = t.say("participant-data-title");
    let none = || t.say("participant-none").into_owned();
    let address = ground
        .person
        .address
        .as_ref()
        .map_or_else(none, |address| address.as_str().into());
    let group = ground
        .person
        .group
        .as_deref()
        .map_or_else(none, |word| group_name(&ground.groups, word).into());
    let body = html! {
        (heading(None, &title, Some(html! { (t.say("participant-data-lead")) })))
        (facts(&[
            (&t.say("participant-name"), html! { bdi { (safe_text(ground.person.name.as_deref().unwrap_or(""))) } }),
            (&t.say("participant-address"), html! { bdi { (address) } }),
            (&t.say("participant-group"), html! { (group) }),
            (&t.say("participant-lang"), html! { (language(&ground.person.lang)) }),
            (&t.say("participant-joined"), t.day(ground.person.joined.0, &plenary_kit::shell::face(app).zone)),
            (&t.say("participant-affiliations"), html! { (ground.affiliations.len()) }),
            (&t.say("participant-texts-kept"), html! { (t.number(erasing.texts)) }),
        ]))
        p { (t.say("participant-data-letters")) }
        (erase_section(t, who, &erasing, typed, &faults))
    };
    Ok(shown(app, who, Place::Me, &title, body, status))
}

fn erase_section(
    t: &Tongue,
    who: &Who,
    erasing: &Erasing,
    typed: &Typed,
    faults: &Faults,
) -> Markup {
    html! {
        h2 { (t.say("participant-erase-me-title")) }
        p { (t.say("participant-erase-means")) }
        @match &erasing.may {
            Err(refusal) => p { (plenary_kit::web::in_words(t, refusal)) },
            Ok(()) => (Form::new("/me/erase", &who.token).key(&random::key()).faults(t, faults).render(html! {
                (Field::new("agree", &t.say("participant-erase-agree")).required().fault(faults)
                    .tick(t, typed.get("agree") == "yes"))
                p .acts { (Button::grave(&t.say("participant-erase-me"))) }
            })),
        }
    }
}

/// POST /me/erase: the person's own decision; there is nothing left to sign in to afterwards.
pub async fn erase_me(
    elsewhere: Personal,
    app: App,
    who: Who,
    mut sent: Sent,
) -> Result<Response, Stop> {
    let (once, hand) = (sent.once(), hand(&who)?);
    let typed = Typed::take(&mut sent, &["agree"])?;
    let id = hand.by().cloned().ok_or(Stop::SignIn)?;
    let outcome = match pages_erase::agreed(&typed) {
        Ok(()) => {
            let rule = who.tongue.say("participant-own-rule").into_owned();
            acts::erase(&app, &hand, once, &id, rule, elsewhere).await
        }
        Err(refusal) => Err(refusal.into()),
    };
    match outcome {
        Ok(()) => Ok(Redirect::to("/").into_response()),
        Err(stop) => {
            let refused = as_faults(&who.tongue, stop)?;
            data_page(elsewhere, &app, &who, &typed, refused)
        }
    }
}

/// A language by its own name.
fn language(tag: &str) -> &str {
    let known = LANGUAGES.iter().find(|(each, _)| *each == tag);
    known.map_or(tag, |(_, name)| name)
}
