//! An author's own edit of a comment, until somebody answers or endorses it; what it said before stays to be seen.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use plenary_kit::app::App;
use plenary_kit::db::Db;
use plenary_kit::fault::{Fault, Stop};
use plenary_kit::form::Form as Sent;
use plenary_kit::page::{Button, Choice, Faults, Field, Form, Place, heading};
use plenary_kit::shell::Page;
use plenary_kit::text;
use plenary_kit::tongue::Tongue;
use plenary_kit::web::{self, Who};

use super::rules::{CommentRefusal, SUGGESTION_LETTERS, may_edit};
use super::store;
use crate::docket::filing::{Mending, fault_of};
use crate::docket::rules::{TEXT_LETTERS, revise_item};
use crate::docket::{Concerned, DocketEvent, Format, Item, ItemNumber, Nature, store as docket};

/// What can be changed.
struct Editing {
    item: Item,
    concerned: Concerned,
    text: String,
    format: Format,
    suggestion: String,
    endorsements: i64,
}

/// What was typed.
#[derive(Clone)]
struct Typed {
    text: String,
    nature: String,
    suggestion: String,
}

impl Editing {
    /// The item with its words; what the visitor may not see is not there.
    fn load(app: &App, db: &Db<'_>, who: &Who, number: ItemNumber) -> Result<Editing, Stop> {
        let item = docket::item(db, number)?.ok_or(Stop::NotFound)?;
        item.fields_for(app, &who.viewer).ok_or(Stop::NotFound)?;
        let concerned = docket::concern::concerns(db, number)?;
        let first = docket::texts(db, number)?.into_iter().next();
        let said =
            |key| -> Result<String, Fault> { Ok(docket::text(db, key)?.unwrap_or_default()) };
        Ok(Editing {
            suggestion: concerned
                .suggestion
                .map(said)
                .transpose()?
                .unwrap_or_default(),
            format: first.as_ref().map_or(Format::Plain, |text| text.format),
            text: first.and_then(|text| text.text).unwrap_or_default(),
            endorsements: store::count(db, number)?,
            concerned,
            item,
        })
    }

    fn may(&self, who: &Who) -> Result<(), CommentRefusal> {
        may_edit(&who.viewer, &self.item, self.endorsements)
    }

    fn typed(&self) -> Typed {
        let nature = self.concerned.nature.unwrap_or(Nature::General);
        Typed {
            text: self.text.clone(),
            nature: nature.word().to_owned(),
            suggestion: self.suggestion.clone(),
        }
    }

    fn render(&self, app: &App, who: &Who, typed: &Typed, faults: &Faults) -> Markup {
        let t = &who.tongue;
        let number = self.item.number.to_string();
        let title = t.say_with("comment-edit-title", &[("number", number.as_str().into())]);
        let action = format!("/items/{number}/edit");
        let key = plenary_kit::random::token();
        let field = |name: &'static str, label: &str| Field::new(name, &t.say(label)).fault(faults);
        let has_passage = !self.concerned.passages.is_empty();
        let fields = html! {
            (field("text", "comment-field-text").words(t, &typed.text, TEXT_LETTERS as u32))
            @if self.concerned.document.is_some() { (natures(t, field("nature", "comment-field-nature"), &typed.nature)) }
            @if has_passage {
                (field("suggestion", "comment-field-suggestion").hint(&t.say("comment-field-suggestion-hint"))
                    .words(t, &typed.suggestion, SUGGESTION_LETTERS as u32))
            }
            p .acts { (Button::main(&t.say("comment-edit-save"))) }
        };
        let kicker = html! { a href={ "/items/" (number) } { "#" (number) } };
        let body = html! {
            (heading(Some(kicker), &title, Some(html! { (t.say("comment-edit-lead")) })))
            @match self.may(who) {
                Ok(()) => (Form::new(&action, &who.token).key(&key).draft(&action).faults(t, faults).render(fields)),
                Err(refusal) => p .notice { (web::in_words(t, &refusal)) },
            }
        };
        let mut page = Page::new(&title, Place::Now, body);
        page.unlisted = true;
        page.render(app, who)
    }
}

fn natures(t: &Tongue, field: Field<'_>, chosen: &str) -> Markup {
    let key = |nature: &Nature| t.say(&format!("comment-nature-{}", nature.word()));
    let said: Vec<_> = Nature::ALL
        .iter()
        .map(|each| (each.word(), key(each)))
        .collect();
    let choices: Vec<Choice<'_>> = said
        .iter()
        .map(|(value, label)| Choice { value, label })
        .collect();
    field.required().choose(t, &choices, chosen)
}

/// GET /items/{number}/edit
pub async fn words_page(
    State(app): State<App>,
    who: Who,
    Path(number): Path<String>,
) -> Result<Response, Stop> {
    let number: ItemNumber = number.parse().map_err(|_| Stop::NotFound)?;
    let editing = app.read(|db| Editing::load(&app, db, &who, number))?;
    let page = editing.render(&app, &who, &editing.typed(), &Faults::default());
    Ok(web::html(page))
}

/// POST /items/{number}/edit
pub async fn words_form(
    State(app): State<App>,
    who: Who,
    Path(number): Path<String>,
    mut sent: Sent,
) -> Result<Response, Stop> {
    let number: ItemNumber = number.parse().map_err(|_| Stop::NotFound)?;
    let editing = app.read(|db| Editing::load(&app, db, &who, number))?;
    let typed = Typed {
        text: sent.take("text"),
        nature: sent.take("nature"),
        suggestion: sent.take("suggestion"),
    };
    let t = &who.tongue;
    let again = |faults: &Faults, status: u16| {
        let status = StatusCode::from_u16(status).unwrap_or(StatusCode::UNPROCESSABLE_ENTITY);
        let page = editing.render(&app, &who, &typed, faults);
        Ok((status, web::html(page)).into_response())
    };
    if let Err(bad) = sent.finish() {
        return again(&fault_of(t, &bad), 422);
    }
    let mut faults = Mending::new(t);
    let text = faults.mend("text", text::maybe_prose(&typed.text, TEXT_LETTERS));
    let suggestion = text::maybe_prose(&typed.suggestion, SUGGESTION_LETTERS);
    let suggestion = faults.mend("suggestion", suggestion);
    let nature = match typed.nature.as_str() {
        "" => editing.concerned.nature,
        word => faults.choose::<Nature>("nature", word),
    };
    let (Some(text), Some(suggestion), true) = (text, suggestion, faults.is_empty()) else {
        return again(&faults.into_faults(), 422);
    };
    let (here, visit) = (app.clone(), who.clone());
    let done = app
        .act::<DocketEvent>(
            who.viewer.participant.as_ref(),
            sent.once(),
            move |db, _| {
                let now = Editing::load(&here, db, &visit, number)?;
                now.may(&visit)?;
                let beside = (
                    nature,
                    suggestion.filter(|_| !now.concerned.passages.is_empty()),
                );
                Ok(revise_item(&now.item, text, now.format, beside)?)
            },
        )
        .await;
    match done {
        Ok(_) => Ok(Redirect::to(&format!("/items/{number}")).into_response()),
        Err(Stop::Refused(refusal)) => again(&fault_of(t, refusal.as_ref()), refusal.status()),
        Err(stop) => Err(stop),
    }
}
