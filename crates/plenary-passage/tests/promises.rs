//! What the passage engine promises, tried on texts that nobody would write.
use plenary_passage::{
    BlockId, BlockKind, BlockSource, DiffRun, Fate, Placement, Reading, Span, Version, VersionMap,
    carry_through, from_selectors, near_duplicates, reanchor_json_lines, to_selectors,
};
use proptest::prelude::*;

fn version(text: &str) -> Version {
    Version::from_plain_text(text, BlockId(0).following()).expect("a short text")
}

fn of_blocks(blocks: &[String]) -> Version {
    let sources: Vec<BlockSource> = blocks
        .iter()
        .map(|text| BlockSource::plain(BlockKind::Paragraph, text.clone()))
        .collect();
    Version::from_blocks(&sources, BlockId(0).following()).expect("a short text")
}

/// Blocks of five to twenty words, half of them found nowhere else, half common.
fn distinct_blocks() -> impl Strategy<Value = Vec<String>> {
    prop::collection::vec(prop::collection::vec(0..30usize, 5..20), 2..12).prop_map(|blocks| {
        let word = |block: usize, place: usize, pick: usize| {
            if place.is_multiple_of(2) {
                format!("own{block}x{place}")
            } else {
                format!("common{pick}")
            }
        };
        let text = |(block, picks): (usize, Vec<usize>)| {
            picks
                .into_iter()
                .enumerate()
                .map(|(place, pick)| word(block, place, pick))
                .collect::<Vec<_>>()
                .join(" ")
        };
        blocks.into_iter().enumerate().map(text).collect()
    })
}

/// Anything at all: any letters, many line ends, few different words.
fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[ab \n.]{0,80}",
        "[а-г一-三\u{0e01}-\u{0e05} \n。]{0,80}",
        "(the |cat |\n\n|sat\\. ){0,60}"
    ]
}

/// Some of the words of a block, as letters of the version.
fn words_of(version: &Version, block: usize, from: usize, words: usize) -> Span {
    let span = version.blocks()[block].span;
    let text = version.slice(span);
    let starts: Vec<usize> = std::iter::once(0)
        .chain(text.match_indices(' ').map(|(at, _)| at + 1))
        .collect();
    let from = from % starts.len();
    let end = starts
        .get(from + words)
        .map_or(text.len(), |start| start - 1);
    Span::new(span.start + starts[from] as u32, span.start + end as u32)
}

proptest! {
    #[test]
    fn the_identity_map_is_the_identity(text in any_text(), start in 0..200u32, letters in 1..60u32) {
        let version = version(&text);
        let span = Span::new(start, start + letters).within(version.letters());
        prop_assume!(!span.is_empty());
        let landing = Reading::between(&version, &version).carry(span);
        prop_assert_eq!(landing.span(), Some(span));
        prop_assert_eq!(landing.placement, Placement::Carried);
        prop_assert_eq!(landing.confidence, 1.0);
    }

    #[test]
    fn shuffling_distinct_blocks_carries_every_anchor((blocks, turned) in distinct_blocks().prop_flat_map(|blocks| (Just(blocks.clone()), Just(blocks).prop_shuffle())), from in 0..20usize, words in 3..8usize) {
        let (old, new) = (of_blocks(&blocks), of_blocks(&turned));
        let reading = Reading::between(&old, &new);
        for (block, text) in blocks.iter().enumerate() {
            let span = words_of(&old, block, from, words);
            let landing = reading.carry(span);
            prop_assert_eq!(landing.span().map(|place| new.slice(place)), Some(old.slice(span)));
            let whole = reading.carry(old.blocks()[block].span);
            prop_assert_eq!(whole.placement, Placement::Carried);
            prop_assert_eq!(whole.span().map(|place| new.slice(place)), Some(text.as_str()));
        }
    }

    #[test]
    fn deleting_a_block_orphans_exactly_its_anchors(blocks in distinct_blocks(), pick in 0..12usize, from in 0..20usize) {
        let gone = pick % blocks.len();
        let mut rest = blocks.clone();
        rest.remove(gone);
        let (old, new) = (of_blocks(&blocks), of_blocks(&rest));
        let reading = Reading::between(&old, &new);
        for block in 0..blocks.len() {
            let span = words_of(&old, block, from, 5);
            let landing = reading.carry(span);
            if block == gone {
                prop_assert_eq!(landing.placement, Placement::Orphaned);
            } else {
                prop_assert_eq!(landing.span().map(|place| new.slice(place)), Some(old.slice(span)));
                prop_assert_eq!(landing.placement, Placement::Carried);
            }
        }
    }

    #[test]
    fn verbatim_twins_are_never_carried_silently(blocks in distinct_blocks(), twin in 0..12usize, place in 0..12usize, gone in 0..13usize) {
        let mut twins = blocks.clone();
        let copied = twins[twin % blocks.len()].clone();
        twins.insert(place % (blocks.len() + 1), copied.clone());
        let mut rest = twins.clone();
        // One of the two goes away: nobody can know from the words which of them is left.
        let places: Vec<usize> = (0..twins.len()).filter(|at| twins[*at] == copied).collect();
        rest.remove(places[gone % 2]);
        let (old, new) = (of_blocks(&twins), of_blocks(&rest));
        let reading = Reading::between(&old, &new);
        for at in places {
            let landing = reading.carry(old.blocks()[at].span);
            let neighbours_stay = same_neighbours(&twins, &rest, at);
            prop_assert!(landing.placement != Placement::Carried || neighbours_stay, "{:?}", landing);
        }
    }

    #[test]
    fn both_twins_are_offered_when_a_block_is_doubled_elsewhere(blocks in distinct_blocks()) {
        prop_assume!(blocks.len() >= 4);
        let mut doubled = blocks[1..].to_vec();
        doubled.insert(2, blocks[0].clone());
        doubled.push(blocks[0].clone());
        let (old, new) = (of_blocks(&blocks), of_blocks(&doubled));
        let landing = Reading::between(&old, &new).carry(old.blocks()[0].span);
        prop_assert_eq!(landing.placement, Placement::PleaseCheck);
        prop_assert_eq!(landing.twins.len(), 1);
    }

    #[test]
    fn the_same_input_gives_the_same_bytes(old in any_text(), new in any_text()) {
        let bytes = || {
            let (old, new) = (version(&old), version(&new));
            let (new, map) = new.succeeding(&old, old.highest().following()).expect("fresh identities");
            let comparison = Reading::of(&old, &new, map.clone()).compare();
            serde_json::to_string(&(new, map, comparison)).expect("plain data")
        };
        prop_assert_eq!(bytes(), bytes());
    }

    #[test]
    fn a_stored_map_reads_like_the_computed_one(old in any_text(), new in any_text(), start in 0..100u32, letters in 0..60u32) {
        let (old, new) = (version(&old), version(&new));
        let computed = Reading::between(&old, &new);
        let stored = serde_json::to_string(computed.map()).expect("plain data");
        let map: VersionMap = serde_json::from_str(&stored).expect("what was written");
        let span = Span::new(start, start + letters);
        prop_assert_eq!(Reading::of(&old, &new, map).carry(span), computed.carry(span));
    }

    #[test]
    fn nothing_makes_it_panic(texts in prop::collection::vec(any_text(), 3), start in any::<u32>(), end in any::<u32>(), near in 0..90u32, line in any::<Vec<u8>>(), runs in prop::collection::vec(any::<(u32, u32, u32, u32)>(), 0..4)) {
        let versions: Vec<Version> = texts.iter().map(|text| version(text)).collect();
        let foreign: VersionMap = serde_json::from_value(serde_json::json!({ "runs": runs })).expect("a map of any numbers");
        let readings = [Reading::between(&versions[0], &versions[1]), Reading::of(&versions[1], &versions[2], foreign)];
        for span in [Span::new(start, end), Span::new(end, start), Span::new(near, end), Span::new(near, near + 9), Span::new(near, near)] {
            for place in carry_through(&readings, span).fragments {
                prop_assert!(place.start < place.end && place.end <= versions[2].letters());
            }
            carry_through(&[], span);
            from_selectors(&versions[1], &to_selectors(&versions[0], span));
            readings.iter().for_each(|reading| drop(reading.neighbours(span, 3)));
        }
        readings.iter().for_each(|reading| drop(reading.compare()));
        near_duplicates(&texts);
        reanchor_json_lines(&line[..], &mut Vec::new()).expect("writing to memory");
    }

    #[test]
    fn kept_and_inserted_words_make_up_the_new_version(old in any_text(), new in any_text()) {
        let (old, new) = (version(&old), version(&new));
        let comparison = Reading::between(&old, &new).compare();
        let shown: Vec<_> = comparison.changes.iter().filter(|change| change.fate != Fate::Gone).collect();
        prop_assert_eq!(shown.len(), new.blocks().len());
        for (change, block) in shown.iter().zip(new.blocks()) {
            let mut at = block.span.start;
            for run in &change.runs {
                if let DiffRun::Kept { new: span, .. } | DiffRun::Inserted { new: span } | DiffRun::MovedIn { new: span, .. } = run {
                    prop_assert_eq!(span.start, at);
                    at = span.end;
                }
            }
            prop_assert_eq!(at, block.span.end);
        }
    }

    #[test]
    fn identities_are_handed_on_once(old in any_text(), new in any_text()) {
        let old = version(&old);
        let (next, _) = version(&new).succeeding(&old, old.highest().following()).expect("fresh identities");
        let same = version(old.text()).succeeding(&old, old.highest().following()).expect("fresh identities").0;
        prop_assert_eq!(&same, &old);
        let stored: Version = serde_json::from_str(&serde_json::to_string(&next).expect("plain data")).expect("what was written");
        prop_assert_eq!(stored, next);
    }

    #[test]
    fn going_hop_by_hop_ends_where_the_words_are(blocks in distinct_blocks(), extra in "[a-z]{3,9}", from in 0..20usize) {
        let versions = [blocks.clone(), [vec![extra.clone()], blocks.clone()].concat(), [vec![extra.clone(), extra], blocks.clone()].concat()].map(|blocks| of_blocks(&blocks));
        let readings = [Reading::between(&versions[0], &versions[1]), Reading::between(&versions[1], &versions[2])];
        for block in 0..blocks.len() {
            let span = words_of(&versions[0], block, from, 5);
            let landing = carry_through(&readings, span);
            prop_assert_eq!(landing.span().map(|place| versions[2].slice(place)), Some(versions[0].slice(span)));
            prop_assert_eq!(landing.placement, Placement::Carried);
        }
    }
}

/// Whether the blocks on both sides of a block stand on both sides of the same words in the new list.
fn same_neighbours(old: &[String], new: &[String], at: usize) -> bool {
    let beside = |list: &[String], at: usize| {
        (
            at.checked_sub(1).map(|before| list[before].clone()),
            list.get(at + 1).cloned(),
        )
    };
    (0..new.len()).any(|place| new[place] == old[at] && beside(new, place) == beside(old, at))
}
