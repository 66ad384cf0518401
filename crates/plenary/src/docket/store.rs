//! The room's SQL: items written and read one by one here; lists, counts, shelves and search in the folder `store`.

use plenary_kit::db::{Db, Row, Tx};
use plenary_kit::event::Meta;
use plenary_kit::fault::Fault;
use plenary_kit::id::ParticipantId;
use plenary_kit::policy::Audience;
use plenary_kit::time::Instant;
use plenary_kit::words::WordsKey;
use plenary_kit::{given, queries};
use plenary_ledger::{Kept, Salt, WordsRow};

use super::event::Filed;
use super::number::{FIRST_CODE, ItemNumber};
use super::rules::{Format, Item};
use super::standing::Standing;
use super::tally;

pub mod concern;
pub(in crate::docket) mod counts;
pub mod earlier;
pub mod list;
pub mod opening;
pub(in crate::docket) mod search_sqlite;
pub(in crate::docket) mod shelf;

queries! {
    FILE = "INSERT INTO docket_item (number, seq, cycle, kind, door, author, grp, on_behalf, mark, attribution, audience, lang, \
            title, about, filed, is_shown, state, turn, due, answered, changed, shelf, shown_grp, owed) \
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?2, ?21, ?22, ?23)";
    ADD_TEXT = "INSERT INTO docket_text (number, place, question, words, format) VALUES (?1, ?2, ?3, ?4, ?5)";
    ADD_FILE = "INSERT INTO docket_file (number, place, name, media_type, bytes, words) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
    ADD_READER = "INSERT INTO docket_reader (list, participant) VALUES (?1, ?2) ON CONFLICT (list, participant) DO NOTHING";
    SHOW = "UPDATE docket_item SET is_shown = 1, shelf = ?2 WHERE number = ?1";
    STAND = "UPDATE docket_item SET state = ?2, turn = ?3, due = ?4, answered = ?5, changed = ?6, owed = ?7 WHERE number = ?1";
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
    WORDS_ROW = "SELECT seal, salt, body FROM words WHERE id = ?1";
    NAMES = "SELECT changed FROM follow_docket_names WHERE id = 1";
    NOTE_NAMES = "INSERT INTO follow_docket_names (id, changed) VALUES (1, ?1) ON CONFLICT (id) DO UPDATE SET changed = excluded.changed";
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
    let item = as_filed(filed, standing, meta)?;
    let shelf = shelf::of(tx, &item)?;
    put(tx, &item, shelf)?;
    put_words(tx, filed, meta)?;
    concern::keep(tx, filed, meta)?;
    for reader in &filed.readers {
        tx.run(ADD_READER, given![filed.number.to_string(), reader])?;
    }
    tally::enter_for_good(tx, shelf, &item)?;
    tally::enter(tx, shelf, &item)?;
    shelf::change(tx, shelf, meta.seq)
}

fn as_filed(filed: &Filed, standing: Standing, meta: &Meta) -> Result<Item, Fault> {
    Ok(Item {
        number: filed.number,
        seq: meta.seq,
        cycle: filed.cycle.clone(),
        kind: filed.kind,
        door: filed.door,
        author: filed.author.clone(),
        group: filed.group.clone(),
        on_behalf: filed.on_behalf.clone(),
        mark: filed.mark,
        attribution: filed.attribution,
        audience: Audience::from_key(&filed.audience)?,
        lang: filed.lang.clone(),
        title: filed.title.as_ref().map(|title| title.key(meta)),
        about: filed.about,
        filed: meta.at,
        is_shown: filed.is_shown,
        standing,
        withdrawn: None,
        changed: meta.seq,
    })
}

fn put(tx: &Tx<'_>, item: &Item, shelf: i64) -> Result<(), Fault> {
    let (standing, audience) = (&item.standing, item.audience.key());
    tx.run(
        FILE,
        given![
            item.number,
            item.seq,
            item.cycle,
            item.kind,
            item.door,
            item.author,
            item.group,
            item.on_behalf,
            item.mark,
            item.attribution,
            audience,
            item.lang,
            item.title,
            item.about,
            item.filed,
            item.is_shown,
            standing.state,
            standing.turn,
            standing.due,
            standing.answered,
            shelf,
            tally::shown_group(item),
            owed(standing)
        ],
    )
    .map(|_| ())
}

/// By when an answer is owed; nothing once it is out, even while the author's reply is awaited.
fn owed(standing: &Standing) -> Option<Instant> {
    match standing.answered {
        None => standing.due,
        Some(_) => None,
    }
}

fn put_words(tx: &Tx<'_>, filed: &Filed, meta: &Meta) -> Result<(), Fault> {
    let number = filed.number;
    for (place, text) in filed.texts.iter().enumerate() {
        let words = text.words.key(meta);
        tx.run(
            ADD_TEXT,
            given![number, place, text.question, words, text.format],
        )?;
    }
    for (place, file) in filed.files.iter().enumerate() {
        let (name, words) = (file.name.key(meta), file.words.key(meta));
        tx.run(
            ADD_FILE,
            given![number, place, name, file.media_type, file.bytes, words],
        )?;
    }
    Ok(())
}

pub(super) fn confirm(tx: &Tx<'_>, number: ItemNumber, meta: &Meta) -> Result<(), Fault> {
    let mut item = there(tx, number)?;
    item.is_shown = true;
    let shelf = shelf::of(tx, &item)?;
    tx.run(SHOW, given![number, shelf])?;
    // The clock of the answer starts when the item can be read.
    item.standing = Standing::filed(meta.at);
    set_standing(tx, &item, meta)?;
    tally::enter_for_good(tx, shelf, &item)?;
    tally::enter(tx, shelf, &item)?;
    shelf::change(tx, shelf, meta.seq)
}

fn there(db: &Db<'_>, number: ItemNumber) -> Result<Item, Fault> {
    item(db, number)?.ok_or_else(|| Fault::broken(format!("there is no item {number}")))
}

fn set_standing(tx: &Tx<'_>, item: &Item, meta: &Meta) -> Result<(), Fault> {
    let standing = &item.standing;
    tx.run(
        STAND,
        given![
            item.number,
            standing.state,
            standing.turn,
            standing.due,
            standing.answered,
            meta.seq,
            owed(standing)
        ],
    )?;
    concern::note_changed(tx, item.number, meta)
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
    tx.run(TOUCH, given![number, meta.seq])?;
    concern::note_changed(tx, number, meta)?;
    let shelf = shelf::of(tx, &there(tx, number)?)?;
    shelf::change(tx, shelf, meta.seq)
}

/// Says where an item stands from now on; called by the `apply` of the rooms that answer.
pub fn stand(
    tx: &Tx<'_>,
    number: ItemNumber,
    standing: &Standing,
    meta: &Meta,
) -> Result<(), Fault> {
    let mut item = there(tx, number)?;
    let shelf = shelf::of(tx, &item)?;
    tally::leave(tx, shelf, &item)?;
    item.standing = standing.clone();
    set_standing(tx, &item, meta)?;
    tally::enter(tx, shelf, &item)?;
    shelf::change(tx, shelf, meta.seq)
}

/// Marks an item as taken back by its author; its number and its place stay.
pub fn withdraw(tx: &Tx<'_>, number: ItemNumber, meta: &Meta) -> Result<(), Fault> {
    tx.run(WITHDRAW, given![number, meta.at, meta.seq])?;
    touch(tx, number, meta)
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

/// The last line of the ledger that changed a name which pages show.
pub fn names_changed(db: &Db<'_>) -> Result<i64, Fault> {
    db.number(NAMES, given![])
}

/// Notes that a line of the ledger changed a name; a follower's work.
pub(super) fn note_names_changed(tx: &Tx<'_>, seq: u64) -> Result<(), Fault> {
    tx.run(NOTE_NAMES, given![seq]).map(|_| ())
}

/// Seal, salt and words, for a receipt: files are sealed by the line alone, so that a receipt stays small.
pub(super) fn carried(db: &Db<'_>, item: &Item) -> Result<Vec<WordsRow>, Fault> {
    let files = files(db, item.number)?;
    let is_file = |key: &WordsKey| files.iter().any(|file| file.words[1] == *key);
    let mut rows = Vec::new();
    let is_filed = |key: &WordsKey| key.line() == item.seq && !is_file(key);
    for key in words_of(db, item)?.into_iter().filter(is_filed) {
        rows.extend(db.one(WORDS_ROW, given![key], carried_row)?);
    }
    Ok(rows)
}

fn carried_row(row: &Row<'_>) -> Result<WordsRow, Fault> {
    let seal = row.get::<String>(0)?.parse().map_err(Fault::broken)?;
    let salt: Vec<u8> = row.get(1)?;
    let salt = Salt(
        salt.try_into()
            .map_err(|_| Fault::broken("a salt has the wrong length"))?,
    );
    let text = row.get::<String>(2)?;
    Ok(WordsRow {
        seal,
        kept: Kept::Text { salt, text },
    })
}

/// Every place where words of an item stand: title, texts, files, suggested wording, what it said before.
pub fn words_of(db: &Db<'_>, item: &Item) -> Result<Vec<WordsKey>, Fault> {
    let mut keys: Vec<WordsKey> = item.title.into_iter().collect();
    keys.extend(texts(db, item.number)?.into_iter().map(|text| text.words));
    keys.extend(
        files(db, item.number)?
            .into_iter()
            .flat_map(|file| file.words),
    );
    keys.extend(concern::concerns(db, item.number)?.suggestion);
    let earlier = earlier::earlier(db, item.number)?;
    keys.extend(earlier.into_iter().map(|text| text.words));
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
