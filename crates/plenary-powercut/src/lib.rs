//! A disk for tests that loses its power: a SQLite VFS that drops, tears and reorders what was not synced.
//!
//! Files live in memory as what is safe on the platter and what waits in the cache. At a chosen operation the power
//! goes: of what waits, some is lost, some torn, in any order; everything fails until [`PowerCut::reboot`], after which
//! only what survived is there. The model, and what it is generous and strict about, stands in `disk.rs`.
//!
//! ```
//! let disk = plenary_powercut::PowerCut::register("example");
//! let forum = disk.open("forum.db")?;
//! forum.execute_batch("PRAGMA journal_mode=WAL; CREATE TABLE item (number BIGINT)")?;
//! disk.cut_after(3, 42);
//! while forum.execute("INSERT INTO item VALUES (1)", ()).is_ok() {}
//! assert!(disk.is_dark());
//! disk.reboot();
//! disk.open("forum.db")?.query_row("SELECT count(*) FROM item", (), |row| row.get::<_, i64>(0))?;
//! # Ok::<(), rusqlite::Error>(())
//! ```

mod cache;
mod disk;
mod locks;
mod trial;
mod vfs;

use std::sync::{Mutex, MutexGuard, PoisonError};

use rusqlite::{Connection, OpenFlags};

pub use disk::Failure;
pub use trial::{Outcome, Plan, survivors};

/// A disk with a name that SQLite knows it by. Copies are the same disk; it lasts as long as the process, since
/// SQLite may ask for it at any time.
#[derive(Clone, Copy)]
pub struct PowerCut {
    shared: &'static Shared,
}

/// What the file handles of one disk share.
struct Shared {
    name: String,
    state: Mutex<State>,
}

/// A disk and who has locked what of it.
#[derive(Default)]
struct State {
    disk: disk::Disk,
    locks: locks::Locks,
}

impl Shared {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl PowerCut {
    /// Makes an empty disk and registers it with SQLite under `name`; a second disk of that name replaces the first.
    pub fn register(name: &str) -> PowerCut {
        let shared = Box::leak(Box::new(Shared {
            name: name.to_owned(),
            state: Mutex::default(),
        }));
        vfs::register(shared);
        PowerCut { shared }
    }

    /// The name to open files by, as in `file:forum.db?vfs=NAME`.
    pub fn name(&self) -> &str {
        &self.shared.name
    }

    /// Opens a database on this disk for reading and writing, making it when it is not there.
    pub fn open(&self, path: &str) -> rusqlite::Result<Connection> {
        Connection::open_with_flags_and_vfs(path, OpenFlags::default(), self.name())
    }

    /// Cuts the power during the `operations`th write, truncation, sync, creation or deletion of a file from now on
    /// (from 1). The seed decides what survives.
    pub fn cut_after(&self, operations: u64, seed: u64) {
        self.shared.state().disk.cut_after(operations, seed);
    }

    /// Cuts the power now.
    pub fn cut_now(&self, seed: u64) {
        self.shared.state().disk.cut_now(seed);
    }

    /// Whether the power is off.
    pub fn is_dark(&self) -> bool {
        self.shared.state().disk.is_dark()
    }

    /// Switches the power on, off first if need be, with all caches lost: files hold what survived, connections from
    /// before stay broken, no failure is planned any more.
    pub fn reboot(&self) {
        let mut state = self.shared.state();
        state.disk.reboot();
        state.locks = locks::Locks::default();
    }

    /// How many operations that change the disk were asked for since it was made.
    pub fn operations(&self) -> u64 {
        self.shared.state().disk.operations()
    }

    /// Lets every operation concerned fail after `operations` more, until [`PowerCut::heal`] or a reboot.
    pub fn fail_with(&self, failure: Failure, operations: u64) {
        self.shared.state().disk.fail_with(failure, operations);
    }

    /// Ends a failure: room was made, the cable is back.
    pub fn heal(&self) {
        self.shared.state().disk.heal();
    }

    /// Deletes every file; connections still open stay broken.
    pub fn wipe(&self) {
        let mut state = self.shared.state();
        state.disk.wipe();
        state.locks = locks::Locks::default();
    }

    /// The names of the files and their sizes in bytes, as a running program sees them.
    pub fn files(&self) -> Vec<(String, usize)> {
        self.shared.state().disk.list()
    }
}
