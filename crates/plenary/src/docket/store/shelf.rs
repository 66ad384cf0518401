//! Shelves: the items of one cycle that one audience may read, and which of them are in a reader's reach.

use plenary_kit::db::{Db, Tx};
use plenary_kit::fault::Fault;
use plenary_kit::id::CycleId;
use plenary_kit::policy::{Audience, Reach};
use plenary_kit::{given, queries};

use crate::docket::rules::Item;

queries! {
    FIND = "SELECT id FROM docket_shelf WHERE cycle = ?1 AND is_list = ?2 AND audience = ?3";
    PUT_UP = "INSERT INTO docket_shelf (id, cycle, audience, is_list, changed) \
              VALUES ((SELECT COALESCE(MAX(id), 0) + 1 FROM docket_shelf), ?1, ?2, ?3, ?4)";
    CHANGE = "UPDATE docket_shelf SET changed = ?2 WHERE id = ?1";
    CHANGED = "SELECT changed FROM docket_shelf WHERE id = ?1";
    OPEN_TO_STAFF = "SELECT id, audience FROM docket_shelf WHERE cycle = ?1 AND is_list = 0 ORDER BY audience";
    ALL_OF = "SELECT id, audience FROM docket_shelf WHERE cycle = ?1 ORDER BY is_list, audience";
}

/// The shelf of what nobody but its author may read yet.
pub(in crate::docket) const NOBODYS: i64 = 0;

/// A shelf, and who may read what is on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::docket) struct Shelf {
    pub id: i64,
    pub audience: Audience,
}

/// The shelf an item stands on; it is put up when it is the first there.
pub(in crate::docket) fn of(tx: &Tx<'_>, item: &Item) -> Result<i64, Fault> {
    if !item.is_shown {
        return Ok(NOBODYS);
    }
    let (key, is_list) = (item.audience.key(), is_list(&item.audience));
    if let Some(id) = find(tx, &item.cycle, &item.audience)? {
        return Ok(id);
    }
    tx.run(PUT_UP, given![item.cycle, key, is_list, item.changed])?;
    find(tx, &item.cycle, &item.audience)?.ok_or_else(|| Fault::broken("a shelf vanished"))
}

fn find(db: &Db<'_>, cycle: &CycleId, audience: &Audience) -> Result<Option<i64>, Fault> {
    db.one(
        FIND,
        given![cycle, is_list(audience), audience.key()],
        |row| row.get(0),
    )
}

fn is_list(audience: &Audience) -> bool {
    matches!(audience, Audience::List(_))
}

/// Notes that a line of the ledger changed something on the shelf.
pub(in crate::docket) fn change(tx: &Tx<'_>, shelf: i64, seq: u64) -> Result<(), Fault> {
    tx.run(CHANGE, given![shelf, seq]).map(|_| ())
}

/// The last line of the ledger that changed something on one of the shelves.
pub(in crate::docket) fn changed(db: &Db<'_>, shelves: &[Shelf]) -> Result<i64, Fault> {
    let mut last = -1;
    for shelf in shelves {
        last = last.max(db.number(CHANGED, given![shelf.id])?);
    }
    Ok(last)
}

/// The shelves of a cycle that are in reach, in the order of their audiences.
pub(in crate::docket) fn in_reach(
    db: &Db<'_>,
    cycle: &CycleId,
    reach: &Reach,
) -> Result<Vec<Shelf>, Fault> {
    let answers = reach.answers_everywhere || reach.answers_for.contains(cycle);
    let mut shelves = match answers {
        true => rows(db, OPEN_TO_STAFF, cycle)?,
        false => Vec::new(),
    };
    for key in &reach.keys {
        let audience = Audience::from_key(key)?;
        if answers && !is_list(&audience) {
            continue;
        }
        if let Some(id) = find(db, cycle, &audience)? {
            shelves.push(Shelf { id, audience });
        }
    }
    Ok(shelves)
}

/// Every shelf of a cycle but nobody's: for what must not overlook anything, such as closing the cycle.
pub(in crate::docket) fn all_of(db: &Db<'_>, cycle: &CycleId) -> Result<Vec<Shelf>, Fault> {
    rows(db, ALL_OF, cycle)
}

fn rows(db: &Db<'_>, sql: &str, cycle: &CycleId) -> Result<Vec<Shelf>, Fault> {
    db.all(sql, given![cycle], |row| {
        Ok(Shelf {
            id: row.get(0)?,
            audience: row.get(1)?,
        })
    })
}
