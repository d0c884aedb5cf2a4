//! A folder of this machine. Each object is a file of its own, its owner's alone.

use super::{Shelf, ShelfError, Shelved, is_name};
use async_trait::async_trait;
use std::fmt;
use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::UNIX_EPOCH;

/// What a file is called until it is whole begins so.
const UNFINISHED: &str = ".put-";

/// A shelf that is a folder; it is made with the first object.
#[derive(Clone, Debug)]
pub struct Folder {
    path: PathBuf,
}

impl Folder {
    /// The shelf in a folder.
    #[must_use]
    pub fn new(path: PathBuf) -> Self {
        Folder { path }
    }

    /// Works with the folder where it may wait for a disk.
    async fn working<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Path) -> io::Result<T> + Send + 'static,
    ) -> Result<T, ShelfError> {
        let path = self.path.clone();
        match tokio::task::spawn_blocking(move || work(&path)).await {
            Ok(done) => done.map_err(|error| ShelfError::of(self, error)),
            Err(error) => Err(ShelfError::of(self, error)),
        }
    }
}

impl fmt::Display for Folder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.path.display())
    }
}

#[async_trait]
impl Shelf for Folder {
    async fn put(&self, name: &str, bytes: &[u8]) -> Result<(), ShelfError> {
        let (name, bytes) = (name.to_owned(), bytes.to_vec());
        self.working(move |folder| put(folder, &name, &bytes)).await
    }

    async fn get(&self, name: &str) -> Result<Option<Vec<u8>>, ShelfError> {
        let name = name.to_owned();
        self.working(move |folder| there(fs::read(folder.join(name)))).await
    }

    async fn list(&self) -> Result<Vec<Shelved>, ShelfError> {
        self.working(list).await
    }

    async fn remove(&self, name: &str) -> Result<(), ShelfError> {
        let name = name.to_owned();
        self.working(move |folder| match there(fs::remove_file(folder.join(name)))? {
            Some(()) => File::open(folder)?.sync_all(),
            None => Ok(()),
        })
        .await
    }

    async fn reach(&self) -> Result<(), ShelfError> {
        self.working(|folder| {
            // Made with the first object: who only looks changes nothing.
            if there(fs::metadata(folder))?.is_none() {
                return Ok(());
            }
            let probe = unfinished(folder);
            private(&probe)?;
            fs::remove_file(&probe)
        })
        .await
    }
}

/// Writes it beside its place first, so that nobody ever finds half of it.
fn put(folder: &Path, name: &str, bytes: &[u8]) -> io::Result<()> {
    made(folder)?;
    let whole = unfinished(folder);
    let written = private(&whole).and_then(|mut file| {
        file.write_all(bytes)?;
        file.sync_all()?;
        fs::rename(&whole, folder.join(name))
    });
    if written.is_err() {
        // What was begun is of no use to anybody.
        let _ = fs::remove_file(&whole);
    }
    written?;
    File::open(folder)?.sync_all()
}

/// Makes the folder where there is none yet, and has the disk know of it.
fn made(folder: &Path) -> io::Result<()> {
    if folder.is_dir() {
        return Ok(());
    }
    let mut maker = DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut maker, 0o700);
    match maker.create(folder) {
        // Another may have made it at the same moment.
        Err(error) if error.kind() == ErrorKind::AlreadyExists && folder.is_dir() => {}
        made => made?,
    }
    match folder.parent().filter(|above| !above.as_os_str().is_empty()) {
        Some(above) => File::open(above)?.sync_all(),
        None => Ok(()),
    }
}

/// A name that nothing else has.
fn unfinished(folder: &Path) -> PathBuf {
    static NEXT: AtomicU64 = AtomicU64::new(0);
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    folder.join(format!("{UNFINISHED}{}-{number}", std::process::id()))
}

fn private(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

fn list(folder: &Path) -> io::Result<Vec<Shelved>> {
    let mut found = Vec::new();
    for item in there(fs::read_dir(folder))?.into_iter().flatten() {
        let item = item?;
        let name = item.file_name().to_string_lossy().into_owned();
        if !is_name(&name) {
            continue;
        }
        // One that was taken away meanwhile is not there.
        let Some(about) = there(item.metadata())? else { continue };
        let since = about.modified()?.duration_since(UNIX_EPOCH).unwrap_or_default();
        found.push(Shelved { name, put_at: i64::try_from(since.as_micros()).unwrap_or(i64::MAX) });
    }
    found.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(found)
}

/// Nothing where there is no such thing.
fn there<T>(result: io::Result<T>) -> io::Result<Option<T>> {
    match result {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        other => other.map(Some),
    }
}
