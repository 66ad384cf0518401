//! The counts that the head of the docket shows, kept item by item as items come, move and are answered.
//!
//! Every count is kept apart by audience, so that a head adds up exactly what its reader may see and nothing else.

use plenary_kit::db::Tx;
use plenary_kit::fault::Fault;
use plenary_kit::policy::Attribution;
use plenary_kit::time::{HOUR_MS, Instant};

use super::rules::Item;
use super::tally_store as store;

/// Counts an item in, as it stands now.
pub(super) fn enter(tx: &Tx<'_>, item: &Item) -> Result<(), Fault> {
    count(tx, item, 1)
}

/// Counts an item out, as it stood.
pub(super) fn leave(tx: &Tx<'_>, item: &Item) -> Result<(), Fault> {
    count(tx, item, -1)
}

fn count(tx: &Tx<'_>, item: &Item, by: i64) -> Result<(), Fault> {
    if !item.is_shown {
        return Ok(());
    }
    store::add_item(tx, item, counted_group(item), by)?;
    match item.standing.answered {
        None => store::add_open(tx, item, hour_of(item.filed), by),
        Some(at) => store::add_wait(tx, item, hours_between(item.filed, at), by),
    }
}

/// The group an item is counted under: none for an anonymous one, or the count would tell it.
fn counted_group(item: &Item) -> &str {
    match item.attribution {
        Attribution::Anonymous => "",
        _ => item.group.as_deref().unwrap_or(""),
    }
}

/// Whole hours since 1970-01-01.
pub(super) fn hour_of(at: Instant) -> i64 {
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
