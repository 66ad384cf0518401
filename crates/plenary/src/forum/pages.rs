//! The secretariat's forms: the forum, its groups, its cycles and their phases.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use jiff::tz::TimeZone;
use maud::{Markup, html};
use plenary_kit::act::Once;
use plenary_kit::app::App;
use plenary_kit::db::Db;
use plenary_kit::fault::Stop;
use plenary_kit::form::Form as Sent;
use plenary_kit::page::{Button, Faults, Field, Form, Place, heading};
use plenary_kit::policy::Viewer;
use plenary_kit::shell::{Page, face};
use plenary_kit::text::{self, BadText};
use plenary_kit::time::Instant;
use plenary_kit::web::{self, Who};

use super::event::ForumEvent;
use super::local::{read_instant, write_instant};
use super::rules::{
    self, Cycle, DescribeForum, Forum, Group, OpenCycle, Phase, PhaseKind, describe_forum,
    open_cycle, set_groups,
};
use super::store;

const NAME_LETTERS: usize = 200;
const ABOUT_LETTERS: usize = 20_000;

/// Fields as they were typed, with what needs mending.
struct Typed {
    values: Vec<(&'static str, String)>,
    faults: Vec<(&'static str, String)>,
}

impl Typed {
    fn take(sent: &mut Sent, names: &[&'static str]) -> Typed {
        Typed {
            values: names.iter().map(|name| (*name, sent.take(name))).collect(),
            faults: Vec::new(),
        }
    }

    fn of(values: Vec<(&'static str, String)>) -> Typed {
        Typed {
            values,
            faults: Vec::new(),
        }
    }

    fn get(&self, name: &str) -> &str {
        self.values
            .iter()
            .find(|(each, _)| *each == name)
            .map_or("", |(_, value)| value)
    }

    fn mend<T: Default>(
        &mut self,
        who: &Who,
        name: &'static str,
        outcome: Result<T, BadText>,
    ) -> T {
        outcome.unwrap_or_else(|bad| {
            self.faults.push((name, web::in_words(&who.tongue, &bad)));
            T::default()
        })
    }

    fn line(&mut self, who: &Who, name: &'static str) -> String {
        let outcome = text::line(self.get(name), NAME_LETTERS);
        self.mend(who, name, outcome)
    }

    fn prose(&mut self, who: &Who, name: &'static str) -> String {
        let outcome =
            text::maybe_prose(self.get(name), ABOUT_LETTERS).map(Option::unwrap_or_default);
        self.mend(who, name, outcome)
    }

    fn faults(&self) -> Faults {
        Faults::new(self.faults.clone())
    }
}

/// Renders a form with what was typed.
type FormPage = fn(&App, &Who, &str, &Typed) -> Markup;

/// Acts, and leads on; or shows the form again with what was typed and what needs mending.
async fn act_or_again(
    app: &App,
    who: &Who,
    once: Option<Once>,
    mut typed: Typed,
    (form, next): (FormPage, String),
    decide: impl FnOnce(&Db<'_>, &Viewer, Instant) -> Result<ForumEvent, Stop> + Send + 'static,
) -> Result<Response, Stop> {
    let action = who.path.clone();
    if !typed.faults.is_empty() {
        let page = web::html(form(app, who, &action, &typed));
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    }
    let viewer = who.viewer.clone();
    match app
        .act::<ForumEvent>(who.viewer.participant.as_ref(), once, move |db, now| {
            decide(db, &viewer, now)
        })
        .await
    {
        Ok(_) => Ok(Redirect::to(&next).into_response()),
        Err(Stop::Refused(refusal)) => {
            let status = StatusCode::from_u16(refusal.status()).unwrap_or(StatusCode::CONFLICT);
            typed.faults.push((
                refusal.field().unwrap_or("title"),
                web::in_words(&who.tongue, refusal.as_ref()),
            ));
            Ok((status, web::html(form(app, who, &action, &typed))).into_response())
        }
        Err(stop) => Err(stop),
    }
}

fn form_page(
    app: &App,
    who: &Who,
    title_key: &str,
    action: &str,
    typed: &Typed,
    fields: Markup,
) -> Markup {
    let t = &who.tongue;
    let title = t.say(title_key);
    let key = plenary_kit::random::key();
    let body = html! {
        (heading(None, &title, None))
        (Form::new(action, &who.token).key(&key).draft(action).faults(t, &typed.faults()).render(html! {
            (fields)
            p .acts { (Button::main(&t.say("forum-save"))) }
        }))
    };
    let mut page = Page::new(&title, Place::Now, body);
    page.unlisted = true;
    page.render(app, who)
}

fn field<'a>(who: &Who, typed: &Typed, name: &'a str, key: &str) -> Field<'a> {
    Field::new(name, &who.tongue.say(key)).fault(&typed.faults())
}

const FORUM_FIELDS: [&str; 4] = ["name", "about", "zone", "address"];

/// GET /forum/edit
pub async fn forum_page(State(app): State<App>, who: Who) -> Result<Response, Stop> {
    let Forum {
        name,
        about,
        zone,
        address,
    } = app.read(store::forum)?.ok_or(Stop::NotFound)?;
    let typed = Typed::of(
        FORUM_FIELDS
            .into_iter()
            .zip([name, about, zone, address])
            .collect(),
    );
    Ok(web::html(forum_form(&app, &who, "/forum/edit", &typed)))
}

fn forum_form(app: &App, who: &Who, action: &str, typed: &Typed) -> Markup {
    let t = &who.tongue;
    let fields = html! {
        (field(who, typed, "name", "forum-name").required().text(t, typed.get("name")))
        (field(who, typed, "about", "forum-about").words(t, typed.get("about"), ABOUT_LETTERS as u32))
        (field(who, typed, "zone", "forum-zone").required().hint(&t.say("forum-zone-hint")).text(t, typed.get("zone")))
        (field(who, typed, "address", "forum-address").required().hint(&t.say("forum-address-hint")).email(t, typed.get("address")))
    };
    form_page(app, who, "forum-edit", action, typed, fields)
}

/// POST /forum/edit
pub async fn describe_form(
    State(app): State<App>,
    who: Who,
    mut sent: Sent,
) -> Result<Response, Stop> {
    let mut typed = Typed::take(&mut sent, &FORUM_FIELDS);
    sent.finish()?;
    let (name, about, zone) = (
        typed.line(&who, "name"),
        typed.prose(&who, "about"),
        typed.line(&who, "zone"),
    );
    let address = typed
        .get("address")
        .parse::<text::Address>()
        .map(|address| address.as_str().to_owned());
    let address = typed.mend(&who, "address", address);
    let ask = DescribeForum {
        name,
        about,
        zone,
        address,
    };
    let decide = move |_: &Db<'_>, viewer: &Viewer, _| Ok(describe_forum(viewer, ask)?);
    act_or_again(
        &app,
        &who,
        sent.once(),
        typed,
        (forum_form, "/".into()),
        decide,
    )
    .await
}

/// GET /forum/groups: one line a group, `word | letter | name | who belongs to it`.
pub async fn groups_page(State(app): State<App>, who: Who) -> Result<Response, Stop> {
    let lines: Vec<String> = app
        .read(store::groups)?
        .into_iter()
        .map(|group| {
            format!(
                "{} | {} | {} | {}",
                group.word, group.letter, group.name, group.about
            )
        })
        .collect();
    let typed = Typed::of(vec![("groups", lines.join("\n"))]);
    Ok(web::html(groups_form(&app, &who, "/forum/groups", &typed)))
}

fn groups_form(app: &App, who: &Who, action: &str, typed: &Typed) -> Markup {
    let t = &who.tongue;
    let hint = t.say("forum-groups-hint");
    let fields = field(who, typed, "groups", "forum-groups")
        .required()
        .hint(&hint)
        .words(t, typed.get("groups"), 10_000);
    form_page(app, who, "forum-groups", action, typed, fields)
}

/// POST /forum/groups
pub async fn groups_form_sent(
    State(app): State<App>,
    who: Who,
    mut sent: Sent,
) -> Result<Response, Stop> {
    let mut typed = Typed::take(&mut sent, &["groups"]);
    sent.finish()?;
    let lines = typed.prose(&who, "groups");
    let groups: Vec<Group> = lines
        .lines()
        .filter(|line| !line.trim().is_empty())
        .map(read_group)
        .collect();
    let decide = move |_: &Db<'_>, viewer: &Viewer, _| Ok(set_groups(viewer, groups)?);
    act_or_again(
        &app,
        &who,
        sent.once(),
        typed,
        (groups_form, "/".into()),
        decide,
    )
    .await
}

fn read_group(line: &str) -> Group {
    let mut parts = line.splitn(4, '|').map(|part| part.trim().to_owned());
    let mut next = || parts.next().unwrap_or_default();
    Group {
        word: next(),
        letter: next(),
        name: next(),
        about: next(),
    }
}

/// The bounds' fields, in the order of [`PhaseKind::ALL`].
const BOUNDS: [(&str, &str); 6] = [
    ("call-opens", "call-closes"),
    ("drafting-opens", "drafting-closes"),
    ("review-opens", "review-closes"),
    ("session-opens", "session-closes"),
    ("revision-opens", "revision-closes"),
    ("final-opens", "final-closes"),
];

fn cycle_fields() -> Vec<&'static str> {
    let bounds = BOUNDS.iter().flat_map(|(opens, closes)| [*opens, *closes]);
    ["slug", "title", "about"]
        .into_iter()
        .chain(bounds)
        .collect()
}

/// GET /cycles/new
pub async fn new_cycle_page(State(app): State<App>, who: Who) -> Result<Response, Stop> {
    Ok(web::html(cycle_form(
        &app,
        &who,
        "/cycles/new",
        &Typed::of(Vec::new()),
    )))
}

fn cycle_form(app: &App, who: &Who, action: &str, typed: &Typed) -> Markup {
    let t = &who.tongue;
    let zone = face(app).zone;
    let is_new = action == "/cycles/new";
    let fields = html! {
        (field(who, typed, "title", "forum-cycle-title").required().text(t, typed.get("title")))
        @if is_new { (field(who, typed, "slug", "forum-cycle-slug").required().hint(&t.say("forum-cycle-slug-hint")).text(t, typed.get("slug"))) }
        (field(who, typed, "about", "forum-cycle-about").words(t, typed.get("about"), ABOUT_LETTERS as u32))
        h2 { (t.say("forum-phases")) }
        p .small { (t.say("forum-phases-hint")) }
        @for (kind, (opens, closes)) in PhaseKind::ALL.iter().zip(BOUNDS) {
            fieldset .field { legend { (t.say(phase_key(*kind))) }
                div .sides {
                    (field(who, typed, opens, "forum-phase-opens").instant(t, typed.get(opens), &zone))
                    (field(who, typed, closes, "forum-phase-closes").instant(t, typed.get(closes), &zone))
                }
            }
        }
    };
    form_page(
        app,
        who,
        if is_new {
            "forum-cycle-new"
        } else {
            "forum-cycle-edit"
        },
        action,
        typed,
        fields,
    )
}

/// The message that names a phase.
pub fn phase_key(kind: PhaseKind) -> &'static str {
    match kind {
        PhaseKind::Call => "phase-call",
        PhaseKind::Drafting => "phase-drafting",
        PhaseKind::Review => "phase-review",
        PhaseKind::Session => "phase-session",
        PhaseKind::Revision => "phase-revision",
        PhaseKind::Final => "phase-final",
    }
}

/// The phases as they were typed; a phase without any bound is left out.
fn phases(who: &Who, typed: &mut Typed, zone: &TimeZone) -> Vec<Phase> {
    let mut found = Vec::new();
    for (kind, (opens, closes)) in PhaseKind::ALL.iter().zip(BOUNDS) {
        if typed.get(opens).is_empty() && typed.get(closes).is_empty() {
            continue;
        }
        let (from, to) = (
            read_instant(typed.get(opens), zone),
            read_instant(typed.get(closes), zone),
        );
        let fault = who.tongue.say("forum-bad-instant");
        for (name, _) in [(opens, from), (closes, to)]
            .iter()
            .filter(|(_, instant)| instant.is_none())
        {
            typed.faults.push((name, fault.to_string()));
        }
        found.extend(from.zip(to).map(|(opens, closes)| Phase {
            kind: *kind,
            opens,
            closes,
        }));
    }
    found
}

/// POST /cycles/new
pub async fn open_cycle_form(
    State(app): State<App>,
    who: Who,
    mut sent: Sent,
) -> Result<Response, Stop> {
    let mut typed = Typed::take(&mut sent, &cycle_fields());
    sent.finish()?;
    let (title, about) = (typed.line(&who, "title"), typed.prose(&who, "about"));
    let slug = typed.get("slug").trim().to_owned();
    let phases = phases(&who, &mut typed, &face(&app).zone);
    let next = format!("/cycles/{slug}");
    let ask = OpenCycle {
        slug,
        title,
        about,
        phases,
    };
    let decide = move |db: &Db<'_>, viewer: &Viewer, _| {
        let slugs: Vec<String> = store::cycles(db)?
            .into_iter()
            .map(|cycle| cycle.slug)
            .collect();
        Ok(open_cycle(viewer, &slugs, ask)?)
    };
    act_or_again(&app, &who, sent.once(), typed, (cycle_form, next), decide).await
}

/// GET /cycles/{slug}/edit
pub async fn edit_cycle_page(
    State(app): State<App>,
    who: Who,
    Path(slug): Path<String>,
) -> Result<Response, Stop> {
    let cycle = app
        .read(|db| store::cycle_by_slug(db, &slug))?
        .ok_or(Stop::NotFound)?;
    let zone = face(&app).zone;
    let mut values = vec![
        ("title", cycle.title.clone()),
        ("about", cycle.about.clone()),
    ];
    for (kind, (opens, closes)) in PhaseKind::ALL.iter().zip(BOUNDS) {
        if let Some(phase) = cycle.phase(*kind) {
            values.push((opens, write_instant(phase.opens, &zone)));
            values.push((closes, write_instant(phase.closes, &zone)));
        }
    }
    Ok(web::html(cycle_form(
        &app,
        &who,
        &format!("/cycles/{slug}/edit"),
        &Typed::of(values),
    )))
}

/// POST /cycles/{slug}/edit: what the cycle says of itself, then its phases; each that differs is one act.
pub async fn edit_cycle_form(
    State(app): State<App>,
    who: Who,
    Path(slug): Path<String>,
    mut sent: Sent,
) -> Result<Response, Stop> {
    let mut typed = Typed::take(&mut sent, &cycle_fields());
    sent.finish()?;
    let cycle = app
        .read(|db| store::cycle_by_slug(db, &slug))?
        .ok_or(Stop::NotFound)?;
    let (title, about) = (typed.line(&who, "title"), typed.prose(&who, "about"));
    let mut phases = phases(&who, &mut typed, &face(&app).zone);
    phases.sort_by_key(|phase| (phase.opens, phase.closes, phase.kind.word()));
    if typed.faults.is_empty() && (cycle.title != title || cycle.about != about) {
        let (viewer, old) = (who.viewer.clone(), cycle.clone());
        let describe = move |_: &Db<'_>, _| Ok(rules::describe_cycle(&viewer, &old, title, about)?);
        app.act::<ForumEvent>(who.viewer.participant.as_ref(), None, describe)
            .await?;
    }
    let next = format!("/cycles/{slug}");
    if typed.faults.is_empty() && phases == cycle.phases {
        return Ok(Redirect::to(&next).into_response());
    }
    let decide = move |db: &Db<'_>, viewer: &Viewer, _| {
        let cycle: Cycle = store::cycle_by_slug(db, &slug)?.ok_or(Stop::NotFound)?;
        Ok(rules::set_phases(viewer, &cycle, phases)?)
    };
    act_or_again(&app, &who, sent.once(), typed, (cycle_form, next), decide).await
}
