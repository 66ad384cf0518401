//! The contribution form: the questions of the call, a title, files, and the fields that every filing has.

use maud::{Markup, html};
use plenary_kit::form::Form as Sent;
use plenary_kit::page::{Button, Faults, Field, Form, markdown};
use plenary_kit::signin::Visit;
use plenary_kit::text;
use plenary_kit::tongue::Tongue;

use super::rules::Call;
use crate::docket::filing::{FIELDS as FILING_FIELDS, Filer, FilingFields, Guest, Mending, Typed};
use crate::docket::rules::{FILE_BYTES, TEXT_LETTERS, TITLE_LETTERS};
use crate::docket::{Concerns, Door, FileItem, Kind};

/// The field of each question, in the order of the call.
pub(super) const ANSWER_FIELDS: [&str; super::rules::QUESTIONS] = [
    "answer1", "answer2", "answer3", "answer4", "answer5", "answer6", "answer7", "answer8",
    "answer9", "answer10", "answer11", "answer12",
];

/// Every field of the form.
pub(super) fn fields() -> impl Iterator<Item = &'static str> + Clone {
    ["title", "text"]
        .into_iter()
        .chain(FILING_FIELDS)
        .chain(ANSWER_FIELDS)
}

/// Takes the form's fields out of what was sent.
pub(super) fn take(sent: &mut Sent) -> Typed {
    Typed::take(sent, fields())
}

/// A form that can be acted on.
#[derive(Clone, Debug)]
pub(super) struct Parsed {
    pub item: FileItem,
    pub guest: Option<Guest>,
}

/// What the form means, or every field that needs mending.
pub(super) fn parse(
    typed: &Typed,
    t: &Tongue,
    call: &Call,
    is_guest: bool,
    files: Vec<(String, Vec<u8>)>,
) -> Result<Parsed, Faults> {
    let mut faults = Mending::new(t);
    let title = text::maybe_line(typed.get("title"), TITLE_LETTERS);
    let title = faults.mend("title", title).flatten();
    let texts = texts(typed, &mut faults, call);
    let Some(filing) = typed.filing(&mut faults, is_guest) else {
        return Err(faults.into_faults());
    };
    Ok(Parsed {
        item: FileItem {
            kind: Kind::Contribution,
            door: Door::Web,
            group: filing.group,
            on_behalf: filing.on_behalf,
            mark: filing.mark,
            attribution: filing.attribution,
            lang: filing.lang.into(),
            title,
            texts,
            format: filing.format,
            files,
            about: None,
            concerns: Concerns::default(),
        },
        guest: filing.guest,
    })
}

fn texts(typed: &Typed, faults: &mut Mending<'_>, call: &Call) -> Vec<(Option<String>, String)> {
    let asked = call
        .questions
        .iter()
        .map(|question| Some(question.text.clone()))
        .zip(ANSWER_FIELDS);
    let all = asked.chain(std::iter::once((None, "text")));
    all.filter_map(|(question, field)| {
        let words = faults
            .mend(field, text::maybe_prose(typed.get(field), TEXT_LETTERS))
            .flatten()?;
        Some((question, words))
    })
    .collect()
}

/// All that the form shows.
pub(super) struct ContributionForm<'a> {
    pub visit: &'a Visit,
    pub call: &'a Call,
    pub filer: &'a Filer,
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
        let key = plenary_kit::random::key();

        let fields = html! {
            @if let Some(draft) = self.draft { input type="hidden" name="draft" value=(draft); }
            (self.title()) (self.questions()) (self.files())
            (FilingFields { visit: self.visit, filer: self.filer, typed: self.typed, faults: self.faults }.render())
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
}

/// The call's text above its form or its list.
pub(super) fn call_text(call: &Call) -> Markup {
    markdown(&call.text)
}
