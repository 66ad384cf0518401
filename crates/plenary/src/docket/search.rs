//! Search over the docket: the follower that keeps the index, and what a search finds.

use plenary_kit::app::App;
use plenary_kit::db::Db;
use plenary_kit::event::Entry;
use plenary_kit::fault::Fault;
use plenary_kit::follow::{Follower, Write};
use plenary_kit::id::CycleId;
use plenary_kit::policy::Reach;
use plenary_kit::search::{self, Piece, Query};

use super::event::DocketEvent;
use super::number::ItemNumber;
use super::rules::Item;
use super::store::list::{From, Listed};
use super::store::search_sqlite::{self as index, Step};
use super::{excerpt, store};
use crate::participant::ParticipantEvent;

/// The follower's name.
pub const SEARCH: &str = "docket-search";

/// The most results on a page: each shows its words.
pub const RESULTS: usize = 25;

/// Keeps the full-text index, and notes when a name changed that pages show.
pub struct SearchFollower;

impl Follower for SearchFollower {
    fn name(&self) -> &'static str {
        SEARCH
    }

    fn fell(&self) -> Option<plenary_kit::follow::Fell> {
        Some(index::forget_all)
    }

    fn follow(&self, _: &App, db: &Db<'_>, entries: &[Entry]) -> Result<Write, Fault> {
        let mut numbers = Vec::new();
        let mut names = None;
        for entry in entries {
            numbers.extend(
                entry
                    .event::<DocketEvent>()?
                    .and_then(|event| touched(&event)),
            );
            if entry
                .event::<ParticipantEvent>()?
                .is_some_and(|event| is_of_names(&event))
            {
                names = Some(entry.meta.seq);
            }
        }
        numbers.sort();
        numbers.dedup();
        let mut all = Vec::new();
        for number in numbers {
            all.extend(document(db, number)?);
        }
        Ok(Box::new(move |tx| {
            for (seq, place, words) in all {
                index::index(tx, seq, &place, &words)?;
            }
            names.map_or(Ok(()), |seq| store::note_names_changed(tx, seq))
        }))
    }
}

fn touched(event: &DocketEvent) -> Option<ItemNumber> {
    match event {
        DocketEvent::Filed(filed) => Some(filed.number),
        DocketEvent::Confirmed { number } | DocketEvent::WordsErased { number, .. } => {
            Some(*number)
        }
        DocketEvent::Revised(revised) => Some(revised.number),
        DocketEvent::ReaderAdded { .. } | DocketEvent::TableBrought { .. } => None,
    }
}

/// Who joins or is confirmed changes no name that stands on a page already.
fn is_of_names(event: &ParticipantEvent) -> bool {
    !matches!(
        event,
        ParticipantEvent::Joined { .. } | ParticipantEvent::Confirmed { .. }
    )
}

type Document = (u64, String, String);

fn document(db: &Db<'_>, number: ItemNumber) -> Result<Option<Document>, Fault> {
    let Some(item) = store::item(db, number)? else {
        return Ok(None);
    };
    let mut all: Vec<String> = Vec::new();
    if let Some(key) = item.title {
        all.extend(store::text(db, key)?);
    }
    all.extend(
        store::texts(db, number)?
            .into_iter()
            .filter_map(|text| text.text),
    );
    let words: Vec<String> = all
        .iter()
        .map(|text| search::tokens(text, &item.lang))
        .collect();
    Ok(Some((
        item.seq,
        index::place(db, &item)?,
        words.join(" ").trim().to_owned(),
    )))
}

/// A page of the items in reach that hold every word, newest first; never by relevance, which would tell how common
/// the words are in what the reader may not see.
pub fn find(
    db: &Db<'_>,
    reach: &Reach,
    cycle: &CycleId,
    words: &str,
    from: &From,
    limit: usize,
) -> Result<Listed, Fault> {
    let limit = limit.clamp(1, RESULTS);
    let (beyond, is_backwards) = match from {
        From::Start => (None, false),
        From::After(item) => (Some(item.seq), false),
        From::Before(item) => (Some(item.seq), true),
    };
    let step = Step {
        beyond,
        upwards: is_backwards,
        limit: limit + 1,
    };
    let mut items = index::find(db, reach, cycle, &Query::read(words), &step)?;
    let has_more = items.len() > limit;
    items.truncate(limit);
    if is_backwards {
        items.reverse();
    }
    Ok(Listed {
        has_before: if is_backwards {
            has_more
        } else {
            beyond.is_some()
        },
        has_after: if is_backwards { true } else { has_more },
        items,
    })
}

/// How a result is shown: its title and the words around what was found, with it marked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hit {
    /// The title, if it has one.
    pub title: Option<Vec<Piece>>,
    /// Some of its words.
    pub pieces: Vec<Piece>,
}

/// How these results are shown.
pub fn hits(db: &Db<'_>, items: &[&Item], query: &str) -> Result<Vec<Hit>, Fault> {
    items.iter().map(|item| hit(db, item, query)).collect()
}

fn hit(db: &Db<'_>, item: &Item, query: &str) -> Result<Hit, Fault> {
    let title = match item.title {
        Some(key) => store::text(db, key)?,
        None => None,
    };
    let texts = store::texts(db, item.number)?;
    let snippets = texts.iter().filter_map(|text| {
        let words = text.text.as_deref()?;
        Some(excerpt::snippet(words, text.format, &item.lang, query))
    });
    let snippets: Vec<Vec<Piece>> = snippets.collect();
    let has_found =
        |pieces: &&Vec<Piece>| pieces.iter().any(|piece| matches!(piece, Piece::Found(_)));
    let best = snippets.iter().find(has_found).or(snippets.first());
    Ok(Hit {
        title: title
            .map(|title| search::snippet(&title, &item.lang, query, super::rules::TITLE_LETTERS)),
        pieces: best.cloned().unwrap_or_default(),
    })
}
