//! Between SQLite and the files of the system: what SQLite calls a VFS.
//!
//! It hands everything on to the VFS that was the default before it. A file below a disk's folder is asked for at that
//! disk first; every other file is opened by the VFS below and never comes here again. Memory that connections share, and
//! locks, are the real ones.

use crate::disk::{Act, Disk, Verdict};
use crate::image::Image;
use libsqlite3_sys as sqlite;
use sqlite::{sqlite3_file, sqlite3_int64, sqlite3_io_methods, sqlite3_vfs};
use std::ffi::{CStr, OsStr, c_char, c_int, c_void};
use std::io::Error;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::ptr::null_mut;
use std::sync::{Mutex, OnceLock, PoisonError};

/// The disks there are. They stay: a connection may outlive the test that made it.
static DISKS: Mutex<Vec<Disk>> = Mutex::new(Vec::new());

/// The VFS below, and whether SQLite took this one above it.
static BELOW: OnceLock<Option<Below>> = OnceLock::new();

/// The VFS below.
struct Below(*mut sqlite3_vfs);

// SAFETY: SQLite itself uses a VFS from every thread, and never moves one or takes it away while it is registered.
unsafe impl Send for Below {}
// SAFETY: as above.
unsafe impl Sync for Below {}

/// A file as SQLite holds it: it gives the room, of the size this VFS asks for.
#[repr(C)]
struct Held {
    base: sqlite3_file,
    /// The file as the VFS below holds it, in the room after this.
    file: *mut sqlite3_file,
    about: *mut About,
}

/// What is known of an open file.
struct About {
    disk: Disk,
    path: PathBuf,
}

static METHODS: sqlite3_io_methods = sqlite3_io_methods {
    // The second version has shared memory; the third would let SQLite write past this disk, into mapped pages.
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
    xShmMap: Some(shm_map),
    xShmLock: Some(shm_lock),
    xShmBarrier: Some(shm_barrier),
    xShmUnmap: Some(shm_unmap),
    xFetch: None,
    xUnfetch: None,
};

/// Puts a disk in, and this VFS into SQLite where it is not there yet.
pub(crate) fn put_in(disk: &Disk) -> std::io::Result<()> {
    if BELOW.get_or_init(register).is_none() {
        return Err(Error::other("SQLite does not take the disk"));
    }
    let mut disks = DISKS.lock().unwrap_or_else(PoisonError::into_inner);
    disks.retain(|other| other.folder() != disk.folder());
    disks.push(disk.clone());
    Ok(())
}

fn register() -> Option<Below> {
    // SAFETY: no name asks for the default. What is found is valid for as long as the program runs, and so is the copy,
    // which is leaked; all it does not do itself it has from the one below, which does not ask on whose behalf it is called.
    unsafe {
        let below = sqlite::sqlite3_vfs_find(std::ptr::null());
        let mut vfs = *below.as_ref()?;
        vfs.szOsFile += c_int::try_from(size_of::<Held>()).ok()?;
        vfs.pNext = null_mut();
        vfs.zName = c"guantong-faults".as_ptr();
        vfs.xOpen = Some(open);
        vfs.xDelete = Some(delete);
        let taken = sqlite::sqlite3_vfs_register(Box::into_raw(Box::new(vfs)), 1);
        (taken == sqlite::SQLITE_OK).then_some(Below(below))
    }
}

fn below() -> *mut sqlite3_vfs {
    BELOW.get().and_then(Option::as_ref).map_or(null_mut(), |below| below.0)
}

/// The disk that holds a file.
fn disk_of(path: &Path) -> Option<Disk> {
    let disks = DISKS.lock().unwrap_or_else(PoisonError::into_inner);
    disks.iter().find(|disk| path.starts_with(disk.folder())).cloned()
}

/// # Safety
/// `name` is null or a string of SQLite's.
unsafe fn path<'a>(name: *const c_char) -> Option<&'a Path> {
    if name.is_null() {
        return None;
    }
    // SAFETY: as the caller promises; SQLite keeps a name for as long as the call it gave it to.
    let name = unsafe { CStr::from_ptr(name) };
    Some(Path::new(OsStr::from_bytes(name.to_bytes())))
}

unsafe extern "C" fn open(
    _: *mut sqlite3_vfs,
    name: *const c_char,
    file: *mut sqlite3_file,
    flags: c_int,
    out: *mut c_int,
) -> c_int {
    let below = below();
    // SAFETY: SQLite calls with the arguments that `xOpen` is documented to have, and with room for `szOsFile` bytes at
    // `file`; the VFS below is called with the same ones, and with room enough in either case.
    unsafe {
        let Some(open) = below.as_ref().and_then(|vfs| vfs.xOpen) else { return sqlite::SQLITE_CANTOPEN };
        let Some((path, disk)) = path(name).and_then(|path| Some((path, disk_of(path)?))) else {
            return open(below, name, file, flags, out);
        };
        (*file).pMethods = std::ptr::null();
        let mut state = disk.state();
        match state.ask(Act::Open, path) {
            Verdict::Done => {}
            Verdict::Fails(code) => return code,
            Verdict::Falls | Verdict::Dark => return sqlite::SQLITE_CANTOPEN,
        }
        state.meet(path);
        let there = path.exists();
        let inner = file.byte_add(size_of::<Held>());
        let code = open(below, name, inner, flags, out);
        if code != sqlite::SQLITE_OK {
            return code;
        }
        if !there {
            state.note(path, Image::made);
        }
        drop(state);
        let about = About { path: path.to_owned(), disk };
        let base = sqlite3_file { pMethods: &raw const METHODS };
        file.cast::<Held>().write(Held { base, file: inner, about: Box::into_raw(Box::new(about)) });
        code
    }
}

unsafe extern "C" fn delete(_: *mut sqlite3_vfs, name: *const c_char, sync_folder: c_int) -> c_int {
    let below = below();
    // SAFETY: SQLite calls with the arguments that `xDelete` is documented to have; the VFS below has the same ones.
    unsafe {
        let Some(delete) = below.as_ref().and_then(|vfs| vfs.xDelete) else {
            return sqlite::SQLITE_IOERR_DELETE;
        };
        let Some((path, disk)) = path(name).and_then(|path| Some((path, disk_of(path)?))) else {
            return delete(below, name, sync_folder);
        };
        let mut state = disk.state();
        match state.ask(Act::Delete, path) {
            Verdict::Done => {}
            Verdict::Fails(code) => return code,
            Verdict::Falls => {
                state.note(path, Image::gone);
                return sqlite::SQLITE_IOERR_DELETE;
            }
            Verdict::Dark => return sqlite::SQLITE_IOERR_DELETE,
        }
        let code = delete(below, name, sync_folder);
        if code == sqlite::SQLITE_OK {
            state.note(path, Image::gone);
            if sync_folder != 0 {
                state.note_folder_sync(path);
            }
        }
        code
    }
}

/// What is known of a file and the file below.
///
/// # Safety
/// `file` was opened by [`open`] and is not closed.
unsafe fn held<'a>(file: *mut sqlite3_file) -> (&'a About, *mut sqlite3_file) {
    // SAFETY: as the caller promises: `open` wrote both, and SQLite leaves them alone until `close`.
    unsafe {
        let held = &*file.cast::<Held>();
        (&*held.about, held.file)
    }
}

/// Hands a call on to the file below.
macro_rules! handed_on {
    ($file:expr, $method:ident, $missing:expr $(, $argument:expr)*) => {{
        // SAFETY: SQLite calls methods only of files that `open` opened, with the arguments the method is documented to
        // have; the file below was opened too, and its methods are valid until it is closed.
        unsafe {
            let (_, file) = held($file);
            match (*file).pMethods.as_ref().and_then(|methods| methods.$method) {
                Some(method) => method(file $(, $argument)*),
                None => $missing,
            }
        }
    }};
}

unsafe extern "C" fn close(file: *mut sqlite3_file) -> c_int {
    let code = handed_on!(file, xClose, sqlite::SQLITE_OK);
    // SAFETY: `open` made it by `Box::into_raw`, and SQLite closes a file once.
    drop(unsafe { Box::from_raw((*file.cast::<Held>()).about) });
    code
}

unsafe extern "C" fn read(
    file: *mut sqlite3_file,
    into: *mut c_void,
    bytes: c_int,
    at: sqlite3_int64,
) -> c_int {
    // SAFETY: SQLite reads only what it opened.
    let (about, _) = unsafe { held(file) };
    if about.disk.state().is_dark() {
        return sqlite::SQLITE_IOERR_READ;
    }
    handed_on!(file, xRead, sqlite::SQLITE_IOERR_READ, into, bytes, at)
}

unsafe extern "C" fn write(
    file: *mut sqlite3_file,
    from: *const c_void,
    bytes: c_int,
    at: sqlite3_int64,
) -> c_int {
    // SAFETY: SQLite writes only to what it opened, and `from` has so many bytes.
    let (about, written) = unsafe {
        let (about, _) = held(file);
        (about, std::slice::from_raw_parts(from.cast::<u8>(), usize::try_from(bytes).unwrap_or(0)))
    };
    let place = usize::try_from(at).unwrap_or(0);
    let mut state = about.disk.state();
    match state.ask(Act::Write, &about.path) {
        Verdict::Done => {
            let code = handed_on!(file, xWrite, sqlite::SQLITE_IOERR_WRITE, from, bytes, at);
            if code == sqlite::SQLITE_OK {
                state.note(&about.path, |image| image.written(place, written));
            }
            code
        }
        // A disk takes what there is room for before it says that there is no more.
        Verdict::Fails(code) => {
            let half = bytes / 2;
            if handed_on!(file, xWrite, sqlite::SQLITE_IOERR_WRITE, from, half, at) == sqlite::SQLITE_OK {
                let half = usize::try_from(half).unwrap_or(0);
                state
                    .note(&about.path, |image| image.written(place, written.get(..half).unwrap_or_default()));
            }
            code
        }
        Verdict::Falls => {
            state.note(&about.path, |image| image.written(place, written));
            sqlite::SQLITE_IOERR_WRITE
        }
        Verdict::Dark => sqlite::SQLITE_IOERR_WRITE,
    }
}

unsafe extern "C" fn truncate(file: *mut sqlite3_file, to: sqlite3_int64) -> c_int {
    // SAFETY: SQLite cuts off only what it opened.
    let (about, _) = unsafe { held(file) };
    let end = usize::try_from(to).unwrap_or(0);
    let mut state = about.disk.state();
    match state.ask(Act::Truncate, &about.path) {
        Verdict::Done => {
            let code = handed_on!(file, xTruncate, sqlite::SQLITE_IOERR_TRUNCATE, to);
            if code == sqlite::SQLITE_OK {
                state.note(&about.path, |image| image.cut(end));
            }
            code
        }
        Verdict::Fails(code) => code,
        Verdict::Falls => {
            state.note(&about.path, |image| image.cut(end));
            sqlite::SQLITE_IOERR_TRUNCATE
        }
        Verdict::Dark => sqlite::SQLITE_IOERR_TRUNCATE,
    }
}

unsafe extern "C" fn sync(file: *mut sqlite3_file, _: c_int) -> c_int {
    // SAFETY: SQLite syncs only what it opened.
    let (about, _) = unsafe { held(file) };
    let mut state = about.disk.state();
    match state.ask(Act::Sync, &about.path) {
        // Nothing is lost where only the test's disk loses its power: the real one need not be waited for.
        Verdict::Done => {
            state.note_sync(&about.path);
            sqlite::SQLITE_OK
        }
        Verdict::Fails(code) => {
            state.note_failed_sync(&about.path);
            code
        }
        Verdict::Falls | Verdict::Dark => sqlite::SQLITE_IOERR_FSYNC,
    }
}

unsafe extern "C" fn file_size(file: *mut sqlite3_file, size: *mut sqlite3_int64) -> c_int {
    handed_on!(file, xFileSize, sqlite::SQLITE_IOERR_FSTAT, size)
}

unsafe extern "C" fn lock(file: *mut sqlite3_file, level: c_int) -> c_int {
    handed_on!(file, xLock, sqlite::SQLITE_IOERR_LOCK, level)
}

unsafe extern "C" fn unlock(file: *mut sqlite3_file, level: c_int) -> c_int {
    handed_on!(file, xUnlock, sqlite::SQLITE_IOERR_UNLOCK, level)
}

unsafe extern "C" fn check_reserved_lock(file: *mut sqlite3_file, out: *mut c_int) -> c_int {
    handed_on!(file, xCheckReservedLock, sqlite::SQLITE_IOERR_CHECKRESERVEDLOCK, out)
}

unsafe extern "C" fn file_control(file: *mut sqlite3_file, asked: c_int, argument: *mut c_void) -> c_int {
    if asked == sqlite::SQLITE_FCNTL_PRAGMA {
        // SAFETY: SQLite controls only what it opened, and gives three strings with this control: the place of an answer,
        // the pragma's name, and its value or null: a copy of its own, which it reads only after this.
        unsafe {
            let (about, _) = held(file);
            let [_, name, value] = *argument.cast::<[*mut c_char; 3]>();
            let is = |text: *mut c_char, word: &CStr| !text.is_null() && CStr::from_ptr(text) == word;
            if about.disk.state().hears_normal() && is(name, c"synchronous") && is(value, c"FULL") {
                // `1` is NORMAL, and fits where FULL stood.
                value.write(b'1'.cast_signed());
                value.add(1).write(0);
            }
        }
    }
    handed_on!(file, xFileControl, sqlite::SQLITE_NOTFOUND, asked, argument)
}

unsafe extern "C" fn sector_size(file: *mut sqlite3_file) -> c_int {
    handed_on!(file, xSectorSize, 4096)
}

unsafe extern "C" fn device_characteristics(file: *mut sqlite3_file) -> c_int {
    handed_on!(file, xDeviceCharacteristics, 0)
}

unsafe extern "C" fn shm_map(
    file: *mut sqlite3_file,
    region: c_int,
    bytes: c_int,
    grow: c_int,
    out: *mut *mut c_void,
) -> c_int {
    // SAFETY: SQLite shares memory only beside what it opened.
    let (about, _) = unsafe { held(file) };
    if grow != 0
        && let Verdict::Fails(code) = about.disk.state().ask(Act::Share, &about.path)
    {
        return code;
    }
    handed_on!(file, xShmMap, sqlite::SQLITE_IOERR_SHMMAP, region, bytes, grow, out)
}

unsafe extern "C" fn shm_lock(file: *mut sqlite3_file, from: c_int, count: c_int, flags: c_int) -> c_int {
    handed_on!(file, xShmLock, sqlite::SQLITE_IOERR_SHMLOCK, from, count, flags)
}

unsafe extern "C" fn shm_barrier(file: *mut sqlite3_file) {
    handed_on!(file, xShmBarrier, ());
}

unsafe extern "C" fn shm_unmap(file: *mut sqlite3_file, delete: c_int) -> c_int {
    handed_on!(file, xShmUnmap, sqlite::SQLITE_OK, delete)
}
