//! `/participants/{id}/erase`: the secretariat has a person's data erased, and says under which rule.

use axum::response::{IntoResponse, Redirect, Response};
use maud::html;
use plenary_kit::app::App;
use plenary_kit::fault::Stop;
use plenary_kit::form::Form as Sent;
use plenary_kit::id::ParticipantId;
use plenary_kit::page::{Button, Faults, Field, Form, Place, heading, safe_text};
use plenary_kit::random;
use plenary_kit::text;
use plenary_kit::web::Who;

use super::acts::{self, Personal};
use super::pages::{Reader, Typed, as_faults, hand, id_of, person_of, shown};
use super::refusal::ParticipantRefusal;
use super::rules::{self, Person, RULE_LETTERS};
use super::store;

/// What a page about erasing knows.
pub(super) struct Erasing {
    /// Whose data.
    pub person: Person,
    /// How many texts would be destroyed.
    pub texts: i64,
    /// Whether the visitor may.
    pub may: Result<(), ParticipantRefusal>,
}

/// Reads it.
pub(super) fn erasing(
    app: &App,
    who: &Who,
    id: &ParticipantId,
    elsewhere: Personal,
) -> Result<Erasing, Stop> {
    app.read(|db| {
        let person = person_of(db, id)?;
        let may = rules::may_erase(&who.viewer, &person, store::secretaries(db)?);
        let texts = i64::try_from(acts::kept(db, id, elsewhere)?.words.len()).unwrap_or(i64::MAX);
        Ok(Erasing { person, texts, may })
    })
}

/// Whether the box was ticked.
pub(super) fn agreed(typed: &Typed) -> Result<(), ParticipantRefusal> {
    match typed.get("agree") {
        "yes" => Ok(()),
        _ => Err(ParticipantRefusal::NotAgreed),
    }
}

/// GET /participants/{id}/erase
pub async fn page(elsewhere: Personal, app: App, who: Who, id: String) -> Result<Response, Stop> {
    let typed = Typed::of(&[("rule", &who.tongue.say("participant-rule-example"))]);
    render(
        &app,
        &who,
        &id_of(&id)?,
        elsewhere,
        &typed,
        (200, Faults::default()),
    )
}

fn render(
    app: &App,
    who: &Who,
    id: &ParticipantId,
    elsewhere: Personal,
    typed: &Typed,
    (status, faults): (u16, Faults),
) -> Result<Response, Stop> {
    let (t, erasing) = (&who.tongue, erasing(app, who, id, elsewhere)?);
    if erasing.may == Err(ParticipantRefusal::NotSecretariat) {
        return Err(Stop::NotFound);
    }
    let title = t.say("participant-erase-title");
    let name = erasing.person.name.clone().unwrap_or_default();
    let action = format!("/participants/{id}/erase");
    let body = html! {
        (heading(None, &title, Some(html! { bdi { (safe_text(&name)) } })))
        p { (t.say("participant-erase-means")) }
        p { (t.mark_with("participant-erase-counts", &[("count", erasing.texts.into())])) }
        @match &erasing.may {
            Err(refusal) => p { (plenary_kit::web::in_words(t, refusal)) },
            Ok(()) => (Form::new(&action, &who.token).key(&random::key()).faults(t, &faults).render(html! {
                (Field::new("rule", &t.say("participant-rule")).hint(&t.say("participant-rule-hint")).required()
                    .fault(&faults).text(t, typed.get("rule")))
                (Field::new("agree", &t.say("participant-erase-agree")).required().fault(&faults)
                    .tick(t, typed.get("agree") == "yes"))
                p .acts { (Button::grave(&t.say("participant-erase"))) }
            })),
        }
    };
    Ok(shown(app, who, Place::Elsewhere, &title, body, status))
}

/// POST /participants/{id}/erase
pub async fn erase(
    elsewhere: Personal,
    app: App,
    who: Who,
    id: String,
    mut sent: Sent,
) -> Result<Response, Stop> {
    let (once, hand, id) = (sent.once(), hand(&who)?, id_of(&id)?);
    let typed = Typed::take(&mut sent, &["rule", "agree"])?;
    let mut read = Reader::new(&who.tongue, &typed);
    let rule = read.read("rule", |text| text::line(text, RULE_LETTERS));
    read.read("agree", |_| agreed(&typed));
    let outcome = match read.finish() {
        Err(faults) => Err((422, faults)),
        Ok(()) => match acts::erase(&app, &hand, once, &id, rule, elsewhere).await {
            Ok(()) => Ok(()),
            Err(stop) => Err(as_faults(&who.tongue, stop)?),
        },
    };
    match outcome {
        Ok(()) => Ok(Redirect::to(&format!("/participants/{id}")).into_response()),
        Err(refused) => render(&app, &who, &id, elsewhere, &typed, refused),
    }
}
