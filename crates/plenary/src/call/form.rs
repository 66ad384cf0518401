//! The contribution form: what was typed, what it means, and the form that shows it again.

use maud::{Markup, html};
use plenary_kit::fault::Refuse;
use plenary_kit::form::Form as Sent;
use plenary_kit::id::OrganisationId;
use plenary_kit::page::{Button, Card, Choice, Faults, Field, Form, markdown};
use plenary_kit::policy::{Attribution, Mark};
use plenary_kit::signin::Visit;
use plenary_kit::text::{self, Address, BadText};
use plenary_kit::tongue::Tongue;
use plenary_kit::web::in_words;

use super::rules::Call;
use crate::docket::rules::{FILE_BYTES, TEXT_LETTERS, TITLE_LETTERS};
use crate::docket::{Door, FileItem, Format, Kind};
use crate::forum::Group;
use crate::participant::Organisation;

/// The field of each question, in the order of the call.
pub(super) const ANSWER_FIELDS: [&str; super::rules::QUESTIONS] = [
    "answer1", "answer2", "answer3", "answer4", "answer5", "answer6", "answer7", "answer8",
    "answer9", "answer10", "answer11", "answer12",
];

/// The other fields.
const FIELDS: [&str; 10] = [
    "title",
    "text",
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
pub(super) struct Typed(Vec<(&'static str, String)>);

/// Who says they are writing, when nobody is signed in.
#[derive(Clone, Debug)]
pub(super) struct Guest {
    pub name: String,
    pub address: Address,
}

/// A form that can be acted on.
#[derive(Clone, Debug)]
pub(super) struct Parsed {
    pub item: FileItem,
    pub guest: Option<Guest>,
}

impl Typed {
    /// Takes the form's fields out of what was sent.
    pub fn take(sent: &mut Sent) -> Typed {
        Typed(
            FIELDS
                .into_iter()
                .chain(ANSWER_FIELDS)
                .map(|name| (name, sent.take(name)))
                .collect(),
        )
    }

    /// Restores what a draft kept; fields the form no longer has are left out.
    pub fn restore(fields: Vec<(String, String)>) -> Typed {
        let known = |name: &str| {
            FIELDS
                .into_iter()
                .chain(ANSWER_FIELDS)
                .find(|each| *each == name)
        };
        Typed(
            fields
                .into_iter()
                .filter_map(|(name, value)| Some((known(&name)?, value)))
                .collect(),
        )
    }

    /// The fields for a draft.
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
    fn or<'a>(&'a self, name: &str, fallback: &'a str) -> &'a str {
        Some(self.get(name))
            .filter(|value| !value.is_empty())
            .unwrap_or(fallback)
    }

    /// What the form means, or every field that needs mending.
    pub fn parse(
        &self,
        t: &Tongue,
        call: &Call,
        is_guest: bool,
        files: Vec<(String, Vec<u8>)>,
    ) -> Result<Parsed, Faults> {
        let mut faults = Mending {
            t,
            faults: Vec::new(),
        };
        let title = faults
            .mend("title", text::maybe_line(self.get("title"), TITLE_LETTERS))
            .flatten();
        let texts = self.texts(&mut faults, call);
        let guest = if is_guest {
            self.guest(&mut faults)
        } else {
            None
        };
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
            .find(|(tag, _)| *tag == self.or("lang", t.lang()))
            .map_or("en", |(tag, _)| *tag);
        match (mark, attribution, format) {
            (Some(mark), Some(attribution), Some(format)) if faults.faults.is_empty() => {
                Ok(Parsed {
                    item: FileItem {
                        kind: Kind::Contribution,
                        door: Door::Web,
                        group: Some(self.get("group").to_owned()).filter(|group| !group.is_empty()),
                        on_behalf,
                        mark,
                        attribution,
                        lang: lang.into(),
                        title,
                        texts,
                        format,
                        files,
                        about: None,
                        concerns: crate::docket::Concerns::default(),
                    },
                    guest,
                })
            }
            _ => Err(Faults::new(faults.faults)),
        }
    }

    fn texts(&self, faults: &mut Mending<'_>, call: &Call) -> Vec<(Option<String>, String)> {
        let asked = call
            .questions
            .iter()
            .map(|question| Some(question.text.clone()))
            .zip(ANSWER_FIELDS);
        let all = asked.chain(std::iter::once((None, "text")));
        all.filter_map(|(question, field)| {
            let words = faults
                .mend(field, text::maybe_prose(self.get(field), TEXT_LETTERS))
                .flatten()?;
            Some((question, words))
        })
        .collect()
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

/// Collects what needs mending while a form is read.
struct Mending<'a> {
    t: &'a Tongue,
    faults: Vec<(&'static str, String)>,
}

impl Mending<'_> {
    fn mend<T>(&mut self, field: &'static str, outcome: Result<T, BadText>) -> Option<T> {
        outcome
            .map_err(|bad| self.faults.push((field, in_words(self.t, &bad))))
            .ok()
    }

    fn choose<T: std::str::FromStr>(&mut self, field: &'static str, word: &str) -> Option<T> {
        let chosen = word.parse().ok();
        if chosen.is_none() {
            self.faults
                .push((field, self.t.say("call-choose-from-list").into_owned()));
        }
        chosen
    }
}

/// The fault of a rule's refusal, at its field when it has one.
pub(super) fn fault_of(t: &Tongue, refusal: &dyn Refuse) -> Faults {
    Faults::new(vec![(
        refusal.field().unwrap_or("text"),
        in_words(t, refusal),
    )])
}

/// All that the form shows.
pub(super) struct ContributionForm<'a> {
    pub visit: &'a Visit,
    pub call: &'a Call,
    pub groups: &'a [Group],
    /// The organisations the person may speak for.
    pub organisations: &'a [Organisation],
    /// The people a RED contribution goes to, as the page names them.
    pub recipients: &'a str,
    pub action: &'a str,
    pub typed: &'a Typed,
    pub faults: &'a Faults,
    /// The name under which the browser keeps unsent words.
    pub kept_as: &'a str,
    /// The secret of the draft this continues.
    pub draft: Option<&'a str>,
}

impl ContributionForm<'_> {
    pub fn render(&self) -> Markup {
        let t = &self.visit.tongue;
        let key = plenary_kit::random::token();

        let fields = html! {
            @if let Some(draft) = self.draft { input type="hidden" name="draft" value=(draft); }
            (self.title()) (self.questions()) (self.files())
            @if self.visit.viewer.participant.is_none() { (self.guest()) }
            (self.group()) (self.on_behalf()) (self.marks()) (self.attributions()) (self.language())
            p .acts {
                (Button::main(&t.say("call-send")).sends("act", "send"))
                button .quiet name="act" value="save" formnovalidate { (t.say("call-save-draft")) }
            }
        };
        Form::new(self.action, &self.visit.token)
            .key(&key)
            .draft(self.kept_as)
            .with_files()
            .faults(t, self.faults)
            .render(fields)
    }

    fn field<'f>(&self, name: &'f str, label_key: &str) -> Field<'f> {
        Field::new(name, &self.visit.tongue.say(label_key)).fault(self.faults)
    }

    fn title(&self) -> Markup {
        let t = &self.visit.tongue;
        self.field("title", "call-field-title")
            .hint(&t.say("call-field-title-hint"))
            .text(t, self.typed.get("title"))
    }

    fn questions(&self) -> Markup {
        let t = &self.visit.tongue;
        let limit = TEXT_LETTERS as u32;
        let text_label = if self.call.questions.is_empty() {
            "call-field-text"
        } else {
            "call-field-more"
        };
        html! {
            p .hint { (t.say("call-answer-some")) }
            @for (question, name) in self.call.questions.iter().zip(ANSWER_FIELDS) {
                (Field::new(name, &question.text).hint(&question.hint).fault(self.faults).words(t, self.typed.get(name), limit))
            }
            (self.field("text", text_label).words(t, self.typed.get("text"), limit))
        }
    }

    fn files(&self) -> Markup {
        let t = &self.visit.tongue;
        self.field("files", "call-field-files")
            .hint(&t.say("call-field-files-hint"))
            .file(
                t,
                ".pdf,.docx,image/png,image/jpeg,image/gif,image/webp",
                FILE_BYTES as u64,
            )
    }

    fn guest(&self) -> Markup {
        let t = &self.visit.tongue;
        html! {
            fieldset { legend { (t.say("call-guest")) }
                p .hint { (t.say("call-guest-hint")) }
                (self.field("name", "call-field-name").required().autocomplete("name").text(t, self.typed.get("name")))
                (self.field("address", "call-field-address").hint(&t.say("call-field-address-hint")).required()
                    .email(t, self.typed.get("address")))
            }
        }
    }

    fn group(&self) -> Markup {
        let t = &self.visit.tongue;
        let choices: Vec<Choice<'_>> = self
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
        choices.extend(self.organisations.iter().map(|each| Choice {
            value: each.id.as_str(),
            label: &each.name,
        }));
        html! {
            @if !self.organisations.is_empty() {
                (self.field("on_behalf", "call-field-on-behalf").choose(t, &choices, self.typed.get("on_behalf")))
            }
        }
    }

    fn marks(&self) -> Markup {
        let t = &self.visit.tongue;
        let means: Vec<String> = Mark::ALL
            .iter()
            .map(|mark| t.say_with(mark_key(*mark), &[("recipients", self.recipients.into())]))
            .collect();
        let may = |mark: Mark| {
            !self.organisations.is_empty() || !matches!(mark, Mark::Amber | Mark::AmberStrict)
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

/// The call's text above its form or its list.
pub(super) fn call_text(call: &Call) -> Markup {
    markdown(&call.text)
}
