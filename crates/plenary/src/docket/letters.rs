//! The room's letters: the receipt to who filed, the link that confirms a guest's item, and word of an erasure.

use plenary_kit::app::App;
use plenary_kit::db::{Db, Tx};
use plenary_kit::event::{Entry, Meta};
use plenary_kit::fault::Fault;
use plenary_kit::follow::{Follower, Write};
use plenary_kit::id::ParticipantId;
use plenary_kit::mail::{self, Letter};
use plenary_kit::shell;
use plenary_kit::signin::{self, CONFIRM_LIFE_MS, NewLink};
use plenary_kit::text::Address;
use plenary_kit::time::Instant;
use plenary_kit::tongue::Tongue;
use plenary_kit::tree::TREE;

use super::event::DocketEvent;
use super::number::ItemNumber;
use super::pages::{receipt_name, receipt_of};
use super::rules::Item;
use super::store;
use crate::participant::{self, Person};

/// The purpose of a link that confirms an item; its subject is the item's number.
pub const CONFIRM: &str = "confirm";

/// Writes the room's letters, behind the tree: a receipt needs the line in it.
pub struct MailFollower;

impl Follower for MailFollower {
    fn name(&self) -> &'static str {
        "docket-mail"
    }

    fn behind(&self) -> Option<&'static str> {
        Some(TREE)
    }

    fn follow(&self, app: &App, db: &Db<'_>, entries: &[Entry]) -> Result<Write, Fault> {
        let now = app.now();
        let mut letters = Vec::new();
        for entry in entries {
            match entry.event::<DocketEvent>()? {
                Some(DocketEvent::TableBrought { numbers, author }) => {
                    letters.extend(of_table(app, db, (&numbers, &author), &entry.meta)?);
                }
                Some(event) => letters.extend(letter(app, db, &event, &entry.meta, now)?),
                None => {}
            }
        }
        let url = app.settings().public_url.clone();
        Ok(Box::new(move |tx| {
            letters
                .into_iter()
                .try_for_each(|made| made.put(tx, &url, now))
        }))
    }
}

/// A letter, and the item its link confirms, if it carries one: the link is made in the commit that puts the letter.
struct Made {
    letter: Letter,
    confirms: Option<ItemNumber>,
}

/// Stands in a letter's text where its link will be.
const LINK: &str = "{link}";

impl Made {
    fn put(mut self, tx: &Tx<'_>, url: &str, now: Instant) -> Result<(), Fault> {
        if let Some(number) = self.confirms {
            let link = signin::make_link(
                tx,
                &NewLink {
                    purpose: CONFIRM,
                    subject: &number.to_string(),
                    browser: None,
                    ends: now.plus_ms(CONFIRM_LIFE_MS),
                    is_reusable: false,
                },
            )?;
            self.letter.body =
                self.letter
                    .body
                    .replacen(LINK, &format!("{url}/confirm/{}", link.token), 1);
        }
        mail::put(tx, &self.letter, now)
    }
}

fn letter(
    app: &App,
    db: &Db<'_>,
    event: &DocketEvent,
    meta: &Meta,
    now: Instant,
) -> Result<Option<Made>, Fault> {
    let number = match event {
        DocketEvent::Filed(filed) if filed.is_row => return Ok(None),
        DocketEvent::Filed(filed) => filed.number,
        DocketEvent::Confirmed { number } | DocketEvent::WordsErased { number, .. } => *number,
        DocketEvent::Revised(_)
        | DocketEvent::ReaderAdded { .. }
        | DocketEvent::TableBrought { .. } => return Ok(None),
    };
    let Some(item) = store::item(db, number)? else {
        return Ok(None);
    };
    let Some(person) = author(db, &item)? else {
        return Ok(None);
    };
    let pen = Pen {
        app,
        item: &item,
        person: &person,
        t: app.catalogue().choose(Some(&person.lang), None),
    };
    match event {
        DocketEvent::Filed(filed) if !filed.is_shown => pen.to_confirm(meta, now),
        DocketEvent::Filed(_) | DocketEvent::Confirmed { .. } => pen.receipt(db, meta),
        DocketEvent::WordsErased { rule, .. } if meta.by != item.author => {
            pen.of_erasure(meta, rule)
        }
        _ => Ok(None),
    }
}

fn author(db: &Db<'_>, item: &Item) -> Result<Option<Person>, Fault> {
    match &item.author {
        Some(author) => participant::person(db, author),
        None => Ok(None),
    }
}

/// What every letter about an item needs.
struct Pen<'a> {
    app: &'a App,
    item: &'a Item,
    person: &'a Person,
    t: Tongue,
}

impl Pen<'_> {
    fn receipt(&self, db: &Db<'_>, meta: &Meta) -> Result<Option<Made>, Fault> {
        let words = words(db, self.item)?;
        let body = format!("{}\n\n{words}\n", self.say("docket-letter-receipt", &[]));
        let receipt = receipt_of(db, self.item)?.map(|text| (receipt_name(self.item), text));
        Ok(self.made(
            "receipt",
            meta,
            "docket-letter-receipt-subject",
            body,
            receipt,
        ))
    }

    fn to_confirm(&self, _: &Meta, now: Instant) -> Result<Option<Made>, Fault> {
        // A confirmed item, or a link that would be over by now, needs no letter any more.
        if self.item.is_shown || now.ms_since(self.item.filed) > CONFIRM_LIFE_MS {
            return Ok(None);
        }
        let body = self.say("docket-letter-confirm", &[("link", LINK)]);
        let meta = Meta {
            seq: self.item.seq,
            at: self.item.filed,
            by: None,
        };
        let made = self.made(
            "confirm",
            &meta,
            "docket-letter-confirm-subject",
            body,
            None,
        );
        Ok(made.map(|made| Made {
            confirms: Some(self.item.number),
            ..made
        }))
    }

    fn of_erasure(&self, meta: &Meta, rule: &str) -> Result<Option<Made>, Fault> {
        let when = self.t.instant_text(meta.at.0, &shell::face(self.app).zone);
        let body = self.say("docket-letter-erased", &[("rule", rule), ("when", &when)]);
        Ok(self.made("erased", meta, "docket-letter-erased-subject", body, None))
    }

    fn say(&self, key: &str, more: &[(&str, &str)]) -> String {
        let number = self.item.number.to_string();
        let url = format!("{}/items/{number}", self.app.settings().public_url);
        let name = self.person.name.clone().unwrap_or_default();
        let forum = shell::face(self.app).name;
        let mut args = vec![
            ("number", number.as_str().into()),
            ("url", url.as_str().into()),
            ("name", name.as_str().into()),
            ("forum", forum.as_str().into()),
            ("mark", self.item.mark.label().into()),
        ];
        args.extend(more.iter().map(|(name, value)| (*name, (*value).into())));
        self.t.say_with(key, &args)
    }

    fn made(
        &self,
        kind: &str,
        meta: &Meta,
        subject: &str,
        body: String,
        attachment: Option<(String, String)>,
    ) -> Option<Made> {
        let letter = Letter {
            id: format!("docket-{kind}-{}", meta.seq),
            to: self.person.address.clone()?,
            name: self.person.name.clone().unwrap_or_default(),
            participant: Some(self.person.id.clone()),
            about: Some(self.item.number.to_string()),
            subject: self.say(subject, &[]),
            body,
            attachment,
        };
        Some(Made {
            letter,
            confirms: None,
        })
    }
}

/// The item's words as they go into a letter to their author.
fn words(db: &Db<'_>, item: &Item) -> Result<String, Fault> {
    let mut parts = Vec::new();
    if let Some(key) = item.title {
        parts.extend(store::text(db, key)?);
    }
    parts.extend(
        store::texts(db, item.number)?
            .into_iter()
            .filter_map(|text| text.text),
    );
    Ok(parts.join("\n\n"))
}

/// One letter for a whole table: to whoever brought it, and to the author if that is somebody else with an address.
fn of_table(
    app: &App,
    db: &Db<'_>,
    (numbers, author): (&[ItemNumber], &ParticipantId),
    meta: &Meta,
) -> Result<Vec<Made>, Fault> {
    let bringer = meta.by.as_ref().filter(|by| *by != author);
    let mut letters = Vec::new();
    for id in bringer.into_iter().chain([author]) {
        let Some(person) = participant::person(db, id)? else {
            continue;
        };
        let Some(to) = person.address.clone() else {
            continue;
        };
        letters.push(Made {
            letter: table_letter(app, db, (numbers, meta.seq), &person, to)?,
            confirms: None,
        });
    }
    Ok(letters)
}

/// The letter itself, in its reader's language: every row with its number, its first words and its address.
fn table_letter(
    app: &App,
    db: &Db<'_>,
    (numbers, seq): (&[ItemNumber], u64),
    person: &Person,
    to: Address,
) -> Result<Letter, Fault> {
    let t = app.catalogue().choose(Some(&person.lang), None);
    let url = &app.settings().public_url;
    let name = person.name.clone().unwrap_or_default();
    let forum = shell::face(app).name;
    let args = [
        ("name", name.as_str().into()),
        ("forum", forum.as_str().into()),
        ("count", (numbers.len() as i64).into()),
    ];
    let mut lines = Vec::with_capacity(numbers.len());
    for number in numbers {
        let Some(item) = store::item(db, *number)? else {
            continue;
        };
        let words = words(db, &item)?;
        let first: String = words
            .lines()
            .next()
            .unwrap_or("")
            .chars()
            .take(72)
            .collect();
        lines.push(format!("{number}  {first}\n{url}/items/{number}"));
    }
    Ok(Letter {
        id: format!("docket-table-{seq}-{}", person.id),
        to,
        name: name.clone(),
        participant: Some(person.id.clone()),
        about: None,
        subject: t.say_with("docket-letter-table-subject", &args),
        body: format!(
            "{}\n\n{}\n",
            t.say_with("docket-letter-table", &args),
            lines.join("\n\n")
        ),
        attachment: None,
    })
}
