//! What items said before their authors changed them: the old words stay in the record until they are erased.

use plenary_kit::db::{Db, Tx};
use plenary_kit::event::Meta;
use plenary_kit::fault::Fault;
use plenary_kit::time::Instant;
use plenary_kit::words::WordsKey;
use plenary_kit::{given, queries};

use crate::docket::event::Revised;
use crate::docket::number::ItemNumber;
use crate::docket::rules::Format;

queries! {
    KEEP_TEXT = "INSERT INTO docket_earlier (number, seq, place, what, words, format, at) \
                 SELECT number, ?2, place, 'text', words, format, ?3 FROM docket_text WHERE number = ?1 AND place = 0";
    KEEP_SUGGESTION = "INSERT INTO docket_earlier (number, seq, place, what, words, format, at) \
                       SELECT number, ?2, 1, 'suggestion', suggestion, 'plain', ?3 FROM docket_concern \
                       WHERE number = ?1 AND suggestion IS NOT NULL";
    DROP_TEXT = "DELETE FROM docket_text WHERE number = ?1 AND place = 0";
    PUT_TEXT = "INSERT INTO docket_text (number, place, question, words, format) VALUES (?1, 0, NULL, ?2, ?3)";
    PUT_CONCERN = "UPDATE docket_concern SET nature = ?2, suggestion = ?3 WHERE number = ?1";
    EARLIER = "SELECT e.what, e.words, e.format, e.at, w.body FROM docket_earlier e LEFT JOIN words w ON w.id = e.words \
               WHERE e.number = ?1 ORDER BY e.seq, e.place LIMIT ?2";
}

/// The most earlier texts of an item that are read.
const EARLIER_TEXTS: usize = 200;

/// A text of an item before its author changed it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Earlier {
    /// Whether it was the suggested wording; otherwise the item's own words.
    pub is_suggestion: bool,
    /// Where the words stand.
    pub words: WordsKey,
    /// How they are written.
    pub format: Format,
    /// When they were changed.
    pub until: Instant,
    /// The words; none once they were erased.
    pub text: Option<String>,
}

pub(in crate::docket) fn revise(tx: &Tx<'_>, revised: &Revised, meta: &Meta) -> Result<(), Fault> {
    let number = revised.number;
    tx.run(KEEP_TEXT, given![number, meta.seq, meta.at])?;
    tx.run(KEEP_SUGGESTION, given![number, meta.seq, meta.at])?;
    tx.run(DROP_TEXT, given![number])?;
    if let Some(text) = &revised.text {
        tx.run(PUT_TEXT, given![number, text.words.key(meta), text.format])?;
    }
    let suggestion = revised.suggestion.as_ref().map(|words| words.key(meta));
    tx.run(PUT_CONCERN, given![number, revised.nature, suggestion])?;
    super::touch(tx, number, meta)
}

/// What an item said before, oldest first.
pub fn earlier(db: &Db<'_>, number: ItemNumber) -> Result<Vec<Earlier>, Fault> {
    db.all(EARLIER, given![number, EARLIER_TEXTS], |row| {
        Ok(Earlier {
            is_suggestion: row.get::<String>(0)? == "suggestion",
            words: row.get(1)?,
            format: row.get(2)?,
            until: row.get(3)?,
            text: row.get(4)?,
        })
    })
}
