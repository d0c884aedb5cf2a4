//! The case files of the repository, and the runner of case files.

use crate::support::root;
use guantong_registry::case::{run_paths, shipped};

#[test]
fn every_case_of_the_repository_passes() {
    let report = run_paths(&[root().join("cases")], &shipped);
    let failed: Vec<&String> = report.lines.iter().filter(|line| !line.starts_with("ok  ")).collect();
    assert_eq!((&report.errors, failed), (&Vec::new(), Vec::new()));
    assert!(report.passed >= 130, "{}", report.closing());
}
