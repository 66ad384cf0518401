//! Which name stands behind a role: bound by what is said anywhere in the record.

use std::collections::HashMap;

use super::claim::{Claim, add, winner};
use super::{EvidenceKind, ROLE_ENOUGH, Scene, Speaker};
use crate::heard::Heard;
use crate::lexicon;
use crate::names::{self, Likeness};

impl Scene<'_> {
    /// Which name a role stands for throughout the record.
    pub(super) fn bind_roles(&self) -> HashMap<&'static str, Claim> {
        let mut claims: HashMap<&'static str, Vec<Claim>> = HashMap::new();
        for at in 0..self.turns.len() {
            for (role, heard, weight, kind) in self.role_evidence(at) {
                add(
                    claims.entry(role).or_default(),
                    &heard.name,
                    weight,
                    self.evidence(kind, at, &heard.place),
                );
            }
            // `The Chair (Ms. Ana Li)`, and `The Chair` from then on.
            let label = &self.labels[at];
            if let (Some(role), Some(name)) = (label.role, &label.name)
                && lexicon::is_held(role)
                && !label.several
            {
                let printed = self.turns[at].label.as_deref().unwrap_or(name);
                let evidence = self.on_label(EvidenceKind::Label, at, printed);
                add(claims.entry(role).or_default(), name, 0.85, evidence);
            }
        }
        for person in self.heading {
            if let Some(role) = person.role.filter(|role| lexicon::is_held(role)) {
                add(
                    claims.entry(role).or_default(),
                    &person.name,
                    0.82,
                    person.evidence(),
                );
            }
        }
        claims
            .into_iter()
            .filter_map(|(role, claims)| Some((role, winner(claims, ROLE_ENOUGH)?)))
            .collect()
    }

    /// Who leads the session does so under every label: the role is given to all turns of its holder.
    pub(super) fn give_roles(
        &self,
        speakers: &mut [Option<Speaker>],
        roles: &HashMap<&'static str, Claim>,
    ) {
        let mut held: HashMap<String, &'static str> = HashMap::new();
        let mut bound: Vec<_> = roles.iter().collect();
        bound.sort_by_key(|(role, _)| **role);
        for (role, claim) in bound {
            held.entry(names::key(&self.full_name(claim)))
                .or_insert(role);
        }
        for person in self.heading {
            if let Some(role) = person.role {
                held.entry(names::key(&person.name)).or_insert(role);
            }
        }
        for (speaker, hearing) in speakers.iter().zip(self.hearings) {
            let name = speaker.as_ref().and_then(|speaker| speaker.name.as_deref());
            if let (Some(name), Some(role)) = (name, hearing.leads) {
                held.entry(names::key(name)).or_insert(role);
            }
        }
        for (at, speaker) in speakers.iter_mut().enumerate() {
            let Some(speaker) = speaker.as_mut().filter(|_| self.labels[at].role.is_none()) else {
                continue;
            };
            let key = speaker.name.as_deref().map(names::key).unwrap_or_default();
            let role = held.get(&key).map(|role| (*role).to_owned());
            speaker.role = speaker.role.take().or(role);
        }
    }

    fn role_evidence(&self, at: usize) -> Vec<(&'static str, &Heard, f64, EvidenceKind)> {
        let hearing = &self.hearings[at];
        let mut found: Vec<_> = hearing
            .bound
            .iter()
            .map(|(role, heard)| (*role, heard, 0.85, EvidenceKind::Role))
            .collect();
        if let (Some(role), Some((own, _))) = (self.held(at).or(hearing.role), &hearing.own) {
            let weight = if self.held(at).is_some() { 0.9 } else { 0.7 };
            found.push((role, own, weight, EvidenceKind::SelfIntroduction));
        }
        if let Some(role) = self.held(at + 1) {
            found.extend(
                hearing
                    .called
                    .iter()
                    .filter(|(heard, direct)| *direct && !self.has_label(&heard.name))
                    .map(|(heard, _)| (role, heard, 0.5, EvidenceKind::HandOver)),
            );
        }
        if let Some(role) = at
            .checked_sub(1)
            .and_then(|before| self.held(before))
            .filter(|_| self.held(at).is_none())
        {
            found.extend(
                hearing
                    .thanked
                    .iter()
                    .take(1)
                    .filter(|heard| !self.has_label(&heard.name))
                    .map(|heard| (role, heard, 0.4, EvidenceKind::Thanks)),
            );
        }
        found
    }

    /// The role a turn's label names, if one person holds it and the label has no name besides and no number.
    pub(super) fn held(&self, at: usize) -> Option<&'static str> {
        let label = self
            .labels
            .get(at)
            .filter(|label| label.name.is_none() && label.country.is_none())?;
        let numbered = self.turns[at]
            .label
            .as_deref()
            .is_some_and(|printed| printed.contains(|c: char| c.is_ascii_digit()));
        label
            .role
            .filter(|role| lexicon::is_held(role) && !numbered)
    }

    /// Whether some label bears the name, so that its bearer is not the one behind a role.
    pub(super) fn has_label(&self, name: &str) -> bool {
        let full = self.known.get(&names::key(name)).cloned().flatten();
        let bears = |own: &String, full: &str| names::likeness(own, full) >= Likeness::Part;
        full.is_some_and(|full| self.printed.iter().any(|own| bears(own, &full)))
    }
}
