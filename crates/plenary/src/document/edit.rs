//! Writing in a document: a file or words, a preview, a version - and two who write at once.

use std::sync::LazyLock;

use axum::extract::{Path, RawQuery, State};
use axum::http::header;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use plenary_kit::act::Along;
use plenary_kit::app::App;
use plenary_kit::fault::{Refuse, Stop};
use plenary_kit::form::{Form as Sent, Upload};
use plenary_kit::page::look::{CACHE_CONTROL, Served};
use plenary_kit::page::{Faults, Notice, NoticeKind, Place, heading, safe_text};
use plenary_kit::policy::Mark;
use plenary_kit::shell::Page;
use plenary_kit::tongue::Tongue;
use plenary_kit::web::{self, Who};
use plenary_paper::Dropped;
use plenary_passage::Version;

use super::anchor::VersionNumber;
use super::beside::put_together;
use super::brought::{Brought, File};
use super::event::DocumentEvent;
use super::form::{EditForm, Preview, Typed};
use super::next::{self, Next, NextChange};
use super::pages::{again, faults_of, readable};
use super::rules::{Document, DocumentRefusal, may_write, save_version};
use super::store;
use crate::forum::{self, Cycle};

static PEEK: LazyLock<Served> = LazyLock::new(|| {
    let script = concat!(include_str!("peek.js"), include_str!("paste.js"));
    Served::new(script, "peek", "js")
});

/// The address of the script that shows a preview while somebody writes, and keeps the looks of what is pasted.
pub fn peek_path() -> &'static str {
    &PEEK.path
}

/// GET /peek-....js
pub async fn peek_script() -> Response {
    let headers = [
        (header::CONTENT_TYPE, "text/javascript; charset=utf-8"),
        (header::CACHE_CONTROL, CACHE_CONTROL),
        (header::ETAG, PEEK.etag.as_str()),
    ];
    (headers, PEEK.bytes.as_slice()).into_response()
}

/// A document that the visitor may write in, with its latest text.
struct Desk {
    document: Document,
    cycle: Cycle,
    latest: Option<std::sync::Arc<Version>>,
    /// The next version, where somebody began it.
    next: Option<Next>,
    /// What was worked into it.
    changes: Vec<NextChange>,
    /// Whether what was typed was kept as that just now.
    is_kept: bool,
}

impl Desk {
    /// How often the next version was changed so far.
    fn revision(&self) -> u64 {
        self.next.as_ref().map_or(0, |next| next.revision)
    }
}

fn desk(app: &App, who: &Who, slug: &str) -> Result<Desk, Stop> {
    let (document, cycle) = readable(app, who, slug)?;
    may_write(&who.viewer, &cycle).map_err(|_| Stop::NotFound)?;
    app.read(|db| {
        let next = next::begun(db, &document)?;
        let mut changes = next::store::changes(db, &document.id)?;
        changes.retain(|change| next.is_some() && change.anchor.version == document.latest);
        Ok(Desk {
            latest: store::version(db, &document.id, document.latest)?,
            document,
            cycle,
            next,
            changes,
            is_kept: false,
        })
    })
}

/// GET /documents/{slug}/edit
pub async fn edit_page(
    State(app): State<App>,
    who: Who,
    Path(slug): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, Stop> {
    let mut desk = desk(&app, &who, &slug)?;
    let mut query = plenary_kit::form::query(query.as_deref().unwrap_or(""));
    desk.is_kept = !query.take("kept").is_empty();
    let text = match &desk.next {
        Some(next) => Some(next.text.clone()),
        None => desk.latest.as_deref().map(plenary_paper::to_markdown),
    };
    let typed = Typed {
        text: text.unwrap_or_default(),
        seen: desk.revision().to_string(),
        based_on: desk.document.latest.to_string(),
        ..Typed::default()
    };
    let page = editing(&app, &who, &desk, &typed, &Faults::default(), None);
    Ok(web::html(page))
}

fn editing(
    app: &App,
    who: &Who,
    desk: &Desk,
    typed: &Typed,
    faults: &Faults,
    preview: Option<&Preview>,
) -> Markup {
    let t = &who.tongue;
    let next = i64::from(desk.document.latest.0) + 1;
    let title = t.say_with("document-edit", &[("number", next.into())]);
    let form = EditForm {
        who,
        document: &desk.document,
        typed,
        faults,
        preview,
    };
    let kicker = html! { a href={ "/documents/" (desk.document.slug) } { bdi { (safe_text(&desk.document.title)) } } };
    let body = html! {
        (heading(Some(kicker), &title, Some(html! { (t.say("document-edit-lead")) })))
        @if desk.document.latest.0 > 0 {
            p { a href={ "/documents/" (desk.document.slug) "/" (desk.document.latest) } { (t.say_with("document-see-latest", &[("number", i64::from(desk.document.latest.0).into())])) } }
        }
        (next::page::worked_in(t, &desk.changes, &typed.text))
        (form.render())
    };
    let mut page = Page::new(&title, Place::Now, body);
    page.unlisted = true;
    page.head = Some(html! { script src=(peek_path()) defer {} });
    let draft = edit_path(&desk.document.slug);
    page.notice = desk
        .is_kept
        .then(|| arrived(t, "document-kept-so-far", &draft));
    page.render(app, who)
}

/// The address of the page that one writes on, and the name under which a browser keeps what is typed there.
pub fn edit_path(slug: &str) -> String {
    format!("/documents/{slug}/edit")
}

/// Says that words arrived; the browser forgets its copy of them.
pub fn arrived<'a>(t: &Tongue, key: &str, draft: &'a str) -> Notice<'a> {
    let mut notice = Notice::new(NoticeKind::Done, html! { (t.say(key)) });
    notice.arrived = Some(draft);
    notice
}

/// A file that came with the opening of its document, shown before it is saved.
pub(super) fn show_file(app: &App, who: &Who, slug: &str, file: &Upload) -> Result<Response, Stop> {
    let desk = desk(app, who, slug)?;
    let mut typed = Typed {
        based_on: desk.document.latest.to_string(),
        ..Typed::default()
    };
    let shown = match typed.bring_in(file) {
        Ok(dropped) => Preview::of(&typed, desk.latest.as_deref(), dropped).ok(),
        Err(_) => None,
    };
    let faults = Faults::default();
    Ok(web::html(editing(
        app,
        who,
        &desk,
        &typed,
        &faults,
        shown.as_ref(),
    )))
}

/// Shows what the text would become, or freezes it; `file` files the remarks that came along.
pub async fn edit(
    app: App,
    who: Who,
    slug: String,
    mut sent: Sent,
    file_remarks: File,
) -> Result<Response, Stop> {
    let desk = desk(&app, &who, &slug)?;
    let mut typed = Typed::take(&mut sent);
    let (act, file) = (sent.take("act"), sent.files.first().cloned());
    sent.take("file");
    let show = |typed: &Typed, faults: &Faults, preview: Option<&Preview>, status| {
        again(status, editing(&app, &who, &desk, typed, faults, preview))
    };
    let refused = |typed: &Typed, refusal: &dyn Refuse| {
        show(
            typed,
            &faults_of(&who.tongue, refusal),
            None,
            refusal.status(),
        )
    };
    if let Err(bad) = sent.finish() {
        return refused(&typed, &bad);
    }
    let mut dropped = Vec::new();
    if let Some(file) = &file {
        match typed.bring_in(file) {
            Ok(left_out) => dropped = left_out,
            Err(bad) => return refused(&typed, &bad),
        }
    }
    if act == "merge" {
        merge(&app, &desk, &mut typed)?;
    }
    // A file is always shown before it is saved, and so is what was put together.
    if act == "preview" || act == "merge" || file.is_some() {
        return match beside(&app, &desk, &typed, dropped)? {
            Ok(preview) => show(&typed, &Faults::default(), Some(&preview), 200),
            Err(refusal) => refused(&typed, &refusal),
        };
    }
    if act == "keep" {
        return match next::page::keep(&app, &who, &desk.document, &typed).await? {
            true => to(&format!("/documents/{slug}/edit?kept=1")),
            false => overtaken(&app, &who, &slug, typed, &DocumentRefusal::NextChanged),
        };
    }
    match save(&app, &who, &desk, &typed, &sent, file_remarks).await {
        Ok(number) => to(&format!("/documents/{slug}/{number}?saved=1")),
        Err(Saving::Faults(faults)) => show(&typed, &faults, None, 422),
        Err(Saving::Stop(Stop::Refused(refusal)))
            if [OVERTAKEN, NEXT_CHANGED].contains(&refusal.key()) =>
        {
            overtaken(&app, &who, &slug, typed, refusal.as_ref())
        }
        Err(Saving::Stop(Stop::Refused(refusal))) => refused(&typed, refusal.as_ref()),
        Err(Saving::Stop(stop)) => Err(stop),
    }
}

fn to(place: &str) -> Result<Response, Stop> {
    Ok(Redirect::to(place).into_response())
}

const OVERTAKEN: &str = "document-overtaken";
const NEXT_CHANGED: &str = "document-next-changed";

/// Somebody saved meanwhile: both texts are shown, putting them together is offered, and the next sending follows the
/// other's version.
fn overtaken(
    app: &App,
    who: &Who,
    slug: &str,
    mut typed: Typed,
    refusal: &dyn Refuse,
) -> Result<Response, Stop> {
    let desk = desk(app, who, slug)?;
    let latest = desk.document.latest.to_string();
    typed.base = std::mem::replace(&mut typed.based_on, latest);
    typed.seen = desk.revision().to_string();
    let preview = beside(app, &desk, &typed, Vec::new())?.ok();
    let faults = faults_of(&who.tongue, refusal);
    let page = editing(app, who, &desk, &typed, &faults, preview.as_ref());
    again(refusal.status(), page)
}

/// What the text would become, with the text that was saved meanwhile beside it, if there is one.
fn beside(
    app: &App,
    desk: &Desk,
    typed: &Typed,
    dropped: Vec<(Dropped, usize)>,
) -> Result<Result<Preview, DocumentRefusal>, Stop> {
    let (base, theirs) = sides(app, desk, typed)?;
    let preview = Preview::of(typed, desk.latest.as_deref(), dropped);
    Ok(preview.map(|mut preview| {
        preview.set_beside(base.as_deref(), theirs.as_deref());
        preview
    }))
}

type Frozen = Option<std::sync::Arc<Version>>;

/// The version that two texts began with, and what others made of it meanwhile: the next version so far where somebody
/// began one, else the version that was saved. Nothing where there is only one text.
fn sides(app: &App, desk: &Desk, typed: &Typed) -> Result<(Frozen, Frozen), Stop> {
    let number = |typed: &str| typed.parse().map(VersionNumber).ok();
    let (Some(base), Some(followed)) = (number(&typed.base), number(&typed.based_on)) else {
        return Ok((None, None));
    };
    let begun = desk.next.as_ref();
    let so_far = begun.filter(|next| next.based_on == followed);
    app.read(|db| {
        let base = store::version(db, &desk.document.id, base)?;
        let theirs = match so_far {
            Some(next) => next.version(),
            None => store::version(db, &desk.document.id, followed)?,
        };
        Ok((base, theirs))
    })
}

/// Puts the other's text and what was typed together, where one writes; nothing is saved by it.
fn merge(app: &App, desk: &Desk, typed: &mut Typed) -> Result<(), Stop> {
    if let (Some(base), Some(theirs)) = sides(app, desk, typed)?
        && let Some(both) = put_together(&base, &theirs, &typed.found().blocks)
    {
        typed.text = both;
        typed.base = String::new();
        // What was worked into the next version since it was shown is in it as well.
        if typed.based_on == desk.document.latest.to_string() {
            typed.seen = desk.revision().to_string();
        }
        typed.seen = desk.revision().to_string();
    }
    Ok(())
}

enum Saving {
    Faults(Faults),
    Stop(Stop),
}

async fn save(
    app: &App,
    who: &Who,
    desk: &Desk,
    typed: &Typed,
    sent: &Sent,
    file_remarks: File,
) -> Result<VersionNumber, Saving> {
    let ask = typed.parse(&who.tongue).map_err(Saving::Faults)?;
    let (viewer, id) = (who.viewer.clone(), desk.document.id.clone());
    let (cycle, seen) = (desk.cycle.id.clone(), typed.seen.parse().unwrap_or(0));
    let along = remarks_along(who, desk, typed, file_remarks);
    let done = app
        .act_along::<DocumentEvent>(
            who.viewer.participant.as_ref(),
            sent.once(),
            move |db, _| {
                let cycle = forum::store::cycle(db, &cycle)?.ok_or(Stop::NotFound)?;
                let document = store::document(db, &id)?.ok_or(Stop::NotFound)?;
                let old = store::version(db, &id, document.latest)?;
                // Another's version is told first; then whether this text knows all that was worked into the next one.
                let begun = next::begun(db, &document)?.map_or(0, |next| next.revision);
                if ask.based_on == document.latest && begun != seen {
                    return Err(DocumentRefusal::NextChanged.into());
                }
                Ok(save_version(
                    &viewer,
                    &cycle,
                    &document,
                    old.as_deref(),
                    ask,
                )?)
            },
            along,
        )
        .await
        .map_err(Saving::Stop)?;
    match done.event {
        DocumentEvent::VersionSaved(saved) => Ok(saved.number),
        _ => Err(Saving::Stop(Stop::NotFound)),
    }
}

/// Files what a file brought along, in the transaction of the save.
fn remarks_along(
    who: &Who,
    desk: &Desk,
    typed: &Typed,
    file: File,
) -> impl FnOnce(&Along<'_>, &DocumentEvent) -> Result<(), Stop> + Send + 'static {
    let (who, cycle, document) = (who.clone(), desk.cycle.clone(), desk.document.clone());
    let (remarks, travel) = (typed.remarks.clone(), typed.travel.clone());
    move |along, event| {
        let DocumentEvent::VersionSaved(saved) = event else {
            return Ok(());
        };
        if remarks.is_empty() {
            return Ok(());
        }
        let version = store::version(along.db(), &saved.document, saved.number)?;
        // Before a text is public, its passages go to those who write it.
        let mark = match travel.parse() {
            Ok(mark @ (Mark::Clear | Mark::Green)) if document.state.is_public() => mark,
            _ => Mark::Red,
        };
        let brought = Brought {
            who,
            cycle,
            document,
            number: saved.number,
            version: version.ok_or(Stop::NotFound)?,
            remarks,
            mark,
        };
        file(along, &brought)
    }
}
