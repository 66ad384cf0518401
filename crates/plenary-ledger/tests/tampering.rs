//! Whatever is changed in an export, a receipt or a checkpoint is noticed, with the place.

mod world;
use plenary_ledger::*;
use proptest::prelude::*;
use std::path::Path;
use world::World;

/// Flips one bit of each byte of a file in turn and demands that verification fails.
fn each_flip_is_noticed(folder: &Path, file: &str) {
    let path = folder.join("ledger").join(file);
    let whole = std::fs::read(&path).unwrap();
    for place in 0..whole.len() {
        let mut bytes = whole.clone();
        bytes[place] ^= 1 << (place % 8);
        std::fs::write(&path, &bytes).unwrap();
        let unnoticed = verify_folder(folder).is_ok_and(|report| report.consistent);
        assert!(
            !unnoticed,
            "byte {place} of {file}: {:?}",
            String::from_utf8_lossy(&bytes)
        );
    }
    std::fs::write(&path, &whole).unwrap();
    assert!(verify_folder(folder).unwrap().consistent);
}

/// A ledger with every kind of row: texts, bytes, withheld words and lines, an erasure.
fn varied() -> World {
    let mut world = World::of(9);
    let erased = world.says("Write to me at home.");
    let bytes = WordsRow::of_bytes(Salt([5; 16]), vec![0, 255, 10, 13]);
    world.records(serde_json::json!({ "Attached": [{ "seal": bytes.seal }] }));
    world.words.push(bytes);
    world.erases(erased);
    world.signs();
    world.words[0].kept = Kept::Withheld;
    let withheld = world.words.remove(1);
    assert!(world.lines[1].contains(&withheld.seal.to_string()));
    world.lines[1] = Entry::Withheld(world.leaves[1]).write();
    world
}

#[test]
fn a_varied_ledger_is_consistent_and_counted() {
    let report = verify_folder(&varied().export("varied")).unwrap();
    assert_eq!(report.first_problem, None);
    assert_eq!(
        (report.entries, report.withheld, report.checkpoints_checked),
        (12, 1, 3)
    );
    assert_eq!((report.words_present, report.words_withheld), (8, 1));
    assert_eq!((report.erased_with_record, report.missing), (1, 0));
    assert_eq!(report, varied_in_memory(report.clone()));
}

/// The report of the same ledger without a folder; only the origin of the key differs.
fn varied_in_memory(from_folder: Report) -> Report {
    let report = varied().verified();
    assert!(report.keys_given && !from_folder.keys_given);
    Report {
        keys_given: false,
        ..report
    }
}

#[test]
fn a_flipped_byte_of_the_lines_is_noticed() {
    each_flip_is_noticed(&varied().export("flip-lines"), "lines.jsonl");
}

#[test]
fn a_flipped_byte_of_the_words_is_noticed() {
    each_flip_is_noticed(&varied().export("flip-words"), "words.jsonl");
}

#[test]
fn a_flipped_byte_of_the_key_is_noticed() {
    each_flip_is_noticed(&varied().export("flip-key"), "key.txt");
}

#[test]
fn a_flipped_byte_of_a_checkpoint_is_noticed() {
    let folder = varied().export("flip-checkpoint");
    each_flip_is_noticed(&folder, "checkpoints/000000005.txt");
    each_flip_is_noticed(&folder, "checkpoints/000000012.txt");
}

#[test]
fn a_flipped_byte_of_a_receipt_is_noticed() {
    let world = World::of(23);
    let key = world.key.verifying_key();
    for index in [0, 7, 22] {
        let line = world.lines[index as usize].as_bytes();
        let bare = world.receipt(index).write();
        assert_eq!(verify_receipt(&bare, line, &key).unwrap().line.seq, index);
        let whole = world.whole_receipt(index).write();
        let (_, carried) = verify_receipt_alone(&whole, &key).unwrap();
        assert_eq!((carried.line.as_bytes(), carried.words.len()), (line, 1));
        each_letter(&bare, |text| verify_receipt(text, line, &key).is_err());
        each_letter(&whole, |text| verify_receipt_alone(text, &key).is_err());
    }
}

fn each_letter(text: &str, refused: impl Fn(&str) -> bool) {
    for place in 0..text.len() {
        for bit in [0, 1, 5] {
            let mut bytes = text.as_bytes().to_vec();
            bytes[place] ^= 1 << bit;
            let changed = str::from_utf8(&bytes);
            assert!(
                changed.is_err() || refused(changed.unwrap()),
                "byte {place} bit {bit}"
            );
        }
    }
}

#[test]
fn a_receipt_for_one_line_proves_no_other() {
    let world = World::of(8);
    let key = world.key.verifying_key();
    let receipt = world.receipt(3).write();
    for (index, line) in world.lines.iter().enumerate() {
        assert_eq!(
            verify_receipt(&receipt, line.as_bytes(), &key).is_ok(),
            index == 3
        );
    }
    let stranger = SigningKey::from_seed(world::ORIGIN, &[1; 32])
        .unwrap()
        .verifying_key();
    let refused = verify_receipt(&receipt, world.lines[3].as_bytes(), &stranger);
    assert_eq!(
        refused.unwrap_err(),
        BadReceipt::Checkpoint(BadCheckpoint::Note(BadNote::NoKnownKey))
    );
}

#[test]
fn a_receipt_for_a_line_with_another_number_is_refused() {
    let mut world = World::of(4);
    world.appends(world.lines[0].clone());
    let refused = verify_receipt_alone(&world.whole_receipt(4).write(), &world.key.verifying_key());
    assert_eq!(
        refused.unwrap_err(),
        BadReceipt::Number {
            line: 0,
            receipt: 4
        }
    );
}

#[test]
fn a_receipt_cannot_carry_words_its_line_did_not_seal() {
    let world = World::of(4);
    let mut receipt = world.whole_receipt(2);
    let mut carried = receipt.carried().unwrap();
    carried
        .words
        .push(WordsRow::of_text(Salt([0; 16]), "I never said this."));
    receipt.extra = carried.write();
    let refused = verify_receipt_alone(&receipt.write(), &world.key.verifying_key());
    assert!(matches!(refused, Err(BadReceipt::Words(_))));
}

#[test]
fn a_receipt_may_name_words_by_a_seal_of_its_line_alone() {
    let world = World::of(4);
    let key = world.key.verifying_key();
    let whole = world.whole_receipt(2);
    let sealed = |seal: Seal| {
        let mut carried = whole.carried().unwrap();
        let kept = Kept::Withheld;
        carried.words = vec![WordsRow { seal, kept }];
        let extra = carried.write();
        Receipt {
            extra,
            ..whole.clone()
        }
        .write()
    };
    let own = whole.carried().unwrap().words[0].seal;
    assert!(verify_receipt_alone(&sealed(own), &key).is_ok());
    let foreign = world.whole_receipt(3).carried().unwrap().words[0].seal;
    let refused = verify_receipt_alone(&sealed(foreign), &key);
    assert!(matches!(refused, Err(BadReceipt::Words(_))));
}

fn first_place(world: &World) -> Place {
    let report = world.verified();
    assert!(!report.consistent);
    report.first_problem.unwrap().place
}

#[test]
fn swapped_lines_are_found_at_the_first_of_them() {
    let mut world = World::of(12);
    world.lines.swap(3, 8);
    assert_eq!(first_place(&world), Place::Line(3));
}

#[test]
fn a_line_left_out_or_doubled_is_found_where_it_happened() {
    let mut world = World::of(12);
    world.lines.remove(6);
    assert_eq!(first_place(&world), Place::Line(6));
    let mut world = World::of(12);
    world.lines.insert(6, world.lines[6].clone());
    assert_eq!(first_place(&world), Place::Line(7));
}

#[test]
fn a_cut_off_or_continued_ledger_is_noticed() {
    for keep in 0..12 {
        let mut world = World::of(12);
        world.lines.truncate(keep);
        world.words.truncate(keep);
        assert!(!world.verified().consistent, "{keep} lines of 12");
    }
    let mut world = World::of(12);
    world.says("added after the last signature");
    assert_eq!(first_place(&world), Place::Lines(12, 12));
    let mut verifier = Verifier::new(vec![world.key.verifying_key()]).tail_may_be_unsigned();
    world
        .notes
        .iter()
        .for_each(|(_, note)| verifier.checkpoint(note));
    world
        .lines
        .iter()
        .for_each(|line| verifier.line(Entry::Line(line)));
    world
        .words
        .iter()
        .for_each(|row| verifier.words_withheld(row.seal));
    let report = verifier.finish();
    assert_eq!(
        (report.consistent, report.unsigned, report.notes.len()),
        (true, 1, 1)
    );
}

#[test]
fn a_checkpoint_of_the_empty_ledger_counts() {
    let mut world = World::new();
    world.signs();
    assert!(world.verified().consistent, "an empty ledger may be signed");
    world.says("the first words");
    world.signs();
    let report = world.verified();
    assert_eq!((report.consistent, report.checkpoints_checked), (true, 2));
}

#[test]
fn a_changed_line_lies_between_the_checkpoints_around_it() {
    let mut world = World::of(12);
    world.lines[7] = world.lines[7].replace("docket", "answer");
    assert_eq!(first_place(&world), Place::Lines(5, 9));
}

#[test]
fn a_forum_that_signed_two_histories_is_caught() {
    let world = World::of(12);
    let mut other = World::of(6);
    other.says("another past");
    let mut verifier = Verifier::new(vec![world.key.verifying_key()]);
    verifier.checkpoint_named("kept by a reader", &other.signs());
    world
        .notes
        .iter()
        .for_each(|(name, note)| verifier.checkpoint_named(name, note));
    world
        .lines
        .iter()
        .for_each(|line| verifier.line(Entry::Line(line)));
    world
        .words
        .iter()
        .for_each(|row| verifier.words_withheld(row.seal));
    let problem = verifier.finish().first_problem.unwrap();
    assert_eq!(problem.place, Place::Checkpoint("kept by a reader".into()));
    assert!(problem.what.contains("another history"), "{problem}");
}

#[test]
fn missing_words_are_found_at_their_line() {
    let mut world = World::of(12);
    world.words.remove(4);
    let report = world.verified();
    assert_eq!((report.missing, report.words_present), (1, 11));
    assert_eq!(report.first_problem.unwrap().place, Place::Line(4));
}

#[test]
fn words_of_no_line_and_words_given_twice_are_found() {
    let mut world = World::of(3);
    world
        .words
        .push(WordsRow::of_text(Salt([9; 16]), "never sealed"));
    assert_eq!(first_place(&world), Place::Words(4));
    let mut world = World::of(3);
    world.words.push(world.words[1].clone());
    assert_eq!(first_place(&world), Place::Words(4));
}

#[test]
fn words_under_a_wrong_salt_are_found() {
    let mut world = World::of(3);
    let Kept::Text { salt, .. } = &mut world.words[1].kept else {
        panic!()
    };
    salt.0[0] ^= 1;
    let report = world.verified();
    assert_eq!(report.problem_count, 2);
    assert_eq!(report.first_problem.unwrap().place, Place::Line(1));
    assert_eq!(report.further_problems[0].place, Place::Words(2));
}

#[test]
fn an_erasure_of_words_never_sealed_is_found() {
    let mut world = World::of(3);
    world.erases(Seal::of(&Salt([0; 16]), b"nothing"));
    world.signs();
    assert_eq!(first_place(&world), Place::Line(3));
}

#[test]
fn a_line_cannot_erase_the_words_it_seals_itself() {
    let mut world = World::of(3);
    let seal = Seal::of(&Salt([1; 16]), b"never shown");
    world.records(serde_json::json!({ "said": { "seal": seal }, "gone": { "erases": [seal] } }));
    world.signs();
    let report = world.verified();
    assert_eq!(
        (
            report.erased_with_record,
            report.missing,
            report.problem_count
        ),
        (0, 1, 2)
    );
}

#[test]
fn an_erasure_does_not_count_for_words_sealed_later() {
    let mut world = World::of(3);
    let row = WordsRow::of_text(Salt([1; 16]), "later");
    world.erases(row.seal);
    world.records(serde_json::json!({ "said": { "seal": row.seal } }));
    world.signs();
    let report = world.verified();
    assert_eq!((report.erased_with_record, report.missing), (0, 1));
}

#[test]
fn erased_words_that_are_still_there_are_found() {
    let mut world = World::of(3);
    let row = world.words[1].clone();
    world.erases(row.seal);
    world.words.push(row);
    world.signs();
    let report = world.verified();
    assert_eq!(report.erased_with_record, 0);
    assert_eq!(report.first_problem.unwrap().place, Place::Line(3));
}

#[test]
fn old_receipts_hold_after_an_erasure() {
    let mut world = World::of(6);
    let (receipt, line) = (world.receipt(2).write(), world.lines[2].clone());
    let seal = world.words[2].seal;
    world.erases(seal);
    world.signs();
    assert!(world.verified().consistent);
    assert!(verify_receipt(&receipt, line.as_bytes(), &world.key.verifying_key()).is_ok());
}

#[test]
fn words_may_come_before_their_lines() {
    let world = World::of(6);
    let mut verifier = Verifier::new(vec![world.key.verifying_key()]);
    for row in &world.words {
        let (salt, words) = row.shown().unwrap();
        assert!(verifier.words(row.seal, salt, words));
    }
    world
        .notes
        .iter()
        .for_each(|(_, note)| verifier.checkpoint(note));
    world
        .lines
        .iter()
        .for_each(|line| verifier.line(Entry::Line(line)));
    let report = verifier.finish();
    assert_eq!((report.consistent, report.words_present), (true, 6));
}

#[test]
fn a_clock_that_goes_back_is_noted_and_allowed() {
    let mut world = World::of(3);
    let line = Line::new(3, 5, None, "forum", &serde_json::json!({})).unwrap();
    world.appends(line.write());
    world.signs();
    let report = world.verified();
    assert!(report.consistent);
    assert_eq!(report.notes.len(), 1);
}

#[test]
fn the_signature_of_another_ledger_does_not_count() {
    let world = World::of(3);
    let other = SigningKey::from_seed("forum.example/room", &[3; 32]).unwrap();
    let text = world.notes[0].1.split_once("\n\n").unwrap().0.to_string() + "\n";
    let note = note::sign(&text, &[&other]).unwrap();
    let refused = Checkpoint::open(&note, &[other.verifying_key()]);
    assert_eq!(refused, Err(BadCheckpoint::Origin(world::ORIGIN.into())));
}

#[test]
fn a_folder_without_checkpoints_proves_nothing() {
    let mut world = World::of(3);
    world.notes.clear();
    let report = verify_folder(&world.export("unsigned")).unwrap();
    assert_eq!(report.first_problem.unwrap().place, Place::Lines(0, 2));
    let empty = Path::new(env!("CARGO_TARGET_TMPDIR"));
    assert!(matches!(
        verify_folder(empty),
        Err(FolderFault::NoLedger(_))
    ));
}

#[test]
fn a_file_cut_within_its_last_row_or_with_an_endless_row_is_noticed() {
    for file in ["lines.jsonl", "words.jsonl"] {
        let folder = World::of(3).export("cut-off");
        let path = folder.join("ledger").join(file);
        let whole = std::fs::read(&path).unwrap();
        let endless = vec![b' '; folder::LINE_BYTES as usize + 2];
        for rest in [&whole[..whole.len() - 1], &endless] {
            std::fs::write(&path, rest).unwrap();
            let report = verify_folder(&folder).unwrap();
            let problems = || report.first_problem.iter().chain(&report.further_problems);
            assert!(problems().any(|problem| problem.place == Place::File(file.into())));
        }
    }
}

#[test]
fn bytes_that_are_not_text_are_found_in_every_file() {
    for file in ["lines.jsonl", "words.jsonl", "checkpoints/000000003.txt"] {
        let folder = World::of(3).export("not-text");
        let path = folder.join("ledger").join(file);
        let mut bytes = std::fs::read(&path).unwrap();
        bytes[10] = 0xff;
        std::fs::write(&path, &bytes).unwrap();
        let report = verify_folder(&folder).unwrap();
        let problems = || report.first_problem.iter().chain(&report.further_problems);
        assert!(
            problems().any(|problem| problem.what.contains("UTF-8")),
            "{file}"
        );
    }
    let folder = World::of(3).export("not-text-key");
    std::fs::write(folder.join("ledger/key.txt"), [0xff]).unwrap();
    assert!(matches!(verify_folder(&folder), Err(FolderFault::NoKey(_))));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_other_order_is_noticed(order in Just((0..12usize).collect::<Vec<_>>()).prop_shuffle()) {
        let mut world = World::of(12);
        world.lines = order.iter().map(|index| world.lines[*index].clone()).collect();
        prop_assert_eq!(world.verified().consistent, order.is_sorted());
    }

    #[test]
    fn any_changed_stretch_of_a_line_is_noticed(
        number in 0usize..12, at in any::<prop::sample::Index>(), put in "[ -~]{0,8}", cut in 0usize..8,
    ) {
        let mut world = World::of(12);
        let line = &mut world.lines[number];
        let start = at.index(line.len());
        let before = line.clone();
        line.replace_range(start..(start + cut).min(before.len()), &put);
        let changed = *line != before;
        let mut verifier = Verifier::new(vec![world.key.verifying_key()]);
        world.notes.iter().for_each(|(_, note)| verifier.checkpoint(note));
        world.lines.iter().for_each(|line| verifier.line(Entry::Line(line)));
        world.words.iter().for_each(|row| verifier.words_withheld(row.seal));
        prop_assert_eq!(verifier.finish().consistent, !changed);
    }
}
