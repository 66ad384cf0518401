//! All of mine: what I am asked for, where each of my items stands, my drafts.

use axum::extract::{RawQuery, State};
use axum::response::Response;
use maud::{Markup, html};
use plenary_kit::app::App;
use plenary_kit::db::Db;
use plenary_kit::fault::{Fault, Stop};
use plenary_kit::id::ParticipantId;
use plenary_kit::page::{Pager, Place, empty, heading, reply_badge, safe_text, stamp, state_badge};
use plenary_kit::policy::Access;
use plenary_kit::shell::{self, ANSWERING, Page};
use plenary_kit::time::Instant;
use plenary_kit::web::{self, Who};

use super::queue::{disposition_name, titled};
use crate::answer::queue::{ROWS as QUEUE_ROWS, Show, window};
use crate::answer::rules::{Disposition, ReplyState};
use crate::answer::store;
use crate::call;
use crate::docket::{Item, Kind, store as docket};
use crate::document::{Document, store as documents};

/// So many of my items stand on a page.
const ROWS: usize = 50;
/// So many drafts are listed.
const DRAFTS: usize = 20;

struct Mine {
    item: Item,
    title: String,
    disposition: Option<Disposition>,
    reply: ReplyState,
    reply_until: Option<Instant>,
}

struct MePage {
    items: Vec<Mine>,
    has_more: bool,
    drafts: Vec<call::DraftLine>,
    /// The moves that are mine as one who answers: which, and how many, up to the most that the queue lists.
    moves: Vec<(Show, usize)>,
    /// Texts that went on since I commented on them.
    texts: Vec<Document>,
    zone: jiff::tz::TimeZone,
    now: Instant,
}

/// GET /me
pub async fn me_page(
    State(app): State<App>,
    who: Who,
    RawQuery(query): RawQuery,
) -> Result<Response, Stop> {
    let me = who.viewer.participant.clone().ok_or(Stop::SignIn)?;
    let before = plenary_kit::form::query(query.as_deref().unwrap_or("")).take("before");
    let before = match before.as_str() {
        "" => u64::MAX,
        text => text.parse().map_err(|_| Stop::NotFound)?,
    };
    let page = app.read(|db| load(&app, db, &who, &me, before))?;
    let title = who.tongue.say("nav-me");
    let mut shell = Page::new(&title, Place::Me, page.render(&who, before == u64::MAX));
    shell.unlisted = true;
    Ok(web::html(shell.render(&app, &who)))
}

fn load(
    app: &App,
    db: &Db<'_>,
    who: &Who,
    me: &ParticipantId,
    before: u64,
) -> Result<MePage, Fault> {
    let mut items = docket::items_by(db, me, before, ROWS + 1)?;
    let has_more = items.len() > ROWS;
    items.truncate(ROWS);
    let now = app.now();
    let texts = texts(app, db, who, &items)?;
    let mine = titled(db, &who.tongue, items)?
        .into_iter()
        .map(|(item, title)| {
            let work = store::work(db, item.number)?;
            let out = work.draft.as_ref().filter(|_| work.published.is_some());
            Ok(Mine {
                title,
                disposition: out.map(|draft| draft.disposition),
                reply: work.reply_state(&item, now),
                reply_until: work.reply_until(&item),
                item,
            })
        });
    Ok(MePage {
        items: mine.collect::<Result<_, Fault>>()?,
        has_more,
        drafts: call::drafts_of(db, me, DRAFTS)?,
        moves: moves(app, db, who)?,
        texts,
        zone: shell::face(app).zone,
        now,
    })
}

/// The texts that the items are about and that have a later version than they were written on.
fn texts(app: &App, db: &Db<'_>, who: &Who, items: &[Item]) -> Result<Vec<Document>, Fault> {
    let mut texts: Vec<Document> = Vec::new();
    for item in items.iter().filter(|item| item.kind == Kind::Comment) {
        let concerned = docket::concern::concerns(db, item.number)?;
        let Some(read) = concerned.passages.iter().map(|anchor| anchor.version).min() else {
            continue;
        };
        let is_known = |id| texts.iter().any(|text| text.id == id);
        let Some(id) = concerned.document.filter(|id| !is_known(id.clone())) else {
            continue;
        };
        let found = documents::document(db, &id)?;
        let goes_on =
            |text: &Document| text.latest > read && text.may_read(app.policy(), &who.viewer);
        texts.extend(found.filter(goes_on));
    }
    Ok(texts)
}

fn moves(app: &App, db: &Db<'_>, who: &Who) -> Result<Vec<(Show, usize)>, Fault> {
    if !(app.policy().may_enter)(&who.viewer, &Access::AnyOf(ANSWERING)) {
        return Ok(Vec::new());
    }
    let kinds = [
        Show::Mine,
        Show::Screen,
        Show::Assign,
        Show::Agree,
        Show::Publish,
        Show::Inquiry,
    ];
    let count = |show: Show| Ok((show, window(app, db, &who.viewer, show, None)?.len()));
    let all = kinds
        .into_iter()
        .map(count)
        .collect::<Result<Vec<_>, Fault>>()?;
    Ok(all.into_iter().filter(|(_, count)| *count > 0).collect())
}

impl MePage {
    fn render(&self, who: &Who, is_first: bool) -> Markup {
        let t = &who.tongue;
        let last = self.items.last().filter(|_| self.has_more);
        let older = last.map(|mine| format!("/me?before={}", mine.item.seq));
        let pager = Pager {
            newer: (!is_first).then_some("/me"),
            older: older.as_deref(),
            shows: None,
        };
        html! {
            (heading(None, &t.say("me-title"), None))
            p .small { a href="/me/profile" { (t.say("me-profile")) } }
            (self.asked(who))
            @if !self.drafts.is_empty() {
                h2 { (t.say("me-drafts")) }
                ul { @for draft in &self.drafts { li { a href={ "/drafts/" (draft.id) } dir="auto" {
                    @if draft.title.is_empty() { (t.say("me-draft-untitled")) } @else { (safe_text(&draft.title)) } } } } }
            }
            @if !self.texts.is_empty() {
                h2 { (t.say("me-texts")) }
                ul { @for text in &self.texts { li { a href={ "/documents/" (text.slug) "/mine" } lang=(text.lang) dir="auto" { (safe_text(&text.title)) } } } }
            }
            h2 { (t.say("me-items")) }
            @if self.items.is_empty() { (empty(t, Some(html! { (t.say("me-no-items")) " " a href="/" { (t.say("me-see-open")) } }))) }
            ol .docket { @for mine in &self.items { (self.line(who, mine)) } }
            (pager.render(t))
        }
    }

    /// What is asked of me, with what comes first on top.
    fn asked(&self, who: &Who) -> Markup {
        let t = &who.tongue;
        let replies = self
            .items
            .iter()
            .filter(|mine| mine.reply == ReplyState::Sent);
        let replies: Vec<_> = replies
            .filter_map(|mine| mine.reply_until.map(|until| (mine, until)))
            .collect();
        let unconfirmed: Vec<_> = self
            .items
            .iter()
            .filter(|mine| !mine.item.is_shown)
            .collect();
        if replies.is_empty() && unconfirmed.is_empty() && self.moves.is_empty() {
            return html! { p { (t.say("me-nothing-asked")) } };
        }
        html! {
            h2 { (t.say("me-asked")) }
            ul {
                @for mine in unconfirmed { li { (number(who, mine)) " " (t.say("me-confirm")) } }
                @for (mine, until) in replies { li { a href={ "/items/" (mine.item.number) "#reply" } {
                    (t.mark_with("me-reply", &[("number", mine.item.number.to_string().into()),
                        ("when", t.instant(until.0, &self.zone).into())])) } } }
                @for (show, count) in &self.moves { li { a href={ "/queue?show=" (show.word()) } {
                    (t.say_with(move_key(*show), &[("count", (*count).min(QUEUE_ROWS).into())])) } } }
            }
        }
    }

    fn line(&self, who: &Who, mine: &Mine) -> Markup {
        let t = &who.tongue;
        let item = &mine.item;
        let due = item.standing.due.filter(|_| mine.disposition.is_none());
        html! {
            li {
                (stamp(t, &item.number.to_string(), None))
                div .what {
                    a href={ "/items/" (item.number) } lang=(item.lang) dir="auto" { (safe_text(&mine.title)) }
                    p .meta { span { (t.say(&format!("kind-{}", item.kind.word()))) } (t.short_day(item.filed.0, &self.zone)) }
                }
                div .where {
                    @match mine.disposition {
                        Some(disposition) => span .{ "state s-published d-" (disposition.word()) } { (disposition_name(who, disposition)) },
                        None => (state_badge(t, item.standing.state.word())),
                    }
                    @if mine.reply != ReplyState::NotSent { (reply_badge(t, mine.reply.word())) }
                    @if let Some(due) = due {
                        @let key = if due < self.now { "overdue" } else { "due" };
                        span .overdue[due < self.now] { (t.mark_with(key, &[("when", t.short_day(due.0, &self.zone).into())])) }
                    }
                }
            }
        }
    }
}

fn number(who: &Who, mine: &Mine) -> Markup {
    let number = mine.item.number.to_string();
    stamp(&who.tongue, &number, Some(&format!("/items/{number}")))
}

fn move_key(show: Show) -> &'static str {
    match show {
        Show::Mine => "me-move-mine",
        Show::Screen => "me-move-screen",
        Show::Assign => "me-move-assign",
        Show::Agree => "me-move-agree",
        Show::Publish => "me-move-publish",
        Show::Inquiry => "me-move-inquiry",
        Show::Open | Show::Text | Show::Draft | Show::Broken => "me-move-open",
    }
}
