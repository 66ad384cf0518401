//! The room's only SQL.

use plenary_kit::db::{Db, Tx};
use plenary_kit::erase::{self, Gap};
use plenary_kit::event::Meta;
use plenary_kit::fault::Fault;
use plenary_kit::time::Instant;
use plenary_kit::words::WordsKey;
use plenary_kit::{given, queries};

use super::rules::{Captioner, Kept, Link, Seat, Standing, Way};
use crate::session::{self, SessionId};

queries! {
    MAKE_LINK = "INSERT INTO caption_seat (session, seat, link) VALUES (?1, ?2, ?3) \
                 ON CONFLICT (session, seat) DO UPDATE SET link = excluded.link";
    LINK = "SELECT link FROM caption_seat WHERE session = ?1 AND seat = ?2";
    SEATS = "SELECT seat, link FROM caption_seat WHERE session = ?1 ORDER BY seat";
    KEEP = "INSERT INTO caption_packet (session, place, captioner, sequence, at, lang, bytes) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
    NEXT = "SELECT CAST(COALESCE(MAX(place) + 1, 0) AS BIGINT) FROM caption_packet WHERE session = ?1";
    CAPTIONER = "SELECT MAX(captioner) FROM caption_packet WHERE session = ?1 AND captioner >= ?2 AND captioner <= ?3";
    NUMBERED = "SELECT w.body FROM caption_packet p LEFT JOIN words w ON w.id = p.bytes \
                WHERE p.session = ?1 AND p.captioner = ?2 AND p.sequence = ?3";
    LAST_NUMBER = "SELECT CAST(COALESCE(MAX(sequence), 0) AS BIGINT) FROM caption_packet WHERE session = ?1 AND captioner = ?2";
    PACKETS = "SELECT p.place, p.captioner, p.sequence, p.at, p.lang, w.body FROM caption_packet p \
               LEFT JOIN words w ON w.id = p.bytes WHERE p.session = ?1 AND p.place >= ?2 ORDER BY p.place LIMIT ?3";
    KEYS = "SELECT bytes FROM caption_packet WHERE session = ?1 AND place >= ?2 AND place <= ?3 ORDER BY place";
    GAPS = "SELECT p.bytes FROM caption_packet p LEFT JOIN words w ON w.id = p.bytes WHERE p.session = ?1 AND w.id IS NULL \
            ORDER BY p.place LIMIT 20000";
    CLOSE = "INSERT INTO caption_end (session, at, person) VALUES (?1, ?2, ?3)";
    OPEN = "DELETE FROM caption_end WHERE session = ?1";
    CLOSED = "SELECT at FROM caption_end WHERE session = ?1";
}

/// The most packets that are read at once.
pub const PACKETS_AT_ONCE: usize = 1_000;

/// A packet on its way into the table.
pub(super) struct Row<'a> {
    pub place: u64,
    pub captioner: Captioner,
    pub sequence: Option<u64>,
    pub lang: Option<&'a str>,
    pub bytes: WordsKey,
}

/// A packet as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Packet {
    /// Its place among all of the session, from 0.
    pub place: u64,
    /// From whom.
    pub captioner: Captioner,
    /// The sender's number.
    pub sequence: Option<u64>,
    /// When it came.
    pub at: Instant,
    /// The language told.
    pub lang: Option<String>,
    /// The bytes as they came; none once they were erased.
    pub bytes: Vec<u8>,
    /// Whether they were erased.
    pub is_erased: bool,
}

pub(super) fn make_link(
    tx: &Tx<'_>,
    session: &SessionId,
    seat: Seat,
    link: u32,
) -> Result<(), Fault> {
    tx.run(MAKE_LINK, given![session, seat, link]).map(|_| ())
}

pub(super) fn keep(
    tx: &Tx<'_>,
    session: &SessionId,
    packet: &Row<'_>,
    meta: &Meta,
) -> Result<(), Fault> {
    let lang = packet.lang.map(str::to_owned);
    let values = given![
        session,
        packet.place,
        packet.captioner,
        packet.sequence,
        meta.at,
        lang,
        packet.bytes
    ];
    tx.run(KEEP, values).map(|_| ())
}

pub(super) fn close(tx: &Tx<'_>, session: &SessionId, meta: &Meta) -> Result<(), Fault> {
    tx.run(CLOSE, given![session, meta.at, meta.by]).map(|_| ())
}

pub(super) fn open(tx: &Tx<'_>, session: &SessionId) -> Result<(), Fault> {
    tx.run(OPEN, given![session]).map(|_| ())
}

/// Which link of a seat works.
pub fn link(db: &Db<'_>, session: &SessionId, seat: Seat) -> Result<Option<u32>, Fault> {
    db.one(LINK, given![session, seat], |row| row.get(0))
}

/// The working links of a session.
pub fn links(db: &Db<'_>, session: &SessionId) -> Result<Vec<Link>, Fault> {
    db.all(SEATS, given![session], |row| {
        Ok(Link {
            session: session.clone(),
            seat: row.get(0)?,
            number: row.get(1)?,
        })
    })
}

/// When the captions were closed, if they are.
pub fn closed(db: &Db<'_>, session: &SessionId) -> Result<Option<Instant>, Fault> {
    db.one(CLOSED, given![session], |row| row.get(0))
}

/// Where the captions stand for who holds this link; nothing when there is no such session.
pub fn standing(db: &Db<'_>, link_: &Link) -> Result<Option<Standing>, Fault> {
    let Some(found) = session::store::session(db, &link_.session)? else {
        return Ok(None);
    };
    Ok(Some(Standing {
        link: link(db, &link_.session, link_.seat)?,
        is_closed: closed(db, &link_.session)?.is_some(),
        is_called_off: found.called_off.is_some(),
    }))
}

/// Who counts at a seat and door.
pub fn captioner(
    db: &Db<'_>,
    session: &SessionId,
    seat: Seat,
    way: Way,
) -> Result<Captioner, Fault> {
    let first = Captioner::new(seat, way, 0);
    let last = Captioner::new(seat, way, u16::MAX);
    let known = db.one(CAPTIONER, given![session, first, last], |row| {
        row.get::<Option<Captioner>>(0)
    })?;
    Ok(known.flatten().unwrap_or(first))
}

/// What is kept already beside words with this number.
pub fn kept(db: &Db<'_>, link: &Link, way: Way, sequence: Option<u64>) -> Result<Kept, Fault> {
    let captioner = captioner(db, &link.session, link.seat, way)?;
    let same_number = match sequence {
        Some(sequence) => db.one(NUMBERED, given![link.session, captioner, sequence], |row| {
            row.get::<Option<Vec<u8>>>(0)
        })?,
        None => None,
    };
    Ok(Kept {
        next: next(db, &link.session)?,
        captioner,
        same_number,
    })
}

/// The place of the next packet: how many there are.
pub fn next(db: &Db<'_>, session: &SessionId) -> Result<u64, Fault> {
    u64::try_from(db.number(NEXT, given![session])?).map_err(Fault::broken)
}

/// The highest number that came in the present count of a seat and door; 0 when none did.
pub fn last_number(db: &Db<'_>, link: &Link, way: Way) -> Result<u64, Fault> {
    let captioner = captioner(db, &link.session, link.seat, way)?;
    let number = db.number(LAST_NUMBER, given![link.session, captioner])?;
    u64::try_from(number).map_err(Fault::broken)
}

/// The packets of a session from a place on, in the order in which they came; at most [`PACKETS_AT_ONCE`].
pub fn packets(db: &Db<'_>, session: &SessionId, from: u64) -> Result<Vec<Packet>, Fault> {
    db.all(PACKETS, given![session, from, PACKETS_AT_ONCE], |row| {
        let bytes: Option<Vec<u8>> = row.get(5)?;
        Ok(Packet {
            place: row.get(0)?,
            captioner: row.get(1)?,
            sequence: row.get(2)?,
            at: row.get(3)?,
            lang: row.get(4)?,
            is_erased: bytes.is_none(),
            bytes: bytes.unwrap_or_default(),
        })
    })
}

/// All packets of a session, as they came.
pub fn all_packets(db: &Db<'_>, session: &SessionId) -> Result<Vec<Packet>, Fault> {
    let mut all: Vec<Packet> = Vec::new();
    loop {
        let from = all.last().map_or(0, |last| last.place + 1);
        let packets = packets(db, session, from)?;
        let count = packets.len();
        all.extend(packets);
        if count < PACKETS_AT_ONCE {
            return Ok(all);
        }
    }
}

/// All places of a session's packets.
pub const EVERYWHERE: [u32; 2] = [0, u32::MAX];

/// Where the words of packets stand, by ranges of their places.
pub fn keys(db: &Db<'_>, session: &SessionId, ranges: &[[u32; 2]]) -> Result<Vec<WordsKey>, Fault> {
    let mut keys = Vec::new();
    for [first, last] in ranges {
        keys.extend(db.all(KEYS, given![session, first, last], |row| {
            row.get::<WordsKey>(0)
        })?);
    }
    Ok(keys)
}

/// When and under which rules words of a session's captions were erased; each once.
pub fn gaps(db: &Db<'_>, session: &SessionId) -> Result<Vec<Gap>, Fault> {
    let keys: Vec<WordsKey> = db.all(GAPS, given![session], |row| row.get(0))?;
    let mut gaps: Vec<Gap> = Vec::new();
    for key in keys {
        let gap = erase::gap(db, key)?;
        gaps.extend(gap.filter(|gap| !gaps.contains(gap)));
    }
    Ok(gaps)
}
