//! The queue's one screen: the items that wait, the item with its forms, and what stands beside it.

use axum::extract::{RawQuery, State};
use axum::response::Response;
use maud::{Markup, html};
use plenary_kit::app::App;
use plenary_kit::db::Db;
use plenary_kit::fault::{Fault, Stop};
use plenary_kit::page::{
    Filter, FilterGroup, Notice, NoticeKind, Place, empty, filter_bar, panes, queue_row, safe_text,
    stamp,
};
use plenary_kit::shell::Page;
use plenary_kit::tongue::Tongue;
use plenary_kit::web::{self, Who};

use super::card::item_card;
use super::item::{Refused, below};
use super::on_text::{neighbours, on_text};
use crate::answer::queue::{Show, Waiting, first_shown, living, next_after, window};
use crate::answer::rules::Disposition;
use crate::answer::store::list;
use crate::answer::view::{Shown, shown};
use crate::answer::{rules, store};
use crate::comment::alike_beside;
use crate::docket::pages::group;
use crate::docket::store::list as list_of_items;
use crate::docket::store::opening::openings;
use crate::docket::{Item, ItemNumber, WorkState, store as docket};
use crate::forum::{Cycle, Group, store as forum};

/// GET /queue
pub async fn queue_page(
    State(app): State<App>,
    who: Who,
    RawQuery(query): RawQuery,
) -> Result<Response, Stop> {
    let mut query = plenary_kit::form::query(query.as_deref().unwrap_or(""));
    let show = match query.take("show").parse() {
        Ok(show) => show,
        Err(_) => app.read(|db| first_shown(db, &who.viewer))?,
    };
    let asked = query.take("item");
    let is_end = !query.take("end").is_empty();
    let number = match asked.as_str() {
        "" => None,
        text => Some(text.parse().map_err(|_| Stop::NotFound)?),
    };
    page(&app, &who, show, number, None, is_end)
}

/// The queue with a refused form.
pub(super) fn show_again(
    app: &App,
    who: &Who,
    back: &str,
    number: ItemNumber,
    refused: &Refused,
) -> Result<Response, Stop> {
    let show = back.parse().unwrap_or(Show::Open);
    page(app, who, show, Some(number), Some(refused), false)
}

/// Where the queue goes on after an item.
pub(super) fn next_place(
    app: &App,
    who: &Who,
    back: &str,
    number: ItemNumber,
) -> Result<String, Stop> {
    let show: Show = back.parse().unwrap_or(Show::Open);
    let next = app.read(|db| match docket::item(db, number)? {
        Some(item) => next_after(app, db, &who.viewer, show, &item),
        None => Ok(None),
    })?;
    Ok(match next {
        Some(next) => format!("/queue?show={}&item={next}", show.word()),
        None => format!("/queue?show={}&end=1", show.word()),
    })
}

/// All that the page shows.
struct QueuePage {
    show: Show,
    groups: Vec<Group>,
    /// The cycles that go on, of those the viewer answers for.
    cycles: Vec<Cycle>,
    items: Vec<(Waiting, String)>,
    current: Option<ItemNumber>,
    card: Option<Markup>,
    /// The passage, the suggested wording, who stands behind it.
    on_text: Option<Markup>,
    forms: Option<Markup>,
    side: Beside,
}

fn page(
    app: &App,
    who: &Who,
    show: Show,
    asked: Option<ItemNumber>,
    refused: Option<&Refused>,
    is_end: bool,
) -> Result<Response, Stop> {
    let mut queue = app
        .read(|db| load(app, db, who, show, asked))?
        .ok_or(Stop::NotFound)?;
    if let Some(number) = queue.current {
        queue.forms = below(app, who, number, refused, show.word())?;
    }
    let title = who.tongue.say("queue-title");
    let mut page = Page::new(&title, Place::Queue, queue.render(who));
    page.is_wide = true;
    page.unlisted = true;
    if is_end {
        page.notice = Some(Notice::new(
            NoticeKind::Done,
            html! { (who.tongue.say("queue-end")) },
        ));
    }
    Ok(web::html(page.render(app, who)))
}

/// What the page shows; nothing when the item asked for does not exist for the viewer.
fn load(
    app: &App,
    db: &Db<'_>,
    who: &Who,
    show: Show,
    asked: Option<ItemNumber>,
) -> Result<Option<QueuePage>, Fault> {
    let viewer = &who.viewer;
    let asked = match asked {
        None => None,
        Some(number) => match docket::item(db, number)? {
            Some(item)
                if item.fields_for(app, viewer).is_some()
                    && rules::may_answer(viewer, &item).is_ok() =>
            {
                Some(item)
            }
            _ => return Ok(None),
        },
    };
    let items = window(app, db, viewer, show, asked.as_ref())?;
    let current = asked.or_else(|| items.first().map(|first| first.item.clone()));
    Ok(Some(QueuePage {
        show,
        groups: forum::groups(db)?,
        cycles: living(db, viewer)?,
        items: rows(db, &who.tongue, items)?,
        card: match &current {
            Some(item) => item_card(app, db, who, item.number)?,
            None => None,
        },
        on_text: match &current {
            Some(item) => on_text(app, db, who, item, show.word())?,
            None => None,
        },
        side: match &current {
            Some(item) => Beside::load(app, db, who, item, show)?,
            None => Beside::default(),
        },
        current: current.map(|item| item.number),
        forms: None,
    }))
}

/// Items with what they are called in a list: the title, or the first words. One without words is told so, since a link
/// without a name cannot be followed by ear.
pub(super) fn titled(
    db: &Db<'_>,
    t: &Tongue,
    items: Vec<Item>,
) -> Result<Vec<(Item, String)>, Fault> {
    let erased = t.say("docket-words-erased");

    let mut titles = Vec::with_capacity(items.len());
    for page in items.chunks(list_of_items::PAGE_ITEMS) {
        let found = openings(db, page)?;
        titles.extend(
            found
                .into_iter()
                .map(|opening| opening.text.unwrap_or_else(|| erased.to_string())),
        );
    }
    Ok(items.into_iter().zip(titles).collect())
}

fn rows(db: &Db<'_>, t: &Tongue, waiting: Vec<Waiting>) -> Result<Vec<(Waiting, String)>, Fault> {
    let titles = titled(
        db,
        t,
        waiting.iter().map(|each| each.item.clone()).collect(),
    )?;
    let titles = titles.into_iter().map(|(_, title)| title);
    Ok(waiting.into_iter().zip(titles).collect())
}

impl QueuePage {
    fn render(&self, who: &Who) -> Markup {
        let t = &who.tongue;
        let list = html! {
            ol { @for (Waiting { item, behind }, title) in &self.items {
                @let others = t.say_with("queue-others", &[("count", (*behind as i64).into())]);
                @let href = format!("/queue?show={}&item={}", self.show.word(), item.number);
                (queue_row(&stamp(t, &item.number.to_string(), None), &href, (title, (*behind > 0).then_some(&*others)), group(&self.groups, item.group.as_deref()).as_ref(), self.current == Some(item.number)))
            } }
        };
        let item = html! {
            @match (&self.card, &self.forms) {
                (Some(card), Some(forms)) => { (card) @if let Some(on_text) = &self.on_text { (on_text) } (forms) }
                _ => (empty(t, Some(html! { (t.say("queue-empty")) }))),
            }
        };
        html! {
            h1 { (t.say("queue-title")) }
            (self.filters(who))
            (panes(t, list, item, self.side.render(who)))
        }
    }

    fn filters(&self, who: &Who) -> Markup {
        let t = &who.tongue;
        let hrefs: Vec<String> = Show::ALL
            .iter()
            .map(|show| format!("/queue?show={}", show.word()))
            .collect();
        let filters = Show::ALL.iter().zip(&hrefs).map(|(show, href)| Filter {
            label: t.say(label(*show)).into_owned(),
            href,
            count: None,
            is_chosen: *show == self.show,
        });
        let group = FilterGroup {
            label: &t.say("queue-show"),
            filters: filters.collect(),
        };
        html! { (filter_bar(t, &[group]))
        p { a href="/queue/publish" { (t.say("queue-to-publish")) }
            @for cycle in &self.cycles { " · "
                a href={ "/cycles/" (cycle.slug) "/clusters" } { (t.say("comment-clusters-title"))
                    @if self.cycles.len() > 1 { ": " bdi { (safe_text(&cycle.title)) } } } } } }
    }
}

fn label(show: Show) -> &'static str {
    match show {
        Show::Text => "queue-text",
        Show::Open => "queue-open",
        Show::Mine => "queue-mine",
        Show::Screen => "queue-screen",
        Show::Assign => "queue-assign",
        Show::Draft => "queue-draft",
        Show::Agree => "queue-agree",
        Show::Publish => "queue-publish",
        Show::Inquiry => "queue-inquiry",
        Show::Broken => "queue-broken",
    }
}

/// Items and what was answered to them.
type Answered = Vec<(ItemNumber, Shown)>;

/// What stands beside an item.
#[derive(Default)]
struct Beside {
    /// The comments that say the same.
    alike: Option<Markup>,
    by_author: Vec<(Item, String)>,
    about: Vec<(Item, String)>,
    pointing: Vec<(Item, String)>,
    /// What is said of the same paragraphs: answered, and not yet.
    on_block: Vec<(Item, String)>,
    answers_here: Answered,
    answers: Answered,
}

/// So many lines of each kind stand beside an item.
const LINES: usize = 5;

impl Beside {
    fn load(app: &App, db: &Db<'_>, who: &Who, item: &Item, show: Show) -> Result<Beside, Fault> {
        let back = format!("/queue?show={}&item={}", show.word(), item.number);
        let alike = alike_beside(app, db, who, item, &back)?;
        let (alike, numbers) = alike.map_or((None, Vec::new()), |(shown, of)| (Some(shown), of));
        let mut beside = Beside {
            alike,
            ..Beside::default()
        };
        let viewer = &who.viewer;
        let lines = |others: Vec<Item>| {
            let is_other = |other: &Item| {
                other.number != item.number && other.fields_for(app, viewer).is_some()
            };
            titled(
                db,
                &who.tongue,
                others.into_iter().filter(is_other).take(LINES).collect(),
            )
        };
        let knows_author = item
            .fields_for(app, viewer)
            .is_some_and(|fields| fields.person);
        if let Some(author) = item.author.as_ref().filter(|_| knows_author) {
            beside.by_author = lines(docket::items_by(db, author, u64::MAX, LINES + 1)?)?;
        }
        let same = item.about.unwrap_or(item.number);
        let mut about: Vec<Item> = docket::item(db, same)?.into_iter().collect();
        about.extend(list_of_items::about(db, same, 0, LINES)?);
        beside.about = lines(about)?;
        let mut pointing = Vec::new();
        for number in list::pointing_at(db, item.number, LINES)? {
            pointing.extend(docket::item(db, number)?);
        }
        beside.pointing = lines(pointing)?;
        let (mut open, answered) = on_same_block(app, db, viewer, item)?;
        open.retain(|other| !numbers.contains(&other.number));
        beside.on_block = lines(open)?;
        beside.answers_here = answered;
        beside.answers = recent(app, db, who)?;
        Ok(beside)
    }

    fn render(&self, who: &Who) -> Markup {
        let t = &who.tongue;
        let items = |key: &str, lines: &[(Item, String)]| {
            html! {
                @if !lines.is_empty() {
                    h2 { (t.say(key)) }
                    ul { @for (item, title) in lines { li {
                        (stamp(t, &item.number.to_string(), Some(&format!("/items/{}", item.number)))) " "
                        span lang=(item.lang) dir="auto" { (safe_text(title)) }
                        @if item.standing.state == WorkState::Published { " " small { (t.say("state-published")) } }
                    } } }
                }
            }
        };
        html! {
            @if let Some(alike) = &self.alike { (alike) }
            (answers(who, "queue-beside-here", &self.answers_here))
            (items("queue-beside-block", &self.on_block))
            (items("queue-beside-about", &self.about))
            (items("queue-beside-author", &self.by_author))
            (items("queue-beside-pointing", &self.pointing))
            (answers(who, "queue-beside-answers", &self.answers))
        }
    }
}

/// Answers in a line each.
fn answers(who: &Who, key: &str, lines: &[(ItemNumber, Shown)]) -> Markup {
    let t = &who.tongue;
    html! {
        @if !lines.is_empty() {
            h2 { (t.say(key)) }
            ul { @for (number, answer) in lines { li {
                (stamp(t, &number.to_string(), Some(&format!("/items/{number}")))) " "
                strong { (disposition_name(who, answer.disposition)) } " "
                span dir="auto" { (safe_text(&beginning(answer.reason.as_deref().unwrap_or("")))) }
            } } }
        }
    }
}

/// A disposition in the reader's language.
pub(super) fn disposition_name(who: &Who, disposition: Disposition) -> String {
    who.tongue
        .say(&format!("disposition-{}", disposition.word()))
        .into_owned()
}

/// The first words of a reason in one line, without the signs of Markdown, cut between words.
pub(super) fn beginning(text: &str) -> String {
    const LETTERS: usize = 140;
    let plain = text.replace(['*', '`', '_', '#', '>'], "");
    let line = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    let Some((at, _)) = line.char_indices().nth(LETTERS) else {
        return line;
    };
    // Scripts without spaces are cut between letters.
    let end = line[..at]
        .rfind(' ')
        .filter(|end| *end > at / 2)
        .unwrap_or(at);
    format!("{} …", line[..end].trim_end_matches([',', ';', ':', '.']))
}

/// The other items on the paragraphs that an item is about: those that wait, and the answers that are out.
fn on_same_block(
    app: &App,
    db: &Db<'_>,
    viewer: &plenary_kit::policy::Viewer,
    item: &Item,
) -> Result<(Vec<Item>, Answered), Fault> {
    let (mut open, mut answered) = (Vec::new(), Vec::new());
    for other in neighbours(db, item, |other| other.fields_for(app, viewer).is_some())? {
        let work = store::work(db, other.number)?;
        match (work.published, work.draft) {
            (Some(_), Some(draft)) if answered.len() < LINES => {
                answered.push((other.number, shown(app, db, viewer, &draft)?));
            }
            (Some(_), _) => {}
            (None, _) => open.push(other),
        }
    }
    Ok((open, answered))
}

fn recent(app: &App, db: &Db<'_>, who: &Who) -> Result<Answered, Fault> {
    let reach = (app.policy().reach)(&who.viewer);
    let mut answers = Vec::new();
    for spot in list::published(db, &reach, None, None, LINES)? {
        let seen = docket::item(db, spot.number)?
            .filter(|item| item.fields_for(app, &who.viewer).is_some());
        if seen.is_some()
            && let Some(draft) = store::work(db, spot.number)?.draft
        {
            answers.push((spot.number, shown(app, db, &who.viewer, &draft)?));
        }
    }
    Ok(answers)
}
