//! Acting the story out: each step through the act that a person would do, at the time the story says.

use std::collections::HashMap;
use std::path::Path;

use plenary_kit::app::{App, Settings};
use plenary_kit::fault::{Fault, Stop};
use plenary_kit::id::{CycleId, ParticipantId};
use plenary_kit::policy::{Role, Viewer};
use plenary_kit::time::{Clock, Instant};

use super::paper::concerns;
use super::pdf::pdf;
use super::people::{Known, arrive};
use super::same::{attribution, door, kind, mark, phase_kind, role};
use super::step::{Step, moment, steps};
use super::story::{self, Author, Cycle, FORUM, Item};
use crate::answer::acts::{self as answering, Doing};
use crate::call::{CallEvent, PublishCall, Question, publish_call};
use crate::docket::rules::{self as docket_rules, Author as Filer, FileItem};
use crate::docket::{self, DocketEvent, Format, ItemNumber};
use crate::document::Anchor;
use crate::forum::rules::{DescribeForum, OpenCycle, open_cycle, open_forum, set_groups};
use crate::forum::{self, ForumEvent, Group, Phase};
use crate::participant::{self, Hand, Join, Person, acts};
use crate::rooms::ROOMS;

/// Makes the demo forum in `dir` as if `now` were the present; says how many steps the story took.
///
/// Its letters lead to `public_url`, which has no slash at its end.
pub async fn build(
    dir: &Path,
    now: Instant,
    public_url: &str,
    mut tell: impl FnMut(usize, usize),
) -> Result<usize, Stop> {
    let story = steps(now);
    let begin = story.first().map_or(now, |(instant, _)| {
        instant.plus_ms(-plenary_kit::time::DAY_MS)
    });
    let clock = Clock::standing_at(begin);
    let app = App::open(
        Settings {
            clock: clock.clone(),
            public_url: public_url.to_owned(),
            ..Settings::for_dir(dir)
        },
        ROOMS,
    )?;
    found(&app).await?;
    let known = arrive(&app, |day| moment(now, day)).await?;
    let mut play = Play {
        app: app.clone(),
        now,
        known,
        cycles: HashMap::new(),
        numbers: HashMap::new(),
    };
    let all = story.len();
    for (done, (instant, step)) in story.into_iter().enumerate() {
        if instant.utc_day() != clock.now().utc_day() {
            // Letters are dated by the day on which their followers write them.
            app.settle().await?;
        }
        clock.set(instant);
        play.act(&step)
            .await
            .map_err(|stop| Fault::broken(format!("step {done} of the story: {stop}")))?;
        tell(done + 1, all);
    }
    app.settle().await?;
    Ok(all)
}

fn secretariat() -> Viewer {
    Viewer {
        secretariat: true,
        ..Viewer::default()
    }
}

async fn found(app: &App) -> Result<(), Stop> {
    let told = DescribeForum {
        name: FORUM.name.into(),
        about: FORUM.description.into(),
        zone: FORUM.zone.into(),
        address: format!("forum@{}.example.org", FORUM.slug),
    };
    app.act::<ForumEvent>(None, None, move |_, _| Ok(open_forum(false, told)?))
        .await?;
    let groups = FORUM.groups.iter().map(|group| Group {
        word: group.key.into(),
        name: group.name.into(),
        about: group.description.into(),
        letter: group.letter.to_string(),
    });
    let groups: Vec<Group> = groups.collect();
    app.act::<ForumEvent>(None, None, move |_, _| {
        Ok(set_groups(&secretariat(), groups)?)
    })
    .await?;
    Ok(())
}

pub(super) struct Play {
    pub app: App,
    pub now: Instant,
    pub known: Known,
    cycles: HashMap<&'static str, CycleId>,
    numbers: HashMap<(&'static str, u32), ItemNumber>,
}

impl Play {
    async fn act(&mut self, step: &Step) -> Result<(), Stop> {
        match step {
            Step::OpenCycle(cycle) => self.open_cycle(cycle).await,
            Step::PublishCall(cycle) => self.publish_call(cycle).await,
            Step::File(cycle, item) => self.file(cycle, item).await,
            Step::Confirm(cycle, item) => self.confirm(cycle, item).await,
            Step::Erase(cycle, erasure) => self.erase(cycle, erasure).await,
            Step::SaveVersion(cycle, document, version) => {
                self.save_version(cycle, document, version).await
            }
            Step::Endorse(cycle, item, endorsement) => self.endorse(cycle, item, endorsement).await,
            Step::Revise(cycle, item, text) => self.revise(cycle, item, text).await,
            Step::Apply(cycle, item, by) => self.apply(cycle, item, by).await,
            Step::Cluster(cycle, cluster) => self.cluster(cycle, cluster).await,
            Step::BringTable(cycle, table) => self.bring_table(cycle, table).await,
            Step::OpenSession(cycle, session) => self.open_session(cycle, session).await,
            Step::CloseCycle(cycle) => self.close(cycle).await,
            Step::Hear(cycle, session, deed) => self.hear(cycle, session, deed).await,
            other => self.answer(other).await,
        }
    }

    async fn open_cycle(&mut self, cycle: &'static Cycle) -> Result<(), Stop> {
        let phases = cycle.phases.iter().map(|phase| Phase {
            kind: phase_kind(phase.kind),
            opens: moment(self.now, phase.opens),
            closes: moment(self.now, phase.closes),
        });
        let ask = OpenCycle {
            slug: cycle.key.into(),
            title: cycle.title.into(),
            about: format!("*{}*\n\n{}", cycle.theme, cycle.description),
            phases: phases.collect(),
        };
        let done = self
            .app
            .act::<ForumEvent>(None, None, move |_, _| {
                Ok(open_cycle(&secretariat(), &[], ask)?)
            })
            .await?;
        let ForumEvent::CycleOpened { id, .. } = done.event else {
            return Ok(());
        };
        self.cycles.insert(cycle.key, id.clone());
        for held in cycle.roles {
            let (id, role) = (id.clone(), role(held.role));
            let person = self.known.person(held.participant)?;
            acts::act_on(
                &self.app,
                &Hand::Operator,
                None,
                &person,
                move |db, viewer, person: &Person| {
                    let held = participant::roles(db, &person.id)?;
                    Ok(participant::rules::give_role(
                        viewer, person, &id, &held, role,
                    )?)
                },
            )
            .await?;
            if role == Role::Secretariat {
                self.name_secretary(&person).await?;
            }
        }
        Ok(())
    }

    /// The forum's secretariat is the same in both cycles; who belongs to it already is left as they are.
    async fn name_secretary(&self, id: &ParticipantId) -> Result<(), Stop> {
        if self
            .app
            .read(|db| participant::person(db, id))?
            .is_some_and(|person| person.is_secretariat)
        {
            return Ok(());
        }
        acts::act_on(
            &self.app,
            &Hand::Operator,
            None,
            id,
            |_, viewer, person: &Person| Ok(participant::rules::name_secretary(viewer, person)?),
        )
        .await?;
        Ok(())
    }

    async fn publish_call(&self, cycle: &'static Cycle) -> Result<(), Stop> {
        let question = |question: &story::Question| Question {
            text: question.text.into(),
            hint: question.help.into(),
        };
        let ask = PublishCall {
            title: cycle.call.title.into(),
            text: cycle.call.introduction.into(),
            questions: cycle.call.questions.iter().map(question).collect(),
        };
        let id = self.cycle(cycle)?;
        let publish = move |db: &plenary_kit::db::Db<'_>, _| {
            let cycle = forum::store::cycle(db, &id)?.ok_or(Stop::NotFound)?;
            Ok(publish_call(&secretariat(), &cycle, ask)?)
        };
        self.app.act::<CallEvent>(None, None, publish).await?;
        Ok(())
    }

    pub fn cycle(&self, cycle: &Cycle) -> Result<CycleId, Fault> {
        self.cycles
            .get(cycle.key)
            .cloned()
            .ok_or_else(|| Fault::broken("the cycle is not open yet"))
    }

    pub fn number(&self, cycle: &str, number: u32) -> Result<ItemNumber, Fault> {
        let found = self
            .numbers
            .iter()
            .find(|((key, story), _)| *key == cycle && *story == number);
        found
            .map(|(_, number)| *number)
            .ok_or_else(|| Fault::broken(format!("item {number} of {cycle} is not filed yet")))
    }

    async fn file(&mut self, cycle: &'static Cycle, item: &'static Item) -> Result<(), Stop> {
        let (author, is_confirmed) = self.author(item).await?;
        let passages = self.passages(cycle, item)?;
        let ask = self.ask(cycle, item, passages)?;
        let id = self.cycle(cycle)?;
        let by = author.clone();
        let mut tables = cycle.tables.iter();
        let is_row = tables.any(|table| table.items.contains(&item.number));
        let named: Result<Vec<_>, Fault> = item
            .audience
            .iter()
            .map(|key| self.known.person(key))
            .collect();
        let named = named?;
        let done = self
            .app
            .act::<DocketEvent>(Some(&by), None, move |db, now| {
                let cycle = forum::store::cycle(db, &id)?.ok_or(Stop::NotFound)?;
                let organisations =
                    participant::viewer(db, &author, now)?.map(|viewer| viewer.organisations);
                let filer = Filer {
                    id: author,
                    organisations: organisations.unwrap_or_default(),
                    is_confirmed,
                };
                let mut recipients = participant::holders(db, &cycle.id, Role::Secretariat)?;
                recipients.extend(participant::holders(db, &cycle.id, Role::Editor)?);
                recipients.extend(named);
                let last = docket::store::last_plain(db)?;
                let event = docket_rules::file_item(&cycle, &filer, ask, last, recipients)?;
                Ok(if is_row { event.as_row() } else { event })
            })
            .await?;
        if let DocketEvent::Filed(filed) = done.event {
            self.numbers.insert((cycle.key, item.number), filed.number);
        }
        Ok(())
    }

    pub async fn author(&self, item: &Item) -> Result<(ParticipantId, bool), Stop> {
        match &item.author {
            Author::Participant(key) => Ok((self.known.person(key)?, true)),
            Author::Guest { name, email, group } => {
                let ask = Join {
                    name: (*name).into(),
                    address: Some(email.parse()?),
                    group: Some((*group).into()),
                    lang: item.language.into(),
                };
                Ok((participant::find_or_join(&self.app, ask).await?, false))
            }
        }
    }

    fn ask(
        &self,
        cycle: &Cycle,
        item: &'static Item,
        passages: Vec<Anchor>,
    ) -> Result<FileItem, Fault> {
        let group = match &item.author {
            Author::Guest { group, .. } => Some(*group),
            Author::Participant(key) => FORUM
                .participants
                .iter()
                .find(|person| person.key == *key)
                .and_then(|p| p.group),
        };
        let on_behalf = item
            .on_behalf_of
            .map(|key| self.known.organisation(key))
            .transpose()?;
        Ok(FileItem {
            kind: kind(item.kind),
            door: door(item.door),
            group: group.map(str::to_owned),
            on_behalf,
            mark: mark(item.mark),
            attribution: attribution(item.attribution),
            lang: item.language.into(),
            title: Some(item.title.to_owned()).filter(|title| !title.is_empty()),
            texts: texts(cycle, item),
            format: Format::Markdown,
            files: item
                .attachments
                .iter()
                .map(|file| (pdf_name(file.file_name), pdf(file.title, file.text)))
                .collect(),
            about: None,
            concerns: concerns(item, passages),
        })
    }

    async fn confirm(&self, cycle: &'static Cycle, item: &'static Item) -> Result<(), Stop> {
        let number = self.number(cycle.key, item.number)?;
        let author = self
            .app
            .read(|db| docket::store::item(db, number))?
            .and_then(|item| item.author);
        if let Some(author) = &author {
            acts::confirm(&self.app, author).await?;
        }
        let confirm = move |db: &plenary_kit::db::Db<'_>, _| {
            let item = docket::store::item(db, number)?.ok_or(Stop::NotFound)?;
            Ok(docket_rules::confirm_item(&item)?)
        };
        self.app
            .act::<DocketEvent>(author.as_ref(), None, confirm)
            .await?;
        Ok(())
    }

    async fn erase(
        &self,
        cycle: &'static Cycle,
        erasure: &'static story::Erasure,
    ) -> Result<(), Stop> {
        let number = self.number(cycle.key, erasure.item)?;
        let decider = self.known.person(erasure.decided_by)?;
        let viewer = Viewer {
            participant: Some(decider.clone()),
            ..secretariat()
        };
        let erase = move |db: &plenary_kit::db::Db<'_>, _| {
            let item = docket::store::item(db, number)?.ok_or(Stop::NotFound)?;
            let words = participant::store::sealed(db, docket::store::words_of(db, &item)?)?;
            Ok(docket_rules::erase_words(
                &viewer,
                &item,
                words,
                erasure.rule,
            )?)
        };
        self.app
            .act::<DocketEvent>(Some(&decider), None, erase)
            .await?;
        plenary_kit::erase::scrub_log(&self.app)?;
        Ok(())
    }

    async fn close(&self, cycle: &'static Cycle) -> Result<(), Stop> {
        let id = self.cycle(cycle)?;
        let secretary = cycle
            .roles
            .iter()
            .find(|held| held.role == story::Role::Secretariat);
        let hand = match secretary {
            Some(held) => Doing::of(&self.known.person(held.participant)?),
            None => return Ok(()),
        };
        answering::close_cycle(&self.app, hand, &id)
            .await
            .map(|_| ())
    }
}

/// The texts: the answers to the call's questions, then the item's own words.
fn texts(cycle: &Cycle, item: &Item) -> Vec<(Option<String>, String)> {
    let question = |number: u8| {
        cycle
            .call
            .questions
            .get(usize::from(number).saturating_sub(1))
    };
    let answers = item.answers.iter().map(|answer| {
        (
            question(answer.question).map(|question| question.text.to_owned()),
            answer.text.to_owned(),
        )
    });
    let mut texts: Vec<(Option<String>, String)> = answers.collect();
    let own = item.text;
    if !own.trim().is_empty() {
        texts.push((None, own.to_owned()));
    }
    texts
}

fn pdf_name(name: &str) -> String {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    format!("{stem}.pdf")
}
