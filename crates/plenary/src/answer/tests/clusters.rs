//! One answer for a cluster: who may give it, when, and to whom.

use plenary_kit::policy::{Audience, Mark};

use super::*;
use crate::answer::cluster::give_to_cluster;

fn of_number(cycle: &Cycle, at: i64, state: WorkState) -> Item {
    Item {
        number: number(at),
        seq: at as u64,
        ..item(cycle, state)
    }
}

#[test]
fn an_agreed_answer_is_given_to_those_that_wait_and_to_no_others() {
    let cycle = cycle();
    let editor = holder(&cycle, Role::Editor);
    let first = of_number(&cycle, 1, WorkState::Agreed);
    let waits = of_number(&cycle, 2, WorkState::New);
    let is_out = of_number(&cycle, 3, WorkState::Published);
    let own = Item {
        author: editor.participant.clone(),
        ..of_number(&cycle, 4, WorkState::New)
    };
    let others = [first.clone(), waits, is_out, own];
    assert_eq!(
        give_to_cluster(&editor, &first, &others),
        Ok(AnswerEvent::GivenToCluster {
            number: number(1),
            numbers: vec![number(2)]
        })
    );
    assert_eq!(
        give_to_cluster(&editor, &first, &others[2..]),
        Err(AnswerRefusal::NobodyElse)
    );
}

#[test]
fn an_answer_that_is_not_agreed_is_given_to_nobody_nor_by_those_who_do_not_answer() {
    let cycle = cycle();
    let editor = holder(&cycle, Role::Editor);
    let drafted = of_number(&cycle, 1, WorkState::Proposed);
    let others = [of_number(&cycle, 2, WorkState::New)];
    assert_eq!(
        give_to_cluster(&editor, &drafted, &others),
        Err(AnswerRefusal::NotAgreed(number(1)))
    );
    let agreed = of_number(&cycle, 1, WorkState::Agreed);
    assert_eq!(
        give_to_cluster(&Viewer::default(), &agreed, &others),
        Err(AnswerRefusal::NotYours)
    );
}

#[test]
fn what_was_written_for_few_readers_is_not_given_to_an_item_that_more_may_read() {
    let cycle = cycle();
    let editor = holder(&cycle, Role::Editor);
    let narrow = Item {
        mark: Mark::Green,
        audience: Audience::Community,
        ..of_number(&cycle, 1, WorkState::Agreed)
    };
    let open = [of_number(&cycle, 2, WorkState::New)];
    assert_eq!(
        give_to_cluster(&editor, &narrow, &open),
        Err(AnswerRefusal::NobodyElse)
    );
}
