//! The room's only SQL.

use plenary_kit::db::{Db, Tx};
use plenary_kit::event::Meta;
use plenary_kit::fault::Fault;
use plenary_kit::id::{CycleId, ParticipantId};
use plenary_kit::time::Instant;
use plenary_kit::{given, queries};

use super::rules::{Call, Question};

queries! {
    PUBLISH = "INSERT INTO call (cycle, title, text, published, changed) VALUES (?1, ?2, ?3, ?4, ?5) \
               ON CONFLICT (cycle) DO UPDATE SET title = excluded.title, text = excluded.text, changed = excluded.changed";
    NO_QUESTIONS = "DELETE FROM call_question WHERE cycle = ?1";
    ADD_QUESTION = "INSERT INTO call_question (cycle, place, text, hint) VALUES (?1, ?2, ?3, ?4)";
    CALL = "SELECT title, text, published, changed FROM call WHERE cycle = ?1";
    QUESTIONS = "SELECT text, hint FROM call_question WHERE cycle = ?1 ORDER BY place";
    SAVE_DRAFT = "INSERT INTO live_draft (id, participant, cycle, fields, saved) VALUES (?1, ?2, ?3, ?4, ?5) \
                  ON CONFLICT (id) DO UPDATE SET fields = excluded.fields, saved = excluded.saved";
    DRAFT = "SELECT participant, cycle, fields FROM live_draft WHERE id = ?1";
    DROP_DRAFT = "DELETE FROM live_draft WHERE id = ?1";
    DRAFTS_OF = "SELECT id, cycle, fields, saved FROM live_draft WHERE participant = ?1 ORDER BY saved DESC, id LIMIT ?2";
    DROP_DRAFTS_OF = "DELETE FROM live_draft WHERE participant = ?1";
    DROP_OLD_DRAFTS = "DELETE FROM live_draft WHERE saved < ?1";
}

pub(super) fn publish(
    tx: &Tx<'_>,
    cycle: &CycleId,
    title: &str,
    text: &str,
    questions: &[Question],
    meta: &Meta,
) -> Result<(), Fault> {
    tx.run(PUBLISH, given![cycle, title, text, meta.at, meta.seq])?;
    tx.run(NO_QUESTIONS, given![cycle])?;
    for (place, question) in questions.iter().enumerate() {
        tx.run(
            ADD_QUESTION,
            given![cycle, place, question.text, question.hint],
        )?;
    }
    Ok(())
}

/// The call of a cycle, once it is published.
pub fn call(db: &Db<'_>, cycle: &CycleId) -> Result<Option<Call>, Fault> {
    let call = db.one(CALL, given![cycle], |row| {
        Ok(Call {
            title: row.get(0)?,
            text: row.get(1)?,
            questions: Vec::new(),
            published: row.get(2)?,
            changed: row.get(3)?,
        })
    })?;
    call.map(|call| {
        let questions = db.all(QUESTIONS, given![cycle], |row| {
            Ok(Question {
                text: row.get(0)?,
                hint: row.get(1)?,
            })
        })?;
        Ok(Call { questions, ..call })
    })
    .transpose()
}

/// A half-written contribution.
#[derive(Clone, Debug)]
pub struct Draft {
    /// Its id: a secret that opens it, since a guest has nothing else.
    pub id: String,
    /// Whose it is; a guest's is nobody's.
    pub participant: Option<ParticipantId>,
    /// The cycle it is for.
    pub cycle: CycleId,
    /// What was typed, field by field.
    pub fields: Vec<(String, String)>,
}

/// A draft as `/me` lists it.
#[derive(Clone, Debug)]
pub struct DraftLine {
    /// Its id.
    pub id: String,
    /// Its title as typed so far.
    pub title: String,
    /// When it was saved.
    pub saved: Instant,
}

pub(super) fn save_draft(tx: &Tx<'_>, draft: &Draft, now: Instant) -> Result<(), Fault> {
    let fields = serde_json::to_string(&draft.fields)?;
    tx.run(
        SAVE_DRAFT,
        given![draft.id, draft.participant, draft.cycle, fields, now],
    )
    .map(|_| ())
}

pub(super) fn draft(db: &Db<'_>, id: &str) -> Result<Option<Draft>, Fault> {
    let row = db.one(DRAFT, given![id], |row| {
        Ok((row.get(0)?, row.get(1)?, row.get::<String>(2)?))
    })?;
    row.map(|(participant, cycle, fields)| {
        Ok(Draft {
            id: id.to_owned(),
            participant,
            cycle,
            fields: serde_json::from_str(&fields)?,
        })
    })
    .transpose()
}

pub(super) fn drop_draft(tx: &Tx<'_>, id: &str) -> Result<(), Fault> {
    tx.run(DROP_DRAFT, given![id]).map(|_| ())
}

/// The drafts of a person, the last saved first.
pub fn drafts_of(
    db: &Db<'_>,
    person: &ParticipantId,
    limit: usize,
) -> Result<Vec<DraftLine>, Fault> {
    db.all(DRAFTS_OF, given![person, limit], |row| {
        let fields: Vec<(String, String)> = serde_json::from_str(&row.get::<String>(2)?)?;
        let title = fields
            .into_iter()
            .find(|(name, _)| name == "title")
            .map(|(_, value)| value);
        Ok(DraftLine {
            id: row.get(0)?,
            title: title.unwrap_or_default(),
            saved: row.get(3)?,
        })
    })
}

/// Destroys the drafts of a person whose data is erased.
pub fn forget_person(tx: &Tx<'_>, person: &ParticipantId) -> Result<(), Fault> {
    tx.run(DROP_DRAFTS_OF, given![person]).map(|_| ())
}

/// Drops drafts that nobody has touched since.
pub fn drop_old_drafts(tx: &Tx<'_>, before: Instant) -> Result<(), Fault> {
    tx.run(DROP_OLD_DRAFTS, given![before]).map(|_| ())
}
