//! The passages that an answer to a comment on a text can name, and what the form makes of the choice.

use std::sync::Arc;

use maud::{Markup, html};
use plenary_kit::db::Db;
use plenary_kit::fault::Fault;
use plenary_kit::page::{Choice, Faults, Field, safe_text};
use plenary_kit::tongue::{Tongue, direction};
use plenary_passage::{BlockId, Span, Version};

use super::form::Typed;
use crate::answer::refusal::AnswerRefusal;
use crate::answer::rules::AskedPlace;
use crate::answer::store::NamedPlace;
use crate::comment::places_of;
use crate::docket::{Item, store as docket};
use crate::document::next::{NextChange, store as next};
use crate::document::{
    Anchor, Document, VersionNumber, check_anchor, label_of, labels, quote_in, store as documents,
};

/// The text that an item is about, and where its passages stand in the latest version.
pub(super) struct Passages {
    document: Document,
    number: VersionNumber,
    version: Arc<Version>,
    own: Vec<Anchor>,
    /// What was worked into the next version because of the item.
    pub applied: Option<NextChange>,
}

impl Passages {
    /// Nothing for an item that is about no text, or one without a version.
    pub fn load(db: &Db<'_>, item: &Item) -> Result<Option<Passages>, Fault> {
        let concerned = docket::concern::concerns(db, item.number)?;
        let Some(id) = &concerned.document else {
            return Ok(None);
        };
        let Some(document) = documents::document(db, id)? else {
            return Ok(None);
        };
        let number = document.latest;
        let Some(version) = documents::version(db, id, number)? else {
            return Ok(None);
        };
        let mut own = Vec::new();
        for (_, stands) in places_of(db, item, number)? {
            let first = stands.spans().first().copied();
            let placed = first.and_then(|span| Some((span, version.block_at(span.start)?.id)));
            own.extend(placed.map(|(span, block)| Anchor {
                document: id.clone(),
                version: number,
                block,
                span,
            }));
        }
        Ok(Some(Passages {
            applied: next::change_by(db, id, &item.number.to_string())?,
            document,
            number,
            version,
            own,
        }))
    }

    /// What the form's fields name; nothing when none was chosen.
    pub fn asked(&self, db: &Db<'_>, typed: &Typed) -> Result<Option<AskedPlace>, Wrong> {
        let refused = Wrong::Refused(AnswerRefusal::NotAPassage);
        let place = match typed.get("passage") {
            "" => return Ok(None),
            OTHER => {
                let block = self.block(typed.get("paragraph")).ok_or(refused)?;
                let anchor = self
                    .whole(block)
                    .ok_or(Wrong::Refused(AnswerRefusal::NotAPassage))?;
                return Ok(Some(match typed.get("after") {
                    "" => AskedPlace::Passage(anchor),
                    _ => AskedPlace::After(anchor),
                }));
            }
            chosen => chosen.parse::<Chosen>().map_err(|_| refused)?,
        };
        let anchor = self.anchor(db, &place)?;
        Ok(Some(match place.is_after {
            true => AskedPlace::After(anchor),
            false => AskedPlace::Passage(anchor),
        }))
    }

    fn anchor(&self, db: &Db<'_>, place: &Chosen) -> Result<Anchor, Wrong> {
        let refused = || Wrong::Refused(AnswerRefusal::NotAPassage);
        let version = documents::version(db, &self.document.id, place.version)?;
        let version = version.ok_or_else(refused)?;
        let block = version.block(place.block).ok_or_else(refused)?;
        let anchor = Anchor {
            document: self.document.id.clone(),
            version: place.version,
            block: block.id,
            span: place.span.unwrap_or(block.span),
        };
        check_anchor(&version, &anchor).map_err(|_| refused())?;
        Ok(anchor)
    }

    /// A block by its printed number, however it was typed.
    fn block(&self, typed: &str) -> Option<BlockId> {
        let plain = |text: &str| -> String {
            let kept = text
                .chars()
                .filter(|letter| !letter.is_whitespace() && *letter != '¶');
            kept.collect()
        };
        let asked = plain(typed);
        let all = labels(&self.version);
        let exact = all.iter().position(|label| label.trim() == typed.trim());
        let at = exact.or_else(|| all.iter().position(|label| plain(label) == asked));
        at.filter(|_| !asked.is_empty())
            .map(|at| self.version.blocks()[at].id)
    }

    fn whole(&self, block: BlockId) -> Option<Anchor> {
        let block = self.version.block(block)?;
        Some(Anchor {
            document: self.document.id.clone(),
            version: self.number,
            block: block.id,
            span: block.span,
        })
    }

    /// The form as it begins: with what was worked into the next version because of the item, else with its own passage.
    pub fn beginning(&self) -> Typed {
        let mut typed = Typed::default();
        if let Some(applied) = &self.applied {
            typed.set("disposition", "accepted");
            typed.set("passage", &word_of(&applied.anchor, false));
            typed.set("old", &applied.old);
            typed.set("new", &applied.new);
        } else if let Some(own) = self.own.first() {
            typed.set("passage", &word_of(own, false));
        }
        typed
    }

    /// The passages to choose from.
    pub fn fields(&self, t: &Tongue, typed: &Typed, faults: &Faults) -> Markup {
        let chosen = typed.get("passage");
        let mut offers = Vec::new();
        for anchor in &self.own {
            self.offers_of(t, anchor, &mut offers);
        }
        // What was drafted or worked in on an earlier version stays as it was said.
        if !chosen.is_empty() && chosen != OTHER && !offers.iter().any(|(value, _)| value == chosen)
        {
            let label = chosen.parse::<Chosen>().ok().map(|place| {
                t.say_with(
                    "answer-passage-kept",
                    &[("version", i64::from(place.version.0).into())],
                )
            });
            offers.extend(label.map(|label| (chosen.to_owned(), html! { (safe_text(&label)) })));
        }
        let error = faults.of("passage");
        let other = t.say("answer-passage-other");
        offers.push((OTHER.to_owned(), html! { (other) }));
        html! {
            fieldset .{ "field passages" @if error.is_some() { " wrong" } } {
                legend { (t.say("answer-field-passage")) }
                p .hint { (t.say("answer-field-passage-hint")) }
                @if let Some(error) = error { p .error #f-passage-error { strong { (t.say("error-label")) } " " (error) } }
                @for (at, (value, label)) in offers.iter().enumerate() {
                    label .pick {
                        input #{ "f-passage" @if at > 0 { "-" (at) } } type="radio" name="passage" value=(value)
                            checked[value == chosen || (chosen.is_empty() && offers.len() == 1)];
                        span { (label) }
                    }
                }
                (Field::new("paragraph", &t.say("answer-field-paragraph")).hint(&t.say("answer-field-paragraph-hint")).fault(faults).text(t, typed.get("paragraph")))
                (self.after(t, typed))
            }
        }
    }

    fn after(&self, t: &Tongue, typed: &Typed) -> Markup {
        let labels = ["answer-passage-itself", "answer-passage-after"].map(|key| t.say(key));
        let choices = [("", labels[0].as_ref()), ("yes", labels[1].as_ref())]
            .map(|(value, label)| Choice { value, label });
        Field::new("after", &t.say("answer-field-after")).choose(t, &choices, typed.get("after"))
    }

    /// The words themselves, the whole paragraph, something new below it.
    fn offers_of(&self, t: &Tongue, anchor: &Anchor, offers: &mut Vec<(String, Markup)>) {
        let Some(block) = self.version.block(anchor.block) else {
            return;
        };
        let label = label_of(&self.version, block.id).unwrap_or_default();
        let args = [("label", label.as_str().into())];
        let lang = &self.document.lang;
        let mut add = |value: String, label: Markup| {
            if !offers.iter().any(|(each, _)| *each == value) {
                offers.push((value, label));
            }
        };
        if anchor.span != block.span {
            let quote = quote_in(&self.version, anchor.span);
            add(
                word_of(anchor, false),
                html! { (t.say_with("answer-passage-words", &args)) " " q lang=(lang) dir=(direction(lang)) { (safe_text(&shortened(&quote.exact))) } },
            );
        }
        let whole = Anchor {
            span: block.span,
            ..anchor.clone()
        };
        add(
            word_of(&whole, false),
            html! { (t.say_with("answer-passage-whole", &args)) },
        );
        add(
            word_of(&whole, true),
            html! { (t.say_with("answer-passage-below", &args)) },
        );
    }
}

/// Why a choice names nothing.
pub(super) enum Wrong {
    Refused(AnswerRefusal),
    Fault(Fault),
}

impl From<Fault> for Wrong {
    fn from(fault: Fault) -> Wrong {
        Wrong::Fault(fault)
    }
}

/// The choice of any other paragraph.
const OTHER: &str = "other";

/// A passage as the form names it: `3:12@105-140` with the letters of the version's text, or `3:after:12`.
struct Chosen {
    version: VersionNumber,
    block: BlockId,
    /// The letters; the whole block when none are given.
    span: Option<Span>,
    is_after: bool,
}

impl std::str::FromStr for Chosen {
    type Err = ();

    fn from_str(text: &str) -> Result<Chosen, ()> {
        let number = |text: &str| text.parse::<u32>().map_err(|_| ());
        let (version, rest) = text.split_once(':').ok_or(())?;
        let after = rest.strip_prefix("after:");
        let (block, letters) = match after.unwrap_or(rest).split_once('@') {
            Some((block, letters)) => (block, letters.split_once('-')),
            None => (after.unwrap_or(rest), None),
        };
        Ok(Chosen {
            version: VersionNumber(number(version)?),
            block: BlockId(block.parse().map_err(|_| ())?),
            span: match letters {
                Some((from, to)) => Some(Span::new(number(from)?, number(to)?)),
                None => None,
            },
            is_after: after.is_some(),
        })
    }
}

/// How the form names a passage.
fn word_of(anchor: &Anchor, is_after: bool) -> String {
    let (version, block, span) = (anchor.version, anchor.block, anchor.span);
    match is_after {
        true => format!("{version}:after:{block}"),
        false => format!("{version}:{block}@{}-{}", span.start, span.end),
    }
}

/// How the form names what a draft says.
pub(super) fn word_of_named(named: &NamedPlace) -> String {
    word_of(&named.anchor, named.is_after)
}

/// The first words of a quote, cut between words.
fn shortened(text: &str) -> String {
    super::queue::beginning(text)
}
