//! What an item says of a text, for those who answer: the words then and now, the suggested wording, who stands behind it.

use maud::{Markup, html};
use plenary_kit::app::App;
use plenary_kit::db::Db;
use plenary_kit::fault::{Fault, Stop};
use plenary_kit::page::{group_badge, safe_text, words_diff};
use plenary_kit::tongue::{Tongue, direction};
use plenary_kit::web::Who;
use plenary_passage::BlockId;

use super::apply::apply_part;
use crate::comment::{Stands, pieces, placed, places_of, standing_in_words, store as comments};
use crate::docket::pages::group;
use crate::docket::{Item, store as docket};
use crate::document::{
    self, Anchor, Document, Quote, VersionNumber, address_of, label_of, quote_in,
    store as documents,
};
use crate::forum::{Group, store as forum};

/// A passage then and now.
struct Passage {
    anchor: Anchor,
    old: Quote,
    stands: Stands,
    /// The block and its words today.
    now: Option<(BlockId, Quote)>,
}

/// Everything that is shown of the text.
struct OnText {
    document: Document,
    latest: VersionNumber,
    passages: Vec<Passage>,
    suggestion: Option<String>,
    /// How many of each group stand behind it.
    behind: Vec<(Option<String>, i64)>,
    groups: Vec<Group>,
}

/// What the queue shows of the text between an item and its answer; nothing for an item that is about none.
pub(super) fn on_text(
    app: &App,
    db: &Db<'_>,
    who: &Who,
    item: &Item,
    back: &str,
) -> Result<Option<Markup>, Fault> {
    let Some(found) = OnText::load(db, item)? else {
        return Ok(None);
    };
    let apply = match found.suggestion.is_some() && !found.passages.is_empty() {
        false => None,
        true => apply_part(app, db, who, item, back).or_else(|stop| match stop {
            Stop::Fault(fault) => Err(fault),
            _ => Ok(None),
        })?,
    };
    Ok(Some(found.render(&who.tongue, apply)))
}

impl OnText {
    fn load(db: &Db<'_>, item: &Item) -> Result<Option<OnText>, Fault> {
        let concerned = docket::concern::concerns(db, item.number)?;
        let Some(id) = &concerned.document else {
            return Ok(None);
        };
        let Some(document) = documents::document(db, id)? else {
            return Ok(None);
        };
        let latest = document.latest;
        Ok(Some(OnText {
            passages: passages(db, item, latest)?,
            suggestion: match concerned.suggestion {
                Some(key) => docket::text(db, key)?,
                None => None,
            },
            behind: behind(db, item)?,
            groups: forum::groups(db)?,
            document,
            latest,
        }))
    }

    fn render(&self, t: &Tongue, apply: Option<Markup>) -> Markup {
        let slug = &self.document.slug;
        html! {
            section .on-text aria-labelledby="on-text-title" {
                h2 #on-text-title { (t.say("on-text-title")) " " small { a href={ "/documents/" (slug) } { bdi { (safe_text(&self.document.title)) } } } }
                @for passage in &self.passages { (self.passage(t, passage)) }
                @if let Some(suggestion) = &self.suggestion { (self.suggested(t, suggestion)) }
                @if let Some(apply) = apply { (apply) }
                (self.who_is_behind(t))
            }
        }
    }

    fn passage(&self, t: &Tongue, passage: &Passage) -> Markup {
        let lang = &self.document.lang;
        let slug = &self.document.slug;
        let version = passage.anchor.version;
        let said = |key: &str, label: &str, version: VersionNumber| {
            t.say_with(
                key,
                &[
                    ("label", label.into()),
                    ("version", i64::from(version.0).into()),
                ],
            )
        };
        let old = &passage.old;
        html! {
            p .small { a href=(address_of(slug, version, passage.anchor.block)) { (said("on-text-written", &old.label, version)) } }
            blockquote .on lang=(lang) dir=(direction(lang)) { (safe_text(&old.lead_in())) mark { (safe_text(&old.exact)) } (safe_text(&old.lead_out())) }
            @match &passage.now {
                _ if version == self.latest => {},
                None => p .small.broken { (said("on-text-lost", &old.label, self.latest)) " "
                    a href={ "/documents/" (slug) "/" (self.latest) "/places" } { (t.say("on-text-places")) } },
                Some((block, now)) if now.exact == old.exact => p .small {
                    a href=(address_of(slug, self.latest, *block)) { (said("on-text-same", &now.label, self.latest)) } },
                Some((block, now)) => {
                    p .small { a href=(address_of(slug, self.latest, *block)) { (said("on-text-now", &now.label, self.latest)) } ". "
                        (standing_in_words(t, &passage.stands)) }
                    blockquote .on lang=(lang) dir=(direction(lang)) { (words_diff(t, &pieces(Some(&old.exact), Some(&now.exact)))) }
                }
            }
        }
    }

    /// The suggested wording against the words that stand there now, or those that were commented on.
    fn suggested(&self, t: &Tongue, suggestion: &str) -> Markup {
        let first = self.passages.first();
        let now = first.and_then(|passage| passage.now.as_ref().map(|(_, now)| now));
        let against = now.or(first.map(|passage| &passage.old));
        let compared = pieces(against.map(|quote| quote.exact.as_str()), Some(suggestion));
        html! { h3 { (t.say("on-text-suggested")) } (words_diff(t, &compared)) }
    }

    fn who_is_behind(&self, t: &Tongue) -> Markup {
        let all: i64 = self.behind.iter().map(|(_, count)| count).sum();
        html! {
            @if all > 0 {
                p .small { (t.say_with("on-text-behind", &[("count", all.into())]))
                    @for (word, count) in &self.behind { " "
                        @match group(&self.groups, word.as_deref()) {
                            Some(group) => { (group_badge(&group)) " " },
                            None => "– ",
                        }
                        (count) } }
            }
        }
    }
}

fn passages(db: &Db<'_>, item: &Item, latest: VersionNumber) -> Result<Vec<Passage>, Fault> {
    let mut found = Vec::new();
    for (anchor, stands) in places_of(db, item, latest)? {
        let Some(old) = document::quote(db, &anchor)? else {
            continue;
        };
        let version = documents::version(db, &anchor.document, latest)?;
        let spans = stands.spans().iter().copied();
        let hull = spans.reduce(plenary_passage::Span::hull);
        let now = version.zip(hull).and_then(|(version, span)| {
            let block = version.block_at(span.start)?.id;
            let mut quote = quote_in(&version, span);
            quote.label = label_of(&version, block)?;
            Some((block, quote))
        });
        found.push(Passage {
            anchor,
            old,
            stands,
            now,
        });
    }
    Ok(found)
}

fn behind(db: &Db<'_>, item: &Item) -> Result<Vec<(Option<String>, i64)>, Fault> {
    let mut groups: Vec<(Option<String>, i64)> = Vec::new();
    for endorsement in comments::endorsements(db, item.number)? {
        match groups
            .iter_mut()
            .find(|(group, _)| *group == endorsement.group)
        {
            Some((_, count)) => *count += 1,
            None => groups.push((endorsement.group, 1)),
        }
    }
    Ok(groups)
}

/// The items that stand on the same paragraphs of the latest version, in the order they came.
pub(super) fn neighbours(
    db: &Db<'_>,
    item: &Item,
    may_see: impl Fn(&Item) -> bool,
) -> Result<Vec<Item>, Fault> {
    let concerned = docket::concern::concerns(db, item.number)?;
    let document = match &concerned.document {
        Some(id) => documents::document(db, id)?,
        None => None,
    };
    let Some(document) = document else {
        return Ok(Vec::new());
    };
    let Some(version) = documents::version(db, &document.id, document.latest)? else {
        return Ok(Vec::new());
    };
    let blocks = |places: &[(Anchor, Stands)]| -> Vec<_> {
        let spans = places.iter().flat_map(|(_, stands)| stands.spans());
        spans
            .filter_map(|span| version.block_at(span.start).map(|block| block.id))
            .collect()
    };
    let here = blocks(&places_of(db, item, document.latest)?);
    if here.is_empty() {
        return Ok(Vec::new());
    }
    let all = placed(db, &document.id, document.latest, |other| {
        other.is_shown && other.number != item.number && may_see(other)
    })?;
    let stands_here = all.into_iter().filter(|other| {
        blocks(&other.places)
            .iter()
            .any(|block| here.contains(block))
    });
    Ok(stands_here.map(|other| other.item).collect())
}
