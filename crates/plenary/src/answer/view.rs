//! What pages and letters show of an answer: its texts, and names as far as the viewer may know them.

use plenary_kit::app::App;
use plenary_kit::db::Db;
use plenary_kit::fault::Fault;
use plenary_kit::id::ParticipantId;
use plenary_kit::policy::Viewer;
use plenary_kit::time::Instant;
use plenary_kit::tongue::Tongue;
use plenary_kit::words::WordsKey;

use super::cluster::given_to;
use super::promise::Promise;
use super::rules::{Disposition, ReplyState};
use super::store::{self, Draft, DraftPlace, NamedPlace, Work};
use crate::comment::cluster_of;
use crate::docket::{Item, ItemNumber, WorkState, store as docket};
use crate::document::{self, VersionNumber, address_of, store as documents};
use crate::participant;

/// What an answer points at: what it is called, and where it is when it can be shown.
pub type Pointer = (String, Option<String>);

/// Where an answer says that a text changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ShownPlace {
    /// In words; erased ones are missing.
    InWords(Option<String>),
    /// A passage of a document that the viewer may read.
    Passage {
        /// The passage.
        named: NamedPlace,
        /// The document's word in addresses and its title.
        document: (String, String),
        /// The printed number of its block.
        label: String,
        /// Its words.
        words: String,
        /// The document's latest version.
        latest: VersionNumber,
    },
    /// A passage that the viewer may not read.
    Hidden,
}

impl ShownPlace {
    /// In a line: "Shared Expectations, version 3, 2.1 ¶3".
    pub fn in_words(&self, t: &Tongue) -> String {
        match self {
            ShownPlace::InWords(words) => {
                let erased = || t.say("answer-words-erased").into_owned();
                words.clone().unwrap_or_else(erased)
            }
            ShownPlace::Passage {
                named,
                document: (_, title),
                label,
                ..
            } => t.say_with(
                match named.is_after {
                    true => "answer-place-after",
                    false => "answer-place-passage",
                },
                &[
                    ("title", title.as_str().into()),
                    ("version", i64::from(named.anchor.version.0).into()),
                    ("label", label.as_str().into()),
                ],
            ),
            ShownPlace::Hidden => t.say("answer-place-hidden").into_owned(),
        }
    }

    /// Where to look: at what changed, once it did, else at the passage itself.
    pub fn href(&self, promise: Option<Promise>) -> Option<String> {
        let ShownPlace::Passage {
            named: NamedPlace { anchor, .. },
            document: (slug, _),
            latest,
            ..
        } = self
        else {
            return None;
        };
        let (version, block) = (anchor.version, anchor.block);
        Some(match promise {
            Some(Promise::Kept) => {
                format!("/documents/{slug}/compare/{version}/{latest}#from-b{block}")
            }
            _ => address_of(slug, version, block),
        })
    }
}

/// What an answer says changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShownChange {
    /// Where.
    pub place: ShownPlace,
    /// The old words.
    pub old: Option<String>,
    /// The new words.
    pub new: Option<String>,
}

/// An answer with its texts; a text is missing once it was erased.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// What becomes of the item.
    pub disposition: Disposition,
    /// Why.
    pub reason: Option<String>,
    /// The item it points at.
    pub target_item: Option<ItemNumber>,
    /// What it points at, as far as that may be named.
    pub target: Option<Pointer>,
    /// What changed.
    pub change: Option<ShownChange>,
    /// Who wrote it, for those who may know who takes part.
    pub by: Option<String>,
    /// When it was written.
    pub at: Instant,
}

/// An answer's texts as the viewer may read them; the caller has asked the policy for its item.
pub fn shown(app: &App, db: &Db<'_>, viewer: &Viewer, draft: &Draft) -> Result<Shown, Fault> {
    let text = |key: WordsKey| docket::text(db, key);
    let maybe = |key: Option<WordsKey>| key.map(text).transpose().map(Option::flatten);
    let change = match &draft.change {
        Some(change) => Some(ShownChange {
            place: match &change.place {
                DraftPlace::InWords(words) => ShownPlace::InWords(text(*words)?),
                DraftPlace::Named(named) => passage(app, db, viewer, named)?,
            },
            old: maybe(change.old)?,
            new: maybe(change.new)?,
        }),
        None => None,
    };
    Ok(Shown {
        disposition: draft.disposition,
        reason: text(draft.reason)?,
        target_item: draft.target_item,
        target: match draft.target_item {
            Some(number) => item_pointer(app, db, viewer, number)?,
            None => maybe(draft.target_words)?.map(reference),
        },
        change,
        by: match draft.disposition {
            // Who took an item back is its author, and whether they are named is the item's own affair.
            Disposition::Retracted => None,
            _ => name_for(db, viewer, draft.by.as_ref())?,
        },
        at: draft.at,
    })
}

/// A passage is shown to those who may read its document.
fn passage(
    app: &App,
    db: &Db<'_>,
    viewer: &Viewer,
    named: &NamedPlace,
) -> Result<ShownPlace, Fault> {
    let document = documents::document(db, &named.anchor.document)?;
    let Some(document) = document.filter(|document| document.may_read(app.policy(), viewer)) else {
        return Ok(ShownPlace::Hidden);
    };
    let quote = document::quote(db, &named.anchor)?;
    let (label, words) = quote.map_or_else(Default::default, |quote| (quote.label, quote.exact));
    Ok(ShownPlace::Passage {
        named: named.clone(),
        document: (document.slug, document.title),
        label,
        words,
        latest: document.latest,
    })
}

/// Whether the text did what a published answer says, for a viewer who is told: those who answer for the cycle always,
/// everyone that it did, and everyone that it did not once the text is final.
fn told_promise(
    db: &Db<'_>,
    viewer: &Viewer,
    item: &Item,
    work: &Work,
) -> Result<Option<Promise>, Fault> {
    let Some(draft) = &work.draft else {
        return Ok(None);
    };
    let published = work.published_seq.filter(|_| work.published.is_some());
    let Some(promise) = super::promise::promise(db, item.number, draft, published)? else {
        return Ok(None);
    };
    if promise == Promise::Kept || viewer.answers_for(&item.cycle) {
        return Ok(Some(promise));
    }
    let named = draft
        .change
        .as_ref()
        .and_then(|change| change.place.named());
    let document = match named {
        Some(named) => documents::document(db, &named.anchor.document)?,
        None => None,
    };
    let is_over = document.is_some_and(|document| document.state.is_over());
    Ok((is_over && promise.is_open()).then_some(Promise::Broken))
}

/// An item is named only to those who may know of it.
fn item_pointer(
    app: &App,
    db: &Db<'_>,
    viewer: &Viewer,
    number: ItemNumber,
) -> Result<Option<Pointer>, Fault> {
    let item = docket::item(db, number)?;
    let seen = item.filter(|item| item.fields_for(app, viewer).is_some());
    Ok(seen.map(|item| (item.number.to_string(), Some(format!("/items/{number}")))))
}

/// An address is a link; anything else says in words where to look.
fn reference(words: String) -> Pointer {
    let is_address = words.starts_with("https://") || words.starts_with("http://");
    let href = (is_address && !words.contains(char::is_whitespace)).then(|| words.clone());
    (words, href)
}

/// A person's name for those who may know who takes part.
pub(super) fn name_for(
    db: &Db<'_>,
    viewer: &Viewer,
    person: Option<&ParticipantId>,
) -> Result<Option<String>, Fault> {
    match person {
        Some(id) if participant::may_see_people(viewer) => {
            Ok(participant::person(db, id)?.and_then(|person| person.name))
        }
        _ => Ok(None),
    }
}

/// Everything known of an item's answer, for one viewer.
pub(super) struct Dossier {
    pub item: Item,
    pub work: Work,
    /// The draft, or the answer that stands; a draft is there only for those who may answer.
    pub answer: Option<Shown>,
    /// Whether the text did what the answer says, for those who are told.
    pub promise: Option<Promise>,
    /// The answer that was published first, where an inquiry put another in its place.
    pub replaced: Option<Shown>,
    pub reply: Option<String>,
    pub reply_state: ReplyState,
    pub inquiry: Option<(Option<String>, Option<String>)>,
    pub sent_back: Option<(Option<String>, Option<String>)>,
    /// Those who can answer the item today, by id and name; for those who answer.
    pub answering: Vec<(ParticipantId, String)>,
    /// Those of its cluster that can be given its agreed answer.
    pub alike: usize,
}

impl Dossier {
    /// What is known of the item's answer; nothing when the item does not exist for the viewer.
    pub fn load(
        app: &App,
        db: &Db<'_>,
        viewer: &Viewer,
        number: ItemNumber,
    ) -> Result<Option<Dossier>, Fault> {
        let item = docket::item(db, number)?;
        match item.filter(|item| item.fields_for(app, viewer).is_some()) {
            Some(item) => Dossier::of(app, db, viewer, item).map(Some),
            None => Ok(None),
        }
    }

    fn of(app: &App, db: &Db<'_>, viewer: &Viewer, item: Item) -> Result<Dossier, Fault> {
        let work = store::work(db, item.number)?;
        let is_staff = super::rules::may_answer(viewer, &item).is_ok();
        let is_out = work.published.is_some();
        let text = |key: WordsKey| docket::text(db, key);
        let draft = work.draft.as_ref().filter(|_| is_out || is_staff);
        let sent_back = work.sent_back.clone().filter(|_| is_staff && !is_out);
        let names = match is_staff {
            true => answering(db, &item)?,
            false => Vec::new(),
        };
        let is_drafted = matches!(item.standing.state, WorkState::Proposed | WorkState::Agreed);
        let alike = match is_staff && is_drafted {
            true => cluster_of(app, db, viewer, item.number)?,
            false => Vec::new(),
        };
        Ok(Dossier {
            alike: given_to(viewer, &item, &alike).count(),
            answer: draft
                .map(|draft| shown(app, db, viewer, draft))
                .transpose()?,
            promise: told_promise(db, viewer, &item, &work)?,
            replaced: work
                .replaced
                .as_ref()
                .filter(|_| is_out)
                .map(|draft| shown(app, db, viewer, draft))
                .transpose()?,
            reply: work
                .reply
                .as_ref()
                .and_then(|reply| reply.words)
                .map(text)
                .transpose()?
                .flatten(),
            reply_state: work.reply_state(&item, app.now()),
            inquiry: match &work.inquiry {
                Some((words, (by, _))) => Some((text(*words)?, name_for(db, viewer, by.as_ref())?)),
                None => None,
            },
            sent_back: match sent_back {
                Some((why, by)) => Some((text(why)?, name_for(db, viewer, by.as_ref())?)),
                None => None,
            },
            answering: names,
            item,
            work,
        })
    }

    /// The ids of those who can answer the item today.
    pub fn answering_ids(&self) -> Vec<ParticipantId> {
        self.answering.iter().map(|(id, _)| id.clone()).collect()
    }
}

fn answering(db: &Db<'_>, item: &Item) -> Result<Vec<(ParticipantId, String)>, Fault> {
    let ids = super::acts::answering(db, item)?;
    let people = participant::people(db, &ids)?;
    let name = |id: &ParticipantId| people.get(id).and_then(|person| person.name.clone());
    let mut named: Vec<(ParticipantId, String)> = ids
        .into_iter()
        .filter(|id| item.author.as_ref() != Some(id))
        .map(|id| {
            let name = name(&id).unwrap_or_default();
            (id, name)
        })
        .collect();
    named.sort_by(|a, b| a.1.cmp(&b.1));
    Ok(named)
}
