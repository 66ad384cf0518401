//! Reads off a map where a passage went: carried, please check, or orphaned; never guessed silently.
use crate::edges::agreement;
use crate::map::{VersionMap, link};
use crate::pair::{BIT, Links, NONE, Pair};
use crate::span::Span;
use crate::twins::Twins;
use crate::version::Version;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// Above this confidence a passage is carried without asking.
pub const CARRIED_ABOVE: f64 = 0.8;

/// Below this confidence a passage is orphaned.
pub const ORPHANED_BELOW: f64 = 0.3;

/// Least share of its words for a stretch to count as a fragment of a split passage.
const FRAGMENT: f64 = 0.2;

/// Words that arrived in several parts count this much beside words that arrived together.
const SPLIT_COUNTS: f64 = 0.75;

/// Evidence (in sixteenths of a bit) that a changed passage needs when none of its neighbours came along.
const ALONE_NEEDS: f64 = 120.0 * BIT as f64;

/// Evidence (in sixteenths of a bit) below which even a whole passage that left its neighbours is only probable: a
/// heading of one word may have been typed again elsewhere.
const ALONE_SURE: u32 = 30 * BIT;

/// How many words on each side are its neighbours, and how near they must land.
const BESIDE: usize = 12;
const NEAR: u32 = 40;

/// The share of its words below which a passage is gone: with half of them it is the same passage edited. The step
/// from share to confidence puts this share at [`ORPHANED_BELOW`].
const GONE_BELOW: f64 = 0.48;

fn calibrated(share: f64) -> f64 {
    if share >= CARRIED_ABOVE {
        return share;
    }
    if share < GONE_BELOW {
        return share / GONE_BELOW * ORPHANED_BELOW;
    }
    ORPHANED_BELOW + (share - GONE_BELOW) / (CARRIED_ABOVE - GONE_BELOW) * (CARRIED_ABOVE - ORPHANED_BELOW)
}

/// How sure the map is of a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Placement {
    /// The words are there; nobody needs to look.
    Carried,
    /// Probably there; a person confirms.
    PleaseCheck,
    /// Gone, as far as the map can tell; shown with its old words.
    Orphaned,
}

/// Where a passage went.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Landing {
    /// How sure.
    pub placement: Placement,
    /// Share of the passage's words, weighted by rarity, that arrived together; 0 to 1.
    pub confidence: f64,
    /// Where: the densest stretch first, then the other parts of a split passage. Empty when orphaned.
    pub fragments: Vec<Span>,
    /// Other places that say the same words and might be meant.
    pub twins: Vec<Span>,
}

impl Landing {
    pub(crate) fn orphaned(confidence: f64) -> Landing {
        Landing { placement: Placement::Orphaned, confidence, fragments: Vec::new(), twins: Vec::new() }
    }

    /// The main place, unless orphaned.
    pub fn span(&self) -> Option<Span> {
        self.fragments.first().copied()
    }

    /// Where the same words stand elsewhere and the neighbours do not tell which is meant, a person must look.
    fn doubted(self, twins: Option<Vec<Span>>) -> Landing {
        let (Some(mut twins), Some(main)) = (twins, self.span()) else { return self };
        twins.retain(|twin| !twin.touches(main));
        twins.sort_unstable();
        twins.dedup();
        Landing { confidence: self.confidence.min(CARRIED_ABOVE), twins, ..self }
    }

    fn settled(mut self) -> Landing {
        self.placement = match self.confidence {
            sure if sure > CARRIED_ABOVE => Placement::Carried,
            some if some >= ORPHANED_BELOW => Placement::PleaseCheck,
            _ => return Landing::orphaned(self.confidence),
        };
        self
    }
}

/// A map opened beside its two versions, ready to say where passages went.
pub struct Reading<'a> {
    pub(crate) old: &'a Version,
    pub(crate) new: &'a Version,
    pub(crate) pair: Pair<'a>,
    pub(crate) links: Links,
    map: VersionMap,
    twins: Twins,
}

impl<'a> Reading<'a> {
    /// Opens a stored map beside the two versions it was computed from.
    pub fn of(old: &'a Version, new: &'a Version, map: VersionMap) -> Reading<'a> {
        let pair = Pair::of(old, new);
        let links = map.links(&pair);
        Reading { old, new, twins: Twins::of(&pair), pair, links, map }
    }

    /// Computes the map and opens it.
    pub fn between(old: &'a Version, new: &'a Version) -> Reading<'a> {
        let pair = Pair::of(old, new);
        let (links, backbone) = link(&pair);
        let map = VersionMap::of(&pair, &links, &backbone);
        Reading { old, new, twins: Twins::of(&pair), pair, links, map }
    }

    /// The map, to be stored.
    pub fn map(&self) -> &VersionMap {
        &self.map
    }

    /// Where a passage of the old version went.
    pub fn carry(&self, passage: Span) -> Landing {
        carry_through(std::slice::from_ref(self), passage)
    }

    fn guess(&self, passage: Span) -> Option<Landing> {
        let covers = |guess: &&crate::map::Guess| {
            let common = passage.end.min(guess.old.end).saturating_sub(passage.start.max(guess.old.start));
            common * 2 >= passage.letters() && common * 2 >= guess.old.letters()
        };
        let guess = self.map.guesses().iter().find(covers)?;
        let confidence = (f64::from(guess.percent) / 100.0).clamp(ORPHANED_BELOW, CARRIED_ABOVE);
        Some(Landing { confidence, ..Landing::at(guess.new) })
    }
}

impl Landing {
    fn at(place: Span) -> Landing {
        Landing { placement: Placement::PleaseCheck, confidence: 0.0, fragments: vec![place], twins: Vec::new() }
    }
}

/// Follows a passage over neighbouring maps, oldest first; the end is checked once against the original words.
/// With no map the passage stays where it is.
pub fn carry_through(readings: &[Reading], passage: Span) -> Landing {
    let Some((first, last)) = readings.first().zip(readings.last()) else {
        return Landing { confidence: 1.0, ..Landing::at(passage) }.settled();
    };
    let passage = passage.within(first.old.letters());
    let words = first.pair.old.touched(passage);
    if passage.is_empty() {
        return Landing::orphaned(0.0);
    }
    if words.is_empty() {
        return between_words(readings, passage, words.start);
    }
    let around = words.start.saturating_sub(BESIDE)..(words.end + BESIDE).min(first.links.to.len());
    let middle = words.start - around.start..words.end - around.start;
    let mut all: Vec<u32> = around.clone().map(|word| word as u32).collect();
    let mut twins = None;
    for (hop, reading) in readings.iter().enumerate() {
        let before = all[middle.clone()].to_vec();
        all.iter_mut().filter(|place| **place != NONE).for_each(|place| *place = reading.links.to[*place as usize]);
        let places = &all[middle.clone()];
        if let Some(landing) = reworded(first, words.clone(), reading, (&before, places), passage, &readings[hop + 1..]) {
            return landing;
        }
        let joined = before.iter().zip(places).filter(|(_, new)| **new != NONE).map(|(old, new)| (*old as usize, *new as usize));
        if let Some(found) = reading.twins.doubts(reading, joined) {
            let rest = &readings[hop + 1..];
            let ends = found.into_iter().filter_map(|twin| if rest.is_empty() { Some(twin) } else { carry_through(rest, twin).span() });
            twins.get_or_insert_with(Vec::new).extend(ends);
        }
    }
    let journey = Journey { first, last, passage, places: all[middle.clone()].to_vec(), left: &all[..middle.start], right: &all[middle.end..], words };
    journey.landing(readings.len()).doubted(twins).settled()
}

/// When the words are lost but the sentence seems to have been written anew: go on from there, never surely.
fn reworded(first: &Reading, words: Range<usize>, reading: &Reading, step: (&[u32], &[u32]), passage: Span, rest: &[Reading]) -> Option<Landing> {
    if share(first, words.clone(), step.1) >= GONE_BELOW || share(first, words, step.0) < GONE_BELOW {
        return None;
    }
    let list = &reading.pair.old.list;
    let stood = step.0.iter().filter(|place| **place != NONE).map(|place| &list[*place as usize]);
    let stood = stood.fold(Span::new(u32::MAX, 0), |hull, word| hull.hull(Span::new(word.start, word.end)));
    let guess = reading.guess(stood)?;
    if rest.is_empty() {
        return Some(guess);
    }
    let end = carry_through(rest, guess.span()?);
    let check = first.old.slice(passage);
    let agrees = end.span().map_or(0.0, |place| agreement(check, rest[rest.len() - 1].new.slice(place)));
    Some(Landing { confidence: agrees.max(guess.confidence.min(end.confidence)).min(CARRIED_ABOVE), ..end }.settled())
}

fn share(first: &Reading, words: Range<usize>, places: &[u32]) -> f64 {
    let arrived = words.clone().zip(places).filter(|(_, place)| **place != NONE).map(|(word, _)| first.pair.worth(word)).sum::<u32>();
    f64::from(arrived) / f64::from(first.pair.worth_of_run(words.start, words.len()).max(1))
}

/// A passage of punctuation or space only: it goes where it stands between the same two neighbours.
fn between_words(readings: &[Reading], passage: Span, next: usize) -> Landing {
    let (first, last) = (&readings[0], &readings[readings.len() - 1]);
    let list = &first.pair.old.list;
    let edges = (next.checked_sub(1).map(|before| list[before].end), list.get(next).map(|after| after.start));
    let around = Span::new(edges.0.unwrap_or(0), edges.1.unwrap_or(first.old.letters()));
    let mut pair = (next.checked_sub(1), (next < list.len()).then_some(next));
    for reading in readings {
        let step = |word: Option<usize>| word.map(|word| reading.links.to[word]);
        match (step(pair.0), step(pair.1)) {
            (Some(NONE), _) | (_, Some(NONE)) => return Landing::orphaned(0.0),
            (Some(before), Some(after)) if before + 1 != after => return Landing::orphaned(0.0),
            (before, after) => pair = (before.map(|word| word as usize), after.map(|word| word as usize)),
        }
    }
    let list = &last.pair.new.list;
    let new = Span::new(pair.0.map_or(0, |word| list[word].end), pair.1.map_or(last.new.letters(), |word| list[word].start));
    if first.old.slice(around) != last.new.slice(new) {
        return Landing::orphaned(0.0);
    }
    let start = new.start + (passage.start - around.start);
    Landing { confidence: 1.0, ..Landing::at(Span::new(start, start + passage.letters())) }.settled()
}

/// A passage whose words have been followed to the last version.
pub(crate) struct Journey<'r, 'a> {
    pub first: &'r Reading<'a>,
    pub last: &'r Reading<'a>,
    pub passage: Span,
    /// Its words in the first version.
    pub words: Range<usize>,
    /// For each of them its place in the last version, or [`NONE`].
    places: Vec<u32>,
    /// Where the words just before and just after the passage went.
    left: &'r [u32],
    right: &'r [u32],
}

/// Words of a passage that arrived close to each other.
#[derive(Clone, Debug)]
pub(crate) struct Cluster {
    /// (index in the passage, place in the new version), by place.
    pub words: Vec<(usize, u32)>,
    pub worth: u32,
}

impl Journey<'_, '_> {
    fn landing(&self, hops: usize) -> Landing {
        let mut clusters = self.clusters();
        clusters.sort_by_key(|cluster| std::cmp::Reverse(cluster.worth));
        let all = f64::from(self.first.pair.worth_of_run(self.words.start, self.words.len()).max(1));
        let Some(best) = clusters.first() else { return Landing::orphaned(0.0) };
        let parts: Vec<&Cluster> = clusters[1..].iter().filter(|cluster| f64::from(cluster.worth) / all >= FRAGMENT).collect();
        let spread: u32 = parts.iter().map(|part| part.worth).sum::<u32>() + best.worth;
        let mut share = (f64::from(best.worth) / all).max(f64::from(spread) / all * SPLIT_COUNTS);
        if best.worth < ALONE_SURE && self.left_its_neighbours(best) {
            share = share.min(CARRIED_ABOVE);
        }
        if share < CARRIED_ABOVE && self.left_its_neighbours(best) {
            share *= (f64::from(spread) / ALONE_NEEDS).min(1.0);
        }
        let mut landing = Landing { confidence: calibrated(share), ..Landing::at(self.letters(best)) };
        landing.fragments.extend(parts.into_iter().map(|cluster| self.letters(cluster)));
        if hops > 1 {
            let found = agreement(self.first.old.slice(self.passage), self.last.new.slice(landing.fragments[0]));
            landing.confidence = landing.confidence.max(calibrated(found));
        }
        landing
    }

    /// Whether hardly any of the words from beside the passage landed beside it again.
    fn left_its_neighbours(&self, best: &Cluster) -> bool {
        let (low, high) = (best.words[0].1, best.words[best.words.len() - 1].1);
        let before = self.left.iter().filter(|place| (low.saturating_sub(NEAR)..low).contains(place)).count();
        let after = self.right.iter().filter(|place| (high + 1..=high.saturating_add(NEAR)).contains(place)).count();
        let edge = (self.left.is_empty() && low == 0) || (self.right.is_empty() && high as usize + 1 == self.last.links.from.len());
        !edge && before.max(after) < 2.min(self.left.len().max(self.right.len()))
    }

    /// Parts the arrived words where other text stands between them, or too much new text.
    fn clusters(&self) -> Vec<Cluster> {
        let mut arrived: Vec<(usize, u32)> = self.places.iter().copied().enumerate().filter(|(_, place)| *place != NONE).collect();
        arrived.sort_unstable_by_key(|(_, place)| *place);
        let mut clusters: Vec<Cluster> = Vec::new();
        for (word, place) in arrived {
            let worth = self.first.pair.worth(self.words.start + word);
            match clusters.last_mut() {
                Some(cluster) if self.joined(cluster.words[cluster.words.len() - 1].1, place) => {
                    cluster.words.push((word, place));
                    cluster.worth += worth;
                }
                _ => clusters.push(Cluster { words: vec![(word, place)], worth }),
            }
        }
        clusters
    }

    fn joined(&self, before: u32, place: u32) -> bool {
        let hole = before as usize + 1..place as usize;
        let foreign = self.last.links.from[hole.clone()].iter().filter(|from| **from != NONE).count();
        hole.len() <= 2 * self.words.len() + 8 && foreign <= self.words.len() / 2 + 2
    }

    /// The letters of a cluster: its words, the words that replaced lost ones at its edges, and the same punctuation.
    fn letters(&self, cluster: &Cluster) -> Span {
        let (mut low, mut high) = (cluster.words[0], cluster.words[cluster.words.len() - 1]);
        low.0 = cluster.words.iter().map(|(word, _)| *word).min().unwrap_or(low.0);
        high.0 = cluster.words.iter().map(|(word, _)| *word).max().unwrap_or(high.0);
        crate::edges::letters(self, low, high)
    }
}
