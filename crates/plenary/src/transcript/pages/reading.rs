//! The transcript: turns with who speaks and how sure that is, numbered paragraphs, the agenda as navigation.

use std::collections::HashMap;

use axum::http::HeaderMap;
use axum::response::Response;
use maud::{Markup, html};
use plenary_kit::app::App;
use plenary_kit::db::Db;
use plenary_kit::fault::{Fault, Stop};
use plenary_kit::page::{Pager, Place, facts, heading, safe_text};
use plenary_kit::shell::{Page, face};
use plenary_kit::tongue::Tongue;
use plenary_kit::web::{self, Who};

use super::pieces::{address, colour, speaker_line, words};
use super::{Seen, session_link};
use crate::docket::ItemNumber;
use crate::docket::store::{self as docket, concern};
use crate::session::{Session, clock};
use crate::transcript::rules::may_record;
use crate::transcript::store::read;
use crate::transcript::view::{Paragraph, Turn};

/// What fits one page and its 50 KiB on the wire: a session of ninety minutes.
const WORDS_A_PAGE: usize = 12_500;
/// The formats offered, with the ending of each.
pub(super) const FORMATS: [&str; 7] = ["txt", "vtt", "srt", "akn", "tei", "jsonl", "json"];

/// What rooms below know of paragraphs, by number: it is shown behind the paragraph's words.
pub type Behind = HashMap<u32, Markup>;

/// The page of a transcript; `behind` finds what stands behind its paragraphs.
pub fn transcript_page(
    (app, who): (App, Who),
    slug: &str,
    query: Option<&str>,
    headers: &HeaderMap,
    behind: impl FnOnce(&Db<'_>, &Session) -> Result<Behind, Fault>,
) -> Result<Response, Stop> {
    let seen = Seen::load(&app, &who, slug)?;
    let at = plenary_kit::form::query(query.unwrap_or(""))
        .take("at")
        .parse()
        .ok();
    let (items, behind) = app.read(|db| -> Result<_, Fault> {
        let items = items_of(&app, db, &who, &seen.session)?;
        Ok((items, behind(db, &seen.session)?))
    })?;
    let mut marks: Vec<(&u32, &str)> = behind.iter().map(|(at, it)| (at, it.0.as_str())).collect();
    marks.sort_unstable();
    let state = web::digest(&format!(
        "{}-{}-{items:?}{marks:?}",
        seen.session.changed, seen.transcript.changed
    ));
    web::with_etag(
        &who,
        headers,
        &format!("{state}-{}", at.unwrap_or(0)),
        || {
            let t = &who.tongue;
            let body = Reading {
                t,
                who: &who,
                seen: &seen,
                items: &items,
                behind: &behind,
                at,
            }
            .render(&app);
            Ok(web::html(
                Page::new(&t.say("transcript-title"), Place::Now, body).render(&app, &who),
            ))
        },
    )
}

/// The items made of each paragraph, or linked with it, that the visitor may see.
pub(super) fn items_of(
    app: &App,
    db: &Db<'_>,
    who: &Who,
    session: &Session,
) -> Result<HashMap<u32, Vec<ItemNumber>>, Fault> {
    let mut found: HashMap<u32, Vec<ItemNumber>> = HashMap::new();
    for (item, concerned) in concern::in_session(db, &session.id)? {
        if let Some(heard) = concerned
            .heard
            .filter(|_| item.fields_for(app, who.viewer()).is_some())
        {
            found.entry(heard.last).or_default().push(item.number);
        }
    }
    for link in read::links(db, &session.id)? {
        let item = docket::item(db, link.item)?;
        if item.is_some_and(|item| item.fields_for(app, who.viewer()).is_some()) {
            let all = found.entry(link.last).or_default();
            if !all.contains(&link.item) {
                all.push(link.item);
            }
        }
    }
    Ok(found)
}

/// What captions are and what they are not, above the record and in front of its downloads.
pub struct TranscriptHead<'a> {
    /// The session with its record.
    pub seen: &'a Seen,
}

impl TranscriptHead<'_> {
    /// "Human captions, corrected": what they are.
    pub fn nature(&self, t: &Tongue) -> String {
        let nature = self.seen.transcript.nature.word();
        let nature = t.say(&format!("transcript-nature-{nature}"));
        match self.seen.transcript.is_corrected() {
            true => t.say_with(
                "transcript-corrected",
                &[("nature", nature.into_owned().into())],
            ),
            false => nature.into_owned(),
        }
    }

    /// Where it can be taken along.
    pub fn downloads(&self, t: &Tongue) -> Markup {
        html! {
            p .small { (t.say("transcript-download")) ": "
                @for (at, format) in FORMATS.iter().enumerate() {
                    @if at > 0 { " · " }
                    a href={ "/sessions/" (self.seen.session.slug) "/transcript/file/" (format) } { (format) }
                } }
        }
    }
}

struct Reading<'a> {
    t: &'a Tongue,
    who: &'a Who,
    seen: &'a Seen,
    items: &'a HashMap<u32, Vec<ItemNumber>>,
    behind: &'a Behind,
    at: Option<u32>,
}

impl Reading<'_> {
    fn render(&self, app: &App) -> Markup {
        let (t, seen) = (self.t, self.seen);
        let head = TranscriptHead { seen };
        let pages = pages(&seen.transcript.turns);
        let here = self.here(&pages);
        let zone = face(app).zone;
        let (what, recorded) = (t.say("transcript-what"), t.say("transcript-recorded"));
        html! {
            (heading(Some(session_link(&seen.session)), &t.say("transcript-title"), Some(html! { (t.say("transcript-disclaimer")) })))
            (facts(&[
                (what.as_ref(), html! { (head.nature(t)) }),
                (recorded.as_ref(), t.instant(seen.transcript.recorded.0, &zone)),
            ]))
            (self.as_it_came())
            (head.downloads(t))
            (self.ways())
            (self.agenda())
            (self.pager(&pages, here))
            div .speech lang=[seen.session.languages.first().filter(|_| seen.session.languages.len() == 1)] {
                @for turn in pages.get(here).into_iter().flatten() { (self.turn(turn)) }
            }
            (self.pager(&pages, here))
        }
    }

    /// What the file said of itself.
    fn as_it_came(&self) -> Markup {
        let blocks = self.seen.transcript.blocks.iter();
        let is_said = |kind| {
            matches!(
                kind,
                plenary_captions::BlockKind::Disclaimer | plenary_captions::BlockKind::Header
            )
        };
        let said = blocks
            .filter(|block| is_said(block.kind))
            .filter_map(|block| block.text.as_deref());
        let said: Vec<&str> = said.take(6).collect();
        html! {
            @if !said.is_empty() && self.seen.fields.person {
                details { summary { (self.t.say("transcript-says-of-itself")) }
                    @for text in said { p .small dir="auto" { (safe_text(text)) } } }
            }
        }
    }

    fn ways(&self) -> Markup {
        let (t, base) = (
            self.t,
            format!("/sessions/{}/transcript", self.seen.session.slug),
        );
        let is_recorder = may_record(&self.who.viewer, &self.seen.cycle).is_ok();
        html! {
            nav .small aria-label=(t.say("transcript-ways")) {
                a href={ (base) "/gaps" } { (t.say("transcript-gaps")) } " · "
                a href={ (base) "/corrections" } { (t.say("transcript-corrections")) } " · "
                a href={ "/cycles/" (self.seen.cycle.slug) "/search" } { (t.say("transcript-search")) }
                @if is_recorder { " · " a href={ (base) "/speakers" } { (t.say("transcript-who-spoke")) }
                    " · " a href={ (base) "/findings" } { (t.say("transcript-findings-link")) }
                    " · " a href={ (base) "/import" } { (t.say("transcript-take-back")) } }
            }
        }
    }

    fn agenda(&self) -> Markup {
        let parts = &self.seen.transcript.parts;
        html! {
            @if !parts.is_empty() {
                nav .contents aria-label=(self.t.say("transcript-agenda")) {
                    h2 { (self.t.say("transcript-agenda")) }
                    ol { @for part in parts { li {
                        a href=(address(&self.seen.session, part.number)) { bdi { (safe_text(&part.title)) } } " "
                        span .small { (self.t.duration(i64::from(part.seconds) * 1_000)) }
                    } } }
                }
            }
        }
    }

    fn here(&self, pages: &[Vec<&Turn>]) -> usize {
        let holds = |page: &&Vec<&Turn>| {
            page.iter().any(|turn| {
                turn.paragraphs
                    .iter()
                    .any(|each| Some(each.number) == self.at)
            })
        };
        pages.iter().position(|page| holds(&page)).unwrap_or(0)
    }

    fn pager(&self, pages: &[Vec<&Turn>], here: usize) -> Markup {
        if pages.len() < 2 {
            return html! {};
        }
        let first = |page: &Vec<&Turn>| {
            let first = page.iter().flat_map(|turn| &turn.paragraphs).next();
            first.map(|paragraph| address(&self.seen.session, paragraph.number))
        };
        let newer = here
            .checked_sub(1)
            .and_then(|at| pages.get(at))
            .and_then(first);
        let older = pages.get(here + 1).and_then(first);
        let shows = [("here", (here + 1).into()), ("all", pages.len().into())];
        let pager = Pager {
            newer: newer.as_deref(),
            older: older.as_deref(),
            shows: Some(self.t.say_with("transcript-page-of", &shows)),
        };
        pager.render(self.t)
    }

    fn turn(&self, turn: &Turn) -> Markup {
        let seen = self.seen;
        let kinds = turn
            .evidence
            .iter()
            .map(|each| super::pieces::evidence_in_words(self.t, each.kind));
        let mut kinds: Vec<String> = kinds.collect();
        kinds.dedup();
        let first = turn.paragraphs.first();
        let is_claim = turn.told.is_none() && seen.fields.person && !kinds.is_empty();
        html! {
            section .turn .(colour(turn, seen.fields, &seen.groups)) {
                p .meta { (speaker_line(self.t, turn, seen.fields, &seen.groups))
                    @if let (true, Some(first)) = (is_claim, first) {
                        a .why href={ "/sessions/" (seen.session.slug) "/transcript/" (first.number) "#speaker" } { (kinds.join(", ")) } }
                    @if let Some([from, _]) = turn.milliseconds {
                        span .clock { (clock(seen.session.starts.plus_ms(from as i64), &seen.session.time_zone())) } }
                }
                @for paragraph in &turn.paragraphs { (self.paragraph(paragraph)) }
            }
        }
    }

    fn paragraph(&self, paragraph: &Paragraph) -> Markup {
        let (t, number) = (self.t, paragraph.number);
        let items = self.items.get(&number);
        html! {
            p #{ "p" (number) } dir="auto" {
                a .number href={ "/sessions/" (self.seen.session.slug) "/transcript/" (number) } aria-label=(t.say_with("transcript-paragraph", &[("number", number.into())])) { (number) } " "
                (words(t, paragraph))
                @if paragraph.is_supplied { " " span .guess { (t.say("transcript-supplied")) } }
                @else if paragraph.is_corrected { " " span .guess { (t.say("transcript-mended")) } }
                @for item in items.into_iter().flatten() { " " (plenary_kit::page::stamp(t, &item.to_string(), Some(&format!("/items/{item}")))) }
                @if let Some(more) = self.behind.get(&number) { " " (more) }
            }
        }
    }
}

/// The turns in pages; a turn is never parted.
fn pages(turns: &[Turn]) -> Vec<Vec<&Turn>> {
    let mut pages: Vec<Vec<&Turn>> = vec![Vec::new()];
    let mut words = 0;
    for turn in turns {
        let more = turn.words();
        if words > 0 && words + more > WORDS_A_PAGE {
            pages.push(Vec::new());
            words = 0;
        }
        words += more;
        if let Some(page) = pages.last_mut() {
            page.push(turn);
        }
    }
    pages
}
