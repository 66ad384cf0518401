//! What the queue shows beside a comment of those that say the same: its cluster, or the one that their words propose.

use maud::{Markup, html};
use plenary_kit::app::App;
use plenary_kit::db::Db;
use plenary_kit::fault::Fault;
use plenary_kit::page::Form;
use plenary_kit::tongue::{Arg, Tongue};
use plenary_kit::web::Who;

use super::cluster::{Cluster, cluster_of, may_cluster, proposed_with, words_of};
use super::cluster_page::{Lines, line, picks};
use crate::docket::pages::rows;
use crate::docket::{Item, ItemNumber};
use crate::forum::{self, Cycle, Group};

/// So many others stand beside an item; the page of clusters has all.
const SHOWN: usize = 12;

/// What stands beside an item.
struct Alike {
    cycle: Cycle,
    groups: Vec<Group>,
    lines: Lines,
    is_confirmed: bool,
}

/// The comments that say what this one says, for those who answer: how many and who, the button that confirms a
/// proposed cluster, and the way to all clusters; and their numbers. Nothing for a comment that stands alone.
///
/// `back` is the address that the button leads back to; one of the queue.
pub fn alike_beside(
    app: &App,
    db: &Db<'_>,
    who: &Who,
    item: &Item,
    back: &str,
) -> Result<Option<(Markup, Vec<ItemNumber>)>, Fault> {
    if may_cluster(&who.viewer, &item.cycle).is_err() {
        return Ok(None);
    }
    let Some(cycle) = forum::store::cycle(db, &item.cycle)? else {
        return Ok(None);
    };
    let settled = cluster_of(app, db, &who.viewer, item.number)?;
    let is_confirmed = settled.len() > 1;
    let found = match is_confirmed {
        true => Some(Cluster {
            items: settled,
            is_verbatim: false,
            joins: None,
        }),
        false => proposed_with(app, db, &who.viewer, item)?,
    };
    let Some(found) = found else { return Ok(None) };
    let is_other = |other: &&Item| other.number != item.number;
    let shown: Vec<Item> = (found.items.iter().filter(is_other))
        .take(SHOWN)
        .cloned()
        .collect();
    let words = shown.iter().map(|other| words_of(db, other));
    let words = words.collect::<Result<Vec<String>, Fault>>()?;
    let numbers = found.items.iter().map(|other| other.number).collect();
    let alike = Alike {
        lines: Lines {
            base: words_of(db, item)?,
            words,
            rows: rows(app, db, &who.viewer, &cycle, shown)?,
            all: found.items,
            is_verbatim: found.is_verbatim,
            joins: found.joins,
        },
        groups: forum::store::groups(db)?,
        is_confirmed,
        cycle,
    };
    Ok(Some((alike.render(who, item, back), numbers)))
}

impl Alike {
    fn render(&self, who: &Who, item: &Item, back: &str) -> Markup {
        let t = &who.tongue;
        let clusters = format!("/cycles/{}/clusters", self.cycle.slug);
        html! {
            section .alike {
                h2 { (t.say_with(self.said(), &self.count())) }
                @if self.is_confirmed { p { (t.say_with("comment-alike-once", &self.count())) } (self.others(t)) }
                @else { (self.proposal(who, item, (&clusters, back))) }
                p { a href=(clusters) { (t.say("comment-alike-all")) } }
            }
        }
    }

    fn said(&self) -> &'static str {
        match self.is_confirmed {
            true => "comment-cluster-same",
            false => self.lines.title(),
        }
    }

    fn count(&self) -> [(&'static str, Arg<'static>); 1] {
        [("count", self.lines.count().into())]
    }

    fn others(&self, t: &Tongue) -> Markup {
        html! { ul { @for row in &self.lines.rows { li { (line(t, row, &self.groups)) } } } }
    }

    /// The item itself and the others, ticked; whoever looks takes out the ticks of what says something else.
    fn proposal(&self, who: &Who, item: &Item, (action, back): (&str, &str)) -> Markup {
        let t = &who.tongue;
        let key = plenary_kit::random::token();
        html! {
            (Form::new(action, &who.token).key(&key).render(html! {
                input type="hidden" name="back" value=(back);
                (picks(t, &self.lines, &self.groups, Some(item.number)))
            }))
        }
    }
}
