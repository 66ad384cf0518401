//! Speaks SQLite's interface to file systems (sqlite3_vfs, version 2; sqlite3_io_methods, version 2) for a disk.
//!
//! Every function here is called by SQLite with what SQLite's documentation of these two structures promises: valid
//! pointers, one call at a time for one file handle, and a handle only between its xOpen and its xClose.
#![allow(unsafe_code)]

use std::ffi::{CStr, CString, c_char, c_int, c_void};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering, fence};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use rusqlite::ffi;

use crate::Shared;
use crate::disk::{Fault, FileId};
use crate::locks::{HandleId, Memory};

/// The longest path in bytes, as SQLite's unix VFS has it.
const LONGEST_PATH: c_int = 512;
/// The smallest write SQLite should think of, as its unix VFS says.
const SECTOR_BYTES: c_int = 4096;
/// The kinds of new file whose first sync syncs the folder too in SQLite's unix VFS.
const FOLDER_SYNCED: c_int =
    ffi::SQLITE_OPEN_MAIN_JOURNAL | ffi::SQLITE_OPEN_SUPER_JOURNAL | ffi::SQLITE_OPEN_WAL;
/// The Unix epoch in milliseconds of the Julian day, which SQLite counts time in.
const EPOCH_JULIAN_MILLISECONDS: i64 = 210_866_760_000_000;

/// The number of the last handle opened.
static HANDLES: AtomicU64 = AtomicU64::new(0);

/// What SQLite allocates for a file: its own head, then ours.
#[repr(C)]
struct Handle {
    head: ffi::sqlite3_file,
    open: *mut Open,
}

/// An open file.
struct Open {
    shared: &'static Shared,
    id: HandleId,
    file: FileId,
    delete_on_close: Option<String>,
    memory: Option<Arc<Memory>>,
}

/// Registers a disk under its name. The structure is never freed: SQLite may keep it as long as the process runs.
pub fn register(shared: &'static Shared) {
    let name = CString::new(shared.name.replace('\0', "")).unwrap_or_default();
    let vfs = ffi::sqlite3_vfs {
        iVersion: 2,
        szOsFile: size_of::<Handle>() as c_int,
        mxPathname: LONGEST_PATH,
        pNext: std::ptr::null_mut(),
        zName: name.into_raw(),
        pAppData: std::ptr::from_ref(shared).cast_mut().cast(),
        xOpen: Some(open),
        xDelete: Some(delete),
        xAccess: Some(access),
        xFullPathname: Some(full_path),
        xDlOpen: None,
        xDlError: None,
        xDlSym: None,
        xDlClose: None,
        xRandomness: Some(randomness),
        xSleep: Some(sleep),
        xCurrentTime: Some(current_time),
        xGetLastError: Some(last_error),
        xCurrentTimeInt64: Some(current_time_milliseconds),
        xSetSystemCall: None,
        xGetSystemCall: None,
        xNextSystemCall: None,
    };
    // SAFETY: the structure and its name are leaked, so they outlive every use; SQLite initialises itself.
    let done = unsafe { ffi::sqlite3_vfs_register(Box::leak(Box::new(vfs)), 0) };
    assert_eq!(done, ffi::SQLITE_OK, "SQLite refused the VFS");
}

static METHODS: ffi::sqlite3_io_methods = ffi::sqlite3_io_methods {
    iVersion: 2,
    xClose: Some(close),
    xRead: Some(read),
    xWrite: Some(write),
    xTruncate: Some(truncate),
    xSync: Some(sync),
    xFileSize: Some(file_size),
    xLock: Some(lock),
    xUnlock: Some(unlock),
    xCheckReservedLock: Some(check_reserved_lock),
    xFileControl: Some(file_control),
    xSectorSize: Some(sector_size),
    xDeviceCharacteristics: Some(device_characteristics),
    xShmMap: Some(memory_map),
    xShmLock: Some(memory_lock),
    xShmBarrier: Some(memory_barrier),
    xShmUnmap: Some(memory_unmap),
    xFetch: None,
    xUnfetch: None,
};

/// SQLite's code for how an operation went; `broken` is its own code for a disk that refuses.
fn code(done: Result<(), Fault>, broken: c_int) -> c_int {
    match done {
        Ok(()) => ffi::SQLITE_OK,
        Err(Fault::Full) => ffi::SQLITE_FULL,
        Err(Fault::Missing) => ffi::SQLITE_IOERR_DELETE_NOENT,
        Err(Fault::Dark | Fault::Broken) => broken,
    }
}

/// The disk of a VFS.
unsafe fn disk_of(vfs: *mut ffi::sqlite3_vfs) -> &'static Shared {
    // SAFETY: SQLite passes back the structure we registered, whose pAppData is a leaked Shared.
    unsafe { &*(*vfs).pAppData.cast::<Shared>() }
}

/// Our part of a file handle.
unsafe fn handle<'a>(file: *mut ffi::sqlite3_file) -> &'a mut Open {
    // SAFETY: xOpen put a boxed Open there, xClose takes it away, and SQLite calls in between, one call at a time.
    unsafe { &mut *(*file.cast::<Handle>()).open }
}

/// A path as text; nothing for a temporary file.
unsafe fn text(path: *const c_char) -> Option<String> {
    // SAFETY: SQLite's paths are null or end with a zero byte.
    (!path.is_null()).then(|| {
        unsafe { CStr::from_ptr(path) }
            .to_string_lossy()
            .into_owned()
    })
}

unsafe extern "C" fn open(
    vfs: *mut ffi::sqlite3_vfs,
    path: ffi::sqlite3_filename,
    file: *mut ffi::sqlite3_file,
    flags: c_int,
    out_flags: *mut c_int,
) -> c_int {
    // SAFETY: see the head of this file; `file` has room for a Handle, `out_flags` is null or writable.
    unsafe {
        (*file).pMethods = std::ptr::null();
        let (shared, path) = (disk_of(vfs), text(path.cast()));
        let Ok(id) = find_or_create(shared, path.as_deref(), flags) else {
            return ffi::SQLITE_CANTOPEN;
        };
        let open = Open {
            shared,
            id: HANDLES.fetch_add(1, Ordering::Relaxed),
            file: id,
            delete_on_close: path.filter(|_| flags & ffi::SQLITE_OPEN_DELETEONCLOSE != 0),
            memory: None,
        };
        (*file.cast::<Handle>()).open = Box::into_raw(Box::new(open));
        (*file).pMethods = &raw const METHODS;
        if !out_flags.is_null() {
            *out_flags = flags;
        }
        ffi::SQLITE_OK
    }
}

fn find_or_create(shared: &Shared, path: Option<&str>, flags: c_int) -> Result<FileId, Fault> {
    let disk = &mut shared.state().disk;
    let found = path.map(|path| disk.find(path)).transpose()?.flatten();
    match found {
        Some(_) if flags & ffi::SQLITE_OPEN_EXCLUSIVE != 0 => Err(Fault::Broken),
        Some(id) => Ok(id),
        None if flags & ffi::SQLITE_OPEN_CREATE != 0 || path.is_none() => {
            let id = disk.create(path)?;
            if flags & FOLDER_SYNCED != 0 {
                disk.sync_the_folder_with(id);
            }
            Ok(id)
        }
        None => Err(Fault::Missing),
    }
}

unsafe extern "C" fn close(file: *mut ffi::sqlite3_file) -> c_int {
    // SAFETY: the box made by xOpen is taken exactly once, as SQLite closes a handle once.
    let open = unsafe { Box::from_raw((*file.cast::<Handle>()).open) };
    let mut state = open.shared.state();
    if let Some(path) = &open.delete_on_close {
        let _ = state.disk.delete(path, false);
    }
    state.locks.release(open.file, open.id);
    state.disk.forget(open.file);
    ffi::SQLITE_OK
}

unsafe extern "C" fn read(
    file: *mut ffi::sqlite3_file,
    into: *mut c_void,
    amount: c_int,
    at: i64,
) -> c_int {
    // SAFETY: SQLite passes a buffer of `amount` bytes.
    let (open, into) = unsafe {
        (
            handle(file),
            std::slice::from_raw_parts_mut(into.cast::<u8>(), amount as usize),
        )
    };
    let state = open.shared.state();
    let Ok(bytes) = state.disk.bytes(open.file) else {
        return ffi::SQLITE_IOERR_READ;
    };
    let rest = bytes.get(at as usize..).unwrap_or_default();
    let found = rest.len().min(into.len());
    into[..found].copy_from_slice(&rest[..found]);
    into[found..].fill(0);
    if found == into.len() {
        ffi::SQLITE_OK
    } else {
        ffi::SQLITE_IOERR_SHORT_READ
    }
}

unsafe extern "C" fn write(
    file: *mut ffi::sqlite3_file,
    from: *const c_void,
    amount: c_int,
    at: i64,
) -> c_int {
    // SAFETY: SQLite passes a buffer of `amount` bytes.
    let (open, from) = unsafe {
        (
            handle(file),
            std::slice::from_raw_parts(from.cast::<u8>(), amount as usize),
        )
    };
    code(
        open.shared.state().disk.write(open.file, at as usize, from),
        ffi::SQLITE_IOERR_WRITE,
    )
}

unsafe extern "C" fn truncate(file: *mut ffi::sqlite3_file, size: i64) -> c_int {
    // SAFETY: see the head of this file.
    let open = unsafe { handle(file) };
    code(
        open.shared.state().disk.truncate(open.file, size as usize),
        ffi::SQLITE_IOERR_TRUNCATE,
    )
}

unsafe extern "C" fn sync(file: *mut ffi::sqlite3_file, _flags: c_int) -> c_int {
    // SAFETY: see the head of this file.
    let open = unsafe { handle(file) };
    code(
        open.shared.state().disk.sync(open.file),
        ffi::SQLITE_IOERR_FSYNC,
    )
}

unsafe extern "C" fn file_size(file: *mut ffi::sqlite3_file, size: *mut i64) -> c_int {
    // SAFETY: see the head of this file; `size` is writable.
    let (open, size) = unsafe { (handle(file), &mut *size) };
    let found = open
        .shared
        .state()
        .disk
        .bytes(open.file)
        .map(|bytes| *size = bytes.len() as i64);
    code(found, ffi::SQLITE_IOERR_FSTAT)
}

unsafe extern "C" fn lock(file: *mut ffi::sqlite3_file, level: c_int) -> c_int {
    // SAFETY: see the head of this file.
    let open = unsafe { handle(file) };
    let mut state = open.shared.state();
    if state.disk.bytes(open.file).is_err() {
        return ffi::SQLITE_IOERR_LOCK;
    }
    if state.locks.of(open.file).climb(open.id, level) {
        ffi::SQLITE_OK
    } else {
        ffi::SQLITE_BUSY
    }
}

unsafe extern "C" fn unlock(file: *mut ffi::sqlite3_file, level: c_int) -> c_int {
    // SAFETY: see the head of this file.
    let open = unsafe { handle(file) };
    open.shared
        .state()
        .locks
        .of(open.file)
        .descend(open.id, level);
    ffi::SQLITE_OK
}

unsafe extern "C" fn check_reserved_lock(
    file: *mut ffi::sqlite3_file,
    reserved: *mut c_int,
) -> c_int {
    // SAFETY: see the head of this file; `reserved` is writable.
    let (open, reserved) = unsafe { (handle(file), &mut *reserved) };
    *reserved = open.shared.state().locks.of(open.file).is_reserved().into();
    ffi::SQLITE_OK
}

unsafe extern "C" fn file_control(
    _file: *mut ffi::sqlite3_file,
    _what: c_int,
    _with: *mut c_void,
) -> c_int {
    ffi::SQLITE_NOTFOUND
}

unsafe extern "C" fn sector_size(_file: *mut ffi::sqlite3_file) -> c_int {
    SECTOR_BYTES
}

/// No more than SQLite's unix VFS claims of a disk it knows nothing about.
unsafe extern "C" fn device_characteristics(_file: *mut ffi::sqlite3_file) -> c_int {
    ffi::SQLITE_IOCAP_POWERSAFE_OVERWRITE
}

unsafe extern "C" fn memory_map(
    file: *mut ffi::sqlite3_file,
    region: c_int,
    bytes: c_int,
    make: c_int,
    start: *mut *mut c_void,
) -> c_int {
    // SAFETY: see the head of this file; `start` is writable.
    let (open, start) = unsafe { (handle(file), &mut *start) };
    let mut state = open.shared.state();
    *start = std::ptr::null_mut();
    if state.disk.bytes(open.file).is_err() {
        return ffi::SQLITE_IOERR_SHMMAP;
    }
    let memory = open
        .memory
        .get_or_insert_with(|| state.locks.of(open.file).memory());
    if let Some(found) = memory.region(region as usize, bytes as usize, make != 0) {
        *start = found.cast_mut().cast();
    }
    ffi::SQLITE_OK
}

unsafe extern "C" fn memory_lock(
    file: *mut ffi::sqlite3_file,
    first: c_int,
    count: c_int,
    flags: c_int,
) -> c_int {
    // SAFETY: see the head of this file.
    let open = unsafe { handle(file) };
    let bits = ((1_u32 << count) - 1) << first;
    let mut state = open.shared.state();
    let dark = state.disk.bytes(open.file).is_err();
    let locks = state.locks.of(open.file);
    if flags & ffi::SQLITE_SHM_UNLOCK != 0 {
        locks.unlock_slots(open.id, bits);
        return ffi::SQLITE_OK;
    }
    if dark {
        return ffi::SQLITE_IOERR_SHMLOCK;
    }
    let got = locks.lock_slots(open.id, bits, flags & ffi::SQLITE_SHM_EXCLUSIVE != 0);
    if got {
        ffi::SQLITE_OK
    } else {
        ffi::SQLITE_BUSY
    }
}

unsafe extern "C" fn memory_barrier(file: *mut ffi::sqlite3_file) {
    fence(Ordering::SeqCst);
    // SAFETY: see the head of this file. Taking the lock orders us after every other holder, as in the unix VFS.
    drop(unsafe { handle(file) }.shared.state());
}

unsafe extern "C" fn memory_unmap(file: *mut ffi::sqlite3_file, _delete: c_int) -> c_int {
    // SAFETY: see the head of this file. The memory goes with its last holder, deleted or not.
    unsafe { handle(file) }.memory = None;
    ffi::SQLITE_OK
}

unsafe extern "C" fn delete(
    vfs: *mut ffi::sqlite3_vfs,
    path: *const c_char,
    safely: c_int,
) -> c_int {
    // SAFETY: see the head of this file.
    let (shared, path) = unsafe { (disk_of(vfs), text(path)) };
    code(
        shared
            .state()
            .disk
            .delete(&path.unwrap_or_default(), safely != 0),
        ffi::SQLITE_IOERR_DELETE,
    )
}

/// A file counts as there when it holds something, as in the unix VFS; all may be read and written.
unsafe extern "C" fn access(
    vfs: *mut ffi::sqlite3_vfs,
    path: *const c_char,
    what: c_int,
    there: *mut c_int,
) -> c_int {
    // SAFETY: see the head of this file; `there` is writable.
    let (shared, path, there) =
        unsafe { (disk_of(vfs), text(path).unwrap_or_default(), &mut *there) };
    let disk = &shared.state().disk;
    let Ok(found) = disk.find(&path) else {
        return ffi::SQLITE_IOERR_ACCESS;
    };
    let holds = found
        .and_then(|id| disk.bytes(id).ok())
        .is_some_and(|bytes| !bytes.is_empty());
    *there = if what == ffi::SQLITE_ACCESS_EXISTS {
        holds
    } else {
        found.is_some()
    }
    .into();
    ffi::SQLITE_OK
}

unsafe extern "C" fn full_path(
    _vfs: *mut ffi::sqlite3_vfs,
    path: *const c_char,
    room: c_int,
    into: *mut c_char,
) -> c_int {
    // SAFETY: the path ends with a zero byte and `into` has `room` bytes; both are checked against each other.
    unsafe {
        let bytes = CStr::from_ptr(path).to_bytes_with_nul();
        if bytes.len() > room as usize {
            return ffi::SQLITE_CANTOPEN;
        }
        std::ptr::copy_nonoverlapping(bytes.as_ptr().cast(), into, bytes.len());
    }
    ffi::SQLITE_OK
}

/// Counted numbers: SQLite takes its own chance from the default VFS, and a test wants none.
unsafe extern "C" fn randomness(
    _vfs: *mut ffi::sqlite3_vfs,
    bytes: c_int,
    into: *mut c_char,
) -> c_int {
    // SAFETY: SQLite passes a buffer of `bytes` bytes.
    let into = unsafe { std::slice::from_raw_parts_mut(into.cast::<u8>(), bytes as usize) };
    for (number, byte) in into.iter_mut().enumerate() {
        *byte = number as u8;
    }
    bytes
}

unsafe extern "C" fn sleep(_vfs: *mut ffi::sqlite3_vfs, microseconds: c_int) -> c_int {
    std::thread::sleep(Duration::from_micros(microseconds.max(0) as u64));
    microseconds
}

unsafe extern "C" fn current_time(vfs: *mut ffi::sqlite3_vfs, days: *mut f64) -> c_int {
    let mut milliseconds = 0;
    // SAFETY: `days` is writable; `milliseconds` is ours.
    unsafe {
        current_time_milliseconds(vfs, &raw mut milliseconds);
        *days = milliseconds as f64 / 86_400_000.0;
    }
    ffi::SQLITE_OK
}

unsafe extern "C" fn current_time_milliseconds(
    _vfs: *mut ffi::sqlite3_vfs,
    milliseconds: *mut i64,
) -> c_int {
    let since = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    // SAFETY: `milliseconds` is writable.
    unsafe { *milliseconds = EPOCH_JULIAN_MILLISECONDS + since.as_millis() as i64 };
    ffi::SQLITE_OK
}

unsafe extern "C" fn last_error(
    _vfs: *mut ffi::sqlite3_vfs,
    _room: c_int,
    _into: *mut c_char,
) -> c_int {
    0
}
