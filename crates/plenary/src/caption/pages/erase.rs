//! Destroying words of captions that are no record yet: the pieces that came, and the act.

use std::sync::Arc;

use axum::extract::{Path, RawQuery, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use plenary_kit::app::App;
use plenary_kit::db::Db;
use plenary_kit::fault::{Refuse, Stop};
use plenary_kit::follow::{self, Follower};
use plenary_kit::form::{self, Form as Sent};
use plenary_kit::page::form::hidden;
use plenary_kit::page::{Button, Faults, Field, Form, Place, empty, heading, safe_text};
use plenary_kit::shell::Page;
use plenary_kit::tongue::Tongue;
use plenary_kit::web::{self, Who};

use super::parts::head;
use crate::caption::hub::Hub;
use crate::caption::kept::words;
use crate::caption::pieces::{PART_PIECES, Piece, holding, pieces};
use crate::caption::rules::{self, may_erase};
use crate::caption::store;
use crate::participant;
use crate::session::pages::title_of;
use crate::session::{self, Session};
use crate::transcript::pages::has_record;
use crate::transcript::{TranscriptErasure, TranscriptEvent};

/// A session that the viewer may see and whose captions they may have erased; for all others there is nothing here.
fn desk(app: &App, db: &Db<'_>, who: &Who, slug: &str) -> Result<Session, Stop> {
    let session = session::store::by_slug(db, slug)?.ok_or(Stop::NotFound)?;
    let fields = session.seen_by(app.policy(), &who.viewer);
    let is_seen = fields.is_some_and(|fields| fields.person);
    match is_seen && may_erase(&who.viewer).is_ok() {
        true => Ok(session),
        false => Err(Stop::NotFound),
    }
}

/// What was looked for, and what was typed.
#[derive(Clone, Debug, Default)]
struct Typed {
    find: String,
    part: Option<usize>,
    chosen: Vec<String>,
    rule: String,
}

impl Typed {
    fn take(sent: &mut Sent) -> Typed {
        Typed {
            find: sent.take("find").trim().to_owned(),
            part: sent.take("part").parse().ok(),
            chosen: sent.take_all("piece"),
            rule: sent.take("rule"),
        }
    }

    /// The places that were chosen, by ranges.
    fn ranges(&self) -> Vec<[u32; 2]> {
        let range = |piece: &String| {
            let (first, last) = piece.split_once('-')?;
            Some([first.parse().ok()?, last.parse().ok()?])
        };
        self.chosen.iter().filter_map(range).collect()
    }
}

/// GET /sessions/{slug}/captions/erase
pub async fn erase_page(
    State(app): State<App>,
    who: Who,
    Path(slug): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, Stop> {
    let mut query = form::query(query.as_deref().unwrap_or(""));
    let typed = Typed::take(&mut query);
    let page = page(&app, &who, &slug, typed, &Faults::default())?;
    Ok(web::html(page))
}

fn page(app: &App, who: &Who, slug: &str, typed: Typed, faults: &Faults) -> Result<Markup, Stop> {
    let (session, all, is_recorded) = app.read(|db| {
        let session = desk(app, db, who, slug)?;
        let all = pieces(store::all_packets(db, &session.id)?);
        let is_recorded = has_record(db, &session.id)?;
        Ok::<_, Stop>((session, all, is_recorded))
    })?;
    let t = &who.tongue;
    let desk = Desk {
        t,
        token: &who.token,
        session,
        typed,
        faults,
    };
    let title = t.say("caption-erase-title").into_owned();
    let mut page = Page::new(&title, Place::Elsewhere, desk.render(&all, is_recorded));
    page.head = Some(head(None));
    page.unlisted = true;
    Ok(page.render(app, who))
}

struct Desk<'a> {
    t: &'a Tongue,
    token: &'a str,
    session: Session,
    typed: Typed,
    faults: &'a Faults,
}

impl Desk<'_> {
    fn path(&self) -> String {
        format!("/sessions/{}/captions/erase", self.session.slug)
    }

    fn render(&self, all: &[Piece], is_recorded: bool) -> Markup {
        let t = self.t;
        let slug = &self.session.slug;
        let kicker = html! {
            a href={ "/sessions/" (slug) } { bdi { (safe_text(title_of(&self.session))) } } " · "
            a href={ "/sessions/" (slug) "/captions" } { (t.say("caption-links-title")) }
        };
        html! {
            (heading(Some(kicker), &t.say("caption-erase-title"), Some(html! { (t.say("caption-erase-lead")) })))
            @if is_recorded {
                p { (t.say("caption-record-holds-them")) }
                p { a href={ "/sessions/" (slug) "/transcript" } { (t.say("caption-record-there")) } }
            } @else if all.is_empty() {
                (empty(t, Some(html! { (t.say("caption-light-waiting")) })))
            } @else {
                (self.search())
                (self.choice(all))
            }
        }
    }

    fn search(&self) -> Markup {
        html! {
            form method="get" action=(self.path()) role="search" {
                (Field::new("find", &self.t.say("caption-erase-find")).search(self.t, &self.typed.find))
            }
        }
    }

    /// The pieces to choose from: those that hold the words looked for, or a part of all, the latest first shown.
    fn choice(&self, all: &[Piece]) -> Markup {
        let t = self.t;
        let found: Vec<&Piece> = match self.typed.find.as_str() {
            "" => all.iter().collect(),
            find => holding(all, find),
        };
        let parts = found.len().div_ceil(PART_PIECES).max(1);
        let part = self.typed.part.unwrap_or(parts).clamp(1, parts);
        let from = (part - 1) * PART_PIECES;
        let shown: Vec<&Piece> = found.iter().skip(from).take(PART_PIECES).copied().collect();
        let count = |value: usize| i64::try_from(value).unwrap_or(i64::MAX).into();
        html! {
            @if found.is_empty() { (empty(t, Some(html! { (t.say("caption-erase-none")) }))) }
            @else { (self.form(&shown, part)) }
            @if parts > 1 {
                p .meta { span { (t.say_with("caption-part", &[("part", count(part)), ("parts", count(parts))])) } }
                nav .acts aria-label=(t.say("caption-parts")) {
                    @if part > 1 { a .quiet href=(self.to_part(part - 1)) { (t.say("caption-earlier")) } }
                    @if part < parts { a .quiet href=(self.to_part(part + 1)) { (t.say("caption-later")) } }
                }
            }
        }
    }

    fn to_part(&self, part: usize) -> String {
        let find = match self.typed.find.as_str() {
            "" => String::new(),
            find => format!("&find={}", form::encode(find)),
        };
        format!("{}?part={part}{find}", self.path())
    }

    fn form(&self, shown: &[&Piece], part: usize) -> Markup {
        let t = self.t;
        let key = plenary_kit::random::token();
        Form::new(&self.path(), self.token).key(&key).faults(t, self.faults).render(html! {
            (hidden("find", &self.typed.find))
            (hidden("part", &part.to_string()))
            fieldset .field #f-piece {
                legend { (t.say("caption-erase-pieces")) }
                @for piece in shown { (self.piece(piece)) }
            }
            (Field::new("rule", &t.say("transcript-field-rule")).hint(&t.say("transcript-field-rule-hint")).required().fault(self.faults).text(t, &self.typed.rule))
            p .acts { (Button::grave(&t.say("transcript-erase-do"))) }
        })
    }

    fn piece(&self, piece: &Piece) -> Markup {
        let t = self.t;
        let name = format!("{}-{}", piece.first, piece.last);
        let stamp = jiff::Timestamp::from_millisecond(piece.at.0).unwrap_or_default();
        let clock = stamp
            .to_zoned(self.session.time_zone())
            .strftime("%H:%M:%S")
            .to_string();
        let (before, parts) = piece.parts();
        let back = i64::try_from(before).unwrap_or(i64::MAX);
        html! {
            @if piece.is_erased {
                p .pick { span .clock { (clock) } em { (t.say("caption-erased")) } }
            } @else {
                label .pick {
                    input type="checkbox" name="piece" value=(name) checked[self.typed.chosen.contains(&name)];
                    span .clock { (clock) }
                    span dir="auto" {
                        @if before > 0 { small { (t.say_with("caption-erase-takes-back", &[("count", back.into())])) } }
                        @for part in &parts {
                            @if part.is_deleted { del { (safe_text(&part.words)) } } @else { (safe_text(&part.words)) }
                        }
                    }
                }
            }
        }
    }
}

/// POST /sessions/{slug}/captions/erase
pub async fn erase_form(
    State(app): State<App>,
    who: Who,
    Path(slug): Path<String>,
    mut sent: Sent,
) -> Result<Response, Stop> {
    let session = app.read(|db| desk(&app, db, &who, &slug))?;
    let typed = Typed::take(&mut sent);
    sent.finish()?;
    let (viewer, id) = (who.viewer.clone(), session.id.clone());
    let (ranges, rule) = (typed.ranges(), typed.rule.clone());
    let decide = move |db: &Db<'_>, _| {
        let keys = match ranges.as_slice() {
            [] => Vec::new(),
            chosen => words(db, &id, chosen)?,
        };
        let found = participant::store::sealed(db, keys)?;
        let is_recorded = has_record(db, &id)?;
        Ok(rules::erase(&viewer, &id, is_recorded, found, &rule)?)
    };
    let by = who.viewer.participant.as_ref();
    match app.act::<TranscriptEvent>(by, sent.once(), decide).await {
        Ok(_) => {}
        Err(Stop::Refused(refusal)) => return again(&app, &who, &slug, typed, refusal.as_ref()),
        Err(stop) => return Err(stop),
    }
    // On the list that cleans restored backups, gone from every reader's page and from the log of writes, before anybody
    // is told.
    let listed: Arc<dyn Follower> = Arc::new(TranscriptErasure);
    follow::catch_up(&app, &listed).await?;
    app.part::<Hub>().anew(&app, &session.id)?;
    plenary_kit::erase::scrub_log(&app)?;
    // What was looked for is in no address any more.
    let part = typed.part.filter(|_| typed.find.is_empty());
    let part = part.map_or(String::new(), |part| format!("?part={part}"));
    Ok(Redirect::to(&format!("/sessions/{slug}/captions/erase{part}")).into_response())
}

fn again(
    app: &App,
    who: &Who,
    slug: &str,
    typed: Typed,
    refusal: &dyn Refuse,
) -> Result<Response, Stop> {
    let status = StatusCode::from_u16(refusal.status()).unwrap_or(StatusCode::CONFLICT);
    let field = refusal.field().unwrap_or("rule");
    let faults = Faults::new(vec![(field, web::in_words(&who.tongue, refusal))]);
    let page = page(app, who, slug, typed, &faults)?;
    Ok((status, web::html(page)).into_response())
}
