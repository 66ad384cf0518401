//! What was found in the speech and is offered, never asserted, for a person to confirm.

mod comments;
mod cues;
mod definitions;
mod documents;
mod people;
mod questions;
mod steps;
mod symbols;

use serde::{Deserialize, Serialize};

use crate::cues::Found;
use crate::record::{LineRange, Record};
use crate::words::{self, Words};
use cues::{SIGNS, Sign};

/// More than any session offers; the first are kept.
const FINDINGS: usize = 20_000;

/// What kind of thing was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FindingKind {
    /// A question, and the turn that answers it.
    Question,
    /// A review comment read aloud, and what was announced to become of it.
    ReviewComment,
    /// Something somebody proposes.
    Proposal,
    /// A definition stated.
    Definition,
    /// What is to happen next.
    NextStep,
    /// A topic for the next year or cycle.
    NextYear,
    /// A document from outside that is cited.
    Document,
    /// A person mentioned.
    Person,
}

/// What was announced to become of a review comment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It goes into the text.
    Include,
    /// It is debated on the list.
    DebateOnList,
    /// Its author is asked.
    AskSubmitter,
    /// It was covered before.
    AlreadyCovered,
    /// It is another one again.
    Duplicate,
    /// It does not go in.
    Decline,
    /// It waits for the next cycle.
    Defer,
}

/// Something found, with its words.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Finding {
    /// What it is.
    pub kind: FindingKind,
    /// The turn it stands in.
    pub turn: u32,
    /// Where it stands in the source.
    pub lines: LineRange,
    /// Its words.
    pub text: String,
    /// From 0 to 1.
    pub confidence: f64,
    /// Of a question: the turn that answers it, if one seems to.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub answered_by: Option<u32>,
    /// Of a review comment: who sent it. Of a person: the name. Of a document: its title.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub name: Option<String>,
    /// Of a review comment: what was announced.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub outcome: Option<Outcome>,
    /// Of a review comment: the words that announce it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub outcome_text: Option<String>,
    /// Of a review comment: the line that announces it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub outcome_line: Option<u32>,
    /// Of a person or document: how often it is mentioned.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub mentions: Option<u32>,
}

/// A sentence of the record, read once for all finders.
pub(crate) struct Sentence<'a> {
    /// Index of the turn.
    pub turn: usize,
    /// The paragraph's lines.
    pub lines: LineRange,
    /// The whole paragraph.
    pub paragraph: &'a str,
    /// The sentence's bytes in it.
    pub start: usize,
    /// The byte after.
    pub end: usize,
    /// Index of the paragraph in its turn.
    pub index: usize,
    /// Its words.
    pub words: &'a Words,
    /// The signs in it.
    pub signs: &'a [Found<Sign>],
}

impl Sentence<'_> {
    fn text(&self) -> &str {
        &self.paragraph[self.start..self.end]
    }

    fn has(&self, sign: Sign) -> bool {
        self.signs.iter().any(|found| found.sign == sign)
    }

    fn finding(&self, kind: FindingKind, record: &Record, confidence: f64) -> Finding {
        Finding {
            kind,
            turn: record.turns[self.turn].number,
            lines: self.lines,
            text: self.text().to_owned(),
            confidence,
            answered_by: None,
            name: None,
            outcome: None,
            outcome_text: None,
            outcome_line: None,
            mentions: None,
        }
    }
}

/// Finds everything, in the order of the record.
pub(crate) fn find(record: &Record) -> Vec<Finding> {
    let mut found = Vec::new();
    let mut comments = comments::Walk::default();
    let mut people = people::People::new(record);
    let mut documents = documents::Documents::default();
    let mut defining = None;
    let mut words = Words::default();
    for (index, turn) in record.turns.iter().enumerate() {
        for (place, paragraph) in turn.paragraphs.iter().enumerate() {
            for (start, end) in words::sentences(&paragraph.text) {
                words.read(&paragraph.text, start, end);
                let signs: Vec<_> = SIGNS.find(&words).collect();
                let sentence = Sentence {
                    turn: index,
                    lines: paragraph.lines,
                    paragraph: &paragraph.text,
                    start,
                    end,
                    index: place,
                    words: &words,
                    signs: &signs,
                };
                if found.len() < FINDINGS {
                    found.extend(questions::read(&sentence, record));
                    stated(&sentence, record, &mut defining, &mut found);
                }
                comments.read(&sentence, record);
                people.read(&sentence, record);
                documents.read(&sentence, record);
            }
        }
    }
    found.extend(comments.finish());
    found.extend(documents.finish());
    found.extend(people.finish());
    found.sort_by_key(|finding| (finding.lines[0], finding.turn, finding.kind));
    found
}

/// Proposals, definitions, next steps and topics of next year: one sentence each.
fn stated(
    sentence: &Sentence,
    record: &Record,
    defining: &mut Option<usize>,
    found: &mut Vec<Finding>,
) {
    let asked = questions::is_marked(sentence.text());
    let long = sentence.words.len() >= if sentence.has(Sign::Proposes) { 4 } else { 5 };
    let meeting = sentence.has(Sign::Logistics);
    if long
        && !meeting
        && let Some(confidence) = strongest(
            sentence,
            &[
                (Sign::Proposes, 0.8),
                (Sign::Urges, 0.6),
                (Sign::Should, 0.4),
            ],
        )
    {
        let asks = sentence.has(Sign::ProposesAsking);
        if !asked || asks {
            found.push(sentence.finding(FindingKind::Proposal, record, confidence));
        }
    } else if sentence.has(Sign::ProposesAsking) {
        found.push(sentence.finding(FindingKind::Proposal, record, 0.6));
    }
    definition(sentence, record, asked, defining, found);
    if !asked
        && long
        && let Some(confidence) =
            strongest(sentence, &[(Sign::NextStep, 0.8), (Sign::WillHappen, 0.6)])
                .or_else(|| steps::ahead(sentence))
    {
        found.push(sentence.finding(FindingKind::NextStep, record, confidence));
    }
    if long && sentence.has(Sign::NextYear) {
        let wished = sentence.has(Sign::Proposes)
            || sentence.has(Sign::Urges)
            || sentence.has(Sign::Should)
            || sentence.has(Sign::Topic);
        found.push(sentence.finding(
            FindingKind::NextYear,
            record,
            if wished { 0.75 } else { 0.45 },
        ));
    }
}

/// A sentence that defines, or the one after a sentence that says a definition follows.
fn definition(
    sentence: &Sentence,
    record: &Record,
    asked: bool,
    defining: &mut Option<usize>,
    found: &mut Vec<Finding>,
) {
    let follows = defining.take() == Some(sentence.turn);
    let conditions = definitions::confidence(sentence);
    let fragment = sentence.words.len() >= 5
        && matches!(sentence.words.low(0), "the" | "a" | "an" | "any" | "all");
    if follows && fragment && !asked {
        found.push(sentence.finding(FindingKind::Definition, record, 0.65));
    } else if !asked
        && sentence.words.len() >= 6
        && let Some(confidence) = conditions
    {
        found.push(sentence.finding(FindingKind::Definition, record, confidence));
    }
    if sentence.has(Sign::WillDefine) {
        *defining = Some(sentence.turn);
    }
}

fn strongest(sentence: &Sentence, kinds: &[(Sign, f64)]) -> Option<f64> {
    kinds
        .iter()
        .find(|(sign, _)| sentence.has(*sign))
        .map(|(_, confidence)| *confidence)
}
