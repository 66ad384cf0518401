//! The page beside the text on which one says, block by block, what it stands on.

use std::sync::Arc;

use axum::extract::{Path, RawQuery, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use plenary_kit::app::App;
use plenary_kit::db::Db;
use plenary_kit::fault::{Fault, Refuse, Stop};
use plenary_kit::form::{self, Form as Sent};
use plenary_kit::page::{
    Button, Faults, Field, Form, Place, heading, panes, queue_row, safe_text, stamp,
};
use plenary_kit::policy::Viewer;
use plenary_kit::shell::Page;
use plenary_kit::tongue::{Tongue, direction};
use plenary_kit::web::{self, Who, in_words};
use plenary_passage::{Block, BlockId, Version};

use super::grounds::{asked_grounds, typed_of, unseen};
use super::reading::{by_block, seen_comments};
use super::said::{Said, joined, offers, said};
use crate::answer::store as answers;
use crate::basis::rules::{may_state, state};
use crate::basis::{self, Bases, BasisEvent, Ground, bases, needs_basis, shown};
use crate::docket::search;
use crate::docket::store::list::From;
use crate::docket::store::opening::openings;
use crate::docket::{Item, ItemNumber};
use crate::document::pages::readable;
use crate::document::{
    Document, DocumentId, VersionNumber, labels, render_block, store as documents,
};
use crate::forum::{self, Cycle};

/// The most items that a search offers.
const FOUND: usize = 20;

/// What somebody typed of the basis of a block.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Typed {
    /// The items that were ticked.
    pub items: Vec<String>,
    /// More of them by number.
    pub numbers: String,
    /// Paragraphs of sessions: "hearing 12-14".
    pub heard: String,
    /// Blocks of texts: "last-years-outcome 2.1 ¶3".
    pub others: String,
    /// Whether it is its writer's own.
    pub is_own: bool,
}

impl Typed {
    fn take(sent: &mut Sent) -> Typed {
        Typed {
            items: sent.take_all("item"),
            numbers: sent.take("numbers"),
            heard: joined([vec![sent.take("heard")], sent.take_all("said")].concat()),
            others: sent.take("others"),
            is_own: !sent.take("own").is_empty(),
        }
    }
}

/// Everything the page shows.
struct Desk {
    cycle: Cycle,
    document: Document,
    number: VersionNumber,
    version: Arc<Version>,
    bases: Bases,
    block: BlockId,
    /// What may be chosen, accepted ones about this block first; and whether they are accepted.
    offers: Vec<(Item, String, bool)>,
    /// What was said and may be chosen.
    said: Vec<Said>,
    typed: Typed,
    query: String,
    /// A passage that the visitor brought along for whichever block they choose.
    heard: String,
}

impl Desk {
    fn load(
        app: &App,
        db: &Db<'_>,
        who: &Who,
        (document, cycle): (Document, Cycle),
        number: VersionNumber,
        (block, query, heard): (Option<BlockId>, String, String),
    ) -> Result<Desk, Stop> {
        let version = documents::version(db, &document.id, number)?.ok_or(Stop::NotFound)?;
        let bases = bases(db, &document.id, number)?;
        let first =
            || first_open(&version, &bases, None).or(version.blocks().first().map(|each| each.id));
        let block = block.or_else(first).ok_or(Stop::NotFound)?;
        version.block(block).ok_or(Stop::NotFound)?;
        let grounds = bases.of.get(&block).map_or(&[][..], |basis| &basis.grounds);
        let mut typed = typed_of(app, db, who, grounds)?;
        typed.heard = joined([typed.heard, heard.clone()]);
        let mut desk = Desk {
            cycle,
            document,
            number,
            version,
            bases,
            block,
            offers: Vec::new(),
            said: Vec::new(),
            typed,
            query,
            heard,
        };
        desk.offers = desk.offers(app, db, who)?;
        desk.said = said(
            app,
            db,
            who,
            &desk.cycle,
            (&desk.offers, &desk.query, &desk.typed),
        )?;
        Ok(desk)
    }

    /// The items to choose from: those ticked, those on this block with accepted ones first, those that a search found.
    fn offers(
        &self,
        app: &App,
        db: &Db<'_>,
        who: &Who,
    ) -> Result<Vec<(Item, String, bool)>, Fault> {
        let placed = seen_comments(app, db, who, &self.document, self.number)?;
        let here = by_block(&self.version, &placed)
            .remove(&self.block)
            .unwrap_or_default();
        let mut items: Vec<Item> = Vec::new();
        for typed in &self.typed.items {
            if let Ok(number) = typed.parse::<ItemNumber>() {
                items.extend(crate::docket::store::item(db, number)?);
            }
        }
        items.extend(here.into_iter().map(|at| placed[at].item.clone()));
        if !self.query.is_empty() {
            let reach = (app.policy().reach)(&who.viewer);
            let by_number = self.query.trim().parse::<ItemNumber>().ok();
            if let Some(number) = by_number {
                items.extend(crate::docket::store::item(db, number)?);
            }
            let found = search::find(db, &reach, &self.cycle.id, &self.query, &From::Start, FOUND)?;
            items.extend(found.items);
        }
        let mut once: Vec<Item> = Vec::new();
        for item in items {
            let is_new = !once.iter().any(|each| each.number == item.number);
            if is_new && item.is_shown && item.fields_for(app, &who.viewer).is_some() {
                once.push(item);
            }
        }
        let mut offers = Vec::with_capacity(once.len());
        let texts = openings(db, &once)?;
        for (item, opening) in once.into_iter().zip(texts) {
            let work = answers::work(db, item.number)?;
            let is_accepted = work.published.is_some()
                && work
                    .draft
                    .is_some_and(|draft| draft.disposition.is_change());
            offers.push((item, opening.text.unwrap_or_default(), is_accepted));
        }
        offers.sort_by_key(|(item, _, is_accepted)| (!is_accepted, item.seq));
        Ok(offers)
    }

    fn place(&self, block: BlockId) -> String {
        let heard = match self.heard.is_empty() {
            true => String::new(),
            false => format!("&heard={}", form::encode(&self.heard)),
        };
        format!("{}?block={block}{heard}", self.base())
    }

    fn base(&self) -> String {
        format!("/documents/{}/{}/basis", self.document.slug, self.number)
    }

    fn render(&self, app: &App, who: &Who, faults: &Faults) -> Markup {
        let t = &who.tongue;
        let title = t.say("review-basis-title");
        let kicker = html! { a href={ "/documents/" (self.document.slug) "/" (self.number) } { bdi { (safe_text(&self.document.title)) } } };
        let needed = self
            .version
            .blocks()
            .iter()
            .filter(|block| needs_basis(block));
        let (open, all) = needed.fold((0_i64, 0_i64), |(open, all), block| {
            (
                open + i64::from(!self.bases.of.contains_key(&block.id)),
                all + 1,
            )
        });
        let lead = t.say_with(
            "review-basis-lead",
            &[("open", open.into()), ("all", all.into())],
        );
        let body = html! {
            (heading(Some(kicker), &title, Some(html! { (lead) " " a href={ "/documents/" (self.document.slug) "/coverage" } { (t.say("review-coverage")) } })))
            (panes(t, self.list(t), self.form(who, faults), self.side(t)))
            @if open > 0 { (self.rest(who, open)) }
        };
        let mut page = Page::new(&title, Place::Now, body);
        page.is_wide = true;
        page.unlisted = true;
        page.render(app, who)
    }

    fn list(&self, t: &Tongue) -> Markup {
        let labels = labels(&self.version);
        html! {
            ol { @for (block, label) in self.version.blocks().iter().zip(&labels).filter(|(block, _)| needs_basis(block)) {
                @let has_basis = self.bases.of.contains_key(&block.id);
                @let words = super::figure::shortened(self.version.slice(block.span), 60);
                @let title = if has_basis { words } else { format!("{} {words}", t.say("review-basis-open")) };
                (queue_row(&html! { span .stamp { (label) } }, &self.place(block.id), (&title, None), None, block.id == self.block))
            } }
        }
    }

    fn form(&self, who: &Who, faults: &Faults) -> Markup {
        let t = &who.tongue;
        let Some(block) = self.version.block(self.block) else {
            return html! {};
        };
        let lang = &self.document.lang;
        let field = |name: &'static str, key: &str| Field::new(name, &t.say(key)).fault(faults);
        let doubt = self
            .bases
            .of
            .get(&self.block)
            .filter(|basis| !basis.is_sure);
        let action = self.base();
        let key = plenary_kit::random::token();
        html! {
            div .paper lang=(lang) dir=(direction(lang)) { (render_block(&self.version, block, "t-")) }
            @if let Some(basis) = doubt {
                p .notice { (t.say_with("review-basis-doubt", &[("version", i64::from(basis.stated_on.0).into())])) }
            }
            (Form::new(&action, &who.token).key(&key).faults(t, faults).render(html! {
                input type="hidden" name="block" value=(self.block);
                fieldset .field.cards {
                    legend { (t.say("review-basis-items")) }
                    @if self.offers.is_empty() { p .hint { (t.say("review-basis-none")) } }
                    @for (item, title, is_accepted) in &self.offers { (self.offer(t, item, title, *is_accepted)) }
                }
                @if !self.said.is_empty() {
                    fieldset .field.cards { legend { (t.say("review-basis-said")) } (offers(t, &self.said)) }
                }
                (field("numbers", "review-basis-numbers").hint(&t.say("review-basis-numbers-hint")).text(t, &self.typed.numbers))
                (field("own", "review-basis-own").tick(t, self.typed.is_own))
                details open[!self.typed.heard.is_empty() || !self.typed.others.is_empty()] {
                    summary { (t.say("review-basis-more")) }
                    (field("heard", "review-basis-heard").hint(&t.say("review-basis-heard-hint")).text(t, &self.typed.heard))
                    (field("others", "review-basis-others").hint(&t.say("review-basis-others-hint")).text(t, &self.typed.others))
                }
                p .acts { (Button::main(&t.say("review-basis-save")).sends("act", "save").key('s')) }
            }))
        }
    }

    fn offer(&self, t: &Tongue, item: &Item, title: &str, is_accepted: bool) -> Markup {
        let number = item.number.to_string();
        html! {
            label .pick {
                input type="checkbox" name="item" value=(number) checked[self.typed.items.contains(&number)];
                span { (stamp(t, &number, None)) " " span lang=(item.lang) dir="auto" { (safe_text(&super::figure::shortened(title, 120))) }
                    @if is_accepted { " " small .badge { (t.say("disposition-accepted")) } } }
            }
        }
    }

    /// Finding other items; a search is an address, so that it works without scripts.
    fn side(&self, t: &Tongue) -> Markup {
        html! {
            form method="get" action=(self.base()) role="search" {
                input type="hidden" name="block" value=(self.block);
                (Field::new("q", &t.say("review-basis-find")).hint(&t.say("review-basis-find-hint")).search(t, &self.query))
            }
        }
    }

    /// Every block that says nothing yet, at once.
    fn rest(&self, who: &Who, open: i64) -> Markup {
        let t = &who.tongue;
        let key = plenary_kit::random::token();
        let action = self.base();
        html! {
            details { summary { (t.say("review-basis-rest")) }
                p { (t.say_with("review-basis-rest-lead", &[("count", open.into())])) }
                (Form::new(&action, &who.token).key(&key).render(html! {
                    p .acts { (Button::quiet(&t.say("review-basis-rest-act")).sends("act", "rest")) }
                }))
            }
        }
    }
}

/// The first block after another that says nothing of what it stands on.
fn first_open(version: &Version, bases: &Bases, after: Option<BlockId>) -> Option<BlockId> {
    let is_open = |block: &&Block| needs_basis(block) && !bases.of.contains_key(&block.id);
    let all = version.blocks();
    let from = after.and_then(|after| all.iter().position(|block| block.id == after));
    let from = from.map_or(0, |at| at + 1);
    let later = all[from..].iter().find(is_open);
    later
        .or_else(|| all[..from].iter().find(is_open))
        .map(|block| block.id)
}

/// A text whose basis the visitor may state.
fn ground(app: &App, who: &Who, slug: &str) -> Result<(Document, Cycle), Stop> {
    let (document, cycle) = readable(app, who, slug)?;
    crate::document::rules::may_write(&who.viewer, &cycle).map_err(|_| Stop::NotFound)?;
    Ok((document, cycle))
}

/// GET /documents/{slug}/{version}/basis?block=12&q=words
pub async fn basis_page(
    State(app): State<App>,
    who: Who,
    Path((slug, number)): Path<(String, u32)>,
    RawQuery(query): RawQuery,
) -> Result<Response, Stop> {
    let ground = ground(&app, &who, &slug)?;
    let mut query = form::query(query.as_deref().unwrap_or(""));
    let block = match query.take("block").as_str() {
        "" => None,
        typed => Some(BlockId(typed.parse().map_err(|_| Stop::NotFound)?)),
    };
    let asked = (block, query.take("q"), query.take("heard"));
    let desk = app.read(|db| Desk::load(&app, db, &who, ground, VersionNumber(number), asked))?;
    Ok(web::html(desk.render(&app, &who, &Faults::default())))
}

/// POST /documents/{slug}/{version}/basis
pub async fn basis_form(
    State(app): State<App>,
    who: Who,
    Path((slug, number)): Path<(String, u32)>,
    mut sent: Sent,
) -> Result<Response, Stop> {
    let ground = ground(&app, &who, &slug)?;
    let asked = Asked {
        number: VersionNumber(number),
        block: sent.take("block").parse().ok().map(BlockId),
        is_rest: sent.take("act") == "rest",
        typed: Typed::take(&mut sent),
    };
    sent.finish().map_err(|bad| Stop::Refused(Box::new(bad)))?;
    let (here, viewer, what) = (app.clone(), who.viewer.clone(), asked.clone());
    let id = ground.0.id.clone();
    let done = app
        .act::<BasisEvent>(
            who.viewer.participant.as_ref(),
            sent.once(),
            move |db, _| what.decide(&here, db, &viewer, &id),
        )
        .await;
    match done {
        Ok(_) => {
            let place = next_place(&app, &ground.0, asked.number, asked.block)?;
            Ok(Redirect::to(&place).into_response())
        }
        Err(Stop::Refused(refusal)) => refused(&app, &who, ground, asked, refusal.as_ref()),
        Err(stop) => Err(stop),
    }
}

fn refused(
    app: &App,
    who: &Who,
    ground: (Document, Cycle),
    asked: Asked,
    refusal: &dyn Refuse,
) -> Result<Response, Stop> {
    let field = refusal.field().unwrap_or("numbers");
    let faults = Faults::new(vec![(field, in_words(&who.tongue, refusal))]);
    let place = (asked.block, String::new(), String::new());
    let mut desk = app.read(|db| Desk::load(app, db, who, ground, asked.number, place))?;
    desk.typed = asked.typed;
    let status = StatusCode::from_u16(refusal.status()).unwrap_or(StatusCode::CONFLICT);
    Ok((status, web::html(desk.render(app, who, &faults))).into_response())
}

/// What the form asks for.
#[derive(Clone, Debug)]
struct Asked {
    number: VersionNumber,
    block: Option<BlockId>,
    /// Of all blocks that say nothing yet, that they are their writer's own.
    is_rest: bool,
    typed: Typed,
}

impl Asked {
    fn decide(
        &self,
        app: &App,
        db: &Db<'_>,
        viewer: &Viewer,
        id: &DocumentId,
    ) -> Result<BasisEvent, Stop> {
        let document = documents::document(db, id)?.ok_or(Stop::NotFound)?;
        let cycle = forum::store::cycle(db, &document.cycle)?.ok_or(Stop::NotFound)?;
        let version = documents::version(db, id, self.number)?.ok_or(Stop::NotFound)?;
        may_state(viewer, &cycle, &document)?;
        let (blocks, grounds) = match self.is_rest {
            true => {
                let open = open_blocks(db, &document, self.number, &version)?;
                (open, vec![Ground::OwnText])
            }
            false => {
                let mut grounds = asked_grounds(app, db, viewer, &self.typed)?;
                let before = bases(db, id, self.number)?;
                let kept = self.block.and_then(|block| before.of.get(&block));
                let kept = kept.map_or(&[][..], |basis| &basis.grounds);
                grounds.extend(unseen(app, db, viewer, kept)?);
                (self.block.into_iter().collect(), grounds)
            }
        };
        let at = (self.number, version.as_ref());
        Ok(state(viewer, &cycle, &document, at, blocks, grounds)?)
    }
}

fn open_blocks(
    db: &Db<'_>,
    document: &Document,
    number: VersionNumber,
    version: &Version,
) -> Result<Vec<BlockId>, Fault> {
    let bases = bases(db, &document.id, number)?;
    let open = version.blocks().iter().filter(|block| needs_basis(block));
    Ok(open
        .map(|block| block.id)
        .filter(|block| !bases.of.contains_key(block))
        .take(basis::rules::BLOCKS)
        .collect())
}

/// The next block that says nothing yet; the coverage once all do.
fn next_place(
    app: &App,
    document: &Document,
    number: VersionNumber,
    after: Option<BlockId>,
) -> Result<String, Stop> {
    let next = app.read(|db| {
        let version = documents::version(db, &document.id, number)?;
        let bases = bases(db, &document.id, number)?;
        Ok::<_, Fault>(version.and_then(|version| first_open(&version, &bases, after)))
    })?;
    let slug = &document.slug;
    Ok(match next {
        Some(block) => format!("/documents/{slug}/{number}/basis?block={block}"),
        None => format!("/documents/{slug}/coverage"),
    })
}

/// What the grounds of a block are for a viewer, as its margin shows them; nothing when there is none for them. Of a
/// heading nobody asks what it stands on, so that it is its editor's own goes without saying.
pub(super) fn margin(
    app: &App,
    db: &Db<'_>,
    who: &Who,
    bases: &Bases,
    block: &Block,
) -> Result<Option<Markup>, Fault> {
    let Some(basis) = bases.of.get(&block.id) else {
        return Ok(None);
    };
    let mut seen = Vec::new();
    for ground in &basis.grounds {
        if *ground != Ground::OwnText || needs_basis(block) {
            seen.extend(shown(app, db, &who.viewer, ground)?);
        }
    }
    Ok((!seen.is_empty()).then(|| basis::in_words(&who.tongue, &seen)))
}
