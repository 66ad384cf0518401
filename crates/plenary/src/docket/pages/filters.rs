//! What a list was asked for in its address, and the links that ask for something else.

use std::fmt::Display;
use std::str::FromStr;

use maud::Markup;
use plenary_kit::fault::Stop;
use plenary_kit::form;
use plenary_kit::id::CycleId;
use plenary_kit::page::{self, FilterGroup, filter_bar};
use plenary_kit::policy::Mark;
use plenary_kit::time::Instant;
use plenary_kit::tongue::Tongue;

use crate::docket::number::ItemNumber;
use crate::docket::rules::{Door, Kind};
use crate::docket::standing::{Turn, WorkState};
use crate::docket::store::list::{Filter, Order};
use crate::docket::tally::Head;
use crate::forum::Group;

/// A list's address, taken apart. The language of items is `in`, since `lang` is the page's own.
pub struct Asked {
    /// Where the list is.
    pub path: String,
    /// Which items.
    pub filter: Filter,
    /// In which order.
    pub order: Order,
    /// The item the page follows.
    pub after: Option<ItemNumber>,
    /// The item the page comes before.
    pub before: Option<ItemNumber>,
    /// What was searched for.
    pub words: String,
    pairs: Vec<(&'static str, String)>,
}

const NARROWING: [&str; 8] = ["kind", "group", "state", "turn", "in", "door", "mark", "by"];

/// The most letters of a word in an address; the longest of ours is a person's id.
const WORD_LETTERS: usize = 64;

impl Asked {
    /// Reads the query of a list of the cycle; a value that no list has leads nowhere.
    pub fn read(path: String, query: &str, cycle: &CycleId, now: Instant) -> Result<Asked, Stop> {
        let mut sent = form::query(query);
        let mut pairs = Vec::new();
        let mut take = |name: &'static str| {
            let word: String = sent.take(name);
            if !word.is_empty() {
                pairs.push((name, word.clone()));
            }
            word
        };
        let filter = Filter {
            cycle: cycle.clone(),
            kind: parsed(&take("kind"))?,
            group: word(&take("group"))?.map(|group| {
                if group == "none" {
                    String::new()
                } else {
                    group
                }
            }),
            state: parsed(&take("state"))?,
            turn: parsed(&take("turn"))?,
            mark: parsed(&take("mark"))?,
            lang: word(&take("in"))?,
            door: parsed(&take("door"))?,
            author: parsed(&take("by"))?,
            overdue_at: word(&take("overdue"))?.map(|_| now),
        };
        let order = match take("order").as_str() {
            "oldest" => Order::OldestFirst,
            _ => Order::NewestFirst,
        };
        let words = take("q");
        let (after, before) = (parsed(&sent.take("after"))?, parsed(&sent.take("before"))?);
        Ok(Asked {
            path,
            filter,
            order,
            after,
            before,
            words,
            pairs,
        })
    }

    /// The same list with `name` set to `value`, from its beginning; an empty value takes it away.
    pub fn with(&self, name: &'static str, value: &str) -> String {
        let kept = self.pairs.iter().filter(|(each, _)| *each != name);
        let mut pairs: Vec<(&str, &str)> =
            kept.map(|(each, value)| (*each, value.as_str())).collect();
        if !value.is_empty() {
            pairs.push((name, value));
        }
        let query: Vec<String> = pairs
            .iter()
            .map(|(name, value)| format!("{name}={}", form::encode(value)))
            .collect();
        match query.is_empty() {
            true => self.path.clone(),
            false => format!("{}?{}", self.path, query.join("&")),
        }
    }

    /// Whether words are searched for.
    pub fn is_search(&self) -> bool {
        !self.words.trim().is_empty()
    }

    fn chosen(&self, name: &str) -> Option<&str> {
        self.pairs
            .iter()
            .find(|(each, _)| *each == name)
            .map(|(_, value)| value.as_str())
    }

    /// Whether the list shows what this choice stands for; the newest come first unless something else is asked for.
    fn is_chosen(&self, name: &str, word: &str) -> bool {
        match self.chosen(name) {
            Some(chosen) => chosen == word,
            None => name == "order" && word == "newest",
        }
    }

    fn is_narrowed(&self) -> bool {
        self.filter.overdue_at.is_some() || NARROWING.iter().any(|name| self.chosen(name).is_some())
    }
}

fn parsed<T: FromStr>(text: &str) -> Result<Option<T>, Stop> {
    match text.is_empty() {
        true => Ok(None),
        false => text.parse().map(Some).map_err(|_| Stop::NotFound),
    }
}

fn word(text: &str) -> Result<Option<String>, Stop> {
    match text.len() {
        0 => Ok(None),
        1..=WORD_LETTERS => Ok(Some(text.to_owned())),
        _ => Err(Stop::NotFound),
    }
}

/// A choice of the filter bar: its word, its label, and how many items it would show of the whole docket.
type Offered = (String, String, i64);

/// The links that narrow the list, with counts from the tallies; counts are of the whole docket, so they stand only
/// beside the first choice.
pub fn bar(t: &Tongue, asked: &Asked, head: &Head, groups: &[Group]) -> Markup {
    let lines: Vec<(&'static str, String, Vec<Offered>)> = offered(t, head, groups)
        .into_iter()
        .filter(|(name, _, offered)| offered.len() > 1 || asked.chosen(name).is_some())
        .collect();
    let hrefs: Vec<Vec<String>> = lines
        .iter()
        .map(|(name, _, offered)| links(asked, name, offered))
        .collect();
    let groups: Vec<FilterGroup<'_>> = lines
        .iter()
        .zip(&hrefs)
        .map(|((name, label, offered), hrefs)| FilterGroup {
            label,
            filters: offered
                .iter()
                .zip(hrefs)
                .map(|(choice, href)| filter(asked, name, choice, href))
                .collect(),
        })
        .collect();
    filter_bar(t, &groups)
}

/// A chosen one leads back to the list without it.
fn links(asked: &Asked, name: &'static str, offered: &[Offered]) -> Vec<String> {
    let link = |(word, _, _): &Offered| match asked.chosen(name) == Some(word) {
        true => asked.with(name, ""),
        false => asked.with(name, word),
    };
    offered.iter().map(link).collect()
}

fn filter<'a>(
    asked: &Asked,
    name: &str,
    (word, label, items): &Offered,
    href: &'a str,
) -> page::Filter<'a> {
    page::Filter {
        label: label.clone(),
        href,
        count: u64::try_from(*items)
            .ok()
            .filter(|_| !asked.is_narrowed() && *items > 0),
        is_chosen: asked.is_chosen(name, word),
    }
}

fn offered(t: &Tongue, head: &Head, groups: &[Group]) -> Vec<(&'static str, String, Vec<Offered>)> {
    let kinds = counted(Kind::ALL, &head.by_kind, Kind::word);
    let states = counted(WorkState::ALL, &head.by_state, WorkState::word);
    let turns = counted(Turn::ALL, &head.by_turn, Turn::word);
    let doors = Door::ALL
        .iter()
        .map(|door| (door.word(), trait_count(head, "door", door.word())));
    let all = [
        ("kind", of_words(t, "kind-", kinds)),
        ("group", of_groups(t, head, groups)),
        ("state", of_words(t, "state-", states)),
        ("turn", of_words(t, "docket-turn-", turns)),
        ("mark", of_marks(head)),
        ("in", of_languages(t, head)),
        ("door", of_words(t, "door-", doors.collect())),
        ("overdue", of_overdue(t, head)),
        ("order", orders(t)),
    ];
    let labelled = |(name, offered)| {
        (
            name,
            t.say(&format!("docket-filter-{name}")).into_owned(),
            offered,
        )
    };
    all.into_iter().map(labelled).collect()
}

fn counted<K: Ord + Copy>(
    all: &[K],
    counts: &std::collections::BTreeMap<K, i64>,
    word: fn(K) -> &'static str,
) -> Vec<(&'static str, i64)> {
    all.iter()
        .map(|each| (word(*each), count(counts, each)))
        .collect()
}

fn of_words(t: &Tongue, prefix: &str, all: Vec<(&str, i64)>) -> Vec<Offered> {
    let there = all.into_iter().filter(|(_, items)| *items > 0);
    let label = |word: &str| t.say(&format!("{prefix}{word}")).into_owned();
    there
        .map(|(word, items)| (word.to_owned(), label(word), items))
        .collect()
}

fn of_overdue(t: &Tongue, head: &Head) -> Vec<Offered> {
    let label = t.say("docket-filter-overdue-yes").into_owned();
    let there = (head.overdue > 0).then(|| ("yes".to_owned(), label, head.overdue));
    there.into_iter().collect()
}

fn trait_count(head: &Head, name: &str, word: &str) -> i64 {
    count(&head.by_trait, &(name.to_owned(), word.to_owned()))
}

fn count<K: Ord>(counts: &std::collections::BTreeMap<K, i64>, key: &K) -> i64 {
    counts.get(key).copied().unwrap_or(0)
}

fn of_groups(t: &Tongue, head: &Head, groups: &[Group]) -> Vec<Offered> {
    let mut offered: Vec<Offered> = groups
        .iter()
        .map(|group| {
            (
                group.word.clone(),
                group.name.clone(),
                count(&head.by_group, &group.word),
            )
        })
        .filter(|(_, _, items)| *items > 0)
        .collect();
    let none = count(&head.by_group, &String::new());
    if none > 0 {
        offered.push(("none".into(), t.say("docket-no-group").into_owned(), none));
    }
    offered
}

fn of_marks(head: &Head) -> Vec<Offered> {
    let items = |mark: &Mark| {
        head.by_trait
            .get(&("mark".to_owned(), mark.word().to_owned()))
            .copied()
            .unwrap_or(0)
    };
    let there = Mark::ALL.iter().filter(|mark| items(mark) > 0);
    there
        .map(|mark| (mark.word().to_owned(), mark.label().to_owned(), items(mark)))
        .collect()
}

fn of_languages(t: &Tongue, head: &Head) -> Vec<Offered> {
    let traits = head.by_trait.iter();
    let there = traits.filter(|((name, _), items)| name == "lang" && **items > 0);
    there
        .map(|((_, lang), items)| (lang.clone(), language(t, lang), *items))
        .collect()
}

/// A language's name where the catalogue has one, else its tag.
fn language(t: &Tongue, lang: &str) -> String {
    let key = format!("docket-language-{lang}");
    match t.has(&key) {
        true => t.say(&key).into_owned(),
        false => lang.to_owned(),
    }
}

fn orders(t: &Tongue) -> Vec<Offered> {
    let one = |word: &dyn Display, key| (word.to_string(), t.say(key).into_owned(), 0);
    vec![
        one(&"newest", "docket-order-newest"),
        one(&"oldest", "docket-order-oldest"),
    ]
}
