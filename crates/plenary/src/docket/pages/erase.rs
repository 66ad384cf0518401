//! Destroying words of an item: the page that asks twice, and the act.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use plenary_kit::app::App;
use plenary_kit::db::Db;
use plenary_kit::erase as kit_erase;
use plenary_kit::fault::{Fault, Stop};
use plenary_kit::follow::{self, Follower};
use plenary_kit::form::Form;
use plenary_kit::page::{self, Button, Faults, Field, Place, heading, safe_text};
use plenary_kit::shell::Page;
use plenary_kit::text;
use plenary_kit::tongue::Tongue;
use plenary_kit::web::{self, Who, in_words};
use plenary_kit::words::{self, WordsKey};
use plenary_ledger::Seal;

use super::{Seen, seen, seen_in};
use crate::docket::erasure::ErasureFollower;
use crate::docket::excerpt::first_words;
use crate::docket::rules::{DocketRefusal, Format, Item, erase_words, may_erase};
use crate::docket::search::SearchFollower;
use crate::docket::store::{self, concern, earlier};

/// The most letters of the rule that is named in the gap.
const RULE_LETTERS: usize = 300;

/// Something of an item that can be destroyed: how the form calls it, what it is, and where its words stand.
struct Erasable {
    name: String,
    label: String,
    words: Vec<WordsKey>,
}

/// The page that asks what is to be destroyed, and under which rule.
pub async fn erase_form(
    State(app): State<App>,
    who: Who,
    Path(number): Path<String>,
) -> Result<Response, Stop> {
    let seen = seen(&app, &who, &number)?;
    may_erase(who.viewer(), &seen.item)?;
    let page = form_page(
        &app,
        &who,
        &seen,
        "",
        &plenary_kit::random::key(),
        &Faults::default(),
    )?;
    Ok(web::html(page))
}

fn form_page(
    app: &App,
    who: &Who,
    seen: &Seen,
    rule: &str,
    key: &str,
    faults: &Faults,
) -> Result<Markup, Stop> {
    let t = &who.tongue;
    let there = app.read(|db| erasable(db, t, &seen.item))?;
    let action = format!("/items/{}/erase", seen.item.number);
    let title = t.say_with(
        "docket-erase-title",
        &[("number", seen.item.number.to_string().into())],
    );
    let fields = html! {
        fieldset .field {
            legend { (t.say("docket-erase-what")) }
            @for each in &there {
                label .pick {
                    input type="checkbox" name="what" value=(each.name);
                    span dir="auto" { (safe_text(&each.label)) }
                }
            }
        }
        (Field::new("rule", &t.say("docket-erase-rule")).required().hint(&t.say("docket-erase-rule-hint")).fault(faults).text(t, rule))
        p .acts { (Button::grave(&t.say("docket-erase-do"))) }
    };
    let body = html! {
        (heading(None, &title, None))
        @if there.is_empty() { p { (t.say("docket-nothing-to-erase")) } }
        @else {
            p { (t.say("docket-erase-means")) }
            (page::Form::new(&action, &who.token).key(key).faults(t, faults).render(fields))
        }
        p { a href={ "/items/" (seen.item.number) } { (t.say("docket-erase-back")) } }
    };
    let mut page = Page::new(&title, Place::Docket, body);
    page.unlisted = true;
    Ok(page.render(app, who))
}

fn erasable(db: &Db<'_>, t: &Tongue, item: &Item) -> Result<Vec<Erasable>, Fault> {
    let mut all = Vec::new();
    if let Some(key) = item.title
        && let Some(title) = store::text(db, key)?
    {
        let label = t.say_with("docket-erase-a-title", &[("words", title.into())]);
        all.push(Erasable {
            name: "title".into(),
            label,
            words: vec![key],
        });
    }
    for (place, text) in store::texts(db, item.number)?.into_iter().enumerate() {
        if let Some(words) = &text.text {
            let words = first_words(words, text.format);
            let label = t.say_with("docket-erase-a-text", &[("words", words.into())]);
            all.push(Erasable {
                name: format!("text-{place}"),
                label,
                words: vec![text.words],
            });
        }
    }
    all.extend(erasable_beside(db, t, item)?);
    for file in store::files(db, item.number)? {
        if let Some(name) = &file.name {
            let label = t.say_with("docket-erase-a-file", &[("name", name.into())]);
            all.push(Erasable {
                name: format!("file-{}", file.place),
                label,
                words: file.words.to_vec(),
            });
        }
    }
    Ok(all)
}

/// The suggested wording, and what the item said before its author changed it.
fn erasable_beside(db: &Db<'_>, t: &Tongue, item: &Item) -> Result<Vec<Erasable>, Fault> {
    let mut found = Vec::new();
    if let Some(key) = concern::concerns(db, item.number)?.suggestion {
        let text = store::text(db, key)?;
        found.push((
            "suggestion".to_owned(),
            "docket-erase-a-suggestion",
            key,
            text,
        ));
    }
    for (at, old) in earlier::earlier(db, item.number)?.into_iter().enumerate() {
        found.push((
            format!("earlier-{at}"),
            "docket-erase-earlier",
            old.words,
            old.text,
        ));
    }
    let there = found.into_iter().filter_map(|(name, label, key, text)| {
        let words = first_words(&text?, Format::Plain);
        Some(Erasable {
            name,
            label: t.say_with(label, &[("words", words.into())]),
            words: vec![key],
        })
    });
    Ok(there.collect())
}

/// Destroys words of an item for good.
pub async fn erase(
    State(app): State<App>,
    who: Who,
    Path(number): Path<String>,
    mut form: Form,
) -> Result<Response, Stop> {
    let seen = seen(&app, &who, &number)?;
    may_erase(who.viewer(), &seen.item)?;
    let (what, typed) = (form.take_all("what"), form.take("rule"));
    form.finish()?;
    let rule = match text::line(&typed, RULE_LETTERS) {
        Ok(rule) => rule,
        Err(bad) => {
            let faults = Faults::new(vec![("rule", in_words(&who.tongue, &bad))]);
            let page = form_page(
                &app,
                &who,
                &seen,
                &typed,
                &plenary_kit::random::key(),
                &faults,
            )?;
            return Ok((
                axum::http::StatusCode::UNPROCESSABLE_ENTITY,
                web::html(page),
            )
                .into_response());
        }
    };
    let (visit, once) = (who.clone(), form.once());
    let deciding = app.clone();
    app.act(who.viewer().participant.as_ref(), once, move |db, _| {
        let seen = seen_in(&deciding, db, &visit, &number)?;
        let found = chosen(db, &visit.tongue, &seen.item, &what)?;
        Ok(erase_words(visit.viewer(), &seen.item, found, &rule)?)
    })
    .await?;
    leave_no_trace(&app).await?;
    Ok(Redirect::to(&format!("/items/{}", seen.item.number)).into_response())
}

fn chosen(
    db: &Db<'_>,
    t: &Tongue,
    item: &Item,
    what: &[String],
) -> Result<Vec<(WordsKey, Seal)>, Stop> {
    let all = erasable(db, t, item)?;
    let mut found = Vec::new();
    for name in what {
        let each = all
            .iter()
            .find(|each| each.name == *name)
            .ok_or(DocketRefusal::NothingToErase)?;
        for key in &each.words {
            let seal = words::seal_of(db, *key)?.ok_or(DocketRefusal::NothingToErase)?;
            found.push((*key, seal));
        }
    }
    Ok(found)
}

/// Takes the words out of the search index, notes the erasure for backups, and cuts the write-ahead log.
async fn leave_no_trace(app: &App) -> Result<(), Fault> {
    let followers: [Arc<dyn Follower>; 2] = [Arc::new(SearchFollower), Arc::new(ErasureFollower)];
    for follower in &followers {
        follow::catch_up(app, follower).await?;
    }
    let app = app.clone();
    let scrubbed = tokio::task::spawn_blocking(move || kit_erase::scrub_log(&app)).await;
    scrubbed.map_err(Fault::broken)?
}
