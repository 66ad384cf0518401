//! What the blocks of a version stand on: as stated on it, or carried from earlier versions by the stored maps.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use plenary_kit::db::Db;
use plenary_kit::fault::Fault;
use plenary_passage::{BlockId, Placement, Reading};

use super::event::Ground;
use super::store::{self, Statement};
use crate::document::{DocumentId, VersionNumber, store as documents};

/// What a block stands on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Basis {
    /// On what.
    pub grounds: Vec<Ground>,
    /// The version on which it was stated last.
    pub stated_on: VersionNumber,
    /// Whether the block is still what it was stated of; where its words changed much, a person should look.
    pub is_sure: bool,
}

/// What the blocks of a version stand on, and the line of the ledger that said so last.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bases {
    /// By block; a block without a basis is not there.
    pub of: HashMap<BlockId, Basis>,
    /// The last statement of the document, for the tags of pages.
    pub changed: u64,
}

/// What the blocks of a version stand on.
pub fn bases(db: &Db<'_>, document: &DocumentId, version: VersionNumber) -> Result<Bases, Fault> {
    let mut statements = store::statements(db, document)?;
    let changed = statements
        .iter()
        .map(|statement| statement.seq)
        .max()
        .unwrap_or(0);
    statements.retain(|statement| statement.version <= version);
    let Some(first) = statements.first().map(|statement| statement.version) else {
        return Ok(Bases {
            changed,
            ..Bases::default()
        });
    };
    let mut of: HashMap<BlockId, Basis> = HashMap::new();
    let mut rest = statements.into_iter().peekable();
    for number in first.0..=version.0 {
        let number = VersionNumber(number);
        if number > first {
            let lineage = lineage(db, document, number)?;
            of = carry(of, &lineage);
        }
        while let Some(statement) = rest.next_if(|next| next.version == number) {
            take(&mut of, statement);
        }
    }
    of.retain(|_, basis| !basis.grounds.is_empty());
    Ok(Bases { of, changed })
}

/// A statement replaces whatever was carried to its block.
fn take(of: &mut HashMap<BlockId, Basis>, statement: Statement) {
    let basis = Basis {
        grounds: statement.grounds,
        stated_on: statement.version,
        is_sure: true,
    };
    of.insert(statement.block, basis);
}

/// Every part of a split block stands on what the whole stood on; a merged block stands on all of its parts' grounds.
fn carry(mut of: HashMap<BlockId, Basis>, lineage: &Lineage) -> HashMap<BlockId, Basis> {
    let mut carried: HashMap<BlockId, Basis> = HashMap::new();
    for heir in lineage {
        let Some(basis) = of.remove(&heir.old) else {
            continue;
        };
        for block in &heir.new {
            let mine = carried.entry(*block).or_insert_with(|| Basis {
                grounds: Vec::new(),
                stated_on: basis.stated_on,
                is_sure: true,
            });
            for ground in &basis.grounds {
                if !mine.grounds.contains(ground) {
                    mine.grounds.push(ground.clone());
                }
            }
            mine.stated_on = mine.stated_on.max(basis.stated_on);
            mine.is_sure &= basis.is_sure && heir.is_sure;
        }
    }
    carried
}

/// Where a block of the version before went.
#[derive(Clone, Debug)]
struct Heir {
    old: BlockId,
    new: Vec<BlockId>,
    is_sure: bool,
}

type Lineage = Vec<Heir>;

/// Where the blocks of the version before went: read off the stored map once, since two frozen versions never change.
fn lineage(db: &Db<'_>, document: &DocumentId, to: VersionNumber) -> Result<Arc<Lineage>, Fault> {
    if let Some(known) = Known::shared().find(document, to) {
        return Ok(known);
    }
    let before = VersionNumber(to.0.saturating_sub(1));
    let old = documents::version(db, document, before)?;
    let new = documents::version(db, document, to)?;
    let map = documents::map_to(db, document, to)?;
    let (Some(old), Some(new), Some(map)) = (old, new, map) else {
        // Words that were erased carry nothing; what was stated afterwards stands.
        return Ok(Arc::default());
    };
    let reading = Reading::of(&old, &new, map);
    let changes = reading.compare().changes;
    let heirs = old.blocks().iter().map(|block| {
        let landing = reading.carry(block.span);
        let parts = landing.fragments.iter();
        let mut blocks: Vec<BlockId> = parts
            .filter_map(|part| new.block_at(part.start).map(|block| block.id))
            .collect();
        // A block that was split or merged is known by what the comparison says it came from.
        let came_from_it = changes
            .iter()
            .filter(|change| change.old.contains(&block.id));
        blocks.extend(came_from_it.filter_map(|change| change.new));
        blocks.sort_unstable();
        blocks.dedup();
        Heir {
            old: block.id,
            new: blocks,
            is_sure: landing.placement == Placement::Carried,
        }
    });
    let lineage: Arc<Lineage> = Arc::new(heirs.collect());
    Known::shared().put(document, to, lineage.clone());
    Ok(lineage)
}

/// Lineages worked out lately.
#[derive(Default)]
struct Known(Mutex<VecDeque<(DocumentId, VersionNumber, Arc<Lineage>)>>);

/// How many lineages are kept ready; each is a few numbers a block.
const READY: usize = 100;

impl Known {
    fn shared() -> &'static Known {
        static KNOWN: OnceLock<Known> = OnceLock::new();
        KNOWN.get_or_init(Known::default)
    }

    fn find(&self, id: &DocumentId, number: VersionNumber) -> Option<Arc<Lineage>> {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let found = known
            .iter()
            .find(|(each, at, _)| each == id && *at == number);
        found.map(|(_, _, lineage)| lineage.clone())
    }

    fn put(&self, id: &DocumentId, number: VersionNumber, lineage: Arc<Lineage>) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= READY {
            known.pop_front();
        }
        known.push_back((id.clone(), number, lineage));
    }
}
