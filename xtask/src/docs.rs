//! `cargo xtask docs`: writes the documents that are made from code. The tests that compare them do the writing, so
//! that what is written and what is checked cannot differ.

use crate::step::{cargo, succeed};
use anyhow::Result;
use std::path::Path;

/// Tells the tests to write.
const WRITE: &str = "GUANTONG_WRITE_DOCS";
/// Crate and test of each document.
const DOCUMENTS: &[(&str, &str)] =
    &[("guantong-registry", "table::document::the_document_says_what_the_code_answers")];

/// Writes every document.
pub(crate) fn run(root: &Path) -> Result<()> {
    for (package, test) in DOCUMENTS {
        let one = ["test", "--quiet", "--package", package, "--lib", "--", "--exact", test];
        succeed(cargo(root).args(one).env(WRITE, "1"))?;
    }
    Ok(())
}
