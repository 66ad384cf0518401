//! `/participants`: who takes part, and one person's page.

use axum::extract::{Path, RawQuery, State};
use axum::response::Response;
use maud::{Markup, html};
use plenary_kit::app::App;
use plenary_kit::fault::{Fault, Stop};
use plenary_kit::form::{self, encode};
use plenary_kit::id::ParticipantId;
use plenary_kit::page::form::hidden;
use plenary_kit::page::{
    Button, Choice, Faults, Field, Filter, FilterGroup, Form, Pager, Place, empty, facts,
    filter_bar, heading, markdown, safe_text,
};
use plenary_kit::policy::Role;
use plenary_kit::random;
use plenary_kit::time::Instant;
use plenary_kit::tongue::Tongue;
use plenary_kit::web::Who;

use super::pages::{Typed, group_name, id_of, person_of, shown};
use super::pages_profile::{
    ORGANISATIONS_OFFERED, affiliation_button, affiliation_form, affiliation_list, end_form,
};
use super::rules::{Affiliation, CycleRole, Organisation, Person, may_keep_people, may_see_people};
use super::store::{self, After, Listed};
use crate::forum::{Cycle, Group, store as forum};

/// People on one page of the list.
const PEOPLE_PER_PAGE: usize = 100;

/// GET /participants: the community sees itself; the world sees organisations only.
pub async fn list(
    State(app): State<App>,
    who: Who,
    RawQuery(query): RawQuery,
) -> Result<Response, Stop> {
    if !may_see_people(&who.viewer) {
        return Err(Stop::NotFound);
    }
    let mut query = form::query(query.as_deref().unwrap_or(""));
    let group = Some(query.take("group")).filter(|group| !group.is_empty());
    let after = read_after(&query.take("after"));
    let listed = if who.viewer.secretariat {
        Listed::Everybody
    } else {
        Listed::Community
    };
    let (mut people, groups, counts) = app.read(|db| {
        Ok::<_, Fault>((
            store::list(db, group.as_deref(), listed, &after, PEOPLE_PER_PAGE + 1)?,
            forum::groups(db)?,
            store::group_counts(db)?,
        ))
    })?;
    let older = (people.len() > PEOPLE_PER_PAGE).then(|| people.truncate(PEOPLE_PER_PAGE));
    let older = older
        .and_then(|()| people.last())
        .map(|last| next_page(group.as_deref(), last));
    let t = &who.tongue;
    let title = t.say("participant-list-title");
    let pager = Pager {
        older: older.as_deref(),
        ..Pager::default()
    };
    let body = html! {
        (heading(None, &title, Some(html! { (t.say("participant-list-lead")) })))
        (group_filter(t, &groups, &counts, group.as_deref()))
        @if may_keep_people(&who.viewer).is_ok() { p { a href="/participants/new" { (t.say("participant-add")) } } }
        (waiting_list(&app, &who)?)
        @if people.is_empty() { (empty(t, None)) }
        @else { ul { @for person in &people { li { (person_line(t, &groups, person)) } } } }
        (pager.render(t))
        p { a href="/organisations" { (t.say("participant-organisations")) } }
    };
    Ok(shown(&app, &who, Place::Elsewhere, &title, body, 200))
}

fn read_after(text: &str) -> After {
    let parts = text
        .split_once('.')
        .and_then(|(joined, id)| Some((joined.parse().ok()?, id)));
    parts.map_or_else(After::default, |(joined, id)| After {
        joined: Instant(joined),
        id: id.to_owned(),
    })
}

fn next_page(group: Option<&str>, last: &Person) -> String {
    let after = format!("after={}.{}", last.joined.0, last.id);
    match group {
        Some(group) => format!("/participants?group={}&{after}", encode(group)),
        None => format!("/participants?{after}"),
    }
}

fn group_filter(
    t: &Tongue,
    groups: &[Group],
    counts: &[(Option<String>, i64)],
    shown: Option<&str>,
) -> Markup {
    let hrefs: Vec<String> = groups
        .iter()
        .map(|group| format!("/participants?group={}", encode(&group.word)))
        .collect();
    let count = |word: &str| {
        let found = counts
            .iter()
            .find(|(group, _)| group.as_deref() == Some(word));
        found.map(|(_, count)| u64::try_from(*count).unwrap_or(0))
    };
    let all = Filter {
        label: t.say("participant-all-groups").into_owned(),
        href: "/participants",
        count: None,
        is_chosen: shown.is_none(),
    };
    let each = groups.iter().zip(&hrefs).map(|(group, href)| Filter {
        label: group.name.clone(),
        href,
        count: count(&group.word),
        is_chosen: shown == Some(group.word.as_str()),
    });
    let label = t.say("participant-group-filter");
    filter_bar(
        t,
        &[FilterGroup {
            label: &label,
            filters: std::iter::once(all).chain(each).collect(),
        }],
    )
}

/// For the secretariat: whose affiliations wait for its word.
fn waiting_list(app: &App, who: &Who) -> Result<Markup, Fault> {
    if may_keep_people(&who.viewer).is_err() {
        return Ok(html! {});
    }
    let t = &who.tongue;
    let waiting = app.read(|db| {
        let ids = store::unconfirmed(db, PEOPLE_PER_PAGE)?;
        store::people(db, &ids)
    })?;
    let mut waiting: Vec<&Person> = waiting.values().collect();
    waiting.sort_by_key(|person| (person.joined, &person.id));
    Ok(html! {
        @if !waiting.is_empty() {
            h2 { (t.say("participant-waiting")) }
            ul { @for person in waiting { li { a href={ "/participants/" (person.id) } { (name_of(t, person)) } } } }
            h2 { (t.say("participant-everybody")) }
        }
    })
}

fn person_line(t: &Tongue, groups: &[Group], person: &Person) -> Markup {
    html! {
        a href={ "/participants/" (person.id) } { (name_of(t, person)) }
        @if let Some(group) = &person.group { ", " (group_name(groups, group)) }
        @if !person.is_confirmed { " " em { (t.say("participant-guest")) } }
    }
}

fn name_of(t: &Tongue, person: &Person) -> Markup {
    match &person.name {
        Some(name) => html! { bdi { (safe_text(name)) } },
        None => html! { em { (t.say("participant-erased")) } },
    }
}

struct PersonPage {
    person: Person,
    gap: Option<(plenary_kit::erase::Gap, Option<String>)>,
    affiliations: Vec<Affiliation>,
    roles: Vec<CycleRole>,
    cycles: Vec<Cycle>,
    groups: Vec<Group>,
    organisations: Vec<Organisation>,
}

fn load(app: &App, who: &Who, id: &ParticipantId) -> Result<PersonPage, Stop> {
    let page: PersonPage = app.read(|db| {
        let gap = store::gap(db, id)?;
        let decided_by = match gap.as_ref().and_then(|gap| gap.decided_by.clone()) {
            Some(by) => store::person(db, &by)?.and_then(|person| person.name),
            None => None,
        };
        Ok::<_, Stop>(PersonPage {
            person: person_of(db, id)?,
            gap: gap.map(|gap| (gap, decided_by)),
            affiliations: store::affiliations(db, id)?,
            roles: store::roles(db, id)?,
            cycles: forum::cycles(db)?,
            groups: forum::groups(db)?,
            organisations: match who.viewer.secretariat {
                true => store::organisations(db, "", ORGANISATIONS_OFFERED)?,
                false => Vec::new(),
            },
        })
    })?;
    // Guests are known to the secretariat and to themselves; for everybody else they are not here yet.
    let is_open = page.person.is_confirmed || who.viewer.secretariat || who.viewer.is(Some(id));
    match may_see_people(&who.viewer) && is_open {
        true => Ok(page),
        false => Err(Stop::NotFound),
    }
}

/// Which of the page's forms was refused, and how.
#[derive(Default)]
pub(super) struct Refused {
    /// The one that gives a role.
    pub role: Option<(Typed, Faults)>,
    /// The one that adds an affiliation.
    pub affiliation: Option<(Typed, Faults)>,
}

/// GET /participants/{id}
pub async fn person(
    State(app): State<App>,
    who: Who,
    Path(id): Path<String>,
) -> Result<Response, Stop> {
    render(&app, &who, &id_of(&id)?, Refused::default(), 200)
}

/// The page, with what was refused on it.
pub(super) fn render(
    app: &App,
    who: &Who,
    id: &ParticipantId,
    refused: Refused,
    status: u16,
) -> Result<Response, Stop> {
    let (t, page) = (&who.tongue, load(app, who, id)?);
    let title = page
        .person
        .name
        .clone()
        .unwrap_or_else(|| t.say("participant-erased").into_owned());
    let group = page
        .person
        .group
        .as_deref()
        .map(|word| group_name(&page.groups, word).to_owned());
    let body = html! {
        (heading(group.map(|group| html! { (group) }), &title, None))
        @if let Some((gap, by)) = &page.gap { (gap_words(app, t, id, gap, by.as_deref())) }
        @if let Some(about) = &page.person.about { (markdown(about)) }
        @if page.person.is_here() { h2 { (t.say("participant-affiliations")) }
            (affiliation_list(t, &page.affiliations, |one| staff_buttons(t, who, &page.person, one))) }
        (role_list(t, who, &page))
        @if may_keep_people(&who.viewer).is_ok() && page.person.is_here() { (staff_part(t, who, &page, refused)) }
    };
    Ok(shown(app, who, Place::Elsewhere, &title, body, status))
}

fn gap_words(
    app: &App,
    t: &Tongue,
    id: &ParticipantId,
    gap: &plenary_kit::erase::Gap,
    by: Option<&str>,
) -> Markup {
    let erased_too = t.say("participant-erased");
    let day = t.day(gap.at.0, &plenary_kit::shell::face(app).zone);
    let args = [("day", day.into()), ("rule", gap.rule.as_str().into())];
    html! {
        p {
            (t.mark_with("participant-gap", &args)) " "
            @match &gap.decided_by {
                None => (t.say("participant-gap-by-operator")),
                Some(who) if who == id => (t.say("participant-gap-by-person")),
                Some(_) => (t.mark_with("participant-gap-by", &[("name", by.unwrap_or(&erased_too).into())])),
            }
        }
    }
}

fn staff_buttons(t: &Tongue, who: &Who, person: &Person, one: &Affiliation) -> Markup {
    let place = format!("/participants/{}/affiliations", person.id);
    html! {
        @if may_keep_people(&who.viewer).is_ok() {
            @if one.confirmed.is_none() {
                (affiliation_button(who, &format!("{place}/confirm"), one,
                    Button::quiet(&t.say("participant-confirm-affiliation"))))
            }
            (end_form(t, who, &format!("{place}/end"), one))
        }
    }
}

/// The name of a role.
pub fn role_name(t: &Tongue, role: Role) -> String {
    t.say(&format!("participant-role-{}", role.word()))
        .into_owned()
}

fn role_list(t: &Tongue, who: &Who, page: &PersonPage) -> Markup {
    let title = |role: &CycleRole| {
        let cycle = page.cycles.iter().find(|cycle| cycle.id == role.cycle);
        cycle.map_or_else(String::new, |cycle| cycle.title.clone())
    };
    let action = format!("/participants/{}/roles/take", page.person.id);
    html! {
        @if !page.roles.is_empty() {
            h2 { (t.say("participant-roles")) }
            ul { @for role in &page.roles { li {
                (role_name(t, role.role)) ", " bdi { (safe_text(&title(role))) }
                @if role.until.is_some() { " " em { (t.say("participant-role-over")) } }
                @else if may_keep_people(&who.viewer).is_ok() {
                    (Form::new(&action, &who.token).key(&random::key()).render(html! {
                        (hidden("cycle", role.cycle.as_str())) (hidden("role", role.role.word()))
                        (Button::quiet(&t.say("participant-take-role")))
                    }))
                }
            } } }
        }
    }
}

fn staff_part(t: &Tongue, who: &Who, page: &PersonPage, refused: Refused) -> Markup {
    let (role, role_faults) = refused.role.unwrap_or_default();
    let (added, add_faults) = refused.affiliation.unwrap_or_default();
    let place = format!("/participants/{}", page.person.id);
    let address = page
        .person
        .address
        .as_ref()
        .map_or("", |address| address.as_str());
    let (secretary, label) = match page.person.is_secretariat {
        true => ("release", t.say("participant-release-secretary")),
        false => ("name", t.say("participant-name-secretary")),
    };
    html! {
        (facts(&[(&t.say("participant-address"), html! { bdi { (address) } })]))
        (role_form(t, who, &format!("{place}/roles"), &page.cycles, &role, &role_faults))
        (affiliation_form(t, who, &format!("{place}/affiliations"), &page.organisations, &added, &add_faults))
        h2 { (t.say("participant-secretariat")) }
        (Form::new(&format!("{place}/secretariat"), &who.token).key(&random::key()).render(html! {
            (hidden("change", secretary)) (Button::quiet(&label))
        }))
        p { a href={ (place) "/erase" } { (t.say("participant-erase-title")) } }
    }
}

fn role_form(
    t: &Tongue,
    who: &Who,
    action: &str,
    cycles: &[Cycle],
    typed: &Typed,
    faults: &Faults,
) -> Markup {
    let names: Vec<String> = Role::ALL.iter().map(|role| role_name(t, *role)).collect();
    let roles: Vec<Choice> = Role::ALL
        .iter()
        .zip(&names)
        .map(|(role, label)| Choice {
            value: role.word(),
            label,
        })
        .collect();
    let cycles: Vec<Choice> = cycles
        .iter()
        .map(|cycle| Choice {
            value: cycle.id.as_str(),
            label: &cycle.title,
        })
        .collect();
    let only = match cycles.as_slice() {
        [only] if typed.get("cycle").is_empty() => only.value,
        _ => typed.get("cycle"),
    };
    Form::new(action, &who.token).key(&random::key()).faults(t, faults).render(html! {
        h3 { (t.say("participant-give-role")) }
        (Field::new("cycle", &t.say("participant-cycle")).required().fault(faults).choose(t, &cycles, only))
        (Field::new("role", &t.say("participant-role")).required().fault(faults).choose(t, &roles, typed.get("role")))
        p .acts { (Button::main(&t.say("participant-give-role"))) }
    })
}
