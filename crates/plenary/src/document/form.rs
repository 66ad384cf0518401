//! The editing form: what was typed or brought in a file, and what it would become.

use maud::{Markup, html};
use plenary_kit::fault::Refuse;
use plenary_kit::form::{Form as Sent, Upload};
use plenary_kit::page::{Button, Choice, Faults, Field, Form};
use plenary_kit::text;
use plenary_kit::tongue::Tongue;
use plenary_kit::web::{self, Who};
use plenary_paper::{Dropped, Format, Found};
use plenary_passage::{BlockId, Reading, Summary, Version};

use super::anchor::VersionNumber;
use super::beside::Beside;
use super::brought::{self, Anchored, Carried};
use super::render::render_blocks;
use super::rules::{Document, DocumentRefusal, LETTERS, NOTE_LETTERS, SaveVersion, State, follow};

/// What was typed.
#[derive(Clone, Debug, Default)]
pub(super) struct Typed {
    pub text: String,
    pub note: String,
    pub based_on: String,
    /// How often the next version had been changed when it was opened.
    pub seen: String,
    /// The version that this text and another that was saved meanwhile both began with; empty when there is no other.
    pub base: String,
    pub is_erratum: bool,
    /// Comments and proposed changes of the file that was brought in.
    pub remarks: Vec<Carried>,
    /// Their field as it came: what cannot be read any more is shown again, not lost.
    pub travel: String,
}

impl Typed {
    pub fn take(sent: &mut Sent) -> Typed {
        Typed {
            text: sent.take("text"),
            note: sent.take("note"),
            based_on: sent.take("based_on"),
            seen: sent.take("seen"),
            base: sent.take("base"),
            is_erratum: !sent.take("erratum").is_empty(),
            remarks: brought::unpack(&sent.take("remarks")),
            travel: sent.take("travel"),
        }
    }

    /// Puts a file's text where one writes, so that nothing is saved before it was seen. Gives what was left out of it.
    pub fn bring_in(&mut self, file: &Upload) -> Result<Vec<(Dropped, usize)>, BadFile> {
        if file.bytes.len() as u64 > FILE_BYTES {
            return Err(BadFile::TooLarge(file.name.clone()));
        }
        let read = plenary_paper::bring(&file.name, &file.bytes);
        let (format, found) = read.map_err(|why| BadFile::Refused(file.name.clone(), why))?;
        let version = Version::from_blocks(&found.blocks, BlockId(0).following());
        let version = version.map_err(|_| BadFile::TooLarge(file.name.clone()))?;
        if version.blocks().is_empty() {
            return Err(BadFile::Empty(file.name.clone()));
        }
        if found.remarks.len() > brought::REMARKS {
            return Err(BadFile::TooManyRemarks(
                file.name.clone(),
                found.remarks.len(),
            ));
        }
        self.remarks = brought::carried(&found, &version, &file.name);
        self.text = match format {
            // What somebody wrote in Markdown stays as they wrote it.
            Format::Markdown => String::from_utf8_lossy(&file.bytes)
                .trim_start_matches('\u{feff}')
                .replace("\r\n", "\n"),
            Format::Html | Format::Docx => plenary_paper::to_markdown(&version),
        };
        Ok(match format {
            Format::Markdown => Vec::new(),
            Format::Html | Format::Docx => found.dropped,
        })
    }

    /// What the form means.
    pub fn parse(&self, t: &Tongue) -> Result<SaveVersion, Faults> {
        let note = text::maybe_line(&self.note, NOTE_LETTERS)
            .map_err(|bad| Faults::new(vec![("note", web::in_words(t, &bad))]))?;
        Ok(SaveVersion {
            based_on: VersionNumber(self.based_on.parse().unwrap_or(0)),
            blocks: self.found().blocks,
            note: note.unwrap_or_default(),
            is_erratum: self.is_erratum,
        })
    }

    pub fn found(&self) -> Found {
        plenary_paper::from_markdown(&self.text)
    }
}

/// Why a file cannot be brought in.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(super) enum BadFile {
    /// It cannot be read.
    #[error("{0}: {1}")]
    Refused(String, plenary_paper::Refusal),
    /// It holds no words.
    #[error("There are no words in {0}. Bring a file with at least one sentence, or write below.")]
    Empty(String),
    /// It is too large.
    #[error("{0} is larger than 10 MB. Take pictures out, or split it into several documents.")]
    TooLarge(String),
    /// Nobody could look through what it brings.
    #[error(
        "{0} holds {1} comments and proposed changes; at most 1,000 come in at once. Accept or refuse those that are settled in your word processor, and bring it again."
    )]
    TooManyRemarks(String, usize),
}

impl Refuse for BadFile {
    fn key(&self) -> &'static str {
        match self {
            BadFile::Refused(..) => "document-bad-file",
            BadFile::Empty(_) => "document-empty-file",
            BadFile::TooLarge(_) => "document-file-too-large",
            BadFile::TooManyRemarks(..) => "document-too-many-remarks",
        }
    }

    fn status(&self) -> u16 {
        match self {
            BadFile::Refused(..) => 415,
            BadFile::Empty(_) => 422,
            BadFile::TooLarge(_) | BadFile::TooManyRemarks(..) => 413,
        }
    }

    fn field(&self) -> Option<&'static str> {
        Some("file")
    }
}

/// What the text would become, before anything is saved.
pub(super) struct Preview {
    found: Found,
    /// Where the remarks stand in the text, in their order.
    places: Vec<Vec<Anchored>>,
    version: Version,
    summary: Option<Summary>,
    /// What somebody else saved meanwhile.
    beside: Option<Beside>,
}

impl Preview {
    /// Sets beside what somebody else made of the text that both began with.
    pub fn set_beside(&mut self, base: Option<&Version>, theirs: Option<&Version>) {
        if let (Some(base), Some(theirs)) = (base, theirs) {
            self.beside = Some(Beside::of(base, theirs, &self.version));
        }
    }

    /// `dropped` is what was left out of a file before its text became Markdown.
    pub fn of(
        typed: &Typed,
        old: Option<&Version>,
        dropped: Vec<(Dropped, usize)>,
    ) -> Result<Preview, DocumentRefusal> {
        let mut found = typed.found();
        found.dropped.extend(dropped);
        let (version, map) = follow(&found.blocks, old, fresh_after(old))?;
        let summary = old
            .zip(map)
            .map(|(old, map)| Reading::of(old, &version, map).compare().summary);
        let find = brought::Finder::of(&version);
        let places = typed.remarks.iter().map(|each| find.places(each)).collect();
        Ok(Preview {
            found,
            places,
            version,
            summary,
            beside: None,
        })
    }

    fn render(&self, t: &Tongue, lang: &str, remarks: &[Carried]) -> Markup {
        let seen = self.found.recognised();
        let figures = [
            ("headings", seen.headings),
            ("paragraphs", seen.paragraphs),
            ("entries", seen.list_items),
            ("tables", seen.tables),
            ("quotes", seen.quotes),
            ("footnotes", seen.footnotes),
            ("codes", seen.code),
        ];
        let args: Vec<_> = figures
            .iter()
            .map(|(name, count)| (*name, (*count as i64).into()))
            .collect();
        html! {
            section .preview #preview aria-labelledby="preview-title" {
                h2 #preview-title { (t.say("document-preview")) }
                p { (t.say_with("document-recognised", &args)) }
                @if let Some(summary) = &self.summary { p { (summary_in_words(t, summary)) } }
                @if let Some(beside) = &self.beside { (beside.render(t)) }
                @if !self.found.dropped.is_empty() {
                    p { (t.say("document-dropped")) }
                    ul { @for (what, count) in &self.found.dropped { li { (dropped(t, *what, *count)) } } }
                }
                (brought::list(t, remarks, &self.places))
                div .paper lang=(lang) dir=(plenary_kit::tongue::direction(lang)) {
                    (render_blocks(t, &self.version, &self.version.blocks()[..self.version.blocks().len().min(SHOWN)], "p-"))
                }
                @if self.version.blocks().len() > SHOWN {
                    p .small { (t.say_with("document-preview-more", &[("count", ((self.version.blocks().len() - SHOWN) as i64).into())])) }
                }
            }
        }
    }
}

/// How many blocks a preview shows; counts tell of the rest.
const SHOWN: usize = 60;

fn fresh_after(old: Option<&Version>) -> impl FnMut() -> BlockId {
    old.map_or(BlockId(0), Version::highest).following()
}

/// "Beside the version before: 212 blocks kept, 9 edited, 2 moved."
pub fn summary_in_words(t: &Tongue, summary: &Summary) -> String {
    t.say_with(
        "document-summary",
        &[("counts", summary_counts(t, summary).into())],
    )
}

/// "212 blocks kept, 9 edited, 2 moved": what became of the blocks of the version before.
pub fn summary_counts(t: &Tongue, summary: &Summary) -> String {
    let counts = [
        ("document-kept", summary.kept),
        ("document-edited", summary.edited),
        ("document-moved", summary.moved),
        ("document-split", summary.split),
        ("document-merged", summary.merged),
        ("document-new", summary.new),
        ("document-gone", summary.gone),
    ];
    let said = counts
        .iter()
        .enumerate()
        .filter(|(at, (_, count))| *at == 0 || *count > 0)
        .map(|(_, (key, count))| t.say_with(key, &[("count", (*count as i64).into())]));
    said.collect::<Vec<_>>().join(", ")
}

fn dropped(t: &Tongue, what: Dropped, count: usize) -> String {
    let key = match what {
        Dropped::Html => "document-dropped-html",
        Dropped::Picture => "document-dropped-picture",
        Dropped::Rule => "document-dropped-rule",
        Dropped::FrontMatter => "document-dropped-front-matter",
        Dropped::TextBox => "document-dropped-text-box",
        Dropped::HeaderFooter => "document-dropped-header",
        Dropped::Equation => "document-dropped-equation",
        Dropped::Embedded => "document-dropped-embedded",
        Dropped::Contents => "document-dropped-contents",
        Dropped::Hidden => "document-dropped-hidden",
        Dropped::LooksChange => "document-dropped-looks",
        Dropped::RowChange => "document-dropped-row",
        Dropped::NestedTable => "document-dropped-nested",
        Dropped::Symbol => "document-dropped-symbol",
    };
    t.say_with(key, &[("count", (count as i64).into())])
}

/// All that the form shows.
pub(super) struct EditForm<'a> {
    pub who: &'a Who,
    pub document: &'a Document,
    pub typed: &'a Typed,
    pub faults: &'a Faults,
    pub preview: Option<&'a Preview>,
}

impl EditForm<'_> {
    pub fn render(&self) -> Markup {
        let t = &self.who.tongue;
        let action = super::edit::edit_path(&self.document.slug);
        let field =
            |name: &'static str, key: &str| Field::new(name, &t.say(key)).fault(self.faults);
        let fields = html! {
            // Words that a browser kept belong to the text that they were written on.
            input #f-based-on type="hidden" name="based_on" value=(self.typed.based_on) data-kept;
            input #f-seen type="hidden" name="seen" value=(self.typed.seen) data-kept;
            @if !self.typed.base.is_empty() { input type="hidden" name="base" value=(self.typed.base); }
            (field("file", "document-field-file").hint(&t.say("document-field-file-hint")).file(t, ACCEPTED, FILE_BYTES))
            (field("text", "document-field-text").hint(&t.say("document-field-text-hint")).lang(&self.document.lang).rows(30).words(t, &self.typed.text, LETTERS as u32))
            (field("note", "document-field-note").hint(&t.say("document-field-note-hint")).text(t, &self.typed.note))
            @if self.document.state == State::Final {
                (field("erratum", "document-field-erratum").tick(t, self.typed.is_erratum))
            }
            @if !self.typed.remarks.is_empty() {
                input type="hidden" name="remarks" value=(brought::pack(&self.typed.remarks));
                (field("travel", "document-field-travel").hint(&t.say("document-field-travel-hint")).choose(t, &travels(self.document), &self.typed.travel))
            }
            p .acts {
                @if !self.typed.base.is_empty() { (Button::quiet(&t.say("document-merge")).sends("act", "merge")) }
                (Button::main(&t.say("document-save")).sends("act", "save"))
                (Button::quiet(&t.say("document-show-preview")).sends("act", "preview"))
                @if self.document.latest.0 > 0 { (Button::quiet(&t.say("document-keep")).sends("act", "keep")) }
            }
        };
        let key = plenary_kit::random::token();
        html! {
            @if let Some(preview) = self.preview { (preview.render(t, &self.document.lang, &self.typed.remarks)) }
            @if self.preview.is_none() { div #preview {} }
            (Form::new(&action, &self.who.token).key(&key).draft(&action).answers(self.preview.is_some()).peek("preview").with_files().faults(t, self.faults).render(fields))
        }
    }
}

/// How far comments from a file may travel, as the form offers it.
fn travels(document: &Document) -> Vec<Choice<'static>> {
    // Labels printed as FIRST's TLP 2.0 says; a text that is not public yet gives no passage of it away.
    let all = [
        Choice {
            value: "green",
            label: "TLP:GREEN",
        },
        Choice {
            value: "clear",
            label: "TLP:CLEAR",
        },
        Choice {
            value: "red",
            label: "TLP:RED",
        },
    ];
    match document.state.is_public() {
        true => all.to_vec(),
        false => all[2..].to_vec(),
    }
}

/// The kinds of file that are read.
pub(super) const ACCEPTED: &str = ".md,.markdown,.txt,.docx,.html,.htm,text/markdown,text/plain,text/html,application/vnd.openxmlformats-officedocument.wordprocessingml.document";
/// The most bytes of a file that is brought in.
pub(super) const FILE_BYTES: u64 = 10 * 1024 * 1024;
