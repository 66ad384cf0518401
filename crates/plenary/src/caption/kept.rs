//! What is kept of captions once they ended: read into a record, and destroyed with its words.

use plenary_captions::{Fed, Packet};
use plenary_kit::app::App;
use plenary_kit::db::Db;
use plenary_kit::event::Entry;
use plenary_kit::fault::Fault;
use plenary_kit::follow::{Follower, Write};
use plenary_kit::id::ParticipantId;
use plenary_kit::words::WordsKey;

use super::gap::Gaps;
use super::hub::Hub;
use super::pieces::with_taken_back;
use super::store::{self, EVERYWHERE};
use crate::participant::ParticipantEvent;
use crate::session::SessionId;
use crate::transcript::{Live, TranscriptEvent, store::read};

/// What the room `transcript` needs of this one.
pub const LIVE: Live = Live { fed, words, anew };

/// All that came to a session, as one text with its times; nothing when nothing came.
pub fn fed(db: &Db<'_>, session: &SessionId) -> Result<Option<Fed>, Fault> {
    let mut packets = store::all_packets(db, session)?;
    let mut gaps = Gaps::default();
    packets.iter_mut().for_each(|packet| gaps.read(packet));
    let heard = packets.iter().map(|packet| Packet {
        sequence: packet.sequence,
        captioner: packet.captioner.0,
        milliseconds: u64::try_from(packet.at.0).ok(),
        bytes: &packet.bytes,
    });
    Ok((!packets.is_empty()).then(|| Fed::of(heard)))
}

/// Where the words of packets stand, and of those that they take letters back from; of all packets when none are told.
pub fn words(
    db: &Db<'_>,
    session: &SessionId,
    ranges: &[[u32; 2]],
) -> Result<Vec<WordsKey>, Fault> {
    match ranges {
        [] => store::keys(db, session, &[EVERYWHERE]),
        told => {
            let packets = store::all_packets(db, session)?;
            store::keys(db, session, &with_taken_back(&packets, told))
        }
    }
}

fn anew(app: &App, session: &SessionId) -> Result<(), Fault> {
    app.part::<Hub>().anew(app, session)
}

/// The captions of every session a person is known to have spoken in: they hold their name, as the file does that is
/// destroyed with it. What was said stays in the record, without a name.
pub fn words_by(db: &Db<'_>, person: &ParticipantId) -> Result<Vec<WordsKey>, Fault> {
    let mut all = Vec::new();
    for session in read::spoken_in(db, person)? {
        all.extend(store::keys(db, &session, &[EVERYWHERE])?);
    }
    Ok(all)
}

/// Lets readers see no longer what was erased, whoever had it erased.
pub struct CaptionErasure;

impl Follower for CaptionErasure {
    fn name(&self) -> &'static str {
        "caption-erasure"
    }

    fn follow(&self, app: &App, _: &Db<'_>, entries: &[Entry]) -> Result<Write, Fault> {
        let hub = app.part::<Hub>();
        for entry in entries {
            if let Some(TranscriptEvent::WordsErased { session, .. }) = entry.event()? {
                hub.anew(app, &session)?;
            }
            if let Some(ParticipantEvent::Erased { .. }) = entry.event()? {
                hub.all_anew(app)?;
            }
        }
        Ok(Box::new(|_| Ok(())))
    }
}
