//! Who may send words and who may hold the links; what becomes of a packet that came twice, late or too large.

use plenary_kit::app::App;
use plenary_kit::db::{Column, Param, Stored, Value};
use plenary_kit::fault::{Fault, Refuse};
use plenary_kit::id::CycleId;
use plenary_kit::limit::Rate;
use plenary_kit::part;
use plenary_kit::policy::{Role, Viewer};
use plenary_kit::words::{Words, WordsKey};
use plenary_ledger::Seal;
use serde::{Deserialize, Serialize};

use super::event::CaptionEvent;
use crate::session::SessionId;
use crate::transcript::TranscriptEvent;

/// The most bytes of one packet: a minute of speech many times over.
pub const PACKET_BYTES: usize = 16 * 1024;
/// The fastest typists make some 20 strokes a second; a tool that catches up sends a burst.
pub const RATE: Rate = Rate {
    every_ms: 25,
    burst: 400,
};
/// Captioners who may hand over to each other in one session.
pub const SEATS: u8 = 8;

/// A captioner's seat: each has a link of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Seat(pub u8);

impl std::fmt::Display for Seat {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

impl Param for Seat {
    fn value(&self) -> Value<'_> {
        Value::Int(i64::from(self.0))
    }
}

impl Column for Seat {
    fn read(value: Stored<'_>) -> Result<Self, Fault> {
        let seat = u8::try_from(i64::read(value)?).map_err(Fault::broken)?;
        Ok(Seat(seat))
    }
}

/// Through which door words come: each counts for itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// Posts of a captioner's tool.
    Post = 0,
    /// A raw connection.
    Raw = 1,
    /// Typed in the page.
    Typed = 2,
}

/// Who counts packets and may delete letters: a seat, a door, and the how-manyeth count begun there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Captioner(pub u32);

impl Captioner {
    /// The captioner of a seat at a door in its count from 0.
    pub fn new(seat: Seat, way: Way, count: u16) -> Captioner {
        Captioner(u32::from(seat.0) << 24 | (way as u32) << 16 | u32::from(count))
    }

    /// The next count of the same seat and door.
    pub fn anew(self) -> Captioner {
        Captioner(self.0 & 0xFFFF_0000 | (self.0 & 0xFFFF).saturating_add(1).min(0xFFFF))
    }
}

impl Param for Captioner {
    fn value(&self) -> Value<'_> {
        Value::Int(i64::from(self.0))
    }
}

impl Column for Captioner {
    fn read(value: Stored<'_>) -> Result<Self, Fault> {
        u32::read(value).map(Captioner)
    }
}

/// What a secret link stands for. The secret is computed from the forum's own: it is kept nowhere and can be shown again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The session.
    pub session: SessionId,
    /// The seat.
    pub seat: Seat,
    /// The how-manyeth link of the seat.
    pub number: u32,
}

const PURPOSE: &str = "caption link";

impl Link {
    /// The secret as it stands in an address.
    pub fn secret(&self, app: &App) -> String {
        let mut bytes = self.plain();
        bytes.extend(app.keyed(PURPOSE, &bytes));
        part::letters(&bytes)
    }

    /// The link behind a secret that this forum made; whether it still works is not said.
    pub fn read(app: &App, secret: &str) -> Option<Link> {
        let bytes = part::bytes(secret).filter(|bytes| bytes.len() == 37)?;
        let (plain, key) = bytes.split_at(21);
        let id: String = plain[..16]
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        let id = [&id[..8], &id[8..12], &id[12..16], &id[16..20], &id[20..]].join("-");
        let link = Link {
            session: id.parse().ok()?,
            seat: Seat(plain[16]),
            number: u32::from_be_bytes(plain[17..21].try_into().ok()?),
        };
        // Every byte is compared whatever the first ones say.
        let differs = app.keyed(PURPOSE, plain).into_iter().zip(key);
        let differs = differs.fold(0, |all, (ours, theirs)| all | (ours ^ theirs));
        (differs == 0).then_some(link)
    }

    fn plain(&self) -> Vec<u8> {
        let id = self.session.as_str().replace('-', "");
        let pairs = (0..id.len()).step_by(2);
        let mut bytes: Vec<u8> = pairs
            .filter_map(|at| u8::from_str_radix(id.get(at..at + 2)?, 16).ok())
            .collect();
        bytes.push(self.seat.0);
        bytes.extend(self.number.to_be_bytes());
        bytes
    }
}

/// Why words are not taken, or a link not made, and what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CaptionRefusal {
    /// No such link.
    #[error(
        "This caption link is not known here. Copy it anew from the session's page for captioners."
    )]
    UnknownLink,
    /// There is a newer one.
    #[error("This caption link was replaced by a new one. Ask the secretariat for it.")]
    Replaced,
    /// The captions ended.
    #[error(
        "The captions of this session are closed. If the session goes on, ask the secretariat to open them again."
    )]
    Closed,
    /// It does not take place.
    #[error("This session was called off. Ask the secretariat which one you are to caption.")]
    CalledOff,
    /// Too much at once.
    #[error("This is too much at once: send at most 16 KiB in a post, the next words in the next.")]
    TooLarge,
    /// Too fast.
    #[error("Posts come too fast. Send at most 40 a second; put several words into one.")]
    TooFast,
    /// The door counts.
    #[error("This post has no number. Add seq=1 to the address, and one more for every post.")]
    NoNumber,
    /// It is there already: nothing is to be done.
    #[error("These words were taken already.")]
    Repeated,
    /// Not one who handles captions.
    #[error("Only the secretariat and the captioners of this cycle can do this.")]
    NotYours,
    /// Not one who ends them.
    #[error("Only the secretariat and the rapporteurs of this cycle can do this.")]
    NotYoursToEnd,
    /// No such seat.
    #[error("A session has at most 8 captioners. Use one of the links there are.")]
    NoSeat,
    /// They are not closed.
    #[error("The captions of this session are open; there is nothing to open again.")]
    NotClosed,
    /// They still come.
    #[error("Close the captions first: the record is made of all that was said.")]
    StillOpen,
    /// The record stands.
    #[error(
        "The record of this session is made; words that come later are added there as a correction."
    )]
    RecordStands,
    /// Not one who has words destroyed.
    #[error("Only the secretariat can have words of the captions erased.")]
    NotYoursToErase,
    /// The record holds the words as well.
    #[error(
        "The record of this session is made and holds these words too. Have them erased there, at their paragraph: the captions go with it."
    )]
    RecordHoldsThem,
    /// No rule.
    #[error("Name the rule under which the words are erased; it is shown in the gap.")]
    NoRule,
    /// Nothing chosen that is still there.
    #[error("Choose at least one piece whose words are still there.")]
    NothingToErase,
}

impl Refuse for CaptionRefusal {
    fn key(&self) -> &'static str {
        match self {
            CaptionRefusal::UnknownLink => "caption-unknown-link",
            CaptionRefusal::Replaced => "caption-replaced",
            CaptionRefusal::Closed => "caption-closed",
            CaptionRefusal::CalledOff => "caption-called-off",
            CaptionRefusal::TooLarge => "caption-too-large",
            CaptionRefusal::TooFast => "caption-too-fast",
            CaptionRefusal::NoNumber => "caption-no-number",
            CaptionRefusal::Repeated => "caption-repeated",
            CaptionRefusal::NotYours => "caption-not-yours",
            CaptionRefusal::NotYoursToEnd => "caption-not-yours-to-end",
            CaptionRefusal::NoSeat => "caption-no-seat",
            CaptionRefusal::NotClosed => "caption-not-closed",
            CaptionRefusal::StillOpen => "caption-still-open",
            CaptionRefusal::RecordStands => "caption-record-stands",
            CaptionRefusal::NotYoursToErase => "caption-not-yours-to-erase",
            CaptionRefusal::RecordHoldsThem => "caption-record-holds-them",
            CaptionRefusal::NoRule => "caption-no-rule",
            CaptionRefusal::NothingToErase => "caption-nothing-to-erase",
        }
    }

    fn status(&self) -> u16 {
        match self {
            CaptionRefusal::UnknownLink => 404,
            CaptionRefusal::Replaced => 410,
            CaptionRefusal::TooLarge => 413,
            CaptionRefusal::TooFast => 429,
            CaptionRefusal::NoNumber => 400,
            CaptionRefusal::NotYours
            | CaptionRefusal::NotYoursToEnd
            | CaptionRefusal::NotYoursToErase => 403,
            CaptionRefusal::NoSeat | CaptionRefusal::NoRule | CaptionRefusal::NothingToErase => 422,
            CaptionRefusal::Closed
            | CaptionRefusal::CalledOff
            | CaptionRefusal::Repeated
            | CaptionRefusal::NotClosed
            | CaptionRefusal::StillOpen
            | CaptionRefusal::RecordStands
            | CaptionRefusal::RecordHoldsThem => 409,
        }
    }

    fn field(&self) -> Option<&'static str> {
        match self {
            CaptionRefusal::NoRule => Some("rule"),
            CaptionRefusal::NothingToErase | CaptionRefusal::RecordHoldsThem => Some("piece"),
            _ => None,
        }
    }
}

/// Where the captions of a session stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Which link of the seat works, if it has one.
    pub link: Option<u32>,
    /// Whether no more words are taken.
    pub is_closed: bool,
    /// Whether the session was called off.
    pub is_called_off: bool,
}

/// What is kept already beside the words that came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// The place of the next packet.
    pub next: u64,
    /// Who counts at this seat and door.
    pub captioner: Captioner,
    /// The packet under the same number: its bytes, or none once they were erased.
    pub same_number: Option<Option<Vec<u8>>>,
}

/// Words that came.
#[derive(Clone, Debug, Default)]
pub struct Ask {
    /// The sender's number.
    pub sequence: Option<u64>,
    /// The language told.
    pub lang: Option<String>,
    /// The bytes.
    pub bytes: Vec<u8>,
}

/// Whether words are taken through this link now.
pub fn may_send(link: &Link, standing: &Standing) -> Result<(), CaptionRefusal> {
    match standing.link {
        None => Err(CaptionRefusal::UnknownLink),
        Some(current) if current != link.number => Err(CaptionRefusal::Replaced),
        Some(_) if standing.is_called_off => Err(CaptionRefusal::CalledOff),
        Some(_) if standing.is_closed => Err(CaptionRefusal::Closed),
        Some(_) => Ok(()),
    }
}

/// Takes words. The same number with the same bytes is the same packet; with other bytes the sender has begun to count
/// anew, as a tool does that was started again: words are never thrown away for their number. What was erased does not
/// come back by being sent again.
pub fn take(
    link: &Link,
    standing: &Standing,
    kept: Kept,
    ask: Ask,
) -> Result<CaptionEvent, CaptionRefusal> {
    let is_repeated = match &kept.same_number {
        Some(Some(bytes)) => *bytes == ask.bytes,
        Some(None) => true,
        None => false,
    };
    if is_repeated && standing.link == Some(link.number) {
        return Err(CaptionRefusal::Repeated);
    }
    may_send(link, standing)?;
    if ask.bytes.len() > PACKET_BYTES {
        return Err(CaptionRefusal::TooLarge);
    }
    let captioner = match &kept.same_number {
        Some(_) => kept.captioner.anew(),
        None => kept.captioner,
    };
    Ok(CaptionEvent::Sent {
        session: link.session.clone(),
        place: kept.next,
        captioner,
        sequence: ask.sequence,
        lang: ask.lang.filter(|lang| is_language(lang)),
        bytes: Words::new(ask.bytes),
    })
}

fn is_language(tag: &str) -> bool {
    let fits = |part: &str| {
        (1..=8).contains(&part.len()) && part.chars().all(|c| c.is_ascii_alphanumeric())
    };
    tag.len() <= 35 && tag.split('-').all(fits)
}

/// Whether the viewer sees the links, and makes and replaces them.
pub fn may_handle(viewer: &Viewer, cycle: &CycleId) -> Result<(), CaptionRefusal> {
    let handles = [Role::Secretariat, Role::Captioner];
    if handles.iter().any(|role| viewer.has(cycle, *role)) {
        Ok(())
    } else {
        Err(CaptionRefusal::NotYours)
    }
}

/// Makes a seat's first link, or a new one in the place of one that leaked.
pub fn make_link(
    viewer: &Viewer,
    cycle: &CycleId,
    session: &SessionId,
    seat: Seat,
    link: Option<u32>,
) -> Result<CaptionEvent, CaptionRefusal> {
    may_handle(viewer, cycle)?;
    if !(1..=SEATS).contains(&seat.0) {
        return Err(CaptionRefusal::NoSeat);
    }
    Ok(CaptionEvent::LinkMade {
        session: session.clone(),
        seat,
        link: link.unwrap_or(0) + 1,
    })
}

/// Whether the viewer ends the captions and opens them again.
pub fn may_end(viewer: &Viewer, cycle: &CycleId) -> Result<(), CaptionRefusal> {
    let ends = [Role::Secretariat, Role::Rapporteur];
    if ends.iter().any(|role| viewer.has(cycle, *role)) {
        Ok(())
    } else {
        Err(CaptionRefusal::NotYoursToEnd)
    }
}

/// Ends the captions.
pub fn close(
    viewer: &Viewer,
    cycle: &CycleId,
    session: &SessionId,
    is_closed: bool,
) -> Result<CaptionEvent, CaptionRefusal> {
    may_end(viewer, cycle)?;
    match is_closed {
        true => Err(CaptionRefusal::Closed),
        false => Ok(CaptionEvent::Closed {
            session: session.clone(),
        }),
    }
}

/// Whether the record may be made of the captions now.
pub fn may_make_record(
    viewer: &Viewer,
    cycle: &CycleId,
    is_closed: bool,
    has_record: bool,
) -> Result<(), CaptionRefusal> {
    may_end(viewer, cycle)?;
    match (is_closed, has_record) {
        (false, _) => Err(CaptionRefusal::StillOpen),
        (true, true) => Err(CaptionRefusal::RecordStands),
        (true, false) => Ok(()),
    }
}

/// Opens captions again that were closed too early; not once the record was made of them.
pub fn open(
    viewer: &Viewer,
    cycle: &CycleId,
    session: &SessionId,
    is_closed: bool,
    has_record: bool,
) -> Result<CaptionEvent, CaptionRefusal> {
    may_end(viewer, cycle)?;
    match (is_closed, has_record) {
        (false, _) => Err(CaptionRefusal::NotClosed),
        (true, true) => Err(CaptionRefusal::RecordStands),
        (true, false) => Ok(CaptionEvent::Opened {
            session: session.clone(),
        }),
    }
}

/// Whether the viewer may have words of captions destroyed that are no record yet.
pub fn may_erase(viewer: &Viewer) -> Result<(), CaptionRefusal> {
    match viewer.secretariat {
        true => Ok(()),
        false => Err(CaptionRefusal::NotYoursToErase),
    }
}

/// Destroys words of captions. Once there is a record, they go with its own.
pub fn erase(
    viewer: &Viewer,
    session: &SessionId,
    has_record: bool,
    found: Vec<(WordsKey, Seal)>,
    rule: &str,
) -> Result<TranscriptEvent, CaptionRefusal> {
    may_erase(viewer)?;
    if has_record {
        return Err(CaptionRefusal::RecordHoldsThem);
    }
    if rule.trim().is_empty() {
        return Err(CaptionRefusal::NoRule);
    }
    if found.is_empty() {
        return Err(CaptionRefusal::NothingToErase);
    }
    let (words, erases) = found.into_iter().unzip();
    Ok(TranscriptEvent::WordsErased {
        session: session.clone(),
        erases,
        words,
        rule: rule.trim().to_owned(),
    })
}
