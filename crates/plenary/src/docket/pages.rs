//! The docket's pages: the list, an item, its files and receipt, erasing its words, confirming a guest's item.

mod confirm;
mod erase;
mod filters;
mod head;
mod item;
mod list;
mod row;

use std::collections::HashMap;

use plenary_kit::app::App;
use plenary_kit::db::Db;
use plenary_kit::fault::{Fault, Stop};
use plenary_kit::id::ParticipantId;
use plenary_kit::page::{self, Tlp};
use plenary_kit::policy::{Fields, Mark};
use plenary_kit::time::{DAY_MS, HOUR_MS, Instant};
use plenary_kit::tongue::Tongue;
use plenary_kit::web::Who;

use super::number::ItemNumber;
use super::rules::Item;
use super::store;
use crate::forum::Group;
use crate::participant;

pub use confirm::{confirm, confirm_form};
pub use erase::{erase, erase_form};
pub use head::{brief, render as head};
pub use item::{Below, file, item, item_page, receipt};
pub(in crate::docket) use item::{receipt_name, receipt_of};
pub use list::{cycle_docket, docket};
pub use row::{Row, render as rows_list, rows};

/// An item that the visitor may see, and what of it.
pub struct Seen {
    /// The item.
    pub item: Item,
    /// Whether person and group are shown.
    pub fields: Fields,
}

/// The item of an address; what the visitor may not see is not there.
pub fn seen(app: &App, who: &Who, number: &str) -> Result<Seen, Stop> {
    app.read(|db| seen_in(app, db, who, number))
}

fn seen_in(app: &App, db: &Db<'_>, who: &Who, number: &str) -> Result<Seen, Stop> {
    let number: ItemNumber = number.parse().map_err(|_| Stop::NotFound)?;
    let item = store::item(db, number)?.ok_or(Stop::NotFound)?;
    let fields = item.fields_for(app, who.viewer()).ok_or(Stop::NotFound)?;
    Ok(Seen { item, fields })
}

/// A mark as pages print it.
pub fn tlp(mark: Mark) -> Tlp {
    match mark {
        Mark::Clear => Tlp::Clear,
        Mark::Green => Tlp::Green,
        Mark::Amber => Tlp::Amber,
        Mark::AmberStrict => Tlp::AmberStrict,
        Mark::Red => Tlp::Red,
    }
}

/// A stakeholder group as pages show it, coloured by its place among the forum's groups.
pub fn group<'a>(groups: &'a [Group], word: Option<&str>) -> Option<page::Group<'a>> {
    let place = groups
        .iter()
        .position(|group| Some(group.word.as_str()) == word)?;
    Some(page::Group {
        letter: &groups[place].letter,
        name: &groups[place].name,
        colour: u8::try_from(place).unwrap_or(0),
    })
}

/// How old something is, in whole days or hours: a page kept for an hour still says it right.
pub(super) fn age(t: &Tongue, from: Instant, now: Instant) -> String {
    let ms = now.ms_since(from).max(0);
    let count = |key, count: i64| t.say_with(key, &[("count", count.into())]);
    match ms {
        DAY_MS.. => count("docket-age-days", ms / DAY_MS),
        HOUR_MS.. => count("docket-age-hours", ms / HOUR_MS),
        _ => t.say("docket-age-new").into_owned(),
    }
}

/// The names of the people behind items, as far as the reader may know them.
fn people(db: &Db<'_>, seen: &[Seen]) -> Result<HashMap<ParticipantId, String>, Fault> {
    let shown = seen.iter().filter(|seen| seen.fields.person);
    let mut ids: Vec<&ParticipantId> = shown.filter_map(|seen| seen.item.author.as_ref()).collect();
    ids.sort_unstable();
    ids.dedup();
    let mut names = HashMap::with_capacity(ids.len());
    for id in ids {
        let name = participant::name_of(db, id)?;
        names.extend(name.map(|name| (id.clone(), name)));
    }
    Ok(names)
}

/// The name to show for an item's author, if the reader may know it and it was not erased.
fn name_of(people: &HashMap<ParticipantId, String>, seen: &Seen) -> Option<String> {
    let author = seen.item.author.as_ref().filter(|_| seen.fields.person)?;
    people.get(author).cloned()
}

/// What the ETag of a public page is made of besides its own position: names that changed, and the hour its ages are of.
fn etag_state(
    db: &Db<'_>,
    position: i64,
    now: Instant,
    also: &impl std::hash::Hash,
) -> Result<String, Fault> {
    use std::hash::{DefaultHasher, Hasher};
    let mut hasher = DefaultHasher::new();
    also.hash(&mut hasher);
    let names = store::names_changed(db)?;
    let hour = now.0.div_euclid(HOUR_MS);
    Ok(format!("{position}-{names}-{hour}-{:x}", hasher.finish()))
}
