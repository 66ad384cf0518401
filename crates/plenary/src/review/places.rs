//! After a new version: how its blocks and the comments fared, the doubtful places to confirm, the orphans to place again.

use std::collections::HashMap;

use maud::{Markup, html};
use plenary_kit::app::App;
use plenary_kit::db::Db;
use plenary_kit::fault::Stop;
use plenary_kit::page::{Button, Form, Place, heading, safe_text};
use plenary_kit::shell::Page;
use plenary_kit::tongue::direction;
use plenary_kit::web::Who;
use plenary_passage::{Span, Version};

use super::fared::Fared;
use super::reading::seen_comments;
use crate::comment::Stands;
use crate::comment::rules::may_place;
use crate::docket::pages::{Row, rows};
use crate::docket::{Item, ItemNumber};
use crate::document::{Anchor, Document, Quote, VersionNumber, Way, quote_in, store as documents};
use crate::forum::Cycle;

/// The most places that one page asks about.
const SHOWN: usize = 60;
/// The most neighbours offered for an orphan.
const NEIGHBOURS: usize = 3;

/// A passage that somebody has to look at.
struct Doubt {
    item: Item,
    place: u32,
    anchor: Anchor,
    stands: Stands,
    old: Quote,
    /// The choices: the letters as the form names them, and the words there.
    choices: Vec<(String, Quote)>,
}

/// Everything the page shows.
pub(super) struct PlacesPage {
    pub document: Document,
    cycle: Cycle,
    pub number: VersionNumber,
    fared: Fared,
    doubts: Vec<Doubt>,
    rows: HashMap<ItemNumber, Row>,
}

impl PlacesPage {
    pub fn load(
        app: &App,
        db: &Db<'_>,
        who: &Who,
        (document, cycle): (Document, Cycle),
        number: VersionNumber,
    ) -> Result<PlacesPage, Stop> {
        let version = documents::version(db, &document.id, number)?.ok_or(Stop::NotFound)?;
        let all = seen_comments(app, db, who, &document, number)?;
        let mut doubts = Vec::new();
        for comment in all {
            for (place, (anchor, stands)) in comment.places.into_iter().enumerate() {
                if stands.is_open() && doubts.len() < SHOWN {
                    let item = comment.item.clone();
                    doubts.push(doubt(
                        db,
                        item,
                        (place as u32, anchor, stands),
                        number,
                        &version,
                    )?);
                }
            }
        }
        let items = doubts.iter().map(|doubt| doubt.item.clone()).collect();
        let rows = rows(app, db, &who.viewer, &cycle, items)?;
        Ok(PlacesPage {
            fared: Fared::of(app, db, who, &document, number)?,
            rows: rows
                .into_iter()
                .map(|row| (row.item().number, row))
                .collect(),
            document,
            cycle,
            number,
            doubts,
        })
    }

    pub fn render(&self, app: &App, who: &Who) -> Markup {
        let t = &who.tongue;
        let number = i64::from(self.number.0);
        let title = t.say_with("review-places-title", &[("number", number.into())]);
        let kicker = html! { a href={ "/documents/" (self.document.slug) "/" (number) } { bdi { (safe_text(&self.document.title)) } } };
        let body = html! {
            (heading(Some(kicker), &title, None))
            @if let Some(words) = self.fared.in_words(t) { p .lead { (words) } }
            @if !self.doubts.is_empty() { p .small { (t.say("review-places-keys")) } }
            @if self.doubts.is_empty() { p { (t.say("review-places-none")) } }
            div .doubts data-queue { @for doubt in &self.doubts { (self.doubt(who, doubt)) } }
        };
        Page::new(&title, Place::Now, body).render(app, who)
    }

    fn doubt(&self, who: &Who, doubt: &Doubt) -> Markup {
        let t = &who.tongue;
        let number = doubt.item.number.to_string();
        let href = format!("/items/{number}");
        let row = self.rows.get(&doubt.item.number);
        let may = may_place(&who.viewer, &self.cycle, &doubt.item).is_ok();
        let lang = &self.document.lang;
        html! {
            article .doubt #{ "doubt-" (number) "-" (doubt.place) } {
                h2 .meta { a .stamp href=(href) data-row { (number) } " " span dir="auto" { (safe_text(row.and_then(Row::title).unwrap_or("–"))) } }
                p .small { (crate::comment::standing_in_words(t, &doubt.stands)) }
                div .sides {
                    section { h3 { (t.say_with("review-places-old", &[("number", i64::from(doubt.anchor.version.0).into())])) }
                        (words(lang, &doubt.old)) }
                    section { h3 { (t.say(if matches!(doubt.stands, Stands::Orphaned) { "review-places-near" } else { "review-places-new" })) }
                        @for (at, quote) in &doubt.choices {
                            (words(lang, quote))
                            @if may { (self.choice(who, doubt, at, &t.say("review-places-here"))) }
                        }
                        @if may { (self.choice(who, doubt, "gone", &t.say("review-places-gone"))) }
                    }
                }
            }
        }
    }

    fn choice(&self, who: &Who, doubt: &Doubt, at: &str, label: &str) -> Markup {
        let action = format!("/items/{}/place", doubt.item.number);
        let key = plenary_kit::random::token();
        Form::new(&action, &who.token).key(&key).render(html! {
            input type="hidden" name="place" value=(doubt.place);
            input type="hidden" name="version" value=(self.number);
            input type="hidden" name="at" value=(at);
            p { (Button::quiet(label)) }
        })
    }
}

fn words(lang: &str, quote: &Quote) -> Markup {
    html! {
        blockquote .on lang=(lang) dir=(direction(lang)) {
            span .small { (quote.label) } " " (safe_text(&quote.lead_in())) mark { (safe_text(&quote.exact)) } (safe_text(&quote.lead_out()))
        }
    }
}

fn doubt(
    db: &Db<'_>,
    item: Item,
    (place, anchor, stands): (u32, Anchor, Stands),
    number: VersionNumber,
    version: &Version,
) -> Result<Doubt, Stop> {
    let old = crate::document::quote(db, &anchor)?.ok_or(Stop::NotFound)?;
    let spans: Vec<Span> = match &stands {
        Stands::Doubtful { spans, twins } => spans.iter().take(1).chain(twins).copied().collect(),
        _ => match Way::between(db, &anchor.document, anchor.version, number)? {
            Some(way) => neighbours(&way, anchor.span),
            None => Vec::new(),
        },
    };
    let choices = spans.into_iter().map(|span| {
        let at = format!("{}-{}", span.start, span.end);
        (at, quote_in(version, span))
    });
    Ok(Doubt {
        choices: choices.collect(),
        item,
        place,
        anchor,
        stands,
        old,
    })
}

/// Blocks near which an orphan might belong. Over several versions only the first leg knows the old words, so it is asked
/// and its answers are carried on.
fn neighbours(way: &Way, passage: Span) -> Vec<Span> {
    let readings = way.readings();
    let Some((first, rest)) = readings.split_first() else {
        return Vec::new();
    };
    let near = first.neighbours(passage, NEIGHBOURS);
    near.into_iter()
        .take(NEIGHBOURS)
        .filter_map(|neighbour| match rest {
            [] => Some(neighbour.span),
            rest => plenary_passage::carry_through(rest, neighbour.span).span(),
        })
        .collect()
}
