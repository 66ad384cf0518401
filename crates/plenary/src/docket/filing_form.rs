//! The fields that every filing form has: who writes, for whom, how far it may travel, who is shown, in which language.

use maud::{Markup, html};
use plenary_kit::fault::Refuse;
use plenary_kit::form::Form as Sent;
use plenary_kit::id::OrganisationId;
use plenary_kit::page::{Card, Choice, Faults, Field};
use plenary_kit::policy::{Attribution, Mark};
use plenary_kit::signin::Visit;
use plenary_kit::text::{self, Address, BadText};
use plenary_kit::tongue::Tongue;
use plenary_kit::web::in_words;

use super::filing::Filer;
use super::rules::Format;

/// The fields that [`FilingFields`] shows.
pub const FIELDS: [&str; 8] = [
    "format",
    "lang",
    "mark",
    "attribution",
    "on_behalf",
    "name",
    "address",
    "group",
];

/// The languages a contribution is offered in by name; any other tag can stand in a file that is imported.
pub const LANGUAGES: [(&str, &str); 12] = [
    ("en", "English"),
    ("fr", "Français"),
    ("es", "Español"),
    ("ar", "العربية"),
    ("ru", "Русский"),
    ("zh", "中文"),
    ("pt", "Português"),
    ("hi", "हिन्दी"),
    ("sw", "Kiswahili"),
    ("ja", "日本語"),
    ("de", "Deutsch"),
    ("th", "ไทย"),
];

/// What was typed, field by field, whatever it is worth.
#[derive(Clone, Debug, Default)]
pub struct Typed(Vec<(&'static str, String)>);

/// Who says they are writing, when nobody is signed in.
#[derive(Clone, Debug)]
pub struct Guest {
    /// The name.
    pub name: String,
    /// The address that has to be confirmed.
    pub address: Address,
}

impl Typed {
    /// Takes these fields out of what was sent.
    pub fn take(sent: &mut Sent, fields: impl IntoIterator<Item = &'static str>) -> Typed {
        Typed(
            fields
                .into_iter()
                .map(|name| (name, sent.take(name)))
                .collect(),
        )
    }

    /// Restores what was kept; fields the form no longer has are left out.
    pub fn restore(
        kept: Vec<(String, String)>,
        fields: impl IntoIterator<Item = &'static str> + Clone,
    ) -> Typed {
        let known = |name: &str| fields.clone().into_iter().find(|each| *each == name);
        Typed(
            kept.into_iter()
                .filter_map(|(name, value)| Some((known(&name)?, value)))
                .collect(),
        )
    }

    /// The fields in which something stands, to be kept.
    pub fn keep(&self) -> Vec<(String, String)> {
        self.0
            .iter()
            .filter(|(_, value)| !value.is_empty())
            .map(|(name, value)| ((*name).into(), value.clone()))
            .collect()
    }

    /// A value as it was typed.
    pub fn get(&self, name: &str) -> &str {
        self.0
            .iter()
            .find(|(each, _)| *each == name)
            .map_or("", |(_, value)| value)
    }

    /// A value, or what stands in the form before anything is typed.
    pub fn or<'a>(&'a self, name: &str, fallback: &'a str) -> &'a str {
        Some(self.get(name))
            .filter(|value| !value.is_empty())
            .unwrap_or(fallback)
    }

    /// What the fields of [`FilingFields`] mean; what needs mending is noted, and then nothing is given.
    pub fn filing(&self, faults: &mut Mending<'_>, is_guest: bool) -> Option<Filing> {
        let guest = if is_guest { self.guest(faults) } else { None };
        let mark = faults.choose("mark", self.or("mark", Mark::Clear.word()));
        let attribution = faults.choose(
            "attribution",
            self.or("attribution", Attribution::Named.word()),
        );
        let format = faults.choose("format", self.or("format", Format::Markdown.word()));
        let on_behalf = match self.get("on_behalf") {
            "" => None,
            id => faults.choose::<OrganisationId>("on_behalf", id),
        };
        let lang = LANGUAGES
            .iter()
            .find(|(tag, _)| *tag == self.or("lang", faults.t.lang()))
            .map_or("en", |(tag, _)| *tag);
        if !faults.is_empty() {
            return None;
        }
        Some(Filing {
            guest,
            mark: mark?,
            attribution: attribution?,
            format: format?,
            on_behalf,
            lang,
            group: Some(self.get("group").to_owned()).filter(|group| !group.is_empty()),
        })
    }

    fn guest(&self, faults: &mut Mending<'_>) -> Option<Guest> {
        let name = faults.mend("name", text::line(self.get("name"), 120));
        let address = faults.mend("address", self.get("address").parse::<Address>());
        if self.get("group").is_empty() {
            faults.mend::<()>("group", Err(BadText::Empty));
        }
        Some(Guest {
            name: name?,
            address: address?,
        })
    }
}

/// What the fields of [`FilingFields`] mean.
#[derive(Clone, Debug)]
pub struct Filing {
    /// Who says they are writing, when nobody is signed in.
    pub guest: Option<Guest>,
    /// How far it may travel.
    pub mark: Mark,
    /// Who is shown as the author.
    pub attribution: Attribution,
    /// How the words are written.
    pub format: Format,
    /// The organisation it speaks for.
    pub on_behalf: Option<OrganisationId>,
    /// Its language.
    pub lang: &'static str,
    /// The stakeholder group.
    pub group: Option<String>,
}

/// Collects what needs mending while a form is read.
pub struct Mending<'a> {
    t: &'a Tongue,
    faults: Vec<(&'static str, String)>,
}

impl Mending<'_> {
    /// Nothing to mend so far.
    pub fn new(t: &Tongue) -> Mending<'_> {
        Mending {
            t,
            faults: Vec::new(),
        }
    }

    /// Whether nothing needs mending.
    pub fn is_empty(&self) -> bool {
        self.faults.is_empty()
    }

    /// What needs mending, for the form.
    pub fn into_faults(self) -> Faults {
        Faults::new(self.faults)
    }

    /// The value, or a note at its field.
    pub fn mend<T>(&mut self, field: &'static str, outcome: Result<T, BadText>) -> Option<T> {
        outcome
            .map_err(|bad| self.faults.push((field, in_words(self.t, &bad))))
            .ok()
    }

    /// The choice behind a word, or a note at its field.
    pub fn choose<T: std::str::FromStr>(&mut self, field: &'static str, word: &str) -> Option<T> {
        let chosen = word.parse().ok();
        if chosen.is_none() {
            self.faults
                .push((field, self.t.say("call-choose-from-list").into_owned()));
        }
        chosen
    }
}

/// The fault of a rule's refusal, at its field when it has one.
pub fn fault_of(t: &Tongue, refusal: &dyn Refuse) -> Faults {
    Faults::new(vec![(
        refusal.field().unwrap_or("text"),
        in_words(t, refusal),
    )])
}

/// The fields, with what was typed in them.
pub struct FilingFields<'a> {
    /// Who fills them in.
    pub visit: &'a Visit,
    /// What the forum knows of them.
    pub filer: &'a Filer,
    /// What was typed.
    pub typed: &'a Typed,
    /// What needs mending.
    pub faults: &'a Faults,
}

impl FilingFields<'_> {
    /// All of them.
    pub fn render(&self) -> Markup {
        html! {
            @if self.visit.viewer.participant.is_none() { (self.guest()) } @else { (self.group()) }
            (self.on_behalf()) (self.marks()) (self.attributions()) (self.language())
        }
    }

    fn field<'f>(&self, name: &'f str, label_key: &str) -> Field<'f> {
        Field::new(name, &self.visit.tongue.say(label_key)).fault(self.faults)
    }

    fn guest(&self) -> Markup {
        let t = &self.visit.tongue;
        html! {
            fieldset .field.card { legend { (t.say("call-guest")) }
                p .hint { (t.say("call-guest-hint")) }
                (self.field("name", "call-field-name").required().autocomplete("name").text(t, self.typed.get("name")))
                (self.field("address", "call-field-address").hint(&t.say("call-field-address-hint")).required()
                    .email(t, self.typed.get("address")))
                (self.group())
            }
        }
    }

    fn group(&self) -> Markup {
        let t = &self.visit.tongue;
        let choices: Vec<Choice<'_>> = self
            .filer
            .groups
            .iter()
            .map(|group| Choice {
                value: &group.word,
                label: &group.name,
            })
            .collect();
        self.field("group", "call-field-group").required().choose(
            t,
            &choices,
            self.typed.get("group"),
        )
    }

    fn on_behalf(&self) -> Markup {
        let t = &self.visit.tongue;
        let myself = t.say("call-for-myself");
        let mut choices = vec![Choice {
            value: "",
            label: &myself,
        }];
        choices.extend(self.filer.organisations.iter().map(|each| Choice {
            value: each.id.as_str(),
            label: &each.name,
        }));
        html! {
            @if !self.filer.organisations.is_empty() {
                (self.field("on_behalf", "call-field-on-behalf").choose(t, &choices, self.typed.get("on_behalf")))
            }
        }
    }

    fn marks(&self) -> Markup {
        let t = &self.visit.tongue;
        let means: Vec<String> = Mark::ALL
            .iter()
            .map(|mark| {
                t.say_with(
                    mark_key(*mark),
                    &[("recipients", self.filer.recipients.as_str().into())],
                )
            })
            .collect();
        let may = |mark: Mark| {
            !self.filer.organisations.is_empty() || !matches!(mark, Mark::Amber | Mark::AmberStrict)
        };
        let cards: Vec<Card<'_>> = Mark::ALL
            .iter()
            .zip(&means)
            .filter(|(mark, _)| may(**mark))
            .map(|(mark, means)| Card {
                value: mark.word(),
                label: html! { (mark.label()) },
                means,
            })
            .collect();
        let field = self
            .field("mark", "call-field-mark")
            .hint(&t.say("call-field-mark-hint"));
        field
            .required()
            .cards(t, &cards, self.typed.or("mark", Mark::Clear.word()))
    }

    fn attributions(&self) -> Markup {
        let t = &self.visit.tongue;
        let keys = [
            (Attribution::Named, "call-named", "call-named-means"),
            (
                Attribution::ChathamHouse,
                "call-chatham-house",
                "call-chatham-house-means",
            ),
            (
                Attribution::Anonymous,
                "call-anonymous",
                "call-anonymous-means",
            ),
        ];
        let said: Vec<_> = keys
            .iter()
            .map(|(each, label, means)| (each.word(), t.say(label), t.say(means)))
            .collect();
        let cards: Vec<Card<'_>> = said
            .iter()
            .map(|(value, label, means)| Card {
                value,
                label: html! { (label) },
                means,
            })
            .collect();
        let field = self.field("attribution", "call-field-attribution");
        field.required().cards(
            t,
            &cards,
            self.typed.or("attribution", Attribution::Named.word()),
        )
    }

    fn language(&self) -> Markup {
        let t = &self.visit.tongue;
        let languages: Vec<Choice<'_>> = LANGUAGES
            .iter()
            .map(|(value, label)| Choice { value, label })
            .collect();
        let (markdown, as_typed) = (t.say("call-format-markdown"), t.say("call-format-plain"));
        let formats = [
            Choice {
                value: Format::Markdown.word(),
                label: &markdown,
            },
            Choice {
                value: Format::Plain.word(),
                label: &as_typed,
            },
        ];
        html! {
            (self.field("lang", "call-field-lang").required().choose(t, &languages, self.typed.or("lang", t.lang())))
            (self.field("format", "call-field-format").required()
                .choose(t, &formats, self.typed.or("format", Format::Markdown.word())))
        }
    }
}

fn mark_key(mark: Mark) -> &'static str {
    match mark {
        Mark::Clear => "call-mark-clear",
        Mark::Green => "call-mark-green",
        Mark::Amber => "call-mark-amber",
        Mark::AmberStrict => "call-mark-amber-strict",
        Mark::Red => "call-mark-red",
    }
}
