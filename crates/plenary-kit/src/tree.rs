//! The ledger's tree, checkpoints and receipts: made by a follower from the lines as they were read back.
//!
//! Kept are each line's leaf hash and one node per complete subtree of 256; the head is computed from what stands on
//! the disk, never from what the writer meant to put there, and only then signed.

use std::sync::Arc;

use plenary_ledger::{Checkpoint, Frontier, Hash, Receipt, SigningKey, VerifyingKey};

use crate::app::App;
use crate::db::{Db, Tx};
use crate::event::{self, Entry};
use crate::fault::Fault;
use crate::follow::{self, Follower, Write};
use crate::{given, queries};

queries! {
    KEEP_LEAF = "INSERT INTO follow_leaf (seq, hash) VALUES (?1, ?2)";
    LEAVES = "SELECT hash FROM follow_leaf WHERE seq >= ?1 AND seq < ?2 ORDER BY seq";
    KEEP_NODE = "INSERT INTO follow_node (level, place, hash) VALUES (?1, ?2, ?3)";
    NODES = "SELECT hash FROM follow_node WHERE level = ?1 AND place >= ?2 AND place < ?3 ORDER BY place";
    KEEP_CHECKPOINT = "INSERT INTO follow_checkpoint (size, note) VALUES (?1, ?2) ON CONFLICT (size) DO NOTHING";
    LAST_CHECKPOINT = "SELECT size, note FROM follow_checkpoint ORDER BY size DESC LIMIT 1";
    KEEP_KEY = "INSERT INTO follow_key (key, place) VALUES (?1, (SELECT COUNT(*) FROM follow_key)) ON CONFLICT (key) DO NOTHING";
    KEYS = "SELECT key FROM follow_key ORDER BY place, key";
    CHECKPOINT_AT = "SELECT note FROM follow_checkpoint WHERE size = ?1";
    CHECKPOINTS = "SELECT size, note FROM follow_checkpoint WHERE size > ?1 ORDER BY size LIMIT ?2";
}

/// The follower's name.
pub const TREE: &str = "tree";

/// Level 0 is the leaves; above it only levels 8, 16, 24 ... are kept.
const LEVELS_APART: u8 = 8;

/// The follower that grows the tree.
pub struct TreeFollower;

impl Follower for TreeFollower {
    fn name(&self) -> &'static str {
        TREE
    }

    fn fell(&self) -> Option<follow::Fell> {
        Some(fell)
    }

    fn follow(&self, app: &App, db: &Db<'_>, entries: &[Entry]) -> Result<Write, Fault> {
        let from = entries.first().map_or(0, |entry| entry.meta.seq);
        let mut frontier = frontier(db, from)?;
        let mut kept = Vec::new();
        for entry in entries {
            let leaf = entry.leaf();
            kept.push((0, frontier.size(), leaf));
            frontier.push_keeping(leaf, |level, place, hash| {
                if level > 0 && level % LEVELS_APART == 0 {
                    kept.push((level, place, hash));
                }
            });
        }
        let signed = match last_checkpoint(db)? {
            // An earlier life of the ledger signed this far already: sign nothing twice.
            Some((signed, _)) if signed >= frontier.size() => None,
            _ => Some(sign(&signing_key(app)?, &frontier)?),
        };
        let size = frontier.size();
        Ok(Box::new(move |tx| {
            for (level, place, hash) in kept {
                match level {
                    0 => tx.run(KEEP_LEAF, given![place, &hash.0[..]])?,
                    _ => tx.run(KEEP_NODE, given![level, place, &hash.0[..]])?,
                };
            }
            match signed {
                Some((note, key)) => keep_checkpoint(tx, size, &note, &key),
                None => Ok(()),
            }
        }))
    }
}

fn sign(key: &SigningKey, frontier: &Frontier) -> Result<(String, VerifyingKey), Fault> {
    // The ledger keeps the name it first signed under, whatever address the forum moves to later.
    let note = Checkpoint::of(key.name(), frontier).sign(key);
    Ok((note.map_err(Fault::broken)?, key.verifying_key()))
}

/// Keeps a signed checkpoint and the key it is checked with; an earlier one of the same size stays.
pub fn keep_checkpoint(
    tx: &Tx<'_>,
    size: u64,
    note: &str,
    key: &VerifyingKey,
) -> Result<(), Fault> {
    keep_key(tx, key)?;
    keep_note(tx, size, note)
}

/// Keeps a signed checkpoint whose key is kept already.
pub fn keep_note(tx: &Tx<'_>, size: u64, note: &str) -> Result<(), Fault> {
    tx.run(KEEP_CHECKPOINT, given![size, note]).map(|_| ())
}

/// Keeps the key that checkpoints of this ledger are checked with.
pub fn keep_key(tx: &Tx<'_>, key: &VerifyingKey) -> Result<(), Fault> {
    tx.run(KEEP_KEY, given![key.to_string()]).map(|_| ())
}

/// The keys that have signed this ledger, the first first: the forum's own, and before it those of a forum it came from.
pub fn keys(db: &Db<'_>) -> Result<Vec<VerifyingKey>, Fault> {
    let texts: Vec<String> = db.all(KEYS, given![], |row| row.get(0))?;
    let read = |text: &String| text.parse().map_err(Fault::broken);
    texts.iter().map(read).collect()
}

/// The signed checkpoint of exactly this many lines.
pub fn checkpoint_at(db: &Db<'_>, size: u64) -> Result<Option<String>, Fault> {
    db.one(CHECKPOINT_AT, given![size], |row| row.get(0))
}

/// The ledger's name when it begins: the forum's address without its scheme.
pub fn origin(app: &App) -> String {
    let url = &app.settings().public_url;
    let name = url.split_once("://").map_or(url.as_str(), |(_, rest)| rest);
    // A signed note's key name may hold neither spaces nor plus signs (c2sp.org/signed-note).
    name.chars()
        .filter(|c| !c.is_whitespace() && *c != '+')
        .collect()
}

/// The key that signs checkpoints; made at first use, kept in the data directory.
pub fn signing_key(app: &App) -> Result<SigningKey, Fault> {
    let path = app.settings().dir.join("ledger.key");
    match std::fs::read_to_string(&path) {
        Ok(text) => SigningKey::read_secret(text.trim()).map_err(|bad| {
            Fault::broken(format!(
                "{}: {bad}; restore the file from a backup",
                path.display()
            ))
        }),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            let key = SigningKey::from_seed(&origin(app), &crate::random::bytes())
                .map_err(Fault::broken)?;
            crate::app::write_private(&path, key.write_secret().as_bytes())?;
            Ok(key)
        }
        Err(error) => Err(error.into()),
    }
}

/// What the store keeps of the tree, as the ledger crate asks for it.
struct Kept<'a, 'b>(&'a Db<'b>);

impl plenary_ledger::Tiles for Kept<'_, '_> {
    fn hashes(&self, level: u8, start: u64, count: usize) -> Vec<Hash> {
        let end = start.saturating_add(count as u64);
        let read = |row: &crate::db::Row<'_>| hash_of(&row.get::<Vec<u8>>(0)?);
        let found = match level {
            0 => self.0.all(LEAVES, given![start, end], read),
            _ => self.0.all(NODES, given![level, start, end], read),
        };
        // A missing node makes the proof fail with a clear error; that is all this trait can say.
        found.unwrap_or_default()
    }
}

fn hash_of(bytes: &[u8]) -> Result<Hash, Fault> {
    bytes
        .try_into()
        .map(Hash)
        .map_err(|_| Fault::broken("a hash of the ledger's tree is not 32 bytes"))
}

/// The compact tree over the first `size` lines, from what is kept.
fn frontier(db: &Db<'_>, size: u64) -> Result<Frontier, Fault> {
    let kept = Kept(db);
    let nodes = plenary_ledger::TileNodes(&kept);
    let mut peaks = Vec::new();
    let mut start = 0u64;
    for level in (0..u64::BITS as u8).rev() {
        if size & (1u64 << level) != 0 {
            let node = plenary_ledger::Nodes::node(&nodes, level, start >> level);
            peaks.push(node.ok_or_else(|| {
                Fault::broken("the ledger's tree has a hole; run `plenary rebuild`")
            })?);
            start += 1u64 << level;
        }
    }
    Frontier::from_parts(size, peaks).map_err(Fault::broken)
}

/// The last signed checkpoint: its size and its note.
pub fn last_checkpoint(db: &Db<'_>) -> Result<Option<(u64, String)>, Fault> {
    db.one(LAST_CHECKPOINT, given![], |row| {
        Ok((row.get(0)?, row.get(1)?))
    })
}

/// Signed checkpoints after a size, oldest first.
pub fn checkpoints(db: &Db<'_>, after: u64, limit: usize) -> Result<Vec<(u64, String)>, Fault> {
    db.all(CHECKPOINTS, given![after, limit], |row| {
        Ok((row.get(0)?, row.get(1)?))
    })
}

/// The receipt for one line with the words given: a file that is checked offline, alone.
///
/// Nothing while the tree has not grown to the line yet.
pub fn receipt(
    db: &Db<'_>,
    seq: u64,
    words: Vec<plenary_ledger::WordsRow>,
) -> Result<Option<String>, Fault> {
    let (Some((size, checkpoint)), Some(entry)) = (last_checkpoint(db)?, event::entry(db, seq)?)
    else {
        return Ok(None);
    };
    if size <= seq || entry.is_withheld() {
        return Ok(None);
    }
    let kept = Kept(db);
    let nodes = plenary_ledger::TileNodes(&kept);
    let proof = plenary_ledger::inclusion_proof(&nodes, seq, size).map_err(Fault::broken)?;
    let extra = plenary_ledger::Carried {
        line: entry.line,
        words,
    }
    .write();
    Ok(Some(
        Receipt {
            index: seq,
            proof,
            checkpoint,
            extra,
        }
        .write(),
    ))
}

/// The proof that the tree at `new` lines extends the tree at `old` lines.
pub fn consistency(db: &Db<'_>, old: u64, new: u64) -> Result<Vec<Hash>, Fault> {
    let kept = Kept(db);
    plenary_ledger::consistency_proof(&plenary_ledger::TileNodes(&kept), old, new)
        .map_err(Fault::broken)
}

/// Lets the tree follow until it holds every line that is written.
pub async fn grow(app: &App) -> Result<(), Fault> {
    let follower: Arc<dyn Follower> = Arc::new(TreeFollower);
    follow::catch_up(app, &follower).await
}

/// Forgets the tree, so that it is grown anew from the lines. What was signed stays signed.
pub fn fell(tx: &Tx<'_>) -> Result<(), Fault> {
    for sql in ["DELETE FROM follow_leaf", "DELETE FROM follow_node"] {
        tx.run(sql, given![])?;
    }
    follow::move_cursor(tx, TREE, 0)
}
