//! The room's only SQL: rows as an export needs them.

use plenary_kit::db::Db;
use plenary_kit::fault::Fault;
use plenary_kit::id::{CycleId, OrganisationId, ParticipantId};
use plenary_kit::words::{self, WordsKey};
use plenary_kit::{given, queries};
use plenary_ledger::{Salt, Seal, WordsRow};

use crate::docket::ItemNumber;

queries! {
    NUMBERS = "SELECT number FROM docket_item WHERE cycle = ?1 ORDER BY seq";
    NUMBER_AT = "SELECT number FROM docket_item WHERE seq = ?1";
    OWNER = "SELECT participant FROM participant_words WHERE words = ?1";
    WORDS_OF_LINE = "SELECT seal, salt, body FROM words WHERE id >= ?1 AND id < ?2 ORDER BY id";
    BODY = "SELECT body FROM words WHERE id = ?1";
    PEOPLE = "SELECT id FROM participant ORDER BY joined, id";
    ORGANISATIONS = "SELECT id FROM organisation ORDER BY id";
}

/// The numbers of a cycle in the order of their filing.
pub(super) fn numbers(db: &Db<'_>, cycle: &CycleId) -> Result<Vec<ItemNumber>, Fault> {
    db.all(NUMBERS, given![cycle], |row| row.get(0))
}

/// The item that a line filed.
pub(super) fn number_at(db: &Db<'_>, seq: u64) -> Result<Option<ItemNumber>, Fault> {
    db.one(NUMBER_AT, given![seq], |row| row.get(0))
}

/// The person that words are about.
pub(super) fn owner(db: &Db<'_>, key: WordsKey) -> Result<Option<ParticipantId>, Fault> {
    db.one(OWNER, given![key], |row| row.get(0))
}

/// The words of a line that are still there, in their order.
pub(super) fn words_of_line(db: &Db<'_>, seq: u64) -> Result<Vec<WordsRow>, Fault> {
    let (from, to) = (words::first_key(seq)?, words::first_key(seq + 1)?);
    db.all(WORDS_OF_LINE, given![from, to], |row| {
        let salt: Vec<u8> = row.get(1)?;
        let salt: [u8; 16] = salt
            .try_into()
            .map_err(|_| Fault::broken("a salt is not 16 bytes"))?;
        let seal: Seal = row.get::<String>(0)?.parse().map_err(Fault::broken)?;
        let made = match String::from_utf8(row.get(2)?) {
            Ok(text) => WordsRow::of_text(Salt(salt), &text),
            Err(bytes) => WordsRow::of_bytes(Salt(salt), bytes.into_bytes()),
        };
        match made.seal == seal {
            true => Ok(made),
            false => Err(Fault::broken(format!(
                "the words of line {seq} do not fit their seal; run `plenary verify`"
            ))),
        }
    })
}

/// The text under a key; none once it was erased.
pub(super) fn text(db: &Db<'_>, key: WordsKey) -> Result<Option<String>, Fault> {
    db.one(BODY, given![key], |row| row.get(0))
}

/// Everybody, in the order of their joining.
pub(super) fn people(db: &Db<'_>) -> Result<Vec<ParticipantId>, Fault> {
    db.all(PEOPLE, given![], |row| row.get(0))
}

/// All organisations.
pub(super) fn organisations(db: &Db<'_>) -> Result<Vec<OrganisationId>, Fault> {
    db.all(ORGANISATIONS, given![], |row| row.get(0))
}
