//! How many comments each paragraph has, by group: small bars, and the table behind them.

use maud::{Markup, html};
use plenary_kit::page::{Align, Table};
use plenary_kit::tongue::Tongue;
use plenary_passage::BlockId;

use super::reading::ReadingPage;
use super::voices::Here;

impl ReadingPage {
    /// How many comments each block has, by group: a table behind small bars.
    pub fn counts(&self, t: &Tongue) -> Markup {
        let mut lines: Vec<(&str, BlockId, Vec<i64>)> = Vec::new();
        for (block, label) in self.version.blocks().iter().zip(&self.set.labels) {
            if let Some(here) = self.voices.on.get(&block.id) {
                lines.push((label, block.id, self.per_group(here)));
            }
        }
        if lines.is_empty() {
            return html! {};
        }
        lines.sort_by_key(|(_, _, counts)| std::cmp::Reverse(counts.last().copied()));
        lines.truncate(BLOCKS_COUNTED);
        let most = lines
            .first()
            .and_then(|(_, _, counts)| counts.last().copied())
            .unwrap_or(1);
        let caption = t.say("review-counts");
        let (block, all) = (t.say("review-counts-block"), t.say("review-counts-all"));
        let mut columns = vec![(block.as_ref(), Align::Words)];
        columns.extend(
            self.groups
                .iter()
                .map(|group| (group.name.as_str(), Align::Figures)),
        );
        columns.push((all.as_ref(), Align::Figures));
        let rows = lines.iter().map(|(label, block, counts)| {
            let head = html! { a href={ "#b" (block) } { (label) } " " (small_bar(counts, most)) };
            std::iter::once(head)
                .chain(counts.iter().map(|count| html! { (count) }))
                .collect()
        });
        let table = Table {
            caption: &caption,
            columns,
            rows: rows.collect(),
        };
        html! { details .counts { summary { (caption) } (table.render()) } }
    }

    /// How many of the comments at a place each group has, then all of them.
    pub fn per_group(&self, here: &Here) -> Vec<i64> {
        let groups = self.groups.iter();
        let mut counts: Vec<i64> = groups.map(|group| here.of_group(&group.word)).collect();
        counts.push(here.count as i64);
        counts
    }
}

/// The most blocks in the table of counts.
const BLOCKS_COUNTED: usize = 30;

/// A row's share of the longest, by group; the figures stand beside it.
pub(super) fn small_bar(counts: &[i64], most: i64) -> Markup {
    let groups = &counts[..counts.len().saturating_sub(1)];
    let mut from = 0;
    let parts: Vec<(usize, i64, i64)> = groups
        .iter()
        .enumerate()
        .filter(|(_, count)| **count > 0)
        .map(|(group, count)| {
            let part = (group, from, *count);
            from += count;
            part
        })
        .collect();
    html! {
        svg .small-bar viewBox={ "0 0 " (most.max(1)) " 1" } preserveAspectRatio="none" aria-hidden="true" {
            @for (group, from, count) in parts { rect .{ "g" (group) } x=(from) y="0" width=(count) height="1" {} }
        }
    }
}
