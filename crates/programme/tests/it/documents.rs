//! The annex as other programs save it. The fixtures were made from the published file by LibreOffice 7.4, see
//! `fixtures/README.md`.

use crate::{ANNEX, demo_answers, plan_2023, reconciled, sheet_of};
use guantong_documents::{Limits, read};
use guantong_programme::plan;

#[test]
fn a_copy_saved_by_another_program_gives_the_same_plan() {
    for (name, bytes) in [
        ("xlsx", include_bytes!("fixtures/annex-saved-again.xlsx").as_slice()),
        ("xls", include_bytes!("fixtures/annex-saved-again.xls").as_slice()),
    ] {
        let plan = reconciled(&sheet_of(bytes), &demo_answers()).plan().unwrap();
        assert_eq!(plan, plan_2023(), "{name}");
    }
}

#[test]
fn a_truncated_copy_is_refused_as_damaged() {
    for length in [10, 100, 4000, ANNEX.len() - 30] {
        let error = read(&ANNEX[..length], &Limits::form()).unwrap_err();
        assert_eq!(error.number(), "IMP-0112", "{length}: {error}");
    }
    assert!(plan::read(&read(ANNEX, &Limits::form()).unwrap()).is_ok());
}
