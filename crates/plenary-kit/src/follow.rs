//! Followers: mail, search, checkpoints - whatever is made from the ledger, each with a cursor of its own.
//!
//! A follower reads new lines on a reading connection, works out what to write, and writes it together with its
//! cursor in one commit: a kill in the middle makes it do the same work again, never twice.

use std::sync::Arc;

use crate::app::App;
use crate::db::{Db, Tx};
use crate::event::{self, Entry};
use crate::fault::Fault;
use crate::{given, queries};

queries! {
    CURSOR = "SELECT next FROM follow_cursor WHERE follower = ?1";
    MOVE_CURSOR = "INSERT INTO follow_cursor (follower, next) VALUES (?1, ?2) ON CONFLICT (follower) DO UPDATE SET next = excluded.next";
}

/// The most lines a follower takes at once, so that acts never wait long behind it.
const LINES_PER_STEP: usize = 256;

/// What a follower wants written.
pub type Write = Box<dyn FnOnce(&Tx<'_>) -> Result<(), Fault> + Send>;

/// Forgets what a follower made.
pub type Fell = fn(&Tx<'_>) -> Result<(), Fault>;

/// Something that is made from the ledger.
pub trait Follower: Send + Sync + 'static {
    /// Its name: the cursor is kept under it.
    fn name(&self) -> &'static str;

    /// The follower it stays behind: it sees a line only when that one has seen it.
    fn behind(&self) -> Option<&'static str> {
        None
    }

    /// How what it made is forgotten, so that it makes it anew from the ledger; none for a follower that reaches people
    /// or files: it is never sent over the same lines again, nor over imported ones.
    fn fell(&self) -> Option<Fell> {
        None
    }

    /// Reads the entries, in order and without gaps, and gives what to write.
    fn follow(&self, app: &App, db: &Db<'_>, entries: &[Entry]) -> Result<Write, Fault>;
}

/// The next line a follower has not seen.
pub fn cursor(db: &Db<'_>, follower: &str) -> Result<u64, Fault> {
    u64::try_from(db.number(CURSOR, given![follower])?).map_err(Fault::broken)
}

/// Sets a follower's cursor; used by the follower's own step, by import and by rebuild.
pub fn move_cursor(tx: &Tx<'_>, follower: &str, next: u64) -> Result<(), Fault> {
    tx.run(MOVE_CURSOR, given![follower, next]).map(|_| ())
}

/// Takes one step; says how many lines it saw.
pub async fn step(app: &App, follower: &Arc<dyn Follower>) -> Result<usize, Fault> {
    let name = follower.name();
    let planned = app.read(|db| -> Result<_, Fault> {
        let from = cursor(db, name)?;
        let mut entries = event::entries(db, from, LINES_PER_STEP)?;
        if let Some(ahead) = follower.behind() {
            let seen = cursor(db, ahead)?.saturating_sub(from);
            entries.truncate(usize::try_from(seen).unwrap_or(usize::MAX));
        }
        match entries.len() {
            0 => Ok(None),
            seen => Ok(Some((from, seen, follower.follow(app, db, &entries)?))),
        }
    })?;
    let Some((from, seen, write)) = planned else {
        return Ok(0);
    };
    app.tend(move |tx| {
        // Another process may have followed meanwhile: then this step is already done.
        if cursor(tx, name)? == from {
            write(tx)?;
            move_cursor(tx, name, from + seen as u64)?;
        }
        Ok(())
    })
    .await?;
    Ok(seen)
}

/// Follows until nothing new is there.
pub async fn catch_up(app: &App, follower: &Arc<dyn Follower>) -> Result<(), Fault> {
    while step(app, follower).await? > 0 {}
    Ok(())
}
