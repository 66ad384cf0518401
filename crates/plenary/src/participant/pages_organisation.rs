//! `/organisations`: known to everyone; the secretariat names them and says whom they serve.

use axum::extract::{Path, RawQuery, State};
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use plenary_kit::app::App;
use plenary_kit::fault::{Fault, Stop};
use plenary_kit::form::{self, Form as Sent, encode};
use plenary_kit::id::OrganisationId;
use plenary_kit::page::form::hidden;
use plenary_kit::page::{
    Button, Choice, Faults, Field, Form, Pager, Place, empty, heading, safe_text,
};
use plenary_kit::random;
use plenary_kit::text;
use plenary_kit::tongue::Tongue;
use plenary_kit::web::Who;

use super::acts::{self, ClientChange};
use super::pages::{
    Reader, Typed, as_faults, chosen, group_field, group_name, groups, hand, shown,
};
use super::pages_profile::ORGANISATIONS_OFFERED;
use super::rules::{NameOrganisation, ORGANISATION_LETTERS, Organisation, may_keep_people};
use super::store;
use crate::forum::{Group, store as forum};

/// Organisations on one page of the list.
const ORGANISATIONS_PER_PAGE: usize = 100;

/// GET /organisations
pub async fn list(
    State(app): State<App>,
    who: Who,
    RawQuery(query): RawQuery,
) -> Result<Response, Stop> {
    let after = form::query(query.as_deref().unwrap_or("")).take("after");
    list_page(
        &app,
        &who,
        &after,
        &Typed::default(),
        (200, Faults::default()),
    )
}

fn list_page(
    app: &App,
    who: &Who,
    after: &str,
    typed: &Typed,
    (status, faults): (u16, Faults),
) -> Result<Response, Stop> {
    let (mut all, groups) = app.read(|db| {
        let all = store::organisations(db, after, ORGANISATIONS_PER_PAGE + 1)?;
        Ok::<_, Fault>((all, forum::groups(db)?))
    })?;
    let more = (all.len() > ORGANISATIONS_PER_PAGE).then(|| all.truncate(ORGANISATIONS_PER_PAGE));
    let older = more
        .and_then(|()| all.last())
        .map(|last| format!("/organisations?after={}", encode(&last.name)));
    let t = &who.tongue;
    let title = t.say("participant-organisations");
    let body = html! {
        (heading(None, &title, Some(html! { (t.say("participant-organisations-lead")) })))
        @if all.is_empty() { (empty(t, None)) }
        @else { ul { @for one in &all { li { (line(&groups, one)) } } } }
        (Pager { older: older.as_deref(), ..Pager::default() }.render(t))
        @if may_keep_people(&who.viewer).is_ok() {
            h2 { (t.say("participant-add-organisation")) }
            (name_form(t, who, "/organisations", &groups, typed, &faults))
        }
    };
    Ok(shown(app, who, Place::Elsewhere, &title, body, status))
}

fn line(groups: &[Group], one: &Organisation) -> Markup {
    html! {
        a href={ "/organisations/" (one.id) } { bdi { (safe_text(&one.name)) } }
        @if let Some(group) = &one.group { ", " (group_name(groups, group)) }
    }
}

fn name_form(
    t: &Tongue,
    who: &Who,
    action: &str,
    groups: &[Group],
    typed: &Typed,
    faults: &Faults,
) -> Markup {
    Form::new(action, &who.token).key(&random::key()).faults(t, faults).render(html! {
        (Field::new("name", &t.say("participant-organisation-name")).required().autocomplete("organization")
            .fault(faults).text(t, typed.get("name")))
        (group_field(t, groups, typed, faults))
        (Field::new("url", &t.say("participant-organisation-url")).hint(&t.say("participant-organisation-url-hint"))
            .fault(faults).text(t, typed.get("url")))
        p .acts { (Button::main(&t.say("participant-save"))) }
    })
}

fn read_name(
    t: &Tongue,
    typed: &Typed,
    id: Option<OrganisationId>,
) -> Result<NameOrganisation, Faults> {
    let mut read = Reader::new(t, typed);
    let name = read.read("name", |text| text::line(text, ORGANISATION_LETTERS));
    let group = read.group();
    let url = read.read("url", |text| text::maybe_line(text, 500));
    read.finish()?;
    Ok(NameOrganisation {
        id,
        name,
        group,
        url,
    })
}

async fn save(
    app: &App,
    who: &Who,
    sent: &mut Sent,
    id: Option<OrganisationId>,
) -> Result<Result<OrganisationId, (Typed, u16, Faults)>, Stop> {
    let (once, hand) = (sent.once(), hand(who)?);
    let typed = Typed::take(sent, &["name", "group", "url"])?;
    match read_name(&who.tongue, &typed, id) {
        Err(faults) => Ok(Err((typed, 422, faults))),
        Ok(ask) => match acts::name_organisation(app, &hand, once, ask).await {
            Ok(id) => Ok(Ok(id)),
            Err(stop) => {
                let (status, faults) = as_faults(&who.tongue, stop)?;
                Ok(Err((typed, status, faults)))
            }
        },
    }
}

/// POST /organisations
pub async fn add(State(app): State<App>, who: Who, mut sent: Sent) -> Result<Response, Stop> {
    match save(&app, &who, &mut sent, None).await? {
        Ok(id) => Ok(back(&id)),
        Err((typed, status, faults)) => list_page(&app, &who, "", &typed, (status, faults)),
    }
}

fn back(id: &OrganisationId) -> Response {
    Redirect::to(&format!("/organisations/{id}")).into_response()
}

fn id_of(text: &str) -> Result<OrganisationId, Stop> {
    text.parse().map_err(|_| Stop::NotFound)
}

#[derive(Default)]
struct Refused {
    name: Option<(Typed, Faults)>,
    client: Option<(Typed, Faults)>,
}

/// GET /organisations/{id}
pub async fn one(
    State(app): State<App>,
    who: Who,
    Path(id): Path<String>,
) -> Result<Response, Stop> {
    render(&app, &who, &id_of(&id)?, Refused::default(), 200)
}

fn render(
    app: &App,
    who: &Who,
    id: &OrganisationId,
    refused: Refused,
    status: u16,
) -> Result<Response, Stop> {
    let organisation = app
        .read(|db| store::organisation(db, id))?
        .ok_or(Stop::NotFound)?;
    let groups = groups(app)?;
    let group = organisation
        .group
        .as_deref()
        .map(|word| group_name(&groups, word).to_owned());
    let body = html! {
        (heading(group.map(|group| html! { (group) }), &organisation.name, None))
        @if let Some(url) = &organisation.url { p { a href=(url) rel="noreferrer nofollow" { bdi { (safe_text(url)) } } } }
        @if may_keep_people(&who.viewer).is_ok() { (staff_part(app, who, &organisation, &groups, refused)?) }
    };
    Ok(shown(
        app,
        who,
        Place::Elsewhere,
        &organisation.name,
        body,
        status,
    ))
}

fn staff_part(
    app: &App,
    who: &Who,
    organisation: &Organisation,
    groups: &[Group],
    refused: Refused,
) -> Result<Markup, Stop> {
    let t = &who.tongue;
    let (all, clients) = app.read(|db| {
        let all = store::organisations(db, "", ORGANISATIONS_OFFERED)?;
        Ok::<_, Fault>((all, store::clients(db, &organisation.id)?))
    })?;
    let (name, name_faults) = refused.name.unwrap_or_else(|| {
        let group = organisation.group.as_deref().unwrap_or("");
        let url = organisation.url.as_deref().unwrap_or("");
        (
            Typed::of(&[("name", &organisation.name), ("group", group), ("url", url)]),
            Faults::default(),
        )
    });
    let (typed, faults) = refused.client.unwrap_or_default();
    let place = format!("/organisations/{}", organisation.id);
    let action = format!("{place}/clients");
    let choices: Vec<Choice> = all
        .iter()
        .filter(|one| one.id != organisation.id)
        .map(|one| Choice {
            value: one.id.as_str(),
            label: &one.name,
        })
        .collect();
    let served: Vec<&Organisation> = all.iter().filter(|one| clients.contains(&one.id)).collect();
    Ok(html! {
        h2 { (t.say("participant-organisation-change")) }
        (name_form(t, who, &place, groups, &name, &name_faults))
        h2 { (t.say("participant-clients")) }
        p { (t.say("participant-clients-lead")) }
        ul { @for client in served { li { bdi { (safe_text(&client.name)) } " "
            (Form::new(&action, &who.token).key(&random::key()).render(html! {
                (hidden("client", client.id.as_str())) (hidden("change", "drop"))
                (Button::quiet(&t.say("participant-drop-client")))
            })) } } }
        (Form::new(&action, &who.token).key(&random::key()).faults(t, &faults).render(html! {
            (hidden("change", "name"))
            (Field::new("client", &t.say("participant-client")).required().fault(&faults)
                .choose(t, &choices, typed.get("client")))
            p .acts { (Button::main(&t.say("participant-add-client"))) }
        }))
    })
}

/// POST /organisations/{id}
pub async fn rename(
    State(app): State<App>,
    who: Who,
    Path(id): Path<String>,
    mut sent: Sent,
) -> Result<Response, Stop> {
    let id = id_of(&id)?;
    match save(&app, &who, &mut sent, Some(id.clone())).await? {
        Ok(id) => Ok(back(&id)),
        Err((typed, status, faults)) => {
            let name = Some((typed, faults));
            render(&app, &who, &id, Refused { name, client: None }, status)
        }
    }
}

/// POST /organisations/{id}/clients
pub async fn change_client(
    State(app): State<App>,
    who: Who,
    Path(id): Path<String>,
    mut sent: Sent,
) -> Result<Response, Stop> {
    let (once, hand, id) = (sent.once(), hand(&who)?, id_of(&id)?);
    let typed = Typed::take(&mut sent, &["client", "change"])?;
    let change = match typed.get("change") {
        "name" => ClientChange::Name,
        "drop" => ClientChange::Drop,
        _ => return Err(Stop::NotFound),
    };
    let mut read = Reader::new(&who.tongue, &typed);
    let client = read.read("client", chosen);
    let outcome = match (read.finish(), client) {
        (Err(faults), _) => Err((422, faults)),
        (Ok(()), None) => return Err(Stop::NotFound),
        (Ok(()), Some(client)) => {
            match acts::change_client(&app, &hand, once, [id.clone(), client], change).await {
                Ok(()) => Ok(()),
                Err(stop) => Err(as_faults(&who.tongue, stop)?),
            }
        }
    };
    match outcome {
        Ok(()) => Ok(back(&id)),
        Err((status, faults)) => {
            let client = Some((typed, faults));
            render(&app, &who, &id, Refused { name: None, client }, status)
        }
    }
}
