//! Tongues: what the interface says, from Fluent message catalogues, in the reader's language.
//!
//! Decided: **arguments and bidirectional text.** Fluent wraps each argument in invisible isolation marks
//! (U+2068, U+2069). They would end up in `title` and `value` attributes, mail subjects, searches and copied text.
//! So `say_with` gives plain text without them, for attributes and mail, and `mark_with` gives markup in which each text
//! argument stands in `<bdi>`, which does the same work visibly and only where it is read as running text.
//!
//! Absent: catalogues read from disk at run time; they are part of the program, so a test can prove them complete.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::{Arc, Mutex, PoisonError};

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use intl_pluralrules::{PluralRuleType, PluralRules};
use maud::{Markup, PreEscaped, Render};
use unic_langid::LanguageIdentifier;

use crate::phrase::{Phrase, grouped};

/// The kit's own English messages; every catalogue needs them.
pub const KIT_ENGLISH: &str = include_str!("en.ftl");

/// English lengthened and accented, to find words that are not in a catalogue and boxes that are too tight.
pub const PSEUDO_LONG: &str = "en-XA";

/// English written right to left, to look at the layout of Arabic before there is any.
pub const PSEUDO_RIGHT_TO_LEFT: &str = "ar-XB";

/// The languages that are written from right to left, by primary subtag (Unicode CLDR, layout data).
const RIGHT_TO_LEFT: [&str; 12] = [
    "ar", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "syr", "ug", "ur", "yi",
];

/// An argument of a message: a number (which chooses plurals), words, or finished markup such as a link.
#[derive(Clone, Debug)]
pub enum Arg<'a> {
    /// A whole number.
    Number(i64),
    /// Words of a person or a name; isolated and escaped where markup is made.
    Text(Cow<'a, str>),
    /// Finished markup; in plain text it is left out, so use it with `mark_with` only.
    Marked(Markup),
}

macro_rules! whole_number_argument {
    ($($number:ty),*) => { $(impl From<$number> for Arg<'_> {
        fn from(number: $number) -> Self { Arg::Number(i64::try_from(number).unwrap_or(i64::MAX)) }
    })* };
}
whole_number_argument!(i32, i64, u32, u64, usize);

impl<'a> From<&'a str> for Arg<'a> {
    fn from(text: &'a str) -> Self {
        Arg::Text(Cow::Borrowed(text))
    }
}
impl<'a> From<&'a String> for Arg<'a> {
    fn from(text: &'a String) -> Self {
        Arg::Text(Cow::Borrowed(text))
    }
}
impl From<String> for Arg<'_> {
    fn from(text: String) -> Self {
        Arg::Text(Cow::Owned(text))
    }
}
impl From<Markup> for Arg<'_> {
    fn from(markup: Markup) -> Self {
        Arg::Marked(markup)
    }
}

/// What is wrong with a set of catalogues; all of it, so that it is mended in one go.
#[derive(Debug, thiserror::Error)]
#[error("the message catalogues have faults:\n{}", .0.join("\n"))]
pub struct CatalogueFaults(pub Vec<String>);

/// All languages the interface can speak.
#[derive(Clone)]
pub struct Catalogue {
    tongues: BTreeMap<String, Tongue>,
}

/// One language of the interface; cheap to clone.
#[derive(Clone)]
pub struct Tongue(Arc<Voice>);

struct Voice {
    lang: String,
    dir: &'static str,
    bundle: FluentBundle<FluentResource>,
    ready: HashMap<String, String>,
    phrases: HashMap<String, Phrase>,
    english: Option<Tongue>,
    offered: Vec<(String, String)>,
    missed: Mutex<HashSet<String>>,
}

impl Catalogue {
    /// Reads every room's messages, given as (language, text), many texts a language; English must be among them.
    ///
    /// # Errors
    /// All syntax errors, keys said twice, keys unknown in English, and unknown language tags.
    pub fn new(texts: Vec<(&str, &str)>) -> Result<Catalogue, CatalogueFaults> {
        let mut faults = Vec::new();
        let mut by_lang: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for (lang, text) in &texts {
            by_lang.entry(lang).or_default().push(text);
        }
        let Some(english) = by_lang.remove("en") else {
            return Err(CatalogueFaults(vec!["there is no English".into()]));
        };
        let known: HashSet<String> = english.iter().flat_map(|text| keys(text)).collect();
        for (lang, texts) in &by_lang {
            let unknown = texts.iter().flat_map(|text| keys(text));
            faults.extend(
                unknown
                    .filter(|key| !known.contains(key))
                    .map(|key| format!("{lang}: {key} is not in English")),
            );
        }
        let offered = offered(&english, &by_lang);
        let base = Tongue::new("en", "en", &english, None, &offered, &mut faults);
        let mut tongues = BTreeMap::new();
        for (lang, texts) in &by_lang {
            let tongue = Tongue::new(lang, lang, texts, Some(&base), &offered, &mut faults);
            tongues.insert((*lang).to_owned(), tongue);
        }
        for lang in [PSEUDO_LONG, PSEUDO_RIGHT_TO_LEFT] {
            let tongue = Tongue::new(lang, "en", &english, None, &offered, &mut Vec::new());
            tongues.insert(lang.to_owned(), tongue);
        }
        tongues.insert("en".to_owned(), base);
        match faults.is_empty() {
            true => Ok(Catalogue { tongues }),
            false => Err(CatalogueFaults(faults)),
        }
    }

    /// The tongue for a reader: what was asked for (`?lang=`), else the best of Accept-Language, else English.
    pub fn choose(&self, asked: Option<&str>, accept_language: Option<&str>) -> Tongue {
        let wished = asked.and_then(|tag| self.tongues.get(tag));
        wished
            .or_else(|| self.negotiate(accept_language.unwrap_or_default()))
            .unwrap_or(&self.tongues["en"])
            .clone()
    }

    /// Exactly this language, if the interface speaks it.
    pub fn tongue(&self, lang: &str) -> Option<Tongue> {
        self.tongues.get(lang).cloned()
    }

    /// The English keys that a language does not say yet, sorted.
    pub fn missing(&self, lang: &str) -> Vec<String> {
        let (Some(tongue), Some(english)) = (self.tongues.get(lang), self.tongues.get("en")) else {
            return Vec::new();
        };
        let keys = english.0.ready.keys().filter(|key| !tongue.has(key));
        let mut keys: Vec<String> = keys.cloned().collect();
        keys.sort();
        keys
    }

    /// Pseudo-languages are never negotiated: they are asked for by name.
    fn negotiate(&self, accept_language: &str) -> Option<&Tongue> {
        ranked(accept_language).into_iter().find_map(|tag| {
            let primary = tag.split('-').next().unwrap_or(tag);
            [tag, primary].into_iter().find_map(|wish| {
                self.tongues
                    .iter()
                    .find(|(lang, _)| lang.eq_ignore_ascii_case(wish) && !is_pseudo(lang))
                    .map(|(_, tongue)| tongue)
            })
        })
    }
}

impl Tongue {
    fn new(
        lang: &str,
        plurals: &str,
        texts: &[&str],
        english: Option<&Tongue>,
        offered: &[(String, String)],
        faults: &mut Vec<String>,
    ) -> Tongue {
        let plurals: LanguageIdentifier = plurals.parse().unwrap_or_else(|_| {
            faults.push(format!("{lang} is not a language tag"));
            LanguageIdentifier::default()
        });
        let mut bundle = FluentBundle::new_concurrent(vec![plurals]);
        bundle.set_formatter(Some(|value, _| match value {
            FluentValue::Number(number) => Some(grouped(number.value as i64)),
            _ => None,
        }));
        let transform = match lang {
            PSEUDO_LONG => Some(lengthened as fn(&str) -> Cow<'_, str>),
            PSEUDO_RIGHT_TO_LEFT => Some(turned as fn(&str) -> Cow<'_, str>),
            _ => None,
        };
        bundle.set_transform(transform);
        let keys = texts.iter().flat_map(|text| {
            read(&mut bundle, lang, text, faults);
            keys(text)
        });
        let keys: Vec<String> = keys.collect();
        let said = |key: &str| plain(&format(&bundle, key, None).unwrap_or_default());
        let ready = keys.iter().map(|key| (key.clone(), said(key))).collect();
        let rules = PluralRules::create(bundle.locales[0].clone(), PluralRuleType::CARDINAL);
        let rules = rules.ok().map(Arc::new);
        let phrase = |key: &String| {
            let pattern = bundle.get_message(key)?.value()?;
            let phrase = Phrase::of(pattern, transform, rules.as_ref()?)?;
            Some((key.clone(), phrase))
        };
        let phrases = keys.iter().filter_map(phrase).collect();
        Tongue(Arc::new(Voice {
            lang: lang.to_owned(),
            dir: direction(lang),
            bundle,
            ready,
            phrases,
            english: english.cloned(),
            offered: offered.to_vec(),
            missed: Mutex::new(HashSet::new()),
        }))
    }

    /// The language tag for `lang` attributes.
    pub fn lang(&self) -> &str {
        &self.0.lang
    }

    /// The direction for `dir` attributes: "ltr" or "rtl".
    pub fn dir(&self) -> &'static str {
        self.0.dir
    }

    /// The languages a reader can choose, as (tag, its own name).
    pub fn offered(&self) -> &[(String, String)] {
        &self.0.offered
    }

    /// Whether the language itself (not English in its place) says this key.
    pub fn has(&self, key: &str) -> bool {
        self.0.ready.contains_key(key)
    }

    /// A message without arguments, resolved when the catalogue was read.
    pub fn say(&self, key: &str) -> Cow<'_, str> {
        match (self.0.ready.get(key), &self.0.english) {
            (Some(text), _) => Cow::Borrowed(text),
            (None, Some(english)) => english.say(key),
            (None, None) => Cow::Owned(self.miss(key)),
        }
    }

    /// A message with arguments as plain text, for attributes, titles and mail.
    pub fn say_with(&self, key: &str, args: &[(&str, Arg)]) -> String {
        let phrase = self.phrase(key);
        phrase
            .and_then(|phrase| phrase.plain(args))
            .unwrap_or_else(|| plain(&self.filled(key, args, &mut Vec::new())))
    }

    /// A message with arguments as markup: everything escaped, text arguments in `<bdi>`, markup arguments as they are.
    pub fn mark_with(&self, key: &str, args: &[(&str, Arg)]) -> Markup {
        if let Some(markup) = self.phrase(key).and_then(|phrase| phrase.marked(args)) {
            return markup;
        }
        let mut parts = Vec::new();
        let text = self.filled(key, args, &mut parts);
        PreEscaped(marked(&text, &parts))
    }

    /// The message taken apart, in English where the language does not say it; nothing for one that refers to others.
    fn phrase(&self, key: &str) -> Option<&Phrase> {
        match (self.has(key), &self.0.english) {
            (false, Some(english)) => english.phrase(key),
            _ => self.0.phrases.get(key),
        }
    }

    /// A whole number with its thousands set apart by narrow spaces.
    pub fn number(&self, number: i64) -> String {
        grouped(number)
    }

    fn filled<'a>(
        &self,
        key: &str,
        args: &'a [(&str, Arg)],
        parts: &mut Vec<&'a Markup>,
    ) -> String {
        let mut values = FluentArgs::with_capacity(args.len());
        for (name, arg) in args {
            let value: FluentValue = match arg {
                Arg::Number(number) => (*number).into(),
                Arg::Text(text) => without_marks(text).into(),
                Arg::Marked(markup) => {
                    parts.push(markup);
                    PART.to_string().into()
                }
            };
            values.set(*name, value);
        }
        let own = format(&self.0.bundle, key, Some(&values));
        own.or_else(|| format(&self.0.english.as_ref()?.0.bundle, key, Some(&values)))
            .unwrap_or_else(|| self.miss(key))
    }

    /// Shows the key in brackets, and tells the operator once.
    fn miss(&self, key: &str) -> String {
        let mut missed = self.0.missed.lock().unwrap_or_else(PoisonError::into_inner);
        if missed.insert(key.to_owned()) {
            tracing::warn!(lang = self.0.lang, key, "no such message");
        }
        format!("[{key}]")
    }
}

/// Stands for a markup argument while Fluent works (a private-use letter, removed from what people wrote).
const PART: char = '\u{F8F0}';
const OPEN: char = '\u{2068}';
const CLOSE: char = '\u{2069}';

fn format(
    bundle: &FluentBundle<FluentResource>,
    key: &str,
    args: Option<&FluentArgs>,
) -> Option<String> {
    let pattern = bundle.get_message(key)?.value()?;
    let text = bundle.format_pattern(pattern, args, &mut Vec::new());
    Some(text.into_owned())
}

/// Adds one room's messages to the bundle, and what is wrong with them to the faults.
fn read(
    bundle: &mut FluentBundle<FluentResource>,
    lang: &str,
    text: &str,
    faults: &mut Vec<String>,
) {
    let (resource, errors) = match FluentResource::try_new(text.to_owned()) {
        Ok(resource) => (resource, Vec::new()),
        Err((resource, errors)) => (resource, errors),
    };
    for error in errors {
        let start = error
            .slice
            .as_ref()
            .map_or(error.pos.start, |slice| slice.start);
        faults.push(format!("{lang}: {error}: {}", line_of(text, start)));
    }
    if let Err(errors) = bundle.add_resource(resource) {
        faults.extend(errors.iter().map(|error| format!("{lang}: {error}")));
    }
}

fn plain(text: &str) -> String {
    text.replace([OPEN, CLOSE, PART], "")
}

pub(crate) fn without_marks(text: &str) -> Cow<'_, str> {
    match text.contains([OPEN, CLOSE, PART]) {
        true => Cow::Owned(plain(text)),
        false => Cow::Borrowed(text),
    }
}

fn marked(text: &str, parts: &[&Markup]) -> String {
    let mut parts = parts.iter();
    let mut out = String::with_capacity(text.len() + 16);
    for piece in text.split_inclusive([OPEN, CLOSE, PART]) {
        let words = piece.trim_end_matches([OPEN, CLOSE, PART]);
        words.render_to(&mut out);
        match piece.chars().next_back() {
            Some(OPEN) => out.push_str("<bdi>"),
            Some(CLOSE) => out.push_str("</bdi>"),
            Some(PART) => out.push_str(parts.next().map_or("", |part| &part.0)),
            _ => {}
        }
    }
    out
}

/// The keys of a catalogue text, by Fluent's rule that a message begins at the start of a line.
fn keys(text: &str) -> Vec<String> {
    let heads = text.lines().filter_map(|line| line.split_once('='));
    heads
        .filter(|(key, _)| key.starts_with(|c: char| c.is_ascii_alphabetic()))
        .map(|(key, _)| key.trim_end().to_owned())
        .collect()
}

fn line_of(text: &str, at: usize) -> &str {
    let start = text
        .get(..at)
        .and_then(|before| before.rfind('\n'))
        .map_or(0, |n| n + 1);
    text.get(start..)
        .and_then(|rest| rest.lines().next())
        .unwrap_or("")
}

fn offered(english: &[&str], others: &BTreeMap<&str, Vec<&str>>) -> Vec<(String, String)> {
    let name = |texts: &[&str], lang: &str| {
        let lines = texts.iter().flat_map(|text| text.lines());
        let mut names =
            lines.filter_map(|line| line.strip_prefix("language-name")?.strip_prefix(" = "));
        names.next().unwrap_or(lang).to_owned()
    };
    let first = ("en".to_owned(), name(english, "en"));
    let rest = others
        .iter()
        .map(|(lang, texts)| ((*lang).to_owned(), name(texts, lang)));
    std::iter::once(first).chain(rest).collect()
}

fn is_pseudo(lang: &str) -> bool {
    lang == PSEUDO_LONG || lang == PSEUDO_RIGHT_TO_LEFT
}

/// "ltr" or "rtl" for a language tag.
pub fn direction(lang: &str) -> &'static str {
    let primary = lang.split(['-', '_']).next().unwrap_or(lang);
    match RIGHT_TO_LEFT.contains(&primary) {
        true => "rtl",
        false => "ltr",
    }
}

/// The tags of an Accept-Language header, most wanted first (RFC 9110, section 12.5.4); at most twenty are read.
fn ranked(header: &str) -> Vec<&str> {
    let mut wishes: Vec<(u32, &str)> = header.split(',').take(20).filter_map(wish).collect();
    wishes.sort_by_key(|(weight, _)| std::cmp::Reverse(*weight));
    wishes.into_iter().map(|(_, tag)| tag).collect()
}

fn wish(part: &str) -> Option<(u32, &str)> {
    let (tag, weight) = part.split_once(';').unwrap_or((part, "q=1"));
    let weight: f32 = weight.trim().strip_prefix("q=")?.parse().ok()?;
    let thousandths = (weight.clamp(0.0, 1.0) * 1000.0) as u32;
    (thousandths > 0).then_some((thousandths, tag.trim()))
}

fn lengthened(text: &str) -> Cow<'_, str> {
    let accented = |c| match c {
        'a' => "áa",
        'e' => "éé",
        'i' => "î",
        'o' => "öo",
        'u' => "û",
        'c' => "ç",
        'n' => "ñ",
        'A' => "Å",
        'E' => "É",
        'I' => "Î",
        'O' => "Ø",
        'U' => "Ü",
        _ => "",
    };
    let mut out = String::new();
    for letter in text.chars() {
        match accented(letter) {
            "" => out.push(letter),
            other => out.push_str(other),
        }
    }
    Cow::Owned(out)
}

/// Each word between a right-to-left override and its end, as the pseudo-language of Android does it.
fn turned(text: &str) -> Cow<'_, str> {
    let mut out = String::new();
    for piece in text.split_inclusive(char::is_whitespace) {
        let word = piece.trim_end();
        match word.is_empty() {
            true => out.push_str(piece),
            false => out.push_str(&format!("\u{202E}{word}\u{202C}{}", &piece[word.len()..])),
        }
    }
    Cow::Owned(out)
}

#[cfg(test)]
#[path = "page/tongue_tests.rs"]
mod tests;
