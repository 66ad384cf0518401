//! Passages as an address or a form field names them: `12` for a block, `12.5-40` for letters within it, `12.5-14.9` for
//! letters from one block into another.

use std::str::FromStr;

use plenary_passage::{BlockId, Span, Version};

use crate::document::{Anchor, Document, DocumentRefusal, VersionNumber, check_anchor};

/// A block, or letters from one block on; each end is counted from the first letter of its own block, so that a script
/// can name a selection without knowing the text around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spot {
    /// The block in which it begins.
    pub block: BlockId,
    /// The letters; the whole block when none are given.
    pub letters: Option<Letters>,
}

/// Letters from one block on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Letters {
    /// The first letter, counted in the spot's own block.
    pub from: u32,
    /// The block in which it ends.
    pub last: BlockId,
    /// The letter after the last one, counted in that block.
    pub to: u32,
}

/// The text names no passage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotASpot;

impl FromStr for Spot {
    type Err = NotASpot;

    fn from_str(text: &str) -> Result<Spot, NotASpot> {
        let number = |text: &str| text.parse::<u32>().map_err(|_| NotASpot);
        let id = |text: &str| number(text).map(|number| BlockId(u64::from(number)));
        let Some((block, letters)) = text.split_once('.') else {
            return Ok(Spot::of(id(text)?));
        };
        let block = id(block)?;
        let (from, end) = letters.split_once('-').ok_or(NotASpot)?;
        let (last, to) = match end.split_once('.') {
            Some((last, to)) => (id(last)?, to),
            None => (block, end),
        };
        Ok(Spot {
            block,
            letters: Some(Letters {
                from: number(from)?,
                last,
                to: number(to)?,
            }),
        })
    }
}

impl std::fmt::Display for Spot {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Spot { block, letters } = self;
        match letters {
            None => write!(f, "{block}"),
            Some(Letters { from, last, to }) if last == block => write!(f, "{block}.{from}-{to}"),
            Some(Letters { from, last, to }) => write!(f, "{block}.{from}-{last}.{to}"),
        }
    }
}

impl Spot {
    /// A whole block.
    pub fn of(block: BlockId) -> Spot {
        Spot {
            block,
            letters: None,
        }
    }

    /// The spot that names these letters of a version.
    pub fn at(version: &Version, span: Span) -> Option<Spot> {
        let first = version.block_at(span.start)?;
        let last = version.block_at(span.end.checked_sub(1)?)?;
        if first.span == span {
            return Some(Spot::of(first.id));
        }
        let letters = Letters {
            from: span.start.checked_sub(first.span.start)?,
            last: last.id,
            to: span.end.checked_sub(last.span.start)?,
        };
        Some(Spot {
            block: first.id,
            letters: Some(letters),
        })
    }

    /// The letters it means in a version; nothing when its blocks are not there.
    pub fn span(self, version: &Version) -> Option<Span> {
        let first = version.block(self.block)?;
        let Some(Letters { from, last, to }) = self.letters else {
            return Some(first.span);
        };
        let last = version.block(last)?;
        let start = first.span.start.checked_add(from)?;
        let end = last.span.start.checked_add(to)?;
        (start < end).then(|| Span::new(start, end))
    }

    /// The anchor it means in a version, if it stands there.
    pub fn anchor(
        self,
        document: &Document,
        number: VersionNumber,
        version: &Version,
    ) -> Result<Anchor, DocumentRefusal> {
        let anchor = Anchor {
            document: document.id.clone(),
            version: number,
            block: self.block,
            span: self.span(version).ok_or(DocumentRefusal::NotAPassage)?,
        };
        check_anchor(version, &anchor)?;
        Ok(anchor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_spot_is_read_as_it_is_written_and_names_the_letters_it_was_made_of() {
        let text = "One two.\n\nThree 🌍 four.\n\nFünf.";
        let version = Version::from_plain_text(text, BlockId(0).following()).unwrap();
        for start in 0..version.letters() {
            for end in start + 1..=version.letters() {
                let span = Span::new(start, end);
                let Some(spot) = Spot::at(&version, span) else {
                    continue;
                };
                assert_eq!(spot.to_string().parse(), Ok(spot));
                assert_eq!(spot.span(&version), Some(span), "{spot}");
            }
        }
    }

    #[test]
    fn what_names_no_passage_is_not_taken_for_one() {
        for text in [
            "",
            "x",
            "1.",
            "1.2",
            "1.5-",
            "1.-5",
            "1.2-3.",
            "-1",
            "1.2-3.4.5",
            "٣",
        ] {
            assert_eq!(text.parse::<Spot>(), Err(NotASpot), "{text}");
        }
    }
}
