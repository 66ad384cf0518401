//! What the items of a page are called: their titles or first words, read for all of them at once.

use std::collections::HashMap;

use plenary_kit::db::{Db, Param, Value};
use plenary_kit::fault::Fault;
use plenary_kit::words::WordsKey;

use super::list::PAGE_ITEMS;
use crate::docket::excerpt::first_words;
use crate::docket::number::ItemNumber;
use crate::docket::rules::{Format, Item};

/// How an item is called in a list: its title or its first words.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Opening {
    /// The words, or the beginning of them; nothing once they were erased.
    pub text: Option<String>,
    /// Whether it is the item's title.
    pub is_title: bool,
}

/// The most bytes read of each text: 160 letters of the widest script with their mark-up.
const OPENING_BYTES: usize = 900;

/// What the items of a page are called, in their order; one question to the store for them all.
pub fn openings(db: &Db<'_>, items: &[Item]) -> Result<Vec<Opening>, Fault> {
    let keys: Vec<WordsKey> = items.iter().filter_map(|item| item.title).collect();
    let titles = titles(db, &keys)?;
    let title_of = |item: &Item| item.title.and_then(|key| titles.get(&key));
    let others = items.iter().filter(|item| title_of(item).is_none());
    let numbers: Vec<ItemNumber> = others.map(|item| item.number).collect();
    let first = first_texts(db, &numbers)?;
    let opening = |item: &Item| match title_of(item) {
        Some(title) => Opening {
            text: Some(title.clone()),
            is_title: true,
        },
        None => Opening {
            text: first.get(&item.number).cloned(),
            is_title: false,
        },
    };
    Ok(items.iter().map(opening).collect())
}

fn first_texts(db: &Db<'_>, numbers: &[ItemNumber]) -> Result<HashMap<ItemNumber, String>, Fault> {
    if numbers.is_empty() {
        return Ok(HashMap::new());
    }
    let sql = format!(
        "SELECT t.number, t.format, substr(w.body, 1, {OPENING_BYTES}) FROM docket_text t JOIN words w ON w.id = t.words \
         WHERE t.place = 0 AND t.number IN ({})",
        places(numbers.len())
    );
    let mut found = HashMap::with_capacity(numbers.len());
    db.each(&sql, &padded(numbers), |row| {
        let words = first_words(&lossy(row.get(2)?), row.get::<Format>(1)?);
        found.insert(row.get(0)?, words);
        Ok(())
    })?;
    Ok(found)
}

fn titles(db: &Db<'_>, keys: &[WordsKey]) -> Result<HashMap<WordsKey, String>, Fault> {
    if keys.is_empty() {
        return Ok(HashMap::new());
    }
    let sql = format!(
        "SELECT id, body FROM words WHERE id IN ({})",
        places(keys.len())
    );
    let mut found = HashMap::with_capacity(keys.len());
    db.each(&sql, &padded(keys), |row| {
        found.insert(row.get(0)?, lossy(row.get(1)?));
        Ok(())
    })?;
    Ok(found)
}

/// A cut may go through a letter; what is left of it is dropped.
fn lossy(bytes: Vec<u8>) -> String {
    match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(cut) => {
            let whole = cut.utf8_error().valid_up_to();
            String::from_utf8_lossy(&cut.as_bytes()[..whole]).into_owned()
        }
    }
}

/// So many places are asked for at once, so that only few statements are ever prepared.
fn slots(count: usize) -> usize {
    match count {
        0..=10 => 10,
        11..=50 => 50,
        51..=PAGE_ITEMS => PAGE_ITEMS,
        more => more,
    }
}

fn places(count: usize) -> String {
    (1..=slots(count))
        .map(|at| format!("?{at}"))
        .collect::<Vec<_>>()
        .join(", ")
}

fn padded<T: Param>(values: &[T]) -> Vec<Value<'_>> {
    let mut all: Vec<Value<'_>> = values.iter().map(Param::value).collect();
    let fill = all.last().copied().unwrap_or(Value::Int(-1));
    all.resize(slots(values.len()), fill);
    all
}
