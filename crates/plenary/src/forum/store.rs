//! The room's only SQL.

use plenary_kit::db::{Db, Row, Tx};
use plenary_kit::fault::Fault;
use plenary_kit::id::CycleId;
use plenary_kit::time::Instant;
use plenary_kit::{given, queries};

use super::rules::{Cycle, Forum, Group, Phase};

queries! {
    OPEN = "INSERT INTO forum (id, name, about, zone, address, opened) VALUES (1, ?1, ?2, ?3, ?4, ?5)";
    DESCRIBE = "UPDATE forum SET name = ?1, about = ?2, zone = ?3, address = ?4 WHERE id = 1";
    FORUM = "SELECT name, about, zone, address FROM forum WHERE id = 1";
    NO_GROUPS = "DELETE FROM forum_group";
    ADD_GROUP = "INSERT INTO forum_group (word, name, about, letter, place) VALUES (?1, ?2, ?3, ?4, ?5)";
    GROUPS = "SELECT word, name, about, letter FROM forum_group ORDER BY place, word";
    OPEN_CYCLE = "INSERT INTO forum_cycle (id, slug, title, about, place, opened) \
                  VALUES (?1, ?2, ?3, ?4, (SELECT COUNT(*) FROM forum_cycle), ?5)";
    DESCRIBE_CYCLE = "UPDATE forum_cycle SET title = ?2, about = ?3 WHERE id = ?1";
    CLOSE_CYCLE = "UPDATE forum_cycle SET closed = ?2 WHERE id = ?1";
    CYCLES = "SELECT id, slug, title, about, opened, closed FROM forum_cycle ORDER BY place DESC, id";
    CYCLE = "SELECT id, slug, title, about, opened, closed FROM forum_cycle WHERE id = ?1";
    CYCLE_BY_SLUG = "SELECT id, slug, title, about, opened, closed FROM forum_cycle WHERE slug = ?1";
    NO_PHASES = "DELETE FROM forum_phase WHERE cycle = ?1";
    ADD_PHASE = "INSERT INTO forum_phase (cycle, kind, opens, closes) VALUES (?1, ?2, ?3, ?4)";
    PHASES = "SELECT kind, opens, closes FROM forum_phase WHERE cycle = ?1 ORDER BY opens, closes, kind";
}

pub(super) fn open(
    tx: &Tx<'_>,
    [name, about, zone, address]: [&str; 4],
    at: Instant,
) -> Result<(), Fault> {
    tx.run(OPEN, given![name, about, zone, address, at])
        .map(|_| ())
}

pub(super) fn describe(tx: &Tx<'_>, [name, about, zone, address]: [&str; 4]) -> Result<(), Fault> {
    tx.run(DESCRIBE, given![name, about, zone, address])
        .map(|_| ())
}

pub(super) fn set_groups(tx: &Tx<'_>, groups: &[Group]) -> Result<(), Fault> {
    tx.run(NO_GROUPS, given![])?;
    for (place, group) in groups.iter().enumerate() {
        tx.run(
            ADD_GROUP,
            given![group.word, group.name, group.about, group.letter, place],
        )?;
    }
    Ok(())
}

pub(super) fn open_cycle(
    tx: &Tx<'_>,
    id: &CycleId,
    [slug, title, about]: [&str; 3],
    at: Instant,
) -> Result<(), Fault> {
    tx.run(OPEN_CYCLE, given![id, slug, title, about, at])
        .map(|_| ())
}

pub(super) fn describe_cycle(
    tx: &Tx<'_>,
    id: &CycleId,
    title: &str,
    about: &str,
) -> Result<(), Fault> {
    tx.run(DESCRIBE_CYCLE, given![id, title, about]).map(|_| ())
}

pub(super) fn close_cycle(tx: &Tx<'_>, id: &CycleId, at: Instant) -> Result<(), Fault> {
    tx.run(CLOSE_CYCLE, given![id, at]).map(|_| ())
}

pub(super) fn set_phases(tx: &Tx<'_>, cycle: &CycleId, phases: &[Phase]) -> Result<(), Fault> {
    tx.run(NO_PHASES, given![cycle])?;
    for phase in phases {
        tx.run(
            ADD_PHASE,
            given![cycle, phase.kind, phase.opens, phase.closes],
        )?;
    }
    Ok(())
}

/// The forum, once it is opened.
pub fn forum(db: &Db<'_>) -> Result<Option<Forum>, Fault> {
    db.one(FORUM, given![], |row| {
        Ok(Forum {
            name: row.get(0)?,
            about: row.get(1)?,
            zone: row.get(2)?,
            address: row.get(3)?,
        })
    })
}

/// The stakeholder groups in their order.
pub fn groups(db: &Db<'_>) -> Result<Vec<Group>, Fault> {
    db.all(GROUPS, given![], |row| {
        Ok(Group {
            word: row.get(0)?,
            name: row.get(1)?,
            about: row.get(2)?,
            letter: row.get(3)?,
        })
    })
}

/// All cycles, the newest first, with their phases.
pub fn cycles(db: &Db<'_>) -> Result<Vec<Cycle>, Fault> {
    db.all(CYCLES, given![], cycle_row)?
        .into_iter()
        .map(|cycle| with_phases(db, cycle))
        .collect()
}

/// The cycle people are working in: the newest that is not closed, else the newest.
pub fn current_cycle(db: &Db<'_>) -> Result<Option<Cycle>, Fault> {
    let mut cycles = cycles(db)?;
    let at = cycles.iter().position(Cycle::is_alive).unwrap_or(0);
    Ok((at < cycles.len()).then(|| cycles.swap_remove(at)))
}

/// One cycle by its id.
pub fn cycle(db: &Db<'_>, id: &CycleId) -> Result<Option<Cycle>, Fault> {
    db.one(CYCLE, given![id], cycle_row)?
        .map(|cycle| with_phases(db, cycle))
        .transpose()
}

/// One cycle by its word in addresses.
pub fn cycle_by_slug(db: &Db<'_>, slug: &str) -> Result<Option<Cycle>, Fault> {
    db.one(CYCLE_BY_SLUG, given![slug], cycle_row)?
        .map(|cycle| with_phases(db, cycle))
        .transpose()
}

fn cycle_row(row: &Row<'_>) -> Result<Cycle, Fault> {
    Ok(Cycle {
        id: row.get(0)?,
        slug: row.get(1)?,
        title: row.get(2)?,
        about: row.get(3)?,
        opened: row.get(4)?,
        closed: row.get(5)?,
        phases: Vec::new(),
    })
}

fn with_phases(db: &Db<'_>, mut cycle: Cycle) -> Result<Cycle, Fault> {
    cycle.phases = db.all(PHASES, given![cycle.id], |row| {
        Ok(Phase {
            kind: row.get(0)?,
            opens: row.get(1)?,
            closes: row.get(2)?,
        })
    })?;
    Ok(cycle)
}
