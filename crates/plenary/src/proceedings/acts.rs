//! From speech to docket: a passage becomes an item, or speaks about one, perhaps with the answer that was announced.

use plenary_captions::Outcome;
use plenary_kit::act::Once;
use plenary_kit::app::App;
use plenary_kit::db::Db;
use plenary_kit::fault::{Fault, Stop};
use plenary_kit::policy::{Attribution, Viewer};

use crate::answer::acts::{self as answering, Doing};
use crate::answer::rules::{AskedChange, AskedPlace, AskedTarget, may_draft};
use crate::answer::{Disposition, ProposeAnswer};
use crate::docket::rules::file_heard;
use crate::docket::{
    Concerns, DocketEvent, Door, FileItem, Format, ItemNumber, Kind, store as docket, title_for,
};
use crate::forum;
use crate::session::{self, Heard, Session, SessionId};
use crate::transcript::TranscriptEvent;
use crate::transcript::rules::{Offered, check_passage, decide_finding, link, may_record};
use crate::transcript::store::read;
use crate::transcript::{Transcript, TranscriptRefusal};

/// What is to be made of a passage.
#[derive(Clone, Debug)]
pub struct Raise {
    /// What it is.
    pub kind: Kind,
    /// Whether it was said in the room or from afar.
    pub door: Door,
    /// Its title; without one the first words are it.
    pub title: Option<String>,
    /// Its words.
    pub words: String,
    /// The first paragraph.
    pub first: u32,
    /// The last paragraph.
    pub last: u32,
}

/// Makes an item of a passage: its author is who spoke, and they are told as any author is. Its mark, attribution and
/// readers are the session's.
pub async fn raise(
    app: &App,
    viewer: &Viewer,
    id: &SessionId,
    ask: Raise,
    once: Option<Once>,
) -> Result<ItemNumber, Stop> {
    let (who, id) = (viewer.clone(), id.clone());
    let decide = move |db: &Db<'_>, _| {
        let session = session::store::session(db, &id)?.ok_or(Stop::NotFound)?;
        let cycle = forum::store::cycle(db, &session.cycle)?.ok_or(Stop::NotFound)?;
        may_record(&who, &cycle)?;
        let transcript = read::transcript(db, &id)?.ok_or(Stop::NotFound)?;
        check_passage(&transcript, ask.first, ask.last)?;
        let (turn, _) = transcript.paragraph(ask.first).ok_or(Stop::NotFound)?;
        let author = turn.participant().cloned();
        let group = turn.told.as_ref().and_then(|told| told.group.clone());
        let readers = session::store::readers(db, &session::rules::list_of(&id))?;
        let item = FileItem {
            kind: ask.kind,
            door: ask.door,
            group,
            on_behalf: None,
            mark: session.mark,
            attribution: attribution(&session, &transcript, ask.first),
            lang: session
                .languages
                .first()
                .cloned()
                .unwrap_or_else(|| "en".into()),
            title: Some(ask.title.unwrap_or_else(|| title_for(&ask.words))),
            texts: vec![(None, ask.words)],
            format: Format::Plain,
            files: Vec::new(),
            about: None,
            concerns: Concerns {
                heard: Some(Heard {
                    session: id,
                    first: ask.first,
                    last: ask.last,
                }),
                ..Concerns::default()
            },
        };
        let last = docket::last_plain(db)?;
        Ok(file_heard(&cycle, author.as_ref(), item, last, readers)?)
    };
    match app
        .act::<DocketEvent>(viewer.participant.as_ref(), once, decide)
        .await?
        .event
    {
        DocketEvent::Filed(filed) => Ok(filed.number),
        _ => Err(Fault::broken("raising recorded something else").into()),
    }
}

/// A guess is nobody's words: where it is not told who spoke, only the words count.
fn attribution(session: &Session, transcript: &Transcript, first: u32) -> Attribution {
    let is_told = transcript
        .paragraph(first)
        .is_some_and(|(turn, _)| turn.participant().is_some());
    match (session.attribution, is_told) {
        (Attribution::Named, false) => Attribution::Anonymous,
        (attribution, _) => attribution,
    }
}

/// The answer that an outcome announces, where it is one.
pub fn disposition_of(outcome: Outcome) -> Option<Disposition> {
    match outcome {
        Outcome::Include => Some(Disposition::Accepted),
        Outcome::DebateOnList => Some(Disposition::List),
        Outcome::AlreadyCovered => Some(Disposition::Covered),
        Outcome::Duplicate => Some(Disposition::Duplicate),
        Outcome::Decline => Some(Disposition::Declined),
        Outcome::Defer => Some(Disposition::Deferred),
        Outcome::AskSubmitter => None,
    }
}

/// A passage that speaks about an item.
#[derive(Clone, Debug)]
pub struct Settle {
    /// The item.
    pub item: ItemNumber,
    /// The first paragraph.
    pub first: u32,
    /// The last paragraph.
    pub last: u32,
    /// What was announced.
    pub outcome: Option<Outcome>,
    /// The reason for an answer's draft, with the passage quoted; none drafts nothing.
    pub reason: Option<String>,
    /// What the answer points at: an item, or the passage's own address.
    pub target: Option<AskedTarget>,
    /// Where the text changes, in words, for an answer that says it does.
    pub place: Option<String>,
}

/// The draft that an announcement makes; none where it says that a text changes and nobody said where. A comment on a text
/// names its passage in the queue, where the text stands beside it.
fn drafted(ask: &Settle, is_on_text: bool) -> Option<ProposeAnswer> {
    let disposition = ask.outcome.and_then(disposition_of)?;
    let place = ask.place.clone().filter(|_| !is_on_text);
    let change = match disposition.is_change() {
        true => Some(AskedChange {
            place: AskedPlace::InWords(place?),
            old: None,
            new: None,
        }),
        false => None,
    };
    Some(ProposeAnswer {
        disposition,
        reason: ask.reason.clone()?,
        target: ask.target.clone(),
        change,
    })
}

/// Links a passage with an item; where an answer was announced and the viewer may draft it, the draft is made of it.
pub async fn settle(
    app: &App,
    viewer: &Viewer,
    id: &SessionId,
    ask: Settle,
    once: Option<Once>,
) -> Result<(), Stop> {
    let policy = *app.policy();
    let (item, concerned) = app.read(|db| {
        let concerned = docket::concern::concerns(db, ask.item)?;
        Ok::<_, Fault>((docket::item(db, ask.item)?, concerned))
    })?;
    let item = item.filter(|item| (policy.may_see)(viewer, &item.thing()).is_some());
    let item = item.ok_or(NoSuchItem)?;
    let draft = drafted(&ask, concerned.document.is_some());
    if let (Some(propose), Some(person)) = (draft, &viewer.participant)
        && may_draft(viewer, &item).is_ok()
    {
        answering::propose(app, Doing::of(person), ask.item, propose).await?;
    }
    let (who, id) = (viewer.clone(), id.clone());
    let decide = move |db: &Db<'_>, _| {
        let session = session::store::session(db, &id)?.ok_or(Stop::NotFound)?;
        let cycle = forum::store::cycle(db, &session.cycle)?.ok_or(Stop::NotFound)?;
        let transcript = read::transcript(db, &id)?.ok_or(Stop::NotFound)?;
        let passage = (ask.first, ask.last);
        Ok(link(
            &who,
            &cycle,
            &transcript,
            passage,
            ask.item,
            ask.outcome,
        )?)
    };
    app.act::<TranscriptEvent>(viewer.participant.as_ref(), once, decide)
        .await?;
    Ok(())
}

/// There is no such item for who asks.
#[derive(Debug, thiserror::Error)]
#[error("There is no item of this number. Look it up on the docket.")]
struct NoSuchItem;

impl plenary_kit::fault::Refuse for NoSuchItem {
    fn key(&self) -> &'static str {
        "proceedings-no-such-item"
    }

    fn status(&self) -> u16 {
        422
    }

    fn field(&self) -> Option<&'static str> {
        Some("item")
    }
}

/// What a rapporteur says of something found.
#[derive(Clone, Copy, Debug)]
pub struct Verdict {
    /// Its place in the list.
    pub place: u32,
    /// What it is.
    pub kind: plenary_captions::FindingKind,
    /// What was announced.
    pub outcome: Option<Outcome>,
    /// Whether it is one.
    pub is_accepted: bool,
    /// The item made of it.
    pub item: Option<ItemNumber>,
}

/// Decides something found.
pub async fn decide(
    app: &App,
    viewer: &Viewer,
    id: &SessionId,
    verdict: Verdict,
    once: Option<Once>,
) -> Result<(), Stop> {
    let (who, id) = (viewer.clone(), id.clone());
    let decide = move |db: &Db<'_>, _| {
        let session = session::store::session(db, &id)?.ok_or(Stop::NotFound)?;
        let cycle = forum::store::cycle(db, &session.cycle)?.ok_or(Stop::NotFound)?;
        let transcript = read::transcript(db, &id)?.ok_or(TranscriptRefusal::NotAPassage)?;
        let all = read::findings(db, &transcript)?;
        let offered: Option<Offered> = all.into_iter().find(|each| each.place == verdict.place);
        let offered = offered.ok_or(Stop::NotFound)?;
        let Verdict {
            kind,
            outcome,
            is_accepted,
            item,
            ..
        } = verdict;
        Ok(decide_finding(
            &who,
            &cycle,
            &id,
            &offered,
            (kind, outcome),
            is_accepted,
            item,
        )?)
    };
    app.act::<TranscriptEvent>(viewer.participant.as_ref(), once, decide)
        .await?;
    Ok(())
}
