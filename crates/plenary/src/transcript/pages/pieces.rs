//! Pieces that several pages show: words with their marks, who speaks, a passage quoted.

use maud::{Markup, html};
use plenary_captions::{EvidenceKind, MarkKind, mark_spans};
use plenary_kit::app::App;
use plenary_kit::erase::Gap;
use plenary_kit::page::{Author, safe_text};
use plenary_kit::policy::Fields;
use plenary_kit::tongue::Tongue;

use crate::docket::pages::group;
use crate::forum::Group;
use crate::session::Session;
use crate::transcript::view::{Certainty, Paragraph, Transcript, Turn};

/// Where a paragraph stands on the transcript's page.
pub fn address(session: &Session, number: u32) -> String {
    format!(
        "/sessions/{}/transcript?at={number}#p{number}",
        session.slug
    )
}

/// The words of a paragraph, what the captioner wrote about the sound set apart.
pub fn marked_text(text: &str) -> Markup {
    let mut parts = Vec::new();
    let mut from = 0;
    for (start, end, kind) in mark_spans(text) {
        parts.push((&text[from..start], None));
        parts.push((&text[start..end], Some(kind)));
        from = end;
    }
    parts.push((&text[from..], None));
    html! {
        @for (words, mark) in parts.into_iter().filter(|(words, _)| !words.is_empty()) {
            @match mark {
                Some(MarkKind::Inaudible | MarkKind::OffMicrophone) => span .sound.gap { (safe_text(words)) },
                Some(_) => span .sound { (safe_text(words)) },
                None => (safe_text(words)),
            }
        }
    }
}

/// A paragraph's words; of an erased one, the gap.
pub fn words(t: &Tongue, paragraph: &Paragraph) -> Markup {
    match &paragraph.text {
        Some(text) => marked_text(text),
        None => html! { em { (t.say("transcript-erased")) } },
    }
}

/// When words were erased, and under which rule.
pub fn why_gone(app: &App, t: &Tongue, gap: &Gap) -> Markup {
    let when = t.instant(gap.at.0, &plenary_kit::shell::face(app).zone);
    let args = [("when", when.into()), ("rule", (&gap.rule).into())];
    html! { p .gap.notice.note { (t.mark_with("transcript-gap", &args)) } }
}

/// The class that gives a turn its group's colour.
pub fn colour(turn: &Turn, fields: Fields, groups: &[Group]) -> String {
    let word = turn.shown(fields).group;
    group(groups, word.as_deref()).map_or_else(|| "no-group".to_owned(), |group| group.class())
}

/// Who speaks, and how sure that is.
pub fn speaker_line(t: &Tongue, turn: &Turn, fields: Fields, groups: &[Group]) -> Markup {
    let shown = turn.shown(fields);
    let label = turn.label.as_deref().filter(|_| fields.person);
    let author = Author {
        name: shown.name.as_deref(),
        href: None,
        affiliation: shown.affiliation.as_deref(),
        group: group(groups, shown.group.as_deref()),
    };
    html! {
        @match (&shown.name, label) {
            (None, Some(label)) => { bdi .as-printed { (safe_text(label)) } " " (author.render()) }
            (None, None) if shown.group.is_none() => span .as-printed { (t.say("transcript-somebody")) },
            _ => (author.render()),
        }
        @match shown.certainty {
            Some(Certainty::Guess) => { " " span .guess { (t.say_with("transcript-guess", &[("percent", (turn.confidence / 10).into())])) } }
            Some(Certainty::Open) if label.is_some() => { " " span .guess { (t.say("transcript-open")) } }
            _ => {}
        }
    }
}

/// What speaks for a claim, in a few words.
pub fn evidence_in_words(t: &Tongue, kind: EvidenceKind) -> String {
    let key = match kind {
        EvidenceKind::Label => "transcript-evidence-label",
        EvidenceKind::Register => "transcript-evidence-register",
        EvidenceKind::Role => "transcript-evidence-role",
        EvidenceKind::SelfIntroduction => "transcript-evidence-self",
        EvidenceKind::HandOver => "transcript-evidence-hand-over",
        EvidenceKind::Thanks => "transcript-evidence-thanks",
        EvidenceKind::CrossReference => "transcript-evidence-cross",
    };
    t.say(key).into_owned()
}

/// Letters of a text, by number.
pub fn letters(text: &str, [from, to]: [u32; 2]) -> String {
    let count = (to.saturating_sub(from)) as usize;
    text.chars().skip(from as usize).take(count).collect()
}

/// A passage as other pages quote it.
pub struct Passage<'a> {
    /// The session.
    pub session: &'a Session,
    /// The record.
    pub transcript: &'a Transcript,
    /// The first paragraph.
    pub first: u32,
    /// The last paragraph.
    pub last: u32,
    /// What of those who speak may be shown.
    pub fields: Fields,
    /// The forum's groups.
    pub groups: &'a [Group],
}

impl Passage<'_> {
    /// The words with who speaks and links to the paragraphs.
    pub fn render(&self, t: &Tongue) -> Markup {
        let mut turn_before = 0;
        html! {
            blockquote .passage {
                @for (turn, paragraph) in self.transcript.passage(self.first, self.last) {
                    @if std::mem::replace(&mut turn_before, turn.number) != turn.number {
                        p .meta { (speaker_line(t, turn, self.fields, self.groups)) }
                    }
                    p dir="auto" { a .number href=(address(self.session, paragraph.number)) { (paragraph.number) } " " (words(t, paragraph)) }
                }
            }
        }
    }
}

/// The words of a passage without names, for an item or an answer to quote.
pub fn quote(transcript: &Transcript, first: u32, last: u32) -> String {
    let passage = transcript.passage(first, last);
    let texts: Vec<&str> = passage
        .iter()
        .filter_map(|(_, each)| each.text.as_deref())
        .collect();
    texts.join("\n\n")
}
