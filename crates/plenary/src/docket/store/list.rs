//! Lists: the items in a reader's reach, filtered, in a fixed order, page by page.
//!
//! Each shelf in reach is read from an index that ends in `seq`, and the pages are merged here: a page costs the same
//! however long the docket is and whatever stands on shelves out of reach.

use plenary_kit::db::{Db, Param, Value};
use plenary_kit::fault::Fault;
use plenary_kit::id::{CycleId, ParticipantId};
use plenary_kit::policy::{Attribution, Audience, Mark, Reach};
use plenary_kit::time::Instant;
use plenary_kit::{given, queries};

pub use super::opening::{Opening, openings};
use super::shelf::{self, Shelf};
use crate::docket::number::ItemNumber;
use crate::docket::rules::{Door, Item, Kind};
use crate::docket::standing::{Turn, WorkState};
use crate::docket::store::item_row;

queries! {
    ABOUT = "SELECT number, seq, cycle, kind, door, author, grp, on_behalf, mark, attribution, audience, lang, title, about, \
             filed, is_shown, state, turn, due, answered, withdrawn, changed FROM docket_item \
             WHERE about = ?1 AND seq > ?2 ORDER BY seq LIMIT ?3";
}

/// The most items of a page.
pub const PAGE_ITEMS: usize = 100;

/// Which items of a cycle are listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filter {
    /// The cycle.
    pub cycle: CycleId,
    /// Only this kind.
    pub kind: Option<Kind>,
    /// Only this stakeholder group, as far as it is shown; "" for items that show none.
    pub group: Option<String>,
    /// Only in this work state.
    pub state: Option<WorkState>,
    /// Only where it is this one's move.
    pub turn: Option<Turn>,
    /// Only with this mark.
    pub mark: Option<Mark>,
    /// Only in this language.
    pub lang: Option<String>,
    /// Only what came by this door.
    pub door: Option<Door>,
    /// Only this person's, as far as the reader may know that they are.
    pub author: Option<ParticipantId>,
    /// Only what waits for an answer that was due before this instant; then the longest overdue comes first.
    pub overdue_at: Option<Instant>,
}

impl Filter {
    /// Everything of a cycle.
    pub fn all(cycle: &CycleId) -> Filter {
        Filter {
            cycle: cycle.clone(),
            kind: None,
            group: None,
            state: None,
            turn: None,
            mark: None,
            lang: None,
            door: None,
            author: None,
            overdue_at: None,
        }
    }

    fn may_hold(&self, shelf: &Shelf) -> bool {
        let closed = matches!(shelf.audience, Audience::List(_));
        match self.mark {
            None => true,
            Some(Mark::Clear) => shelf.audience == Audience::Everyone,
            Some(Mark::Green) => shelf.audience == Audience::Community,
            Some(Mark::Amber) => closed || matches!(shelf.audience, Audience::Clients(_)),
            Some(Mark::AmberStrict) => {
                closed || matches!(shelf.audience, Audience::Organisation(_))
            }
            Some(Mark::Red) => closed,
        }
    }
}

/// In which order a list is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Order {
    /// What came last is first.
    #[default]
    NewestFirst,
    /// What came first is first.
    OldestFirst,
}

/// From where a page is read; items that come in between move nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum From {
    /// The list's beginning.
    Start,
    /// What follows this item in the list.
    After(Box<Item>),
    /// What comes before this item in the list.
    Before(Box<Item>),
}

/// A page of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// The items, in the list's order.
    pub items: Vec<Item>,
    /// Whether the list has items before these.
    pub has_before: bool,
    /// Whether the list has items after these.
    pub has_after: bool,
}

/// A page of the items in reach: on a shelf in reach, or the reader's own.
pub fn list(
    db: &Db<'_>,
    reach: &Reach,
    filter: &Filter,
    order: Order,
    from: &From,
    limit: usize,
) -> Result<Listed, Fault> {
    let limit = limit.clamp(1, PAGE_ITEMS);
    let shelves = shelf::in_reach(db, &filter.cycle, reach)?;
    let walk = Walk::new(filter, order, from);
    let mut items = walk.gather(db, reach, &shelves, limit + 1)?;
    let has_more = items.len() > limit;
    items.truncate(limit);
    let is_backwards = matches!(from, From::Before(_));
    if is_backwards {
        items.reverse();
    }
    Ok(Listed {
        has_before: if is_backwards {
            has_more
        } else {
            matches!(from, From::After(_))
        },
        has_after: if is_backwards { true } else { has_more },
        items,
    })
}

/// Where an item stands in the order of a list.
type Spot = (i64, i64);

/// One direction through a list.
struct Walk<'a> {
    filter: &'a Filter,
    by_owed: bool,
    upwards: bool,
    beyond: Option<Spot>,
}

impl<'a> Walk<'a> {
    fn new(filter: &'a Filter, order: Order, from: &From) -> Walk<'a> {
        let by_owed = filter.overdue_at.is_some();
        let is_backwards = matches!(from, From::Before(_));
        let spot_of = |item: &Item| spot(item, by_owed);
        Walk {
            filter,
            by_owed,
            upwards: (by_owed || order == Order::OldestFirst) != is_backwards,
            beyond: match from {
                From::Start => None,
                From::After(item) | From::Before(item) => Some(spot_of(item)),
            },
        }
    }

    /// The next `limit` items of all shelves together.
    ///
    /// Once there are enough, a further shelf is read only up to the last of them.
    fn gather(
        &self,
        db: &Db<'_>,
        reach: &Reach,
        shelves: &[Shelf],
        limit: usize,
    ) -> Result<Vec<Item>, Fault> {
        let mut items: Vec<Item> = Vec::new();
        for shelf in shelves.iter().filter(|shelf| self.filter.may_hold(shelf)) {
            let until = (items.len() >= limit).then(|| spot(&items[limit - 1], self.by_owed));
            let source = Source::Shelf(shelf.id);
            let more = self.read(db, reach, &source, until, limit)?;
            self.merge(&mut items, more, limit);
        }
        if let Some(own) = &reach.own {
            let until = (items.len() >= limit).then(|| spot(&items[limit - 1], self.by_owed));
            let more = self.read(db, reach, &Source::Own(own), until, limit)?;
            let is_new = |item: &Item| !items.iter().any(|there| there.number == item.number);
            let more = more.into_iter().filter(is_new).collect();
            self.merge(&mut items, more, limit);
        }
        Ok(items)
    }

    fn merge(&self, items: &mut Vec<Item>, more: Vec<Item>, limit: usize) {
        if more.is_empty() {
            return;
        }
        items.extend(more);
        items.sort_by_key(|item| spot(item, self.by_owed));
        if !self.upwards {
            items.reverse();
        }
        items.truncate(limit);
    }

    fn read(
        &self,
        db: &Db<'_>,
        reach: &Reach,
        source: &Source<'_>,
        until: Option<Spot>,
        limit: usize,
    ) -> Result<Vec<Item>, Fault> {
        let statement = self.statement(reach, source, until, limit);
        let values: Vec<Value<'_>> = statement.values.iter().map(|value| value.value()).collect();
        db.all(&statement.sql, &values, item_row)
    }

    fn statement<'s>(
        &'s self,
        reach: &Reach,
        source: &Source<'s>,
        until: Option<Spot>,
        limit: usize,
    ) -> Statement<'s> {
        let mut statement = Statement::default();
        match source {
            Source::Shelf(shelf) => match self.filter.author {
                // With an author the author's index is the short one; the sign keeps the engine from the shelf's.
                Some(_) => statement.and("+shelf = ?", *shelf),
                None => statement.and("shelf = ?", *shelf),
            },
            Source::Own(own) => {
                statement.and("author = ?", (*own).clone());
                statement.and("cycle = ?", self.filter.cycle.clone());
            }
        }
        self.narrow(&mut statement, reach, source);
        if let Some((owed, seq)) = self.beyond {
            statement.past(self.by_owed, self.upwards, owed, seq);
        }
        if let Some((owed, seq)) = until {
            statement.past(self.by_owed, !self.upwards, owed, seq);
        }
        statement.end(self.by_owed, self.upwards, limit);
        statement
    }

    /// The filters. Who is not shown as the author is not found by author either, nor by group.
    fn narrow<'s>(&'s self, statement: &mut Statement<'s>, reach: &Reach, source: &Source<'_>) {
        let filter = self.filter;
        if let Some(author) = &filter.author {
            let knows = matches!(source, Source::Own(_))
                || reach.own.as_ref() == Some(author)
                || reach.answers_everywhere
                || reach.answers_for.contains(&filter.cycle);
            statement.and("author = ?", author.clone());
            if !knows {
                statement.and("attribution = ?", Attribution::Named);
            }
        }
        if let Some(at) = filter.overdue_at {
            statement.and("owed < ?", at);
        }
        if let Some(group) = &filter.group {
            statement.and("shown_grp = ?", group.clone());
        }
        if let Some(lang) = &filter.lang {
            statement.and("lang = ?", lang.clone());
        }
        if let Some(kind) = filter.kind {
            statement.and("kind = ?", kind);
        }
        if let Some(state) = filter.state {
            statement.and("state = ?", state);
        }
        if let Some(turn) = filter.turn {
            statement.and("turn = ?", turn);
        }
        if let Some(door) = filter.door {
            statement.and("door = ?", door);
        }
        if let Some(mark) = filter.mark {
            statement.and("mark = ?", mark);
        }
    }
}

fn spot(item: &Item, by_owed: bool) -> Spot {
    let seq = i64::try_from(item.seq).unwrap_or(i64::MAX);
    match by_owed {
        // An item that was answered since has no place of its own any more: what follows begins anew.
        true => (
            item.standing
                .due
                .filter(|_| item.standing.answered.is_none())
                .map_or(i64::MIN, |due| due.0),
            seq,
        ),
        false => (0, seq),
    }
}

enum Source<'a> {
    Shelf(i64),
    Own(&'a ParticipantId),
}

/// A statement under construction: its conditions and their values, in order.
#[derive(Default)]
struct Statement<'a> {
    sql: String,
    values: Vec<Box<dyn Param + 'a>>,
}

const COLUMNS: &str = "SELECT number, seq, cycle, kind, door, author, grp, on_behalf, mark, attribution, audience, lang, \
    title, about, filed, is_shown, state, turn, due, answered, withdrawn, changed FROM docket_item WHERE ";

impl<'a> Statement<'a> {
    fn and(&mut self, condition: &str, value: impl Param + 'a) {
        self.sql.push_str(if self.values.is_empty() {
            COLUMNS
        } else {
            " AND "
        });
        self.values.push(Box::new(value));
        self.sql.push_str(condition);
        self.sql.push_str(&self.values.len().to_string());
    }

    /// Only what stands beyond a spot of the list.
    fn past(&mut self, by_owed: bool, upwards: bool, owed: i64, seq: i64) {
        let sign = if upwards { ">" } else { "<" };
        if by_owed {
            self.and(&format!("owed {sign}= ?"), owed);
            let at = self.values.len();
            self.and(&format!("(owed {sign} ?{at} OR seq {sign} ?"), seq);
            self.sql.push(')');
        } else {
            self.and(&format!("seq {sign} ?"), seq);
        }
    }

    fn end(&mut self, by_owed: bool, upwards: bool, limit: usize) {
        let down = if upwards { "" } else { " DESC" };
        self.values.push(Box::new(limit));
        let order = if by_owed {
            format!("owed{down}, seq{down}")
        } else {
            format!("seq{down}")
        };
        self.sql
            .push_str(&format!(" ORDER BY {order} LIMIT ?{}", self.values.len()));
    }
}

/// The statements a list with this filter runs, for a test that looks at the engine's plans.
#[cfg(test)]
pub(in crate::docket) fn statements(
    reach: &Reach,
    filter: &Filter,
    order: Order,
    from: &From,
) -> Vec<String> {
    let walk = Walk::new(filter, order, from);
    let own = ParticipantId::fresh();
    let both = [Source::Shelf(1), Source::Own(&own)];
    let until = [None, Some((5, 5))];
    let mut all = Vec::new();
    for source in &both {
        for until in until {
            all.push(walk.statement(reach, source, until, 10).sql);
        }
    }
    all
}

/// The last line of the ledger that changed anything on the reader's part of a cycle's docket: what its ETag is made of.
pub fn changed(db: &Db<'_>, reach: &Reach, cycle: &CycleId) -> Result<i64, Fault> {
    shelf::changed(db, &shelf::in_reach(db, cycle, reach)?)
}

/// The shelves of a cycle in a reader's reach, for rooms below that count what stands on them.
pub fn shelves(db: &Db<'_>, reach: &Reach, cycle: &CycleId) -> Result<Vec<i64>, Fault> {
    let shelves = shelf::in_reach(db, cycle, reach)?;
    Ok(shelves.into_iter().map(|shelf| shelf.id).collect())
}

/// The items that speak about an item, oldest first, whoever may see them: the caller asks the policy.
pub fn about(
    db: &Db<'_>,
    number: ItemNumber,
    after: u64,
    limit: usize,
) -> Result<Vec<Item>, Fault> {
    db.all(ABOUT, given![number, after, limit], item_row)
}
