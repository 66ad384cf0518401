//! Item numbers: 1, 2, 3 ... on the open docket, and a random code for what not everyone may read.
//!
//! A gap in the plain numbers would tell everyone that there is something they may not see, so only items for everyone
//! take part in the count; all others carry a code that says nothing about how many there are or when they came.

use std::fmt;
use std::str::FromStr;

use plenary_kit::db::{Column, Param, Stored, Value};
use plenary_kit::fault::Fault;
use serde::{Deserialize, Serialize};

/// The number of an item, unique in the forum.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ItemNumber(i64);

/// Codes begin here: far above any plain number, and still exact in JSON readers that know doubles only.
pub const FIRST_CODE: i64 = 1 << 40;
/// Ten letters of five bits.
const CODE_BITS: u32 = 50;
/// Letters that cannot be mistaken for each other (Crockford's base 32).
const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// The text is no item number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("This is not an item's number. Write it like 42, or like 7K3QD-9XWTB.")]
pub struct NotANumber;

impl ItemNumber {
    /// The plain number after `last`.
    pub fn after(last: i64) -> ItemNumber {
        ItemNumber(last + 1)
    }

    /// A fresh code.
    pub fn fresh_code() -> ItemNumber {
        ItemNumber::code_from(u64::from_le_bytes(plenary_kit::random::bytes()))
    }

    /// Spreads chance evenly over all codes: no code may come up more often than another, or it would come up twice.
    fn code_from(random: u64) -> ItemNumber {
        let codes = (1u64 << CODE_BITS) - FIRST_CODE as u64;
        ItemNumber(FIRST_CODE + (random % codes) as i64)
    }

    /// Whether it is a code.
    pub fn is_code(self) -> bool {
        self.0 >= FIRST_CODE
    }
}

impl fmt::Display for ItemNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.is_code() {
            return write!(f, "{}", self.0);
        }
        let letter = |at: u32| LETTERS[(self.0 >> (5 * (9 - at)) & 31) as usize] as char;
        let letters: String = (0..10).map(letter).collect();
        write!(f, "{}-{}", &letters[..5], &letters[5..])
    }
}

impl FromStr for ItemNumber {
    type Err = NotANumber;

    fn from_str(text: &str) -> Result<Self, NotANumber> {
        let text = text.trim().trim_start_matches('#');
        match text.split_once('-') {
            None if text.len() <= 12 && text.bytes().all(|byte| byte.is_ascii_digit()) => text
                .parse()
                .ok()
                .filter(|number| (1..FIRST_CODE).contains(number))
                .map(ItemNumber)
                .ok_or(NotANumber),
            Some((left, right)) if left.len() == 5 && right.len() == 5 => {
                from_code(left.bytes().chain(right.bytes()))
            }
            _ => Err(NotANumber),
        }
    }
}

fn from_code(letters: impl Iterator<Item = u8>) -> Result<ItemNumber, NotANumber> {
    let mut number = 0i64;
    for letter in letters {
        let letter = match letter.to_ascii_uppercase() {
            b'O' => b'0',
            b'I' | b'L' => b'1',
            other => other,
        };
        let bits = LETTERS
            .iter()
            .position(|each| *each == letter)
            .ok_or(NotANumber)?;
        number = number << 5 | bits as i64;
    }
    if number >= FIRST_CODE {
        Ok(ItemNumber(number))
    } else {
        Err(NotANumber)
    }
}

impl Param for ItemNumber {
    fn value(&self) -> Value<'_> {
        Value::Int(self.0)
    }
}

impl Column for ItemNumber {
    fn read(value: Stored<'_>) -> Result<Self, Fault> {
        i64::read(value).map(ItemNumber)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_codes_read_back_as_written() {
        let numbers = (0..200).map(|_| ItemNumber::fresh_code()).chain([
            ItemNumber(1),
            ItemNumber(42),
            ItemNumber(FIRST_CODE),
        ]);
        for number in numbers {
            assert_eq!(number.to_string().parse(), Ok(number));
        }
        assert_eq!("#42".parse(), Ok(ItemNumber(42)));
    }

    #[test]
    fn no_code_comes_up_more_often_than_another() {
        // Once every draw below 2^40, one in a thousand, gave the same code: a forum's second such item was refused.
        let codes: std::collections::BTreeSet<_> = (0..2_000).map(ItemNumber::code_from).collect();
        assert_eq!(codes.len(), 2_000);
        assert!(codes.iter().all(|code| code.is_code()));
        assert!(ItemNumber::code_from(u64::MAX).0 < 1 << CODE_BITS);
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for text in [
            "",
            "0",
            "-1",
            "4 2",
            "12345678901234567890",
            "AAAAA",
            "00000-00001",
            "UUUUU-UUUUU",
            "+7",
        ] {
            assert_eq!(text.parse::<ItemNumber>(), Err(NotANumber), "{text}");
        }
    }
}
