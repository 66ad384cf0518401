//! From the engine's record to the line of the ledger: every word once, everything else by its place.

use std::collections::HashMap;

use plenary_captions::{Evidence, Finding, Record, Speaker};
use plenary_kit::time::Instant;
use plenary_kit::words::Words;

use super::event::{
    Nature, Recorded, RecordedBlock, RecordedEvidence, RecordedFinding, RecordedParagraph,
    RecordedPart, RecordedTurn, TranscriptId,
};
use super::refusal::TranscriptRefusal;
use super::view::Claim;
use crate::session::SessionId;

/// More texts than this do not fit one line; an eight-hour session has fewer.
const TEXTS: usize = 4_000;

/// A file as it came.
#[derive(Clone, Debug)]
pub struct CaptionFile {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Its name, if it has one.
    pub name: Option<String>,
    /// Who wrote the captions.
    pub nature: Nature,
}

/// Where a session's numbers go on: after what it had before.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct After {
    /// The last turn.
    pub turn: u32,
    /// The last paragraph.
    pub paragraph: u32,
}

/// The record as its line tells it.
pub(super) fn recorded(
    session: &SessionId,
    record: &Record,
    file: &CaptionFile,
    after: After,
) -> Result<Recorded, TranscriptRefusal> {
    let mut maker = Maker {
        record,
        after,
        names: Vec::new(),
        places: HashMap::new(),
    };
    let turns: Vec<RecordedTurn> = record.turns.iter().map(|turn| maker.turn(turn)).collect();
    let parts = record
        .agenda
        .iter()
        .filter_map(|item| maker.part(item))
        .collect();
    let findings = record
        .findings
        .iter()
        .filter_map(|found| maker.finding(found))
        .collect();
    let block = |block: &plenary_captions::Block| RecordedBlock {
        kind: block.kind,
        words: Words::new(&block.text),
        lines: block.lines,
    };
    let blocks: Vec<RecordedBlock> = record.blocks.iter().map(block).collect();
    let paragraphs: usize = turns.iter().map(|turn| turn.paragraphs.len()).sum();
    if paragraphs + blocks.len() + maker.names.len() + 2 > TEXTS {
        return Err(TranscriptRefusal::TooLong);
    }
    Ok(Recorded {
        id: TranscriptId::fresh(),
        session: session.clone(),
        nature: file.nature,
        source: Words::new(&file.bytes),
        file: file.name.as_ref().map(Words::new),
        bytes: file.bytes.len() as u64,
        began: record
            .began
            .and_then(|at| i64::try_from(at).ok())
            .map(Instant),
        names: maker.names.into_iter().map(Words::new).collect(),
        turns,
        blocks,
        parts,
        findings,
    })
}

struct Maker<'a> {
    record: &'a Record,
    after: After,
    names: Vec<String>,
    places: HashMap<String, u32>,
}

impl Maker<'_> {
    fn name(&mut self, name: &str) -> u32 {
        if let Some(place) = self.places.get(name) {
            return *place;
        }
        let place = self.names.len() as u32;
        self.names.push(name.to_owned());
        self.places.insert(name.to_owned(), place);
        place
    }

    fn turn(&mut self, turn: &plenary_captions::Turn) -> RecordedTurn {
        let label = turn.label.as_deref().map(|label| self.name(label));
        let claim = claim(turn).map(|claim| self.name(&claim));
        let evidence = turn.speaker.iter().flat_map(|speaker| &speaker.evidence);
        let evidence = evidence.map(|each| self.evidence(each)).collect();
        RecordedTurn {
            number: turn.number + self.after.turn,
            label,
            claim,
            confidence: turn
                .speaker
                .as_ref()
                .map_or(0, |speaker| thousandths(speaker.confidence)),
            evidence,
            milliseconds: turn.milliseconds,
            paragraphs: turn
                .paragraphs
                .iter()
                .map(|paragraph| RecordedParagraph {
                    number: paragraph.number + self.after.paragraph,
                    words: Words::new(&paragraph.text),
                    lines: paragraph.lines,
                    milliseconds: paragraph.milliseconds,
                    packets: paragraph.packets.clone(),
                })
                .collect(),
        }
    }

    /// Where the evidence stands: the paragraph of its turn that holds its words, and they in it; where they are cut short,
    /// the letters that it points at.
    fn evidence(&self, evidence: &Evidence) -> RecordedEvidence {
        let turn = self
            .record
            .turns
            .iter()
            .find(|turn| turn.number == evidence.turn);
        let found = evidence.letters.zip(turn).and_then(|([from, to], turn)| {
            let is_it = |paragraph: &&plenary_captions::Paragraph| {
                (paragraph.lines[0]..=paragraph.lines[1]).contains(&evidence.line)
                    && to <= paragraph.text.chars().count()
            };
            let paragraph = turn.paragraphs.iter().find(is_it)?;
            let around = paragraph.text.find(&evidence.text).map(|at| {
                let start = paragraph.text[..at].chars().count();
                (start, start + evidence.text.chars().count())
            });
            let (from, to) = around.unwrap_or((from, to));
            Some((paragraph.number, [from as u32, to as u32]))
        });
        RecordedEvidence {
            kind: evidence.kind,
            number: found.map(|(number, _)| number + self.after.paragraph),
            letters: found.map(|(_, letters)| letters),
        }
    }

    fn part(&mut self, item: &plenary_captions::AgendaItem) -> Option<RecordedPart> {
        let number = self.at_line(Some(item.turn), item.line)?;
        Some(RecordedPart {
            title: self.name(&item.title),
            seconds: item.minutes.saturating_mul(60),
            number,
        })
    }

    fn finding(&mut self, finding: &Finding) -> Option<RecordedFinding> {
        let turn = self
            .record
            .turns
            .iter()
            .find(|turn| turn.number == finding.turn)?;
        let [from, to] = finding.lines;
        let inside = turn
            .paragraphs
            .iter()
            .filter(|each| each.lines[0] <= to && each.lines[1] >= from);
        let inside: Vec<_> = inside.collect();
        let whole = inside.iter().find_map(|each| {
            let at = each.text.find(&finding.text)?;
            let start = each.text[..at].chars().count() as u32;
            let length = finding.text.chars().count() as u32;
            Some((each.number, [start, start + length]))
        });
        let first = whole.map_or(inside.first()?.number, |(number, _)| number);
        let last = whole.map_or(inside.last()?.number, |(number, _)| number);
        let answer = finding.answered_by.and_then(|number| {
            let turn = self
                .record
                .turns
                .iter()
                .find(|turn| turn.number == number)?;
            turn.paragraphs
                .first()
                .map(|first| first.number + self.after.paragraph)
        });
        let outcome_number = finding
            .outcome_line
            .and_then(|line| self.at_line(None, line));
        Some(RecordedFinding {
            kind: finding.kind,
            first: first + self.after.paragraph,
            last: last + self.after.paragraph,
            letters: whole.map(|(_, letters)| letters),
            name: finding.name.as_deref().map(|name| self.name(name)),
            confidence: thousandths(finding.confidence),
            answered_by: answer,
            outcome: finding.outcome,
            outcome_number,
        })
    }

    fn at_line(&self, turn: Option<u32>, line: u32) -> Option<u32> {
        let turns = self.record.turns.iter();
        let mut turns = turns.filter(|each| turn.is_none_or(|number| each.number == number));
        turns.find_map(|turn| {
            let mut all = turn.paragraphs.iter();
            all.find(|each| (each.lines[0]..=each.lines[1]).contains(&line))
                .map(|each| each.number + self.after.paragraph)
        })
    }
}

/// The claim in JSON, when there is anything in it.
fn claim(turn: &plenary_captions::Turn) -> Option<String> {
    let speaker: Option<&Speaker> = turn.speaker.as_ref();
    let claim = Claim {
        name: speaker.and_then(|one| one.name.clone()),
        title: speaker.and_then(|one| one.title.clone()),
        affiliation: speaker
            .and_then(|one| one.affiliation.clone())
            .or(turn.organisation.clone()),
        country: speaker
            .and_then(|one| one.country.clone())
            .or(turn.country.clone()),
        role: speaker
            .and_then(|one| one.role.clone())
            .or(turn.role.clone()),
    };
    (claim != Claim::default()).then(|| serde_json::to_string(&claim).unwrap_or_default())
}

fn thousandths(share: f64) -> u32 {
    (share.clamp(0.0, 1.0) * 1_000.0).round() as u32
}
