//! A paragraph's own page: who spoke and what speaks for it, what was heard and what stands, what can be mended.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use plenary_kit::app::App;
use plenary_kit::erase::{self, Gap};
use plenary_kit::fault::{Fault, Refuse, Stop};
use plenary_kit::form::Form as Sent;
use plenary_kit::page::{Button, Faults, Field, Form, heading, safe_text, stamp};
use plenary_kit::text::{self, BadText};
use plenary_kit::tongue::Tongue;
use plenary_kit::web::{self, Who};

use super::corrections::{Names, correction_line};
use super::pieces::{address, colour, evidence_in_words, letters, speaker_line, why_gone, words};
use super::reading::items_of;
use super::{Seen, faults_of, unlisted};
use crate::docket::ItemNumber;
use crate::document::Document;
use crate::document::rules::may_write;
use crate::document::store::documents_of;
use crate::transcript::acts;
use crate::transcript::event::CorrectionKind;
use crate::transcript::live::Supports;
use crate::transcript::rules::{
    Correction, Mend, NAME_LETTERS, REASON_LETTERS, WORDS_LETTERS, may_erase, may_propose,
    may_record,
};
use crate::transcript::store::read;
use crate::transcript::view::{Paragraph, Turn};

/// GET /sessions/{slug}/transcript/{number}
pub async fn paragraph_page(
    supports: Supports,
    app: App,
    who: Who,
    (slug, number): (String, String),
) -> Result<Response, Stop> {
    let mut desk = Desk::load(&app, &who, &slug, &number)?;
    let session = &desk.seen.session;
    let of_texts = app.read(|db| -> Result<_, Fault> {
        let supported = supports(&app, db, &who, &session.id, desk.number)?;
        let texts = match may_write(&who.viewer, &desk.seen.cycle) {
            Ok(()) => documents_of(db, &session.cycle)?,
            Err(_) => Vec::new(),
        };
        Ok((supported, texts))
    })?;
    desk.of_texts = Some(of_texts);
    Ok(web::html(desk.render(
        &app,
        &Typed::default(),
        &Faults::default(),
    )))
}

/// What was typed into one of the page's forms.
#[derive(Default)]
struct Typed {
    act: String,
    words: String,
    name: String,
    reason: String,
}

struct Desk<'a> {
    who: &'a Who,
    seen: Seen,
    number: u32,
    corrections: Vec<Correction>,
    names: Names,
    items: Vec<ItemNumber>,
    gap: Option<Gap>,
    /// What of the texts stands on it, and the texts of which the visitor may say so.
    of_texts: Option<(Markup, Vec<Document>)>,
}

impl<'a> Desk<'a> {
    fn load(app: &App, who: &'a Who, slug: &str, number: &str) -> Result<Desk<'a>, Stop> {
        let seen = Seen::load(app, who, slug)?;
        let number: u32 = number.parse().map_err(|_| Stop::NotFound)?;
        let heard = seen
            .transcript
            .paragraph(number)
            .map(|(_, each)| each.heard);
        let heard = heard.ok_or(Stop::NotFound)?;
        let (corrections, names, items, gap) = app.read(|db| -> Result<_, Fault> {
            let mut all = read::corrections(db, &seen.session.id)?;
            all.retain(|each| each.number == number);
            let names = Names::of(db, who, seen.fields, &all)?;
            let items = items_of(app, db, who, &seen.session)?;
            Ok((all, names, items, erase::gap(db, heard)?))
        })?;
        let items = items.get(&number).cloned().unwrap_or_default();
        Ok(Desk {
            who,
            seen,
            number,
            corrections,
            names,
            items,
            gap,
            of_texts: None,
        })
    }

    fn found(&self) -> Result<(&Turn, &Paragraph), Stop> {
        self.seen
            .transcript
            .paragraph(self.number)
            .ok_or(Stop::NotFound)
    }

    fn render(&self, app: &App, typed: &Typed, faults: &Faults) -> Markup {
        let t = &self.who.tongue;
        let title = t.say_with("transcript-paragraph", &[("number", self.number.into())]);
        let Ok((turn, paragraph)) = self.found() else {
            return html! {};
        };
        let body = html! {
            (heading(Some(self.seen.kicker(t)), &title, None))
            section .turn .(colour(turn, self.seen.fields, &self.seen.groups)) {
                p .meta { (speaker_line(t, turn, self.seen.fields, &self.seen.groups)) }
                p .said dir="auto" { (words(t, paragraph)) }
                @if let Some(gap) = &self.gap { (why_gone(app, t, gap)) }
                p .small { a href=(address(&self.seen.session, self.number)) { (t.say("transcript-in-place")) }
                    @if paragraph.is_supplied { " · " (t.say("transcript-supplied")) }
                    @else if paragraph.is_corrected { " · " (t.say("transcript-mended")) }
                    @for item in &self.items { " " (stamp(t, &item.to_string(), Some(&format!("/items/{item}")))) } }
            }
            (self.of_texts(t))
            (self.recorder_ways(t))
            (self.speaker(t, turn))
            @if !self.corrections.is_empty() {
                section aria-labelledby="history" { h2 #history { (t.say("transcript-history")) }
                    @for correction in &self.corrections {
                        (correction_line(t, self.who, &self.seen, correction, &self.names)) } }
            }
            (self.forms(turn, paragraph, typed, faults))
        };
        unlisted(app, self.who, &title, body)
    }

    /// The way to the blocks that stand on it, and to say that one does.
    fn of_texts(&self, t: &Tongue) -> Markup {
        let Some((supported, texts)) = &self.of_texts else {
            return html! {};
        };
        let slug = &self.seen.session.slug;
        html! {
            (supported)
            @for text in texts.iter().filter(|text| !text.state.is_over()) {
                p .small { a href={ "/documents/" (text.slug) "/" (text.latest) "/basis?heard=" (slug) "+" (self.number) } {
                    (t.say("transcript-stand-on-it")) " " bdi lang=(text.lang) { (safe_text(&text.title)) } } }
            }
        }
    }

    fn recorder_ways(&self, t: &Tongue) -> Markup {
        let base = format!("/sessions/{}", self.seen.session.slug);
        html! {
            @if may_record(&self.who.viewer, &self.seen.cycle).is_ok() {
                p .acts {
                    a .button.main href={ (base) "/passage?first=" (self.number) "&last=" (self.number) } { (t.say("transcript-make-something")) }
                }
            }
        }
    }

    /// The claim with its evidence, each in its own words, and how sure it is.
    fn speaker(&self, t: &Tongue, turn: &Turn) -> Markup {
        if !self.seen.fields.person {
            return html! {};
        }
        let quoted = turn.evidence.iter().map(|each| {
            let found = each
                .number
                .and_then(|number| self.seen.transcript.paragraph(number));
            let words = found
                .and_then(|(_, paragraph)| paragraph.text.as_deref())
                .zip(each.letters);
            let words = words.map(|(text, at)| letters(text, at));
            (
                evidence_in_words(t, each.kind),
                each.number,
                words.or(turn.label.clone()),
            )
        });
        let quoted: Vec<_> = quoted.collect();
        html! {
            section aria-labelledby="speaker" {
                h2 #speaker { (t.say("transcript-who-speaks")) }
                p { (speaker_line(t, turn, self.seen.fields, &self.seen.groups)) }
                @if let Some(label) = &turn.label { p .small { (t.say("transcript-label")) ": " bdi .as-printed { (safe_text(label)) } } }
                @if turn.told.is_some() { p .small { (t.say("transcript-told-means")) } }
                @else if !quoted.is_empty() { p .small { (t.say_with("transcript-confidence", &[("percent", (turn.confidence / 10).into())])) } }
                ul { @for (kind, number, words) in &quoted { li { (kind)
                    @if let Some(words) = words { ": " q dir="auto" { (safe_text(words)) } }
                    @if let Some(number) = number { " " a .number href=(address(&self.seen.session, *number)) { (number) } } } } }
            }
        }
    }

    fn forms(&self, turn: &Turn, paragraph: &Paragraph, typed: &Typed, faults: &Faults) -> Markup {
        let t = &self.who.tongue;
        if let Err(refusal) = may_propose(&self.who.viewer, &self.seen.cycle) {
            let is_public = self.who.viewer.participant.is_none();
            return html! { p .small { @if is_public { (t.say("transcript-sign-in-to-mend")) } @else { (web::in_words(t, &refusal)) } } };
        }
        let Some(text) = &paragraph.text else {
            return html! {};
        };
        let may_decide =
            |kind| acts::may_decide(&self.who.viewer, &self.seen.cycle, kind, turn).is_ok();
        let supplies = paragraph.is_inaudible() && may_decide(CorrectionKind::Supplied);
        let act = if supplies { "supply" } else { "words" };
        let button = match may_decide(CorrectionKind::Words) {
            true => t.say("transcript-correct"),
            false => t.say("transcript-propose"),
        };
        let typed_words = if typed.act == act {
            typed.words.as_str()
        } else {
            text.as_str()
        };
        html! {
            section aria-labelledby="mend" {
                h2 #mend { @if supplies { (t.say("transcript-supply")) } @else { (t.say("transcript-mend-words")) } }
                (self.form(act, faults, html! {
                    (Field::new("words", &t.say("transcript-field-words")).required().fault(faults).words(t, typed_words, WORDS_LETTERS as u32))
                    (self.reason(typed, faults))
                    p .acts { (Button::main(&button).sends("act", act)) }
                }))
            }
            @if self.seen.fields.person {
                section aria-labelledby="mend-speaker" {
                    h2 #mend-speaker { (t.say("transcript-mend-speaker")) }
                    (self.form("speaker", faults, html! {
                        (Field::new("name", &t.say("transcript-field-name")).hint(&t.say("transcript-field-name-hint")).fault(faults).text(t, &typed.name))
                        p .acts { (Button::quiet(&button).sends("act", "speaker")) " "
                            @if !self.who.viewer.is(turn.participant()) { (Button::quiet(&t.say("transcript-this-was-me")).sends("act", "mine")) } }
                    }))
                }
            }
            @if may_erase(&self.who.viewer, turn.participant()).is_ok() {
                p .small { a href={ "/sessions/" (self.seen.session.slug) "/transcript/" (self.number) "/erase" } { (t.say("transcript-erase")) } }
            }
        }
    }

    fn form(&self, name: &str, faults: &Faults, fields: Markup) -> Markup {
        let action = format!(
            "/sessions/{}/transcript/{}/correct",
            self.seen.session.slug, self.number
        );
        let key = plenary_kit::random::token();
        let draft = format!("{action}-{name}");
        Form::new(&action, &self.who.token)
            .key(&key)
            .draft(&draft)
            .faults(&self.who.tongue, faults)
            .render(fields)
    }

    fn reason(&self, typed: &Typed, faults: &Faults) -> Markup {
        let t = &self.who.tongue;
        Field::new("reason", &t.say("transcript-field-reason"))
            .fault(faults)
            .text(t, &typed.reason)
    }
}

/// POST /sessions/{slug}/transcript/{number}/correct
pub async fn correct_form(
    State(app): State<App>,
    who: Who,
    Path((slug, number)): Path<(String, String)>,
    mut sent: Sent,
) -> Result<Response, Stop> {
    let desk = Desk::load(&app, &who, &slug, &number)?;
    let typed = Typed {
        act: sent.take("act"),
        words: sent.take("words"),
        name: sent.take("name"),
        reason: sent.take("reason"),
    };
    let again = |refusal: &dyn Refuse, field: &'static str| {
        let status = StatusCode::from_u16(refusal.status()).unwrap_or(StatusCode::CONFLICT);
        let faults = faults_of(&who.tongue, refusal, field);
        Ok((status, web::html(desk.render(&app, &typed, &faults))).into_response())
    };
    if let Err(bad) = sent.finish() {
        return again(&bad, "words");
    }
    let mend = match mend(&typed) {
        Ok(mend) => mend,
        Err((bad, field)) => return again(&bad, field),
    };
    let reason = match text::maybe_line(&typed.reason, REASON_LETTERS) {
        Ok(reason) => reason,
        Err(bad) => return again(&bad, "reason"),
    };
    let session = &desk.seen.session.id;
    match acts::propose(
        &app,
        &who.viewer,
        session,
        desk.number,
        mend,
        reason,
        sent.once(),
    )
    .await
    {
        Ok(()) => {
            Ok(Redirect::to(&format!("/sessions/{slug}/transcript/{number}")).into_response())
        }
        Err(Stop::Refused(refusal)) => again(refusal.as_ref(), "words"),
        Err(stop) => Err(stop),
    }
}

fn mend(typed: &Typed) -> Result<Mend, (BadText, &'static str)> {
    let words = || text::prose(&typed.words, WORDS_LETTERS).map_err(|bad| (bad, "words"));
    Ok(match typed.act.as_str() {
        "mine" => Mend::Mine(Vec::new()),
        "supply" => Mend::Supply(words()?),
        "speaker" => Mend::Speaker(
            text::maybe_line(&typed.name, NAME_LETTERS).map_err(|bad| (bad, "name"))?,
            None,
        ),
        _ => Mend::Words(words()?),
    })
}
