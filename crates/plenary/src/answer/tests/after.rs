//! The rules of what follows a published answer: the reply, the inquiry, closing the cycle.

use super::*;

#[test]
fn an_author_replies_once_and_late_only_while_the_cycle_lives() {
    let cycle = cycle();
    let this = item(&cycle, WorkState::Published);
    let author = author_of(&this);
    let day = |days: i64| Instant(days * DAY_MS);
    let yes = || AskedReply::Satisfied(None);
    let ask = |viewer: &Viewer, cycle: &Cycle, work: &Work, now| {
        reply(viewer, cycle, &this, work, yes(), now)
    };
    assert!(ask(&author, &cycle, &published(0), day(13)).is_ok());
    assert!(ask(&author, &cycle, &published(0), day(15)).is_ok());
    let closed = Cycle {
        closed: Some(day(10)),
        ..cycle.clone()
    };
    assert!(ask(&author, &closed, &published(0), day(13)).is_ok());
    assert_eq!(
        ask(&author, &closed, &published(0), day(15)),
        Err(AnswerRefusal::TooLate)
    );
    assert_eq!(
        ask(&stranger(), &cycle, &published(0), day(1)),
        Err(AnswerRefusal::NotAuthor)
    );
    assert_eq!(
        ask(&author, &cycle, &objected(), day(1)),
        Err(AnswerRefusal::RepliedAlready)
    );
    assert_eq!(
        ask(&author, &cycle, &Work::default(), day(1)),
        Err(AnswerRefusal::NotPublished)
    );
    let objects = reply(
        &author,
        &cycle,
        &this,
        &published(0),
        AskedReply::Objects("No.".into()),
        day(1),
    );
    assert!(matches!(
        objects,
        Ok(AnswerEvent::Replied {
            reply: Reply::Objects { .. },
            ..
        })
    ));
}

#[test]
fn the_reply_state_is_told_by_facts_and_the_clock() {
    let this = item(&cycle(), WorkState::Published);
    let state = |work: &Work, days: i64| work.reply_state(&this, Instant(days * DAY_MS));
    assert_eq!(state(&Work::default(), 0), ReplyState::NotSent);
    assert_eq!(state(&published(0), 13), ReplyState::Sent);
    assert_eq!(state(&published(0), 14), ReplyState::NoReply);
    assert_eq!(state(&objected(), 20), ReplyState::InquiryOpen);
    let retracted = Work {
        published: Some((None, Instant(0))),
        ..drafted_by(None, Disposition::Retracted)
    };
    assert_eq!(state(&retracted, 1), ReplyState::NotSent);
}

#[test]
fn an_inquiry_is_answered_by_somebody_other_than_who_drafted() {
    let cycle = cycle();
    let this = item(&cycle, WorkState::Published);
    let (editor, facilitator) = (
        holder(&cycle, Role::Editor),
        holder(&cycle, Role::Facilitator),
    );
    let mut work = objected();
    work.draft.as_mut().unwrap().by = editor.participant.clone();
    let both = [id(&editor), id(&facilitator)];
    let finding = || ("We looked again.".to_owned(), None);
    let ask = |viewer: &Viewer, work: &Work, answering: &[ParticipantId]| {
        answer_inquiry(viewer, &this, work, answering, finding(), Instant(2))
    };
    assert_eq!(
        ask(&editor, &work, &both),
        Err(AnswerRefusal::FourEyesInquiry)
    );
    assert!(ask(&facilitator, &work, &both).is_ok());
    assert!(ask(&editor, &work, &[id(&editor)]).is_ok());
    assert_eq!(ask(&stranger(), &work, &both), Err(AnswerRefusal::NotYours));
    assert_eq!(
        ask(&facilitator, &published(0), &both),
        Err(AnswerRefusal::NoInquiry)
    );
    let other = (
        "It should be in.".to_owned(),
        Some((says(Disposition::Accepted), Known::default())),
    );
    assert_eq!(
        answer_inquiry(&facilitator, &this, &work, &both, other, Instant(2)),
        Err(AnswerRefusal::NeedsPlace)
    );
}

#[test]
fn a_cycle_is_closed_by_the_secretariat_once_nothing_waits() {
    let cycle = cycle();
    let secretary = holder(&cycle, Role::Secretariat);
    let nothing = Waiting::default();
    let closed = ForumEvent::CycleClosed {
        cycle: cycle.id.clone(),
    };
    assert_eq!(close_cycle(&secretary, &cycle, &nothing), Ok(closed));
    assert_eq!(
        close_cycle(&holder(&cycle, Role::Editor), &cycle, &nothing),
        Err(AnswerRefusal::NotSecretariat)
    );
    let waits = Waiting {
        unanswered: vec![number(4)],
        inquiries: vec![number(7)],
        is_more_hidden: true,
    };
    assert_eq!(
        close_cycle(&secretary, &cycle, &waits),
        Err(AnswerRefusal::StillWaiting(vec![number(4), number(7)]))
    );
    let hidden = Waiting {
        is_more_hidden: true,
        ..Waiting::default()
    };
    assert_eq!(
        close_cycle(&secretary, &cycle, &hidden),
        Err(AnswerRefusal::HiddenWaits)
    );
    let over = Cycle {
        closed: Some(Instant(1)),
        ..cycle.clone()
    };
    assert_eq!(
        may_close(&secretary, &over),
        Err(AnswerRefusal::CycleClosed)
    );
}
