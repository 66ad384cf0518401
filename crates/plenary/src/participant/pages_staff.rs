//! What the secretariat does with people: adds them, gives and takes roles, keeps affiliations.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use maud::html;
use plenary_kit::act::Once;
use plenary_kit::app::App;
use plenary_kit::fault::Stop;
use plenary_kit::form::Form as Sent;
use plenary_kit::id::ParticipantId;
use plenary_kit::page::{Button, Faults, Field, Form, Place, heading};
use plenary_kit::random;
use plenary_kit::text::{self, Address};
use plenary_kit::tongue::Tongue;
use plenary_kit::web::Who;

use super::acts::{self, Hand};
use super::pages::{
    Reader, Typed, as_faults, chosen, group_field, groups, hand, id_of, lang_field, shown,
};
use super::pages_people::{Refused, render};
use super::pages_profile::{AFFILIATION_FIELDS, read_affiliation, tomorrow, which};
use super::rules::{self, Join, NAME_LETTERS};

fn back(id: &ParticipantId) -> Response {
    Redirect::to(&format!("/participants/{id}")).into_response()
}

/// POST /participants/{id}/roles
pub async fn give_role(
    State(app): State<App>,
    who: Who,
    Path(id): Path<String>,
    mut sent: Sent,
) -> Result<Response, Stop> {
    let (once, hand, id) = (sent.once(), hand(&who)?, id_of(&id)?);
    let typed = Typed::take(&mut sent, &["cycle", "role"])?;
    let mut read = Reader::new(&who.tongue, &typed);
    let cycle = read.read("cycle", chosen);
    let role = read.read("role", chosen);
    let outcome = match (read.finish(), cycle.zip(role)) {
        (Err(faults), _) => Err((422, faults)),
        (Ok(()), None) => return Err(Stop::NotFound),
        (Ok(()), Some((cycle, role))) => {
            match acts::give_role(&app, &hand, once, &id, cycle, role).await {
                Ok(()) => Ok(()),
                Err(stop) => Err(as_faults(&who.tongue, stop)?),
            }
        }
    };
    match outcome {
        Ok(()) => Ok(back(&id)),
        Err((status, faults)) => {
            let role = Some((typed, faults));
            render(
                &app,
                &who,
                &id,
                Refused {
                    role,
                    affiliation: None,
                },
                status,
            )
        }
    }
}

/// POST /participants/{id}/roles/take
pub async fn take_role(
    State(app): State<App>,
    who: Who,
    Path(id): Path<String>,
    mut sent: Sent,
) -> Result<Response, Stop> {
    let (once, hand, id) = (sent.once(), hand(&who)?, id_of(&id)?);
    let typed = Typed::take(&mut sent, &["cycle", "role"])?;
    let cycle = typed.get("cycle").parse().map_err(|_| Stop::NotFound)?;
    let role = typed.get("role").parse().map_err(|_| Stop::NotFound)?;
    acts::take_role(&app, &hand, once, &id, cycle, role).await?;
    Ok(back(&id))
}

/// POST /participants/{id}/secretariat
pub async fn change_secretariat(
    State(app): State<App>,
    who: Who,
    Path(id): Path<String>,
    mut sent: Sent,
) -> Result<Response, Stop> {
    let (once, hand, id) = (sent.once(), hand(&who)?, id_of(&id)?);
    match Typed::take(&mut sent, &["change"])?.get("change") {
        "name" => acts::name_secretary(&app, &hand, once, &id).await?,
        "release" => acts::release_secretary(&app, &hand, once, &id).await?,
        _ => return Err(Stop::NotFound),
    }
    Ok(back(&id))
}

/// POST /participants/{id}/affiliations
pub async fn add_affiliation(
    State(app): State<App>,
    who: Who,
    Path(id): Path<String>,
    mut sent: Sent,
) -> Result<Response, Stop> {
    let (once, hand, id) = (sent.once(), hand(&who)?, id_of(&id)?);
    let typed = Typed::take(&mut sent, &AFFILIATION_FIELDS)?;
    let outcome = match read_affiliation(&who.tongue, &typed) {
        Err(faults) => Err((422, faults)),
        Ok(read) => match acts::affiliate(&app, &hand, once, &id, read).await {
            Ok(()) => Ok(()),
            Err(stop) => Err(as_faults(&who.tongue, stop)?),
        },
    };
    match outcome {
        Ok(()) => Ok(back(&id)),
        Err((status, faults)) => {
            let affiliation = Some((typed, faults));
            render(
                &app,
                &who,
                &id,
                Refused {
                    role: None,
                    affiliation,
                },
                status,
            )
        }
    }
}

/// POST /participants/{id}/affiliations/confirm
pub async fn confirm_affiliation(
    State(app): State<App>,
    who: Who,
    Path(id): Path<String>,
    sent: Sent,
) -> Result<Response, Stop> {
    change_affiliation(
        &app,
        &hand(&who)?,
        &id_of(&id)?,
        sent,
        AffiliationChange::Confirm,
    )
    .await
}

/// POST /participants/{id}/affiliations/end
pub async fn end_affiliation(
    State(app): State<App>,
    who: Who,
    Path(id): Path<String>,
    sent: Sent,
) -> Result<Response, Stop> {
    change_affiliation(
        &app,
        &hand(&who)?,
        &id_of(&id)?,
        sent,
        AffiliationChange::End,
    )
    .await
}

#[derive(Clone, Copy)]
enum AffiliationChange {
    Confirm,
    End,
}

async fn change_affiliation(
    app: &App,
    hand: &Hand,
    id: &ParticipantId,
    mut sent: Sent,
    change: AffiliationChange,
) -> Result<Response, Stop> {
    let once: Option<Once> = sent.once();
    let (organisation, since) = which(&Typed::take(&mut sent, &["organisation", "since"])?)?;
    let until = tomorrow(app.now());
    acts::act_on(app, hand, once, id, move |db, viewer, person| {
        let one = acts::affiliation(db, person, &organisation, since)?;
        Ok(match change {
            AffiliationChange::Confirm => rules::confirm_affiliation(viewer, person, &one)?,
            AffiliationChange::End => rules::end_affiliation(viewer, person, &one, until)?,
        })
    })
    .await?;
    Ok(back(id))
}

/// GET /participants/new
pub async fn new_page(State(app): State<App>, who: Who) -> Result<Response, Stop> {
    let typed = Typed::of(&[("lang", "en")]);
    add_page(&app, &who, &typed, (200, Faults::default()))
}

fn add_page(
    app: &App,
    who: &Who,
    typed: &Typed,
    (status, faults): (u16, Faults),
) -> Result<Response, Stop> {
    let (t, groups) = (&who.tongue, groups(app)?);
    let title = t.say("participant-add");
    let body = html! {
        (heading(None, &title, Some(html! { (t.say("participant-add-lead")) })))
        (Form::new("/participants", &who.token).key(&random::key()).faults(t, &faults).render(html! {
            (Field::new("name", &t.say("participant-their-name")).required().fault(&faults).text(t, typed.get("name")))
            (Field::new("address", &t.say("participant-address")).hint(&t.say("participant-address-hint"))
                .fault(&faults).email(t, typed.get("address")))
            (group_field(t, &groups, typed, &faults))
            (lang_field(t, typed, &faults))
            p .acts { (Button::main(&title)) }
        }))
    };
    Ok(shown(app, who, Place::Elsewhere, &title, body, status))
}

/// POST /participants
pub async fn add(State(app): State<App>, who: Who, mut sent: Sent) -> Result<Response, Stop> {
    let (once, hand) = (sent.once(), hand(&who)?);
    let typed = Typed::take(&mut sent, &["name", "address", "group", "lang"])?;
    let outcome = match read_person(&who.tongue, &typed) {
        Err(faults) => Err((422, faults)),
        Ok(ask) => match acts::add(&app, &hand, once, ask).await {
            Ok(id) => Ok(id),
            Err(stop) => Err(as_faults(&who.tongue, stop)?),
        },
    };
    match outcome {
        Ok(id) => Ok(back(&id)),
        Err(refused) => add_page(&app, &who, &typed, refused),
    }
}

fn read_person(t: &Tongue, typed: &Typed) -> Result<Join, Faults> {
    let mut read = Reader::new(t, typed);
    let name = read.read("name", |text| text::line(text, NAME_LETTERS));
    let address = read.read("address", |text| match text.trim() {
        "" => Ok(None),
        text => text.parse::<Address>().map(Some),
    });
    let (group, lang) = (read.group(), read.lang());
    read.finish()?;
    Ok(Join {
        name,
        address,
        group,
        lang,
    })
}
