//! The call's page, the list of contributions by group and language, and publishing the call.

use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use plenary_kit::app::App;
use plenary_kit::fault::Stop;
use plenary_kit::form::Form as Sent;
use plenary_kit::page::{Button, Faults, Field, Form, Place, heading, safe_text};
use plenary_kit::shell::Page;
use plenary_kit::text;
use plenary_kit::web::{self, Who};

use super::contribute::when_open;
use super::contribute::{Ground, ground};
use super::event::CallEvent;
use super::form::{ANSWER_FIELDS, call_text};
use super::rules::{
    CALL_LETTERS, PublishCall, QUESTION_LETTERS, QUESTIONS, Question, may_publish, publish_call,
};
use super::store;
use crate::docket::filing::fault_of;
use crate::docket::rules::may_file;
use crate::forum::{self, Cycle};

/// GET /cycles/{slug}/call
pub async fn call_page(
    State(app): State<App>,
    who: Who,
    Path(slug): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Stop> {
    let ground = ground(&app, &who, &slug)?;
    let state = format!("{}-{}", ground.call.changed, app.now().utc_day());
    web::with_etag(&who, &headers, &state, || {
        Ok(web::html(render_call(&app, &who, &ground)))
    })
}

fn render_call(app: &App, who: &Who, ground: &Ground) -> Markup {
    let t = &who.tongue;
    let slug = &ground.cycle.slug;
    let body = html! {
        (heading(Some(html! { a href={ "/cycles/" (slug) } { bdi { (safe_text(&ground.cycle.title)) } } }), &ground.call.title, None))
        (when_open(app, who, ground))
        @match may_file(&ground.cycle) {
            Ok(()) => p .acts { a .button.main href={ "/cycles/" (slug) "/contribute" } { (t.say("call-contribute")) } },
            Err(refusal) => p { (web::in_words(t, &refusal)) },
        }
        div .words dir="auto" { (call_text(&ground.call)) }
        @if !ground.call.questions.is_empty() {
            h2 { (t.say("call-questions")) }
            ol .questions {
                @for question in &ground.call.questions {
                    li { strong dir="auto" { (safe_text(&question.text)) }
                        @if !question.hint.is_empty() { p dir="auto" { (safe_text(&question.hint)) } } }
                }
            }
        }
        p { a href={ "/cycles/" (slug) "/contributions" } { (t.say("call-see-contributions")) } }
        @if may_publish(&who.viewer, &ground.cycle).is_ok() {
            p { a href={ "/cycles/" (slug) "/call/edit" } { (t.say("call-edit")) } }
        }
    };
    Page::new(&ground.call.title, Place::Now, body).render(app, who)
}

/// GET /cycles/{slug}/call/edit
pub async fn edit_call_page(
    State(app): State<App>,
    who: Who,
    Path(slug): Path<String>,
) -> Result<Response, Stop> {
    let cycle = cycle_of(&app, &slug)?;
    may_publish(&who.viewer, &cycle).map_err(|_| Stop::NotFound)?;
    let typed = app
        .read(|db| store::call(db, &cycle.id))?
        .map(|call| Typed {
            title: call.title,
            text: call.text,
            questions: call
                .questions
                .into_iter()
                .map(|question| (question.text, question.hint))
                .collect(),
        });
    Ok(web::html(edit_page(
        &app,
        &who,
        &cycle,
        &typed.unwrap_or_default(),
        &Faults::default(),
    )))
}

fn cycle_of(app: &App, slug: &str) -> Result<Cycle, Stop> {
    app.read(|db| forum::store::cycle_by_slug(db, slug))?
        .ok_or(Stop::NotFound)
}

#[derive(Default)]
struct Typed {
    title: String,
    text: String,
    questions: Vec<(String, String)>,
}

/// The fields of the questions' hints.
const HINT_FIELDS: [&str; QUESTIONS] = [
    "hint1", "hint2", "hint3", "hint4", "hint5", "hint6", "hint7", "hint8", "hint9", "hint10",
    "hint11", "hint12",
];

impl Typed {
    fn take(sent: &mut Sent) -> Typed {
        let questions = ANSWER_FIELDS.into_iter().zip(HINT_FIELDS);
        Typed {
            title: sent.take("title"),
            text: sent.take("text"),
            questions: questions
                .map(|(question, hint)| (sent.take(question), sent.take(hint)))
                .collect(),
        }
    }

    fn parse(&self, who: &Who) -> Result<PublishCall, Faults> {
        let mut faults = Vec::new();
        let mut mend = |field: &'static str, outcome: Result<Option<String>, text::BadText>| {
            outcome
                .map_err(|bad| faults.push((field, web::in_words(&who.tongue, &bad))))
                .ok()
                .flatten()
        };
        let title = mend("title", text::line(&self.title, QUESTION_LETTERS).map(Some));
        let text = mend("text", text::maybe_prose(&self.text, CALL_LETTERS));
        let mut questions = Vec::new();
        for ((question, hint), (field, hint_field)) in self
            .questions
            .iter()
            .zip(ANSWER_FIELDS.into_iter().zip(HINT_FIELDS))
        {
            let text = mend(field, text::maybe_line(question, QUESTION_LETTERS));
            let hint =
                mend(hint_field, text::maybe_line(hint, QUESTION_LETTERS)).unwrap_or_default();
            questions.extend(text.map(|text| Question { text, hint }));
        }
        match title {
            Some(title) if faults.is_empty() => Ok(PublishCall {
                title,
                text: text.unwrap_or_default(),
                questions,
            }),
            _ => Err(Faults::new(faults)),
        }
    }
}

/// So many questions are asked for before one opens the rest.
const AT_FIRST: usize = 4;

fn edit_page(app: &App, who: &Who, cycle: &Cycle, typed: &Typed, faults: &Faults) -> Markup {
    let t = &who.tongue;
    let title = t.say("call-edit");
    let field = |name: &'static str, key: &str| Field::new(name, &t.say(key)).fault(faults);
    let nothing = (String::new(), String::new());
    let question = |place: usize| {
        let (question, help) = typed.questions.get(place).unwrap_or(&nothing);
        let number = [("number", (place as i64 + 1).into())];
        html! {
            (Field::new(ANSWER_FIELDS[place], &t.say_with("call-edit-question", &number)).fault(faults).text(t, question))
            (Field::new(HINT_FIELDS[place], &t.say_with("call-edit-hint", &number)).fault(faults).text(t, help))
        }
    };
    let has_more = typed
        .questions
        .iter()
        .skip(AT_FIRST)
        .any(|typed| *typed != nothing);
    let fields = html! {
        (field("title", "call-edit-title").required().text(t, &typed.title))
        (field("text", "call-edit-text").hint(&t.say("markdown-hint")).words(t, &typed.text, CALL_LETTERS as u32))
        @for place in 0..AT_FIRST { (question(place)) }
        details open[has_more] { summary { (t.say("call-edit-more")) }
            @for place in AT_FIRST..ANSWER_FIELDS.len() { (question(place)) }
        }
        p .acts { (Button::main(&t.say("call-publish"))) }
    };
    let action = format!("/cycles/{}/call/edit", cycle.slug);
    let key = plenary_kit::random::key();
    let body = html! {
        (heading(Some(html! { bdi { (safe_text(&cycle.title)) } }), &title, Some(html! { (t.say("call-edit-lead")) })))
        (Form::new(&action, &who.token).key(&key).draft(&action).faults(t, faults).render(fields))
    };
    let mut page = Page::new(&title, Place::Now, body);
    page.unlisted = true;
    page.render(app, who)
}

/// POST /cycles/{slug}/call/edit
pub async fn publish_call_form(
    State(app): State<App>,
    who: Who,
    Path(slug): Path<String>,
    mut sent: Sent,
) -> Result<Response, Stop> {
    let cycle = cycle_of(&app, &slug)?;
    may_publish(&who.viewer, &cycle).map_err(|_| Stop::NotFound)?;
    let typed = Typed::take(&mut sent);
    let again = |faults: &Faults, status: StatusCode| {
        Ok((
            status,
            web::html(edit_page(&app, &who, &cycle, &typed, faults)),
        )
            .into_response())
    };
    if let Err(bad) = sent.finish() {
        return again(
            &fault_of(&who.tongue, &bad),
            StatusCode::UNPROCESSABLE_ENTITY,
        );
    }
    let ask = match typed.parse(&who) {
        Ok(ask) => ask,
        Err(faults) => return again(&faults, StatusCode::UNPROCESSABLE_ENTITY),
    };
    let (viewer, id) = (who.viewer.clone(), cycle.id.clone());
    let done = app
        .act::<CallEvent>(
            who.viewer.participant.as_ref(),
            sent.once(),
            move |db, _| {
                let cycle = forum::store::cycle(db, &id)?.ok_or(Stop::NotFound)?;
                Ok(publish_call(&viewer, &cycle, ask)?)
            },
        )
        .await;
    match done {
        Ok(_) => Ok(Redirect::to(&format!("/cycles/{slug}/call")).into_response()),
        Err(Stop::Refused(refusal)) => {
            let status = StatusCode::from_u16(refusal.status()).unwrap_or(StatusCode::CONFLICT);
            again(&fault_of(&who.tongue, refusal.as_ref()), status)
        }
        Err(stop) => Err(stop),
    }
}
