//! Events: what happened, written as one line of the ledger and applied to the tables in the same transaction.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::db::{Db, Tx};
use crate::fault::Fault;
use crate::id::ParticipantId;
use crate::time::Instant;
use crate::{given, queries, words};

queries! {
    NEXT_SEQ = "SELECT CAST(COALESCE(MAX(seq) + 1, 0) AS BIGINT) FROM ledger";
    WRITE_LINE = "INSERT INTO ledger (seq, line) VALUES (?1, ?2)";
    LINES_FROM = "SELECT seq, line FROM ledger WHERE seq >= ?1 ORDER BY seq LIMIT ?2";
    LINE_AT = "SELECT seq, line FROM ledger WHERE seq = ?1";
}

/// When an event happened, by whose hand, and which line of the ledger it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meta {
    /// The line's number, from 0: its index in the ledger's tree.
    pub seq: u64,
    /// When it happened.
    pub at: Instant,
    /// Who did it; nobody for what guests and the program itself do.
    pub by: Option<ParticipantId>,
}

/// Something that happened in a room.
pub trait Event: Serialize + DeserializeOwned + Send + 'static {
    /// The room's name as it stands in the line.
    const ROOM: &'static str;

    /// Changes the tables. No clock, no chance, no question to anything but the tables and the event.
    fn apply(&self, tx: &Tx<'_>, meta: &Meta) -> Result<(), Fault>;
}

/// A line's shape: the format of `plenary-ledger`, with the event's own bytes kept as they stand.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct InLine {
    seq: u64,
    at: i64,
    by: Option<ParticipantId>,
    room: String,
    event: Box<RawValue>,
}

/// The room of a line that is withheld here: no room of a forum bears it.
const WITHHELD: &str = "";

/// One line read back from the ledger; of a withheld one, which an import brought, nothing but its hash.
#[derive(Clone, Debug)]
pub struct Entry {
    /// When, who, which line.
    pub meta: Meta,
    /// The room it belongs to.
    pub room: String,
    /// The line's exact bytes.
    pub line: String,
    event: Box<RawValue>,
}

impl Entry {
    /// Reads the row that stands at `seq`.
    pub fn read(seq: u64, line: String) -> Result<Entry, Fault> {
        match plenary_ledger::Entry::read(&line).map_err(Fault::broken)? {
            plenary_ledger::Entry::Line(_) => Entry::shown(line),
            plenary_ledger::Entry::Withheld(_) => Ok(Entry {
                meta: Meta {
                    seq,
                    at: Instant(0),
                    by: None,
                },
                room: WITHHELD.to_owned(),
                event: serde_json::value::to_raw_value(&())?,
                line,
            }),
        }
    }

    fn shown(line: String) -> Result<Entry, Fault> {
        let InLine {
            seq,
            at,
            by,
            room,
            event,
        } = serde_json::from_str(&line)?;
        Ok(Entry {
            meta: Meta {
                seq,
                at: Instant(at),
                by,
            },
            room,
            line,
            event,
        })
    }

    /// Whether only its hash is here: the line of a cycle that stayed in the forum this one was imported from.
    pub fn is_withheld(&self) -> bool {
        self.room == WITHHELD
    }

    /// Its leaf in the ledger's tree.
    pub fn leaf(&self) -> plenary_ledger::Hash {
        match plenary_ledger::Entry::read(&self.line) {
            Ok(plenary_ledger::Entry::Withheld(hash)) => hash,
            _ => plenary_ledger::leaf_hash(self.line.as_bytes()),
        }
    }

    /// The event's own JSON, for who must look into events of any room.
    pub fn event_json(&self) -> &str {
        self.event.get()
    }

    /// The event, if it is one of room `E::ROOM`.
    pub fn event<E: Event>(&self) -> Result<Option<E>, Fault> {
        if self.room != E::ROOM {
            return Ok(None);
        }
        words::counted(|| serde_json::from_str(self.event.get()))
            .map(Some)
            .map_err(|error| {
                Fault::broken(format!(
                    "line {} of the ledger cannot be read as {}: {error}",
                    self.meta.seq,
                    E::ROOM
                ))
            })
    }

    /// Applies the event if it is one of room `E::ROOM`; says whether it was.
    pub fn replay<E: Event>(&self, tx: &Tx<'_>) -> Result<bool, Fault> {
        match self.event::<E>()? {
            Some(event) => event.apply(tx, &self.meta).map(|()| true),
            None => Ok(false),
        }
    }
}

/// Writes the event's line and words and applies it: the only way tables change.
pub(crate) fn record<E: Event>(
    tx: &Tx<'_>,
    event: &E,
    by: Option<ParticipantId>,
    at: Instant,
) -> Result<Meta, Fault> {
    let seq = u64::try_from(tx.number(NEXT_SEQ, given![])?).map_err(Fault::broken)?;
    let event_text = words::counted(|| serde_json::value::to_raw_value(event))?;
    let line = InLine {
        seq,
        at: at.0,
        by: by.clone(),
        room: E::ROOM.to_owned(),
        event: event_text,
    };
    tx.run(WRITE_LINE, given![seq, serde_json::to_string(&line)?])?;
    let meta = Meta { seq, at, by };
    words::keep(tx, seq)?;
    event.apply(tx, &meta)?;
    Ok(meta)
}

/// Up to `limit` lines of the ledger from line `from` on.
pub fn entries(db: &Db<'_>, from: u64, limit: usize) -> Result<Vec<Entry>, Fault> {
    db.all(LINES_FROM, given![from, limit], |row| {
        Entry::read(row.get(0)?, row.get(1)?)
    })
}

/// One line of the ledger.
pub fn entry(db: &Db<'_>, seq: u64) -> Result<Option<Entry>, Fault> {
    db.one(LINE_AT, given![seq], |row| {
        Entry::read(row.get(0)?, row.get(1)?)
    })
}

/// How many lines the ledger has.
pub fn length(db: &Db<'_>) -> Result<u64, Fault> {
    u64::try_from(db.number(NEXT_SEQ, given![])?).map_err(Fault::broken)
}
