//! Working a suggested wording into the next version in one step, and what stands between when the words have changed.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use plenary_kit::app::App;
use plenary_kit::db::Db;
use plenary_kit::fault::Stop;
use plenary_kit::form::Form as Sent;
use plenary_kit::page::{
    Button, Faults, Field, Form, Place, heading, safe_text, stamp, words_diff,
};
use plenary_kit::shell::Page;
use plenary_kit::text;
use plenary_kit::tongue::direction;
use plenary_kit::web::{self, Who, in_words};
use plenary_passage::Span;

use crate::answer::refusal::AnswerRefusal;
use crate::answer::rules::{CHANGE_LETTERS, may_answer};
use crate::comment::{Stands, pieces, places_of};
use crate::docket::{Item, ItemNumber, store as docket};
use crate::document::next::{self, Draft, Next, NextChange, Spot};
use crate::document::rules::may_write;
use crate::document::{self, Anchor, Document, label_of, store as documents};
use crate::forum::{self, store as cycles};

/// An item with a suggested wording, and the text it is for.
struct Desk {
    item: Item,
    document: Document,
    draft: Draft,
    /// The words that were commented on.
    written: String,
    suggestion: String,
    /// Where they stand in the latest version, and whether the map is sure of it.
    passage: Span,
    is_sure: bool,
}

impl Desk {
    fn load(app: &App, db: &Db<'_>, who: &Who, number: ItemNumber) -> Result<Desk, Stop> {
        let item = docket::item(db, number)?.ok_or(Stop::NotFound)?;
        item.fields_for(app, &who.viewer).ok_or(Stop::NotFound)?;
        may_answer(&who.viewer, &item)?;
        let cycle = cycles::cycle(db, &item.cycle)?.ok_or(Stop::NotFound)?;
        may_write(&who.viewer, &cycle)?;
        let concerned = docket::concern::concerns(db, number)?;
        let id = concerned.document.ok_or(AnswerRefusal::NothingToApply)?;
        let document = documents::document(db, &id)?.ok_or(Stop::NotFound)?;
        let suggestion = match concerned.suggestion {
            Some(key) => docket::text(db, key)?,
            None => None,
        };
        let suggestion = suggestion.ok_or(AnswerRefusal::NothingToApply)?;
        let places = places_of(db, &item, document.latest)?;
        let (anchor, stands) = places
            .into_iter()
            .next()
            .ok_or(AnswerRefusal::NothingToApply)?;
        let hull = |spans: &[Span]| spans.iter().copied().reduce(Span::hull);
        let passage = hull(stands.spans()).ok_or(AnswerRefusal::PlaceFirst)?;
        let quote = document::quote(db, &anchor)?.ok_or(AnswerRefusal::PlaceFirst)?;
        Ok(Desk {
            draft: Draft::load(db, &document)?.ok_or(Stop::NotFound)?,
            is_sure: !matches!(stands, Stands::Doubtful { .. }) && stands.spans().len() == 1,
            written: quote.exact,
            item,
            document,
            suggestion,
            passage,
        })
    }

    /// The passage of the latest version that the answer will name.
    fn anchor(&self) -> Option<Anchor> {
        let block = self.draft.latest.block_at(self.passage.start)?;
        Some(Anchor {
            document: self.document.id.clone(),
            version: self.document.latest,
            block: block.id,
            span: self.passage,
        })
    }

    /// Where to put the suggestion without asking: only where the words are still those that were commented on.
    fn sure_spot(&self) -> Option<Span> {
        match self.draft.spot(self.passage) {
            Spot::Same(span) if self.is_sure && self.draft.words(span) == self.written => {
                Some(span)
            }
            _ => None,
        }
    }

    /// The place as it is now.
    fn spot(&self) -> Option<Span> {
        match self.draft.spot(self.passage) {
            Spot::Same(span) | Spot::Other(span) => Some(span),
            Spot::Gone => None,
        }
    }
}

/// POST /items/{number}/apply: the suggestion, or `words` in its place, into the next version.
pub async fn apply_form(
    State(app): State<App>,
    who: Who,
    Path(number): Path<String>,
    mut sent: Sent,
) -> Result<Response, Stop> {
    let number: ItemNumber = number.parse().map_err(|_| Stop::NotFound)?;
    let (words, at, seen, back) = (
        sent.take("words"),
        sent.take("at"),
        sent.take("seen"),
        sent.take("back"),
    );
    sent.finish().map_err(|bad| Stop::Refused(Box::new(bad)))?;
    let desk = app.read(|db| Desk::load(&app, db, &who, number))?;
    let is_chosen = !at.is_empty();
    let spot = match is_chosen {
        true => chosen(&desk, &at, &seen),
        false => desk.sure_spot(),
    };
    let Some(spot) = spot else {
        let typed = is_chosen.then_some(words.as_str());
        return again(
            409,
            conflict(&app, &who, &desk, &back, typed, &Faults::default()),
        );
    };
    let words = match is_chosen {
        false => desk.suggestion.clone(),
        true => match text::maybe_prose(&words, CHANGE_LETTERS) {
            Ok(words) => words.unwrap_or_default(),
            Err(bad) => {
                let faults = Faults::new(vec![("words", in_words(&who.tongue, &bad))]);
                return again(
                    422,
                    conflict(&app, &who, &desk, &back, Some(&words), &faults),
                );
            }
        },
    };
    match put_in(&app, &who, &desk, spot, &words).await? {
        true => Ok(Redirect::to(&place_after(number, &back)).into_response()),
        // Somebody else wrote meanwhile: both are shown.
        false => {
            let desk = app.read(|db| Desk::load(&app, db, &who, number))?;
            again(
                409,
                conflict(&app, &who, &desk, &back, Some(&words), &Faults::default()),
            )
        }
    }
}

/// A place of the next version as the form named it, while that is still as it was shown.
fn chosen(desk: &Desk, at: &str, seen: &str) -> Option<Span> {
    let (from, to) = at.split_once('-')?;
    let span = Span::new(from.parse().ok()?, to.parse().ok()?);
    let is_as_seen = seen.parse::<u64>().ok()? == desk.draft.next.revision;
    (is_as_seen && desk.spot() == Some(span)).then_some(span)
}

async fn put_in(app: &App, who: &Who, desk: &Desk, spot: Span, words: &str) -> Result<bool, Stop> {
    let text = desk
        .draft
        .with(spot, words)
        .ok_or(AnswerRefusal::PlaceFirst)?;
    let seen = desk.draft.next.revision;
    let next = Next {
        based_on: desk.document.latest,
        text,
        revision: seen + 1,
        by: who.viewer.participant.clone(),
    };
    let change = desk.anchor().map(|anchor| NextChange {
        cause: desk.item.number.to_string(),
        anchor,
        old: desk.draft.words(spot).to_owned(),
        new: words.to_owned(),
    });
    Ok(next::keep(app, &desk.document.id, (seen, next), change).await?)
}

/// Back to the item, where the answer's form is filled in.
fn place_after(number: ItemNumber, back: &str) -> String {
    match back {
        "" => format!("/items/{number}#staff"),
        show => format!(
            "/queue?show={}&item={number}#staff",
            plenary_kit::form::encode(show)
        ),
    }
}

fn again(status: u16, page: Markup) -> Result<Response, Stop> {
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::CONFLICT);
    Ok((status, web::html(page)).into_response())
}

/// The words commented on, as they are now, and as suggested, side by side; below them the words to put in.
fn conflict(
    app: &App,
    who: &Who,
    desk: &Desk,
    back: &str,
    typed: Option<&str>,
    faults: &Faults,
) -> Markup {
    let t = &who.tongue;
    let number = desk.item.number.to_string();
    let title = t.say("apply-conflict");
    let lang = &desk.document.lang;
    let spot = desk.spot();
    let now = spot.map(|span| desk.draft.words(span));
    let block = desk.draft.latest.block_at(desk.passage.start);
    let label = block
        .and_then(|block| label_of(&desk.draft.latest, block.id))
        .unwrap_or_default();
    let side = |key: &str, words: Markup| {
        html! { section { h2 { (t.say(key)) } blockquote .on lang=(lang) dir=(direction(lang)) { (words) } } }
    };
    let action = format!("/items/{number}/apply");
    let key = plenary_kit::random::token();
    let kicker = html! { (stamp(t, &number, Some(&format!("/items/{number}")))) " " bdi { (safe_text(&desk.document.title)) } " " (label) };
    let body = html! {
        (heading(Some(kicker), &title, Some(html! { (t.say(if now.is_some() { "apply-conflict-lead" } else { "apply-gone-lead" })) })))
        div .sides.full {
            (side("apply-written", html! { (safe_text(&desk.written)) }))
            @if let Some(now) = now { (side("apply-now", html! { (words_diff(t, &pieces(Some(&desk.written), Some(now)))) })) }
            (side("apply-suggested", html! { (words_diff(t, &pieces(Some(&desk.written), Some(&desk.suggestion)))) }))
        }
        @if let Some(span) = spot {
            (Form::new(&action, &who.token).key(&key).faults(t, faults).render(html! {
                input type="hidden" name="at" value={ (span.start) "-" (span.end) };
                input type="hidden" name="seen" value=(desk.draft.next.revision);
                input type="hidden" name="back" value=(back);
                (Field::new("words", &t.say("apply-words")).hint(&t.say("apply-words-hint")).lang(lang).fault(faults)
                    .words(t, typed.unwrap_or(&desk.suggestion), CHANGE_LETTERS as u32))
                p .acts { (Button::main(&t.say("apply-put-in")).key('s')) }
            }))
        } @else {
            p { a href={ "/documents/" (desk.document.slug) "/edit" } { (t.say("apply-write")) } }
        }
        p { a href=(place_after(desk.item.number, back)) { (t.say("apply-back")) } }
    };
    let mut page = Page::new(&title, Place::Queue, body);
    page.is_wide = true;
    page.unlisted = true;
    page.render(app, who)
}

/// The button below a suggested wording, or where it already went.
pub(super) fn apply_part(
    app: &App,
    db: &Db<'_>,
    who: &Who,
    item: &Item,
    back: &str,
) -> Result<Option<Markup>, Stop> {
    let Some(cycle) = forum::store::cycle(db, &item.cycle)? else {
        return Ok(None);
    };
    if may_write(&who.viewer, &cycle).is_err() {
        return Ok(None);
    }
    let t = &who.tongue;
    let desk = match Desk::load(app, db, who, item.number) {
        Ok(desk) => desk,
        Err(Stop::Refused(refusal)) if refusal.key() == "apply-place-first" => {
            return Ok(Some(html! { p .small { (in_words(t, refusal.as_ref())) } }));
        }
        Err(Stop::Fault(fault)) => return Err(Stop::Fault(fault)),
        Err(_) => return Ok(None),
    };
    let cause = item.number.to_string();
    let applied = next::store::change_by(db, &desk.document.id, &cause)?;
    let edit = format!("/documents/{}/edit", desk.document.slug);
    let action = format!("/items/{cause}/apply");
    let key = plenary_kit::random::token();
    Ok(Some(html! {
        @match applied {
            Some(_) => p .notice.done { (t.say("apply-done")) " " a href=(edit) { (t.say("apply-see-next")) } },
            None => (Form::new(&action, &who.token).key(&key).render(html! {
                input type="hidden" name="back" value=(back);
                p .acts { (Button::quiet(&t.say("apply-act")).key('w')) }
                @if desk.sure_spot().is_none() { p .small { (t.say("apply-has-changed")) } }
            })),
        }
    }))
}
