//! The forms of this room: what was typed, what it means, and the forms that show it again.

use std::str::FromStr;

use maud::{Markup, html};
use plenary_kit::db::Db;
use plenary_kit::fault::{Fault, Refuse, Stop};
use plenary_kit::form::Form as Sent;
use plenary_kit::page::{Button, Choice, Faults, Field, Form};
use plenary_kit::text::{self, BadText};
use plenary_kit::tongue::Tongue;
use plenary_kit::web::in_words;

use super::passages::{Passages, Wrong, word_of_named};
use crate::answer::refusal::AnswerRefusal;
use crate::answer::rules::{
    AskedChange, AskedPlace, AskedReply, AskedTarget, CHANGE_LETTERS, Disposition, PLACE_LETTERS,
    ProposeAnswer, REASON_LETTERS,
};
use crate::answer::view::{Shown, ShownPlace};
use crate::docket::ItemNumber;

/// Every field of this room's forms.
const FIELDS: [&str; 15] = [
    "all",
    "seen",
    "passage",
    "paragraph",
    "after",
    "disposition",
    "reason",
    "target",
    "place",
    "old",
    "new",
    "to",
    "words",
    "reply",
    "changes",
];

/// What was typed, field by field, whatever it is worth.
#[derive(Clone, Debug, Default)]
pub(super) struct Typed(Vec<(&'static str, String)>);

/// Why a form was not acted on: faults of its fields, or what the act said.
pub(super) enum Trouble {
    Faults(Faults),
    Stop(Stop),
}

impl From<Faults> for Trouble {
    fn from(faults: Faults) -> Trouble {
        Trouble::Faults(faults)
    }
}

impl From<Fault> for Trouble {
    fn from(fault: Fault) -> Trouble {
        Trouble::Stop(Stop::Fault(fault))
    }
}

impl From<Stop> for Trouble {
    fn from(stop: Stop) -> Trouble {
        Trouble::Stop(stop)
    }
}

/// A refusal at its field, or above the form.
pub(super) fn fault_of(t: &Tongue, refusal: &dyn Refuse) -> Faults {
    let field = refusal.field().unwrap_or("form");
    Faults::new(vec![(field, in_words(t, refusal))])
}

impl Typed {
    /// Takes the forms' fields out of what was sent.
    pub fn take(sent: &mut Sent) -> Typed {
        Typed(
            FIELDS
                .into_iter()
                .map(|name| (name, sent.take(name)))
                .collect(),
        )
    }

    /// The draft as it stands, to be gone on with.
    pub fn of(shown: &Shown) -> Typed {
        let change = shown.change.clone();
        let (place, passage) = match change.as_ref().map(|change| &change.place) {
            Some(ShownPlace::InWords(words)) => (words.clone(), None),
            Some(ShownPlace::Passage { named, .. }) => (None, Some(word_of_named(named))),
            _ => (None, None),
        };
        let (old, new) = change.map_or((None, None), |change| (change.old, change.new));
        let value = |text: Option<String>| text.unwrap_or_default();
        Typed(vec![
            ("disposition", shown.disposition.word().into()),
            ("reason", value(shown.reason.clone())),
            ("target", value(shown.target.clone().map(|(name, _)| name))),
            ("place", value(place)),
            ("passage", value(passage)),
            ("old", value(old)),
            ("new", value(new)),
        ])
    }

    /// Fills in a field.
    pub fn set(&mut self, name: &'static str, value: &str) {
        self.0.retain(|(each, _)| *each != name);
        self.0.push((name, value.to_owned()));
    }

    /// A value as it was typed.
    pub fn get(&self, name: &str) -> &str {
        self.0
            .iter()
            .find(|(each, _)| *each == name)
            .map_or("", |(_, value)| value)
    }

    /// The answer that was drafted, or every field that needs mending.
    ///
    /// `passages` are those of the text that the item is about.
    pub fn answer(
        &self,
        t: &Tongue,
        db: &Db<'_>,
        passages: Option<&Passages>,
    ) -> Result<ProposeAnswer, Trouble> {
        let mut mending = Mending::new(t);
        let disposition = match Disposition::from_str(self.get("disposition")) {
            Ok(disposition) => Some(disposition),
            Err(_) => mending.refuse(&AnswerRefusal::NoDisposition),
        };
        let reason = mending.text("reason", text::prose(self.get("reason"), REASON_LETTERS));
        let target = mending.text(
            "target",
            text::maybe_line(self.get("target"), PLACE_LETTERS),
        );
        let is_change = disposition.is_some_and(Disposition::is_change);
        let change = match passages {
            Some(passages) => self.passage(&mut mending, db, passages, is_change)?,
            None => self.change(&mut mending),
        };
        let parsed = disposition.zip(reason);
        let (disposition, reason) = mending.done(parsed)?;
        Ok(ProposeAnswer {
            disposition,
            reason,
            target: target.flatten().map(target_of),
            change,
        })
    }

    /// What changes in the text that the item is about. A passage stays chosen whatever becomes of the item, so it counts
    /// only where the text changes.
    fn passage(
        &self,
        mending: &mut Mending<'_>,
        db: &Db<'_>,
        passages: &Passages,
        is_change: bool,
    ) -> Result<Option<AskedChange>, Fault> {
        let old = mending.text("old", text::maybe_prose(self.get("old"), CHANGE_LETTERS));
        let new = mending.text("new", text::maybe_prose(self.get("new"), CHANGE_LETTERS));
        let Some((old, new)) = old.zip(new) else {
            return Ok(None);
        };
        if !is_change {
            return Ok(match old.is_some() || new.is_some() {
                true => mending.refuse(&AnswerRefusal::ChangesNothing),
                false => None,
            });
        }
        match passages.asked(db, self) {
            Ok(Some(place)) => Ok(Some(AskedChange { place, old, new })),
            Ok(None) => Ok(mending.refuse(&AnswerRefusal::NeedsPassage)),
            Err(Wrong::Refused(refusal)) => Ok(mending.refuse(&refusal)),
            Err(Wrong::Fault(fault)) => Err(fault),
        }
    }

    fn change(&self, mending: &mut Mending<'_>) -> Option<AskedChange> {
        let place = mending.text("place", text::maybe_line(self.get("place"), PLACE_LETTERS));
        let old = mending.text("old", text::maybe_prose(self.get("old"), CHANGE_LETTERS));
        let new = mending.text("new", text::maybe_prose(self.get("new"), CHANGE_LETTERS));
        let (place, old, new) = (place?, old?, new?);
        match place {
            Some(place) => Some(AskedChange {
                place: AskedPlace::InWords(place),
                old,
                new,
            }),
            None if old.is_some() || new.is_some() => mending.refuse(&AnswerRefusal::NeedsPlace),
            None => None,
        }
    }

    /// A text that has to be there.
    pub fn prose(&self, t: &Tongue, field: &'static str) -> Result<String, Faults> {
        let mut mending = Mending::new(t);
        let words = mending.text(field, text::prose(self.get(field), REASON_LETTERS));
        mending.done(words)
    }

    /// A choice out of a list.
    pub fn chosen<T: FromStr>(
        &self,
        t: &Tongue,
        refusal: &AnswerRefusal,
        field: &str,
    ) -> Result<T, Faults> {
        self.get(field).parse().map_err(|_| fault_of(t, refusal))
    }

    /// The author's reply.
    pub fn reply(&self, t: &Tongue) -> Result<AskedReply, Faults> {
        let mut mending = Mending::new(t);
        let words = mending.text(
            "words",
            text::maybe_prose(self.get("words"), REASON_LETTERS),
        );
        let words = words.flatten();
        let reply = match (self.get("reply"), words) {
            ("satisfied", words) => Some(AskedReply::Satisfied(words)),
            ("objects", Some(because)) => Some(AskedReply::Objects(because)),
            ("objects", None) => mending.refuse(&AnswerRefusal::NoObjection),
            _ => mending.refuse(&AnswerRefusal::NoReplyChosen),
        };
        mending.done(reply)
    }

    /// What the inquiry found, and the other answer if it led to one.
    pub fn finding(
        &self,
        t: &Tongue,
        db: &Db<'_>,
        passages: Option<&Passages>,
    ) -> Result<(String, Option<ProposeAnswer>), Trouble> {
        let words = self.prose(t, "words")?;
        match self.get("changes") {
            "yes" => Ok((words, Some(self.answer(t, db, passages)?))),
            _ => Ok((words, None)),
        }
    }
}

/// A number is an item; anything else says where to look.
fn target_of(words: String) -> AskedTarget {
    match words.parse::<ItemNumber>() {
        Ok(number) => AskedTarget::Item(number),
        Err(_) => AskedTarget::Reference(words),
    }
}

/// Collects what needs mending, so that all of it is said in one go.
struct Mending<'a> {
    t: &'a Tongue,
    faults: Vec<(&'static str, String)>,
}

impl<'a> Mending<'a> {
    fn new(t: &'a Tongue) -> Mending<'a> {
        Mending {
            t,
            faults: Vec::new(),
        }
    }

    fn text<T>(&mut self, field: &'static str, outcome: Result<T, BadText>) -> Option<T> {
        outcome
            .map_err(|bad| self.faults.push((field, in_words(self.t, &bad))))
            .ok()
    }

    fn refuse<T>(&mut self, refusal: &AnswerRefusal) -> Option<T> {
        let field = refusal.field().unwrap_or("form");
        self.faults.push((field, in_words(self.t, refusal)));
        None
    }

    fn done<T>(self, parsed: Option<T>) -> Result<T, Faults> {
        match parsed {
            Some(parsed) if self.faults.is_empty() => Ok(parsed),
            _ => Err(Faults::new(self.faults)),
        }
    }
}

/// Whether an answer has to be given for the form to be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Asked {
    /// It is what the form is for.
    Always,
    /// Only if a box is ticked: browsers must not hold the form back without it.
    IfTicked,
}

/// Where a form leads and what stands in it.
pub(super) struct Frame<'a> {
    pub t: &'a Tongue,
    pub csrf: &'a str,
    pub number: ItemNumber,
    /// The act whose form was refused, if this page shows a refusal.
    pub refused: Option<&'a str>,
    pub typed: &'a Typed,
    pub faults: &'a Faults,
    /// The queue to go back to, by its word; empty on the item's own page.
    pub back: &'a str,
    /// The passages of the text that the item is about.
    pub passages: Option<&'a Passages>,
}

impl Frame<'_> {
    /// The form of an act around its fields; faults stand only in the form that was refused.
    pub fn form(&self, act: &str, fields: impl FnOnce(&Typed, &Faults) -> Markup) -> Markup {
        let (nothing, well) = (Typed::default(), Faults::default());
        let (typed, faults) = match self.refused == Some(act) {
            true => (self.typed, self.faults),
            false => (&nothing, &well),
        };
        let action = format!("/items/{}/{act}", self.number);
        let key = plenary_kit::random::token();
        Form::new(&action, self.csrf)
            .key(&key)
            .faults(self.t, faults)
            .render(html! {
                @if self.refused == Some(act) { span #f-form {} }
                @if !self.back.is_empty() { input type="hidden" name="back" value=(self.back); }
                (fields(typed, faults))
            })
    }

    /// The fields of an answer.
    pub fn answer_fields(&self, asked: Asked, typed: &Typed, faults: &Faults) -> Markup {
        let t = self.t;
        let field = |name: &'static str, key: &str| Field::new(name, &t.say(key)).fault(faults);
        let reason =
            field("reason", "answer-field-reason").hint(&t.say("answer-field-reason-hint"));
        let reason = match asked {
            Asked::Always => reason.required(),
            Asked::IfTicked => reason,
        };
        html! {
            (dispositions(t, asked, typed, faults))
            (reason.words(t, typed.get("reason"), REASON_LETTERS as u32))
            div .if-change {
                @match self.passages {
                    Some(passages) => (passages.fields(t, typed, faults)),
                    None => (field("place", "answer-field-place").hint(&t.say("answer-field-place-hint")).text(t, typed.get("place"))),
                }
                details open[!typed.get("old").is_empty() || !typed.get("new").is_empty()] {
                    summary { (t.say("answer-field-change")) }
                    (field("old", "diff-old").words(t, typed.get("old"), CHANGE_LETTERS as u32))
                    (field("new", "diff-new").words(t, typed.get("new"), CHANGE_LETTERS as u32))
                }
            }
            div .if-target { (field("target", "answer-field-target").hint(&t.say("answer-field-target-hint")).text(t, typed.get("target"))) }
        }
    }

    /// Who drafts the answer.
    pub fn assign_fields(
        &self,
        people: &[(plenary_kit::id::ParticipantId, String)],
        value: &str,
        faults: &Faults,
    ) -> Markup {
        let choices: Vec<Choice> = people
            .iter()
            .map(|(id, name)| Choice {
                value: id.as_str(),
                label: name,
            })
            .collect();
        let field = Field::new("to", &self.t.say("answer-field-to"))
            .required()
            .fault(faults);
        html! {
            (field.choose(self.t, &choices, value))
            p .acts { (Button::quiet(&self.t.say("answer-assign"))) }
        }
    }
}

/// The letter that chooses a disposition in the queue.
fn key_of(disposition: Disposition) -> char {
    match disposition {
        Disposition::Accepted => 'a',
        Disposition::AcceptedInPart => 'p',
        Disposition::Declined => 'd',
        Disposition::Duplicate => 'u',
        Disposition::Covered => 'c',
        Disposition::List => 'l',
        Disposition::OutOfScope => 'o',
        Disposition::Deferred => 'f',
        Disposition::Retracted => 't',
        Disposition::Invalid => 'i',
    }
}

/// What a disposition asks of who gives it.
fn means(disposition: Disposition) -> &'static str {
    match disposition {
        Disposition::Accepted => "answer-means-accepted",
        Disposition::AcceptedInPart => "answer-means-accepted-in-part",
        Disposition::Declined => "answer-means-declined",
        Disposition::Duplicate => "answer-means-duplicate",
        Disposition::Covered => "answer-means-covered",
        Disposition::List => "answer-means-list",
        Disposition::OutOfScope => "answer-means-out-of-scope",
        Disposition::Deferred => "answer-means-deferred",
        Disposition::Retracted => "disposition-retracted",
        Disposition::Invalid => "answer-means-invalid",
    }
}

/// The dispositions as cards; with scripts each has its letter.
fn dispositions(t: &Tongue, asked: Asked, typed: &Typed, faults: &Faults) -> Markup {
    let error = faults.of("disposition");
    let value = typed.get("disposition");
    html! {
        fieldset .{ "field cards" @if error.is_some() { " wrong" } } {
            legend { (t.say("answer-field-disposition")) }
            @if let Some(error) = error { p .error #f-disposition-error { strong { (t.say("error-label")) } " " (error) } }
            @for (index, disposition) in Disposition::offered().enumerate() {
                label .pick {
                    input #{ "f-disposition" @if index > 0 { "-" (index) } } type="radio" name="disposition"
                        value=(disposition.word()) checked[disposition.word() == value] required[asked == Asked::Always];
                    // The letter stands on the text: a press of it is a press on the card.
                    span data-key=(key_of(disposition)) {
                        strong { (t.say(&format!("disposition-{}", disposition.word()))) }
                        " " kbd aria-hidden="true" { (key_of(disposition)) } " "
                        small { (t.say(means(disposition))) }
                    }
                }
            }
        }
    }
}
