//! What the tests share: the law as shipped, small worlds, records brought somewhere.

use guantong_registry::{Law, case};
use std::path::PathBuf;

pub(crate) fn law() -> Law {
    case::shipped("beijing-2023").expect("the shipped edition has terms")
}

/// The repository's root.
pub(crate) fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..")
}
