//! Who has locked what, as SQLite defines it: one ladder of locks a file, and eight slots of its shared memory.

use std::collections::BTreeMap;
use std::sync::atomic::AtomicU64;
use std::sync::{Arc, Mutex, PoisonError, Weak};

use rusqlite::ffi::{
    SQLITE_LOCK_EXCLUSIVE, SQLITE_LOCK_PENDING, SQLITE_LOCK_RESERVED, SQLITE_LOCK_SHARED,
};

use crate::disk::FileId;

/// A file handle.
pub type HandleId = u64;

/// All locks of a disk.
#[derive(Default)]
pub struct Locks {
    files: BTreeMap<FileId, FileLocks>,
}

/// The locks of one file.
#[derive(Default)]
pub struct FileLocks {
    levels: BTreeMap<HandleId, i32>,
    slots: BTreeMap<HandleId, Slots>,
    memory: Weak<Memory>,
}

/// The slots of shared memory that one handle has locked, one bit a slot.
#[derive(Default)]
struct Slots {
    shared: u32,
    exclusive: u32,
}

impl Locks {
    /// The locks of a file.
    pub fn of(&mut self, file: FileId) -> &mut FileLocks {
        self.files.entry(file).or_default()
    }

    /// Drops everything a closed handle held.
    pub fn release(&mut self, file: FileId, who: HandleId) {
        let locks = self.of(file);
        locks.levels.remove(&who);
        locks.slots.remove(&who);
        if locks.levels.is_empty() && locks.slots.is_empty() && locks.memory.strong_count() == 0 {
            self.files.remove(&file);
        }
    }
}

impl FileLocks {
    /// Climbs to a level; false when another handle is in the way. An exclusive lock that must wait for readers keeps
    /// new ones out meanwhile.
    pub fn climb(&mut self, who: HandleId, to: i32) -> bool {
        let own = self.levels.get(&who).copied().unwrap_or_default();
        if own >= to {
            return true;
        }
        let others = self
            .levels
            .iter()
            .filter(|(handle, _)| **handle != who)
            .map(|(_, level)| *level);
        let others = others.max().unwrap_or_default();
        let (free, reached) = match to {
            SQLITE_LOCK_SHARED => (others < SQLITE_LOCK_PENDING, SQLITE_LOCK_SHARED),
            SQLITE_LOCK_EXCLUSIVE if others == SQLITE_LOCK_SHARED => (false, SQLITE_LOCK_PENDING),
            _ => (others < SQLITE_LOCK_RESERVED, to),
        };
        if free || reached == SQLITE_LOCK_PENDING {
            self.levels.insert(who, reached);
        }
        free
    }

    /// Climbs down to a level.
    pub fn descend(&mut self, who: HandleId, to: i32) {
        if to == 0 {
            self.levels.remove(&who);
        } else if let Some(level) = self.levels.get_mut(&who) {
            *level = to.min(*level);
        }
    }

    /// Whether some handle is about to write.
    pub fn is_reserved(&self) -> bool {
        self.levels
            .values()
            .any(|level| *level >= SQLITE_LOCK_RESERVED)
    }

    /// Locks slots, given as bits; false when another handle is in the way.
    pub fn lock_slots(&mut self, who: HandleId, bits: u32, exclusive: bool) -> bool {
        let blocks = |slots: &Slots| {
            bits & (slots.exclusive | if exclusive { slots.shared } else { 0 }) != 0
        };
        if self
            .slots
            .iter()
            .any(|(handle, slots)| *handle != who && blocks(slots))
        {
            return false;
        }
        let own = self.slots.entry(who).or_default();
        if exclusive {
            own.exclusive |= bits;
        } else {
            own.shared |= bits;
        }
        true
    }

    /// Unlocks slots, given as bits.
    pub fn unlock_slots(&mut self, who: HandleId, bits: u32) {
        if let Some(own) = self.slots.get_mut(&who) {
            own.shared &= !bits;
            own.exclusive &= !bits;
        }
    }

    /// The file's shared memory, new when nobody holds it.
    pub fn memory(&mut self) -> Arc<Memory> {
        self.memory.upgrade().unwrap_or_else(|| {
            let memory = Arc::new(Memory::default());
            self.memory = Arc::downgrade(&memory);
            memory
        })
    }
}

/// Memory that the connections to one file share; it is gone when the last of them lets go of it.
#[derive(Default)]
pub struct Memory {
    regions: Mutex<Vec<Box<[AtomicU64]>>>,
}

impl Memory {
    /// Where a region starts, after making it and those before it if allowed; nothing when it is not there.
    /// Regions never move while somebody holds the memory.
    pub fn region(&self, number: usize, bytes: usize, make: bool) -> Option<*const AtomicU64> {
        let mut regions = self.regions.lock().unwrap_or_else(PoisonError::into_inner);
        while make && regions.len() <= number {
            regions.push(
                (0..bytes.div_ceil(size_of::<AtomicU64>()))
                    .map(|_| AtomicU64::new(0))
                    .collect(),
            );
        }
        regions.get(number).map(|region| region.as_ptr())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn readers_share_and_one_writer_reserves() {
        let mut locks = FileLocks::default();
        assert!(locks.climb(1, SQLITE_LOCK_SHARED) && locks.climb(2, SQLITE_LOCK_SHARED));
        assert!(locks.climb(1, SQLITE_LOCK_RESERVED) && !locks.climb(2, SQLITE_LOCK_RESERVED));
        assert!(locks.is_reserved());
    }

    #[test]
    fn a_waiting_writer_keeps_new_readers_out_until_it_goes() {
        let mut locks = FileLocks::default();
        assert!(locks.climb(1, SQLITE_LOCK_SHARED) && locks.climb(2, SQLITE_LOCK_SHARED));
        assert!(!locks.climb(1, SQLITE_LOCK_EXCLUSIVE) && !locks.climb(3, SQLITE_LOCK_SHARED));
        locks.descend(2, 0);
        assert!(locks.climb(1, SQLITE_LOCK_EXCLUSIVE));
        locks.descend(1, SQLITE_LOCK_SHARED);
        assert!(locks.climb(3, SQLITE_LOCK_SHARED));
    }

    #[test]
    fn slots_are_shared_or_exclusive() {
        let mut locks = FileLocks::default();
        assert!(locks.lock_slots(1, 0b01, false) && locks.lock_slots(2, 0b01, false));
        assert!(!locks.lock_slots(3, 0b11, true) && locks.lock_slots(3, 0b10, true));
        locks.unlock_slots(1, 0b01);
        locks.unlock_slots(2, 0b01);
        assert!(locks.lock_slots(3, 0b01, true) && !locks.lock_slots(1, 0b10, false));
    }

    #[test]
    fn memory_is_shared_while_held_and_fresh_afterwards() {
        let mut locks = FileLocks::default();
        let (one, two) = (locks.memory(), locks.memory());
        assert!(one.region(0, 64, false).is_none());
        assert_eq!(one.region(1, 64, true), two.region(1, 64, false));
        drop((one, two));
        assert!(locks.memory().region(0, 64, false).is_none());
    }
}
