//! Who speaks: claims with evidence and confidence, or open.
//!
//! A wrong name costs more than an open one, so a name needs evidence of its own in every turn that
//! bears no name on its label; turns of the audience are never joined because they sound alike.

mod claim;
mod full;
mod heading;
mod roles;
mod types;

use std::collections::{HashMap, HashSet};

use crate::heard::{self, Heard, Hearing, Manner, Place};
use crate::labels::{self, Label};
use crate::lexicon;
use crate::names::{self, Likeness};
use crate::record::{Record, Skipped, Turn};
use crate::register::{Match, Register};
use claim::{Claim, add, around, near, rounded, winner};
use heading::Listed;
pub use types::{Evidence, EvidenceKind, Speaker};

/// Names need this much to be stated for a turn whose label has none.
const ENOUGH: f64 = 0.65;
/// A role is bound to a name for the whole record from here on.
const ROLE_ENOUGH: f64 = 0.8;
/// More different names than one session has on its labels.
const PRINTED: usize = 2_000;
/// Shorter turns are interjections; nobody is named by a call or thanks alone.
const WORDS: usize = 8;

/// Fills in the speakers of a record.
pub fn resolve(record: &mut Record, people: &Register) {
    let labels: Vec<Label> = record
        .turns
        .iter()
        .map(|turn| turn.label.as_deref().map(labels::read).unwrap_or_default())
        .collect();
    let hearings = hear_all(&record.turns, &labels);
    let heading = heading::read(record);
    let mut scene = Scene {
        turns: &record.turns,
        hearings: &hearings,
        labels: &labels,
        people,
        known: HashMap::new(),
        printed: Vec::new(),
        titled: HashMap::new(),
        firsts: HashMap::new(),
        refuted: HashSet::new(),
        surnames: HashMap::new(),
        listed: HashMap::new(),
        heading: &heading,
        remarks: Vec::new(),
    };
    scene.learn_names();
    scene.learn_firsts();
    scene.learn_handles();
    let roles = scene.bind_roles();
    let mut speakers: Vec<Option<Speaker>> = (0..record.turns.len())
        .map(|at| scene.speaker(at, &roles))
        .collect();
    scene.affiliate(&mut speakers);
    scene.give_roles(&mut speakers, &roles);
    let remarks = std::mem::take(&mut scene.remarks);
    for (turn, speaker) in record.turns.iter_mut().zip(speakers) {
        turn.speaker = speaker;
    }
    record.skipped.extend(remarks);
    remark_likenesses(record);
}

/// Hears every turn; the first turn under a role is heard for longer, as its holder may say late who they are.
fn hear_all(turns: &[Turn], labels: &[Label]) -> Vec<Hearing> {
    let mut seen = HashSet::new();
    let pairs = turns.iter().zip(labels);
    pairs
        .map(|(turn, label)| {
            let held = label
                .role
                .filter(|role| label.name.is_none() && lexicon::is_held(role));
            let first = match held.is_some_and(|role| seen.insert(role)) {
                true => heard::FIRST_OF_ROLE,
                false => heard::FIRST,
            };
            heard::hear(turn, first)
        })
        .collect()
}

struct Scene<'a> {
    turns: &'a [Turn],
    hearings: &'a [Hearing],
    labels: &'a [Label],
    people: &'a Register,
    /// First names and full names known in this record, by key; the full name, or nothing if two share it.
    known: HashMap<String, Option<String>>,
    /// The different names on labels.
    printed: Vec<String>,
    /// Full names on labels by title and surname; nothing if two people share both.
    titled: HashMap<(String, String), Option<String>>,
    /// Full names their bearers gave, by a label of one word, with the turn; nothing if two were given.
    firsts: HashMap<String, Option<(usize, String)>>,
    /// Full names heard, by surname; nothing if two people bear it.
    surnames: HashMap<String, Option<String>>,
    /// Places in the heading by first name; nothing if two people may be meant.
    listed: HashMap<String, Option<usize>>,
    /// Labels of one word whose speakers give another name.
    refuted: HashSet<String>,
    /// People the header names.
    heading: &'a [Listed],
    remarks: Vec<Skipped>,
}

impl Scene<'_> {
    fn evidence(&self, kind: EvidenceKind, at: usize, place: &Place) -> Evidence {
        let turn = &self.turns[at];
        let Some(paragraph) = turn.paragraphs.get(place.paragraph) else {
            return Evidence {
                kind,
                turn: turn.number,
                line: turn.lines[0],
                letters: None,
                text: String::new(),
            };
        };
        let letters = |end: usize| paragraph.text[..end].chars().count();
        Evidence {
            kind,
            turn: turn.number,
            line: paragraph.lines[0],
            letters: Some([letters(place.start), letters(place.end)]),
            text: around(&paragraph.text, place),
        }
    }

    fn on_label(&self, kind: EvidenceKind, at: usize, text: &str) -> Evidence {
        Evidence {
            kind,
            turn: self.turns[at].number,
            line: self.turns[at].lines[0],
            letters: None,
            text: text.to_owned(),
        }
    }

    fn speaker(&mut self, at: usize, roles: &HashMap<&'static str, Claim>) -> Option<Speaker> {
        let label = &self.labels[at];
        let claim = if label.several {
            None
        } else if label
            .name
            .as_ref()
            .is_some_and(|name| !self.refuted.contains(name))
        {
            self.labelled(at)
        } else {
            self.unlabelled(at, roles)
        }?;
        let own = self.hearings[at].role.map(str::to_owned);
        Some(Speaker {
            name: Some(claim.name),
            title: label.title.clone(),
            affiliation: label.organisation.clone(),
            country: label.country.clone(),
            role: label.role.map(str::to_owned).or(own),
            confidence: rounded(1.0 - claim.doubt),
            evidence: claim.evidence,
        })
    }

    /// A turn whose label bears a name.
    fn labelled(&mut self, at: usize) -> Option<Claim> {
        let label = &self.labels[at];
        let printed = label.name.clone()?;
        let whole = self.turns[at].label.clone().unwrap_or_default();
        let weight = if printed.contains(' ') { 0.8 } else { 0.7 };
        let mut claim = Claim {
            name: printed.clone(),
            doubt: 1.0 - weight,
            evidence: vec![self.on_label(EvidenceKind::Label, at, &whole)],
        };
        if let Some((person, how)) = self.people.find(&printed, label.title.is_some()) {
            let weight = match how {
                Match::Exact => 0.97,
                Match::Surname => 0.85,
                Match::Spelling => 0.7,
            };
            claim.name.clone_from(&person.name);
            claim.doubt *= 1.0 - weight;
            claim
                .evidence
                .push(self.on_label(EvidenceKind::Register, at, &person.name));
        }
        if let Some(full) = self.full_titled(at) {
            claim.doubt *= 0.4;
            claim
                .evidence
                .push(self.on_label(EvidenceKind::CrossReference, at, &full));
            claim.name = full;
        }
        if let Some((full, evidence)) = self.full_first(at) {
            claim.doubt *= 0.5;
            claim.evidence.push(evidence);
            claim.name = full;
        }
        for (heard, weight, evidence) in self.local(at) {
            if names::likeness(&heard.name, &printed) >= Likeness::Spelling {
                claim.doubt *= 1.0 - weight;
                claim.evidence.push(evidence);
            }
        }
        if let Some((own, manner)) = self.hearings[at]
            .own
            .as_ref()
            .filter(|(own, _)| names::likeness(&own.name, &printed) == Likeness::Different)
        {
            let reason = format!("the label says {printed}, the speaker says {}", own.name);
            let lines = self.turns[at].lines;
            self.remarks.push(Skipped { lines, reason });
            if *manner == Manner::MyNameIs && !near(&own.name, &printed) {
                return None;
            }
            claim.doubt = (claim.doubt * 2.0).min(0.35);
        }
        claim.doubt = claim.doubt.max(0.01);
        Some(claim)
    }

    /// A turn whose label is a role, a country, the audience or nothing.
    fn unlabelled(&self, at: usize, roles: &HashMap<&'static str, Claim>) -> Option<Claim> {
        let mut claims = Vec::new();
        let long = self.turns[at].words().take(WORDS).count() == WORDS;
        let local = self.local(at);
        for (heard, weight, evidence) in &local {
            let own = evidence.kind == EvidenceKind::SelfIntroduction;
            // Whoever has a label of their own is mostly printed under it; one call or one
            // word of thanks may be meant for an earlier turn.
            let twice = local
                .iter()
                .filter(|(other, ..)| {
                    names::likeness(&other.name, &heard.name) >= Likeness::Spelling
                })
                .count()
                > 1;
            let in_order = evidence.kind == EvidenceKind::Thanks && self.in_order(at, heard);
            // Thanks may be meant for somebody who said who they are a moment before.
            if evidence.kind == EvidenceKind::Thanks && !in_order && self.spoke_before(at, heard) {
                continue;
            }
            if own
                || long
                    && self.is_known(&heard.name)
                    && (twice || in_order || !self.has_label(&heard.name))
            {
                add(&mut claims, &heard.name, *weight, evidence.clone());
            }
        }
        if let Some(role) = self.held(at) {
            return self.role_holder(role, claims, roles);
        }
        let mut claim = winner(claims, ENOUGH)?;
        claim.name = self.full_name(&claim);
        self.registered(&mut claim, at);
        Some(claim)
    }

    /// The holder of a role: bound for the whole record, unless somebody else introduces themselves here.
    fn role_holder(
        &self,
        role: &'static str,
        mut claims: Vec<Claim>,
        roles: &HashMap<&'static str, Claim>,
    ) -> Option<Claim> {
        claims.retain(|claim| {
            claim
                .evidence
                .iter()
                .any(|evidence| evidence.kind == EvidenceKind::SelfIntroduction)
        });
        let own = winner(claims, ENOUGH);
        let Some(bound) = roles.get(role) else {
            return own;
        };
        match own {
            Some(own) if names::likeness(&own.name, &bound.name) == Likeness::Different => {
                Some(own)
            }
            _ => {
                let mut claim = bound.clone();
                claim.evidence.truncate(4);
                claim.doubt = claim.doubt.max(0.1);
                claim.name = self.full_name(&claim);
                Some(claim)
            }
        }
    }

    /// What the turn itself and its neighbours say about its speaker.
    fn local(&self, at: usize) -> Vec<(&Heard, f64, Evidence)> {
        let mut found = Vec::new();
        if let Some((own, manner)) = &self.hearings[at].own {
            let weight = match manner {
                Manner::MyNameIs => 0.92,
                Manner::IAm => 0.8,
                Manner::Heading => 0.68,
            };
            found.push((
                own,
                weight,
                self.evidence(EvidenceKind::SelfIntroduction, at, &own.place),
            ));
        }
        if let Some(before) = at.checked_sub(1) {
            let called = &self.hearings[before].called;
            // The last one called is the one who is to speak.
            found.extend(called.last().map(|(heard, direct)| {
                (
                    heard,
                    if *direct { 0.7 } else { 0.5 },
                    self.evidence(EvidenceKind::HandOver, before, &heard.place),
                )
            }));
        }
        if let Some(heard) = self.thanked_after(at) {
            found.push((
                heard.1,
                0.65,
                self.evidence(EvidenceKind::Thanks, heard.0, &heard.1.place),
            ));
        }
        found
    }

    /// Who is thanked for this turn: by the turn after, or one of several thanked in order.
    fn thanked_after(&self, at: usize) -> Option<(usize, &Heard)> {
        let next = self.hearings.get(at + 1)?;
        if let [only] = next.thanked.as_slice() {
            return Some((at + 1, only));
        }
        for distance in 1..=3 {
            let later = self.hearings.get(at + distance)?;
            let thanked = &later.thanked;
            // "Thank you, Ana. Oh. Thank you, Ana": one person.
            if thanked.windows(2).any(|pair| pair[0].name == pair[1].name) {
                return None;
            }
            let fits = thanked.len() >= 2 && thanked.len() >= distance && {
                let first = at + distance - thanked.len().min(at + distance);
                thanked.iter().enumerate().all(|(step, heard)| {
                    first + step == at
                        || self
                            .labels
                            .get(first + step)
                            .and_then(|label| label.name.as_ref())
                            .is_some_and(|name| {
                                names::likeness(name, &heard.name) >= Likeness::Spelling
                            })
                })
            };
            if fits {
                return Some((at + distance, &thanked[thanked.len() - distance]));
            }
        }
        None
    }

    /// Whether one of the turns just before is by somebody who gave this name.
    fn spoke_before(&self, at: usize, heard: &Heard) -> bool {
        let before = &self.hearings[at.saturating_sub(4)..at];
        let mut own = before.iter().filter_map(|hearing| hearing.own.as_ref());
        own.any(|(own, _)| names::likeness(&own.name, &heard.name) >= Likeness::Spelling)
    }

    /// Whether a name was one of several thanked one after the other.
    fn in_order(&self, at: usize, heard: &Heard) -> bool {
        let later = self.hearings.iter().skip(at + 1).take(3);
        later
            .filter(|hearing| hearing.thanked.len() > 1)
            .any(|hearing| hearing.thanked.contains(heard))
    }

    fn is_known(&self, name: &str) -> bool {
        self.known
            .get(&names::key(name))
            .is_some_and(Option::is_some)
    }

    fn registered(&self, claim: &mut Claim, at: usize) {
        if let Some((person, _)) = self.people.find(&claim.name, false) {
            claim.name.clone_from(&person.name);
            claim.doubt *= 0.4;
            claim
                .evidence
                .push(self.on_label(EvidenceKind::Register, at, &person.name));
        }
    }

    /// Gives each person the affiliation they stated, else the register's, else the one they were introduced with.
    fn affiliate(&self, speakers: &mut [Option<Speaker>]) {
        let mut stated: HashMap<String, (u8, String)> = HashMap::new();
        let mut countries: HashMap<String, String> = HashMap::new();
        let mut offer = |name: &str, rank: u8, organisation: &str| {
            let entry = stated
                .entry(names::key(name))
                .or_insert_with(|| (0, String::new()));
            if rank > entry.0 {
                *entry = (rank, organisation.to_owned());
            }
        };
        for (at, speaker) in speakers.iter().enumerate() {
            let Some(name) = speaker.as_ref().and_then(|speaker| speaker.name.as_ref()) else {
                continue;
            };
            if let Some(heard) = &self.hearings[at].affiliation {
                offer(name, 3, &heard.name);
            }
            if let Some(country) = &self.hearings[at].country {
                countries.insert(names::key(name), country.clone());
            }
        }
        for person in &self.people.people {
            person
                .affiliation
                .iter()
                .for_each(|organisation| offer(&person.name, 2, organisation));
        }
        for (name, organisation) in self.hearings.iter().flat_map(|hearing| &hearing.introduced) {
            let full = self.known.get(&names::key(name)).cloned().flatten();
            full.iter()
                .for_each(|full| offer(full, 1, &organisation.name));
        }
        for person in self.heading {
            person
                .organisation
                .iter()
                .for_each(|organisation| offer(&person.name, 2, organisation));
            if let Some(country) = &person.country {
                countries
                    .entry(names::key(&person.name))
                    .or_insert_with(|| country.clone());
            }
        }
        for speaker in speakers.iter_mut().flatten() {
            let key = speaker.name.as_deref().map(names::key).unwrap_or_default();
            let found = stated
                .get(&key)
                .map(|(_, organisation)| organisation.clone());
            speaker.affiliation = speaker.affiliation.take().or(found);
            speaker.country = speaker
                .country
                .take()
                .or_else(|| countries.get(&key).cloned());
        }
    }
}

/// Tells of labels that look like one person in two spellings; they are not joined.
fn remark_likenesses(record: &mut Record) {
    let mut seen: Vec<(String, u32)> = Vec::new();
    for turn in &record.turns {
        let Some(label) = turn.label.as_ref().filter(|_| turn.role.is_none()) else {
            continue;
        };
        if seen.len() < 300 && !seen.iter().any(|(other, _)| other == label) {
            let twin = seen
                .iter()
                .find(|(other, _)| names::likeness(other, label) == Likeness::Spelling);
            if let Some((other, line)) = twin {
                record.skipped.push(Skipped {
                    lines: [*line, turn.lines[0]],
                    reason: format!("“{other}” and “{label}” may be one person"),
                });
            }
            seen.push((label.clone(), turn.lines[0]));
        }
    }
}
