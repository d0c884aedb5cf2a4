//! Input files: opened as often as needed, in the encoding they turn out to have.

use super::rows::{Encoding, Rows, RowsError};
use crate::problem::{Problem, Problems};
use std::fs::File;
use std::io::{self, Cursor, Read};
use std::path::Path;

/// What a file reads as: its bytes as they come.
pub(crate) type Bytes<'a> = Box<dyn Read + 'a>;

impl SourceError {
    fn problem(problem: Problem) -> Self {
        SourceError::Problem(Box::new(problem))
    }
}

/// An input file, or what a pipe gave.
pub(crate) struct Source<'a> {
    path: &'a Path,
    /// The name as it is shown.
    pub(crate) name: String,
    /// All of a pipe, which cannot be read twice.
    piped: Option<Vec<u8>>,
    /// The length in bytes.
    pub(crate) length: u64,
}

/// Why an input file gave nothing.
pub(crate) enum SourceError {
    /// What is wrong with it.
    Problem(Box<Problem>),
    /// The disk.
    Io(io::Error),
}

impl<'a> Source<'a> {
    pub(crate) fn open(path: &'a Path) -> Result<Self, SourceError> {
        let name = path.display().to_string();
        let missing = |error: io::Error| match error.kind() {
            io::ErrorKind::NotFound => SourceError::problem(Problem::of_file(&name, "allocate-file-missing")),
            io::ErrorKind::PermissionDenied => {
                SourceError::problem(Problem::of_file(&name, "allocate-file-forbidden"))
            }
            _ => SourceError::Io(error),
        };
        let mut file = File::open(path).map_err(missing)?;
        let metadata = file.metadata().map_err(SourceError::Io)?;
        if metadata.is_dir() {
            return Err(SourceError::problem(Problem::of_file(&name, "allocate-file-directory")));
        }
        let mut piped = None;
        let mut length = metadata.len();
        if !metadata.is_file() {
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes).map_err(SourceError::Io)?;
            length = bytes.len() as u64;
            piped = Some(bytes);
        }
        Ok(Source { path, name, piped, length })
    }

    fn bytes(&self) -> io::Result<Bytes<'_>> {
        Ok(match &self.piped {
            Some(bytes) => Box::new(Cursor::new(bytes.as_slice())),
            None => Box::new(File::open(self.path)?),
        })
    }

    /// The whole file as text in UTF-8.
    pub(crate) fn text(&self) -> Result<String, SourceError> {
        let mut bytes = Vec::new();
        self.bytes().and_then(|mut source| source.read_to_end(&mut bytes)).map_err(SourceError::Io)?;
        String::from_utf8(bytes).map_err(|error| {
            let valid = error.utf8_error().valid_up_to();
            let ends = error.as_bytes().iter().take(valid).filter(|byte| **byte == b'\n').count();
            SourceError::problem(Problem::at(&self.name, ends as u64 + 1, "", "", "allocate-not-utf8"))
        })
    }

    /// Reads the rows with `read`: as UTF-8, and anew as GB18030 where they are not that.
    ///
    /// What stops the reading for good is added to `problems`, and the result is then nothing.
    pub(crate) fn rows<T>(
        &self,
        problems: &mut Problems,
        mut read: impl FnMut(Rows<Bytes<'_>>) -> Result<T, RowsError>,
    ) -> Result<Option<T>, SourceError> {
        let mut attempt = |encoding| match self.bytes() {
            Ok(bytes) => read(Rows::new(bytes, encoding)),
            Err(error) => Err(RowsError::Io(error)),
        };
        let result = match attempt(Encoding::Utf8) {
            Err(RowsError::NotUtf8 { marked: false, .. }) => attempt(Encoding::Gb18030),
            result => result,
        };
        let (line, id) = match result {
            Ok(value) => return Ok(Some(value)),
            Err(RowsError::Io(error)) => return Err(SourceError::Io(error)),
            Err(RowsError::NotUtf8 { line, .. }) => (line, "allocate-not-utf8"),
            Err(RowsError::Unreadable { line }) => (line, "allocate-unreadable"),
            Err(RowsError::Endless { line }) => (line, "allocate-quote-open"),
        };
        problems.push(Problem::at(&self.name, line, "", "", id));
        Ok(None)
    }
}
