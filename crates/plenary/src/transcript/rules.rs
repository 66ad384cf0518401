//! The record of a session: who makes it, who mends it, and what a correction must hold.

use plenary_captions::{Fed, FindingKind, Outcome, Record, Register};
use plenary_kit::id::ParticipantId;
use plenary_kit::policy::{Role, Viewer};
use plenary_kit::time::Instant;
use plenary_kit::words::{Words, WordsKey};
use plenary_ledger::Seal;

use super::event::{CorrectionId, CorrectionKind, Proposed, TranscriptEvent, Verdict, Voice};
use super::made::{self, After, CaptionFile};
pub use super::refusal::TranscriptRefusal;
use super::view::{Paragraph, Transcript, Turn};
use crate::docket::ItemNumber;
use crate::forum::Cycle;
use crate::session::{Session, SessionId};

/// The most bytes of a transcript: four million words would fit.
pub const FILE_BYTES: usize = 25 * 1024 * 1024;
/// The most letters of a corrected paragraph.
pub const WORDS_LETTERS: usize = 20_000;
/// The most letters of a reason.
pub const REASON_LETTERS: usize = 2_000;
/// The most letters of a name.
pub const NAME_LETTERS: usize = 200;

/// Whether the viewer makes the record of the cycle's sessions.
pub fn may_record(viewer: &Viewer, cycle: &Cycle) -> Result<(), TranscriptRefusal> {
    let makes = [Role::Secretariat, Role::Rapporteur];
    if !makes.iter().any(|role| viewer.has(&cycle.id, *role)) {
        return Err(TranscriptRefusal::NotRecorder);
    }
    is_alive(cycle)
}

fn is_alive(cycle: &Cycle) -> Result<(), TranscriptRefusal> {
    match cycle.is_alive() {
        true => Ok(()),
        false => Err(TranscriptRefusal::CycleClosed),
    }
}

/// Reads a file, or the same words as they came live with their times; refuses what is plainly none, and leaves every doubt to the preview.
pub fn read_file(
    file: &CaptionFile,
    fed: Option<&Fed>,
    people: &Register,
) -> Result<Record, TranscriptRefusal> {
    let name = || file.name.clone().unwrap_or_default();
    if file.bytes.is_empty() {
        return Err(TranscriptRefusal::NoFile);
    }
    if is_other(&file.bytes) {
        return Err(TranscriptRefusal::NotText(name()));
    }
    let record = match fed {
        Some(fed) => fed.record(people),
        None => Record::read(&file.bytes, people),
    };
    let has_words = record
        .turns
        .iter()
        .any(|turn| turn.words().next().is_some());
    match has_words {
        true => Ok(record),
        false => Err(TranscriptRefusal::NoSpeech(name())),
    }
}

/// Whether the bytes begin as something that is no text, or hold NULs as no text in use does.
fn is_other(bytes: &[u8]) -> bool {
    const BEGINNINGS: [&[u8]; 9] = [
        b"%PDF-",
        b"PK\x03\x04",
        b"\x89PNG",
        b"\xff\xd8\xff",
        b"GIF8",
        b"\xd0\xcf\x11\xe0",
        b"{\\rtf",
        b"RIFF",
        b"\x1f\x8b",
    ];
    let is_utf16 = bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff");
    let head = &bytes[..bytes.len().min(4_096)];
    BEGINNINGS.iter().any(|begin| bytes.starts_with(begin))
        || (!is_utf16 && head.iter().filter(|byte| **byte == 0).count() * 20 > head.len())
}

/// Makes a session's record. `same` is the session that holds the very same bytes, by its address.
pub fn record(
    viewer: &Viewer,
    cycle: &Cycle,
    session: &Session,
    (has_record, same): (bool, Option<String>),
    (read, file): (&Record, &CaptionFile),
    after: After,
) -> Result<TranscriptEvent, TranscriptRefusal> {
    may_record(viewer, cycle)?;
    if let Some(same) = same {
        return Err(TranscriptRefusal::SameFile(same));
    }
    if has_record {
        return Err(TranscriptRefusal::HasRecord);
    }
    let recorded = made::recorded(&session.id, read, file, after)?;
    Ok(TranscriptEvent::Recorded(Box::new(recorded)))
}

/// Takes the wrong record back: nothing may stand on it yet, and its numbers are never given again.
pub fn take_back(
    viewer: &Viewer,
    cycle: &Cycle,
    transcript: &Transcript,
    used: usize,
    found: Vec<(WordsKey, Seal)>,
    rule: &str,
) -> Result<TranscriptEvent, TranscriptRefusal> {
    may_record(viewer, cycle)?;
    if used > 0 {
        return Err(TranscriptRefusal::IsUsed(used));
    }
    if rule.trim().is_empty() {
        return Err(TranscriptRefusal::NoRule);
    }
    let (words, erases) = found.into_iter().unzip();
    Ok(TranscriptEvent::TakenBack {
        id: transcript.id.clone(),
        session: transcript.session.clone(),
        erases,
        words,
        rule: rule.trim().to_owned(),
    })
}

/// Says who spoke in these turns.
pub fn tell_voice(
    viewer: &Viewer,
    cycle: &Cycle,
    session: &SessionId,
    turns: Vec<u32>,
    voice: Voice,
) -> Result<TranscriptEvent, TranscriptRefusal> {
    may_record(viewer, cycle)?;
    if turns.is_empty() {
        return Err(TranscriptRefusal::NotAPassage);
    }
    Ok(TranscriptEvent::VoiceTold {
        session: session.clone(),
        turns,
        voice,
    })
}

/// A correction as it is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correction {
    /// Its id.
    pub id: CorrectionId,
    /// What it mends.
    pub kind: CorrectionKind,
    /// The paragraph it was proposed at.
    pub number: u32,
    /// The turns it is about.
    pub turns: Vec<u32>,
    /// The words, or the name.
    pub words: Option<String>,
    /// The participant who spoke.
    pub participant: Option<ParticipantId>,
    /// Why.
    pub reason: Option<String>,
    /// Who proposed it.
    pub proposer: Option<ParticipantId>,
    /// When.
    pub proposed: Instant,
    /// Where it stands.
    pub verdict: Verdict,
    /// Who decided.
    pub decider: Option<ParticipantId>,
    /// When.
    pub decided: Option<Instant>,
    /// Why.
    pub because: Option<String>,
    /// The words that stood before it.
    pub before: Option<String>,
}

/// What somebody wants mended.
#[derive(Clone, Debug)]
pub enum Mend {
    /// These are the words.
    Words(String),
    /// These are the words that could not be heard, from who spoke them.
    Supply(String),
    /// It was somebody of this name; nothing says that it is not known who.
    Speaker(Option<String>, Option<ParticipantId>),
    /// "This was me": in all these turns.
    Mine(Vec<u32>),
}

/// Whether the viewer may propose a correction at all.
pub fn may_propose(viewer: &Viewer, cycle: &Cycle) -> Result<(), TranscriptRefusal> {
    match viewer.participant {
        Some(_) => is_alive(cycle),
        None => Err(TranscriptRefusal::NotSignedIn),
    }
}

/// Whether the viewer may decide a correction: who spoke, or who makes the record; who somebody is, the secretariat.
pub fn may_decide(
    viewer: &Viewer,
    cycle: &Cycle,
    kind: CorrectionKind,
    speaker: Option<&ParticipantId>,
) -> Result<(), TranscriptRefusal> {
    is_alive(cycle)?;
    let is_recorder = may_record(viewer, cycle).is_ok();
    let may = match kind {
        CorrectionKind::Mine if viewer.secretariat => return Ok(()),
        CorrectionKind::Mine => return Err(TranscriptRefusal::NotSecretariat),
        _ => is_recorder || viewer.is(speaker),
    };
    may.then_some(()).ok_or(TranscriptRefusal::NotSpeaker)
}

/// Proposes a correction; it stands at once when who proposes may decide it.
pub fn propose(
    viewer: &Viewer,
    cycle: &Cycle,
    session: &SessionId,
    (turn, paragraph): (&Turn, &Paragraph),
    mend: Mend,
    (reason, group): (Option<String>, Option<String>),
) -> Result<TranscriptEvent, TranscriptRefusal> {
    may_propose(viewer, cycle)?;
    let text = paragraph
        .text
        .as_deref()
        .ok_or(TranscriptRefusal::IsErased)?;
    let kind = match mend {
        Mend::Words(_) => CorrectionKind::Words,
        Mend::Supply(_) => CorrectionKind::Supplied,
        Mend::Speaker(..) => CorrectionKind::Speaker,
        Mend::Mine(_) => CorrectionKind::Mine,
    };
    let may_decide = may_decide(viewer, cycle, kind, turn.participant());
    if kind == CorrectionKind::Supplied {
        may_decide.clone()?;
    }
    if let Mend::Words(words) | Mend::Supply(words) = &mend {
        check_words(words, text)?;
    }
    let (words, participant, turns) = match mend {
        Mend::Words(words) | Mend::Supply(words) => (Some(words), None, vec![turn.number]),
        Mend::Speaker(name, participant) => (name, participant, vec![turn.number]),
        Mend::Mine(turns) => (None, viewer.participant.clone(), turns),
    };
    Ok(TranscriptEvent::Proposed(Box::new(Proposed {
        id: CorrectionId::fresh(),
        session: session.clone(),
        kind,
        number: paragraph.number,
        turns,
        words: words.map(Words::new),
        participant,
        group,
        reason: reason.map(Words::new),
        stands: may_decide.is_ok(),
    })))
}

fn check_words(words: &str, stands: &str) -> Result<(), TranscriptRefusal> {
    if words.trim().is_empty() {
        Err(TranscriptRefusal::NoWords)
    } else if words == stands {
        Err(TranscriptRefusal::NothingChanged)
    } else {
        Ok(())
    }
}

/// Decides a correction; a "no" needs a reason.
pub fn decide(
    viewer: &Viewer,
    cycle: &Cycle,
    session: &SessionId,
    (correction, speaker): (&Correction, Option<&ParticipantId>),
    is_confirmed: bool,
    reason: Option<String>,
) -> Result<TranscriptEvent, TranscriptRefusal> {
    may_decide(viewer, cycle, correction.kind, speaker)?;
    if correction.verdict != Verdict::Open {
        return Err(TranscriptRefusal::AlreadyDecided);
    }
    if !is_confirmed && reason.is_none() {
        return Err(TranscriptRefusal::NoReason);
    }
    Ok(TranscriptEvent::Decided {
        id: correction.id.clone(),
        session: session.clone(),
        is_confirmed,
        reason: reason.map(Words::new),
    })
}

/// Asks who has just become known to have spoken, whoever said so; `asked` leaves out who was asked before.
pub fn ask_known(
    cycle: &Cycle,
    session: &SessionId,
    asked: Vec<(ParticipantId, Vec<u32>)>,
) -> Result<TranscriptEvent, TranscriptRefusal> {
    is_alive(cycle)?;
    if asked.is_empty() {
        return Err(TranscriptRefusal::NobodyToAsk);
    }
    Ok(TranscriptEvent::WordsAsked {
        session: session.clone(),
        asked,
    })
}

/// Asks speakers for words that could not be heard; `asked` leaves out who was asked before.
pub fn ask_words(
    viewer: &Viewer,
    cycle: &Cycle,
    session: &SessionId,
    asked: Vec<(ParticipantId, Vec<u32>)>,
) -> Result<TranscriptEvent, TranscriptRefusal> {
    may_record(viewer, cycle)?;
    ask_known(cycle, session, asked)
}

/// Something found, as it is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offered {
    /// Its place in the list.
    pub place: u32,
    /// What it is.
    pub kind: FindingKind,
    /// The first paragraph.
    pub first: u32,
    /// The last paragraph.
    pub last: u32,
    /// The letters of the first, when it lies in one.
    pub letters: Option<[u32; 2]>,
    /// Who or what it names.
    pub name: Option<String>,
    /// How sure it is, of a thousand.
    pub confidence: u32,
    /// Of a question: where it is answered.
    pub answered_by: Option<u32>,
    /// What was announced.
    pub outcome: Option<Outcome>,
    /// Where it was announced.
    pub outcome_number: Option<u32>,
    /// Where it stands.
    pub verdict: Verdict,
    /// The item made of it, or linked with it.
    pub item: Option<ItemNumber>,
}

/// Accepts, corrects or dismisses something found; deciding again is allowed, because nothing is asserted by it alone.
pub fn decide_finding(
    viewer: &Viewer,
    cycle: &Cycle,
    session: &SessionId,
    offered: &Offered,
    (kind, outcome): (FindingKind, Option<Outcome>),
    is_accepted: bool,
    item: Option<ItemNumber>,
) -> Result<TranscriptEvent, TranscriptRefusal> {
    may_record(viewer, cycle)?;
    let outcome = outcome.filter(|_| kind == FindingKind::ReviewComment);
    let verdict = if is_accepted {
        Verdict::Confirmed
    } else {
        Verdict::Declined
    };
    let item = item.or(offered.item);
    let is_same = offered.kind == kind && offered.outcome == outcome;
    if is_same && offered.verdict == verdict && offered.item == item {
        return Err(TranscriptRefusal::AlreadyDecided);
    }
    Ok(TranscriptEvent::FindingDecided {
        session: session.clone(),
        place: offered.place,
        kind,
        outcome,
        is_accepted,
        item,
    })
}

/// Says that a passage speaks about an item.
pub fn link(
    viewer: &Viewer,
    cycle: &Cycle,
    transcript: &Transcript,
    (first, last): (u32, u32),
    item: ItemNumber,
    outcome: Option<Outcome>,
) -> Result<TranscriptEvent, TranscriptRefusal> {
    may_record(viewer, cycle)?;
    check_passage(transcript, first, last)?;
    Ok(TranscriptEvent::Linked {
        session: transcript.session.clone(),
        first,
        last,
        item,
        outcome,
    })
}

/// Whether these are paragraphs of the record, in order.
pub fn check_passage(
    transcript: &Transcript,
    first: u32,
    last: u32,
) -> Result<(), TranscriptRefusal> {
    let is_there = |number: u32| transcript.paragraph(number).is_some();
    match first <= last && is_there(first) && is_there(last) {
        true => Ok(()),
        false => Err(TranscriptRefusal::NotAPassage),
    }
}

/// Whether the viewer may have words of a turn destroyed: who spoke them, and the secretariat.
pub fn may_erase(
    viewer: &Viewer,
    speaker: Option<&ParticipantId>,
) -> Result<(), TranscriptRefusal> {
    match viewer.secretariat || viewer.is(speaker) {
        true => Ok(()),
        false => Err(TranscriptRefusal::NotSpeaker),
    }
}

/// Destroys words of the record, with every earlier wording of them and the file they came in.
pub fn erase_words(
    viewer: &Viewer,
    session: &SessionId,
    speaker: Option<&ParticipantId>,
    found: Vec<(WordsKey, Seal)>,
    rule: &str,
) -> Result<TranscriptEvent, TranscriptRefusal> {
    may_erase(viewer, speaker)?;
    if rule.trim().is_empty() {
        return Err(TranscriptRefusal::NoRule);
    }
    if found.is_empty() {
        return Err(TranscriptRefusal::NothingToErase);
    }
    let (words, erases) = found.into_iter().unzip();
    Ok(TranscriptEvent::WordsErased {
        session: session.clone(),
        erases,
        words,
        rule: rule.trim().to_owned(),
    })
}
