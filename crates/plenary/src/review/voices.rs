//! What stands beside a version for one viewer: counted and chosen once, until an act changes a comment. So a page costs
//! what it shows, however many comments there are.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Arc, Mutex, PoisonError};

use plenary_kit::app::App;
use plenary_kit::db::Db;
use plenary_kit::fault::Fault;
use plenary_kit::policy::{Attribution, Viewer};
use plenary_passage::{BlockId, Version};

use super::fared;
use super::reading::by_block;
use crate::comment::{Placed, Stands, kept};
use crate::document::{Document, DocumentId, VersionNumber};

/// The most voices beside one block; the rest is a link away.
pub(super) const VOICES: usize = 2;

/// The comments beside a version, as far as a viewer may see them.
#[derive(Debug, Default)]
pub(super) struct Voices {
    /// How many there are.
    pub count: usize,
    /// A sum over all of them and their last changes.
    pub sum: u64,
    /// Those on each block.
    pub on: HashMap<BlockId, Here>,
    /// Those on the document as a whole.
    pub whole: Here,
    /// How many have a passage that stands nowhere any more.
    pub orphans: usize,
    /// Of those made before the version: carried, to check, orphaned.
    pub fared: [usize; 3],
}

/// The comments at one place.
#[derive(Debug, Default)]
pub(super) struct Here {
    /// How many there are.
    pub count: usize,
    /// The first of them, in the order they came.
    pub first: Vec<Arc<Placed>>,
    /// How many each group has, by its word, as far as everyone may know that; in no order.
    by_group: Vec<(String, i64)>,
}

impl Here {
    fn of<'a>(comments: impl Iterator<Item = &'a Arc<Placed>>, shown: usize) -> Here {
        let mut here = Here::default();
        for comment in comments {
            here.count += 1;
            if here.first.len() < shown {
                here.first.push(comment.clone());
            }
            let Some(word) = group_of(comment) else {
                continue;
            };
            match here.by_group.iter_mut().find(|(each, _)| each == word) {
                Some((_, count)) => *count += 1,
                None => here.by_group.push((word.to_owned(), 1)),
            }
        }
        here
    }

    /// How many a group has.
    pub fn of_group(&self, word: &str) -> i64 {
        let found = self.by_group.iter().find(|(each, _)| each == word);
        found.map_or(0, |(_, count)| *count)
    }
}

/// A group that not everyone may know is not told by a count either.
fn group_of(comment: &Placed) -> Option<&str> {
    let item = &comment.item;
    let is_known = item.attribution != Attribution::Anonymous;
    item.group.as_deref().filter(|_| is_known)
}

impl Voices {
    fn of(version: &Version, seen: &[&Arc<Placed>]) -> Voices {
        let placed = || seen.iter().map(|comment| &***comment);
        let mut sum = DefaultHasher::new();
        for comment in seen {
            (comment.item.number, comment.item.changed).hash(&mut sum);
        }
        let on = by_block(version, placed()).into_iter().map(|(block, all)| {
            let comments = all.into_iter().map(|at| seen[at]);
            (block, Here::of(comments, VOICES))
        });
        let whole = seen.iter().filter(|comment| comment.places.is_empty());
        let is_orphan = |comment: &&&Arc<Placed>| {
            let mut places = comment.places.iter();
            places.any(|(_, stands)| matches!(stands, Stands::Orphaned | Stands::Gone))
        };
        Voices {
            count: seen.len(),
            sum: sum.finish(),
            on: on.collect(),
            whole: Here::of(whole.copied(), 2 * VOICES),
            orphans: seen.iter().filter(is_orphan).count(),
            fared: fared::counts(placed()),
        }
    }
}

/// What was worked out last for each viewer.
#[derive(Default)]
struct Shelf(Mutex<Vec<Shelved>>);

struct Shelved {
    document: DocumentId,
    version: VersionNumber,
    viewer: Viewer,
    changed: u64,
    voices: Arc<Voices>,
}

/// How many viewers' voices are kept; the public is one viewer.
const VIEWERS_KEPT: usize = 64;

/// What stands beside a version for a viewer. The policy is asked of every comment, and again whenever one changed.
pub(super) fn voices(
    app: &App,
    db: &Db<'_>,
    viewer: &Viewer,
    document: &Document,
    (number, version): (VersionNumber, &Version),
) -> Result<Arc<Voices>, Fault> {
    let kept = kept(app, db, &document.id, number)?;
    let shelf = app.part::<Shelf>();
    let is_it = |each: &Shelved| {
        each.version == number && each.document == document.id && each.viewer == *viewer
    };
    let lock = || shelf.0.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(found) = lock().iter().find(|each| is_it(each))
        && found.changed == kept.changed
    {
        return Ok(found.voices.clone());
    }
    let may_see = |comment: &&Arc<Placed>| {
        let item = &comment.item;
        item.is_shown && item.about.is_none() && item.fields_for(app, viewer).is_some()
    };
    let seen: Vec<&Arc<Placed>> = kept.all.iter().filter(may_see).collect();
    let voices = Arc::new(Voices::of(version, &seen));
    let mut shelf = lock();
    shelf.retain(|each| !is_it(each));
    if shelf.len() >= VIEWERS_KEPT {
        shelf.remove(0);
    }
    shelf.push(Shelved {
        document: document.id.clone(),
        version: number,
        viewer: viewer.clone(),
        changed: kept.changed,
        voices: voices.clone(),
    });
    Ok(voices)
}
