//! Erasures that were decided after a backup, done again in the forum restored from it, each as an act of its own.

use std::collections::BTreeMap;

use plenary_kit::app::App;
use plenary_kit::db::Db;
use plenary_kit::erase::{self, Erasure};
use plenary_kit::event::{self, Event};
use plenary_kit::fault::{Fault, Stop};
use plenary_kit::follow;
use plenary_kit::id::ParticipantId;
use plenary_kit::words::{self, WordsKey};
use plenary_ledger::Seal;
use serde::Serialize;
use serde_json::Value;

use super::event::ExportEvent;
use super::store;
use crate::caption::CaptionEvent;
use crate::docket::{DocketEvent, ItemNumber};
use crate::participant::{ParticipantEvent, Personal};
use crate::session::SessionId;
use crate::transcript::TranscriptEvent;

/// What was done again.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Replayed {
    /// Erasures that found something to erase.
    pub erasures: usize,
    /// Texts and files destroyed.
    pub texts: usize,
}

/// What one erasure of the list means in this forum.
#[derive(Default)]
struct Meant {
    person: Option<ParticipantId>,
    words: Vec<(Seal, WordsKey)>,
}

/// Does every erasure again whose words are back, and puts all of them on the forum's own list.
pub async fn replay(app: &App, list: &[Erasure], elsewhere: Personal) -> Result<Replayed, Fault> {
    let mut done = Replayed::default();
    let dir = &app.settings().dir;
    let known = erase::read_list(&dir.join(erase::LIST))?;
    for erasure in list {
        let meant = meant(app, erasure)?;
        if !meant.words.is_empty() {
            done.erasures += 1;
            done.texts += meant.words.len();
            again(app, erasure, meant, elsewhere).await?;
        }
        if !known.contains(erasure) {
            erase::list(dir, erasure)?;
        }
    }
    // What was made of the words, such as the index of a search, forgets them before anybody reads in it.
    for follower in app.followers() {
        if follower.fell().is_some() {
            follow::catch_up(app, follower).await?;
        }
    }
    Ok(done)
}

fn meant(app: &App, erasure: &Erasure) -> Result<Meant, Fault> {
    app.read(|db| {
        let mut meant = Meant::default();
        for seal in &erasure.erases {
            if let Some(key) = erase::key_of(db, seal)? {
                meant.person = match meant.person {
                    None => store::owner(db, key)?,
                    known => known,
                };
                meant.words.push((*seal, key));
            }
        }
        Ok(meant)
    })
}

/// The rule as the gap shows it: with the date of the decision, since the line's own date is that of the restoring.
fn rule_of(erasure: &Erasure) -> String {
    let decided = jiff::Timestamp::from_millisecond(erasure.at.0).map_or_else(
        |_| String::from("?"),
        |at| at.strftime("%Y-%m-%d").to_string(),
    );
    format!(
        "{} (decided on {decided}; replayed after a restore)",
        erasure.rule
    )
}

async fn again(
    app: &App,
    erasure: &Erasure,
    meant: Meant,
    elsewhere: Personal,
) -> Result<(), Fault> {
    let rule = rule_of(erasure);
    let by = erasure.decided_by.as_ref();
    let outcome = match meant.person {
        Some(id) => {
            let whose = id.clone();
            let forget = move |tx: &plenary_kit::db::Tx<'_>| {
                elsewhere
                    .forget
                    .iter()
                    .try_for_each(|forget| forget(tx, &whose))
            };
            app.tend(forget).await?;
            let (erases, words) = meant.words.into_iter().unzip();
            let event = ParticipantEvent::Erased {
                id,
                erases,
                words,
                rule,
            };
            app.act(by, None, move |_, _| Ok(event)).await.map(|_| ())
        }
        None => erase_texts(app, by, meant.words, rule).await,
    };
    outcome.map_err(|stop| match stop {
        Stop::Fault(fault) => fault,
        other => Fault::broken(other),
    })
}

/// What words belong to, so that their own room records that they are gone.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Owner {
    Item(ItemNumber),
    Session(SessionId),
    Nobody,
}

/// The owner of the words of a line: its item, or the session whose record or captions it holds.
fn owner_of(db: &Db<'_>, seq: u64) -> Result<Owner, Fault> {
    if let Some(number) = store::number_at(db, seq)? {
        return Ok(Owner::Item(number));
    }
    let Some(entry) = event::entry(db, seq)? else {
        return Ok(Owner::Nobody);
    };
    let session = match entry.room.as_str() {
        TranscriptEvent::ROOM | CaptionEvent::ROOM => session_in(entry.event_json())?,
        _ => None,
    };
    Ok(session.map_or(Owner::Nobody, Owner::Session))
}

/// The session that an event of the record or of the captions names.
fn session_in(event: &str) -> Result<Option<SessionId>, Fault> {
    let event: Value = serde_json::from_str(event)?;
    let mut bodies = event
        .as_object()
        .into_iter()
        .flat_map(|event| event.values());
    let named = bodies.find_map(|body| body["session"].as_str());
    Ok(named.and_then(|id| id.parse().ok()))
}

/// Item by item and session by session; what belongs to neither is recorded by this room.
async fn erase_texts(
    app: &App,
    by: Option<&ParticipantId>,
    words: Vec<(Seal, WordsKey)>,
    rule: String,
) -> Result<(), Stop> {
    let mut owners: BTreeMap<Owner, Vec<(Seal, WordsKey)>> = BTreeMap::new();
    for (seal, key) in words {
        let owner = app.read(|db| owner_of(db, words::line_of(key)))?;
        owners.entry(owner).or_default().push((seal, key));
    }
    for (owner, words) in owners {
        let rule = rule.clone();
        let (erases, words) = words.into_iter().unzip();
        match owner {
            Owner::Item(number) => {
                let event = DocketEvent::WordsErased {
                    number,
                    erases,
                    words,
                    rule,
                };
                app.act(by, None, move |_, _| Ok(event)).await?;
            }
            Owner::Session(session) => {
                let event = TranscriptEvent::WordsErased {
                    session,
                    erases,
                    words,
                    rule,
                };
                app.act(by, None, move |_, _| Ok(event)).await?;
            }
            Owner::Nobody => {
                let event = ExportEvent::ErasureReplayed {
                    erases,
                    words,
                    rule,
                };
                app.act(by, None, move |_, _| Ok(event)).await?;
            }
        }
    }
    Ok(())
}
