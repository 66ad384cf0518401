//! A second verifier, in Python and sharing no code, must agree with this crate.

mod world;
use plenary_ledger::*;
use std::path::Path;
use std::process::Command;
use world::World;

/// The second verifier's report, or nothing where Python is not installed (an error in CI).
fn second_opinion(folder: &Path) -> Option<serde_json::Value> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/second_verifier.py");
    match Command::new("python3").arg(script).arg(folder).output() {
        Ok(output) => {
            let said = String::from_utf8_lossy(&output.stderr).into_owned();
            Some(serde_json::from_slice(&output.stdout).expect(&said))
        }
        Err(error) if std::env::var_os("CI").is_some() => panic!("python3 is needed: {error}"),
        Err(error) => {
            eprintln!("skipped, python3 is needed: {error}");
            None
        }
    }
}

fn both_agree(folder: &Path) -> Option<bool> {
    let ours = verify_folder(folder).unwrap();
    let theirs = second_opinion(folder)?;
    let mut expected = serde_json::to_value(&ours).unwrap();
    let named = [
        "consistent",
        "entries",
        "withheld",
        "words_present",
        "erased_with_record",
        "missing",
        "checkpoints_checked",
        "root",
    ];
    for name in named {
        assert_eq!(
            expected[name].take(),
            theirs[name],
            "{name}: {theirs} {}",
            ours.in_words()
        );
    }
    Some(ours.consistent)
}

fn with_gaps() -> World {
    let mut world = World::of(600);
    let private = world.words.remove(17);
    world.lines[17] = Entry::Withheld(world.leaves[17]).write();
    assert_ne!(private.seal, world.words[17].seal);
    let gone = world.says("Erase me.\u{7f}\u{1}\t\"\\ 🦉");
    world.says("Keep me.\u{7f}\u{1}\t\"\\ 🦉");
    world.erases(gone);
    world.words[3].kept = Kept::Withheld;
    world.signs();
    world
}

#[test]
fn a_whole_export_is_consistent_for_both() {
    assert_ne!(both_agree(&with_gaps().export("second-whole")), Some(false));
}

#[test]
fn damaged_exports_are_inconsistent_for_both() {
    let damages: [fn(&mut World); 8] = [
        |world| world.lines[40] = world.lines[40].replace("docket", "answer"),
        |world| world.lines.swap(7, 8),
        |world| _ = world.lines.pop(),
        |world| world.appends(world.lines[0].replace("\"seq\":0", "\"seq\":603")),
        |world| _ = world.words.remove(100),
        |world| world.words.push(world.words[5].clone()),
        |world| {
            world
                .words
                .push(WordsRow::of_text(Salt([3; 16]), "nobody's"))
        },
        |world| world.notes[2].1 = world.notes[3].1.clone().replace("\n20\n", "\n15\n"),
    ];
    for (number, damage) in damages.iter().enumerate() {
        let mut world = with_gaps();
        damage(&mut world);
        let folder = world.export(&format!("second-damage-{number}"));
        assert!(
            !verify_folder(&folder).unwrap().consistent,
            "damage {number}"
        );
        let theirs = second_opinion(&folder);
        assert!(
            theirs.is_none_or(|report| report["consistent"] == false),
            "damage {number}"
        );
    }
}
