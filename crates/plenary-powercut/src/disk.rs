//! The disk: named files over a cache, operations counted, power and failures planned.
//!
//! Strict: nothing is safe before its sync; names made or deleted without a sync may come back or be gone; sectors of
//! 512 or 4096 bytes arrive in any order, torn or not at all; a sync that the power interrupts may have done nothing.
//! Generous, as SQLite's own unix VFS and the common file systems are: a sync of a file makes its name safe too, the
//! first sync of a new journal or log syncs the folder, with every name made or deleted in it, and a torn write harms
//! no byte outside itself ("powersafe overwrite").
//! Absent: a disk that lies about its syncs, bits that rot, and the file's neighbours outside SQLite.

use std::collections::{BTreeMap, BTreeSet};

use crate::cache::{Cached, Fate};

/// What a planned failure does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failure {
    /// Writes that need more room fail (ENOSPC); others go on.
    DiskFull,
    /// Every change and every sync fails (EIO); reads go on.
    Broken,
}

/// Why an operation did not happen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The power is off, or was since the file was opened.
    Dark,
    /// No room.
    Full,
    /// The disk refuses.
    Broken,
    /// There is no such file.
    Missing,
}

/// A file by its place on the disk rather than its name.
pub type FileId = u64;

/// A disk in memory.
#[derive(Default)]
pub struct Disk {
    names: BTreeMap<String, FileId>,
    safe_names: BTreeMap<String, FileId>,
    files: BTreeMap<FileId, Cached>,
    sync_the_folder: BTreeSet<FileId>,
    last_id: FileId,
    operations: u64,
    cut: Option<(u64, u64)>,
    failure: Option<(Failure, u64)>,
    dark: Option<BTreeMap<String, Vec<u8>>>,
}

impl Disk {
    /// How many changes were asked for.
    pub fn operations(&self) -> u64 {
        self.operations
    }

    /// Plans a power cut during an operation from now, from 1.
    pub fn cut_after(&mut self, operations: u64, seed: u64) {
        self.cut = Some((self.operations + operations.max(1), seed));
    }

    /// Plans a failure of what follows after some operations.
    pub fn fail_with(&mut self, failure: Failure, operations: u64) {
        self.failure = Some((failure, self.operations + operations));
    }

    /// Ends a failure.
    pub fn heal(&mut self) {
        self.failure = None;
    }

    /// Whether the power is off.
    pub fn is_dark(&self) -> bool {
        self.dark.is_some()
    }

    /// Switches the power off and settles what survives.
    pub fn cut_now(&mut self, seed: u64) {
        let first = self.files.values().filter_map(Cached::first_waiting).min();
        let mut fate = Fate::draw(seed, first.unwrap_or(self.operations), self.operations);
        let names: BTreeSet<&String> = self.names.keys().chain(self.safe_names.keys()).collect();
        let mut platter = BTreeMap::new();
        for name in names {
            let (seen, safe) = (self.names.get(name), self.safe_names.get(name));
            let entry = if seen == safe || fate.keeps_entry() {
                seen
            } else {
                safe
            };
            if let Some(file) = entry.and_then(|id| self.files.get(id)) {
                platter.insert(name.clone(), file.after_cut(&mut fate));
            }
        }
        self.dark = Some(platter);
    }

    /// Switches the power on, with what survived.
    pub fn reboot(&mut self) {
        if self.dark.is_none() {
            self.cut_now(0);
        }
        let survived = self.dark.take().unwrap_or_default();
        self.wipe();
        for (name, bytes) in survived {
            self.last_id += 1;
            self.files.insert(self.last_id, Cached::survived(bytes));
            self.names.insert(name, self.last_id);
        }
        self.safe_names = self.names.clone();
    }

    /// Forgets every file and every plan, and switches the power on.
    pub fn wipe(&mut self) {
        *self = Disk {
            last_id: self.last_id,
            operations: self.operations,
            ..Disk::default()
        };
    }

    /// Names and sizes in bytes.
    pub fn list(&self) -> Vec<(String, usize)> {
        let size = |id| self.files.get(id).map_or(0, |file| file.bytes().len());
        self.names
            .iter()
            .map(|(name, id)| (name.clone(), size(id)))
            .collect()
    }

    /// The file of a name.
    pub fn find(&self, name: &str) -> Result<Option<FileId>, Fault> {
        if self.is_dark() {
            Err(Fault::Dark)
        } else {
            Ok(self.names.get(name).copied())
        }
    }

    /// Makes an empty file, without a name for a temporary one.
    pub fn create(&mut self, name: Option<&str>) -> Result<FileId, Fault> {
        self.begin(true)?;
        self.last_id += 1;
        self.files.insert(self.last_id, Cached::default());
        if let Some(name) = name {
            self.names.insert(name.to_owned(), self.last_id);
        }
        self.end().map(|()| self.last_id)
    }

    /// Deletes a name, safely if told so; open handles keep the file.
    pub fn delete(&mut self, name: &str, safely: bool) -> Result<(), Fault> {
        self.begin(false)?;
        let id = self.names.remove(name).ok_or(Fault::Missing)?;
        self.end()?;
        if safely {
            self.safe_names.remove(name);
        }
        self.forget(id);
        Ok(())
    }

    /// Lets the next sync of a file sync the folder too.
    pub fn sync_the_folder_with(&mut self, id: FileId) {
        self.sync_the_folder.insert(id);
    }

    /// Drops a closed file that no name refers to. A name that only the platter holds counts, as it may come back.
    pub fn forget(&mut self, id: FileId) {
        let named = self
            .names
            .values()
            .chain(self.safe_names.values())
            .any(|named| *named == id);
        if !named && !self.is_dark() {
            self.files.remove(&id);
        }
    }

    /// What a file holds.
    pub fn bytes(&self, id: FileId) -> Result<&[u8], Fault> {
        if self.is_dark() {
            return Err(Fault::Dark);
        }
        self.files.get(&id).map(Cached::bytes).ok_or(Fault::Dark)
    }

    /// Writes into a file.
    pub fn write(&mut self, id: FileId, at: usize, bytes: &[u8]) -> Result<(), Fault> {
        let grows = self.bytes(id)?.len() < at + bytes.len();
        let number = self.begin(grows)?;
        self.file(id)?.write(number, at, bytes);
        self.end()
    }

    /// Sets a file's size in bytes.
    pub fn truncate(&mut self, id: FileId, size: usize) -> Result<(), Fault> {
        let grows = self.bytes(id)?.len() < size;
        let number = self.begin(grows)?;
        self.file(id)?.truncate(number, size);
        self.end()
    }

    /// Makes a file and its name safe, unless the power goes meanwhile.
    pub fn sync(&mut self, id: FileId) -> Result<(), Fault> {
        self.begin(false)?;
        self.end()?;
        self.file(id)?.sync();
        if self.sync_the_folder.remove(&id) {
            self.safe_names = self.names.clone();
        }
        let named = self.names.iter().filter(|(_, named)| **named == id);
        self.safe_names
            .extend(named.map(|(name, id)| (name.clone(), *id)));
        Ok(())
    }

    fn file(&mut self, id: FileId) -> Result<&mut Cached, Fault> {
        self.files.get_mut(&id).ok_or(Fault::Dark)
    }

    /// Counts an operation and says its number, or why it does not happen.
    fn begin(&mut self, needs_room: bool) -> Result<u64, Fault> {
        if self.is_dark() {
            return Err(Fault::Dark);
        }
        self.operations += 1;
        match self.failure {
            Some((Failure::Broken, after)) if self.operations > after => Err(Fault::Broken),
            Some((Failure::DiskFull, after)) if self.operations > after && needs_room => {
                Err(Fault::Full)
            }
            _ => Ok(self.operations),
        }
    }

    /// Cuts the power when its moment has come. Later ones count too: an operation that failed may have been the one.
    fn end(&mut self) -> Result<(), Fault> {
        match self.cut {
            Some((at, seed)) if at <= self.operations => {
                self.cut_now(seed);
                Err(Fault::Dark)
            }
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn disk_with(name: &str) -> (Disk, FileId) {
        let mut disk = Disk::default();
        let id = disk.create(Some(name)).unwrap();
        (disk, id)
    }

    #[test]
    fn a_name_without_a_sync_may_be_gone_and_a_deleted_one_may_be_back() {
        let survives = |seed: u64, deleted: bool| {
            let (mut disk, id) = disk_with("a");
            if deleted {
                disk.sync(id).unwrap();
                disk.delete("a", false).unwrap();
            }
            disk.cut_now(seed);
            disk.reboot();
            disk.find("a").unwrap().is_some()
        };
        for deleted in [false, true] {
            let found: BTreeSet<bool> = (0..50).map(|seed| survives(seed, deleted)).collect();
            assert_eq!(found.len(), 2);
        }
    }

    #[test]
    fn a_sync_of_the_folder_makes_deletions_safe() {
        for seed in 0..50 {
            let (mut disk, id) = disk_with("a");
            disk.sync(id).unwrap();
            disk.delete("a", false).unwrap();
            let log = disk.create(Some("a-wal")).unwrap();
            disk.sync_the_folder_with(log);
            disk.sync(log).unwrap();
            disk.cut_now(seed);
            disk.reboot();
            assert_eq!(
                (
                    disk.find("a"),
                    disk.find("a-wal").map(|found| found.is_some())
                ),
                (Ok(None), Ok(true))
            );
        }
    }

    #[test]
    fn a_name_deleted_safely_stays_gone() {
        for seed in 0..50 {
            let (mut disk, id) = disk_with("a");
            disk.sync(id).unwrap();
            disk.delete("a", true).unwrap();
            disk.cut_now(seed);
            disk.reboot();
            assert_eq!(disk.find("a"), Ok(None));
        }
    }

    #[test]
    fn in_the_dark_everything_fails_and_handles_from_before_stay_broken() {
        let (mut disk, id) = disk_with("a");
        disk.sync(id).unwrap();
        disk.cut_after(2, 1);
        assert_eq!(disk.write(id, 0, b"x"), Ok(()));
        assert_eq!(disk.sync(id), Err(Fault::Dark));
        assert_eq!(
            (disk.write(id, 0, b"x"), disk.find("a")),
            (Err(Fault::Dark), Err(Fault::Dark))
        );
        disk.reboot();
        assert_eq!(disk.bytes(id), Err(Fault::Dark));
        assert!(disk.find("a").unwrap().is_some());
    }

    #[test]
    fn a_full_disk_takes_what_needs_no_room_and_heals() {
        let (mut disk, id) = disk_with("a");
        disk.write(id, 0, b"abc").unwrap();
        disk.fail_with(Failure::DiskFull, 0);
        assert_eq!(
            (
                disk.write(id, 3, b"d"),
                disk.write(id, 0, b"x"),
                disk.sync(id)
            ),
            (Err(Fault::Full), Ok(()), Ok(()))
        );
        disk.heal();
        assert_eq!(disk.write(id, 3, b"d"), Ok(()));
    }

    #[test]
    fn a_broken_disk_still_reads() {
        let (mut disk, id) = disk_with("a");
        disk.write(id, 0, b"abc").unwrap();
        disk.fail_with(Failure::Broken, 1);
        assert_eq!(disk.sync(id), Ok(()));
        assert_eq!(
            (disk.sync(id), disk.write(id, 0, b"x")),
            (Err(Fault::Broken), Err(Fault::Broken))
        );
        assert_eq!(disk.bytes(id), Ok(&b"abc"[..]));
    }
}
