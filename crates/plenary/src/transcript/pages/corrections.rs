//! Corrections: what was and what stands, who proposed, who decided and why.

use std::collections::HashMap;

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use plenary_kit::app::App;
use plenary_kit::db::Db;
use plenary_kit::fault::{Fault, Stop};
use plenary_kit::form::Form as Sent;
use plenary_kit::id::ParticipantId;
use plenary_kit::page::{Button, Field, Form, Place, empty, heading, safe_text, words_diff};
use plenary_kit::policy::Fields;
use plenary_kit::shell::Page;
use plenary_kit::text;
use plenary_kit::tongue::Tongue;
use plenary_kit::web::{self, Who};

use super::Seen;
use super::pieces::address;
use crate::comment::pieces as compare;
use crate::participant::{self, may_see_people};
use crate::transcript::acts;
use crate::transcript::event::{CorrectionId, CorrectionKind, Verdict};
use crate::transcript::rules::{Correction, REASON_LETTERS};
use crate::transcript::store::read;

/// The names of those who propose and decide, for those who may know them.
#[derive(Default)]
pub(super) struct Names(HashMap<ParticipantId, String>);

impl Names {
    pub fn of(
        db: &Db<'_>,
        who: &Who,
        fields: Fields,
        corrections: &[Correction],
    ) -> Result<Names, Fault> {
        if !may_see_people(&who.viewer) || !fields.person {
            return Ok(Names::default());
        }
        let ids = corrections
            .iter()
            .flat_map(|each| [&each.proposer, &each.decider, &each.participant]);
        let ids: Vec<ParticipantId> = ids.flatten().cloned().collect();
        let people = participant::people(db, &ids)?;
        let named = people
            .into_iter()
            .filter_map(|(id, person)| Some((id, person.name?)));
        Ok(Names(named.collect()))
    }

    fn get<'a>(&'a self, t: &'a Tongue, id: Option<&ParticipantId>) -> std::borrow::Cow<'a, str> {
        match id.and_then(|id| self.0.get(id)) {
            Some(name) => name.as_str().into(),
            None => t.say("transcript-a-participant"),
        }
    }
}

/// One correction: the difference, who proposed it and what became of it; the form, for whom may decide.
pub(super) fn correction_line(
    t: &Tongue,
    who: &Who,
    seen: &Seen,
    correction: &Correction,
    names: &Names,
) -> Markup {
    let verdict = t.say(&format!("transcript-verdict-{}", correction.verdict.word()));
    let proposed = t.say_with(
        "transcript-proposed-by",
        &[(
            "who",
            names
                .get(t, correction.proposer.as_ref())
                .into_owned()
                .into(),
        )],
    );
    let found = seen.transcript.paragraph(correction.number);
    let may = found.is_some_and(|(turn, _)| {
        acts::may_decide(&who.viewer, &seen.cycle, correction.kind, turn).is_ok()
    });
    html! {
        article .correction #{ "c-" (correction.id) } {
            p .meta {
                a .number href=(address(&seen.session, correction.number)) { (correction.number) } " "
                span { (t.say(&format!("transcript-kind-{}", correction.kind.word()))) } " "
                strong { (verdict) } " " span { (proposed) }
                @if let Some(decider) = &correction.decider { " " span { (t.say_with("transcript-decided-by", &[("who", names.get(t, Some(decider)).into_owned().into())])) } }
            }
            (what(t, seen, correction, names))
            @if let Some(reason) = &correction.reason { p .small dir="auto" { (t.say("transcript-reason")) ": " (safe_text(reason)) } }
            @if let Some(because) = &correction.because { p .small dir="auto" { (t.say("transcript-because")) ": " (safe_text(because)) } }
            @if correction.verdict == Verdict::Open && may { (decide_it(t, who, seen, correction)) }
        }
    }
}

fn what(t: &Tongue, seen: &Seen, correction: &Correction, names: &Names) -> Markup {
    let stands = seen.transcript.paragraph(correction.number);
    let stands = stands.and_then(|(_, paragraph)| paragraph.text.as_deref());
    match correction.kind {
        CorrectionKind::Words | CorrectionKind::Supplied => match &correction.words {
            Some(words) => {
                // What was decided is set against what it took the place of; what is open, against what stands.
                let old = correction.before.as_deref().or(stands);
                words_diff(t, &compare(old, Some(words)))
            }
            None => html! { p { em { (t.say("transcript-erased")) } } },
        },
        _ if !seen.fields.person => html! {},
        CorrectionKind::Speaker => html! { p { (t.say("transcript-it-was")) " "
        bdi { (safe_text(correction.words.as_deref().unwrap_or(&t.say("transcript-nobody-known")))) } } },
        CorrectionKind::Mine => html! { p { (t.say_with("transcript-says-was-me", &[
        ("who", names.get(t, correction.participant.as_ref()).into_owned().into()), ("count", correction.turns.len().into())])) } },
    }
}

fn decide_it(t: &Tongue, who: &Who, seen: &Seen, correction: &Correction) -> Markup {
    let action = format!(
        "/sessions/{}/corrections/{}",
        seen.session.slug, correction.id
    );
    let key = plenary_kit::random::token();
    let field = Field::new("reason", &t.say("transcript-field-verdict"));
    Form::new(&action, &who.token).key(&key).render(html! {
        (field.text(t, ""))
        p .acts { (Button::main(&t.say("transcript-confirm")).sends("verdict", "yes")) " "
            (Button::quiet(&t.say("transcript-decline")).sends("verdict", "no")) }
    })
}

/// GET /sessions/{slug}/transcript/corrections
pub async fn corrections_page(
    State(app): State<App>,
    who: Who,
    Path(slug): Path<String>,
) -> Result<Response, Stop> {
    let seen = Seen::load(&app, &who, &slug)?;
    let (all, names) = app.read(|db| -> Result<_, Fault> {
        let all = read::corrections(db, &seen.session.id)?;
        let names = Names::of(db, &who, seen.fields, &all)?;
        Ok((all, names))
    })?;
    let t = &who.tongue;
    let title = t.say("transcript-corrections");
    let (open, decided): (Vec<_>, Vec<_>) =
        all.iter().partition(|each| each.verdict == Verdict::Open);
    let body = html! {
        (heading(Some(seen.kicker(t)), &title, Some(html! { (t.say("transcript-corrections-lead")) })))
        @if all.is_empty() { (empty(t, Some(html! { (t.say("transcript-no-corrections")) }))) }
        @for correction in open.into_iter().chain(decided) { (correction_line(t, &who, &seen, correction, &names)) }
    };
    Ok(web::html(
        Page::new(&title, Place::Now, body).render(&app, &who),
    ))
}

/// POST /sessions/{slug}/corrections/{id}
pub async fn decide_form(
    State(app): State<App>,
    who: Who,
    Path((slug, id)): Path<(String, String)>,
    mut sent: Sent,
) -> Result<Response, Stop> {
    let seen = Seen::load(&app, &who, &slug)?;
    let (verdict, reason) = (sent.take("verdict"), sent.take("reason"));
    sent.finish()?;
    let id: CorrectionId = id.parse().map_err(|_| Stop::NotFound)?;
    let reason = text::maybe_line(&reason, REASON_LETTERS)?;
    let said = (verdict == "yes", reason);
    let decided = acts::decide(&app, &who.viewer, &seen.session.id, &id, said, sent.once()).await?;
    Ok(Redirect::to(&format!(
        "/sessions/{slug}/transcript/{}#c-{id}",
        decided.number
    ))
    .into_response())
}
