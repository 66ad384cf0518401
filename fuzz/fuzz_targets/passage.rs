//! Two texts, parted by a NUL: their map, every anchor over it, their comparison and what both become together.
#![no_main]

use libfuzzer_sys::fuzz_target;
use plenary_passage::{BlockId, DiffRun, Part, Reading, Span, Version, merge};

fuzz_target!(|text: &str| {
    let (old, new) = text.split_once('\0').unwrap_or((text, ""));
    let read = |text: &str| Version::from_plain_text(text, BlockId(0).following());
    let (Ok(old), Ok(new)) = (read(old), read(new)) else { return };
    let reading = Reading::between(&old, &new);
    for at in 0..old.letters().min(64) {
        let landing = reading.carry(Span::new(at, (at + 7).min(old.letters())));
        landing.fragments.iter().for_each(|span| assert!(span.end <= new.letters()));
    }
    for change in reading.compare().changes {
        let Some(block) = change.new.and_then(|id| new.block(id)) else { continue };
        // Kept and inserted words together are the new block, letter by letter.
        let words = change.runs.iter().filter_map(|run| match run {
            DiffRun::Kept { new, .. } | DiffRun::Inserted { new } | DiffRun::MovedIn { new, .. } => Some(*new),
            DiffRun::Deleted { .. } | DiffRun::MovedOut { .. } => None,
        });
        let words: String = words.map(|span| new.slice(span)).collect();
        assert_eq!(words, new.slice(block.span));
    }
    let all: usize = merge(&old, &old, &new).iter().map(|part| match part {
        Part::Kept(blocks) | Part::Mine(blocks) => blocks.len(),
        Part::Theirs(_) | Part::Clash { .. } => panic!("nobody else wrote"),
    }).sum();
    assert_eq!(all, new.blocks().len());
});
