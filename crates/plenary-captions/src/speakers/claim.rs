//! Names with what speaks for them, and which of several wins.

use super::{Evidence, EvidenceKind};
use crate::heard::Place;
use crate::names::{self, Likeness};

/// A name with what speaks for it.
#[derive(Debug, Clone)]
pub(super) struct Claim {
    /// The name.
    pub name: String,
    /// What is left of doubt, from 0 to 1.
    pub doubt: f64,
    /// What speaks for it.
    pub evidence: Vec<Evidence>,
}

/// Up to 160 bytes around a place.
pub(super) fn around(text: &str, place: &Place) -> String {
    let from = text.floor_char_boundary(place.start.saturating_sub(60));
    let to = text.floor_char_boundary((place.end + 40).min(text.len()));
    let from = text[from..place.start]
        .find(' ')
        .filter(|_| from > 0)
        .map_or(from, |at| from + at + 1);
    let to = text[place.end..to]
        .rfind(' ')
        .filter(|_| to < text.len())
        .map_or(to, |at| place.end + at);
    text[from..to.max(place.end)].to_owned()
}

pub(super) fn rounded(confidence: f64) -> f64 {
    (confidence * 100.0).round() / 100.0
}

/// Two spellings of what may be one name: the captioner's ear against the speaker's.
pub(super) fn near(one: &str, other: &str) -> bool {
    let (one, other) = (names::key(one), names::key(other));
    names::distance(&one, &other) * 3 <= one.len().max(other.len())
}

/// Adds evidence to the claim it speaks for, or opens a new one.
pub(super) fn add(claims: &mut Vec<Claim>, name: &str, weight: f64, evidence: Evidence) {
    let like = |claim: &Claim| names::likeness(&claim.name, name) >= Likeness::Spelling;
    let Some(place) = claims.iter().position(like) else {
        if claims.len() < 50 {
            claims.push(Claim {
                name: names::cased(name),
                doubt: 1.0 - weight,
                evidence: vec![evidence],
            });
        }
        return;
    };
    let claim = &mut claims[place];
    claim.doubt *= 1.0 - weight;
    if name.len() > claim.name.len() && names::likeness(&claim.name, name) == Likeness::Part {
        name.clone_into(&mut claim.name);
    }
    if claim.evidence.len() < 8 {
        claim.evidence.push(evidence);
    }
}

/// The claim with least doubt, if it has enough and no other comes near it.
pub(super) fn winner(mut claims: Vec<Claim>, enough: f64) -> Option<Claim> {
    claims.sort_by(|one, other| one.doubt.total_cmp(&other.doubt));
    let mut claims = claims.into_iter();
    let first = claims.next().filter(|claim| 1.0 - claim.doubt >= enough)?;
    let rival = claims.next().map_or(0.0, |claim| 1.0 - claim.doubt);
    let own = first
        .evidence
        .iter()
        .any(|evidence| evidence.kind == EvidenceKind::SelfIntroduction);
    let margin = if own { 0.75 } else { 0.5 };
    (rival < margin).then_some(Claim {
        doubt: first.doubt.max(0.02),
        ..first
    })
}
