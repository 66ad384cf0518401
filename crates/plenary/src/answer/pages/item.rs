//! An item with its answer below it, and the acts whose forms stand there.

use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use plenary_kit::app::App;
use plenary_kit::db::Db;
use plenary_kit::fault::{Fault, Stop};
use plenary_kit::form::Form as Sent;
use plenary_kit::id::ParticipantId;
use plenary_kit::page::{Faults, safe_text};
use plenary_kit::shell;
use plenary_kit::web::Who;

use super::apply::apply_part;
use super::form::{Frame, Trouble, Typed, fault_of};
use super::part::Part;
use super::passages::Passages;
use super::queue;
use crate::answer::acts::{self, Doing};
use crate::answer::cluster::give;
use crate::answer::refusal::AnswerRefusal;
use crate::answer::view::Dossier;
use crate::answer::{rules, store};
use crate::basis;
use crate::comment;
use crate::docket::pages::{self as docket, Below};
use crate::docket::{Item, ItemNumber, store as items};
use crate::forum::{Cycle, store as forum};
use crate::participant::Hand;

/// A refused form, to be shown again.
pub(super) struct Refused {
    pub act: &'static str,
    pub typed: Typed,
    pub faults: Faults,
}

/// What stands below an item for this visitor; nothing when the item does not exist for them.
pub(super) fn below(
    app: &App,
    who: &Who,
    number: ItemNumber,
    refused: Option<&Refused>,
    back: &str,
) -> Result<Option<Markup>, Fault> {
    let loaded = app.read(|db| with_cycle(app, db, who, number))?;
    let Some((dossier, cycle, passages)) = loaded else {
        return Ok(None);
    };
    let (typed, faults) = (Typed::default(), Faults::default());
    let part = Part {
        who,
        dossier: &dossier,
        cycle: &cycle,
        zone: &shell::face(app).zone,
        now: app.now(),
        frame: Frame {
            t: &who.tongue,
            csrf: &who.token,
            number,
            refused: refused.map(|refused| refused.act),
            typed: refused.map_or(&typed, |refused| &refused.typed),
            faults: refused.map_or(&faults, |refused| &refused.faults),
            back,
            passages: passages.as_ref(),
        },
    };
    Ok(Some(part.render()))
}

fn with_cycle(
    app: &App,
    db: &Db<'_>,
    who: &Who,
    number: ItemNumber,
) -> Result<Option<(Dossier, Cycle, Option<Passages>)>, Fault> {
    let Some(dossier) = Dossier::load(app, db, &who.viewer, number)? else {
        return Ok(None);
    };
    let cycle = forum::cycle(db, &dossier.item.cycle)?
        .ok_or_else(|| Fault::broken("an item without a cycle"))?;
    let passages = match rules::may_answer(&who.viewer, &dossier.item) {
        Ok(()) => Passages::load(db, &dossier.item)?,
        Err(_) => None,
    };
    Ok(Some((dossier, cycle, passages)))
}

/// GET /items/{number}
pub async fn item_page(
    State(app): State<App>,
    who: Who,
    Path(number): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Stop> {
    page(&app, &who, &headers, &number, None)
}

/// The docket's page of the item with this room's part below it.
fn page(
    app: &App,
    who: &Who,
    headers: &HeaderMap,
    number: &str,
    refused: Option<&Refused>,
) -> Result<Response, Stop> {
    let seen = docket::seen(app, who, number)?;
    let part = below(app, who, seen.item.number, refused, "")?.ok_or(Stop::NotFound)?;
    let beside = comment::beside(app, who, &seen.item)?;
    let apply = app.read(|db| apply_part(app, db, who, &seen.item, ""))?;
    let went = app.read(|db| where_it_went(app, db, who, &seen.item))?;
    let said = app.read(|db| where_it_was_said(app, db, who, &seen.item))?;
    let parts = said
        .into_iter()
        .chain(beside)
        .chain(apply)
        .chain([part])
        .chain(went);
    let after: Vec<Markup> = parts.collect();
    let below = Below {
        state: digest(&after),
        after,
        ..Below::default()
    };
    docket::item_page(app, who, headers, seen, below)
}

/// The passage of speech that an item was raised from, for who may know of the session.
fn where_it_was_said(
    app: &App,
    db: &Db<'_>,
    who: &Who,
    item: &Item,
) -> Result<Option<Markup>, Fault> {
    let Some(heard) = items::concern::concerns(db, item.number)?.heard else {
        return Ok(None);
    };
    let shown = basis::shown(app, db, &who.viewer, &basis::Ground::Heard(heard))?;
    let t = &who.tongue;
    Ok(shown
        .map(|passage| html! { p .small { (t.say("answer-said-in")) " " (passage.render(t)) } }))
}

/// Which blocks of the texts stand on an item; for one that was answered and is in none, that it is not used.
fn where_it_went(app: &App, db: &Db<'_>, who: &Who, item: &Item) -> Result<Option<Markup>, Fault> {
    let used = basis::used_in(app, db, &who.viewer, item.number)?;
    let t = &who.tongue;
    if !used.is_empty() {
        return Ok(Some(html! {
            section .went #went { h2 { (t.say("answer-where-it-went")) } (basis::used_in_words(t, &used)) }
        }));
    }
    let work = store::work(db, item.number)?;
    let draft = work.draft.filter(|_| work.published.is_some());
    let is_on_text = items::concern::concerns(db, item.number)?
        .document
        .is_some();
    let Some(draft) = draft.filter(|draft| is_on_text && !draft.disposition.is_change()) else {
        return Ok(None);
    };
    let reason = items::text(db, draft.reason)?.unwrap_or_default();
    let said = t.say(&format!("disposition-{}", draft.disposition.word()));
    Ok(Some(html! {
        section .went #went { h2 { (t.say("answer-where-it-went")) }
            p { (t.say_with("answer-not-used", &[("disposition", said.as_ref().into())])) " " span dir="auto" { (safe_text(&queue::beginning(&reason))) } } }
    }))
}

/// Stands for the parts in the page's tag: erased words change it without a new line about the item.
fn digest(parts: &[Markup]) -> String {
    use std::hash::{DefaultHasher, Hash, Hasher};
    let mut hasher = DefaultHasher::new();
    parts.iter().for_each(|part| part.0.hash(&mut hasher));
    format!("{:x}", hasher.finish())
}

/// An act of this room as a form asks for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Act {
    Screen,
    Assign,
    Propose,
    SendBack,
    Agree,
    Retract,
    Reply,
    Inquiry,
}

impl Act {
    fn word(self) -> &'static str {
        match self {
            Act::Screen => "screen",
            Act::Assign => "assign",
            Act::Propose => "propose",
            Act::SendBack => "send-back",
            Act::Agree => "agree",
            Act::Retract => "retract",
            Act::Reply => "reply",
            Act::Inquiry => "inquiry",
        }
    }
}

macro_rules! act_handlers {
    ($($(#[$doc:meta])* $name:ident = $act:ident;)*) => {
        $($(#[$doc])* pub async fn $name(
            State(app): State<App>,
            who: Who,
            Path(number): Path<String>,
            sent: Sent,
        ) -> Result<Response, Stop> {
            handle(&app, &who, &number, sent, Act::$act).await
        })*
    };
}

act_handlers! {
    /// POST /items/{number}/screen
    screen = Screen;
    /// POST /items/{number}/assign
    assign = Assign;
    /// POST /items/{number}/propose
    propose = Propose;
    /// POST /items/{number}/send-back
    send_back = SendBack;
    /// POST /items/{number}/agree
    agree = Agree;
    /// POST /items/{number}/retract
    retract = Retract;
    /// POST /items/{number}/reply
    reply = Reply;
    /// POST /items/{number}/inquiry
    answer_inquiry = Inquiry;
}

async fn handle(
    app: &App,
    who: &Who,
    number: &str,
    mut sent: Sent,
    act: Act,
) -> Result<Response, Stop> {
    let number: ItemNumber = number.parse().map_err(|_| Stop::NotFound)?;
    let typed = Typed::take(&mut sent);
    let back = sent.take("back");
    let outcome = match sent.finish() {
        Ok(()) => carry_out(app, who, number, &sent, act, &typed).await,
        Err(bad) => Err(Trouble::Stop(bad.into())),
    };
    let (faults, status) = match outcome {
        Ok(()) if back.is_empty() => {
            let place = if act == Act::Reply { "#answer" } else { "" };
            return Ok(to(&format!("/items/{number}{place}")));
        }
        Ok(()) => return Ok(to(&queue::next_place(app, who, &back, number)?)),
        Err(Trouble::Faults(faults)) => (faults, 422),
        Err(Trouble::Stop(Stop::Refused(refusal))) => {
            (fault_of(&who.tongue, refusal.as_ref()), refusal.status())
        }
        Err(Trouble::Stop(stop)) => return Err(stop),
    };
    let refused = Refused {
        act: act.word(),
        typed,
        faults,
    };
    let shown = match back.is_empty() {
        true => page(
            app,
            who,
            &HeaderMap::new(),
            &number.to_string(),
            Some(&refused),
        )?,
        false => queue::show_again(app, who, &back, number, &refused)?,
    };
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::CONFLICT);
    Ok((status, shown).into_response())
}

/// The passages of the text that an item is about; whether the item may be seen is the act's to say.
fn passages(db: &Db<'_>, number: ItemNumber) -> Result<Option<Passages>, Fault> {
    match items::item(db, number)? {
        Some(item) => Passages::load(db, &item),
        None => Ok(None),
    }
}

fn to(place: &str) -> Response {
    Redirect::to(place).into_response()
}

/// Who does it: a signed-in person, with the key of their form.
pub(in crate::answer) fn doing(who: &Who, sent: &Sent) -> Result<Doing, Stop> {
    let person = who.viewer.participant.clone().ok_or(Stop::SignIn)?;
    Ok(Doing {
        hand: Hand::Person(person),
        once: sent.once(),
    })
}

async fn carry_out(
    app: &App,
    who: &Who,
    number: ItemNumber,
    sent: &Sent,
    act: Act,
    typed: &Typed,
) -> Result<(), Trouble> {
    let t = &who.tongue;
    let doing = doing(who, sent)?;
    let done = match act {
        Act::Screen => acts::screen(app, doing, number).await,
        Act::Agree => {
            let agreed = acts::agree(app, doing, number).await;
            if agreed.is_ok() && typed.get("all") == "yes" {
                give_to_all(app, who, number).await?;
            }
            agreed
        }
        Act::Assign => {
            let to: ParticipantId = typed.chosen(t, &AnswerRefusal::NotAnswering, "to")?;
            acts::assign(app, doing, number, to).await
        }
        Act::Propose => {
            let ask = app.read(|db| {
                let passages = passages(db, number)?;
                typed.answer(t, db, passages.as_ref())
            })?;
            let seen = typed.get("seen").parse().ok();
            acts::propose_upon(app, doing, number, ask, seen).await
        }
        Act::SendBack => acts::send_back(app, doing, number, typed.prose(t, "words")?).await,
        Act::Retract => acts::retract(app, doing, number, typed.prose(t, "reason")?).await,
        Act::Reply => acts::reply(app, doing, number, typed.reply(t)?).await,
        Act::Inquiry => {
            let (words, changed) = app.read(|db| {
                let passages = passages(db, number)?;
                typed.finding(t, db, passages.as_ref())
            })?;
            acts::answer_inquiry(app, doing, number, words, changed).await
        }
    };
    done.map(|_| ()).map_err(Trouble::Stop)
}

/// Gives an answer that was just agreed to the rest of its cluster. Where nobody is left to give it to, nothing is wrong:
/// somebody else was quicker, or the form came twice.
async fn give_to_all(app: &App, who: &Who, number: ItemNumber) -> Result<(), Stop> {
    match give(app, who, None, number).await {
        Err(Stop::Refused(_)) => Ok(()),
        other => other,
    }
}
