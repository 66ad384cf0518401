//! What a folder cannot prove about itself, a kept key or checkpoint does.

mod world;
use plenary_ledger::*;
use world::World;

#[test]
fn a_replaced_key_is_noticed_by_who_knows_the_right_one() {
    let world = World::of(3);
    let mut forged = World {
        key: SigningKey::from_seed(world::ORIGIN, &[8; 32]).unwrap(),
        ..World::of(3)
    };
    forged.notes.clear();
    forged.signs();
    let folder = forged.export("forged");
    let trusting = verify_folder(&folder).unwrap();
    assert!(trusting.consistent && trusting.in_words().contains("compare it"));
    let trust = Trust {
        keys: vec![world.key.verifying_key()],
        checkpoints: vec![],
    };
    assert!(!verify_folder_trusting(&folder, &trust).unwrap().consistent);
}

#[test]
fn a_cut_back_ledger_is_noticed_by_who_kept_a_checkpoint() {
    let kept = World::of(12).notes.pop().unwrap();
    let folder = World::of(7).export("cut-back");
    assert!(verify_folder(&folder).unwrap().consistent);
    let trust = Trust {
        keys: vec![],
        checkpoints: vec![("kept in May".into(), kept.1)],
    };
    let problem = verify_folder_trusting(&folder, &trust)
        .unwrap()
        .first_problem
        .unwrap();
    assert_eq!(problem.place, Place::Checkpoint("kept in May".into()));
    assert!(problem.what.contains("12 lines, but only 7"), "{problem}");
}

#[test]
fn a_kept_checkpoint_of_the_same_ledger_is_counted() {
    let world = World::of(12);
    let kept = world.notes[0].clone();
    let trust = Trust {
        keys: vec![world.key.verifying_key()],
        checkpoints: vec![kept],
    };
    let report = verify_folder_trusting(&world.export("kept"), &trust).unwrap();
    assert!(report.consistent && report.keys_given);
    assert_eq!(report.checkpoints_checked, 4);
}
