//! The live text of the sessions that somebody watches, in memory: one frame made once for all readers.
//!
//! It is read from the packets in the ledger's tables, never told by the door that took them: what a reader is shown is
//! durable, and after a restart the same packets make the same versions.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::body::Bytes;
use plenary_captions::{LiveText, Packet, Version};
use plenary_kit::app::App;
use plenary_kit::fault::Fault;
use plenary_kit::time::Instant;
use tokio::sync::watch;

use super::gap::Gaps;
use super::store;
use crate::session::{self, SessionId};

/// How much of the end of the text a reader is given who knows none of it, in letters.
pub const WINDOW_LETTERS: usize = 6_000;
/// So many sessions stay in memory without a reader.
const IDLE_ROOMS: usize = 8;

/// Which text of a session: with or without the labels that name speakers.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Which {
    /// The session.
    pub session: SessionId,
    /// Whether its reader may see who speaks.
    pub is_named: bool,
}

/// The sessions in memory.
#[derive(Default)]
pub struct Hub(Mutex<Halls>);

#[derive(Default)]
struct Halls {
    halls: HashMap<Which, Arc<Hall>>,
    is_stopping: bool,
}

/// One session's live text and those who wait for its next word.
pub struct Hall {
    which: Which,
    live: Mutex<Live>,
    latest: watch::Sender<Arc<Latest>>,
}

struct Live {
    text: LiveText,
    next: u64,
    last: Option<Instant>,
    lang: Option<String>,
    audience: String,
    is_over: bool,
    frames: HashMap<Option<Version>, Bytes>,
    gaps: Gaps,
    has_gap: bool,
}

/// What came last, ready to be sent.
#[derive(Debug)]
pub struct Latest {
    /// The version before.
    pub before: Version,
    /// The version now.
    pub now: Version,
    /// The frame that leads from one to the other.
    pub frame: Bytes,
    /// When the last word came.
    pub last: Option<Instant>,
    /// Whether no more words will come.
    pub is_over: bool,
    /// How often the audience changed or the forum stopped: a reader of another one has to ask again.
    pub gate: u32,
}

/// What a page shows.
#[derive(Clone, Debug, Default)]
pub struct Shown {
    /// The whole text.
    pub text: String,
    /// When the last word came.
    pub last: Option<Instant>,
    /// The language told by the sender.
    pub lang: Option<String>,
    /// Whether no more words will come.
    pub is_over: bool,
    /// Whether words of it were erased.
    pub has_gap: bool,
}

fn held<T>(lock: &Mutex<T>) -> MutexGuard<'_, T> {
    lock.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Hub {
    /// The text of a session, read from the tables when it is not in memory.
    pub fn hall(&self, app: &App, which: Which) -> Result<Arc<Hall>, Fault> {
        let (hall, is_new) = {
            let mut halls = held(&self.0);
            let known = halls.halls.get(&which).cloned();
            let is_new = known.is_none();
            let hall = known.unwrap_or_else(|| Arc::new(Hall::empty(which.clone())));
            if is_new {
                halls.drop_idle();
                halls.halls.insert(which, hall.clone());
            }
            (hall, is_new)
        };
        // Whoever comes while the first one still reads waits at the hall's own lock.
        if is_new || hall.is_unread() {
            hall.catch_up(app)?;
        }
        Ok(hall)
    }

    /// Reads on wherever this session is in memory: something of it was written.
    pub fn heard(&self, app: &App, session: &SessionId) -> Result<(), Fault> {
        for is_named in [true, false] {
            let which = Which {
                session: session.clone(),
                is_named,
            };
            let hall = held(&self.0).halls.get(&which).cloned();
            if let Some(hall) = hall {
                hall.catch_up(app)?;
            }
        }
        Ok(())
    }

    /// Reads a session anew wherever it is in memory, and its readers with it: words of it were erased.
    pub fn anew(&self, app: &App, session: &SessionId) -> Result<(), Fault> {
        let halls: Vec<Arc<Hall>> = held(&self.0)
            .halls
            .values()
            .filter(|hall| hall.which.session == *session)
            .cloned()
            .collect();
        halls.iter().try_for_each(|hall| hall.read_anew(app))
    }

    /// As [`Hub::anew`], for every session in memory.
    pub fn all_anew(&self, app: &App) -> Result<(), Fault> {
        let halls: Vec<Arc<Hall>> = held(&self.0).halls.values().cloned().collect();
        halls.iter().try_for_each(|hall| hall.read_anew(app))
    }

    /// Sends every reader away: the forum stops, and they come back to the next one.
    pub fn stop(&self) {
        let mut halls = held(&self.0);
        halls.is_stopping = true;
        for hall in halls.halls.values() {
            hall.send_away();
        }
    }

    /// Whether the forum is stopping.
    pub fn is_stopping(&self) -> bool {
        held(&self.0).is_stopping
    }
}

impl Halls {
    /// Forgets halls that nobody watches; they can be read again.
    fn drop_idle(&mut self) {
        if self.halls.len() >= IDLE_ROOMS {
            self.halls
                .retain(|_, hall| hall.latest.receiver_count() > 0 || Arc::strong_count(hall) > 1);
        }
    }
}

impl Hall {
    fn empty(which: Which) -> Hall {
        let live = Live::of(&which);
        let latest = Latest {
            before: live.text.version(),
            now: live.text.version(),
            frame: Bytes::new(),
            last: None,
            is_over: false,
            gate: 0,
        };
        Hall {
            which,
            live: Mutex::new(live),
            latest: watch::channel(Arc::new(latest)).0,
        }
    }

    fn is_unread(&self) -> bool {
        held(&self.live).audience.is_empty()
    }

    /// A place to wait for what comes.
    pub fn subscribe(&self) -> watch::Receiver<Arc<Latest>> {
        self.latest.subscribe()
    }

    /// What a page shows now.
    pub fn shown(&self) -> Shown {
        let live = held(&self.live);
        Shown {
            text: live.text.text().to_owned(),
            last: live.last,
            lang: live.lang.clone(),
            is_over: live.is_over,
            has_gap: live.has_gap,
        }
    }

    /// The frame that leads from a version to the present one, and that one's name. Without a version, or with one that
    /// this text never had, the frame tells the end of the text anew.
    pub fn frame_since(&self, version: Option<Version>) -> (Version, Bytes) {
        let mut live = held(&self.live);
        let now = live.text.version();
        if version == Some(now) {
            return (now, Bytes::new());
        }
        // Thousands who come back after a restart mostly knew the same versions.
        if let Some(frame) = live.frames.get(&version) {
            return (now, frame.clone());
        }
        let frame = match version.and_then(|version| live.text.since(version)) {
            Some(change) => frame(now, Some(change.cut), &change.add),
            None => frame(now, None, window(live.text.text())),
        };
        live.frames.insert(version, frame.clone());
        (now, frame)
    }

    /// Reads what has come since and tells it to all who wait.
    fn catch_up(&self, app: &App) -> Result<(), Fault> {
        self.read_on(app, held(&self.live))
    }

    /// Forgets what it read, reads it again, and sends readers away, who come back for what is left.
    fn read_anew(&self, app: &App) -> Result<(), Fault> {
        let mut live = held(&self.live);
        *live = Live::of(&self.which);
        self.read_on(app, live)?;
        self.send_away();
        Ok(())
    }

    fn read_on(&self, app: &App, mut live: MutexGuard<'_, Live>) -> Result<(), Fault> {
        let before = live.text.version();
        let was = (live.audience.clone(), live.is_over);
        let id = &self.which.session;
        let (audience, closed) = app.read(|db| {
            let session = session::store::session(db, id)?;
            let audience = session.map_or_else(String::new, |session| session.audience.key());
            loop {
                let packets = store::packets(db, id, live.next)?;
                let is_last = packets.len() < store::PACKETS_AT_ONCE;
                packets.into_iter().for_each(|packet| live.hear(packet));
                if is_last {
                    break;
                }
            }
            Ok::<_, Fault>((audience, store::closed(db, id)?))
        })?;
        (live.audience, live.is_over) = (audience, closed.is_some());
        if before == live.text.version() && was == (live.audience.clone(), live.is_over) {
            return Ok(());
        }
        live.frames.clear();
        self.tell(&live, before, &was.0);
        Ok(())
    }

    fn tell(&self, live: &Live, before: Version, audience: &str) {
        let now = live.text.version();
        let frame = match live.text.since(before) {
            Some(change) if before != now => frame(now, Some(change.cut), &change.add),
            _ => Bytes::new(),
        };
        let has_changed = !audience.is_empty() && audience != live.audience;
        let gate = self.latest.borrow().gate + u32::from(has_changed);
        self.latest.send_replace(Arc::new(Latest {
            before,
            now,
            frame,
            last: live.last,
            is_over: live.is_over,
            gate,
        }));
    }

    fn send_away(&self) {
        self.latest.send_modify(|latest| {
            *latest = Arc::new(Latest {
                before: latest.before,
                now: latest.now,
                frame: latest.frame.clone(),
                last: latest.last,
                is_over: latest.is_over,
                gate: latest.gate + 1,
            });
        });
    }
}

impl Live {
    fn of(which: &Which) -> Live {
        Live {
            text: match which.is_named {
                true => LiveText::default(),
                false => LiveText::unnamed(),
            },
            next: 0,
            last: None,
            lang: None,
            audience: String::new(),
            is_over: false,
            frames: HashMap::new(),
            gaps: Gaps::default(),
            has_gap: false,
        }
    }

    fn hear(&mut self, mut packet: store::Packet) {
        self.has_gap |= packet.is_erased;
        self.gaps.read(&mut packet);
        self.text.hear(Packet {
            sequence: packet.sequence,
            captioner: packet.captioner.0,
            milliseconds: u64::try_from(packet.at.0).ok(),
            bytes: &packet.bytes,
        });
        self.next = packet.place + 1;
        self.last = Some(packet.at);
        if packet.lang.is_some() {
            self.lang.clone_from(&packet.lang);
        }
    }
}

/// One event of the stream: what to cut off the end and what to add; without a cut the text begins anew.
fn frame(version: Version, cut: Option<u32>, add: &str) -> Bytes {
    let data = serde_json::json!([cut, add]);
    format!("id: {version}\ndata: {data}\n\n").into()
}

/// The end of a text, from the beginning of a line if one begins near.
pub fn window(text: &str) -> &str {
    let Some((start, _)) = text.char_indices().rev().nth(WINDOW_LETTERS) else {
        return text;
    };
    let end = &text[start..];
    let line = end.find('\n').filter(|at| *at < end.len() / 2);
    line.or_else(|| end.find(' '))
        .map_or(end, |at| &end[at + 1..])
}
