//! What an export holds: the lines, words, items and people that its reader may see.

use std::collections::{HashMap, HashSet};

use plenary_kit::db::Db;
use plenary_kit::event::Entry;
use plenary_kit::fault::Fault;
use plenary_kit::id::CycleId;
use plenary_kit::policy::{Attribution, Fields, Policy, Thing, Viewer};
use plenary_ledger::{Line, Seal};
use serde_json::Value;

use super::store;
use crate::answer::store as answer;
use crate::docket::{Item, ItemNumber, store as docket};
use crate::document::{Document, store as documents};
use crate::participant::may_see_people;
use crate::session::{Session, store as sessions};

/// For whom an export is made.
#[derive(Clone, Debug)]
pub enum Reader {
    /// The operator, who holds the data directory anyway: everything of the cycle. Only this can be imported.
    Full,
    /// Somebody, by the policy; the public is a viewer who has not signed in.
    Viewer(Box<Viewer>),
}

impl Reader {
    /// The public.
    pub fn public() -> Reader {
        Reader::Viewer(Box::default())
    }

    /// The word in the folder's own description.
    pub fn word(&self) -> &'static str {
        match self {
            Reader::Full => "full",
            Reader::Viewer(viewer) if viewer.participant.is_none() => "public",
            Reader::Viewer(_) => "participant",
        }
    }

    /// Whether this is the operator's own.
    pub fn is_full(&self) -> bool {
        matches!(self, Reader::Full)
    }

    /// Whether the reader knows the forum's people by name.
    pub fn sees_people(&self) -> bool {
        match self {
            Reader::Full => true,
            Reader::Viewer(viewer) => may_see_people(viewer),
        }
    }
}

/// An item of the cycle and what of it the reader may see.
pub(super) struct Seen {
    /// The item.
    pub item: Item,
    /// What of it.
    pub fields: Fields,
}

/// What an export of one cycle holds for one reader.
pub(super) struct Scope {
    /// For whom.
    pub reader: Reader,
    /// The cycle.
    pub cycle: CycleId,
    /// The items the reader may see, in the order of their filing.
    pub items: Vec<Seen>,
    /// The documents the reader may see.
    pub documents: Vec<Document>,
    /// The sessions the reader may see.
    pub sessions: Vec<Session>,
    fields: HashMap<ItemNumber, Fields>,
    answer_lines: HashSet<u64>,
}

const ALL_FIELDS: Fields = Fields {
    person: true,
    group: true,
};

impl Scope {
    /// Asks the policy about every item of the cycle.
    pub fn of(
        db: &Db<'_>,
        policy: &Policy,
        cycle: &CycleId,
        reader: Reader,
    ) -> Result<Scope, Fault> {
        let mut scope = Scope {
            reader,
            cycle: cycle.clone(),
            items: Vec::new(),
            documents: documents::documents_of(db, cycle)?,
            sessions: sessions::sessions_of(db, cycle)?,
            fields: HashMap::new(),
            answer_lines: HashSet::new(),
        };
        if let Reader::Viewer(viewer) = &scope.reader {
            scope
                .documents
                .retain(|document| document.may_read(policy, viewer));
            scope
                .sessions
                .retain(|session| session.seen_by(policy, viewer).is_some());
        }
        for number in store::numbers(db, cycle)? {
            let item = docket::item(db, number)?
                .ok_or_else(|| Fault::broken(format!("there is no item {number}")))?;
            if let Some(fields) = scope.sees(policy, &item) {
                scope.note_answer(db, number)?;
                scope.fields.insert(number, fields);
                scope.items.push(Seen { item, fields });
            }
        }
        Ok(scope)
    }

    /// What of those who speak in a session the reader may see; nothing when for them there is no session.
    pub fn fields_of(&self, policy: &Policy, session: &Session) -> Option<Fields> {
        match &self.reader {
            Reader::Full => Some(ALL_FIELDS),
            Reader::Viewer(viewer) => session.seen_by(policy, viewer),
        }
    }

    fn sees(&self, policy: &Policy, item: &Item) -> Option<Fields> {
        match &self.reader {
            Reader::Full => Some(ALL_FIELDS),
            Reader::Viewer(viewer) => (policy.may_see)(
                viewer,
                &Thing {
                    audience: &item.audience,
                    cycle: &item.cycle,
                    author: item.author.as_ref(),
                    attribution: item.attribution,
                    is_shown: item.is_shown,
                },
            ),
        }
    }

    /// A published answer is for everybody who may see its item; drafts are not in a reader's export.
    fn note_answer(&mut self, db: &Db<'_>, number: ItemNumber) -> Result<(), Fault> {
        let work = answer::work(db, number)?;
        if work.published.is_some() {
            let drafts = work
                .draft
                .iter()
                .chain(&work.replaced)
                .map(|draft| draft.seq);
            self.answer_lines.extend(drafts.chain(work.published_seq));
        }
        Ok(())
    }

    /// Whether the reader may see an item's number.
    pub fn knows(&self, number: ItemNumber) -> bool {
        self.fields.contains_key(&number)
    }

    /// Whether a line stands in the export as it is; otherwise its hash does.
    pub fn shows(&self, entry: &Entry) -> Result<bool, Fault> {
        if entry.is_withheld() {
            return Ok(false);
        }
        let event: Value = serde_json::from_str(entry.event_json())?;
        let Some((variant, body)) = event.as_object().and_then(|event| event.iter().next()) else {
            return Ok(false);
        };
        Ok(match entry.room.as_str() {
            // What the forum says of itself and of its cycles is public.
            "forum" => true,
            "participant" => self.shows_person(variant),
            "document" => self.shows_document(body),
            "basis" => self.shows_document(body) && self.knows_grounds(body),
            // Captions name those who speak, as their session does.
            "session" | "caption" => self.shows_session(body),
            "transcript" => self.shows_record(body),
            "call" => body["cycle"].as_str() == Some(self.cycle.as_str()),
            _ => self.shows_item_line(entry, variant, body),
        })
    }

    fn shows_document(&self, body: &Value) -> bool {
        let id = body["id"].as_str().or_else(|| body["document"].as_str());
        let known = self.documents.iter();
        id.is_some_and(|id| {
            known
                .map(|document| document.id.as_str())
                .any(|each| each == id)
        })
    }

    /// What is said of a session names those invited: a reader who may not know who speaks does not get its lines.
    fn shows_session(&self, body: &Value) -> bool {
        let id = body["id"].as_str().or_else(|| body["session"].as_str());
        let is_open =
            |session: &&Session| self.reader.is_full() || session.attribution == Attribution::Named;
        let mut known = self.sessions.iter().filter(is_open);
        id.is_some_and(|id| known.any(|session| session.id.as_str() == id))
    }

    /// A line about a basis names its grounds, so a reader gets it only when they may know of all of them.
    fn knows_grounds(&self, body: &Value) -> bool {
        let grounds = body["grounds"].as_array().into_iter().flatten();
        self.reader.is_full()
            || grounds.into_iter().all(|ground| match ground.as_object() {
                None => ground == "OwnText",
                Some(ground) => {
                    let item = ground
                        .get("Item")
                        .map(|number| serde_json::from_value(number.clone()));
                    item.is_some_and(|number| number.is_ok_and(|number| self.knows(number)))
                }
            })
    }

    /// A record goes with its session, in the operator's own export alone: its line holds the file as it came, which
    /// nobody else may read.
    fn shows_record(&self, body: &Value) -> bool {
        let id = body["session"].as_str();
        let mut known = self.sessions.iter();
        self.reader.is_full() && known.any(|session| Some(session.id.as_str()) == id)
    }

    fn shows_person(&self, variant: &str) -> bool {
        match variant {
            "OrganisationNamed" => true,
            "Joined" | "ProfileChanged" => self.reader.sees_people(),
            _ => self.reader.is_full(),
        }
    }

    /// A reader sees a line only when all its items are theirs to see with their authors: the line names them.
    fn shows_item_line(&self, entry: &Entry, variant: &str, body: &Value) -> bool {
        let numbers = numbers_in(body);
        if self.reader.is_full() {
            return numbers.is_empty() || numbers.iter().any(|number| self.knows(*number));
        }
        let sees_author =
            |number: &ItemNumber| self.fields.get(number).is_some_and(|fields| fields.person);
        let is_open = match entry.room.as_str() {
            "docket" => ["Filed", "Confirmed", "Revised", "WordsErased"].contains(&variant),
            "answer" => self.answer_lines.contains(&entry.meta.seq),
            "comment" => true,
            _ => false,
        };
        is_open && !numbers.is_empty() && numbers.iter().all(sees_author)
    }

    /// The seals of a shown line whose words this reader does not get.
    pub fn kept_back(&self, entry: &Entry) -> Result<Vec<Seal>, Fault> {
        if self.reader.is_full() || entry.room != "participant" {
            return Ok(Vec::new());
        }
        let event: Value = serde_json::from_str(entry.event_json())?;
        let bodies = event
            .as_object()
            .into_iter()
            .flat_map(|event| event.values());
        let addresses = bodies.filter_map(|body| body["address"]["seal"].as_str());
        addresses
            .map(|seal| seal.parse().map_err(Fault::broken))
            .collect()
    }
}

/// The items an event speaks of.
fn numbers_in(body: &Value) -> Vec<ItemNumber> {
    let one = ["number", "with"]
        .into_iter()
        .filter_map(|name| body.get(name));
    let many = body.get("numbers").and_then(Value::as_array);
    one.chain(many.into_iter().flatten())
        .filter_map(|number| serde_json::from_value(number.clone()).ok())
        .collect()
}

/// The seals in a line and those it erases.
pub(super) fn seals_of(entry: &Entry) -> Result<(Vec<Seal>, Vec<Seal>), Fault> {
    let line = Line::read(&entry.line).map_err(Fault::broken)?;
    let seals = line.seals().map_err(Fault::broken)?;
    Ok((seals, line.erases().map_err(Fault::broken)?))
}
