//! Where a passage went, and how sure the map is of it.
use crate::span::Span;
use serde::{Deserialize, Serialize};

/// Above this confidence a passage is carried without asking.
pub const CARRIED_ABOVE: f64 = 0.8;

/// Below this confidence a passage is orphaned.
pub const ORPHANED_BELOW: f64 = 0.3;

/// The share of its words below which a passage is gone: with half of them it is the same passage edited. The step
/// from share to confidence puts this share at [`ORPHANED_BELOW`].
pub(crate) const GONE_BELOW: f64 = 0.48;

/// Confidence from the share of words that arrived: itself where carried, straight lines below.
pub(crate) fn calibrated(share: f64) -> f64 {
    if share >= CARRIED_ABOVE {
        return share;
    }
    if share < GONE_BELOW {
        return share / GONE_BELOW * ORPHANED_BELOW;
    }
    ORPHANED_BELOW
        + (share - GONE_BELOW) / (CARRIED_ABOVE - GONE_BELOW) * (CARRIED_ABOVE - ORPHANED_BELOW)
}

/// How sure the map is of a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Placement {
    /// The words are there; nobody needs to look.
    Carried,
    /// Probably there; a person confirms.
    PleaseCheck,
    /// Gone, as far as the map can tell; shown with its old words.
    Orphaned,
}

/// Where a passage went.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Landing {
    /// How sure.
    pub placement: Placement,
    /// Share of the passage's words, weighted by rarity, that arrived together; 0 to 1.
    pub confidence: f64,
    /// Where: the densest stretch first, then the other parts of a split passage. Empty when orphaned.
    pub fragments: Vec<Span>,
    /// Other places that say the same words and might be meant.
    pub twins: Vec<Span>,
    /// Whether a twin is as likely as the place: to name one of them would be a guess.
    #[serde(default)]
    pub is_tied: bool,
}

/// Why a place is not certain: the same words stand elsewhere.
#[derive(Clone, Debug, Default)]
pub(crate) struct Doubt {
    /// Where they stand.
    pub twins: Vec<Span>,
    /// Whether one of them is as likely.
    pub is_tied: bool,
}

impl Landing {
    pub(crate) fn orphaned(confidence: f64) -> Landing {
        Landing {
            placement: Placement::Orphaned,
            confidence,
            fragments: Vec::new(),
            twins: Vec::new(),
            is_tied: false,
        }
    }

    /// The main place, unless orphaned.
    pub fn span(&self) -> Option<Span> {
        self.fragments.first().copied()
    }

    /// The one place that can be named: none when orphaned, nor when a twin is as likely.
    pub fn only_place(&self) -> Option<Span> {
        self.span().filter(|_| !self.is_tied)
    }

    /// Where the same words stand elsewhere and the neighbours do not tell which is meant, a person must look.
    pub(crate) fn doubted(self, doubt: Option<Doubt>) -> Landing {
        let (Some(Doubt { mut twins, is_tied }), Some(main)) = (doubt, self.span()) else {
            return self;
        };
        twins.retain(|twin| !twin.touches(main));
        twins.sort_unstable();
        twins.dedup();
        Landing {
            confidence: self.confidence.min(CARRIED_ABOVE),
            is_tied: is_tied && !twins.is_empty(),
            twins,
            ..self
        }
    }

    pub(crate) fn settled(mut self) -> Landing {
        self.placement = match self.confidence {
            sure if sure > CARRIED_ABOVE => Placement::Carried,
            some if some >= ORPHANED_BELOW => Placement::PleaseCheck,
            _ => return Landing::orphaned(self.confidence),
        };
        self
    }

    pub(crate) fn at(place: Span) -> Landing {
        Landing {
            placement: Placement::PleaseCheck,
            confidence: 0.0,
            fragments: vec![place],
            twins: Vec::new(),
            is_tied: false,
        }
    }
}
