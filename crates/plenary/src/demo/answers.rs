//! What the story says of the answers: screened, assigned, drafted, agreed, published, replied to.

use plenary_kit::fault::{Fault, Stop};

use super::play::Play;
use super::step::Step;
use super::story::{self, Answer, Covered, Cycle, Disposition, Item, Passage};
use crate::answer::acts::{self as answering, Doing};
use crate::answer::{self, AskedChange, AskedPlace, AskedReply, AskedTarget, ProposeAnswer};
use crate::document::Anchor;

impl Play {
    pub(super) async fn answer(&self, step: &Step) -> Result<(), Stop> {
        let doing = |key: &str| Ok::<_, Fault>(Doing::of(&self.known.person(key)?));
        let app = &self.app;
        match step {
            Step::Screen(cycle, item, by) => {
                answering::screen(
                    app,
                    doing(who_answers(cycle, by))?,
                    self.number(cycle.key, item.number)?,
                )
                .await?;
            }
            Step::Assign(cycle, item, by, to) => {
                let to = self.known.person(to)?;
                answering::assign(app, doing(by)?, self.number(cycle.key, item.number)?, to)
                    .await?;
            }
            Step::Propose(cycle, item, answer) => self.propose(cycle, item, answer).await?,
            Step::Agree(cycle, item, by) => {
                answering::agree(app, doing(by)?, self.number(cycle.key, item.number)?).await?;
            }
            Step::Publish(cycle, item, by) => {
                answering::publish(app, doing(by)?, vec![self.number(cycle.key, item.number)?])
                    .await?;
            }
            Step::Satisfied(cycle, item, words) => {
                let words = Some((*words).to_owned()).filter(|words| !words.is_empty());
                self.reply(cycle, item, AskedReply::Satisfied(words))
                    .await?;
            }
            Step::Objects(cycle, item, because) => {
                self.reply(cycle, item, AskedReply::Objects((*because).to_owned()))
                    .await?;
            }
            Step::AnswerInquiry(cycle, item, by, words) => {
                let number = self.number(cycle.key, item.number)?;
                answering::answer_inquiry(app, doing(by)?, number, (*words).to_owned(), None)
                    .await?;
            }
            _ => {}
        }
        Ok(())
    }

    async fn reply(&self, cycle: &Cycle, item: &Item, ask: AskedReply) -> Result<(), Stop> {
        let (author, _) = self.author(item).await?;
        answering::reply(
            &self.app,
            Doing::of(&author),
            self.number(cycle.key, item.number)?,
            ask,
        )
        .await?;
        Ok(())
    }

    async fn propose(
        &self,
        cycle: &Cycle,
        item: &Item,
        answer: &'static Answer,
    ) -> Result<(), Stop> {
        let number = self.number(cycle.key, item.number)?;
        if matches!(answer.disposition, Disposition::Retracted) {
            let (author, _) = self.author(item).await?;
            answering::retract(
                &self.app,
                Doing::of(&author),
                number,
                answer.reason.to_owned(),
            )
            .await?;
            return Ok(());
        }
        let on = self.passages(cycle, item)?.into_iter().next();
        let on = on.zip(item.on.first().map(|passage| passage.quote));
        let (disposition, target, change) = self.disposition(cycle, &answer.disposition, on)?;
        let ask = ProposeAnswer {
            disposition,
            reason: answer.reason.to_owned(),
            target,
            change,
        };
        answering::propose(
            &self.app,
            Doing::of(&self.known.person(answer.by)?),
            number,
            ask,
        )
        .await?;
        Ok(())
    }

    /// `on` is the passage that the item is about, with its words.
    fn disposition(
        &self,
        cycle: &Cycle,
        told: &Disposition,
        on: Option<(Anchor, &str)>,
    ) -> Result<Disposed, Fault> {
        use answer::Disposition as D;
        Ok(match told {
            Disposition::Accepted(passages) => (D::Accepted, None, change(on, passages)),
            Disposition::AcceptedAfter(passages) => (D::Accepted, None, after(on, passages)),
            Disposition::AcceptedInPart(passages) => {
                (D::AcceptedInPart, None, change(on, passages))
            }
            Disposition::Declined => (D::Declined, None, None),
            Disposition::DuplicateOf(other) => (
                D::Duplicate,
                Some(AskedTarget::Item(self.number(cycle.key, *other)?)),
                None,
            ),
            Disposition::AlreadyCovered(Covered::Item { cycle, number }) => (
                D::Covered,
                Some(AskedTarget::Item(self.number(cycle, *number)?)),
                None,
            ),
            Disposition::AlreadyCovered(Covered::Text { cycle, passage }) => {
                let place = format!("{cycle}, {}", in_words(passage));
                (D::Covered, Some(AskedTarget::Reference(place)), None)
            }
            Disposition::TakenToList(place) => (
                D::List,
                Some(AskedTarget::Reference((*place).to_owned())),
                None,
            ),
            Disposition::OutOfScope => (D::OutOfScope, None, None),
            Disposition::Deferred => (D::Deferred, None, None),
            Disposition::Retracted | Disposition::Invalid => (D::Invalid, None, None),
        })
    }
}

/// Moderators of the story look at what the floor says; the docket leaves that to who answers for the cycle.
fn who_answers(cycle: &Cycle, by: &'static str) -> &'static str {
    use story::Role::{Editor, Facilitator, Secretariat};
    let answers = |role| matches!(role, Secretariat | Facilitator | Editor);
    let holds = cycle
        .roles
        .iter()
        .any(|held| held.participant == by && answers(held.role));
    let secretary = cycle.roles.iter().find(|held| held.role == Secretariat);
    if holds {
        by
    } else {
        secretary.map_or(by, |held| held.participant)
    }
}

type Disposed = (
    answer::Disposition,
    Option<AskedTarget>,
    Option<AskedChange>,
);

/// A comment on the text names the passage it is about; a contribution says in words where the text took it up.
fn change(on: Option<(Anchor, &str)>, passages: &[Passage]) -> Option<AskedChange> {
    let first = passages.first()?;
    let place: Vec<String> = passages.iter().map(in_words).collect();
    let words = |quote: &str| Some(quote.to_owned()).filter(|quote| !quote.is_empty());
    let told = words(first.quote);
    let on_words = on.as_ref().and_then(|(_, quote)| words(quote));
    let old = on_words.filter(|_| told.is_some());
    // An answer that is still to come names the words as they are.
    let new = told.filter(|told| old.as_ref() != Some(told));
    Some(AskedChange {
        place: on.map_or_else(
            || AskedPlace::InWords(place.join("; ")),
            |(anchor, _)| AskedPlace::Passage(anchor),
        ),
        old,
        new,
    })
}

/// Something new that comes after the passage.
fn after(on: Option<(Anchor, &str)>, passages: &[Passage]) -> Option<AskedChange> {
    let place = on
        .as_ref()
        .map(|(anchor, _)| AskedPlace::After(anchor.clone()));
    let change = change(on, passages)?;
    Some(AskedChange {
        place: place.unwrap_or(change.place),
        ..change
    })
}

fn in_words(passage: &Passage) -> String {
    format!(
        "draft {}, the paragraph that begins “{}”",
        passage.version, passage.block
    )
}
