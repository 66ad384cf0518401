//! The editing form: what was typed or brought in a file, and what it would become.

use maud::{Markup, html};
use plenary_kit::fault::Refuse;
use plenary_kit::form::{Form as Sent, Upload};
use plenary_kit::page::{Button, Faults, Field, Form, safe_text};
use plenary_kit::text;
use plenary_kit::tongue::Tongue;
use plenary_kit::web::{self, Who};
use plenary_paper::{Dropped, Found};
use plenary_passage::{BlockId, Reading, Summary, Version};

use super::anchor::VersionNumber;
use super::render::render_block;
use super::rules::{Document, DocumentRefusal, LETTERS, NOTE_LETTERS, SaveVersion, State, follow};

/// What was typed.
#[derive(Clone, Debug, Default)]
pub(super) struct Typed {
    pub text: String,
    pub note: String,
    pub based_on: String,
    pub is_erratum: bool,
}

impl Typed {
    pub fn take(sent: &mut Sent) -> Typed {
        Typed {
            text: sent.take("text"),
            note: sent.take("note"),
            based_on: sent.take("based_on"),
            is_erratum: !sent.take("erratum").is_empty(),
        }
    }

    /// Puts a file's text where one writes, so that nothing is saved before it was seen.
    pub fn bring_in(&mut self, file: &Upload) -> Result<(), BadFile> {
        self.text = read_file(file)?;
        Ok(())
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
    /// Bytes of something else.
    #[error(
        "The file {0:?} is not a text. Bring a Markdown or plain text file in UTF-8, or paste its words below."
    )]
    NotText(String),
}

impl Refuse for BadFile {
    fn key(&self) -> &'static str {
        "document-not-text"
    }

    fn status(&self) -> u16 {
        415
    }

    fn field(&self) -> Option<&'static str> {
        Some("file")
    }
}

fn read_file(file: &Upload) -> Result<String, BadFile> {
    let text = std::str::from_utf8(&file.bytes).ok();
    text.filter(|text| !text.contains('\0'))
        .map(|text| text.trim_start_matches('\u{feff}').replace("\r\n", "\n"))
        .ok_or_else(|| BadFile::NotText(file.name.clone()))
}

/// What the text would become, before anything is saved.
pub(super) struct Preview {
    found: Found,
    version: Version,
    summary: Option<Summary>,
}

impl Preview {
    pub fn of(typed: &Typed, old: Option<&Version>) -> Result<Preview, DocumentRefusal> {
        let found = typed.found();
        let (version, map) = follow(&found.blocks, old, fresh_after(old))?;
        let summary = old
            .zip(map)
            .map(|(old, map)| Reading::of(old, &version, map).compare().summary);
        Ok(Preview {
            found,
            version,
            summary,
        })
    }

    fn render(&self, t: &Tongue, lang: &str) -> Markup {
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
                @if !self.found.dropped.is_empty() {
                    p { (t.say("document-dropped")) }
                    ul { @for (what, count) in &self.found.dropped { li { (dropped(t, *what, *count)) } } }
                }
                div .paper lang=(lang) dir=(plenary_kit::tongue::direction(lang)) {
                    @for block in self.version.blocks().iter().take(SHOWN) { (render_block(&self.version, block, "p-")) }
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

/// "212 blocks kept, 9 edited, 2 moved": what became of the blocks of the version before.
pub fn summary_in_words(t: &Tongue, summary: &Summary) -> String {
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
    t.say_with(
        "document-summary",
        &[("counts", said.collect::<Vec<_>>().join(", ").into())],
    )
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
        let action = format!("/documents/{}/edit", self.document.slug);
        let field =
            |name: &'static str, key: &str| Field::new(name, &t.say(key)).fault(self.faults);
        let fields = html! {
            input type="hidden" name="based_on" value=(self.typed.based_on);
            (field("file", "document-field-file").hint(&t.say("document-field-file-hint")).file(t, ".md,.markdown,.txt,text/markdown,text/plain", FILE_BYTES))
            (field("text", "document-field-text").hint(&t.say("document-field-text-hint")).lang(&self.document.lang).words(t, &self.typed.text, LETTERS as u32))
            (field("note", "document-field-note").hint(&t.say("document-field-note-hint")).text(t, &self.typed.note))
            @if self.document.state == State::Final {
                (field("erratum", "document-field-erratum").tick(t, self.typed.is_erratum))
            }
            p .acts {
                (Button::main(&t.say("document-save")).sends("act", "save"))
                (Button::quiet(&t.say("document-show-preview")).sends("act", "preview"))
            }
        };
        let key = plenary_kit::random::token();
        html! {
            @if let Some(preview) = self.preview { (preview.render(t, &self.document.lang)) }
            (Form::new(&action, &self.who.token).key(&key).draft(&action).with_files().faults(t, self.faults).render(fields))
            p .small { bdi { (safe_text(&self.document.title)) } }
        }
    }
}

/// The most bytes of a file that is brought in.
pub(super) const FILE_BYTES: u64 = 10 * 1024 * 1024;
