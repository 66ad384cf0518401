//! `act`: the one way to change anything - load, decide, record, apply, in one transaction.

use sha2::{Digest, Sha256};

use crate::app::App;
use crate::db::{Db, Tx};
use crate::event::{self, Event, Meta};
use crate::fault::{Fault, Stop};
use crate::id::ParticipantId;
use crate::time::Instant;
use crate::{given, queries};

queries! {
    SEEN = "SELECT seq FROM live_once WHERE id = ?1";
    REMEMBER = "INSERT INTO live_once (id, seq, at) VALUES (?1, ?2, ?3)";
    FORGET = "DELETE FROM live_once WHERE at < ?1";
}

/// How long a key is remembered: a form left open over a month's holiday still files its item once.
pub const KEY_LIFE_MS: i64 = 40 * crate::time::DAY_MS;

/// An idempotency key as a form or an API call carries it, bound to who sent it and to which door.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Once(String);

impl Once {
    /// The key `key` of `by` at `door` (the route's path).
    pub fn new(by: Option<&ParticipantId>, door: &str, key: &str) -> Once {
        let by = by.map_or("", ParticipantId::as_str);
        let digest = Sha256::digest(format!("{by}\n{door}\n{key}").as_bytes());
        Once(digest.iter().map(|byte| format!("{byte:02x}")).collect())
    }
}

/// What came of an act.
#[derive(Debug)]
pub struct Done<E> {
    /// What happened.
    pub event: E,
    /// Its line, time and hand.
    pub meta: Meta,
    /// Whether it had happened before under the same key: then nothing was done this time.
    pub is_repeat: bool,
}

impl App {
    /// Decides and records one event; answers once it is durable.
    ///
    /// `decide` sees the tables as they are and gives the event or the refusal. With a key, the same key twice gives the
    /// first event again.
    pub async fn act<E: Event>(
        &self,
        by: Option<&ParticipantId>,
        once: Option<Once>,
        decide: impl FnOnce(&Db<'_>, Instant) -> Result<E, Stop> + Send + 'static,
    ) -> Result<Done<E>, Stop> {
        let clock = self.settings().clock.clone();
        let by = by.cloned();
        self.writer()
            .run(move |tx| decide_and_record(tx, by, once, clock.now(), decide))
            .await
    }

    /// Forgets keys that have grown old.
    pub async fn forget_old_keys(&self) -> Result<(), Fault> {
        let before = self.now().plus_ms(-KEY_LIFE_MS);
        self.tend(move |tx| tx.run(FORGET, given![before]).map(|_| ()))
            .await
    }
}

fn decide_and_record<E: Event>(
    tx: &Tx<'_>,
    by: Option<ParticipantId>,
    once: Option<Once>,
    now: Instant,
    decide: impl FnOnce(&Db<'_>, Instant) -> Result<E, Stop>,
) -> Result<Done<E>, Stop> {
    if let Some(once) = &once
        && let Some(done) = earlier(tx, once)?
    {
        return Ok(done);
    }
    let event = decide(tx, now)?;
    let meta = event::record(tx, &event, by, now)?;
    if let Some(Once(id)) = once {
        tx.run(REMEMBER, given![id, meta.seq, now])?;
    }
    Ok(Done {
        event,
        meta,
        is_repeat: false,
    })
}

fn earlier<E: Event>(tx: &Tx<'_>, Once(id): &Once) -> Result<Option<Done<E>>, Fault> {
    let Some(seq) = tx.one(SEEN, given![id], |row| row.get::<u64>(0))? else {
        return Ok(None);
    };
    let Some(entry) = event::entry(tx, seq)? else {
        return Ok(None);
    };
    Ok(entry.event()?.map(|event| Done {
        event,
        meta: entry.meta,
        is_repeat: true,
    }))
}
