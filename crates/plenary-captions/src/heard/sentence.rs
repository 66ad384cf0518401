//! What one sentence says about who speaks.

use super::affiliation::organisation_run;
use super::signs::Sign;
use super::{Heard, Hearing, Manner, Place, role_length};
use crate::cues::Found;
use crate::lexicon;
use crate::names;
use crate::words::Words;

/// No greeting has more words.
const GREETING: usize = 5;

/// A sentence of a turn.
pub(super) struct Sentence<'a> {
    pub text: &'a str,
    pub words: &'a Words,
    pub paragraph: usize,
    pub end: usize,
}

impl Sentence<'_> {
    pub fn heard(&self, from: usize, after: usize) -> Option<Heard> {
        let name = names::slice(self.text, self.words, from, after);
        let place = Place {
            paragraph: self.paragraph,
            start: self.words.all.get(from)?.start,
            end: self.words.all.get(after.checked_sub(1)?)?.end,
        };
        names::is_person(name).then(|| Heard {
            name: name.to_owned(),
            place,
        })
    }

    /// A name at a place, titles before it passed over; gives the place after it.
    fn name_at(&self, from: usize) -> Option<(Heard, usize)> {
        let mut at = from;
        while at < from + 3
            && (lexicon::is_title(self.words.low(at))
                || matches!(
                    self.words.low(at),
                    "my" | "colleague" | "our" | "dear" | "now" | "you" | "very" | "much"
                ))
            && at < self.words.len()
        {
            at += 1;
        }
        let after = names::run(self.text, self.words, at)?;
        Some((self.heard(at, after)?, after))
    }

    /// Whether somebody else's words follow; `Said` with a capital is a name.
    pub fn is_quoted(&self, found: &Found<Sign>) -> bool {
        let capital = self.words.all[found.at..found.after]
            .iter()
            .all(|word| self.text[word.start..].starts_with(char::is_uppercase));
        found.sign == Sign::Quoted && !(capital && found.at > 0 && !self.is_capitals())
    }

    /// The signs after a word, up to the next blank, or the end of the sentence.
    pub fn gap(&self, at: usize) -> &str {
        let Some(word) = self.words.all.get(at) else {
            return "";
        };
        let next = self
            .words
            .all
            .get(at + 1)
            .map_or(self.end, |next| next.start);
        self.text.get(word.end..next).unwrap_or("")
    }

    pub fn is_capitals(&self) -> bool {
        let sentence = self
            .words
            .all
            .first()
            .map_or("", |word| &self.text[word.start..self.end]);
        sentence.len() > 12 && !sentence.chars().any(char::is_lowercase)
    }

    pub fn beginning(
        &self,
        signs: &[Found<Sign>],
        quoted: bool,
        (seen, said): (usize, usize),
        hearing: &mut Hearing,
    ) {
        for found in signs {
            // "There is a hand up. It's Ana Li": after other words, somebody else is announced.
            let other = said > GREETING && self.words.low(found.at) == "it's";
            if found.sign == Sign::ThisIs && other {
                continue;
            }
            match found.sign {
                Sign::Thanks if seen < 3 => self.thanks(found, hearing),
                Sign::MyNameIs | Sign::IAm | Sign::ThisIs if !quoted && hearing.own.is_none() => {
                    self.introduction(found, hearing)
                }
                Sign::Role(role) if !quoted && found.at > 0 => {
                    self.own_role(role, found.at, hearing)
                }
                Sign::From | Sign::With | Sign::At if !quoted => {
                    self.own_affiliation(found, hearing)
                }
                _ => {}
            }
        }
        if hearing.own.is_none() && !quoted && !self.is_capitals() {
            self.speaking(hearing);
        }
    }

    fn thanks(&self, found: &Found<Sign>, hearing: &mut Hearing) {
        if let Some((heard, _)) = self.name_at(found.after) {
            hearing.thanked.push(heard);
        }
    }

    fn introduction(&self, found: &Found<Sign>, hearing: &mut Hearing) {
        let Some(after) = names::run(self.text, self.words, found.after) else {
            return;
        };
        let count = after - found.after;
        let next = self.words.low(after);
        let comma = self.gap(after - 1).contains(',');
        let named = matches!(
            next,
            "from"
                | "with"
                | "speaking"
                | "here"
                | "and"
                | "i'm"
                | "i"
                | "for"
                | "the"
                | "of"
                | "at"
        );
        let manner = match found.sign {
            Sign::MyNameIs if count <= 5 => Manner::MyNameIs,
            _ if self.is_capitals() => return,
            Sign::IAm if count >= 2 || matches!(next, "from" | "with" | "speaking" | "here") => {
                Manner::IAm
            }
            Sign::ThisIs
                if (count >= 2 && (named || comma || after == self.words.len()))
                    || matches!(next, "speaking" | "from" | "here") =>
            {
                Manner::IAm
            }
            _ => return,
        };
        let limit = if self.is_capitals() {
            found.after + count.min(3)
        } else {
            after
        };
        if let Some(heard) = self.heard(found.after, limit) {
            hearing.own = Some((heard, manner));
        }
    }

    /// "Ana Li speaking", "Ana Li here, from the registry", "Ana Li for the record".
    fn speaking(&self, hearing: &mut Hearing) {
        let Some(after) = names::run(self.text, self.words, 0) else {
            return;
        };
        let record = self.words.low(after) == "for"
            && self.words.low(after + 1) == "the"
            && matches!(self.words.low(after + 2), "record" | "transcript");
        let mine = (
            self.words.low(after),
            self.words.low(after + 1),
            self.words.low(after + 2),
        ) == ("is", "my", "name");
        let here = self.words.low(after) == "here"
            && (after + 1 == self.words.len()
                || matches!(self.words.low(after + 1), "from" | "with" | "for" | "again"));
        if (self.words.low(after) == "speaking" || here || record || mine) && after >= 1 {
            hearing.own = self.heard(0, after).map(|heard| (heard, Manner::IAm));
        }
    }

    /// The place after a greeting that a comma ends: "Hello, " or "Yes, thank you, ".
    fn after_greeting(&self) -> usize {
        let polite = |at: usize| {
            matches!(
                self.words.low(at),
                "hello"
                    | "hi"
                    | "yes"
                    | "good"
                    | "morning"
                    | "afternoon"
                    | "evening"
                    | "thank"
                    | "thanks"
                    | "you"
                    | "everyone"
                    | "everybody"
                    | "all"
                    | "okay"
                    | "ok"
                    | "so"
                    | "dear"
                    | "colleagues"
                    | "bonjour"
            )
        };
        let end = (0..5).find(|at| !polite(*at)).unwrap_or(0);
        if end > 0 && self.gap(end - 1).contains(',') {
            end
        } else {
            0
        }
    }

    /// "Ana Li, Registry of Letters." or, from the room, "Hello, Ana Li, I work for the registry."
    pub fn heading(&self, room: bool, hearing: &mut Hearing) -> bool {
        let begin = if room { self.after_greeting() } else { 0 };
        let Some(after) = names::run(self.text, self.words, begin) else {
            return false;
        };
        let name = names::slice(self.text, self.words, begin, after);
        let parted = self.gap(after - 1).contains(',') || self.words.low(after) == "from";
        if !((2..=4).contains(&(after - begin)) && parted && name.chars().any(char::is_lowercase)) {
            return false;
        }
        let from = after + usize::from(self.words.low(after) == "from");
        let rest = self.words.len() - after;
        let closes = |end: usize| {
            end == self.words.len()
                || super::is_for_the_record(self.words, end)
                || room && self.is_country_at(end)
        };
        let belongs = rest <= 7
            && self.text[..self.end].ends_with('.')
            && organisation_run(self.text, self.words, from).is_some_and(|(_, end)| closes(end));
        if !(belongs || room && self.speaks_of_self(after)) {
            return false;
        }
        hearing.own = self
            .heard(begin, after)
            .map(|heard| (heard, Manner::Heading));
        if belongs && hearing.own.is_some() {
            self.belongs(from, true, hearing);
        }
        hearing.own.is_some()
    }

    /// Whether nothing but a country, set off by a comma, stands from a place on.
    fn is_country_at(&self, at: usize) -> bool {
        let rest = names::slice(self.text, self.words, at, self.words.len());
        at > 0 && self.gap(at - 1).contains(',') && lexicon::is_country(&crate::words::folded(rest))
    }

    /// "Ana Li, I live here", "Ana Li, speaking for myself", "Ana Li, member since 2011".
    fn speaks_of_self(&self, at: usize) -> bool {
        let verb = |word: &str| {
            matches!(
                word,
                "live"
                    | "work"
                    | "am"
                    | "speak"
                    | "come"
                    | "represent"
                    | "run"
                    | "own"
                    | "teach"
                    | "study"
                    | "chair"
            )
        };
        match self.words.low(at) {
            "i" => verb(self.words.low(at + 1)),
            "i'm" | "member" | "student" | "resident" => true,
            "speaking" => matches!(self.words.low(at + 1), "for" | "in" | "as" | "on"),
            _ => false,
        }
    }

    fn own_role(&self, role: &'static str, at: usize, hearing: &mut Hearing) {
        let before: Vec<&str> = (at.saturating_sub(3)..at)
            .map(|place| self.words.low(place))
            .collect();
        let own = before
            .iter()
            .any(|word| matches!(*word, "i'm" | "am" | "i'll"))
            || before.contains(&"be") && before.contains(&"i");
        if own
            && !before
                .iter()
                .any(|word| matches!(*word, "not" | "our" | "who" | "he" | "she" | "with"))
        {
            hearing.role.get_or_insert(role);
            // "I'm the chair of another body" is no role here.
            let next = self.words.low(at + role_length(self.words, at));
            if !matches!(next, "of" | "for" | "at" | "in" | "with" | "from") {
                hearing.leads.get_or_insert(role);
            }
        }
    }

    pub fn ending(&self, signs: &[Found<Sign>], last: bool, hearing: &mut Hearing) {
        for found in signs.iter().filter(|found| found.sign == Sign::Call) {
            if let Some((heard, _)) = self.name_at(found.after) {
                hearing.called.push((heard, true));
            }
        }
        let begin = (0..3)
            .find(|at| {
                !matches!(
                    self.words.low(*at),
                    "yes" | "okay" | "ok" | "please" | "so" | "next" | "and" | "now" | "then"
                )
            })
            .unwrap_or(0);
        let Some((heard, after)) = self.name_at(begin) else {
            return self.trailing(last, hearing);
        };
        let rest = self.words.low(after);
        let whole = after == self.words.len();
        let please = matches!(rest, "please" | "go")
            || rest == "you" && self.words.low(after + 1) == "have"
            || rest == "the" && self.words.low(after + 1) == "floor";
        if whole && last || please {
            hearing.called.push((heard, true));
        } else if self.gap(after - 1).contains(',')
            && matches!(
                rest,
                "i" | "you" | "do" | "would" | "if" | "can" | "could" | "over" | "what" | "did"
            )
        {
            hearing.called.push((heard, false));
        }
    }

    /// "one more on this, Ana." at the very end.
    fn trailing(&self, last: bool, hearing: &mut Hearing) {
        if !last || self.words.len() < 2 {
            return;
        }
        for back in 1..=3.min(self.words.len() - 1) {
            let at = self.words.len() - back;
            let comma = self.gap(at - 1).contains(',');
            if comma
                && names::run(self.text, self.words, at) == Some(self.words.len())
                && !matches!(self.words.low(at.saturating_sub(1)), "you" | "thanks")
            {
                hearing
                    .called
                    .extend(self.heard(at, self.words.len()).map(|heard| (heard, false)));
            }
        }
    }

    pub fn anywhere(&self, signs: &[Found<Sign>], hearing: &mut Hearing) {
        for found in signs {
            match found.sign {
                Sign::Role(role) => self.binding(role, found, hearing),
                Sign::Doing(role) => self.doing(role, found.at, hearing),
                Sign::From | Sign::With if hearing.introduced.len() < 200 => {
                    self.of_other(found, hearing)
                }
                _ => {}
            }
        }
    }

    /// "our moderator, Ana" or "Ana, who will be the moderator".
    fn binding(&self, role: &'static str, found: &Found<Sign>, hearing: &mut Hearing) {
        if self.is_elsewhere(found.after) {
            return;
        }
        let before = self.words.low(found.at.wrapping_sub(1));
        let ours = matches!(
            before,
            "our" | "your" | "today's" | "the" | "this" | "my" | "session's"
        );
        if ours && let Some((heard, _)) = self.name_at(found.after) {
            let close = matches!(self.gap(found.after - 1).trim(), "" | ",");
            hearing
                .bound
                .extend(Some(heard).filter(|_| close).map(|heard| (role, heard)));
        }
        let mut at = found.at;
        while at > 0
            && matches!(
                self.words.low(at - 1),
                "our" | "your" | "today's" | "the" | "this" | "session's" | "a" | "session"
            )
        {
            at -= 1;
        }
        if at > 0 && matches!(self.words.low(at - 1), "is" | "be" | "as" | "being") {
            self.named_before(role, at - 1, hearing);
        }
        self.named_after(role, found.after, hearing);
    }

    /// "the chair of the board": a role in another body than this session.
    fn is_elsewhere(&self, at: usize) -> bool {
        let here = |word: &str| {
            matches!(
                word,
                "this"
                    | "session"
                    | "today"
                    | "debate"
                    | "workshop"
                    | "panel"
                    | "meeting"
                    | "discussion"
                    | "morning"
                    | "afternoon"
                    | "day"
                    | "round"
                    | "evening"
                    | "forum"
                    | "group"
                    | "bpf"
            )
        };
        matches!(self.words.low(at), "of" | "for" | "at")
            && !(at + 1..at + 5).any(|place| here(self.words.low(place)))
    }

    /// "the moderator of the debate is Ana Li", "my co-chair is Ben Oak".
    fn named_after(&self, role: &'static str, from: usize, hearing: &mut Hearing) {
        let is = (from..(from + 6).min(self.words.len()))
            .find(|at| {
                matches!(
                    self.words.low(*at),
                    "is" | "was" | "will" | "and" | "who" | "not"
                )
            })
            .filter(|at| self.words.low(*at) == "is");
        let apart =
            |at: usize| (from.saturating_sub(1)..at).any(|at| !self.gap(at).trim().is_empty());
        if let Some(is) = is.filter(|is| !apart(*is))
            && let Some((heard, _)) = self.name_at(is + 1)
        {
            hearing.bound.push((role, heard));
        }
    }

    fn doing(&self, role: &'static str, at: usize, hearing: &mut Hearing) {
        let verb = self.words.low(at.wrapping_sub(1));
        if matches!(verb, "is" | "be" | "will" | "am" | "i'll" | "i'm" | "i") {
            self.named_before(role, at - 1, hearing);
            let own = (at.saturating_sub(4)..at)
                .any(|place| matches!(self.words.low(place), "i'm" | "i'll" | "i"));
            if own {
                hearing.role.get_or_insert(role);
                hearing.leads.get_or_insert(role);
            }
        }
    }

    /// The name that ends before a verb, with "who will" between.
    fn named_before(&self, role: &'static str, verb: usize, hearing: &mut Hearing) {
        let mut end = verb;
        while end > 0
            && matches!(
                self.words.low(end - 1),
                "who" | "will" | "is" | "be" | "going" | "to" | "acting" | "serving" | "also"
            )
        {
            end -= 1;
        }
        let from = (end.saturating_sub(4)..end)
            .find(|from| names::run(self.text, self.words, *from) == Some(end));
        if let Some(heard) = from.and_then(|from| self.heard(from, end)) {
            hearing.bound.push((role, heard));
        }
    }
}
