//! The queue: which items wait for those who answer, in the order they came or in the order of the text they are about.

use std::collections::HashMap;

use plenary_kit::app::App;
use plenary_kit::db::Db;
use plenary_kit::fault::Fault;
use plenary_kit::policy::Viewer;
use plenary_kit::words_enum;

use super::promise::{Promise, promises};
use super::rules;
use super::store::list as store;
use crate::comment::{clustered, placed};
use crate::docket::store::list::{Filter, From, Order, list};
use crate::docket::{Item, ItemNumber, WorkState, store as docket};
use crate::document::{Document, store as store_of_documents};
use crate::forum::{Cycle, store as forum};

words_enum!(
    /// Which of the waiting items are shown.
    Show {
        /// Those about a text that have no published answer, in the order of the text.
        Text = "text",
        /// All that have no published answer.
        Open = "open",
        /// Those given to the viewer.
        Mine = "mine",
        /// Those nobody has looked at.
        Screen = "screen",
        /// Those nobody drafts.
        Assign = "assign",
        /// Those somebody drafts.
        Draft = "draft",
        /// Those with a draft.
        Agree = "agree",
        /// Those with an agreed answer.
        Publish = "publish",
        /// Those whose author objected.
        Inquiry = "inquiry",
        /// Those whose answer says the text changed where it did not.
        Broken = "broken",
    }
);

/// The work states of an item without a published answer.
pub(super) const OPEN: &[WorkState] = &[
    WorkState::New,
    WorkState::Screened,
    WorkState::Assigned,
    WorkState::Proposed,
    WorkState::Agreed,
];

impl Show {
    fn states(self) -> &'static [WorkState] {
        match self {
            Show::Open => OPEN,
            Show::Screen => &[WorkState::New],
            Show::Assign => &[WorkState::Screened],
            Show::Draft => &[WorkState::Assigned],
            Show::Agree => &[WorkState::Proposed],
            Show::Publish => &[WorkState::Agreed],
            Show::Text | Show::Mine | Show::Inquiry | Show::Broken => &[],
        }
    }
}

/// The most items in the queue's list.
pub(super) const ROWS: usize = 100;
/// So many items before the current one stay in sight.
const BEFORE: usize = 5;

/// An item that waits.
#[derive(Clone, Debug)]
pub(super) struct Waiting {
    /// The item.
    pub item: Item,
    /// How many others of its cluster wait behind it, and are answered with it.
    pub behind: usize,
}

impl Waiting {
    fn alone(item: Item) -> Waiting {
        Waiting { item, behind: 0 }
    }
}

/// The cycles the viewer answers for; closed ones too, since inquiries outlive them.
fn cycles(db: &Db<'_>, viewer: &Viewer) -> Result<Vec<Cycle>, Fault> {
    let all = forum::cycles(db)?;
    Ok(all
        .into_iter()
        .filter(|cycle| viewer.answers_for(&cycle.id))
        .collect())
}

/// What the queue shows to begin with: the comments on the texts under review, if there are such texts.
pub(super) fn first_shown(db: &Db<'_>, viewer: &Viewer) -> Result<Show, Fault> {
    let is_under_review = |document: &Document| document.state.takes_comments();
    let any = documents(db, viewer)?.iter().any(is_under_review);
    Ok(if any { Show::Text } else { Show::Open })
}

/// The items that wait, in the order they came or that of the text, around an item; from the start without one.
pub(super) fn window(
    app: &App,
    db: &Db<'_>,
    viewer: &Viewer,
    show: Show,
    at: Option<&Item>,
) -> Result<Vec<Waiting>, Fault> {
    let mut items = whole(app, db, viewer, show, at)?;
    let is_at = |at: &Item| (items.iter()).position(|each| each.item.number == at.number);
    let before = at.and_then(is_at);
    items.drain(..before.unwrap_or(0).saturating_sub(BEFORE));
    items.truncate(ROWS);
    Ok(items)
}

/// The first item that waits after this one.
pub(super) fn next_after(
    app: &App,
    db: &Db<'_>,
    viewer: &Viewer,
    show: Show,
    at: &Item,
) -> Result<Option<ItemNumber>, Fault> {
    let items = whole(app, db, viewer, show, Some(at))?;
    let is_elsewhere = |each: &&Waiting| each.item.number != at.number;
    let mut rest = items.iter().skip_while(is_elsewhere).skip(1);
    Ok(rest.next().map(|each| each.item.number))
}

/// The items of a list that the viewer may answer, with the one asked for among them.
fn whole(
    app: &App,
    db: &Db<'_>,
    viewer: &Viewer,
    show: Show,
    at: Option<&Item>,
) -> Result<Vec<Waiting>, Fault> {
    let may_answer = |item: &Item| {
        item.is_shown
            && item.fields_for(app, viewer).is_some()
            && rules::may_answer(viewer, item).is_ok()
    };
    if show == Show::Text {
        let mut waiting = in_text(db, viewer, at, may_answer)?;
        let is_among = |at: &Item| waiting.iter().any(|each| each.item.number == at.number);
        let missing = at.filter(|at| !is_among(at) && may_answer(at)).cloned();
        waiting.extend(missing.map(Waiting::alone));
        return Ok(waiting);
    }
    let mut items = match show {
        Show::Mine | Show::Inquiry => numbered(db, viewer, show)?,
        Show::Broken => broken(db, viewer)?,
        _ => standing(app, db, viewer, show, at)?,
    };
    items.extend(at.cloned());
    items.sort_by_key(|item| item.seq);
    items.dedup_by_key(|item| item.number);
    items.retain(may_answer);
    Ok(items.into_iter().map(Waiting::alone).collect())
}

/// The cycles the viewer answers for that go on.
pub(super) fn living(db: &Db<'_>, viewer: &Viewer) -> Result<Vec<Cycle>, Fault> {
    let all = cycles(db, viewer)?.into_iter();
    Ok(all.filter(Cycle::is_alive).collect())
}

/// The texts of the cycles the viewer answers for.
fn documents(db: &Db<'_>, viewer: &Viewer) -> Result<Vec<Document>, Fault> {
    let mut all = Vec::new();
    for cycle in living(db, viewer)? {
        all.extend(store_of_documents::documents_of(db, &cycle.id)?);
    }
    Ok(all)
}

/// What waits about each text in the order of its latest version: what is about the whole first, what has lost its place
/// last. Of a confirmed cluster the first stands for all, unless another was asked for.
fn in_text(
    db: &Db<'_>,
    viewer: &Viewer,
    at: Option<&Item>,
    may_answer: impl Fn(&Item) -> bool,
) -> Result<Vec<Waiting>, Fault> {
    let at = at.map(|at| at.number);
    let waits = |item: &Item| OPEN.contains(&item.standing.state) || Some(item.number) == at;
    let mut waiting = Vec::new();
    for document in documents(db, viewer)? {
        let seen = |item: &Item| waits(item) && may_answer(item);
        let mut placed = placed(db, &document.id, document.latest, seen)?;
        placed.sort_by_cached_key(|comment| {
            let spans = comment.places.iter().flat_map(|(_, stands)| stands.spans());
            let first = spans.map(|span| span.start).min();
            let is_lost = first.is_none() && !comment.places.is_empty();
            (is_lost, first, comment.item.seq)
        });
        let items = placed.into_iter().map(|comment| comment.item);
        waiting.extend(first_of_each(items, &clustered(db, &document.id)?, at));
    }
    Ok(waiting)
}

/// The items without those that stand behind the first of their cluster, or behind the one asked for.
fn first_of_each(
    items: impl Iterator<Item = Item>,
    clusters: &HashMap<ItemNumber, u64>,
    at: Option<ItemNumber>,
) -> Vec<Waiting> {
    let mut waiting: Vec<Waiting> = Vec::new();
    let mut first: HashMap<u64, usize> = HashMap::new();
    for item in items {
        let Some(cluster) = clusters.get(&item.number) else {
            waiting.push(Waiting::alone(item));
            continue;
        };
        let place = *first.entry(*cluster).or_insert(waiting.len());
        match waiting.get_mut(place) {
            None => waiting.push(Waiting::alone(item)),
            Some(each) => {
                each.behind += 1;
                if Some(item.number) == at {
                    each.item = item;
                }
            }
        }
    }
    waiting
}

/// The items whose answer says that a text changed where it did not.
fn broken(db: &Db<'_>, viewer: &Viewer) -> Result<Vec<Item>, Fault> {
    let mut items = Vec::new();
    for document in documents(db, viewer)? {
        let all = promises(db, &document)?;
        let broken = all
            .into_iter()
            .filter(|(_, promise)| *promise == Promise::Broken);
        for (promised, _) in broken {
            items.extend(docket::item(db, promised.number)?);
        }
    }
    Ok(items)
}

/// The items that the docket lists by work state, some before an item and a page after it.
fn standing(
    app: &App,
    db: &Db<'_>,
    viewer: &Viewer,
    show: Show,
    at: Option<&Item>,
) -> Result<Vec<Item>, Fault> {
    let reach = (app.policy().reach)(viewer);
    let mut items = Vec::new();
    for cycle in cycles(db, viewer)? {
        for state in show.states() {
            let filter = Filter {
                state: Some(*state),
                ..Filter::all(&cycle.id)
            };
            let mut read = |from: &From, limit: usize| -> Result<(), Fault> {
                items.extend(list(db, &reach, &filter, Order::OldestFirst, from, limit)?.items);
                Ok(())
            };
            match at {
                None => read(&From::Start, ROWS)?,
                Some(at) => {
                    read(&From::Before(Box::new(at.clone())), BEFORE)?;
                    read(&From::After(Box::new(at.clone())), ROWS)?;
                }
            }
        }
    }
    Ok(items)
}

/// The items that this room lists by itself.
fn numbered(db: &Db<'_>, viewer: &Viewer, show: Show) -> Result<Vec<Item>, Fault> {
    let mut numbers = Vec::new();
    if let (Show::Mine, Some(person)) = (show, &viewer.participant) {
        numbers.extend(store::assigned_to(db, person, 0, ROWS)?);
    }
    if show == Show::Inquiry {
        for cycle in cycles(db, viewer)? {
            numbers.extend(store::inquiries(db, &cycle.id, 0, ROWS)?);
        }
    }
    let mut items = Vec::with_capacity(numbers.len());
    for number in numbers {
        items.extend(docket::item(db, number)?);
    }
    if show == Show::Mine {
        // What I have drafted is somebody else's move.
        let is_mine =
            |item: &Item| !matches!(item.standing.state, WorkState::Proposed | WorkState::Agreed);
        items.retain(is_mine);
    }
    Ok(items)
}
