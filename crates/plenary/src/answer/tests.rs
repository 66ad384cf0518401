//! The room's rules, one sentence each; its stories are in the folder beside it.

mod after;
mod clusters;
mod lists;
mod pieces;
mod promises;
mod stories;
mod together;

use plenary_kit::id::{CycleId, ParticipantId};
use plenary_kit::policy::{Attribution, Audience, Mark, Role, Viewer};
use plenary_kit::time::{DAY_MS, Instant};

use super::event::{AnswerEvent, Reply};
use super::rules::*;
use super::store::{Draft, Replied, Work};

use crate::docket::{Door, Item, ItemNumber, Kind, Standing, Turn, WorkState};
use crate::forum::{Cycle, ForumEvent};

fn cycle() -> Cycle {
    Cycle {
        id: CycleId::fresh(),
        slug: "2026".into(),
        title: "The year's work".into(),
        about: String::new(),
        opened: Instant(0),
        closed: None,
        phases: Vec::new(),
    }
}

fn number(number: i64) -> ItemNumber {
    ItemNumber::after(number - 1)
}

fn item(cycle: &Cycle, state: WorkState) -> Item {
    let standing = Standing {
        state,
        turn: Turn::Secretariat,
        due: None,
        answered: (state == WorkState::Published).then_some(Instant(0)),
    };
    Item {
        number: number(1),
        seq: 1,
        cycle: cycle.id.clone(),
        kind: Kind::Contribution,
        door: Door::Web,
        author: Some(ParticipantId::fresh()),
        group: None,
        on_behalf: None,
        mark: Mark::Clear,
        attribution: Attribution::Named,
        audience: Audience::Everyone,
        lang: "en".into(),
        title: None,
        about: None,
        filed: Instant(0),
        is_shown: true,
        standing,
        withdrawn: None,
        changed: 1,
    }
}

fn holder(cycle: &Cycle, role: Role) -> Viewer {
    Viewer {
        participant: Some(ParticipantId::fresh()),
        roles: vec![(cycle.id.clone(), role)],
        ..Viewer::default()
    }
}

fn author_of(item: &Item) -> Viewer {
    Viewer {
        participant: item.author.clone(),
        ..Viewer::default()
    }
}

fn stranger() -> Viewer {
    Viewer {
        participant: Some(ParticipantId::fresh()),
        community: true,
        ..Viewer::default()
    }
}

fn id(viewer: &Viewer) -> ParticipantId {
    viewer.participant.clone().unwrap()
}

fn says(disposition: Disposition) -> ProposeAnswer {
    ProposeAnswer {
        disposition,
        reason: "Because it is so.".into(),
        target: None,
        change: None,
    }
}

fn changes(disposition: Disposition) -> ProposeAnswer {
    let change = AskedChange {
        place: "section 2.3, second sentence".into(),
        old: None,
        new: None,
    };
    ProposeAnswer {
        change: Some(change),
        ..says(disposition)
    }
}

fn points(disposition: Disposition, target: AskedTarget) -> ProposeAnswer {
    ProposeAnswer {
        target: Some(target),
        ..says(disposition)
    }
}

fn drafted_by(by: Option<ParticipantId>, disposition: Disposition) -> Work {
    let draft = Draft {
        seq: 3,
        disposition,
        reason: plenary_kit::words::WordsKey(1),
        target_item: None,
        target_words: None,
        change: None,
        by,
        at: Instant(0),
    };
    Work {
        draft: Some(draft),
        ..Work::default()
    }
}

fn published(at: i64) -> Work {
    Work {
        published: Some((None, Instant(at))),
        ..drafted_by(None, Disposition::Declined)
    }
}

fn objected() -> Work {
    let reply = Replied {
        is_satisfied: false,
        words: None,
        at: Instant(1),
    };
    Work {
        reply: Some(reply),
        ..published(0)
    }
}

#[test]
fn only_those_who_answer_for_the_cycle_screen_assign_draft_and_send_back() {
    let cycle = cycle();
    let item = item(&cycle, WorkState::New);
    let other = holder(&self::cycle(), Role::Editor);
    for viewer in [
        stranger(),
        Viewer::default(),
        other,
        holder(&cycle, Role::Moderator),
    ] {
        assert_eq!(screen(&viewer, &item), Err(AnswerRefusal::NotYours));
        let to = ParticipantId::fresh();
        assert_eq!(
            assign(&viewer, &item, std::slice::from_ref(&to), to.clone()),
            Err(AnswerRefusal::NotYours)
        );
        let drafted = propose(
            &viewer,
            &item,
            says(Disposition::Declined),
            Known::default(),
        );
        assert_eq!(drafted, Err(AnswerRefusal::NotYours));
        let back = send_back(&viewer, &item, "Say more.".into());
        assert_eq!(back, Err(AnswerRefusal::NotYours));
        assert_eq!(may_draft(&viewer, &item), Err(AnswerRefusal::NotYours));
        assert_eq!(may_send_back(&viewer, &item), Err(AnswerRefusal::NotYours));
    }
    for role in [Role::Secretariat, Role::Facilitator, Role::Editor] {
        assert!(screen(&holder(&cycle, role), &item).is_ok());
    }
}

#[test]
fn nobody_answers_their_own_item() {
    let cycle = cycle();
    let mut item = item(&cycle, WorkState::Proposed);
    let editor = holder(&cycle, Role::Editor);
    item.author = editor.participant.clone();
    assert_eq!(may_answer(&editor, &item), Err(AnswerRefusal::OwnItem));
    let drafted = propose(
        &editor,
        &item,
        says(Disposition::Declined),
        Known::default(),
    );
    assert_eq!(drafted, Err(AnswerRefusal::OwnItem));
    let work = drafted_by(None, Disposition::Declined);
    assert_eq!(
        agree(&editor, &item, &work, &[id(&editor)]),
        Err(AnswerRefusal::OwnItem)
    );
    let secretary = holder(&cycle, Role::Secretariat);
    assert_eq!(
        assign(&secretary, &item, &[id(&editor)], id(&editor)),
        Err(AnswerRefusal::AssigneeIsAuthor)
    );
}

#[test]
fn an_item_is_given_only_to_somebody_who_answers_for_the_cycle() {
    let cycle = cycle();
    let item = item(&cycle, WorkState::Screened);
    let (secretary, editor) = (
        holder(&cycle, Role::Secretariat),
        holder(&cycle, Role::Editor),
    );
    let answering = [id(&secretary), id(&editor)];
    assert!(assign(&secretary, &item, &answering, id(&editor)).is_ok());
    assert_eq!(
        assign(&secretary, &item, &answering, ParticipantId::fresh()),
        Err(AnswerRefusal::NotAnswering)
    );
}

#[test]
fn an_item_is_screened_once_and_a_published_answer_does_not_change() {
    let cycle = cycle();
    let editor = holder(&cycle, Role::Editor);
    assert_eq!(
        screen(&editor, &item(&cycle, WorkState::Screened)),
        Err(AnswerRefusal::AlreadyScreened)
    );
    let out = item(&cycle, WorkState::Published);
    let again = propose(&editor, &out, says(Disposition::Declined), Known::default());
    assert_eq!(again, Err(AnswerRefusal::AlreadyAnswered));
    let agreed = item(&cycle, WorkState::Agreed);
    let again = propose(
        &editor,
        &agreed,
        says(Disposition::Declined),
        Known::default(),
    );
    assert_eq!(again, Err(AnswerRefusal::IsAgreed));
}

#[test]
fn accepting_needs_the_place_that_changes_and_other_answers_change_nothing() {
    let cycle = cycle();
    let (editor, item) = (holder(&cycle, Role::Editor), item(&cycle, WorkState::New));
    for disposition in Disposition::offered() {
        let bare = propose(&editor, &item, says(disposition), Known::default());
        let with_place = propose(&editor, &item, changes(disposition), Known::default());
        if disposition.is_change() {
            assert_eq!(bare, Err(AnswerRefusal::NeedsPlace));
            assert!(with_place.is_ok());
        } else {
            assert_eq!(with_place, Err(AnswerRefusal::ChangesNothing));
        }
    }
}

#[test]
fn duplicates_point_at_an_item_and_covered_and_list_point_somewhere() {
    use Disposition::{Covered, Duplicate, List};
    let cycle = cycle();
    let (editor, this) = (holder(&cycle, Role::Editor), item(&cycle, WorkState::New));
    let other = Item {
        number: number(2),
        ..item(&cycle, WorkState::New)
    };
    let ask = |ask, other| {
        propose(
            &editor,
            &this,
            ask,
            Known {
                other,
                ..Known::default()
            },
        )
    };
    let reference = || AskedTarget::Reference("last year's text, section 4".into());
    for disposition in [Duplicate, Covered, List] {
        assert_eq!(
            ask(says(disposition), None),
            Err(AnswerRefusal::NeedsTarget)
        );
        assert!(
            ask(
                points(disposition, AskedTarget::Item(number(2))),
                Some(&other)
            )
            .is_ok()
        );
    }
    assert_eq!(
        ask(points(Duplicate, reference()), None),
        Err(AnswerRefusal::NeedsItem)
    );
    assert!(ask(points(Covered, reference()), None).is_ok());
    assert_eq!(
        ask(points(Duplicate, AskedTarget::Item(number(9))), None),
        Err(AnswerRefusal::TargetUnknown)
    );
    assert_eq!(
        ask(points(Duplicate, AskedTarget::Item(number(1))), Some(&this)),
        Err(AnswerRefusal::TargetIsItself)
    );
}

#[test]
fn an_answer_names_no_item_that_a_reader_of_it_may_not_know_of() {
    let cycle = cycle();
    let editor = holder(&cycle, Role::Editor);
    let open = item(&cycle, WorkState::New);
    let closed = Item {
        number: number(2),
        audience: Audience::Community,
        ..item(&cycle, WorkState::New)
    };
    let to = |item: &Item| points(Disposition::Duplicate, AskedTarget::Item(item.number));
    assert_eq!(
        propose(
            &editor,
            &open,
            to(&closed),
            Known {
                other: Some(&closed),
                ..Known::default()
            }
        ),
        Err(AnswerRefusal::TargetNotForAll)
    );
    assert!(
        propose(
            &editor,
            &closed,
            to(&open),
            Known {
                other: Some(&open),
                ..Known::default()
            }
        )
        .is_ok()
    );
}

#[test]
fn only_the_author_takes_an_item_back_and_only_before_its_answer() {
    let cycle = cycle();
    let this = item(&cycle, WorkState::Assigned);
    let editor = holder(&cycle, Role::Editor);
    assert_eq!(
        propose(
            &editor,
            &this,
            says(Disposition::Retracted),
            Known::default()
        ),
        Err(AnswerRefusal::OnlyAuthorRetracts)
    );
    assert_eq!(
        retract(&editor, &this, "Mistake.".into()),
        Err(AnswerRefusal::NotAuthor)
    );
    assert!(retract(&author_of(&this), &this, "Mistake.".into()).is_ok());
    let out = item(&cycle, WorkState::Published);
    assert_eq!(
        may_retract(&author_of(&out), &out),
        Err(AnswerRefusal::AlreadyAnswered)
    );
    let hidden = Item {
        is_shown: false,
        ..item(&cycle, WorkState::New)
    };
    assert_eq!(
        may_retract(&author_of(&hidden), &hidden),
        Err(AnswerRefusal::NotConfirmed)
    );
}

#[test]
fn whoever_drafted_agrees_only_when_nobody_else_could() {
    let cycle = cycle();
    let this = item(&cycle, WorkState::Proposed);
    let (editor, facilitator) = (
        holder(&cycle, Role::Editor),
        holder(&cycle, Role::Facilitator),
    );
    let work = drafted_by(editor.participant.clone(), Disposition::Declined);
    let both = [id(&editor), id(&facilitator)];
    assert_eq!(
        agree(&editor, &this, &work, &both),
        Err(AnswerRefusal::FourEyes)
    );
    assert!(agree(&facilitator, &this, &work, &both).is_ok());
    assert!(agree(&editor, &this, &work, &[id(&editor)]).is_ok());
    let with_author = [id(&editor), id(&author_of(&this))];
    assert!(agree(&editor, &this, &work, &with_author).is_ok());
    assert_eq!(
        agree(&stranger(), &this, &work, &both),
        Err(AnswerRefusal::NotYours)
    );
    let bare = item(&cycle, WorkState::Assigned);
    assert_eq!(
        may_agree(&facilitator, &bare, &Work::default(), &both),
        Err(AnswerRefusal::NoDraft)
    );
}

#[test]
fn a_batch_is_published_whole_or_not_at_all() {
    let cycle = cycle();
    let editor = holder(&cycle, Role::Editor);
    let agreed = item(&cycle, WorkState::Agreed);
    let drafted = Item {
        number: number(2),
        ..item(&cycle, WorkState::Proposed)
    };
    assert_eq!(publish(&editor, &[]), Err(AnswerRefusal::NothingChosen));
    assert_eq!(
        publish(&editor, &[agreed.clone(), drafted]),
        Err(AnswerRefusal::NotAgreed(number(2)))
    );
    assert_eq!(
        publish(&stranger(), std::slice::from_ref(&agreed)),
        Err(AnswerRefusal::NotYours)
    );
    let twice = [agreed.clone(), agreed.clone()];
    let once = AnswerEvent::Published {
        numbers: vec![number(1)],
    };
    assert_eq!(publish(&editor, &twice), Ok(once));
    let many = vec![agreed; BATCH + 1];
    assert_eq!(publish(&editor, &many), Err(AnswerRefusal::TooMany));
}
