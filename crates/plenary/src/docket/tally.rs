//! The counts that the head of the docket shows, kept item by item as items come, move and are answered.
//!
//! Every count is kept apart by audience, so that a head adds up exactly what its reader may see and nothing else.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

use plenary_kit::app::App;
use plenary_kit::db::{Db, Tx};
use plenary_kit::fault::Fault;
use plenary_kit::id::CycleId;
use plenary_kit::policy::{Attribution, Reach};
use plenary_kit::time::{DAY_MS, HOUR_MS, Instant};

use super::rules::{Item, Kind};
use super::standing::{Turn, WorkState};
use super::store::counts;
use super::store::shelf::{self, Shelf};

/// Counts an item in, as it stands now.
pub(super) fn enter(tx: &Tx<'_>, shelf: i64, item: &Item) -> Result<(), Fault> {
    count(tx, shelf, item, 1)
}

/// Counts an item out, as it stood.
pub(super) fn leave(tx: &Tx<'_>, shelf: i64, item: &Item) -> Result<(), Fault> {
    count(tx, shelf, item, -1)
}

/// Counts what never changes of an item: its day, language, door and mark.
pub(super) fn enter_for_good(tx: &Tx<'_>, shelf: i64, item: &Item) -> Result<(), Fault> {
    match shelf == shelf::NOBODYS {
        true => Ok(()),
        false => {
            counts::add_flow(tx, shelf, item.filed.0.div_euclid(DAY_MS), [1, 0])?;
            counts::add_traits(tx, shelf, item)
        }
    }
}

fn count(tx: &Tx<'_>, shelf: i64, item: &Item, by: i64) -> Result<(), Fault> {
    if shelf == shelf::NOBODYS {
        return Ok(());
    }
    counts::add_item(tx, shelf, item, shown_group(item), by)?;
    match item.standing.answered {
        None => counts::add_open(tx, shelf, hour_of(item.filed), by),
        Some(at) => {
            counts::add_flow(tx, shelf, at.0.div_euclid(DAY_MS), [0, by])?;
            counts::add_wait(tx, shelf, hours_between(item.filed, at), by)
        }
    }
}

/// The group an item is counted and listed under: none for an anonymous one, or the count would tell it.
pub(super) fn shown_group(item: &Item) -> &str {
    match item.attribution {
        Attribution::Anonymous => "",
        _ => item.group.as_deref().unwrap_or(""),
    }
}

/// Whole hours since 1970-01-01.
fn hour_of(at: Instant) -> i64 {
    at.0.div_euclid(HOUR_MS)
}

fn hours_between(filed: Instant, answered: Instant) -> i64 {
    answered.ms_since(filed).max(0) / HOUR_MS
}

/// A number of items that waited so many hours.
pub type Waited = (i64, i64);

/// Median, 90th percentile and longest wait in hours, open items counted with the time they have waited so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Waits {
    /// Half of the items waited no longer than this.
    pub median_hours: i64,
    /// Nine of ten waited no longer than this.
    pub ninetieth_hours: i64,
    /// The longest wait.
    pub longest_hours: i64,
}

/// What the head of the docket says: sums over the audiences in reach, and nothing of the others.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Head {
    /// How many items came.
    pub items: i64,
    /// How many of them have their published answer.
    pub answered: i64,
    /// Items by stakeholder group; "" for those that show none.
    pub by_group: BTreeMap<String, i64>,
    /// Items by kind.
    pub by_kind: BTreeMap<Kind, i64>,
    /// Items by work state.
    pub by_state: BTreeMap<WorkState, i64>,
    /// Items by whose move it is.
    pub by_turn: BTreeMap<Turn, i64>,
    /// Items by trait and its word: `lang`, `door`, `mark`.
    pub by_trait: BTreeMap<(String, String), i64>,
    /// How long answers took and are taking; nothing without items.
    pub waits: Option<Waits>,
    /// How many items wait for an answer that is overdue, counted up to [`OVERDUE_COUNTED`].
    pub overdue: i64,
}

/// Overdue items are counted one by one, so not further than this.
pub const OVERDUE_COUNTED: i64 = 1_000;

/// The heads that were counted last, each with the position of its shelves: nothing in them is lost with the program.
#[derive(Default)]
struct Heads(Mutex<HashMap<Vec<i64>, Counted>>);

struct Counted {
    changed: i64,
    minute: i64,
    head: Arc<Head>,
}

/// The most readers' parts whose heads are kept.
const HEADS_KEPT: usize = 256;
/// How long a head is right that no act changed: what is overdue comes by the clock.
const HEAD_MS: i64 = 60_000;

/// As [`head`], counted anew when an act changed one of the shelves, and once a minute.
pub fn kept_head(
    app: &App,
    db: &Db<'_>,
    reach: &Reach,
    cycle: &CycleId,
    now: Instant,
) -> Result<Arc<Head>, Fault> {
    let shelves = shelf::in_reach(db, cycle, reach)?;
    let changed = shelf::changed(db, &shelves)?;
    let minute = now.0.div_euclid(HEAD_MS);
    let key: Vec<i64> = shelves.iter().map(|shelf| shelf.id).collect();
    let heads = app.part::<Heads>();
    let kept = |heads: &HashMap<Vec<i64>, Counted>| {
        let counted = heads.get(&key)?;
        (counted.changed == changed && counted.minute == minute).then(|| counted.head.clone())
    };
    if let Some(head) = kept(&heads.0.lock().unwrap_or_else(PoisonError::into_inner)) {
        return Ok(head);
    }
    let head = Arc::new(of_shelves(db, &shelves, now)?);
    let mut heads = heads.0.lock().unwrap_or_else(PoisonError::into_inner);
    if heads.len() >= HEADS_KEPT {
        heads.clear();
    }
    let counted = Counted {
        changed,
        minute,
        head: head.clone(),
    };
    heads.insert(key, counted);
    Ok(head)
}

/// What the reader may know of a cycle's docket as a whole; costs the same however long it is.
pub fn head(db: &Db<'_>, reach: &Reach, cycle: &CycleId, now: Instant) -> Result<Head, Fault> {
    of_shelves(db, &shelf::in_reach(db, cycle, reach)?, now)
}

fn of_shelves(db: &Db<'_>, shelves: &[Shelf], now: Instant) -> Result<Head, Fault> {
    let mut head = Head::default();
    let mut waited = Vec::new();
    for shelf in shelves {
        add_shelf(db, shelf.id, &mut head)?;
        waited.extend(counts::waits(db, shelf.id)?);
        let open = counts::open(db, shelf.id)?;
        let hour = hour_of(now);
        waited.extend(
            open.iter()
                .map(|(filed, items)| ((hour - filed).max(0), *items)),
        );
        let left = OVERDUE_COUNTED - head.overdue;
        head.overdue += counts::overdue(db, shelf.id, now, left)?;
    }
    head.waits = waits(waited);
    Ok(head)
}

fn add_shelf(db: &Db<'_>, shelf: i64, head: &mut Head) -> Result<(), Fault> {
    for count in counts::counts(db, shelf)? {
        head.items += count.items;
        if count.state == WorkState::Published {
            head.answered += count.items;
        }
        *head.by_group.entry(count.group).or_default() += count.items;
        *head.by_kind.entry(count.kind).or_default() += count.items;
        *head.by_state.entry(count.state).or_default() += count.items;
        *head.by_turn.entry(count.turn).or_default() += count.items;
    }
    for (name, word, items) in counts::traits(db, shelf)? {
        *head.by_trait.entry((name.to_owned(), word)).or_default() += items;
    }
    Ok(())
}

/// What came and what was answered, day by day (since 1970, UTC), as far as the reader may know; days without either are
/// left out.
pub fn flow(db: &Db<'_>, reach: &Reach, cycle: &CycleId) -> Result<Vec<(i64, [i64; 2])>, Fault> {
    let mut days: BTreeMap<i64, [i64; 2]> = BTreeMap::new();
    for shelf in shelf::in_reach(db, cycle, reach)? {
        for (day, [came, answered]) in counts::flow(db, shelf.id)? {
            let sum = days.entry(day).or_default();
            *sum = [sum[0] + came, sum[1] + answered];
        }
    }
    Ok(days.into_iter().collect())
}

/// How many shown items of a cycle have no published answer, whoever may read them: what keeps a cycle from closing.
pub fn open_items(db: &Db<'_>, cycle: &CycleId) -> Result<i64, Fault> {
    let shelves = shelf::all_of(db, cycle)?;
    shelves
        .iter()
        .map(|shelf| counts::open_items(db, shelf.id))
        .sum()
}

/// The percentiles by the nearest-rank method over counted waits, in any order; nothing for no items.
pub fn waits(mut counted: Vec<Waited>) -> Option<Waits> {
    counted.retain(|(_, items)| *items > 0);
    counted.sort_unstable();
    let all: i64 = counted.iter().map(|(_, items)| items).sum();
    let longest_hours = counted.last()?.0;
    Some(Waits {
        median_hours: at_rank(&counted, (all + 1) / 2),
        ninetieth_hours: at_rank(&counted, (all * 9 + 9) / 10),
        longest_hours,
    })
}

fn at_rank(counted: &[Waited], rank: i64) -> i64 {
    let mut seen = 0;
    let reached = counted.iter().find(|(_, items)| {
        seen += items;
        seen >= rank
    });
    reached.map_or(0, |(hours, _)| *hours)
}
