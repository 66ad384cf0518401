//! A passage of speech and the two steps from it: an item of the docket, or a link with one and the answer announced.

use axum::extract::{Path, RawQuery, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use plenary_captions::{FindingKind, Outcome};
use plenary_kit::act::Once;
use plenary_kit::app::App;
use plenary_kit::fault::{Refuse, Stop};
use plenary_kit::form::Form as Sent;
use plenary_kit::page::{Button, Choice, Faults, Field, Form, Place, heading};
use plenary_kit::shell::Page;
use plenary_kit::text;
use plenary_kit::web::{self, Who};

use super::acts::{self, Raise, Settle, Verdict, raise, settle};
use super::findings::words_of;
use super::page::{OUTCOMES, outcome_in_words};
use crate::answer::rules::{AskedTarget, PLACE_LETTERS};
use crate::docket::rules::{TEXT_LETTERS, TITLE_LETTERS};
use crate::docket::{Door, ItemNumber, Kind, title_for};
use crate::transcript::pages::{Passage, Seen, quote};
use crate::transcript::rules::check_passage;
use crate::transcript::store::read;

/// What was typed, or what is offered at first.
#[derive(Clone, Debug, Default)]
struct Typed {
    act: String,
    first: u32,
    last: u32,
    finding: Option<u32>,
    kind: String,
    door: String,
    title: String,
    words: String,
    item: String,
    outcome: String,
    reason: String,
    target: String,
    place: String,
}

impl Typed {
    fn take(sent: &mut Sent) -> Typed {
        Typed {
            act: sent.take("act"),
            first: sent.take("first").parse().unwrap_or(0),
            last: sent.take("last").parse().unwrap_or(0),
            finding: sent.take("finding").parse().ok(),
            kind: sent.take("kind"),
            door: sent.take("door"),
            title: sent.take("title"),
            words: sent.take("words"),
            item: sent.take("item"),
            outcome: sent.take("outcome"),
            reason: sent.take("reason"),
            target: sent.take("target"),
            place: sent.take("place"),
        }
    }

    /// What a passage offers: its own words, and what was found in it.
    fn offered(
        app: &App,
        seen: &Seen,
        first: u32,
        last: u32,
        finding: Option<u32>,
    ) -> Result<Typed, Stop> {
        let all = app.read(|db| read::findings(db, &seen.transcript))?;
        let found = finding.and_then(|place| all.into_iter().find(|each| each.place == place));
        let kind = match found.as_ref().map(|found| found.kind) {
            Some(FindingKind::Question) => Kind::Question,
            Some(FindingKind::Proposal | FindingKind::NextStep | FindingKind::NextYear) => {
                Kind::Proposal
            }
            _ => Kind::Intervention,
        };
        let outcome = found.as_ref().and_then(|found| found.outcome);
        let outcome = OUTCOMES.iter().find(|(_, each)| Some(*each) == outcome);
        let words = quote(&seen.transcript, first, last);
        let public = &app.settings().public_url;
        let place = format!(
            "{public}/sessions/{}/transcript?at={first}#p{first}",
            seen.session.slug
        );
        let quoted: Vec<String> = words.lines().map(|line| format!("> {line}")).collect();
        let said = match found.as_ref().and_then(|found| found.outcome_number) {
            Some(number) if number != first => quote(&seen.transcript, number, number)
                .lines()
                .map(|line| format!("> {line}\n"))
                .collect(),
            _ => quoted.join("\n"),
        };
        let title = match &found {
            Some(found) => title_for(&words_of(&seen.transcript, found)),
            None => title_for(&words),
        };
        Ok(Typed {
            first,
            last,
            finding,
            title,
            kind: kind.word().into(),
            door: Door::Floor.word().into(),
            words,
            outcome: outcome.map_or(String::new(), |(word, _)| (*word).into()),
            reason: format!("{said}\n\n{place}"),
            target: place,
            ..Typed::default()
        })
    }

    fn outcome(&self) -> Option<Outcome> {
        OUTCOMES
            .iter()
            .find(|(word, _)| *word == self.outcome)
            .map(|(_, outcome)| *outcome)
    }
}

/// GET /sessions/{slug}/passage?first=&last=
pub async fn passage_page(
    State(app): State<App>,
    who: Who,
    Path(slug): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, Stop> {
    let seen = Seen::of_recorder(&app, &who, &slug)?;
    let mut query = plenary_kit::form::query(query.as_deref().unwrap_or(""));
    let first: u32 = query.take("first").parse().unwrap_or(1);
    let last = query.take("last").parse().unwrap_or(first);
    check_passage(&seen.transcript, first, last)?;
    let finding = query.take("finding").parse().ok();
    let typed = Typed::offered(&app, &seen, first, last, finding)?;
    Ok(web::html(render(
        &app,
        &who,
        &seen,
        &typed,
        &Faults::default(),
    )))
}

fn render(app: &App, who: &Who, seen: &Seen, typed: &Typed, faults: &Faults) -> Markup {
    let t = &who.tongue;
    let title = t.say_with(
        "proceedings-passage",
        &[("first", typed.first.into()), ("last", typed.last.into())],
    );
    let passage = Passage {
        session: &seen.session,
        transcript: &seen.transcript,
        first: typed.first,
        last: typed.last,
        fields: seen.fields,
        groups: &seen.groups,
    };
    let heard = format!("{}:{}-{}", seen.session.id, typed.first, typed.last);
    let body = html! {
        (heading(Some(seen.kicker(t)), &title, Some(html! { (t.say("proceedings-passage-lead")) })))
        (passage.render(t))
        (range(who, seen, typed))
        section aria-labelledby="raise" { h2 #raise { (t.say("proceedings-raise")) } (raise_form(who, seen, typed, faults)) }
        section aria-labelledby="settle" { h2 #settle { (t.say("proceedings-settle")) } (settle_form(who, seen, typed, faults)) }
        p .small { (t.say("proceedings-basis")) " " code { (heard) } }
    };
    let mut page = Page::new(&title, Place::Now, body);
    page.unlisted = true;
    page.render(app, who)
}

/// A form that reads: where the passage begins and ends.
fn range(who: &Who, seen: &Seen, typed: &Typed) -> Markup {
    let t = &who.tongue;
    html! {
        form method="get" action={ "/sessions/" (seen.session.slug) "/passage" } .range {
            (Field::new("first", &t.say("proceedings-first")).required().text(t, &typed.first.to_string()))
            (Field::new("last", &t.say("proceedings-last")).required().text(t, &typed.last.to_string()))
            @if let Some(finding) = typed.finding { input type="hidden" name="finding" value=(finding); }
            p .acts { (Button::quiet(&t.say("proceedings-range"))) }
        }
    }
}

fn form(
    who: &Who,
    seen: &Seen,
    typed: &Typed,
    act: &str,
    faults: &Faults,
    fields: Markup,
) -> Markup {
    let action = format!("/sessions/{}/passage", seen.session.slug);
    let key = plenary_kit::random::token();
    let nothing = Faults::default();
    let faults = if typed.act == act { faults } else { &nothing };
    Form::new(&action, &who.token).key(&key).faults(&who.tongue, faults).render(html! {
        input type="hidden" name="act" value=(act);
        input type="hidden" name="first" value=(typed.first);
        input type="hidden" name="last" value=(typed.last);
        @if let Some(finding) = typed.finding { input type="hidden" name="finding" value=(finding); }
        (fields)
    })
}

fn raise_form(who: &Who, seen: &Seen, typed: &Typed, faults: &Faults) -> Markup {
    let t = &who.tongue;
    let kinds = [Kind::Intervention, Kind::Question, Kind::Proposal];
    let names = kinds.map(|kind| t.say(&format!("kind-{}", kind.word())));
    let kinds: Vec<Choice> = kinds
        .iter()
        .zip(&names)
        .map(|(kind, label)| Choice {
            value: kind.word(),
            label,
        })
        .collect();
    let doors = [Door::Floor, Door::Remote, Door::Import];
    let labels = doors.map(|door| t.say(&format!("door-{}", door.word())));
    let doors: Vec<Choice> = doors
        .iter()
        .zip(&labels)
        .map(|(door, label)| Choice {
            value: door.word(),
            label,
        })
        .collect();
    let field = |name: &'static str, key: &str| Field::new(name, &t.say(key)).fault(faults);
    form(
        who,
        seen,
        typed,
        "raise",
        faults,
        html! {
            (field("kind", "proceedings-field-kind").required().choose(t, &kinds, &typed.kind))
            (field("door", "proceedings-field-door").required().choose(t, &doors, &typed.door))
            (field("title", "proceedings-field-title").text(t, &typed.title))
            (field("words", "proceedings-field-words").required().words(t, &typed.words, TEXT_LETTERS as u32))
            p .acts { (Button::main(&t.say("proceedings-raise-do"))) }
        },
    )
}

fn settle_form(who: &Who, seen: &Seen, typed: &Typed, faults: &Faults) -> Markup {
    let t = &who.tongue;
    let names: Vec<String> = OUTCOMES
        .iter()
        .map(|(_, outcome)| outcome_in_words(t, *outcome))
        .collect();
    let nothing = t.say("proceedings-outcome-none");
    let mut choices = vec![Choice {
        value: "none",
        label: &nothing,
    }];
    choices.extend(
        OUTCOMES
            .iter()
            .zip(&names)
            .map(|((word, _), label)| Choice { value: word, label }),
    );
    let chosen = if typed.outcome.is_empty() {
        "none"
    } else {
        typed.outcome.as_str()
    };
    let field = |name: &'static str, key: &str| Field::new(name, &t.say(key)).fault(faults);
    form(
        who,
        seen,
        typed,
        "settle",
        faults,
        html! {
            (field("item", "proceedings-field-item").required().text(t, &typed.item))
            (field("outcome", "proceedings-field-outcome").hint(&t.say("proceedings-field-outcome-hint")).choose(t, &choices, chosen))
            (field("reason", "proceedings-field-reason").words(t, &typed.reason, 20_000))
            (field("target", "proceedings-field-target").hint(&t.say("proceedings-field-target-hint")).text(t, &typed.target))
            (field("place", "proceedings-field-place").hint(&t.say("proceedings-field-place-hint")).text(t, &typed.place))
            p .acts { (Button::main(&t.say("proceedings-settle-do"))) }
        },
    )
}

/// POST /sessions/{slug}/passage
pub async fn passage_form(
    State(app): State<App>,
    who: Who,
    Path(slug): Path<String>,
    mut sent: Sent,
) -> Result<Response, Stop> {
    let seen = Seen::of_recorder(&app, &who, &slug)?;
    let typed = Typed::take(&mut sent);
    let again = |refusal: &dyn Refuse| {
        let status = StatusCode::from_u16(refusal.status()).unwrap_or(StatusCode::CONFLICT);
        let default = if typed.act == "settle" {
            "item"
        } else {
            "words"
        };
        let field = refusal.field().unwrap_or(default);
        let faults = Faults::new(vec![(field, web::in_words(&who.tongue, refusal))]);
        Ok((
            status,
            web::html(render(&app, &who, &seen, &typed, &faults)),
        )
            .into_response())
    };
    if let Err(bad) = sent.finish() {
        return again(&bad);
    }
    let done = match typed.act.as_str() {
        "settle" => do_settle(&app, &who, &seen, &typed, sent.once()).await,
        _ => do_raise(&app, &who, &seen, &typed, sent.once()).await,
    };
    match done {
        Ok(number) => {
            accept(&app, &who, &seen, &typed, number).await?;
            Ok(Redirect::to(&format!("/items/{number}")).into_response())
        }
        Err(Stop::Refused(refusal)) => again(refusal.as_ref()),
        Err(stop) => Err(stop),
    }
}

async fn do_raise(
    app: &App,
    who: &Who,
    seen: &Seen,
    typed: &Typed,
    once: Option<Once>,
) -> Result<ItemNumber, Stop> {
    let ask = Raise {
        kind: typed.kind.parse().unwrap_or(Kind::Intervention),
        door: typed.door.parse().unwrap_or(Door::Floor),
        title: text::maybe_line(&typed.title, TITLE_LETTERS)?,
        words: text::prose(&typed.words, TEXT_LETTERS)?,
        first: typed.first,
        last: typed.last,
    };
    raise(app, &who.viewer, &seen.session.id, ask, once).await
}

async fn do_settle(
    app: &App,
    who: &Who,
    seen: &Seen,
    typed: &Typed,
    once: Option<Once>,
) -> Result<ItemNumber, Stop> {
    let item: ItemNumber = typed.item.trim().parse().map_err(|_| BadNumber)?;
    let target =
        text::maybe_line(&typed.target, 300)?.map(|target| match target.parse::<ItemNumber>() {
            Ok(number) => AskedTarget::Item(number),
            Err(_) => AskedTarget::Reference(target),
        });
    let ask = Settle {
        item,
        first: typed.first,
        last: typed.last,
        outcome: typed.outcome(),
        reason: text::maybe_prose(&typed.reason, 20_000)?,
        target,
        place: text::maybe_line(&typed.place, PLACE_LETTERS)?,
    };
    settle(app, &who.viewer, &seen.session.id, ask, once).await?;
    Ok(item)
}

/// What was found is accepted by what was made of it.
async fn accept(
    app: &App,
    who: &Who,
    seen: &Seen,
    typed: &Typed,
    item: ItemNumber,
) -> Result<(), Stop> {
    let Some(place) = typed.finding else {
        return Ok(());
    };
    let all = app.read(|db| read::findings(db, &seen.transcript))?;
    let Some(found) = all.into_iter().find(|each| each.place == place) else {
        return Ok(());
    };
    let verdict = Verdict {
        place,
        kind: found.kind,
        outcome: typed.outcome().or(found.outcome),
        is_accepted: true,
        item: Some(item),
    };
    match acts::decide(app, &who.viewer, &seen.session.id, verdict, None).await {
        // Sent twice: it was accepted the first time.
        Err(Stop::Refused(_)) | Ok(()) => Ok(()),
        Err(stop) => Err(stop),
    }
}

/// Not a number of an item.
#[derive(Debug, thiserror::Error)]
#[error("Write the item's number, such as 42.")]
struct BadNumber;

impl Refuse for BadNumber {
    fn key(&self) -> &'static str {
        "proceedings-bad-number"
    }

    fn status(&self) -> u16 {
        422
    }

    fn field(&self) -> Option<&'static str> {
        Some("item")
    }
}
