//! Reads off a map where a passage went: carried, please check, or orphaned; never guessed silently.
use crate::edges::agreement;
use crate::journey::Journey;
use crate::landing::{CARRIED_ABOVE, Doubt, GONE_BELOW, Landing, ORPHANED_BELOW};
use crate::map::{VersionMap, link};
use crate::pair::{Links, NONE, Pair};
use crate::span::Span;
use crate::twins::Twins;
use crate::version::Version;
use std::ops::Range;

/// How many words on each side of a passage are its neighbours.
const BESIDE: usize = 12;

/// A longer stretch without a word, in letters, is a picture made of signs: nothing in it is looked for.
const MOST_WORDLESS: u32 = 1000;

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
        Reading {
            old,
            new,
            twins: Twins::of(&pair, &links),
            pair,
            links,
            map,
        }
    }

    /// Computes the map and opens it.
    pub fn between(old: &'a Version, new: &'a Version) -> Reading<'a> {
        let pair = Pair::of(old, new);
        let (links, backbone) = link(&pair);
        let map = VersionMap::of(&pair, &links, &backbone);
        Reading {
            old,
            new,
            twins: Twins::of(&pair, &links),
            pair,
            links,
            map,
        }
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
            let common = passage
                .end
                .min(guess.old.end)
                .saturating_sub(passage.start.max(guess.old.start));
            common * 2 >= passage.letters() && common * 2 >= guess.old.letters()
        };
        let guess = self.map.guesses().iter().find(covers)?;
        let confidence = (f64::from(guess.percent) / 100.0).clamp(ORPHANED_BELOW, CARRIED_ABOVE);
        Some(Landing {
            confidence,
            ..Landing::at(guess.new)
        })
    }
}

/// Follows a passage over neighbouring maps, oldest first; the end is checked once against the original words.
/// With no map the passage stays where it is. Each map must begin at the version where the one before it ends.
pub fn carry_through(readings: &[Reading], passage: Span) -> Landing {
    follow(readings, passage, true)
}

fn follow(readings: &[Reading], passage: Span, asks_for_twins: bool) -> Landing {
    let Some(first) = readings.first() else {
        return Landing {
            confidence: 1.0,
            ..Landing::at(passage)
        }
        .settled();
    };
    let passage = passage.within(first.old.letters());
    if passage.is_empty() {
        return Landing::orphaned(0.0);
    }
    let words = first.pair.old.touched(passage);
    if words.is_empty() {
        return between_words(readings, passage, words.start);
    }
    Walk::of(readings, passage, words).walked(asks_for_twins)
}

/// A passage on its way from version to version.
struct Walk<'r, 'a> {
    readings: &'r [Reading<'a>],
    passage: Span,
    /// Its words in the first version.
    words: Range<usize>,
    /// Where they and their neighbours are by now; the passage itself is the part in the middle.
    places: Vec<u32>,
    middle: Range<usize>,
    /// Where else it might be, when that was ever in doubt.
    doubt: Option<Doubt>,
}

impl<'r, 'a> Walk<'r, 'a> {
    fn of(readings: &'r [Reading<'a>], passage: Span, words: Range<usize>) -> Self {
        let around = words.start.saturating_sub(BESIDE)
            ..(words.end + BESIDE).min(readings[0].links.to.len());
        let middle = words.start - around.start..words.end - around.start;
        Walk {
            readings,
            passage,
            words,
            places: around.map(|word| word as u32).collect(),
            middle,
            doubt: None,
        }
    }

    fn walked(mut self, asks_for_twins: bool) -> Landing {
        for hop in 0..self.readings.len() {
            let before = self.places[self.middle.clone()].to_vec();
            let to = &self.readings[hop].links.to;
            let step = |place: &mut u32| *place = to.get(*place as usize).copied().unwrap_or(NONE);
            self.places.iter_mut().for_each(step);
            if let Some(landing) = self.reworded(hop, &before) {
                return landing;
            }
            if asks_for_twins {
                self.look_for_twins(hop, &before);
            }
        }
        self.landing()
    }

    fn landing(self) -> Landing {
        let journey = Journey {
            first: &self.readings[0],
            last: &self.readings[self.readings.len() - 1],
            passage: self.passage,
            words: self.words,
            places: self.places[self.middle.clone()].to_vec(),
            left: &self.places[..self.middle.start],
            right: &self.places[self.middle.end..],
        };
        journey
            .landing(self.readings.len())
            .doubted(self.doubt)
            .settled()
    }

    /// When the words are lost but the sentence seems to have been written anew: go on from there, never surely.
    fn reworded(&self, hop: usize, before: &[u32]) -> Option<Landing> {
        if self.share(&self.places[self.middle.clone()]) >= GONE_BELOW
            || self.share(before) < GONE_BELOW
        {
            return None;
        }
        let reading = &self.readings[hop];
        let stood = before
            .iter()
            .filter_map(|place| reading.pair.old.list.get(*place as usize));
        let stood = stood
            .map(|word| Span::new(word.start, word.end))
            .reduce(Span::hull)?;
        let guess = reading.guess(stood)?;
        let rest = &self.readings[hop + 1..];
        let Some(last) = rest.last() else {
            return Some(guess);
        };
        let end = carry_through(rest, guess.span()?);
        let was = self.readings[0].old.slice(self.passage);
        let agrees = end
            .span()
            .map_or(0.0, |place| agreement(was, last.new.slice(place)));
        let confidence = agrees
            .max(guess.confidence.min(end.confidence))
            .min(CARRIED_ABOVE);
        Some(Landing { confidence, ..end }.settled())
    }

    /// Share of the words that are still on the way.
    fn share(&self, places: &[u32]) -> f64 {
        let pair = &self.readings[0].pair;
        let alive = self
            .words
            .clone()
            .zip(places)
            .filter(|(_, place)| **place != NONE);
        let worth: u32 = alive.map(|(word, _)| pair.worth(word)).sum();
        f64::from(worth) / f64::from(pair.worth_of_run(self.words.start, self.words.len()).max(1))
    }

    /// Asks every hop for twins; those of an early hop are followed to the end too.
    fn look_for_twins(&mut self, hop: usize, before: &[u32]) {
        let joined = before
            .iter()
            .zip(&self.places[self.middle.clone()])
            .filter(|(_, new)| **new != NONE);
        let joined = joined.map(|(old, new)| (*old as usize, *new as usize));
        let reading = &self.readings[hop];
        let Some(found) = reading.twins.doubts(reading, joined) else {
            return;
        };
        let rest = &self.readings[hop + 1..];
        let end = |twin| {
            if rest.is_empty() {
                Some(twin)
            } else {
                follow(rest, twin, false).span()
            }
        };
        let doubt = self.doubt.get_or_insert_default();
        doubt.is_tied |= found.is_tied;
        doubt.twins.extend(found.twins.into_iter().filter_map(end));
    }
}

/// A passage of punctuation or space only: it goes where it stands between the same two neighbours.
fn between_words(readings: &[Reading], passage: Span, next: usize) -> Landing {
    let (first, last) = (&readings[0], &readings[readings.len() - 1]);
    let list = &first.pair.old.list;
    let edges = (
        next.checked_sub(1).map(|before| list[before].end),
        list.get(next).map(|after| after.start),
    );
    let around = Span::new(edges.0.unwrap_or(0), edges.1.unwrap_or(first.old.letters()));
    if around.letters() > MOST_WORDLESS {
        return Landing::orphaned(0.0);
    }
    let mut pair = (next.checked_sub(1), (next < list.len()).then_some(next));
    for reading in readings {
        let step = |word: Option<usize>| word.map(|word| reading.links.to[word]);
        match (step(pair.0), step(pair.1)) {
            (Some(NONE), _) | (_, Some(NONE)) => return Landing::orphaned(0.0),
            (Some(before), Some(after)) if before + 1 != after => return Landing::orphaned(0.0),
            (before, after) => {
                pair = (
                    before.map(|word| word as usize),
                    after.map(|word| word as usize),
                )
            }
        }
    }
    let list = &last.pair.new.list;
    let new = Span::new(
        pair.0.map_or(0, |word| list[word].end),
        pair.1.map_or(last.new.letters(), |word| list[word].start),
    );
    let gap = last.new.slice(new);
    let up_to_its_end = first.old.slice(Span::new(around.start, passage.end));
    let from_its_start = first.old.slice(Span::new(passage.start, around.end));
    let start = if gap.starts_with(up_to_its_end) {
        new.start + (passage.start - around.start)
    } else if gap.ends_with(from_its_start) {
        new.end - (around.end - passage.start)
    } else {
        return Landing::orphaned(0.0);
    };
    Landing {
        confidence: 1.0,
        ..Landing::at(Span::new(start, start + passage.letters()))
    }
    .settled()
}
