//! Passages as an address or a form field names them: `12` for a block, `12.5-40` for letters within it.

use std::str::FromStr;

use plenary_passage::{BlockId, Span, Version};

use crate::document::{Anchor, Document, DocumentRefusal, VersionNumber, check_anchor};

/// A block, or letters of the text from that block on; counted from the block's first letter, so that it stays short.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spot {
    /// The block in which it begins.
    pub block: BlockId,
    /// First letter and the one after the last; the whole block when none are given.
    pub letters: Option<(u32, u32)>,
}

/// The text names no passage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotASpot;

impl FromStr for Spot {
    type Err = NotASpot;

    fn from_str(text: &str) -> Result<Spot, NotASpot> {
        let number = |text: &str| text.parse::<u32>().map_err(|_| NotASpot);
        let Some((block, letters)) = text.split_once('.') else {
            return Ok(Spot {
                block: BlockId(u64::from(number(text)?)),
                letters: None,
            });
        };
        let (from, to) = letters.split_once('-').ok_or(NotASpot)?;
        Ok(Spot {
            block: BlockId(u64::from(number(block)?)),
            letters: Some((number(from)?, number(to)?)),
        })
    }
}

impl std::fmt::Display for Spot {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.letters {
            None => write!(f, "{}", self.block),
            Some((from, to)) => write!(f, "{}.{from}-{to}", self.block),
        }
    }
}

impl Spot {
    /// The anchor it means in a version, if it stands there.
    pub fn anchor(
        self,
        document: &Document,
        number: VersionNumber,
        version: &Version,
    ) -> Result<Anchor, DocumentRefusal> {
        let block = version
            .block(self.block)
            .ok_or(DocumentRefusal::NotAPassage)?;
        let span = match self.letters {
            None => block.span,
            Some((from, to)) => Span::new(
                block.span.start.saturating_add(from),
                block.span.start.saturating_add(to),
            ),
        };
        let anchor = Anchor {
            document: document.id.clone(),
            version: number,
            block: self.block,
            span,
        };
        check_anchor(version, &anchor)?;
        Ok(anchor)
    }
}
