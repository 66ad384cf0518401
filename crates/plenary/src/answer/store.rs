//! The room's SQL: what was done about an item, written and read one by one. Lists are in the folder `store`.

use plenary_kit::db::{Db, Row, Tx};
use plenary_kit::event::Meta;
use plenary_kit::fault::Fault;
use plenary_kit::id::ParticipantId;
use plenary_kit::policy::Audience;
use plenary_kit::time::Instant;
use plenary_kit::words::{Words, WordsKey};
use plenary_kit::{given, queries};

use super::event::{Answer, AnswerEvent, Place, Reply, Target};
use super::rules::{Disposition, ReplyState};
use crate::docket::standing::{INQUIRY_WITHIN_MS, REPLY_WITHIN_MS};
use crate::docket::{Item, ItemNumber, Standing, Turn, WorkState, store as docket};

pub mod list;
pub mod place;

pub use place::{DraftChange, DraftPlace, NamedPlace};
use place::{add_place, named_place};

queries! {
    BEGIN_WORK = "INSERT INTO answer (number, cycle, audience, is_list) VALUES (?1, ?2, ?3, ?4) ON CONFLICT (number) DO NOTHING";
    SCREEN = "UPDATE answer SET screened_by = ?2, screened = ?3 WHERE number = ?1";
    ASSIGN = "UPDATE answer SET assigned_by = ?2, assigned_to = ?3, assigned = ?4 WHERE number = ?1";
    DRAFT = "UPDATE answer SET draft = ?2, sent_back = NULL, sent_back_by = NULL WHERE number = ?1";
    ADD_DRAFT = "INSERT INTO answer_draft (seq, number, disposition, reason, target_item, target_words, place, old, new, drafted_by, drafted) \
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)";
    SEND_BACK = "UPDATE answer SET sent_back = ?2, sent_back_by = ?3, agreed_by = NULL, agreed = NULL WHERE number = ?1";
    AGREE = "UPDATE answer SET agreed_by = ?2, agreed = ?3 WHERE number = ?1";
    PUBLISH = "UPDATE answer SET disposition = (SELECT d.disposition FROM answer_draft d WHERE d.seq = answer.draft), \
               published_by = ?2, published = ?3, published_seq = ?4, first = draft WHERE number = ?1";
    REPLY = "UPDATE answer SET reply = ?2, reply_words = ?3, replied = ?4 WHERE number = ?1";
    INQUIRY = "UPDATE answer SET inquiry_words = ?2, inquiry_by = ?3, inquiry_answered = ?4 WHERE number = ?1";
    REPLACE = "UPDATE answer SET draft = ?2, disposition = ?3 WHERE number = ?1";
    KEEP_WORDS = "INSERT INTO answer_words (words, number, by_author) VALUES (?1, ?2, ?3)";
    WORDS_BY = "SELECT words FROM answer_words WHERE by_author = ?1 ORDER BY words";
    ITEMS_WITH_WORDS_BY = "SELECT DISTINCT number FROM answer_words WHERE by_author = ?1 ORDER BY number";
    WORK = "SELECT assigned_to, draft, agreed_by, sent_back, sent_back_by, published_by, published, published_seq, first, \
            reply, reply_words, replied, inquiry_words, inquiry_by, inquiry_answered, screened_by, screened, agreed \
            FROM answer WHERE number = ?1";
    ONE_DRAFT = "SELECT d.seq, d.disposition, d.reason, d.target_item, d.target_words, d.place, d.old, d.new, d.drafted_by, d.drafted, \
                 p.document, p.version, p.block, p.first_letter, p.end_letter, p.is_after \
                 FROM answer_draft d LEFT JOIN answer_place p ON p.seq = d.seq WHERE d.seq = ?1";
}

/// An answer as it stands in the tables: drafted, or out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// The line of the ledger that holds it.
    pub seq: u64,
    /// What becomes of the item.
    pub disposition: Disposition,
    /// Why.
    pub reason: WordsKey,
    /// The item it points at.
    pub target_item: Option<ItemNumber>,
    /// Where else it points.
    pub target_words: Option<WordsKey>,
    /// What changed.
    pub change: Option<DraftChange>,
    /// Who wrote it.
    pub by: Option<ParticipantId>,
    /// When.
    pub at: Instant,
}

/// Something done by somebody at some time.
pub type Step = (Option<ParticipantId>, Instant);

/// What the author replied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replied {
    /// Whether the answer will do.
    pub is_satisfied: bool,
    /// In the author's words.
    pub words: Option<WordsKey>,
    /// When.
    pub at: Instant,
}

/// What was done about an item.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Work {
    /// Who looked at it.
    pub screened: Option<Step>,
    /// Who drafts the answer.
    pub assigned_to: Option<ParticipantId>,
    /// The draft; once published, the answer that stands.
    pub draft: Option<Draft>,
    /// The answer that was published first, where an inquiry put another in its place.
    pub replaced: Option<Draft>,
    /// Who agreed to it.
    pub agreed: Option<Step>,
    /// Why the draft was sent back, and by whom.
    pub sent_back: Option<(WordsKey, Option<ParticipantId>)>,
    /// Who published it.
    pub published: Option<Step>,
    /// The line of the ledger that published it.
    pub published_seq: Option<u64>,
    /// What the author replied.
    pub reply: Option<Replied>,
    /// What the inquiry found.
    pub inquiry: Option<(WordsKey, Step)>,
}

impl Work {
    /// The line of the ledger that the draft came with; 0 without one.
    pub fn draft_line(&self) -> u64 {
        let draft = self.draft.as_ref();
        draft.map_or(0, |draft| draft.reason.line())
    }

    /// Until when the author may reply without being late; nothing when there is nothing to reply to.
    pub fn reply_until(&self, item: &Item) -> Option<Instant> {
        let is_retracted = self
            .draft
            .as_ref()
            .is_some_and(|draft| draft.disposition == Disposition::Retracted);
        let (_, at) = self.published.as_ref()?;
        let is_awaited = item.author.is_some() && !is_retracted;
        is_awaited.then(|| at.plus_ms(REPLY_WITHIN_MS))
    }

    /// What came back from the author so far.
    pub fn reply_state(&self, item: &Item, now: Instant) -> ReplyState {
        match (self.reply_until(item), &self.reply, &self.inquiry) {
            (None, _, _) => ReplyState::NotSent,
            (Some(until), None, _) if now < until => ReplyState::Sent,
            (Some(_), None, _) => ReplyState::NoReply,
            (_, Some(reply), _) if reply.is_satisfied => ReplyState::Satisfied,
            (_, Some(_), None) => ReplyState::InquiryOpen,
            (_, Some(_), Some(_)) => ReplyState::InquiryAnswered,
        }
    }
}

/// What was done about an item so far.
pub fn work(db: &Db<'_>, number: ItemNumber) -> Result<Work, Fault> {
    let Some((mut work, draft, first)) = db.one(WORK, given![number], work_row)? else {
        return Ok(Work::default());
    };
    work.draft = maybe_draft(db, draft)?;
    work.replaced = maybe_draft(db, first.filter(|_| first != draft))?;
    Ok(work)
}

fn maybe_draft(db: &Db<'_>, seq: Option<u64>) -> Result<Option<Draft>, Fault> {
    match seq {
        Some(seq) => db.one(ONE_DRAFT, given![seq], draft_row),
        None => Ok(None),
    }
}

fn work_row(row: &Row<'_>) -> Result<(Work, Option<u64>, Option<u64>), Fault> {
    let step = |by: usize, at: usize| -> Result<Option<Step>, Fault> {
        let by: Option<ParticipantId> = row.get(by)?;
        Ok(row.get::<Option<Instant>>(at)?.map(|at| (by, at)))
    };
    let reply = row.get::<Option<String>>(9)?;
    let words = row.get(10)?;
    let replied = reply.zip(row.get::<Option<Instant>>(11)?);
    let sent_back_by = row.get(4)?;
    let work = Work {
        assigned_to: row.get(0)?,
        agreed: step(2, 17)?,
        sent_back: row
            .get::<Option<WordsKey>>(3)?
            .map(|why| (why, sent_back_by)),
        published: step(5, 6)?,
        published_seq: row.get(7)?,
        reply: replied.map(|(word, at)| Replied {
            is_satisfied: word == SATISFIED,
            words,
            at,
        }),
        inquiry: row.get::<Option<WordsKey>>(12)?.zip(step(13, 14)?),
        screened: step(15, 16)?,
        draft: None,
        replaced: None,
    };
    Ok((work, row.get(1)?, row.get(8)?))
}

fn draft_row(row: &Row<'_>) -> Result<Draft, Fault> {
    let (old, new) = (row.get(6)?, row.get(7)?);
    let place = match (row.get::<Option<WordsKey>>(5)?, named_place(row, 10)?) {
        (_, Some(named)) => Some(DraftPlace::Named(named)),
        (Some(words), None) => Some(DraftPlace::InWords(words)),
        (None, None) => None,
    };
    Ok(Draft {
        seq: row.get(0)?,
        disposition: row.get(1)?,
        reason: row.get(2)?,
        target_item: row.get(3)?,
        target_words: row.get(4)?,
        change: place.map(|place| DraftChange { place, old, new }),
        by: row.get(8)?,
        at: row.get(9)?,
    })
}

/// The texts a person wrote in this room as an author: replies, and reasons for taking an item back.
pub fn words_by(db: &Db<'_>, person: &ParticipantId) -> Result<Vec<WordsKey>, Fault> {
    db.all(WORDS_BY, given![person], |row| row.get(0))
}

/// Destroys letters that quote what an erased person wrote in this room.
pub fn forget_person(tx: &Tx<'_>, person: &ParticipantId) -> Result<(), Fault> {
    let items: Vec<ItemNumber> = tx.all(ITEMS_WITH_WORDS_BY, given![person], |row| row.get(0))?;
    items
        .iter()
        .try_for_each(|number| plenary_kit::mail::drop_letters_about(tx, &number.to_string()))
}

const SATISFIED: &str = "satisfied";
pub(super) const OBJECTS: &str = "objects";

pub(super) fn apply(tx: &Tx<'_>, event: &AnswerEvent, meta: &Meta) -> Result<(), Fault> {
    match event {
        AnswerEvent::Screened { number } => {
            begin(tx, *number)?;
            tx.run(SCREEN, given![*number, meta.by, meta.at])?;
            move_on(tx, *number, WorkState::Screened, Turn::Facilitator, meta)
        }
        AnswerEvent::Assigned { number, to } => assign(tx, *number, to, meta),
        AnswerEvent::Proposed { number, answer } => {
            begin(tx, *number)?;
            add_draft(tx, *number, answer, meta)?;
            tx.run(DRAFT, given![*number, meta.seq])?;
            move_on(tx, *number, WorkState::Proposed, Turn::Facilitator, meta)
        }
        AnswerEvent::SentBack { number, why } => send_back(tx, *number, why, meta),
        AnswerEvent::Agreed { number } => {
            tx.run(AGREE, given![*number, meta.by, meta.at])?;
            move_on(tx, *number, WorkState::Agreed, Turn::Secretariat, meta)
        }
        AnswerEvent::GivenToCluster { number, numbers } => give(tx, *number, numbers, meta),
        AnswerEvent::Published { numbers } => numbers
            .iter()
            .try_for_each(|number| publish(tx, *number, meta)),
        AnswerEvent::Retracted { number, reason } => retract(tx, *number, reason, meta),
        AnswerEvent::Replied { number, reply } => replied(tx, *number, reply, meta),
        AnswerEvent::InquiryAnswered {
            number,
            words,
            changed,
        } => answer_inquiry(tx, *number, words, changed.as_ref(), meta),
    }
}

/// The item an event speaks of.
fn item_of(tx: &Tx<'_>, number: ItemNumber) -> Result<Item, Fault> {
    docket::item(tx, number)?.ok_or_else(|| Fault::broken(format!("there is no item {number}")))
}

/// Makes sure that the item has its row here.
fn begin(tx: &Tx<'_>, number: ItemNumber) -> Result<Item, Fault> {
    let item = item_of(tx, number)?;
    let is_list = matches!(item.audience, Audience::List(_));
    let key = item.audience.key();
    tx.run(BEGIN_WORK, given![number, item.cycle, key, is_list])?;
    Ok(item)
}

/// The next step towards the answer; the answer's own date stays.
fn move_on(
    tx: &Tx<'_>,
    number: ItemNumber,
    state: WorkState,
    turn: Turn,
    meta: &Meta,
) -> Result<(), Fault> {
    let standing = Standing {
        state,
        turn,
        due: item_of(tx, number)?.standing.due,
        answered: None,
    };
    docket::stand(tx, number, &standing, meta)
}

fn assign(tx: &Tx<'_>, number: ItemNumber, to: &ParticipantId, meta: &Meta) -> Result<(), Fault> {
    let item = begin(tx, number)?;
    tx.run(ASSIGN, given![number, meta.by, to, meta.at])?;
    match item.standing.state {
        // The draft stays as it is; somebody else looks after it from now on.
        WorkState::Proposed => docket::touch(tx, number, meta),
        _ => move_on(tx, number, WorkState::Assigned, Turn::Editor, meta),
    }
}

fn send_back(tx: &Tx<'_>, number: ItemNumber, why: &Words, meta: &Meta) -> Result<(), Fault> {
    let key = keep(tx, number, why, None, meta)?;
    tx.run(SEND_BACK, given![number, key, meta.by])?;
    match work(tx, number)?.assigned_to {
        Some(_) => move_on(tx, number, WorkState::Assigned, Turn::Editor, meta),
        None => move_on(tx, number, WorkState::Screened, Turn::Facilitator, meta),
    }
}

/// One answer stands for all of them; it is not written down once more.
fn give(tx: &Tx<'_>, number: ItemNumber, others: &[ItemNumber], meta: &Meta) -> Result<(), Fault> {
    let answer = work(tx, number)?.draft.map(|draft| draft.seq);
    for other in others {
        begin(tx, *other)?;
        tx.run(DRAFT, given![*other, answer])?;
        tx.run(AGREE, given![*other, meta.by, meta.at])?;
        move_on(tx, *other, WorkState::Agreed, Turn::Secretariat, meta)?;
    }
    Ok(())
}

fn publish(tx: &Tx<'_>, number: ItemNumber, meta: &Meta) -> Result<(), Fault> {
    let item = item_of(tx, number)?;
    tx.run(PUBLISH, given![number, meta.by, meta.at, meta.seq])?;
    let is_awaited = item.author.is_some();
    let standing = Standing {
        state: WorkState::Published,
        turn: if is_awaited {
            Turn::Author
        } else {
            Turn::Nobody
        },
        due: is_awaited.then(|| meta.at.plus_ms(REPLY_WITHIN_MS)),
        answered: Some(meta.at),
    };
    docket::stand(tx, number, &standing, meta)
}

fn retract(tx: &Tx<'_>, number: ItemNumber, reason: &Words, meta: &Meta) -> Result<(), Fault> {
    let item = begin(tx, number)?;
    let reason = keep(tx, number, reason, item.author.as_ref(), meta)?;
    let nothing: Option<WordsKey> = None;
    tx.run(
        ADD_DRAFT,
        given![
            meta.seq,
            number,
            Disposition::Retracted,
            reason,
            nothing,
            nothing,
            nothing,
            nothing,
            nothing,
            meta.by,
            meta.at
        ],
    )?;
    tx.run(DRAFT, given![number, meta.seq])?;
    tx.run(PUBLISH, given![number, meta.by, meta.at, meta.seq])?;
    docket::withdraw(tx, number, meta)?;
    docket::stand(tx, number, &over(meta.at), meta)
}

/// It is over: nobody's move is awaited.
fn over(answered: Instant) -> Standing {
    Standing {
        state: WorkState::Published,
        turn: Turn::Nobody,
        due: None,
        answered: Some(answered),
    }
}

fn replied(tx: &Tx<'_>, number: ItemNumber, reply: &Reply, meta: &Meta) -> Result<(), Fault> {
    let item = item_of(tx, number)?;
    let answered = item.standing.answered.unwrap_or(meta.at);
    let (word, words, standing) = match reply {
        Reply::Satisfied { words } => (SATISFIED, words.as_ref(), over(answered)),
        Reply::Objects { because } => {
            let due = Some(meta.at.plus_ms(INQUIRY_WITHIN_MS));
            let standing = Standing {
                turn: Turn::Facilitator,
                due,
                ..over(answered)
            };
            (OBJECTS, Some(because), standing)
        }
    };
    let key = words
        .map(|words| keep(tx, number, words, item.author.as_ref(), meta))
        .transpose()?;
    tx.run(REPLY, given![number, word, key, meta.at])?;
    docket::stand(tx, number, &standing, meta)
}

fn answer_inquiry(
    tx: &Tx<'_>,
    number: ItemNumber,
    words: &Words,
    changed: Option<&Answer>,
    meta: &Meta,
) -> Result<(), Fault> {
    let item = item_of(tx, number)?;
    let key = keep(tx, number, words, None, meta)?;
    tx.run(INQUIRY, given![number, key, meta.by, meta.at])?;
    if let Some(answer) = changed {
        add_draft(tx, number, answer, meta)?;
        tx.run(REPLACE, given![number, meta.seq, answer.disposition])?;
    }
    let answered = item.standing.answered.unwrap_or(meta.at);
    docket::stand(tx, number, &over(answered), meta)
}

fn add_draft(tx: &Tx<'_>, number: ItemNumber, answer: &Answer, meta: &Meta) -> Result<(), Fault> {
    let kept = |words: &Words| keep(tx, number, words, None, meta);
    let maybe = |words: Option<&Words>| words.map(kept).transpose();
    let (target_item, reference) = match &answer.target {
        Some(Target::Item(number)) => (Some(*number), None),
        Some(Target::Reference(words)) => (None, Some(words)),
        None => (None, None),
    };
    let place = answer.change.as_ref().map(|change| &change.place);
    let in_words = match place {
        Some(Place::InWords(words)) => Some(words),
        _ => None,
    };
    let old = answer
        .change
        .as_ref()
        .and_then(|change| change.old.as_ref());
    let new = answer
        .change
        .as_ref()
        .and_then(|change| change.new.as_ref());
    tx.run(
        ADD_DRAFT,
        given![
            meta.seq,
            number,
            answer.disposition,
            kept(&answer.reason)?,
            target_item,
            maybe(reference)?,
            maybe(in_words)?,
            maybe(old)?,
            maybe(new)?,
            meta.by,
            meta.at
        ],
    )?;
    match place {
        Some(Place::Passage(anchor)) => add_place(tx, number, anchor, false, meta),
        Some(Place::After(anchor)) => add_place(tx, number, anchor, true, meta),
        _ => Ok(()),
    }
}

/// Notes where a text stands, and whose it is when an author wrote it.
fn keep(
    tx: &Tx<'_>,
    number: ItemNumber,
    words: &Words,
    author: Option<&ParticipantId>,
    meta: &Meta,
) -> Result<WordsKey, Fault> {
    let key = words.key(meta);
    tx.run(KEEP_WORDS, given![key, number, author])?;
    Ok(key)
}
