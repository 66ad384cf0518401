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
use crate::document::{DocumentId, store as documents};

/// The most comments of a cycle whose words are compared; later ones wait until earlier ones are answered.
pub const COMPARED: usize = 10_000;
/// The most comments that are compared with one of them, those filed nearest to it; a campaign comes in a wave, and the
/// page of clusters compares all.
const COMPARED_WITH_ONE: usize = 1_000;
/// The most comments of one cluster: its page lists them all.
pub const CLUSTER: usize = 1_000;

/// Comments that say the same, the first of them first.
#[derive(Clone, Debug, PartialEq)]
pub struct Cluster {
    /// The comments, in the order they came.
    pub items: Vec<Item>,
    /// Whether they say the same words.
    pub is_verbatim: bool,
    /// For a proposal: the confirmed cluster that already says so, by its first comment, and how many it holds.
    pub joins: Option<(ItemNumber, usize)>,
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

/// Puts comments into a confirmed cluster that says the same; `cluster` are its numbers, none when `with` is in none.
pub fn join_cluster(
    viewer: &Viewer,
    cycle: &CycleId,
    (items, elsewhere): (&[Item], &HashSet<ItemNumber>),
    (with, cluster): (&Item, &[ItemNumber]),
) -> Result<CommentEvent, CommentRefusal> {
    may_cluster(viewer, cycle)?;
    let mut sorted: Vec<&Item> = items.iter().collect();
    sorted.sort_by_key(|item| item.seq);
    sorted.dedup_by_key(|item| item.seq);
    if sorted.is_empty() || cluster.len() + sorted.len() > CLUSTER {
        return Err(CommentRefusal::TooFewAlike);
    }
    let fits =
        |item: &&Item| item.cycle == *cycle && is_open(item) && !elsewhere.contains(&item.number);
    if with.cycle != *cycle || !cluster.contains(&with.number) || !sorted.iter().all(fits) {
        return Err(CommentRefusal::NotAlike);
    }
    Ok(CommentEvent::ClusterJoined {
        numbers: sorted.into_iter().map(|item| item.number).collect(),
        with: with.number,
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

/// The comments of a cycle's texts that the viewer may see, as far as clusters go.
#[derive(Default)]
struct Ground {
    /// Those that wait, in clusters or not, in the order they came; not those that a person took out of a cluster.
    open: Vec<Item>,
    /// Those in clusters, each with the line that confirmed its cluster.
    known: HashMap<ItemNumber, u64>,
    /// All of a cluster, answered ones too.
    confirmed: BTreeMap<u64, Vec<Item>>,
}

impl Ground {
    fn take(
        &mut self,
        app: &App,
        db: &Db<'_>,
        viewer: &Viewer,
        document: &DocumentId,
    ) -> Result<(), Fault> {
        let apart: HashSet<ItemNumber> = store::apart(db, document)?.into_iter().collect();
        self.known.extend(store::clustered(db, document)?);
        for (item, _) in docket::concern::on_document(db, document)? {
            if item.fields_for(app, viewer).is_none() {
                continue;
            }
            if let Some(cluster) = self.known.get(&item.number) {
                let all = self.confirmed.entry(*cluster).or_default();
                all.push(item.clone());
            }
            if is_open(&item) && !apart.contains(&item.number) {
                self.open.push(item);
            }
        }
        self.open.sort_by_key(|item| item.seq);
        Ok(())
    }

    /// The clusters that the words of these comments propose; what is in a cluster already is proposed only as the one
    /// that others join.
    fn proposed(&self, db: &Db<'_>, open: &[Item]) -> Result<Vec<Cluster>, Fault> {
        let texts = open.iter().map(|item| words_of(db, item));
        let texts = texts.collect::<Result<Vec<String>, Fault>>()?;
        let families = near_duplicates(&texts).into_iter();
        Ok(families
            .filter_map(|alike| {
                let (settled, free): (Vec<&Item>, Vec<&Item>) = (alike.texts.iter())
                    .map(|at| &open[*at])
                    .partition(|item| self.known.contains_key(&item.number));
                let joins = settled.first().and_then(|item| self.settled(item));
                let is_one = free.len() > 1 || (joins.is_some() && !free.is_empty());
                is_one.then(|| Cluster {
                    items: free.into_iter().take(CLUSTER).cloned().collect(),
                    is_verbatim: alike.verbatim,
                    joins,
                })
            })
            .collect())
    }

    fn settled(&self, item: &Item) -> Option<(ItemNumber, usize)> {
        let all = self.confirmed.get(self.known.get(&item.number)?)?;
        Some((all.first()?.number, all.len()))
    }
}

/// What a comment says.
pub(super) fn words_of(db: &Db<'_>, item: &Item) -> Result<String, Fault> {
    let said = docket::texts(db, item.number)?;
    let said: Vec<String> = said.into_iter().filter_map(|text| text.text).collect();
    Ok(said.join("\n\n"))
}

/// The clusters among a cycle's comments that the viewer may see.
pub fn clusters(
    app: &App,
    db: &Db<'_>,
    viewer: &Viewer,
    cycle: &CycleId,
) -> Result<Clusters, Fault> {
    let mut ground = Ground::default();
    for document in documents::documents_of(db, cycle)? {
        ground.take(app, db, viewer, &document.id)?;
    }
    let compared = ground.open.len().min(COMPARED);
    let proposed = ground.proposed(db, &ground.open[..compared])?;
    let is_cut = ground.open.len() > COMPARED;
    let confirmed = ground.confirmed.into_values().map(|items| Cluster {
        items,
        is_verbatim: false,
        joins: None,
    });
    Ok(Clusters {
        confirmed: confirmed.collect(),
        proposed,
        is_cut,
    })
}

/// The cluster that the words of one open comment propose, itself among it; nothing when it stands alone, is in a
/// cluster, or was taken out of one.
pub fn proposed_with(
    app: &App,
    db: &Db<'_>,
    viewer: &Viewer,
    item: &Item,
) -> Result<Option<Cluster>, Fault> {
    let Some(document) = docket::concern::concerns(db, item.number)?.document else {
        return Ok(None);
    };
    let mut ground = Ground::default();
    ground.take(app, db, viewer, &document)?;
    let is_it = |other: &Item| other.number == item.number;
    let Some(at) = ground.open.iter().position(is_it) else {
        return Ok(None);
    };
    let last = (at + COMPARED_WITH_ONE / 2).min(ground.open.len());
    let near = &ground.open[last.saturating_sub(COMPARED_WITH_ONE)..last];
    let all = ground.proposed(db, near)?;
    Ok(all
        .into_iter()
        .find(|cluster| cluster.items.iter().any(is_it)))
}

/// Which comments on a document are in clusters, each with the line of the ledger that confirmed its cluster: the caller
/// asks the policy.
pub fn clustered(db: &Db<'_>, document: &DocumentId) -> Result<HashMap<ItemNumber, u64>, Fault> {
    Ok(store::clustered(db, document)?.into_iter().collect())
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
