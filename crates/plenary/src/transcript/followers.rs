//! What follows the room's lines: the one letter to each speaker, the index of words, the list of erasures.

use plenary_kit::app::App;
use plenary_kit::db::{Db, Tx};
use plenary_kit::erase::{self, Erasure};
use plenary_kit::event::{Entry, Meta};
use plenary_kit::fault::Fault;
use plenary_kit::follow::{Fell, Follower, Write};
use plenary_kit::id::ParticipantId;
use plenary_kit::mail::{self, Letter};
use plenary_kit::search;
use plenary_kit::shell;
use plenary_kit::signin::{self, NewLink};
use plenary_kit::time::{DAY_MS, Instant};

use super::event::TranscriptEvent;
use super::store::{self, read, search_sqlite as index};
use super::view::Transcript;
use crate::participant;
use crate::session::{self, SessionId};

/// What the link in the letter is for.
pub(super) const SUPPLY: &str = "supply";
/// People travel after a meeting: the link works for six weeks.
const LINK_LIFE_MS: i64 = 42 * DAY_MS;

/// The session and the person that a link speaks of.
pub(super) fn subject_of(subject: &str) -> Option<(SessionId, ParticipantId)> {
    let (session, person) = subject.split_once(' ')?;
    Some((session.parse().ok()?, person.parse().ok()?))
}

/// Writes the one letter to each speaker who is asked for words.
pub struct TranscriptMail;

impl Follower for TranscriptMail {
    fn name(&self) -> &'static str {
        "transcript-mail"
    }

    fn follow(&self, app: &App, db: &Db<'_>, entries: &[Entry]) -> Result<Write, Fault> {
        let mut letters = Vec::new();
        for entry in entries {
            if let Some(TranscriptEvent::WordsAsked { session, asked }) = entry.event()? {
                for (person, numbers) in asked {
                    letters.extend(request(
                        app,
                        db,
                        (&session, &person),
                        &numbers,
                        &entry.meta,
                    )?);
                }
            }
        }
        let (now, url) = (app.now(), app.settings().public_url.clone());
        Ok(Box::new(move |tx| {
            letters
                .into_iter()
                .try_for_each(|letter| letter.put(tx, &url, now))
        }))
    }
}

struct Request {
    letter: Letter,
    subject: String,
}

/// Stands in the letter's text where its link will be.
const LINK: &str = "{link}";

impl Request {
    fn put(mut self, tx: &Tx<'_>, url: &str, now: Instant) -> Result<(), Fault> {
        let link = signin::make_link(
            tx,
            &NewLink {
                purpose: SUPPLY,
                subject: &self.subject,
                browser: None,
                ends: now.plus_ms(LINK_LIFE_MS),
                is_reusable: false,
            },
        )?;
        self.letter.body =
            self.letter
                .body
                .replacen(LINK, &format!("{url}/supply/{}", link.token), 1);
        mail::put(tx, &self.letter, now)
    }
}

fn request(
    app: &App,
    db: &Db<'_>,
    (id, person): (&SessionId, &ParticipantId),
    numbers: &[u32],
    meta: &Meta,
) -> Result<Option<Request>, Fault> {
    let found = (
        session::store::session(db, id)?,
        read::transcript(db, id)?,
        participant::person(db, person)?,
    );
    let (Some(session), Some(transcript), Some(reader)) = found else {
        return Ok(None);
    };
    let Some(to) = reader.address.clone() else {
        return Ok(None);
    };
    let t = app.catalogue().choose(Some(&reader.lang), None);
    let name = reader.name.clone().unwrap_or_default();
    let title = session::pages::title_of(&session).to_owned();
    let forum = shell::face(app).name;
    let passages = passages(&transcript, numbers);
    let args = [
        ("name", name.as_str().into()),
        ("session", title.as_str().into()),
        ("forum", forum.as_str().into()),
        ("passages", passages.as_str().into()),
        ("link", LINK.into()),
    ];
    Ok(Some(Request {
        letter: Letter {
            id: format!("transcript-asked-{}-{person}", meta.seq),
            to,
            name: name.clone(),
            participant: Some(person.clone()),
            about: Some(store::letters_about(id)),
            subject: t.say_with("transcript-letter-subject", &args),
            body: t.say_with("transcript-letter", &args),
            attachment: None,
        },
        subject: format!("{id} {person}"),
    }))
}

fn passages(transcript: &Transcript, numbers: &[u32]) -> String {
    let found = numbers
        .iter()
        .filter_map(|number| transcript.paragraph(*number));
    let lines = found.filter_map(|(_, paragraph)| {
        Some(format!(
            "  {}  {}",
            paragraph.number,
            paragraph.text.as_deref()?
        ))
    });
    lines.collect::<Vec<_>>().join("\n\n")
}

/// Keeps the full-text index of transcripts.
pub struct TranscriptSearch;

impl Follower for TranscriptSearch {
    fn name(&self) -> &'static str {
        "transcript-search"
    }

    fn fell(&self) -> Option<Fell> {
        Some(index::forget_all)
    }

    fn follow(&self, _: &App, db: &Db<'_>, entries: &[Entry]) -> Result<Write, Fault> {
        let mut sessions: Vec<SessionId> = Vec::new();
        for entry in entries {
            sessions.extend(entry.event()?.and_then(|event| reworded(&event)));
        }
        sessions.sort();
        sessions.dedup();
        let mut all = Vec::new();
        for id in sessions {
            let Some(transcript) = read::transcript(db, &id)? else {
                continue;
            };
            let session = session::store::session(db, &id)?;
            let lang = session
                .and_then(|session| session.languages.into_iter().next())
                .unwrap_or_default();
            for paragraph in transcript.paragraphs() {
                let text = paragraph.text.as_deref().unwrap_or("");
                all.push((paragraph.heard, id.clone(), search::tokens(text, &lang)));
            }
        }
        Ok(Box::new(move |tx| {
            all.iter()
                .try_for_each(|(key, session, words)| index::index(tx, *key, session, words))
        }))
    }
}

/// The session whose words an event changes. Of a record that was taken back the index keeps tokens without a paragraph,
/// which no search finds; filling it anew drops them.
fn reworded(event: &TranscriptEvent) -> Option<SessionId> {
    match event {
        TranscriptEvent::Recorded(recorded) => Some(recorded.session.clone()),
        TranscriptEvent::Proposed(proposed) if proposed.stands => Some(proposed.session.clone()),
        TranscriptEvent::Decided {
            session,
            is_confirmed: true,
            ..
        }
        | TranscriptEvent::TakenBack { session, .. }
        | TranscriptEvent::WordsErased { session, .. } => Some(session.clone()),
        _ => None,
    }
}

/// Lists erasures of a record's words; after a kill it lists the last ones again, which does no harm.
pub struct TranscriptErasure;

impl Follower for TranscriptErasure {
    fn name(&self) -> &'static str {
        "transcript-erasure"
    }

    fn follow(&self, app: &App, _: &Db<'_>, entries: &[Entry]) -> Result<Write, Fault> {
        for entry in entries {
            let erased = match entry.event::<TranscriptEvent>()? {
                Some(
                    TranscriptEvent::WordsErased { erases, rule, .. }
                    | TranscriptEvent::TakenBack { erases, rule, .. },
                ) => (erases, rule),
                _ => continue,
            };
            let (erases, rule) = erased;
            let erasure = Erasure {
                at: entry.meta.at,
                decided_by: entry.meta.by.clone(),
                rule,
                erases,
            };
            erase::list(&app.settings().dir, &erasure)?;
        }
        Ok(Box::new(|_| Ok(())))
    }
}
