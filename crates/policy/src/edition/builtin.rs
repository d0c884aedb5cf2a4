//! The edition that ships inside the binary.

use super::{Edition, EditionFault};
use std::sync::OnceLock;

macro_rules! files {
    ($($name:literal),+ $(,)?) => {
        &[$(($name, include_str!(concat!("../../../../editions/beijing-2023/", $name)))),+]
    };
}

/// Every text of the folder; a test compares this list with it.
const BEIJING_2023: &[(&str, &str)] = files!(
    "admission.toml",
    "calendar.toml",
    "districts.csv",
    "edition.toml",
    "institutions.toml",
    "interpretations/admission.toml",
    "interpretations/cooperation.toml",
    "interpretations/edition.toml",
    "interpretations/picture.toml",
    "interpretations/excellence.toml",
    "interpretations/plan.toml",
    "interpretations/progression.toml",
    "interpretations/record.toml",
    "interpretations/requests.toml",
    "interpretations/training.toml",
    "majors.csv",
    "notice.md",
    "parameters/cooperation.toml",
    "parameters/datasets.toml",
    "parameters/excellence.toml",
    "parameters/fees.toml",
    "parameters/notice.toml",
    "parameters/picture.toml",
    "parameters/progression.toml",
    "parameters/record.toml",
    "parameters/registration.toml",
    "parameters/requests.toml",
    "parameters/training.toml",
    "provisions.csv",
    "requests.toml",
    "rulebooks/higher.toml",
    "rulebooks/secondary.toml",
);

/// The texts of the shipped edition, by name.
#[must_use]
pub fn builtin_files() -> &'static [(&'static str, &'static str)] {
    BEIJING_2023
}

/// The shipped edition, `beijing-2023`, read once.
///
/// # Errors
/// Its faults; none in a build that passed its tests.
pub fn builtin() -> Result<&'static Edition, &'static [EditionFault]> {
    static EDITION: OnceLock<Result<Edition, Vec<EditionFault>>> = OnceLock::new();
    EDITION.get_or_init(|| Edition::load(BEIJING_2023)).as_ref().map_err(Vec::as_slice)
}
