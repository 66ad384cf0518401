//! One program at a time serves a data directory: a lock that the system lets go when its holder ends, however it ends.

use std::fs::{File, TryLockError};
use std::path::Path;

use crate::fault::Fault;

/// The held lock; dropping it lets it go.
#[derive(Debug)]
pub struct Lock(#[expect(dead_code, reason = "held, not read")] File);

impl Lock {
    /// Takes the lock of a data directory; a fault when another program holds it.
    pub fn take(dir: &Path) -> Result<Lock, Fault> {
        let file = File::options()
            .create(true)
            .write(true)
            .truncate(false)
            .open(dir.join("lock"))?;
        match file.try_lock() {
            Ok(()) => Ok(Lock(file)),
            Err(TryLockError::WouldBlock) => Err(Fault::broken(format!(
                "another program is using {}. Stop it first, or choose another directory with --data.",
                dir.display()
            ))),
            Err(TryLockError::Error(error)) => Err(error.into()),
        }
    }
}
