//! Finds the seals and erasures anywhere in an event without building it in memory.

use crate::seal::Seal;
use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use std::fmt;

/// What the ledger itself reads in an event: the reserved keys `seal` and `erases`.
#[derive(Debug, Default)]
pub(crate) struct Found {
    pub seals: Vec<Seal>,
    pub erases: Vec<Seal>,
}

/// Walks the JSON of an event; a reserved key with anything else than seals is an error.
pub(crate) fn scan(event: &str) -> Result<Found, serde_json::Error> {
    let mut found = Found::default();
    let mut json = serde_json::Deserializer::from_str(event);
    Walk(&mut found).deserialize(&mut json)?;
    json.end()?;
    Ok(found)
}

struct Walk<'a>(&'a mut Found);

impl<'de> DeserializeSeed<'de> for Walk<'_> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<(), D::Error> {
        json.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Walk<'_> {
    type Value = ();
    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("JSON")
    }
    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }
    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        Ok(())
    }
    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        Ok(())
    }
    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        Ok(())
    }
    fn visit_str<E>(self, _: &str) -> Result<(), E> {
        Ok(())
    }
    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        while list.next_element_seed(Walk(self.0))?.is_some() {}
        Ok(())
    }
    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<(), A::Error> {
        let (mut sealed, mut erased) = (false, false);
        while let Some(key) = object.next_key::<Key>()? {
            match key {
                Key::Seal if !sealed => self.0.seals.push(object.next_value()?),
                Key::Erases if !erased => self.0.erases.extend(object.next_value::<Vec<Seal>>()?),
                Key::Other => object.next_value_seed(Walk(self.0))?,
                Key::Seal | Key::Erases => {
                    return Err(A::Error::custom("a reserved key stands twice"));
                }
            }
            sealed |= key == Key::Seal;
            erased |= key == Key::Erases;
        }
        Ok(())
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Key {
    Seal,
    Erases,
    Other,
}

impl<'de> Deserialize<'de> for Key {
    fn deserialize<D: Deserializer<'de>>(json: D) -> Result<Key, D::Error> {
        json.deserialize_str(KeyVisitor)
    }
}

struct KeyVisitor;

impl Visitor<'_> for KeyVisitor {
    type Value = Key;
    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a key")
    }
    fn visit_str<E>(self, key: &str) -> Result<Key, E> {
        Ok(match key {
            "seal" => Key::Seal,
            "erases" => Key::Erases,
            _ => Key::Other,
        })
    }
}
