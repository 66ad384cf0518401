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
    Bar, Faults, Form, Place, bars, empty, error_summary, heading, safe_text, stamp, state_badge,
};
use plenary_kit::shell::Page;
use plenary_kit::tongue::Tongue;
use plenary_kit::web::{self, Who};

use super::cluster::{
    CLUSTER, Clusters, cluster_of, clusters, confirm_cluster, leave_cluster, may_cluster,
};
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
struct Lines {
    rows: Vec<Row>,
    all: Vec<Item>,
    is_verbatim: bool,
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
                let shown = cluster.items.iter().take(SHOWN).cloned().collect();
                Ok(Lines {
                    rows: rows(app, db, &who.viewer, &cycle, shown)?,
                    all: cluster.items,
                    is_verbatim: cluster.is_verbatim,
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
        let said = match lines.is_verbatim {
            true => "comment-cluster-verbatim",
            false => "comment-cluster-alike",
        };
        let args = [("count", (lines.all.len() as i64).into())];
        let key = plenary_kit::random::token();
        let rest = lines.all.iter().skip(lines.rows.len());
        html! {
            section .card {
                h3 { (t.say_with(said, &args)) }
                (Form::new(&self.action(), &who.token).key(&key).render(html! {
                    @for row in &lines.rows {
                        label .pick {
                            input type="checkbox" name="item" value=(row.item().number) checked;
                            span { (line(t, row, &self.groups)) }
                        }
                    }
                    @for item in rest { input type="hidden" name="item" value=(item.number); }
                    @if lines.all.len() > lines.rows.len() {
                        p .hint { (t.say_with("comment-cluster-more", &[("count", ((lines.all.len() - lines.rows.len()) as i64).into())])) }
                    }
                    p .acts { button .main name="act" value="confirm" { (t.say("comment-cluster-confirm")) } }
                }))
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
                @for row in &lines.rows {
                    @let key = plenary_kit::random::token();
                    (Form::new(&self.action(), &who.token).key(&key).render(html! {
                        input type="hidden" name="item" value=(row.item().number);
                        p { (line(t, row, &self.groups)) " "
                            button .link name="act" value="leave" aria-label=(t.say_with("comment-cluster-leave-label", &[("number", row.item().number.to_string().into())])) { (t.say("comment-cluster-leave")) } }
                    }))
                }
            }
        }
    }
}

fn line(t: &Tongue, row: &Row, groups: &[Group]) -> Markup {
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
                decide(&here, db, &visit, &cycle, (&act, &numbers))
            })
            .await
            .map(|_| ())
        }
        Err(bad) => Err(bad.into()),
    };
    match outcome {
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
    (act, numbers): (&str, &[ItemNumber]),
) -> Result<CommentEvent, Stop> {
    let mut items = Vec::new();
    let mut elsewhere = HashSet::new();
    for number in numbers {
        let item = docket::item(db, *number)?.ok_or(Stop::NotFound)?;
        item.fields_for(app, &who.viewer).ok_or(Stop::NotFound)?;
        if !store::cluster_of(db, *number)?.is_empty() {
            elsewhere.insert(*number);
        }
        items.push(item);
    }
    match (act, &items[..]) {
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
