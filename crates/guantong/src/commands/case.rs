//! `guantong case run`.

use crate::cli::CaseDo;
use guantong_registry::case::{run_paths, shipped};
use std::process::ExitCode;

/// Runs case files; 0 all as expected, 1 some not, 2 a file is wrong.
pub(crate) fn run(command: CaseDo) -> ExitCode {
    let CaseDo::Run { paths } = command;
    let report = run_paths(&paths, &shipped);
    report.lines.iter().for_each(|line| crate::out(line));
    report.errors.iter().for_each(|error| crate::err(&error.to_string()));
    crate::out(&report.closing());
    ExitCode::from(report.exit_code())
}
