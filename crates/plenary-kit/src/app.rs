//! The running forum: one data directory, one writer, readers, clock, policy and what the rooms brought along.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use rusqlite::{Connection, OpenFlags};

use crate::db::{Db, Tx, storage};
use crate::event::Entry;
use crate::fault::{Fault, Stop};
use crate::follow::Follower;
use crate::id::ParticipantId;
use crate::migrate::{self, Migration};
use crate::policy::{Policy, Viewer};
use crate::time::{Clock, Instant};
use crate::writer::Writer;

/// What the program's rooms bring along.
#[derive(Clone, Copy)]
pub struct Rooms {
    /// Their migrations.
    pub migrations: &'static [&'static [Migration]],
    /// Indices that only pages and letters look things up by, never `apply`: a rebuild does without them.
    pub indices_for_reading: &'static [&'static str],
    /// Applies a line of the ledger, whichever room it belongs to; a fault when it belongs to none.
    pub replay: fn(&Entry, &Tx<'_>) -> Result<(), Fault>,
    /// What the policy needs to know of a signed-in person; nothing when there is no such person any more.
    pub viewer: fn(&Db<'_>, &ParticipantId, Instant) -> Result<Option<Viewer>, Fault>,
    /// The followers, made once.
    pub followers: fn() -> Vec<Arc<dyn Follower>>,
    /// What every page says of the forum.
    pub face: fn(&Db<'_>) -> Result<Face, Fault>,
    /// Message catalogues: language and Fluent text.
    pub catalogues: &'static [(&'static str, &'static str)],
    /// The policy in force.
    pub policy: Policy,
}

/// What every page says of the forum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Face {
    /// Its name.
    pub name: String,
    /// Its IANA time zone.
    pub zone: jiff::tz::TimeZone,
}

/// How a forum is opened.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The data directory.
    pub dir: PathBuf,
    /// The address people know the forum by, without a slash at its end.
    pub public_url: String,
    /// Where letters are handed over: `smtp://...`; none keeps them in the outbox.
    pub smtp: Option<String>,
    /// Where the time comes from.
    pub clock: Clock,
    /// The engine's way to the disk; a test puts a failing one in.
    pub disk: Disk,
}

/// The engine's way to the disk.
#[derive(Clone, Debug, Default)]
pub struct Disk {
    /// The name of a registered VFS; none for the system's.
    pub vfs: Option<String>,
    /// Commit without waiting for the disk: only for a control run that must lose something.
    pub without_sync: bool,
}

impl Settings {
    /// A forum in `dir` with nothing else told.
    pub fn for_dir(dir: impl Into<PathBuf>) -> Settings {
        Settings {
            dir: dir.into(),
            public_url: "http://127.0.0.1:8080".into(),
            smtp: None,
            clock: Clock::System,
            disk: Disk::default(),
        }
    }

    /// The database file.
    pub fn database(&self) -> PathBuf {
        self.dir.join("plenary.sqlite")
    }
}

/// A running forum; cheap to clone.
#[derive(Clone)]
pub struct App(Arc<Inner>);

struct Inner {
    settings: Settings,
    rooms: Rooms,
    writer: Writer,
    readers: Mutex<Vec<Connection>>,
    followers: OnceLock<Vec<Arc<dyn Follower>>>,
    secret: [u8; 32],
    pub(crate) limits: crate::limit::Limits,
    parts: crate::part::Parts,
    catalogue: crate::tongue::Catalogue,
}

impl App {
    /// Opens the forum in the settings' directory, making and migrating its tables.
    pub fn open(settings: Settings, rooms: Rooms) -> Result<App, Fault> {
        std::fs::create_dir_all(&settings.dir)?;
        let conn = write_connection(&settings)?;
        migrate_with_backup(&conn, &settings, &rooms)?;
        let catalogue = catalogue(&rooms).map_err(Fault::broken)?;
        Ok(App(Arc::new(Inner {
            secret: secret(&settings.dir)?,
            writer: Writer::start(conn)?,
            readers: Mutex::new(Vec::new()),
            followers: OnceLock::new(),
            limits: crate::limit::Limits::default(),
            parts: crate::part::Parts::default(),
            catalogue,
            settings,
            rooms,
        })))
    }

    /// How it was opened.
    pub fn settings(&self) -> &Settings {
        &self.0.settings
    }

    /// What its rooms brought along.
    pub fn rooms(&self) -> &Rooms {
        &self.0.rooms
    }

    /// The policy in force.
    pub fn policy(&self) -> &Policy {
        &self.0.rooms.policy
    }

    /// The time now.
    pub fn now(&self) -> Instant {
        self.0.settings.clock.now()
    }

    /// The one writer.
    pub fn writer(&self) -> &Writer {
        &self.0.writer
    }

    /// The message catalogues.
    pub fn catalogue(&self) -> &crate::tongue::Catalogue {
        &self.0.catalogue
    }

    /// Counters that keep one sender from using up a door.
    pub fn limits(&self) -> &crate::limit::Limits {
        &self.0.limits
    }

    pub(crate) fn parts(&self) -> &crate::part::Parts {
        &self.0.parts
    }

    /// 256 bits that only this forum knows: for tokens in forms.
    pub fn secret(&self) -> &[u8; 32] {
        &self.0.secret
    }

    /// The followers.
    pub fn followers(&self) -> &[Arc<dyn Follower>] {
        self.0.followers.get_or_init(|| (self.0.rooms.followers)())
    }

    /// Reads with one consistent view of the tables, on a connection that cannot write.
    ///
    /// It runs on the caller's thread (telling the runtime so): a page's reads take well under a millisecond.
    pub fn read<T, E: From<Fault>>(
        &self,
        read: impl FnOnce(&Db<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        match tokio::runtime::Handle::try_current().map(|handle| handle.runtime_flavor()) {
            Ok(tokio::runtime::RuntimeFlavor::MultiThread) => {
                tokio::task::block_in_place(|| self.read_here(read))
            }
            _ => self.read_here(read),
        }
    }

    fn read_here<T, E: From<Fault>>(
        &self,
        read: impl FnOnce(&Db<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let waiting = self
            .0
            .readers
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .pop();
        let conn = match waiting {
            Some(conn) => conn,
            None => read_connection(&self.0.settings)?,
        };
        begin(&conn)?;
        let outcome = read(&Db::over(&conn));
        let ended = conn
            .prepare_cached("COMMIT")
            .and_then(|mut end| end.execute([]));
        if ended.is_ok() {
            self.0
                .readers
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .push(conn);
        }
        outcome
    }

    /// Changes live and follower tables, which the ledger does not tell; durable like an act.
    pub async fn tend<T: Send + 'static>(
        &self,
        job: impl FnOnce(&Tx<'_>) -> Result<T, Fault> + Send + 'static,
    ) -> Result<T, Fault> {
        let outcome = self.0.writer.run(|tx| job(tx).map_err(Stop::Fault)).await;
        outcome.map_err(|stop| match stop {
            Stop::Fault(fault) => fault,
            other => Fault::broken(other),
        })
    }

    /// Lets every follower catch up with the ledger.
    pub async fn settle(&self) -> Result<(), Fault> {
        for follower in self.followers() {
            crate::follow::catch_up(self, follower).await?;
        }
        Ok(())
    }
}

fn catalogue(rooms: &Rooms) -> Result<crate::tongue::Catalogue, crate::tongue::CatalogueFaults> {
    let mut texts = vec![("en", crate::tongue::KIT_ENGLISH)];
    texts.extend_from_slice(rooms.catalogues);
    crate::tongue::Catalogue::new(texts)
}

fn begin(conn: &Connection) -> Result<(), Fault> {
    conn.prepare_cached("BEGIN")
        .and_then(|mut begin| begin.execute([]))
        .map(|_| ())
        .map_err(storage)
}

const STATEMENTS_CACHED: usize = 256;

fn open(settings: &Settings, flags: OpenFlags) -> Result<Connection, Fault> {
    let path = settings.database();
    let conn = match &settings.disk.vfs {
        Some(vfs) => Connection::open_with_flags_and_vfs(&path, flags, vfs.as_str()),
        None => Connection::open_with_flags(&path, flags),
    }
    .map_err(storage)?;
    conn.busy_timeout(std::time::Duration::from_secs(10))
        .map_err(storage)?;
    conn.set_prepared_statement_cache_capacity(STATEMENTS_CACHED);
    Ok(conn)
}

/// The connection that writes: every commit waits for the disk, and what is deleted is overwritten.
pub(crate) fn write_connection(settings: &Settings) -> Result<Connection, Fault> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
        | OpenFlags::SQLITE_OPEN_CREATE
        | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let conn = open(settings, flags)?;
    let sync = if settings.disk.without_sync {
        "NORMAL"
    } else {
        "FULL"
    };
    conn.execute_batch(&format!(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = {sync}; PRAGMA secure_delete = ON; PRAGMA foreign_keys = OFF; \
         PRAGMA cache_size = -16000; PRAGMA wal_autocheckpoint = 4000; PRAGMA temp_store = MEMORY;"
    ))
    .map_err(storage)?;
    Ok(conn)
}

/// A connection that changes nothing of how the file is written; for copies and checks.
pub(crate) fn plain_connection(settings: &Settings) -> Result<Connection, Fault> {
    open(
        settings,
        OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX,
    )
}

pub(crate) fn read_connection(settings: &Settings) -> Result<Connection, Fault> {
    let conn = open(
        settings,
        OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX,
    )?;
    conn.execute_batch("PRAGMA query_only = ON; PRAGMA cache_size = -4000;")
        .map_err(storage)?;
    Ok(conn)
}

/// Takes the waiting migrations; a forum that already holds something is copied aside first.
fn migrate_with_backup(conn: &Connection, settings: &Settings, rooms: &Rooms) -> Result<(), Fault> {
    let tx = Tx::over(conn);
    if !migrate::is_due(&tx, rooms.migrations)? {
        return Ok(());
    }
    let is_new = tx
        .one("SELECT number FROM migration", &[], |_| Ok(()))?
        .is_none();
    if !is_new {
        let copy = settings
            .dir
            .join(format!("before-upgrade-{}.sqlite", settings.clock.now().0));
        conn.execute("VACUUM INTO ?1", [copy.to_string_lossy()])
            .map_err(storage)?;
        tracing::info!(copy = %copy.display(), "the forum was copied before its tables are changed");
    }
    tx.script("BEGIN IMMEDIATE")?;
    match migrate::run(&tx, rooms.migrations) {
        Ok(_) => tx.script("COMMIT"),
        Err(fault) => {
            tx.script("ROLLBACK")?;
            Err(fault)
        }
    }
}

/// The forum's secret, made at first use and readable by its owner only.
fn secret(dir: &Path) -> Result<[u8; 32], Fault> {
    let path = dir.join("secret");
    match std::fs::read(&path) {
        Ok(bytes) => bytes.try_into().map_err(|_| {
            Fault::broken(format!(
                "{} is not 32 bytes; restore it from a backup or delete it",
                path.display()
            ))
        }),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            let fresh = crate::random::bytes::<32>();
            write_private(&path, &fresh)?;
            Ok(fresh)
        }
        Err(error) => Err(error.into()),
    }
}

/// Writes a file that only its owner may read, and waits for the disk.
pub fn write_private(path: &Path, bytes: &[u8]) -> Result<(), Fault> {
    use std::io::Write;
    use std::os::unix::fs::OpenOptionsExt;
    let mut file = std::fs::OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .mode(0o600)
        .open(path)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    Ok(())
}
