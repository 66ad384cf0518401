//! The room's letters: the answer to its author, an inquiry's finding, an objection to those who answered, an
//! assignment. Each follows a line of the ledger and goes out once; the policy is asked before every one.

use plenary_kit::app::App;
use plenary_kit::db::{Db, Tx};
use plenary_kit::event::{Entry, Meta};
use plenary_kit::fault::Fault;
use plenary_kit::follow::{Follower, Write};
use plenary_kit::id::ParticipantId;
use plenary_kit::mail::{self, Letter};
use plenary_kit::policy::Viewer;
use plenary_kit::shell;
use plenary_kit::signin::{self, NewLink};
use plenary_kit::text::Address;
use plenary_kit::time::{DAY_MS, Instant};
use plenary_kit::tongue::Tongue;

use super::acts::viewer_of;
use super::event::{AnswerEvent, Reply};
use super::store::{self, Work};
use super::view::{Shown, shown};
use crate::docket::{Item, ItemNumber, store as docket};
use crate::participant;

/// What the link in an answer's letter is for.
pub(super) const REPLY: &str = "reply";
/// The link outlives the date by a week: a late reply is taken while the cycle lives.
const LINK_AFTER_MS: i64 = 7 * DAY_MS;

/// Writes this room's letters.
pub struct AnswerMail;

impl Follower for AnswerMail {
    fn name(&self) -> &'static str {
        "answer-mail"
    }

    fn follow(&self, app: &App, db: &Db<'_>, entries: &[Entry]) -> Result<Write, Fault> {
        let mut drafts = Vec::new();
        for entry in entries {
            if let Some(event) = entry.event::<AnswerEvent>()? {
                drafts.extend(letters_of(app, db, &event, &entry.meta)?);
            }
        }
        let (now, address) = (app.now(), app.settings().public_url.clone());
        Ok(Box::new(move |tx| {
            drafts
                .into_iter()
                .try_for_each(|draft| draft.put(tx, &address, now))
        }))
    }
}

/// A letter whose link is made when it is put into the outbox.
struct Draft {
    letter: Letter,
    /// Until when a link to reply works, and the words before it.
    link: Option<(Instant, String)>,
}

impl Draft {
    fn put(mut self, tx: &Tx<'_>, address: &str, now: Instant) -> Result<(), Fault> {
        if let (Some((ends, lead)), Some(number)) = (&self.link, &self.letter.about) {
            let link = signin::make_link(
                tx,
                &NewLink {
                    purpose: REPLY,
                    subject: number,
                    browser: None,
                    ends: *ends,
                    is_reusable: false,
                },
            )?;
            self.letter
                .body
                .push_str(&format!("\n\n{lead}\n{address}/reply/{}\n", link.token));
        }
        mail::put(tx, &self.letter, now)
    }
}

fn letters_of(
    app: &App,
    db: &Db<'_>,
    event: &AnswerEvent,
    meta: &Meta,
) -> Result<Vec<Draft>, Fault> {
    let mut drafts = Vec::new();
    match event {
        AnswerEvent::Assigned { number, to } if meta.by.as_ref() != Some(to) => {
            drafts
                .extend(Desk::open(app, db, meta, *number, Some(to))?.map(|desk| desk.assigned()));
        }
        AnswerEvent::Published { numbers } => {
            for number in numbers {
                if let Some(desk) = Desk::to_author(app, db, meta, *number)? {
                    drafts.extend(desk.answered()?);
                }
            }
        }
        AnswerEvent::Replied {
            number,
            reply: Reply::Objects { .. },
        } => {
            for person in who_answered(&store::work(db, *number)?) {
                if let Some(desk) = Desk::open(app, db, meta, *number, Some(&person))? {
                    drafts.push(desk.objected()?);
                }
            }
        }
        AnswerEvent::InquiryAnswered { number, .. } => {
            if let Some(desk) = Desk::to_author(app, db, meta, *number)? {
                drafts.extend(desk.inquired()?);
            }
        }
        _ => {}
    }
    Ok(drafts)
}

/// Who drafted, agreed to and published an answer, each once.
fn who_answered(work: &Work) -> Vec<ParticipantId> {
    let drafted = work.draft.as_ref().and_then(|draft| draft.by.clone());
    let step = |step: &Option<store::Step>| step.as_ref().and_then(|(by, _)| by.clone());
    let mut people: Vec<_> = [drafted, step(&work.agreed), step(&work.published)]
        .into_iter()
        .flatten()
        .collect();
    people.sort();
    people.dedup();
    people
}

/// A reader to write to about an item that they may read.
struct Desk<'a> {
    app: &'a App,
    db: &'a Db<'a>,
    seq: u64,
    item: Item,
    work: Work,
    reader: ParticipantId,
    viewer: Viewer,
    name: String,
    address: Address,
    t: Tongue,
}

impl<'a> Desk<'a> {
    fn to_author(
        app: &'a App,
        db: &'a Db<'a>,
        meta: &Meta,
        number: ItemNumber,
    ) -> Result<Option<Desk<'a>>, Fault> {
        let author = docket::item(db, number)?.and_then(|item| item.author);
        Desk::open(app, db, meta, number, author.as_ref())
    }

    /// Nothing when there is nobody, no address, or nothing that the reader may read.
    fn open(
        app: &'a App,
        db: &'a Db<'a>,
        meta: &Meta,
        number: ItemNumber,
        reader: Option<&ParticipantId>,
    ) -> Result<Option<Desk<'a>>, Fault> {
        let (Some(item), Some(reader)) = (docket::item(db, number)?, reader) else {
            return Ok(None);
        };
        let Some(viewer) = viewer_of(db, reader, app.now())? else {
            return Ok(None);
        };
        let person = participant::person(db, reader)?;
        let lang = person.as_ref().map(|person| person.lang.clone());
        let name = person.as_ref().and_then(|person| person.name.clone());
        let Some(address) = person.and_then(|person| person.address) else {
            return Ok(None);
        };
        if item.fields_for(app, &viewer).is_none() {
            return Ok(None);
        }
        Ok(Some(Desk {
            app,
            db,
            seq: meta.seq,
            work: store::work(db, number)?,
            reader: reader.clone(),
            viewer,
            name: name.unwrap_or_default(),
            address,
            t: app.catalogue().choose(lang.as_deref(), None),
            item,
        }))
    }

    fn letter(&self, kind: &str, subject: String, body: String) -> Letter {
        let number = self.item.number;
        Letter {
            id: format!("answer-{}-{number}-{kind}-{}", self.seq, self.reader),
            to: self.address.clone(),
            name: self.name.clone(),
            participant: Some(self.reader.clone()),
            about: Some(number.to_string()),
            subject,
            body,
            attachment: None,
        }
    }

    fn say(&self, key: &str) -> String {
        self.t.say(key).into_owned()
    }

    fn with_number(&self, key: &str) -> String {
        let number = self.item.number.to_string();
        self.t.say_with(key, &[("number", number.into())])
    }

    fn greeting(&self) -> String {
        self.t
            .say_with("answer-mail-greeting", &[("name", (&self.name).into())])
    }

    fn address_of_item(&self) -> String {
        format!(
            "{}/items/{}",
            self.app.settings().public_url,
            self.item.number
        )
    }

    /// The title, where the item has one.
    fn title(&self) -> Result<String, Fault> {
        let title = self
            .item
            .title
            .map(|key| docket::text(self.db, key))
            .transpose()?;
        Ok(title.flatten().unwrap_or_default())
    }

    /// To the author: the answer with its words, and where to reply.
    fn answered(&self) -> Result<Option<Draft>, Fault> {
        let first = self.work.replaced.as_ref().or(self.work.draft.as_ref());
        let Some(first) = first else {
            return Ok(None);
        };
        let answer = shown(self.app, self.db, &self.viewer, first)?;
        let disposition = self.say(&format!("disposition-{}", answer.disposition.word()));
        let number = self.item.number.to_string();
        let args = [
            ("number", number.into()),
            ("disposition", disposition.clone().into()),
        ];
        let subject = self.t.say_with("answer-mail-subject", &args);
        let lead = self.t.say_with("answer-mail-lead", &args);
        let body = paragraphs(&[
            self.greeting(),
            lead,
            self.title()?,
            self.in_words(&answer)?,
            self.with_number("answer-mail-where") + "\n" + &self.address_of_item(),
        ]);
        let until = self.work.reply_until(&self.item);
        let link = until.map(|until| {
            let when = self.t.instant_text(until.0, &shell::face(self.app).zone);
            (
                until.plus_ms(LINK_AFTER_MS),
                self.t
                    .say_with("answer-mail-reply", &[("when", when.into())]),
            )
        });
        Ok(Some(Draft {
            letter: self.letter("answered", subject, body),
            link,
        }))
    }

    /// An answer as plain text: why, what changed, where it points.
    fn in_words(&self, answer: &Shown) -> Result<String, Fault> {
        let gone = self.say("answer-words-erased");
        let mut parts = vec![
            self.say("answer-mail-because"),
            answer.reason.clone().unwrap_or(gone),
        ];
        if let Some((name, href)) = &answer.target {
            let place = match (answer.target_item, href) {
                (Some(_), Some(href)) => format!("{name} {}{href}", self.app.settings().public_url),
                _ => name.clone(),
            };
            parts.push(
                self.t
                    .say_with("answer-mail-see", &[("what", place.into())]),
            );
        }
        if let Some(change) = &answer.change {
            let place = change.place.in_words(&self.t);
            parts.push(format!("{}: {place}", self.say("answer-changed")));
            if let Some(href) = change.place.href(self.promise()?) {
                parts.push(format!("{}{href}", self.app.settings().public_url));
            }
            let quoted = |key: &str, words: &Option<String>| {
                words
                    .as_ref()
                    .map(|words| format!("{}:\n{}", self.say(key), quote(words)))
            };
            parts.extend(quoted("diff-old", &change.old));
            parts.extend(quoted("diff-new", &change.new));
        }
        Ok(paragraphs(&parts))
    }

    fn promise(&self) -> Result<Option<super::Promise>, Fault> {
        match &self.work.draft {
            Some(draft) => {
                super::promise::promise(self.db, self.item.number, draft, self.work.published_seq)
            }
            None => Ok(None),
        }
    }

    /// To the author: what the inquiry found, and the answer that stands now where it is another.
    fn inquired(&self) -> Result<Option<Draft>, Fault> {
        let Some((words, _)) = self.work.inquiry else {
            return Ok(None);
        };
        let words =
            docket::text(self.db, words)?.unwrap_or_else(|| self.say("answer-words-erased"));
        let mut parts = vec![
            self.greeting(),
            self.with_number("answer-mail-inquiry-lead"),
            words,
        ];
        if let (Some(_), Some(draft)) = (&self.work.replaced, &self.work.draft) {
            let answer = shown(self.app, self.db, &self.viewer, draft)?;
            let disposition = self.say(&format!("disposition-{}", answer.disposition.word()));
            parts.push(
                self.t
                    .say_with("answer-mail-now", &[("disposition", disposition.into())]),
            );
            parts.push(self.in_words(&answer)?);
        }
        parts.push(self.with_number("answer-mail-where") + "\n" + &self.address_of_item());
        let subject = self.with_number("answer-mail-inquiry-subject");
        Ok(Some(Draft {
            letter: self.letter("inquiry", subject, paragraphs(&parts)),
            link: None,
        }))
    }

    /// To those who answered: the objection.
    fn objected(&self) -> Result<Draft, Fault> {
        let words = self.work.reply.as_ref().and_then(|reply| reply.words);
        let because = words
            .map(|key| docket::text(self.db, key))
            .transpose()?
            .flatten();
        let due = self.item.standing.due;
        let when = due.map(|due| self.t.instant_text(due.0, &shell::face(self.app).zone));
        let until = when.map(|when| {
            self.t
                .say_with("answer-mail-inquiry-due", &[("when", when.into())])
        });
        let body = paragraphs(&[
            self.greeting(),
            self.with_number("answer-mail-objects-lead"),
            because.unwrap_or_else(|| self.say("answer-words-erased")),
            until.unwrap_or_default(),
            self.address_of_item(),
        ]);
        let subject = self.with_number("answer-mail-objects-subject");
        Ok(Draft {
            letter: self.letter("objects", subject, body),
            link: None,
        })
    }

    /// To who drafts the answer.
    fn assigned(&self) -> Draft {
        let due = self.item.standing.due;
        let when = due.map(|due| self.t.instant_text(due.0, &shell::face(self.app).zone));
        let until = when.map(|when| {
            self.t
                .say_with("answer-mail-answer-due", &[("when", when.into())])
        });
        let queue = format!(
            "{}/queue?show=mine&item={}",
            self.app.settings().public_url,
            self.item.number
        );
        let body = paragraphs(&[
            self.greeting(),
            self.with_number("answer-mail-assigned-lead"),
            until.unwrap_or_default(),
            queue,
        ]);
        let subject = self.with_number("answer-mail-assigned-subject");
        Draft {
            letter: self.letter("assigned", subject, body),
            link: None,
        }
    }
}

fn paragraphs(parts: &[String]) -> String {
    let said: Vec<&str> = parts
        .iter()
        .map(String::as_str)
        .filter(|part| !part.is_empty())
        .collect();
    said.join("\n\n")
}

fn quote(words: &str) -> String {
    let lines: Vec<String> = words.lines().map(|line| format!("> {line}")).collect();
    lines.join("\n")
}
