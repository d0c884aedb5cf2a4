//! Files as they come: honest ones, wrong ones, and those made to do harm.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

mod columns;
mod folder;
mod harm;
mod kinds;
mod made;
mod official;
mod text;
mod values;
mod write;

use guantong_documents::{DocumentError, Limits, Sheet, read};

/// Reads a document of one sheet.
fn one(bytes: &[u8]) -> Sheet {
    let mut sheets = read(bytes, &Limits::form()).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(sheets.len(), 1);
    sheets.remove(0)
}

fn refused(bytes: &[u8]) -> DocumentError {
    read(bytes, &Limits::form()).expect_err("the file should be refused")
}
