//! Where somebody is from and whom they work for, as they or others say it.

use super::sentence::Sentence;
use super::signs::Sign;
use super::{Heard, Hearing, Place};
use crate::cues::Found;
use crate::labels;
use crate::lexicon;
use crate::names;
use crate::words::{self, Words};

/// Words a speaker's own affiliation may begin with when no name stands before them.
const OWN: [&str; 10] = [
    "from",
    "with",
    "on",
    "work",
    "at",
    "representing",
    "represent",
    "member",
    "speaking",
    "coming",
];

impl Sentence<'_> {
    /// "I'm from the registry", "I work for the registry".
    pub fn own_affiliation(&self, found: &Found<Sign>, hearing: &mut Hearing) {
        let before: Vec<&str> = (found.at.saturating_sub(3)..found.at)
            .map(|place| self.words.low(place))
            .collect();
        let stated = before
            .iter()
            .any(|word| matches!(*word, "i'm" | "am" | "i" | "here" | "comes" | "speaking"));
        let after_name = hearing.own.as_ref().is_some_and(|(own, _)| {
            own.place.paragraph == self.paragraph
                && self
                    .words
                    .all
                    .get(found.at.wrapping_sub(1))
                    .is_some_and(|word| word.end == own.place.end)
        });
        let post = found.sign == Sign::At
            && (found.at.saturating_sub(8)..found.at)
                .any(|place| matches!(self.words.low(place), "i'm" | "am"));
        if post && !before.contains(&"not") {
            return self.belongs(found.after, false, hearing);
        }
        let strong = found.sign == Sign::With || found.after - found.at > 1;
        let own = if found.sign == Sign::With {
            is_direct(&before)
        } else {
            stated
        };
        let opens = OWN.contains(&self.words.low(found.at));
        if before.contains(&"not")
            || !(after_name || own || found.after - found.at > 1 && stated)
            || !(opens || after_name)
        {
            return;
        }
        self.belongs(found.after, strong || after_name, hearing);
    }

    /// Takes the organisation or country that stands from a word on.
    pub fn belongs(&self, from: usize, strong: bool, hearing: &mut Hearing) {
        let Some((start, after)) = organisation_run(self.text, self.words, from) else {
            return;
        };
        let printed = names::slice(self.text, self.words, start, after);
        let low = words::folded(printed);
        let organisation =
            lexicon::is_organisation(&low) || is_acronym(printed) || strong && after - start > 1;
        if lexicon::is_country(&low) {
            let country = if self.is_capitals() {
                labels::place_cased(printed)
            } else {
                printed.to_owned()
            };
            hearing.country.get_or_insert(country);
        } else if !lexicon::is_place(&low)
            && (organisation || strong)
            && hearing.affiliation.is_none()
        {
            let place = Place {
                paragraph: self.paragraph,
                start: self.words.all[start].start,
                end: self.words.all[after - 1].end,
            };
            let name = if self.is_capitals() {
                labels::organisation_cased(printed)
            } else {
                printed.to_owned()
            };
            hearing.affiliation = Some(Heard { name, place });
        }
    }

    /// "Ana Li from the registry", said by somebody else.
    pub fn of_other(&self, found: &Found<Sign>, hearing: &mut Hearing) {
        let Some(end) = Some(found.at).filter(|at| *at > 0) else {
            return;
        };
        let Some(from) = (end.saturating_sub(4)..end)
            .find(|from| names::run(self.text, self.words, *from) == Some(end))
        else {
            return;
        };
        let Some((start, after)) = organisation_run(self.text, self.words, found.after) else {
            return;
        };
        let printed = names::slice(self.text, self.words, start, after);
        let low = words::folded(printed);
        let place = Place {
            paragraph: self.paragraph,
            start: self.words.all[start].start,
            end: self.words.all[after - 1].end,
        };
        let organisation = lexicon::is_organisation(&low) || is_acronym(printed);
        if let Some(person) = self
            .heard(from, end)
            .filter(|_| organisation && !lexicon::is_place(&low))
        {
            let name = if self.is_capitals() {
                labels::organisation_cased(printed)
            } else {
                printed.to_owned()
            };
            hearing
                .introduced
                .push((person.name, Heard { name, place }));
        }
    }
}

/// "I agree with Ms. Park" says nothing of the speaker: only an adverb may stand between.
fn is_direct(before: &[&str]) -> bool {
    let adverb = |word: &str| {
        matches!(
            word,
            "actually" | "also" | "currently" | "now" | "just" | "still" | "really" | "proudly"
        )
    };
    let verb = |word: &str| {
        matches!(
            word,
            "i'm" | "im" | "am" | "here" | "i" | "working" | "work" | "speaking"
        )
    };
    before
        .iter()
        .rev()
        .find(|word| !adverb(word))
        .is_some_and(|word| verb(word))
}

/// `Readers' Union`: nothing but an apostrophe and a blank before a word.
fn is_possessive(text: &str, words: &Words, at: usize) -> bool {
    let (before, this) = (words.all[at - 1], words.all[at]);
    text[..before.end].ends_with('s') && matches!(&text[before.end..this.start], "' " | "’ ")
}

/// Capitals within a word: `KICTANet`, `ISOC`.
fn is_acronym(printed: &str) -> bool {
    !printed.contains(' ') && printed.chars().filter(|c| c.is_uppercase()).count() > 1
}

/// Words with a capital and the small words between them, an article before left out.
pub(super) fn organisation_run(text: &str, words: &Words, from: usize) -> Option<(usize, usize)> {
    let start = from + usize::from(matches!(words.low(from), "the" | "a" | "an"));
    let mut after = start;
    let mut at = start;
    while at < words.len() && at < start + 10 {
        if at > start && !names::joined(text, words, at) && !is_possessive(text, words, at) {
            break;
        }
        let word = words.all[at];
        let capital = text[word.start..]
            .chars()
            .next()
            .is_some_and(char::is_uppercase);
        let stop = matches!(words.low(at), "i" | "i'm" | "we" | "so");
        if stop {
            break;
        }
        // "the university of Letters": the kind of body may be in small letters.
        let kind = at == start
            && lexicon::is_organisation(words.low(at))
            && matches!(words.low(at + 1), "of" | "for");
        if capital {
            after = at + 1;
        } else if kind {
            at += 1;
            continue;
        } else if at == start
            || !matches!(
                words.low(at),
                "of" | "the" | "for" | "and" | "de" | "on" | "&" | "in"
            )
        {
            break;
        }
        at += 1;
    }
    (after > start).then_some((start, after))
}
