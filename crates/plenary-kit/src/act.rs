//! `act`: the one way to change anything - load, decide, record, apply, in one transaction.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};

use crate::app::App;
use crate::db::{Db, Tx};
use crate::event::{self, Event, Meta};
use crate::fault::{Fault, Stop};
use crate::id::ParticipantId;
use crate::time::Instant;
use crate::writer::Decided;
use crate::{given, queries, random};

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
        // Keys of our forms begin with the time they were made at: with it in front, the ids of a busy hour stand
        // together, and remembering one does not touch a page of its own.
        Once(format!(
            "{}-{}",
            random::time_of(key),
            URL_SAFE_NO_PAD.encode(&digest[..16])
        ))
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
        let decide = move |db: &Db<'_>| decide_once(db, by, once, clock.now(), decide);
        Ok(self.writer().act(decide).await??)
    }

    /// As [`App::act`], with further events in the same transaction: either all of them happened or none.
    ///
    /// For what comes in one piece and is many things, such as a file with a text and comments. `along` sees the tables
    /// after the first event; it is not asked again for a repeated key.
    pub async fn act_along<E: Event>(
        &self,
        by: Option<&ParticipantId>,
        once: Option<Once>,
        decide: impl FnOnce(&Db<'_>, Instant) -> Result<E, Stop> + Send + 'static,
        along: impl FnOnce(&Along<'_>, &E) -> Result<(), Stop> + Send + 'static,
    ) -> Result<Done<E>, Stop> {
        let clock = self.settings().clock.clone();
        let by = by.cloned();
        self.writer()
            .run(move |tx| {
                let now = clock.now();
                let mut decision = decide_once(tx, by.clone(), once, now, decide)?;
                decision.write(tx)?;
                let done = decision.done()?;
                if !done.is_repeat {
                    along(&Along { tx, by, now }, &done.event)?;
                }
                Ok(done)
            })
            .await
    }

    /// Forgets keys that have grown old.
    pub async fn forget_old_keys(&self) -> Result<(), Fault> {
        let before = self.now().plus_ms(-KEY_LIFE_MS);
        self.tend(move |tx| tx.run(FORGET, given![before]).map(|_| ()))
            .await
    }
}

/// The transaction of an act that others go along with.
pub struct Along<'a> {
    tx: &'a Tx<'a>,
    by: Option<ParticipantId>,
    /// When it happens.
    pub now: Instant,
}

impl Along<'_> {
    /// The tables as they are now.
    pub fn db(&self) -> &Db<'_> {
        self.tx
    }

    /// Records one more event by the same hand.
    pub fn record<E: Event>(&self, event: &E) -> Result<(), Fault> {
        event::record(self.tx, event, self.by.clone(), self.now).map(|_| ())
    }
}

/// What came of deciding: an event to be recorded, or that the key had been used before.
enum Decision<E> {
    Earlier(Done<E>),
    New {
        event: E,
        by: Option<ParticipantId>,
        at: Instant,
        once: Option<Once>,
        meta: Option<Meta>,
    },
}

fn decide_once<E: Event>(
    db: &Db<'_>,
    by: Option<ParticipantId>,
    once: Option<Once>,
    now: Instant,
    decide: impl FnOnce(&Db<'_>, Instant) -> Result<E, Stop>,
) -> Result<Decision<E>, Stop> {
    if let Some(once) = &once
        && let Some(done) = earlier(db, once)?
    {
        return Ok(Decision::Earlier(done));
    }
    Ok(Decision::New {
        event: decide(db, now)?,
        by,
        at: now,
        once,
        meta: None,
    })
}

impl<E: Event> Decided for Decision<E> {
    type Done = Result<Done<E>, Fault>;

    fn write(&mut self, tx: &Tx<'_>) -> Result<(), Fault> {
        let Decision::New {
            event,
            by,
            at,
            once,
            meta,
        } = self
        else {
            return Ok(());
        };
        let recorded = event::record(tx, event, by.clone(), *at)?;
        if let Some(Once(id)) = once {
            tx.run(REMEMBER, given![*id, recorded.seq, *at])?;
        }
        *meta = Some(recorded);
        Ok(())
    }

    fn done(self) -> Self::Done {
        match self {
            Decision::Earlier(done) => Ok(done),
            Decision::New { event, meta, .. } => Ok(Done {
                event,
                meta: meta.ok_or_else(|| Fault::broken("an act was answered unwritten"))?,
                is_repeat: false,
            }),
        }
    }
}

fn earlier<E: Event>(db: &Db<'_>, Once(id): &Once) -> Result<Option<Done<E>>, Fault> {
    let Some(seq) = db.one(SEEN, given![id], |row| row.get::<u64>(0))? else {
        return Ok(None);
    };
    let Some(entry) = event::entry(db, seq)? else {
        return Ok(None);
    };
    Ok(entry.event()?.map(|event| Done {
        event,
        meta: entry.meta,
        is_repeat: true,
    }))
}
