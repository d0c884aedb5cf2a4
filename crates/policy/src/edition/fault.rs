//! What is wrong with an edition: a sentence with the file and the line it is about.

use super::{ArticleRef, Place};
use crate::ClauseId;
use guantong_model::Message;
use std::cell::RefCell;
use std::fmt;

/// One thing wrong with an edition; it is not loaded while there is any.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EditionFault {
    /// The file, relative to the edition's folder.
    pub file: String,
    /// The line, from 1.
    pub line: u32,
    /// What is wrong, to be worded (ids `edition-…`).
    pub message: Message,
}

impl fmt::Display for EditionFault {
    /// For developers: place, id and facts. People read the worded message.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {} {:?}", self.file, self.line, self.message.id, self.message.facts)
    }
}

impl std::error::Error for EditionFault {}

/// What something in the files refers to, to be found once all files are read.
#[derive(Debug)]
pub(super) enum Reference {
    Clause(ClauseId),
    Article(ArticleRef),
    Parameter(String),
}

/// The faults and the references found so far, shared by all that read.
#[derive(Debug, Default)]
pub(super) struct Ledger {
    faults: RefCell<Vec<EditionFault>>,
    references: RefCell<Vec<(Place, Reference)>>,
}

impl Ledger {
    /// Notes a reference; whether it leads somewhere is checked at the end.
    pub(super) fn refer(&self, place: Place, reference: Reference) {
        self.references.borrow_mut().push((place, reference));
    }

    /// The references noted so far, taken out.
    pub(super) fn references(&self) -> Vec<(Place, Reference)> {
        self.references.take()
    }

    pub(super) fn add(&self, file: &str, line: u32, message: Message) {
        self.faults.borrow_mut().push(EditionFault { file: file.to_owned(), line, message });
    }

    pub(super) fn at(&self, place: &Place, message: Message) {
        self.add(&place.file, place.line, message);
    }

    /// The faults by file and line.
    pub(super) fn into_faults(self) -> Vec<EditionFault> {
        let mut faults = self.faults.into_inner();
        faults.sort_by(|a, b| (&a.file, a.line).cmp(&(&b.file, b.line)));
        faults
    }
}
