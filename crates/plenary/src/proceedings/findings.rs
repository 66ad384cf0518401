//! What was found in the speech: a list to accept, correct or dismiss by keyboard, one at a time.

use axum::extract::{Path, RawQuery, State};
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use plenary_captions::FindingKind;
use plenary_kit::app::App;
use plenary_kit::fault::Stop;
use plenary_kit::form::Form as Sent;
use plenary_kit::page::{
    Button, Choice, Field, Form, Place, empty, heading, panes, safe_text, stamp,
};
use plenary_kit::shell::Page;
use plenary_kit::tongue::Tongue;
use plenary_kit::web::{self, Who};

use super::acts::{self, Verdict};
use super::page::{OUTCOMES, outcome_in_words};
use crate::docket::title_for;
use crate::transcript::pages::{Passage, Seen};
use crate::transcript::rules::Offered;
use crate::transcript::store::read;
use crate::transcript::{Transcript, Verdict as Standing};

const KINDS: [(&str, FindingKind); 8] = [
    ("question", FindingKind::Question),
    ("review_comment", FindingKind::ReviewComment),
    ("proposal", FindingKind::Proposal),
    ("definition", FindingKind::Definition),
    ("next_step", FindingKind::NextStep),
    ("next_year", FindingKind::NextYear),
    ("document", FindingKind::Document),
    ("person", FindingKind::Person),
];

/// So many rows beside the one that is looked at.
const ROWS: usize = 60;
/// So much of a paragraph is quoted at most.
const SAID_LETTERS: usize = 2_000;

/// GET /sessions/{slug}/transcript/findings
pub async fn findings_page(
    State(app): State<App>,
    who: Who,
    Path(slug): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, Stop> {
    let seen = Seen::of_recorder(&app, &who, &slug)?;
    let all = app.read(|db| read::findings(db, &seen.transcript))?;
    let asked: Option<u32> = plenary_kit::form::query(query.as_deref().unwrap_or(""))
        .take("place")
        .parse()
        .ok();
    let is_open = |each: &&Offered| each.verdict == Standing::Open;
    let current = all
        .iter()
        .find(|each| Some(each.place) == asked)
        .or_else(|| all.iter().find(is_open))
        .or(all.first());
    let t = &who.tongue;
    let title = t.say("proceedings-findings");
    let open = all.iter().filter(is_open).count();
    let lead = t.say_with(
        "proceedings-findings-lead",
        &[("open", open.into()), ("all", all.len().into())],
    );
    let list = List {
        t,
        who: &who,
        seen: &seen,
        all: &all,
    };
    let body = html! {
        (heading(Some(seen.kicker(t)), &title, Some(html! { (lead) })))
        @match current {
            Some(current) => (panes(t, list.rows(current), list.card(current), list.side(current))),
            None => (empty(t, Some(html! { (t.say("proceedings-no-findings")) }))),
        }
    };
    let mut page = Page::new(&title, Place::Now, body);
    page.is_wide = true;
    page.unlisted = true;
    Ok(web::html(page.render(&app, &who)))
}

struct List<'a> {
    t: &'a Tongue,
    who: &'a Who,
    seen: &'a Seen,
    all: &'a [Offered],
}

impl List<'_> {
    fn rows(&self, current: &Offered) -> Markup {
        let here = self
            .all
            .iter()
            .position(|each| each.place == current.place)
            .unwrap_or(0);
        let from = here.saturating_sub(ROWS / 3);
        html! {
            ol { @for each in self.all.iter().skip(from).take(ROWS) {
                li aria-current=[(each.place == current.place).then_some("true")] {
                    a href={ "/sessions/" (self.seen.session.slug) "/transcript/findings?place=" (each.place) } data-row {
                        span .small { (kind_in_words(self.t, each.kind)) " · " (verdict(self.t, each)) } " "
                        @if let Some(name) = &each.name { bdi { (safe_text(name)) } ": " }
                        span dir="auto" { (safe_text(&title_for(&words_of(&self.seen.transcript, each)))) }
                    }
                }
            } }
        }
    }

    fn card(&self, current: &Offered) -> Markup {
        let t = self.t;
        let passage = Passage {
            session: &self.seen.session,
            transcript: &self.seen.transcript,
            first: current.first,
            last: current.last,
            fields: self.seen.fields,
            groups: &self.seen.groups,
        };
        let base = format!(
            "/sessions/{}/passage?first={}&last={}&finding={}",
            self.seen.session.slug, current.first, current.last, current.place
        );
        html! {
            h2 { (kind_in_words(t, current.kind)) " " span .guess { (t.say_with("proceedings-sure", &[("percent", (current.confidence / 10).into())])) } }
            p .said dir="auto" { q { (safe_text(&words_of(&self.seen.transcript, current))) } }
            @if let Some(name) = &current.name { p { (t.say("proceedings-names")) ": " bdi { (safe_text(name)) } } }
            @if let Some(outcome) = current.outcome { p { strong { (outcome_in_words(t, outcome)) } } }
            @if let Some(item) = current.item { p { (stamp(t, &item.to_string(), Some(&format!("/items/{item}")))) } }
            (self.form(current))
            p .acts { a .button.quiet href=(base) data-key="m" { (t.say("proceedings-make")) " " kbd aria-hidden="true" { "m" } } }
            details open { summary { (t.say("proceedings-in-context")) } (passage.render(t)) }
        }
    }

    fn form(&self, current: &Offered) -> Markup {
        let t = self.t;
        let action = format!("/sessions/{}/transcript/findings", self.seen.session.slug);
        let key = plenary_kit::random::token();
        let names: Vec<String> = KINDS
            .iter()
            .map(|(_, kind)| kind_in_words(t, *kind))
            .collect();
        let kinds: Vec<Choice> = KINDS
            .iter()
            .zip(&names)
            .map(|((word, _), label)| Choice { value: word, label })
            .collect();
        let kind = KINDS
            .iter()
            .find(|(_, kind)| *kind == current.kind)
            .map_or("", |(word, _)| word);
        let said: Vec<String> = OUTCOMES
            .iter()
            .map(|(_, outcome)| outcome_in_words(t, *outcome))
            .collect();
        let nothing = t.say("proceedings-outcome-none");
        let mut outcomes = vec![Choice {
            value: "none",
            label: &nothing,
        }];
        outcomes.extend(
            OUTCOMES
                .iter()
                .zip(&said)
                .map(|((word, _), label)| Choice { value: word, label }),
        );
        let outcome = OUTCOMES
            .iter()
            .find(|(_, each)| Some(*each) == current.outcome)
            .map_or("none", |(word, _)| word);
        Form::new(&action, &self.who.token).key(&key).render(html! {
            input type="hidden" name="place" value=(current.place);
            details { summary { (t.say("proceedings-correct-it")) }
                (Field::new("kind", &t.say("proceedings-field-what")).choose(t, &kinds, kind))
                (Field::new("outcome", &t.say("proceedings-field-outcome")).choose(t, &outcomes, outcome))
            }
            p .acts { (Button::main(&t.say("proceedings-accept")).sends("verdict", "yes").key('a')) " "
                (Button::quiet(&t.say("proceedings-dismiss")).sends("verdict", "no").key('d')) }
        })
    }

    fn side(&self, current: &Offered) -> Markup {
        let t = self.t;
        let link = |number: u32| html! { a href={ "/sessions/" (self.seen.session.slug) "/transcript?at=" (number) "#p" (number) } { (t.say_with("transcript-paragraph", &[("number", number.into())])) } };
        html! {
            h3 { (t.say("proceedings-where")) }
            p { (link(current.first)) }
            @if let Some(number) = current.answered_by { h3 { (t.say("proceedings-answered-at")) } p { (link(number)) } }
            @if let Some(number) = current.outcome_number { h3 { (t.say("proceedings-announced-at")) } p { (link(number)) } }
            h3 { (t.say("proceedings-by-kind")) }
            ul .plain { @for (_, kind) in KINDS {
                @let of_kind = self.all.iter().filter(|each| each.kind == kind);
                @let open = of_kind.clone().filter(|each| each.verdict == Standing::Open).count();
                @let all = of_kind.count();
                @if all > 0 { li { (kind_in_words(t, kind)) ": " (t.say_with("proceedings-open-of", &[("open", open.into()), ("all", all.into())])) } }
            } }
        }
    }
}

/// The words of something found, cut out of the paragraph where it stands.
pub(super) fn words_of(transcript: &Transcript, found: &Offered) -> String {
    let paragraph = transcript.paragraph(found.first);
    let text = paragraph.and_then(|(_, paragraph)| paragraph.text.as_deref());
    let [from, to] = found.letters.unwrap_or([0, u32::MAX]);
    let count = (to.saturating_sub(from) as usize).min(SAID_LETTERS);
    let letters = text.unwrap_or("").chars();
    letters.skip(from as usize).take(count).collect()
}

fn verdict(t: &Tongue, each: &Offered) -> String {
    let key = match each.verdict {
        Standing::Open => "proceedings-open",
        Standing::Confirmed => "proceedings-accepted",
        Standing::Declined => "proceedings-dismissed",
    };
    t.say(key).into_owned()
}

fn kind_in_words(t: &Tongue, kind: FindingKind) -> String {
    let key = match kind {
        FindingKind::Question => "proceedings-kind-question",
        FindingKind::ReviewComment => "proceedings-kind-review-comment",
        FindingKind::Proposal => "proceedings-kind-proposal",
        FindingKind::Definition => "proceedings-kind-definition",
        FindingKind::NextStep => "proceedings-kind-next-step",
        FindingKind::NextYear => "proceedings-kind-next-year",
        FindingKind::Document => "proceedings-kind-document",
        FindingKind::Person => "proceedings-kind-person",
    };
    t.say(key).into_owned()
}

/// POST /sessions/{slug}/transcript/findings
pub async fn decide_form(
    State(app): State<App>,
    who: Who,
    Path(slug): Path<String>,
    mut sent: Sent,
) -> Result<Response, Stop> {
    let seen = Seen::of_recorder(&app, &who, &slug)?;
    let place: u32 = sent.take("place").parse().map_err(|_| Stop::NotFound)?;
    let (kind, outcome, verdict) = (
        sent.take("kind"),
        sent.take("outcome"),
        sent.take("verdict"),
    );
    sent.finish()?;
    let all = app.read(|db| read::findings(db, &seen.transcript))?;
    let found = all
        .iter()
        .find(|each| each.place == place)
        .ok_or(Stop::NotFound)?;
    let kind = KINDS
        .iter()
        .find(|(word, _)| *word == kind)
        .map_or(found.kind, |(_, kind)| *kind);
    let outcome = match outcome.as_str() {
        "" => found.outcome,
        word => OUTCOMES
            .iter()
            .find(|(each, _)| *each == word)
            .map(|(_, outcome)| *outcome),
    };
    let verdict = Verdict {
        place,
        kind,
        outcome,
        is_accepted: verdict == "yes",
        item: None,
    };
    acts::decide(&app, &who.viewer, &seen.session.id, verdict, sent.once()).await?;
    let next = all
        .iter()
        .find(|each| each.place > place && each.verdict == Standing::Open);
    let next = next.map_or(place, |next| next.place);
    Ok(Redirect::to(&format!(
        "/sessions/{slug}/transcript/findings?place={next}"
    ))
    .into_response())
}
