//! The story as one list of steps in the order in which they happened.

use plenary_kit::time::{DAY_MS, HOUR_MS, Instant, MINUTE_MS};

use super::hearing::{self, Deed};
use super::story::{
    Answer, Author, Cycle, Day, Disposition, Document, Endorsement, Erasure, FORUM, Item, Reply,
    Session, Starts, Together, Version,
};

/// One thing that happens.
pub(super) enum Step {
    OpenCycle(&'static Cycle),
    PublishCall(&'static Cycle),
    File(&'static Cycle, &'static Item),
    Confirm(&'static Cycle, &'static Item),
    Screen(&'static Cycle, &'static Item, &'static str),
    Assign(&'static Cycle, &'static Item, &'static str, &'static str),
    Propose(&'static Cycle, &'static Item, &'static Answer),
    Agree(&'static Cycle, &'static Item, &'static str),
    Publish(&'static Cycle, &'static Item, &'static str),
    Satisfied(&'static Cycle, &'static Item, &'static str),
    Objects(&'static Cycle, &'static Item, &'static str),
    AnswerInquiry(&'static Cycle, &'static Item, &'static str, &'static str),
    Erase(&'static Cycle, &'static Erasure),
    SaveVersion(&'static Cycle, &'static Document, &'static Version),
    Endorse(&'static Cycle, &'static Item, &'static Endorsement),
    Revise(&'static Cycle, &'static Item, &'static str),
    Apply(&'static Cycle, &'static Item, &'static str),
    Cluster(&'static Cycle, &'static Together),
    BringTable(&'static Cycle, &'static Together),
    OpenSession(&'static Cycle, &'static Session),
    CloseCycle(&'static Cycle),
    Hear(&'static Cycle, &'static Session, Deed),
}

/// A guest follows the mailed link this long after filing.
const CONFIRM_AFTER_MS: i64 = 12 * MINUTE_MS;

/// A session is announced so long before it begins.
const ANNOUNCED_MS: i64 = 30 * DAY_MS;
/// What is on now began at a quarter of an hour.
const QUARTER_MS: i64 = 15 * MINUTE_MS;

/// When a session begins, seen from `now`.
pub(super) fn begins(now: Instant, session: &Session) -> Instant {
    match session.starts {
        Starts::On(day) => moment(now, day),
        Starts::Now => now.plus_ms(-now.0.rem_euclid(QUARTER_MS)),
    }
}

/// Turns the story's days into instants, seen from `now`.
pub(super) fn moment(now: Instant, day: Day) -> Instant {
    let midnight = Instant(now.utc_day() * DAY_MS);
    let within = i64::from(day.hour) * HOUR_MS + i64::from(day.minute) * MINUTE_MS;
    midnight.plus_ms(within - i64::from(day.before_now) * DAY_MS)
}

/// Every step that lies in the past of `now`, in its order; steps of the same minute keep the story's order.
pub(super) fn steps(now: Instant) -> Vec<(Instant, Step)> {
    let mut all = Vec::new();
    for cycle in FORUM.cycles {
        let mut at = |day: Day, step: Step| all.push((moment(now, day), step));
        at(cycle.opened, Step::OpenCycle(cycle));
        at(cycle.call.published, Step::PublishCall(cycle));
        for erasure in cycle.erasures {
            at(erasure.at, Step::Erase(cycle, erasure));
        }
        for document in cycle.documents {
            for version in document.versions {
                at(
                    version.published,
                    Step::SaveVersion(cycle, document, version),
                );
            }
        }
        for cluster in cycle.clusters {
            at(cluster.at, Step::Cluster(cycle, cluster));
        }
        for table in cycle.tables {
            at(table.at, Step::BringTable(cycle, table));
        }
        if let Some(closed) = cycle.closed {
            at(closed, Step::CloseCycle(cycle));
        }
        for session in cycle.sessions {
            let announced = begins(now, session).plus_ms(-ANNOUNCED_MS);
            all.push((announced, Step::OpenSession(cycle, session)));
            for (at, deed) in hearing::deeds(begins(now, session), now, session) {
                all.push((at, Step::Hear(cycle, session, deed)));
            }
        }
        for item in cycle.items.iter().flat_map(|part| part.iter()) {
            life(cycle, item, now, &mut all);
        }
    }
    all.retain(|(instant, _)| *instant < now);
    all.sort_by_key(|(instant, _)| *instant);
    all
}

fn life(cycle: &'static Cycle, item: &'static Item, now: Instant, all: &mut Vec<(Instant, Step)>) {
    let work = &item.work;
    let filed = moment(now, item.filed);
    all.push((filed, Step::File(cycle, item)));
    if matches!(item.author, Author::Guest { .. }) {
        all.push((filed.plus_ms(CONFIRM_AFTER_MS), Step::Confirm(cycle, item)));
    }
    let mut at = |day: Day, step: Step| all.push((moment(now, day), step));
    if let Some(step) = &work.screened {
        at(step.at, Step::Screen(cycle, item, step.by));
    }
    if let Some(step) = &work.assigned {
        at(step.at, Step::Assign(cycle, item, step.by, step.to));
    }
    if let Some(answer) = &work.proposed {
        at(answer.at, Step::Propose(cycle, item, answer));
    }
    // What its author takes back is answered by that alone.
    let is_retracted = matches!(
        work.proposed,
        Some(Answer {
            disposition: Disposition::Retracted,
            ..
        })
    );
    if let (Some(step), false) = (&work.agreed, is_retracted) {
        at(step.at, Step::Agree(cycle, item, step.by));
    }
    if let (Some(step), false) = (&work.published, is_retracted) {
        at(step.at, Step::Publish(cycle, item, step.by));
    }
    for endorsement in item.endorsements {
        at(endorsement.at, Step::Endorse(cycle, item, endorsement));
    }
    if let Some(edit) = &item.edited {
        at(edit.at, Step::Revise(cycle, item, edit.text));
    }
    if let Some(step) = &item.applied {
        at(step.at, Step::Apply(cycle, item, step.by));
    }
    reply(cycle, item, &mut at);
}

fn reply(cycle: &'static Cycle, item: &'static Item, at: &mut impl FnMut(Day, Step)) {
    match &item.work.reply {
        Reply::NotSent | Reply::Sent | Reply::NoReplyByDate => {}
        Reply::Satisfied { at: day, words } => at(*day, Step::Satisfied(cycle, item, words)),
        Reply::Objects { at: day, because } => at(*day, Step::Objects(cycle, item, because)),
        Reply::InquiryOpen {
            objected, because, ..
        } => at(*objected, Step::Objects(cycle, item, because)),
        Reply::InquiryAnswered {
            objected,
            because,
            by,
            answered,
            words,
        } => {
            at(*objected, Step::Objects(cycle, item, because));
            at(*answered, Step::AnswerInquiry(cycle, item, by, words));
        }
    }
}
