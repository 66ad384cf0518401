//! What happens in the room `transcript`.

use plenary_captions::{BlockKind, EvidenceKind, FindingKind, Outcome};
use plenary_kit::db::Tx;
use plenary_kit::event::{Event, Meta};
use plenary_kit::fault::Fault;
use plenary_kit::id::ParticipantId;
use plenary_kit::time::Instant;
use plenary_kit::words::{Words, WordsKey};
use plenary_kit::{typed_id, words_enum};
use plenary_ledger::Seal;
use serde::{Deserialize, Serialize};

use super::store;
use crate::docket::ItemNumber;
use crate::session::SessionId;

typed_id!(
    /// A record of a session.
    TranscriptId
);
typed_id!(
    /// A correction, proposed or made.
    CorrectionId
);

words_enum!(
    /// What captions are.
    Nature {
        /// A person wrote them.
        Human = "human",
        /// A machine wrote them.
        Machine = "machine",
    }
);

words_enum!(
    /// What a correction mends.
    CorrectionKind {
        /// The words of a paragraph.
        Words = "words",
        /// Words that could not be heard, from who spoke them.
        Supplied = "supplied",
        /// Who spoke.
        Speaker = "speaker",
        /// "This was me."
        Mine = "mine",
    }
);

words_enum!(
    /// Where a correction, or something found, stands.
    Verdict {
        /// Nobody decided yet.
        Open = "open",
        /// It stands.
        Confirmed = "confirmed",
        /// It does not.
        Declined = "declined",
    }
);

/// One thing that speaks for a name: where it stands, so that nothing of it is said twice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RecordedEvidence {
    /// What it is.
    pub kind: EvidenceKind,
    /// The paragraph; none for a label.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<u32>,
    /// The letters in it, the last exclusive.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub letters: Option<[u32; 2]>,
}

/// A turn as the line tells it; names stand in the record's own list, by place.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RecordedTurn {
    /// Its number.
    pub number: u32,
    /// The label as printed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<u32>,
    /// The claim about who speaks: a [`super::Claim`] in JSON.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub claim: Option<u32>,
    /// How sure it is, of a thousand.
    pub confidence: u32,
    /// What speaks for it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<RecordedEvidence>,
    /// Begin and end in milliseconds, when the feed had times.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub milliseconds: Option<[u64; 2]>,
    /// What was said.
    pub paragraphs: Vec<RecordedParagraph>,
}

/// A paragraph as the line tells it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RecordedParagraph {
    /// Its lasting number.
    pub number: u32,
    /// Its words, marks included.
    pub words: Words,
    /// Where it stands in the source.
    pub lines: [u32; 2],
    /// Begin and end in milliseconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub milliseconds: Option<[u64; 2]>,
    /// Of live captions: the packets that hold its words, by ranges of their places.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub packets: Vec<[u32; 2]>,
}

/// What is not speech.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RecordedBlock {
    /// What it is.
    pub kind: BlockKind,
    /// Its words.
    pub words: Words,
    /// Where it stands in the source.
    pub lines: [u32; 2],
}

/// A part of the session that was announced.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RecordedPart {
    /// What it is about, in the words of the announcement: its place in the list of names.
    pub title: u32,
    /// Its length.
    pub seconds: u32,
    /// The paragraph it was announced in.
    pub number: u32,
}

/// Something found: where it stands, never its words again.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RecordedFinding {
    /// What it is.
    pub kind: FindingKind,
    /// The first paragraph.
    pub first: u32,
    /// The last paragraph.
    pub last: u32,
    /// The letters of the first paragraph, when it lies in one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub letters: Option<[u32; 2]>,
    /// Who or what it names, by place in the list of names.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<u32>,
    /// How sure it is, of a thousand.
    pub confidence: u32,
    /// Of a question: the first paragraph of the turn that answers it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answered_by: Option<u32>,
    /// Of a review comment: what was announced.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<Outcome>,
    /// Where it was announced.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome_number: Option<u32>,
}

/// A record as its line tells it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recorded {
    /// Its id.
    pub id: TranscriptId,
    /// The session.
    pub session: SessionId,
    /// Who wrote the captions.
    pub nature: Nature,
    /// The bytes as they came.
    pub source: Words,
    /// The file's name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<Words>,
    /// How many bytes.
    pub bytes: u64,
    /// Of live captions: when the first word came; milliseconds count from there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub began: Option<Instant>,
    /// Labels, claims, titles and names, each once.
    pub names: Vec<Words>,
    /// What was said.
    pub turns: Vec<RecordedTurn>,
    /// What is not speech.
    pub blocks: Vec<RecordedBlock>,
    /// The parts announced.
    pub parts: Vec<RecordedPart>,
    /// What was found.
    pub findings: Vec<RecordedFinding>,
}

/// Who spoke in some turns, as somebody said who may.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Voice {
    /// The participant; none for a name alone, or for nobody known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub participant: Option<ParticipantId>,
    /// A name without a participant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<Words>,
    /// The affiliation as stated then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub affiliation: Option<Words>,
    /// The stakeholder group then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
}

/// A correction as it was proposed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Proposed {
    /// Its id.
    pub id: CorrectionId,
    /// The session.
    pub session: SessionId,
    /// What it mends.
    pub kind: CorrectionKind,
    /// The paragraph it was proposed at.
    pub number: u32,
    /// The turns it is about; for words, the paragraph's own.
    pub turns: Vec<u32>,
    /// The words as they should stand, or the name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<Words>,
    /// The participant who spoke.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub participant: Option<ParticipantId>,
    /// The participant's group then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    /// Why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Words>,
    /// Whether it stands at once, because who proposes may decide.
    pub stands: bool,
}

/// An event of this room.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum TranscriptEvent {
    /// A session has its record.
    Recorded(Box<Recorded>),
    /// It was the wrong one: taken back, its words destroyed, its numbers never given again.
    TakenBack {
        /// Which.
        id: TranscriptId,
        /// The session.
        session: SessionId,
        /// What was destroyed, by seal.
        erases: Vec<Seal>,
        /// The same, by key.
        words: Vec<WordsKey>,
        /// Why.
        rule: String,
    },
    /// Who spoke in these turns.
    VoiceTold {
        /// The session.
        session: SessionId,
        /// The turns.
        turns: Vec<u32>,
        /// Who.
        voice: Voice,
    },
    /// A correction was proposed.
    Proposed(Box<Proposed>),
    /// It was decided.
    Decided {
        /// Which.
        id: CorrectionId,
        /// The session.
        session: SessionId,
        /// Whether it stands.
        is_confirmed: bool,
        /// Why.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<Words>,
    },
    /// Speakers were asked for words that could not be heard, each once.
    WordsAsked {
        /// The session.
        session: SessionId,
        /// Whom, for which paragraphs.
        asked: Vec<(ParticipantId, Vec<u32>)>,
    },
    /// Something found was accepted, perhaps corrected, or dismissed.
    FindingDecided {
        /// The session.
        session: SessionId,
        /// Its place in the list.
        place: u32,
        /// What it is, as the rapporteur says.
        kind: FindingKind,
        /// What was announced, as the rapporteur says.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        outcome: Option<Outcome>,
        /// Whether it is one.
        is_accepted: bool,
        /// The item made of it, or linked with it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        item: Option<ItemNumber>,
    },
    /// A passage speaks about an item.
    Linked {
        /// The session.
        session: SessionId,
        /// The first paragraph.
        first: u32,
        /// The last paragraph.
        last: u32,
        /// The item.
        item: ItemNumber,
        /// What was announced to become of it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        outcome: Option<Outcome>,
    },
    /// Words of the record, or of the captions before there was one, were destroyed.
    WordsErased {
        /// The session.
        session: SessionId,
        /// What was destroyed, by seal.
        erases: Vec<Seal>,
        /// The same, by key.
        words: Vec<WordsKey>,
        /// Under which rule.
        rule: String,
    },
}

impl Event for TranscriptEvent {
    const ROOM: &'static str = "transcript";

    fn apply(&self, tx: &Tx<'_>, meta: &Meta) -> Result<(), Fault> {
        store::apply(tx, self, meta)
    }
}
