//! The disk: what it counts, when it fails, and when its power goes.

use crate::dice::Dice;
use crate::image::Image;
use crate::vfs;
use libsqlite3_sys as sqlite;
use std::collections::BTreeMap;
use std::ffi::c_int;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// What is asked of a disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// A file is opened.
    Open,
    /// Bytes are written.
    Write,
    /// What was written is to be on the disk.
    Sync,
    /// A file is cut off.
    Truncate,
    /// A file is taken away.
    Delete,
    /// Memory that processes share beside a write-ahead log grows.
    Share,
}

impl Act {
    /// Every act that can fail.
    pub const ALL: [Act; 6] = [Act::Open, Act::Write, Act::Sync, Act::Truncate, Act::Delete, Act::Share];
}

/// How something fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// There is no room left.
    Full,
    /// The device says that it cannot.
    Broken,
}

impl How {
    /// What SQLite is told, as it would be told by a real disk.
    fn code(self, act: Act) -> c_int {
        match (act, self) {
            (Act::Write, How::Full) => sqlite::SQLITE_FULL,
            (Act::Write, How::Broken) => sqlite::SQLITE_IOERR_WRITE,
            (Act::Open, _) => sqlite::SQLITE_CANTOPEN,
            (Act::Sync, _) => sqlite::SQLITE_IOERR_FSYNC,
            (Act::Truncate, _) => sqlite::SQLITE_IOERR_TRUNCATE,
            (Act::Delete, _) => sqlite::SQLITE_IOERR_DELETE,
            (Act::Share, _) => sqlite::SQLITE_IOERR_SHMSIZE,
        }
    }
}

/// Which acts fail, and how.
#[derive(Clone, Copy, Debug)]
pub struct Failing {
    act: Act,
    nth: u64,
    how: How,
    on: &'static str,
    lasting: bool,
}

impl Failing {
    /// The `nth` act of a kind from now on, counted from 1, and no other.
    #[must_use]
    pub fn once(act: Act, nth: u64, how: How) -> Self {
        Failing { act, nth, how, on: "", lasting: false }
    }

    /// That one, and every later one until the disk is healed.
    #[must_use]
    pub fn from(act: Act, nth: u64, how: How) -> Self {
        Failing { lasting: true, ..Failing::once(act, nth, how) }
    }

    /// Only on files whose name ends so, as `-wal`; only those are counted.
    #[must_use]
    pub fn on(self, ending: &'static str) -> Self {
        Failing { on: ending, ..self }
    }
}

/// How often each act was asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts([u64; Act::ALL.len()]);

impl Counts {
    /// How often one of them was.
    #[must_use]
    pub fn of(&self, act: Act) -> u64 {
        self.0.get(act as usize).copied().unwrap_or(0)
    }

    /// How often any of them was.
    #[must_use]
    pub fn sum(&self) -> u64 {
        self.0.iter().sum()
    }
}

/// A disk under a folder.
#[derive(Clone, Debug)]
pub struct Disk {
    folder: PathBuf,
    state: Arc<Mutex<State>>,
}

/// What a disk is at a moment.
#[derive(Debug)]
pub(crate) struct State {
    counts: Counts,
    failing: Option<Failing>,
    failed: u64,
    /// How many acts there are until the power goes.
    power: Option<u64>,
    /// Whether files are followed, so that the power can go.
    follows: bool,
    hears_normal: bool,
    files: BTreeMap<PathBuf, Image>,
    dice: Dice,
}

/// What comes of an act.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// It is done.
    Done,
    /// It fails, and SQLite is told so.
    Fails(c_int),
    /// The power goes while it is done.
    Falls,
    /// The power is gone.
    Dark,
}

impl Disk {
    /// The disk under a folder that is there: it holds what SQLite opens below it from now on.
    ///
    /// # Errors
    /// Where there is no such folder, or SQLite does not take the disk.
    pub fn below(folder: &Path) -> std::io::Result<Disk> {
        let state = State {
            counts: Counts::default(),
            failing: None,
            failed: 0,
            power: None,
            follows: false,
            hears_normal: false,
            files: BTreeMap::new(),
            dice: Dice::new(0),
        };
        let disk = Disk { folder: folder.canonicalize()?, state: Arc::new(Mutex::new(state)) };
        vfs::put_in(&disk)?;
        Ok(disk)
    }

    /// The folder it is under, as SQLite names it.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// What was asked of it so far.
    #[must_use]
    pub fn counts(&self) -> Counts {
        self.state().counts
    }

    /// How many acts failed so far.
    #[must_use]
    pub fn failed(&self) -> u64 {
        self.state().failed
    }

    /// From now on acts fail as said, in place of what was said before.
    pub fn fail(&self, failing: Failing) {
        self.state().failing = Some(failing);
    }

    /// No act fails any more.
    pub fn heal(&self) {
        self.state().failing = None;
    }

    /// Follows from now on what is synced and what is not, so that the power can go. `seed` is for what a failed sync
    /// leaves.
    pub fn follow(&self, seed: u64) {
        let mut state = self.state();
        state.follows = true;
        state.dice = Dice::new(seed);
    }

    /// The power goes with the `nth` act from now on, counted from 1, whichever it is.
    pub fn lose_power_at(&self, nth: u64) {
        self.state().power = Some(nth);
    }

    /// Whether the power is gone.
    #[must_use]
    pub fn is_dark(&self) -> bool {
        self.state().power == Some(0)
    }

    /// Whoever asks SQLite for `synchronous = FULL` gets `NORMAL`: to show that a loss of power is a loss there.
    pub fn hear_normal_for_full(&self) {
        self.state().hears_normal = true;
    }

    /// Writes into another folder what is on the disk when the power is back. It must have been followed from its first
    /// file on, and forgets then what it followed: that is told once, and thousands of disks have room.
    ///
    /// # Errors
    /// What the other folder says.
    pub fn after_power_loss(&self, seed: u64, into: &Path) -> std::io::Result<()> {
        let mut dice = Dice::new(seed);
        let files = std::mem::take(&mut self.state().files);
        for (path, image) in &files {
            let (Some(file), Some(name)) = (image.after_power_loss(&mut dice), path.file_name()) else {
                continue;
            };
            std::fs::write(into.join(name), file)?;
        }
        Ok(())
    }

    pub(crate) fn state(&self) -> MutexGuard<'_, State> {
        // A test that fails while it holds the disk has failed already.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// Counts an act, and says what comes of it.
    pub(crate) fn ask(&mut self, act: Act, path: &Path) -> Verdict {
        if let Some(count) = self.counts.0.get_mut(act as usize) {
            *count += 1;
        }
        if let Some(left) = &mut self.power {
            match *left {
                0 => return Verdict::Dark,
                1 => {
                    *left = 0;
                    return Verdict::Falls;
                }
                _ => *left -= 1,
            }
        }
        let Some(failing) = &mut self.failing else { return Verdict::Done };
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if failing.act != act || !name.ends_with(failing.on) {
            return Verdict::Done;
        }
        let begun = failing.nth <= 1;
        let over = failing.nth == 0 && !failing.lasting;
        failing.nth = failing.nth.saturating_sub(1);
        if !begun || over {
            return Verdict::Done;
        }
        self.failed += 1;
        Verdict::Fails(failing.how.code(act))
    }

    pub(crate) fn is_dark(&self) -> bool {
        self.power == Some(0)
    }

    pub(crate) fn hears_normal(&self) -> bool {
        self.hears_normal
    }

    /// A file is about to be opened: what it is now is on the disk.
    pub(crate) fn meet(&mut self, path: &Path) {
        if self.follows && !self.files.contains_key(path) {
            self.files.insert(path.to_owned(), Image::found(std::fs::read(path).ok()));
        }
    }

    /// Notes what was done to a file that is followed.
    pub(crate) fn note(&mut self, path: &Path, what: impl FnOnce(&mut Image)) {
        if let Some(image) = self.files.get_mut(path) {
            what(image);
        }
    }

    /// Notes that a file was synced; with the first sync of a new one SQLite syncs its folder too.
    pub(crate) fn note_sync(&mut self, path: &Path) {
        let Some(image) = self.files.get_mut(path) else { return };
        let new = image.is_new();
        image.synced();
        if new {
            self.note_folder_sync(path);
        }
    }

    /// Notes that the folder of a file was synced.
    pub(crate) fn note_folder_sync(&mut self, path: &Path) {
        for (other, image) in &mut self.files {
            if other.parent() == path.parent() {
                image.folder_synced();
            }
        }
    }

    /// Notes that a sync of a file failed.
    pub(crate) fn note_failed_sync(&mut self, path: &Path) {
        if let Some(image) = self.files.get_mut(path) {
            image.sync_failed(&mut self.dice);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn state() -> State {
        State {
            counts: Counts::default(),
            failing: None,
            failed: 0,
            power: None,
            follows: false,
            hears_normal: false,
            files: BTreeMap::new(),
            dice: Dice::new(0),
        }
    }

    fn verdicts(state: &mut State, act: Act, name: &str, times: usize) -> Vec<bool> {
        (0..times).map(|_| state.ask(act, Path::new(name)) == Verdict::Done).collect()
    }

    #[test]
    fn the_nth_act_fails_once_or_until_it_is_healed() {
        let mut state = state();
        state.failing = Some(Failing::once(Act::Write, 2, How::Full));
        assert_eq!(verdicts(&mut state, Act::Write, "a", 4), [true, false, true, true]);
        state.failing = Some(Failing::from(Act::Write, 2, How::Full).on("-wal"));
        assert_eq!(verdicts(&mut state, Act::Write, "a", 2), [true, true]);
        assert_eq!(verdicts(&mut state, Act::Sync, "a-wal", 2), [true, true]);
        assert_eq!(verdicts(&mut state, Act::Write, "a-wal", 4), [true, false, false, false]);
        assert_eq!((state.counts.of(Act::Write), state.counts.sum(), state.failed), (10, 12, 4));
    }

    #[test]
    fn the_power_goes_with_one_act_and_stays_away() {
        let mut state = state();
        state.power = Some(2);
        assert_eq!(state.ask(Act::Write, Path::new("a")), Verdict::Done);
        assert_eq!(state.ask(Act::Sync, Path::new("a")), Verdict::Falls);
        assert_eq!(state.ask(Act::Write, Path::new("a")), Verdict::Dark);
        assert!(state.is_dark());
    }
}
