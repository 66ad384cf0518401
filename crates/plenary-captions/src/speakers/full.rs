//! Full names behind first names, surnames with a title and other short forms.

use std::collections::HashSet;

use super::claim::Claim;
use super::{Evidence, EvidenceKind, PRINTED, Scene};
use crate::names::{self, Likeness};

impl Scene<'_> {
    /// Names on labels, given by their bearers, or in the register are known; a first name alone
    /// stands for a full one if only one person bears it.
    pub(super) fn learn_names(&mut self) {
        let mut seen = HashSet::new();
        let labels = self.labels.iter().filter_map(|label| label.name.as_ref());
        self.printed = labels
            .filter(|name| seen.len() < PRINTED && seen.insert(*name))
            .cloned()
            .collect();
        for label in self.labels {
            let full = label.name.as_ref().filter(|name| name.contains(' '));
            if let (Some(title), Some(full)) = (&label.title, full) {
                let surname = names::key(full).rsplit(' ').next().unwrap_or("").to_owned();
                let entry = self
                    .titled
                    .entry((title.clone(), surname))
                    .or_insert_with(|| Some(full.clone()));
                entry.take_if(|other| names::likeness(other, full) == Likeness::Different);
            }
        }
        let labelled = self.labels.iter().filter_map(|label| label.name.clone());
        let given = self
            .hearings
            .iter()
            .filter_map(|hearing| hearing.own.as_ref().map(|(own, _)| own.name.clone()));
        let registered = self.people.people.iter().map(|person| person.name.clone());
        let introduced = self.hearings.iter().flat_map(|hearing| {
            hearing
                .introduced
                .iter()
                .map(|(name, _)| name.clone())
                .filter(|name| name.contains(' '))
        });
        let listed = self.heading.iter().map(|person| person.name.clone());
        for name in labelled
            .chain(listed)
            .chain(given)
            .chain(registered)
            .chain(introduced)
            .collect::<Vec<_>>()
        {
            let key = names::key(&name);
            let first = key.split(' ').next().unwrap_or("").to_owned();
            for handle in [key.clone(), first] {
                let entry = self
                    .known
                    .entry(handle)
                    .or_insert_with(|| Some(name.clone()));
                let same = entry
                    .as_ref()
                    .is_some_and(|other| names::likeness(other, &name) >= Likeness::Spelling);
                if !same {
                    *entry = None;
                } else if entry.as_ref().is_some_and(|other| {
                    other.len() < name.len() && names::likeness(other, &name) == Likeness::Part
                }) {
                    *entry = Some(name.clone());
                }
            }
        }
    }

    /// The full name that the bearer of a one-word label gives anywhere.
    pub(super) fn learn_firsts(&mut self) {
        for (label, hearing) in self
            .labels
            .iter()
            .zip(self.hearings)
            .enumerate()
            .map(|(at, (label, hearing))| ((at, label), hearing))
        {
            let (at, label) = label;
            let first = label.name.as_ref().filter(|name| !name.contains(' '));
            if let (Some(first), Some((own, _))) = (first, &hearing.own) {
                // `NGO`, whose speaker says "Ana Li, Wells for All": the label is no person's.
                let far = |word: &str| !super::near(word, first);
                if label.title.is_none() && own.name.contains(' ') && own.name.split(' ').all(far) {
                    self.refuted.insert(first.clone());
                }
                let entry = self
                    .firsts
                    .entry(first.clone())
                    .or_insert_with(|| Some((at, own.name.clone())));
                entry.take_if(|(_, other)| names::key(other) != names::key(&own.name));
            }
        }
    }

    /// `OLIVIER` where its bearer says "I'm Olivier Li", or the header lists one Olivier Li.
    pub(super) fn full_first(&self, at: usize) -> Option<(String, Evidence)> {
        let label = &self.labels[at];
        let first = label
            .name
            .as_ref()
            .filter(|name| !name.contains(' ') && label.title.is_none())?;
        let begins = |full: &str| {
            full.contains(' ')
                && names::key(full).split(' ').next() == Some(names::key(first).as_str())
        };
        let said = self
            .firsts
            .get(first)
            .cloned()
            .flatten()
            .filter(|(_, full)| begins(full));
        if let Some((turn, full)) = said {
            let (own, _) = self.hearings[turn].own.as_ref()?;
            return Some((
                full,
                self.evidence(EvidenceKind::SelfIntroduction, turn, &own.place),
            ));
        }
        let listed = self.listed.get(&names::key(first)).copied().flatten()?;
        let person = self.heading.get(listed)?;
        Some((person.name.clone(), person.evidence()))
    }

    /// `Ms. Crane` where one label says `Ms. Edith Crane` and none another Ms. Crane: as parliaments print it.
    pub(super) fn full_titled(&self, at: usize) -> Option<String> {
        let label = &self.labels[at];
        let name = label.name.as_ref().filter(|name| !name.contains(' '))?;
        let surname = names::key(name);
        // `CHAIRPERSON CRANE` has an office for a title.
        if label.title.is_none() && label.role.is_none() {
            return None;
        }
        let title = label.title.clone().unwrap_or_default();
        let printed = self.titled.get(&(title, surname.clone()));
        printed
            .or_else(|| self.surnames.get(&surname))
            .cloned()
            .flatten()
    }

    /// Full names by surname, as they were called, bound to a role or introduced with an organisation; and the people
    /// of the header by first name, where no label bears another name that begins so.
    pub(super) fn learn_handles(&mut self) {
        let heard = self.hearings.iter().flat_map(|hearing| {
            let called = hearing.called.iter().map(|(heard, _)| &heard.name);
            let bound = hearing.bound.iter().map(|(_, heard)| &heard.name);
            let introduced = hearing.introduced.iter().map(|(name, _)| name);
            called.chain(bound).chain(introduced)
        });
        let listed = self.heading.iter().map(|person| &person.name);
        for name in heard.chain(listed).filter(|name| name.contains(' ')) {
            let key = names::key(name);
            let Some((_, surname)) = key.rsplit_once(' ') else {
                continue;
            };
            if !self.surnames.contains_key(surname) {
                self.surnames.insert(surname.to_owned(), Some(name.clone()));
            } else if let Some(entry) = self.surnames.get_mut(surname) {
                entry.take_if(|other| names::key(other) != key);
            }
        }
        for (place, person) in self.heading.iter().enumerate() {
            let key = names::key(&person.name);
            let Some((first, _)) = key.split_once(' ') else {
                continue;
            };
            let entry = self.listed.entry(first.to_owned()).or_insert(Some(place));
            entry.take_if(|other| names::key(&self.heading[*other].name) != key);
        }
        for name in self.printed.iter().filter(|name| name.contains(' ')) {
            let key = names::key(name);
            let first = key.split(' ').next().unwrap_or("");
            if let Some(entry) = self.listed.get_mut(first) {
                entry.take_if(|other| names::key(&self.heading[*other].name) != key);
            }
        }
    }

    /// The full name behind a first name, when the first name was called and only one person bears it.
    pub(super) fn full_name(&self, claim: &Claim) -> String {
        let own = claim
            .evidence
            .iter()
            .any(|evidence| evidence.kind == EvidenceKind::SelfIntroduction);
        let full = self.known.get(&names::key(&claim.name)).cloned().flatten();
        full.filter(|full| {
            !own && !claim.name.contains(' ')
                && names::key(full).starts_with(&names::key(&claim.name))
        })
        .unwrap_or_else(|| claim.name.clone())
    }
}
