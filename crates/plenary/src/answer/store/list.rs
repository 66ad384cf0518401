//! Lists of answers: what is out, newest first, and what waits, each read from an index that ends where the page begins.

use plenary_kit::db::{Db, Param, Row, Value};
use plenary_kit::fault::Fault;
use plenary_kit::id::{CycleId, ParticipantId};
use plenary_kit::policy::Reach;
use plenary_kit::{given, queries};

use crate::answer::rules::Disposition;
use crate::answer::store::OBJECTS;
use crate::docket::{ItemNumber, store::list as docket};

queries! {
    OF_AUDIENCE = "SELECT published_seq, number FROM answer WHERE audience = ?1 \
                   AND (published_seq, number) < (?2, ?3) ORDER BY published_seq DESC, number DESC LIMIT ?4";
    OF_AUDIENCE_AS = "SELECT published_seq, number FROM answer WHERE audience = ?1 AND disposition = ?5 \
                      AND (published_seq, number) < (?2, ?3) ORDER BY published_seq DESC, number DESC LIMIT ?4";
    OF_CYCLE = "SELECT published_seq, number FROM answer WHERE cycle = ?1 AND is_list = 0 \
                AND (published_seq, number) < (?2, ?3) ORDER BY published_seq DESC, number DESC LIMIT ?4";
    OF_CYCLE_AS = "SELECT published_seq, number FROM answer WHERE cycle = ?1 AND is_list = 0 AND disposition = ?5 \
                   AND (published_seq, number) < (?2, ?3) ORDER BY published_seq DESC, number DESC LIMIT ?4";
    OF_ALL = "SELECT published_seq, number FROM answer WHERE is_list = ?1 \
              AND (published_seq, number) < (?2, ?3) ORDER BY published_seq DESC, number DESC LIMIT ?4";
    OF_ALL_AS = "SELECT published_seq, number FROM answer WHERE is_list = ?1 AND disposition = ?5 \
                 AND (published_seq, number) < (?2, ?3) ORDER BY published_seq DESC, number DESC LIMIT ?4";
    ASSIGNED_TO = "SELECT number FROM answer WHERE assigned_to = ?1 AND published_seq IS NULL AND number > ?2 ORDER BY number LIMIT ?3";
    INQUIRIES = "SELECT number FROM answer WHERE cycle = ?1 AND reply = ?2 AND inquiry_answered IS NULL AND number > ?3 \
                 ORDER BY number LIMIT ?4";
    FATES = "SELECT i.shown_grp, a.disposition, COUNT(*) FROM docket_item i LEFT JOIN answer a ON a.number = i.number \
             WHERE i.shelf = ?1 GROUP BY i.shown_grp, a.disposition ORDER BY i.shown_grp, a.disposition";
    POINTING_AT = "SELECT a.number FROM answer_draft d JOIN answer a ON a.draft = d.seq AND a.number = d.number \
                   WHERE d.target_item = ?1 AND a.published_seq IS NOT NULL AND a.number > ?2 ORDER BY a.number LIMIT ?3";
}

/// Where an answer stands among the published ones: the ledger's line, and the item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spot {
    /// The line that published it.
    pub seq: u64,
    /// The item.
    pub number: ItemNumber,
}

/// The word of a stakeholder group or "", a published disposition or none, and how many items have both.
pub type Fate = (String, Option<Disposition>, i64);

/// What became of the items of a cycle by group, as far as the reader may know: every item in reach is read, so the
/// caller asks first how many there are.
pub fn fates(db: &Db<'_>, reach: &Reach, cycle: &CycleId) -> Result<Vec<Fate>, Fault> {
    let mut all = Vec::new();
    for shelf in docket::shelves(db, reach, cycle)? {
        all.extend(db.all(FATES, given![shelf], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        })?);
    }
    Ok(all)
}

/// Published answers in reach after a spot, newest first; the caller still asks the policy for each.
pub fn published(
    db: &Db<'_>,
    reach: &Reach,
    disposition: Option<Disposition>,
    after: Option<Spot>,
    limit: usize,
) -> Result<Vec<Spot>, Fault> {
    let ask = Ask {
        disposition,
        seq: after.map_or(i64::MAX as u64, |spot| spot.seq),
        number: match after.as_ref().map(|spot| spot.number.value()) {
            Some(Value::Int(number)) => number,
            _ => i64::MAX,
        },
        limit,
    };
    let mut spots = Vec::new();
    for key in &reach.keys {
        spots.extend(ask.read(db, [OF_AUDIENCE, OF_AUDIENCE_AS], Value::Text(key))?);
    }
    if reach.answers_everywhere {
        spots.extend(ask.read(db, [OF_ALL, OF_ALL_AS], Value::Int(0))?);
    } else {
        for cycle in &reach.answers_for {
            spots.extend(ask.read(db, [OF_CYCLE, OF_CYCLE_AS], Value::Text(cycle.as_str()))?);
        }
    }
    spots.sort_by(|a, b| b.cmp(a));
    spots.dedup();
    spots.truncate(limit);
    Ok(spots)
}

struct Ask {
    disposition: Option<Disposition>,
    seq: u64,
    number: i64,
    limit: usize,
}

impl Ask {
    fn read(
        &self,
        db: &Db<'_>,
        [any, one]: [&str; 2],
        lane: Value<'_>,
    ) -> Result<Vec<Spot>, Fault> {
        let mut values = vec![lane];
        values.extend_from_slice(given![self.seq, self.number, self.limit]);
        match self.disposition {
            None => db.all(any, &values, spot_row),
            Some(disposition) => {
                values.extend_from_slice(given![disposition]);
                db.all(one, &values, spot_row)
            }
        }
    }
}

fn spot_row(row: &Row<'_>) -> Result<Spot, Fault> {
    Ok(Spot {
        seq: row.get(0)?,
        number: row.get(1)?,
    })
}

/// Items without a published answer that a person drafts, by number.
pub fn assigned_to(
    db: &Db<'_>,
    person: &ParticipantId,
    after: i64,
    limit: usize,
) -> Result<Vec<ItemNumber>, Fault> {
    db.all(ASSIGNED_TO, given![person, after, limit], |row| row.get(0))
}

/// Items of a cycle whose author objected and has no answer to that yet, whoever may see them.
pub fn inquiries(
    db: &Db<'_>,
    cycle: &CycleId,
    after: i64,
    limit: usize,
) -> Result<Vec<ItemNumber>, Fault> {
    db.all(INQUIRIES, given![cycle, OBJECTS, after, limit], |row| {
        row.get(0)
    })
}

/// Items whose published answer points at an item, whoever may see them.
pub fn pointing_at(
    db: &Db<'_>,
    number: ItemNumber,
    limit: usize,
) -> Result<Vec<ItemNumber>, Fault> {
    db.all(POINTING_AT, given![number, 0_i64, limit], |row| row.get(0))
}
