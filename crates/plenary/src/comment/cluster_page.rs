//! The page of clusters: comments that say the same, proposed and confirmed; and what an item's page says of its cluster.

use std::collections::HashSet;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use plenary_kit::app::App;
use plenary_kit::db::Db;
use plenary_kit::fault::{Fault, Stop};
use plenary_kit::form::Form as Sent;
use plenary_kit::page::{
    Bar, Button, Faults, Form, Place, bars, empty, error_summary, heading, safe_text, stamp,
    state_badge, words_diff,
};
use plenary_kit::shell::Page;
use plenary_kit::tongue::Tongue;
use plenary_kit::web::{self, Who};

use super::cluster::{
    CLUSTER, Clusters, cluster_of, clusters, confirm_cluster, join_cluster, leave_cluster,
    may_cluster, words_of,
};
use super::diff::pieces;
use super::event::CommentEvent;
use super::store;
use crate::docket::filing::fault_of;
use crate::docket::pages::{Row, group, rows};
use crate::docket::{Item, ItemNumber, store as docket};
use crate::forum::{self, Cycle, Group};

/// So many comments of one cluster are shown on the page of all clusters.
const SHOWN: usize = 50;
/// So many clusters of each kind are shown at once; confirming the first ones brings up the next.
const AT_ONCE: usize = 40;

/// A cluster with what its rows show.
pub(super) struct Lines {
    pub rows: Vec<Row>,
    pub all: Vec<Item>,
    pub is_verbatim: bool,
    pub joins: Option<(ItemNumber, usize)>,
    /// The words that the others are set against, and those of each row.
    pub base: String,
    pub words: Vec<String>,
}

impl Lines {
    /// The words of a row, as they differ from those of another.
    fn said(&self, t: &Tongue, at: usize) -> Markup {
        let words = self.words.get(at).map_or("", String::as_str);
        html! {
            @if words == self.base { p .small { (t.say("comment-cluster-same-words")) } }
            @else { (words_diff(t, &pieces(Some(&self.base), Some(words)))) }
        }
    }

    /// How many say the same, those of a cluster that they join among them.
    pub fn count(&self) -> i64 {
        (self.all.len() + self.joins.map_or(0, |(_, count)| count)) as i64
    }

    /// What a proposal is called.
    pub fn title(&self) -> &'static str {
        match self.is_verbatim {
            true => "comment-cluster-verbatim",
            false => "comment-cluster-alike",
        }
    }
}

/// Everything the page shows.
struct ClustersPage {
    cycle: Cycle,
    groups: Vec<Group>,
    confirmed: Vec<Lines>,
    proposed: Vec<Lines>,
    is_cut: bool,
}

impl ClustersPage {
    fn load(app: &App, db: &Db<'_>, who: &Who, slug: &str) -> Result<ClustersPage, Stop> {
        let cycle = forum::store::cycle_by_slug(db, slug)?.ok_or(Stop::NotFound)?;
        may_cluster(&who.viewer, &cycle.id)?;
        let Clusters {
            confirmed,
            proposed,
            is_cut,
        } = clusters(app, db, &who.viewer, &cycle.id)?;
        let lines = |all: Vec<super::cluster::Cluster>| -> Result<Vec<Lines>, Fault> {
            let some = all.into_iter().take(AT_ONCE);
            some.map(|cluster| {
                let shown: Vec<Item> = cluster.items.iter().take(SHOWN).cloned().collect();
                let words = shown.iter().map(|item| words_of(db, item));
                let words = words.collect::<Result<Vec<String>, Fault>>()?;
                Ok(Lines {
                    base: words.first().cloned().unwrap_or_default(),
                    words,
                    rows: rows(app, db, &who.viewer, &cycle, shown)?,
                    all: cluster.items,
                    is_verbatim: cluster.is_verbatim,
                    joins: cluster.joins,
                })
            })
            .collect()
        };
        Ok(ClustersPage {
            groups: forum::store::groups(db)?,
            confirmed: lines(confirmed)?,
            proposed: lines(proposed)?,
            is_cut,
            cycle,
        })
    }

    fn render(&self, app: &App, who: &Who, faults: &Faults) -> Markup {
        let t = &who.tongue;
        let title = t.say("comment-clusters-title");
        let kicker = html! { bdi { (safe_text(&self.cycle.title)) } };
        let body = html! {
            (heading(Some(kicker), &title, Some(html! { (t.say("comment-clusters-lead")) })))
            (error_summary(t, faults))
            @if self.is_cut { p .notice.note { (t.say("comment-clusters-cut")) } }
            h2 #f-form { (t.say("comment-clusters-proposed")) }
            @if self.proposed.is_empty() { (empty(t, Some(html! { (t.say("comment-clusters-none")) }))) }
            @for lines in &self.proposed { (self.proposal(who, lines)) }
            @if !self.confirmed.is_empty() {
                h2 { (t.say("comment-clusters-confirmed")) }
                @for lines in &self.confirmed { (self.settled(who, lines)) }
            }
        };
        let mut page = Page::new(&title, Place::Queue, body);
        page.unlisted = true;
        page.render(app, who)
    }

    fn action(&self) -> String {
        format!("/cycles/{}/clusters", self.cycle.slug)
    }

    /// A cluster to confirm: who looks takes out the ticks of what says something else after all.
    fn proposal(&self, who: &Who, lines: &Lines) -> Markup {
        let t = &who.tongue;
        let args = [("count", lines.count().into())];
        let key = plenary_kit::random::token();
        html! {
            section .card {
                h3 { (t.say_with(lines.title(), &args)) }
                (first_words(lines))
                (Form::new(&self.action(), &who.token).key(&key).render(picks(t, lines, &self.groups, None)))
            }
        }
    }

    /// A confirmed cluster: each comment can be taken out again.
    fn settled(&self, who: &Who, lines: &Lines) -> Markup {
        let t = &who.tongue;
        let args = [("count", (lines.all.len() as i64).into())];
        html! {
            section .card {
                h3 { (t.say_with("comment-cluster-same", &args)) }
                (first_words(lines))
                @for row in &lines.rows {
                    @let key = plenary_kit::random::token();
                    (Form::new(&self.action(), &who.token).key(&key).render(html! {
                        input type="hidden" name="item" value=(row.item().number);
                        p .small { (line(t, row, &self.groups)) " "
                            button .link name="act" value="leave" aria-label=(t.say_with("comment-cluster-leave-label", &[("number", row.item().number.to_string().into())])) { (t.say("comment-cluster-leave")) } }
                    }))
                }
            }
        }
    }
}

/// What the first of them says.
fn first_words(lines: &Lines) -> Markup {
    let lang = lines.all.first().map_or("", |item| item.lang.as_str());
    html! { blockquote lang=(lang) dir="auto" { (safe_text(&lines.base)) } }
}

/// The comments of a proposal, ticked, with the button that confirms it; `but` is one that needs no tick. A letter presses
/// the button where there is one such.
pub(super) fn picks(
    t: &Tongue,
    lines: &Lines,
    groups: &[Group],
    but: Option<ItemNumber>,
) -> Markup {
    let is_picked = |row: &Row| Some(row.item().number) != but;
    let is_shown = |item: &Item| {
        lines
            .rows
            .iter()
            .any(|row| row.item().number == item.number)
    };
    let is_hidden = |item: &&Item| !is_shown(item) && Some(item.number) != but;
    let rest: Vec<&Item> = lines.all.iter().filter(is_hidden).collect();
    let more = rest.len() as i64;
    let (act, label) = match lines.joins {
        Some(_) => ("join", "comment-cluster-join"),
        None => ("confirm", "comment-cluster-confirm"),
    };
    let label = t.say(label);
    let button = Button::main(&label).sends("act", act);
    html! {
        @if let Some(but) = but { input type="hidden" name="item" value=(but); }
        @if let Some((with, count)) = lines.joins {
            input type="hidden" name="with" value=(with);
            p { (stamp(t, &with.to_string(), Some(&format!("/items/{with}")))) " "
                (t.say_with("comment-cluster-joins", &[("count", (count as i64).into())])) }
        }
        @for (at, row) in lines.rows.iter().enumerate().filter(|(_, row)| is_picked(row)) {
            label .pick {
                input type="checkbox" name="item" value=(row.item().number) checked;
                span { (line(t, row, groups)) }
            }
            @if at > 0 || but.is_some() { (lines.said(t, at)) }
        }
        @for item in rest { input type="hidden" name="item" value=(item.number); }
        @if more > 0 { p .hint { (t.say_with("comment-cluster-more", &[("count", more.into())])) } }
        p .acts { @if but.is_some() { (button.key('m')) } @else { (button) } }
    }
}

/// Whether an address that a form gives is one of the queue, to which the page of clusters leads back.
fn is_way_back(address: &str) -> bool {
    let query = address.strip_prefix("/queue?");
    query.is_some_and(|query| {
        query
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "=&-".contains(c))
    })
}

pub(super) fn line(t: &Tongue, row: &Row, groups: &[Group]) -> Markup {
    let number = row.item().number.to_string();
    html! {
        (stamp(t, &number, Some(&format!("/items/{number}")))) " "
        span lang=(row.item().lang) dir="auto" { (safe_text(row.title().unwrap_or("–"))) } " "
        @if let Some(group) = group(groups, row.group()) { (plenary_kit::page::group_badge(&group)) " " }
        (state_badge(t, row.item().standing.state.word()))
    }
}

/// GET /cycles/{slug}/clusters
pub async fn clusters_page(
    State(app): State<App>,
    who: Who,
    Path(slug): Path<String>,
) -> Result<Response, Stop> {
    let page = app.read(|db| ClustersPage::load(&app, db, &who, &slug))?;
    Ok(web::html(page.render(&app, &who, &Faults::default())))
}

/// POST /cycles/{slug}/clusters: confirms that the ticked comments say the same, or takes one out of its cluster.
pub async fn clusters_form(
    State(app): State<App>,
    who: Who,
    Path(slug): Path<String>,
    mut sent: Sent,
) -> Result<Response, Stop> {
    let act = sent.take("act");
    let with = sent.take("with").parse().ok();
    let back = sent.take("back");
    let items = sent.take_all("item");
    let numbers: Vec<ItemNumber> = items
        .iter()
        .take(CLUSTER + 1)
        .filter_map(|number| number.parse().ok())
        .collect();
    let once = sent.once();
    let outcome = match sent.finish() {
        Ok(()) => {
            let (here, visit, slug) = (app.clone(), who.clone(), slug.clone());
            app.act::<CommentEvent>(who.viewer.participant.as_ref(), once, move |db, _| {
                let cycle = forum::store::cycle_by_slug(db, &slug)?.ok_or(Stop::NotFound)?;
                decide(&here, db, &visit, &cycle, (&act, &numbers, with))
            })
            .await
            .map(|_| ())
        }
        Err(bad) => Err(bad.into()),
    };
    match outcome {
        Ok(()) if is_way_back(&back) => Ok(Redirect::to(&back).into_response()),
        Ok(()) => Ok(Redirect::to(&format!("/cycles/{slug}/clusters")).into_response()),
        Err(Stop::Refused(refusal)) => {
            let page = app.read(|db| ClustersPage::load(&app, db, &who, &slug))?;
            let faults = fault_of(&who.tongue, refusal.as_ref());
            let status = StatusCode::from_u16(refusal.status()).unwrap_or(StatusCode::CONFLICT);
            Ok((status, web::html(page.render(&app, &who, &faults))).into_response())
        }
        Err(stop) => Err(stop),
    }
}

fn decide(
    app: &App,
    db: &Db<'_>,
    who: &Who,
    cycle: &Cycle,
    (act, numbers, with): (&str, &[ItemNumber], Option<ItemNumber>),
) -> Result<CommentEvent, Stop> {
    let mut items = Vec::new();
    let mut elsewhere = HashSet::new();
    let seen = |number: ItemNumber| -> Result<Item, Stop> {
        let item = docket::item(db, number)?.ok_or(Stop::NotFound)?;
        item.fields_for(app, &who.viewer).ok_or(Stop::NotFound)?;
        Ok(item)
    };
    for number in numbers {
        let item = seen(*number)?;
        if !store::cluster_of(db, *number)?.is_empty() {
            elsewhere.insert(*number);
        }
        items.push(item);
    }
    match (act, &items[..]) {
        ("join", items) => {
            let with = seen(with.ok_or(Stop::NotFound)?)?;
            let cluster = store::cluster_of(db, with.number)?;
            Ok(join_cluster(
                &who.viewer,
                &cycle.id,
                (items, &elsewhere),
                (&with, &cluster),
            )?)
        }
        ("leave", [item]) => Ok(leave_cluster(
            &who.viewer,
            item,
            elsewhere.contains(&item.number),
        )?),
        _ => Ok(confirm_cluster(&who.viewer, &cycle.id, &items, &elsewhere)?),
    }
}

/// What an item's page says of the cluster it is in: how many say the same, by group, and which.
pub(super) struct Alike {
    rows: Vec<Row>,
    count: usize,
    groups: Vec<Group>,
}

impl Alike {
    pub fn load(app: &App, db: &Db<'_>, who: &Who, item: &Item) -> Result<Option<Alike>, Fault> {
        let all = cluster_of(app, db, &who.viewer, item.number)?;
        let Some(cycle) = forum::store::cycle(db, &item.cycle)?.filter(|_| all.len() > 1) else {
            return Ok(None);
        };
        Ok(Some(Alike {
            count: all.len(),
            rows: rows(app, db, &who.viewer, &cycle, all)?,
            groups: forum::store::groups(db)?,
        }))
    }

    pub fn render(&self, t: &Tongue, item: &Item) -> Markup {
        let names: Vec<(Option<&Group>, u64)> = self.per_group();
        let other = t.say("comment-cluster-no-group");
        let parts: Vec<Bar<'_>> = names
            .iter()
            .map(|(of, count)| Bar {
                label: of.map_or(other.as_ref(), |group| group.name.as_str()),
                group: of.and_then(|of| group(&self.groups, Some(&of.word))),
                count: *count,
            })
            .collect();
        let args = [("count", (self.count as i64).into())];
        html! {
            section .alike aria-labelledby="alike-title" {
                h2 #alike-title { (t.say_with("comment-cluster-same", &args)) }
                (bars(t, &t.say("comment-cluster-by-group"), &parts))
                details { summary { (t.say("comment-cluster-others")) }
                    ul { @for row in self.rows.iter().filter(|row| row.item().number != item.number).take(SHOWN) {
                        li { (line(t, row, &self.groups)) } } }
                }
            }
        }
    }

    /// How many each group has, in the forum's order; last those whose group is not for this reader.
    fn per_group(&self) -> Vec<(Option<&Group>, u64)> {
        let of =
            |word: Option<&str>| self.rows.iter().filter(|row| row.group() == word).count() as u64;
        let known = self
            .groups
            .iter()
            .map(|group| (Some(group), of(Some(&group.word))));
        let all: Vec<_> = known.chain([(None, of(None))]).collect();
        all.into_iter().filter(|(_, count)| *count > 0).collect()
    }
}
