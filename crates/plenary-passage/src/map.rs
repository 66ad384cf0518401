//! The map from one version to the next: computed once, stored, and every anchor read off it.
use crate::backbone::{drop_weak_moves, drop_weak_on_backbone, heaviest_chain, weigh};
use crate::gaps::fill;
use crate::moves;
use crate::pair::{Links, Pair, Run};
use crate::reword::guesses;
use crate::seeds::{sow, sow_lone_blocks, sow_twin_blocks};
use crate::span::Span;
use crate::version::Version;
use serde::{Deserialize, Serialize};

/// What became of the words of one version in another: runs of words that stayed together, and guesses at sentences
/// that were written anew. It holds places only; read it beside its two versions with [`crate::Reading`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct VersionMap {
    /// Old start, old letters, new start, new letters of each run, in the order of the old text.
    runs: Vec<(u32, u32, u32, u32)>,
    /// Sentences that were probably reworded.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    guesses: Vec<Guess>,
}

/// A sentence that was probably written anew.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Guess {
    /// Where it stood.
    pub old: Span,
    /// Where its successor stands.
    pub new: Span,
    /// Share of common words, in hundredths.
    pub percent: u8,
}

impl VersionMap {
    /// Computes the map; nearly linear in the length of the two texts.
    pub fn between(old: &Version, new: &Version) -> VersionMap {
        let pair = Pair::of(old, new);
        let (links, backbone) = link(&pair);
        VersionMap::of(&pair, &links, &backbone)
    }

    pub(crate) fn of(pair: &Pair, links: &Links, backbone: &[Run]) -> VersionMap {
        let letters = |list: &[crate::words::Word], from: usize, to: usize| {
            (list[from].start, list[to - 1].end - list[from].start)
        };
        let store = |run: Run| {
            let (old, new) = (
                letters(&pair.old.list, run.old, run.old_end()),
                letters(&pair.new.list, run.new, run.new_end()),
            );
            (old.0, old.1, new.0, new.1)
        };
        VersionMap {
            runs: links.runs().into_iter().map(store).collect(),
            guesses: guesses(pair, links, backbone),
        }
    }

    /// The links between the words of the two versions; what does not fit them is left out.
    pub(crate) fn links(&self, pair: &Pair) -> Links {
        let mut links = Links::none(pair.old_ids.len(), pair.new_ids.len());
        for (old, old_letters, new, new_letters) in &self.runs {
            let old = pair
                .old
                .touched(Span::new(*old, old.saturating_add(*old_letters)));
            let new = pair
                .new
                .touched(Span::new(*new, new.saturating_add(*new_letters)));
            for (old, new) in old.zip(new) {
                if links.are_free(old, new) && pair.same(old, new) {
                    links.join(old, new);
                }
            }
        }
        links
    }

    pub(crate) fn guesses(&self) -> &[Guess] {
        &self.guesses
    }
}

/// Links the words of a pair; also gives the runs that kept their order.
pub(crate) fn link(pair: &Pair) -> (Links, Vec<Run>) {
    let mut links = Links::none(pair.old_ids.len(), pair.new_ids.len());
    sow(pair, &mut links);
    let runs = weigh(pair, links.runs());
    let chain = heaviest_chain(&runs);
    drop_weak_moves(pair, &mut links, &runs, &chain);
    let backbone =
        drop_weak_on_backbone(pair, &mut links, chain.iter().map(|at| runs[*at]).collect());
    let backbone: Vec<Run> = backbone.into_iter().map(|weighed| weighed.run).collect();
    moves::fill_between(pair, &mut links);
    moves::fill_like_blocks(pair, &mut links);
    fill(
        pair,
        &mut links,
        &backbone,
        0..pair.old_ids.len(),
        0..pair.new_ids.len(),
    );
    moves::fill_blocks(pair, &mut links);
    sow_lone_blocks(pair, &mut links);
    sow_twin_blocks(pair, &mut links);
    (links, backbone)
}
