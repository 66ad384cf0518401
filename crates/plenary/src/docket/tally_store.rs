//! The SQL of the counts.

use plenary_kit::db::Tx;
use plenary_kit::fault::Fault;
use plenary_kit::{given, queries};

use super::rules::Item;

queries! {
    ADD_ITEM = "INSERT INTO docket_tally (cycle, audience, grp, kind, state, turn, items) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) \
                ON CONFLICT (cycle, audience, grp, kind, state, turn) DO UPDATE SET items = docket_tally.items + excluded.items";
    ADD_OPEN = "INSERT INTO docket_open (cycle, audience, hour, items) VALUES (?1, ?2, ?3, ?4) \
                ON CONFLICT (cycle, audience, hour) DO UPDATE SET items = docket_open.items + excluded.items";
    ADD_WAIT = "INSERT INTO docket_wait (cycle, audience, hours, items) VALUES (?1, ?2, ?3, ?4) \
                ON CONFLICT (cycle, audience, hours) DO UPDATE SET items = docket_wait.items + excluded.items";
}

pub(super) fn add_item(tx: &Tx<'_>, item: &Item, group: &str, by: i64) -> Result<(), Fault> {
    let standing = &item.standing;
    let audience = item.audience.key();
    tx.run(
        ADD_ITEM,
        given![
            item.cycle,
            audience,
            group,
            item.kind,
            standing.state,
            standing.turn,
            by
        ],
    )
    .map(|_| ())
}

pub(super) fn add_open(tx: &Tx<'_>, item: &Item, hour: i64, by: i64) -> Result<(), Fault> {
    tx.run(ADD_OPEN, given![item.cycle, item.audience.key(), hour, by])
        .map(|_| ())
}

pub(super) fn add_wait(tx: &Tx<'_>, item: &Item, hours: i64, by: i64) -> Result<(), Fault> {
    tx.run(ADD_WAIT, given![item.cycle, item.audience.key(), hours, by])
        .map(|_| ())
}
