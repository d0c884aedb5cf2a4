//! A folder of files, packed as a ZIP: names and bytes, every size held under a limit before anything is kept.
//!
//! Sizes that the archive declares are looked at first, and counted again while inflating: what it says proves nothing.

use std::io::{Cursor, Read};
use zip::ZipArchive;
use zip::result::ZipError;

/// How much of a packed folder is read at most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FolderLimits {
    /// Files in it.
    pub files: usize,
    /// Bytes of one of them, inflated.
    pub file_bytes: u64,
    /// Bytes of all of them, inflated.
    pub bytes: u64,
}

/// Why a packed folder is not read. Nothing of it is taken then.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FolderError {
    /// It contradicts its own format.
    #[error("damaged")]
    Damaged,
    /// A password is needed to open a file.
    #[error("{name} is encrypted")]
    Encrypted {
        /// The file.
        name: String,
    },
    /// A name leads out of the folder.
    #[error("{name} leads out of the folder")]
    Outside {
        /// The name.
        name: String,
    },
    /// More files than are taken.
    #[error("{files} files, at most {most} are taken")]
    TooManyFiles {
        /// How many there are.
        files: usize,
        /// The limit.
        most: usize,
    },
    /// A file is larger than is taken, as declared or as inflated.
    #[error("{name} is larger than {most} bytes")]
    FileTooLarge {
        /// The file.
        name: String,
        /// The limit.
        most: u64,
    },
    /// All files are larger together than is taken.
    #[error("larger than {most} bytes with {name}")]
    TooLarge {
        /// The file at which the limit is passed.
        name: String,
        /// The limit.
        most: u64,
    },
}

/// Whether bytes begin like a ZIP.
#[must_use]
pub fn is_packed(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06")
}

/// The files of a packed folder, by name with `/` between its parts, in the order of the archive. Folders themselves are
/// left out, and what is hidden: names that begin with a dot, and what a Macintosh packs beside the files.
///
/// # Errors
/// What is damaged, locked, named outside of the folder, or more than the limits.
pub fn read_folder(bytes: &[u8], limits: &FolderLimits) -> Result<Vec<(String, Vec<u8>)>, FolderError> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| FolderError::Damaged)?;
    if archive.len() > limits.files {
        return Err(FolderError::TooManyFiles { files: archive.len(), most: limits.files });
    }
    let mut files = Vec::new();
    let mut left = limits.bytes;
    for index in 0..archive.len() {
        let declared = archive.by_index_raw(index).map_err(|_| FolderError::Damaged)?;
        let name = declared.name().map_err(|_| FolderError::Damaged)?.replace('\\', "/");
        if declared.enclosed_name().is_none() || leads_out(&name) {
            return Err(FolderError::Outside { name });
        }
        if declared.encrypted() {
            return Err(FolderError::Encrypted { name });
        }
        over(declared.size(), &name, left, limits)?;
        drop(declared);
        let part = archive.by_index(index).map_err(|error| match error {
            ZipError::UnsupportedArchive(why) if why.contains("assword") => {
                FolderError::Encrypted { name: name.clone() }
            }
            _ => FolderError::Damaged,
        })?;
        let mut inflated = Vec::new();
        let most = limits.file_bytes.min(left);
        part.take(most.saturating_add(1)).read_to_end(&mut inflated).map_err(|_| FolderError::Damaged)?;
        let size = u64::try_from(inflated.len()).unwrap_or(u64::MAX);
        over(size, &name, left, limits)?;
        left = left.saturating_sub(size);
        if !(name.ends_with('/') || is_hidden(&name)) {
            files.push((name, inflated));
        }
    }
    Ok(files)
}

/// Refuses a size over one of the limits.
fn over(size: u64, name: &str, left: u64, limits: &FolderLimits) -> Result<(), FolderError> {
    if size > limits.file_bytes {
        return Err(FolderError::FileTooLarge { name: name.to_owned(), most: limits.file_bytes });
    }
    if size > left {
        return Err(FolderError::TooLarge { name: name.to_owned(), most: limits.bytes });
    }
    Ok(())
}

fn leads_out(name: &str) -> bool {
    name.starts_with('/') || name.contains(':') || name.split('/').any(|part| part == "..")
}

fn is_hidden(name: &str) -> bool {
    name.split('/').any(|part| part.starts_with('.') || part == "__MACOSX")
}
