//! A data directory: one office, its database in it.

use crate::real::{SystemClock, SystemRandomness};
use anyhow::{Context, Result, bail};
use guantong_policy::Edition;
use guantong_service::Office;
use guantong_service::ports::Clock;
use guantong_store::Sqlite;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The database's name in a data directory.
const FILE: &str = "guantong.sqlite";

/// An open data directory.
pub(crate) struct Data {
    pub(crate) office: Office,
    store: Sqlite,
}

/// Where the database of a data directory is.
pub(crate) fn file(directory: &Path) -> PathBuf {
    directory.join(FILE)
}

impl Data {
    /// Opens the office in a directory.
    pub(crate) async fn open(directory: &Path) -> Result<Self> {
        let path = file(directory);
        if !path.exists() {
            bail!(crate::language::say_with("cli-no-office", "directory", &directory.display().to_string()));
        }
        let store = Sqlite::open(&path).await.with_context(|| path.display().to_string())?;
        Self::over(store, Arc::new(SystemClock))
    }

    /// Makes an empty office in a directory, or opens the one that is there.
    pub(crate) async fn create(directory: &Path) -> Result<Self> {
        Self::create_with(directory, Arc::new(SystemClock)).await
    }

    /// As [`Data::create`], living by another clock.
    pub(crate) async fn create_with(directory: &Path, clock: Arc<dyn Clock>) -> Result<Self> {
        std::fs::create_dir_all(directory).with_context(|| directory.display().to_string())?;
        let path = file(directory);
        let store = Sqlite::create(&path).await.with_context(|| path.display().to_string())?;
        Self::over(store, clock)
    }

    fn over(store: Sqlite, clock: Arc<dyn Clock>) -> Result<Self> {
        let edition = builtin()?;
        let office =
            Office::new(Arc::new(store.clone()), clock, Arc::new(SystemRandomness), Arc::new(edition));
        Ok(Data { office, store })
    }

    /// Closes the database, so that everything stands in one file.
    pub(crate) async fn close(self) {
        self.store.close().await;
    }
}

/// The edition this program was built with.
pub(crate) fn builtin() -> Result<Edition> {
    let edition = guantong_policy::edition::builtin();
    edition
        .cloned()
        .map_err(|faults| anyhow::anyhow!(crate::commands::edition::fault_lines(faults).join("\n")))
}
