//! What a reader of an outcome is told below it: whose voices went where, what was promised and not kept, who disagreed.

use maud::{Markup, html};
use plenary_kit::app::App;
use plenary_kit::db::Db;
use plenary_kit::fault::Fault;
use plenary_kit::page::{safe_text, stamp};
use plenary_kit::tongue::Tongue;
use plenary_kit::web::Who;

use super::coverage::Coverage;
use super::reading::seen_comments;
use crate::answer::promise::promises;
use crate::answer::{Disposition, store as answers};
use crate::docket::{Item, ItemNumber, store as docket};
use crate::document::{Document, State};

/// The most voices that are listed as disagreeing.
const LISTED: usize = 50;

/// Somebody who disagreed: by what was asked and declined, or by what they objected.
struct Disagreed {
    number: ItemNumber,
    lang: String,
    /// What they object, in their words; else why it was declined.
    objects: Option<String>,
    declined: Option<String>,
}

/// What stands below the text of an outcome; nothing for a text that is still worked on.
pub(super) fn outcome(
    app: &App,
    db: &Db<'_>,
    who: &Who,
    document: &Document,
) -> Result<Option<Markup>, Fault> {
    let is_outcome = matches!(
        document.state,
        State::Preliminary | State::Final | State::Superseded
    );
    let coverage = match is_outcome {
        true => Coverage::load(app, db, who, document)?,
        false => None,
    };
    let Some(coverage) = coverage else {
        return Ok(None);
    };
    let t = &who.tongue;
    let flow = coverage.flow(app, db, who)?;
    let disagreed = disagreed(app, db, who, document)?;
    let broken = match document.state.is_over() {
        true => broken(app, db, who, document)?,
        false => Vec::new(),
    };
    Ok(Some(html! {
        section .outcome #outcome aria-labelledby="outcome-title" {
            h2 #outcome-title { (t.say("review-outcome")) }
            p { (coverage.in_words(t)) " " a href={ "/documents/" (document.slug) "/coverage" } { (t.say("review-coverage")) } }
            (flow.render(t))
            @if !broken.is_empty() {
                h3 .broken { (t.say("review-outcome-broken")) }
                p { @for number in &broken { (stamp(t, &number.to_string(), Some(&format!("/items/{number}")))) " " } }
            }
            h3 #disagreed { (t.say("review-disagreed")) }
            @if disagreed.is_empty() { p { (t.say("review-disagreed-none")) } }
            ul .disagreed { @for each in &disagreed { (each.render(t)) } }
        }
    }))
}

impl Disagreed {
    fn render(&self, t: &Tongue) -> Markup {
        let number = self.number.to_string();
        let short = |words: &str| super::figure::shortened(words, 240);
        html! {
            li { (stamp(t, &number, Some(&format!("/items/{number}")))) " "
                @if let Some(words) = &self.objects { strong { (t.say("review-objects")) } " " span lang=(self.lang) dir="auto" { (safe_text(&short(words))) } }
                @else if let Some(words) = &self.declined { strong { (t.say("review-declined")) } " " span dir="auto" { (safe_text(&short(words))) } }
            }
        }
    }
}

/// Whose words were declined, and who objected to their answer, in the order they came.
fn disagreed(
    app: &App,
    db: &Db<'_>,
    who: &Who,
    document: &Document,
) -> Result<Vec<Disagreed>, Fault> {
    let mut items: Vec<Item> = Vec::new();
    for comment in seen_comments(app, db, who, document, document.latest)? {
        items.push(comment.item);
    }
    items.extend(declined(app, db, who, document)?);
    items.sort_by_key(|item| item.seq);
    items.dedup_by_key(|item| item.number);
    let mut found = Vec::new();
    for item in &items {
        if found.len() < LISTED {
            found.extend(of_item(db, item)?);
        }
    }
    Ok(found)
}

/// Items of the cycle that were declined, whatever they are about.
fn declined(app: &App, db: &Db<'_>, who: &Who, document: &Document) -> Result<Vec<Item>, Fault> {
    let reach = (app.policy().reach)(&who.viewer);
    let mut found = Vec::new();
    for spot in answers::list::published(db, &reach, Some(Disposition::Declined), None, LISTED)? {
        let item = docket::item(db, spot.number)?;
        found.extend(item.filter(|item| {
            item.cycle == document.cycle
                && item.is_shown
                && item.fields_for(app, &who.viewer).is_some()
        }));
    }
    Ok(found)
}

fn of_item(db: &Db<'_>, item: &Item) -> Result<Option<Disagreed>, Fault> {
    let work = answers::work(db, item.number)?;
    let Some(draft) = work.draft.filter(|_| work.published.is_some()) else {
        return Ok(None);
    };
    let objection = work.reply.filter(|reply| !reply.is_satisfied);
    let objects = match objection.as_ref().and_then(|reply| reply.words) {
        Some(key) => docket::text(db, key)?,
        None => None,
    };
    let declined = match draft.disposition {
        Disposition::Declined => docket::text(db, draft.reason)?,
        _ => None,
    };
    Ok(
        (objection.is_some() || declined.is_some()).then(|| Disagreed {
            number: item.number,
            lang: item.lang.clone(),
            objects,
            declined,
        }),
    )
}

/// The items whose answers say that the text changed where it did not.
fn broken(
    app: &App,
    db: &Db<'_>,
    who: &Who,
    document: &Document,
) -> Result<Vec<ItemNumber>, Fault> {
    let mut found = Vec::new();
    for (promised, promise) in promises(db, document)? {
        let item = docket::item(db, promised.number)?;
        let seen = item.filter(|item| item.is_shown && item.fields_for(app, &who.viewer).is_some());
        if promise.is_open() && seen.is_some() {
            found.push(promised.number);
        }
    }
    Ok(found)
}
