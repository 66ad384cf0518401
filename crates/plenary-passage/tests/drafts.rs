//! Four states of one public policy text, hop by hop: `../shared/data/documents` beside the workspace.
use plenary_passage::{BlockId, Placement, Reading, Span, Version, carry_through};
use std::path::PathBuf;

fn states() -> Option<Vec<Version>> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/documents");
    let Ok(files) = std::fs::read_dir(&folder) else {
        assert!(
            std::env::var_os("CI").is_none(),
            "the public drafts are missing: {}",
            folder.display()
        );
        eprintln!("skipped: no public drafts at {}", folder.display());
        return None;
    };
    let mut paths: Vec<PathBuf> = files
        .map(|file| file.expect("a readable folder").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "md"))
        .collect();
    paths.sort();
    let open = |path: &PathBuf| {
        let text = std::fs::read_to_string(path).expect("a readable file");
        Version::from_plain_text(text, BlockId(0).following()).expect("a text of moderate length")
    };
    Some(paths.iter().map(open).collect())
}

/// Passages of eight words, one every four words.
fn passages(version: &Version) -> Vec<Span> {
    let mut starts = Vec::new();
    let mut is_space = true;
    for (at, letter) in version.text().chars().enumerate() {
        if is_space && letter.is_alphanumeric() {
            starts.push(at as u32);
        }
        is_space = letter.is_whitespace();
    }
    starts
        .windows(9)
        .step_by(4)
        .map(|words| Span::new(words[0], words[8] - 1))
        .collect()
}

#[test]
fn a_comment_that_steps_through_every_draft_ends_where_the_whole_jump_ends() {
    let Some(states) = states() else { return };
    assert_eq!(states.len(), 4);
    let hops: Vec<Reading> = states
        .windows(2)
        .map(|pair| Reading::between(&pair[0], &pair[1]))
        .collect();
    let jump = Reading::between(&states[0], &states[3]);
    let (mut both, mut apart, mut sure) = (0, 0, 0);
    for passage in passages(&states[0]) {
        let (stepped, jumped) = (carry_through(&hops, passage), jump.carry(passage));
        if let (Some(stepped), Some(jumped)) = (stepped.only_place(), jumped.only_place()) {
            both += 1;
            apart += usize::from(!stepped.touches(jumped));
        }
        if stepped.placement == Placement::Carried {
            let (was, is) = (
                states[0].slice(passage),
                states[3].slice(stepped.fragments[0]),
            );
            let common = was
                .split_whitespace()
                .filter(|word| is.contains(word))
                .count();
            assert!(common >= 3, "carried to other words: {was:?} {is:?}");
            sure += 1;
        }
    }
    println!("{both} placed both ways, {apart} apart, {sure} carried");
    assert!(both > 500, "{both}");
    assert!(apart * 100 <= both, "{apart} of {both}");
}

#[test]
fn identities_last_through_every_draft() {
    let Some(states) = states() else { return };
    let first = states[0].clone();
    let last_id = first.highest();
    let mut fresh = last_id.following();
    let mut version = first.clone();
    for next in &states[1..] {
        version = next
            .clone()
            .succeeding(&version, &mut fresh)
            .expect("fresh identities")
            .0;
    }
    let is_kept = |block: &&plenary_passage::Block| block.id <= last_id;
    let kept = version.blocks().iter().filter(is_kept).count();
    println!(
        "{kept} of {} blocks kept their identity",
        first.blocks().len()
    );
    assert!(kept * 2 > first.blocks().len(), "{kept}");
    assert!(version.highest() > last_id);
}
