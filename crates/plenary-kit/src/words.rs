//! Words: what people wrote, kept beside the ledger so that they can be erased and the ledger cannot.
//!
//! In a line, words are `{"seal": "..."}`: a salted commitment. In the `words` table they stand in full under a key made
//! of the line's number and their place in it, so that the same line always gives the same keys.

use std::cell::{Cell, RefCell};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use plenary_ledger::{Salt, Seal};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::db::{Column, Param, Stored, Tx, Value};
use crate::event::Meta;
use crate::fault::Fault;
use crate::{given, queries, random};

queries! {
    KEEP = "INSERT INTO words (id, seal, salt, body) VALUES (?1, ?2, ?3, ?4)";
    DESTROY = "DELETE FROM words WHERE id = ?1";
    SEAL_OF = "SELECT seal FROM words WHERE id = ?1";
}

/// How many texts one event may carry: room for a batch, and a key that stays a 64-bit number.
const TEXTS_PER_EVENT: u32 = 4_096;

/// Where words stand in the `words` table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct WordsKey(pub i64);

impl WordsKey {
    /// The line of the ledger whose words these are.
    pub fn line(self) -> u64 {
        u64::try_from(self.0 / i64::from(TEXTS_PER_EVENT)).unwrap_or(0)
    }
}

impl Param for WordsKey {
    fn value(&self) -> Value<'_> {
        Value::Int(self.0)
    }
}

impl Column for WordsKey {
    fn read(value: Stored<'_>) -> Result<Self, Fault> {
        i64::read(value).map(WordsKey)
    }
}

/// An erasable text (or file). Fresh from the door it holds its bytes; read from a line it holds its seal alone.
#[derive(Debug)]
pub struct Words {
    seal: Seal,
    fresh: Option<(Salt, Arc<[u8]>)>,
    place: AtomicU32,
}

impl Words {
    /// Seals a text with a new salt.
    pub fn new(text: impl AsRef<[u8]>) -> Words {
        let salt = Salt(random::bytes());
        let bytes: Arc<[u8]> = text.as_ref().into();
        Words {
            seal: Seal::of(&salt, &bytes),
            fresh: Some((salt, bytes)),
            place: AtomicU32::new(0),
        }
    }

    /// The commitment that stands in the line.
    pub fn seal(&self) -> Seal {
        self.seal
    }

    /// The text, while it is still fresh from the door.
    pub fn fresh_text(&self) -> Option<&str> {
        self.fresh
            .as_ref()
            .and_then(|(_, bytes)| std::str::from_utf8(bytes).ok())
    }

    /// Its key in the `words` table, once its event is recorded or replayed.
    pub fn key(&self, meta: &Meta) -> WordsKey {
        let line = i64::try_from(meta.seq).unwrap_or(i64::MAX / i64::from(TEXTS_PER_EVENT));
        WordsKey(line * i64::from(TEXTS_PER_EVENT) + i64::from(self.place.load(Ordering::Relaxed)))
    }
}

impl Clone for Words {
    fn clone(&self) -> Words {
        Words {
            seal: self.seal,
            fresh: self.fresh.clone(),
            place: AtomicU32::new(self.place.load(Ordering::Relaxed)),
        }
    }
}

impl PartialEq for Words {
    fn eq(&self, other: &Words) -> bool {
        match (&self.fresh, &other.fresh) {
            (Some((_, ours)), Some((_, theirs))) => ours == theirs,
            _ => self.seal == other.seal,
        }
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct InLine {
    seal: Seal,
}

type Kept = (u32, Seal, Salt, Arc<[u8]>);

thread_local! {
    // Serde walks an event field by field, in the order of its struct, when it writes a line and when it reads one:
    // counting the texts on the way gives each the same place both times, and an event needs no list of its texts.
    static PLACE: Cell<u32> = const { Cell::new(0) };
    static KEPT: RefCell<Vec<Kept>> = const { RefCell::new(Vec::new()) };
}

fn next_place() -> u32 {
    PLACE.with(|place| place.replace(place.get() + 1))
}

impl Serialize for Words {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let place = next_place();
        self.place.store(place, Ordering::Relaxed);
        if let Some((salt, bytes)) = &self.fresh {
            KEPT.with(|kept| {
                kept.borrow_mut()
                    .push((place, self.seal, Salt(salt.0), bytes.clone()))
            });
        }
        InLine { seal: self.seal }.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Words {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Words, D::Error> {
        let InLine { seal } = InLine::deserialize(deserializer)?;
        Ok(Words {
            seal,
            fresh: None,
            place: AtomicU32::new(next_place()),
        })
    }
}

/// Runs `walk`, which writes or reads one event, with the counting of texts set to its start.
pub(crate) fn counted<T>(walk: impl FnOnce() -> T) -> T {
    PLACE.with(|place| place.set(0));
    KEPT.with(|kept| kept.borrow_mut().clear());
    walk()
}

/// Puts the texts of the event just written into the `words` table.
pub(crate) fn keep(tx: &Tx<'_>, seq: u64) -> Result<(), Fault> {
    let kept = KEPT.with(|kept| std::mem::take(&mut *kept.borrow_mut()));
    if kept.len() > TEXTS_PER_EVENT as usize {
        return Err(Fault::broken(
            "an event carries more texts than a line has places",
        ));
    }
    for (place, seal, salt, bytes) in kept {
        put(tx, key_at(seq, place)?, &seal, &salt, &bytes)?;
    }
    Ok(())
}

/// Where the text at a place of a line stands.
pub(crate) fn key_at(seq: u64, place: u32) -> Result<WordsKey, Fault> {
    let line = i64::try_from(seq).map_err(Fault::broken)?;
    Ok(WordsKey(
        line * i64::from(TEXTS_PER_EVENT) + i64::from(place),
    ))
}

/// The first key that words of a line can have.
pub fn first_key(seq: u64) -> Result<WordsKey, Fault> {
    key_at(seq, 0)
}

/// Puts a text where it stands.
pub(crate) fn put(
    tx: &Tx<'_>,
    key: WordsKey,
    seal: &Seal,
    salt: &Salt,
    bytes: &[u8],
) -> Result<(), Fault> {
    tx.run(KEEP, given![key, seal.to_string(), &salt.0[..], bytes])
        .map(|_| ())
}

/// The line that words stand in.
pub fn line_of(key: WordsKey) -> u64 {
    u64::try_from(key.0 / i64::from(TEXTS_PER_EVENT)).unwrap_or(0)
}

/// Destroys a text and the salt that would prove a guess of it. Doing it twice is doing it once.
pub fn destroy(tx: &Tx<'_>, key: WordsKey) -> Result<(), Fault> {
    tx.run(DESTROY, given![key]).map(|_| ())
}

/// The seal of words that are still there.
pub fn seal_of(db: &crate::db::Db<'_>, key: WordsKey) -> Result<Option<Seal>, Fault> {
    let text: Option<String> = db.one(SEAL_OF, given![key], |row| row.get(0))?;
    text.map(|text| text.parse().map_err(Fault::broken))
        .transpose()
}
