//! What a file would become: counts, speakers, doubts, what was passed over - and the act that records it.

use std::collections::BTreeMap;

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use plenary_captions::{MarkKind, Record};
use plenary_kit::app::App;
use plenary_kit::fault::Stop;
use plenary_kit::form::Form as Sent;
use plenary_kit::page::{
    Align, Button, Form, Notice, NoticeKind, Table, heading, safe_text, tally,
};
use plenary_kit::tongue::Tongue;
use plenary_kit::web::{self, Who};

use super::import::{desk, kept};
use super::pieces::marked_text;
use super::{Seen, session_link, unlisted};
use crate::docket::store::concern;
use crate::participant;
use crate::transcript::acts;
use crate::transcript::event::TranscriptEvent;
use crate::transcript::live::Live;
use crate::transcript::made::CaptionFile;
use crate::transcript::rules;
use crate::transcript::store::{read, upload};
use crate::transcript::view::FOUNDED;

/// So many turns show how the record would read.
const TURNS_SHOWN: usize = 14;
/// So many rows of a list; counts tell of the rest.
const ROWS: usize = 120;

/// GET /sessions/{slug}/transcript/import/{id}
pub async fn preview_page(
    live: Live,
    app: App,
    who: Who,
    (slug, id): (String, String),
) -> Result<Response, Stop> {
    let (session, _) = desk(&app, &who, &slug)?;
    let (file, record) = kept(live, &app, &session, &id)?;
    let t = &who.tongue;
    let title = t.say("transcript-preview");
    let action = format!("/sessions/{slug}/transcript/import/{id}");
    let key = plenary_kit::random::token();
    let name = file.name.clone().unwrap_or_default();
    let lead = html! { bdi { (safe_text(&name)) } " · " (t.say(&format!("transcript-nature-{}", file.nature.word()))) };
    let record_it = Form::new(&action, &who.token).key(&key).render(html! {
        p .acts { (Button::main(&t.say("transcript-record"))) " "
            a .button.quiet href={ "/sessions/" (slug) "/transcript/import" } { (t.say("transcript-other-file")) } }
    });
    let body = html! {
        (heading(Some(session_link(&session)), &title, Some(lead)))
        (Preview { t, record: &record, file: &file }.render())
        (record_it)
    };
    Ok(web::html(unlisted(&app, &who, &title, body)))
}

struct Preview<'a> {
    t: &'a Tongue,
    record: &'a Record,
    file: &'a CaptionFile,
}

impl Preview<'_> {
    fn render(&self) -> Markup {
        let has_labels = self.record.turns.iter().any(|turn| turn.label.is_some());
        html! {
            @if !has_labels { (Notice::new(NoticeKind::Warning, html! { (self.t.say("transcript-no-labels")) }).render(self.t)) }
            (self.figures())
            (self.speakers())
            (self.open())
            (self.marks())
            (self.agenda())
            (self.skipped())
            section { h2 { (self.t.say("transcript-how-it-reads")) } (self.beginning()) }
        }
    }

    fn figures(&self) -> Markup {
        let t = self.t;
        let turns = &self.record.turns;
        let paragraphs: usize = turns.iter().map(|turn| turn.paragraphs.len()).sum();
        let words: usize = turns.iter().map(|turn| turn.words().count()).sum();
        let sure = |turn: &&plenary_captions::Turn| turn.name().is_some() && !is_guess(turn);
        let named = turns.iter().filter(sure).count();
        let guessed = turns
            .iter()
            .filter(|turn| turn.name().is_some() && is_guess(turn))
            .count();
        let open = turns.len() - named - guessed;
        let figures = [
            (turns.len(), "transcript-count-turns"),
            (paragraphs, "transcript-count-paragraphs"),
            (words, "transcript-count-words"),
            (named, "transcript-count-named"),
            (guessed, "transcript-count-guessed"),
            (open, "transcript-count-open"),
            (self.file.bytes.len(), "transcript-count-bytes"),
        ];
        let figures = figures.map(|(count, key)| (t.number(count as i64), t.say(key).into_owned()));
        tally(&figures)
    }

    fn speakers(&self) -> Markup {
        let t = self.t;
        let mut named: BTreeMap<(&str, &str), (i64, i64, f64)> = BTreeMap::new();
        for turn in &self.record.turns {
            let Some((name, speaker)) = turn.name().zip(turn.speaker.as_ref()) else {
                continue;
            };
            let entry = named
                .entry((name, turn.label.as_deref().unwrap_or("")))
                .or_insert((0, 0, 1.0));
            *entry = (
                entry.0 + 1,
                entry.1 + turn.words().count() as i64,
                entry.2.min(speaker.confidence),
            );
        }
        let row = |((name, label), (turns, words, least)): (&(&str, &str), &(i64, i64, f64))| {
            let percent = (least * 100.0).round() as i64;
            let is_guess = least * 1_000.0 < f64::from(FOUNDED);
            vec![
                html! { bdi { (safe_text(name)) } },
                html! { bdi { (safe_text(label)) } },
                html! { (t.number(*turns)) },
                html! { (t.number(*words)) },
                html! { @if is_guess { span .guess { (percent) " %" } } @else { (percent) " %" } },
            ]
        };
        let heads = ["name", "label", "turns", "words", "confidence"]
            .map(|name| t.say(&format!("transcript-column-{name}")));
        let align = |at: usize| if at < 2 { Align::Words } else { Align::Figures };
        let caption = t.say("transcript-speakers");
        let columns = heads
            .iter()
            .enumerate()
            .map(|(at, head)| (head.as_ref(), align(at)));
        let table = Table {
            caption: &caption,
            columns: columns.collect(),
            rows: named.iter().take(ROWS).map(row).collect(),
        };
        html! { section { (table.render()) } }
    }

    fn open(&self) -> Markup {
        let t = self.t;
        let open: Vec<_> = self
            .record
            .turns
            .iter()
            .filter(|turn| turn.name().is_none())
            .collect();
        html! {
            @if !open.is_empty() {
                details { summary { (t.say_with("transcript-open-turns", &[("count", open.len().into())])) }
                    ul { @for turn in open.iter().take(ROWS) { li {
                        (t.say_with("transcript-line", &[("line", turn.lines[0].into())])) ": "
                        bdi .as-printed { (safe_text(turn.label.as_deref().unwrap_or("—"))) } " "
                        bdi { (safe_text(&turn.words().take(12).collect::<Vec<_>>().join(" "))) } " …"
                    } } }
                }
            }
        }
    }

    fn marks(&self) -> Markup {
        let t = self.t;
        let mut counted: BTreeMap<MarkKind, i64> = BTreeMap::new();
        let paragraphs = self.record.turns.iter().flat_map(|turn| &turn.paragraphs);
        let spoken = paragraphs.flat_map(|paragraph| &paragraph.marks);
        let apart = self.record.blocks.iter().flat_map(|block| &block.marks);
        spoken
            .chain(apart)
            .for_each(|mark| *counted.entry(mark.kind).or_default() += 1);
        html! {
            @if !counted.is_empty() {
                p { (t.say("transcript-marks")) ": "
                    @for (at, (kind, count)) in counted.iter().enumerate() {
                        @if at > 0 { ", " } (mark_in_words(t, *kind)) " " (t.number(*count))
                    } }
            }
        }
    }

    fn agenda(&self) -> Markup {
        let t = self.t;
        html! {
            @if !self.record.agenda.is_empty() {
                section { h2 { (t.say("transcript-agenda-found")) }
                    ul { @for part in &self.record.agenda { li {
                        (t.say_with("transcript-minutes", &[("minutes", part.minutes.into())])) ": " bdi { (safe_text(&part.title)) } " "
                        span .small { (t.say_with("transcript-line", &[("line", part.line.into())])) }
                    } } } }
            }
        }
    }

    fn skipped(&self) -> Markup {
        let t = self.t;
        let lines = |[from, to]: [u32; 2]| match from == to {
            true => t.say_with("transcript-line", &[("line", from.into())]),
            false => t.say_with(
                "transcript-lines",
                &[("first", from.into()), ("last", to.into())],
            ),
        };
        html! {
            @if !self.record.skipped.is_empty() {
                section { h2 { (t.say("transcript-skipped")) }
                    ul { @for skipped in self.record.skipped.iter().take(ROWS) {
                        li { (lines(skipped.lines)) ": " (safe_text(&skipped.reason)) } } } }
            }
            @if !self.record.blocks.is_empty() {
                details { summary { (t.say_with("transcript-not-speech", &[("count", self.record.blocks.len().into())])) }
                    ul { @for block in self.record.blocks.iter().take(ROWS) {
                        li { (lines(block.lines)) ": " bdi { (safe_text(&short(&block.text))) } } } }
                }
            }
        }
    }

    fn beginning(&self) -> Markup {
        let t = self.t;
        html! {
            div .speech { @for turn in self.record.turns.iter().take(TURNS_SHOWN) {
                section .turn.no-group {
                    p .meta {
                        @match turn.name() { Some(name) => strong { bdi { (safe_text(name)) } },
                            None => bdi .as-printed { (safe_text(turn.label.as_deref().unwrap_or("—"))) } }
                        @if turn.name().is_some() && is_guess(turn) { " " span .guess { (t.say("transcript-a-guess")) } }
                    }
                    @for paragraph in &turn.paragraphs { p dir="auto" { span .number { (paragraph.number) } " " (marked_text(&paragraph.text)) } }
                }
            } }
            @if self.record.turns.len() > TURNS_SHOWN {
                p .small { (t.say_with("transcript-more-turns", &[("count", (self.record.turns.len() - TURNS_SHOWN).into())])) }
            }
        }
    }
}

fn is_guess(turn: &plenary_captions::Turn) -> bool {
    let confidence = turn
        .speaker
        .as_ref()
        .map_or(0.0, |speaker| speaker.confidence);
    confidence * 1_000.0 < f64::from(FOUNDED)
}

fn short(text: &str) -> String {
    let cut: String = text.chars().take(160).collect();
    if cut.len() < text.len() {
        format!("{cut} …")
    } else {
        cut
    }
}

fn mark_in_words(t: &Tongue, kind: MarkKind) -> String {
    let word = serde_json::to_value(kind).ok();
    let word = word
        .as_ref()
        .and_then(|word| word.as_str())
        .unwrap_or("other");
    t.say(&format!("transcript-mark-{}", word.replace('_', "-")))
        .into_owned()
}

/// POST /sessions/{slug}/transcript/import/{id}
pub async fn record_form(
    live: Live,
    app: App,
    who: Who,
    (slug, id): (String, String),
    sent: Sent,
) -> Result<Response, Stop> {
    sent.finish()?;
    let (session, _) = desk(&app, &who, &slug)?;
    let (file, record) = kept(live, &app, &session, &id)?;
    acts::record_file(&app, &who.viewer, &session.id, (record, file), sent.once()).await?;
    app.tend(move |tx| upload::forget(tx, &id)).await?;
    Ok(Redirect::to(&format!("/sessions/{slug}/transcript")).into_response())
}

/// POST /sessions/{slug}/transcript/take-back
pub async fn take_back_form(
    State(app): State<App>,
    who: Who,
    Path(slug): Path<String>,
    mut sent: Sent,
) -> Result<Response, Stop> {
    let rule = sent.take("rule");
    sent.finish()?;
    let seen = Seen::of_recorder(&app, &who, &slug)?;
    let (viewer, id) = (who.viewer.clone(), seen.session.id.clone());
    let decide = move |db: &plenary_kit::db::Db<'_>, _| {
        let ground = acts::ground(db, &id)?;
        let transcript = ground.record()?;
        let used = concern::in_session(db, &id)?.len()
            + read::links(db, &id)?.len()
            + read::corrections(db, &id)?.len();
        let words = participant::store::sealed(db, read::words_of_record(db, &id)?)?;
        Ok(rules::take_back(
            &viewer,
            &ground.cycle,
            transcript,
            used,
            words,
            &rule,
        )?)
    };
    let by = who.viewer.participant.as_ref();
    app.act::<TranscriptEvent>(by, sent.once(), decide).await?;
    plenary_kit::erase::scrub_log(&app)?;
    Ok(Redirect::to(&format!("/sessions/{slug}")).into_response())
}
