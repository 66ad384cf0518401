//! What an item's page shows of the text it is about: its passages, its suggested wording, who stands behind it.

use maud::{Markup, html};
use plenary_kit::app::App;
use plenary_kit::db::Db;
use plenary_kit::fault::Fault;
use plenary_kit::page::{Button, Choice, Field, Form, safe_text, words_diff};
use plenary_kit::tongue::{Tongue, direction};
use plenary_kit::web::Who;
use plenary_passage::BlockId;

use super::cluster_page::Alike;
use super::diff::pieces;
use super::placing::{Stands, places_of};
use super::rules::{REASON_LETTERS, may_edit, may_endorse};
use super::store::{self, Endorsement};
use crate::docket::filing::filer;
use crate::docket::{Concerned, Item, store as docket};
use crate::document::{self, Anchor, Document, Quote, address_of, store as documents};
use crate::forum;
use crate::participant;

/// A passage with its words, and where it stands in the latest version.
pub(super) struct Passage {
    pub anchor: Anchor,
    pub quote: Quote,
    pub stands: Stands,
    /// The block in which it stands today, and its printed number.
    pub today: Option<(BlockId, String)>,
}

/// An endorsement with the names of person and organisation.
type Named = (Endorsement, Option<String>, Option<String>);

/// What stands beside an item.
struct Beside {
    document: Option<Document>,
    concerned: Concerned,
    passages: Vec<Passage>,
    suggestion: Option<String>,
    endorsements: Vec<Named>,
    is_endorsed: bool,
    organisations: Vec<(String, String)>,
    alike: Option<Alike>,
}

/// What an item's page shows of the text it is about; nothing for an item that concerns no document.
pub fn beside(app: &App, who: &Who, item: &Item) -> Result<Option<Markup>, Fault> {
    let found = app.read(|db| Beside::load(app, db, who, item))?;
    Ok(found.map(|beside| beside.render(who, item)))
}

impl Beside {
    fn load(app: &App, db: &Db<'_>, who: &Who, item: &Item) -> Result<Option<Beside>, Fault> {
        let concerned = docket::concern::concerns(db, item.number)?;
        let Some(id) = &concerned.document else {
            return Ok(None);
        };
        let document = documents::document(db, id)?
            .filter(|document| document.may_read(app.policy(), &who.viewer));
        let passages = match &document {
            Some(document) => passages(db, item, document)?,
            None => Vec::new(),
        };
        let me = who.viewer.participant.as_ref();
        let organisations = match me {
            Some(_) => filer(db, who, &item.cycle, app.now())?.organisations,
            None => Vec::new(),
        };
        Ok(Some(Beside {
            alike: Alike::load(app, db, who, item)?,
            suggestion: match concerned.suggestion {
                Some(key) => docket::text(db, key)?,
                None => None,
            },
            endorsements: named(db, store::endorsements(db, item.number)?)?,
            is_endorsed: match me {
                Some(me) => store::is_endorsed(db, item.number, me)?,
                None => false,
            },
            organisations: organisations
                .into_iter()
                .map(|each| (each.id.to_string(), each.name))
                .collect(),
            document,
            passages,
            concerned,
        }))
    }

    fn render(&self, who: &Who, item: &Item) -> Markup {
        let t = &who.tongue;
        html! {
            section .beside aria-labelledby="beside-title" {
                h2 #beside-title { (t.say(if self.passages.is_empty() { "comment-on-whole" } else { "comment-is-on" })) }
                @if let Some(document) = &self.document { (self.place(t, document)) }
                @if let Some(nature) = self.concerned.nature {
                    p .meta { span .badge { (t.say(&format!("comment-nature-{}", nature.word()))) } }
                }
                @if let Some(suggestion) = &self.suggestion {
                    h3 { (t.say("comment-suggested")) }
                    (words_diff(t, &pieces(self.passages.first().map(|passage| passage.quote.exact.as_str()), Some(suggestion))))
                }
            }
            (self.endorsed(t))
            @if let Some(alike) = &self.alike { (alike.render(t, item)) }
            (self.acts(who, item))
        }
    }

    fn place(&self, t: &Tongue, document: &Document) -> Markup {
        let lang = &document.lang;
        html! {
            p { a href={ "/documents/" (document.slug) } { bdi { (safe_text(&document.title)) } } }
            @for passage in &self.passages {
                @let version = passage.anchor.version;
                blockquote .on lang=(lang) dir=(direction(lang)) {
                    a .small href=(address_of(&document.slug, version, passage.anchor.block))
                        { (t.say_with("comment-written-on", &[("label", passage.quote.label.as_str().into()), ("version", i64::from(version.0).into())])) }
                    " " (safe_text(&passage.quote.exact))
                }
                @if version < document.latest {
                    p .small {
                        (standing_in_words(t, &passage.stands)) " "
                        @if let Some((block, label)) = &passage.today {
                            a href=(address_of(&document.slug, document.latest, *block)) { (t.say_with("comment-today", &[("label", label.as_str().into())])) }
                        }
                        " " a href={ "/documents/" (document.slug) "/compare/" (version) "/" (document.latest) "#from-b" (passage.anchor.block) } { (t.say("comment-what-changed")) }
                    }
                }
            }
        }
    }

    /// How many stand behind it, by group, and who.
    fn endorsed(&self, t: &Tongue) -> Markup {
        let mut groups: Vec<(String, i64)> = Vec::new();
        for (endorsement, _, _) in &self.endorsements {
            let group = endorsement.group.clone().unwrap_or_default();
            match groups.iter_mut().find(|(each, _)| *each == group) {
                Some((_, count)) => *count += 1,
                None => groups.push((group, 1)),
            }
        }
        html! {
            @if !self.endorsements.is_empty() {
                section .endorsements aria-labelledby="endorsed-title" {
                    h2 #endorsed-title { (t.say_with("comment-endorsed", &[("count", (self.endorsements.len() as i64).into())])) }
                    p .small { @for (at, (group, count)) in groups.iter().enumerate() { @if at > 0 { ", " } bdi { (safe_text(group)) } " " (count) } }
                    ul {
                        @for (endorsement, name, organisation) in &self.endorsements {
                            li { bdi { (safe_text(name.as_deref().unwrap_or("–"))) }
                                @if let Some(organisation) = organisation { ", " bdi { (safe_text(organisation)) } }
                                @if let Some(reason) = &endorsement.reason { ": " span dir="auto" { (safe_text(reason)) } } }
                        }
                    }
                }
            }
        }
    }

    fn acts(&self, who: &Who, item: &Item) -> Markup {
        let t = &who.tongue;
        let key = plenary_kit::random::token();
        let action = format!("/items/{}/endorse", item.number);
        let back = format!("{action}/back");
        html! {
            div .comment-acts {
                @if who.viewer.participant.is_some() && may_endorse(&who.viewer, item, self.is_endorsed).is_ok() {
                    details { summary { (t.say("comment-endorse")) }
                        (Form::new(&action, &who.token).key(&key).render(html! {
                            (Field::new("because", &t.say("comment-field-reason")).words(t, "", REASON_LETTERS as u32))
                            @if !self.organisations.is_empty() { (self.organisation(t)) }
                            p .acts { (Button::main(&t.say("comment-endorse-act"))) }
                        }))
                    }
                } @else if self.is_endorsed {
                    (Form::new(&back, &who.token).key(&key).render(html! {
                        p .acts { (Button::quiet(&t.say("comment-endorse-back"))) }
                    }))
                }
                p { a href={ "/items/" (item.number) "/comment" } { (t.say("comment-reply")) }
                    @if may_edit(&who.viewer, item, self.endorsements.len() as i64).is_ok() {
                        " · " a href={ "/items/" (item.number) "/edit" } { (t.say("comment-edit")) }
                    } }
            }
        }
    }

    fn organisation(&self, t: &Tongue) -> Markup {
        let myself = t.say("comment-for-myself");
        let mut choices = vec![Choice {
            value: "",
            label: &myself,
        }];
        choices.extend(
            self.organisations
                .iter()
                .map(|(value, label)| Choice { value, label }),
        );
        Field::new("speaks_for", &t.say("comment-field-organisation")).choose(t, &choices, "")
    }
}

pub(super) fn passages(
    db: &Db<'_>,
    item: &Item,
    document: &Document,
) -> Result<Vec<Passage>, Fault> {
    let latest = documents::version(db, &document.id, document.latest)?;
    let mut passages = Vec::new();
    for (anchor, stands) in places_of(db, item, document.latest)? {
        let Some(quote) = document::quote(db, &anchor)? else {
            continue;
        };
        let today = latest.as_deref().and_then(|latest| {
            let block = latest.block_at(stands.spans().first()?.start)?;
            Some((block.id, document::label_of(latest, block.id)?))
        });
        passages.push(Passage {
            anchor,
            quote,
            stands,
            today,
        });
    }
    Ok(passages)
}

/// Endorsements with the names of person and organisation.
fn named(db: &Db<'_>, all: Vec<Endorsement>) -> Result<Vec<Named>, Fault> {
    let ids: Vec<_> = all.iter().map(|each| each.person.clone()).collect();
    let people = participant::people(db, &ids)?;
    let names = forum::store::groups(db)?;
    all.into_iter()
        .map(|mut each| {
            let name = people
                .get(&each.person)
                .and_then(|person| person.name.clone());
            let organisation = match &each.organisation {
                Some(id) => participant::organisation(db, id)?.map(|found| found.name),
                None => None,
            };
            let group = names
                .iter()
                .find(|group| Some(&group.word) == each.group.as_ref());
            each.group = group.map(|group| group.name.clone()).or(each.group);
            Ok((each, name, organisation))
        })
        .collect()
}

/// How a passage stands in a later version, in a sentence.
pub fn standing_in_words(t: &Tongue, stands: &Stands) -> String {
    let key = match stands {
        Stands::Written(_) => "comment-stands-written",
        Stands::Carried(_) => "comment-stands-carried",
        Stands::Confirmed(_) => "comment-stands-confirmed",
        Stands::Doubtful { .. } => "comment-stands-doubtful",
        Stands::Orphaned => "comment-stands-orphaned",
        Stands::Gone => "comment-stands-gone",
    };
    t.say(key).into_owned()
}
