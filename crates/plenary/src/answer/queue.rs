//! The queue: which items wait for those who answer, in the order they came.

use plenary_kit::app::App;
use plenary_kit::db::Db;
use plenary_kit::fault::Fault;
use plenary_kit::policy::Viewer;
use plenary_kit::words_enum;

use super::rules;
use super::store::list;
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

impl Show {
    fn states(self) -> &'static [WorkState] {
        use WorkState::{Agreed, Assigned, New, Proposed, Screened};
        match self {
            Show::Open => &[New, Screened, Assigned, Proposed, Agreed],
            Show::Screen => &[New],
            Show::Assign => &[Screened],
            Show::Draft => &[Assigned],
            Show::Agree => &[Proposed],
            Show::Publish => &[Agreed],
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
    Ok(all.into_iter().filter(|cycle| viewer.answers_for(&cycle.id)).collect())
}

/// The items that wait, in the order they came, around the item at line `at` of the ledger; from the start without one.
pub(super) fn window(
    app: &App,
    db: &Db<'_>,
    viewer: &Viewer,
    show: Show,
    at: Option<u64>,
) -> Result<Vec<Item>, Fault> {
    let at = at.map_or(-1, |seq| i64::try_from(seq).unwrap_or(i64::MAX));
    let mut items = load(app, db, viewer, numbers(db, viewer, show, at)?)?;
    let current = items.iter().filter(|item| (item.seq as i64) < at).count();
    items.drain(..current.saturating_sub(BEFORE));
    items.truncate(ROWS);
    Ok(items)
}

/// The first item that waits after line `at` of the ledger.
pub(super) fn next_after(
    app: &App,
    db: &Db<'_>,
    viewer: &Viewer,
    show: Show,
    at: u64,
) -> Result<Option<ItemNumber>, Fault> {
    let items = window(app, db, viewer, show, Some(at))?;
    Ok(items.into_iter().find(|item| item.seq > at).map(|item| item.number))
}

fn numbers(db: &Db<'_>, viewer: &Viewer, show: Show, at: i64) -> Result<Vec<ItemNumber>, Fault> {
    let mut numbers = Vec::new();
    if let (Show::Mine, Some(person)) = (show, &viewer.participant) {
        return list::assigned_to(db, person, 0, ROWS);
    }
    for cycle in cycles(db, viewer)? {
        if show == Show::Inquiry {
            numbers.extend(list::inquiries(db, &cycle.id, 0, ROWS)?);
        }
        for state in show.states() {
            numbers.extend(list::open_before(db, &cycle.id, *state, at, BEFORE)?);
            numbers.extend(list::open_after(db, &cycle.id, *state, at - 1, ROWS)?);
        }
    }
    Ok(numbers)
}

/// The items that exist for the viewer and that the viewer may answer, by their place in the ledger.
fn load(
    app: &App,
    db: &Db<'_>,
    viewer: &Viewer,
    numbers: Vec<ItemNumber>,
) -> Result<Vec<Item>, Fault> {
    let mut items = Vec::with_capacity(numbers.len());
    for number in numbers {
        items.extend(docket::item(db, number)?);
    }
    items.retain(|item| {
        item.fields_for(app, viewer).is_some() && rules::may_answer(viewer, item).is_ok()
    });
    items.sort_by_key(|item| item.seq);
    items.dedup_by_key(|item| item.number);
    Ok(items)
}
