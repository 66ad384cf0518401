//! What the items of a page are called: their titles or first words, read for all of them at once.

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
    let numbers: Vec<ItemNumber> = items.iter().map(|item| item.number).collect();
    let first = first_texts(db, &numbers)?;
    let titles = titles(
        db,
        &items
            .iter()
            .filter_map(|item| item.title)
            .collect::<Vec<_>>(),
    )?;
    Ok(items
        .iter()
        .map(|item| {
            let title = item
                .title
                .and_then(|key| titles.iter().find(|(at, _)| *at == key));
            match title {
                Some((_, text)) => Opening {
                    text: Some(text.clone()),
                    is_title: true,
                },
                None => Opening {
                    text: opening_of(&first, item.number),
                    is_title: false,
                },
            }
        })
        .collect())
}

fn opening_of(first: &[(ItemNumber, Format, String)], number: ItemNumber) -> Option<String> {
    let (_, format, text) = first.iter().find(|(at, _, _)| *at == number)?;
    Some(first_words(text, *format))
}

fn first_texts(
    db: &Db<'_>,
    numbers: &[ItemNumber],
) -> Result<Vec<(ItemNumber, Format, String)>, Fault> {
    let sql = format!(
        "SELECT t.number, t.format, substr(w.body, 1, {OPENING_BYTES}) FROM docket_text t JOIN words w ON w.id = t.words \
         WHERE t.place = 0 AND t.number IN ({})",
        places(numbers.len())
    );
    db.all(&sql, &padded(numbers), |row| {
        Ok((row.get(0)?, row.get(1)?, lossy(row.get(2)?)))
    })
}

fn titles(db: &Db<'_>, keys: &[WordsKey]) -> Result<Vec<(WordsKey, String)>, Fault> {
    let sql = format!(
        "SELECT id, body FROM words WHERE id IN ({})",
        places(keys.len())
    );
    db.all(&sql, &padded(keys), |row| {
        Ok((row.get(0)?, lossy(row.get(1)?)))
    })
}

/// A cut may go through a letter; what is left of it is dropped.
fn lossy(bytes: Vec<u8>) -> String {
    let whole = match std::str::from_utf8(&bytes) {
        Ok(text) => return text.to_owned(),
        Err(error) => error.valid_up_to(),
    };
    String::from_utf8_lossy(&bytes[..whole]).into_owned()
}

/// So many places are asked for at once, so that only three statements are ever prepared.
fn slots(count: usize) -> usize {
    match count {
        0..=10 => 10,
        11..=PAGE_ITEMS => PAGE_ITEMS,
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
