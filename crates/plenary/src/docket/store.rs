//! The room's only SQL: items written and read one by one. Lists are in `list`, counts in `tally`.

use plenary_kit::db::{Db, Row, Tx};
use plenary_kit::event::Meta;
use plenary_kit::fault::Fault;
use plenary_kit::id::ParticipantId;
use plenary_kit::policy::Audience;
use plenary_kit::words::WordsKey;
use plenary_kit::{given, queries};

use super::event::Filed;
use super::number::{FIRST_CODE, ItemNumber};
use super::rules::{Format, Item};
use super::standing::Standing;
use super::tally;

queries! {
    FILE = "INSERT INTO docket_item (number, seq, cycle, kind, door, author, grp, on_behalf, mark, attribution, audience, lang, \
            title, about, filed, is_shown, state, turn, due, answered, changed) \
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?2)";
    ADD_TEXT = "INSERT INTO docket_text (number, place, question, words, format) VALUES (?1, ?2, ?3, ?4, ?5)";
    ADD_FILE = "INSERT INTO docket_file (number, place, name, media_type, bytes, words) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
    ADD_READER = "INSERT INTO docket_reader (list, participant) VALUES (?1, ?2) ON CONFLICT (list, participant) DO NOTHING";
    SHOW = "UPDATE docket_item SET is_shown = 1 WHERE number = ?1";
    STAND = "UPDATE docket_item SET state = ?2, turn = ?3, due = ?4, answered = ?5, changed = ?6 WHERE number = ?1";
    WITHDRAW = "UPDATE docket_item SET withdrawn = ?2, changed = ?3 WHERE number = ?1";
    TOUCH = "UPDATE docket_item SET changed = ?2 WHERE number = ?1";
    ITEM = "SELECT number, seq, cycle, kind, door, author, grp, on_behalf, mark, attribution, audience, lang, title, about, \
            filed, is_shown, state, turn, due, answered, withdrawn, changed FROM docket_item WHERE number = ?1";
    LAST_PLAIN = "SELECT MAX(number) FROM docket_item WHERE number < ?1";
    TEXTS = "SELECT t.question, t.words, t.format, w.body FROM docket_text t LEFT JOIN words w ON w.id = t.words \
             WHERE t.number = ?1 ORDER BY t.place";
    FILES = "SELECT f.place, f.name, f.media_type, f.bytes, f.words, w.body FROM docket_file f \
             LEFT JOIN words w ON w.id = f.name WHERE f.number = ?1 ORDER BY f.place";
    FILE_BODY = "SELECT f.media_type, n.body, w.body FROM docket_file f LEFT JOIN words n ON n.id = f.name \
                 LEFT JOIN words w ON w.id = f.words WHERE f.number = ?1 AND f.place = ?2";
    WORDS_BODY = "SELECT body FROM words WHERE id = ?1";
    READERS = "SELECT participant FROM docket_reader WHERE list = ?1 ORDER BY participant";
    LISTS_OF = "SELECT list FROM docket_reader WHERE participant = ?1 ORDER BY list";
    ITEMS_BY = "SELECT number, seq, cycle, kind, door, author, grp, on_behalf, mark, attribution, audience, lang, title, about, \
                filed, is_shown, state, turn, due, answered, withdrawn, changed FROM docket_item \
                WHERE author = ?1 AND seq < ?2 ORDER BY seq DESC LIMIT ?3";
}

/// One text of an item as it is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ItemText {
    /// The question it answers.
    pub question: Option<String>,
    /// Where the words stand.
    pub words: WordsKey,
    /// How they are written.
    pub format: Format,
    /// The words; none once they were erased.
    pub text: Option<String>,
}

/// A file of an item as it is listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ItemFile {
    /// Its place among the item's files.
    pub place: i64,
    /// Its name; none once it was erased.
    pub name: Option<String>,
    /// Its media type.
    pub media_type: String,
    /// Its size in bytes.
    pub bytes: u64,
    /// Where its name and what it holds stand.
    pub words: [WordsKey; 2],
}

/// A file of an item with what it holds.
pub struct FileBody {
    /// Its name.
    pub name: String,
    /// Its media type.
    pub media_type: String,
    /// What it holds.
    pub bytes: Vec<u8>,
}

pub(super) fn file(tx: &Tx<'_>, filed: &Filed, meta: &Meta) -> Result<(), Fault> {
    let standing = if filed.is_shown {
        Standing::filed(meta.at)
    } else {
        Standing::unconfirmed()
    };
    let title = filed.title.as_ref().map(|title| title.key(meta));
    tx.run(
        FILE,
        given![
            filed.number,
            meta.seq,
            filed.cycle,
            filed.kind,
            filed.door,
            filed.author,
            filed.group,
            filed.on_behalf,
            filed.mark,
            filed.attribution,
            filed.audience,
            filed.lang,
            title,
            filed.about,
            meta.at,
            filed.is_shown,
            standing.state,
            standing.turn,
            standing.due,
            standing.answered
        ],
    )?;
    for (place, text) in filed.texts.iter().enumerate() {
        tx.run(
            ADD_TEXT,
            given![
                filed.number,
                place,
                text.question,
                text.words.key(meta),
                text.format
            ],
        )?;
    }
    for (place, file) in filed.files.iter().enumerate() {
        let (name, words) = (file.name.key(meta), file.words.key(meta));
        tx.run(
            ADD_FILE,
            given![
                filed.number,
                place,
                name,
                file.media_type,
                file.bytes,
                words
            ],
        )?;
    }
    for reader in &filed.readers {
        tx.run(ADD_READER, given![filed.number.to_string(), reader])?;
    }
    match item(tx, filed.number)? {
        Some(item) => tally::enter(tx, &item),
        None => Err(Fault::broken("an item vanished while it was filed")),
    }
}

pub(super) fn confirm(tx: &Tx<'_>, number: ItemNumber, meta: &Meta) -> Result<(), Fault> {
    tx.run(SHOW, given![number])?;
    // The clock of the answer starts when the item can be read.
    stand(tx, number, &Standing::filed(meta.at), meta)
}

pub(super) fn add_reader(
    tx: &Tx<'_>,
    number: ItemNumber,
    reader: &ParticipantId,
    meta: &Meta,
) -> Result<(), Fault> {
    tx.run(ADD_READER, given![number.to_string(), reader])?;
    touch(tx, number, meta)
}

/// Notes that something of the item's page changed.
pub fn touch(tx: &Tx<'_>, number: ItemNumber, meta: &Meta) -> Result<(), Fault> {
    tx.run(TOUCH, given![number, meta.seq]).map(|_| ())
}

/// Says where an item stands from now on; called by the `apply` of the rooms that answer.
pub fn stand(
    tx: &Tx<'_>,
    number: ItemNumber,
    standing: &Standing,
    meta: &Meta,
) -> Result<(), Fault> {
    let before =
        item(tx, number)?.ok_or_else(|| Fault::broken(format!("there is no item {number}")))?;
    tally::leave(tx, &before)?;
    tx.run(
        STAND,
        given![
            number,
            standing.state,
            standing.turn,
            standing.due,
            standing.answered,
            meta.seq
        ],
    )?;
    let after =
        item(tx, number)?.ok_or_else(|| Fault::broken(format!("there is no item {number}")))?;
    tally::enter(tx, &after)
}

/// Marks an item as taken back by its author; its number and its place stay.
pub fn withdraw(tx: &Tx<'_>, number: ItemNumber, meta: &Meta) -> Result<(), Fault> {
    tx.run(WITHDRAW, given![number, meta.at, meta.seq])
        .map(|_| ())
}

/// One item, whoever may see it: the caller asks the policy.
pub fn item(db: &Db<'_>, number: ItemNumber) -> Result<Option<Item>, Fault> {
    db.one(ITEM, given![number], item_row)
}

/// The items of an author before a line of the ledger, newest first; from the start with `u64::MAX`.
pub fn items_by(
    db: &Db<'_>,
    author: &ParticipantId,
    before: u64,
    limit: usize,
) -> Result<Vec<Item>, Fault> {
    db.all(ITEMS_BY, given![author, before, limit], item_row)
}

/// Reads the columns of `ITEM` in their order.
pub(super) fn item_row(row: &Row<'_>) -> Result<Item, Fault> {
    Ok(Item {
        number: row.get(0)?,
        seq: row.get(1)?,
        cycle: row.get(2)?,
        kind: row.get(3)?,
        door: row.get(4)?,
        author: row.get(5)?,
        group: row.get(6)?,
        on_behalf: row.get(7)?,
        mark: row.get(8)?,
        attribution: row.get(9)?,
        audience: row.get::<Audience>(10)?,
        lang: row.get(11)?,
        title: row.get(12)?,
        about: row.get(13)?,
        filed: row.get(14)?,
        is_shown: row.get(15)?,
        standing: Standing {
            state: row.get(16)?,
            turn: row.get(17)?,
            due: row.get(18)?,
            answered: row.get(19)?,
        },
        withdrawn: row.get(20)?,
        changed: row.get(21)?,
    })
}

/// The highest plain number given so far; 0 when none was.
pub fn last_plain(db: &Db<'_>) -> Result<i64, Fault> {
    db.number(LAST_PLAIN, given![FIRST_CODE])
}

/// The texts of an item in their order.
pub fn texts(db: &Db<'_>, number: ItemNumber) -> Result<Vec<ItemText>, Fault> {
    db.all(TEXTS, given![number], |row| {
        Ok(ItemText {
            question: row.get(0)?,
            words: row.get(1)?,
            format: row.get(2)?,
            text: row.get(3)?,
        })
    })
}

/// The files of an item in their order.
pub fn files(db: &Db<'_>, number: ItemNumber) -> Result<Vec<ItemFile>, Fault> {
    db.all(FILES, given![number], |row| {
        Ok(ItemFile {
            place: row.get(0)?,
            name: row.get(5)?,
            media_type: row.get(2)?,
            bytes: row.get(3)?,
            words: [row.get(1)?, row.get(4)?],
        })
    })
}

/// One file with what it holds; none when it never was or was erased.
pub fn file_body(db: &Db<'_>, number: ItemNumber, place: i64) -> Result<Option<FileBody>, Fault> {
    let found = db.one(FILE_BODY, given![number, place], |row| {
        Ok((
            row.get::<String>(0)?,
            row.get::<Option<String>>(1)?,
            row.get::<Option<Vec<u8>>>(2)?,
        ))
    })?;
    Ok(found.and_then(|(media_type, name, bytes)| {
        Some(FileBody {
            name: name?,
            media_type,
            bytes: bytes?,
        })
    }))
}

/// The text under a key; none once it was erased.
pub fn text(db: &Db<'_>, key: WordsKey) -> Result<Option<String>, Fault> {
    db.one(WORDS_BODY, given![key], |row| row.get(0))
}

/// Every place where words of an item stand: title, texts, files.
pub fn words_of(db: &Db<'_>, item: &Item) -> Result<Vec<WordsKey>, Fault> {
    let mut keys: Vec<WordsKey> = item.title.into_iter().collect();
    keys.extend(texts(db, item.number)?.into_iter().map(|text| text.words));
    keys.extend(
        files(db, item.number)?
            .into_iter()
            .flat_map(|file| file.words),
    );
    Ok(keys)
}

/// The named readers of a closed item.
pub fn readers(db: &Db<'_>, number: ItemNumber) -> Result<Vec<ParticipantId>, Fault> {
    db.all(READERS, given![number.to_string()], |row| row.get(0))
}

/// The lists of named readers a person is on.
pub fn lists_of(db: &Db<'_>, person: &ParticipantId) -> Result<Vec<String>, Fault> {
    db.all(LISTS_OF, given![person], |row| row.get(0))
}
