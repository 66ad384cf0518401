//! Who spoke: the makers of the record say it speaker by speaker, with what the captions claim and why.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use plenary_kit::app::App;
use plenary_kit::fault::{Fault, Stop};
use plenary_kit::form::Form as Sent;
use plenary_kit::page::{Button, Choice, Field, Form, heading, safe_text};
use plenary_kit::text;
use plenary_kit::tongue::Tongue;
use plenary_kit::web::{self, Who};

use super::pieces::{address, evidence_in_words, speaker_line};
use super::{Seen, unlisted};
use crate::participant;
use crate::transcript::acts::{self, SpeakerIs};
use crate::transcript::rules::NAME_LETTERS;
use crate::transcript::view::Turn;

/// The turns of one speaker, as far as they are held to be the same.
struct Speaker<'a> {
    turns: Vec<&'a Turn>,
    name: Option<String>,
    known: Vec<plenary_kit::id::ParticipantId>,
}

impl Speaker<'_> {
    fn words(&self) -> usize {
        self.turns.iter().map(|turn| turn.words()).sum()
    }
}

fn speakers<'a>(app: &App, seen: &'a Seen) -> Result<Vec<Speaker<'a>>, Fault> {
    let mut taken: Vec<u32> = Vec::new();
    let mut found = Vec::new();
    for turn in &seen.transcript.turns {
        if taken.contains(&turn.number) {
            continue;
        }
        let same = acts::same_speaker(&seen.transcript, turn);
        let turns = seen
            .transcript
            .turns
            .iter()
            .filter(|each| same.contains(&each.number));
        let name = match &turn.told {
            Some(told) => told.name.clone(),
            None => turn.claim.as_ref().and_then(|claim| claim.name.clone()),
        };
        let known = match &name {
            Some(name) => app.read(|db| participant::named(db, name))?,
            None => Vec::new(),
        };
        taken.extend(&same);
        found.push(Speaker {
            turns: turns.collect(),
            name,
            known,
        });
    }
    // What is open first, then who spoke most.
    found.sort_by_key(|one| (one.turns[0].told.is_some(), std::cmp::Reverse(one.words())));
    Ok(found)
}

/// GET /sessions/{slug}/transcript/speakers
pub async fn speakers_page(
    State(app): State<App>,
    who: Who,
    Path(slug): Path<String>,
) -> Result<Response, Stop> {
    let seen = Seen::of_recorder(&app, &who, &slug)?;
    let t = &who.tongue;
    let title = t.say("transcript-who-spoke");
    let all = speakers(&app, &seen)?;
    let body = html! {
        (heading(Some(seen.kicker(t)), &title, Some(html! { (t.say("transcript-who-spoke-lead")) })))
        @for one in &all { (card(t, &who, &seen, one)) }
    };
    Ok(web::html(unlisted(&app, &who, &title, body)))
}

fn card(t: &Tongue, who: &Who, seen: &Seen, one: &Speaker<'_>) -> Markup {
    let first = one.turns[0];
    let mut kinds: Vec<String> = one
        .turns
        .iter()
        .flat_map(|turn| &turn.evidence)
        .map(|each| evidence_in_words(t, each.kind))
        .collect();
    kinds.sort();
    kinds.dedup();
    let counts = [
        ("turns", one.turns.len().into()),
        ("words", one.words().into()),
    ];
    html! {
        article .correction {
            p .meta { (speaker_line(t, first, seen.fields, &seen.groups)) " " span { (t.say_with("transcript-turns-words", &counts)) }
                @if let Some(label) = first.label.as_ref().filter(|_| one.name.is_some()) { " " bdi .as-printed { (safe_text(label)) } } }
            p .small { (kinds.join(", "))
                @for turn in one.turns.iter().take(8) { @if let Some(paragraph) = turn.paragraphs.first() {
                    " " a .number href=(address(&seen.session, paragraph.number)) { (paragraph.number) } } } }
            @if first.told.is_some() { p .small { (t.say("transcript-told-means")) } }
            @else { (tell(t, who, seen, one)) }
        }
    }
}

fn tell(t: &Tongue, who: &Who, seen: &Seen, one: &Speaker<'_>) -> Markup {
    let action = format!("/sessions/{}/transcript/speakers", seen.session.slug);
    let key = plenary_kit::random::token();
    let groups: Vec<Choice> = seen
        .groups
        .iter()
        .map(|group| Choice {
            value: &group.word,
            label: &group.name,
        })
        .collect();
    let name = one.name.clone().unwrap_or_default();
    Form::new(&action, &who.token).key(&key).render(html! {
        @for turn in &one.turns { input type="hidden" name="turn" value=(turn.number); }
        @if let [known] = &one.known[..] {
            input type="hidden" name="participant" value=(known);
            p .acts { (Button::main(&t.say_with("transcript-is-participant", &[("name", name.as_str().into())])).sends("act", "participant")) }
        }
        details open[one.known.len() != 1 && one.name.is_some()] { summary { (t.say("transcript-somebody-else")) }
            (Field::new("name", &t.say("transcript-field-name")).text(t, &name))
            (Field::new("group", &t.say("transcript-field-group")).choose(t, &groups, ""))
            p .acts { (Button::quiet(&t.say("transcript-new-participant")).sends("act", "new")) " "
                (Button::quiet(&t.say("transcript-name-only")).sends("act", "name")) " "
                (Button::quiet(&t.say("transcript-nobody")).sends("act", "nobody")) }
        }
    })
}

/// POST /sessions/{slug}/transcript/speakers
pub async fn tell_form(
    State(app): State<App>,
    who: Who,
    Path(slug): Path<String>,
    mut sent: Sent,
) -> Result<Response, Stop> {
    let seen = Seen::of_recorder(&app, &who, &slug)?;
    let turns = sent
        .take_all("turn")
        .iter()
        .filter_map(|turn| turn.parse().ok())
        .collect();
    let (act, name, group) = (sent.take("act"), sent.take("name"), sent.take("group"));
    let participant = sent.take("participant");
    sent.finish()?;
    let name = || text::line(&name, NAME_LETTERS);
    let is = match act.as_str() {
        "participant" => SpeakerIs::Participant(known(&app, &participant)?),
        "new" => SpeakerIs::New {
            name: name()?,
            group: Some(group).filter(|group| !group.is_empty()),
        },
        "name" => SpeakerIs::Name(name()?),
        _ => SpeakerIs::Nobody,
    };
    acts::tell_speaker(&app, &who.viewer, &seen.session.id, turns, is, sent.once()).await?;
    Ok(Redirect::to(&format!("/sessions/{slug}/transcript/speakers")).into_response())
}

fn known(app: &App, id: &str) -> Result<plenary_kit::id::ParticipantId, Stop> {
    let id = id.parse().map_err(|_| Stop::NotFound)?;
    let person = app.read(|db| participant::person(db, &id))?;
    person
        .filter(|person| person.is_here())
        .map(|person| person.id)
        .ok_or(Stop::NotFound)
}
