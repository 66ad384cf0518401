//! Filing the rows of a table: each an item of its own, each once.

use plenary_kit::act::Once;
use plenary_kit::app::App;
use plenary_kit::fault::{Fault, Stop};
use plenary_kit::id::ParticipantId;
use plenary_kit::policy::{Attribution, Viewer};
use plenary_kit::web::Who;
use plenary_kit::words::Words;
use plenary_passage::{Span, Version};

use super::refusal::TableRefusal;
use super::wording::wording;
use super::{CHANGE_LEAD, Row};
use crate::comment::rules::may_comment;
use crate::docket::filing::{Filing, recipients};
use crate::docket::rules::{Author, file_item};
use crate::docket::{
    Concerns, DocketEvent, Door, FileItem, Format, ItemNumber, Kind, Nature, store as docket,
};
use crate::document::{
    Anchor, Document, VersionNumber, rules as documents, store as document_store,
};
use crate::forum::{self, Cycle};
use crate::participant::rules::Join;
use crate::participant::rules::join_as_guest;
use crate::participant::{self, ParticipantEvent};

/// Where a row goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Place {
    Whole,
    At(Vec<Span>),
    LeftOut,
}

/// Whether the viewer brings tables to a document.
pub(super) fn may_bring(viewer: &Viewer, cycle: &Cycle, document: &Document) -> Result<(), Stop> {
    if viewer.participant.is_none() || !viewer.community {
        return Err(TableRefusal::NotAParticipant.into());
    }
    Ok(may_comment(cycle, document)?)
}

/// Whether the viewer says whose words they are.
pub(super) fn may_name_author(viewer: &Viewer, cycle: &Cycle) -> bool {
    documents::may_write(viewer, cycle).is_ok()
}

/// What rows are filed on.
pub(super) struct Target<'a> {
    pub cycle: &'a Cycle,
    pub document: &'a Document,
    pub number: VersionNumber,
    pub version: &'a Version,
}

/// How many rows were filed now, and how many had been before.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Tally {
    pub filed: usize,
    pub again: usize,
}

/// Files rows one by one. A stop half-way leaves those before it filed; sent again, they are not filed twice.
pub(super) async fn file_all(
    app: &App,
    who: &Who,
    target: &Target<'_>,
    author: &str,
    filing: &Filing,
    rows: &[(Row, Place)],
) -> Result<Tally, Stop> {
    let me = who.viewer.participant.clone().ok_or(Stop::SignIn)?;
    let person = whose(app, who, target, author, filing).await?;
    let mut tally = Tally::default();
    let mut numbers = Vec::with_capacity(rows.len());
    let mut keys = Keys::new(&me, &person, target);
    for (row, place) in rows {
        let once = keys.next(row)?;
        if *place == Place::LeftOut {
            continue;
        }
        let ask = item(target, row, place, filing);
        let (number, is_again) = file_one(app, who, target, &person, ask, once).await?;
        match is_again {
            true => tally.again += 1,
            false => tally.filed += 1,
        }
        numbers.push(number);
    }
    tell(app, &me, &person, numbers).await?;
    Ok(tally)
}

/// Says that the whole table is on the docket, once for the same rows: a table brought again is not told of again, one
/// whose filing was stopped half-way is told of when it is complete.
async fn tell(
    app: &App,
    me: &ParticipantId,
    author: &ParticipantId,
    numbers: Vec<ItemNumber>,
) -> Result<(), Stop> {
    if numbers.is_empty() {
        return Ok(());
    }
    let key = serde_json::to_string(&numbers).map_err(Fault::from)?;
    let once = Once::new(Some(me), "table brought", &key);
    let author = author.clone();
    app.act::<DocketEvent>(Some(me), Some(once), move |_, _| {
        Ok(DocketEvent::TableBrought { numbers, author })
    })
    .await?;
    Ok(())
}

/// One key a row, made of its words and the how-manieth of its like it is: the same table brought again files nothing new.
struct Keys<'a> {
    me: &'a ParticipantId,
    door: String,
    seen: std::collections::HashMap<String, usize>,
}

impl<'a> Keys<'a> {
    fn new(me: &'a ParticipantId, person: &ParticipantId, target: &Target<'_>) -> Keys<'a> {
        let document = &target.document.slug;
        Keys {
            me,
            door: format!("table {document} {} {person}", target.number),
            seen: Default::default(),
        }
    }

    fn next(&mut self, row: &Row) -> Result<Once, Fault> {
        let row = serde_json::to_string(row)?;
        let count = self.seen.entry(row.clone()).or_default();
        *count += 1;
        Ok(Once::new(
            Some(self.me),
            &self.door,
            &format!("{row}\n{count}"),
        ))
    }
}

/// Whose words they are: the uploader's, or of the person that staff name, who need not have an address.
async fn whose(
    app: &App,
    who: &Who,
    target: &Target<'_>,
    name: &str,
    filing: &Filing,
) -> Result<ParticipantId, Stop> {
    let me = who.viewer.participant.clone().ok_or(Stop::SignIn)?;
    if name.is_empty() {
        return Ok(me);
    }
    if !may_name_author(&who.viewer, target.cycle) {
        return Err(TableRefusal::NotYourWords.into());
    }
    match app
        .read(|db| participant::store::named(db, name))?
        .as_slice()
    {
        [] => {}
        [one] => return Ok(one.clone()),
        _ => return Err(TableRefusal::SeveralOfThatName(name.to_owned()).into()),
    }
    let ask = Join {
        name: name.to_owned(),
        address: None,
        group: filing.group.clone(),
        lang: filing.lang.into(),
    };
    let once = Once::new(
        Some(&me),
        &format!("table {} author", target.document.slug),
        name,
    );
    let done = app
        .act::<ParticipantEvent>(Some(&me), Some(once), move |db, _| {
            Ok(join_as_guest(None, &forum::store::groups(db)?, ask)?)
        })
        .await?;
    match done.event {
        ParticipantEvent::Joined { id, .. } => Ok(id),
        _ => Err(Fault::broken("an act of joining recorded something else").into()),
    }
}

/// Files one row; gives its number, and whether it had been filed before.
async fn file_one(
    app: &App,
    who: &Who,
    target: &Target<'_>,
    person: &ParticipantId,
    ask: FileItem,
    once: Once,
) -> Result<(ItemNumber, bool), Stop> {
    let me = who.viewer.participant.clone().ok_or(Stop::SignIn)?;
    let (by, person, document, here) = (
        me.clone(),
        person.clone(),
        target.document.id.clone(),
        app.clone(),
    );
    let done = app
        .act::<DocketEvent>(Some(&me), Some(once), move |db, now| {
            let viewer = participant::viewer(db, &by, now)?.ok_or(Stop::SignIn)?;
            let document = document_store::document(db, &document)?.ok_or(Stop::NotFound)?;
            let cycle = forum::store::cycle(db, &document.cycle)?.ok_or(Stop::NotFound)?;
            if !document.may_read(here.policy(), &viewer) {
                return Err(Stop::NotFound);
            }
            may_bring(&viewer, &cycle, &document)?;
            if person != by && !may_name_author(&viewer, &cycle) {
                return Err(TableRefusal::NotYourWords.into());
            }
            let theirs = participant::viewer(db, &person, now)?.unwrap_or_default();
            // Who runs the review vouches for the words of somebody who has no address to confirm.
            let author = Author {
                id: person,
                organisations: theirs.organisations,
                is_confirmed: true,
            };
            let recipients = recipients(db, &cycle.id)?;
            let last = docket::last_plain(db)?;
            Ok(file_item(&cycle, &author, ask, last, recipients)?.as_row())
        })
        .await?;
    match done.event {
        DocketEvent::Filed(filed) => Ok((filed.number, done.is_repeat)),
        _ => Err(Fault::broken("an act of filing recorded something else").into()),
    }
}

/// A row as an item.
fn item(target: &Target<'_>, row: &Row, place: &Place, filing: &Filing) -> FileItem {
    let mut spans = match place {
        Place::At(spans) => spans.clone(),
        Place::Whole | Place::LeftOut => Vec::new(),
    };
    spans.truncate(crate::docket::rules::PASSAGES);
    // An annotation says which passage its wording is for; a row of a table speaks of a whole block.
    let told = match spans.as_slice() {
        [one] if !row.change.is_empty() && row.targets.is_empty() => {
            wording(target.version, *one, &row.change)
        }
        [one] if !row.change.is_empty() => Some(super::wording::Wording {
            span: *one,
            words: row.change.clone(),
        }),
        _ => None,
    };
    if let Some(told) = &told {
        spans = vec![told.span];
    }
    let text = words_of(row, told.is_some());
    let nature = nature(&row.kind);
    FileItem {
        kind: if nature == Nature::Question {
            Kind::Question
        } else {
            Kind::Comment
        },
        door: Door::File,
        group: filing.group.clone(),
        on_behalf: filing.on_behalf.clone(),
        mark: filing.mark,
        attribution: filing.attribution,
        lang: filing.lang.into(),
        title: title(row, filing.attribution),
        texts: if text.is_empty() {
            Vec::new()
        } else {
            vec![(None, text)]
        },
        format: Format::Plain,
        files: Vec::new(),
        about: None,
        concerns: Concerns {
            document: Some(target.document.id.clone()),
            passages: spans
                .into_iter()
                .filter_map(|span| anchor(target, span))
                .collect(),
            nature: Some(nature),
            suggestion: told.map(|told| Words::new(told.words)),
            heard: None,
        },
    }
}

/// The row's own words; a change that is no wording stands below them.
fn words_of(row: &Row, is_suggested: bool) -> String {
    if is_suggested || row.change.is_empty() {
        return row.comment.clone();
    }
    let lead = if row.comment.is_empty() { "" } else { "\n\n" };
    format!("{}{lead}{CHANGE_LEAD}{}", row.comment, row.change)
}

fn anchor(target: &Target<'_>, span: Span) -> Option<Anchor> {
    let block = target.version.block_at(span.start)?.id;
    Some(Anchor {
        document: target.document.id.clone(),
        version: target.number,
        block,
        span,
    })
}

/// The most letters of the first words in a title.
const TITLE_WORDS: usize = 80;
/// The most letters of who speaks in a title.
const TITLE_BODY: usize = 60;

/// "DE 014: the first words": who speaks as the table says it, unless the author is not to be shown.
fn title(row: &Row, attribution: Attribution) -> Option<String> {
    let body = row.body.replace(':', " ");
    let body = body.split_whitespace().collect::<Vec<_>>().join(" ");
    if body.is_empty() || attribution != Attribution::Named {
        return None;
    }
    let words = if row.comment.is_empty() {
        &row.change
    } else {
        &row.comment
    };
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let short = |text: &str, most: usize| match text.chars().count() > most {
        true => text.chars().take(most).chain(['…']).collect::<String>(),
        false => text.to_owned(),
    };
    Some(format!(
        "{}: {}",
        short(&body, TITLE_BODY),
        short(&words, TITLE_WORDS)
    ))
}

/// The type of a comment, of which the template knows three; an empty one is general.
pub(super) fn nature(kind: &str) -> Nature {
    let kind = kind.trim().to_lowercase();
    let is = |starts: &[&str]| starts.iter().any(|start| kind.starts_with(start));
    match kind.as_str() {
        known if known.parse::<Nature>().is_ok() => known.parse().unwrap_or(Nature::General),
        "" | "g" => Nature::General,
        _ if is(&["ge", "gé", "общ", "عام", "总", "一般"]) => Nature::General,
        _ if is(&["ed", "éd", "re", "ре", "تحرير", "编辑"]) || kind == "e" => {
            Nature::Editorial
        }
        _ if is(&["fa", "фак"]) => Nature::Factual,
        _ if is(&["q", "?", "вопр", "سؤال", "问题"]) => Nature::Question,
        _ => Nature::Substantive,
    }
}

/// The type of a comment as the template writes it.
pub(super) fn kind_of(nature: Option<Nature>) -> &'static str {
    match nature {
        Some(Nature::Substantive | Nature::Factual) => "te",
        Some(Nature::Editorial) => "ed",
        Some(Nature::General | Nature::Question) | None => "ge",
    }
}
