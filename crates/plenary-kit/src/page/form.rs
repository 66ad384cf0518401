//! Forms: every field with its label, hint and error tied to it, and a summary on top that leads to what needs mending.
//!
//! ```
//! use maud::html;
//! use plenary_kit::{page::{Button, Faults, Field, Form}, tongue::{Catalogue, KIT_ENGLISH}};
//! let t = Catalogue::new(vec![("en", KIT_ENGLISH)]).unwrap().choose(None, None);
//! let faults = Faults::new(vec![("words", "Please write something.".into())]);
//! let form = Form::new("/items", "token").key("0192-key").draft("call-3").faults(&t, &faults).render(html! {
//!     (Field::new("words", "Your contribution").required().fault(&faults).words(&t, "", 20_000))
//!     p .acts { (Button::main("Send")) }
//! });
//! assert!(form.into_string().contains("aria-invalid=\"true\""));
//! ```

use jiff::tz::TimeZone;
use maud::{Markup, Render, html};

use crate::tongue::Tongue;

/// What needs mending, by the name of its field.
#[derive(Clone, Debug, Default)]
pub struct Faults(Vec<(&'static str, String)>);

impl Faults {
    /// Faults in the order of the fields; a name that is no field's stands for the whole form.
    pub fn new(faults: Vec<(&'static str, String)>) -> Faults {
        Faults(faults)
    }

    /// What is to be mended in this field.
    pub fn of(&self, name: &str) -> Option<&str> {
        self.0
            .iter()
            .find(|(field, _)| *field == name)
            .map(|(_, fault)| fault.as_str())
    }

    /// Whether all is well.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// The list above a refused form, with links to its fields; nothing when all is well.
pub fn error_summary(t: &Tongue, faults: &Faults) -> Markup {
    html! {
        @if !faults.is_empty() {
            div .errors role="alert" tabindex="-1" aria-labelledby="errors-title" data-focus {
                h2 #errors-title { (t.say_with("errors-title", &[("count", faults.0.len().into())])) }
                ul { @for (name, fault) in &faults.0 { li { a href={ "#f-" (name) } { (fault) } } } }
                p { (t.say("errors-kept")) }
            }
        }
    }
}

/// A form that posts; its token and its idempotency key are hidden fields `csrf` and `key`.
pub struct Form<'a> {
    action: &'a str,
    csrf: &'a str,
    key: Option<&'a str>,
    draft: Option<&'a str>,
    fragment: Option<&'a str>,
    peek: Option<&'a str>,
    summary: Option<Markup>,
    has_files: bool,
    is_answer: bool,
}

impl<'a> Form<'a> {
    /// A form that posts to `action`.
    pub fn new(action: &'a str, csrf: &'a str) -> Form<'a> {
        Form {
            action,
            csrf,
            key: None,
            draft: None,
            fragment: None,
            peek: None,
            summary: None,
            has_files: false,
            is_answer: false,
        }
    }

    /// It answers what was sent: its fields are newer than the words that the browser keeps, which then stay where they are.
    pub fn answers(mut self, is_answer: bool) -> Form<'a> {
        self.is_answer = is_answer;
        self
    }

    /// The idempotency key; render the same again after a refusal.
    pub fn key(mut self, key: &'a str) -> Form<'a> {
        self.key = Some(key);
        self
    }

    /// Keeps unsent words in this browser under this name (put the person into it) until a
    /// [`Notice`](super::Notice) says they arrived.
    pub fn draft(mut self, name: &'a str) -> Form<'a> {
        self.draft = Some(name);
        self
    }

    /// With scripts, replaces only the element with this id by the same element of the answer.
    pub fn fragment(mut self, id: &'a str) -> Form<'a> {
        self.fragment = Some(id);
        self
    }

    /// With scripts, replaces the element with this id while somebody writes, by what its button `preview` would show.
    pub fn peek(mut self, id: &'a str) -> Form<'a> {
        self.peek = Some(id);
        self
    }

    /// Files can be sent with it.
    pub fn with_files(mut self) -> Form<'a> {
        self.has_files = true;
        self
    }

    /// What is to be mended, above the fields.
    pub fn faults(mut self, t: &Tongue, faults: &Faults) -> Form<'a> {
        self.summary = (!faults.is_empty()).then(|| error_summary(t, faults));
        self
    }

    /// The form around its fields.
    pub fn render(self, fields: Markup) -> Markup {
        html! {
            @if let Some(summary) = &self.summary { (summary) }
            form method="post" action=(self.action) enctype=[self.has_files.then_some("multipart/form-data")]
                data-draft=[self.draft] data-fragment=[self.fragment] data-peek=[self.peek] data-refused[self.summary.is_some() || self.is_answer] {
                input type="hidden" name="csrf" value=(self.csrf);
                @if let Some(key) = self.key { input type="hidden" name="key" value=(key); }
                (fields)
            }
        }
    }
}

/// One of several values.
#[derive(Clone, Copy, Debug)]
pub struct Choice<'a> {
    /// What is sent.
    pub value: &'a str,
    /// What is shown.
    pub label: &'a str,
}

/// One of several values with an explanation, shown as a card; `label` may be a badge.
pub struct Card<'a> {
    /// What is sent.
    pub value: &'a str,
    /// What is shown.
    pub label: Markup,
    /// What choosing it means.
    pub means: &'a str,
}

/// A field's name, label, hint and error; end with the method that says what kind of field it is.
#[derive(Clone, Debug)]
pub struct Field<'a> {
    name: &'a str,
    label: String,
    hint: Option<String>,
    error: Option<String>,
    required: bool,
    autocomplete: Option<&'a str>,
    lang: Option<&'a str>,
    rows: u8,
}

impl<'a> Field<'a> {
    /// A field that may stay empty.
    pub fn new(name: &'a str, label: &str) -> Field<'a> {
        let label = label.to_owned();
        Field {
            name,
            label,
            hint: None,
            error: None,
            required: false,
            autocomplete: None,
            lang: None,
            rows: 10,
        }
    }

    /// How many lines of several paragraphs are in sight; 10 without this.
    pub fn rows(mut self, rows: u8) -> Field<'a> {
        self.rows = rows;
        self
    }

    /// A sentence below the label.
    pub fn hint(mut self, hint: &str) -> Field<'a> {
        self.hint = Some(hint.to_owned());
        self
    }

    /// What is to be mended.
    pub fn error(mut self, error: &str) -> Field<'a> {
        self.error = Some(error.to_owned());
        self
    }

    /// The fault of this field, if the list has one.
    pub fn fault(mut self, faults: &Faults) -> Field<'a> {
        self.error = faults.of(self.name).map(str::to_owned);
        self
    }

    /// It has to be filled; the others are marked as optional.
    pub fn required(mut self) -> Field<'a> {
        self.required = true;
        self
    }

    /// What browsers may fill in (HTML autofill detail tokens).
    pub fn autocomplete(mut self, token: &'a str) -> Field<'a> {
        self.autocomplete = Some(token);
        self
    }

    /// The language in which words are expected.
    pub fn lang(mut self, lang: &'a str) -> Field<'a> {
        self.lang = Some(lang);
        self
    }

    /// One line of text.
    pub fn text(&self, t: &Tongue, value: &str) -> Markup {
        self.line(t, "text", value)
    }

    /// A mail address.
    pub fn email(&self, t: &Tongue, value: &str) -> Markup {
        self.clone().autocomplete("email").line(t, "email", value)
    }

    /// Words to search for, with the button beside them.
    pub fn search(&self, t: &Tongue, value: &str) -> Markup {
        html! {
            div .search {
                div .field {
                    label for={ "f-" (self.name) } { (self.label) }
                    input #{ "f-" (self.name) } type="search" name=(self.name) value=(value) dir="auto";
                }
                button { (t.say("search")) }
            }
        }
    }

    /// Several paragraphs, of at most `letters`; nothing is cut off, the script counts along.
    pub fn words(&self, t: &Tongue, value: &str, letters: u32) -> Markup {
        let limit = t.say_with("letters-at-most", &[("limit", letters.into())]);
        let hint = self
            .hint
            .as_ref()
            .map_or(limit.clone(), |hint| format!("{hint} {limit}"));
        let field = self.clone().hint(&hint);
        // Browsers drop the first line break of a textarea, so one is added.
        field.labelled(t, html! {
            textarea #{ "f-" (self.name) } name=(self.name) rows=(self.rows) dir="auto" data-limit=(letters) lang=[self.lang]
                aria-describedby=[field.described()] aria-invalid=[self.invalid()] required[self.required] { "\n" (value) }
            p .count aria-hidden="true" {}
        })
    }

    /// One of a list that opens.
    pub fn choose(&self, t: &Tongue, choices: &[Choice], value: &str) -> Markup {
        self.labelled(t, html! {
            select #{ "f-" (self.name) } name=(self.name) aria-describedby=[self.described()]
                aria-invalid=[self.invalid()] required[self.required] {
                @if !choices.iter().any(|choice| choice.value == value) { option value="" { (t.say("choose-one")) } }
                @for choice in choices {
                    option value=(choice.value) selected[choice.value == value] { (choice.label) }
                }
            }
        })
    }

    /// One of several cards, each with what it means.
    pub fn cards(&self, t: &Tongue, cards: &[Card], value: &str) -> Markup {
        html! {
            fieldset .{ "field cards" @if self.error.is_some() { " wrong" } } aria-describedby=[self.described()] {
                legend { (self.label) (self.optional(t)) }
                (self.hints(t))
                @for (index, card) in cards.iter().enumerate() {
                    label .pick {
                        input #{ "f-" (self.name) @if index > 0 { "-" (index) } } type="radio" name=(self.name)
                            value=(card.value) checked[card.value == value] required[self.required];
                        span { strong { (card.label) } " " small { (card.means) } }
                    }
                }
            }
        }
    }

    /// A box to tick; sends `yes`.
    pub fn tick(&self, t: &Tongue, is_ticked: bool) -> Markup {
        html! {
            div .field.wrong[self.error.is_some()] {
                label .pick {
                    input #{ "f-" (self.name) } type="checkbox" name=(self.name) value="yes" checked[is_ticked]
                        aria-describedby=[self.described()] aria-invalid=[self.invalid()] required[self.required];
                    span { (self.label) }
                }
                (self.hints(t))
            }
        }
    }

    /// Day and time in the forum's zone, whose name is shown; `value` is `2026-11-22T21:00`.
    pub fn instant(&self, t: &Tongue, value: &str, zone: &TimeZone) -> Markup {
        let name = zone.iana_name().unwrap_or("UTC").replace('_', " ");
        let words = t.say_with("zone-is", &[("zone", name.into())]);
        let hint = self
            .hint
            .as_ref()
            .map_or(words.clone(), |hint| format!("{hint} {words}"));
        self.clone().hint(&hint).line(t, "datetime-local", value)
    }

    /// Day and time in a zone that another field of the form names; `value` is `2026-11-22T21:00`.
    pub fn local_time(&self, t: &Tongue, value: &str) -> Markup {
        self.line(t, "datetime-local", value)
    }

    /// A file of at most so many bytes, of the kinds in `accept` (`.pdf,.docx,image/png`).
    pub fn file(&self, t: &Tongue, accept: &str, bytes: u64) -> Markup {
        let size = t.say_with("file-at-most", &[("size", in_mebibytes(bytes).into())]);
        let hint = self
            .hint
            .as_ref()
            .map_or(size.clone(), |hint| format!("{hint} {size}"));
        let field = self.clone().hint(&hint);
        field.labelled(t, html! {
            input #{ "f-" (self.name) } type="file" name=(self.name) accept=(accept) multiple
                aria-describedby=[field.described()] aria-invalid=[self.invalid()] required[self.required];
        })
    }

    fn line(&self, t: &Tongue, kind: &str, value: &str) -> Markup {
        self.labelled(t, html! {
            input #{ "f-" (self.name) } type=(kind) name=(self.name) value=(value) autocomplete=[self.autocomplete]
                dir=[(kind == "text").then_some("auto")] lang=[self.lang]
                aria-describedby=[self.described()] aria-invalid=[self.invalid()] required[self.required];
        })
    }

    fn labelled(&self, t: &Tongue, input: Markup) -> Markup {
        html! {
            div .field.wrong[self.error.is_some()] {
                label for={ "f-" (self.name) } { (self.label) (self.optional(t)) }
                (self.hints(t))
                (input)
            }
        }
    }

    fn optional(&self, t: &Tongue) -> Markup {
        html! { @if !self.required { " " small .optional { (t.say("optional")) } } }
    }

    fn hints(&self, t: &Tongue) -> Markup {
        html! {
            @if let Some(hint) = &self.hint { p .hint #{ "f-" (self.name) "-hint" } { (hint) } }
            @if let Some(error) = &self.error {
                p .error #{ "f-" (self.name) "-error" } { strong { (t.say("error-label")) } " " (error) }
            }
        }
    }

    fn described(&self) -> Option<String> {
        let hint = self.hint.is_some().then(|| format!("f-{}-hint", self.name));
        let error = self
            .error
            .is_some()
            .then(|| format!("f-{}-error", self.name));
        let ids: Vec<String> = error.into_iter().chain(hint).collect();
        (!ids.is_empty()).then(|| ids.join(" "))
    }

    fn invalid(&self) -> Option<&'static str> {
        self.error.is_some().then_some("true")
    }
}

/// A hidden value.
pub fn hidden(name: &str, value: &str) -> Markup {
    html! { input type="hidden" name=(name) value=(value); }
}

fn in_mebibytes(bytes: u64) -> String {
    const MEBIBYTE: u64 = 1 << 20;
    match bytes {
        MEBIBYTE.. => format!("{} MiB", bytes / MEBIBYTE),
        _ => format!("{} KiB", bytes.div_ceil(1024)),
    }
}

/// A button that sends its form.
#[derive(Clone, Debug)]
pub struct Button<'a> {
    label: &'a str,
    class: &'static str,
    sends: Option<(&'a str, &'a str)>,
    key: Option<char>,
}

impl<'a> Button<'a> {
    /// The act the page is for.
    pub fn main(label: &'a str) -> Button<'a> {
        Button {
            label,
            class: "main",
            sends: None,
            key: None,
        }
    }

    /// Another act.
    pub fn quiet(label: &'a str) -> Button<'a> {
        Button {
            label,
            class: "quiet",
            sends: None,
            key: None,
        }
    }

    /// An act that cannot be taken back.
    pub fn grave(label: &'a str) -> Button<'a> {
        Button {
            label,
            class: "grave",
            sends: None,
            key: None,
        }
    }

    /// Sends this name and value.
    pub fn sends(mut self, name: &'a str, value: &'a str) -> Button<'a> {
        self.sends = Some((name, value));
        self
    }

    /// A letter presses it (with scripts), and is shown on it.
    pub fn key(mut self, key: char) -> Button<'a> {
        self.key = Some(key);
        self
    }
}

impl Render for Button<'_> {
    fn render(&self) -> Markup {
        html! {
            button .(self.class) name=[self.sends.map(|(name, _)| name)] value=[self.sends.map(|(_, value)| value)]
                data-key=[self.key] { (self.label) @if let Some(key) = self.key { " " kbd aria-hidden="true" { (key) } } }
        }
    }
}

#[cfg(test)]
#[path = "form_tests.rs"]
mod tests;
