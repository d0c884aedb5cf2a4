//! Where files that were given in stand beside a database: sealed before they come here, each under the digest of its
//! sealed bytes, so that a shelf holds nothing that can be read and nothing under a name that tells.

#[cfg(feature = "s3")]
mod bucket;
mod folder;

#[cfg(feature = "s3")]
pub use bucket::{Bucket, BucketAt};
pub use folder::Folder;

use async_trait::async_trait;
use guantong_service::error::{Fault, Trouble};
use guantong_service::journal::digest;
use std::fmt;
use std::sync::Arc;

/// Why a shelf did not do what it was asked.
#[derive(Clone, Debug, thiserror::Error)]
#[error("{shelf}: {cause}")]
pub struct ShelfError {
    /// Which shelf.
    pub shelf: String,
    /// What it said.
    pub cause: String,
}

impl ShelfError {
    /// What a shelf said.
    pub(crate) fn of(shelf: &dyn fmt::Display, cause: impl ToString) -> Self {
        ShelfError { shelf: shelf.to_string(), cause: cause.to_string() }
    }
}

impl From<ShelfError> for Fault {
    fn from(error: ShelfError) -> Self {
        Fault::new("ask the shelf of files", error).with(Trouble::Shelf)
    }
}

/// An object as a shelf lists it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shelved {
    /// Its name: the digest of what it holds.
    pub name: String,
    /// When it was last put there, in microseconds since 1970 UTC.
    pub put_at: i64,
}

/// A shelf of sealed objects. It is displayed as where it is, never with a key.
///
/// Every method fails with a [`ShelfError`] where the shelf does.
#[async_trait]
pub trait Shelf: fmt::Debug + fmt::Display + Send + Sync {
    /// Puts an object under a name, whole or not at all; when it returns, the object outlives a loss of power. One that is
    /// there is put anew, so that it counts as young again.
    async fn put(&self, name: &str, bytes: &[u8]) -> Result<(), ShelfError>;
    /// The object of a name; nothing where there is none.
    async fn get(&self, name: &str) -> Result<Option<Vec<u8>>, ShelfError>;
    /// Every object, by name.
    async fn list(&self) -> Result<Vec<Shelved>, ShelfError>;
    /// Takes an object away; one that is not there is no error.
    async fn remove(&self, name: &str) -> Result<(), ShelfError>;
    /// Whether it can be reached and lets itself be used.
    async fn reach(&self) -> Result<(), ShelfError>;
}

/// Whether something on a shelf may be one of ours: a digest in hex. All else is left alone.
pub(crate) fn is_name(name: &str) -> bool {
    name.len() == 64 && name.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

/// Why a file could not be read back.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ReadError {
    /// The row says that it is on a shelf, and there is none.
    #[error("{0}: on a shelf, and none is named")]
    NoShelf(String),
    /// It is not there.
    #[error("{0}: not on {1}")]
    Missing(String, String),
    /// What is there is something else.
    #[error("{0}: altered on {1}")]
    Altered(String, String),
    /// The shelf could not be asked.
    #[error(transparent)]
    Shelf(#[from] ShelfError),
}

impl From<ReadError> for Fault {
    fn from(error: ReadError) -> Self {
        match error {
            ReadError::Shelf(error) => error.into(),
            other => Fault::new("read a file from its shelf", other),
        }
    }
}

impl From<ReadError> for sqlx::Error {
    fn from(error: ReadError) -> Self {
        sqlx::Error::Io(std::io::Error::other(error))
    }
}

/// The sealed text of a file from its shelf, proved to be what its digest says.
pub(crate) async fn read(shelf: Option<&Arc<dyn Shelf>>, name: &str) -> Result<String, ReadError> {
    let shelf = shelf.ok_or_else(|| ReadError::NoShelf(name.to_owned()))?;
    let Some(bytes) = shelf.get(name).await? else {
        return Err(ReadError::Missing(name.to_owned(), shelf.to_string()));
    };
    let altered = || ReadError::Altered(name.to_owned(), shelf.to_string());
    if digest(&bytes).to_string() != name {
        return Err(altered());
    }
    String::from_utf8(bytes).map_err(|_| altered())
}
