//! Rows of lists of items: everything a row shows, gathered for a whole page at once.

use maud::Markup;
use plenary_kit::app::App;
use plenary_kit::db::Db;
use plenary_kit::fault::Fault;
use plenary_kit::page::{DocketRow, docket_list};
use plenary_kit::policy::Viewer;
use plenary_kit::time::Instant;
use plenary_kit::tongue::Tongue;

use super::{Seen, age, group, name_of, people, tlp};
use crate::docket::rules::{Item, is_late};
use crate::docket::store::list::{Opening, openings};
use crate::forum::{self, Cycle, Group};

/// One item as a list shows it.
pub struct Row {
    seen: Seen,
    title: Option<String>,
    by: Option<String>,
    is_late: bool,
}

impl Row {
    /// The item.
    pub fn item(&self) -> &Item {
        &self.seen.item
    }

    /// Its title or first words; none once they were erased.
    pub fn title(&self) -> Option<&str> {
        self.title.as_deref()
    }

    /// Its author's name, if the reader may know it.
    pub fn by(&self) -> Option<&str> {
        self.by.as_deref()
    }

    /// Its stakeholder group, if the reader may know it.
    pub fn group(&self) -> Option<&str> {
        self.seen
            .item
            .group
            .as_deref()
            .filter(|_| self.seen.fields.group)
    }
}

/// The rows of these items for a viewer; an item they may not see gives none, whoever listed it.
pub fn rows(
    app: &App,
    db: &Db<'_>,
    viewer: &Viewer,
    cycle: &Cycle,
    items: Vec<Item>,
) -> Result<Vec<Row>, Fault> {
    let seen: Vec<Seen> = items
        .into_iter()
        .filter_map(|item| {
            item.fields_for(app, viewer)
                .map(|fields| Seen { item, fields })
        })
        .collect();
    let people = people(db, &seen)?;
    let items: Vec<Item> = seen.iter().map(|seen| seen.item.clone()).collect();
    let openings = openings(db, &items)?;
    let row = |(seen, opening): (Seen, Opening)| Row {
        title: opening.text.filter(|text| !text.is_empty()),
        by: name_of(&people, &seen),
        is_late: is_late(&seen.item, cycle),
        seen,
    };
    Ok(seen.into_iter().zip(openings).map(row).collect())
}

/// The list of these rows.
pub fn render(
    t: &Tongue,
    rows: &[Row],
    groups: &[Group],
    zone: &jiff::tz::TimeZone,
    now: Instant,
) -> Markup {
    let told: Vec<Told> = rows.iter().map(|row| Told::of(t, row, now)).collect();
    let lines: Vec<DocketRow<'_>> = rows
        .iter()
        .zip(&told)
        .map(|(row, told)| line(t, row, told, groups, zone, now))
        .collect();
    docket_list(t, &lines)
}

/// The words of a row that are made for it.
struct Told {
    number: String,
    href: String,
    title: String,
    age: String,
    turn: Option<String>,
    by: Option<String>,
}

impl Told {
    fn of(t: &Tongue, row: &Row, now: Instant) -> Told {
        let item = row.item();
        let turn = item.standing.turn_at(now);
        let is_over = turn == crate::docket::Turn::Nobody;
        Told {
            number: item.number.to_string(),
            href: format!("/items/{}", item.number),
            title: row
                .title
                .clone()
                .unwrap_or_else(|| t.say("docket-words-erased").into_owned()),
            age: age(t, item.filed, now),
            turn: (!is_over).then(|| t.say(&format!("docket-turn-{}", turn.word())).into_owned()),
            by: row.by.clone().or_else(|| unnamed(t, row)),
        }
    }
}

fn unnamed(t: &Tongue, row: &Row) -> Option<String> {
    let is_nobodys = !row.seen.fields.person && !row.seen.fields.group;
    is_nobodys.then(|| t.say("docket-anonymous").into_owned())
}

fn line<'a>(
    t: &Tongue,
    row: &'a Row,
    told: &'a Told,
    groups: &'a [Group],
    zone: &jiff::tz::TimeZone,
    now: Instant,
) -> DocketRow<'a> {
    let item = row.item();
    let standing = &item.standing;
    let shown_group = item.group.as_deref().filter(|_| row.seen.fields.group);
    DocketRow {
        number: &told.number,
        href: &told.href,
        kind: item.kind.word(),
        title: &told.title,
        lang: row.title.is_some().then_some(item.lang.as_str()),
        by: told.by.as_deref(),
        group: group(groups, shown_group),
        door: item.door.word(),
        mark: tlp(item.mark),
        age: &told.age,
        is_late: row.is_late,
        state: standing.state.word(),
        disposition: None,
        move_of: told.turn.as_deref(),
        due: standing
            .due
            .filter(|_| standing.answered.is_none())
            .map(|due| t.short_day(due.0, zone)),
        is_overdue: standing.answered.is_none() && standing.due.is_some_and(|due| due < now),
    }
}

/// What a list needs of the forum besides its items.
pub fn groups(db: &Db<'_>) -> Result<Vec<Group>, Fault> {
    forum::store::groups(db)
}
