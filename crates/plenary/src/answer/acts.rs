//! The room's acts, the same for pages, mail, the command line and import.

use plenary_kit::act::{Done, Once};
use plenary_kit::app::App;
use plenary_kit::db::Db;
use plenary_kit::fault::{Fault, Stop};
use plenary_kit::id::{CycleId, ParticipantId};
use plenary_kit::policy::{Audience, Policy, Role, Viewer};
use plenary_kit::time::Instant;

use super::event::AnswerEvent;
use super::queue::OPEN;
use super::rules::{self, AskedReply, AskedTarget, Known, ProposeAnswer, Waiting};
use super::store;
use crate::docket::store::list::{Filter, From, Order, PAGE_ITEMS, list};
use crate::docket::{Item, ItemNumber, store as docket, store::concern, tally};
use crate::document::{Anchor, check_anchor, store as documents};
use crate::forum::{Cycle, ForumEvent, store as forum};
use crate::participant::{self, Hand};

/// Who does it, with the key of the form it came in.
#[derive(Clone, Debug)]
pub struct Doing {
    /// By whose hand.
    pub hand: Hand,
    /// The idempotency key, if the door has one.
    pub once: Option<Once>,
}

impl Doing {
    /// By a person, without a key.
    pub fn of(person: &ParticipantId) -> Doing {
        Doing {
            hand: Hand::Person(person.clone()),
            once: None,
        }
    }
}

type Recorded = Result<Done<AnswerEvent>, Stop>;

/// What a rule is asked about: the item, the viewer as they are at the moment of the act, and the time.
struct Ground<'a> {
    db: &'a Db<'a>,
    policy: Policy,
    viewer: Viewer,
    item: Item,
    now: Instant,
}

impl Ground<'_> {
    fn answering(&self) -> Result<Vec<ParticipantId>, Fault> {
        answering(self.db, &self.item)
    }

    fn work(&self) -> Result<store::Work, Fault> {
        store::work(self.db, self.item.number)
    }

    /// The item an answer points at, as far as the viewer may know of it.
    fn other(&self, ask: &ProposeAnswer) -> Result<Option<Item>, Fault> {
        match ask.target {
            Some(AskedTarget::Item(number)) => seen(self.db, self.policy, &self.viewer, number),
            _ => Ok(None),
        }
    }

    /// What is known of what an answer speaks of.
    fn known<'a>(&self, ask: &ProposeAnswer, other: Option<&'a Item>) -> Result<Known<'a>, Fault> {
        let concerned = concern::concerns(self.db, self.item.number)?;
        let anchor = ask.change.as_ref().and_then(|change| change.place.anchor());
        Ok(Known {
            other,
            is_on_text: concerned.document.is_some(),
            is_in_text: match anchor {
                Some(anchor) => self.is_in_text(anchor)?,
                None => false,
            },
        })
    }

    /// Whether the passage stands in a version of a text that is not with those who write it any more.
    fn is_in_text(&self, anchor: &Anchor) -> Result<bool, Fault> {
        let document = documents::document(self.db, &anchor.document)?;
        let is_open = document.is_some_and(|document| document.state.is_public());
        let version = documents::version(self.db, &anchor.document, anchor.version)?;
        Ok(is_open && version.is_some_and(|version| check_anchor(&version, anchor).is_ok()))
    }
}

async fn act(
    app: &App,
    doing: Doing,
    number: ItemNumber,
    decide: impl FnOnce(&Ground<'_>) -> Result<AnswerEvent, Stop> + Send + 'static,
) -> Recorded {
    let policy = *app.policy();
    let Doing { hand, once } = doing;
    let by = hand.by().cloned();
    app.act(by.as_ref(), once, move |db, now| {
        let viewer = viewer(db, &hand, now)?;
        let item = seen(db, policy, &viewer, number)?.ok_or(Stop::NotFound)?;
        decide(&Ground {
            db,
            policy,
            viewer,
            item,
            now,
        })
    })
    .await
}

/// The viewer as they are now, with the lists of named readers they are on.
fn viewer(db: &Db<'_>, hand: &Hand, now: Instant) -> Result<Viewer, Stop> {
    match hand {
        Hand::Operator => Ok(hand.viewer(db, now)?),
        Hand::Person(person) => viewer_of(db, person, now)?.ok_or(Stop::SignIn),
    }
}

/// What the policy knows of a person now; nothing when there is no such person any more.
pub(super) fn viewer_of(
    db: &Db<'_>,
    person: &ParticipantId,
    now: Instant,
) -> Result<Option<Viewer>, Fault> {
    match participant::viewer(db, person, now)? {
        Some(viewer) => Ok(Some(Viewer {
            lists: docket::lists_of(db, person)?,
            ..viewer
        })),
        None => Ok(None),
    }
}

/// An item, if it exists for the viewer.
fn seen(
    db: &Db<'_>,
    policy: Policy,
    viewer: &Viewer,
    number: ItemNumber,
) -> Result<Option<Item>, Fault> {
    let item = docket::item(db, number)?;
    Ok(item.filter(|item| (policy.may_see)(viewer, &item.thing()).is_some()))
}

/// The people who can answer an item today: those who answer for its cycle and may read it.
pub fn answering(db: &Db<'_>, item: &Item) -> Result<Vec<ParticipantId>, Fault> {
    let mut people = participant::secretariat(db)?;
    for role in [Role::Secretariat, Role::Facilitator, Role::Editor] {
        people.extend(participant::holders(db, &item.cycle, role)?);
    }
    people.sort();
    people.dedup();
    if matches!(item.audience, Audience::List(_)) {
        let readers = docket::readers(db, item.number)?;
        people.retain(|person| readers.contains(person));
    }
    Ok(people)
}

/// Notes that an item was looked at.
pub async fn screen(app: &App, doing: Doing, number: ItemNumber) -> Recorded {
    act(app, doing, number, |ground| {
        Ok(rules::screen(&ground.viewer, &ground.item)?)
    })
    .await
}

/// Gives an item to somebody who answers for its cycle.
pub async fn assign(app: &App, doing: Doing, number: ItemNumber, to: ParticipantId) -> Recorded {
    act(app, doing, number, move |ground| {
        let answering = ground.answering()?;
        Ok(rules::assign(&ground.viewer, &ground.item, &answering, to)?)
    })
    .await
}

/// Drafts an answer.
pub async fn propose(app: &App, doing: Doing, number: ItemNumber, ask: ProposeAnswer) -> Recorded {
    propose_upon(app, doing, number, ask, None).await
}

/// Drafts an answer by somebody who saw how far it was: the line of the draft they saw, 0 for none. One that came
/// meanwhile is not replaced unseen.
pub async fn propose_upon(
    app: &App,
    doing: Doing,
    number: ItemNumber,
    ask: ProposeAnswer,
    seen: Option<u64>,
) -> Recorded {
    act(app, doing, number, move |ground| {
        // Whether there is a draft is for those who may write one.
        rules::may_draft(&ground.viewer, &ground.item)?;
        let now = ground.work()?.draft_line();
        if seen.is_some_and(|seen| seen != now) {
            return Err(rules::AnswerRefusal::DraftedMeanwhile.into());
        }
        let other = ground.other(&ask)?;
        let known = ground.known(&ask, other.as_ref())?;
        Ok(rules::propose(&ground.viewer, &ground.item, ask, known)?)
    })
    .await
}

/// Sends a draft back.
pub async fn send_back(app: &App, doing: Doing, number: ItemNumber, why: String) -> Recorded {
    act(app, doing, number, move |ground| {
        Ok(rules::send_back(&ground.viewer, &ground.item, why)?)
    })
    .await
}

/// Agrees to a draft.
pub async fn agree(app: &App, doing: Doing, number: ItemNumber) -> Recorded {
    act(app, doing, number, |ground| {
        let (work, answering) = (ground.work()?, ground.answering()?);
        Ok(rules::agree(
            &ground.viewer,
            &ground.item,
            &work,
            &answering,
        )?)
    })
    .await
}

/// Publishes a batch of agreed answers, all or none.
pub async fn publish(app: &App, doing: Doing, numbers: Vec<ItemNumber>) -> Recorded {
    let policy = *app.policy();
    let Doing { hand, once } = doing;
    let by = hand.by().cloned();
    app.act(by.as_ref(), once, move |db, now| {
        let viewer = viewer(db, &hand, now)?;
        let items = numbers
            .into_iter()
            .take(rules::BATCH + 1)
            .map(|number| seen(db, policy, &viewer, number)?.ok_or(Stop::NotFound))
            .collect::<Result<Vec<_>, Stop>>()?;
        Ok(rules::publish(&viewer, &items)?)
    })
    .await
}

/// Takes an item back.
pub async fn retract(app: &App, doing: Doing, number: ItemNumber, reason: String) -> Recorded {
    act(app, doing, number, move |ground| {
        Ok(rules::retract(&ground.viewer, &ground.item, reason)?)
    })
    .await
}

/// Replies to a published answer.
pub async fn reply(app: &App, doing: Doing, number: ItemNumber, ask: AskedReply) -> Recorded {
    act(app, doing, number, move |ground| {
        let Ground {
            viewer, item, now, ..
        } = ground;
        let cycle = forum::cycle(ground.db, &item.cycle)?.ok_or(Stop::NotFound)?;
        Ok(rules::reply(
            viewer,
            &cycle,
            item,
            &ground.work()?,
            ask,
            *now,
        )?)
    })
    .await
}

/// Answers the inquiry after an objection, with another answer where it led to one.
pub async fn answer_inquiry(
    app: &App,
    doing: Doing,
    number: ItemNumber,
    words: String,
    changed: Option<ProposeAnswer>,
) -> Recorded {
    act(app, doing, number, move |ground| {
        let other = match &changed {
            Some(ask) => ground.other(ask)?,
            None => None,
        };
        let known = match &changed {
            Some(ask) => ground.known(ask, other.as_ref())?,
            None => Known::default(),
        };
        let finding = (words, changed.map(|ask| (ask, known)));
        let (work, answering) = (ground.work()?, ground.answering()?);
        Ok(rules::answer_inquiry(
            &ground.viewer,
            &ground.item,
            &work,
            &answering,
            finding,
            ground.now,
        )?)
    })
    .await
}

/// Closes a cycle in which nothing waits.
pub async fn close_cycle(
    app: &App,
    doing: Doing,
    cycle: &CycleId,
) -> Result<Done<ForumEvent>, Stop> {
    let (policy, id) = (*app.policy(), cycle.clone());
    let Doing { hand, once } = doing;
    let by = hand.by().cloned();
    app.act(by.as_ref(), once, move |db, now| {
        let viewer = viewer(db, &hand, now)?;
        let cycle = forum::cycle(db, &id)?.ok_or(Stop::NotFound)?;
        let waiting = waiting(db, policy, &viewer, &cycle)?;
        Ok(rules::close_cycle(&viewer, &cycle, &waiting)?)
    })
    .await
}

/// The most inquiries that are looked at: a longer list helps nobody to close a cycle.
const LOOKED_AT: usize = 500;

/// What keeps a cycle open, as far as the viewer may know it.
pub fn waiting(
    db: &Db<'_>,
    policy: Policy,
    viewer: &Viewer,
    cycle: &Cycle,
) -> Result<Waiting, Fault> {
    let mut waiting = Waiting::default();
    let mut unanswered = Vec::new();
    let reach = (policy.reach)(viewer);
    for state in OPEN {
        let filter = Filter {
            state: Some(*state),
            ..Filter::all(&cycle.id)
        };
        let page = list(
            db,
            &reach,
            &filter,
            Order::OldestFirst,
            &From::Start,
            PAGE_ITEMS,
        )?;
        let shown = page.items.into_iter().filter(|item| item.is_shown);
        unanswered.extend(shown.map(|item| (item.seq, item.number)));
    }
    // In the order of filing: a number may be a random code.
    unanswered.sort();
    waiting.unanswered = unanswered.into_iter().map(|(_, number)| number).collect();
    let all = tally::open_items(db, &cycle.id)?;
    waiting.is_more_hidden = all > waiting.unanswered.len() as i64;
    for number in store::list::inquiries(db, &cycle.id, 0, LOOKED_AT)? {
        match seen(db, policy, viewer, number)? {
            Some(_) => waiting.inquiries.push(number),
            None => waiting.is_more_hidden = true,
        }
    }
    Ok(waiting)
}
