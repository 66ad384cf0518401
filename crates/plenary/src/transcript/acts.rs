//! The room's acts, the same for pages, live captions and the demo.

use std::collections::BTreeMap;

use plenary_captions::{Person as KnownPerson, Record, Register};
use plenary_kit::act::Once;
use plenary_kit::app::App;
use plenary_kit::db::Db;
use plenary_kit::fault::{Fault, Stop};
use plenary_kit::id::ParticipantId;
use plenary_kit::policy::{Audience, Viewer};
use plenary_kit::words::Words;

use super::event::{CorrectionId, CorrectionKind, TranscriptEvent, Voice};
use super::made::CaptionFile;
use super::rules::{self, Correction, Mend, TranscriptRefusal};
use super::store::read;
use super::view::{Transcript, Turn};
use crate::forum::{self, Cycle};
use crate::participant::{self, Join};
use crate::session::{self, Session, SessionId};

/// The most people whose names help to read a file.
const KNOWN: usize = 5_000;

/// Everybody whose name may stand in a file: those invited, those who spoke before, the community.
pub fn register(db: &Db<'_>, session: &Session) -> Result<Register, Fault> {
    let mut people: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (_, name) in participant::names(db, KNOWN)? {
        people.entry(name).or_default();
    }
    for name in session.speakers.iter().filter_map(|one| one.name.clone()) {
        people.entry(name).or_default();
    }
    for (id, label) in read::known_names(db)? {
        let name = participant::person(db, &id)?.and_then(|person| person.name);
        if let Some(name) = name {
            let aliases = people.entry(name.clone()).or_default();
            // A role is not a name: several people are the moderator.
            let printed = label.filter(|label| is_name(label) && *label != name);
            aliases.extend(printed);
        }
    }
    let person = |(name, aliases): (String, Vec<String>)| KnownPerson {
        name,
        aliases,
        ..KnownPerson::default()
    };
    Ok(Register::new(people.into_iter().map(person).collect()))
}

fn is_name(label: &str) -> bool {
    let found = plenary_captions::fragment(format!(">> {label}: x").as_bytes());
    found.role.is_none() && found.name.is_some()
}

/// The session with its cycle and its record.
pub(super) struct Ground {
    pub session: Session,
    pub cycle: Cycle,
    pub transcript: Option<Transcript>,
}

pub(super) fn ground(db: &Db<'_>, id: &SessionId) -> Result<Ground, Stop> {
    let session = session::store::session(db, id)?.ok_or(Stop::NotFound)?;
    let cycle = forum::store::cycle(db, &session.cycle)?.ok_or(Stop::NotFound)?;
    let transcript = read::transcript(db, id)?;
    Ok(Ground {
        session,
        cycle,
        transcript,
    })
}

impl Ground {
    pub fn record(&self) -> Result<&Transcript, Stop> {
        self.transcript.as_ref().ok_or(Stop::NotFound)
    }
}

/// Makes a file the record of a session; `record` is what the engine read in it.
pub async fn record_file(
    app: &App,
    viewer: &Viewer,
    id: &SessionId,
    (record, file): (Record, CaptionFile),
    once: Option<Once>,
) -> Result<(), Stop> {
    let (policy, who, id) = (*app.policy(), viewer.clone(), id.clone());
    let decide = move |db: &Db<'_>, _| {
        let ground = ground(db, &id)?;
        let same = match read::same_file(db, &file.bytes)? {
            Some(other) => session::store::session(db, &other)?,
            None => None,
        };
        // What one may not see is no reason to refuse.
        let same = same.filter(|other| other.seen_by(&policy, &who).is_some());
        let same = same.map(|other| other.slug);
        let after = read::after(db, &id)?;
        let before = (ground.transcript.is_some(), same);
        let (cycle, session) = (&ground.cycle, &ground.session);
        Ok(rules::record(
            &who,
            cycle,
            session,
            before,
            (&record, &file),
            after,
        )?)
    };
    app.act::<TranscriptEvent>(viewer.participant.as_ref(), once, decide)
        .await?;
    Ok(())
}

/// Who a speaker is, as the record's maker says.
#[derive(Clone, Debug)]
pub enum SpeakerIs {
    /// This participant.
    Participant(ParticipantId),
    /// Somebody the forum does not know yet: a participant is made whom the person can claim.
    New {
        /// The name.
        name: String,
        /// The stakeholder group.
        group: Option<String>,
    },
    /// Somebody of this name, without a participant.
    Name(String),
    /// Nobody knows.
    Nobody,
}

/// Says who spoke in these turns; their affiliation is kept as it was stated then.
pub async fn tell_speaker(
    app: &App,
    viewer: &Viewer,
    id: &SessionId,
    turns: Vec<u32>,
    who: SpeakerIs,
    once: Option<Once>,
) -> Result<(), Stop> {
    let (by, id) = (viewer.participant.clone(), id.clone());
    let ground_now = app.read(|db| ground(db, &id))?;
    rules::may_record(viewer, &ground_now.cycle)?;
    let (participant, name) = identify(app, by.as_ref(), &ground_now.session, who).await?;
    let viewer = viewer.clone();
    let decide = move |db: &Db<'_>, _| {
        let ground = ground(db, &id)?;
        let transcript = ground.record()?;
        let is_asked = |turn: &&Turn| turns.contains(&turn.number);
        let found: Vec<&Turn> = transcript.turns.iter().filter(is_asked).collect();
        let stated = found
            .iter()
            .find_map(|turn| turn.claim.as_ref()?.affiliation.clone());
        let at = ground.session.starts;
        let voice = Voice {
            affiliation: affiliation(db, participant.as_ref(), stated, at)?.map(Words::new),
            group: match &participant {
                Some(id) => participant::person(db, id)?.and_then(|person| person.group),
                None => None,
            },
            participant,
            name: name.map(Words::new),
        };
        let turns = found.iter().map(|turn| turn.number).collect();
        Ok(rules::tell_voice(
            &viewer,
            &ground.cycle,
            &id,
            turns,
            voice,
        )?)
    };
    let done = app
        .act::<TranscriptEvent>(by.as_ref(), once, decide)
        .await?;
    match done.event {
        TranscriptEvent::VoiceTold { session, turns, .. } => {
            ask_known(app, by.as_ref(), &session, &turns).await
        }
        _ => Ok(()),
    }
}

/// Asks who has just become known to have spoken in these turns for what could not be heard of them: each once in a
/// session, and only who may read it, because the letter quotes it.
async fn ask_known(
    app: &App,
    by: Option<&ParticipantId>,
    id: &SessionId,
    turns: &[u32],
) -> Result<(), Stop> {
    let (id, turns) = (id.clone(), turns.to_vec());
    let asked = move |db: &Db<'_>| -> Result<_, Stop> {
        let ground = ground(db, &id)?;
        let transcript = ground.record()?;
        let mut asked = to_ask(db, transcript)?;
        asked.retain(|(person, _)| {
            let is_open = ground.session.audience == Audience::Everyone;
            let mut invited = ground.session.speakers.iter();
            let may_read = is_open || invited.any(|one| one.participant.as_ref() == Some(person));
            let mut told = transcript.turns.iter();
            let is_new =
                told.any(|turn| turns.contains(&turn.number) && turn.participant() == Some(person));
            may_read && is_new
        });
        Ok(rules::ask_known(&ground.cycle, &id, asked)?)
    };
    // Mostly nobody is to be asked, and nothing has to be written.
    if app.read(&asked).is_ok() {
        app.act::<TranscriptEvent>(by, None, move |db, _| asked(db))
            .await?;
    }
    Ok(())
}

/// The participant or the name that is meant; somebody new becomes a participant first.
async fn identify(
    app: &App,
    by: Option<&ParticipantId>,
    session: &Session,
    who: SpeakerIs,
) -> Result<(Option<ParticipantId>, Option<String>), Stop> {
    Ok(match who {
        SpeakerIs::Participant(id) => (Some(id), None),
        SpeakerIs::New { name, group } => {
            let lang = session.languages.first().cloned();
            let ask = Join {
                name,
                address: None,
                group,
                lang: lang.unwrap_or_else(|| "en".into()),
            };
            let id = participant::acts::note_speaker(app, by, ask).await?;
            (Some(id), None)
        }
        SpeakerIs::Name(name) => (None, Some(name)),
        SpeakerIs::Nobody => (None, None),
    })
}

/// As stated in the session; otherwise where the person belonged on that day.
fn affiliation(
    db: &Db<'_>,
    participant: Option<&ParticipantId>,
    stated: Option<String>,
    at: plenary_kit::time::Instant,
) -> Result<Option<String>, Fault> {
    match (stated, participant) {
        (Some(stated), _) => Ok(Some(stated)),
        (None, Some(id)) => {
            let then = participant::affiliations_at(db, id, at)?;
            Ok(then.into_iter().next().map(|one| one.organisation_name))
        }
        (None, None) => Ok(None),
    }
}

/// Proposes a correction of a paragraph; it stands at once when the viewer may decide it. "This was me" speaks for every
/// turn of the session that is held to be the same person's.
pub async fn propose(
    app: &App,
    viewer: &Viewer,
    id: &SessionId,
    number: u32,
    mend: Mend,
    reason: Option<String>,
    once: Option<Once>,
) -> Result<(), Stop> {
    let (by, who, id) = (viewer.participant.clone(), viewer.clone(), id.clone());
    let decide = move |db: &Db<'_>, _| {
        let ground = ground(db, &id)?;
        let transcript = ground.record()?;
        let found = transcript.paragraph(number).ok_or(Stop::NotFound)?;
        let mend = match mend {
            Mend::Mine(_) => Mend::Mine(same_speaker(transcript, found.0)),
            Mend::Speaker(Some(name), None) => {
                let known = participant::named(db, &name)?;
                let one = (known.len() == 1).then(|| known[0].clone());
                Mend::Speaker(Some(name), one)
            }
            other => other,
        };
        let group = match &who.participant {
            Some(id) => participant::person(db, id)?.and_then(|person| person.group),
            None => None,
        };
        Ok(rules::propose(
            &who,
            &ground.cycle,
            &id,
            found,
            mend,
            (reason, group),
        )?)
    };
    let done = app
        .act::<TranscriptEvent>(by.as_ref(), once, decide)
        .await?;
    match done.event {
        TranscriptEvent::Proposed(one) if one.stands && one.participant.is_some() => {
            ask_known(app, by.as_ref(), &one.session, &one.turns).await
        }
        _ => Ok(()),
    }
}

/// The turns that are held to be the same speaker's: by participant, by name, or this one alone.
pub(super) fn same_speaker(transcript: &Transcript, turn: &Turn) -> Vec<u32> {
    let name = |turn: &Turn| match &turn.told {
        Some(told) => told.name.clone(),
        None => turn.claim.as_ref().and_then(|claim| claim.name.clone()),
    };
    let wanted = name(turn);
    let is_same = |other: &&Turn| {
        let same_person = turn.participant().is_some() && other.participant() == turn.participant();
        other.number == turn.number || same_person || (wanted.is_some() && name(other) == wanted)
    };
    transcript
        .turns
        .iter()
        .filter(is_same)
        .map(|turn| turn.number)
        .collect()
}

/// Decides a correction.
pub async fn decide(
    app: &App,
    viewer: &Viewer,
    id: &SessionId,
    correction: &CorrectionId,
    (is_confirmed, reason): (bool, Option<String>),
    once: Option<Once>,
) -> Result<Correction, Stop> {
    let (by, who, id) = (viewer.participant.clone(), viewer.clone(), id.clone());
    let found = app.read(|db| one_correction(db, &id, correction))?;
    let (session, wanted) = (id.clone(), correction.clone());
    let decide = move |db: &Db<'_>, _| {
        let ground = ground(db, &session)?;
        let correction = one_correction(db, &session, &wanted)?;
        let transcript = ground.record()?;
        let (turn, _) = transcript
            .paragraph(correction.number)
            .ok_or(Stop::NotFound)?;
        let about = (&correction, turn.participant());
        Ok(rules::decide(
            &who,
            &ground.cycle,
            &session,
            about,
            is_confirmed,
            reason,
        )?)
    };
    app.act::<TranscriptEvent>(by.as_ref(), once, decide)
        .await?;
    if is_confirmed && found.participant.is_some() {
        ask_known(app, by.as_ref(), &id, &found.turns).await?;
    }
    Ok(found)
}

fn one_correction(db: &Db<'_>, id: &SessionId, wanted: &CorrectionId) -> Result<Correction, Stop> {
    let all = read::corrections(db, id)?;
    all.into_iter()
        .find(|each| each.id == *wanted)
        .ok_or(Stop::NotFound)
}

/// The speakers who can be asked for words that could not be heard, with the paragraphs; who was asked before is left out.
pub fn to_ask(
    db: &Db<'_>,
    transcript: &Transcript,
) -> Result<Vec<(ParticipantId, Vec<u32>)>, Fault> {
    let asked = read::requests(db, &transcript.session)?;
    let mut found: Vec<(ParticipantId, Vec<u32>)> = Vec::new();
    for turn in &transcript.turns {
        let Some(id) = turn.participant() else {
            continue;
        };
        let gaps = turn.paragraphs.iter().filter(|each| each.is_inaudible());
        let open = gaps.filter(|each| !asked.iter().any(|(number, _)| *number == each.number));
        let numbers: Vec<u32> = open.map(|each| each.number).collect();
        let person = participant::person(db, id)?;
        if numbers.is_empty() || person.is_none_or(|person| person.address.is_none()) {
            continue;
        }
        match found.iter_mut().find(|(known, _)| known == id) {
            Some((_, all)) => all.extend(numbers),
            None => found.push((id.clone(), numbers)),
        }
    }
    // One request a session: who had theirs gets no second one for other passages.
    found.retain(|(id, _)| !asked.iter().any(|(_, person)| person == id));
    Ok(found)
}

/// Asks every speaker who can be reached, once.
pub async fn ask_words(
    app: &App,
    viewer: &Viewer,
    id: &SessionId,
    once: Option<Once>,
) -> Result<(), Stop> {
    let (by, who, id) = (viewer.participant.clone(), viewer.clone(), id.clone());
    let decide = move |db: &Db<'_>, _| {
        let ground = ground(db, &id)?;
        let asked = to_ask(db, ground.record()?)?;
        Ok(rules::ask_words(&who, &ground.cycle, &id, asked)?)
    };
    app.act::<TranscriptEvent>(by.as_ref(), once, decide)
        .await?;
    Ok(())
}

/// Whether the viewer may decide something of that kind about a turn.
pub(super) fn may_decide(
    viewer: &Viewer,
    cycle: &Cycle,
    kind: CorrectionKind,
    turn: &Turn,
) -> Result<(), TranscriptRefusal> {
    rules::may_decide(viewer, cycle, kind, turn.participant())
}
