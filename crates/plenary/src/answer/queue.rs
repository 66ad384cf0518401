//! The queue: which items wait for those who answer, in the order they came.

use plenary_kit::app::App;
use plenary_kit::db::Db;
use plenary_kit::fault::Fault;
use plenary_kit::policy::Viewer;
use plenary_kit::words_enum;

use super::rules;
use super::store::list as store;
use crate::docket::store::list::{Filter, From, Order, list};
use crate::docket::{Item, ItemNumber, WorkState, store as docket};
use crate::forum::{Cycle, store as forum};

words_enum!(
    /// Which of the waiting items are shown.
    Show {
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
            Show::Mine | Show::Inquiry => &[],
        }
    }
}

/// The most items in the queue's list.
pub(super) const ROWS: usize = 100;
/// So many items before the current one stay in sight.
const BEFORE: usize = 5;

/// The cycles the viewer answers for; closed ones too, since inquiries outlive them.
fn cycles(db: &Db<'_>, viewer: &Viewer) -> Result<Vec<Cycle>, Fault> {
    let all = forum::cycles(db)?;
    Ok(all
        .into_iter()
        .filter(|cycle| viewer.answers_for(&cycle.id))
        .collect())
}

/// The items that wait, in the order they came, around an item; from the start without one.
pub(super) fn window(
    app: &App,
    db: &Db<'_>,
    viewer: &Viewer,
    show: Show,
    at: Option<&Item>,
) -> Result<Vec<Item>, Fault> {
    let mut items = match show {
        Show::Mine | Show::Inquiry => numbered(db, viewer, show)?,
        _ => standing(app, db, viewer, show, at)?,
    };
    items.extend(at.cloned());
    items.retain(|item| {
        item.is_shown
            && item.fields_for(app, viewer).is_some()
            && rules::may_answer(viewer, item).is_ok()
    });
    items.sort_by_key(|item| item.seq);
    items.dedup_by_key(|item| item.number);
    let before = at.map_or(0, |at| {
        items.iter().filter(|item| item.seq < at.seq).count()
    });
    items.drain(..before.saturating_sub(BEFORE));
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
    let items = window(app, db, viewer, show, Some(at))?;
    Ok(items
        .into_iter()
        .find(|item| item.seq > at.seq)
        .map(|item| item.number))
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
