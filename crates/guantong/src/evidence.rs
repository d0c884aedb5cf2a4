//! Where the files of requests are kept: in the database, in a folder of the data directory, or in a bucket.

use crate::language::{say_with, words};
use anyhow::{Result, bail};
use guantong_store::{Folder, Place, Shelf};
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

/// The folder's name in a data directory.
const FOLDER: &str = "evidence";

/// What the command line says of it.
#[derive(Clone, Debug, Default)]
#[cfg_attr(
    not(feature = "s3"),
    expect(dead_code, reason = "only a program with buckets reads where they are")
)]
pub(crate) struct Said {
    /// `database`, `folder` or `s3://bucket/prefix`; nothing where nothing was said.
    pub(crate) place: Option<String>,
    /// The address of the service a bucket is of.
    pub(crate) endpoint: Option<String>,
    /// The region that is signed for.
    pub(crate) region: String,
    /// The file with the keys.
    pub(crate) keys: Option<PathBuf>,
}

static SAID: OnceLock<Said> = OnceLock::new();

/// Says once where files are kept.
pub(crate) fn kept_at(said: Said) {
    // Said once, by the first line of the program.
    let _ = SAID.set(said);
}

/// The folder for files in a data directory.
pub(crate) fn folder(directory: &Path) -> PathBuf {
    directory.join(FOLDER)
}

/// The shelf for the files of an office, by what was said; without a word a folder where the database is a file, and the
/// database where it is on a server, for several servers share no folder.
pub(crate) fn shelf(directory: &Path, place: &Place) -> Result<Option<Arc<dyn Shelf>>> {
    let said = SAID.get().and_then(|said| said.place.as_deref());
    let usual = match place {
        Place::File(_) => "folder",
        Place::Server { .. } => "database",
    };
    named(said.unwrap_or(usual), directory)
}

/// The shelf of a word; nothing for the database.
pub(crate) fn named(word: &str, directory: &Path) -> Result<Option<Arc<dyn Shelf>>> {
    match word {
        "database" => Ok(None),
        "folder" => Ok(Some(Arc::new(Folder::new(folder(directory))))),
        other => match other.strip_prefix("s3://").filter(|rest| !rest.is_empty()) {
            Some(rest) => bucket(rest).map(Some),
            None => bail!(say_with("cli-evidence-unreadable", "value", other)),
        },
    }
}

#[cfg(feature = "s3")]
fn bucket(rest: &str) -> Result<Arc<dyn Shelf>> {
    use guantong_store::{Bucket, BucketAt};
    let said = SAID.get().cloned().unwrap_or_default();
    let Some((key, secret)) = keys(said.keys.as_deref())? else { bail!(words("cli-evidence-no-keys")) };
    let (bucket, prefix) = rest.split_once('/').unwrap_or((rest, ""));
    let (bucket, prefix) = (bucket.to_owned(), prefix.trim_matches('/').to_owned());
    let at = BucketAt { bucket, prefix, endpoint: said.endpoint, region: said.region, key, secret };
    Ok(Arc::new(Bucket::new(&at)?))
}

#[cfg(not(feature = "s3"))]
fn bucket(_: &str) -> Result<Arc<dyn Shelf>> {
    bail!(words("cli-evidence-without-s3"))
}

/// The keys for a bucket: two lines of a file, or the two variables that every program for such buckets knows.
#[cfg(feature = "s3")]
fn keys(file: Option<&Path>) -> Result<Option<(String, String)>> {
    use anyhow::Context;
    let found = match file {
        Some(file) => {
            let text = std::fs::read_to_string(file).with_context(|| file.display().to_string())?;
            let mut lines = text.lines().map(|line| line.trim().to_owned());
            lines.next().zip(lines.next())
        }
        None => std::env::var("AWS_ACCESS_KEY_ID").ok().zip(std::env::var("AWS_SECRET_ACCESS_KEY").ok()),
    };
    Ok(found.filter(|(key, secret)| !key.is_empty() && !secret.is_empty()))
}
