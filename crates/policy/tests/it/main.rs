//! The shipped edition, and what the loader refuses.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, missing_docs)]

mod diff;
mod draft;
mod faults;
mod findings;
mod shipped;
mod show;

use guantong_policy::edition::{EditionFault, builtin_files};
use guantong_policy::{ClauseId, Edition};

/// The shipped edition with one file's text edited.
fn edited(file: &str, edit: impl Fn(&str) -> String) -> Vec<(String, String)> {
    let edit = |(name, text): &(&str, &str)| {
        let text = if *name == file { edit(text) } else { (*text).to_owned() };
        ((*name).to_owned(), text)
    };
    builtin_files().iter().map(edit).collect()
}

fn load(files: &[(String, String)]) -> Result<Edition, Vec<EditionFault>> {
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    Edition::load(&files)
}

/// Replaces the first mention of some words, which must be there.
fn replaced(text: &str, from: &str, to: &str) -> String {
    assert!(text.contains(from), "not in the file: {from}");
    text.replacen(from, to, 1)
}

fn clause(id: &str) -> ClauseId {
    ClauseId::from(id)
}
