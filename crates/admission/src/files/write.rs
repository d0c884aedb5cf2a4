//! Output files: written beside, then renamed; both or none.

use crate::allocate::Allocation;
use crate::candidates::Candidates;
use crate::programmes::Programmes;
use crate::seal::{write_field, write_line};
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// How much is gathered before it is written.
const CHUNK: usize = 1 << 20;

/// A file under writing; if it is not kept, it is removed again.
pub(crate) struct Draft {
    target: PathBuf,
    beside: PathBuf,
    file: File,
    pending: Vec<u8>,
    kept: bool,
}

/// Where a file is written before it is renamed: its name with `.part` added.
pub(crate) fn beside(target: &Path) -> PathBuf {
    let mut name = target.file_name().unwrap_or_default().to_owned();
    name.push(".part");
    target.with_file_name(name)
}

impl Draft {
    fn create(target: &Path) -> io::Result<Self> {
        if target.is_dir() {
            return Err(io::Error::from(io::ErrorKind::IsADirectory));
        }
        let beside = beside(target);
        let file = File::create(&beside)?;
        let pending = Vec::with_capacity(CHUNK + (1 << 12));
        Ok(Draft { target: target.to_owned(), beside, file, pending, kept: false })
    }

    fn end_line(&mut self) -> io::Result<()> {
        self.pending.push(b'\n');
        if self.pending.len() >= CHUNK { self.flush() } else { Ok(()) }
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.write_all(&self.pending)?;
        self.pending.clear();
        Ok(())
    }

    fn finish(&mut self) -> io::Result<()> {
        self.flush()?;
        self.file.sync_all()
    }

    fn keep(&mut self) -> io::Result<()> {
        fs::rename(&self.beside, &self.target)?;
        self.kept = true;
        Ok(())
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        if !self.kept {
            // Nothing more can be done about a draft that cannot be removed; it is not taken for a result.
            let _ = fs::remove_file(&self.beside);
        }
    }
}

/// `results.csv` in the order of the candidates file.
pub(crate) fn results(
    target: &Path,
    programmes: &Programmes,
    candidates: &Candidates,
    allocation: &Allocation,
    progress: &mut dyn FnMut(u32),
) -> io::Result<Draft> {
    let mut draft = Draft::create(target)?;
    draft.pending.extend_from_slice(b"candidate,outcome,programme,preference,reason\n");
    for candidate in 0..candidates.count() {
        write_line(&mut draft.pending, programmes, candidates, allocation, candidate);
        draft.end_line()?;
        if candidate.is_multiple_of(1 << 16) {
            progress(candidate);
        }
    }
    draft.finish()?;
    Ok(draft)
}

/// `cutoffs.csv` in the order of the plan; the cut-off stays empty where nobody is admitted.
pub(crate) fn cutoffs(target: &Path, programmes: &Programmes, allocation: &Allocation) -> io::Result<Draft> {
    let mut draft = Draft::create(target)?;
    draft.pending.extend_from_slice(b"programme,places,admitted,cutoff\n");
    for (programme, filled) in (0_u32..).zip(&allocation.filled) {
        write_field(&mut draft.pending, programmes.code(programme));
        let cutoff = filled.last.map(|last| last.score.to_string()).unwrap_or_default();
        write!(draft.pending, ",{},{},{cutoff}", filled.places, filled.admitted)?;
        draft.end_line()?;
    }
    draft.finish()?;
    Ok(draft)
}

/// Puts finished drafts in their places. Where a later one fails, an earlier one that was new is taken away again.
pub(crate) fn publish(drafts: Vec<Draft>) -> io::Result<()> {
    let mut new: Vec<PathBuf> = Vec::new();
    for mut draft in drafts {
        let was_there = draft.target.exists();
        if let Err(error) = draft.keep() {
            for path in new {
                let _ = fs::remove_file(path);
            }
            return Err(error);
        }
        if !was_there {
            new.push(draft.target.clone());
        }
    }
    Ok(())
}
