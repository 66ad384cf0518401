//! Which name stands behind a role: bound by what is said anywhere in the record.

use std::collections::HashMap;

use super::claim::{Claim, add, winner};
use super::{EvidenceKind, ROLE_ENOUGH, Scene};
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
        }
        claims
            .into_iter()
            .filter_map(|(role, claims)| Some((role, winner(claims, ROLE_ENOUGH)?)))
            .collect()
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
