//! The item itself, as the queue shows it beside its answer form.

use maud::{Markup, html};
use plenary_kit::app::App;
use plenary_kit::db::Db;
use plenary_kit::fault::Fault;
use plenary_kit::page::{Author, ItemCard, Said, safe_text};
use plenary_kit::policy::{Attribution, Fields};
use plenary_kit::shell;
use plenary_kit::web::Who;

use crate::docket::pages::{group, tlp};
use crate::docket::rules::is_late;
use crate::docket::store::{self as docket, ItemText};
use crate::docket::{Format, Item, ItemNumber};
use crate::forum::store as forum;
use crate::participant;

/// Who said it, as far as the viewer may know.
fn name(db: &Db<'_>, item: &Item, fields: Fields) -> Result<Option<String>, Fault> {
    match &item.author {
        Some(author) if fields.person => {
            Ok(participant::person(db, author)?.and_then(|person| person.name))
        }
        _ => Ok(None),
    }
}

/// The item in full; nothing when it does not exist for the viewer.
pub(super) fn item_card(
    app: &App,
    db: &Db<'_>,
    who: &Who,
    number: ItemNumber,
) -> Result<Option<Markup>, Fault> {
    let Some(item) = docket::item(db, number)? else {
        return Ok(None);
    };
    let Some(fields) = item.fields_for(app, &who.viewer) else {
        return Ok(None);
    };
    let name = name(db, &item, fields)?;
    let groups = forum::groups(db)?;
    let word = item.group.as_deref().filter(|_| fields.group);
    let title = item
        .title
        .map(|key| docket::text(db, key))
        .transpose()?
        .flatten();
    let texts = docket::texts(db, number)?;
    let cycle = forum::cycle(db, &item.cycle)?;
    let t = &who.tongue;
    let said = |text| Said {
        text,
        lang: Some(&item.lang),
        is_markdown: false,
    };
    let card = ItemCard {
        number: &number.to_string(),
        href: Some(&format!("/items/{number}")),
        kind: item.kind.word(),
        door: item.door.word(),
        mark: tlp(item.mark),
        author: Author {
            name: name.as_deref(),
            group: group(&groups, word),
            ..Author::default()
        },
        when: t.instant(item.filed.0, &shell::face(app).zone),
        is_late: cycle.as_ref().is_some_and(|cycle| is_late(&item, cycle)),
        title: title.as_deref(),
        on: None,
        said: said(""),
        state: item.standing.state.word(),
        move_of: None,
        after: Some(
            html! { (unnamed(who, &item)) @for text in &texts { (text_of(who, &item, text)) } },
        ),
    };
    Ok(Some(card.render(t)))
}

/// A warning to who answers, where the public does not see the name that stands above.
fn unnamed(who: &Who, item: &Item) -> Markup {
    let key = format!("docket-attribution-{}", item.attribution.word());
    html! {
        @if item.attribution != Attribution::Named { p .small { em .late { (who.tongue.say(&key)) } } }
    }
}

fn text_of(who: &Who, item: &Item, text: &ItemText) -> Markup {
    html! {
        @if let Some(question) = &text.question { h3 dir="auto" { (safe_text(question)) } }
        @match &text.text {
            Some(words) => (Said { text: words, lang: Some(&item.lang), is_markdown: text.format == Format::Markdown }
                .render(&format!("i{}", item.number), 3)),
            None => p .small { (who.tongue.say("answer-words-erased")) },
        }
    }
}
