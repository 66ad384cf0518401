//! A record as it is read: what was heard, what people said of it since, and what of it a reader is shown.

use plenary_captions::{self as captions, BlockKind, MarkKind, mark_spans};
use plenary_kit::id::ParticipantId;
use plenary_kit::policy::Fields;
use plenary_kit::time::Instant;
use plenary_kit::words::WordsKey;
use serde::{Deserialize, Serialize};

use super::event::{Nature, RecordedEvidence, TranscriptId};
use crate::session::SessionId;

/// What the engine claims of a speaker.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Claim {
    /// The name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The title before it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The organisation, as stated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub affiliation: Option<String>,
    /// The country, as stated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// The role.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
}

/// Who spoke, as a person said who may.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// The participant.
    pub participant: Option<ParticipantId>,
    /// The name: the participant's own, or the one that was written.
    pub name: Option<String>,
    /// The affiliation as stated then.
    pub affiliation: Option<String>,
    /// The word of the stakeholder group then.
    pub group: Option<String>,
}

/// A paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paragraph {
    /// Its lasting number.
    pub number: u32,
    /// The turn it belongs to.
    pub turn: u32,
    /// Its words as they stand; nothing when they were erased.
    pub text: Option<String>,
    /// Where its words stand, as they were heard.
    pub heard: WordsKey,
    /// Where its words stand, as they are now.
    pub stands: WordsKey,
    /// Where it stands in the source.
    pub lines: [u32; 2],
    /// Begin and end.
    pub milliseconds: Option<[u64; 2]>,
    /// Whether words of it were supplied later by who spoke them.
    pub is_supplied: bool,
    /// Whether it was corrected.
    pub is_corrected: bool,
}

impl Paragraph {
    /// How many words it has, marks left out.
    pub fn words(&self) -> usize {
        let text = self.text.as_deref().unwrap_or("");
        let marks = mark_spans(text);
        let marked: usize = marks
            .iter()
            .map(|(from, to, _)| text[*from..*to].split_whitespace().count())
            .sum();
        text.split_whitespace().count().saturating_sub(marked)
    }

    /// Whether something in it could not be heard.
    pub fn is_inaudible(&self) -> bool {
        let text = self.text.as_deref().unwrap_or("");
        mark_spans(text)
            .iter()
            .any(|(_, _, kind)| matches!(kind, MarkKind::Inaudible | MarkKind::OffMicrophone))
    }
}

/// One speaker's continuous speech.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Turn {
    /// Its number.
    pub number: u32,
    /// The label as printed.
    pub label: Option<String>,
    /// What the engine claims.
    pub claim: Option<Claim>,
    /// How sure it is, of a thousand.
    pub confidence: u32,
    /// What speaks for it.
    pub evidence: Vec<RecordedEvidence>,
    /// Begin and end.
    pub milliseconds: Option<[u64; 2]>,
    /// What people said.
    pub told: Option<Told>,
    /// What was said.
    pub paragraphs: Vec<Paragraph>,
}

/// How sure it is who speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Certainty {
    /// A person said so who may.
    Told,
    /// The captions say so, well founded.
    Founded,
    /// The captions make one guess so.
    Guess,
    /// Nobody knows.
    Open,
}

/// Who speaks, as a reader is shown it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shown {
    /// The name; without it, nobody is named.
    pub name: Option<String>,
    /// For whom they spoke.
    pub affiliation: Option<String>,
    /// In which role.
    pub role: Option<String>,
    /// The word of their stakeholder group.
    pub group: Option<String>,
    /// How sure it is.
    pub certainty: Option<Certainty>,
}

/// From here on a claim is no guess: the confidence from which the engine's register learns.
pub const FOUNDED: u32 = 800;

impl Turn {
    /// Who speaks, with what the policy lets the reader know.
    pub fn shown(&self, fields: Fields) -> Shown {
        let group = self.told.as_ref().and_then(|told| told.group.clone());
        if !fields.person {
            let group = group.filter(|_| fields.group);
            return Shown {
                group,
                ..Shown::default()
            };
        }
        let claim = self.claim.clone().unwrap_or_default();
        let role = claim.role.clone();
        match &self.told {
            Some(told) => Shown {
                name: told.name.clone(),
                affiliation: told.affiliation.clone(),
                role: told.name.as_ref().and(role),
                group,
                certainty: Some(match told.name {
                    Some(_) => Certainty::Told,
                    None => Certainty::Open,
                }),
            },
            None => Shown {
                certainty: Some(self.certainty()),
                name: claim.name,
                affiliation: claim.affiliation,
                role,
                group: None,
            },
        }
    }

    /// How sure it is who speaks.
    pub fn certainty(&self) -> Certainty {
        let is_named = self
            .claim
            .as_ref()
            .is_some_and(|claim| claim.name.is_some());
        match &self.told {
            Some(Told { name: Some(_), .. }) => Certainty::Told,
            Some(_) => Certainty::Open,
            None if !is_named => Certainty::Open,
            None if self.confidence >= FOUNDED => Certainty::Founded,
            None => Certainty::Guess,
        }
    }

    /// The participant who speaks, if one is known to.
    pub fn participant(&self) -> Option<&ParticipantId> {
        self.told.as_ref()?.participant.as_ref()
    }

    /// How many words were said in it.
    pub fn words(&self) -> usize {
        self.paragraphs.iter().map(Paragraph::words).sum()
    }
}

/// What is not speech.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Its words; nothing when they were erased.
    pub text: Option<String>,
    /// Where it stands in the source.
    pub lines: [u32; 2],
}

/// A part of the session that was announced.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// What it is about.
    pub title: String,
    /// Its length.
    pub seconds: u32,
    /// The paragraph it was announced in.
    pub number: u32,
}

/// The record of a session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Transcript {
    /// Its id.
    pub id: TranscriptId,
    /// The session.
    pub session: SessionId,
    /// Who wrote the captions.
    pub nature: Nature,
    /// The file's name; nothing when it was erased.
    pub file: Option<String>,
    /// Where the bytes stand as they came.
    pub source: WordsKey,
    /// How many bytes.
    pub bytes: u64,
    /// When it was recorded.
    pub recorded: Instant,
    /// The line of the ledger that changed it last.
    pub changed: u64,
    /// Of live captions: when the first word came; milliseconds count from there.
    pub began: Option<Instant>,
    /// What was said.
    pub turns: Vec<Turn>,
    /// What is not speech.
    pub blocks: Vec<Block>,
    /// The parts announced.
    pub parts: Vec<Part>,
}

impl Transcript {
    /// A paragraph with its turn.
    pub fn paragraph(&self, number: u32) -> Option<(&Turn, &Paragraph)> {
        self.turns.iter().find_map(|turn| {
            let found = turn.paragraphs.iter().find(|each| each.number == number)?;
            Some((turn, found))
        })
    }

    /// Every paragraph in order.
    pub fn paragraphs(&self) -> impl Iterator<Item = &Paragraph> {
        self.turns.iter().flat_map(|turn| &turn.paragraphs)
    }

    /// The paragraphs of a passage, in order.
    pub fn passage(&self, first: u32, last: u32) -> Vec<(&Turn, &Paragraph)> {
        let all = self.turns.iter().flat_map(|turn| {
            turn.paragraphs
                .iter()
                .map(move |paragraph| (turn, paragraph))
        });
        all.filter(|(_, each)| (first..=last).contains(&each.number))
            .collect()
    }

    /// Whether people mended anything in it.
    pub fn is_corrected(&self) -> bool {
        self.paragraphs()
            .any(|each| each.is_corrected || each.is_supplied)
    }

    /// The record for the engine's exports, as it stands and as this reader may see it.
    pub fn for_export(&self, fields: Fields) -> captions::Record {
        captions::Record {
            turns: self
                .turns
                .iter()
                .map(|turn| exported(turn, fields))
                .collect(),
            blocks: self
                .blocks
                .iter()
                .filter_map(|block| {
                    Some(captions::Block {
                        kind: block.kind,
                        lines: block.lines,
                        text: block.text.clone()?,
                        marks: marks(block.text.as_deref()?),
                    })
                })
                .collect(),
            ..captions::Record::default()
        }
    }
}

fn exported(turn: &Turn, fields: Fields) -> captions::Turn {
    let shown = turn.shown(fields);
    let label = turn.label.clone().filter(|_| fields.person);
    let confidence = match shown.certainty {
        Some(Certainty::Told) => 1.0,
        _ => f64::from(turn.confidence) / 1_000.0,
    };
    let lines = turn.paragraphs.iter().map(|each| each.lines);
    let lines = lines.reduce(|a, b| [a[0].min(b[0]), a[1].max(b[1])]);
    let speaker = shown.name.is_some() || shown.affiliation.is_some();
    captions::Turn {
        number: turn.number,
        label: label.or(shown.group.clone()),
        lines: lines.unwrap_or_default(),
        speaker: speaker.then(|| captions::Speaker {
            name: shown.name,
            affiliation: shown.affiliation,
            role: shown.role,
            confidence,
            ..captions::Speaker::default()
        }),
        milliseconds: turn.milliseconds,
        paragraphs: turn.paragraphs.iter().map(paragraph).collect(),
        ..captions::Turn::default()
    }
}

fn paragraph(paragraph: &Paragraph) -> captions::Paragraph {
    // A gap is a gap in every export.
    let text = paragraph.text.clone().unwrap_or_else(|| "[erased]".into());
    captions::Paragraph {
        number: paragraph.number,
        lines: paragraph.lines,
        marks: marks(&text),
        text,
        milliseconds: paragraph.milliseconds,
        packets: Vec::new(),
    }
}

fn marks(text: &str) -> Vec<captions::Mark> {
    let mark = |(from, to, kind): (usize, usize, MarkKind)| captions::Mark {
        kind,
        text: text[from..to].to_owned(),
    };
    mark_spans(text).into_iter().map(mark).collect()
}
