//! Comments that say nearly the same: proposed by their words, confirmed by those who answer, answered once.

use std::collections::{BTreeMap, HashMap, HashSet};

use plenary_kit::app::App;
use plenary_kit::db::Db;
use plenary_kit::fault::Fault;
use plenary_kit::id::CycleId;
use plenary_kit::policy::Viewer;
use plenary_passage::near_duplicates;

use super::event::CommentEvent;
use super::rules::CommentRefusal;
use super::store;
use crate::docket::{Item, ItemNumber, Kind, WorkState, store as docket};
use crate::document::store as documents;

/// The most comments of a cycle whose words are compared; later ones wait until earlier ones are answered.
pub const COMPARED: usize = 10_000;
/// The most comments of one cluster: its page lists them all.
pub const CLUSTER: usize = 1_000;

/// Comments that say the same, the first of them first.
#[derive(Clone, Debug, PartialEq)]
pub struct Cluster {
    /// The comments, in the order they came.
    pub items: Vec<Item>,
    /// Whether they say the same words.
    pub is_verbatim: bool,
}

/// What the page of clusters shows.
#[derive(Debug, Default)]
pub struct Clusters {
    /// Those a person confirmed.
    pub confirmed: Vec<Cluster>,
    /// Those the words propose.
    pub proposed: Vec<Cluster>,
    /// Whether some comments were not compared.
    pub is_cut: bool,
}

/// Whether the viewer says which comments of a cycle are the same.
pub fn may_cluster(viewer: &Viewer, cycle: &CycleId) -> Result<(), CommentRefusal> {
    match viewer.answers_for(cycle) {
        true => Ok(()),
        false => Err(CommentRefusal::NotAnswering),
    }
}

/// Whether an item can be put into a cluster.
fn is_open(item: &Item) -> bool {
    let is_said = matches!(item.kind, Kind::Comment | Kind::Question);
    is_said
        && item.is_shown
        && item.withdrawn.is_none()
        && item.standing.state != WorkState::Published
}

/// Confirms that these comments say the same; `elsewhere` are those that another cluster holds already.
pub fn confirm_cluster(
    viewer: &Viewer,
    cycle: &CycleId,
    items: &[Item],
    elsewhere: &HashSet<ItemNumber>,
) -> Result<CommentEvent, CommentRefusal> {
    may_cluster(viewer, cycle)?;
    let mut sorted: Vec<&Item> = items.iter().collect();
    sorted.sort_by_key(|item| item.seq);
    sorted.dedup_by_key(|item| item.seq);
    if !(2..=CLUSTER).contains(&sorted.len()) {
        return Err(CommentRefusal::TooFewAlike);
    }
    let fits =
        |item: &&Item| item.cycle == *cycle && is_open(item) && !elsewhere.contains(&item.number);
    if !sorted.iter().all(fits) {
        return Err(CommentRefusal::NotAlike);
    }
    Ok(CommentEvent::ClusterConfirmed {
        numbers: sorted.into_iter().map(|item| item.number).collect(),
    })
}

/// Takes a comment out of its cluster; `is_in_one` says whether it is in one today.
pub fn leave_cluster(
    viewer: &Viewer,
    item: &Item,
    is_in_one: bool,
) -> Result<CommentEvent, CommentRefusal> {
    may_cluster(viewer, &item.cycle)?;
    match is_in_one {
        true => Ok(CommentEvent::ClusterLeft {
            number: item.number,
        }),
        false => Err(CommentRefusal::NotAlike),
    }
}

/// The clusters among a cycle's comments that the viewer may see.
pub fn clusters(
    app: &App,
    db: &Db<'_>,
    viewer: &Viewer,
    cycle: &CycleId,
) -> Result<Clusters, Fault> {
    let mut confirmed: BTreeMap<u64, Vec<Item>> = BTreeMap::new();
    let mut open = Vec::new();
    for document in documents::documents_of(db, cycle)? {
        let known: HashMap<ItemNumber, u64> =
            store::clustered(db, &document.id)?.into_iter().collect();
        for (item, _) in docket::concern::on_document(db, &document.id)? {
            if item.fields_for(app, viewer).is_none() {
                continue;
            }
            match known.get(&item.number) {
                Some(cluster) => confirmed.entry(*cluster).or_default().push(item),
                None if is_open(&item) => open.push(item),
                None => {}
            }
        }
    }
    open.sort_by_key(|item| item.seq);
    let is_cut = open.len() > COMPARED;
    open.truncate(COMPARED);
    let confirmed = confirmed.into_values().map(|items| Cluster {
        items,
        is_verbatim: false,
    });
    Ok(Clusters {
        confirmed: confirmed.collect(),
        proposed: proposed(db, &open)?,
        is_cut,
    })
}

/// Which of these comments, in the order they came, say nearly the same.
fn proposed(db: &Db<'_>, open: &[Item]) -> Result<Vec<Cluster>, Fault> {
    let mut texts = Vec::with_capacity(open.len());
    for item in open {
        let said = docket::texts(db, item.number)?;
        let said: Vec<String> = said.into_iter().filter_map(|text| text.text).collect();
        texts.push(said.join("\n\n"));
    }
    let alike = near_duplicates(&texts).into_iter().map(|alike| Cluster {
        items: alike
            .texts
            .iter()
            .take(CLUSTER)
            .map(|at| open[*at].clone())
            .collect(),
        is_verbatim: alike.verbatim,
    });
    Ok(alike.collect())
}

/// The comments of an item's cluster that the viewer may see, itself among them, in the order they came; none when it is
/// in no cluster.
pub fn cluster_of(
    app: &App,
    db: &Db<'_>,
    viewer: &Viewer,
    number: ItemNumber,
) -> Result<Vec<Item>, Fault> {
    let mut items = Vec::new();
    for other in store::cluster_of(db, number)? {
        items.extend(docket::item(db, other)?);
    }
    items.retain(|item| item.fields_for(app, viewer).is_some());
    items.sort_by_key(|item| item.seq);
    Ok(items)
}
